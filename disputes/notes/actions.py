"""Notes, the child’s view and legal advice: they change nothing about the stages."""

from datetime import date

from accounts.clock import now
from disputes import wording
from disputes.access import Actor
from disputes.dates import check_past
from disputes.models import Concern, ConcernNote, LegalAdvice
from disputes.states import Act, NotNow
from disputes.transaction import change


def add_note(
    *,
    concern: Concern,
    kind: str,
    with_whom: str,
    text: str,
    on: date,
    is_shared: bool,
    by: Actor,
    today: date,
) -> ConcernNote:
    """A conversation or a note, private unless the IRO shares it with the managers at the stages."""
    check_past(on, today, "on")
    with change(concern, Act.SHARE if is_shared else Act.NOTE, by, "noted", shared=is_shared, note=kind) as (
        row,
        _,
    ):
        return ConcernNote.objects.create(
            concern=row,
            kind=kind,
            with_whom=with_whom.strip(),
            text=text.strip(),
            on=on,
            is_shared=is_shared,
            by=by.user,
            at=now(),
        )


def record_view(
    *, concern: Concern, view: str, told_complaints: bool | None, told_advocacy: bool | None, by: Actor
) -> None:
    """The child's view, and that they were told about complaints and advocacy (DR-10).

    Not recorded stays not recorded.
    """
    with change(concern, Act.RECORD_VIEW, by, "view_recorded") as (row, _):
        row.child_view, row.child_told_complaints, row.child_told_advocacy = (
            view.strip(),
            told_complaints,
            told_advocacy,
        )
        row.save(update_fields=["child_view", "child_told_complaints", "child_told_advocacy"])


def note_advice(
    *,
    concern: Concern,
    sought_on: date,
    adviser: str,
    question: str,
    received_on: date | None,
    summary: str,
    by: Actor,
    today: date,
) -> LegalAdvice:
    """Independent legal advice (DR-8): nobody but the IRO and the QA manager learns that it was sought."""
    check_past(sought_on, today, "sought_on")
    if received_on is not None:
        check_past(received_on, today, "received_on")
        if received_on < sought_on:
            raise NotNow(wording.ADVICE_BEFORE_ASKED, "received_on")
    if bool(received_on) != bool(summary.strip()):
        raise NotNow(wording.ADVICE_AND_DATE, "summary" if received_on else "received_on")
    with change(concern, Act.ADVISE, by, "advice_noted") as (row, _):
        return LegalAdvice.objects.create(
            concern=row,
            sought_on=sought_on,
            adviser=adviser.strip(),
            question=question.strip(),
            received_on=received_on,
            summary=summary.strip(),
            by=by.user,
            at=now(),
            concern_text=row.text,
            concern_wanted=row.wanted,
        )
