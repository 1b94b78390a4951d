"""Largest groups, busiest months, targets met and comparisons with England, told without any figure."""

import pytest

from tests.unit.reporting.words.test_words_beside_figures import FIGURES, faults

WRONG = (
    ("There were more boys than girls in care.", "There were more boys than girls"),
    ("More children came into care than left it.", "More children came into care than left"),
    ("For the first time we met the target for reviews held in time.", "met the target"),
    ("Reviews held in time reached our target.", "reached our target"),
    ("Court and Permanence had the lowest share of reviews in time.", "had the lowest share"),
    ("August was the quietest month for reviews.", "was the quietest month"),
    ("The largest age group was babies.", "The largest age group was"),
    ("The most common reason for leaving care was adoption.", "The most common reason for leaving care was"),
    (
        "A higher share of our children had three or more homes than in England.",
        "higher share of our children had three or more homes than in England",
    ),
    ("More of our children moved than in England.", "More of our children moved than in England"),
)
RIGHT = (
    "We want to meet our target by next spring.",
    "Teams will talk about the busiest months beforehand.",
    "A larger share of our work is done outside meetings.",
    "Children asked for more time and fewer forms.",
    "The best group for a child is the one that knows them.",
)


@pytest.mark.parametrize(("words", "says"), WRONG)
def test_what_counts_is_not_told_without_its_figure(words: str, says: str) -> None:
    assert [says in fault.text for fault in faults(words, FIGURES)] == [True]


@pytest.mark.parametrize("words", RIGHT)
def test_what_counts_nothing_is_left_alone(words: str) -> None:
    assert faults(words, FIGURES) == []
