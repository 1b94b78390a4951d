"""Managers who answered what was amended in the record are told: those who read it, those who have left the
case, and those who have left the council, whom a person tells."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.mail.reading import why_not
from accounts.models import AuditEvent, Membership, OutgoingMail, User
from accounts.models.jobs import MailState
from reviews.decisions import actions, amended_answers
from reviews.decisions.amended_answers import HAS_FAILED, HAS_LEFT, NOTHING_TO_TELL
from reviews.models import DecisionAnswer, LetterCopy, Review
from reviews.record import amending
from tests import factories as make
from tests.integration.reviews.conftest import STARTED
from tests.kept import kept
from tests.refusing import refused

pytestmark = pytest.mark.django_db
TODAY = STARTED + timedelta(days=2)
SUBJECT = "A decision that you answered was amended"


@kept
def answer(completed, team, team_manager) -> DecisionAnswer:
    """The record is complete, and its decision agreed by the manager of the team."""
    completed()
    task = DecisionAnswer.objects.get()
    actions.answer(answer=task, state="AGREED", reason="", by=team_manager, today=TODAY)
    return task


@pytest.fixture
def amend(answer, iro):
    """`amend("action")`: this part of the decision is put right."""

    def put_right(part: str = "action", says: str = "Agree dates with the carers and the school") -> None:
        key = f"decisions.{answer.decision.public_id}.{part}"
        amending.amend(review=answer.review, key=key, answer=says, reason="Wrong", by=iro, today=TODAY)

    return put_right


def leave_the_team(person: User, team) -> None:
    team.line.filter(user=person).delete()


def leave_the_council(person: User, team) -> None:
    leave_the_team(person, team)
    Membership.objects.filter(user=person).update(ended_on=TODAY - timedelta(days=1))


def told(person: User) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to=person, subject=SUBJECT))


def test_who_still_reads_the_record_gets_its_link_and_one_mail(answer, amend, team_manager):
    amend()
    answer.refresh_from_db()
    assert not told(team_manager)
    assert answer.told_mail == OutgoingMail.objects.get(
        to=team_manager, subject="A review record was amended"
    )


def test_who_has_left_the_team_is_told_without_link_or_name(answer, amend, team, team_manager, child, iro):
    leave_the_team(team_manager, team)
    amend()
    [mail] = told(team_manager)
    assert not why_not(mail, today=TODAY)
    assert "http" not in mail.body and iro.email in mail.body
    assert not any(word in mail.subject + mail.body for word in (child.forename, child.surname, child.number))
    assert not any(word in mail.body for word in ("carers", "brother", str(answer.decision.public_id)))
    answer.refresh_from_db()
    assert answer.told_mail == mail
    other = make.make_user(child.authority, "TEAM_MANAGER", email="x@council.example", name="Xenia")
    mail.to = other
    assert why_not(mail, today=TODAY), "for whoever answered, and nobody else"


def test_only_what_a_manager_was_sent_is_told_them(answer, amend, team, team_manager, iro):
    leave_the_team(team_manager, team)
    key = "wishes.own_words"
    amending.amend(review=answer.review, key=key, answer="I love it.", reason="x", by=iro, today=TODAY)
    answer.refresh_from_db()
    assert answer.amended_at is None and not told(team_manager)


def test_somebody_who_was_told_of_their_copy_is_not_told_twice(answer, amend, team, team_manager, iro):
    letter = make.make_letter(answer.review, iro, state="SENT", kind="MINUTES")
    key = f"decisions.{answer.decision.public_id}"
    type(letter).objects.filter(pk=letter.pk).update(
        drawn_from=[{"key": key, "part": "opening", "says": "x"}]
    )
    parts = [{"key": "opening", "title": "", "text": "x"}]
    sent = {"state": "SENT", "parts": parts, "sent_at": make.now(), "sent_by": iro}
    who = {"role": "TEAM_MANAGER", "name": team_manager.name, "person": team_manager, "channel": "LINK"}
    LetterCopy.objects.create(letter=letter, **who, **sent)
    leave_the_team(team_manager, team)
    amend()
    assert not told(team_manager)
    answer.refresh_from_db()
    assert answer.told_mail == OutgoingMail.objects.get(to=team_manager, about_type="reviews.lettercopy")


@pytest.mark.parametrize("is_closed", [False, True])
def test_who_has_left_the_council_is_told_by_the_iro(
    answer, amend, team, team_manager, client_for, iro, qa_manager, is_closed
):
    if is_closed:
        leave_the_team(team_manager, team)
        User.objects.filter(pk=team_manager.pk).update(is_active=False, deactivated_at=make.now())
    else:
        leave_the_council(team_manager, team)
    amend()
    assert not OutgoingMail.objects.filter(to=team_manager, subject__contains="amended").exists()
    browser, decision = client_for(iro), reverse("reviews:decision", args=[answer.decision.public_id])
    record = browser.get(reverse("reviews:review", args=[answer.review.public_id]))
    assertContains(record, f"Tell {team_manager.name}")
    assertContains(record, decision)
    assertContains(browser.get(reverse("home")), "Amended decisions to tell of")
    listed = reverse("reviews:decisions") + "?state=to_tell"
    assertContains(browser.get(listed), decision)
    assertContains(browser.get(decision), HAS_LEFT)
    tell = reverse("reviews:answer_told", args=[answer.public_id])
    assertNotContains(client_for(qa_manager).get(decision), tell)
    assert client_for(qa_manager).post(tell).status_code in (403, 404)
    assertContains(browser.post(tell, follow=True), "has been told")
    assertNotContains(browser.get(listed), decision)
    assertNotContains(browser.get(reverse("home")), "Amended decisions to tell of")
    looked = browser.get(reverse("children:access_log", args=[answer.decision.child.public_id]))
    assertContains(looked, "Recorded that a manager was told of an amendment")
    event = AuditEvent.objects.get(kind="decision.manager_told")
    assert (event.by_id, event.child_id) == (iro.pk, answer.decision.child_id)
    answer.refresh_from_db()
    with refused(NOTHING_TO_TELL):
        amended_answers.record_told(answer=answer, by=iro)
    amend(says="Agree other dates")
    assertContains(browser.get(listed), decision)


def test_a_late_query_counts_as_an_answer_and_a_failed_email_is_told_by_a_person(
    completed, team, team_manager, iro, on_day
):
    completed()
    task = DecisionAnswer.objects.get()
    later = task.due_on + timedelta(days=1)
    on_day(later)
    actions.lapse_unanswered(today=later)
    task.refresh_from_db()
    actions.comment_late(answer=task, comment="Who pays?", by=team_manager, today=later)
    assert team_manager in amending.readers(Review.objects.get(pk=task.review_id))
    leave_the_team(team_manager, team)
    key = f"decisions.{task.decision.public_id}.owner"
    amending.amend(review=task.review, key=key, answer="The school", reason="Wrong", by=iro, today=later)
    assert len(told(team_manager)) == 1
    OutgoingMail.objects.filter(to=team_manager).update(state=MailState.FAILED)
    task.refresh_from_db()
    assert amended_answers.why_by_hand(task) == HAS_FAILED
