"""Typed numbers in the points of a list, beside printed ones and after the whole."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

LATE = "{LATE} reviews were held late:\n- {D5} by up to 5 working days\n"
LEFT = (
    "{L} children left care in the year:\n- {XFN} went to parents or family\n- {XSN} went to "
    "special guardians\n"
)
CAME = (
    "{S} children came into care in the year:\n- {S2} from July to September\n- {S3} from October "
    "to December\n"
)
RIGHT = (
    f"{LATE}- 4 by 6 to 10 working days\n- {{D20}} by 11 to 20 working days",
    f"{LATE}- four were six to ten working days late\n- {{D20}} were 11 to 20 working days late",
    f"{LATE}- {{D20}} by 11 to 20 working days\n- the other 4 fell in between",
    f"{LEFT}- {{XAN}} were adopted\n- 7 left for other reasons",
    f"{LEFT}- {{XAN}} were adopted\n- the remaining seven left in other ways",
    f"{CAME}- 14 from April to June\n- 14 from January to March",
    "Why children left care ({L} in all):\n- parents or family: {XFN}\n- special guardianship: {XSN}\n"
    "- adoption: {XAN}\n- all other reasons: 7",
    "How late they were:\n- up to 5 working days: {D5}\n- 6 to 10 working days: 4\n- 11 to 20 "
    "working days: {D20}",
    "We look after {C} children:\n- {GF} are girls\n- 64 are boys",
)
WRONG = (
    f"{LATE}- 5 by 6 to 10 working days\n- {{D20}} by 11 to 20 working days",
    f"{LATE}- 6 by 6 to 10 working days\n- {{D20}} by 11 to 20 working days",
    f"{LATE}- {{D20}} by 11 to 20 working days\n- the other 5 fell in between",
    f"{LEFT}- {{XAN}} were adopted\n- 9 left for other reasons",
    f"{LEFT}- 7 were adopted",
    f"{CAME}- 15 from April to June\n- 14 from January to March",
    "How late they were:\n- up to 5 working days: {D5}\n- 6 to 10 working days: 3\n- 11 to 20 "
    "working days: {D20}",
    "We look after {C} children:\n- {GF} are girls\n- 66 are boys",
)


@pytest.mark.parametrize("words", RIGHT)
def test_the_number_that_follows_from_the_list_may_be_typed(words: str) -> None:
    assert faults(words) == []


@pytest.mark.parametrize("words", WRONG)
def test_another_number_is_pointed_out(words: str) -> None:
    assert faults(words)
