"""Sentences about the demo’s figures by one more hand: what is told in the sentence before, days without
their year, shares added up, ages, contracts and stories."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Of all our social work teams Adolescents had the highest share of reviews in time, at {TA}.",
    "Two in three of our children lived with foster carers at 31 March 2026 ({F}).",
    "Special guardianship remains important to us, with {XSN} children leaving care by that route in "
    "2025-26. That is five down on the year before.",
    "Workloads have eased a little. A full-time IRO had {CASE} children at the end of March 2026.",
    "We got better quarter after quarter at holding reviews when they are due: {DUE1}, "
    "[[figure:timeliness_reviews_due|2025-26-Q2|percent]], {DUE3} and finally "
    "[[figure:timeliness_reviews_due|2025-26-Q4|percent]].",
    "Family dysfunction ({NF}) has overtaken abuse or neglect ({NA}) as the main reason why children "
    "came to us in 2025-26.",
    "Fewer than half of our children ({R}) had a social work report that arrived in time in 2025-26.",
    "{GF} of the {FN} children who were fostered on 31 March 2026 are girls.",
    "Our population is getting older: at 31 March 2026 {A10} of the children in care were aged 10 to 15.",
    "Adoption accounts for {XA} of leavers and placement for adoption for "
    "[[figure:placement_mix|2026-03-31|share|home=Placed for adoption]] of those in care, so adoption "
    "matters for 11.6% of our children.",
    "Four in ten of the children we look after ({CLO}) are in education, work or training.",
    "Before {SPD} of the {SPN} reviews in 2025-26 the IRO had a word with the child.",
    "In 2025-26 [[figure:exits|2024-25|count|group=Adopted]] children left us to be adopted and {XSN} "
    "to live with special guardians.",
    "Over the summer holidays things went wrong: from July to September 2025 only {DUE1} of the reviews "
    "due were held in time.",
    "As 2025 came to its end, on 31 December, there were "
    "[[figure:looked_after_at_end|2025-11-30|count]] children in our care.",
    "{TB} of our children had lived in three or more homes in the year to 31 March 2026, a shade less "
    "than in England (10.0%).",
    "Compared with 2022-23 ({QB}), a strengths and difficulties questionnaire was done for fewer "
    "children in 2025-26 ({Q}).",
    "We said goodbye to [[figure:leavers|2026-02|count]] children in May 2025, our busiest month for "
    "endings.",
    "Eight children went to special guardians between April and August 2026. Set beside the {XSN} of "
    "2025-26 this is a marked drop.",
    "Looking at the year 2025-26 as a whole, {DUE3} of reviews due were held in time.",
    "Adoptions go down and down: [[figure:exits|2024-25|count|group=Adopted]] in 2024-25, {XAN} in "
    "2025-26, and up to 30 September 2026 we have had 2.",
    "Just 23 children left care this year ({L1} from April to June and "
    "[[figure:leavers|2025-26-Q2|count]] from July to September), fewer than half of the {LB} who left "
    "in 2024-25.",
    "In the first five months of 2026-27 {KS} of second reviews were held in time.",
    "With three reviews held late up to the end of July 2026, after {LATE} in the whole of last year, "
    "lateness has been cut by more than four fifths.",
    "In 2024-25 no child was spoken to before a review; one year on it was {SP}.",
    "Although {RQ} of social work reports were good or very good in 2025-26, parents and schools paid "
    "us no compliments at all.",
    "Once the review was over, children heard nothing more from their IRO in 2025-26 (contacts made: {CT}).",
    "Punctual reports are up from 0% in 2024-25 to {R} in 2025-26.",
    "In 2024-25 none of the second reviews had a plan for permanence before it, but by 2025-26 {PERM} did.",
    "Good practice seems to have disappeared, from 26 examples in 2022-23 to none in 2025-26.",
)
RIGHT = (
    "About three quarters of our children ({F}) lived in foster care on 31 March 2026, a larger share "
    "than in England (67.0%). A year earlier it was 82.5%.",
    "Foster carers from agencies look after {HMA} of our children and our own carers {HMI}. A further "
    "{HMK} are fostered by relatives or friends.",
    "Whoever adds up {HMA}, {HMI} and {HMK} gets 75.8% and not the {F} of the chart. Each share is "
    "rounded, and that is all there is to it.",
    "Roughly one child in fifteen lives in residential care ({HMR}), and just as many live with their "
    "parents under an order ([[figure:placement_mix|2026-03-31|share|home=With parents]]).",
    "With {GF} girls and {GM} boys in care at the end of March 2026, girls are in a slim majority.",
    "More than half of the children were under a full care order at the end of the year ({LF}), and "
    "just under a quarter were accommodated under section 20 ({L20}).",
    "The share of children with three or more homes in the year went down from {TB} to {T}. It is also "
    "below that of England (10.0%), and we are delighted.",
    "Most children either stayed where they were ({MV0}) or moved a single time ({MV1}) in the year to "
    "31 March 2026.",
    "One in four of the children to whom the measure applies had been settled in one home for two years "
    "({SC}). A year ago it was 31.3%, and in England it is 69.0%, so this is the finding that troubles "
    "me most.",
    "Nearly half of those who came into care in 2025-26 were aged 10 to 15 ({A10}).",
    "A quarter of newcomers were below the age of five: {A0} were under one and {A1} were aged one to four.",
    "Abuse or neglect ({NA}) and family dysfunction ({NF}) lie behind about two in three of the periods "
    "of care that began in 2025-26.",
    "Of the {L} children who left care, {XFN} went to their parents or family and {XSN} to special "
    "guardians. These two ways out make up over three quarters of the total.",
    "The number of adoptions fell from [[figure:exits|2024-25|count|group=Adopted]] to {XAN}. Both are "
    "small, and one group of brothers and sisters can turn the picture round.",
    "Exactly as many children moved on to special guardians in 2025-26 ({XSN}) as in 2024-25 "
    "([[figure:exits|2024-25|count|group=Special guardianship]]).",
    "It is the second review that we hold late more often than others: {KS} were in time, while it was "
    "{KF} for first reviews and {KL} for later ones.",
    "Every adoption review took place by its due date "
    "([[figure:timeliness_reviews_held|2025-26|percent|kind=adoption]]), thanks to Shanice and her "
    "colleagues in business support.",
    "Children in Care South leads the teams with {TSO}. Assessment and Safeguarding comes last with "
    "{TS}, and its manager and I now sit down together every fortnight.",
    "Children with Disabilities hit the 95% target on the nose "
    "([[figure:timeliness_reviews_held|2025-26|percent|team=Children with Disabilities]]).",
    "Two teams missed the target of 95%, namely Children in Care North ({TNO}) and Assessment and "
    "Safeguarding ({TS}).",
    "The share of due reviews held in time climbed from {DUE1} in the first quarter to {DUE3} in the "
    "third. In the last quarter it slid back to [[figure:timeliness_reviews_due|2025-26-Q4|percent]].",
    "Over the twelve months [[figure:timeliness_reviews_due|2025-26|percent]] of due reviews were held "
    "in time, which is 0.7 points below 2024-25 ([[figure:timeliness_reviews_due|2024-25|percent]]).",
    "On 31 March 2026 there were {CASE} children for each full-time IRO, two more than a year before. "
    "The Handbook speaks of 50 to 70, but it was not written for a county where a visit can mean 40 "
    "miles each way.",
    "For everyone who came into care an IRO was named in time ({IT}), just as in the previous year.",
    "Each care leaver in the return lived in suitable accommodation ({CLS}). The figure for England is "
    "89.0%.",
    "We were in touch with {CL} of our care leavers, an improvement on 81.8%.",
    "The drop in care leavers who study, train or work, from 66.7% to {CLO}, is steep. It rests on few "
    "young people, and their advisers know what each of them is doing about it.",
    "Reports from social workers arrived in time for fewer than half of reviews ({R}). When they did "
    "come they were mostly of a decent standard: {RQ} were rated good or very good.",
    "IROs spoke with the child before {SPN} of the {SPD} reviews for which we know, slightly more than half.",
    "Whether {SP} is better or worse than before I cannot tell, as speaking to the child before the "
    "review was not recorded in 2024-25.",
    "Three in four second reviews had a plan for permanence before them ({PERM}), and my ambition is to "
    "see one at every second review.",
    "How many compliments came in during 2025-26 is {COMP}. Colleagues do tell me of cards and flowers, "
    "and since 1 September 2026 they are entered in a log.",
    "Contacts between reviews were not recorded in 2025-26. The absence of a number must not be taken "
    "for an absence of visits.",
    "A strengths and difficulties questionnaire was done for {Q} of children, eight and a half points "
    "lower than in 2024-25 ({QB}). The virtual school has promised to chase the missing ones.",
    "Where there is a questionnaire, the score gave cause for concern for roughly one child in five "
    "({QC}, after 19.5% the year before).",
    "White children are the largest group at {EW}. Children of Mixed heritage make up {EM} and those "
    "who are Asian or Asian British [[figure:placement_mix|2026-03-31|share|ethnicity=Asian or Asian "
    "British]].",
    "Since {EW} of the children in our care are White, nearly two in five are not, and we have written "
    "to the fostering panel about recruiting carers who look like them.",
    "At month-ends the number in care lay between [[figure:looked_after_at_end|2025-05-31|count]] (31 "
    "May 2025) and {CJAN} (31 January 2026), 16 apart.",
    "At the end of February 2026 there were [[figure:looked_after_at_end|2026-02-28|count]] children in "
    "care, five fewer than at the end of December ([[figure:looked_after_at_end|2025-12-31|count]]), "
    "but in March the number picked up again.",
    "On 6 April 2026 the allowance for fostering a child of 11 to 15 went up to £213 a week.",
    "Two young people of 16 and 17 helped to choose the new advocacy provider, whose contract runs for "
    "36 months from 1 July.",
    "Regulation 36 lets the IRO adjourn a review once, by no more than 20 working days.",
    "Ring 0800 496 0233, which is free from mobiles, and ask for the IRO on duty.",
    "Starting in the spring term of 2027, we intend to train six foster carers at a time in helping a "
    "child to get ready for a review.",
    "In my opinion the Court and Permanence team deserves a special mention: it reached {TC} in a year "
    "in which it had three managers.",
    "The service held four development days in 2025-26, one of them in the grounds of Hadley Hall in "
    "pouring rain.",
    "Supported or independent living ([[figure:placement_mix|2026-03-31|share|home=Supported or "
    "independent living]]) and placement for adoption "
    "([[figure:placement_mix|2026-03-31|share|home=Placed for adoption]]) concern small groups, and I "
    "draw no conclusions about either.",
    "About one child in seven was 16 or over on 31 March 2026 "
    "([[figure:placement_mix|2026-03-31|share|age=16 and over]]). Planning for adult life has to start "
    "before that birthday, not after it.",
    "Section 20 arrangements ({L20}) outnumber interim care orders ({LI}) by nearly two to one.",
    "This report is silent on how far from home children live. The postcodes were still being checked "
    "when it went to the printers on 12 November 2026.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
