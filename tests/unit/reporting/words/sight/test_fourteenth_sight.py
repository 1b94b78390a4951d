"""Sentences about the demo’s figures by one more hand: the year that two figures are held against, the main
of several, a bound that each keeps, what was not asked about."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Why children come into care: abuse or neglect was the main need for nearly half of new entrants "
    "({NA}), followed by family dysfunction ({NF}).",
    "I note that boys outnumber girls in this council’s care – {GM} boys, {GF} girls.",
    "Health colleagues can be proud, as more children than a year ago are up to date with their "
    "immunisations ({IM}).",
    "By kind of review, second reviews are the most punctual at {KS}; first reviews come in at {KF} and "
    "later reviews at {KL}.",
    "Numbers rose month after month from April 2025 until they reached {CJAN} at the end of January "
    "2026. Sufficiency of placements is therefore on the agenda of every board meeting.",
    "Special guardianship: 18 children left care this way ({XS} of all leavers), most of them to live "
    "with grandparents.",
    "Family dysfunction lies behind the stay of {NF} of the children whom we look after.",
    "Just {R} of our social workers handed in their report on time. Their managers have been asked to "
    "take this up in supervision.",
    "Team by team the picture varies. In Assessment and Safeguarding {TS} of children were reviewed in "
    "time, in Children in Care South {TSO}.",
    "Challenge remains rare: {FD} formal dispute in the year, {IA} of which were put right informally.",
    "Extra help is needed by 27.7% of our children, namely the {QC} whose questionnaire gives cause for "
    "concern and the {HMR} who live in residential homes.",
    "Nearly a third of all children in our care ({XS}) moved to a special guardian during the year, and "
    "the IROs spoke up for each of these plans.",
    "Dentistry has long been a worry here; in the year of this report {DTB} of children had their teeth "
    "checked.",
    "We made a poor start with reviews that fell due, as the {DUE1} of the autumn quarter shows, and "
    "ended well with [[figure:timeliness_reviews_due|2025-26-Q4|percent]].",
    "At the close of January 2026 [[figure:looked_after_at_end|2026-02-28|count]] children were in "
    "care, and two months on there were {C}.",
    "Adoption: [[figure:exits|2024-25|count|group=Adopted]] children were adopted in 2025-26. Life "
    "story books were ready for all of them.",
    "Fewer strengths and difficulties questionnaires came back than in 2023-24: {Q} now, {QB} then.",
    "Caseloads have eased. In March 2025 a full-time IRO held {CASE} children on average; by March 2026 "
    "this was 27.7.",
    "Entries to care are plainly on the way down, seeing that 23 children came in between April and "
    "August as against {SB} in 2024-25.",
    "For 2025-26 as a whole, {DUE1} of the reviews that fell due took place on or before their date.",
    "Permanence through adoption is losing ground: 1 order has been made in 2026-27 compared with {XAN} "
    "in 2025-26.",
    "This year [[figure:starters|2026-03|count]] children entered care; last year the number was {SB}. "
    "I do not think that our threshold has changed.",
    "Up to the end of September 23 children had left care, so departures are less than half of what "
    "they were in 2024-25 ({LB}).",
    "2026-27 ended with 131 children in care, which is a modest reduction on the {C} of the year before.",
    "Good practice. IROs found nothing worth passing on this year ({GP}); managers may wish to ask why.",
    "There were no formal disputes in 2024-25. That there was {FD} in 2025-26 tells me that IROs are "
    "gaining confidence.",
    "The number of contacts that IROs made with children between reviews was 0 in both years.",
    "Not a single social work report arrived in time in 2024-25, and so {R} is real progress.",
    "Planning for permanence at second reviews has climbed from nothing to {PERM} in twelve months.",
    "Families and professionals paid our IROs no compliments in 2025-26, though several carers have "
    "thanked us in person since.",
)
RIGHT = (
    "Older children dominate among new entrants: {A10} were aged 10 to 15 and a further {A16} were 16 "
    "or over, together more than half.",
    "Abuse or neglect ({NA}) and family dysfunction ({NF}) were the main need of about two thirds of "
    "those who came into care.",
    "The illness or disability of a parent was the third most frequent need, at {NI}.",
    "Babies under one made up {A0} of entrants, or one in seven. The pre-birth team joins us from September.",
    "Rather less than half of those who left care went to their parents or family ({XFN} of {L}).",
    "About a third of leavers found a home through special guardianship ({XS}).",
    "{XAN} children were adopted, compared with [[figure:exits|2024-25|count|group=Adopted]] the year "
    "before. Court time was scarce.",
    "Special guardianship accounts for {XSN} departures, exactly as many as in 2024-25.",
    "Second reviews are our weak spot. {KS} took place on time, against {KF} of first reviews and {KL} "
    "of later ones.",
    "Every adoption review was held in time "
    "([[figure:timeliness_reviews_held|2025-26|percent|kind=adoption]]).",
    "Children in Care South did best of all the teams at {TSO}, whereas Assessment and Safeguarding has "
    "furthest to go at {TS}.",
    "Two teams, Assessment and Safeguarding ({TS}) and Children in Care North ({TNO}), did not reach 95%.",
    "The Adolescents team and Court and Permanence drew level, with {TA} and {TC} of their reviews in time.",
    "Girls are slightly in the majority ({GF} of {C} children), which was news to some of us.",
    "Most of our children are White ({EW}). Children of mixed heritage are the next largest group with {EM}.",
    "More than half of the children were under a full care order ({LF}) and just under a quarter were "
    "accommodated under section 20 ({L20}).",
    "Interim care orders applied to {LI} of children on 31 March 2026, and the IROs keep in touch with "
    "each guardian while proceedings last.",
    "Agency foster homes were the most common placement ({HMA}), ahead of our own foster carers ({HMI}).",
    "One child in five lived with relatives or friends approved as foster carers ({HMK}).",
    "Few children lived in residential homes ({HMR}), and I visited all of these homes with an IRO.",
    "[[figure:placement_mix|2026-03-31|share|home=Placed for adoption]] of the children were placed for "
    "adoption on the last day of the year, roughly one in twenty.",
    "For just over half of the children nothing changed, for they had no move in the year ({MV0}). "
    "Another {MV1} moved once.",
    "The number in care peaked at {CJAN} at the end of January 2026 and then eased to "
    "[[figure:looked_after_at_end|2026-02-28|count]] in February.",
    "The smallest number at any month end of the year was "
    "[[figure:looked_after_at_end|2025-05-31|count]], in May 2025.",
    "November was the busiest month for arrivals ([[figure:starters|2025-11|count]]). We brought in a "
    "sessional IRO for three weeks.",
    "In February 2026 [[figure:leavers|2026-02|count]] children left care, more than in any other month "
    "of the year.",
    "Of reviews that fell due, {DUE1} were in time in the first quarter and "
    "[[figure:timeliness_reviews_due|2025-26-Q4|percent]] in the last, an improvement of 4.1 points.",
    "October to December was our best quarter for reviews due, with {DUE3} in time.",
    "Teeth were checked for {DT} of the children who had been with us for a year, a drop from {DTB}. "
    "Finding an NHS dentist remains hard.",
    "Immunisations were up to date for {IM}, which is 3.8 points lower than last year.",
    "Questionnaires on strengths and difficulties were completed for {Q} of children, after {QB} in "
    "2024-25. I have asked the virtual school to chase them in the spring.",
    "About one score in five gave cause for concern ({QC}), and the figure a year earlier was 19.5%.",
    "As in the year before, all care leavers whose home we know of lived somewhere suitable ({CLS}).",
    "Only {CLO} of care leavers were in education, work or training, well under the 54.0% for England. "
    "The council has promised ten apprenticeships.",
    "At 31 March 2026 there were {CASE} children for each full-time IRO, two more than a year earlier "
    "but far fewer than the 50 to 70 of the guidance.",
    "An IRO was named within five working days for everyone who came into care ({IT}), for the second "
    "year running.",
    "Social work reports came in time for fewer than half of the reviews whose record says so ({R}). "
    "Their quality is better, as {RQ} were rated good or very good.",
    "A plan for permanence was there at three out of four second reviews ({PERM}). What the share was "
    "in 2024-25 we do not know.",
    "One dispute went through the formal process in 2025-26, and {IA} concerns were dealt with "
    "informally. There is nothing reliable to set beside these numbers for earlier years.",
    "Of {LATE} late reviews, {D5} were held up to five working days after the due date and "
    "[[figure:reviews_late|2025-26|count|late_days=6 to 10]] six to ten.",
    "{D20} reviews were between 11 and 20 working days late, and none was later than that.",
    "How often IROs contacted children between reviews is {CT}. I would rather leave the gap than guess.",
    "Since the form did not ask about good practice, we cannot count it for either year.",
    "From 1 May 2026 the date of the second review is fixed before the first one ends.",
    "Mrs Okafor’s patience with a group of angry teenagers deserves a word of praise.",
    "The duty desk, 0121 496 0735, is staffed until 6pm on weekdays.",
    "Mileage is paid at 45p and cost the service £6,240, somewhat more than we had budgeted.",
    "Section 26 of the Children Act 1989 is the root of all our work, and the IRO Handbook of 2010 is "
    "the manual.",
    "The children in care council meets on the first Thursday of the month in Room 4 of the library, "
    "and anyone from the age of 8 may come.",
    "Because social work reports were not asked about in 2024-25, I draw no conclusion on whether {R} "
    "is better or worse.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
