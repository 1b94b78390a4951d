"""The rows that are kept of every return: a corrected return replaces its rows file by file; what was there
before is adopted.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.timezone import localdate

from children.imports.registers import STORES
from children.imports.rows import BY_HAND, PEOPLE, Row, as_text, as_told, from_text
from children.imports.state.lives import Council, Life, Told
from children.imports.state.precedence import FACTS
from children.imports.state.streams import copy_in
from children.imports.state.updates import update_objects
from children.models import Child, Episode, ReturnImport, ReturnRow, SocialWorkerAllocation
from statute.working_days import collection_year_number

ABOUT = ("born_on", "sex", "ethnicity", "upn", "is_mother", "mothers_child_born_on")
"""What a return says of who the child is."""
COLUMNS = ("authority_id", "number", "year", "table", "key", "values", "source_id")


def keep_rows(
    council: Council,
    numbers: Collection[str],
    rows: Sequence[Row],
    *,
    replaced: Collection[str],
    spared: Collection[tuple[str, str]],
) -> int:
    """Make the kept rows of these children and this year what the files say. Returns how many are gone.

    `replaced`: tables that are among the files. `spared`: (child, table) whose old rows stay, because a row
    of theirs was
    refused and may be any of them.
    """
    known = among_known(council, numbers)
    kept = ReturnRow.objects.filter(
        authority=council.authority, number__in=known, year=council.year, table__in=list(replaced)
    )
    stored = {(r.number, r.table, r.key): r for r in kept} if known else {}
    new, changed = [], []
    for row in rows:
        found = stored.pop((row.number, row.table, row.key), None)
        if found is None:
            new.append(row)
        elif found.values != (values := as_told(row.text)):  # the database keeps keys in its own order
            found.values = values
            found.source = council.record
            changed.append(found)
    gone = [r for r in stored.values() if (r.number, r.table) not in spared]
    council.removed += [(r.table, r.number, r.key.replace("|", ", ")) for r in gone]
    ReturnRow.objects.filter(pk__in=[r.pk for r in gone]).delete()
    update_objects(changed, ["values", "source"])
    _copy(council, new)
    return len(gone)


def add_rows(council: Council, numbers: set[str], rows: list[Row], tables: set[str]) -> None:
    """Keep these rows beside those that are kept: an extract need not be complete."""
    _fill_blanks(council, numbers, rows)
    everything = {(number, table) for number in numbers for table in tables}
    keep_rows(council, numbers, rows, replaced=tables, spared=everything)


def _fill_blanks(council: Council, numbers: set[str], rows: list[Row]) -> None:
    """What an earlier extract said of a person stays where this one says nothing."""
    kept = dict(
        ReturnRow.objects.filter(
            authority=council.authority, number__in=numbers, year=PEOPLE, table="person"
        ).values_list("number", "values")
    )
    for row in rows:
        if row.table == "person" and (before := kept.get(row.number)) is not None:
            told = json.loads(row.text)
            row.text = as_text({name: value or before.get(name) or value for name, value in told.items()})


def _copy(council: Council, rows: Iterable[Row]) -> None:
    """Add rows in one stream: the fastest way into a table."""
    assert council.record is not None
    record = council.record.pk
    copy_in(
        ReturnRow,
        COLUMNS,
        ((council.authority.pk, r.number, council.year, r.table, r.key, r.text, record) for r in rows),
    )


def give_rows(council: Council, lives: Sequence[Life], current: Mapping[tuple[str, str, str], Row]) -> None:
    """Give each life the rows that are kept of it; `current` are those of this import by child, table and
    key.
    """
    told: dict[str, dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    fresh = _fresh(council, lives)
    by_number = {number: life for life in lives for number in life.numbers if number not in fresh}
    ranks = _ranks(council) if by_number or council.year == PEOPLE else {}

    def add(
        life: Life, year: int, table: str, values: Any, source: int | None, row: Row | None, n: str
    ) -> None:
        rank = ranks.get(source, 0.0) if year == PEOPLE else float(year)
        told[life.number][table].append(Told(year, from_text(values), source, row, rank, n))

    for row in current.values():
        if (life := fresh.get(row.number)) is not None:
            assert council.record is not None
            add(life, council.year, row.table, as_told(row.text), council.record.pk, row, row.number)
    kept = ReturnRow.objects.filter(authority=council.authority, number__in=list(by_number))
    rows = kept.order_by("year", "pk").values_list("year", "table", "number", "key", "values", "source_id")
    for year, table, number, key, values, source in rows if by_number else ():
        here = current.get((number, table, key)) if year in (council.year, PEOPLE) else None
        add(by_number[number], year, table, values, source, here, number)
    for life in lives:
        life.told = dict(told[life.number])


def _fresh(council: Council, lives: Iterable[Life]) -> dict[str, Life]:
    """The children of whom nothing was kept before: what is kept now are the rows of this import, in their
    order, and need not be read back.
    """
    alone = {life.number: life for life in lives if len(life.numbers) == 1}
    for number in among_known(council, alone):
        del alone[number]
    return alone


def among_known(council: Council, numbers: Iterable[str]) -> list[str]:
    """Those of the numbers of which anything can be stored. The database need not be asked of the others: it
    is busy taking in rows.
    """
    known = council.known_before
    return [number for number in numbers if known is None or number in known]


def numbers_kept(council: Council) -> set[str]:
    """The numbers of which rows are kept."""
    rows = ReturnRow.objects.filter(authority=council.authority)
    return set(rows.values_list("number", flat=True).distinct())


def _ranks(council: Council) -> dict[int | None, float]:
    """Tables that name people come after the last return that was complete on their day, and before the
    next.
    """
    if not council.ranks:
        people = ReturnImport.objects.filter(authority=council.authority, year=None)
        council.ranks = {
            pk: collection_year_number(localdate(applied or created)) - 0.5 + pk / 1e9
            for pk, applied, created in people.values_list("pk", "applied_at", "created_at")
        }
    return council.ranks


# --- what was stored before a return told of it


def adopt(council: Council, lives: Sequence[Life]) -> None:
    """Keep as rows what is stored of these children and would be overwritten: what somebody entered, and
    what has no rows yet.
    """
    new = _entered(council, [life for life in lives if life.child and life.returned("Header", "Episodes")])
    if new:
        ReturnRow.objects.bulk_create(
            [row for row, _, _ in new],
            update_conflicts=True,
            unique_fields=["authority", "number", "year", "table", "key"],
            update_fields=["values"],
        )
    for _, life, told in new:
        _put_entered_first(life, told)


def _entered(council: Council, lives: Sequence[Life]) -> list[tuple[ReturnRow, Life, Told]]:
    """What somebody entered of these children: who they are, and their episodes."""
    known = {life.child.pk for life in lives if life.child}
    episodes: dict[int, list[Episode]] = defaultdict(list)
    for episode in Episode.objects.filter(child__in=known, source=None):
        episodes[episode.child_id].append(episode)
    found = []
    for life in lives:
        assert life.child is not None
        if life.child.source_id is None:
            found.append(_by_hand(council, life, "Header", "", _facts(life.child, ABOUT)))
        for e in episodes[life.child.pk]:
            facts = _facts(e, ("started_on", *FACTS))
            found.append(_by_hand(council, life, "Episodes", e.started_on.isoformat(), facts))
    return found


def _put_entered_first(life: Life, told: Told) -> None:
    """Put what was entered before everything that returns tell, in place of what was kept of it before."""
    table, start = "Episodes" if "started_on" in told.values else "Header", told.values.get("started_on")
    before = life.told.get(table, [])
    life.told[table] = [
        told,
        *(t for t in before if t.year != BY_HAND or t.values.get("started_on") != start),
    ]


def _facts(stored: models.Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(stored, name) for name in names}


def _by_hand(
    council: Council, life: Life, table: str, key: str, values: dict[str, Any]
) -> tuple[ReturnRow, Life, Told]:
    row = ReturnRow(
        authority=council.authority,
        number=life.number,
        year=BY_HAND,
        table=table,
        key=key,
        values=json.loads(as_text(values)),
    )
    return row, life, Told(BY_HAND, values, None)


def adopt_unkept(council: Council) -> None:
    """Keep rows for what an import stored before rows were kept: facts with a source, of children without
    any row.

    A child in no return any more, of whom something was recorded in the portal, has none either, and no care
    that came with one: that child stays as they are.
    """
    own = Child.objects.filter(authority=council.authority, merged_into=None)
    imported = Episode.objects.filter(child__authority=council.authority, source__isnull=False)
    without = own.filter(source__isnull=False, pk__in=imported.values("child")).exclude(
        number__in=ReturnRow.objects.filter(authority=council.authority).values("number")
    )
    numbers = dict(without.values_list("pk", "number"))
    if not numbers:
        return
    years = dict(
        ReturnImport.objects.filter(authority=council.authority, year__isnull=False).values_list("pk", "year")
    )
    rows = []

    def add(table: str, child: int, source: int | None, key: Sequence[Any], values: dict[str, Any]) -> None:
        if source in years:
            told = "|".join(str(part or "") for part in key)
            made = {"authority": council.authority, "number": numbers[child], "year": years[source]}
            text = json.loads(as_text(values))
            rows.append(ReturnRow(**made, table=table, key=told, values=text, source_id=source))

    for child in without:
        add("Header", child.pk, child.source_id, (), _facts(child, ABOUT))
    for e in Episode.objects.filter(child__in=numbers):
        facts = _facts(e, ("started_on", *FACTS))
        if e.reason_ended == "NK":
            facts |= {"ended_on": None, "reason_ended": ""}
        add("Episodes", e.child_id, e.source_id, (e.started_on,), facts)
    for a in SocialWorkerAllocation.objects.filter(child__in=numbers, worker__isnull=False).select_related(
        "worker"
    ):
        facts = _facts(a, ("started_on", "ended_on", "change_reason")) | {
            "staff_id": a.worker.staff_id if a.worker else ""
        }
        add("SWEpisodes", a.child_id, a.source_id, (a.started_on,), facts)
    for store in STORES:
        skip = {"id", "child", "source", "year"}
        names = [f.name for f in store.model._meta.fields if f.name not in skip]
        stored: Any = store.model._default_manager.filter(child__in=numbers)
        for found in stored:
            key = [getattr(found, name) for name in store.key if name != "year"]
            add(store.table, found.child_id, found.source_id, key, _facts(found, names))
    ReturnRow.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
