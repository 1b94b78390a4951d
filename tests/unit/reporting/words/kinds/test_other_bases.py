"""Figures that a sentence counts among others than they are counted among: a share of those with a score,
times missing, the children of one day."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Of the {C} children in care on 31 March 2026, {QC} had a questionnaire score that gives cause "
    "for concern.",
    "Of all {C} children in our care, {QC} had a score of concern.",
    "{QC} of the {C} children in care had a questionnaire score that gives cause for concern.",
    "Of the {C} children in care, {HA} had a health assessment in the year.",
    "Among the {C} children in care, {DT} had their teeth checked.",
    "{IM} of all {C} children in care are up to date with their immunisations.",
    "A fifth of all children in care ({QC}) had a score of concern.",
    "{QC} of all children in care had a score that gives cause for concern.",
    "During the year {M} different children were reported missing to the police or to our out-of-hours team.",
    "{M} children went missing in 2025-26.",
    "In 2025-26 {M} individual young people were reported missing.",
    "{M} of our children were reported missing during the year.",
    "The number of children who were reported missing was {M}, against {MB} in 2024-25.",
    "{S} different children came into care this year.",
    "{IA} children had a formal dispute.",
    "{M} boys and girls ran away in 2025-26.",
    "During the whole of 2025-26 the council looked after {C} children in total, counting everyone "
    "who was in care at any point between 1 April 2025 and 31 March 2026.",
    "In the whole of 2025-26 the council looked after {C} children in total.",
    "Over the twelve months {C} different children were in our care at one time or another.",
    "At some point in 2025-26 {C} children were in care.",
    "Altogether {C} children passed through our care between April 2025 and March 2026.",
    "{C} children were in care at any time during 2025-26.",
    "In the course of 2025-26 we cared for {C} children.",
    "{C} children spent at least a day in our care in 2025-26.",
    "Of the children in our care, {QC} had a score of concern.",
)
RIGHT = (
    "Of the {C} children in care, {T} had had three or more homes in the year.",
    "Of the {C} children in care, {F} lived with foster carers.",
    "Of the children whose questionnaire came back, {QC} had a score that gives cause for concern.",
    "{C} children were in care on 31 March 2026; of those with a questionnaire, {QC} had a score that"
    " gives cause for concern.",
    "Of the {HAD} children who had been in care for a year, {HAN} had a health assessment.",
    "Of the children who had been in care for at least twelve months, {HA} had a health assessment.",
    "{HA} of children had a health assessment in the year.",
    "{QC} of children had a questionnaire score that gives cause for concern.",
    "Children were reported missing {M} times in 2025-26, {CM} different children in all.",
    "{CM} different children were reported missing during the year, {M} times in all.",
    "{S} children came into care this year.",
    "There were {M} episodes in which children went missing.",
    "{M} reports of missing children were made.",
    "On the last day of the year the council looked after {C} children in total.",
    "{C} children were in care on 31 March 2026, counting everyone who was in care on that day.",
    "At the end of 2025-26 we looked after {C} children, {CB} a year before.",
    "In 2025-26 the number of children in care rose from {CB} to {C}.",
    "Over the twelve months the number in care went up from {CB} to {C}.",
    "By the end of the whole year {C} children were in care.",
    "At no point in the year did the number in care go above {CJAN}; it ended at {C}.",
    "Of the children in our care with a questionnaire, {QC} had a score of concern.",
    "Of all children in care whose questionnaire was scored, about a fifth ({QC}) had a score of concern.",
    "Of the {C} children in care, {C10} were aged 10 to 15.",
    "Of the {C} children in care, {GF} were girls and {GM} boys.",
    "Throughout 2025-26 we worked hard; {C} children were in care when it ended.",
    "During the year {CM} different children went missing.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_counted_among_others_is_refused(words: str) -> None:
    assert any(fault.stops for fault in faults(words))


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_counted_among_its_own_raises_nothing(words: str) -> None:
    assert faults(words) == []
