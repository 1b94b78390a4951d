"""One section of a report: its words beside its figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.drafts.keys import STORED_VERSION, hidden_number
from accounts.drafts.slots import slot_for
from accounts.ordering import place_in, placed
from accounts.ui.asking import refusals_on, refusals_said
from accounts.ui.posted import posted
from reporting.access import get_report
from reporting.edition import composing
from reporting.edition.document import Document
from reporting.edition.printed import PrintedSection
from reporting.edition.printing import printed
from reporting.edition.soundness import faults_of
from reporting.figures import DoesNotSum, Figure, Figures, headlines
from reporting.figures.tables import main_figure
from reporting.measures.registry import MEASURES
from reporting.models import Edition, ReportSection
from reporting.offers.offered import exhibits_of
from reporting.proof.hints.named import names
from reporting.proof.manuscript import Fault
from reporting.report import states, task_list, writing_actions
from reporting.report.choosing import Choice, choice_of, choices, with_empty
from reporting.report.forms import CommentForm, NarrativeForm
from reporting.report.screening_actions import hits_in
from reporting.report.sections import SECTIONS, title_of
from reporting.report.states import Act
from reporting.report.suggestions import Suggestion, suggestions


@dataclass
class Preview:
    """A section as it would be printed, what is wrong with it, and what its author may use."""

    shown: PrintedSection | None = None
    faults: list[Fault] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    problem: str = ""


def get_section(request: Request, public_id: UUID, key: str) -> ReportSection:
    """The section of a report of the person's own council. Raises Http404 otherwise."""
    report = get_report(request.viewer, public_id)
    section = report.sections.select_related("report__authority", "saved_by").filter(key=key).first()
    if section is None:
        raise Http404("No such section")
    return section


