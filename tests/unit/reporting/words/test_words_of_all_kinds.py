"""Fifty wrong sentences and tables and as many right ones, held to the figures of one invented year."""

import pytest

from reporting.proof import text as texts
from reporting.proof.checks import check
from reporting.proof.manuscript import Chapter, Known, Manuscript

YEAR, BEFORE, END, START = "2025-26", "2024-25", "31 March 2026", "31 March 2025"
T = "[[table:Moves|source: case records|base: children|period: 2024-25 and 2025-26]]\n"


def known(text: str, what: str, base: str, period: str, **over: bool) -> Known:
    return Known(text, what, base, period, code=what, **over)


FIGURES = {
    "starters|year": known("62", "Came into care", "periods of care", YEAR),
    "starters|before": known("58", "Came into care", "periods of care", BEFORE),
    "starters|april": known("8", "Came into care", "periods of care", "April 2025"),
    "starters|july": known("7", "Came into care", "periods of care", "July 2025"),
    "care|end": known("238", "Children in care", "children", END),
    "care|start": known("218", "Children in care", "children", START),
    "care|december": known("230", "Children in care", "children", "31 December 2025"),
    "timely|year": known("91.4%", "Reviews in time: share", "reviews", YEAR, is_more_better=True),
    "timely|before": known("94.0%", "Reviews in time: share", "reviews", BEFORE, is_more_better=True),
    "timely|may": known("95.0%", "Reviews in time: share", "reviews", "May 2025", is_more_better=True),
    "held|year": known("559", "Reviews held", "reviews", YEAR),
    "due|year": known("511", "Reviews in time", "reviews", YEAR),
    "homes|year": known("8.0%", "Three or more homes: share", "children", YEAR),
    "took_part|year": known("82.9%", "Children who took part: share", "reviews", YEAR, is_more_better=True),
    "missing|year": known("66", "Times missing", "missing episodes", YEAR),
    "checks|year": known("", "Midway checks in time", "midway checks", YEAR, is_known=False),
    "disputes|year": known("", "Formal disputes", "concerns", YEAR, is_known=False),
    "running|year": known(
        "12", "Came into care", "periods of care", "1 April 2025 to 1 June 2025", is_of_a_part=True
    ),
}
GLOSSARY = {"IRO": "Independent Reviewing Officer"}


def F(name: str) -> str:
    return f"[[figure:{name}]]"


def faults_in(words: str) -> list[str]:
    chapter = Chapter("Introduction", texts.read(words), has_figures=True)
    found = check(Manuscript([chapter], FIGURES, GLOSSARY, year=2026))
    return [str(fault) for fault in found]


