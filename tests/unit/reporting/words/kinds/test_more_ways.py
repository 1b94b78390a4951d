"""More sentences of the year as a whole, targets, comparisons, all or not all, groups and sums."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Taking stock of the year just ended, {C} children were in our care, eleven up on the figure at "
    "which it began.",
    "The number of children in our care stood {C} strong at the year end, down from where it was twelve"
    " months before.",
    "Reviews in time reached {H}: the 95% we promised members has been delivered.",
    "Members asked for nine children in ten to take part. At {P} we can report that we have done it.",
    "In the year as a whole {L1} children left us.",
    "Over the twelve months under review {S2} children came into our care.",
    "It is now possible to look back on the whole of 2026-27, in which {S} children came into care.",
    "All midway checks were done in time, {MWN} of {MWD}.",
    "Every one of the decisions sent to managers drew a reply ({DAN} of {DAD}).",
    "Not a single decision sent went without a reply ({DAN} of {DAD}).",
    "We failed to name an IRO in time for every child ({IT}).",
    "Of our teams, Adolescents kept its dates best of all ({TA}).",
    "The most dependable team for timely reviews was Court and Permanence, at {TC}.",
    "Nowhere were dates better kept than in Adolescents ({TA}).",
    "White children ({EW}) and children of mixed heritage ({EM}) together make up fewer than two thirds"
    " of those in care.",
    "{L20} are accommodated and {LI} under interim care orders, in sum over half of all.",
    "Of those who left, {XS} went to special guardians, {XF} home and a tenth were adopted.",
)
RIGHT = (
    "Taking stock of the year just ended, {C} children were in our care, ten up on the figure at which "
    "it began.",
    "The number of children in our care stood at {C} at the year end, up from where it was twelve "
    "months before.",
    "{H} of reviews met their date, a little short of the share achieved a year ago.",
    "Reviews in time reached {H}: the 95% we promised members has not been delivered.",
    "Over the twelve months under review {S} children came into our care.",
    "Not every decision sent to managers drew a reply ({DAN} of {DAD}).",
    "An IRO was named in time for each child ({IT}), and we did not fail one.",
    "Of our teams, Children in Care South kept its dates best of all ({TSO}).",
    "White children ({EW}) and children of mixed heritage ({EM}) together make up three quarters of "
    "those in care.",
    "{L20} are accommodated and {LI} under interim care orders, in sum well over a third of all.",
    "{LF} of children are on full care orders, {LI} on interim orders and nearly a quarter are accommodated.",
    "Over the year, we were pleased to see numbers steady; {C} children were in care at its end.",
    "In the whole of the year there was one formal dispute ({FD}).",
    "Our annual total of complaints is published elsewhere. {S} children came into care.",
    "All the year round children came into care, {S} of them.",
    "Numbers in the third quarter ({S3}) were above those of any other quarter of the year.",
    "At the annual meeting of the board we showed that {S3} children came in between October and December.",
    "In no quarter of the year did more come than in the third ({S3}).",
    "We beat the clock in nearly all cases: {H} were in time.",
    "This puts us above the rest of the region, and {H} of reviews were in time.",
    "The standard we set for letters was met, and {H} of reviews were in time.",
    "Our standards for letters are met; {H} of reviews were in time.",
    "It is more than a year since the last inspection; {H} of reviews were in time.",
    "Above all, children told us that they like their homes ({P} took part).",
    "Behind those figures are children: {CM} went missing.",
    "Behind which door a child sleeps matters; {T} had three homes or more.",
    "Families were under what was already great strain last year; {S} children came into care.",
    "The plan agreed last year was above what the previous year had asked; {P} took part.",
    "Some children could not be asked, and {PN} of {PD} took part.",
    "Each child who was due a health assessment was written to, and {HAN} of {HAD} had one.",
    "In several cases there was not enough time; an IRO was still named in time for all ({IT}).",
    "Not every carer could come. All care leavers were in suitable accommodation ({CLS}).",
    "The meetings were most carefully held; {TA} of reviews in Adolescents were in time.",
    "Adolescents, whose reviews are the most difficult to hold, had {TA} in time.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_found(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
