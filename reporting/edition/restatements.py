"""Published figures that would be others today: listed, never changed in the document."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from reporting.edition.document import Document
from reporting.edition.evidence import evidence_of
from reporting.edition.stored import StoredFigure
from reporting.figures import Figure
from reporting.models import Report, ReportDocument


@dataclass(frozen=True)
class Difference:
    """What a published report says of a measure in a period, and what the records say now."""

    code: str
    period: str
    was: str
    now: str


def restated_since(report: Report, document: Document) -> frozenset[str]:
    """Figures in this report that an earlier published report, or the edition it corrects, printed with another
    value."""
    published = ReportDocument.objects.filter(
        Q(report__year__lt=report.year) | Q(report=report.corrects_id),
        report__authority=report.authority_id,
        is_published=True,
    ).order_by("report__year", "report__number", "number")
    printed: dict[str, Decimal | None] = {}
    for stored in published.only("figures"):
        printed |= {ref: figure.value for ref, figure in evidence_of(stored).figures.items()}
    figures = document.figures
    return frozenset(ref for ref, value in printed.items() if ref in figures and figures[ref].value != value)


def differences(was: Mapping[str, StoredFigure], now: Mapping[str, Figure]) -> list[Difference]:
    """What a published report says and what the records say now: one entry a measure and period, the whole
    before its parts."""
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for ref, figure in was.items():
        is_changed = ref in now and now[ref].value != figure.value
        if is_changed and figure.kind in ("count", "percent"):
            groups[ref.partition("|")[0]][figure.period].append(ref)
    return [_difference(code, by_period, was, now) for code, by_period in groups.items()]


def _difference(
    code: str,
    by_period: Mapping[str, list[str]],
    was: Mapping[str, StoredFigure],
    now: Mapping[str, Figure],
) -> Difference:
    years = [period for period in by_period if len(period) == len("2025-26") and "-" in period]
    refs = [ref for period in years or by_period for ref in by_period[period]]
    refs.sort(key=lambda ref: (ref.count("|"), ref))
    whole = [ref for ref in refs if ref.count("|") == 2] or refs
    return Difference(
        code,
        was[whole[0]].period,
        "; ".join(f"{was[ref].what} {was[ref].text}" for ref in whole),
        "; ".join(f"{now[ref].what} {now[ref].text}" for ref in whole),
    )
