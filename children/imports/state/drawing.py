"""From kept rows to what the portal holds: children are drawn anew from all their rows, in portions, and
only what differs is written.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from accounts.registry import registered
from accounts.templatetags.govuk import plural
from children.imports.identity import Decision, Numbers
from children.imports.registers import Store
from children.imports.rows import REJECTED, Row
from children.imports.state import care
from children.imports.state.keeping import adopt, among_known, give_rows, keep_rows, numbers_kept
from children.imports.state.lives import Council, Fact, Life
from children.imports.state.people import write_children, write_people
from children.imports.state.precedence import END_NOT_KNOWN
from children.imports.state.reach import reach_of_returns
from children.imports.state.sector_years import say_of_years
from children.imports.state.storing import Care, Difference, by_child, compare, write_care
from children.imports.state.streams import expect
from children.imports.state.told_less import imports_of, limit_who_is_told_less
from children.imports.state.unread import TABLE as UNREAD
from children.imports.state.unread import keep_unread, note_held_back
from children.imports.state.workers import forget_workers, make_workers
from children.imports.state.writer import check_beside
from children.imports.table_list import stores
from children.models import Child, Episode, PeriodOfCare, ReturnRow, ReturnYear

PORTION = 1000


def draw_return(
    council: Council,
    rows: Sequence[Row],
    numbers: Numbers,
    *,
    replaced: Collection[str],
    gaps: Mapping[int, Any],
    decisions: Sequence[Decision],
) -> int:
    """Keep the rows of a return and draw everybody whom it tells of. Returns how many earlier rows are gone.

    A child whom a new number may be keeps the rows until that is decided; nothing of the new number is here.
    `gaps`: where knowledge ended before this return.
    """
    stay, wait = {d.other for d in decisions}, {d.child for d in decisions}
    council.waited_for = stay
    make_workers(council, rows)
    mine, spared, held = _sorted(rows, wait)
    note_held_back(council, rows, held, decisions)
    held |= stay
    told = set(mine) | {number for number, _ in spared} | stay | wait
    if "Header" in replaced:
        told |= set(_earlier(council).values_list("number", flat=True).distinct())
    gone = 0
    expect((Child, PeriodOfCare), min(len(told), PORTION))
    children = Child.objects.filter(authority=council.authority).order_by().values_list("number", flat=True)
    council.known_before = numbers_kept(council).union(children)
    for portion in portions(told, numbers):
        numbers_here = {number for _, group in portion for number in group}
        here = [row for number in sorted(numbers_here) for row in mine.pop(number, ())]
        gone += keep_told(council, numbers_here, here, replaced=replaced, spared=spared, held=held)
        draw(council, portion, here)
        for row in here:
            row.text = ""  # stored, and drawn from: nobody reads it again
        check_beside()
    if gaps != gaps_of(council, council.returns):
        draw_everybody(council, numbers, but=told)
    forget_workers(council)
    keep_unread(council, wait)
    say_open_ends(council)
    return gone


def _sorted(
    rows: Sequence[Row], wait: Collection[str]
) -> tuple[dict[str, list[Row]], set[tuple[str, str]], set[str]]:
    """The sound rows by child; (child, table) of which a row was refused; the children held back by one.

    Without those who `wait` for a decision.
    """
    mine: dict[str, list[Row]] = defaultdict(list)
    spared: set[tuple[str, str]] = set()
    held: set[str] = set()
    for row in rows:
        if row.status != REJECTED:
            mine[row.number].append(row)
        elif row.number and row.number not in wait:
            spared.add((row.number, row.table))
            if row.holds_back:
                held.add(row.number)
    return mine, spared, held


def gaps_of(council: Council, returns: set[int]) -> dict[int, Any]:
    """Where knowledge from each return ends, as far as it ends anywhere: what decides open ends."""
    was, council.returns = council.returns, returns
    found = {year: until for year, until in council.gaps().items() if until is not None}
    council.returns = was
    return found


def _earlier(council: Council) -> Any:
    return ReturnRow.objects.filter(authority=council.authority, year=council.year).exclude(table=UNREAD)


def keep_told(
    council: Council,
    numbers: set[str],
    rows: list[Row],
    *,
    replaced: Collection[str],
    spared: set[tuple[str, str]],
    held: set[str],
) -> int:
    """Replace the rows of these children. A child who is gone from the header loses every row; one held
    back keeps them all.
    """
    known = set(among_known(council, numbers))
    kept = _earlier(council).filter(number__in=known).values_list("number", "table").distinct()
    every = set(kept) if known else set()
    told = {row.number for row in rows}
    stay = spared | {(n, t) for n, t in every if n in held}
    left_out = {n for n in numbers if n not in told and n not in held and not any(s == n for s, _ in spared)}
    gone = 0
    if left_out and "Header" in replaced:
        tables = {t for n, t in every if n in left_out}
        gone += keep_rows(council, left_out, [], replaced=tables, spared=set())
    return gone + keep_rows(council, numbers - left_out, rows, replaced=replaced, spared=stay)


def portions(told: Iterable[str], numbers: Numbers) -> Iterable[list[tuple[str, set[str]]]]:
    """The children of these numbers, a few hundred at a time: (root, all numbers)."""
    groups = numbers.groups()
    roots = sorted({numbers.root(number) for number in told})
    for at in range(0, len(roots), PORTION):
        yield [(root, groups.get(root, {root})) for root in roots[at : at + PORTION]]


def draw_everybody(council: Council, numbers: Numbers, *, but: Collection[str] = ()) -> None:
    """Draw all other children: a year that is in now, or no longer, may tell where their open episodes
    end.
    """
    for portion in portions(numbers_kept(council) - {"", *but}, numbers):
        draw(council, portion, [])


def draw(council: Council, portion: list[tuple[str, set[str]]], rows: Iterable[Row]) -> list[Life]:
    """Draw these children from all their rows and store what differs. Returns what was told of each."""
    lives = [Life(root, group, council) for root, group in portion]
    _find_children(council, lives)
    give_rows(council, lives, {(row.number, row.table, row.key): row for row in rows})
    adopt(council, lives)
    episodes = {life.number: care.history(life) for life in lives}
    write_children(council, lives)
    own = frozenset(code for code in (council.authority.dfe_code, council.authority.ons_code) if code)
    of_care = {
        life.number: (
            care.episode_facts(episodes[life.number]),
            care.periods(life, episodes[life.number]),
            care.legal_statuses(episodes[life.number]),
            care.placements(episodes[life.number], own),
        )
        for life in lives
    }
    write_care(council, _with_care(lives), of_care)
    _know_periods(lives, of_care)
    write_people(council, lives)
    there = {life.child.pk: life for life in lives if life.child}
    known = [child for child, life in there.items() if not life.is_new]
    for store in stores():
        write(council, store, there, known)
    for life in () if council.is_feed else lives:
        say_of_years(life, episodes[life.number])
    _remove_children(council, lives)
    return lives


def _find_children(council: Council, lives: Sequence[Life]) -> None:
    by_number = {number: life for life in lives for number in life.numbers}
    mine = Child.objects.filter(authority=council.authority, merged_into=None)
    found = mine.filter(number__in=among_known(council, by_number))
    # the restricted one last, which is kept: nothing is drawn on an open one beside it
    for child in found.order_by("is_restricted", "pk"):
        life = by_number[child.number]
        life.has_two_records = life.child is not None
        life.child = child


def _with_care(lives: Sequence[Life]) -> list[Life]:
    """Children whose care returns tell, or told: of the others what was entered by hand is left alone."""
    ids = [life.child.pk for life in lives if life.child and not life.is_new]
    imported = ids and set(
        Episode.objects.filter(child__in=ids, source__isnull=False).values_list("child", flat=True).distinct()
    )
    return [life for life in lives if life.child and (life.returned("Episodes") or life.child.pk in imported)]


def _know_periods(lives: Sequence[Life], care: Mapping[str, Care]) -> None:
    """Give each life the periods of care as they are stored now."""
    for life in lives:
        if life.is_new:
            life.periods = [(fact.key[0], fact.values["ended_on"]) for fact in care[life.number][1]]
    mine = {life.child.pk: life for life in lives if life.child and not life.is_new}
    if not mine:
        return
    rows = PeriodOfCare.objects.filter(child__in=mine).order_by("child", "started_on")
    for child, start, end in rows.values_list("child", "started_on", "ended_on"):
        mine[child].periods.append((start, end))


def write(council: Council, store: Store, there: Mapping[int, Life], known: Sequence[int]) -> None:
    """Store the facts of one table. `known`: the children who were not made just now."""
    stored = by_child(store.model, known) if known else {}
    difference = Difference(store.model)
    # of most children nothing is told in most tables, and nothing is there
    told = {child: life for child, life in there.items() if store.table in life.told or child in stored}
    for child, life in told.items():
        facts = _facts_of(store, life, stored.get(child, ()))
        here = [s for s in stored.get(child, ()) if store.is_kept_here(s)]
        is_other = compare(difference, life, here, facts, store.key, stays=store.stays)
        if store.look is not None:
            store.look(life, here)
        if is_other and store.moves_clock:
            council.touched.add(child)
    if store.forget and difference.gone:
        store.forget(difference.gone)
    difference.remove()
    difference.write()


def _facts_of(store: Store, life: Life, stored: Sequence[Any]) -> list[Fact]:
    """What is to be stored of one child, without what the portal has under another key."""
    facts = list(store.draw(life))
    return store.left_to(life, stored, facts) if store.left_to and stored else facts


def _remove_children(council: Council, lives: Sequence[Life]) -> None:
    """Remove children of whom no return tells any more, unless somebody recorded something about them in
    the portal.
    """
    gone = {
        life.child.pk: life
        for life in lives
        if life.child and life.child.source_id is not None and not life.is_told() and not life.held
    }
    if not gone:
        return
    for remove in registered("BEFORE_CHILDREN_REMOVED"):
        remove(list(gone))
    kept = recorded_about(gone)
    for pk, life in gone.items():
        if pk in kept:
            council.note(
                f"Child {life.number} is in no return any more, but something about the child was "
                "recorded in the portal: kept, not in care.",
                life.number,
            )
            council.touched.add(pk)
            continue
        council.touched.discard(pk)
        Child.objects.filter(pk=pk).delete()


def recorded_about(children: Collection[int]) -> set[int]:
    """Those of these children on whom anything hangs; one statement for each table, however many they are.

    What it is stays unsaid: who imports may not read all kinds of records, such as concerns. A restriction is
    something as well: a child who came again would be open to everybody.
    """
    restricted = Child.objects.filter(pk__in=children, is_restricted=True).order_by()
    found: set[int] = set(restricted.values_list("pk", flat=True))
    for relation in Child._meta.related_objects:
        if relation.related_model.__name__.endswith("Event"):
            continue
        name = relation.field.name
        rows = relation.related_model._default_manager.order_by()
        found.update(rows.filter(**{f"{name}__in": children}).values_list(name, flat=True).distinct())
    return found


# --- what is said of the council as a whole, and the clock


def say_open_ends(council: Council) -> None:
    imports = list(imports_of(council))
    rows = Episode.objects.filter(source__in=imports, reason_ended=END_NOT_KNOWN)
    ended = rows.exclude(child__is_restricted=True).count()  # one more would tell of a restricted child
    if ended:
        were = plural(ended, "episode was,episodes were")
        council.note(
            f"{were} open at the end of a return, and what followed is in none: the end is not known."
        )


def replay(council: Council) -> list[dict[str, Any]]:
    """Set from when to when returns tell of reviews, then replay the clock of whom it concerns.

    Returns the due dates that moved.
    """
    authority = council.authority
    returns = list(ReturnYear.objects.filter(authority=authority))
    reach = reach_of_returns(authority, returns, reading=council)
    limit_who_is_told_less(council, returns)
    touched = council.touched
    if reach.differs_from(authority):
        reach.keep_in(authority)
        authority.save(update_fields=list(asdict(reach)))
        every = Child.objects.filter(authority=authority).order_by()
        touched = set(every.values_list("pk", flat=True))
    moved: list[dict[str, Any]] = []
    for changed in registered("AFTER_CHILDREN_CHANGED"):
        moved += changed(authority, sorted(touched), council.today)
    return moved
