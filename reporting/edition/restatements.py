"""Published figures that would be others today: listed, never changed in the document."""

from collections import defaultdict
from typing import Any

from reporting.models import Report, ReportDocument


def restated_since(report: Report, frozen: dict[str, Any]) -> list[str]:
    """Figures of earlier years in this report that an earlier published report printed with another value."""
    published = (
        ReportDocument.objects.filter(
            report__authority=report.authority_id, report__year__lt=report.year, is_published=True
        )
        .order_by("report__year", "number")
        .only("figures")
    )
    printed: dict[str, Any] = {}
    for document in published:
        printed |= {ref: f["value"] for ref, f in document.figures.get("figures", {}).items()}
    figures = frozen["figures"]
    return sorted(ref for ref, value in printed.items() if ref in figures and figures[ref]["value"] != value)


def differences(was: dict[str, Any], now: dict[str, Any]) -> list[dict[str, str]]:
    """What a published report says and what the records say now: one entry a measure and period, the whole before its parts.

    Both are the `figures` of a frozen report.
    """
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for ref, figure in was.items():
        if ref in now and now[ref]["value"] != figure["value"] and figure["kind"] in ("count", "percent"):
            groups[(ref.partition("|")[0], figure["period"])].append(ref)
    found = []
    for code in dict.fromkeys(code for code, _ in groups):
        mine = {period: refs for (c, period), refs in groups.items() if c == code}
        years = [p for p in mine if len(p) == 7 and "-" in p] or list(mine)
        refs = sorted((r for p in years for r in mine[p]), key=lambda r: (r.count("|"), r))
        whole = [r for r in refs if r.count("|") == 2] or refs
        found.append(
            {
                "code": code,
                "period": was[whole[0]]["period"],
                "was": "; ".join(f"{was[r]['what']} {was[r]['text']}" for r in whole),
                "now": "; ".join(f"{now[r]['what']} {now[r]['text']}" for r in whole),
            }
        )
    return found
