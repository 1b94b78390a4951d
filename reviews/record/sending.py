"""Decisions sent before the record is complete: within five working days, while the record has fifteen (PO-1,
PO-5).
"""

from datetime import date
from itertools import count
from typing import Any

from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import User
from reviews import wording
from reviews.decisions.actions import send_decisions
from reviews.meeting.actions import lock
from reviews.meeting.states import Act
from reviews.models import DecisionAnswer, Review, ReviewSection
from reviews.models.decision import Fate
from reviews.models.review import SectionKey
from reviews.record.completing import make_decision, settle
from reviews.record.entry import EARLIER, SENT, unsettled


@transaction.atomic
def send(*, review: Review, by: User, today: date) -> list[DecisionAnswer]:
    """Make the new decisions of the record and carry over the old ones marked so; send them all.
    Their words are fixed now: from here on the record holds them as they were sent.

    Raises NotNow, also where there is nothing to send.
    """
    lock(review, Act.SEND)
    section = (
        ReviewSection.objects.select_for_update().filter(review=review, key=SectionKey.DECISIONS).first()
    )
    rows: list[dict[str, Any]] = section.data.get("decisions", []) if section else []
    fates = section.data.get(EARLIER, {}) if section else {}
    carried = [d for d in unsettled(review) if fates.get(str(d.public_id), {}).get("fate") == Fate.CARRIED]
    if section is None or not (carried or any(SENT not in row for row in rows)):
        raise NotNow(wording.NOTHING_TO_SEND)
    child = review.child
    with audit.action(
        "review.decisions_sent", by=by, authority=child.authority_id, child_id=child.pk, target=review
    ):
        positions = count(review.decisions.count() + 1)
        for decision in carried:
            settle(decision, review, next(positions), fates[str(decision.public_id)], by=by)
        for row in (row for row in rows if SENT not in row):
            row[SENT] = str(make_decision(review, row, next(positions), by=by).public_id)
        section.data = section.data | {"decisions": rows}
        section.version += 1
        section.saved_by, section.saved_at = by, now()
        section.save()
    return send_decisions(review=review, by=by, today=today)
