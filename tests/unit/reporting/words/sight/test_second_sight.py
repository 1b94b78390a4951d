"""Sentences with figures, written before the rules were read again: what is wrong is refused at its place,
what is right is not."""

import pytest

from tests.unit.reporting.words.test_words_beside_figures import FIGURES, faults

WRONG = (
    "{S} children came into care, three times as many as the {SB} of last year.",
    "Six times as many children came into care ({S}) as left it ({L}).",
    "Children went missing {X} times, half as often as the {XB} times a year earlier.",
    "More children left care ({L}) than came into it ({S}).",
    "Fewer children came ({S}) than left ({L}).",
    "Eight in ten reviews ({H}) were in time.",
    "Three quarters of reviews were in time ({H}).",
    "Nearly all children ({P}) took part.",
    "A minority of reviews, {H}, were in time.",
    "Reviews in time fell by 6 percentage points, from {HB} to {H}.",
    "Timeliness improved to {H}, after {HB} the year before.",
    "Children took part more often: {P}, after {PB} in 2024-25.",
    "The number of children in care fell from {CB} to {C}.",
    "At {H}, timeliness was above the {HB} of last year.",
    "{HD} children were reviewed in the year.",
    "Our IROs held {S} reviews in May.",
    "In May {S} children came into care.",
    "Last year {H} of reviews were in time.",
    "{H} of our children were reviewed in time.",
    "{P} of schools took part.",
    "We chaired {HN} reviews, all of them late.",
    "{HN} reviews were held late.",
    "The number of moves halved, from {M3B} to {M3}.",
    "{L} children came into care in 2025-26.",
    "{HN} of the {S} children were seen.",
    "Participation was the same in both years: {P} and {PB}.",
    "Only a handful of children ({S}) came into care.",
    "Of {HD} reviews, {HN} were in time, half of them.",
    "There were {XB} missing episodes in 2025-26.",
    "We looked after {S} children on 31 March 2026.",
)
RIGHT = (
    "{S} children came into care, {SB} the year before.",
    "Slightly more children came into care than last year ({S} and {SB}).",
    "More children came ({S}) than left ({L}).",
    "Fewer children left ({L}) than came into care ({S}).",
    "Six times as many children came in the year ({S}) as in May ({MAY}).",
    "About nine in ten reviews ({H}) were in time.",
    "More than nine in ten reviews ({H}) were in time.",
    "Most children ({P}) took part in their reviews.",
    "More than four in five children took part ({P}).",
    "The vast majority of reviews, {H}, were in time.",
    "Timeliness was {H}, a little lower than the {HB} of last year.",
    "Participation was much the same as last year: {P}, after {PB}.",
    "The number of children in care rose from {CB} to {C}.",
    "On 31 March 2026 we looked after {C} children.",
    "A year earlier it was {CB}.",
    "We held {HD} reviews in the year.",
    "{HN} of {HD} reviews were in time.",
    "{HN} reviews ({H}) were in time.",
    "In May {MAY} children came into care.",
    "Of the {S} children who came into care, {MAY} came in May.",
    "In 2025-26 {L} children left care; in 2024-25 it was {LB}.",
    "Fewer children left care this year: {L}, after {LB}.",
    "Children went missing {X} times, after {XB} times the year before.",
    "Moves became more frequent: {M3} of children had three or more homes, after {M3B}.",
    "The share of children with three or more placements almost doubled, from {M3B} to {M3}.",
    "One in twelve children ({M3}) had three or more homes.",
    "We were below last year’s {HB} with {H}.",
    "Timeliness did not improve: {H}, after {HB}.",
    "Despite our work, {H} is lower than {HB}.",
    "We have {HD} reviews to learn from, one of which was held in May.",
    "{S} children came into care, most of whom were known to us.",
    "{L} children left care, one of whom went home in June.",
    "Timeliness reached {H}, which is below the [[outside:95.0%|target 2025-26]] we had set.",
    "England’s share was [[outside:92.0%|LAIT, 2025]], and ours was {H}.",
    "We missed our target of [[outside:95.0%|plan 2025-26]] with {H}.",
    "We want nine in ten children to take part next year.",
    "Reviews matter most to children when they are short.",
    "A boy of 12 told his IRO that he wanted to see his sister.",
    "Our aim is that every child knows their IRO.",
    "The team moved to a new office in June 2025.",
    "Regulation 33 sets when reviews are due.",
    "The first review is due within 20 working days.",
    "{P} of reviews had the child’s voice in them.",
    "In {HN} reviews, out of {HD}, the date was kept.",
    "{HN} reviews were in time, and {HD} were held.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words, FIGURES)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words, FIGURES) == []
