"""Sentences whose words could be of several figures, or of none that they were held to: of the nearest
number, of the others, of a part, of what was hoped."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "{LATE} reviews were late, five more than the year before.",
    "{CL} of children in care are in touch with us.",
    "{MWN} of {MWD} midway checks were in time, so four were late.",
    "Children went missing {CM} times in the year.",
    "We lost touch with more care leavers than last year ({CL} in touch).",
    "We ended the year with {CB} children in care.",
    "All midway checks bar two were in time ({MWN} of {MWD}).",
    "Each of the {CM} children went missing once ({M} times in all).",
    "{R} of reports were good or very good.",
    "As many were adopted ({XAN}) as went to special guardians ({XSN}).",
    "In {PD} reviews the child took part.",
    "Of {MWD} midway checks only five were late ({MW} in time).",
    "More children are with kinship carers ({HMK}) than with any other kind of home.",
    "Incidents of going missing numbered {M}, down by one.",
    "We have never had more arrivals: {S}.",
    "Reviews due got less punctual, from {DUE1} in the first quarter to {DUE3} in the third.",
    "{IA} disputes became formal.",
    "Formal disputes were three times as many as informal alerts ({FD} and {IA}).",
    "Adolescents trail all other teams at {TA}.",
    "Assessment and Safeguarding ({TS}) met the target.",
    "All teams met the target: the lowest was {TS}.",
    "First, second and later reviews were in time in {KS}, {KF} and {KL} of cases respectively.",
    "Second reviews are late less often than first or later ones: {KS} were in time.",
    "{MWN} midway checks were in time and eighteen were late, {MWD} in all.",
    "Residential care ({HMR}) is as common as kinship foster care ({HMK}).",
    "Seventeen of {HAD} children went without a health assessment ({HAN} had one).",
    "Numbers in care are down 8% at {C}.",
    "We used the formal route three times ({FD}).",
    "Decisions: {DL} answered, {DAN} lapsed.",
    "White children ({EW}) are outnumbered by those of Mixed heritage ({EM}).",
    "We know of no compliments; the number is {COMP}, that is nil.",
    "{PERM} of first reviews had a plan for permanence.",
    "{RQ} of social work reports came in time.",
    "{S} children were in care on 31 March 2026.",
    "The share who were adopted was large, {XA}.",
    "Fewer reviews were held, {HD}, than the year before.",
)
RIGHT = (
    "{H} of our reviews were held in time, just short of our 95.0% target and a little below the "
    "95.4% of last year.",
    "Dental checks fell by nearly eight points, from {DTB} to {DT}, mainly because two practices "
    "closed their NHS lists.",
    "Health assessments were done for {HA} of children, 2.2 points fewer than the 95.0% of last year.",
    "Of the {HAD} children who needed a health assessment by the return, 7 did not have one.",
    "We have {CASE} children for each full-time IRO, up from 27.7 a year ago, still well below the "
    "50 to 70 in the handbook.",
    "Timeliness improved during the year, from {DUE1} of reviews due in the first quarter to {DUE3} "
    "in the third.",
    "Although timeliness slipped by 0.7 points to {H}, the number of reviews in time rose from {HNB}"
    " to {HN}.",
    "Our reviews are timelier than our target of 95.0% in three teams, the best being Children in "
    "Care South ({TSO}).",
    "February saw the most children leave, ten of the {L} in the year.",
    "We met no target fully this year: timeliness was {H} and participation {P}.",
    "Timeliness was within half a point of the target ({H} against 95.0%).",
    "Fewer reviews were late in Court and Permanence ({TC} in time) than in Assessment and "
    "Safeguarding ({TS}).",
    "Three points above our target, Children in Care South held {TSO} of its reviews in time.",
    "In more than half of reviews ({SP}) the child was spoken to first, but that leaves 84 reviews "
    "where this did not happen.",
    "{MW} of midway checks were in time, and the rest were mostly a few days late.",
    "The longer measure of stability is less encouraging: a quarter ({SC}) had been settled for two "
    "years, when it was nearly a third a year ago.",
    "Teeth are a worry: {DT} had them checked, where the year before it was 85.0%.",
    "Net growth was ten children, as {S} came and {L} left.",
    "The number of children in care has grown from {CB} to {C}, that is by ten or about 8%.",
    "{DA} of decisions were answered by managers; {DL} never were.",
    "Managers failed to answer {DL} of the {DAD} decisions that we sent them, or about one in nine.",
    "Second reviews are the ones most often late: {KS} were in time.",
    "Children in Care North held {TNO} of its reviews in time, below our target, and Assessment and "
    "Safeguarding {TS}.",
    "Only two teams missed the target of 95.0%: Children in Care North ({TNO}) and Assessment and "
    "Safeguarding ({TS}).",
    "Four fewer children were adopted than the year before ({XAN}).",
    "Good practice examples are {GP} in number, as the new form started only in March.",
    "CAMHS waits are long, and IROs say so in most reviews they chair.",
    "Although more reviews were held in time than last year ({HN} against {HNB}), the share fell "
    "because we held more of them.",
    "Only {LATE} of {HD} reviews were late, about one in twenty.",
    "Just over five per cent of reviews were late, since {H} were in time.",
    "Children took part in fewer than nine in ten reviews ({P}), and our target is nine in ten.",
    "Fifty-two of sixty midway checks ({MW}) were in time.",
    "Foster care is down by almost seven points, to {F}, although one child fewer is all that means "
    "in numbers ({FN} after 104).",
    "More than nine in ten of these children had a health assessment ({HA}); seven of the {HAD} did not.",
    "It is disappointing that almost a quarter of children ({DT} did) had no dental check.",
    "Almost one in eight care leavers is out of touch with us ({CL} are in touch).",
    "Neither arrivals nor departures rose: {S} came (77 the year before) and {L} left (55 the year before).",
    "Of the decisions sent to managers {DA} were answered, and 44 of {DAD} were not.",
    "All teams but Assessment and Safeguarding ({TS}) were above 90%.",
    "Two in three children came in because of abuse or neglect ({NA}) or family dysfunction ({NF}).",
    "A third of the children who left did so to special guardianship ({XS}), the second most common "
    "outcome after going home ({XF}).",
    "{XAN} children were adopted, against seven the year before.",
    "Average caseloads went up from 27.7 to {CASE}, two more children each.",
    "This year's {H} is 0.7 of a percentage point lower than last year's {HB}.",
    "Had six more points been gained, participation ({P}) would have met the target of 90.0%.",
    "Of our six teams, four met the target of 95.0%, and Children in Care South did best ({TSO}).",
    "The best team is nearly ten points ahead of the weakest ({TSO} and {TS}).",
    "We had hoped to see children at more of their reviews than last year, but {P} is lower than {PB}.",
    "The children who did not take part, in 38 reviews out of {PD}, were mostly teenagers.",
    "It is a concern that in almost half of the reviews ({SP} were) the child was not spoken to beforehand.",
    "Each of the {CM} children who went missing did so 1.8 times on average ({M} in all).",
    "Questionnaires fell by 8.5 points to {Q}, dental checks by 7.7 to {DT} and immunisations by 3.8"
    " to {IM}.",
    "Six in every ten care leavers are neither in education nor in work or training ({CLO} are).",
    "Managers responded to {DA} of decisions; the other 11.5% had no answer.",
    "At the second review there was a plan for permanence for three children in four ({PERM}).",
    "Children under five were a quarter of all arrivals ({A0} and {A1}).",
    "Children of Mixed heritage ({EM}) are the second largest ethnic group after White children ({EW}).",
    "{EW} of children are White, so nearly two in five are from other backgrounds.",
    "Half of our children ({MV0}) stayed where they were, and four in ten ({MV1}) moved once.",
    "100% is the only acceptable figure for naming an IRO in time, and we reached it ({IT}).",
    "Care leavers in education, work or training: {CLO} here, 54.0% in England, 66.7% here a year ago.",
    "Timeliness ({H}) and participation ({P}) are below target by 0.3 and 6.0 points.",
    "Every team but one held over nine in ten reviews in time; Assessment and Safeguarding held {TS}.",
    "We have lost ground on immunisations ({IM}, was 88.3%).",
    "Contact with brothers and sisters came up in many reviews.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
