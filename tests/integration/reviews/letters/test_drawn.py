"""A letter says what of the record has changed since it was written, until the IRO changes or confirms it."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from reviews.letters import actions, copying, drawn, states
from reviews.models import Letter
from reviews.record import amending
from reviews.record.sections import ParticipationFacts
from reviews.record.together import correcting
from statute.participation import Views
from tests import factories as make
from tests.integration.reviews.conftest import STARTED
from tests.integration.reviews.letters.test_letters import begin, done, finish, typed
from tests.refusing import refused

pytestmark = pytest.mark.django_db
__all__ = ["begin", "done"]
TODAY = make.at(STARTED).date()
CHANGED = "The record has changed since this was written"


def page_of(letter: Letter) -> str:
    return reverse("reviews:letter", args=[letter.public_id])


@pytest.fixture
def amend(done, iro):
    """`amend("She will visit.")`: the decision of the record is corrected to this."""

    def correct(answer: str) -> None:
        key = f"decisions.{done.decisions.get().decision.public_id}.action"
        amending.amend(review=done, key=key, answer=answer, reason="Wrong", by=iro, today=TODAY)

    return correct


def test_a_changed_decision_stops_the_letter_until_its_part_is_begun_again(begin, amend, client_for, iro):
    letter, browser = begin("CHILD"), client_for(iro)
    assertNotContains(browser.get(page_of(letter)), CHANGED)
    amend("Visit the school")
    page = browser.get(page_of(letter))
    assertContains(page, CHANGED)
    assertContains(page, "Decision 1")
    letter = finish(browser, letter)
    assert letter.state == "WRITING"
    assertContains(browser.get(page_of(letter)), f"{CHANGED}: Decision 1.")
    kept = {"part-said": "I want to stay, please."}
    browser.post(page_of(letter), typed(letter, **kept) | {"rewrite": "decisions"})
    letter.refresh_from_db()
    texts = {part["key"]: part["text"] for part in letter.parts}
    assert "Sol Carr: Visit the school, by 30 May 2025." in texts["decisions"]
    assert texts["said"] == kept["part-said"]
    assert finish(browser, letter).state == "READY"


def test_what_is_ready_does_not_go_before_the_iro_confirms_it(begin, amend, client_for, iro):
    browser = client_for(iro)
    letter = finish(browser, begin("CHILD"))
    amend("Visit the school")
    sending = reverse("reviews:send_copies", args=[letter.public_id])
    assertContains(browser.get(sending), CHANGED)
    copies = [str(copy.public_id) for copy in letter.copies.filter(role="CHILD")]
    assertContains(browser.post(sending, {"copy": copies}), f"{CHANGED}: Decision 1.", status_code=422)
    confirm = reverse("reviews:confirm_letter", args=[letter.public_id])
    seen = browser.get(page_of(letter)).context["seen"]
    amend("Visit the new school")
    assertContains(browser.post(confirm, {"confirm": seen}, follow=True), states.CHANGED_AGAIN)
    seen = browser.get(page_of(letter)).context["seen"]
    assertNotContains(browser.post(confirm, {"confirm": seen}, follow=True), CHANGED)
    browser.post(sending, {"copy": copies})
    letter.refresh_from_db()
    assert letter.state == "SENT"


def test_what_was_sent_stays_as_it_went_and_says_what_has_changed(begin, amend, client_for, iro):
    browser = client_for(iro)
    letter = finish(browser, begin("CHILD"))
    copying.send(letter=letter, copies=list(letter.copies.filter(role="CHILD")), by=iro, today=TODAY)
    was = letter.parts
    amend("Visit the school")
    assertContains(browser.get(page_of(letter)), "The record has changed since this was")
    assertContains(browser.get(page_of(letter)), "What was sent does not change.")
    letter.refresh_from_db()
    assert letter.parts == was
    with refused(states.OVERTAKEN):
        copying.send(letter=letter, copies=list(letter.copies.exclude(state="SENT")[:1]), by=iro, today=TODAY)
    assertContains(browser.get(reverse("reviews:copies", args=[letter.public_id])), states.OVERTAKEN)


def test_a_child_who_took_no_part_is_not_thanked_for_it(begin, done, client_for, iro):
    letter, browser = begin("CHILD"), client_for(iro)
    assert "Thank you for taking part" in letter.parts[0]["text"]
    correcting.correct(
        review=done,
        held_on=done.held_on,
        facts=ParticipationFacts(attended=False, views=Views.NONE),
        reason="Wrong person ticked",
        by=iro,
        today=TODAY,
    )
    done.refresh_from_db()
    assert done.participation_code == "PN7"
    assertContains(browser.get(page_of(letter)), "How the child took part")
    browser.post(page_of(letter), typed(letter) | {"rewrite": "opening"})
    letter.refresh_from_db()
    assert "taking part" not in letter.parts[0]["text"]
    assert "This letter says what we talked about" in letter.parts[0]["text"]


def test_minutes_and_a_letter_of_introduction_are_compared_too(begin, amend, child, iro, client_for):
    minutes = begin("MINUTES")
    intro = actions.introduce(child=child, by=iro, today=TODAY)
    amend("Visit the school")
    make.make_review(child, booked_for=make.at(STARTED).date().replace(month=12), created_by=iro)
    browser = client_for(iro)
    assertContains(browser.get(page_of(minutes)), "Decision 1")
    assertContains(browser.get(page_of(intro)), "The next review")
    with refused(states.RECORD_CHANGED.format(names="Decision 1")):
        drawn.check_unchanged(minutes)
