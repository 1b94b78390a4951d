"""Rows that tests have in common are made once and are as they were made for each of them: tests/kept.py."""

from itertools import count

import pytest
from django.db import connection

from accounts.access.roles import Role
from accounts.clock import today
from accounts.models import Authority, Membership, User
from tests import factories as make
from tests.kept import kept

pytestmark = pytest.mark.django_db
made = count(1)
on_four_tests = pytest.mark.parametrize("turn", [1, 2, 3, 4])


@kept
def numbered(authority: Authority) -> User:
    return make.make_user(authority, Role.IRO, name=f"Made {next(made)}", email="numbered@council.example")


@kept
def beside(numbered: User) -> Membership:
    return numbered.memberships.get()


@kept
def in_march(numbered: User, on_day) -> str:
    on_day("2026-03-02")
    on_day("2026-03-30", hour=17)
    return today().isoformat()


@on_four_tests
def test_a_row_of_one_test_is_not_there_in_the_next(turn: int, numbered: User, authority: Authority) -> None:
    assert [user.name for user in User.objects.all()] == ["Made 1"]
    make.make_user(authority, Role.DIRECTOR)
    numbered.memberships.all().delete()


@on_four_tests
def test_an_object_that_one_test_changed_is_fresh_in_the_next(turn: int, numbered: User) -> None:
    assert numbered.name == User.objects.get().name == "Made 1"
    numbered.name = "Changed"
    numbered.save()


@on_four_tests
def test_what_hangs_together_still_does(turn: int, beside: Membership, numbered: User) -> None:
    beside.user.name = "Changed"
    assert numbered.name == "Changed"


@on_four_tests
def test_the_clock_stands_where_the_rows_were_made(turn: int, in_march: str, on_day) -> None:
    assert in_march == today().isoformat() == "2026-03-30"
    on_day("2026-04-01")


@on_four_tests
def test_only_what_was_asked_for_is_there(turn: int, request: pytest.FixtureRequest) -> None:
    assert not User.objects.exists()
    assert request.getfixturevalue("numbered") == User.objects.get()


def test_on_another_day_they_are_made_anew(on_day, request: pytest.FixtureRequest) -> None:
    on_day("2026-03-30")
    assert request.getfixturevalue("numbered").name != "Made 1"


@on_four_tests
def test_a_failed_statement_ends_with_its_test(turn: int, numbered: User) -> None:
    assert User.objects.count() == 1
    with pytest.raises(Exception, match="nothing_of_this_name"), connection.cursor() as cursor:
        cursor.execute("SELECT nothing_of_this_name")


@kept
def changed(authority: Authority) -> Authority:
    authority.name = "Changed"
    authority.save()
    return authority


def test_a_fixture_changes_what_it_is_made_of(authority: Authority, changed: Authority) -> None:
    assert authority.name == changed.name == Authority.objects.get().name == "Changed"


def test_and_that_is_taken_back_with_it(authority: Authority) -> None:
    assert authority.name == Authority.objects.get().name == "Brackenshire County Council"
