"""A council's own words of invitations, reminders and papers: set from a day on, found, and filled in."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from accounts.audit import trail as audit
from accounts.councils.words import Words
from accounts.lifecycle import NotNow
from accounts.models import Authority, User
from reviews.inviting.our_words import OURS, Text
from reviews.models import InvitingWords

NOT_BACK = "The words must start today or later."
OURS_ALREADY = "The portal’s own words are in use already."

Question = tuple[str, str]
"""A key and a question."""


def set_on(authority: Authority, kind: str, day: date) -> InvitingWords | None:
    """The council's own words in force on a day; None where the portal's are."""
    rows = InvitingWords.objects.filter(authority=authority, kind=kind, starts_on__lte=day)
    row = rows.order_by("-starts_on").first()
    return row if row is not None and row.title else None


def text_on(authority: Authority, kind: str, day: date) -> Text:
    """The words in force with the braces still in them; the portal's follow the council's terms."""
    if row := set_on(authority, kind, day):
        return Text(row.title, row.text)
    ours, words = OURS[kind], Words.of(authority)
    return Text(words.said(ours.title), words.said(ours.text))


def written(authority: Authority, kind: str, day: date, values: Mapping[str, str]) -> Text:
    """The words in force, filled in."""
    return text_on(authority, kind, day).filled(values)


def set_words(
    *,
    authority: Authority,
    kind: str,
    starts_on: date,
    title: str,
    text: str,
    by: User,
    today: date,
    questions: Sequence[Question] = (),
) -> InvitingWords:
    """Use the council's own words from a day on; those set for the same day are replaced. What went out
    before stays as it was. Raises NotNow.
    """
    if starts_on < today:
        raise NotNow(NOT_BACK, "starts_on")
    with audit.action("inviting_words.set", by=by, authority=authority, reason=kind) as event:
        audit.hold(authority)
        row, _ = InvitingWords.objects.update_or_create(
            authority=authority,
            kind=kind,
            starts_on=starts_on,
            defaults={
                "title": title.strip(),
                "text": text.strip(),
                "questions": [list(question) for question in questions],
                "created_by": by,
            },
        )
        event.target = row
    return row


def use_ours(*, authority: Authority, kind: str, by: User, today: date) -> InvitingWords:
    """Use the portal's words again from today on. Raises NotNow."""
    rows = InvitingWords.objects.filter(authority=authority, kind=kind)
    with transaction.atomic():
        audit.hold(authority)
        if not rows.exclude(title="").exists():
            raise NotNow(OURS_ALREADY)
        rows.filter(starts_on__gt=today).delete()
        return set_words(
            authority=authority, kind=kind, starts_on=today, title="", text="", by=by, today=today
        )
