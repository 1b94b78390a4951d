"""What the reviews of the next weeks need: reports submitted or marked, one review put off, one that goes ahead."""

import random
from collections.abc import Sequence
from datetime import timedelta

from accounts.models import User
from demo.days import at_work
from demo.held import Setting
from demo.people import Staff
from reviews.models import Review
from reviews.models.readiness import PaperKind
from reviews.readiness import actions
from reviews.readiness.forms import PARTS

AHEAD = timedelta(days=21)
WORDS = (
    "There has been one visit a fortnight, and the family time has gone well.",
    "Settled at home and doing well at school. The teeth were checked last month.",
    "More time with the brother, and to stay at the same school.",
    "The plan is right. The passport is still to be applied for.",
    "Who applies for the passport, and by when.",
)


def store_readiness(staff: Staff, setting: Setting) -> None:
    """Of the reviews of the next three weeks most have some of their papers."""
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
    iro, worker = review.created_by, actions.worker_of(review.child)
    if iro is None:
        return
    if number % 3 == 1:
        _submitted(review, worker or iro, setting)
    for kind in (PaperKind.PLAN, PaperKind.PEP, PaperKind.HEALTH):
        if rng.random() < 0.55:
            came = setting.today - timedelta(days=rng.randint(0, 6))
            actions.mark_received(review=review, kind=kind, on=came, by=iro, today=setting.today)
    if number % 3 == 2 and worker is not None:
        actions.ask_for(review=review, kind=PaperKind.REPORT, by=iro, today=setting.today)


def _submitted(review: Review, by: User, setting: Setting) -> None:
    words = [{"title": title, "text": text} for (_, title), text in zip(PARTS, WORDS, strict=True)]
    actions.submit_report(review=review, words=words, attached=None, by=by, today=setting.today)


def _decide(review: Review, setting: Setting) -> None:
    """The first of them goes ahead though its report is not in."""
    if review.created_by is not None:
        reason = "The court needs the outcome this week. The social worker reports at the meeting."
        actions.go_ahead(review=review, reason=reason, by=review.created_by, today=setting.today)
