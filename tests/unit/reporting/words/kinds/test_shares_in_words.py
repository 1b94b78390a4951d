"""Shares in words: hedged by “not quite”, of a year that is named, told by the sum of the figures after."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "A third of those who came into care had not yet turned five: {A0} were under one and {A1} were "
    "aged one to four.",
    "Half of those who came into care had not yet turned five: {A0} were under one and {A1} were aged"
    " one to four.",
    "A quarter of those who came were ten or older: {A10} were aged 10 to 15 and {A16} were 16 or over.",
    "Most of those who came into care had not yet turned five: {A0} were under one and {A1} were aged"
    " one to four.",
    "Not quite a third of those who came did so because of abuse or neglect ({NA}).",
    "Not quite a third of children live with in-house foster carers ({HMI}).",
    "Not quite half of children have had no move ({MV0}).",
    "Not quite half of those leaving care did so to a special guardian ({XS}).",
    "Adolescents dominate the intake: well over half of the periods of care that began in 2025-26 "
    "({A10}) were of young people aged 10 to 15.",
    "Well over half of the entrants ({A10}) were aged 10 to 15.",
    "More than half of the periods of care that began in 2025-26 ({A10}) were of those aged 10 to 15.",
    "Young people aged 10 to 15 made up more than half of new arrivals ({A10}).",
    "Most periods of care that began in 2025-26 ({A10}) were of young people aged 10 to 15.",
    "Adolescents dominate the intake: two thirds of the periods of care that began in 2025-26 ({A10})"
    " were of young people aged 10 to 15.",
    "Fewer than a third of the periods of care that began in 2025-26 ({A10}) were of young people "
    "aged 10 to 15.",
    "Well over a third of the periods of care that ended in 2025-26 ({XS}) ended in special guardianship.",
)
RIGHT = (
    "A quarter of those who came into care had not yet turned five: {A0} were under one and {A1} were"
    " aged one to four.",
    "A quarter of those who came into care were under five: {A0} were under one and {A1} were aged "
    "one to four.",
    "More than half of those who came were ten or older: {A10} were aged 10 to 15 and {A16} were 16 or over.",
    "Two thirds of entrants came because of abuse or neglect or family dysfunction: the first was the"
    " need of {NA}, the second of {NF}.",
    "Nearly eight in ten left for their family or to a special guardian – {XF} went to parents or "
    "family, {XS} to special guardians.",
    "Not quite a third of those leaving care did so to a special guardian ({XS}).",
    "Not quite half of those who came were aged 10 to 15 ({A10}).",
    "Not quite nine in ten decisions were answered ({DA}).",
    "Not quite one in five came at the age of 5 to 9 ({A5}).",
    "Not far short of half of those who left went to their parents or family ({XF}).",
    "Just short of nine in ten decisions were answered ({DA}).",
    "Young people aged 10 to 15 dominate the intake: nearly half of the periods of care that began in"
    " 2025-26 ({A10}) were theirs.",
    "Nearly half of the periods of care that began in 2025-26 ({A10}) were of young people aged 10 to 15.",
    "Well over a third of the periods of care that began in 2025-26 ({A10}) were of young people aged"
    " 10 to 15.",
    "Well over four in ten of those who came into care ({A10}) were aged 10 to 15.",
)


@pytest.mark.parametrize("words", WRONG)
def test_a_share_that_does_not_fit_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_a_share_that_fits_raises_nothing(words: str) -> None:
    assert faults(words) == []
