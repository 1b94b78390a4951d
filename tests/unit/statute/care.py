"""Care histories in few words, and the calendar as a file: these tests need neither database nor Django."""

import csv
from datetime import date
from pathlib import Path

from statute.bank_holidays import by_rule
from statute.clock_facts import CarePeriod, ChildFacts, LegalSpan, PlacementSpan, ReviewCycle, ReviewFact
from statute.review_clock import replay
from statute.terms import STATUTORY, Terms, TermsInForce
from statute.working_days import WorkingDays

ROOT = Path(__file__).resolve().parents[3]


def day(text: str) -> date:
    return date.fromisoformat(text)


def _calendar() -> WorkingDays:
    with (ROOT / "accounts/data/bank_holidays_england_wales.csv").open(encoding="utf-8", newline="") as file:
        published = frozenset(day(row["date"]) for row in csv.DictReader(file))
    later = frozenset(one for year in range(max(published).year + 1, 2031) for one in by_rule(year))
    return WorkingDays(published | later, min(published).year, 2030)


CALENDAR = _calendar()


def span(text: str) -> tuple[date, date | None]:
    """`2026-01-05` or `2026-01-05/2026-03-20`."""
    start, _, end = text.partition("/")
    return day(start), day(end) if end else None


def care(
    *periods: str,
    reviews: str = "",
    born: str = "2015-05-01",
    legal: str = "",
    placements: str = "",
    known_from: str = "",
    known_until: str = "",
    live_from: str = "",
    untold: str = "",
    returned: bool = False,
) -> ChildFacts:
    """A child. Periods are `start/end/REC`, legal and placements `CODE:start/end`, spaces between.

    A placement `CODE+:start/end` began with other carers. Reviews are `start/completed`, or `start/?` for one
    that stands adjourned. `untold`: `first/after` of each stretch of which no return tells. `returned`: the
    periods came with a return.
    """

    def coded(texts: str) -> list[tuple[str, date, date | None]]:
        return [(code, *span(rest)) for code, _, rest in (text.partition(":") for text in texts.split())]

    made = []
    for text in periods:
        start, end, reason = (*text.split("/"), "", "")[:3]
        known = {"is_end_known": reason != "NK"}
        made.append(CarePeriod(day(start), day(end) if end else None, reason, returned, **known))
    facts = []
    for text in reviews.split():
        start, _, end = text.partition("/")
        done = None if end == "?" else day(end or start)
        facts.append(ReviewFact(f"review of {start}", day(start), done, adjourned=bool(end)))
    return ChildFacts(
        born_on=day(born),
        periods=tuple(made),
        legal=tuple(LegalSpan(*row) for row in coded(legal)),
        placements=tuple(
            PlacementSpan(code.rstrip("+"), start, end, code.endswith("+"))
            for code, start, end in coded(placements)
        ),
        reviews=tuple(facts),
        known_from=day(known_from) if known_from else None,
        known_until=day(known_until) if known_until else None,
        live_from=day(live_from) if live_from else None,
        untold=tuple(
            (day(first), day(after)) for first, _, after in (t.partition("/") for t in untold.split())
        ),
    )


def clock(facts: ChildFacts, as_at: str, terms: Terms = STATUTORY) -> list[ReviewCycle]:
    rows = () if terms is STATUTORY else ((date(2000, 1, 1), terms),)
    return replay(facts, as_at=day(as_at), calendar=CALENDAR, terms=TermsInForce(rows))


def lines(cycles: list[ReviewCycle]) -> list[str]:
    """`RC-1 2026-02-02 met 2026-01-30`: rule, due date or `-`, state, and the day held if any."""
    return [
        " ".join(
            filter(None, (c.rule, str(c.due_on or "-"), c.state.value, str(c.held_on) if c.held_on else ""))
        )
        for c in cycles
    ]
