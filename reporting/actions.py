"""What happens with a report: begun, written section by section, put in order, generated with its figures frozen."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from accounts import audit, jobs
from accounts.clock import now
from accounts.models import Authority, Job, User
from reporting import pdf
from reporting.figures import Figures, Table
from reporting.models import Report, ReportDocument, ReportSection
from reporting.models.reports import Edition
from reporting.sections import SECTIONS
from reporting.snapshots import one_snapshot
from reviews.replaying import ensure_replayed


class Stale(Exception):
    """Somebody saved this section since the page was opened."""

    def __init__(self, by: str, at: Any) -> None:
        self.by, self.at = by, at
        super().__init__("stale")


class EmptySection(ValueError):
    """A section that needs words has none; the report is not built. Names the section."""


def begin(*, authority: Authority, year: int, by: User | None) -> Report:
    """The report of a collection year with all its sections; the standing one when there is one already."""
    standing = Report.objects.filter(authority=authority, year=year).first()
    if standing:
        return standing
    title = f"Annual report of the Independent Reviewing Officer service {year - 1}-{year % 100:02d}"
    with audit.action("report.begun", by=by, authority=authority, year=year) as event:
        try:
            with transaction.atomic():
                report = Report.objects.create(
                    authority=authority, year=year, title=title, author=by.name if by else "", created_by=by
                )
        except IntegrityError:  # begun in the same moment by somebody else
            return Report.objects.get(authority=authority, year=year)
        ReportSection.objects.bulk_create(
            [ReportSection(report=report, key=key, position=n) for n, key in enumerate(SECTIONS, start=1)]
        )
        event.target = report
    return report


def save_narrative(
    *, section: ReportSection, narrative: str, version: int, by: User, final: bool
) -> ReportSection:
    """Keep the words of a section. Raises Stale when somebody else's are newer. Audited when saved, not at every autosave."""
    with transaction.atomic():
        changed = ReportSection.objects.filter(pk=section.pk, version=version).update(
            narrative=narrative, version=F("version") + 1, saved_by=by, saved_at=now()
        )
        if not changed:
            newest = ReportSection.objects.select_related("saved_by").get(pk=section.pk)
            raise Stale(newest.saved_by.name if newest.saved_by else "Somebody", newest.saved_at)
        if final:
            with audit.action(
                "report.section_saved",
                by=by,
                authority=section.report.authority_id,
                target=section,
                section=section.key,
            ):
                pass
    section.refresh_from_db()
    return section


def set_included(*, section: ReportSection, included: bool, by: User) -> None:
    """Take a section in or leave it out."""
    with audit.action(
        "report.section_included",
        by=by,
        authority=section.report.authority_id,
        target=section,
        included=included,
    ):
        section.is_included = included
        section.save(update_fields=["is_included"])


def move(*, section: ReportSection, up: bool, by: User) -> None:
    """Move a section one place up or down; at the end it stays."""
    with audit.action(
        "report.section_moved", by=by, authority=section.report.authority_id, target=section, up=up
    ):
        rows = list(section.report.sections.select_for_update().order_by("position", "pk"))
        at = next(n for n, row in enumerate(rows) if row.pk == section.pk)
        to = at - 1 if up else at + 1
        if 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
            for number, row in enumerate(rows, start=1):
                row.position = number
            ReportSection.objects.bulk_update(rows, ["position"])


def rename(*, report: Report, title: str, author: str, by: User) -> None:
    """Change title and author."""
    with audit.action("report.renamed", by=by, authority=report.authority_id, target=report):
        report.title, report.author = title, author
        report.save(update_fields=["title", "author"])


def freeze(report: Report, *, today: date) -> dict[str, Any]:
    """Every figure and text of the report as plain data. Raises figures.DoesNotSum, EmptySection."""
    authority = report.authority
    made = Figures(authority, report.year, as_at=today)
    sections, number, table_number = [], 0, 0
    for row in report.sections.filter(is_included=True).order_by("position", "pk"):
        spec = SECTIONS[row.key]
        words = row.narrative.strip()
        if spec.needs_words and not words:
            continue  # nothing to say yet: left out, and the page of the report says so
        number += 1
        part = spec.compute(made) if spec.compute else None
        tables = []
        for table in part.tables if part else []:
            table.check()
            table_number += 1
            tables.append(_plain(table, table_number))
        sections.append(
            {
                "key": row.key,
                "number": number,
                "title": spec.title,
                "narrative": words,
                "sentences": part.sentences if part else [],
                "tables": tables,
                "charts": part.plain()["charts"] if part else [],
            }
        )
    known = authority.known_from
    return {
        "title": report.title,
        "author": report.author,
        "council": authority.name,
        "colour": authority.colour,
        "year": report.year,
        "from_day": _day(made.period.start),
        "to_day": _day(made.period.end),
        "is_over": made.is_over,
        "year_label": report.year_label,
        "edition_words": "Internal edition: small numbers are shown, do not publish",
        "figures_on": _day(today),
        "known_from": _day(known) if known else "",
        "sections": sections,
    }


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _plain(table: Table, number: int) -> dict[str, Any]:
    numeric = [n for n in range(1, len(table.headings)) if all(_is_number(row[n]) for row in table.rows)]
    return {
        "key": table.key,
        "number": number,
        "caption": table.caption,
        "headings": table.headings,
        "rows": table.rows,
        "total": table.total,
        "source": table.source,
        "numeric": numeric,
    }


def _is_number(cell: Any) -> bool:
    return (
        cell is None
        or isinstance(cell, int | float)
        or (isinstance(cell, str) and (cell in ("–", "", "not known", "not recorded") or cell[:1].isdigit()))
    )


def generate(
    *,
    report: Report,
    by: User | None,
    today: date,
    job: Job | None = None,
    progress: Callable[[int, str], None] | None = None,
) -> ReportDocument:
    """Freeze the figures and draw the PDF. One document a job, however often the job is started.

    Raises figures.DoesNotSum, pdf.PdfUnavailable.
    """
    say = progress or (lambda percent, text: None)
    if job is not None:
        standing = ReportDocument.objects.filter(job=job).first()
        if standing:
            return standing
    say(5, "Computing the figures")
    ensure_replayed(report.authority, today)
    with one_snapshot():
        figures = freeze(report, today=today)
        figures_at = now()
    say(40, "Drawing the pages")
    drawn = pdf.render(figures)
    say(90, "Keeping the document")
    with audit.action(
        "report.generated",
        by=by,
        authority=report.authority_id,
        target=report,
        sha256=drawn.sha256,
        pages=drawn.pages,
    ):
        Report.objects.select_for_update().get(pk=report.pk)
        if job is not None and (standing := ReportDocument.objects.filter(job=job).first()):
            return standing
        last = report.documents.aggregate(last=Max("number"))["last"] or 0
        return ReportDocument.objects.create(
            report=report, number=last + 1, edition=Edition.INTERNAL, job=job, figures=figures, figures_at=figures_at,
            content=drawn.content, pages=drawn.pages, sha256=drawn.sha256, created_by=by,
        )  # fmt: skip


def ask_to_generate(*, report: Report, by: User) -> Job:
    """Ask the worker for the PDF; asked ten times at once it is made once."""
    return jobs.enqueue(
        "report.generate",
        key=str(report.pk),
        params={"report": report.pk},
        authority=report.authority,
        by=by,
        text="Waiting to start",
    )
