"""Comparisons with the year before that stand in another order, and movements in everyday words."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "It is reported to the Panel that {C} children were being looked after by the council at 31 March "
    "2026, a population smaller by ten than that recorded twelve months earlier.",
    "{C} children were in care, a number lower by ten than the one of the year before.",
    "{C} children were in care at the end of the year, fewer by ten than those who were there a year ago.",
    "The number in care, {C}, is smaller by ten than it had been at the end of the previous year.",
    "{LATE} reviews were late, less by three than the number recorded the year before.",
    "{S} children came into care, greater by 21 than the intake of the previous year.",
    "{S} children came in, an intake larger by 21 than that of 2024-25.",
    "Reviews held in time ({H}) were higher by 0.7 points than the share of the previous year.",
    "A smaller population than that recorded twelve months earlier, {C}, was in care.",
    "{C} children were in care. This was smaller by ten than the year before.",
    "{C} children were in care, which is ten short of what it was a year earlier.",
    "{C} children were in care, ten under the total of a year earlier.",
    "{C} children were in care, ten down on a year earlier.",
    "{C} children in care: the population has contracted by ten.",
    "{C} in care, and ten fewer than there were when the year began.",
    "{L} children left care, in excess of the number for the previous year by nine.",
    "{M} missing episodes, down by one from what was recorded a year earlier.",
    "The population, at {C}, was ten lower.",
    "{C} children in care is a total that is ten less than last year’s.",
    "The total of {C} is below last year’s by ten.",
    "{S} arrivals exceeded those of the year before by 21.",
    "Trips to the dentist have picked up again. The share of children with their teeth checked went "
    "from {DTB} to {DT}.",
    "Dental checks have bounced back. The share of children with their teeth checked went from {DTB} to"
    " {DT}.",
    "Things looked up for teeth: the share of children with their teeth checked went from {DTB} to {DT}.",
    "Immunisation has come on well. It went from {IMB} to {IM}.",
    "Participation has picked up, from {PB} to {P}.",
    "We took a step forward with participation, from {PB} to {P}.",
    "Questionnaires have gained momentum: {QB} were done in the year before and {Q} now.",
    "Participation is on the up: {PB} then, {P} now.",
    "Participation is heading the right way ({P}, after {PB}).",
    "Participation gained: {P} after {PB}.",
    "{LATE} reviews were late, fewer by three than in the year before.",
    "Late reviews: {LATE}, a number smaller by three than that of 2024-25.",
    "{M} missing episodes is a number smaller by one than that seen in the previous year.",
    "{H} of reviews were held in time, above what it was a year ago.",
    "The share of care leavers in touch, {CL}, is below that of the year before.",
    "{DT} had their teeth checked, in excess of the share recorded last year.",
)
RIGHT = (
    "{C} children were being looked after by the council at 31 March 2026, a population greater by ten "
    "than that recorded twelve months earlier.",
    "{C} children were in care, a number higher by ten than the one of the year before.",
    "{LATE} reviews were late, more by three than the number recorded the year before.",
    "{S} children came in, an intake smaller by 21 than that of 2024-25.",
    "The number in care, {C}, is larger by ten than it had been at the end of the previous year.",
    "Reviews held in time ({H}) were lower by 0.7 points than the share of the previous year.",
    "{C} children were in care, ten above the total of a year earlier.",
    "Trips to the dentist have fallen off. The share of children with their teeth checked went from "
    "{DTB} to {DT}.",
    "Care leavers in touch have picked up: {CL}, after 81.8% the year before.",
    "The dentist was picked up as a theme. The share of children with their teeth checked went from "
    "{DTB} to {DT}.",
    "We picked up where we left off, and {P} took part.",
    "More than one in ten of those who came last year was a baby; {A0} this year.",
    "Participation dropped back, from {PB} to {P}.",
    "Participation has picked up no further: {P} after {PB}.",
    "{LATE} reviews were late, three more than the number recorded the year before.",
    "Late reviews: {LATE}, a number greater by three than that of 2024-25.",
    "More reviews were held late than in the year before: {LATE}.",
    "Decisions without an answer: {DL}.",
    "{H} of reviews were held in time, below what it was a year ago.",
    "The share of care leavers in touch, {CL}, is above that of the year before.",
    "In the school year and beyond last year’s plan we went; {P} took part.",
)


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_comparison_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_a_right_comparison_raises_nothing(words: str) -> None:
    assert faults(words) == []
