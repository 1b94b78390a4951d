"""docs/reviews.md holds the tables that the states enforce."""

from reviews.decisions.states import DECISION
from reviews.decisions.states import WHO as DECISION_WHO
from reviews.letters.states import COPY, LETTER
from reviews.letters.states import WHO as LETTER_WHO
from reviews.meeting.states import REVIEW
from reviews.meeting.states import WHO as REVIEW_WHO
from tests.documents import table_in


def test_the_document_holds_the_life_of_a_review() -> None:
    """When this fails, put the text of `REVIEW.as_markdown(WHO)` between the two marks."""
    assert table_in("reviews.md", "reviews/meeting/states.py") == REVIEW.as_markdown(REVIEW_WHO)


def test_the_document_holds_the_life_of_a_decision() -> None:
    """When this fails, put the text of `DECISION.as_markdown(WHO)` between the two marks."""
    assert table_in("reviews.md", "reviews/decisions/states.py") == DECISION.as_markdown(DECISION_WHO)


def test_the_document_holds_the_lives_of_a_letter_and_a_copy() -> None:
    assert table_in("reviews.md", "reviews/letters/states.py LETTER") == LETTER.as_markdown(LETTER_WHO)
    assert table_in("reviews.md", "reviews/letters/states.py COPY") == COPY.as_markdown(LETTER_WHO)
