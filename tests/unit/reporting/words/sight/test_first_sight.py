"""Sentences that a QA manager wrote before the rules were read, and what they led to: numbers at the end of a
sentence, whom a share is of, a day said of a year, most that were late."""

import pytest

from reporting.proof.checks import check
from reporting.proof.manuscript import Chapter, Fault, Manuscript
from reporting.proof.text import read
from tests.unit.reporting.words.test_alone import KNOWN, REFS
from tests.unit.reporting.words.test_words_beside_figures import RUNNING

GLOSSARY = {"IRO": "", "IROS": "", "DfE": "", "LAIT": ""}
RUNS = "{R}"
"""The figure of a year that is not over."""
WRONG = (
    "Our seven IROs between them chaired five hundred and fifty-nine reviews.",
    "Just one in twelve reviews went past its date.",
    "Reviews late because of illness numbered fourteen.",
    "A dozen children had a change of IRO.",
    "{H} of the children we look after were reviewed within timescale.",
    "Young people contributed to their meetings in {P} of cases, that is {P} of all young people.",
    "We looked after {C} young people during the year.",
    "{M3} of those who came into care had three or more homes.",
    "A total of {S} assessments were completed.",
    "Last winter {S} children came into our care.",
    "By Easter {HN} reviews had been held in time.",
    "The last quarter brought {S} children into care.",
    "For 2024-25 the share of reviews in time stands at {H}.",
    "This year {R} children came into care, which is a sharp drop on {SB} in the year before.",
    "With {R} children coming into care in 2025-26 demand has fallen.",
    "No young person had to wait for an advocate.",
    "No review was cancelled.",
    "Not one of our plans drifted.",
    "Going missing became twice as common: {X} times, after {XB}.",
    "Barely half of reviews ({P}) had the child in the room.",
    "The number of children leaving care more than halved, from {LB} to {L}.",
    "We have fewer children in our care than a year ago: {C}, where there had been {CB}.",
    "Most reviews missed their date: {HN} of {HD} were in time.",
    "None of our children had three or more homes.",
    "Only one child in every hundred had three or more homes ({M3}).",
    "Complaints about reviews numbered six, while concerns came to thirty-one.",
    "Roughly one young person in a hundred ({M3}) moved often.",
    "The majority of reviews ran late: only {HN} of {HD} were in time.",
    "Over the year we cared for {C} children and young people.",
    "{P} of those who left care had said what they wanted.",
    "{HN} visits were made before reviews.",
    "Not one of the decisions was overturned.",
    "Leaving care is now half as common: {L}, after {LB}.",
    "There were fewer times missing than a year before: {X}, compared with {XB}.",
    "We sent {L} letters to children.",
    "IROs followed up every single decision.",
    "Twice as likely to be missing, children went {X} times where it had been {XB}.",
)
RIGHT = (
    "{H} of reviews were held within the time that the law allows.",
    "We chaired {HD} reviews in the year, and {HN} of them were in time.",
    "Of {HD} reviews held, {HN} ({H}) kept to their date.",
    "That leaves work to do: last year the share was {HB}.",
    "{S} children came into care during the year; the year before it was {SB}.",
    "Slightly more children came into care than last year, {S} compared with {SB}.",
    "[[outside:12|our sums]] fewer children left care than the year before.",
    "At the year end we looked after {C} children, up from {CB}.",
    "On 31 March 2026 there were {C} children in our care, and a year earlier {CB}.",
    "Children went missing {X} times; last year it was {XB}.",
    "Participation dipped slightly, from {PB} to {P}.",
    "More than four in five reviews heard from the child ({P}).",
    "Roughly one child in twelve ({M3}) had three or more homes in the year.",
    "The share of children with three or more homes almost doubled, from {M3B} to {M3}.",
    "In May 2025, {MAY} of the {S} children came.",
    "So far this year {R} children have come into care.",
    "We aim to chair all reviews on time next year.",
    "The team has been at full strength since September.",
    "Half of our team day in March was given to safety planning.",
    "Most IROs work from home two days a week.",
    "No decision about a child should be made without the child.",
    "We do not yet record how long a child waits for an advocate.",
    "A new form has been in use since 1 October 2025.",
    "The first meeting of the group took place in week 10 of the school year.",
    "Fewer meetings, better prepared, is what carers asked for.",
    "We doubled our efforts to reach children who live far away.",
    "One mother wrote that she felt heard for the first time.",
    "“Half the time I don’t know what they are talking about,” a boy of 12 said.",
    "Nobody likes to sit in a room with ten adults.",
    "A review should never be the first time that a child hears of a plan.",
    "Regulation 33 sets the times: 20 working days, three months, six months.",
    "Children under 4 are counted apart.",
    "IROs raised concerns early, and many were settled over the telephone.",
    "We compared ourselves with [[outside:ten|LAIT, 2025]] similar councils.",
    "England’s average is [[outside:90.0%|DfE, 2025]], so with {H} we are just above it.",
    "We fell short of our own target of [[outside:95%|Business plan 2025-26]], reaching {H}.",
    "The panel asked us in July why reviews are late; section 5 answers.",
    "Our next report will be for 2026-27.",
    "Throughout the year IROs wrote to children after reviews.",
    "In the course of the year the number in care rose to {C}.",
    "Over the year we cared for children from [[outside:nine|case records]] countries.",
    "{MAY} of the {S} who came did so in May 2025.",
    "The law sets 20 working days, then 3 months, then 6 months.",
    "Statutory guidance expects 50 to 70 children for each officer.",
    "In week 3 of each term we meet the virtual school.",
    "A girl of 15 designed our new letter.",
    "Most reviews were in time: {HN} of {HD}.",
    "Few were late: {H} of reviews were in time.",
    "{H} of reviews were in time, and carers were sent a letter after each.",
    "Of the {L} children who left care, some went home.",
    "Assessments of health are told in section 10.",
    "A visit before the review matters to children.",
    "We looked after {C} children at the end of the year.",
    "We looked after {CB} children at the start of the year and {C} at its end.",
    "No one of us can do this alone.",
    "Concerns came to us from many sides.",
    "It came to {H}, below our target.",
    "One in a hundred is one too many, a carer told us.",
)
OF_STAFF = (
    ("Two IROs retired at Christmas and were replaced.", "Two", "Staff list"),
    ("None of the IROs has another role in the council.", "None", "Staff list"),
)
"""Numbers that the portal does not count pass with their source."""


def faults(words: str) -> list[Fault]:
    known = KNOWN | RUNNING if RUNS in words else KNOWN
    text = words.replace(RUNS, "{S}").format(**REFS)
    return check(Manuscript([Chapter("Our year", read(text), has_figures=True)], known, GLOSSARY, year=2026))


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_with_its_place(words: str) -> None:
    found = faults(words)
    assert found and {fault.place for fault in found} == {"Our year, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []


@pytest.mark.parametrize(("words", "number", "source"), OF_STAFF)
def test_numbers_of_staff_ask_for_their_source(words: str, number: str, source: str) -> None:
    assert [fault.rule for fault in faults(words)] == ["typed"]
    assert faults(words.replace(number, f"[[outside:{number}|{source}]]")) == []
