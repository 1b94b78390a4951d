"""Sentences about the demo’s figures by somebody who had not seen the checks, with parts and wholes that are
typed beside them."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "For more than half of reviews the social work report was in time ({R}), a sound base for the "
    "coming year.",
    "The number of periods of care that began has doubled, from {SB} in 2024-25 to {S} in 2025-26.",
    "Most of those who left care in 2025-26 were adopted ({XA}), which shows how hard the permanence"
    " team has worked.",
    "Only a few of the reviews held in 2025-26 were in time: {HN} of {HD}.",
    "All but one of the midway checks were done in time ({MWN} of {MWD}).",
    "The number of children in care rose every month during 2025-26 and reached {C} on 31 March 2026.",
    "{H} of children were reviewed in time in 2025-26.",
    "During 2025-26, {XF} of children in care returned to parents or family, and we followed up each"
    " of these plans.",
    "Teenagers and those close to it are a large group: {A10} of children in care on 31 March 2026 "
    "were aged 10 to 15.",
    "Over the whole of 2025-26, {DUE1} of reviews due were held in time.",
    "In 2025-26 children took part in {PB} of reviews by the official reading.",
    "On 31 March 2026 there were {CJAN} children in care.",
    "The year 2026-27 closed with fewer late reviews than the {LATE} of 2025-26, as we had promised.",
    "We received no compliments in 2025-26 ({COMP}), and this is something for the team to think about.",
    "IROs had no contact with children between reviews in 2025-26; the count of contacts is {CT}.",
    "Timeliness of reviews improved on last year, moving from {HB} to {H}, although the number of "
    "reviews grew.",
    "With children taking part in {P} of reviews, the target of 90.0% was met.",
    "{SC} of children had been settled in one home for two years, a larger share than in England (69.0%).",
    "The Adolescents team had the best timeliness of all teams, with {TA} of its reviews in time.",
    "Reviews held late rose by five, from {LATEB} in 2024-25 to {LATE} in 2025-26; bad weather in "
    "January explains some of them.",
    "Taken together, in-house foster care ({HMI}) and kinship foster care ({HMK}) were home to more "
    "than half of children in care on 31 March 2026.",
    "One in three children in care on 31 March 2026 was on an interim care order ({LI}).",
    "{M} children went missing in 2025-26, and each of them was offered a return interview.",
    "In 2025-26, 46 periods of care began and 56 ended.",
    "{HAN} of {HAD} children had a health assessment in the year, so that only three children went without.",
    "Second reviews were more often in time ({KS}) than first reviews ({KF}).",
    "The share of children whose teeth were checked in the year rose by 7.7 points, to {DT}.",
    "The share of care leavers in education, work or training held steady at {CLO}.",
    "Managers answered every decision that was sent to them ({DAN} of {DAD}), which is a credit to "
    "the weekly list.",
    "Workload eased a little: on 31 March 2026 each full-time IRO had {CASE} children, fewer than a "
    "year before.",
    "Boys outnumbered girls among children in care on 31 March 2026, with {GM} boys and {GF} girls.",
    "The strengths and difficulties questionnaire was done for {Q} of children, about the same as "
    "last year's 82.1%.",
    "In the second quarter of 2025-26, from July to September, {S3} periods of care began.",
    "Twice as many periods of care ended in the last quarter of 2025-26 ({L4}) as in the first ({L1}).",
    "Five formal disputes were raised in 2025-26, besides {IA} informal alerts.",
    "{PERM} of second reviews had a plan for permanence, which leaves only one in ten without.",
    "{LF} of those who came into care in 2025-26 were on a full care order.",
    "England still does better than we do at housing care leavers: {CLS} of ours were in suitable "
    "accommodation.",
    "Stability has worsened: the share of children with three or more homes in the year went from "
    "{TB} to {T}, and England is at 10.0%.",
    "Of the {HD} reviews held in 2025-26, 302 were in time.",
)
RIGHT = (
    "IROs meet monthly with CAMHS to talk about children whose worries are growing.",
    "We have agreed with legal services that care plans for court reach the IRO before they are filed.",
    "The children in care council rewrote our invitation letter, and we now use their words.",
    "Next year we will place a named business support officer beside each team so that invitations "
    "go out sooner.",
    "Foster carers tell us that they value a call before the meeting rather than after it.",
    "Interpreters are booked by the review team, not by the social worker, and this works well.",
    "I would like to thank the IROs for their patience during the move to the new case record.",
    "No child should have to tell their story again because a worker has changed.",
    "Much of our learning this year came from listening to children rather than from counting things.",
    "The service sits outside the line management of the social work teams, which protects its independence.",
    "A short guide for new social workers explains what a good report for a review looks like.",
    "We are still not good enough at writing to children in words that they can read.",
    "The health team for children in care now sends its forms through the secure portal, so that "
    "nothing is lost in the post.",
    "Where an IRO is worried, the first step is a conversation with the team manager.",
    "Our priority for 2026-27 is that every child knows who their IRO is and how to reach them.",
    "{S} periods of care began in 2025-26, 21 fewer than in 2024-25 ({SB}).",
    "The share of reviews held in time slipped from {HB} to {H}, a little below our target of 95.0%.",
    "Participation fell by 4.7 points to {P} of reviews and is now 6.0 points short of the target of 90.0%.",
    "Fewer children had three or more homes in the year: {T} on 31 March 2026 against {TB} a year "
    "before, and England stands at 10.0%.",
    "Foster care is more common here ({F} of children in care) than in England (67.0%), though less "
    "so than last year (82.5%).",
    "The Assessment and Safeguarding team had the lowest share of reviews in time ({TS}) and "
    "Children in Care South the highest ({TSO}).",
    "Second reviews are the weak spot: {KS} were in time, against {KF} of first reviews and {KL} of "
    "later ones.",
    "{CL} of care leavers were in touch with us, better than the 81.8% of last year.",
    "At {CLO}, the share of care leavers in education, work or training was well below both last "
    "year's 66.7% and England's 54.0%.",
    "{HA} of children had a health assessment in the year, 2.2 points less than last year (95.0%).",
    "Children went missing {M} times in 2025-26, one more than in the year before ({MB}).",
    "There were ten more children in care on 31 March 2026 ({C}) than on 31 March 2025 ({CB}).",
    "{LATE} reviews were held late in 2025-26, three more than the {LATEB} of the year before.",
    "More girls ({GF}) than boys ({GM}) were in our care on 31 March 2026.",
    "The share of children with immunisations up to date fell from {IMB} to {IM}, and we have taken "
    "this up with the designated nurse.",
    "Nearly half of those who came into care in 2025-26 were aged 10 to 15 ({A10}).",
    "Just over half of children in care on 31 March 2026 had not moved at all in the year ({MV0}).",
    "About three in four children in care on 31 March 2026 were in foster care ({F}).",
    "Roughly a third of those who left care in 2025-26 left under special guardianship ({XS}).",
    "Well over half of children in care on 31 March 2026 were on a full care order ({LF}), and about"
    " a quarter were accommodated under section 20 ({L20}).",
    "A quarter of children had been settled in one home for two years ({SC}), and we want that to be"
    " many more.",
    "About one in five children in care on 31 March 2026 lived in kinship foster care ({HMK}).",
    "For fewer than half of reviews the social work report was in time ({R}); this must change.",
    "The child was spoken to before a little over half of reviews ({SPN} of {SPD}, or {SP}).",
    "The great majority of midway checks were done in time: {MWN} of {MWD}, or {MW}.",
    "Managers answered {DAN} of {DAD} decisions in 2025-26, which left {DL} without an answer.",
    "{FD} formal dispute and {IA} informal alerts were raised in 2025-26; we think that IROs could "
    "challenge more.",
    "An IRO was named in time for every period of care that began in 2025-26 ({IT}), as in the year before.",
    "All care leavers counted were in suitable accommodation ({CLS}), and I am proud of that.",
    "The number of compliments in 2025-26 is {COMP}, because they were not kept in one place.",
    "The number of contacts of IROs with children between reviews is {CT} for 2025-26, and we are "
    "changing the form so that it can be counted.",
    "Of the 17 reviews held late, {D5} were up to 5 working days late and {D20} were 11 to 20 "
    "working days late.",
    "On average each full-time IRO had {CASE} children on 31 March 2026, two more than a year before.",
    "In the first quarter of 2025-26 {DUE1} of reviews due were held in time; in the third it was "
    "{DUE3}, once the new rota had settled.",
    "{S3} periods of care began between October and December 2025, the most of any quarter of the year.",
    "In the last quarter of 2025-26 {L4} periods of care ended, against {L3} in the quarter before.",
    "There were {CJAN} children in care on 31 January 2026, and by 31 March 2026 the number had come"
    " down by three to {C}.",
    "Abuse or neglect ({NA}) and family dysfunction ({NF}) were the two most common needs of those "
    "who came into care in 2025-26, together about two thirds.",
    "Of the {L} periods of care that ended in 2025-26, {XAN} ended in adoption and {XSN} in special "
    "guardianship.",
    "The social work report was judged good or very good in {RQ} of answers, which is encouraging.",
    "A plan for permanence was there at {PERM} of second reviews; without one a child cannot know "
    "where home will be.",
    "By the official reading children took part in {PN} of {PD} reviews, which means that in 38 they"
    " did not.",
    "{CM} children went missing during 2025-26, {CMP} of the 182 children counted.",
    "The year began with {CB} children in care; {S} periods of care began, {L} ended, and it closed "
    "with {C} children.",
    "White children made up {EW} of children in care on 31 March 2026, and children of mixed ethnicity {EM}.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
