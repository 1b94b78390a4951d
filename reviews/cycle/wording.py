"""What the pages of the clock say, in one place."""

from typing import Any

from accounts.councils.words import as_said
from accounts.templatetags.govuk import clock_rule
from statute.participation import MEANING

NO_RETURN = "No return is in whose files could cover a day. Import it first, or leave this empty."
LIVE_LATER = (
    "The day must be today or in the past. Come back on the day from which everything is recorded here."
)
LIVE_TOO_EARLY = "The day must be {first} or later: the records of the council begin on that day."
NOT_CONFIRMED = (
    "Due after the last day that the returns cover, so it is not known whether the review was held."
)


def words_of(model: str, field: str, value: Any) -> str:
    """A code of a review, and what the clock wrote, as the trail and a bundle show it: the rule in words,
    reasons in the council's. Else empty."""
    if (model, field) == ("reviews.review", "participation_code"):
        return as_said(f"{MEANING[value]} ({value})") if value in MEANING else ""
    if model != "reviews.reviewcycle" or field not in ("rule", "reason", "void_reason"):
        return ""
    return clock_rule(value) if field == "rule" else as_said(value)
