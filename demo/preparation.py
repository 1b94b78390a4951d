"""From the notification to the meeting: notifications, who was told about the IRO, starter packs, a stand-in,
and the papers of booked reviews.
"""

import random
from collections.abc import Sequence
from datetime import date, time, timedelta

from accounts.models import User
from children.notifications import actions
from children.notifications.actions import Notice
from children.packs import actions as packs
from children.people.appointment import conflicts_of
from children.people.standing_in import name_stand_in
from demo.days import at_work
from demo.held import Setting
from demo.people import Staff
from demo.store import Case
from reviews.models import Review
from reviews.models.readiness import PaperKind
from reviews.readiness import actions as papers
from reviews.readiness.forms import PARTS
from statute.timescales import iro_manager_notice_due_on

LATELY = timedelta(days=365)
CAUSES = ("TEAM", "BACKDATED", "OUT_OF_HOURS", "OTHER_AGENCY", "LOST")


def store_notifications(rng: random.Random, staff: Staff, cases: Sequence[Case], setting: Setting) -> None:
    """Most notifications are in time, some late, and the newest child has none."""
    since = setting.today - LATELY
    lately = [c for c in cases if c.child.periods.filter(ended_on=None, started_on__gt=since).exists()]
    lately.sort(key=lambda c: c.child.periods.get(ended_on=None).started_on)
    for case in lately[:-1]:
        _notified(rng, staff, case, setting)
        _told(rng, staff, case, setting)


def store_packs(staff: Staff, cases: Sequence[Case], setting: Setting) -> None:
    """The usual items; most children who came into care in the last year were sent them, and some were
    asked."""
    by, rng = staff.users["qa.demo@example.org"], random.Random(5)
    with at_work(setting.today, 8):
        packs.add_usual(authority=staff.authority, by=by)
        since = setting.today - LATELY
        for case in cases:
            period = case.child.periods.filter(ended_on=None, started_on__gt=since).first()
            items = list(packs.items_for(case.child, setting.today))
            if period is None or not items or rng.random() < 0.2:
                continue
            on = min(period.started_on + timedelta(days=rng.randint(2, 12)), setting.today)
            packs.record_sent(child=case.child, items=items, on=on, by=by, today=setting.today)
            if rng.random() < 0.6:
                said = {item: rng.choice(["received", "understood", "understood", "no"]) for item in items}
                packs.record_asked(
                    child=case.child, answers=said, on=setting.today, by=by, today=setting.today
                )


def store_stand_in(staff: Staff, cases: Sequence[Case], setting: Setting) -> None:
    """An IRO stands in for another one on leave, for a child of the second IRO."""
    own, other = staff.iros[1], staff.iros[0]
    for case in cases:
        if case.iro_now == own and case.life.is_in_care and not conflicts_of(case.child, other):
            with at_work(setting.today, 9):
                name_stand_in(
                    child=case.child,
                    worker=other,
                    started_on=setting.today,
                    last_day=setting.today + timedelta(days=20),
                    reason="LEAVE",
                    note="",
                    by=staff.users["qa.demo@example.org"],
                    today=setting.today,
                )
            return


def _notified(rng: random.Random, staff: Staff, case: Case, setting: Setting) -> None:
    start: date = case.child.periods.get(ended_on=None).started_on
    due = iro_manager_notice_due_on(start, calendar=setting.calendar, terms=setting.terms.on(start))
    waited = rng.choices([0, 1, 2, 4, 8], [20, 45, 15, 12, 8])[0]
    on = min(setting.calendar.add(start, waited) if waited else start, setting.today)
    team = case.workers[-1].team if case.workers else None
    notice = Notice(
        received_on=on,
        at=time(rng.randint(9, 16), rng.choice([0, 15, 30, 45])) if on < setting.today else None,
        channel=rng.choice(["FORM", "FORM", "EMAIL", "PHONE", "PLACEMENTS"]) if on <= due else "ASKED",
        team=team,
        delay_reason=rng.choice(CAUSES) if on > due else "",
    )
    by = staff.users["support.demo@example.org"]
    with at_work(on, 17) as day:
        actions.record_notification(child=case.child, notice=notice, by=by, today=day)


def _told(rng: random.Random, staff: Staff, case: Case, setting: Setting) -> None:
    """Three in four children and carers are told within a week or so."""
    allocation = case.iros[-1] if case.iros and case.iros[-1].ended_on is None else None
    if allocation is None or rng.random() < 0.25:
        return
    on = min(allocation.started_on + timedelta(days=rng.randint(1, 9)), setting.today)
    with at_work(on, 11) as day:
        actions.tell_who_the_iro_is(
            child=case.child,
            child_told_on=on,
            child_told_how=rng.choice(["LETTER", "TALK"]),
            carer_told_on=on if rng.random() < 0.8 else None,
            by=staff.users["support.demo@example.org"],
            today=day,
        )


AHEAD = timedelta(days=21)
WORDS = (
    "I have visited every fortnight, and family time has gone well.",
    "Settled at home and doing well at school. Had a dental check last month.",
    "More time with their brother, and to stay at the same school.",
    "The plan is still right. A passport has not been applied for yet.",
    "Who will apply for the passport, and by when.",
)


def store_readiness(staff: Staff, setting: Setting) -> None:
    """Most reviews of the next three weeks have some of their papers."""
    rng = random.Random(7)
    rows = Review.objects.filter(
        child__authority=staff.authority,
        status="BOOKED",
        booked_for__range=(setting.today + timedelta(days=1), setting.today + AHEAD),
    ).select_related("child__authority", "created_by")
    with at_work(setting.today, 8):
        reviews: Sequence[Review] = list(rows.order_by("booked_for", "pk"))
        for number, review in enumerate(reviews):
            _papers(rng, review, number, setting)
        if reviews:
            _decide(reviews[0], setting)


def _papers(rng: random.Random, review: Review, number: int, setting: Setting) -> None:
    iro, worker = review.created_by, papers.worker_of(review.child)
    if iro is None:
        return
    if number % 3 == 1:
        _submitted(review, worker or iro, setting)
    for kind in (PaperKind.PLAN, PaperKind.PEP, PaperKind.HEALTH):
        if rng.random() < 0.55:
            came = setting.today - timedelta(days=rng.randint(0, 6))
            papers.mark_received(review=review, kind=kind, on=came, by=iro, today=setting.today)
    if number % 3 == 2 and worker is not None:
        papers.ask_for(review=review, kind=PaperKind.REPORT, by=iro, today=setting.today)


def _submitted(review: Review, by: User, setting: Setting) -> None:
    words = [{"title": title, "text": text} for (_, title), text in zip(PARTS, WORDS, strict=True)]
    papers.submit_report(review=review, words=words, attached=None, by=by, today=setting.today)


def _decide(review: Review, setting: Setting) -> None:
    """The first review goes ahead without its report."""
    if review.created_by is not None:
        reason = "The court needs the outcome this week. The social worker reports at the meeting."
        papers.go_ahead(review=review, reason=reason, by=review.created_by, today=setting.today)
