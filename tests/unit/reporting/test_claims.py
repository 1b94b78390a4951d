"""Words that say how much or how it moved, beside the numbers they speak of."""

import pytest

from reporting.proof.claims import wrong_claims
from reporting.proof.number_words import number_words

WRONG = (
    "Half of the reviews (38.0%) were late.",
    "Most of the children who came (41.0%) were boys.",
    "Late reviews were 62.0%, a minority.",
    "One in three children (20.0%) went missing.",
    "Nine out of ten children (78.4%) took part.",
    "Formal disputes doubled from 12 to 20.",
    "Formal disputes doubled, from 12 to 20.",
    "Late reviews halved from 40 to 31.",
    "Disputes trebled from 4 to 8.",
    "It more than doubled from 10 to 19.",
    "It nearly doubled from 10 to 12.",
    "It nearly halved from 40 to 12.",
    "Reviews in time rose to 88.0% from 91.4%.",
    "Starts of care fell to 62 this year from 58.",
    "The share went up from 94.0% to 91.4%.",
    "The number was down from 218 children to 238.",
    "Disputes doubled from 0 to 6.",
)
RIGHT = (
    "Half of the reviews (49.0%) were late.",
    "Most of the children who came (61.0%) were boys.",
    "Late reviews were 38.0%, a minority.",
    "One in three children (33.9%) went missing.",
    "Nine out of ten children (89.2%) took part.",
    "Formal disputes doubled from 12 to 24.",
    "Late reviews halved from 40 to 20.",
    "Disputes trebled from 4 to 12.",
    "It more than doubled from 10 to 23.",
    "It nearly doubled from 10 to 19.",
    "It almost halved from 40 to 22.",
    "Reviews in time fell to 88.0% this year from 91.4%.",
    "The share went down from 94.0% to 91.4%.",
    "The number was up from 218 children to 238.",
    "More than half of the reviews (62.0%) were in time.",
    "Half of the team is new. Late reviews were few (8.6%).",
    "The rule grew from 2014 to 2019.",
    "We moved from 3 to 5 rooms.",
    "The service doubled its visits.",
    "Up to 5 reviews from 12 teams were looked at.",
)


@pytest.mark.parametrize("words", WRONG)
def test_a_word_that_its_numbers_contradict_is_named(words: str) -> None:
    assert [rule for rule, _ in wrong_claims(words)] == ["claim"]


@pytest.mark.parametrize("words", RIGHT)
def test_a_word_that_fits_its_numbers_passes(words: str) -> None:
    assert list(wrong_claims(words)) == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Half of the reviews were late.", "Half of the reviews"),
        ("Two thirds of our children took part.", "Two thirds of our children"),
        ("A quarter of placements ended early.", "A quarter of placements"),
        ("Half the disputes were settled.", "Half the disputes"),
    ],
)
def test_a_share_in_words_without_its_number_is_named(words: str, named: str) -> None:
    assert [(rule, named in said) for rule, said in wrong_claims(words)] == [("typed", True)]


@pytest.mark.parametrize(
    "words", ["Half of our days go into travel.", "The half term was quiet.", "Reviews take half an hour."]
)
def test_half_of_something_that_is_not_counted_passes(words: str) -> None:
    assert list(wrong_claims(words)) == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Twelve of the children came.", 12),
        ("Three of our IROs left.", 3),
        ("About twelve per cent were late.", 12),
        ("Twenty-three of these reviews were late.", 23),
    ],
)
def test_a_number_in_words_counts_also_before_of(words: str, value: int) -> None:
    assert [n for _, n in number_words(words)] == [value]
