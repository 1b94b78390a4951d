"""What the database refuses, whoever writes it: one row for each named constraint of reviews, decisions and
the clock."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from reviews.models import (
    Amendment,
    Attendance,
    BookingMove,
    CalendarFeed,
    CallReason,
    CareProceedings,
    CaseNote,
    Consultation,
    DaysAway,
    DecisionAnswer,
    DecisionAtReview,
    DecisionSample,
    DocumentCheck,
    Feedback,
    FeedbackScale,
    FirstContact,
    GateDecision,
    HeldTogether,
    Invitation,
    InvitingWords,
    LateRequest,
    MeetingPerson,
    MidwayQuestions,
    ProgressRequest,
    RatedDecision,
    ReplyLink,
    Review,
    ReviewCycle,
    ReviewPaper,
    ReviewPart,
    ReviewSection,
    ReviewTalk,
    ReviewTrigger,
    ReviewWishes,
    SignificantEvent,
)
from reviews.models.review import ReviewStatus
from tests import factories as make
from tests.kept import kept

HELD = date(2025, 3, 24)
DUE = date(2025, 3, 31)


class Case:
    """A completed review with a decision and its task, a started one of another child, and a turn of the
    clock."""

    def __init__(self, child: Any, other_child: Any, iro: Any, team: Any) -> None:
        self.child, self.iro = child, iro
        self.done = make.make_review(child, HELD)
        self.begun = make.make_started_review(other_child, HELD)
        self.decision = make.make_decision(self.done, iro)
        self.task = make.make_answer(self.decision, sent_by=iro, sent_on=HELD, due_on=DUE, team=team)
        self.cycle = make.make_cycle(child, HELD, DUE)

    def change(self, row: models.Model, **values: Any) -> None:
        type(row)._default_manager.filter(pk=row.pk).update(**values)

    def called(self, **over: Any) -> ReviewTrigger:
        given = {"kind": "PLAN_CHANGE", "raised_on": HELD, "needed_before": DUE, "raised_by": self.iro}
        return ReviewTrigger.objects.create(child=self.child, **given | over)

    def reason(self, name: str = "An unplanned move") -> CallReason:
        return CallReason.objects.create(authority=self.child.authority, name=name)

    def worded(self, **over: str) -> InvitingWords:
        given = {"kind": "LETTER", "title": "Come", "created_by": self.iro} | over
        return InvitingWords.objects.create(authority=self.child.authority, starts_on=HELD, **given)

    def asked(self) -> FeedbackScale:
        given = {"question": "How was it?", "answers": ["Good", "Bad"], "created_by": self.iro}
        return FeedbackScale.objects.create(authority=self.child.authority, starts_on=HELD, **given)

    def asks(self) -> MidwayQuestions:
        given = {"questions": ["Is there a passport?"], "created_by": self.iro}
        return MidwayQuestions.objects.create(authority=self.child.authority, starts_on=HELD, **given)

    def said(self, **over: Any) -> Feedback:
        by = {"recorded_by": self.iro, "recorded_at": make.now()}
        return Feedback.objects.create(review=self.done, given_by="CHILD", **by | over)

    def away(self, **over: Any) -> DaysAway:
        worker = make.worker_of(self.iro, self.child.authority)
        return DaysAway.objects.create(worker=worker, **{"started_on": HELD, "ended_on": DUE} | over)

    def first(self, **over: Any) -> FirstContact:
        given = {
            "care_from": HELD,
            "with_whom": "CHILD",
            "outcome": "MADE",
            "way": "PHONE",
            "happened_on": HELD,
        }
        by = {"recorded_by": self.iro, "recorded_at": make.now()}
        return FirstContact.objects.create(child=self.child, **given | by | over)

    def paper(self, **over: Any) -> ReviewPaper:
        return ReviewPaper.objects.create(review=self.begun, kind="plan", **over)

    def guest(self, **over: Any) -> Invitation:
        given = {"role": "MOTHER", "name": "Ann Hart", "way": "PRINT"}
        return Invitation.objects.create(review=self.begun, **given | over)

    def invited(self, **over: Any) -> Invitation:
        return self.guest(**{"state": "SENT", "sent_on": HELD, "sent_by": self.iro} | over)

    def event(self, **over: Any) -> SignificantEvent:
        given = {"kind": "MISSING", "happens_on": HELD, "what": "Came back late"}
        by = {"recorded_by": self.iro, "recorded_at": make.now()}
        return SignificantEvent.objects.create(child=self.child, **given | by | over)

    def document(self, **over: Any) -> DocumentCheck:
        given = {"kind": "PLAN", "state": "CURRENT", "seen_on": HELD}
        by = {"recorded_by": self.iro, "recorded_at": make.now()}
        return DocumentCheck.objects.create(review=self.begun, **given | by | over)

    def court(self, **over: Any) -> CareProceedings:
        by = {"recorded_by": self.iro, "recorded_at": make.now()}
        return CareProceedings.objects.create(child=self.child, **{"began_on": HELD} | by | over)

    def note(self, **over: Any) -> CaseNote:
        given = {"kind": "COMMENT", "on": HELD, "text": "The plan drifts"}
        by = {"written_by": self.iro, "written_at": make.now()}
        return CaseNote.objects.create(child=self.child, **given | by | over)

    def move(self, **over: Any) -> BookingMove:
        given = {"was_for": HELD, "moved_to": DUE, "reason": "The carer is ill"}
        by = {"moved_by": self.iro, "moved_at": make.now()}
        return BookingMove.objects.create(review=self.begun, **given | by | over)

    def sample(self, **over: Any) -> DecisionSample:
        given = {"since": HELD, "until": DUE, "asked_for": 5, "is_of_each": False}
        by = {"authority": self.child.authority, "drawn_by": self.iro, "drawn_at": make.now()}
        return DecisionSample.objects.create(**given | by | over)

    def rated(self, **over: Any) -> RatedDecision:
        made = make.make_decision(self.done, self.iro).at_reviews.get()
        return RatedDecision.objects.create(sample=self.sample(), made=made, **over)

    def talk(self) -> ReviewTalk:
        by = {"recorded_by": self.iro, "recorded_at": make.now()}
        return ReviewTalk.objects.create(review=self.begun, on=HELD, role="SCHOOL", **by)

    def late(self, **over: Any) -> LateRequest:
        given = {"booked_for": DUE + timedelta(days=3), "due_on": DUE, "why": "No report"}
        by = {"asked_by": self.iro, "asked_at": make.now()}
        return LateRequest.objects.create(review=self.begun, **given | by | over)

    def wishes(self, **over: Any) -> ReviewWishes:
        by = {"recorded_by": self.iro, "recorded_at": make.now()}
        return ReviewWishes.objects.create(review=self.begun, **by | over)

    def said_before(self, words: list[Any], **over: Any) -> Consultation:
        by = {"recorded_by": self.iro, "recorded_at": make.now()}
        given = {"edition": "2026", "returned_on": HELD, "given": "TALK"}
        return Consultation.objects.create(invitation=self.guest(), words=words, **given | by | over)

    def gate(self, **over: Any) -> GateDecision:
        given = {"kind": "PROCEED", "missing": ["plan"], "reason": "x", "booked_for": HELD}
        by = {"decided_by": self.iro, "decided_at": make.now()}
        return GateDecision.objects.create(review=self.begun, **given | by | over)

    def typed(self) -> dict[str, Any]:
        return {"review": self.begun, "key": "health", "saved_by": self.iro, "saved_at": make.now()}


@kept
def case(child, other_child, iro, team) -> Case:
    return Case(child, other_child, iro, team)


def second_in_hand(c: Case) -> None:
    make.make_review(c.begun.child, booked_for=HELD)


def second_section(c: Case) -> None:
    for _ in range(2):
        ReviewSection.objects.create(**c.typed())


def second_row_of_the_child(c: Case) -> None:
    for _ in range(2):
        Attendance.objects.create(review=c.done, role="CHILD", presence="CAME")


def adjourned_twice(c: Case) -> None:
    c.begun.parts.update(ended_by_adjournment=True, reason="No report")
    ReviewPart.objects.create(
        review=c.begun, number=2, held_on=DUE, ended_by_adjournment=True, reason="Again"
    )


def two_addresses(c: Case) -> None:
    for nonce in ("a" * 32, "b" * 32):
        CalendarFeed.objects.create(user=c.iro, authority=c.child.authority, nonce=nonce, made_at=make.now())


REFUSED: dict[str, Callable[[Case], Any]] = {
    "calendar_feed_once": two_addresses,
    "days_away_end_after_start": lambda c: c.away(ended_on=HELD),
    "days_away_no_overlap": lambda c: [c.away() for _ in range(2)],
    "first_contact_once": lambda c: [c.first() for _ in range(2)],
    "first_contact_not_made_says_why": lambda c: c.first(outcome="NOT_RIGHT", way=""),
    "first_contact_says_how": lambda c: c.first(way=""),
    "first_contact_after_start": lambda c: c.first(care_from=DUE),
    "paper_once": lambda c: [c.paper() for _ in range(2)],
    "paper_received_paired": lambda c: c.paper(due_on=HELD),
    "paper_file_has_name": lambda c: c.paper(file_name="report.pdf"),
    "paper_recorded_paired": lambda c: c.paper(recorded_by=c.iro),
    "paper_says_who_recorded": lambda c: c.paper(not_needed="Too young"),
    "gate_has_reason": lambda c: c.gate(reason=""),
    "review_one_central_meeting": lambda c: [
        ReviewPart.objects.create(review=c.begun, number=n, held_on=DUE, is_central=True) for n in (2, 3)
    ],
    "review_without_meeting_has_no_way": lambda c: c.change(c.begun, format="no_meeting", way="HYBRID"),
    "significant_event_says_what": lambda c: c.event(what=""),
    "significant_event_answer_paired": lambda c: c.event(answer="Yes"),
    "document_check_once": lambda c: (c.document(), c.document()),
    "document_check_of_what_was_seen": lambda c: c.document(state="UNSEEN"),
    "proceedings_end_with_outcome": lambda c: c.court(ended_on=HELD),
    "proceedings_end_after_start": lambda c: c.court(ended_on=HELD - timedelta(days=1), outcome="CARE"),
    "proceedings_one_at_a_time": lambda c: (c.court(), c.court()),
    "case_note_says_something": lambda c: c.note(text=""),
    "case_note_names_whom": lambda c: c.note(kind="EMAIL"),
    "case_note_struck_with_reason": lambda c: c.note(struck_at=make.now(), struck_by=c.iro),
    "significant_event_part_in_meeting": lambda c: c.event(answered_on=HELD, part="ATTENDED"),
    "booking_move_to_another_day": lambda c: c.move(moved_to=HELD),
    "booking_move_has_reason": lambda c: c.move(reason=""),
    "decision_sample_of_days": lambda c: c.sample(until=HELD - timedelta(days=1)),
    "decision_sample_asks_for_some": lambda c: c.sample(asked_for=0),
    "rated_decision_in_every_part": lambda c: c.rated(is_specific=True),
    "review_talk_once": lambda c: [c.talk() for _ in range(2)],
    "late_request_one_open": lambda c: [c.late() for _ in range(2)],
    "late_request_is_late": lambda c: c.late(booked_for=HELD),
    "late_request_says_why": lambda c: c.late(why=""),
    "late_request_answer_paired": lambda c: c.late(answer="AGREED"),
    "late_request_answered_by_another": lambda c: c.late(
        answer="AGREED", answered_by=c.iro, answered_at=make.now()
    ),
    "invitation_once": lambda c: [c.guest() for _ in range(2)],
    "invitation_email_has_address": lambda c: c.guest(way="EMAIL"),
    "invitation_sent_paired": lambda c: c.guest(state="SENT"),
    "invitation_left_out_says_why": lambda c: c.guest(state="LEFT_OUT"),
    "invitation_against_wish_says_why": lambda c: c.invited(wish="NOT_WANTED"),
    "invitation_reply_paired": lambda c: c.invited(reply="COMES"),
    "review_wishes_asked_or_why_not": lambda c: c.wishes(),
    "reply_link_has_nonce": lambda c: ReplyLink.objects.create(invitation=c.guest(), nonce="", ends_on=HELD),
    "consultation_link_has_no_recorder": lambda c: c.said_before([{"key": "well"}], given="LINK"),
    "consultation_has_words": lambda c: c.said_before([]),
    "gate_put_off_paired": lambda c: c.gate(kind="PUT_OFF"),
    "review_one_a_day": lambda c: make.make_review(c.child, HELD),
    "review_one_in_hand": second_in_hand,
    "review_completed_has_dates": lambda c: c.change(c.begun, status=ReviewStatus.COMPLETED),
    "review_ends_after_start": lambda c: c.change(c.done, completed_on=HELD - timedelta(days=1)),
    "review_adjourned_after_start": lambda c: c.change(c.begun, adjourned_until=HELD),
    "review_adjourned_has_limit": lambda c: c.change(c.begun, status=ReviewStatus.ADJOURNED),
    "review_cancelled_as_paired": lambda c: c.change(c.begun, cancelled_as="OTHER"),
    "review_cancelled_reason_paired": lambda c: c.change(c.begun, cancelled_reason="Ill"),
    "review_participation_code": lambda c: c.change(c.done, participation_code="PN8"),
    "review_part_once": lambda c: ReviewPart.objects.create(review=c.begun, number=1, held_on=DUE),
    "meeting_person_once": lambda c: [
        MeetingPerson.objects.create(part=c.begun.parts.get(), role="CARER") for _ in range(2)
    ],
    "review_adjourned_once": adjourned_twice,
    "review_part_reason_paired": lambda c: c.begun.parts.update(ended_by_adjournment=True),
    "review_section_once": second_section,
    "attendance_child_once": second_row_of_the_child,
    "decision_closed_paired": lambda c: c.change(c.decision, progress="DONE"),
    "decision_at_review_once": lambda c: DecisionAtReview.objects.create(
        decision=c.decision, review=c.done, position=2, words=c.decision.wording.stored()
    ),
    "decision_fate_paired": lambda c: c.decision.at_reviews.update(fate="CARRIED"),
    "amendment_has_reason": lambda c: Amendment.objects.create(
        review=c.done, line="wishes.own_words", now="Other", reason="", by=c.iro, at=make.now()
    ),
    "decision_carried_paired": lambda c: c.decision.at_reviews.update(is_carried_over=True),
    "answer_once": lambda c: (
        c.change(c.task, state="LAPSED", lapsed_on=DUE + timedelta(days=1))
        or make.make_answer(c.decision, sent_by=c.iro, sent_on=HELD, due_on=DUE)
    ),
    "answer_proposal_is_no_agreement": lambda c: c.change(c.task, proposed_on=DUE),
    "answer_has_reason": lambda c: c.change(
        c.task, state="QUERIED", answered_by=make.make_user(), answered_at=make.now()
    ),
    "answer_not_ones_own": lambda c: c.change(
        c.task, state="AGREED", answered_by=c.iro, answered_at=make.now()
    ),
    "answer_state_paired": lambda c: c.change(c.task, state="AGREED"),
    "answer_lapses_after_limit": lambda c: c.change(c.task, state="LAPSED", lapsed_on=DUE),
    "review_late_owner_has_reason": lambda c: c.change(c.done, late_owner="OTHER", late_reason=""),
    "answer_late_comment_paired": lambda c: c.change(c.task, late_comment="Too dear"),
    "answer_response_paired": lambda c: c.change(c.task, response="Because"),
    "answer_one_waiting": lambda c: make.make_answer(
        c.decision, sent_by=c.iro, sent_on=HELD, due_on=DUE, round=2
    ),
    "answer_told_of_an_amendment": lambda c: c.change(c.task, amended_at=make.now()),
    "trigger_once": lambda c: [c.called() for _ in range(2)],
    "trigger_needed_after_raised": lambda c: c.called(needed_before=HELD - timedelta(days=1)),
    "trigger_own_paired": lambda c: c.called(kind="COUNCILS"),
    "inviting_words_one_per_start": lambda c: [c.worded() for _ in range(2)],
    "inviting_words_whole_or_none": lambda c: c.worded(title="", text="Come."),
    "call_reason_once": lambda c: [c.reason() for _ in range(2)],
    "call_reason_has_name": lambda c: c.reason(name=""),
    "trigger_waived_paired": lambda c: c.called(waived_reason="An emergency"),
    "held_together_once": lambda c: [
        HeldTogether.objects.create(review=c.done, other=c.begun) for _ in range(2)
    ],
    "held_together_order": lambda c: HeldTogether.objects.create(review=c.begun, other=c.done),
    "midway_questions_one_per_start": lambda c: [c.asks() for _ in range(2)],
    "feedback_scale_one_per_start": lambda c: [c.asked() for _ in range(2)],
    "feedback_has_answer": lambda c: c.said(answer=""),
    "progress_request_one_open": lambda c: [
        ProgressRequest.objects.create(decision=c.decision, asked_by=c.iro, asked_at=make.now(), due_on=DUE)
        for _ in range(2)
    ],
    "cycle_sequence_once": lambda c: make.make_cycle(c.child, HELD, DUE, sequence=c.cycle.sequence),
    "cycle_closes_after_opening": lambda c: c.change(c.cycle, closed_on=HELD - timedelta(days=1)),
    "cycle_held_has_dates": lambda c: c.change(c.cycle, state="met"),
    "cycle_void_has_reason": lambda c: c.change(c.cycle, state="void"),
    "cycle_without_date_is_not_known": lambda c: c.change(c.cycle, due_on=None, state="open"),
    "cycle_adjourned_still_runs": lambda c: c.change(
        c.cycle, complete_by=c.cycle.due_on, closed_on=c.cycle.due_on
    ),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_database_refuses(name, case):
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        REFUSED[name](case)


ELSEWHERE = {
    "../variation/test_record_ours.py": {"own_answer_once"},
    "../variation/test_record_versions.py": {
        "record_version_once",
        "record_version_one_a_day",
        "record_version_one_draft",
        "record_version_published_paired",
    },
    "letters/test_letter_constraints.py": {
        "letter_issue_once",
        "letter_one_in_hand",
        "letter_is_of_a_review",
        "letter_one_introduction_in_hand",
        "letter_sent_paired",
        "letter_heading_is_of_what_was_sent",
        "letter_not_signed_by_writer",
        "letter_reissue_has_reason",
        "letter_check_once",
        "letter_check_has_reason",
        "letter_copy_once",
        "letter_copy_link_has_person",
        "letter_copy_sent_paired",
        "letter_copy_sender_paired",
        "letter_copy_withheld_was_read",
        "letter_copy_told_of_an_amendment",
    },
    "lateness/test_lateness.py": {"review_late_owner_has_reason"},
    "test_monitoring_versions.py": {
        "monitoring_version_once",
        "monitoring_version_one_a_day",
        "monitoring_version_one_draft",
        "monitoring_version_published_paired",
        "monitoring_question_key_once",
        "monitoring_question_flag_fits",
        "monitoring_question_known_is_yes_no",
    },
    "test_monitoring_actions.py": {
        "monitoring_completed_paired",
        "monitoring_acknowledged_paired",
        "monitoring_not_ones_own",
        "monitoring_answer_once",
        "monitoring_answer_one_kind",
        "monitoring_issue_response_paired",
        "monitoring_issue_state_fits",
        "monitoring_issue_closed_paired",
        "monitoring_issue_act_has_date",
    },
    "test_praise.py": {"good_practice_says_something", "good_practice_from_whom"},
    "test_midway_planning.py": {
        "midway_window_holds_target",
        "midway_closes_after_opening",
        "midway_closed_paired",
        "midway_done_paired",
    },
    "test_midway_actions.py": {
        "midway_update_one_waiting",
        "midway_update_answered_paired",
        "midway_update_ended_is_not_chased",
        "midway_update_not_ones_own",
        "contact_plan_one_open",
        "contact_plan_ends_after_start",
        "contact_plan_every_weeks",
        "contact_state_paired",
        "contact_has_a_way",
        "contact_not_made_says_why",
    },
}
"""Constraints that are broken beside what they guard: file -> names."""


@pytest.mark.parametrize("file", sorted(ELSEWHERE))
def test_a_constraint_that_is_tried_elsewhere_stands_there(file):
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    assert not {name for name in ELSEWHERE[file] if f'"{name}"' not in text}


def test_every_named_constraint_is_tried():
    named = {
        constraint.name
        for model in apps.get_app_config("reviews").get_models()
        if not hasattr(model, "pgh_tracked_model")
        for constraint in model._meta.constraints
    }
    assert named == set(REFUSED).union(*ELSEWHERE.values())


def test_the_case_itself_is_allowed(case):
    assert (Review.objects.count(), DecisionAnswer.objects.count(), ReviewCycle.objects.count()) == (2, 1, 1)
