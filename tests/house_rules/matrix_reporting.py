"""Rows of measures, reports and exports."""

from datetime import date
from typing import Any

from accounts.access.roles import Role
from accounts.models import User
from children.models import Child
from reporting.edition import composing
from reporting.edition.actions import keep_document, publish_document
from reporting.edition.evidence import Made, evidence
from reporting.edition.pdf import Pdf
from reporting.edition.printing import printed
from reporting.figures import Figures
from reporting.models import (
    CaseExample,
    DocumentRestatement,
    Freeze,
    FrozenFigure,
    MonthNote,
    PracticeNote,
    Priority,
    QuarterlyDocument,
    RecordingGap,
    Report,
    ReportDocument,
    Restatement,
    ServiceEntry,
    TypedFigure,
    Voice,
)
from reporting.report import writing_actions
from tests import factories as make
from tests.house_rules.url_matrix import PEOPLE, Row, World

TWO = ("own", "foreign")
LINE = ("team_manager", "other_team_manager", "service_manager", "head_of_service")
WHOLE = ("qa_manager", "director", "inspector", "lead_member")
MEMBERS = ("lead_member", "inspector")
"""Who sees figures as the members’ edition has them; inspectors unless the council releases more to them."""
SEE = dict.fromkeys((*LINE, *WHOLE), "own")
READ = dict.fromkeys((*WHOLE, "head_of_service", "iro", "other_iro"), "own")
QA = {"qa_manager": "own"}
IROS = dict.fromkeys(("iro", "other_iro"), "own")
APPROVE = {"director": "own", "head_of_service": "own"}
MAKERS = QA | APPROVE | dict.fromkeys(READ.keys() - QA.keys() - APPROVE.keys(), "none")
"""Who may read reports, but not this document, is told that there is none."""
assert set(SEE) | set(READ) <= set(PEOPLE)


def service_entry(w: World, child: Child) -> dict[str, Any]:
    by: User = make.make_user(child.authority, Role.QA_MANAGER)
    entry = ServiceEntry.objects.create(
        authority=child.authority, kind="panel", name="Panel", starts_on=date(2026, 4, 1), created_by=by
    )
    return {"public_id": entry.public_id}


def a_report(w: World, child: Child) -> Report:
    return a_report_of(child)


def a_report_of(child: Child) -> Report:
    by: User = make.make_user(child.authority, Role.QA_MANAGER)
    return writing_actions.begin(authority=child.authority, year=2026, by=by)


