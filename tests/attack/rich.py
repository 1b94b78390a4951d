"""A row of every kind of record that no address of the matrix asks for, with words in it."""

from datetime import date, timedelta
from typing import Any

from accounts.access.roles import Role
from accounts.clock import now, today
from accounts.models import User
from children.models import (
    CareNotification,
    CarePlan,
    Child,
    ChildNeeds,
    FeedDelivery,
    FeedDifference,
    ImportReject,
    LegalHold,
    NeedMethod,
    PackGiven,
    PackItem,
    RecordClosure,
    ReturnImport,
    ReturnRow,
    SocialWorkerVisit,
)
from disputes.models import Concern, ConcernNote, LegalAdvice
from reviews.models import (
    Amendment,
    BookingMove,
    CareProceedings,
    CaseNote,
    Consultation,
    ContactPlan,
    Decision,
    DecisionSample,
    DocumentCheck,
    Feedback,
    FirstContact,
    GateDecision,
    Invitation,
    LateRequest,
    Letter,
    LetterCheck,
    MeetingPerson,
    MonitoringAnswer,
    MonitoringForm,
    ProgressRequest,
    ProgressUpdate,
    RatedDecision,
    Review,
    ReviewPart,
    ReviewTalk,
    ReviewWishes,
)
from reviews.models.rating import PARTS
from tests import factories as make

DAY = date(2026, 3, 2)
WORDS = "It was said"


def write(child: Child, by: User) -> None:
    """Every kind of record that hangs on the child, its reviews, decisions, letters and concerns."""
    recorded: dict[str, Any] = {"recorded_by": by, "recorded_at": now()}
    _of_the_child(child, by, recorded)
    review = Review.objects.filter(child=child).exclude(started_on=None).first() or make.make_review(
        child, DAY
    )
    _of_the_review(review, by, recorded)
    decision = Decision.objects.filter(child=child).first() or make.make_decision(review, by)
    _rated(decision, by)
    ProgressUpdate.objects.create(decision=decision, progress="IN_PROGRESS", note=WORDS, by=by, at=now())
    ProgressRequest.objects.create(
        decision=decision, question=WORDS, asked_by=by, asked_at=now(), due_on=today()
    )
    letter = Letter.objects.filter(review__child=child).first() or make.make_letter(review, by)
    LetterCheck.objects.create(letter=letter, kind="STALE", words=WORDS, reason=WORDS, by=by, at=now())
    form = MonitoringForm.objects.filter(child=child).select_related("version").first()
    if form is not None:
        MonitoringAnswer.objects.create(form=form, question=form.version.questions.first(), text=WORDS)
    concern = Concern.objects.filter(child=child).first() or make.make_concern(child, by, DAY)
    ConcernNote.objects.create(concern=concern, on=DAY, text=WORDS, is_shared=True, by=by, at=now())
    LegalAdvice.objects.create(
        concern=concern,
        sought_on=DAY,
        adviser="Lee",
        question=WORDS,
        received_on=DAY,
        summary=WORDS,
        by=by,
        at=now(),
    )


def _rated(decision: Decision, by: User) -> None:
    """The decision drawn from a sample and rated, with words."""
    sample = DecisionSample.objects.create(
        authority=decision.child.authority,
        since=DAY,
        until=DAY,
        is_of_each=False,
        asked_for=1,
        drawn_by=by,
        drawn_at=now(),
    )
    RatedDecision.objects.create(
        sample=sample,
        made=decision.at_reviews.order_by("pk").first(),
        comment=WORDS,
        rated_by=by,
        rated_at=now(),
        **dict.fromkeys(PARTS, False),
    )


def _of_the_child(child: Child, by: User, recorded: dict[str, Any]) -> None:
    needs = ChildNeeds.objects.create(child=child, starts_on=DAY, language="Somali", **recorded)
    NeedMethod.objects.create(needs=needs, method="DEVICE")
    SocialWorkerVisit.objects.create(child=child, visited_on=DAY, was_seen=True, seen_alone=False)
    CarePlan.objects.create(child=child, started_on=DAY, aims=["RETURN6M"])
    CareNotification.objects.create(
        child=child, care_from=DAY, received_on=DAY, channel="FORM", from_whom="Mia Moor", **recorded
    )
    LegalHold.objects.create(child=child, reason=WORDS, placed_by=by, placed_at=now())
    RecordClosure.objects.create(
        child=child, adopted_on=DAY, closed_at=now(), opened_by=by, opened_at=now(), open_reason=WORDS
    )
    item, _ = PackItem.objects.get_or_create(authority=child.authority, title="Pledge of the council")
    PackGiven.objects.create(child=child, item=item, sent_on=DAY, edition=WORDS, **recorded)
    FirstContact.objects.create(
        child=child,
        care_from=DAY,
        with_whom="CHILD",
        outcome="MADE",
        way="PHONE",
        happened_on=DAY,
        **recorded,
    )
    ContactPlan.objects.create(
        child=child, way="PHONE", every_weeks=4, wish=WORDS, started_on=DAY, agreed_by=by
    )
    CareProceedings.objects.update_or_create(  # of a child only one set goes on
        child=child,
        ended_on=None,
        defaults={"began_on": DAY, "guardian": WORDS[:120], "recorded_by": by, "recorded_at": now()},
    )
    CaseNote.objects.create(
        child=child, kind="EMAIL", on=DAY, with_whom="Lee Hart", text=WORDS, written_by=by, written_at=now()
    )
    make.make_cycle(child, DAY, DAY + timedelta(days=90))


