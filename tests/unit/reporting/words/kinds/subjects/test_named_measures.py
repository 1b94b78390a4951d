"""What is denied, or said of all, of what the report counts by that name: refused if it was not recorded."""

import pytest

from reporting.edition.words.beside import TITLES
from reporting.proof.subjects.measures import measures_in
from tests.unit.reporting.words.demo_figures import faults

NOT_RECORDED = (
    "No child lives more than 20 miles from home.",
    "Nobody was placed more than twenty miles away from home.",
    "All return interviews were offered within 72 hours.",
    "No return interview was refused.",
    "Every return interview was accepted by the child.",
    "None of the return interviews was declined.",
    "In the first half of the year nobody raised a dispute; there was {FD} after that.",
    "Nobody raised a formal dispute from April to June.",
    "No formal dispute was raised in 2024-25.",
    "No informal alert was raised in 2024-25.",
    "Midway checks started late: none was done from April to October.",
    "No midway check was done in June.",
    "No midway checks were done between April and October.",
    "IROs did not contact a child between reviews all year.",
    "The whole of 2025-26 went by without one compliment being paid to the service.",
)
POINTED_OUT = (
    "Midway checks came slowly. None was done in the summer quarter.",
    "Letters were sent to every child after the review.",
    "Nobody was sent a letter of introduction.",
    "No booking was moved past the last lawful day.",
    "Every document was up to date at the review.",
    "All invitations were sent in time.",
)
SAYS_NOTHING = (
    "Distances from home were not recorded, so we do not know whether any child lives far away.",
    "We cannot say whether any child lives more than 20 miles from home.",
    "Return interviews were not recorded, so we cannot say how many were offered.",
    "Nobody should have to be placed more than 20 miles from home.",
    "No child should wait for a letter after the review.",
    "We want every child to be sent a letter after the review.",
    "We aim to offer every child a return interview within 72 hours.",
    "Not every return interview can be held within 72 hours.",
    "Many surgeries send no letters: {HA} of children had a health assessment.",
    "Nobody likes to read about disputes, but a service that never challenges is not doing its job.",
    "We met no target fully this year: timeliness was {H} and participation {P}.",
    "Every child who came into care was given an IRO in time ({IT}).",
    "Managers and IROs now sit down together to clear decisions that nobody has answered.",
    "All our IROs are qualified social workers with years of practice.",
    "“It was my meeting and everybody listened,” one of them said.",
    "Each child has a right to be heard.",
    "Every adoption review held in 2025-26 was in time.",
)
NAMED = (
    ("No child lives more than 20 miles from home", "placed_over_20_miles"),
    ("All care leavers are in suitable accommodation", "care_leavers_suitable"),
    ("Every child who needed an interpreter had one", "interpreters"),
    ("All reviews were held on the day first booked", "bookings_kept"),
    ("Nobody was convicted or cautioned", "convicted"),
)


@pytest.mark.parametrize("words", NOT_RECORDED)
def test_what_was_not_recorded_is_refused(words: str) -> None:
    assert "unknown" in {fault.rule for fault in faults(words) if fault.stops}


@pytest.mark.parametrize("words", POINTED_OUT)
def test_what_no_figure_is_there_of_is_pointed_out(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", SAYS_NOTHING)
def test_what_claims_nothing_of_it_raises_nothing(words: str) -> None:
    assert faults(words) == []


@pytest.mark.parametrize(("words", "code"), NAMED)
def test_a_measure_is_known_by_the_words_of_its_title(words: str, code: str) -> None:
    assert code in {one.code for one in measures_in(words, TITLES)}