def report(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": a_report(w, child).public_id}


def section(w: World, child: Child) -> dict[str, Any]:
    return report(w, child) | {"key": "voice"}


def a_document(child: Child, edition: str, *, published: bool) -> dict[str, Any]:
    """A finished document, printed from a report without sections."""
    of, day = a_report_of(child), date(2026, 6, 1)
    empty = composing.compose_rows(of, Figures(child.authority, of.year, as_at=day), [], on=day)
    made = Made(printed(empty, edition), evidence(empty, frozenset()), Pdf(b"%PDF-", 1))
    found = keep_document(of, made, at=make.now(), job=None, by=None)
    if published:
        found = publish_document(found, job=None, by=None)
    return {"public_id": found.public_id}


def draft(w: World, child: Child) -> dict[str, Any]:
    return a_document(child, "public", published=False)


def internal(w: World, child: Child) -> dict[str, Any]:
    return a_document(child, "internal", published=True)


def for_members(w: World, child: Child) -> dict[str, Any]:
    return a_document(child, "member", published=True)


def for_everybody(w: World, child: Child) -> dict[str, Any]:
    return a_document(child, "public", published=True)


def quarterly(w: World | None, child: Child, edition: str = "public") -> dict[str, Any]:
    found = QuarterlyDocument.objects.create(
        authority=child.authority,
        year=2026,
        quarter=1,
        number=1,
        edition=edition,
        is_whole=True,
        printed={},
        figures={},
        figures_at=make.now(),
        content=b"%PDF-",
        pages=1,
        sha256="0" * 64,
    )
    return {"public_id": found.public_id}


def a_measure(w: World, child: Child) -> dict[str, Any]:
    return {"code": "timeliness_reviews_due"}


def priority(w: World, child: Child) -> dict[str, Any]:
    found = Priority.objects.create(authority=child.authority, year=2026, title="Reviews in time")
    return report(w, child) | {"priority_id": found.public_id}


def voice(w: World, child: Child) -> dict[str, Any]:
    of = a_report(w, child)
    found = Voice.objects.create(
        report=of,
        kind="you_said",
        section="you_said",
        text="More time",
        created_by=make.make_user(child.authority, Role.QA_MANAGER),
    )
    return {"public_id": of.public_id, "voice_id": found.public_id}


def a_freeze(w: World, child: Child) -> Freeze:
    by = make.make_user(child.authority, Role.QA_MANAGER)
    return Freeze.objects.create(
        authority=child.authority,
        period_from=date(2025, 4, 1),
        period_to=date(2026, 3, 31),
        reason="Report",
        frozen_by=by,
        frozen_at=make.now(),
    )


def a_restatement(w: World, child: Child) -> dict[str, Any]:
    figure = FrozenFigure.objects.create(freeze=a_freeze(w, child), code="starters", numerator=2)
    at = make.now()
    return {"pk": Restatement.objects.create(figure=figure, numerator=3, first_seen_at=at, changed_at=at).pk}


def a_gap(w: World, child: Child) -> dict[str, Any]:
    by = make.make_user(child.authority, Role.QA_MANAGER)
    gap = RecordingGap.objects.create(
        authority=child.authority, started_on=date(2025, 10, 1), reason="New system", created_by=by
    )
    return {"pk": gap.pk}


def a_typed_figure(w: World, child: Child) -> dict[str, Any]:
    by = make.make_user(child.authority, Role.QA_MANAGER)
    figure = TypedFigure.objects.create(
        authority=child.authority,
        indicator="starters",
        geography="Here",
        year=2015,
        number=115,
        rounding="none",
        source="Report",
        created_by=by,
    )
    return {"pk": figure.pk}


def a_month_note(w: World, child: Child) -> dict[str, Any]:
    note = MonthNote.objects.create(
        authority=child.authority,
        code="starters",
        month=date(2026, 4, 1),
        text="A family of five came in.",
        written_by=make.make_user(child.authority, Role.QA_MANAGER),
        written_at=make.now(),
    )
    return {"public_id": note.public_id}


def an_example(w: World, child: Child) -> dict[str, Any]:
    example = CaseExample.objects.create(
        authority=child.authority,
        about="Permanence",
        text="A date was set.",
        happened_on=date(2026, 4, 1),
        noted_by=make.make_user(child.authority, Role.QA_MANAGER),
        noted_at=make.now(),
    )
    return {"public_id": example.public_id}


def an_iro(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": make.make_worker(child.authority, is_iro=True).public_id}


def a_practice_note(w: World, child: Child) -> dict[str, Any]:
    note = PracticeNote.objects.create(
        worker=make.make_worker(child.authority, is_iro=True),
        kind="supervision",
        happened_on=date(2026, 4, 1),
        agreed="Write to the virtual school.",
        written_by=make.make_user(child.authority, Role.QA_MANAGER),
        written_at=make.now(),
    )
    return {"public_id": note.public_id}


def frozen(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": a_freeze(w, child).public_id}


def a_document_restatement(w: World, child: Child) -> dict[str, Any]:
    document = ReportDocument.objects.get(**a_document(child, "internal", published=True))
    row = DocumentRestatement.objects.create(
        document=document, code="starters", period="2025-26", was="2", now="3", found_at=make.now()
    )
    return {"public_id": document.report.public_id, "pk": row.pk}


ROWS: dict[str, Row] = {
    "reporting:checklist": Row(sees=QA | IROS | {"business_support": "own"}),
    "reporting:caseloads": Row(sees=QA | APPROVE | IROS | {"business_support": "own"}),
    "reporting:supervision": Row(sees=QA | dict.fromkeys(IROS, "none"), args=an_iro, objects=TWO),
    "reporting:add_practice_note": Row(sees=QA, args=an_iro, objects=TWO),
    "reporting:change_practice_note": Row(sees=QA, args=a_practice_note, objects=TWO),
    "reporting:remove_practice_note": Row(sees=QA, args=a_practice_note, objects=TWO, method="POST"),
    "reporting:measures": Row(sees=SEE | IROS),
    "reporting:trends": Row(sees={w: s for w, s in (SEE | IROS).items() if w not in MEMBERS}),
    "reporting:dashboard": Row(sees={w: s for w, s in (SEE | IROS).items() if w not in MEMBERS}),
    "reporting:choose_measures": Row(sees=QA),
    "reporting:add_month_note": Row(sees=QA),
    "reporting:change_month_note": Row(sees=QA, args=a_month_note, objects=TWO),
    "reporting:remove_month_note": Row(sees=QA, args=a_month_note, objects=TWO, method="POST"),
    "reporting:compute": Row(sees=QA, method="POST"),
    "reporting:measure": Row(sees=SEE | IROS, args=a_measure, objects=("page",)),
    "reporting:rows": Row(sees=QA | IROS | dict.fromkeys(LINE, "own"), args=a_measure, objects=("page",)),
    "reporting:figures": Row(sees=READ, args=lambda w, child: {"key": "months"}, objects=("page",)),
    "reporting:freezes": Row(sees=READ),
    "reporting:freeze": Row(sees=QA),
    "reporting:frozen": Row(sees=READ, args=frozen, objects=TWO),
    "reporting:compare": Row(sees=QA, args=frozen, objects=TWO, method="POST"),
    "reporting:explain": Row(sees=QA, args=a_restatement, objects=TWO),
    "reporting:comparators": Row(sees=QA | {"administrator": "own"}),
    "reporting:openapi": Row(open_to_all=True, why="the description of the interface, without data"),
    "reporting:api_measures": Row(by_token=True, why="the council’s analysts, by their token"),
    "reporting:api_measure": Row(
        by_token=True,
        args=lambda w, child: {"code": "looked_after_at_end"},
        objects=("page",),
        why="the council’s analysts, by their token",
    ),
    "reporting:api_rows": Row(
        by_token=True,
        args=lambda w, child: {"table": "children"},
        objects=("page",),
        why="the council’s analysts, by their token",
    ),
    "reporting:other_period": Row(
        sees={who: sees for who, sees in (SEE | IROS).items() if who not in MEMBERS}
    ),
    "reporting:service": Row(sees=QA),
    "reporting:add_service_entry": Row(sees=QA, args=lambda w, child: {"kind": "panel"}, objects=("page",)),
    "reporting:change_service_entry": Row(sees=QA, args=service_entry, objects=TWO),
    "reporting:measure_settings": Row(sees=QA),
    "reporting:set_target": Row(sees=QA),
    "reporting:declare_gap": Row(sees=QA),
    "reporting:change_gap": Row(sees=QA, args=a_gap, objects=TWO),
    "reporting:withdraw_gap": Row(sees=QA, args=a_gap, objects=TWO, method="POST"),
    "reporting:set_groups": Row(sees=QA, args=lambda w, child: {"kind": "age"}, objects=("page",)),
    "reporting:type_figure": Row(sees=QA),
    "reporting:remove_figure": Row(sees=QA, args=a_typed_figure, objects=TWO, method="POST"),
    "reporting:reports": Row(sees=READ),
    "reporting:begin": Row(sees=QA),
    "reporting:report": Row(sees=MAKERS, args=report, objects=TWO),
    "reporting:title": Row(sees=QA, args=report, objects=TWO),
    "reporting:make": Row(sees=QA, args=report, objects=TWO, method="POST"),
    "reporting:report_section": Row(sees=QA | APPROVE, args=section, objects=TWO),
    "reporting:check_words": Row(sees=QA, args=section, objects=TWO, method="POST"),
    "reporting:exhibits": Row(sees=QA, args=section, objects=TWO, method="POST"),
    "reporting:settle_find": Row(sees=QA, args=section, objects=TWO, method="POST"),
    "reporting:comment": Row(sees=QA | APPROVE, args=section, objects=TWO, method="POST"),
    "reporting:submit": Row(sees=QA, args=report, objects=TWO, method="POST"),
    "reporting:decide": Row(sees=APPROVE, args=report, objects=TWO, method="POST"),
    "reporting:publish": Row(sees=QA, args=report, objects=TWO, method="POST"),
    "reporting:explain_restatement": Row(sees=QA, args=a_document_restatement, objects=TWO),
    "reporting:restate": Row(sees=QA, args=report, objects=TWO, method="POST"),
    "reporting:examples": Row(sees=QA | IROS),
    "reporting:add_example": Row(sees=QA | IROS),
    "reporting:remove_example": Row(
        sees=QA | dict.fromkeys(IROS, "none"), args=an_example, objects=TWO, method="POST"
    ),
    "reporting:layout": Row(sees=QA),
    "reporting:correct": Row(sees=QA, args=report, objects=TWO),
    "reporting:cover": Row(sees=QA, args=report, objects=TWO),
    "reporting:distribution": Row(sees=QA, args=report, objects=TWO),
    "reporting:priorities": Row(sees=QA, args=report, objects=TWO),
    "reporting:add_priority": Row(sees=QA, args=report, objects=TWO),
    "reporting:priority": Row(sees=QA, args=priority, objects=TWO),
    "reporting:voices": Row(sees=QA | APPROVE, args=report, objects=TWO),
    "reporting:add_voice": Row(sees=QA, args=report, objects=TWO),
    "reporting:voice": Row(sees=QA, args=voice, objects=TWO, method="POST"),
    "reporting:document_page": Row(sees=READ, args=for_members, objects=TWO),
    "reporting:document_web_page": Row(
        sees=QA, args=for_everybody, objects=TWO, logs="who downloaded a published report as a web page"
    ),
    "reporting:document_csv": Row(sees=MAKERS, args=draft, objects=TWO),
    "reporting:document_xlsx": Row(sees=MAKERS, args=internal, objects=TWO),
    "reporting:arrange": Row(sees=QA, args=section, objects=TWO, method="POST"),
    "reporting:document": Row(sees=MAKERS, args=internal, objects=TWO),
    "reporting:quarters": Row(sees=READ),
    "reporting:quarter_words": Row(
        sees=QA, args=lambda w, child: {"quarter": "2025-26-Q1"}, objects=("page",)
    ),
    "reporting:make_quarterly": Row(
        sees=QA, args=lambda w, child: {"quarter": "2025-26-Q1"}, objects=("page",), method="POST"
    ),
    "reporting:quarterly_document": Row(sees=READ, args=quarterly, objects=TWO),
    "reporting:export": Row(sees=QA),
}
