"""What happens to a section of the record: kept as a draft, saved. Of two editors neither replaces the other's words unseen."""

from typing import Any

from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.models import User
from reviews.drafts import Stale
from reviews.meeting.actions import lock
from reviews.meeting.states import act_of_section
from reviews.models import Review, ReviewSection, SectionDraft


def token_of(section: ReviewSection | None, draft: SectionDraft | None) -> str:
    """What the page holds to prove that it began from the newest words: versions of the section and its draft."""
    return f"{section.version if section else 0}.{draft.version if draft else 0}"


def _newest(review: Review, key: str, token: str) -> tuple[ReviewSection | None, SectionDraft | None]:
    """The section and its draft, with the review held. Raises NotNow when it is closed, Stale when the page is older."""
    lock(review, act_of_section(key))
    section = ReviewSection.objects.filter(review=review, key=key).select_related("saved_by").first()
    draft = SectionDraft.objects.filter(review=review, key=key).select_related("saved_by").first()
    if token != token_of(section, draft):
        last = max((s for s in (section, draft) if s), key=lambda s: s.saved_at, default=None)
        if last is not None:
            raise Stale(last.saved_by, last.saved_at)
    return section, draft


def save_draft(*, review: Review, key: str, data: dict[str, list[str]], token: str, by: User) -> SectionDraft:
    """Keep what was typed, unjudged. Raises Stale when somebody else's words are newer, NotNow when the record is closed.

    Drafts are not in the audit trail one by one; the saved section is.
    """
    with transaction.atomic():
        section, draft = _newest(review, key, token)
        draft = draft or SectionDraft(review=review, key=key, version=0)
        draft.data, draft.version, draft.saved_by, draft.saved_at = data, draft.version + 1, by, now()
        draft.based_on = section.version if section else 0
        draft.save()
    return draft


def save_section(
    *, review: Review, key: str, data: dict[str, Any], is_complete: bool, token: str, by: User
) -> ReviewSection:
    """Save a section of the record; its draft has served. Raises Stale, NotNow."""
    with audit.action(
        "review.section_saved",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        section=key,
    ) as event:
        section, draft = _newest(review, key, token)
        section = section or ReviewSection(review=review, key=key, version=0)
        section.data, section.is_complete, section.version = data, is_complete, section.version + 1
        section.saved_by, section.saved_at = by, now()
        section.save()
        if draft is not None:
            draft.delete()
        event.target = section
    return section
