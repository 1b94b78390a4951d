"""What followed a review: its decisions sent, answered and responded to. It only grows; what later reviews
did stands elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import moment
from reviews.models import DecisionAnswer, Review, Wording
from reviews.models.decision import AnswerState

DONE_BY_MANAGER = {
    AnswerState.AGREED: "Agreed",
    AnswerState.QUERIED: "Queried",
    AnswerState.OBJECTED: "Objected to",
}


@dataclass(frozen=True)
class Step:
    """Something that followed: what happened, and somebody's own words where there are any."""

    text: str
    words: str = ""


def answers_of(review: Review) -> list[DecisionAnswer]:
    """Every time a decision was sent from this review, in order."""
    people = ("decision", "team", "sent_by", "answered_by", "late_comment_by", "told_mail")
    return list(review.answers.select_related(*people).order_by("round", "pk"))


def steps_of(answers: list[DecisionAnswer]) -> dict[str, list[Step]]:
    """Public id of a decision -> what followed the review that sent it, in order."""
    found: dict[str, list[Step]] = defaultdict(list)
    before: dict[str, Wording] = {}
    for row in answers:
        key = str(row.decision.public_id)
        found[key] += _steps(row, before.get(key))
        before[key] = row.wording
    return dict(found)


def _steps(row: DecisionAnswer, before: Wording | None) -> Iterator[Step]:
    to = row.team.called_at(row.sent_at) if row.team else "nobody, because no team is recorded"
    again = " again, changed" if before else ""
    changed = _differences(before, row.wording) if before else ""
    yield Step(
        f"Sent{again} by {row.sent_by.called_at(row.sent_at)} on {moment(row.sent_at)} to {to}.", changed
    )
    if row.answered_by is not None:
        done = DONE_BY_MANAGER[AnswerState(row.state)]
        yield Step(
            f"{done} by {row.answered_by.called_at(row.answered_at)} on {moment(row.answered_at)}.",
            row.reason,
        )
    if row.lapsed_on is not None:
        yield Step(
            f"No answer by {day_words(row.due_on)}, so it has stood by default since "
            f"{day_words(row.lapsed_on)}. "
            "That is not an agreement."
        )
    if row.late_comment_by is not None:
        by, at = row.late_comment_by.called_at(row.late_comment_at), moment(row.late_comment_at)
        yield Step(f"Query added later by {by} on {at}.", row.late_comment)
    if row.responded_at is not None:
        text = f"The IRO responded on {moment(row.responded_at)}: {row.get_response_kind_display()}."
        yield Step(text, row.response)


def _differences(before: Wording, after: Wording) -> str:
    """What a changed decision says now, part by part."""
    parts = [
        ("What is to be done", before.action, after.action),
        ("What will be better for the child", before.outcome, after.outcome),
        ("Who will do it", before.owner, after.owner),
        ("By when", day_words(before.due_on), day_words(after.due_on)),
        ("How we will know", before.how_known, after.how_known),
    ]
    return "\n".join(f"{part}: {now}" for part, was, now in parts if was != now)
