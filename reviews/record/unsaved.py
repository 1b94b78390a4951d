"""What a person has typed into sections of a record and not saved yet (accounts/drafts)."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Draft, User
from reviews.models import Review
from reviews.record.sections import SECTIONS, Section

PAGE = "reviews:section"
"""The address that takes a section; its draft is found by it, the review and the section's key."""


def unsaved_sections(review: Review, person: User) -> list[Section]:
    """The sections of this review in which the person has unsaved words."""
    rows = _drafts(person).filter(subject__startswith=f"{review.public_id}/")
    keys = {row.subject.partition("/")[2] for row in rows}
    return [section for key, section in SECTIONS.items() if key in keys]


def _drafts(person: User) -> QuerySet[Draft]:
    return Draft.objects.filter(person=person, kind=PAGE, sent_at=None).exclude(words="", late_words="")


@dataclass(frozen=True)
class Unsaved:
    """A draft for the home page."""

    review: Review
    section: Section
    draft: Draft


def newest_unsaved(person: User, authority_id: int) -> list[Unsaved]:
    """The newest ten drafts of this person in records of the council."""
    found = []
    for draft in _drafts(person).order_by("-saved_at")[:10]:
        public_id, _, key = draft.subject.partition("/")
        review = Review.objects.filter(public_id=UUID(public_id), child__authority=authority_id)
        row = review.select_related("child").first()
        if row is not None and key in SECTIONS:
            found.append(Unsaved(row, SECTIONS[key], draft))
    return found
