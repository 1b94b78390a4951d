"""The starter pack: the council's items by age, and what was sent, received and understood."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from children.models import ContactPerson, PackGiven, PackItem
from children.packs import actions
from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from statute.working_days import birthday
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused

TODAY = date(2025, 4, 7)
"""`child` is 12."""


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


@kept
def pledge(authority, qa_manager) -> PackItem:
    return actions.add_item(
        authority=authority, title="Pledge", edition="2025", from_age=5, to_age=17, by=qa_manager
    )


def address(child, name: str) -> str:
    return reverse(f"children:{name}", args=[child.public_id])


def day(on: date, name: str = "on") -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def test_a_council_begins_with_the_usual_items_and_changes_them(client_for, qa_manager, authority):
    browser, listed = client_for(qa_manager), reverse("children:pack_items")
    assertContains(browser.get(listed), "There are no items yet.")
    page = browser.post(reverse("children:add_usual_items"), follow=True)
    assertContains(page, f"Items added: {len(actions.USUAL)}.")
    assertNotContains(page, "Add the usual items")
    assertContains(page, f'href="{listed}"')
    assert actions.add_usual(authority=authority, by=qa_manager) == 0
    sent = {"title": "Advocacy", "edition": "3", "from_age": "9", "to_age": "8", "for_whom": "ALL"}
    add = reverse("children:add_pack_item")
    assertContains(browser.post(add, sent), actions.AGES, status_code=422)
    assertContains(browser.post(add, sent | {"to_age": "17"}, follow=True), "Advocacy")
    item = PackItem.objects.get(title="Advocacy")
    change = reverse("children:change_pack_item", args=[item.public_id])
    assertContains(browser.post(change, sent | {"to_age": "16", "edition": "4"}, follow=True), "9 to 16")
    new = sent | {"to_age": "16", "edition": "5"} | day(date(2025, 4, 1), "edition_from")
    page = browser.post(change, new, follow=True)
    assertContains(page, "from 1 April 2025")
    assertContains(
        browser.post(change, new | day(date(2025, 4, 8), "edition_from")), "must be today or", status_code=422
    )
    page = browser.post(reverse("children:end_pack_item", args=[item.public_id]), follow=True)
    assertNotContains(page, "Advocacy")


def test_sent_received_and_understood_are_three_things(client_for, child, iro, pledge, authority, qa_manager):
    actions.add_item(authority=authority, title="Leaving", edition="", from_age=16, to_age=17, by=qa_manager)
    browser, pack = client_for(iro), address(child, "pack")
    assertNotContains(browser.get(pack), "Leaving")
    assertContains(browser.post(address(child, "pack_sent"), day(TODAY)), actions.NOTHING, status_code=422)
    page = browser.post(address(child, "pack_sent"), {"items": pledge.pk, **day(TODAY)}, follow=True)
    assertContains(page, "7 April 2025, 2025")
    nothing = browser.post(address(child, "pack_asked"), day(TODAY))
    assertContains(nothing, actions.NO_ANSWER, status_code=422)
    answers = {f"item-{pledge.public_id}": "received", **day(TODAY)}
    browser.post(address(child, "pack_asked"), answers)
    found = PackGiven.objects.get()
    assert (found.received, found.understood, found.sent_on) == (True, False, TODAY)
    actions.change_item(item=pledge, title="Pledge", edition="2026", from_age=5, to_age=17, by=qa_manager)
    assertContains(browser.get(pack), "There is a newer edition")
    renamed = {"title": "Charter", "edition": "2026", "from_age": 5, "to_age": 17, "by": qa_manager}
    with refused(actions.GIVEN, "title"):  # the child's record would say that it was given something else
        actions.change_item(item=pledge, **renamed)


def test_items_for_who_is_open_to_leaving_care(client_for, child, iro, authority, qa_manager, on_day):
    """`child` is 16 in June 2028, and has been in care since 2024."""
    for title, whom in (("Charter", "LEAVING"), ("Not yet", "OTHERS"), ("Pledge", "ALL")):
        sent = {"title": title, "edition": "", "from_age": "5", "to_age": "17", "for_whom": whom}
        client_for(qa_manager).post(reverse("children:add_pack_item"), sent)
    assertContains(client_for(qa_manager).get(reverse("children:pack_items")), "only those open to leaving")

    def given() -> list[str]:
        page = client_for(iro).get(address(child, "pack"))
        return [row.item.title for row in page.context["rows"]]

    assert given() == ["Not yet", "Pledge"]
    assertContains(
        client_for(iro).get(address(child, "pack")), "recorded says that the child is open to leaving care"
    )
    adviser = {"role": "ADVISER", "name": "Ann", "may_be_told": "RECORD"}
    contact = ContactPerson.objects.create(child=child, recorded_by=iro, recorded_at=make.now(), **adviser)
    assert given() == ["Charter", "Pledge"]
    contact.ended_on = TODAY
    contact.save()
    assert given() == ["Not yet", "Pledge"]
    on_day(birthday(child.born_on, 16))
    assert given() == ["Charter", "Pledge"]
    assertContains(client_for(iro).get(address(child, "pack")), "at least 13 weeks in care since")


def test_what_cannot_be_is_refused(authority, child, pledge, qa_manager):
    given = {"title": "Pledge", "edition": "", "from_age": 5, "to_age": 17, "by": qa_manager}
    with refused(actions.LISTED, "title"):
        actions.add_item(authority=authority, **given)
    other = actions.add_item(authority=authority, **given | {"title": "Card"})
    with refused(actions.LISTED, "title"):
        actions.change_item(item=other, **given)
    with refused(actions.AGES, "to_age"):
        actions.change_item(item=other, **given | {"to_age": 1})
    later = {"child": child, "on": date(2025, 4, 8), "by": qa_manager, "today": TODAY}
    with refused(actions.NOT_TO_COME, "on"):
        actions.record_sent(items=[pledge], **later)
    with refused(actions.NOT_TO_COME, "on"):
        actions.record_asked(answers={pledge: "no"}, **later)
    with refused(actions.NO_ANSWER):
        actions.record_asked(answers={}, **later | {"on": TODAY})
    with refused(actions.NOTHING, "items"):
        actions.record_sent(items=[], **later | {"on": TODAY})
    actions.end_item(item=other, by=qa_manager, today=TODAY)
    with refused(actions.HAS_ENDED):
        actions.end_item(item=other, by=qa_manager, today=TODAY)
    with refused(actions.HAS_ENDED):
        actions.change_item(item=other, **given)


def test_figures_of_the_pack(authority, child, other_child, pledge, qa_manager):
    given = {"by": qa_manager, "today": TODAY, "on": TODAY}
    actions.record_sent(child=child, items=[pledge], **given)
    actions.record_asked(child=child, answers={pledge: "understood"}, **given)
    actions.record_asked(child=other_child, answers={pledge: "no"}, **given)
    of_year = Scope(authority, collection_year(2026))
    assert compute(MEASURES["packs_received"], of_year) == Result(1, 2, 0)
    assert compute(MEASURES["packs_understood"], of_year) == Result(1, 2, 0)
    by_item = compute_by(MEASURES["packs_understood"], of_year, "item")
    assert {k: (r.numerator, r.denominator) for k, r in by_item.items()} == {"Pledge": (1, 2)}
    make.make_child_in_care(authority, started_on=TODAY)
    assert compute(MEASURES["packs_sent"], of_year) == Result(0, 1, 0)
