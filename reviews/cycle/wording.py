"""What the pages of the clock say, in one place."""

IN_THE_FUTURE = "The day must be today or in the past: a file cannot cover future days."
BEFORE_RETURNS = "The returns imported so far cover later days. Enter a later day, or leave it empty."
LIVE_LATER = (
    "The day must be today or in the past. Come back on the day from which everything is recorded here."
)
LIVE_TOO_EARLY = "The day must be {first} or later: the records of the council begin on that day."
NOT_CONFIRMED = (
    "Due after the last day that the returns cover, so it is not known whether the review was held."
)
