"""What the pages of the clock say, in one place."""

from typing import Any

from accounts.councils.words import as_said
from accounts.templatetags.govuk import clock_rule
from statute.clock_facts import State
from statute.participation import MEANING

NO_RETURN = "No return is in whose files could cover a day. Import it first, or leave this empty."
LIVE_LATER = (
    "The day must be today or in the past. Come back on the day from which everything is recorded here."
)
LIVE_TOO_EARLY = "The day must be {first} or later: the records of the council begin on that day."
NOT_CONFIRMED = (
    "Due after the last day that the returns cover, so it is not known whether the review was held."
)

NOT_CONFIRMED_OF_CHILD = (
    "Of this child the returns tell less than of others, because rows are missing, were refused or wait for "
    "a decision. So it is not known whether the review was held."
)
BREAKS_NOT_TOLD = (
    "Returns do not hold the reviews of short breaks, so it is not known whether it was held. Record the "
    "reviews of these short breaks here."
)


def why_not_known(state: str, *, is_of_breaks: bool, of_child: bool) -> str:
    """Why nobody can say whether the next review was held; empty where that is known. `of_child`: returns
    tell of this child's reviews to another day than of the others'.
    """
    if state == State.NOT_KNOWN:
        return BREAKS_NOT_TOLD if is_of_breaks else ""
    if state != State.UNCONFIRMED:
        return ""
    return NOT_CONFIRMED_OF_CHILD if of_child else NOT_CONFIRMED


def words_of(model: str, field: str, value: Any) -> str:
    """A code of a review, and what the clock wrote, as the trail and a bundle show it: the rule in words,
    reasons in the council's. Else empty."""
    if (model, field) == ("reviews.review", "participation_code"):
        return as_said(f"{MEANING[value]} ({value})") if value in MEANING else ""
    if model != "reviews.reviewcycle" or field not in ("rule", "reason", "void_reason"):
        return ""
    return clock_rule(value) if field == "rule" else as_said(value)
