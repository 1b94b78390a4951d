"""Which figure is offered for a typed number: that which the words name, whatever number it prints; and none
that only happens to be as large."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

MAY_BE = (
    ("Seventeen reviews were late.", "reviews_late|2025-26|count"),
    ("There were 17 late reviews.", "reviews_late|2025-26|count"),
    ("Fourteen reviews were late in 2024-25.", "reviews_late|2024-25|count"),
    ("In May 9 children left care.", "leavers|2025-05|count"),
    ("We answered 339 decisions.", "decisions_answered|2025-26|count"),
    ("We reviewed 136 children.", "looked_after_at_end|2026-03-31|count"),
)
IS_ANOTHER = (
    ("Nineteen reviews were late.", "“Reviews held late” is 17 in 2025-26", "reviews_late|2025-26|count"),
    ("There were 14 late reviews.", "“Reviews held late” is 17 in 2025-26", "reviews_late|2025-26|count"),
    (
        "Nineteen reviews were late in 2024-25.",
        "“Reviews held late” is 14 in 2024-25",
        "reviews_late|2024-25|count",
    ),
    ("12 children went missing.", "“Children who went missing” is 13", "children_missing|2025-26|count"),
    ("350 reviews were held in time.", "is 306 in 2025-26", "timeliness_reviews_held|2025-26|count"),
)
NONE = (
    "Thirty reviews went ahead without the views of a child aged 4 or over.",
    "Four reviews were chaired by a manager.",
    "9 children left a note for us.",
    "We gave out 17 compliments.",
    "There were 104 new foster carers.",
)


@pytest.mark.parametrize(("words", "ref"), MAY_BE)
def test_the_figure_that_the_words_name_comes_first(words: str, ref: str) -> None:
    (fault,) = faults(words)
    assert f"([[figure:{ref}]])" in fault.text.partition("it may be:")[2].partition(";")[0]


@pytest.mark.parametrize(("words", "says", "ref"), IS_ANOTHER)
def test_what_the_named_figure_is_instead_is_said(words: str, says: str, ref: str) -> None:
    (fault,) = faults(words)
    assert says in fault.text and f"[[figure:{ref}]]" in fault.text and not fault.stops


@pytest.mark.parametrize("words", NONE)
def test_a_figure_that_is_only_as_large_is_not_offered(words: str) -> None:
    assert all("[[figure:" not in fault.text for fault in faults(words))
