"""Sentences about the demo’s figures by one more hand: a base that is another one, an event that is denied
without its number, shares told by the figures after them."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Barely half of the reviews that we chaired kept to the statutory timescale: {HN} out of {HD}.",
    "Participation stood at {P}, so around one review in four went ahead without any contribution "
    "from the child.",
    "Reviews in time numbered {HN}, that is 96.4% of the {HD} that were held.",
    "Two thirds of the children in our care are subject to a full care order ({LF}).",
    "Adoption was the way out of care for roughly one leaver in six ({XA}).",
    "The social worker’s report was with us in time for most reviews ({R}), for which we are grateful"
    " to colleagues in the area teams.",
    "Just under three quarters of midway checks were done when they should have been, {MWN} of {MWD}.",
    "Taking all {HD} reviews of the year together, the IRO had spoken to the child beforehand in {SP}"
    " of them.",
    "Of the children still with us on 31 March 2026, {CMP} had gone missing at least once in the "
    "twelve months before.",
    "Of the {C} children in care on 31 March 2026, {QC} had a questionnaire score that gives cause "
    "for concern.",
    "During the year {M} different children were reported missing to the police or to our out-of-hours team.",
    "Between October and December it was quieter at the front door: {S2} came into care in those "
    "three months.",
    "We opened the financial year, on 1 April 2025, with {C} children in our care.",
    "By New Year’s Eve the number of children looked after had reached {CJAN}.",
    "The number in care climbed month by month from the end of September until it stood at {C} on the"
    " last day of March.",
    "Arrivals tailed off further in 2026-27, a year which ended with {S} starts compared with {SB} in"
    " 2024-25.",
    "The twelve months to March 2027 saw {M} missing episodes.",
    "No compliments about the service reached us in 2025-26.",
    "Our IROs had no contact with children between one review and the next during 2025-26.",
    "Not a single disagreement had to be taken into the formal process this year, though {IA} "
    "informal alerts were raised.",
    "Where a review did overrun it was a matter of days: not one of the {LATE} was more than ten "
    "working days late.",
    "Immunisation cover crept up over the year and ended at {IM}.",
    "Caseloads have eased. A full-time IRO now has {CASE} children, two fewer than at the end of the "
    "previous year.",
    "At {P}, participation cleared the 90% that we had set ourselves.",
    "Stability is a particular strength: {SC} had been settled in one home for two years, which puts "
    "us ahead of the country as a whole.",
    "Punctuality was poorest in Children in Care North, where {TNO} of reviews were held in time.",
    "The number of children in care grew by twelve over the year, from {CB} to {C}.",
    "Managers replied to {DAN} of the {DAD} decisions put to them, which leaves 54 that got no reply.",
    "Of those who left care, {XFN} went to parents or family and {XSN} to special guardians; the two "
    "routes account for 38 departures between them.",
    "Spread evenly over twelve months, the {S} arrivals come to about seven a month.",
)
RIGHT = (
    "Of the {HD} reviews that took place, {HN} kept to timescale; the remaining seventeen did not.",
    "Roughly nineteen reviews in every twenty were on time ({H}).",
    "We only just missed our target of 95%, finishing at {H}.",
    "Timeliness slipped by less than one percentage point, from {HB} to {H}.",
    "There were twenty-one fewer starts than the year before: {S} as against {SB}.",
    "Ten more came than left over the twelve months, which is why the number in care went up from "
    "{CB} to {C}.",
    "The busiest quarter for new arrivals was October to December, with {S3}; the quietest was July "
    "to September, with {S2}.",
    "Departures bunched at either end of the year. With {L1} in the first quarter and {L4} in the "
    "last, these two account for well over half of the {L}.",
    "Measured at month ends, the number of children in care peaked at {CJAN} on 31 January 2026 and "
    "stood three lower, at {C}, when the year closed.",
    "A quarter of those who came into care had not yet turned five: {A0} were under one and {A1} were"
    " aged one to four.",
    "Nearly half of those coming into care were between 10 and 15 years old ({A10}), by some way the "
    "largest age band.",
    "Abuse or neglect was the need recorded most often at the point of entry ({NA}), with family "
    "dysfunction in second place ({NF}).",
    "Parental illness or disability lay behind one arrival in seven ({NI}).",
    "Not quite a third of those leaving care did so to a special guardian ({XS}).",
    "We saw fewer adoptions than in 2024-25: {XAN}, where there had been seven.",
    "Two more than in the previous year went to their parents or family on leaving care, {XFN} in all.",
    "Second reviews were the least punctual kind, with {KS} in time, while later reviews managed {KL}.",
    "Nearly ten percentage points separate our most punctual team, Children in Care South ({TSO}), "
    "from the least punctual, Assessment and Safeguarding ({TS}).",
    "About three quarters of our children live with foster carers ({F}), a larger share than the 67% "
    "for England.",
    "One child fewer was in foster care than at the end of March 2025: {FN}, against 104.",
    "Agencies provide foster homes for more of our children ({HMA}) than our own in-house carers do ({HMI}).",
    "More than half of the children had not moved at all during the year ({MV0}), and a further {MV1}"
    " had moved once.",
    "About one child in fifteen had three or more homes in the year ({T}). That is better than {TB} a"
    " year earlier, and better than the 10% for England.",
    "Missing episodes hardly changed, {M} against {MB}.",
    "Behind the {M} missing episodes were {CM} children, so fewer than two episodes apiece on average.",
    "All but seven of the {HAD} children on whom the health return reports had a health assessment in"
    " the year.",
    "Dental checks fell back by 7.7 percentage points, to {DT}.",
    "More than four in five strengths and difficulties questionnaires were done ({Q}), whereas a year"
    " ago it was more than nine in ten ({QB}).",
    "Managers left {DL} of {DAD} decisions unanswered, which is more than one in nine.",
    "It is disappointing that fewer than half of our care leavers were in education, work or training"
    " ({CLO}), when it had been two thirds the year before and is 54% nationally.",
    "The number of contacts that IROs had with children between reviews in 2025-26 is {CT}.",
    "We cannot say how many compliments the service received in 2025-26, and the figure is therefore "
    "given as not known.",
    "In no case was the IRO named too late ({IT}).",
    "None of the {LATE} late reviews was more than twenty working days overdue: {D5} were late by no "
    "more than five working days, four by six to ten, and {D20} by 11 to 20.",
    "Boys are in a slight minority, {GM} to {GF} girls.",
    "In 38 of the {PD} reviews counted here the child did not take part, which left us six percentage"
    " points short of our target, at {P}.",
    "The number in care has now risen two years running, from 104 at the end of March 2024 to {CB} "
    "and then {C}.",
    "Just under a quarter of the children are accommodated under section 20 ({L20}); rather more than"
    " half are on a full care order ({LF}).",
    "The work of IROs rests on section 25B of the Children Act 1989, on the Care Planning, Placement "
    "and Case Review (England) Regulations 2010 and on the IRO Handbook.",
    "In November 2025 we moved from the second floor of the Civic Centre to Room 14 in Albion House, "
    "where there is a family room with a sofa, books and a view of the canal.",
    "Children and young people can ring their IRO direct, or leave a message at any hour on 01632 960118.",
    "By law the first review has to be held within 20 working days of the day a child comes into "
    "care, the second no more than three months after that, and every further one within six months "
    "of the last.",
    "During 2026-27 we plan to try out a shorter, illustrated letter for children under eight, to be "
    "sent within a fortnight of the review.",
    "“She asked what I wanted to say before we went in, and then she made sure the grown-ups "
    "listened,” a girl of 14 told us.",
    "The Corporate Parenting Panel considered a draft of this report on 9 June 2026, and members’ "
    "comments have been taken on board.",
    "The Children in Care Council has redesigned the invitation to reviews; it now asks who should be"
    " in the room, where to meet and what is better left unsaid in front of others.",
    "Shortly before a young person turns 18, the IRO and the personal adviser sit down with them to "
    "go through the pathway plan and hand over a folder of papers.",
    "Our aim is for participation to reach 90% by March 2027, and the practice week in October will "
    "be given over to it.",
    "Anything said here about 2026-27 goes only to the day on which the report was drawn up, as that "
    "year is still running.",
    "The Service Manager meets Cafcass each spring and autumn under the joint protocol, and a note of"
    " what is agreed goes to the Director of Children’s Services.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
