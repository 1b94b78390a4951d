"""A target named by its number alone, and England under other names."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

NOT_SO = (
    "We set ourselves 95% for reviews held on time, and at {H} I am pleased to say we got there.",
    "For a second successive year the standard of 95.0% for the timeliness of reviews was surpassed, {H}"
    " being recorded after {HB}.",
    "We asked for 95% of reviews in time and, with {H}, managed it.",
    "Our target for participation was 90% and at {P} we are over the line.",
    "The council expects 95% of reviews in time; at {H} it got past the mark.",
    "We wanted 95% of reviews in time. With {H} we got there.",
    "{H} of reviews were in time, so the 95% standard has been met.",
    "At {TNO} the northern team, Children in Care North, got past the 95% mark.",
    "{H} is above 95%.",
    "For a second year in a row reviews met the target: {H} after {HB}.",
    "Two years running we have reached the target for reviews in time, with {HB} and {H}.",
    "We missed the 95% standard in both years, with {HB} and then {H}.",
)
NOT_AS_ENGLAND = (
    "We do well by our young adults here: {CLO} of care leavers were in education, work or training,"
    " comfortably ahead of the country at large.",
    "{CLO} of care leavers were in education, work or training, better than in the nation as a whole.",
    "More of our children ({T}) had three or more homes than across the country.",
    "{CLO} of care leavers had work or training, which puts us in front of other councils.",
    "Fewer of our children are in foster care ({F}) than in other authorities.",
    "We compare well with councils elsewhere: {SC} had been settled for two years.",
    "{CLS} of care leavers had suitable homes, behind the rest of the country.",
)
RIGHT = (
    "We set ourselves 95% for reviews held on time, and at {H} I am sorry to say we did not get there.",
    "We set ourselves 95% for reviews held on time, and at {H} we fell just short.",
    "In 2024-25 the standard of 95.0% for the timeliness of reviews was surpassed, with {HB}; this year, at"
    " {H}, it was missed.",
    "We asked for 95% of reviews in time and, with {H}, just missed it.",
    "Our target for participation was 90%. At {P} we still have some way to go to get there.",
    "{H} of reviews were in time, so the 95% standard has not been met.",
    "For a second year running participation missed the target: {P} after {PB}.",
    "We set ourselves 95% for reviews held on time and got {H}; we made it clear that this will not do.",
    "Our aim is to hear every child. We did so in most meetings, and {H} of reviews were in time.",
    "Reviews in time were over 95% in 2024-25 ({HB}) and a little under it in 2025-26 ({H}).",
    "Our 90% target for participation was missed: {P}, though most of those who were there liked it.",
    "{CLO} of care leavers were in education, work or training, well behind the country at large.",
    "{SC} were settled for two years, below the typical council.",
    "More of our children are in foster care ({F}) than in other authorities.",
    "{CLS} of care leavers had suitable homes, ahead of the rest of the country.",
    "We work with other councils to find good homes, and {CLO} of care leavers had work or training.",
    "Two of the families moved to another part of the country; {CM} children went missing.",
)


@pytest.mark.parametrize("words", [*NOT_SO, *NOT_AS_ENGLAND])
def test_a_mark_that_lies_elsewhere_is_refused(words: str) -> None:
    assert "claim" in {fault.rule for fault in faults(words)}


@pytest.mark.parametrize("words", RIGHT)
def test_the_right_side_of_a_mark_raises_nothing(words: str) -> None:
    assert faults(words) == []
