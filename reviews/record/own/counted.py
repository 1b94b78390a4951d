"""The answers to a council's own questions that figures count, written when a record is completed."""

from collections.abc import Mapping

from reviews.models import OwnAnswer, Review, ReviewSection
from reviews.record.ages import Asked
from reviews.record.own.asked import sections_of
from reviews.record.own.layout import AnswerKind
from reviews.record.own.versions import layout_for

COUNTED = (AnswerKind.YES_NO, AnswerKind.CHOICE)


def write(review: Review, asked: Asked, saved: Mapping[str, ReviewSection]) -> None:
    """A row for each question that this child was asked, also where it was not answered."""
    layout = layout_for(review, asked.on)
    sections = sections_of(layout)
    OwnAnswer.objects.bulk_create(
        OwnAnswer(
            review=review,
            name=question.name,
            question=question.text,
            kind=question.kind,
            answer=saved[question.section].data.get(question.name, "") if question.section in saved else "",
        )
        for question in layout.questions
        if question.kind in COUNTED and question.name not in sections[question.section].unasked(asked)
    )


def correct(review: Review, name: str, answer: str) -> None:
    """The record was amended: figures count what it says now."""
    review.own_answers.filter(name=name).update(answer=answer)
