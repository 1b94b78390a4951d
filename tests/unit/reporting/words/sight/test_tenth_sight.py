"""More of them by the same hand."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "The summer quarter, July to September, brought {S2} new entries to care, and the autumn quarter "
    "brought the same number again.",
    "In 2025-26 {LB} periods of care ended.",
    "Fewer children are moving on. Leavers fell by a quarter, from {LB} to {L}.",
    "Our numbers have climbed month after month since April and stood at {C} on 31 March 2026.",
    "There were {C} children in care at 31 March 2026, compared with 104 at the same point in 2025.",
    "{KF} of first reviews were held out of timescale.",
    "Reviews of the Court and Permanence team were the least likely to be on time ({TC}), which "
    "reflects how busy the courts have been.",
    "Both Assessment and Safeguarding ({TS}) and Children in Care North ({TNO}) met the council's "
    "target of 95% for reviews held in time.",
    "Between our most and least punctual teams the gap is about five percentage points: {TSO} in "
    "Children in Care South and {TS} in Assessment and Safeguarding.",
    "Most of the late reviews were held soon afterwards: {D5} of {LATE} took place within five "
    "working days of the due date.",
    "More is being asked of a small team. Even so, the number of reviews held in time went down, from "
    "{HNB} to {HN}.",
    "The number of children in care has now fallen two years in a row, to {C}.",
    "It would be wrong to say that timeliness did not improve: reviews held in time came to {H} this year.",
    "Not one midway check was done late or missed; {MWN} of {MWD} were in time.",
    "{DUE3} of the reviews due in 2025-26 were held in time.",
    "Children took part in {PD} of the {PN} reviews at which they could have done.",
    "Participation in reviews stood at {PB} in 2025-26.",
    "Participation was {P}. Put another way, the child did not take part in one review in every four.",
    "Residential homes look after {HMR} of our children, a larger share than kinship foster care does.",
    "Kinship carers, with {HMK} of our children, have overtaken our in-house foster carers on {HMI}.",
    "In-house foster care is the placement we use most, at {HMI}.",
    "{FN} of the {C} children are in foster care. The other 43 live in residential homes, with "
    "parents, with adopters or in supported accommodation.",
    "Taken together, full and interim care orders ({LF} and {LI}) cover more than four in five of our "
    "children.",
    "{EM} of the children in our care are White.",
    "White children are a minority of those we look after ({EW}).",
    "During the year {MV1} of children moved once or more often.",
    "Placement stability has weakened: {T} had three or more homes in the year, where it had been {TB}.",
    "Only {SC} of children counted had been settled in one home for two years, although this is an "
    "increase on last year.",
    "Babies under one, at {A0}, were the smallest age group among those who came into care.",
    "There were {M} missing episodes, half as many as in the year before.",
    "{CMP} of our children went missing in the year, which is more than the 11% reported for England.",
    "The share with a health assessment dipped to {HA}, more than five percentage points lower than "
    "the year before.",
    "{IM} of children were up to date with their immunisations, so about one in three were not.",
    "Completion of the strengths and difficulties questionnaire stayed above ninety per cent, at {Q}.",
    "Someone spoke with the child ahead of {SPN} of the {SPD} reviews recorded; the remaining 74 went "
    "ahead without.",
    "{DAN} children had an answer from the manager on what their review decided.",
    "Formal disputes outnumbered informal alerts, {FD} to {IA}. This tells us that the informal stage "
    "of the protocol needs attention.",
    "We are in touch with all of our care leavers ({CL}).",
    "Caseloads remain under 25 children for each full-time IRO, at {CASE}.",
    "None of our IROs came across good practice worth recording this year: the count is {GP}.",
)
RIGHT = (
    "The fall in entries was marked. {S} periods of care began this year, 21 fewer than the year before.",
    "For every four admissions in the previous year there were about three in this one ({SB} and {S}).",
    "Quarter by quarter, {S1}, {S2}, {S3} and {S4} periods of care began.",
    "The third quarter was the busiest for admissions to care, with {S3}.",
    "{L4} periods of care ended in the last quarter, nearly twice as many as in the third, when {L3} did.",
    "About a third of those who left in the year did so between January and March: {L4} of {L}.",
    "The number of children in care was {C} on 31 March 2026, up from 104 two years earlier.",
    "This is the second year in a row in which the number of children in care has grown ({C}, after {CB}).",
    "Timeliness of reviews has not improved; it was {H} compared with {HB}.",
    "We narrowly missed our target of 95 per cent for reviews held in time and finished at {H}.",
    "IROs held {HD} reviews, of which all but {LATE} were in time.",
    "There were 21 more reviews than the year before ({HD} against {HDB}), as one would expect with "
    "more children in care.",
    "Among the {LATE} late reviews, {D5} were no more than five working days overdue.",
    "Children in Care North ({TNO}) and Assessment and Safeguarding ({TS}) both fell short of the "
    "council's target for reviews held in time.",
    "On timeliness, Children in Care South was nearly six percentage points ahead of Children in Care "
    "North ({TSO} and {TNO}).",
    "{KF} of first reviews were in time, a shade below the {H} for reviews of all kinds.",
    "About one second review in eight was late, since {KS} were in time.",
    "Children took part in {P} of the reviews counted. Our target was 90 per cent.",
    "In roughly five out of every six reviews of children aged four and over, the child took part ({P}).",
    "Participation was counted for {PD} reviews, fifteen more than last year.",
    "Nearly nine in ten midway checks were done in time ({MW}).",
    "We cannot yet say whether midway checks are getting better or worse, because {MW} is the only "
    "figure we hold.",
    "Our children are less likely than children across England to have three or more homes in a year ({T}).",
    "The proportion with three or more homes came down from {TB} to {T}, almost three percentage points.",
    "A quarter of the children counted ({SC}) had been settled in one home for two years, down from "
    "just under a third.",
    "The proportion in foster care fell to {F}, yet it remains above the England average.",
    "The largest group of children live with agency foster carers ({HMA}). We would like to see more "
    "of our own carers in next year's report.",
    "One child in five lives with kinship foster carers ({HMK}).",
    "It is not the case that no review was late: {LATE} were.",
    "{LI} of children were subject to interim care orders at the end of the year, a little over half "
    "the share accommodated under section 20 ({L20}).",
    "More than four in five children are either on a full care order or accommodated ({LF} and {L20}).",
    "The majority of children in our care are White ({EW}). The next largest group is of Mixed "
    "ethnicity ({EM}).",
    "There are eight more girls than boys ({GF} and {GM}).",
    "{MV0} of children stayed in the same home throughout the year and a further {MV1} moved once.",
    "The number of missing episodes was broadly unchanged at {M}, against {MB}.",
    "{CM} of the 182 children in care at any time in the year went missing.",
    "{CMP} of our children went missing in the year. The figure for England is 11 per cent.",
    "{HAN} children had a health assessment, over thirty more than last year, largely because more "
    "children are in the group that is counted.",
    "While {HA} is a strong result for health assessments, it was 95 per cent the year before.",
    "Nearly a quarter of the children counted did not have their teeth checked, as the figure is {DT}.",
    "Of these health measures, dental checks are the lowest at {DT} and health assessments the "
    "highest at {HA}; immunisations are at {IM}.",
    "Questionnaires done fell by 8.5 percentage points to {Q}.",
    "The share with a score of concern edged up from 19.5% to {QC}.",
    "Before 84 of the {SPD} reviews for which we know, nobody had spoken to the child.",
    "Managers answered {DAN} decisions and left {DL} without an answer.",
    "No more than one concern became a formal dispute ({FD}).",
    "We did not keep a record of good practice this year, so the number is {GP}.",
    "The number of contacts between reviews is {CT} and we do not wish to guess at it.",
    "We stayed in touch with a higher share of care leavers than last year ({CL}).",
    "{CLO} of care leavers were in education, work or training. This lags behind England, where it is "
    "54 per cent.",
    "{CLS} of care leavers had suitable accommodation, against 89 per cent nationally. The group is "
    "small, and the figure should be read with that in mind.",
    "With {CASE} children for each full-time IRO, we have less time for visits between reviews than "
    "we would like.",
    "A plan for permanence was in place at three quarters of second reviews ({PERM}).",
    "{RQ} of answers rated the social work report good or very good, but in fewer than half of "
    "reviews ({R}) did the report come in time.",
    "The Children in Care Council redesigned our invitation letter in May 2025 and chose its colours.",
    "The 2010 Regulations ask for a second review within three months of the first, and after that at "
    "least every six months.",
    "We believe that children speak more freely when they choose the place of their review.",
    "Our priorities for 2026-27 are timely reports, better use of midway checks and a louder voice "
    "for younger children.",
    "One IRO completed two days of training on contextual safeguarding, and five colleagues joined a "
    "webinar given by Cafcass.",
    "Advocacy is offered to every child from the age of five, and a local charity matches independent "
    "visitors.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
