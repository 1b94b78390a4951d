"""Claims that are put in another way than the ones before: an idiom, a denial, a number of its own for the
year before, a verb that no list had."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "The two groups are much alike in size: {GF} girls and {GM} boys, so boys are in the majority.",
    "We went from 288 to {HN} reviews in time, so fewer families had a punctual review.",
    "Late reviews rose from {LATEB} to {LATE}, a rise of one.",
    "We are no longer in touch with most of our care leavers ({CL}).",
    "Fewer than half of children had no move in the year ({MV0}).",
    "Most children moved at least once in the year: {MV0} did not.",
    "Three of our disputes were formal ({IA}).",
    "A plan for permanence was in place at all second reviews ({PERM}).",
    "{T} of children had one move in the year.",
    "Neither participation ({P}) nor punctuality ({H}) fell this year.",
    "Of our reviews, {SP} were attended by an advocate.",
    "{M} times a month children went missing in 2025-26.",
    "We have fewer children in foster care than in 2024-25, down by ten to {FN}.",
    "The number of missing episodes, {M}, is exactly that of the year before.",
    "More children went missing this year than last, {CM} in all.",
    "Children in Care North came third of the six teams ({TNO}).",
    "First reviews ({KF}) outdo later ones ({KL}).",
    "Girls were {GM} and boys {GF} on 31 March 2026.",
    "{S} came and {L} left, so the number in care rose by twelve.",
    "The number of late reviews was cut from {LATEB} to {LATE}.",
    "Participation ({P}) is where we want it to be.",
    "We have turned dental checks around: {DT} this year.",
    "Our own foster carers ({HMI}) remain the backbone, caring for more children than anybody else.",
    "{MV0} of children moved in the year.",
    "January was when most children came, {S4} in that month.",
    "Since April 2024 {S} children have come into care.",
    "Over three years, {HD} reviews were held.",
    "One formal dispute ({FD}) and two informal alerts ({IA}) were raised.",
    "Formal disputes ({FD}) were commoner than informal alerts ({IA}).",
    "The {DL} decisions that managers answered show that the system works.",
    "{DAN} decisions are still waiting for an answer.",
    "Midway checks ({MW}) were in time more often than reviews ({H}).",
    "Our first reviews ({KF}) miss their date more often than second ones ({KS}).",
    "All six teams met the target of 95.0%, from {TS} to {TSO}.",
    "Abuse or neglect ({NA}) brought in twice as many as family dysfunction ({NF}).",
    "{LATE} reviews were late. That is one in ten of all we held.",
    "The share of children taking part is {P}. Last year it was lower, so we are on the right path.",
    "With {TNO}, Children in Care North has overtaken Children in Care South ({TSO}).",
    "Compared with last year, fewer children went missing: {CM}.",
    "Dental checks are the health measure on which we do best ({DT}), ahead of immunisations ({IM}).",
    "The child was spoken to before {SPN} of {SPD} reviews. In a third of cases this did not happen.",
    "The fourth quarter saw {L4} children leave, the same as the first ({L1}).",
    "{L20} of children are on interim orders and {LI} accommodated under section 20.",
    "{SP} of reviews were attended by the child.",
    "Midway checks were nearly always done in time ({MW}).",
    "Of our reviews this year, {MW} were midway checks done in time.",
    "Managers left {DL} decisions without an answer, the ones they answered late.",
    "{LATE} reviews were late. All of them were held within a week.",
)
RIGHT = (
    "For every ten reviews more than nine were in time ({H}).",
    "For every ten decisions more than eight got an answer ({DA}).",
    "Seven children were adopted in the year before and {XAN} this year.",
    "Assessment and Safeguarding held {TS} of its reviews in time, nearly ten points fewer than "
    "Children in Care South.",
    "We do not know how many compliments were received ({COMP}).",
    "England's care leavers do better at work and learning (54.0%) than ours ({CLO}).",
    "On 1 April 2025 we looked after {CB} children; on 31 March 2026 it was {C}.",
    "Because fewer left ({L}, down from {LB}), the number in care still grew.",
    "Timeliness has been above 94% for two years running ({HB} and {H}).",
    "Reviews without the child taking part numbered 38 out of {PD}.",
    "We have no count of compliments for 2025-26 ({COMP}).",
    "We cannot say how often IROs were in contact with children between reviews ({CT}).",
    "{XSN} children left to special guardianship, one in three of those who left.",
    "We saw {S3} new arrivals in the autumn quarter, two more than in the first ({S1}).",
    "At the end of the year boys made up 47% of the children ({GM} of {C}).",
    "Late reviews are still rare: {LATE} of {HD}, or one in nineteen.",
    "Participation is down 4.7 points from {PB}, and below target for the second year.",
    "Neither of our two targets was met: {H} in time and {P} taking part.",
    "Half of the year's arrivals came between October and March ({S3} and {S4}, of {S} in all).",
    "Between 31 January and 31 March 2026 the number of children in care fell by three, to {C}.",
    "Over two years the number in care has risen from 104 to {C}.",
    "Three children left care by adoption ({XA} of all who left).",
    "Girls make up {GF} of the {C} children in care, or 53%.",
    "Children from ethnic minorities make up nearly four in ten, since {EW} are White.",
    "Eight midway checks in {MWD} were late.",
    "The share of decisions answered was {DA}, and 11.5% lapsed.",
    "Good practice was not counted in 2025-26 ({GP}).",
    "Nearly nine in ten care leavers are in touch, six points more than a year ago ({CL}).",
    "{PN} children out of {PD} took part. Thirty-eight did not.",
    "Most children did not move ({MV0}), and most of those who did moved only once ({MV1}).",
    "Going missing is rarer here than across the country: {CMP} against 11.0%.",
    "Nearly all children had their health assessed ({HAN} of {HAD}); seven did not.",
    "The child was spoken to before {SPN} of {SPD} reviews. In the other 84 this did not happen.",
    "Nobody counted the contacts between IROs and children in 2025-26, and the number is therefore {CT}.",
    "Each full-time IRO looked after {CASE} children. A year ago it was 27.7.",
    "{CLO} of care leavers are in education, work or training. England has 54.0%.",
    "In October, November and December {S3} periods of care began.",
    "Reviews due in the first quarter were held in time in {DUE1} of cases, the lowest of the four quarters.",
    "Children under 5 made up a quarter of entries: {A0} were under 1 and {A1} aged 1 to 4.",
    "Two of our IROs trained as practice educators this year.",
    "With a better room, in eleven more reviews the child would have taken part ({P}).",
    "Ninety children had a health assessment, out of 97 ({HA}).",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
