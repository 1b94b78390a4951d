"""Sentences about the demo’s figures by one more hand: one team above all others, the children of one day
said of the year, what is left of a whole, words that speak of another matter."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "In fewer than three in four reviews ({P}) did the child take part in 2025-26. That is not where "
    "we want to be, and every IRO now talks it through in supervision.",
    "Families often ask us whether meetings happen when they should. The answer is reassuring: {H} of"
    " the children in our care had all of their reviews in time in 2025-26.",
    "Of the {C} children in care on 31 March 2026, {HAN} had had a health assessment in the year; the"
    " other 46 had not, and we have taken this up with the designated nurse.",
    "The last quarter was the quiet one. From January to March 2026 there were only {S2} new periods "
    "of care, which gave the IROs some room to catch up with midway checks.",
    "The year 2026-27 closed with {C} children in care, and the service enters the next one on a "
    "steady footing.",
    "Over the full twelve months of 2026-27, {H} of reviews were held in time, so the fears we voiced"
    " last spring did not come true.",
    "Nobody wrote in to thank an IRO this year: the service received no compliments at all in 2025-26.",
    "It has to be said plainly that IROs did not once get in touch with a child between reviews "
    "during 2025-26; workloads simply did not allow it.",
    "Good practice records in 2025-26: 0. We will put this right by reminding IROs that praise "
    "matters as much as challenge.",
    "Timeliness got better again, thanks largely to our business support colleagues: {H} of reviews "
    "held were in time, up from 95.4% the year before.",
    "We set ourselves a target of 95.0% for reviews held in time and, with {H} in 2025-26, we reached it.",
    "At {CLO}, the share of our care leavers in education, work or training on 31 March 2026 was well"
    " above England's 54.0%, something the Virtual School can be proud of.",
    "Looking across the teams, Assessment and Safeguarding led the field in 2025-26, with {TS} of its"
    " reviews held in time; the others have something to learn from it.",
    "Lateness was mostly short. {D5} reviews were up to five working days late, 4 were six to ten "
    "days late and {D20} were eleven to twenty days late, which makes 18 late reviews in all.",
    "The number of children in care rose by 12 over the year, from {CB} on 31 March 2025 to {C} on 31"
    " March 2026.",
    "IROs sent {DAD} decisions to managers in 2025-26; {DAN} were answered and the remaining 54 never"
    " drew a reply.",
    "Dental care has gone the wrong way: {DT} of children had their teeth checked in the year, a fall"
    " of 8.7 percentage points from {DTB}.",
    "{M} children went missing from care in 2025-26, and for each of them the IRO asked to see the "
    "return interview.",
    "Of the 332 reviews held in 2025-26, {HN} were in time ({H}).",
    "Adolescents dominate the intake: well over half of the periods of care that began in 2025-26 "
    "({A10}) were of young people aged 10 to 15.",
    "Why do children come to us? Family dysfunction, at {NF}, was the commonest need in 2025-26, "
    "ahead of abuse or neglect ({NA}).",
    "As in most councils, boys were the larger group in care on 31 March 2026, with {GM} boys and "
    "{GF} girls.",
    "Adoption held steady: {XAN} periods of care ended that way in 2025-26, exactly as many as in 2024-25.",
    "No disagreement had to be taken to the formal stage in 2025-26. The {IA} informal alerts were "
    "all we needed, which speaks for good relationships between IROs and team managers.",
    "Demand grew with every quarter of 2025-26: children came into care {S1} times in the first, {S2}"
    " times in the second, {S3} times in the third and {S4} times in the fourth, each time more than "
    "in the quarter before.",
    "Not one child in care on 31 March 2026 had lived in three or more homes in the course of the "
    "year, and for that our thanks go to the fostering team.",
    "The load on IROs eased a little: {CASE} children for each full-time IRO on 31 March 2026, down "
    "from 27.7 a year earlier.",
    "Nearly all social work reports reached the IRO in time ({R}), so chairs could read them, ring "
    "the carer and see the child well before the day.",
    "During the whole of 2025-26 the council looked after {C} children in total, counting everyone "
    "who was in care at any point between 1 April 2025 and 31 March 2026.",
    "The IRO spoke to the child beforehand in {SPN} of the {HD} reviews held, or {SP}; the children "
    "tell us how much that chat means to them.",
)
RIGHT = (
    "In 2025-26 the service held {HD} reviews, of which {HN} were in time. That is {H}.",
    "{LATE} reviews were held late in 2025-26, three more than the 14 of the year before.",
    "Timeliness slipped a little, and we would rather say so at the outset: {H} of the reviews held "
    "in 2025-26 were in time, against 95.4% in 2024-25, which leaves us just short of our target of "
    "95.0%.",
    "On 31 March 2026 there were {C} children in care, 10 more than on the same day a year earlier ({CB}).",
    "Children came into care {S} times in 2025-26. The year before it was 77 times, so there were 21 "
    "fewer admissions for IROs to pick up.",
    "Fewer periods of care ended than began: {L} against {S} in the year to 31 March 2026. Both were "
    "lower than in 2024-25, when they stood at {LB} and {SB}.",
    "Participation is where we lost ground. The child took part in {PN} of the {PD} reviews counted "
    "in 2025-26 ({P}), compared with 88.7% in 2024-25 and a target of 90.0%.",
    "By the statutory return, {HAN} of {HAD} children had a health assessment in the year ({HA}); a "
    "year earlier it was 95.0%.",
    "Teeth remain a worry, not least because so few local practices take new patients: {DT} of "
    "children had them checked in the year, down 7.7 percentage points from {DTB}.",
    "Immunisations were up to date for {IM} of children, which is 3.8 points lower than last year's {IMB}.",
    "Carers were asked again to fill in the strengths and difficulties questionnaire. It was done for"
    " {Q} of children, a lower share than the 91.1% of the year before, and about one in five ({QC}) "
    "had a score of concern.",
    "Talking to a child before the meeting is, frankly, half the job. IROs managed it ahead of {SPN} "
    "of the {SPD} reviews counted in 2025-26, a bit more than half ({SP}); before the other 84 they "
    "did not.",
    "Managers answered {DAN} of the {DAD} decisions sent to them in 2025-26, and {DL} stayed without "
    "an answer - more than one in ten.",
    "Disputes were rare: {FD} formal dispute and {IA} informal alerts in 2025-26, so four concerns "
    "altogether.",
    "The number of compliments in 2025-26 is {COMP}: thank-you cards and emails went to individual "
    "IROs and nobody logged them. We do not read that as a nought.",
    "We cannot say how often IROs were in contact with children between reviews during 2025-26, "
    "because such contacts were not recorded in a way that can be counted. The same goes for good "
    "practice.",
    "An IRO was named in time for {IT} of periods of care in 2025-26, as in the year before; in other"
    " words, none was named late.",
    "Every care leaver counted was in suitable accommodation on 31 March 2026 ({CLS}), as was the "
    "case a year ago; across England it is 89.0%.",
    "We kept in touch with {CL} of care leavers, 6.4 points better than last year's 81.8%.",
    "The figure that troubles us most is for education, work and training: only two in five care "
    "leavers ({CLO}) were in any of these, down from 66.7% and 14 points below the 54.0% for England.",
    "Stability over the short term has improved. On 31 March 2026 {T} of children had had three or "
    "more homes in the year, against {TB} twelve months before and 10.0% in England.",
    "About three quarters of our children ({F}) were living in foster care on 31 March 2026. This is "
    "less than last year's 82.5% but still 8.7 points above England's 67.0%.",
    "On 31 March 2026, {FN} of the {C} children in care were fostered, just one fewer than the 104 a "
    "year earlier, even though the whole group has grown.",
    "There were {M} missing episodes in 2025-26, one more than the year before, and they came from "
    "{CM} children, the same number as in 2024-25.",
    "Some {CMP} of children went missing at least once in 2025-26, compared with 11.0% in England.",
    "Of the periods of care that began in 2025-26, nearly half ({A10}) were of children aged 10 to "
    "15, while those of young people of 16 and over made up the smallest group ({A16}).",
    "Babies under 1 ({A0}) and toddlers aged 1 to 4 ({A1}) together accounted for 25.0%, a quarter, "
    "of the periods of care that began in 2025-26.",
    "Abuse or neglect was the commonest need among those coming into care in 2025-26 ({NA}), followed"
    " by family dysfunction ({NF}); between them they explain roughly two thirds of entries.",
    "When care ended in 2025-26, the child most often went to parents or family ({XF}, or {XFN} of "
    "{L}). Special guardianship came next, with about a third ({XS}), and {XAN} ended in adoption, "
    "four fewer than in 2024-25.",
    "Second reviews are our weak spot: {KS} were in time in 2025-26, whereas first reviews reached "
    "{KF} and later ones {KL}.",
    "The teams differ more than we would like. Reviews in time ranged from {TS} in Assessment and "
    "Safeguarding to {TSO} in Children in Care South in 2025-26, a gap of 9.6 points; Children in "
    "Care North stood in between, at {TNO}.",
    "More than half of the children in care on 31 March 2026 were subject to a full care order "
    "({LF}); just under a quarter were accommodated under section 20 ({L20}).",
    "Girls slightly outnumber boys: {GF} to {GM} on 31 March 2026, a difference of eight.",
    "Just over half of the children ({MV0}) did not move at all in the year to 31 March 2026, and "
    "around two in five ({MV1}) moved once.",
    "Each full-time IRO was responsible for {CASE} children on average on 31 March 2026, two more "
    "than the 27.7 of a year ago.",
    "Two messages on reports. Fewer than half ({R}) came in time in 2025-26; on the other hand, "
    "nearly four in five answers ({RQ}) called the report good or very good.",
    "Out of {MWD} midway checks in 2025-26, {MWN} were done in time ({MW}) and eight were not.",
    "How late were the {LATE} late reviews of 2025-26? {D5} were held within five working days of the"
    " date and {D20} were eleven to twenty working days over; the remaining 4 fell in between.",
    "Numbers peaked in the winter: at the end of January 2026 there were {CJAN} children in care, and"
    " by 31 March 2026 there were three fewer ({C}).",
    "Only a quarter of the children counted ({SC}) had been settled in one home for two years on 31 "
    "March 2026, against 31.3% the year before and 69.0% in England.",
    "The year 2026-27 is still running, so this report gives no results for it. We will report on it "
    "after 31 March 2027, once the figures have been checked.",
    "Under section 25B of the Children Act 1989 the IRO must monitor how the council carries out its "
    "duties towards the child. The IRO Handbook, issued in 2010, sets out how.",
    "A first review is due within 20 working days of the child coming into care, the second no more "
    "than three months after that, and later ones at intervals of no more than six months.",
    "You will find us on the second floor of the Civic Centre, Room 214, between 9am and 5pm from "
    "Monday to Friday. The duty line is 01632 960136, and young people can text as well as ring.",
    "One girl, aged 15, told her IRO: \"I didn't want eight grown-ups staring at me, so we did it in "
    'the park and I brought the dog." We have held on to that idea.',
    "In September 2025 the service moved to the new record form, and on 14 November we spent an "
    "afternoon with the Children in Care Council going through the wording of the invitation letters,"
    " some of which, they told us, sounded like a parking fine.",
    "Our priorities for 2026-27 are: (1) preparing children better for their reviews, (2) chasing "
    "unanswered decisions sooner, and (3) recording compliments and good practice so that they can be"
    " counted next time.",
    "My thanks go to the carers, the social workers, the business support officers who somehow find a"
    " room at half past three on a wet Thursday, and above all to the children and young people who "
    "tell us what we get wrong.",
    "Once a young person turns 18 the IRO's role comes to an end, but a personal adviser can stay "
    "alongside them up to the age of 25. IROs check at the last review before the birthday that the "
    "pathway plan is clear on who does what.",
    "Where a concern cannot be settled by a conversation with the social worker, the IRO turns to the"
    " team manager, then to the service manager and, if need be, to the Director; at any stage the "
    "IRO may go to Cafcass.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
