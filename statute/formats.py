"""When a review may be held without a meeting (RC-14)."""

from datetime import date

from statute.refusals import Refused
from statute.working_days import add_months

LONG_TERM_FOSTER = frozenset({"U1", "U4"})


class MeetingNeeded(Refused):
    """This review cannot be held without a meeting (RC-14)."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "format")


def check_no_meeting(
    *, placement_code: str, placed_on: date, review_on: date, last_meeting_on: date | None
) -> None:
    """Raise MeetingNeeded unless a review may be held without a meeting (RC-14).

    The child has been in a designated long-term foster placement (U1, U4) for more than a year, and there was
    a meeting less than a year before.
    """
    if placement_code not in LONG_TERM_FOSTER:
        raise MeetingNeeded(
            "Only a child in a designated long-term foster placement can have a review without a meeting."
        )
    if review_on <= add_months(placed_on, 12):
        raise MeetingNeeded("The child has not been in this long-term foster placement for more than a year.")
    if last_meeting_on is None or review_on >= add_months(last_meeting_on, 12):
        raise MeetingNeeded("There must be a meeting at least once a year.")
