"""A record once it is complete: decisions carried over or closed, and what it says standing still whatever
happens later."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, InternalError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.clock import now
from accounts.councils.words import speaking
from accounts.lifecycle import NotNow
from accounts.models import AccessLog, AuditEvent, Authority, OutgoingMail, User
from reviews import wording
from reviews.cycle.current import running_cycle
from reviews.decisions import actions as decision_actions
from reviews.decisions.states import Changes
from reviews.models import CompletedRecord, Decision, DecisionAnswer, DecisionAtReview, Review
from reviews.record import amending, completing, finished
from reviews.record.followed import answers_of, steps_of
from reviews.record.sections import ParticipationFacts
from reviews.record.together import correcting
from statute.participation import Views
from tests import factories as make
from tests.integration.reviews.conftest import ACTION, STARTED
from tests.kept import kept
from tests.turns import comes_every

pytestmark = comes_every(4)


@kept
def browser(client_for: Callable[..., Client], iro: User) -> Client:
    return client_for(iro)


def day(on: date, name: str) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def earlier(decision: Decision, fate: str, **chosen: str) -> dict[str, Any]:
    """The decisions section with what becomes of one decision of an earlier review."""
    return {"earlier": {str(decision.public_id): {"fate": fate, **chosen}}}


# --- decisions carried over


def test_open_decisions_are_carried_over_with_the_same_identity(completed, iro, on_day):
    first = completed()
    decision = Decision.objects.get()
    second = completed(date(2025, 6, 16), decisions=earlier(decision, "CARRIED"))
    third = completed(date(2025, 9, 15), decisions={"decisions": [ACTION]})
    assert Decision.objects.filter(made_at=first).get() == decision
    rows = DecisionAtReview.objects.filter(decision=decision).order_by("pk")
    assert [(r.review, r.is_carried_over, r.times_carried) for r in rows] == [
        (first, False, 0),
        (second, True, 1),
        (third, True, 2),
    ]
    assert third.decisions.count() == 2


def test_a_carried_decision_takes_its_new_date_and_shows_the_dates_before(
    completed, ready, browser, iro, on_day
):
    completed()
    decision = Decision.objects.get()
    first, key = decision.due_on, str(decision.public_id)
    second = ready(date(2025, 6, 16), decisions=earlier(decision, "CARRIED", due_on="2025-09-01"))
    page = browser.get(reverse("reviews:check", args=[second.public_id]))
    assertContains(page, f"by 1 September 2025 (was {first.day} {first:%B %Y})")
    completing.complete(review=second, by=iro, today=on_day(date(2025, 6, 18)))
    decision.refresh_from_db()
    assert decision.due_on == date(2025, 9, 1)
    page = browser.get(reverse("reviews:decision", args=[key]))
    assertContains(page, f"{first.day} {first:%B %Y}")
    assertContains(page, "Earlier dates it was to be done by")


@pytest.mark.parametrize("fate", ["DONE", "SUPERSEDED"])
def test_decision_that_is_done_is_closed_on_the_day_of_the_review(completed, fate):
    completed()
    decision = Decision.objects.get()
    second = completed(date(2025, 6, 16), decisions=earlier(decision, fate, evidence="Her carer says so"))
    decision.refresh_from_db()
    assert (decision.progress, decision.closed_on) == (fate, date(2025, 6, 16))
    row = second.decisions.get()
    assert (row.fate, row.evidence, row.wording) == (fate, "Her carer says so", decision.wording)
    assert decision.updates.get().note == "Her carer says so"


def test_carried_decision_is_sent_again_once_its_earlier_task_has_ended(completed, team_manager):
    first = completed()
    decision = Decision.objects.get()
    completed(date(2025, 6, 16), decisions={})
    assert decision.answers.count() == 1  # still waiting for its first answer
    DecisionAnswer.objects.filter(review=first).update(state="LAPSED", lapsed_on=date(2025, 4, 3))
    third = completed(date(2025, 9, 15), decisions={})
    assert decision.answers.filter(review=third, state="WAITING").count() == 1


# --- what it says stands still


def test_a_later_review_changes_nothing_in_an_earlier_record(completed, client_for, iro):
    first = completed()
    decision = Decision.objects.get()
    before = finished.read(first).stored()
    completed(date(2025, 6, 16), decisions=earlier(decision, "CARRIED", due_on="2026-02-27"))
    after = client_for(iro).get(reverse("reviews:review", args=[first.public_id]))
    assert finished.read(first).stored() == before
    assertContains(after, "30 May 2025")
    assertNotContains(after, "27 February 2026")


def test_a_changed_decision_keeps_every_wording_with_its_answer(
    completed, browser, iro, team_manager, on_day
):
    review = completed()
    decision = Decision.objects.get()
    task = decision.answers.get()
    today = date(2025, 3, 27)
    decision_actions.answer(
        answer=task, state="QUERIED", reason="Which carers?", by=team_manager, today=today
    )
    before = finished.read(review).stored()
    decision_actions.respond(
        answer=task,
        kind="CHANGED",
        response="Both, see below",
        changes=Changes("Agree dates with Pat Lowe", "Sol Carr", date(2025, 6, 30)),
        by=iro,
        today=today,
    )
    assert finished.read(review).stored() == before
    page = browser.get(reverse("reviews:review", args=[review.public_id]))
    assertContains(page, ACTION["action"])
    first, queried, responded, again = steps_of(answers_of(review))[str(decision.public_id)]
    assert (queried.words, responded.words) == ("Which carers?", "Both, see below")
    assert "Agree dates with Pat Lowe" in again.words and "30 June 2025" in again.words
    assert "Sent by" in first.text and "Sent again, changed" in again.text
    page = browser.get(reverse("reviews:decision", args=[decision.public_id]))
    assertContains(page, ACTION["action"])
    assert [a.wording.action for a in decision.answers.order_by("round")] == [
        ACTION["action"],
        "Agree dates with Pat Lowe",
    ]


def test_silence_follows_a_record_as_no_answer_and_not_as_consent(completed, client_for, iro, on_day):
    review = completed()
    decision_actions.lapse_unanswered(today=on_day(date(2025, 4, 3)))
    page = client_for(iro).get(reverse("reviews:review", args=[review.public_id]))
    assertContains(page, "That is not an agreement.")
    assertContains(page, "No answer</strong>")


def test_decisions_found_done_are_in_the_record_with_how_it_is_known(completed, browser):
    completed()
    decision = Decision.objects.get()
    second = completed(
        date(2025, 6, 16), decisions=earlier(decision, "DONE", evidence="Robin saw her brother twice")
    )
    page = browser.get(reverse("reviews:review", args=[second.public_id]))
    for text in (ACTION["action"], "How it is known", "Robin saw her brother twice", "24 March 2025"):
        assertContains(page, text)


def test_the_reason_for_a_late_review_is_on_the_record(ready, iro, browser):
    review = ready(date(2025, 4, 2))
    review.late_reason, review.late_reason_note = "REPORT", "the worker was ill"
    review.save()
    completing.complete(review=review, by=iro, today=date(2025, 4, 4))
    page = browser.get(reverse("reviews:review", args=[review.public_id]))
    assertContains(page, "The social work report is not ready: the worker was ill")


WORDS = {
    "review_term": "family meeting",
    "iro_term": "chair",
    "record_term": "minutes",
    "decision_term": "action",
}


def lines_of(page: HttpResponse) -> list[str]:
    """The questions and answers of a record on its page."""
    return re.findall(r"<d[td][^>]*>\s*(.*?)\s*</d[td]>", page.content.decode(), re.S)


def test_a_record_keeps_the_words_the_council_had_when_it_was_completed(completed, browser, authority, child):
    first = completed()
    address = reverse("reviews:review", args=[first.public_id])
    before = lines_of(browser.get(address))
    Authority.objects.filter(pk=authority.pk).update(**WORDS)
    assert lines_of(browser.get(address)) == before
    child.authority.refresh_from_db()
    second = completed(date(2025, 6, 16))
    said = {line.question for line in finished.read(second).lines().values()}
    assert "Date of the family meeting" in said
    assert not {question for question in said if re.search(r"\breview|\bIRO\b", question)}
    assert {decision.fate for decision in finished.read(second).decisions} == {"carried over", "new action"}


def test_other_words_for_the_same_answer_amend_nothing(completed, iro, authority):
    review = completed()
    Authority.objects.filter(pk=authority.pk).update(**WORDS)
    review = Review.objects.get(pk=review.pk)
    row = review.attendances.exclude(name="").first()
    for key, answer in (("attendance.views", "NONE"), (f"people.{row.pk}.presence", row.presence)):
        found = amending.amendable(review, key)
        with pytest.raises(NotNow if found is None else amending.NothingChanged):
            amending.amend(
                review=review, key=key, answer=answer, reason="Looked again", by=iro, today=STARTED
            )
    section = review.sections.get(key="attendance")
    facts = ParticipationFacts(section.data["child_came"] == "yes", Views(section.data["views"]))
    with pytest.raises(amending.NothingChanged), speaking(Authority.objects.get(pk=authority.pk)):
        correcting.correct(
            review=review, held_on=review.held_on, facts=facts, reason="Looked again", by=iro, today=STARTED
        )
    assert not review.amendments.exists()


def test_the_database_refuses_to_change_what_a_record_said(completed):
    review = completed()
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        CompletedRecord.objects.filter(review=review).update(content={})


# --- amending


def test_a_line_is_amended_and_the_old_one_stays_readable(completed, browser, team_manager):
    review = completed()
    address = reverse("reviews:amend", args=[review.public_id, "wishes.own_words"])
    assertContains(browser.get(reverse("reviews:review", args=[review.public_id])), address)
    page = browser.post(
        address, {"answer": "I want to stay with Pat.", "reason": "Robin asked for it"}, follow=True
    )
    for text in (
        "I want to stay with Pat.",
        "I want to stay.",
        "Robin asked for it",
        "This record was amended",
    ):
        assertContains(page, text)
    assert review.sections.get(key="wishes").data["own_words"] == "I want to stay with Pat."
    mail = OutgoingMail.objects.get(to=team_manager, subject__endswith="was amended")
    assert "Robin" not in mail.subject + mail.body
    assert AuditEvent.objects.get(kind="review.amended").reason == "Robin asked for it"


def test_an_amendment_needs_a_reason_and_a_difference(completed, browser):
    review = completed()
    address = reverse("reviews:amend", args=[review.public_id, "wishes.own_words"])
    page = browser.post(address, {"answer": "Other", "reason": ""})
    assertContains(page, "Enter why it is amended", status_code=422)
    page = browser.post(address, {"answer": "I want to stay.", "reason": "None"})
    assertContains(page, wording.NOTHING_CHANGED, status_code=422)
    assert not review.amendments.exists()


def test_the_name_of_somebody_who_came_is_amended(completed, browser):
    review = completed()
    row = review.attendances.get(role="CARER")
    address = reverse("reviews:amend", args=[review.public_id, f"people.{row.pk}.name"])
    page = browser.post(address, {"answer": "Pat Low", "reason": "Spelt wrong"}, follow=True)
    assertContains(page, "Pat Low")
    row.refresh_from_db()
    assert row.name == "Pat Low"


def test_the_childs_own_name_is_no_line_of_the_record(completed, browser):
    review = completed()
    row = review.attendances.get(role="CHILD")
    for line, status in (("name", 404), ("presence", 200)):
        address = reverse("reviews:amend", args=[review.public_id, f"people.{row.pk}.{line}"])
        assert browser.get(address).status_code == status


def test_a_decision_is_amended_with_the_decision_itself_while_that_says_the_same(completed, browser):
    review = completed()
    decision = Decision.objects.get()
    address = reverse("reviews:amend", args=[review.public_id, f"decisions.{decision.public_id}.owner"])
    browser.post(address, {"answer": "Sam Carr", "reason": "Wrong name"})
    decision.refresh_from_db()
    assert decision.owner == "Sam Carr"
    Decision.objects.filter(pk=decision.pk).update(owner="Somebody else since")
    browser.post(address, {"answer": "Sandy Carr", "reason": "Wrong again"})
    decision.refresh_from_db()
    assert decision.owner == "Somebody else since"
    assert [a.now for a in review.amendments.all()] == ["Sam Carr", "Sandy Carr"]


def test_the_qa_manager_amends_in_the_iro_s_absence_and_others_do_not(
    completed, client_for, qa_manager, team_manager
):
    review = completed()
    address = reverse("reviews:amend", args=[review.public_id, "plan.about"])
    assert client_for(team_manager).get(address).status_code == 403
    answer = {"answer": "The plan is nearly right.", "reason": "She asked me"}
    AccessLog.objects.bulk_create(
        [
            AccessLog(
                at=now(),
                user=review.child.iro_allocations.get().worker.user,
                authority=review.child.authority,
                child_id=review.child_id,
                page="overview",
            )
        ]
    )
    refused = client_for(qa_manager).post(address, answer)
    assertContains(refused, "used the portal on", status_code=422)
    assert not review.amendments.exists()
    with time_machine.travel(now() + timedelta(days=6), tick=False):
        sent = client_for(qa_manager).post(address, answer)
    assertRedirects(sent, reverse("reviews:review", args=[review.public_id]))


@pytest.mark.parametrize(
    "key", ["facts.held_on", "attendance.views", "wishes.nothing", "people.0.name", "nonsense"]
)
def test_what_is_no_line_by_itself_is_not_amended(completed, browser, key):
    review = completed()
    assert browser.get(reverse("reviews:amend", args=[review.public_id, key])).status_code == 404


# --- correcting the date and the participation


TOOK_PART = {"child_came": "yes", "views": "advocate"}


def test_corrected_date_moves_the_clock_and_says_so(completed, browser, child):
    review = completed()
    page = browser.post(
        reverse("reviews:correct", args=[review.public_id]),
        day(date(2025, 3, 21), "held_on") | TOOK_PART | {"reason": "Typed wrong"},
        follow=True,
    )
    assertContains(page, "24 June 2025 is now 21 June 2025")
    review.refresh_from_db()
    assert (review.held_on, review.participation_code, review.version) == (date(2025, 3, 21), "PN2", 2)
    assert review.parts.get().held_on == date(2025, 3, 21)
    assert running_cycle(child).due_on == date(2025, 6, 21)
    assert AuditEvent.objects.get(kind="review.corrected").reason == "Typed wrong"
    assert {a.line: (a.was, a.now) for a in review.amendments.all()} == {
        "facts.held_on": ("24 March 2025", "21 March 2025"),
        "facts.participation": (
            "PN1: came and spoke for themselves",
            "PN2: came, and an advocate spoke for them",
        ),
        "attendance.views": ("The child spoke", "An advocate spoke for the child"),
        "facts.meeting_1": ("24 March 2025", "21 March 2025"),
        "facts.decisions_by": ("31 March 2025", "28 March 2025"),
        "facts.completed": (
            "Completed on 26 March 2025. It was due by 14 April 2025.",
            "Completed on 26 March 2025. It was due by 11 April 2025.",
        ),
        "facts.distribute_by": ("23 April 2025", "22 April 2025"),
    }


def test_the_code_follows_from_the_answers_and_can_not_contradict_them(completed, browser):
    review = completed()
    address = reverse("reviews:correct", args=[review.public_id])
    given = day(STARTED, "held_on") | {"reason": "Typed wrong"}
    page = browser.post(address, given | {"child_came": "no", "views": "spoke"})
    assertContains(page, "did not come can", status_code=422)
    browser.post(address, given | {"child_came": "no", "views": "none"})
    review.refresh_from_db()
    assert review.participation_code == "PN7"
    assert review.attendances.get(role="CHILD").presence == "ABSENT"
    assert review.sections.get(key="attendance").data["child_came"] == "no"


def test_correcting_nothing_is_refused(completed, browser):
    review = completed()
    given = day(STARTED, "held_on") | {"child_came": "yes", "views": "spoke", "reason": "None"}
    page = browser.post(reverse("reviews:correct", args=[review.public_id]), given)
    assertContains(page, wording.NOTHING_CHANGED, status_code=422)


def test_imported_review_is_corrected_in_the_return(child, iro, authority, on_day):
    today = on_day(date(2025, 3, 26))
    from_return = make.make_review(child, STARTED, source=make.make_return_import(authority))
    facts = ParticipationFacts(attended=True, views=Views.SPOKE)
    with pytest.raises(NotNow, match=wording.FROM_THE_RETURN):
        correcting.correct(review=from_return, held_on=today, facts=facts, reason="x", by=iro, today=today)


def test_a_review_of_the_return_is_refused_at_the_door(client_for, iro, child, authority):
    review = make.make_review(child, STARTED, source=make.make_return_import(authority))
    address = reverse("reviews:correct", args=[review.public_id])
    assertContains(client_for(iro).get(address, follow=True), wording.FROM_THE_RETURN)


def test_the_record_as_a_pdf_is_logged_and_names_no_child_in_its_file(client_for, iro, child):
    review = make.make_review(child, date(2026, 2, 2))
    answer = client_for(iro).get(reverse("reviews:record_pdf", args=[review.public_id]))
    assert answer.content.startswith(b"%PDF-")
    assert child.surname not in answer.headers["Content-Disposition"]
    assert AccessLog.objects.filter(child_id=child.pk, page="record as PDF").exists()
