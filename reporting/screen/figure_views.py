"""Pages of figures: the tables that stand together, from what is stored and frozen; frozen periods and what
was restated.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.councils.words import as_said
from accounts.templatetags.govuk import moment
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from accounts.ui.tables import Cell, Table, headings
from reporting.access import frozen_for, scope_for, sees_every_child, sees_small_numbers
from reporting.council import freezing
from reporting.council.actions import targets_on
from reporting.council.deletions import Deletions
from reporting.council.forms import ExplainForm, FreezeForm, YearForm
from reporting.layouts.blocks import Balance, Breakdown, Cross, Page, Years
from reporting.layouts.registry import PAGES
from reporting.measures.registry import DIMENSIONS, MEASURES
from reporting.models import Freeze, MeasureResult, Restatement
from reporting.periods import Period, collection_year, month
from reporting.screen.chosen_period import frozen_periods, of_a_year, whole_weeks
from reporting.screen.frozen_years import FrozenYears
from reporting.screen.grids import Maker
from reporting.screen.measure_views import whose_figures
from reporting.screen.shown import figure
from statute.working_days import add_months


def _years(day: Any) -> list[tuple[str, str]]:
    this = day.year + (day >= day.replace(month=4, day=1))
    return [(str(y), f"{y - 1}-{y % 100:02d}") for y in (this, this - 1, this - 2)]


def _frozen_years(frozen: FrozenYears, day: date) -> list[tuple[str, str]]:
    return [(key, label) for key, (label, _) in frozen_periods(frozen.years, day).items()]


def _visible(viewer: Viewer, shown: Page) -> Page:
    """A lead member sees the council as one: nothing broken down, and no sums that tell a hidden number."""
    if sees_small_numbers(viewer):
        return shown
    whole = (b for b in shown.blocks if not isinstance(b, Breakdown | Cross | Balance))
    blocks = tuple(b for b in whole if not (isinstance(b, Years) and b.dimension))
    return Page(shown.key, shown.title, shown.about, blocks)


@page(P.READ_REPORTS)
def figures(request: Request, key: str) -> HttpResponse:
    """One page of figures of a collection year."""
    viewer: Viewer = request.viewer
    if key not in PAGES:
        raise Http404("No such page")
    day, frozen = today(), frozen_for(viewer)
    years = _years(day) if frozen is None else _frozen_years(frozen, day)
    usual = years[len(years) > 1 and frozen is None][0]
    asked = of_a_year(request.GET.get("year") or usual)
    year = int(asked if asked in dict(years) else usual)
    shown = _visible(viewer, PAGES[key])
    scope = scope_for(viewer, collection_year(year))
    maker = Maker(
        viewer.authority,
        year,
        shown,
        today=day,
        may_open=viewer.may(P.OPEN_MEASURE_ROWS) and viewer.may(P.SEE_MEASURES),
        targets=targets_on(viewer.authority, min(collection_year(year).end, day)),
        frozen=frozen,
        scope=scope if frozen is None else None,
    )
    period = collection_year(year)
    context = {
        "shown": shown,
        "of_frozen": frozen.words if frozen else "",
        "whose": "" if frozen else whose_figures(viewer, scope),
        "is_counted_now": scope.children is not None,
        "grids": maker.grids(),
        "form": YearForm({"year": asked}, years=years),
        "year": year,
        "label": period.label,
        "runs": period.end > day,
        "computed": _computed_at(viewer),
        "frozen": Freeze.objects.filter(
            authority=viewer.authority, period_from=period.start, period_to=period.end
        ).first(),
        "links": _links(key, year),
        "may_compute": viewer.may(P.WRITE_REPORT),
    }
    return render(request, "reporting/figures.html", context)


def _computed_at(viewer: Viewer) -> datetime | None:
    """When the council's figures were stored last."""
    stored = MeasureResult.objects.filter(authority=viewer.authority).order_by("-computed_at")
    return stored.values_list("computed_at", flat=True).first()


