"""Many rows changed in one statement, as if each had been saved."""

from datetime import date

import pytest
from django.db import DataError

from children.imports.state.updates import AT_ONCE, update_objects
from children.models import Child, ReturnRow
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_only_the_named_fields_of_these_rows_are_written(authority) -> None:
    one, two, other = (make.make_child(authority, surname=f"Name{n}") for n in range(3))
    one.surname, one.is_mother, one.mothers_child_born_on = "Ångström’s", True, date(2029, 2, 28)
    two.surname, two.is_mother = "", None
    one.forename = "not written"
    update_objects([one, two], ["surname", "is_mother", "mothers_child_born_on"])
    stored = {c.pk: c for c in Child.objects.all()}
    assert (stored[one.pk].surname, stored[one.pk].is_mother) == ("Ångström’s", True)
    assert stored[one.pk].mothers_child_born_on == date(2029, 2, 28)
    assert (stored[two.pk].surname, stored[two.pk].is_mother) == ("", None)
    assert stored[one.pk].forename == "Robin" and stored[other.pk].surname == "Name2"


def test_more_rows_than_one_statement_takes(authority) -> None:
    row = {"authority": authority, "year": 2026, "table": "Header", "key": ""}
    record = make.make_return_import(authority)
    rows = ReturnRow.objects.bulk_create(
        ReturnRow(source=record, number=str(n), values={"n": n}, **row) for n in range(AT_ONCE + 2)
    )
    for stored in rows:
        stored.values = {"twice": [stored.values["n"] * 2], "empty": None}
    update_objects(iter(rows), ["values"])
    last = ReturnRow.objects.get(number=str(AT_ONCE + 1))
    assert last.values == {"twice": [2 * AT_ONCE + 2], "empty": None}
    assert not ReturnRow.objects.filter(values__has_key="n").exists()


def test_words_that_are_too_long_are_refused_and_not_cut_off(authority) -> None:
    child = make.make_child(authority)
    child.surname = "x" * 81
    with pytest.raises(DataError, match="too long"):
        update_objects([child], ["surname"])


def test_nothing_to_change_asks_nothing(db, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        update_objects([], ["surname"])
