"""Long sentences about the demo’s figures, as a manager writes them: with asides, comparisons in passing and
paragraphs without any figure."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Fewer than half of the children in care at the end of March 2026, {LF}, were on a full care order.",
    "Although {CLO} of our care leavers are in education, work or training, which means that most of "
    "them have something to get up for, we want to do better.",
    "Social workers got their report to us in time for most reviews ({R}).",
    "Admissions halved, from {SB} in 2024-25 to {S} in 2025-26, as early help began to bite.",
    "Adoptions doubled and {XAN} children now have a new family for good.",
    "IROs spoke to the child before the review in all but a few cases, {SPN} out of {SPD}.",
    "All but one of the {MWD} midway checks were done in time.",
    "The number of children in care went up every month of the year, ending at {C}.",
    "From {CB} at the start of the year the population climbed steadily to {CJAN} in January, without a"
    " single month of decline.",
    "Every quarter brought between {S1} and {S3} new children into care.",
    "Special guardianship was twice as common a way out of care as going home ({XSN} against {XFN}).",
    "In every team at least nine in ten reviews were on time, ranging from {TS} in Assessment and "
    "Safeguarding to {TSO} in Children in Care South.",
    "There were {M} missing incidents involving {CM} children, so none of them was missing more than once.",
    "Managers never left a decision unanswered this year.",
    "Of the {C} children in care, {H} had their review on time, a good result for a small team.",
    "Abuse or neglect was the main need of {NA} of the children who left care.",
    "In the year {XS} of those who came into care were placed under special guardianship orders.",
    "Managers answered {DA} of the concerns that IROs raised with them.",
    "Of the {C} children in our care on 31 March 2026, {A10} were aged 10 to 15.",
    "Across the whole of 2025-26, {DUE3} of the reviews that fell due were held in time.",
    "Only {LATEB} reviews were held late in 2025-26, which shows how well the shared diary works.",
    "On 31 March 2026 we were looking after {CJAN} children.",
    "{L3} children left our care between April and June 2025.",
    "A year earlier, on 31 March 2025, the questionnaire had been done for {Q}.",
    "In 2026-27 admissions came down again, after {S} in the year before.",
    "Late reviews fell in 2026-27 from the {LATE} we had in 2025-26.",
    "No compliments were received about the service this year ({COMP}).",
    "IROs came across no good practice in 2025-26 ({GP}).",
    "IROs had zero contacts with children between reviews in 2025-26.",
    "Dental health picked up: {DT} of children had their teeth checked in the year, compared with {DTB}"
    " a year before.",
    "With {P} of children’s reviews counted as having the child take part, we beat both last year’s "
    "result and our target.",
    "At {SC}, long-term stability is stronger than in England as a whole.",
    "Children in Care North held {TNO} of its reviews in time and so did better than Court and "
    "Permanence with {TC}.",
    "Caseloads have eased over the year and each full-time IRO now has {CASE} children.",
    "We rely less on agency foster homes ({HMA}) than on our own carers ({HMI}).",
    "In {PN} of {PD} reviews the child took part, which leaves 28 in which we did not hear them.",
    "A score of concern came back for {QC} of children, that is about one in three.",
    "Agency, in-house and kinship foster homes ({HMA}, {HMI} and {HMK}) together care for 86% of our "
    "children.",
    "IROs sent 4 formal disputes to senior managers in 2025-26 and raised {IA} informal alerts.",
    "February 2026 was our busiest month for leavers, when 14 children left care.",
)
RIGHT = (
    "We would like to thank our foster carers, who drive many miles so that children can see their "
    "brothers and sisters.",
    "Young people told us that they do not want to miss lessons for a review, and we have changed the "
    "way we book them.",
    "In the autumn we will ask the Children in Care Council to help us rewrite the invitation to reviews.",
    "Too many care plans still read the same from one review to the next, and IROs have been asked to "
    "say so in the record.",
    "No IRO reviews a child for whom they once held case responsibility.",
    "Each IRO has supervision once a month and is observed by the manager at least once a year.",
    "It has been a hard winter for the service, with sickness in the team and a vacancy that took long "
    "to fill.",
    "Letters to children are now written in plain words, and the youngest get pictures.",
    "Our first priority for 2026-27 is that the family sees the social worker’s report before the "
    "review and not on the day.",
    "Half-day workshops for newly qualified social workers on what makes a good care plan will begin in"
    " September 2026.",
    "A child should never have to ask twice for the same thing.",
    "Team managers and IROs now sit down together at the end of each month to clear decisions that "
    "nobody has answered.",
    "We are proud of how the team kept going, and feedback from the courts has been warm.",
    "Most of what we learned this year came from listening to children themselves.",
    "With {S} coming into care and {L} leaving it, the number of children in care grew by ten over the "
    "year to {C}.",
    "Fewer children had three or more homes in the year: {T}, down from {TB}, and better than the "
    "England figure.",
    "Timeliness slipped a little, from {HB} to {H}, which leaves us just under our target of 95%.",
    "Participation worries us most: at {P} it is lower than last year and six points short of the target.",
    "Fewer children came into care than in the year before, {S} against {SB}, a fall of 21.",
    "Though the share living with foster carers went down over the year, it stands at {F} and is still "
    "well above England.",
    "We kept in touch with more of our care leavers ({CL}, up from 81.8%), but the share in education, "
    "work or training fell to {CLO} and is now well below England.",
    "Children in Care South had the best timeliness of all teams, {TSO}, and Assessment and "
    "Safeguarding the lowest at {TS}.",
    "Second reviews are our weak spot: {KS} were in time, compared with {KF} of first and {KL} of later"
    " reviews.",
    "Immunisations went down from {IMB} to {IM} and dental checks from {DTB} to {DT}; we have raised "
    "both with our health colleagues.",
    "Children went missing {M} times, once more than last year, while the number of children who did so"
    " stayed the same at {CM}.",
    "At the end of March each full-time IRO had {CASE} children, two more than a year earlier, and we "
    "think that this is manageable.",
    "There are eight more girls than boys in our care ({GF} and {GM}).",
    "More children left in the last quarter, {L4}, than in any other.",
    "After a slow first quarter ({DUE1}) the share of due reviews held in time was higher in the "
    "autumn, at {DUE3} for October to December.",
    "We held more reviews, {HD} against {HDB} the year before, and 18 more of them were in time.",
    "It is a disappointment that the questionnaire was done for only {Q} of the children concerned, "
    "when it was {QB} a year before.",
    "More than half of our children, {MV0}, did not move at all in the year, and {MV1} moved once.",
    "A quarter of the children concerned, {SC}, have been settled in one home for two years, and this "
    "must improve.",
    "Nearly a quarter of children in care ({L20}) are accommodated under section 20.",
    "There was a plan for permanence at three quarters of second reviews ({PERM}).",
    "Nearly half of those who came into care were aged 10 to 15 ({A10}) and {A16} were 16 and over, "
    "which calls for carers who like teenagers.",
    "The child was spoken to before just over half of the reviews, {SPN} of {SPD}.",
    "Almost a third of those who left care, {XS}, did so to live with special guardians.",
    "About one in seven who came into care was a baby under 1 ({A0}).",
    "Two in five care leavers ({CLO}) are in education, work or training, and we have asked the virtual"
    " school to lead on a plan.",
    "All of our care leavers live in suitable accommodation ({CLS}).",
    "{CMP} of children went missing at some time in the year; this is lower than in England, yet each "
    "of them is one too many.",
    "Six of the {LATE} late reviews took place within five working days of their date, but {D20} were "
    "between 11 and 20 working days late.",
    "Managers answered {DAN} of the {DAD} decisions we sent them; {DL} went without an answer, and that"
    " is too many.",
    "IROs raised {IA} informal alerts and {FD} formal dispute in the year, because they try to settle "
    "worries in conversation first.",
    "An IRO was named in time in every case ({IT}), as in the year before.",
    "How many compliments we had is {COMP}, since nobody kept a list; we will record them from now on.",
    "The number of contacts IROs made between reviews is {CT}, so we cannot say whether children hear "
    "from us often enough.",
    "{HAN} of {HAD} children had a health assessment in the year, which leaves seven who did not.",
    "Abuse or neglect ({NA}) and family dysfunction ({NF}) were the main needs of those who came into "
    "care, together about two thirds.",
    "Of those who left care, {XFN} went back to parents or family, {XSN} went to special guardians and "
    "{XAN} were adopted.",
    "Adolescents ({TA}) and Court and Permanence ({TC}) held about the same share of their reviews in time.",
    "When reports do come they are good, with {RQ} of answers calling them good or very good, yet only "
    "{R} arrived in time.",
    "At the end of January 2026 we had {CJAN} children in care, the highest month end of the year.",
    "We want 95% of reviews to be in time in 2026-27, and from {H} this should be within reach.",
    "{EW} of our children are White and {EM} are of mixed heritage; the equality group will look at "
    "these figures with us in the summer.",
    "Of the {C} children in care {FN} live in foster homes, so 33 live elsewhere; kinship foster carers"
    " look after {HMK} of all children.",
    "{HMR} of children in care were living in residential homes on 31 March 2026, and we would like "
    "this to be lower.",
    "Interim care orders accounted for {LI} of children at the end of March, a sign of how long "
    "proceedings take.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