def _links(key: str, year: int) -> list[dict[str, Any]]:
    """Every page of figures, of the same year."""
    return [
        {
            "text": p.title,
            "href": f"{reverse('reporting:figures', args=[p.key])}?year={year}",
            "current": p.key == key,
        }
        for p in PAGES.values()
    ]


def _periods(day: Any) -> dict[str, Period]:
    """Periods that can be frozen: the last three collection years, twelve months and four whole weeks."""
    this = day.year + (day >= day.replace(month=4, day=1))
    found = {str(y): collection_year(y) for y in (this - 1, this - 2, this - 3)}
    for back in range(1, 13):
        p = month(add_months(day.replace(day=1), -back))
        found[f"{p.start:%Y-%m}"] = p
    return found | whole_weeks(day)


@page(P.READ_REPORTS)
def freezes(request: Request) -> HttpResponse:
    """The frozen periods, and how many of their figures were restated."""
    viewer: Viewer = request.viewer
    found = (
        Freeze.objects.filter(authority=viewer.authority)
        .select_related("frozen_by")
        .annotate(
            restated=Count("figures__restatement"),
            unexplained=Count("figures__restatement", filter=Q(figures__restatement__why="")),
        )
    )
    restated = ("Restated", "Without a reason")  # their number changes from day to day
    names = ("Period", "Frozen", "What for", *(restated if sees_every_child(viewer) else ()))
    table = Table(
        "Frozen periods, the latest first",
        headings(*names, numeric=names[3:]),
        [_freeze_row(row)[: len(names)] for row in found],
    )
    context = {"table": table, "may_write": viewer.may(P.WRITE_REPORT), "of_frozen": _frozen_words(viewer)}
    return render(request, "reporting/freezes.html", context)


def _frozen_words(viewer: Viewer) -> str:
    """What those are told who see the council as one."""
    frozen = frozen_for(viewer)
    return frozen.words if frozen else ""


def _freeze_row(row: Any) -> list[Cell]:
    """`row` is a Freeze with how many of its figures were restated, and how many of those have no reason
    yet.
    """
    label = Period(row.period_from, row.period_to).label
    return [
        {"text": label, "href": reverse("reporting:frozen", args=[row.public_id])},
        {"text": f"{moment(row.frozen_at)} by {row.frozen_by.called_at(row.frozen_at)}"},
        {"text": row.reason},
        {"text": str(row.restated)},
        {"text": str(row.unexplained)},
    ]


@page(P.WRITE_REPORT, methods=FORM)
def freeze(request: Request) -> HttpResponse:
    """Freeze the figures of a period."""
    viewer: Viewer = request.viewer
    offered = _periods(today())
    form = FreezeForm(posted(request), periods=[(k, p.label) for k, p in offered.items()])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = freezing.freeze(
                authority=viewer.authority,
                period=offered[form.cleaned_data["period"]],
                reason=form.cleaned_data["reason"],
                by=viewer.user,
                today=today(),
            )
            messages.success(request, "The figures are frozen.")
            return redirect("reporting:frozen", public_id=made.public_id)
    question = Question(
        "Freeze the figures of a period",
        "Freeze",
        reverse("reporting:freezes"),
        "Frozen figures",
        text="Every figure of the period is kept as it is now. "
        "What the records give later is listed beside it as restated.",
    )
    return ask_page(request, form, question)


def _freeze(viewer: Viewer, public_id: UUID) -> Freeze:
    found = (
        Freeze.objects.select_related("authority", "frozen_by")
        .filter(public_id=public_id, authority=viewer.authority_id)
        .first()
    )
    if found is None:
        raise Http404("No such period")
    return found


