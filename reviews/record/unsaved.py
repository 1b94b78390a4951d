"""What a person has typed into a record and not saved yet (accounts/drafts)."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.access.viewers import Viewer
from accounts.models import Draft, User
from children.models import Child
from reviews.models import Review

PAGE = "reviews:record"
"""The address that takes a record; its draft is found by it and the review."""


def has_unsaved(review: Review, person: User) -> bool:
    """Whether the person has typed something into this record that is not saved."""
    return _drafts(person).filter(subject=str(review.public_id)).exists()


def _drafts(person: User) -> QuerySet[Draft]:
    return Draft.objects.filter(person=person, kind=PAGE, sent_at=None).exclude(words="", late_words="")


@dataclass(frozen=True)
class Unsaved:
    """A draft for the home page."""

    review: Review
    draft: Draft


def newest_unsaved(viewer: Viewer) -> list[Unsaved]:
    """The newest ten drafts of this person in records of children they still see."""
    drafts = {UUID(d.subject): d for d in _drafts(viewer.user).order_by("-saved_at")[:10]}
    seen = Child.objects.visible_to(viewer).values("pk").order_by()
    reviews = Review.objects.filter(public_id__in=drafts, child__in=seen).select_related("child")
    by_id = {review.public_id: review for review in reviews}
    return [Unsaved(by_id[key], draft) for key, draft in drafts.items() if key in by_id]
