"""What happens to a draft: kept, sent, discarded, kept late. Drafts are not on the audit trail; what is saved
from them is.
"""

import json
from datetime import timedelta

from django.db import transaction
from django.db.models import BigIntegerField, CharField, DateTimeField, Q
from django.http import QueryDict

from accounts.clock import now
from accounts.drafts.keys import BEGAN, NOT_WORDS, Key
from accounts.drafts.own_words import look_like_words
from accounts.models import Draft, SentForm, User
from accounts.written import Written

Typed = dict[str, list[str]]
REMEMBERED = timedelta(days=2)
"""How long it is remembered that a form was sent."""
UNSENT = timedelta(days=180)
"""How long words are kept that were typed and never sent."""


class OtherWindow(Exception):
    """The same person has newer words in another window, or has sent the form from there."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        super().__init__("other window")


def typed_in(data: QueryDict) -> Typed:
    """What was typed, as it was typed, without what the page adds by itself; and what its page began from."""
    return {name: data.getlist(name) for name in data if name == BEGAN or name not in NOT_WORDS}


def stored(typed: Typed) -> str:
    return json.dumps(
        typed
    )  # ASCII only, so that every character survives the way into a text column and back


def read(words: str) -> QueryDict:
    """Stored words, as if they had just been sent."""
    data = QueryDict(mutable=True)
    for name, values in json.loads(words or "{}").items():
        data.setlist(name, values)
    return data


def find(key: Key) -> Draft | None:
    return DRAFT.first(**key.place)


DRAFT = Written(
    lambda person_id, kind, subject, part: Draft.objects.filter(
        person_id=person_id, kind=kind, subject=subject, part=part
    ).order_by(),
    person_id=BigIntegerField(),
    kind=CharField(max_length=100),
    subject=CharField(max_length=200),
    part=CharField(max_length=100),
)


def keep(key: Key, typed: Typed, *, version: int, title: str = "") -> Draft:
    """Keep what was typed, unjudged. Raises OtherWindow when the page began from older words than are kept
    now.
    """
    words = stored(typed)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(**key.place).first() or _begun(key, words, version)
        if draft.version != version and draft.words != words:
            raise OtherWindow(draft)
        draft.words, draft.version, draft.saved_at, draft.sent_at = words, draft.version + 1, now(), None
        draft.page, draft.title = key.page, title[:200] or draft.title
        draft.save()
    return draft


def _begun(key: Key, words: str, version: int) -> Draft:
    """The first words at this place: these, or those of another window that came in the same moment."""
    first = Draft(**key.place, words=words, version=version, saved_at=now())
    Draft.objects.bulk_create([first], ignore_conflicts=True)
    return Draft.objects.select_for_update().get(**key.place)


def keep_or_beside(key: Key, typed: Typed, *, version: int, title: str = "") -> Draft:
    """Keep what its person sent from an older page: as the draft, or beside it where the draft is newer."""
    try:
        return keep(key, typed, version=version, title=title)
    except OtherWindow as other:
        return keep_beside(other.draft, typed)


def keep_late(key: Key, typed: Typed, *, version: int, of_others: bool = False) -> tuple[Draft, bool]:
    """Keep what came after the session had ended, and whether it was kept: as the draft, or beside it where
    the draft is newer than the page, or has words that are not in these.

    Without the session nobody knows who is at the page that was left open, so only its own person can replace
    what they saved. `of_others`: somebody else is signed in there by now, so what waits beside it stays too.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(**key.place).first()
        if draft is None or holds(typed, draft.words):
            try:
                return keep(key, typed, version=version), True
            except OtherWindow as other:
                draft = other.draft
        if of_others and not holds(typed, draft.late_words):
            return draft, False
        return keep_beside(draft, typed), True


def holds(typed: Typed, words: str) -> bool:
    """Whether everything of these stored words is there still: answers as they were, texts that went on."""
    old: Typed = json.loads(words or "{}")
    return all(
        not value.strip() or any(_goes_on(value, new) for new in typed.get(name, []))
        for name, values in old.items()
        if name != BEGAN
        for value in values
    )


def _goes_on(value: str, new: str) -> bool:
    return value == new or (look_like_words(value) and value in new)


def keep_beside(draft: Draft, typed: Typed) -> Draft:
    """Keep words beside a newer draft until the person has chosen between the two."""
    draft.late_words, draft.late_at = stored(typed), now()
    draft.save(update_fields=["late_words", "late_at"])
    return draft


def settle_late(key: Key) -> None:
    """The person has chosen between the draft and the words beside it."""
    Draft.objects.filter(**key.place).update(late_words="", late_at=None)


def sent(key: Key) -> None:
    """The form was accepted, so its draft is cleared. Words kept beside it become the draft."""
    draft = find(key)
    if draft is not None:
        left = draft.late_words
        draft.words, draft.late_words, draft.late_at = left, "", None
        draft.sent_at = None if left else now()
        draft.version += 1
        draft.save()


def discard(key: Key) -> None:
    """The person does not want the words any more."""
    Draft.objects.filter(**key.place).delete()


def others_at(key: Key, *, within: timedelta) -> list[User]:
    """Other people who are typing in the same form at the moment; never what they type."""
    place = {name: value for name, value in key.place.items() if name != "person_id"}
    return OTHERS(person=key.person, since=now() - within, **place)


OTHERS = Written(
    lambda person, kind, subject, part, since: User.objects.filter(
        drafts__kind=kind,
        drafts__subject=subject,
        drafts__part=part,
        drafts__sent_at=None,
        drafts__saved_at__gte=since,
    ).exclude(pk=person),
    person=BigIntegerField(),
    kind=CharField(max_length=100),
    subject=CharField(max_length=200),
    part=CharField(max_length=100),
    since=DateTimeField(),
)


def forget_sent() -> int:
    """Clear what only served to recognise a second copy; for words never sent see `forget_unsent`."""
    before = now() - REMEMBERED
    forms, _ = SentForm.objects.filter(sent_at__lt=before).delete()
    drafts, _ = Draft.objects.filter(sent_at__lt=before, late_words="").delete()
    return forms + drafts


def forget_unsent() -> int:
    """Clear words that nobody touched for half a year."""
    waiting = Q(sent_at=None) | ~Q(late_words="")
    return Draft.objects.filter(waiting, saved_at__lt=now() - UNSENT).delete()[0]
