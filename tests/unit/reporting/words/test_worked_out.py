"""Three sets of thirty wrong and fifty right sentences, each written before the checks that it led to: round
numbers, differences, ratios, shares of the rest, the highest month or quarter, parts taken for wholes."""

from typing import Any

import pytest

from reporting.proof.checks import check
from reporting.proof.manuscript import Aside, Chapter, Fault, Known, Manuscript
from reporting.proof.text import read

CAME, LEFT, CHILDREN = (
    ("starters", "Came into care", "periods of care", None),
    ("leavers", "Left care", "periods of care", None),
    ("looked_after", "Children in care", "children", None),
)
HELD, PART, MISSING = (
    ("held_in_time", "Reviews held that were in time", "reviews", True),
    ("took_part", "Children who took part, official reading", "reviews", True),
    ("missing", "Times missing", "missing episodes", False),
)
HOMES, HEALTH, TEETH, MIDWAY = (
    ("homes", "Three or more homes in the year", "children", False),
    ("health", "Health assessment in the year, by the return", "children", True),
    ("teeth", "Teeth checked in the year, by the return", "children", True),
    ("midway", "Midway checks done in time", "midway checks", True),
)
NUMBERS: dict[str, tuple[Any, ...]] = {
    "S": ("56", CAME, "count", "2025-26", Aside("77", "2024-25")),
    "SB": ("77", CAME, "count", "2024-25"),
    "S4": ("6", CAME, "count", "April 2025"),
    "S5": ("4", CAME, "count", "May 2025"),
    "S8": ("4", CAME, "count", "August 2025"),
    "S12": ("5", CAME, "count", "December 2025"),
    "SQ1": ("14", CAME, "count", "2025-26 Q1"),
    "SQ2": ("12", CAME, "count", "2025-26 Q2"),
    "SQ3": ("16", CAME, "count", "2025-26 Q3"),
    "SQ4": ("14", CAME, "count", "2025-26 Q4"),
    "L": ("46", LEFT, "count", "2025-26", Aside("55", "2024-25")),
    "LB": ("55", LEFT, "count", "2024-25"),
    "C": ("136", CHILDREN, "count", "31 March 2026", Aside("126", "31 March 2025")),
    "CB": ("126", CHILDREN, "count", "31 March 2025"),
    "H": ("94.7%", HELD, "percent", "2025-26", Aside("95.4%", "2024-25", "95.0%")),
    "HB": ("95.4%", HELD, "percent", "2024-25"),
    "HN": ("306", HELD, "count", "2025-26", Aside("288", "2024-25", "", "", "323")),
    "HD": ("323", HELD, "base", "2025-26", Aside("302", "2024-25")),
    "HQ1": ("91.0%", HELD, "percent", "2025-26 Q1"),
    "HQ2": ("95.8%", HELD, "percent", "2025-26 Q2"),
    "HQ3": ("93.4%", HELD, "percent", "2025-26 Q3"),
    "HQ4": ("97.0%", HELD, "percent", "2025-26 Q4"),
    "P": ("84.0%", PART, "percent", "2025-26", Aside("88.7%", "2024-25", "90.0%")),
    "PB": ("88.7%", PART, "percent", "2024-25"),
    "PN": ("199", PART, "count", "2025-26", Aside("197", "2024-25", "", "", "237")),
    "PD": ("237", PART, "base", "2025-26"),
    "T": ("6.6%", HOMES, "percent", "31 March 2026", Aside("9.5%", "31 March 2025", "", "10.0%")),
    "TB": ("9.5%", HOMES, "percent", "31 March 2025"),
    "TN": ("9", HOMES, "count", "31 March 2026", Aside("12", "31 March 2025", "", "", "136")),
    "TNB": ("12", HOMES, "count", "31 March 2025"),
    "TD": ("136", HOMES, "base", "31 March 2026"),
    "M": ("23", MISSING, "count", "2025-26", Aside("22", "2024-25")),
    "MB": ("22", MISSING, "count", "2024-25"),
    "HA": ("92.8%", HEALTH, "percent", "31 March 2026", Aside("95.0%", "31 March 2025")),
    "HAN": ("90", HEALTH, "count", "31 March 2026", Aside("57", "31 March 2025", "", "", "97")),
    "HAD": ("97", HEALTH, "base", "31 March 2026"),
    "DC": ("77.3%", TEETH, "percent", "31 March 2026", Aside("85.0%", "31 March 2025")),
    "DCB": ("85.0%", TEETH, "percent", "31 March 2025"),
    "MW": ("86.7%", MIDWAY, "percent", "2025-26", Aside("", "2024-25")),
    "A10": ("52", CHILDREN, "count", "31 March 2026"),
}
OTHER_MONTHS = {
    "June 2025": "4",
    "July 2025": "4",
    "September 2025": "4",
    "October 2025": "6",
    "November 2025": "5",
}
GROUP = "A10"