def _of_the_review(review: Review, by: User, recorded: dict[str, Any]) -> None:
    make.make_attendance(review, name="Pat Lowe")
    part, _ = ReviewPart.objects.get_or_create(review=review, number=1, defaults={"held_on": DAY})
    MeetingPerson.objects.create(part=part, role="CARER")
    Amendment.objects.create(review=review, line="health.about", now=WORDS, reason=WORDS, by=by, at=now())
    Feedback.objects.create(review=review, given_by="CHILD", answer="Agree", words=WORDS, **recorded)
    GateDecision.objects.create(
        review=review,
        kind="PROCEED",
        missing=["plan"],
        reason=WORDS,
        booked_for=DAY,
        decided_by=by,
        decided_at=now(),
    )
    BookingMove.objects.create(
        review=review,
        was_for=DAY,
        moved_to=DAY + timedelta(days=1),
        reason=WORDS,
        moved_by=by,
        moved_at=now(),
    )
    DocumentCheck.objects.create(
        review=review, kind="PLAN", state="CURRENT", seen_on=DAY, comment=WORDS[:500], **recorded
    )
    _before_the_review(review, by, recorded)


def _before_the_review(review: Review, by: User, recorded: dict[str, Any]) -> None:
    ReviewWishes.objects.get_or_create(
        review=review,
        defaults={"asked_on": DAY, "asked_by": "IRO", "taking_part": "WHOLE", "wants": WORDS, **recorded},
    )
    ReviewTalk.objects.create(review=review, on=DAY, role="CARER", name="Pat Lowe", points=WORDS, **recorded)
    invitation = Invitation.objects.filter(review=review, consultation=None).first()
    invitation = invitation or Invitation.objects.create(
        review=review, role="CARER", name="Pat Lowe", way="PRINT"
    )
    Consultation.objects.create(
        invitation=invitation,
        edition="1",
        returned_on=DAY,
        given="TALK",
        words=[{"key": "well", "title": "What goes well", "text": WORDS}],
        **recorded,
    )
    LateRequest.objects.create(
        review=review,
        booked_for=DAY + timedelta(days=1),
        due_on=DAY,
        why=WORDS,
        asked_by=by,
        asked_at=now(),
        answer="AGREED",
        answer_note=WORDS,
        answered_by=make.make_user(review.child.authority, Role.QA_MANAGER),
        answered_at=now(),
    )


def bring_in(children: list[Child]) -> None:
    """An import, and a delivery of the feed, that say something of each of the children."""
    council = children[0].authority
    record = ReturnImport.objects.create(
        authority=council,
        year=2026,
        state="PREVIEW",
        count_removed=len(children),
        preview={
            "removed": [["Reviews", c.number, f"{WORDS} of {c.surname}"] for c in children],
            "decisions": [
                {"child": "777", "other": c.number, "why": f"{WORDS} of {c.surname}", "kind": "same_child"}
                for c in children
            ],
        },
        moved=[
            {"child_id": c.pk, "was": None, "now": "2026-05-04", "rule": f"{WORDS} of {c.surname}"}
            for c in children
        ],
    )
    delivery = FeedDelivery.objects.create(
        authority=council,
        door="PAGE",
        name="night.zip",
        is_full=True,
        content=b"",
        state="APPLIED",
        record=record,
    )
    for child in children:
        said = f"{WORDS} of {child.surname}"
        place = {"file": "header.csv", "line": 2, "column": "DOB", "rule": "1", "child": child.number}
        for warns in (False, True):
            ImportReject.objects.create(of=record, is_warning=warns, why=said, value=said, to_do="", **place)
        FeedDifference.objects.create(
            authority=council,
            number=child.number,
            table="Reviews",
            theirs=said,
            ours=said,
            can_take=True,
            delivery=delivery,
            state="OPEN",
        )
        ReturnRow.objects.create(
            authority=council, year=2025, table="Header", number=child.number, values={"NOTE": said}
        )
