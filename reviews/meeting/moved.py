"""The days for which a review was booked before: each is kept when the booking is moved (P-160)."""

from datetime import date

from accounts.clock import now
from accounts.models import User
from reviews.cycle.current import running_cycle
from reviews.meeting.states import last_day_known
from reviews.models import BookingMove, Review
from reviews.models.review import ReviewStatus


def keep(was: Review, to: object, reason: str, by: User) -> None:
    """Keep the earlier day, within the action that moves the booking. Another time or place is no move."""
    if was.booked_for is None or not isinstance(to, date) or to == was.booked_for:
        return
    is_first = was.status == ReviewStatus.BOOKED
    BookingMove.objects.create(
        review=was,
        was_for=was.booked_for,
        moved_to=to,
        due_on=last_day_known(running_cycle(was.child)) if is_first else None,
        reason=reason,
        moved_by=by,
        moved_at=now(),
    )