@page(P.WRITE_REPORT, P.APPROVE_REPORT, methods=FORM)
def section(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """The words of a section beside its figures. The approver reads and comments."""
    row = get_section(request, public_id, key)
    form = NarrativeForm(posted(request, keeps_version=True), initial={"narrative": row.narrative})
    if request.method == "POST":
        request.viewer.require(P.WRITE_REPORT)
        if form.is_valid() and _is_saved(request, row, form):
            messages.success(request, "Your words are saved.")
            return _after_saving(request, row)
    return _show(request, row, form)


def _is_saved(request: Request, row: ReportSection, form: NarrativeForm) -> bool:
    begun_from = hidden_number(request.POST.get(STORED_VERSION, ""))
    if begun_from is None:
        raise SuspiciousOperation("The page was sent without the version of the section.")
    with refusals_on(form):
        writing_actions.save_narrative(
            section=row,
            narrative=form.cleaned_data["narrative"],
            version=begun_from,
            by=request.viewer.user,
        )
    return not form.errors


def _show(request: Request, row: ReportSection, form: NarrativeForm) -> HttpResponse:
    spec, viewer, kept = SECTIONS[row.key], request.viewer, slot_for(request).typed()
    of_last_year = ReportSection.objects.filter(
        report__authority=row.report.authority_id, report__year=row.report.year - 1, key=row.key
    )
    last_year = of_last_year.order_by("-report__number").first()
    may_comment = states.may(Act.COMMENT, row.report, viewer)
    takes_comments = reverse("reporting:comment", args=[row.report.public_id, row.key])
    context = {
        "report": row.report,
        "section": row,
        "title": title_of(row, viewer.authority),
        "may_write": states.may(Act.WRITE, row.report, viewer),
        "may_comment": may_comment,
        "comments": row.comments.select_related("by", "settled_by"),
        "comment_form": CommentForm(posted(request, to=takes_comments)) if may_comment else None,
        "takes_comments": takes_comments,
        "last_year": last_year.narrative if last_year else "",
        "spec": spec,
        "form": form,
        "begun_from": (request.POST or kept).get(STORED_VERSION, str(row.version)),
        "preview": _preview(row),
        "colour": row.report.authority.colour,
        "hits": hits_in(row),
        "has_order": bool(row.exhibits.get("order")),
        "list_page": task_list.LIST_PAGES.get(row.key),
        "next": task_list.after(row),
    }
    return render(request, "reporting/section.html", context, status=422 if form.errors else 200)


def _preview(row: ReportSection) -> Preview:
    day, report = today(), row.report
    figures = Figures(report.authority, report.year, as_at=day)
    try:
        document = composing.compose_rows(report, figures, [row], on=day)
        _offer_figures(row, figures)
        if not document.figures:  # a section of words alone may use the main figures of the report
            headlines.key_messages(figures)
    except DoesNotSum as error:
        return Preview(problem=str(error))
    return Preview(
        next(iter(printed(document, Edition.INTERNAL).sections), None),
        _faults(document, figures, row.narrative),
        suggestions(document.figures, figures),
        _whole_first(figures.ledger, figures),
        with_empty(_choices(row, figures), (t.key for part in document.sections for t in part.tables)),
    )


@page(P.WRITE_REPORT, methods=POST)
def check_words(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """What is wrong in words that are being typed. Nothing is saved."""
    row = get_section(request, public_id, key)
    if not states.may(Act.WRITE, row.report, request.viewer):
        raise Http404("No such section")
    form = NarrativeForm(request.POST)
    faults: list[Fault] = []
    if form.is_valid():
        row.narrative = form.cleaned_data["narrative"]
        figures = Figures(row.report.authority, row.report.year, as_at=today())
        try:
            document = composing.compose_rows(row.report, figures, [row], on=today())
            faults = _faults(document, figures, row.narrative)
        except DoesNotSum as error:
            faults = [Fault(title_of(row, row.report.authority), "total", str(error))]
    return render(request, "reporting/parts/faults.html", {"faults": faults})


def _faults(document: Document, figures: Figures, words: str) -> list[Fault]:
    """What is wrong. Whoever typed a number is told which figure it may be: one of the main figures of the
    report, or of a measure that the words name."""
    found = [fault for fault in faults_of(document) if fault.rule != "empty"]
    if any(fault.rule == "typed" for fault in found):
        headlines.key_messages(figures)
        for code in (code for code, measure in MEASURES.items() if names(words, measure.title)):
            main_figure(figures, code)
        with_them = replace(document, figures=dict(figures.ledger))
        found = [fault for fault in faults_of(with_them) if fault.rule != "empty"]
    return found


def _choices(row: ReportSection, figures: Figures) -> list[Choice]:
    """The exhibits that the section can print."""
    compute = SECTIONS[row.key].compute
    own = compute(figures).tables if compute else []
    return choices(figures, row.key, [t for t in own if t.rows], row.exhibits)


def _offer_figures(row: ReportSection, figures: Figures) -> None:
    """Every measure of the section as a figure that the author may use, printed or not."""
    for code in dict.fromkeys(c for exhibit in exhibits_of(row.key) for c in exhibit.codes):
        main_figure(figures, code)


def _whole_first(found: Mapping[str, Figure], figures: Figures) -> list[Figure]:
    """The figures to choose from: those of the whole period first, then the year before, months and
    breakdowns last."""
    periods = (figures.period, figures.before)
    order = {name: n for n, p in enumerate(periods) for name in (p.label, p.end.isoformat())}

    def place(figure: Figure) -> tuple[bool, int]:
        return figure.ref.count("|") > 2, order.get(figure.ref.split("|")[1], len(periods))

    return sorted((figure for figure in found.values() if not _is_half_of_an_average(figure)), key=place)


def _is_half_of_an_average(figure: Figure) -> bool:
    """Days added up, or posts times a hundred: numbers that mean nothing by themselves."""
    measure = MEASURES.get(figure.ref.partition("|")[0])
    is_average = measure is not None and not measure.is_count and not measure.is_share
    return is_average and figure.kind == "count"


def _after_saving(request: Request, row: ReportSection) -> HttpResponse:
    """On to the next section, back to the report, or to this page, which shows the words as printed."""
    wanted = request.POST.get("save")
    following = task_list.after(row) if wanted == "next" else None
    if following or wanted == "check":
        key = following.key if following else row.key
        return redirect("reporting:report_section", public_id=row.report.public_id, key=key)
    return redirect("reporting:report", public_id=row.report.public_id)


@page(P.WRITE_REPORT, methods=POST)
def exhibits(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Say which exhibits the section prints."""
    row = get_section(request, public_id, key)
    figures = Figures(row.report.authority, row.report.year, as_at=today())
    offered, wanted = _choices(row, figures), request.POST.getlist("exhibit")
    order = _order_asked_for(request, [c.key for c in offered], row.exhibits.get("order", []))
    chosen = choice_of(offered, wanted, order)
    with refusals_said(request):
        writing_actions.choose_exhibits(section=row, exhibits=chosen, by=request.viewer.user)
        messages.success(request, "Your choice of exhibits is saved.")
    place = reverse("reporting:report_section", args=[row.report.public_id, row.key])
    return redirect(f"{place}#exhibits")  # where the page was


def _order_asked_for(request: Request, offered: list[str], before: list[str]) -> list[str]:
    """The order after a button was pressed: one exhibit moved, none any more, or as it was."""
    place, _, key = request.POST.get("do", "").partition(":")
    if place == "free":
        return []
    if key in offered:
        return placed(offered, key, place_in(place))
    return before
