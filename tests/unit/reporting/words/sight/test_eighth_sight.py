"""More sentences about the demo’s figures by somebody who had not seen the checks, with quarters, halves and
groups told without their figures."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Once again we beat our target of 95.0%: {H} of reviews held were in time.",
    "Half of those who came into care were babies under 1 ({A0}), and our health visitors have felt it.",
    "Dental checks have steadily improved and now stand at {DT} of children.",
    "We never miss: {HN} of the {HD} reviews held in 2025-26 were in time.",
    "Quarter by quarter more came into care than in the one before, from {S1} in the first to {S4} "
    "in the last.",
    "The count of those leaving care more than halved, {LB} last year and {L} this year.",
    "Nearly all social work reports reach us in time, as you can see from the {R} of reviews for "
    "which they did.",
    "Only a handful of our children had one move in the year ({MV1}).",
    "All but one of the {LATE} late reviews were held within 5 working days ({D5} of them).",
    "{L20} of those who came into care in 2025-26 were accommodated under section 20.",
    "Managers replied to {DA} of reviews, and chasing the rest has eaten up many hours.",
    "{SP} of children in care on 31 March 2026 had been spoken to by their IRO before the review.",
    "We are failing on work and learning: {CLO} of children in care were in education, work or training.",
    "{XS} of those who came into care in 2025-26 moved on to special guardianship.",
    "A quiet year for endings, I thought: {L1} periods of care ended in 2025-26.",
    "Between October and December 2025 we saw {S2} periods of care begin.",
    "This year {QB} of children had a strengths and difficulties questionnaire done.",
    "On 31 March 2026, {TB} of children had had three or more homes in the year.",
    "When the bells rang on 31 December 2025 there were {C} children in care.",
    "Over the whole of 2026-27 we held fewer reviews than the {HD} of 2025-26, so demand is easing.",
    "By the end of 2026-27 the number of children in care had dropped back from {C}, which was a "
    "relief to all of us.",
    "There was no good practice to report in 2025-26 ({GP}), and that is a sad thing to write.",
    "Compliments dropped to zero in 2025-26 ({COMP}).",
    "Immunisations are picking up, from {IMB} of children to {IM}, thanks to the school nurses.",
    "We rely less on foster care ({F} of children in care) than England does (67.0%).",
    "With {CMP} of children going missing we sit above England's 11.0%, and I lose sleep over it.",
    "Children in Care North outdid every other team: {TNO} of its reviews were in time.",
    "Well done to Assessment and Safeguarding, whose {TS} of reviews in time meets the target of 95.0%.",
    "Our own in-house carers look after a bigger share of children ({HMI}) than agency carers do ({HMA}).",
    "Taking part dropped by two points, from {PB} of reviews to {P}.",
    "Managers answered {DAN} of the {DAD} decisions and left 54 without an answer.",
    "We had {GF} girls and {GM} boys in care on 31 March 2026, 146 children in all.",
    "One in four of those who came in were 16 or over ({A16}), so we need more supported lodgings.",
    "Family dysfunction ({NF}) brought in more of them than abuse or neglect did ({NA}).",
    "Seven children left care through adoption in 2025-26, and each had a good goodbye.",
    "Sadly we lost touch with more care leavers: the share in touch dropped to {CL}.",
    "In 2025-26 we saw 77 periods of care begin, and the team felt every one of them.",
    "Children went missing {M} times in 2025-26, ten more than in the year before, and {CM} children"
    " were involved.",
    "Children of mixed ethnicity are the largest group in our care at {EM}.",
    "Second reviews ({KS} in time) are our strongest kind and later reviews ({KL}) our weakest.",
)
RIGHT = (
    "I want to be plain about this: our letters to children are still too long.",
    "Young people sat on the panel that chose our newest IRO.",
    "What helps us is a social worker who rings early.",
    "We no longer hold reviews in lesson time unless the child asks for it.",
    "The virtual school head joins our team day each term, and we learn from her.",
    "Nobody likes to read about disputes, but a service that never challenges is not doing its job.",
    "Brothers and sisters are now invited to talk with the IRO together if that is what they want.",
    "Our new form asks the child first and the grown-ups afterwards.",
    "Sickness hit us hard in the winter, and colleagues covered for one another without complaint.",
    "We will try reviews chaired by young people themselves, beginning in the autumn.",
    "Advocacy has been slow to start for children placed far away; the contract is being looked at again.",
    "If a child says no to a meeting, we do not hold it against them.",
    "Half-finished plans help no one, and we will keep saying so.",
    "A small audit group reads children's records every quarter and shares what it finds with the teams.",
    "My thanks go to our foster carers, who put the kettle on more often than I can remember.",
    "Fewer periods of care ended this year than last: {L} against {LB}.",
    "We held 21 more reviews than in the year before, {HD} compared with {HDB}.",
    "In plain numbers more reviews were in time ({HN}, up from {HNB}), even though the share fell "
    "from {HB} to {H}.",
    "Dental checks got worse, from {DTB} of children to {DT}, and I am not happy with that.",
    "Questionnaires were done for {Q} of children, 8.5 points down on last year's {QB}.",
    "The share of questionnaires with a score of concern edged up from 19.5% to {QC}.",
    "As many children went missing as last year ({CM}), and at {CMP} the share is lower than "
    "England's 11.0%.",
    "Care leavers are better housed here than across England: {CLS} were in suitable accommodation, "
    "against 89.0%.",
    "I worry about stability: {SC} of children had been in one home for two years, down from 31.3% "
    "and less than half of England's 69.0%.",
    "Agency foster care ({HMA}) is still home to a bigger share of children in care than in-house "
    "foster care ({HMI}).",
    "Court and Permanence and Adolescents reached the same share of reviews in time, {TC}.",
    "Children in Care North ({TNO} in time) trails Children in Care South ({TSO}) by 5.7 points.",
    "Reviews due were held in time more often in the third quarter of 2025-26 ({DUE3}) than in the "
    "first ({DUE1}).",
    "One child fewer lived in foster care on 31 March 2026 than a year before, {FN} against 104.",
    "Keep going: the share of care leavers in touch with us is up by 6.4 points to {CL}.",
    "Around one in seven of those who came into care in 2025-26 were babies under 1 ({A0}).",
    "Fewer than one in ten of those who came into care were 16 or over ({A16}).",
    "Nearly half of those who left care in 2025-26 went home to parents or family: {XFN} of {L}.",
    "About two in five children in care on 31 March 2026 had moved once in the year ({MV1}).",
    "A small share of children in care lived in residential homes ({HMR}).",
    "About three in ten children in care are with agency foster carers ({HMA}).",
    "Roughly one in five of those who came into care in 2025-26 were aged 5 to 9 ({A5}).",
    "Most decisions got an answer from the manager ({DA}); roughly one in nine did not.",
    "More than three in five children in care on 31 March 2026 were White ({EW}).",
    "More than nine in ten children had a health assessment in the year ({HAN} of {HAD}).",
    "{S1} periods of care began in the first quarter of 2025-26 and {S2} in the second, 26 in the "
    "first half of the year.",
    "{S4} periods of care began between January and March 2026, the same number as between April and"
    " June 2025.",
    "What bothers me is the length of delay: {D20} of the {LATE} late reviews were 11 to 20 working "
    "days late.",
    "{D5} late reviews were up to 5 working days late, and four were 6 to 10 working days late.",
    "How often we recorded good practice in 2025-26 is {GP}, so please do not read our silence as absence.",
    "Compliments for 2025-26: {COMP}, because nobody kept the list.",
    "The child was spoken to before {SPN} of {SPD} reviews, so before 84 reviews they were not.",
    "{MWN} of {MWD} midway checks were in time; eight were not, and I have read each of those myself.",
    "Formal disputes ({FD}) and informal alerts ({IA}) together came to four in 2025-26.",
    "Parental illness or disability was the main need for {NI} of those who came into care in 2025-26.",
    "Care began for {S} and ended for {L} in 2025-26, a net rise of ten.",
    "On 31 March 2026, {L20} of children in care were accommodated under section 20 and {LI} were on"
    " interim care orders.",
    "{XSN} of those who left care in 2025-26 left under special guardianship, as many as in 2024-25.",
    "Adoptions fell from seven to {XAN}, which we put down to delays in court.",
    "The social work report was in time for {R} of reviews. That is simply not good enough.",
    "Plans for permanence were there at {PERM} of second reviews, and we will push for more in 2026-27.",
    "An IRO was named in time for each period of care that began in 2025-26 ({IT}), and business "
    "support deserve a thank-you for it.",
    "Children aged 10 to 15 were {C10} of those in care on 31 March 2026 and {A10} of those who came"
    " in during 2025-26.",
    "At the end of March 2026 each full-time IRO had {CASE} children on average, up from 27.7, which"
    " still leaves time to know them.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
