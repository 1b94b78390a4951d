"""A section of the record for whoever is given everything held on a child: each question with its answer."""

from django.db import models

from children.retention.readable import said, without_our_names
from reviews.models import ReviewSection
from reviews.record.ages import asked_of
from reviews.record.own.asked import sections_for
from reviews.record.sections import answers


def words_of(row: models.Model, column: str) -> str:
    """What a section says; empty for any other row, or where its questions are not known any more."""
    if not isinstance(row, ReviewSection) or column != "data":
        return ""
    asked = asked_of(row.review)
    section = sections_for(row.review, asked).get(row.key)
    if section is None:
        return ""
    found = answers(section, row.data, section.unasked(asked))
    lines = [f"{one.question} {one.answer}" for one in found if one.answer is not None]
    rest = {name: value for name, value in row.data.items() if name not in {one.name for one in found}}
    return "; ".join([*lines, *([said(without_our_names(rest))] if rest else [])])
