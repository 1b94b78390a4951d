"""Many measures at once: those that are the same rows with other facts are counted in one statement."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from reporting.measures.base import (
    EVERY_ROW,
    NO_FIGURE,
    Measure,
    Result,
    Rows,
    Scope,
    counts_of,
    result_of,
    rows_of,
    whole_of,
)

MOST_TOGETHER = 12  # more facts in one statement take the database longer to plan than they save


def rows_of_each(measures: Sequence[Measure], scope: Scope) -> dict[str, Rows | None]:
    """Code -> rows, of every measure."""
    return {measure.code: rows_of(measure, scope) for measure in measures}


@dataclass(frozen=True)
class Asking:
    """One statement, its aggregates, and the figures that they give."""

    rows: QuerySet[Any]
    counts: dict[str, Any]
    read: Callable[[dict[str, Any]], dict[str, Result]]

    def ask(self) -> dict[str, Result]:
        """Code -> figure."""
        return self.read(self.rows.aggregate(**self.counts))


def compute_many(
    measures: Sequence[Measure], scope: Scope, made: Mapping[str, Rows | None] | None = None
) -> dict[str, Result]:
    """Code -> figure for the whole, of every measure. `made`: their rows, where they are there already."""
    made = rows_of_each(measures, scope) if made is None else made
    found = {measure.code: NO_FIGURE for measure in measures}
    for asking in askings(measures, made):
        found |= asking.ask()
    return found


def askings(measures: Sequence[Measure], made: Mapping[str, Rows | None]) -> Iterator[Asking]:
    """The statements that give the figures of these measures; one without rows has no figure."""
    families: dict[str, list[tuple[Measure, Rows]]] = defaultdict(list)
    for measure in measures:
        rows = made[measure.code]
        if rows is None:
            continue
        if rows.family and rows.amount is None and rows.weight is None and _is_of_base(rows):
            families[rows.family].append((measure, rows))
        else:
            yield _alone(measure, rows)
    for members in families.values():
        if len(members) == 1:  # as it is computed by itself
            yield _alone(*members[0])
            continue
        for start in range(0, len(members), MOST_TOGETHER):
            yield _together(members[start : start + MOST_TOGETHER])


def _is_of_base(rows: Rows) -> bool:
    """Whether all rows of the figure are those of the base of its family. Of a part that is not recorded
    every row is not known, and of the base more rows would be.
    """
    return rows.is_recorded or not rows.is_part


def _alone(measure: Measure, rows: Rows) -> Asking:
    population, counts = whole_of(rows)
    return Asking(population, counts, lambda row: {measure.code: result_of(measure, rows, row)})


def _together(members: list[tuple[Measure, Rows]]) -> Asking:
    """The figures of one family in one statement: each member's facts by a name of their own. A member of
    before its kind of record was kept has no facts, only the number of rows.
    """
    base = members[0][1].base
    assert base is not None
    counts: dict[str, Any] = {"n_all": Count("pk")}
    named: dict[int, str] = {}
    for number, (_, rows) in enumerate(members):
        if not rows.is_recorded:
            continue
        names = {name: named.get(id(fact), f"{name}_{number}") for name, fact in rows.facts.items()}
        base = base.annotate(**{names[n]: fact for n, fact in rows.facts.items() if id(fact) not in named})
        named |= {id(fact): names[name] for name, fact in rows.facts.items()}
        own = Rows(base, met=_renamed(rows.met, names), known=_renamed(rows.known, names))
        counts |= {f"{name}_{number}": count for name, count in counts_of(own).items() if name != "n_all"}

    def read(row: dict[str, Any]) -> dict[str, Result]:
        return {
            measure.code: result_of(
                measure,
                rows,
                {"n_all": row["n_all"]}
                | {name: row[f"{name}_{n}"] for name in ("n_met", "n_known") if f"{name}_{n}" in row},
            )
            for n, (measure, rows) in enumerate(members)
        }

    return Asking(base.order_by()[:EVERY_ROW], counts, read)


def _renamed(condition: Q, names: dict[str, str]) -> Q:
    """The same condition on facts by other names."""
    found = Q()
    found.connector, found.negated = condition.connector, condition.negated
    for part in condition.children:
        if isinstance(part, Q):
            found.children.append(_renamed(part, names))
        elif isinstance(part, tuple):
            lookup, value = part
            field, _, rest = lookup.partition("__")
            named = names.get(field, field)
            if isinstance(value, F) and (other := names.get(value.name)):  # type: ignore[attr-defined]
                value = F(other)
            found.children.append((f"{named}__{rest}" if rest else named, value))
        else:
            raise TypeError(f"A condition of a family is written with names, not with {part!r}.")
    return found
