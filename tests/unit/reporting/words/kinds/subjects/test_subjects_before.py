"""Claims whose subject is a pronoun, or a bare “the number”, and stands in the sentence before."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

REFUSED = (
    "There were {C} children in care. The number has doubled since 2023-24.",
    "There were {C} children in care. That has doubled in two years.",
    "Twice as many children are in care as two years ago ({C}).",
    "{C} children were in care at the end of March. The figure has fallen since 2023-24.",
    "{C} children were in care at the end of March. It has trebled over the last two years.",
    "{C} children were in care, half as many as two years ago.",
    "{C} children were in care, fewer than in 2023-24.",
    "{T} of children had three or more homes. Our rate is above that of England.",
    "{T} of children had three or more homes. It was higher than the national average.",
    "{F} of children are in foster care. The share is below that of England.",
    "There was {FD} formal dispute. Both were settled in time.",
    "{FD} formal dispute was raised. Both of them were settled within the week.",
    "{IA} informal alerts were raised. Neither was taken further.",
    "{H} of reviews were in time. In the North team it was the same.",
    "{H} of reviews were in time. In the Adolescents team it was lower.",
    "{H} of reviews were in time. It was much the same in Assessment and Safeguarding.",
    "{H} of reviews were in time. For the South team the figure was worse.",
)
POINTED_OUT = (
    "{S} children came into care. The total has doubled since 2021-22.",
    "There were {C} children in care. Our rate is below that of England.",
    "{C} children were in care. The rate was lower than in similar councils.",
    "{H} of reviews were in time. In the Fostering team it was the same.",
)
RIGHT = (
    "{C} children were in care at the end of March. The figure has risen since 2023-24.",
    "{C} children were in care at the end of March. It has grown by 32 over the last two years.",
    "There are more children in care than two years ago ({C}).",
    "{C} children were in care, 32 more than two years ago.",
    "{T} of children had three or more homes. Our rate is below that of England.",
    "{F} of children are in foster care. The share is above that of England.",
    "{H} of reviews were in time. In the Adolescents team it was higher.",
    "{H} of reviews were in time. It was lower in Assessment and Safeguarding.",
    "{GF} girls and {GM} boys were in care. Both were glad of the new garden.",
    "There were {IA} informal alerts. Both sides told us that they had felt heard.",
    "{S} children came into care. That has kept us busy.",
)


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_wrong_of_the_figure_before_is_refused(words: str) -> None:
    assert any(fault.stops for fault in faults(words))


@pytest.mark.parametrize("words", POINTED_OUT)
def test_what_nothing_can_bear_out_is_pointed_out(words: str) -> None:
    found = faults(words)
    assert found
    assert not any(fault.stops for fault in found)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
