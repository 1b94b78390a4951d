"""Sentences about the demo’s figures by somebody who had not seen the checks, with claims that go on in the
next sentence."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "There were {S} entries into care in 2025-26, nineteen fewer than in the year before.",
    "Demand at the front door has eased. Entries to care are down by just over a third, to {S} from {SB}.",
    "On 31 March 2026 we were looking after {C} children, the highest month-end total of the year.",
    "Our care population went up from {CB} to {C} over the twelve months, a rise of eight percentage points.",
    "In all, our IROs held {HN} reviews over the twelve months.",
    "Timeliness finished the year at {H}, so the service has met the target of 95% agreed with members.",
    "I am pleased to report that more of our reviews were on time than last year: the rate climbed to {H}.",
    "Thanks to closer tracking by business support, late reviews came down from {LATEB} to {LATE}.",
    "Of the {HD} reviews held, more than one in ten took place after the due date.",
    "Children in Care South held {TSO} of its reviews in time and was second only to Court and Permanence.",
    "The team with most ground to make up is Children in Care North, which had the lowest timeliness "
    "of all at {TNO}.",
    "Second reviews are where we slip most often, with {KS} in time. First reviews, at {KF}, are more "
    "punctual than later ones.",
    "Participation held steady this year at {P}.",
    "Children took part in {PN} of the {PD} reviews counted, leaving 28 in which they did not.",
    "{P} of all children in care took part in a review this year, and we want every child to feel able to.",
    "With {P} of reviews showing that the child took part, we were four percentage points short of "
    "the target.",
    "A growing proportion of our children live with foster carers: {F} at the end of March.",
    "At {F}, the share of our children who live in foster care is lower than across England, which "
    "reflects a national shortage of carers.",
    "More than half of our children, {LF}, are subject to an interim care order.",
    "Boys outnumber girls in our care, by {GM} to {GF}.",
    "Some {T} of our children lived in three or more homes in the year. That is about twice the "
    "England rate, and we are not complacent.",
    "{M} children went missing from care in 2025-26. We work closely with the police to keep them safe.",
    "The {CM} children who went missing did so three times each on average, as there were {M} episodes.",
    "The proportion of children who went missing has more than halved since last year, to {CMP}.",
    "Of {HAD} children counted, {HAN} had their health assessment in the year. Fewer than five had none.",
    "Dental health has recovered well: {DT} had their teeth checked, compared with {DTB} in the "
    "previous return.",
    "{IM} of children had up-to-date immunisations against {IMB} a year ago, a drop of less than two "
    "percentage points.",
    "The IRO service received no compliments during the year ({COMP}).",
    "Managers responded to {DAN} of the {DAD} decisions we sent them, roughly three quarters.",
    "We chased {DL} decisions that went without an answer. That is a quarter of the {DAD} sent and "
    "far too many.",
    "IROs raised {IA} informal alerts and {FD} formal dispute, five concerns altogether.",
    "The great majority of our care leavers, {CLO}, were in education, work or training.",
    "Our care leavers are more likely than their peers across England to be in education, work or "
    "training ({CLO}).",
    "Each full-time IRO had {CASE} children at the end of March, slightly fewer than twelve months "
    "earlier. This has freed up time for visits.",
    "Between April and June {S1} periods of care began, a third of the {S} that began in the year.",
    "The autumn quarter was our quietest, with {S3} children coming into care between October and December.",
    "Over the whole of 2025-26, {L4} periods of care came to an end.",
    "Children aged 10 to 15 made up {C10} of those who came into care this year.",
    "Special guardianship was the most common way out of care, at {XS} of all who left.",
    "More than half of those who came into care did so because of abuse or neglect ({NA}).",
)
RIGHT = (
    "{S} periods of care began in 2025-26, against {SB} in 2024-25.",
    "Fewer children left care than came into it. {L} left and {S} came in, which is why our total has "
    "grown by ten.",
    "The number of children in care rose from {CB} to {C}, an increase of roughly eight per cent.",
    "We ended the year with {C} children in care, three fewer than at the January peak of {CJAN}.",
    "{H} of reviews were held in time. That is 0.3 percentage points short of our target.",
    "Although IROs chaired more reviews than in the previous year ({HD} compared with {HDB}), "
    "timeliness slipped only slightly, from {HB} to {H}.",
    "{LATE} reviews were late, three more than last year.",
    "Roughly one review in twenty was late: {LATE} out of {HD}.",
    "{D20} of the {LATE} late reviews were held more than ten working days after the due date, and "
    "that is not good enough.",
    "Children in Care South achieved the best timeliness of all our teams at {TSO}. Its manager puts "
    "this down to booking the next review before the family leaves the room.",
    "Assessment and Safeguarding, at {TS}, was the only team to fall below ninety per cent of reviews "
    "in time.",
    "The Adolescents team and Court and Permanence finished level on timeliness, with {TA} and {TC}.",
    "Second reviews were the hardest to hold in time, at {KS}; first reviews managed {KF} and later "
    "ones {KL}.",
    "Participation dropped to {P}, nearly five percentage points below the year before.",
    "Children took part in {PN} of the {PD} reviews counted, so in 38 of them they did not.",
    "The number of reviews in which children took part went up by two, to {PN}, even though the rate fell.",
    "{MWN} of {MWD} midway checks were done in time and eight were not.",
    "There is no earlier figure to set beside the {MW} of midway checks that were done in time.",
    "Short-term stability is a strength of ours: {T} had three or more homes in the year, better than "
    "England at 10.0%.",
    "Long-term stability is a different story, for at {SC} we are a long way below England. Figures "
    "of our statistical neighbours were not to hand when this report was written.",
    "{FN} of our {C} children live with foster carers, about three in four.",
    "One child fewer was in foster care than a year before ({FN} against 104).",
    "Agency carers look after {HMA} of our children, more than our own in-house carers do ({HMI}).",
    "Agency, in-house and kinship foster care together account for about three quarters of our "
    "children ({HMA}, {HMI} and {HMK}).",
    "{LF} of children are on a full care order and another {L20} are accommodated under section 20 of "
    "the Children Act 1989.",
    "Girls slightly outnumber boys in our care: there are {GF} girls and {GM} boys.",
    "More than half of the children did not move at all during the year ({MV0}).",
    "Over nine in ten children had either no move or just the one ({MV0} and {MV1}).",
    "As many children went missing as last year, {CM}, but between them they were missing {M} times, "
    "which is one more.",
    "{CM} children account for {M} missing episodes, so on average a child who went missing did so a "
    "little under twice.",
    "{HAN} of {HAD} children had a health assessment in the year; seven did not.",
    "The share of children whose teeth were checked fell by more than seven percentage points, to {DT}.",
    "Three of our health measures weakened: teeth checked {DT} (was {DTB}), immunisations {IM} (was "
    "{IMB}) and questionnaires {Q} (was {QB}).",
    "Where a questionnaire was scored, about one child in five had a score of concern ({QC}).",
    "Children were spoken to before {SPN} of the {SPD} reviews for which this was recorded, a little "
    "over half.",
    "{DA} of the decisions sent to managers were answered. What we cannot see from this is how good "
    "the answers were.",
    "{DL} of {DAD} decisions received no reply, more than one in nine.",
    "Only {FD} formal dispute was needed this year, alongside {IA} informal alerts. Differences are "
    "often settled by a telephone call.",
    "Every care leaver was in suitable accommodation ({CLS}), as was the case last year.",
    "Fewer than half of our care leavers, {CLO}, were in education, work or training, down from two "
    "thirds a year ago.",
    "We are in touch with {CL} of our care leavers, an improvement on the previous 81.8%.",
    "The number of children for each full-time IRO has grown by two, to {CASE}.",
    "Compliments were not recorded in the period, so their number is {COMP}.",
    "How often IROs were in contact with children between reviews is {CT}; the new form will tell us "
    "from next year.",
    "Social work reports arrived in time for {R} of reviews, which remains our greatest frustration.",
    "In every case an IRO was named in time ({IT}).",
    "The share of reviews due that were held in time varied over the year, from {DUE1} in the first "
    "quarter to {DUE3} in the third.",
    "{A10} of those who came into care were aged between 10 and 15, whereas that age makes up {C10} "
    "of all the children we look after.",
    "Abuse or neglect was the most common reason for coming into care ({NA}), followed by family "
    "dysfunction ({NF}).",
    "{XFN} went to parents or family, {XSN} left under special guardianship and {XAN} were adopted.",
    "{XAN} children were adopted, compared with seven in 2024-25.",
    "We would like to thank our foster carers and social workers for their patience during a demanding year.",
    "The IRO Handbook expects the reviewing officer to speak with the child in private before every "
    "review, and we hold ourselves to that.",
    "Under the Care Planning, Placement and Case Review (England) Regulations 2010, a first review "
    "must take place within 20 working days.",
    "Two experienced colleagues retired in the summer. Both posts were filled by 6 October 2025.",
    "Next year we will pilot a shorter consultation form for children under eight.",
    "The team met the Director of Children's Services on 12 November 2025 to talk about late papers, "
    "and an action plan followed.",
    "Three managers came to the workshop on permanence that we ran with Legal Services.",
    "From the age of 16 a young person should have a pathway plan, and the review then looks at that "
    "plan too.",
    "In our view the quality of a care plan matters more than the date on which a meeting is held.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
