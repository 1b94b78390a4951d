"""A corrected return with which much of the one before would go: applied once a person said that it may."""

from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.jobs import queue as jobs
from accounts.models import AuditEvent, Job
from accounts.models.jobs import JobState
from children.imports import actions
from children.models import Child, ReturnImport
from tests.integration.children.returns import (
    EPISODES,
    HEADER,
    REVIEWS,
    episode,
    header,
    review,
    small,
    table,
)
from tests.kept import kept

MANY = [f"{1000 + n}" for n in range(30)]
TICK = 'name="may_remove"'


def returned(numbers, *, reviewed=None) -> dict[str, bytes]:
    """A return of these children, with a review of each who was `reviewed`."""
    return small(
        header=table(HEADER, *(header(n, UPN="UN3") for n in numbers)),
        episodes=table(EPISODES, *(episode(n) for n in numbers)),
        reviews=table(REVIEWS, *(review(n) for n in (numbers if reviewed is None else reviewed))),
    )


@kept
def browser(client_for, business_support, bring_in, on_day):
    on_day("2026-04-20")
    bring_in(returned(MANY), year=2026)
    return client_for(business_support)


def work() -> None:
    for pk in list(Job.objects.filter(state=JobState.QUEUED).values_list("pk", flat=True)):
        jobs.run(pk)


def uploaded(browser, files) -> ReturnImport:
    given = []
    for name, content in files.items():
        one = BytesIO(content)
        one.name = name
        given.append(one)
    browser.post(reverse("children:new_import"), {"uploads": given, "year": "2026"})
    work()
    return ReturnImport.objects.latest("pk")


def page(browser, record) -> str:
    return browser.get(reverse("children:import", args=[record.public_id])).content.decode()


def press(browser, record, **said) -> str:
    """Press Apply, and what the next page says; the worker does what it was asked for."""
    answer = browser.post(reverse("children:apply_import", args=[record.public_id]), said, follow=True)
    work()
    record.refresh_from_db()
    return answer.content.decode()


def test_much_goes_only_when_somebody_ticks_how_much(browser):
    record = uploaded(browser, returned(MANY[:2]))
    words = page(browser, record)
    assert TICK in words and "remove 84 rows" in words
    assert "The whole return: 84 of 90 rows" in words and "Header: 28 of 30 rows" in words
    assert actions.MUCH_GOES in press(browser, record)
    assert record.state == "PREVIEW" and Child.objects.count() == 30
    assert not Job.objects.filter(kind="import.apply").exists()
    press(browser, record, may_remove="yes")
    assert record.state == "APPLIED" and Child.objects.count() == 2
    asked = AuditEvent.objects.get(kind="import.apply_asked")
    assert asked.details["may_remove"] is True


def test_one_table_that_was_cut_short_is_much(browser):
    record = uploaded(browser, returned(MANY, reviewed=MANY[:5]))
    words = page(browser, record)
    assert TICK in words and "Reviews: 25 of 30 rows" in words and "Header:" not in words


@pytest.mark.parametrize("left", [MANY[:24], MANY])
def test_a_few_rows_go_without_a_question(browser, left):
    record = uploaded(browser, returned(MANY, reviewed=left))
    assert TICK not in page(browser, record)
    press(browser, record)
    assert record.state == "APPLIED"


def test_what_would_go_by_another_import_meanwhile_is_not_taken_for_ticked(browser, bring_in):
    bring_in(returned(MANY[:2]), year=2026)
    record = uploaded(browser, returned(MANY[:2]))
    bring_in(returned(MANY), year=2026)
    press(browser, record)
    assert record.state == "FAILED" and Child.objects.count() == 30
    assert "Much of the return would go, because something else was imported" in page(browser, record)


def test_a_child_who_is_restricted_does_not_count(browser):
    """Else the question itself would tell of the child."""
    Child.objects.filter(number__in=MANY[2:]).update(is_restricted=True)
    assert TICK not in page(browser, uploaded(browser, returned(MANY[:2])))


def test_the_command_does_not_ask(browser, authority, tmp_path):
    folder = tmp_path / "2026"
    folder.mkdir()
    for name, content in returned(MANY[:2]).items():
        (folder / name).write_bytes(content)
    call_command("import_ssda903", str(folder), authority=authority.code)
    assert Child.objects.count() == 2
