"""What happens on an import: read and shown as it would be, then applied whole or not at all."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.jobs import queue as jobs
from accounts.jobs.actions import go_on_from
from accounts.lifecycle import NotNow
from accounts.models import Authority, Job, User
from accounts.models.jobs import JobState
from children.imports.outcome import SHOWN, Outcome
from children.imports.people_tables import recognise_people
from children.imports.rows import CHANGED, NEW, PEOPLE, REJECTED, REMOVED, UNCHANGED, Defect
from children.imports.run import NothingToRead, import_return, recognise, returns_of
from children.imports.ssd import import_people
from children.imports.state.streams import copy_in
from children.imports.state.unread import TABLE as UNREAD
from children.imports.states import LIFE, Act
from children.imports.which_year import BadDay, YearImpossible, YearUnclear, check_stated, year_of
from children.models import ImportFile, ImportReject, ReturnImport, ReturnRow, ReturnYear, SameChild
from children.models.imports import ImportState


class _Undo(Exception):
    """Takes a trial run back."""


def run_return(
    *,
    authority: Authority,
    files: Mapping[str, bytes],
    year: int | None,
    by: User | None,
    today: date,
    stated_until: date | None = None,
) -> tuple[Outcome, ReturnImport]:
    """Import the files of one return in one transaction. `year`: as a person confirmed it; None: work it out.
    `stated_until`: the last day that the files cover, as a person says.

    Raises NothingToRead when none of the files is a table of the return, YearUnclear when a person must
    give the year.
    """
    recognised = recognise(files)
    if not recognised.sheets:
        raise NothingToRead(
            "; ".join(f"{p.file}: {p.why} {p.to_do}" for p in recognised.problems) or "There are no files."
        )
    year = year or year_of(recognised.sheets, today=today, returns=returns_of(authority))
    if year is None:
        raise NothingToRead(
            "The files hold no date, so the year of the return is not known. Give it with --year."
        )
    check_stated(stated_until, year, today=today)
    with audit.action("import.applied", by=by, authority=authority, year=year) as event:
        record = ReturnImport.objects.create(
            authority=authority,
            year=year,
            state=ImportState.APPLIED,
            stated_until=stated_until,
            created_by=by,
            applied_at=now(),
        )
        outcome = import_return(
            authority=authority, year=year, recognised=recognised, record=record, today=today
        )
        event.target = record
        event.details.update(outcome.counts)
        store_outcome(record, outcome)
    return outcome, record


def store_outcome(record: ReturnImport, outcome: Outcome) -> None:
    """Keep the counts, the files, the notes, what was refused or pointed out, and the due dates that
    moved.
    """
    record.year = outcome.year or None
    counts = outcome.counts
    record.count_new, record.count_changed = counts[NEW], counts[CHANGED]
    record.count_unchanged, record.count_removed = counts[UNCHANGED], counts[REMOVED]
    record.count_rejected = counts[REJECTED]
    record.preview = {
        "files": outcome.files,
        "warnings": [note.text for note in outcome.notes if not note.about],
        "notes": [note.as_dict() for note in outcome.notes if note.about],
        "decisions": [d.as_dict() for d in outcome.decisions],
        "removed": _some_removed(outcome),
        "apart": outcome.apart,
        "losses": outcome.losses,
        "untold": [one.as_dict() for one in outcome.untold],
    }
    record.moved = outcome.moved
    record.save()
    record.rejects.all().delete()
    _store_rejects(record, outcome.said)


def _some_removed(outcome: Outcome) -> list[list[str]]:
    """The first rows that are gone, and the first of restricted children: how many of the one kind there are
    must not tell of the other.
    """
    restricted = {one["child"] for one in outcome.apart}
    open_rows = [list(r) for r in outcome.removed if r[1] not in restricted]
    return open_rows[:SHOWN] + [list(r) for r in outcome.removed if r[1] in restricted][:SHOWN]


CUT = {"value": 300, "why": 300, "to_do": 300, "child": 60, "file": 255, "column": 40, "rule": 20}


def _store_rejects(record: ReturnImport, said: list[Defect]) -> None:
    """In one stream: an import may refuse many thousands of rows."""
    rows = (
        (record.pk, d.is_warning, d.line, *(str(getattr(d, name))[:most] for name, most in CUT.items()))
        for d in said
    )
    copy_in(ImportReject, ("of_id", "is_warning", "line", *CUT), rows)


def start_import(
    *,
    authority: Authority,
    files: Mapping[str, bytes],
    year: int | None,
    by: User,
    stated_until: date | None = None,
) -> ReturnImport:
    """Keep the uploaded files and ask the worker to read them."""
    with audit.action("import.uploaded", by=by, authority=authority, files=len(files)) as event:
        record = ReturnImport.objects.create(
            authority=authority, year=year, stated_until=stated_until, created_by=by
        )
        ImportFile.objects.bulk_create(
            [ImportFile(of=record, name=name[:255], content=content) for name, content in files.items()]
        )
        event.target = record
        record.job = jobs.enqueue(
            "import.read",
            key=str(record.pk),
            params={"import": record.pk},
            authority=authority,
            by=by,
            title="Import: reading the files",
            text="Waiting to be read",
        )
        record.save(update_fields=["job"])
    return record


def outcome_of(record: ReturnImport, *, today: date) -> Outcome:
    """Run the import of these files inside the caller's transaction. Tables that name people and the return
    go together.
    """
    files = {f.name: bytes(f.content) for f in record.files.all()}
    people = recognise_people(files)
    if people:
        return import_people(authority=record.authority, sheets=people, record=record, today=today)
    recognised = recognise(files)
    if not recognised.sheets:
        wrong = {p.file: p.why for p in (*recognised.problems, *people.problems)}
        raise jobs.JobFailed(
            "None of the files is a table of the return. "
            + " ".join(f"{file}: {why}" for file, why in wrong.items())[:200]
        )
    try:
        year = year_of(
            recognised.sheets, today=today, given=record.year, returns=returns_of(record.authority)
        )
        if year is not None:
            check_stated(record.stated_until, year, today=today)
    except BadDay as why:
        raise jobs.JobFailed(str(why)) from why
    except (YearUnclear, YearImpossible) as why:
        raise jobs.JobFailed(f"{why} Upload the files again and choose the year.") from why
    if year is None:
        raise jobs.JobFailed(
            "The files hold no date, so the year of the return is not known. Upload them again and "
            "choose the year."
        )
    return import_return(
        authority=record.authority, year=year, recognised=recognised, record=record, today=today
    )


def preview(record: ReturnImport, *, today: date) -> None:
    """Run the import, take it back, and keep what it would have done."""
    outcome: Outcome | None = None
    try:
        with transaction.atomic():
            outcome = outcome_of(record, today=today)
            raise _Undo
    except _Undo:
        pass
    assert outcome is not None
    record.authority.refresh_from_db()
    with transaction.atomic():
        if ReturnImport.objects.select_for_update().get(pk=record.pk).state != ImportState.READING:
            return
        record.state = ImportState.PREVIEW
        store_outcome(record, outcome)


def _locked(record: ReturnImport) -> ReturnImport:
    """The import as it stands now, held until the transaction ends."""
    return ReturnImport.objects.select_for_update(of=["self"]).select_related("authority").get(pk=record.pk)


MUCH_GOES = (
    "Much of the return would go with this import. Check that the files are complete, then tick that the "
    "rows may be removed."
)
MORE_GOES = (
    "Much of the return would go, because something else was imported since the files were checked. "
    "Upload them again."
)


@transaction.atomic
def ask_to_apply(*, record: ReturnImport, by: User, may_remove: bool = False) -> ReturnImport:
    """Ask the worker to apply a previewed import. Asked twice it is done once. `may_remove`: the person said
    that the rows may go, where much of the return would. Raises NotNow where nobody did.
    """
    record = _locked(record)
    if record.state not in LIFE.rules[Act.APPLY].moves:
        return record
    if record.preview.get("losses") and not may_remove:
        raise NotNow(MUCH_GOES)
    said: dict[str, Any] = {"may_remove": True} if may_remove else {}
    with audit.action("import.apply_asked", by=by, authority=record.authority_id, target=record, **said):
        record.state = ImportState.APPLYING
        go_on_from(record.job)
        record.job = jobs.enqueue(
            "import.apply",
            key=str(record.pk),
            params={"import": record.pk, **said},
            authority=record.authority,
            by=by,
            title=f"Import: {record}",
        )
        record.save(update_fields=["state", "job"])
    return record


@transaction.atomic
def apply(record: ReturnImport, *, by: User | None, today: date, may_remove: bool = False) -> ReturnImport:
    """Apply an import whole or not at all. A second call finds it applied and does nothing. It fails where
    much of the return would go and nobody said that it may.
    """
    record = _locked(record)
    if record.state != ImportState.APPLYING:
        return record
    with audit.action("import.applied", by=by, authority=record.authority_id, target=record) as event:
        outcome = outcome_of(record, today=today)
        if outcome.losses and not may_remove:
            raise jobs.JobFailed(MORE_GOES)
        record.state, record.applied_at = ImportState.APPLIED, now()
        store_outcome(record, outcome)
        event.details.update(outcome.counts)
        record.files.update(content=b"")
    return record


@transaction.atomic
def decide(*, record: ReturnImport, answers: list[tuple[str, str, bool]], by: User) -> ReturnImport:
    """Keep what a person decided about numbers that look alike, and read the files again. Raises NotNow."""
    record = _locked(record)
    LIFE.check_state(Act.DECIDE, record.state)
    with audit.action("import.decided", by=by, authority=record.authority_id, target=record) as event:
        for number, other, is_same in answers:
            remember(authority=record.authority, number=number, other=other, is_same=is_same, by=by)
        event.details.update(decisions=len(answers))
        record.state = ImportState.READING
        go_on_from(record.job)
        record.job = jobs.enqueue(
            "import.read",
            key=f"{record.pk} {now().isoformat()}",
            params={"import": record.pk},
            authority=record.authority,
            by=by,
            title="Import: reading the files",
        )
        record.save(update_fields=["state", "job"])
    return record


def remember(*, authority: Authority, number: str, other: str, is_same: bool, by: User | None) -> SameChild:
    """Keep whether two numbers are one child, so that nobody is asked again."""
    found, _ = SameChild.objects.update_or_create(
        authority=authority, number=number, other=other, defaults={"is_same": is_same, "created_by": by}
    )
    return found


def years_that_can_be_withdrawn(authority: Authority) -> list[int]:
    """The collection years of which rows are kept, the earliest first: only those can be withdrawn."""
    rows = ReturnRow.objects.filter(authority=authority, year=OuterRef("year"))
    years = ReturnYear.objects.filter(Exists(rows), authority=authority)
    return list(years.order_by("year").values_list("year", flat=True))


def years_of_the_feed(authority: Authority) -> set[int]:
    """The collection years that the daily feed told last."""
    years = ReturnYear.objects.filter(authority=authority, last_import__feed_deliveries__isnull=False)
    return set(years.values_list("year", flat=True))


def told_by(authority: Authority, year: int) -> tuple[int, int]:
    """How many children, and rows, the return of a year has."""
    rows = ReturnRow.objects.filter(authority=authority, year=year).exclude(table=UNREAD)
    return rows.exclude(number="").values("number").distinct().count(), rows.count()


def last_import(authority: Authority, year: int) -> ReturnImport | None:
    """What brought in the return of a year, or the tables that name people, the last time."""
    applied = ReturnImport.objects.filter(authority=authority, year=year or None, state=ImportState.APPLIED)
    return applied.order_by("-applied_at", "-pk").first()


def withdrawn_words(year: int) -> str:
    """What is withdrawn, in words."""
    return (
        "the tables that name people"
        if year == PEOPLE
        else f"the return of 1 April {year - 1} to 31 March {year}"
    )


def ask_to_withdraw(*, authority: Authority, year: int, by: User) -> Job:
    """Ask the worker to withdraw the return of a year."""
    with audit.action("import.withdraw_asked", by=by, authority=authority, year=year):
        return jobs.enqueue(
            "import.withdraw",
            key=f"{authority.pk} {year}",
            params={"authority": authority.pk, "year": year},
            authority=authority,
            by=by,
            title=f"Withdrawing {withdrawn_words(year)}",
        )


@transaction.atomic
def discard(*, record: ReturnImport, by: User | None) -> ReturnImport:
    """Throw an import away that was not applied; the uploaded files go with it. `by` None: it is too old."""
    record = _locked(record)
    if record.state not in LIFE.rules[Act.DISCARD].moves and not is_stopped(record):
        return record
    with audit.action("import.discarded", by=by, authority=record.authority_id, target=record):
        record.state = ImportState.DISCARDED
        go_on_from(record.job)
        record.save(update_fields=["state"])
        record.files.update(content=b"")
        record.rejects.all().delete()
    return record


def is_stopped(record: ReturnImport) -> bool:
    """Whether the worker gave up in the middle: the import waits for work that will not come any more."""
    waits = record.state in (ImportState.READING, ImportState.APPLYING)
    return waits and record.job is not None and record.job.state == JobState.FAILED


def fail(record: ReturnImport, reason: str) -> None:
    """Note that an import could not be done. One that somebody discarded meanwhile stays so."""
    ReturnImport.objects.filter(pk=record.pk, state__in=LIFE.rules[Act.FAIL].moves).update(
        state=ImportState.FAILED, preview={"files": [], "warnings": [reason]}
    )
