"""Parts of the report on the service and on the children in care (R-06, R-11 to R-15)."""

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q

from accounts.models import Worker, WorkerHours
from accounts.templatetags.govuk import day as day_words
from children.models import IroAllocation
from reporting.figures.base import Cell, Figure, Part, Table, is_balanced
from reporting.figures.before import change_words, than_before
from reporting.figures.leads import boys_and_girls, homes
from reporting.figures.ledger import Figures
from reporting.figures.references import tidy
from reporting.figures.steps import flow_table, gap_labels, month_labels, months
from reporting.figures.tables import (
    breakdown,
    noun_of,
    said_of,
    shares_beside,
    years_of,
)
from reporting.measures.caseload import HUNDREDTHS
from reporting.measures.dimensions import named
from reporting.measures.groups import groups_on

CODE, MIX = "looked_after_at_end", "placement_mix"
"""The same children; the second is broken down by the council's own groups."""


def service(f: Figures) -> Part:
    """R-06: the IROs and their caseloads on the last day of the year (AP-11)."""
    if why := f.untold(CODE):
        return Part(absent=f"Which children each IRO has {why}")
    day = f.period.end
    running = IroAllocation.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day), child__authority=f.authority, started_on__lte=day
    )
    hours = {
        worker.called: worker.share
        for worker in Worker.objects.filter(authority=f.authority, pk__in=running.values("worker")).annotate(
            called=named(), share=WorkerHours.objects.share_on(day)
        )
    }
    names = sorted(f.by(CODE, "iro"))
    if all(name == "not recorded" for name in names):
        return Part(absent="Which IRO each child has is not recorded.")
    rows: list[list[Cell]] = []
    for name in names:
        fte = hours.get(name)
        each = f.average(CODE, Decimal(str(fte)) if fte else None, by="iro", key=name)
        post: Cell = (
            f.other(f"iro_hours={tidy(name)}", _of_a_post(fte), f"Full-time equivalent of {name}", "posts")
            if fte
            else "not recorded"
        )
        number = f.count(CODE, by="iro", key=name)
        if name == "not recorded":
            rows.append(["No IRO recorded", number, "–", "–"])
        else:
            rows.append([name, number, post, each if fte else "not known"])
    table = Table(
        "caseload",
        f"Children for each IRO on {day_words(day)}",
        ["IRO", "Children", "Full-time equivalent", "Children for each full-time IRO"],
        rows,
        f.source(CODE),
        ["All", f.count(CODE), "", ""],
        [1],
    )
    told = [f.count(CODE, by="iro", key=name) for name in names if hours.get(name)]
    if told:  # the average and the posts tell how many children these IROs have together
        f.declare(f.count("caseload"), told, times=HUNDREDTHS)
    else:
        _without_hours(table)
    return Part(_staff_said(f, names), [table])


def _of_a_post(share: Decimal) -> Decimal:
    """Part of a full-time post as all of them are printed: 1.0 beside 0.6."""
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _staff_said(f: Figures, names: list[str]) -> list[str]:
    """How many IROs were responsible for how many children; what is not recorded is said."""
    with_iro = len([n for n in names if n != "not recorded"])
    staff = f.other("iros_with_children", with_iro, "IROs with children on the last day", "IROs")
    iros = "IRO was" if with_iro == 1 else "IROs were"
    day, children = day_words(f.period.end), f.count(CODE)
    guidance = "Guidance asks for 50 to 70 children for each full-time IRO."
    if len(names) == with_iro:
        said = f"{staff} {iros} responsible for {children} {noun_of(children, 'children')} on {day}."
        return [said, guidance]
    without = f.count(CODE, by="iro", key="not recorded")
    said = f"No IRO is recorded for {without} of the {children} children."
    return [f"{staff} {iros} responsible for children in care on {day}.", said, guidance]


def _without_hours(table: Table) -> None:
    """Two columns that nothing fills say less than one line."""
    table.headings, table.rows = table.headings[:2], [row[:2] for row in table.rows]
    table.total = table.total[:2] if table.total else None
    table.note = "The hours of IROs are not recorded, so children for each full-time IRO are not known."


def numbers(f: Figures) -> Part:
    """R-11: how many are in care, and how start, starters and leavers give the end."""
    if why := f.untold(CODE):
        return Part(absent=f"How many children were in care {why}")
    labels, figures, end = month_labels(f, CODE), months(f, CODE), f.count(CODE)
    sentences = [
        f"There {'was' if end.value == 1 else 'were'} {end} {noun_of(end, 'children')} in care on "
        f"{day_words(f.period.end)}{than_before(f, CODE)}.",
        *([] if f.is_comparable(CODE) else [change_words(f, CODE, "children")]),
    ]
    short_breaks = f.count("short_breaks_at_end")
    if short_breaks.value:
        are = "is" if short_breaks.value == 1 else "are"
        sentences.append(
            f"{short_breaks} more {noun_of(short_breaks, 'children')} had short breaks and {are} counted "
            "separately."
        )
    sentences += said_of(
        f, "unaccompanied", "children", "{share} {were} unaccompanied asylum-seeking children", ""
    )[: f.is_recorded("unaccompanied")]
    title = "Children in care at the end of each month"
    if start := at_start(f):
        title += f": {start} on {day_words(f.eve.end)}, {end} on {day_words(f.period.end)}"
    rows: list[list[Cell]] = [[a, b] for a, b in zip(labels, figures, strict=True)]
    table = Table(
        "looked_after",
        "Children in care at the end of each month",
        ["Month", "Children"],
        rows,
        f.source(CODE),
        look="months",
        says=title,
        gaps=gap_labels(f, CODE),
    )
    flow, years = (
        _flow_of_the_year(f),
        years_of(f, CODE, "looked_after_years", _on_the_last_days(f)),
    )
    beside = shares_beside(f, ["rate_per_10000"], "rate", "Children in care for every 10,000 children")
    return Part(sentences, [table, *(t for t in (flow, years, beside) if t)])


