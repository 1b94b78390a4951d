"""What is said of all where a part did so, and denied of all where all did."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Every child who was due a health assessment had one in the year ({HAN} of {HAD}).",
    "Every child due a health assessment had it: {HAN} of {HAD}.",
    "Each and every review was in time, {HN} of {HD}.",
    "All the children who were due a health assessment had one ({HAN} of {HAD}).",
    "There was no review that was not held in time ({HN} of {HD}).",
    "Without exception, reviews were in time ({HN} of {HD}).",
    "Nobody who was due a health assessment went without ({HAN} of {HAD}).",
    "Whoever was due a health assessment had one ({HAN} of {HAD}).",
    "Every single decision sent was answered ({DAN} of {DAD}).",
    "Not a child who was due a health assessment was left out ({HAN} of {HAD}).",
    "Every one of the midway checks was done in time: {MWN} of {MWD}.",
    "Every child was spoken to before the review; {SPN} of {SPD}.",
    "{HAN} of {HAD} had a health assessment, which is every child who was due one.",
    "{HN} of {HD} reviews were in time, that is, all of them.",
    "Each child had a health assessment in the year ({HA}).",
    "The whole of the group had its assessments ({HAN} of {HAD}).",
    "Regrettably, an IRO was not named in time for every child who came into care, the proportion for "
    "whom this was achieved being {IT}.",
    "Not every child who came into care had an IRO named in time ({IT}).",
    "Not all children had an IRO named in time ({IT}).",
    "An IRO was named in time for most but not all children who came into care ({IT}).",
    "Some children who came into care had no IRO named in time ({IT}).",
    "We did not name an IRO in time for each child who came into care: {IT}.",
    "Not all care leavers were in suitable accommodation: {CLS}.",
    "A few care leavers were not in suitable accommodation; {CLS} were.",
    "In some cases an IRO was not named in time ({IT}).",
    "An IRO was named in time in almost every case, but not in all: {IT}.",
    "It was not in every case that an IRO was named in time ({IT}).",
    "There were children for whom no IRO was named in time ({IT}).",
    "All but one child had an IRO named in time ({IT}).",
    "Each of our children had a health assessment ({HAN} of {HAD}).",
    "Everyone took part ({PN} of {PD}).",
    "All of them were answered: {DAN} of {DAD}.",
    "Suitable accommodation was not found for every care leaver ({CLS}).",
)
RIGHT = (
    "Not every child who was due a health assessment had one in the year ({HAN} of {HAD}).",
    "Not all reviews were in time ({HN} of {HD}).",
    "An IRO was named in time for every child who came into care ({IT}).",
    "Every care leaver was in suitable accommodation ({CLS}).",
    "Not every review was in time ({H}).",
    "Every child deserves a health assessment; {HAN} of {HAD} had one.",
    "Some reviews were late: {HN} of {HD} were in time.",
    "Every child who was due a health assessment was invited; {HAN} of {HAD} had one.",
    "For every child who came into care an IRO was named in time ({IT}), which was not so in every council.",
    "Not every IRO works full time, and yet one was named in time for all children ({IT}).",
    "We look at every review that was late ({LATE}).",
    "Every review is checked by a manager; {HN} of {HD} were in time.",
    "All seven who had none are known to us ({HAN} of {HAD} had one).",
    "Not every care leaver was in work or training ({CLO}), but all had suitable accommodation ({CLS}).",
    "Our managers did not check every form, but an IRO was named in time for all ({IT}).",
    "Each child is asked before the review, and {SPN} of {SPD} were spoken to.",
    "Some care leavers had no work; {CLS} had suitable accommodation.",
    "Everyone in the team knows that {HN} of {HD} reviews were in time.",
    "All children under five had two assessments; {HAN} of {HAD} had at least one.",
    "In some cases there was no time to lose, and an IRO was named in time all the same ({IT}).",
    "All the schools were written to ({HAN} of {HAD} children had their assessment).",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_said_of_all_is_held_to_the_share(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_true_of_all_raises_nothing(words: str) -> None:
    assert faults(words) == []
