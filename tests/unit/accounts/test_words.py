"""The council's words in texts of the portal's own: plural, capital and article stay right."""

import pytest

from accounts.councils.words import Words, plural, with_article

OURS = Words("children in care", "statutory review", "review record", "decision", "QA manager")
THEIRS = Words("looked after children", "CLA review", "IRO minutes", "recommendation", "IRO team manager")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Decisions", "Recommendations"),
        ("3 decisions of a statutory review", "3 recommendations of a CLA review"),
        ("The QA manager confirms it.", "The IRO team manager confirms it."),
        ("A QA manager must answer.", "An IRO team manager must answer."),
        ("QA managers", "IRO team managers"),
        ("Review of 3 May", "CLA review of 3 May"),
        ("Reviews", "CLA reviews"),
        ("the review record", "the IRO minutes"),
        ("a decisionmaker reviewed it", "a decisionmaker reviewed it"),
        ("", ""),
    ],
)
def test_our_words_become_theirs(ours, theirs):
    assert THEIRS.said(ours) == theirs
    assert OURS.said(ours) == ours


def test_a_term_that_holds_our_word_is_not_doubled():
    words = Words("children in care", "CLA review", "record of the review", "decision", "QA manager")
    assert words.said("Reviews and a review record") == "CLA reviews and a record of the review"
    assert words.said(words.said("A review")) == "A CLA review"


@pytest.mark.parametrize(
    ("one", "many"), [("review", "reviews"), ("summary", "summaries"), ("pass", "passes"), ("key", "keys")]
)
def test_plural(one, many):
    assert plural(one) == many


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("IRO meeting", "an IRO meeting"),
        ("CLA review", "a CLA review"),
        ("LAC review", "an LAC review"),
        ("action", "an action"),
    ],
)
def test_article(term, said):
    assert with_article(term) == said