@page(P.READ_REPORTS)
def frozen(request: Request, public_id: UUID) -> HttpResponse:
    """One frozen period: what was restated, with was, is and why, for those whose figures count every child.
    Beside figures that are frozen, or that leave children out, it would tell of a child or two."""
    viewer: Viewer = request.viewer
    found = _freeze(viewer, public_id)
    changed = (
        Restatement.objects.filter(figure__freeze=found)
        .select_related("figure__freeze", "explained_by")
        .order_by("figure__code", "figure__dimension", "figure__key")
    )
    of_frozen = _frozen_words(viewer)
    is_whole = sees_every_child(viewer)
    listed = [row for row in changed if row.figure.code in MEASURES and is_whole]
    may_write, deleted = viewer.may(P.WRITE_REPORT), Deletions(found.authority_id)
    tables = [
        Table(
            title,
            headings("Figure", "Was", "Is", "Why", numeric=("Was", "Is")),
            [_restated(row, may_write, deleted.between(found.frozen_at, row.changed_at)) for row in rows],
        )
        for title, rows in (
            ("Restated figures", [row for row in listed if not row.figure.dimension]),
            ("Restated parts of figures", [row for row in listed if row.figure.dimension]),
        )
        if rows
    ]
    period = Period(found.period_from, found.period_to)
    context = {
        "freeze": found,
        "label": period.label,
        "year": period.end.year if of_frozen and period == collection_year(period.end.year) else None,
        "tables": tables,
        "may_write": may_write,
        "of_frozen": of_frozen,
        "is_whole": is_whole,
    }
    return render(request, "reporting/frozen.html", context)


def _restated(row: Restatement, may_write: bool, deleted: str) -> list[Cell]:
    measure, dimension = MEASURES[row.figure.code], row.figure.dimension
    was, now = freezing.was_and_is(row)
    why = f"{row.why} ({row.explained_by.called_at(row.explained_at)})" if row.explained_by else "not given"
    return [
        {
            "text": as_said(measure.title),
            "note": f"{DIMENSIONS[dimension]}: {row.figure.key}" if dimension else "",
        },
        {"text": figure(measure, was)},
        {"text": "as frozen again" if was == now else figure(measure, now)},
        {
            "text": why,
            "note": "" if row.explained_by else deleted,
            "href": reverse("reporting:explain", args=[row.pk]) if may_write else "",
        },
    ]


@page(P.WRITE_REPORT, methods=POST)
def compare(request: Request, public_id: UUID) -> HttpResponse:
    """Lay a frozen period beside the records of today."""
    viewer: Viewer = request.viewer
    found = _freeze(viewer, public_id)
    number = freezing.compare(found, today=today(), by=viewer.user)
    messages.success(
        request, "No figure has changed." if not number else f"{number} figures differ from those frozen."
    )
    return redirect("reporting:frozen", public_id=found.public_id)


@page(P.WRITE_REPORT, methods=FORM)
def explain(request: Request, pk: int) -> HttpResponse:
    """Say why a frozen figure is another one now."""
    viewer: Viewer = request.viewer
    row = (
        Restatement.objects.select_related("figure__freeze__authority")
        .filter(pk=pk, figure__freeze__authority=viewer.authority_id)
        .first()
    )
    if row is None:
        raise Http404("No such restatement")
    back = reverse("reporting:frozen", args=[row.figure.freeze.public_id])
    form = ExplainForm(posted(request), initial={"why": row.why})
    if request.method == "POST" and form.is_valid():
        freezing.explain(restatement=row, why=form.cleaned_data["why"], by=viewer.user)
        return redirect(back)
    measure = MEASURES.get(row.figure.code)
    was, now = freezing.was_and_is(row)
    words = (
        f"{as_said(measure.title)}: {figure(measure, was)} when frozen, {figure(measure, now)} now."
        if measure
        else ""
    )
    of = row.figure.freeze
    deleted = Deletions(of.authority_id).between(of.frozen_at, row.changed_at)
    facts = (deleted,) if deleted else ()
    question = Question(
        "Why has this figure changed?", "Save", back, "Frozen figures", text=words, facts=facts
    )
    return ask_page(request, form, question)