WRONG = [
    ("No midway checks were missed.", "No midway checks were"),
    ("All reviews were held on time.", "All reviews were"),
    ("Every child took part in their review.", "Every child took"),
    ("There were no late reviews.", "no late reviews"),
    ("None of our children moved more than twice.", "None of our children"),
    ("Not a single review was missed.", "Not a single review"),
    ("A dozen children came into care.", "A dozen"),
    ("Twenty-three children left care.", "Twenty-three"),
    ("Over ninety per cent of reviews were in time.", "ninety per cent"),
    ("Nine out of ten children took part.", "Nine out of ten"),
    ("Three in four children stayed put.", "Three in four"),
    ("We had no disputes in the year.", "no disputes"),
    ("No concerns were raised.", "No concerns"),
    ("Zero monitoring forms were returned.", "Zero"),
    (f"There were {F('disputes|year')} formal disputes.", "not recorded"),
    (f"{F('timely|year')} of young people had their review in time.", "counts reviews"),
    (f"{F('starters|year')} reviews were held.", "counts periods of care"),
    (f"{F('homes|year')} of reviews saw three or more homes.", "counts children"),
    (f"{F('missing|year')} children went missing.", "counts missing episodes"),
    (f"In June 2025 {F('starters|july')} came.", "July 2025"),
    (f"On 30 September 2025 we looked after {F('care|december')} children.", "31 December 2025"),
    (f"In 2023-24 {F('starters|before')} came.", "2024-25"),
    (f"In the third quarter {F('starters|april')} came.", "April 2025"),
    (f"At the start of the year we looked after {F('care|end')} children.", "31 March 2026"),
    (f"Two years ago {F('starters|before')} came.", "2024-25"),
    (f"Reviews in time went up by 3% from {F('timely|before')} to {F('timely|year')}.", "it fell"),
    (f"The same number came as last year: {F('starters|year')} and {F('starters|before')}.", "it rose"),
    (f"All {F('held|year')} reviews were in time ({F('timely|year')}).", "91.4%"),
    ("On average each child had 2.4 reviews.", "2.4"),
    ("Half of the children took part.", "Half of"),
    ("A quarter of reviews were late.", "A quarter"),
    ("## Five children moved\n\nThey are settled now.", "Five"),
    ("- 12 children moved.\n- We listened.", "12"),
    ("The LADO and the PLO panel met us.", "LADO"),
    (T + f"Checks | Number\nIn time | {F('checks|year')}\n[[end]]", "not recorded"),
    (T + "Home | Number | %\nFoster | 60 | 60.0\nOther | 40 | 45.0\nTotal | 100 | 100.0\n[[end]]", "105.0"),
    (T + "Home | Number\nFoster | 1O\nOther | 40\nTotal | 50\n[[end]]", "1O is not a number"),
    ("Caseloads averaged [[outside:61|Staff list|of: 420/7]].", "60.0"),
    ("[[outside:120%|Survey|of: 12/10]] agreed.", "larger than the whole"),
    (
        f"Children took part in {F('took_part|year')} of reviews, above the [[outside:99%|DfE]] of England.",
        "82.9% against 99%",
    ),
    (f"Numbers in care fell by half, from {F('care|start')} to {F('care|end')}.", "it rose"),
    ("Timeliness was 100 per cent.", "100 per cent"),
    (T + f"Year | Came\n2024-25 | {F('starters|year')}\n[[end]]", "Choose the figure of 2024-25"),
    (T + "Home | Number\nFoster | 12,34\nOther | 40\n[[end]]", "is not a number"),
    (f"During the year {F('running|year')} came.", "not over"),
    (f"Half as many came: {F('starters|year')}, against {F('starters|before')}.", "Half as many"),
    (
        f"Twice as many came, {F('starters|year')}, as the year before, {F('starters|before')}.",
        "Twice as many",
    ),
    (f"Fewer children came into care, {F('starters|year')} after {F('starters|before')}.", "Fewer"),
    ("Reviews were late twice as often as last year.", "without its number"),
    ("The number of children in care has trebled since 2020.", "without its number"),
    ("Formal disputes: nil.", "nil"),
    (f"Of children in care, {F('timely|year')} were reviewed in time.", "counts reviews"),
    (f"Only one in twenty, {F('homes|year')}, moved often.", "one in twenty"),
    (f"At the end of December {F('care|end')} children were in care.", "31 March 2026"),
    (f"Care rose by ten per cent, from {F('care|start')} to {F('care|end')}.", "ten per cent"),
    (f"It doubled, from {F('starters|before')} to {F('starters|year')}.", "doubled"),
    (f"Timeliness improved to {F('timely|year')}, from {F('timely|before')}.", "improved"),
]
RIGHT = [
    "No child should be surprised by what is said at their review.",
    "No two reviews are alike.",
    "None of this would be possible without our IROs.",
    "All children deserve to be heard.",
    "Every child should have an IRO whom they know.",
    "We wrote to all social workers in June.",
    "Each IRO has a link team.",
    "One young person said: “They asked me four times what I wanted.”",
    "On 1 September 2025 we changed the form.",
    "In the first quarter of 2026-27 we will begin.",
    "The regulations of 2010 ask for a first review within 20 working days.",
    "A review is held within 20 working days, then within three months, then every six months.",
    "Call us on 0800 123 4567.",
    "Children under 5 and their carers have a play session.",
    "Stage 2 of our procedure is with the head of service.",
    "Regulation 33 and section 26 set the times.",
    "Calls are answered within 24 hours.",
    "The second priority was harder than the first.",
    "On the one hand we listen, on the other we decide.",
    "Both teams moved into one building.",
    "No one likes long meetings.",
    f"{F('starters|year')} children came into care, compared with {F('starters|before')} the year before.",
    f"On 31 December 2025 we looked after {F('care|december')} children.",
    f"In May {F('timely|may')} of reviews were in time.",
    f"Reviews in time: {F('timely|year')} ({F('timely|before')} last year).",
    f"{F('care|end')} children were in our care on 31 March 2026, and {F('care|start')} a year earlier.",
    f"Children were missing {F('missing|year')} times.",
    f"Of {F('held|year')} reviews that were due, {F('due|year')} were held in time ({F('timely|year')}).",
    "Of the children who came, [[outside:12|Team list, March 2026]] live with family.",
    "In the survey [[outside:40|Survey]] children answered; [[outside:80%|Survey|of: 32/40]] were content.",
    T + f"Year | Came\n2024-25 | {F('starters|before')}\n2025-26 | {F('starters|year')}\n[[end]]",
    "## Plans for 2026-27\n\nWe will meet schools.",
    "The service works from two offices.",
    "Between April and June the rooms were painted.",
    "COVID-19 changed how we meet.",
    "The Children Act 1989 and the Adoption and Children Act 2002 are our base.",
    "Young people aged 16 and 17 plan with us.",
    "Supervision is held every four weeks.",
    "Ofsted judged us good in 2024.",
    "Three times a year we meet the Children in Care Council.",
    "Read more on page 12.",
    "We follow Working Together to Safeguard Children 2023.",
    "There is no waiting list for advocates.",
    "No changes were made to the form this year.",
    f"Children in care rose to {F('care|end')}, from {F('care|start')} a year before.",
    f"More than four in five, {F('took_part|year')}, took part.",
    f"Fewer than one in ten, {F('homes|year')}, had three or more homes.",
    f"Nearly one in twelve, {F('homes|year')}, had three or more homes.",
    f"Slightly more came than the year before: {F('starters|year')} after {F('starters|before')}.",
    f"After a busy April, with {F('starters|april')}, fewer came in July: {F('starters|july')}.",
    f"At the end of December {F('care|december')} children were in care.",
    f"Of the reviews held, {F('timely|year')} were in time.",
    f"Twice as many as we planned came: {F('starters|year')}.",
    "We halved the time that it takes to book a room for a review.",
    "The number of people in the team halved in the summer holidays.",
    "Half of the team works from the north of the county.",
    "We met twice as often with the teams that asked us to.",
    "Decisions are half as useful when they come late.",
    "Children said zero is not a number they like.",
    "Our aim is nil delay.",
    "Each month the IROs meet to learn from one review.",
]


@pytest.mark.parametrize(("words", "why"), WRONG)
def test_what_is_wrong_is_named_once_with_its_place_and_what_to_do(words: str, why: str) -> None:
    found = faults_in(words)
    named = [fault for fault in found if why in fault]
    assert len(named) == 1 and all(fault.startswith("Introduction") for fault in found), found
    assert all(len(texts.sentences(fault.partition(": ")[2])) > 1 for fault in found), found


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_is_not(words: str) -> None:
    assert faults_in(words) == []


def test_there_are_fifty_of_each() -> None:
    assert len(WRONG) >= 50 and len(RIGHT) >= 50


@pytest.mark.parametrize(
    ("day", "says"),
    [("14 June 2026", ""), ("31 March 2026", "not after the year"), ("in June", "is not a day")],
)
def test_what_happened_after_the_year_has_a_day_after_it(day, says):
    """P-178: it is set apart, so that nobody takes it for a part of the year."""
    words = f"We met.\n[[after:{day}]] The inspectors came.\n\nWe met again."
    assert [p.after for p in texts.read(words).paragraphs] == ["", day, ""]
    found = faults_in(words)
    assert says in found[0] if says else found == [], found
