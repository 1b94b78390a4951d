"""What the pages of the clock say, in one place."""

IN_THE_FUTURE = "The day must be today or in the past: a file cannot tell of days to come."
BEFORE_RETURNS = "The returns that are in already tell of later days. Enter a later day, or leave it empty."
NOT_CONFIRMED = (
    "Due after the last day that the returns tell of, so it is not known whether the review was held."
)
