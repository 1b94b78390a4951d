"""A fifth set of wrong and right sentences, plain as an annual report has them: one figure, or none."""

import pytest

from tests.unit.reporting.words.test_worked_out import faults

WRONG = (
    "The number of children coming into care has halved to {S}.",
    "The number of missing episodes doubled to {M} this year.",
    "Most of the children in our care, {A10} of {C}, are aged 10 to 15.",
    "IROs chaired {HN} reviews during the year.",
    "A total of {PD} reviews were held in time.",
    "The cohort of looked after children fell slightly to {C}.",
    "Only a minority of children took part in their review ({P}).",
    "During 2026-27, {S} children came into care.",
    "So far in 2026-27, {H} of reviews have been held on time.",
    "In 2023-24 there were {M} missing episodes.",
    "No midway checks were late in 2024-25.",
    "In 2024-25 none of the midway checks was done in time; this year {MW} were.",
    "Nearly all children had their teeth checked ({DC}).",
    "Half of the children had a dental check ({DC}).",
    "The majority of midway checks were late ({MW} in time).",
    "{TN} children went missing during the year.",
    "{P} of reviews were held within timescale.",
    "More children left care this year than last year ({L}).",
    "Performance on timeliness has improved to {H}.",
    "In the last quarter of 2024-25, {SQ4} children came into care.",
    "The proportion of children with three or more homes rose to {T}.",
    "A fifth of children had three or more homes ({T}).",
    "The participation figure of {P} is above our target.",
    "In the first half of the year {SQ1} children came into care.",
    "Seven per cent of reviews were held late ({H} were in time).",
    "The team chaired {HD} reviews, about 40 a month.",
    "Twenty reviews were late ({HN} of {HD} were in time).",
    "The number of children who left care was {S}.",
    "At 31 March 2026 we were responsible for {HD} children.",
    "Health assessments have tripled to {HAN}.",
)
PLAIN = (
    "This report is written under section 20 of our own quality framework and the 2010 guidance.",
    "Children accommodated under section 20 are reviewed in the same way as those under a care order.",
    "The first review must be held within 20 working days of the child coming into care.",
    "Young people aged 16 and 17 told us that they want to chair their own reviews.",
    "I would like to thank the team for their hard work and commitment over a difficult year.",
    "We will review the dispute resolution protocol by the end of June 2026.",
    "The IRO service sits within the quality assurance and safeguarding division, "
    "independent of line management.",
    "The role of the IRO was strengthened by the Children and Young Persons Act 2008.",
    "From 1 April 2026 every child over the age of four will be offered an advocate.",
    "The service has one manager, one deputy and a business support officer.",
    "One IRO works part time and another is on maternity leave until January.",
    "Most IROs have been with us for more than five years.",
    "Half of the team is trained in the model of practice that the council adopted in 2023.",
    "Our priorities for next year are the voice of the child, timely plans and permanence.",
    "Children told us they do not like meetings at school, and we no longer hold any there.",
    "All children are told who their IRO is and how to reach them.",
    "Regulation 45 of the 2010 Regulations requires the IRO to speak to the child in private.",
    "There is more to do to make sure that records of reviews reach families promptly.",
    "An IRO consults the child, the parents and the carers before each review.",
    "The Children in Care Council met every month and designed a new consultation form.",
    "Sickness in the autumn meant that caseloads were higher than we would wish.",
    "Two thirds of the team took part in the training day on unaccompanied children on 14 October 2025.",
    "It is no longer acceptable for a pathway plan to be missing at the last review before 18.",
)
STAFF = (
    ("Two IROs left in May and their posts were filled by September.", "[[outside:Two|source]]"),
    ("None of our IROs has line management of any case.", "[[outside:None|source]]"),
)
"""Right as far as anybody knows, but how many officers there are is for the author to show."""
FIGURED = (
    "{HD} reviews were held in the year.",
    "Of these, {HN} were held in time and seventeen were late.",
    "There were {C} children in our care on 31 March 2026.",
    "This is ten more than at the same point last year ({CB}).",
    "{S} children came into our care between April 2025 and March 2026.",
    "Last year the figure for children coming into care was {SB}.",
    "{H} of reviews were held within statutory timescales, slightly below last year.",
    "Timeliness remains high at {H}.",
    "Participation fell this year to {P}.",
    "The great majority of children took part in their review ({P}).",
    "Fewer children left care this year than last: {L}.",
    "{M} missing episodes were recorded during the year.",
    "Nine children had three or more homes during the year ({TN}).",
    "The share of children with three or more homes has improved to {T}.",
    "This is lower than the year before, when {TB} of children had three or more homes.",
    "{MW} of midway checks were completed on time.",
    "There is no comparison for midway checks ({MW}), as recording began this year.",
    "Most children had an annual health assessment ({HA}).",
    "Almost a quarter of children did not have their teeth checked ({DC} did).",
    "Dental checks fell to {DC} and we have raised this with the health service.",
    "The largest single age group is 10 to 15, with {A10} children.",
    "In the third quarter {SQ3} children came into care, the most of any quarter.",
    "Six children came into care in April 2025 ({S4}).",
    "More than eight in ten children took part in their review ({P}).",
    "The number of children coming into care fell by 21 to {S}.",
)