def _on_the_last_days(f: Figures) -> str:
    """What is counted at the end of each year: on the last day so far, while this one is not over."""
    now = "" if f.is_over else f", and on {day_words(f.period.end)}"
    return f"Children in care on 31 March{now}"


def at_start(f: Figures) -> Figure | None:
    """How many were in care on the day before the year; None where that day is not known."""
    is_known = f.known_from is None or f.known_from < f.period.start
    return f.count(CODE, f.eve) if is_known else None


def _declare_flows(f: Figures) -> None:
    """A reader who has the children of each month end can work out who came or left, if the other is
    printed.
    """
    days = [f.eve, *f.months(CODE)]
    came, left = months(f, "starters"), months(f, "leavers")
    for begins, ends, into, out in zip(days, days[1:], came, left, strict=False):
        f.declare_flow(f.count(CODE, begins), into, out, f.count(CODE, ends))
    f.declare_flow(f.count(CODE, f.eve), f.count("starters"), f.count("leavers"), f.count(CODE))


def _flow_of_the_year(f: Figures) -> Table | None:
    """Start, those who came and those who left, where they give the end; else there is nothing to reconcile
    with.
    """
    start, came, left, end = at_start(f), f.count("starters"), f.count("leavers"), f.count(CODE)
    if start is None:
        return None
    _declare_flows(f)
    if not is_balanced(start, came, left, end):
        return None
    f.declared.append(((start.ref, 1), (came.ref, 1), (left.ref, -1), (end.ref, -1)))
    rows: list[list[Cell]] = [
        [f"In care on {day_words(f.eve.end)}", start],
        ["Came into care", came],
        ["Left care", left],
        [f"In care on {day_words(f.period.end)}", end],
    ]
    return Table(
        "flow",
        f"From the start of the {f.span} to {'its end' if f.is_over else day_words(f.period.end)}",
        ["What", "Number"],
        rows,
        f.source(CODE, "starters", "leavers"),
        look="flow",
    )


def people(f: Figures) -> Part:
    """R-12: age, sex and ethnicity of the children in care at the end of the year."""
    if why := f.untold(CODE):
        return Part(absent=f"Who the children are {why}")
    f.declare(f.count(CODE), [f.count(MIX)])
    made = [
        breakdown(f, MIX, "age", "Children in care by age", "Age", _ages(f)),
        breakdown(f, MIX, "ethnicity", "Children in care by ethnic group", "Ethnic group"),
    ]
    return Part(boys_and_girls(f, MIX), made)


def entering(f: Figures) -> Part:
    """R-13: who came into care."""
    if why := f.untold("starters"):
        return Part(absent=f"Who came into care {why}")
    return _flow(f, "starters", "entrants", "came into care", "Came into care")


def leaving(f: Figures) -> Part:
    """R-14: who left care, and why."""
    if why := f.untold("leavers"):
        return Part(absent=f"Who left care {why}")
    part = _flow(f, "leavers", "exits", "left care", "Left care")
    part.tables.insert(1, breakdown(f, "exits", "group", "Left care by reason", "Reason"))
    return part


def placements(f: Figures) -> Part:
    """R-15: where the children live at the end of the year; a temporary placement stands for the one it
    interrupts.
    """
    if why := f.untold(CODE):
        return Part(absent=f"Where the children live {why}")
    f.declare(f.count(CODE), [f.count(MIX)])
    order = [g.label for g in groups_on(f.authority, "placement", f.period.end)]
    table = breakdown(f, MIX, "home", "Children in care by placement", "Placement", order)
    return Part(homes(f), [table])


def _ages(f: Figures) -> list[str]:
    """The council's age bands, from young to old."""
    return [g.label for g in groups_on(f.authority, "age", f.period.end)]


def _unknown_flow(f: Figures, code: str, verb: str) -> list[str]:
    """Of how many children it is not known whether they came or left; none where all are."""
    unknown = f.get(code).not_known
    if not unknown:
        return []
    more = " more" if f.get(code).numerator else ""
    children = f"{f.count(code, part='not_known')}{more} {'child' if unknown == 1 else 'children'}"
    return [f"It is not known whether {children} {verb} in the {f.span_words}."]


def _flow(f: Figures, code: str, on_the_day: str, verb: str, caption: str) -> Part:
    """Starts or ends of care by month, and by the facts of the day itself (`on_the_day`): a child's age is
    that of the day.
    """
    table = flow_table(f, code, code, f"{caption} in each month", "Number")
    if table:
        table.about = "Short breaks are left out"
    number, before = f.count(code), than_before(f, code, "as often as")
    if not number.value and before.startswith(", as often"):
        before = ", as in the year before"
    often = f"Children {verb} {number} {noun_of(number, 'times')}" if number.value else f"No child {verb}"
    sentences = [f"{often} in the {f.span_words}{before}."] if number.value is not None else []
    sentences += _unknown_flow(f, code, verb)
    f.declare(number, [f.count(on_the_day)])
    made = [
        *([table] if table else []),
        breakdown(f, on_the_day, "age", f"{caption} by age on the day", "Age", _ages(f)),
    ]
    return Part(sentences, made)
