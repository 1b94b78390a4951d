"""More sentences of the kinds of this folder, right and wrong ones."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Happily, no disagreement ever reached the formal stage in 2025-26.",
    "There was not one occasion on which we needed the formal dispute procedure.",
    "In no case did an IRO have to go down the formal route.",
    "The formal dispute resolution process went unused this year.",
    "Nothing had to be escalated formally during 2025-26.",
    "We got through the year without a single formal dispute.",
    "Without exception, disagreements were settled before they became formal.",
    "IROs had no contact whatsoever with children between reviews this year.",
    "Not once between reviews did an IRO telephone a child.",
    "Children were not contacted between reviews at all.",
    "No good practice was found by IROs this year.",
    "Not a single compliment reached the service in 2025-26.",
    "Nobody was adopted in 2025-26.",
    "No child left care for a special guardian in 2025-26.",
    "We had no adoptions this year.",
    "{M} individual children went missing in the year.",
    "As many as {M} separate young people were missing at some time in 2025-26.",
    "Over the year as a whole {C} children had a spell in our care.",
    "All told, {C} different children were looked after in the course of the year.",
    "Of our {C} children in care, {Q} had a strengths and difficulties questionnaire.",
    "Out of {C} children, {IM} were up to date with immunisations.",
    "Children in Care North was streets ahead of the other teams, with {TNO} in time.",
    "Assessment and Safeguarding was the front-runner at {TS}.",
    "Adoption reviews aside, first reviews finished top ({KF}).",
    "Babies dominate among those who came in ({A0}).",
    "Just over half of those who came into care in 2025-26 ({A10}) were aged 10 to 15.",
    "Three quarters of reviews held during 2025-26 ({H}) were in time.",
    "More came than left, so numbers fell from {C} to {CB}.",
    "Half of those who came left again: {S} came and {LATE} left.",
    "A third of those who came were adopted: {S} came in and {L} left.",
    "Because most reviews were late, {H} were in time.",
    "When few children took part, {P} did.",
    "As most decisions went unanswered, managers were reminded: {DA}.",
    "Since few of them had their teeth checked, {DT}.",
    "Not quite a half of those we asked took part ({P}).",
    "Not yet half of the children have had their teeth checked ({DT}).",
    "Not quite all decisions were answered: {R} of reports came in time, and {DA} of decisions.",
    "Children not yet five made up half of those who came, {A0} under one and {A1} aged one to four.",
    "The number rose from 104 at the end of March 2024 to {C} a year later.",
    "From {CB} at the end of March 2024 the number in care rose to {C}.",
    "On 31 March 2026 {TB} of children had had three or more homes in the year, against {T} twelve "
    "months before and 10.0% in England.",
    "On 31 March 2025 {T} of children had had three or more homes, against {TB} twelve months before "
    "and 10.0% in England.",
    "Fewer came than left, yet the number rose from {CB} to {C}.",
    "Arrivals outnumbered departures by fourteen, and so the number in care rose from {CB} to {C}.",
    "Departures exceeded arrivals: {C} children in care against {CB} a year ago.",
    "No late review was over five working days late.",
    "Not one of the late reviews was more than ten working days late; {D20} were 11 to 20.",
    "The teams: first (1) {TS}, then {TSO}.",
    "The remaining 12 late reviews were between six and ten days late: {D5} up to five, {D20} over "
    "ten, {LATE} in all.",
    "{D5} and {D20} of the {LATE} late reviews were up to five and 11 to 20 days late, the other nine"
    " in between.",
)
RIGHT = (
    "In 2025-26 nearly all reviews ({H}) were held in time.",
    "Ten more children started than left, so that {C} were in care at the end of the year ({CB} at "
    "its start).",
    "With ten more arrivals than departures the number in care climbed from {CB} to {C}.",
    "More came than left, so numbers rose from {CB} to {C}.",
    "One in four entrants was a child under five, {A0} under one and {A1} between one and four.",
    "Seven in ten live in foster care of one kind or another: {HMA} with agency carers, {HMI} "
    "in-house, {HMK} with kin.",
    "Slightly less than a third of those who left went to a special guardian ({XS}).",
    "Not quite nine in ten of the care leavers were in touch ({CL}).",
    "Not one of our {LATE} late reviews was over twenty working days late.",
    "The measure that concerns me most is dental checks, at {DT}.",
    "Of everything in this report, teeth trouble me most: {DT} had them checked.",
    "What I am most proud of is participation: {P}.",
    "Because few dentists take on new patients, {DT} of children had their teeth checked.",
    "Few dentists have space. {DT} of children had their teeth checked.",
    "Disputes stayed rare ({FD} formal, {IA} informal).",
    "Our aims are (1) to hear children, (2) to answer them and (3) to learn.",
    "{D5} late reviews were no more than five working days over and {D20} between 11 and 20; the "
    "other 4 lay in between.",
    "The number in care was 104 on 31 March 2024, {CB} a year after that and {C} now.",
    "{XAN} children were adopted; a year earlier it was seven.",
    "The team came first to mind when I thought of {TS}.",
    "The parents came last, after the child had spoken, in the reviews of which {H} were in time.",
    "Social workers led the way in trying the new form.",
    "During the year we never lost sight of the child.",
    "{C} children were in care on 31 March 2026, in total ten more than a year before.",
    "In the course of 2025-26 {S} children came into care and {L} left.",
    "Across the year, {CM} individual children went missing.",
    "At the end of the year we looked after {C} children in total.",
    "Over the whole year {S} children came into care; {C} were in care when it ended.",
    "The remaining reviews were held in time ({H}).",
    "Children in Care South and the other six teams met; {TSO} of its reviews were in time.",
    "{XFN} went home, {XSN} to special guardians; the other two ways were rarer.",
    "{GF} of the {C} children are girls, the other 64 boys.",
    "The other 64 are boys: {GF} of the {C} children are girls.",
    "{XFN} of the {L} who left went to their parents or family, and the other 25 elsewhere.",
    "In {SPN} of {SPD} reviews the child had been spoken to, in the other 84 not.",
    "We never had as many children in care as now: {C}.",
    "No IRO left during the year, and {H} of reviews were in time.",
    "{FD} dispute was formal; the others, {IA} of them, never became formal.",
    "Never before had a formal dispute taken so long.",
    "We did not see adoption rates change in England.",
    "No contact sheet was lost between reviews.",
    "The panel came first in our plans; {H} of reviews were in time.",
    "Teams that trail the pack get help.",
    "Court work dominates the week of an IRO, and {H} of reviews were still in time.",
    "Paperwork dominates. {P} of reviews had the child taking part.",
    "The manager in front of us is the one who leads the way.",
    "At some point in the year each of the {C} children had a review.",
    "At some point every child in care, {C} on 31 March 2026, needs a friend.",
    "Children in care at some time in 2025-26 who went missing: {CM}, or {CMP}.",
    "{CM} different children went missing {M} times.",
    "Of the {C} children in care on 31 March 2026, {T} had had three homes or more; a year before it "
    "was {TB} of {CB}.",
    "Of the {C} in care {L20} are accommodated under section 20 and {LF} are on a full care order.",
    "Of {S} who came, {A10} were 10 to 15.",
    "Of the {C} children, 103 live in foster care ({F}).",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_found(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
