"""A section of the record saved. Of two people neither replaces the other's words unseen."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.drafts.conflict import Newer
from accounts.drafts.keys import STORED_VERSION
from accounts.models import User
from reviews.meeting.actions import lock
from reviews.meeting.states import act_of_section
from reviews.models import Review, ReviewSection

VERSION = STORED_VERSION
"""Under this name a page says which version of the section it began from."""


def save_section(
    *,
    review: Review,
    key: str,
    data: dict[str, Any],
    is_complete: bool,
    version: int,
    theirs: Callable[[], QueryDict],
    by: User,
) -> ReviewSection:
    """Save a section of the record. Raises NotNow when it is closed, Newer when the page began from an older
    version.

    `theirs` makes what is saved now, as the page would send it: it is shown beside what was typed.
    """
    with audit.action(
        "review.section_saved",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        section=key,
    ) as event:
        lock(review, act_of_section(key))
        section = ReviewSection.objects.filter(review=review, key=key).select_related("saved_by").first()
        if section is not None and section.version != version:
            raise Newer(
                by=section.saved_by,
                at=section.saved_at,
                theirs=theirs(),
                versions={VERSION: str(section.version)},
            )
        section = section or ReviewSection(review=review, key=key, version=0)
        section.data, section.is_complete, section.version = data, is_complete, section.version + 1
        section.saved_by, section.saved_at = by, now()
        section.save()
        event.target = section
    return section
