"""The letter in which the IRO says to the child who they are: a letter without a review."""

from dataclasses import replace
from datetime import date

from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from children.contacts import actions as contacts
from children.contacts.actions import Person
from children.models import Child
from children.people.actions import allocate_iro
from reporting.measures.base import Result, Scope, compute
from reporting.measures.registry import MEASURES
from reporting.models import ServiceEntry
from reporting.periods import collection_year
from reviews.letters import actions, states
from reviews.letters.drafting import introduction
from reviews.letters.known import style_of
from reviews.models import Letter
from tests import factories as make
from tests.integration.reviews.letters.test_letters import finish
from tests.kept import kept
from tests.refusing import refused

TODAY = date(2025, 3, 10)


@kept
def letter(child, iro, client_for, on_day) -> Letter:
    """Begun by the button on the page of contact, with a carer among the contacts and a review booked."""
    on_day(TODAY)
    make.make_review(child, booked_for=date(2025, 3, 24), created_by=iro)
    carer = Person(role="CARER", name="Pat Lowe", may_be_told="RECORD", not_told_home=False)
    contacts.add(child=child, person=carer, by=iro)
    browser = client_for(iro)
    page = reverse("reviews:child_contact", args=[child.public_id])
    assertContains(browser.get(page), "Write a letter of introduction")
    browser.post(reverse("reviews:introduce", args=[child.public_id]))
    assertNotContains(browser.get(page), "Write a letter of introduction")
    return Letter.objects.get()


def test_it_begins_from_what_the_portal_knows(letter, child, iro):
    texts = {part["key"]: part["text"] for part in letter.parts}
    assert texts["opening"].startswith(f"Dear {child.forename},")
    assert iro.name in texts["opening"]
    assert "Your next review will be on 24 March 2025." in texts["next"]
    assert {copy.name for copy in letter.copies.all()} >= {child.name, "Pat Lowe"}
    with refused(states.IN_HAND):
        actions.introduce(child=child, by=iro, today=TODAY)


def test_it_says_how_to_reach_the_iro_and_the_advocate_and_begins_with_what_was_told_before(
    letter, child, iro, client_for, other_child
):
    finish(client_for(iro), letter, **{"part-me": "I have a dog called Biscuit. Ring me on 07700 900123."})
    copy = letter.copies.get(role="CHILD")
    address = reverse("reviews:send_copies", args=[letter.public_id])
    client_for(iro).post(address, {"copy": [str(copy.public_id)]})
    advocate = Person(role="ADVOCATE", name="Ada Bell", may_be_told="PARTS", not_told_home=False)
    contacts.add(child=other_child, person=replace(advocate, telephone="01632 960111"), by=iro)
    texts = {p["key"]: p["text"] for p in introduction(other_child, style_of(child.authority_id), iro, TODAY)}
    assert "Biscuit" in texts["me"]
    for words in (iro.email, "Your advocate is Ada Bell, 01632 960111."):
        assert words in texts["closing"]


def test_it_names_the_councils_advocacy_and_the_number_that_the_iro_gave_before(
    letter, child, iro, other_child
):
    """Where the child has an advocate, that one; never a provider that ended, or one of visitors alone."""

    def closing(of: Child) -> str:
        return introduction(of, style_of(of.authority_id), iro, TODAY)[-1]["text"]

    assert "you can ask for an advocate:" not in closing(other_child)
    for name, detail, ends_on in [
        ("Coram Voice", "", None),
        ("Barnardo’s", "Advocacy and independent visitors", None),
        ("Kith", "Independent visitors", None),
        ("NYAS", "Advocacy", TODAY),
    ]:
        ServiceEntry.objects.create(
            authority=child.authority,
            kind="advocacy",
            name=name,
            detail=detail,
            starts_on=date(2024, 4, 1),
            ends_on=ends_on,
            created_by=iro,
        )
    assert "you can ask for an advocate: Barnardo’s or Coram Voice." in closing(other_child)
    said = "Call or text me on 07700 900123. Your advocate is Ada Bell, 01632 960111. My room is 12."
    parts = [part | {"text": said} if part["key"] == "closing" else part for part in letter.parts]
    Letter.objects.update(parts=parts)
    Letter.objects.update(state="SENT", sent_at=make.now())
    now = closing(other_child)
    assert f"{iro.email}. Call or text me on 07700 900123." in now
    assert "01632 960111" not in now and "My room" not in now
    advocate = Person(role="ADVOCATE", name="Ada Bell", may_be_told="PARTS", not_told_home=False)
    contacts.add(child=other_child, person=advocate, by=iro)
    assert "Your advocate is Ada Bell." in closing(other_child)
    assert "Barnardo’s" not in closing(other_child)


