"""What the pages of the clock say, in one place."""

NO_RETURN = "No return is in whose files could cover a day. Import it first, or leave this empty."
LIVE_LATER = (
    "The day must be today or in the past. Come back on the day from which everything is recorded here."
)
LIVE_TOO_EARLY = "The day must be {first} or later: the records of the council begin on that day."
NOT_CONFIRMED = (
    "Due after the last day that the returns cover, so it is not known whether the review was held."
)