WRONG_TOO = (
    "IROs held {HN} review meetings.",
    "{HN} reviews took place over the year.",
    "In total {HN} reviews were chaired by our IROs.",
    "{HD} reviews were on time.",
    "In all {HD} reviews were late.",
    "{P} of reviews were completed within statutory timescales.",
    "{MW} of midway checks were late.",
    "{TN} young people left care in the year.",
    "{TN} children came into care this year.",
    "{C} children went missing.",
    "Children who came into care numbered {L}.",
    "The number of young people leaving care was {S}.",
    "Timeliness was slightly above last year at {H}.",
    "Participation is well above the previous year at {P}.",
    "Stability, at {T}, is behind last year.",
    "Between April 2024 and March 2025 {S} children came into care.",
    "Between 1 April 2025 and 30 June 2025 {SQ2} children came into care.",
    "Five children came into care in April 2025 ({S4}).",
    "None of the late reviews was held in December.",
    "Not one midway check was done in time in 2024-25, against {MW} now.",
    "Two thirds of reviews were in time ({H}).",
    "The number of children in care has almost doubled to {C}.",
    "Fewer than half of midway checks were done in time ({MW}).",
    "Nearly a third of children did not have a dental check ({DC} did).",
)
RIGHT_TOO = (
    "IROs held {HD} review meetings.",
    "{HN} reviews took place within timescale.",
    "{HD} reviews took place over the year.",
    "Of {HD} reviews, all but seventeen were in time.",
    "{MW} of midway checks were within timescale.",
    "{H} of reviews were completed within statutory timescales.",
    "The number of young people leaving care was {L}.",
    "Children who came into care numbered {S}.",
    "Timeliness was slightly below last year at {H}.",
    "Participation is well below the previous year at {P}.",
    "Stability, at {T}, is ahead of last year.",
    "Between April 2024 and March 2025 {SB} children came into care.",
    "Between 1 April 2025 and 30 June 2025 {SQ1} children came into care.",
    "Four children came into care in May 2025 ({S5}).",
    "Nine children, in the year to 31 March 2026, had three or more homes ({TN}).",
    "Children aged 10 to 15 form the largest group ({A10}).",
    "The age range of the group was 12 to 17.",
    "The most common age group was 10 to 15 ({A10}).",
    "More than half of midway checks were done in time ({MW}).",
    "The team has had a stable year, with no agency staff since July.",
    "Reviews before the age of five are led by play and observation.",
    "Feedback forms were redesigned with the help of care leavers.",
    "We thank every foster carer who opened their home for a review.",
    "Three or more moves in a year harm a child’s schooling.",
    "We know that decisions take too long when more than one service is involved.",
    "Since September 2025 IROs have met health colleagues once a term.",
    "All IROs attended training on the Working Together 2023 guidance.",
    "A second IRO was seconded to the family safeguarding project for six months.",
    "Every child is offered an advocate before a review.",
    "Managers reply to an alert within five working days, or the IRO escalates it to stage two.",
    "We have seen no rise in complaints.",
    "The IRO Handbook asks that caseloads lie between 50 and 70.",
    "Seven in ten is not good enough.",
)
"""Others of the kinds that the set found."""


@pytest.mark.parametrize("words", (*WRONG, *WRONG_TOO))
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", (*PLAIN, *FIGURED, *RIGHT_TOO))
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []


@pytest.mark.parametrize(("words", "says"), STAFF)
def test_numbers_of_staff_ask_for_their_source(words: str, says: str) -> None:
    (fault,) = faults(words)
    assert fault.rule == "typed" and says in fault.text and not fault.stops