def test_it_is_written_sent_and_tells_the_child_who_the_iro_is(letter, child, iro, client_for, authority):
    browser = client_for(iro)
    page = reverse("reviews:letter", args=[letter.public_id])
    assertContains(browser.get(page), "From the IRO to the child")
    finish(browser, letter, **{"part-me": "I have a dog called Biscuit."})
    assert letter.state == "READY"
    sending = reverse("reviews:send_copies", args=[letter.public_id])
    copies = [str(copy.public_id) for copy in letter.copies.filter(role__in=["CHILD", "CARER"])]
    browser.post(sending, {"copy": copies})
    letter.refresh_from_db()
    allocation = child.iro_allocations.get()
    assert letter.state == "SENT"
    assert (allocation.child_told_on, allocation.child_told_how) == (TODAY, "LETTER")
    assert allocation.carer_told_on == TODAY
    for name in ("copies", "letter"):
        assert browser.get(reverse(f"reviews:{name}", args=[letter.public_id])).status_code == 200
    pdf = browser.get(reverse("reviews:letter_pdf", args=[letter.public_id]))
    assert pdf["Content-Disposition"] == 'inline; filename="letter-of-introduction.pdf"'
    assertContains(browser.get(reverse("reviews:letters") + "?show=sent"), "Letter of introduction")
    assertNotContains(browser.get(page), "after an amendment")
    with refused(states.INTRODUCE_AGAIN):
        actions.reissue(letter=letter, reason="x", by=iro, today=TODAY)
    make.make_recorded_since(authority, "introductions", date(2025, 3, 1), iro)
    assert compute(MEASURES["introductions_sent"], Scope(authority, collection_year(2025))) == Result(1, 1, 0)


def test_a_further_copy_tells_nobody_of_an_iro_who_came_later(
    letter, child, iro, other_iro, qa_manager, client_for, authority
):
    browser = client_for(iro)
    finish(browser, letter)
    sending = reverse("reviews:send_copies", args=[letter.public_id])
    to_child, to_carer = (letter.copies.get(role=role) for role in ("CHILD", "CARER"))
    browser.post(sending, {"copy": [str(to_carer.public_id)]})
    taker = make.worker_of(other_iro, authority)
    allocate_iro(child=child, worker=taker, on=TODAY, end_reason="LEFT", by=qa_manager, today=TODAY)
    client_for(other_iro).post(sending, {"copy": [str(to_child.public_id)]})
    before, now = child.iro_allocations.order_by("started_on")
    assert (before.carer_told_on, now.carer_told_on, now.child_told_on) == (TODAY, None, None)
    to_child.refresh_from_db()
    assert to_child.sent_at is not None


def test_a_part_is_begun_again_and_one_that_is_not_there_comes(letter, iro):
    began = {part["key"]: part["text"] for part in letter.parts}
    letter.parts = [{**part, "text": "Hello"} for part in letter.parts if part["key"] != "next"]
    letter.save()
    for part in ("opening", "next", "no such part"):
        actions.rewrite(letter=letter, part=part, by=iro, today=TODAY)
    letter.refresh_from_db()
    texts = {part["key"]: part["text"] for part in letter.parts}
    assert texts == dict.fromkeys(began, "Hello") | {key: began[key] for key in ("opening", "next")}


def test_another_one_can_be_written_once_it_is_sent(letter, child, iro, client_for):
    Letter.objects.update(state="SENT", sent_at=make.now())
    browser = client_for(iro)
    browser.post(reverse("reviews:introduce", args=[child.public_id]), follow=True)
    assert Letter.objects.count() == 2
    again = browser.post(reverse("reviews:introduce", args=[child.public_id]), {"again": "1"}, follow=True)
    assertContains(again, states.IN_HAND)
