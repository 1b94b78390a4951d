"""What the sentence before or after proves, what is told of staff, posts, money, plans and records, parts of
“these”, and months held against a year."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Children took part in {P} of reviews. We had set ourselves 85% and missed it by one point.",
    "Timeliness came to {H}. Our target of 93% has been met.",
    "{F} of children live in foster care. Nationally it is 79%.",
    "There were {M} missing episodes. They involved {CM} children, more than last year.",
    "Between March 2025 and March 2026 the number grew from {CB} to {C}. That is growth of about 18%.",
    "Nine children in care for a year or more had no health assessment ({HAN} of {HAD} had one).",
    "{HAN} of {HAD} children had a health assessment. The other nine did not.",
    "From October to March 32 children came ({S3} and {S4}).",
    "{HD} reviews were held in the year. Of these, {PN} had the child take part.",
    "{C} children were in care on 31 March 2026. {S} of them came into care during the year.",
    "{S} children came into care. Of these, {XSN} went to special guardians.",
    "{C} children were in care. Of these, {HAN} had a health assessment in the year.",
    "We sent {DAD} decisions. {HN} of them were answered.",
    "Leavers fell sharply: {L1} between April and June, compared with {LB} in 2024-25.",
    "{LATE} of {HN} reviews were late.",
    "{HD} reviews took place, and {MWN} of these were midway checks in time.",
    "Caseloads have fallen. A full-time IRO had {CASE} children on 31 March 2026.",
    "Participation has improved. The child took part in {P} of reviews.",
    "We got worse quarter after quarter at holding reviews when they are due: {DUE1}, then {DUE3}.",
    "More than four in five of our children ({P}) took part in their review.",
    "In 2025-26 {XSN} children went to special guardians and "
    "[[figure:exits|2024-25|count|group=Adopted]] were adopted.",
    "On 31 March we were looking after {CJAN} children.",
    "Families sent us no compliments this year, though {H} of reviews were in time.",
    "Nobody praised us in 2025-26 (compliments: {COMP}).",
    "IROs never came across good practice ({GP}).",
    "In 2024-25 none of the second reviews had a plan for permanence.",
    "Foster carers of all three kinds look after {HMA}, {HMI} and {HMK}, together 78.5%.",
    "There was a small rise in the number who came into care, from {CB} to {S}.",
    "The number in care was {CB} in March 2025 and {C} in March 2026, twelve apart.",
    "36 children had an advocate.",
    "Thirty children left care.",
)
RIGHT = (
    "We would like 95% of children to have had their teeth checked; it was {DT}.",
    "In 2025-26 nobody recorded contacts between reviews, hence {CT}.",
    "Timeliness came to {H}. We had hoped for 95% and fell just short of it.",
    "Children took part in {P} of reviews. The target we set is 90 per cent, six points more.",
    "{MW} of midway checks were done in time. By March 2027 we want to reach 95 per cent.",
    "{DT} had their teeth checked. We intend to bring this to 90% next year.",
    "{IM} of children were up to date with immunisations. My ambition for the coming year is 92%.",
    "{T} had three or more homes. Across England the share is 10%.",
    "In England 11% of children go missing in a year. Here it was {CMP}.",
    "{F} of children live in foster care. Nationally it is 67%.",
    "{CLO} of care leavers were in education, work or training. Nationally the figure stands at 54.0%.",
    "There were {M} missing episodes. They involved {CM} children, the same number as last year.",
    "{S} children came into care and {L} left. So ten more came than left.",
    "The panel met six times in the year.",
    "The IRO team gathered on 14 occasions.",
    "We ran 9 workshops for social workers and trained 40 colleagues.",
    "On 31 March 2024 we had 104 children in care and two years later {C}.",
    "Between March 2025 and March 2026 the number grew from {CB} to {C}. That is growth of about 8%.",
    "The number of reviews held rose from {HDB} to {HD}, an increase of 7%.",
    "We cannot compare this with 2024-25, as no records were kept then. {MW} of midway checks were in time.",
    "{MW} of midway checks were in time. Nobody counted them before.",
    "{DA} of decisions were answered. There is nothing to compare this with, as nobody wrote it down in "
    "2024-25.",
    "While two of our IROs were on long-term leave from June to December, the team still held {HD} reviews.",
    "Despite a vacancy from April to September, {HN} reviews were in time.",
    "Our administrator left in May and the post was filled in October, yet {H} of reviews were in time.",
    "Reviews in time stood at {H} even though the team had a vacancy since the summer.",
    "After the office moved in November, {LATE} reviews were late in the year as a whole.",
    "{HAN} of {HAD} children had a health assessment. The other seven are being followed up.",
    "{HAN} of {HAD} children had a health assessment. The other seven did not.",
    "In the first half of the year 26 children came into care ({S1} and {S2}).",
    "From April to September {S1} and {S2} children came into care, 26 in all.",
    "From October to March 30 children came ({S3} and {S4}), against 26 from April to September ({S1} "
    "and {S2}).",
    "If caseloads stay at {CASE}, I shall ask for a further post in the 2027-28 budget.",
    "The budget for 2026-27 pays for one more IRO, which should help with the {LATE} late reviews.",
    "{CASE} children for each IRO is more than we would like, and the cabinet has agreed a new post "
    "from September 2026.",
    "{HD} reviews were held in the year. Of these, {HN} were in time and {LATE} late.",
    "{LATE} reviews were late. {D5} of these were late by no more than five days.",
    "{C} children were in care on 31 March 2026. Of these, {FN} were in foster care.",
    "{C} children were in care on 31 March 2026. Of these, {LF} were on a full care order.",
    "{L} children left care. Of these, {XFN} went home to parents or family and {XSN} to special guardians.",
    "We sent {DAD} decisions. Managers answered {DAN} of them.",
    "{S4} children came into care between January and March, a quarter of the {S} in the year.",
    "{M} episodes were recorded. Of these, some were very short.",
    "Workloads have grown. A full-time IRO had {CASE} children at the end of March 2026.",
    "In more than four in five reviews ({P}) the child took part.",
    "About three quarters of our children ({F}) live in foster care.",
    "In 2025-26 {XSN} children went to special guardians and {XAN} were adopted.",
    "In 2025-26 {S} children came into care, where {SB} had come the year before.",
    "In 2025-26 {S1} children came into care in the first quarter, and {S2} in the second.",
    "On 31 March we were looking after {C} children.",
    "At the end of the year, on 31 March, {C} children were in care.",
    "{C} children were in care at the end of the year, and on 3 May our new office opened.",
    "How much good practice there was is not known ({GP}), since nothing was recorded.",
    "Foster carers of all three kinds look after {HMA}, {HMI} and {HMK}, together 75.8%.",
    "Children below the age of one made up {A0} of those who came, and those of one to four {A1}.",
    "Late reviews went from {LATEB} to {LATE}. Both numbers are small.",
    "The share rests on few children, and {CLO} of care leavers were occupied.",
    "{PERM} of second reviews had a plan for permanence. Our ambition is a plan at every second review.",
    "The number in care was {CB} in March 2025 and {C} in March 2026, ten apart.",
    "Fostering allowances for children of 5 to 10 rose to £180 a week in April 2026.",
    "Three care leavers helped to write the guide for those who leave.",
    "The contract with the advocacy provider runs for 36 months.",
    "{H} of reviews were held in time, and the team won an award in May for its letters.",
    "We never know how many calls IROs make, so the number is {CT}.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_pointed_out(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []


def test_a_part_of_these_names_the_whole_that_it_is_of() -> None:
    found = faults("We looked after {C} children on 31 March 2026. Of these, {CM} had gone missing.")
    assert [(fault.rule, "is of 182" in fault.text) for fault in found] == [("base", True)]


def test_months_against_a_year_stop_the_report() -> None:
    found = faults(
        "From April to December 42 children came into care ({S1}, {S2} and {S3}). That is 35 fewer than in "
        "2024-25 ({SB})."
    )
    assert ("period", True) in {(fault.rule, fault.stops) for fault in found}
