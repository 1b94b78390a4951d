"""Sentences about the demo’s figures by one more hand: wholes that are another’s, hopes, how many more of
what is named, the smallest of three years, a year before “when”."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Over the twelve months {S} children came into care and {L} left it. The number we look after has "
    "therefore grown by 12, from {CB} to {C}.",
    "Just under three quarters of children aged four and over took part in their reviews ({P}), and we "
    "are grateful to the advocates who made this possible.",
    "Our punctuality has edged up again. The share of reviews held on time was {H}, after {HB} in the "
    "year before.",
    "Late reviews have come down thanks to better diary planning: {LATE} were held after their due date "
    "this year and {LATEB} last year.",
    "The number of children in our care is the smallest for three years, with {C} at 31 March 2026 "
    "after {CB} and [[figure:looked_after_at_end|2024-03-31|count]] at the two year ends before.",
    "Of the {DAD} decisions sent to managers, {DAN} were answered. We will look into the 34 that were not.",
    "We reviewed {HD} children in 2025-26, and for {HN} of them the review took place on time.",
    "IROs chaired {HN} reviews during the year, of which {HD} were within timescale.",
    "The IRO had a private word with the child before {SPN} of the {HD} reviews that we held. This is "
    "an area where practice differs between workers.",
    "Most of our children are safe and settled, but {CM} of the {C} children in care on 31 March went "
    "missing at least once.",
    "If we put the {CMP} of children who went missing together with the {T} who lived in three or more "
    "homes, 13.7% of our children had an unsettled year.",
    "Everyone in our care should see a nurse or doctor each year. Of all {C} children looked after at "
    "the end of March, {HAN} had their health assessed.",
    "The report covers a growing cohort. When the year ended on 31 March 2026, {CB} children were "
    "looked after by the council.",
    "Demand was steady through the summer, when {S1} children came into care between July and September.",
    "Participation in 2025-26 stood at {PB}, a little below our ambition of 90%.",
    "In 2024-25 {L} children left care. In 2025-26 it was {LB}, as more plans for going home came to "
    "fruition.",
    "There has been little change since 2023-24, when {HB} of reviews were in time, and the service "
    "continues to perform at {H}.",
    "Fewer young people moved on towards the end of the year: only {L3} left between January and March.",
    "There has been a welcome reduction in the number of children coming into care, from {SB} last year "
    "to {S1} this year.",
    "By New Year 31 children had left our care. Compared with the {LB} leavers of 2024-25, this is a "
    "fall of more than two fifths.",
    "Our work on scheduling is bearing fruit: since 1 April 2026 only 3 reviews have been late, whereas "
    "it was {LATE} in 2025-26.",
    "Fewer children are running away. We have had 15 missing episodes in 2026-27, down from {M} in 2025-26.",
    "Across the whole of 2025-26 just {L4} children moved on from our care, and we visited each of them "
    "in their new home.",
    "In the first six months 26 children came to us, and in the previous year {SB} did, so arrivals "
    "have dropped by two thirds.",
    "Compliments passed on by IROs have fallen to nothing this year ({COMP}), perhaps because the team "
    "has been so stretched.",
    "Midway checks have become routine, going from 0 last year to {MWD} this year.",
    "It is a matter of regret that none of the children in our care heard from their IRO between "
    "reviews ({CT}).",
    "No child was spoken to alone before a review in 2024-25. This year IROs managed it for {SPN} reviews.",
    "Managers left no decision without an answer in 2024-25, so this year’s {DL} must be a cause for "
    "concern.",
    "Before {SPN} reviews the IRO spoke to the child in private. Before the other 223 of our {HD} "
    "reviews nobody did.",
)
RIGHT = (
    "During 2025-26 {S} children came into care and {L} left. In the year before it was {SB} and {LB}.",
    "On 31 March 2026 we looked after {C} children, ten more than a year earlier.",
    "IROs chaired {HD} reviews in the year. {HN} of them were held on time, which is {H} and 0.3 points "
    "short of our target of 95%.",
    "Timeliness slipped a little, from {HB} to {H}. We do not see a trend in this, but we will keep an "
    "eye on it.",
    "{LATE} reviews were late, three more than in 2024-25, in a year in which the team chaired 21 more "
    "reviews.",
    "Participation is not where we want it to be: {P} against a target of 90%, and lower than last "
    "year’s {PB}.",
    "In more than four out of five reviews the child took part ({P}).",
    "Of {MWD} midway checks, {MWN} were done within their window. We did not record these checks in "
    "2024-25 and so make no comparison.",
    "{CM} children went missing at some point, the same number as the year before. Between them they "
    "went missing {M} times.",
    "Going missing is less common among our children ({CMP}) than in England as a whole (11.0%), yet "
    "every episode matters.",
    "The share of children with three or more homes in the year came down from {TB} to {T}, and the "
    "England figure is 10.0%.",
    "About three quarters of the children live with foster carers ({F}), a larger share than nationally.",
    "At the end of March {FN} children were in foster care, one fewer than a year before, although we "
    "were looking after more children overall.",
    "Health was assessed in the year for {HAN} of the {HAD} children who had been with us for twelve "
    "months or longer.",
    "Compliments are {COMP} for 2025-26 because nobody wrote them down. From June 2026 the business "
    "support officer will keep a log.",
    "Managers answered {DAN} of the {DAD} decisions that we sent them. The other {DL} stand by default, "
    "and that is not the same as agreement.",
    "For {SPD} reviews the record says whether the IRO talked to the child in private; in {SPN} of "
    "these the IRO did. That is only just over half.",
    "We are in touch with {CL} of our care leavers, up from 81.8%, thanks to two personal advisers who "
    "never give up.",
    "One in four of our long-term children has been settled in the same home for two years ({SC}). "
    "Across England it is 69.0%, and this gap troubles us.",
    "Growth has slowed. The number of children in our care rose by 10 in 2025-26, from {CB} to {C}, "
    "having risen by 22 in the year before.",
    "By September 2026 each IRO will have sat in on a colleague’s review, and we will tell the "
    "corporate parenting board what we learnt.",
    "Our IROs know their children well, and it shows in the warm and honest letters that they write.",
    "The service moved to Priory House on 14 July 2025. We lost two days to the move and gained a room "
    "in which children like to talk.",
    "Regulation 33 of the Care Planning, Placement and Case Review (England) Regulations 2010 says how "
    "often a case must be reviewed.",
    "Children and carers can reach the service on 01632 960142 between 9am and 5.30pm, or leave a "
    "message at the weekend.",
    "Each IRO now has a tablet for drawing and voting with children. They cost £412 apiece and came out "
    "of the training budget.",
    "The IRO team met eleven times, and the head of service joined four of those meetings.",
    "A boy of 12 chaired his review for the first time in March and made sure that there were biscuits "
    "for all.",
    "We thank the foster carers who took in brothers and sisters at a day’s notice.",
    "{S1} children came into care from April to June, {S2} from July to September, {S3} from October to "
    "December and {S4} from January to March.",
    "The third quarter was the busiest for new arrivals, with {S3}.",
    "Fewer children left care between October and December ({L3}) than in any other quarter of the year.",
    "Nobody can tell from our records how often IROs were in contact with children between reviews. We "
    "have changed the form so that next year’s report can.",
    "Good practice was not recorded and this report is therefore silent about it.",
    "All figures are for the full year from 1 April 2025 to 31 March 2026 unless a sentence says otherwise.",
    "Around one review in twenty was late ({LATE} of {HD}). The commonest cause, in our view, is late "
    "notice that a meeting cannot go ahead.",
    "Nearly nine in ten midway checks were in time ({MW}), and we have set no target for them yet.",
    "Neither timeliness ({H}) nor participation ({P}) reached its target, so both are among our priorities.",
    "{HA} of children had their health assessed. Last year’s figure of 95.0% was of 60 children only, "
    "so the two should be compared with caution.",
    "Missing episodes went from {MB} to {M}. One more is no reason for alarm, but the strategy group "
    "discusses each of them.",
    "With {C} children in care we ended higher than at the two year ends before, when there were "
    "[[figure:looked_after_at_end|2024-03-31|count]] and then {CB}.",
    "The advocacy contract runs until 31 March 2027 and costs £38,500 a year.",
    "For those aged 16 and 17 the pathway plan is looked at alongside the review, as the Children "
    "(Leaving Care) Act 2000 intends.",
    "We had hoped for 97% of reviews in time and ended the year on {H}.",
    "Arrivals and departures were level in the first quarter: {S1} children came and {L1} left.",
    "More than one in ten decisions had no answer ({DL} of {DAD}). Team managers have agreed to look at "
    "their inbox twice a week.",
    "It is too soon to say how 2026-27 will turn out, and we do not compare it with the year of this report.",
    "The designated doctor, Dr Amara Nwosu, trained the team in May 2025 and again in February.",
    "Young people asked for reviews after 4pm. From the summer term we will keep two late slots free "
    "each week.",
    "Nine fewer children left care than in 2024-25 ({L} as against {LB}), and 21 fewer came in.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
