"""“Few”, “rare” and “most” beside a figure that they are not said of, and beside one that they are."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Few children had their teeth checked: {DT}.",
    "Teeth remain a worry, because few of our children see a dentist: {DT} had them checked.",
    "Few were seen by a dentist ({DT}).",
    "Very few children are immunised: {IM}.",
    "Most children live at home with their parents: {HMA} are with agency carers.",
    "Disputes were rare: {FD} formal dispute and {IA} informal alerts in 2025-26, so five concerns "
    "altogether.",
    "{FD} formal dispute and {IA} informal alerts were raised, six concerns in all.",
    "Reviews in time are rare: {H} were.",
    "It was rare for a child to take part: {P} did.",
    "Most care leavers were in education, work or training ({CLO}).",
    "Of care leavers most were in education, work or training: {CLO}.",
    "Education, work and training: most care leavers manage it ({CLO}).",
)
RIGHT = (
    "Teeth remain a worry, not least because so few local practices take new patients: {DT} of "
    "children had them checked in the year, down 7.7 percentage points from {DTB}.",
    "Most dentists nearby have no places, and {DT} of children had their teeth checked.",
    "Because most schools were closed, {IM} of children were up to date with their immunisations.",
    "Few landlords let to young people, yet {CLS} of care leavers had suitable accommodation.",
    "Since so few foster carers live in the borough, {HMA} of children live with agency carers.",
    "Many surgeries send no letters: {HA} of children had a health assessment.",
    "Disputes were rare: {FD} formal dispute and {IA} informal alerts in 2025-26, so four concerns "
    "altogether.",
    "Disputes were rare: {FD} formal dispute and {IA} informal alerts in 2025-26.",
    "Formal disputes are rare. There was {FD} in 2025-26.",
    "Formal disputes remain rare, with {FD} in the year.",
    "It is rare for a concern to become formal: {FD} did.",
    "{FD} formal dispute and {IA} informal alerts were raised, four concerns in all.",
    "{FD} formal dispute and {IA} informal alerts make four concerns altogether.",
    "The figure that troubles us most is for education, work and training: only two in five care "
    "leavers ({CLO}) were in any of these, down from 66.7% and 14 points below the 54.0% for England.",
    "What worries us most is that {CLO} of care leavers were in education, work or training.",
    "The figure that pleases me most is {CL}, the share of care leavers in touch.",
    "What matters most to children is being heard: {P} took part.",
    "We are most concerned about teeth: {DT} had them checked.",
    "The result I value most is that {CLS} of care leavers had suitable accommodation.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_said_of_the_figure_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_said_of_something_else_raises_nothing(words: str) -> None:
    assert faults(words) == []