def _ref(name: str) -> str:
    """The reference of a figure: measure, period, part."""
    _, (code, *_), part, period, *_ = NUMBERS[name]
    return "|".join([code, period.replace(" ", "-"), part, *(["age=10 to 15"] if name == GROUP else [])])


def _known(
    text: str, measure: tuple[str, str, str, bool | None], part: str, period: str, *aside: Aside
) -> Known:
    code, what, base, better = measure
    what += {"percent": ": share", "base": ": counted among"}.get(part, "")
    return Known(text, what, base, period, code=code, is_more_better=better, aside=next(iter(aside), None))


FIGURES = {_ref(name): _known(*number) for name, number in NUMBERS.items()} | {
    f"starters|{month.replace(' ', '-')}|count": _known(text, CAME, "count", month)
    for month, text in OTHER_MONTHS.items()
}
WRONG = (
    "{S} children came into care in 2025-26, a fall of a third on the {SB} who came the year before.",
    "Timeliness rose in each quarter, from {HQ1} to {HQ2}, {HQ3} and {HQ4}.",
    "The busiest quarter for new arrivals was the second, with {SQ2}, against {SQ3} in the third.",
    "All but seven of the {HD} reviews were held on time ({HN}).",
    "One in ten children had not had their teeth checked, as {DC} had.",
    "More than nine in ten of those eligible took part in their review ({P}).",
    "At {H} we achieved our target for reviews in time.",
    "Fewer children went missing than last year: {M} episodes.",
    "Our stability figure ({T}) is worse than that of England.",
    "The number of looked after children went down by ten over the year, to {C}.",
    "The ratio of children coming into care to those leaving was about two to one ({S} to {L}).",
    "Just under three quarters of reviews had the child’s participation recorded ({P}).",
    "For every child who left care ({L}), two came in ({S}).",
    "In the three months to June 2025, {SQ2} children came into care.",
    "Between October and December {SQ4} children entered care.",
    "{HAN} of our {C} children had an annual health assessment.",
    "{DC} of reviews included a dental check.",
    "No reviews were late this year.",
    "Midway checks improved to {MW}.",
    "There were no midway checks completed on time in 2024-25.",
    "Midway checks in time went from nil in 2024-25 to {MW}.",
    "By 31 March 2025 the number in our care had reached {C}.",
    "Numbers leaving care have risen for the second year running, to {L}.",
    "Three children in every twenty ({T}) moved three times or more.",
    "Twenty-one more children came into care than in the previous year ({S} against {SB}).",
    "Participation stands at {P}, up slightly on the year before.",
    "Last year {M} episodes of going missing were recorded.",
    "December was the busiest month, with {S12} new entrants, after {S4} in April.",
    "{S} boys and girls left our care during the year.",
    "Of the {HD} reviews held, {HN} were late.",
    "A third fewer children came into care than in 2024-25: {S}.",
    "The number of children in our care ({C}) is the lowest in three years.",
    "Children coming into care ({S}) outnumber those leaving ({L}) by two to one.",
    "Missing episodes halved, with {M} in the year.",
    "Three quarters of all reviews held in the year, {HN} of {HD}, met the deadline.",
    "The percentage of reviews on time fell by seven points over the year, from {HB} to {H}.",
    "We exceeded the target for participation with {P}.",
    "Reviews were timelier in the first quarter ({HQ1}) than in the last ({HQ4}).",
    "Our neighbours do better on stability, at [[outside:8.9%|DfE, 2025]] against our {T}.",
    "Both years saw the same number of children leave care ({L} and {LB}).",
    "Entries to care fell in the third quarter to {SQ3}, from {SQ2} in the second.",
    "{HAD} children had their annual health assessment.",
    "Nobody moved three times or more this year ({TN}).",
    "Up to 31 March 2025 {S} children had come into care that year.",
    "There has been a steady rise in participation, now at {P}.",
    "Every quarter more than 95% of reviews were on time ({HQ1}, {HQ2}, {HQ3} and {HQ4}).",
    "By the end of quarter three {S} children had come into care.",
    "Compared with the previous year ({L}), {LB} children left care this year.",
    "The number of late reviews was {HN}.",
    "In none of the {HD} reviews was the deadline missed.",
    "The rate of dental checks ({DC}) exceeds that of health assessments ({HA}).",
    "No health assessments were recorded in 2023-24, so the rate was 0%.",
    "In 2025-26 midway checks were up from 0% to {MW}.",
    "On 30 September 2025 there were {C} children in our care.",
    "Our IROs are each responsible for {C} children.",
    "Nearly two thirds of children had their teeth checked: {DC}.",
    "The fall in participation of two points ({PB} to {P}) is a concern.",
    "Reviews in time in 2024-25 and 2025-26 were {H} and {HB} respectively.",
    "{L} of the {S} children who came into care left it again.",
    "Children went missing on {S} occasions.",
    "Almost all reviews of children aged four and over heard from the child ({P}).",
    "Children in care fell below the number of a year ago, to {C}.",
    "One child in eight had three or more homes: {TN} of {TD}.",
    "Departures from care went up from {LB} to {L}.",
    "Four in five dental checks were done, against nearly nine in ten the year before ({DC}, {DCB}).",
    "The last quarter saw the fewest arrivals of the year ({SQ4}).",
    "{S} reviews took place in the year.",
    "We have {CB} children in care at 31 March 2026.",
    "Reviews in time have improved in both of the last two years and stand at {H}.",
    "The share of children who took part rose by about five points, from {PB} to {P}.",
    "Twice as many children came into care as in the year before, {S} compared to {SB}.",
    "In 2025-26, {DCB} of children had their teeth checked.",
    "Only six reviews out of {HD} were late ({HN} in time).",
    "We are ahead of England on health assessments, at [[outside:95%|DfE, 2025]] there and {HA} here.",
    "{P} of the children we look after took part in a review.",
    "Timeliness peaked in the first quarter at {HQ1}.",
    "For every review that was late, two were in time ({HN} of {HD}).",
    "More than a third of children had not had a dental check; {DC} had.",
    "Missing episodes rose by half, from {MB} to {M}.",
    "The number of children in care was stable: {CB} last year and {C} now, a change of four.",
    "In the six months to September 2025, {S} children came into care.",
    "Every child had a health assessment in the year ({HA}).",
    "Few midway checks were in time ({MW}).",
    "Admissions in December ({S12}) were double those of April ({S4}).",
    "Of the {S} arrivals, {L} had left care by the end of the year.",
    "Just {HN} of the reviews were late.",
    "Stability got worse: {T} of children had three or more homes, up from {TB}.",
    "Our performance of {H} is two points above target.",
    "Roughly one review in three was held late (timeliness was {H}).",
    "As no midway checks took place in 2024-25, the rise to {MW} is a success.",
)
RIGHT = (
    "{S} children came into care in 2025-26, down by more than a quarter on the {SB} of the year before.",
    "We chaired {HD} reviews in the year and {HN} of them ({H}) were on time.",
    "Timeliness dipped from {HB} to {H} but ended the year at {HQ4} in the fourth quarter.",
    "The fourth quarter was our best, at {HQ4}.",
    "Just under 95% of reviews were in time ({H}).",
    "Around 95 per cent of reviews ({H}) were held within timescale.",
    "Over 300 reviews ({HN}) were held in time.",
    "The number of children in care rose from {CB} to {C}, an increase of ten.",
    "Ten more children were in care at the end of March 2026 than a year earlier ({C} and {CB}).",
    "{TN} children had three or more homes, compared with {TNB} the year before.",
    "Fewer than one in ten children ({T}) had three or more homes.",
    "At {T} we compare well with England, where it is [[outside:10%|DfE, 2025]].",
    "{P} is six points below our target of [[outside:90%|Business plan 2025-26]].",
    "Participation fell by 4.7 percentage points, from {PB} to {P}.",
    "Our target was missed: {H} against [[outside:95%|Business plan 2025-26]].",
    "Roughly five in six reviews ({P}) heard the child.",
    "In the first quarter {SQ1} children came into care and in the second {SQ2}.",
    "From October to December 2025 {SQ3} children came into care, more than in any other quarter.",
    "Admissions were highest in the third quarter ({SQ3}).",
    "In April 2025 {S4} children came into our care, and in May {S5}.",
    "{HA} of children had a health assessment in the year ({HAN} of {HAD}).",
    "Three in four children ({DC}) had their teeth checked.",
    "More than three quarters of children ({DC}) had seen a dentist.",
    "Children went missing {M} times, one more than the year before ({MB}).",
    "Going missing was almost unchanged, at {M} episodes after {MB}.",
    "{MW} of midway checks were in time; the year before they were not recorded.",
    "We began to record midway checks in 2025-26, so there is no earlier figure.",
    "{S} children came into care and {L} left, so that numbers grew.",
    "Ten more children came into care ({S}) than left it ({L}).",
    "For every five children who came into care about four left it ({S} and {L}).",
    "{L} children left care in the year to 31 March 2026; in the year before it was {LB}.",
    "All but seventeen of the {HD} reviews were in time ({HN}).",
    "Caseloads should lie between 50 and 70 children for each full-time IRO.",
    "The largest group, {A10} of {C}, is aged 10 to 15.",
    "Between the ages of 16 and 17 young people prepare to leave care.",
    "The Handbook sets 20 working days for the first review, three months for the second, and six months "
    "after that.",
    "One young person told us: “I had four social workers in one year and nobody told me why.”",
    "Reviews are held at least every six months.",
    "Half a day of training was held in each locality.",
    "Q2 saw {SQ2} arrivals and Q3 {SQ3}.",
    "Timeliness was lowest in April to June ({HQ1}) and highest in January to March ({HQ4}).",
    "Apart from the third quarter, timeliness rose through the year: {HQ1}, {HQ2}, {HQ3}, {HQ4}.",
    "{H} is a good result, but our target is higher.",
    "Compared with England ([[outside:10%|DfE, 2025]]) fewer of our children had three or more homes: {T}.",
    "{PN} of {PD} reviews of children aged four and over had the child take part.",
    "The gap between {H} and {P} shows that a review in time is not yet a review with the child.",
    "The rate of children in care is [[outside:62|our sums, mid-2024 population]] per 10,000.",
    "It took two meetings to agree the new protocol.",
    "Sibling groups of three or more are hard to place.",
    "The second quarter brought fewer admissions ({SQ2}) than the first ({SQ1}).",
    "The service chaired {HD} reviews, an average of 27 a month.",
    "A quarter fewer children came into care than in 2024-25 ({S}, from {SB}).",
    "Participation has gone down from {PB} to {P}, and we want to understand why.",
    "The number of children leaving care fell by nine, to {L}.",
    "Times missing hardly changed ({MB} last year, {M} this).",
    "Our stability ({T}) is better than England’s.",
    "Stability improved by almost three points, from {TB} to {T}.",
    "Reviews held within timescale: {H} (2024-25: {HB}).",
    "{H} of reviews were timely (target: [[outside:95%|Business plan]]; 2024-25: {HB}).",
    "The first quarter was the weakest, with {HQ1} of reviews in time.",
    "Timeliness recovered from {HQ1} in quarter one to {HQ4} in quarter four.",
    "In three of the four quarters fewer than 15 children came into care ({SQ1}, {SQ2}, {SQ3} and {SQ4}).",
    "Most children who could take part did so ({PN} of {PD}).",
    "About one child in fifteen ({T}) had three or more homes.",
    "Nine children had three or more homes ({TN} of {TD}).",
    "Children in care at the year end numbered {C}, or ten more than a year before.",
    "More children came than went: {S} against {L}.",
    "Last year {SB} children came into care; this year it was {S}.",
    "Between April and June 2025 {SQ1} children came, and their first reviews were held by the end of July.",
    "Between July and September {SQ2} children came into care.",
    "{LB} children left care in the year that ended on 31 March 2025.",
    "Since the year before, the number in care has grown from {CB} to {C}.",
    "An IRO meets each child before the review, wherever the child lives.",
    "Our longest-serving IRO has 30 years of experience.",
    "A child aged 9 asked for a shorter meeting.",
    "Children under five are heard through play.",
    "The 2024-25 report promised three things.",
    "We promised five things last year and kept all of them.",
    "Section 3 shows that {P} of reviews heard the child.",
    "[[outside:45%|Ofsted, March 2026]] of children asked said that they chose who came.",
    "The Ofsted inspection of 3 to 7 November 2025 found strengths.",
    "About 95 in every 100 reviews ({H}) kept to the date.",
    "One in twenty reviews was late: {H} were in time.",
    "Nearly one in four children had not seen a dentist in the year, while {DC} had.",
    "Health assessments fell by 2.2 points to {HA}.",
    "Fewer than ten children had three or more homes ({TN}).",
    "Children in care rose 8% to {C}.",
    "We are 0.3 points short of our 95% target at {H}.",
    "The target of 90% for participation was not met: {P}.",
    "In the year, {HN} reviews were held in time and 17 were not ({HD} in all).",
    "Seventeen of the {HD} reviews were held late; the other {HN} were in time.",
    "Nothing in this section counts short breaks.",
    "Half-yearly meetings with the director took place in June and December.",
    "All IROs are registered social workers.",
    "Children told us that four things matter most.",
    "Our five-year plan ends in 2028.",
    "This is the third report in this form.",
    "Two thirds of the way through the year a new manager joined.",
    "December ({S12}) was quieter than April ({S4}).",
    "Over the year to 31 March 2026, {S} children came into care and {L} left.",
    "Reviews in time stood at {H}, against {HB} a year ago.",
    "There were {M} missing episodes, compared with {MB} in 2024-25.",
    "The proportion of children with three or more homes came down from {TB} to {T}.",
    "Fewer than one child in ten ({T}) moved twice or more in the year.",
    "We fell just short of our target for reviews in time ({H}).",
    "Six percentage points separate our participation ({P}) from its target.",
    "Participation, at {P}, is below the target of 90%.",
    "Children in care rose by 8 per cent, from {CB} to {C}.",
    "{SB} children came in 2024-25 and {S} in 2025-26, a drop of 21.",
    "Just over nine in ten health assessments were up to date ({HA}).",
    "About 93% of children had a health assessment ({HA}).",
    "The dental figure, {DC}, is down by almost eight points.",
    "IROs chaired more than six reviews a week ({HD} in the year).",
    "A little over 26 reviews were held each month, {HD} in all.",
    "In quarter four {HQ4} of reviews were in time, the best of the year.",
    "The third quarter was busiest for admissions: {SQ3} children came into care.",
    "Between January and March 2026 {SQ4} children came into care.",
    "April was busier than May, with {S4} and {S5} children coming into care.",
    "There were fewer admissions in May ({S5}) than in April ({S4}).",
    "Young people aged 16 to 17 asked for later meetings.",
    "Ms Grant has led the team for six years.",
    "We ran two workshops for foster carers in autumn.",
    "A sixteen-year-old chaired her own review and wrote the invitation.",
    "The Children’s Commissioner visited on 12 and 13 May 2025.",
    "Reviews last about an hour.",
    "Letters to children are sent within ten working days.",
    "Of {PD} reviews of children who could take part, {PN} heard the child.",
    "Most midway checks ({MW}) were done in time.",
    "The gap to England ([[outside:10%|DfE, 2025]]) is wide: here it is {T}.",
    "Across England it was [[outside:10%|DfE, 2025]]; ours is lower, at {T}.",
    "No figure can show what a good review feels like.",
    "{L} children left care, nine fewer than the year before.",
    "{S} children came into care, 21 fewer than in 2024-25.",
    "The number of children leaving care dropped by a sixth ({LB} to {L}).",
    "We do not know how many checks were made in 2024-25, when they were not yet recorded.",
    "Roughly four leavers for every five arrivals: {L} and {S}.",
    "One child in four went without a dental check, as {DC} had one.",
    "{HN} reviews were on time and {HD} were held in all.",
    "Nineteen in twenty reviews ({H}) kept to time.",
    "Our second aim was that 90% of children take part; {P} did.",
    "Two of the three priorities of last year have been met.",
    "Numbers rose in the first half of the year and fell in the second.",
    "In 2026-27 we want more than 95% of reviews in time.",
    "Six months after a child leaves care we write to them.",
    "We looked in depth at 20 records.",
    "Health ({HA}) and teeth ({DC}) are both lower than last year.",
)
WAY_OUT = (
    (
        "We held more than 300 reviews.",
        "it may be: Reviews held that were in time, 306 ([[figure:held_in_time",
    ),
    ("Three per cent of what we spend goes on training.", "[[outside:Three per cent|source]]"),
    ("The independent visitor scheme has 12 volunteers.", "[[outside:12|source]]"),
)
"""Right as far as anybody knows, with a number that is not to be typed: what to do instead."""


def faults(text: str) -> list[Fault]:
    words = text.format(**{name: f"[[figure:{_ref(name)}]]" for name in NUMBERS})
    glossary = {"IRO": "", "IROS": "", "IROs": "", "DfE": "", "Q2": "", "Q3": ""}
    return check(Manuscript([Chapter("Chapter", read(words))], FIGURES, glossary, year=2026))


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []


@pytest.mark.parametrize(("words", "says"), WAY_OUT)
def test_a_typed_number_is_told_its_way_out(words: str, says: str) -> None:
    (fault,) = faults(words)
    assert fault.rule == "typed" and says in fault.text
