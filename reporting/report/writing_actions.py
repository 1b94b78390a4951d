"""A report begun, written section by section, put in order."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.http import QueryDict

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.councils.words import said
from accounts.drafts.conflict import Newer
from accounts.drafts.keys import STORED_VERSION
from accounts.models import Authority, User
from accounts.ordering import placed
from reporting.models import Presentation, Report, ReportLayout, ReportSection
from reporting.report import states
from reporting.report.sections import SECTIONS
from reporting.report.states import Act


@transaction.atomic
def begin(*, authority: Authority, year: int, by: User | None) -> Report:
    """The report of a collection year with all its sections; its newest edition when it was begun before."""
    audit.hold(authority)  # two people may begin it at once
    newest = Report.objects.filter(authority=authority, year=year).order_by("-number").first()
    return newest or _begun(authority, year, by)


def _begun(authority: Authority, year: int, by: User | None) -> Report:
    service = said("the Independent Reviewing Officer service", authority)
    title = f"Annual report of {service} {year - 1}-{year % 100:02d}"
    with audit.action("report.begun", by=by, authority=authority, year=year) as event:
        report = Report.objects.create(
            authority=authority, year=year, title=title, author=by.name if by else "", created_by=by
        )
        ReportSection.objects.bulk_create(_sections_of(report))
        layout = ReportLayout.of(authority)
        bodies = dict.fromkeys(b.strip() for b in layout.bodies.splitlines() if b.strip())
        Presentation.objects.bulk_create([Presentation(report=report, body=b) for b in bodies])
        event.target = report
    return report


def _sections_of(report: Report) -> list[ReportSection]:
    """Every section there is, in the order and with the titles of the council's layout; those it does not
    name follow."""
    named = [s for s in ReportLayout.of(report.authority).sections if s.get("key") in SECTIONS]
    rest = [
        {"key": k, "title": "", "included": spec.is_offered}
        for k, spec in SECTIONS.items()
        if k not in {s["key"] for s in named}
    ]
    standing = _standing_words(report)
    return [
        ReportSection(
            report=report,
            key=s["key"],
            title=s.get("title", ""),
            position=n,
            is_included=bool(s.get("included", True)),
            narrative=standing.get(s["key"], ""),
        )
        for n, s in enumerate([*named, *rest], start=1)
    ]


STANDING = ("legal", "glossary")
"""Sections whose words stay from year to year: a new report begins with those of the last one."""


def _standing_words(report: Report) -> dict[str, str]:
    """Section -> the words of the newest report of an earlier year."""
    earlier = Report.objects.filter(authority=report.authority_id, year__lt=report.year)
    last = earlier.order_by("-year", "-number").first()
    if last is None:
        return {}
    return dict(last.sections.filter(key__in=STANDING).values_list("key", "narrative"))


def save_narrative(*, section: ReportSection, narrative: str, version: int, by: User) -> ReportSection:
    """Save the words of a section. Raises NotNow, and Newer when the page began from an older version."""
    with audit.action(
        "report.section_saved",
        by=by,
        authority=section.report.authority_id,
        target=section,
        section=section.key,
    ):
        states.hold(Act.WRITE, section.report)
        changed = ReportSection.objects.filter(pk=section.pk, version=version).update(
            narrative=narrative, version=F("version") + 1, saved_by=by, saved_at=now()
        )
        if not changed:
            raise _newer(section)
    section.refresh_from_db()
    return section


def _newer(section: ReportSection) -> Newer:
    newest = ReportSection.objects.select_related("saved_by").get(pk=section.pk)
    theirs = QueryDict(mutable=True)
    theirs["narrative"] = newest.narrative
    return Newer(
        by=newest.saved_by,
        at=newest.saved_at,
        theirs=theirs,
        versions={STORED_VERSION: str(newest.version)},
    )


def set_included(*, section: ReportSection, included: bool, by: User) -> None:
    """Take a section in or leave it out. Raises NotNow."""
    with audit.action(
        "report.section_included",
        by=by,
        authority=section.report.authority_id,
        target=section,
        included=included,
    ):
        states.hold(Act.WRITE, section.report)
        section.is_included = included
        section.save(update_fields=["is_included"])


def leave_out(*, report: Report, keys: Collection[str], by: User) -> None:
    """Leave out several sections at once. Raises NotNow."""
    with audit.action(
        "report.sections_left_out",
        by=by,
        authority=report.authority_id,
        target=report,
        sections=sorted(keys),
    ):
        states.hold(Act.WRITE, report)
        report.sections.filter(key__in=keys).update(is_included=False)


def choose_exhibits(*, section: ReportSection, exhibits: dict[str, list[str]], by: User) -> None:
    """Say which exhibits a section prints. Raises NotNow."""
    with audit.action(
        "report.exhibits_chosen",
        by=by,
        authority=section.report.authority_id,
        target=section,
        section=section.key,
        left_out=exhibits["without"],
        taken_in=exhibits["with"],
        order=exhibits.get("order", []),
    ):
        states.hold(Act.WRITE, section.report)
        section.exhibits = exhibits
        section.save(update_fields=["exhibits"])


@transaction.atomic
def move(*, section: ReportSection, place: int, by: User) -> None:
    """Put a section at a place of the report, 1 for the first. Raises NotNow.

    The same press twice moves it once: it stands there already.
    """
    states.hold(Act.WRITE, section.report)
    rows = list(section.report.sections.select_for_update().order_by("position", "pk"))
    moved = placed(rows, section, place)
    if moved == rows:
        return
    with audit.action(
        "report.section_moved", by=by, authority=section.report.authority_id, target=section, place=place
    ):
        for number, row in enumerate(moved, start=1):
            row.position = number
        ReportSection.objects.bulk_update(moved, ["position"])


def rename(*, report: Report, by: User, **words: str) -> None:
    """Change title and author, and in a corrected edition what was wrong. Raises NotNow."""
    with audit.action("report.renamed", by=by, authority=report.authority_id, target=report):
        states.hold(Act.WRITE, report)
        for name, value in words.items():
            setattr(report, name, value)
        report.save(update_fields=list(words))
