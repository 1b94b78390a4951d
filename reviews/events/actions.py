"""What happens with events of a child: the IRO is told, and answers. And the IRO's talks before a review."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox
from accounts.models import User
from children.models import Child
from reviews.meeting import actions as meeting
from reviews.meeting.states import Act
from reviews.models import Review, ReviewTalk, SignificantEvent
from reviews.models.event import MEETINGS, TO_COME

NOT_TO_COME = "The day must be today or in the past."
ANSWERED = "This has been answered already."
SAY_SOMETHING = "Write an answer, or select how you took part."
ONLY_MEETINGS = "You can say how you took part only for a meeting."
ALREADY = "This talk is already recorded."
DUE_BEFORE = "The day must be today or later."


@dataclass(frozen=True)
class Notice:
    """What the IRO is told. `told_on` None: the IRO found out by themselves."""

    kind: str
    happens_on: date
    what: str
    told_on: date | None
    answer_due_on: date | None = None


def tell(*, child: Child, notice: Notice, by: User, today: date) -> SignificantEvent:
    """Record an event or a meeting. The IRO gets an email, unless they record it. Raises NotNow."""
    is_meeting = notice.kind in MEETINGS
    if notice.happens_on > today and notice.kind not in TO_COME:
        raise NotNow(NOT_TO_COME, "happens_on")
    if notice.told_on is not None and notice.told_on > today:
        raise NotNow(NOT_TO_COME, "told_on")
    if notice.answer_due_on is not None and notice.answer_due_on < today:
        raise NotNow(DUE_BEFORE, "answer_due_on")
    with audit.action(
        "event.told", by=by, authority=child.authority_id, child_id=child.pk, of=notice.kind
    ) as event:
        event.target = found = SignificantEvent.objects.create(
            child=child,
            kind=notice.kind,
            happens_on=notice.happens_on,
            what=notice.what.strip(),
            told_on=notice.told_on,
            answer_due_on=notice.answer_due_on,
            recorded_by=by,
            recorded_at=now(),
        )
        _tell_the_iro(found, is_meeting, by)
    return found


def _tell_the_iro(found: SignificantEvent, is_meeting: bool, by: User) -> None:
    child = found.child
    iros = User.objects.filter(
        workers__iro_allocations__child=child, workers__iro_allocations__ended_on=None, is_active=True
    )
    address = reverse("reviews:events", args=[child.public_id])
    what = "You are invited to a meeting" if is_meeting else "You are told of an event"
    for person in iros.exclude(pk=by.pk).distinct().order_by("pk"):
        outbox.queue_mail(
            to=person,
            authority=child.authority,
            subject=f"{what} about a child",
            body=f"{what} about a child whose IRO you are:\n\n{settings.PUBLIC_ADDRESS}{address}\n",
            about=found,
        )


def answer(*, event: SignificantEvent, text: str, part: str, on: date, by: User, today: date) -> None:
    """Record what the IRO said, or what part the IRO had in the meeting. Raises NotNow."""
    if on > today:
        raise NotNow(NOT_TO_COME, "on")
    child = event.child
    with audit.action("event.answered", by=by, authority=child.authority_id, child_id=child.pk, target=event):
        audit.hold(event)
        if event.answered_on is not None:
            raise NotNow(ANSWERED)
        if part and not event.is_meeting:
            raise NotNow(ONLY_MEETINGS, "part")
        if not (text.strip() or part):
            raise NotNow(SAY_SOMETHING, "text")
        event.answer, event.part, event.answered_on = text.strip(), part, on
        event.save(update_fields=["answer", "part", "answered_on"])


def record_talk(
    *, review: Review, on: date, role: str, name: str, points: str, by: User, today: date
) -> ReviewTalk:
    """Record a talk of the IRO before a review. Raises NotNow."""
    if on > today:
        raise NotNow(NOT_TO_COME, "on")
    child = review.child
    with audit.action(
        "review.talked_before", by=by, authority=child.authority_id, child_id=child.pk, target=review
    ):
        meeting.lock(review, Act.PREPARE)
        if review.talks.filter(on=on, role=role, name=name.strip()).exists():
            raise NotNow(ALREADY, "on")
        return ReviewTalk.objects.create(
            review=review,
            on=on,
            role=role,
            name=name.strip(),
            points=points.strip(),
            recorded_by=by,
            recorded_at=now(),
        )
