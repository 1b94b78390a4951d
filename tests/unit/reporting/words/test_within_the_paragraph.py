"""Claims that a sentence makes without a figure, held to the figure of their paragraph; numbers that stand
in it once more, and those of the staff."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Participation rose. It was {P}, against {PB} in 2024-25.",
    "Fewer children go missing now. {CM} went missing.",
    "We are proud of our foster carers. Our children now go missing less often. {M} times it happened.",
    "{CM} children went missing. All of them came back within a day.",
    "{C} children were in care. It was 105 in March 2024.",
    "We pay £3,000 for each child. {C} children were in care, and a leaflet went to each of the 126.",
    "In half of reviews ({R}) the report came in time.",
    "{RQ} of social workers write good or very good reports.",
)
RIGHT = (
    "Participation fell. It was {P}, against {PB} in 2024-25.",
    "Participation was {P}. That is what worries us. Fewer took part than last year.",
    "{C} children were in care. It was 104 in March 2024.",
    "[[figure:looked_after_at_end|2024-03-31|count]] children were in care in March 2024. It is 136 now.",
    "The number in care keeps growing. It was 104 in March 2024. It is {C} now.",
    "{C} children were in care. The new grant comes to £3,000 for each of the 136.",
    "We paid £3,000 for each of the {C} children.",
    "Our seven IROs held {HD} reviews.",
    "The 7 reviewing officers held {HD} reviews.",
    "Half of the children had been spoken to before the review. It was {SPN} of {SPD}.",
    "In half of reviews ({SP}) the child had been spoken to.",
    "In {SPN} of {SPD} reviews the child had been spoken to beforehand. That leaves 84 in which nobody had "
    "done so.",
    "Managers answered {DAN} of our {DAD} decisions. The remaining {DL} were never answered.",
    "Reviews are held in time far more often than not: {H} of them were, just under the {HB} of 2024-25.",
    "{RQ} of social work reports were good or very good.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_or_pointed_out(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
