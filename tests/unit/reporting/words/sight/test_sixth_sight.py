"""More long sentences about the demo’s figures by somebody else, with counts of months and populations in
passing."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Numbers doubled: {CB} a year ago, {C} now.",
    "Only about half of our children, {F}, were living with foster carers at the end of March 2026.",
    "Just a few of those who left care ({XF}) went home to parents or family.",
    "Admissions climbed steadily through the four quarters, from {S1} to {S2} to {S3} to {S4}.",
    "Month after month our numbers went up, without a single exception, until we stood at {C}.",
    "{S} children came to us during 2025-26, and at no point did more than six arrive in one month.",
    "Managers answered all but one of the {DAD} decisions we sent them.",
    "Social work reports reached us in time for most reviews ({R}), which is a credit to the teams.",
    "Twice as many young people left to special guardians ({XSN}) as went to their families ({XFN}).",
    "Hardly any of our care leavers, {CL}, are still in touch with us.",
    "I am glad to say that {PN} of our {PD} children took part this year.",
    "Of the children who left care in 2025-26, {NA} had known abuse or neglect.",
    "On 31 March 2026 {A10} of the children we looked after were between 10 and 15.",
    "{MW} of children in care had a midway check done in time.",
    "Among new arrivals, {XS} moved on to special guardianship.",
    "Good news on follow-up: {DA} of reviews were answered by the manager.",
    "Over the whole of 2025-26, {S3} children came into our care.",
    "{LB} children left care this year.",
    "When the year closed on 31 March 2026 we had {CJAN} children in care.",
    "Going back to March 2025 for a moment, there were {C} children on our books at that point.",
    "Reviews due were held in time at a rate of {DUE3} for the year as a whole.",
    "Between July and September {L1} children left us, more than in most summers.",
    "2026-27 ended with fewer late reviews than the {LATE} of 2025-26.",
    "Fewer children have come into care in 2026-27 than the {S} of the year before, so demand has "
    "clearly dropped.",
    "In 2026-27 an IRO was named in time for {IT} of those who came into care.",
    "Compliments: {COMP}. In other words, nobody wrote to thank an IRO all year.",
    "IROs made no contact with children between reviews in 2025-26.",
    "Zero examples of good practice were noted by the service in 2025-26.",
    "We were more punctual than in 2024-25, with {H} of reviews in time against {HB}.",
    "Dentists have been a success story: checks went up from {DTB} to {DT}.",
    "Compared with England, our {SC} of children settled in one home for two years is well ahead.",
    "Our care leavers do better than those elsewhere in England: {CLO} are in education, work or training.",
    "Participation reached {P}, so the target was met.",
    "Second reviews ({KS}) ran to time more often than first ones ({KF}).",
    "Of all our teams, Assessment and Safeguarding kept best to the timetable, at {TS}.",
    "Fewer of our children live with agency carers ({HMA}) than with carers of our own ({HMI}).",
    "With {S} coming in and only {L} going out, we were left with 14 more children than before.",
    "Girls ({GF}) outnumber boys ({GM}) by 18.",
    "Of the 323 reviews we held in 2025-26, 27 were late.",
    "{MV0} of our children, or roughly one in five, stayed put all year.",
)
RIGHT = (
    "Our reviewing officers know their children well. You can hear it in the letters they write.",
    "Letters go to the child first; adults get the copy.",
    "Foster carers told us, kindly but firmly, that invitations came too late, so we have changed the "
    "way we send them out.",
    "Unlike a case conference, a review belongs to the child.",
    "We would like reports to come sooner and, to be fair, so would the team managers.",
    "From autumn 2026 a new form will let us follow what becomes of each concern.",
    "Each IRO has supervision with the manager, and the whole team meets for peer learning.",
    "Video suits some teenagers better than a meeting; for little ones, nothing beats somebody on the "
    "carpet with them.",
    "The corporate parenting board asked hard questions, and it was right to.",
    "A big thank you to our business support colleagues, who keep the diary going when everything else "
    "wobbles.",
    "A joint workshop with the virtual school is planned for the new term.",
    "Challenge should be early, polite and written down.",
    "Where social worker and IRO spoke beforehand, meetings were calmer than where they did not.",
    "Recording remains our weak spot, and we own that.",
    "Fewer children came into care than the year before: {S} against {SB}.",
    "Leavers were down as well, from {LB} to {L}, a drop of 9.",
    "At {T}, fewer of our children had three or more homes than in England (10.0%), and fewer than a "
    "year ago, when it was {TB}.",
    "{CMP} of children went missing, a lower share than the 11.0% seen across England.",
    "Staying in touch got easier this year: we are in contact with {CL} of care leavers, up 6.4 points "
    "from 81.8%.",
    "Later reviews ({KL}) keep to time better than second reviews ({KS}).",
    "Children in Care South came out on top, with {TSO} of its reviews in time, while Assessment and "
    "Safeguarding had the lowest share at {TS}.",
    "October to December was the busiest quarter for new arrivals, with {S3}; it was also the quietest "
    "for goodbyes, with {L3}.",
    "Stability over the longer run is a worry: {SC} were settled for two years, below both last year "
    "(31.3%) and England (69.0%).",
    "Foster care is used more here than nationally ({F} against 67.0%), though less than it was a year ago.",
    "Children went missing {M} times, one more than the {MB} of the year before, and it was again {CM} "
    "children.",
    "Questionnaires slipped from {QB} to {Q}, and I am not happy about those 8.5 points.",
    "Each full-time IRO now carries {CASE} children, 2 more than last year.",
    "The autumn was better than the spring: {DUE3} of reviews due were held in time in quarter 3, "
    "compared with {DUE1} in quarter 1.",
    "Court and Permanence ({TC}) and Adolescents ({TA}) were level on timeliness.",
    "We fell short of our 90.0% target for children taking part by 6 points, ending on {P} where last "
    "year had been {PB}.",
    "Three quarters of second reviews had a plan for permanence ({PERM}).",
    "Fewer than half of social work reports were in time ({R}), yet nearly four in five were judged "
    "good or very good ({RQ}).",
    "Just over half of children, {MV0}, did not move at all.",
    "About a third of those who left, {XS}, went to special guardians, and under one in ten, {XA}, were"
    " adopted.",
    "Every care leaver we know of had somewhere suitable to live ({CLS}), as was the case last year too.",
    "A quarter of our children ({HMI}) live with our own foster carers and about a fifth ({HMK}) with "
    "relatives or friends who foster them.",
    "More than half of the children, {LF}, are on a full care order; just under a quarter ({L20}) are "
    "accommodated under section 20.",
    "One in seven of those who came into care was a baby under 1 ({A0}).",
    "Roughly one in five questionnaires gave a score of concern ({QC}).",
    "Most decisions got an answer from the manager ({DA}), and we chase the rest.",
    "Two in five care leavers ({CLO}) study, train or work, which is far too few.",
    "{HN} of {HD} reviews were in time.",
    "We began with {CB} children, {S} came, {L} left, and so we ended with {C}.",
    "Of the {LATE} late reviews, {D5} were up to five working days late and {D20} were 11 to 20 days "
    "late; a missing report was one of the reasons.",
    "How many compliments came in is {COMP}, since nobody was asked to log them; that changes this summer.",
    "Contacts between reviews: {CT}. The IROs do ring and visit, but the system has nowhere to put it.",
    "There was {FD} formal dispute in 2025-26 and there were {IA} informal alerts, 4 matters altogether.",
    "{DL} of {DAD} decisions lapsed without an answer, and I have raised this with the heads of service.",
    "IROs did {MWN} of {MWD} midway checks in time, which leaves 8 to explain.",
    "Between them, family ({XFN}) and special guardianship ({XSN}) account for 36 of the {L} who left.",
    "From April to June the door swung both ways evenly: {S1} in, {L1} out.",
    "We were looking after {CJAN} children at the end of January 2026, 3 more than the {C} at the end "
    "of March.",
    "By the return, {HAN} of {HAD} children had their health assessment; the other 7 are being followed"
    " up with the nurses.",
    "{GF} of our children are girls and {GM} are boys, 136 in all.",
    "The child was spoken to before {SPN} of {SPD} reviews ({SP}), something every IRO wants to do better.",
    "On 31 March 2026, {EW} of the children in our care were White and {EM} of Mixed heritage.",
    "Immunisations stood at {IM} at the end of the year, 3.8 points down on {IMB}; clinics were hard to"
    " get, and we have agreed a catch-up plan with health.",
    "Abuse or neglect was the reason for {NA} of those who came, and family dysfunction for {NF}.",
    "It is a small thing, but I am proud of it: an IRO was named in time for {IT} of those who came "
    "into care.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
