"""The record saved, section by section. Of two people neither replaces the other's words unseen."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.http import QueryDict

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.drafts.conflict import Newer
from accounts.drafts.keys import STORED_VERSION, hidden_number
from accounts.models import User
from reviews.meeting.actions import lock
from reviews.meeting.states import act_of_section
from reviews.models import Review, ReviewSection
from reviews.record.entry import Entry, Record
from reviews.record.own.versions import keep_asking

VERSION = STORED_VERSION
"""Under this name a page says which version of each section it began from."""


def versions_text(saved: Iterable[ReviewSection]) -> str:
    """The versions of the sections as the page carries them: `health.2_wishes.1`."""
    return "_".join(f"{s.key}.{s.version}" for s in sorted(saved, key=lambda s: s.key))


def versions_in(text: str) -> dict[str, int]:
    """Those versions again; a section that is not named was not saved yet."""
    pairs = (part.partition(".") for part in text.split("_"))
    numbers = ((key, hidden_number(number)) for key, _, number in pairs)
    return {key: number for key, number in numbers if number is not None}


@transaction.atomic
def save_record(
    *, record: Record, versions: dict[str, int], theirs: Callable[[list[str]], QueryDict], by: User
) -> None:
    """Save every section in which something changed; all of them or none. Raises NotNow when one is closed,
    Newer when the page began from an older version of one.

    `theirs` makes what is saved now of some sections, as the page would send it.
    """
    for act in dict.fromkeys(act_of_section(key) for key in record.entries):
        lock(record.review, act)
    now_saved = {
        s.key: s for s in ReviewSection.objects.filter(review=record.review).select_related("saved_by")
    }
    keep_asking(record.review, record.asked.on)
    changed = [e for e in record.entries.values() if _is_changed(e, now_saved.get(e.section.key))]
    older = [
        saved
        for e in changed
        if (saved := now_saved.get(e.section.key)) and saved.version != versions.get(e.section.key, 0)
    ]
    if older:
        last = max(older, key=lambda s: s.saved_at)
        raise Newer(
            by=last.saved_by,
            at=last.saved_at,
            theirs=theirs([s.key for s in older]),
            versions={VERSION: versions_text(now_saved.values())},
        )
    for entry in changed:
        _save(record.review, entry, now_saved.get(entry.section.key), by=by)


def _is_changed(entry: Entry, saved: ReviewSection | None) -> bool:
    data = _without_empty(entry.stored())
    if saved is None:
        return bool(data)
    return data != _without_empty(saved.data) or entry.is_complete() != saved.is_complete


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value != []}


def _save(review: Review, entry: Entry, section: ReviewSection | None, *, by: User) -> None:
    key = entry.section.key
    with audit.action(
        "review.section_saved",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        section=key,
    ) as event:
        section = section or ReviewSection(review=review, key=key, version=0)
        section.data, section.is_complete = entry.stored(), entry.is_complete()
        section.version += 1
        section.saved_by, section.saved_at = by, now()
        section.save()
        event.target = section
