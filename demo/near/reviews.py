"""Before a review: how children want it, who is invited and answers, what came back, talks of the IRO. And
events that the IRO was told of. All by the portal's actions.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

from accounts.models import User
from demo.days import at_work
from demo.held import Setting
from demo.people import Staff
from demo.store import Case
from reviews.events import actions as events
from reviews.events.actions import Notice
from reviews.inviting import actions as inviting
from reviews.inviting import consulting
from reviews.inviting.actions import Wishes
from reviews.inviting.consulting import Said
from reviews.inviting.papers import paper_for
from reviews.models import Invitation, Review
from reviews.models.review import AttendeeRole, ReviewStatus
from reviews.readiness.actions import worker_of
from statute.working_days import age_on

AHEAD, LATELY, MOST = timedelta(days=28), timedelta(days=60), 30
WANTS = (
    ("At home", "After school", "My carer and my social worker", "", "When I can see my brother"),
    ("At school, in the quiet room", "", "My form tutor", "My dad", "My school trip, and a phone"),
    ("", "Not on a Wednesday: football", "Everybody who helps me", "", "Staying where I am"),
    ("Online", "", "Only people I know", "People I have not met", ""),
)
PARTS = ("WHOLE", "WHOLE", "PART", "REMOTE", "SENDS", "UNSURE")
ANSWERS = {
    AttendeeRole.CHILD: (
        "Football and my room.",
        "That I might have to move.",
        "I want to see Mum more often.",
    ),
    AttendeeRole.CARER: (
        "Settled, eats and sleeps well.",
        "Family time is still hard afterwards.",
        "A savings book.",
    ),
    AttendeeRole.SCHOOL: ("Attendance is good.", "Reading needs more help.", "A meeting about next year."),
}
POINTS = (
    "The plan is on track. A passport is still missing.",
    "School worries most; a meeting with the virtual school is planned.",
    "Agreed to start with the child alone, and to keep the meeting small.",
)
EVENTS = (
    ("MISSING", "Was missing for one night and came back by themselves.", "Ask for a return interview."),
    ("EDUCATION", "Excluded for two days after a fight.", "I will ask the virtual school to the review."),
    (
        "PLAN",
        "The plan changes to long-term fostering with the present carers.",
        "I agree; the review confirms it.",
    ),
    ("STRATEGY", "Strategy meeting at the police station, 10am.", ""),
    ("PROFESSIONALS", "Meeting of those who work with the child, by video.", ""),
    ("DISRUPTION", "The carers have given notice.", "A review is needed before any move."),
)


def store_invitations(staff: Staff, setting: Setting) -> None:
    """Reviews of the next four weeks: most children were asked, people invited, half have answered."""
    rng, by = random.Random(41), staff.users["support.demo@example.org"]
    last = setting.today + AHEAD
    rows = Review.objects.filter(
        child__authority=staff.authority, status=ReviewStatus.BOOKED, booked_for__range=(setting.today, last)
    ).select_related("child__authority", "created_by")
    for number, review in enumerate(rows.order_by("booked_for", "pk")):
        if number % 6 == 5:
            continue  # still to be arranged
        _asked(rng, review, by, setting)
        _invited(rng, review, by, setting)
        _talked(rng, review, setting)


def store_past_invitations(staff: Staff, setting: Setting) -> None:
    """People had been invited to most of the reviews that were held lately, and half had answered."""
    rng, by = random.Random(43), staff.users["support.demo@example.org"]
    rows = Review.objects.filter(
        child__authority=staff.authority,
        status=ReviewStatus.COMPLETED,
        created_by__isnull=False,
        held_on__range=(setting.today - LATELY, setting.today - timedelta(days=1)),
    ).select_related("child__authority", "created_by")
    for number, review in enumerate(rows.order_by("-held_on", "pk")[:MOST]):
        if number % 6 == 5 or review.held_on is None:
            continue
        then = replace(setting, today=review.held_on)
        with _still_booked(review):
            _asked(rng, review, by, then)
            _invited(rng, review, by, then)
            _talked(rng, review, then)


@contextmanager
def _still_booked(review: Review) -> Iterator[None]:
    """The review as it was before it was held, for what was done then."""
    row = Review.objects.filter(pk=review.pk)
    held = row.values("status", "started_on", "completed_on", "held_on", "participation_code").get()
    row.update(
        status=ReviewStatus.BOOKED, started_on=None, completed_on=None, held_on=None, participation_code=""
    )
    yield
    row.update(**held)


def _asked(rng: random.Random, review: Review, by: User, setting: Setting) -> None:
    """The social worker records it, or business support for one who does not sign in."""
    person, age = worker_of(review.child) or by, age_on(review.child.born_on, setting.today)
    if rng.random() < 0.2:
        return
    day = setting.today - timedelta(days=rng.randint(1, 8))
    if age < 4:
        wishes = Wishes(why_not="Too young; the carer says how the child is.")
    else:
        place, time, wants, does_not_want, agenda = rng.choice(WANTS)
        wishes = Wishes(
            asked_on=day,
            asked_by="SOCIAL_WORKER",
            taking_part=rng.choice(PARTS),
            place=place,
            time=time,
            wants=wants,
            does_not_want=does_not_want,
            agenda=agenda,
        )
    with at_work(day, 16) as now:
        inviting.record_wishes(review=review, wishes=wishes, by=person, today=now)


def _invited(rng: random.Random, review: Review, by: User, setting: Setting) -> None:
    booked = review.booked_for or setting.today
    sent_on = min(setting.calendar.add(booked, -rng.choice([14, 12, 11, 8])), setting.today)
    with at_work(sent_on, 10) as day:
        inviting.suggest(review=review, by=by, today=day)
        rows = list(review.invitations.all())
        if rng.random() < 0.3:
            mother = next((row for row in rows if row.role == AttendeeRole.MOTHER), None)
            if mother is not None:
                rows.remove(mother)
                reason = "The child wants to see her at another time."
                inviting.leave_out(invitation=mother, reason=reason, by=by)
        inviting.send(review=review, invitations=rows, by=by, today=day)
    waited = (setting.today - sent_on).days
    for row in rows:
        row.review = review
        if waited > 1 and rng.random() < 0.6:
            _replied(rng, row, by, sent_on + timedelta(days=rng.randint(1, waited)))
    if waited > 5 and inviting.waiting(review).exists():
        with at_work(setting.today, 9) as day:
            inviting.remind(review=review, by=by, today=day)


def _replied(rng: random.Random, row: Invitation, by: User, on: date) -> None:
    with at_work(on, 14) as day:
        reply = rng.choice(["COMES", "COMES", "COMES", "REMOTE", "NOT"])
        inviting.record_reply(invitation=row, reply=reply, on=on, note="", by=by, today=day)
        words = ANSWERS.get(AttendeeRole(row.role))
        if words and rng.random() < 0.6:
            _said(rng, row, words, by, day)


def _said(rng: random.Random, row: Invitation, words: Sequence[str], by: User, day: date) -> None:
    """The first two questions and the last one but one are answered."""
    questions = paper_for(row, today=day).questions
    asked = [questions[0], questions[1], next((q for q in questions if q[0] == "change"), questions[-1])]
    answers = tuple({"key": k, "title": q, "text": text} for (k, q), text in zip(asked, words, strict=True))
    is_child = row.role == AttendeeRole.CHILD
    given = rng.choice(["TALK", "WRITTEN", "PICTURES"]) if is_child else "WRITTEN"
    helped = "their carer" if is_child and given == "TALK" else ""
    said = Said(answers, day, given, helped)
    consulting.record_consultation(invitation=row, said=said, by=by, today=day)


def _talked(rng: random.Random, review: Review, setting: Setting) -> None:
    by = review.created_by
    if by is None or rng.random() < 0.4:
        return
    booked = review.booked_for or setting.today
    on = min(setting.calendar.add(booked, -rng.choice([17, 15, 9])), setting.today)
    person = worker_of(review.child)
    with at_work(on, 11) as day:
        events.record_talk(
            review=review,
            on=on,
            role=AttendeeRole.SOCIAL_WORKER,
            name=person.name if person else "",
            points=rng.choice(POINTS),
            by=by,
            today=day,
        )


def store_events(staff: Staff, cases: Sequence[Case], setting: Setting) -> None:
    """Events and meetings of the last quarter: of most the IRO was told, of some an answer is due."""
    rng = random.Random(42)
    in_care = [case for case in cases if case.life.is_in_care and case.iro_now and case.iro_now.user]
    for case in rng.sample(in_care, min(24, len(in_care))):
        person, iro = worker_of(case.child), case.iro_now.user if case.iro_now else None
        if iro is None:
            continue
        _event(rng, case, iro, person, setting)


def _event(rng: random.Random, case: Case, iro: User, person: User | None, setting: Setting) -> None:
    """One event or meeting: the social worker tells the IRO, or the IRO hears of it; and the answer."""
    kind, what, answer = rng.choice(EVENTS)
    started = (
        case.child.periods.filter(ended_on=None).order_by("-started_on").values_list("started_on", flat=True)
    )
    happened = max(setting.today - timedelta(days=rng.randint(1, 80)), started[0])
    told = rng.random() < 0.85
    told_on = min(happened + timedelta(days=rng.choice([0, 1, 1, 3])), setting.today)
    is_new = (setting.today - told_on).days < 10
    with at_work(told_on, 12) as day:
        notice = Notice(
            kind, happened, what, told_on if told else None, day + timedelta(days=5) if is_new else None
        )
        event = events.tell(child=case.child, notice=notice, by=person if told and person else iro, today=day)
    if not is_new:
        part = "" if answer else rng.choice(["ATTENDED", "SENT_VIEWS", "NOT"])
        with at_work(told_on + timedelta(days=2), 17) as day:
            events.answer(event=event, text=answer, part=part, on=day, by=iro, today=day)
