"""A share in words that is told of several groups together is one of their sum."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "When the shares of children living with agency ({HMA}), in-house ({HMI}) and kinship ({HMK}) "
    "foster carers are added together, it is apparent that fewer than half of the children in care are "
    "fostered.",
    "Agency ({HMA}), in-house ({HMI}) and kinship carers ({HMK}) together look after fewer than half of"
    " the children in care.",
    "Added up, agency ({HMA}), in-house ({HMI}) and kinship carers ({HMK}) come to less than two thirds"
    " of the placements.",
    "Taken together, the shares of boys’ and girls’ ages 10 to 15 ({A10}) and 5 to 9 ({A5}) make up "
    "less than half of those who came.",
    "Adding {HMA}, {HMI} and {HMK} we find that under half of the children in care are fostered.",
    "If {HMA}, {HMI} and {HMK} are put together, the total is below half of the children.",
    "The three kinds of foster care ({HMA}, {HMI} and {HMK}) sum to less than half of the children in care.",
    "Abuse or neglect ({NA}) and family dysfunction ({NF}) combined account for fewer than half of "
    "those who came into care.",
    "The combined share of abuse or neglect ({NA}) and family dysfunction ({NF}) is no more than half.",
    "Children under one ({A0}) and aged one to four ({A1}) add up to more than a third of those who "
    "came into care.",
)
RIGHT = (
    "When the shares of children living with agency ({HMA}), in-house ({HMI}) and kinship ({HMK}) "
    "foster carers are added together, it is apparent that three quarters of the children in care are "
    "fostered.",
    "Agency ({HMA}), in-house ({HMI}) and kinship carers ({HMK}) together look after more than seven in"
    " ten of the children in care.",
    "Abuse or neglect ({NA}) and family dysfunction ({NF}) combined account for about two thirds of "
    "those who came into care.",
    "Children under one ({A0}) and aged one to four ({A1}) add up to a quarter of those who came into care.",
    "Each of the three kinds of foster care ({HMA}, {HMI} and {HMK}) has fewer than half of the "
    "children in care.",
    "Agency carers ({HMA}) come first, then in-house ({HMI}) and kinship carers ({HMK}), which together"
    " look after fewer than half.",
    "Agency ({HMA}), in-house ({HMI}) and kinship carers ({HMK}) together look after most of the "
    "children in care.",
    "Children under one ({A0}) and one to four ({A1}) together are fewer than half of those who came.",
)


@pytest.mark.parametrize("words", WRONG)
def test_another_share_than_the_sum_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_share_of_the_sum_raises_nothing(words: str) -> None:
    assert faults(words) == []
