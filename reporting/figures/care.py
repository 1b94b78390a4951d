"""Parts of the report on the service and on the children looked after (R-06, R-11 to R-15)."""

from django.db.models import Q

from accounts.models import Worker
from children import codesets
from children.models import IroAllocation
from reporting.charts import shown
from reporting.figures.base import Chart, Figures, Part, Table, change, month_label, share_of
from reporting.measures.dimensions import AGE_LABELS


def service(f: Figures) -> Part:
    """R-06: the IROs and their caseloads on the last day of the year (AP-11)."""
    day = f.period.end
    running = IroAllocation.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day), child__authority=f.authority, started_on__lte=day
    )
    load = f.by("looked_after_at_end", "iro")
    fte = {
        str(w): w.full_time_equivalent
        for w in Worker.objects.filter(authority=f.authority, pk__in=running.values("worker"))
    }
    rows = []
    for name, result in sorted(load.items()):
        hours = fte.get(name)
        full = (result.numerator or 0) / float(hours) if hours else None
        rows.append(
            [
                name,
                result.numerator,
                str(hours) if hours else "not recorded",
                shown(round(full, 1)) if full else "not known",
            ]
        )
    total = f.get("looked_after_at_end").numerator
    table = Table("caseload", "Children for each IRO on the last day of the year", ["IRO", "Children", "Full-time equivalent", "Children per full-time IRO"], rows,
                  f.source("looked_after_at_end"), ["All", total, "", ""], [1])  # fmt: skip
    with_iro = len([n for n in load if n != "not recorded"])
    had = "1 IRO had" if with_iro == 1 else f"{with_iro} IROs had"
    said = (
        f"{had} children allocated on {day:%-d %B %Y}."
        if with_iro
        else "Which IRO each child has is not recorded."
    )
    said += " Guidance asks for 50 to 70 children for a full-time IRO."
    return Part(
        sentences=[said],
        tables=[table],
    )


def numbers(f: Figures) -> Part:
    """R-11: how many are looked after, and how start, starters and leavers give the end."""
    months = f.by("looked_after_at_end", "month")
    end = f.get("looked_after_at_end")
    before = f.get("looked_after_at_end", f.before) if f.has_before() else None
    apart = f.get("short_breaks_at_end").numerator or 0
    sentences = [
        f"On {f.period.end:%-d %B %Y} the council looked after {end.numerator:,} children.",
        change(end.numerator, before.numerator if before else None, "children"),
    ]
    if apart:
        sentences.append(f"{apart:,} more had short breaks; they are counted apart.")
    labels = [month_label(k) for k in months]
    values: list[float | int | None] = [r.numerator for r in months.values()]
    chart = Chart(
        "looked_after",
        "lines",
        f"Children looked after at the end of each month: {shown(values[0])} at the start, {shown(values[-1])} at the end of the year",
        labels,
        [("Children looked after", values)],
    )
    table = Table(
        "looked_after",
        "Children looked after at the end of each month",
        ["Month", "Children"],
        [[a, b] for a, b in zip(labels, values, strict=True)],
        f.source("looked_after_at_end"),
    )
    return Part(sentences, [table], [chart])


def people(f: Figures) -> Part:
    """R-12: age, sex and ethnicity of the children looked after at the end of the year."""
    made = [
        _breakdown(f, "looked_after_at_end", "age", "Children looked after by age", "Age", list(AGE_LABELS)),
        _breakdown(f, "looked_after_at_end", "sex", "Children looked after by sex", "Sex"),
        _breakdown(
            f, "looked_after_at_end", "ethnicity", "Children looked after by ethnic group", "Ethnic group"
        ),
    ]
    return Part(tables=[t for t, _ in made], charts=[made[0][1], made[2][1]])


def entering(f: Figures) -> Part:
    """R-13: who came into care."""
    return _flow(f, "starters", "came into care", "Came into care")


def leaving(f: Figures) -> Part:
    """R-14: who left care, and why."""
    part = _flow(f, "leavers", "left care", "Left care")
    table, chart = _breakdown(f, "leavers", "reason", "Left care by reason", "Reason")
    part.tables.append(table)
    part.charts.append(chart)
    return part


def placements(f: Figures) -> Part:
    """R-15: where the children live at the end of the year; a temporary placement stands for the one it interrupts."""
    order = [
        codesets.GROUP_LABELS[g]
        for g in ("foster", "adoption", "residential", "semi_independent", "parents", "other")
    ]
    table, chart = _breakdown(
        f, "looked_after_at_end", "placement", "Children looked after by placement", "Placement", order
    )
    return Part(tables=[table], charts=[chart])


def _breakdown(
    f: Figures, code: str, dimension: str, caption: str, heading: str, order: list[str] | None = None
) -> tuple[Table, Chart]:
    found = f.by(code, dimension)
    keys = [k for k in order or [] if k in found] + sorted(
        (k for k in found if k not in (order or [])), key=lambda k: (-(found[k].numerator or 0), k)
    )
    whole = f.get(code).numerator or 0
    rows = [[k, found[k].numerator, share_of(found[k].numerator, whole)] for k in keys]
    table = Table(
        f"{code}_{dimension}",
        caption,
        [heading, "Number", "Share"],
        rows,
        f.source(code),
        ["All", whole, share_of(whole, whole)],
        [1],
    )
    top = max(rows, key=lambda r: int(r[1] or 0), default=None)
    title = f"{caption}: most are {top[0]}, {top[1]:,}" if top else caption
    return table, Chart(table.key, "rows", title, keys, [(caption, [found[k].numerator for k in keys])])


def _flow(f: Figures, code: str, verb: str, caption: str) -> Part:
    months, whole = f.by(code, "month"), f.get(code)
    before = f.get(code, f.before).numerator if f.has_before() else None
    noun = "starts" if code == "starters" else "ends"
    labels = [month_label(k) for k in months]
    values: list[float | int | None] = [r.numerator for r in months.values()]
    table = Table(
        code,
        f"{caption} in each month",
        ["Month", "Number"],
        [[a, b] for a, b in zip(labels, values, strict=True)],
        f.source(code),
        ["The year", whole.numerator],
        [1],
    )
    chart = Chart(
        code,
        "bars",
        f"{caption} in each month: {whole.numerator or 0:,} in the year",
        labels,
        [(caption, values)],
    )
    return Part(
        [
            f"Children {verb} {whole.numerator or 0:,} times in the year; short breaks are left out.",
            change(whole.numerator, before, noun),
        ],
        [table],
        [chart],
    )
