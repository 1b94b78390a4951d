"""Where the council's system and what a person entered in the portal say different things.

What a person entered about care, or as a name, is compared before anything is drawn: the row waits until
somebody decides. Everything else that was entered by hand the import leaves alone, and says so.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Max, Model

from accounts.models import Authority
from accounts.templatetags.govuk import day as day_words
from children.imports.rows import REJECTED, UNCHANGED, Row, from_text
from children.imports.state.feed_tables import NOT_DISABLED
from children.imports.state.lives import Council
from children.imports.table_list import stores
from children.models import (
    Child,
    ChildNeeds,
    Episode,
    FeedDelivery,
    FeedDifference,
    IroAllocation,
    SocialWorkerAllocation,
)
from children.models.feed import Decided
from children.models.needs import Disability, Disabled

KIND = "feed.applied"
"""As the trail calls a reading of the feed."""
CARE = "care"
NAME = "name"
DISABILITY = "disability"
ABOUT = {"born_on": "born", "sex": "sex", "ethnicity": "ethnicity"}
COMPARED = ("legal_status", "placement_type", "provider")


@dataclass(frozen=True)
class Found:
    """One difference, with both sides in words."""

    number: str
    table: str
    key: str
    theirs: str
    ours: str
    can_take: bool


def hold_back(council: Council, rows: list[Row], people: list[Row]) -> list[Found]:
    """Set aside rows about care and names that would change what a person entered. Returns what differs."""
    mine: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.table in ("Header", "Episodes") and row.status != REJECTED:
            mine[row.number].append(row)
    taken = decided_for_them(council.authority)
    found = _care(council, mine, taken)
    held = {difference.number for difference in found}
    for number in held:
        for row in mine[number]:
            row.status = UNCHANGED
    rows[:] = [r for r in rows if r.number not in held or r.table not in ("Header", "Episodes")]
    return found + _names(council, people) + _needs(council, people)


def decided_for_them(authority: Authority) -> set[tuple[str, str]]:
    """(number, table) of which somebody decided that the council's system is right."""
    rows = FeedDifference.objects.filter(authority=authority, state=Decided.TAKEN)
    return set(rows.values_list("number", "table"))


def _care(council: Council, mine: dict[str, list[Row]], taken: set[tuple[str, str]]) -> list[Found]:
    entered: dict[str, list[Episode]] = defaultdict(list)
    by_hand = Episode.objects.filter(
        child__authority=council.authority, child__number__in=list(mine), source=None
    )
    for episode in by_hand.select_related("child").order_by("child", "started_on"):
        entered[episode.child.number].append(episode)
    found = []
    numbers = [number for number in entered if (number, CARE) not in taken]
    children = {c.number: c for c in Child.objects.filter(authority=council.authority, number__in=numbers)}
    for number in numbers:
        told = {r.table + r.key: from_text(_values(r)) for r in mine[number]}
        ours = _first_that_differs(entered[number], told)
        child = children[number]
        if ours is not None:
            theirs = [values for name, values in told.items() if name.startswith("Episodes")]
            found.append(Found(number, CARE, "", _spells(theirs), _spells([_facts(ours)]), can_take=True))
        elif child.source_id is None and (about := _about(child, told.get("Header"))):
            found.append(Found(number, CARE, "", *about, can_take=True))
    return found


def _values(row: Row) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(row.text)
    return values


def _facts(episode: Episode) -> dict[str, Any]:
    return {name: getattr(episode, name) for name in ("started_on", "ended_on", *COMPARED)}


def _first_that_differs(entered: Sequence[Episode], told: dict[str, dict[str, Any]]) -> Episode | None:
    for episode in entered:
        theirs = told.get(f"Episodes{episode.started_on.isoformat()}")
        if theirs is None or theirs["ended_on"] != episode.ended_on:
            return episode
        ours = {name: getattr(episode, name) for name in COMPARED}
        if any(value and theirs[name] and theirs[name] != value for name, value in ours.items()):
            return episode
    return None


def _about(child: Child, header: dict[str, Any] | None) -> tuple[str, str] | None:
    """Who the child is, where the two say otherwise: theirs, ours."""
    if header is None:
        return None
    names = [n for n in ABOUT if header.get(n) and getattr(child, n) and header[n] != getattr(child, n)]
    if not names:
        return None
    theirs = ", ".join(f"{ABOUT[n]} {_plain(header[n])}" for n in names)
    return theirs, ", ".join(f"{ABOUT[n]} {_plain(getattr(child, n))}" for n in names)


def _plain(value: Any) -> str:
    return day_words(value) if isinstance(value, date) else str(value)


def _spells(episodes: Iterable[dict[str, Any]]) -> str:
    """Episodes in words, the latest first, as many as there is room for."""
    words = []
    for e in sorted(episodes, key=lambda e: e["started_on"], reverse=True)[:4]:
        until = f"until {day_words(e['ended_on'])}" if e["ended_on"] else "not ended"
        codes = " ".join(str(e[name]) for name in COMPARED if e[name])
        words.append(f"from {day_words(e['started_on'])}, {until}: {codes}")
    return "; ".join(words) or "no episode"


def _names(council: Council, people: list[Row]) -> list[Found]:
    """Names that a person wrote stay; where the council's system has another, it is said."""
    named = {row.number: row for row in people if row.table == "person" and row.status != REJECTED}
    entered = Child.objects.filter(
        authority=council.authority, number__in=list(named), names_source=None
    ).exclude(forename="", surname="")
    found = []
    for child in entered:
        row = named[child.number]
        told = _values(row)
        theirs, ours = (told["forename"], told["surname"]), (child.forename, child.surname)
        if theirs == ours or not any(theirs):
            continue
        row.status = UNCHANGED
        people.remove(row)
        found.append(Found(child.number, NAME, "", " ".join(theirs), " ".join(ours), can_take=True))
    return found


def _needs(council: Council, people: list[Row]) -> list[Found]:
    """Disability that a person recorded stays; where the council's system has another one, it is said."""
    told: dict[str, set[str]] = defaultdict(set)
    for row in people:
        if row.table == DISABILITY and row.status != REJECTED:
            told[row.number].add(_values(row)["code"])
    recorded = ChildNeeds.objects.filter(
        child__authority=council.authority, child__number__in=list(told), source=None
    ).exclude(is_disabled=Disabled.NOT_KNOWN)
    latest = {n.child.number: n for n in recorded.select_related("child").order_by("starts_on")}
    found = []
    for number, needs in sorted(latest.items()):
        theirs, ours = told[number] - {NOT_DISABLED}, set(needs.disabilities)
        if bool(theirs) != (needs.is_disabled == Disabled.YES) or (ours and theirs != ours):
            sides = in_words(theirs), in_words(ours, needs.is_disabled)
            found.append(Found(number, DISABILITY, "", *sides, can_take=True))
    return found


def in_words(codes: Iterable[str], is_disabled: str = "") -> str:
    """Disabilities as a person reads them."""
    kinds = ", ".join(str(Disability(code).label) for code in sorted(codes))
    is_disabled = is_disabled or (Disabled.YES if kinds else Disabled.NO)
    return kinds or ("disabled" if is_disabled == Disabled.YES else "not disabled")


def _histories() -> dict[str, tuple[Any, str]]:
    """The history of everything that the feed tells, and the column that names the child."""
    models: tuple[type[Model], ...] = (
        Child,
        Episode,
        IroAllocation,
        SocialWorkerAllocation,
        *(s.model for s in stores()),
    )
    return {
        model.__name__: (
            apps.get_model(model._meta.app_label, f"{model.__name__}Event"),
            "pgh_obj_id" if model is Child else "child_id",
        )
        for model in models
    }


def history_so_far() -> dict[str, int]:
    """How far each history goes now."""
    return {
        name: history.objects.aggregate(last=Max("pgh_id"))["last"] or 0
        for name, (history, _) in _histories().items()
    }


def changed_in_portal(authority: Authority, since: Mapping[str, int]) -> set[str]:
    """Numbers of children of whom something was changed since, by anybody but the feed itself."""
    found: set[int] = set()
    for name, (history, column) in _histories().items():
        rows = history.objects.filter(pgh_id__gt=since.get(name, 0)).exclude(pgh_context__kind=KIND)
        found |= set(rows.values_list(column, flat=True).distinct())
    mine = Child.objects.filter(authority=authority, pk__in=found)
    return set(mine.values_list("number", flat=True))


def left_alone(council: Council) -> list[Found]:
    """What the import left as a person had entered it."""
    return [
        Found(d.row.number, d.row.table, d.row.key, d.theirs, d.ours, can_take=d.row.table != "Reviews")
        for d in council.differ
    ]


def keep_differences(delivery: FeedDelivery, found: Sequence[Found], looked_at: set[str]) -> None:
    """List what differs; what no longer does, of those who were looked at, ends. A decision stands as long
    as both sides say what they said.
    """
    standing = {
        (d.number, d.table, d.key): d
        for d in FeedDifference.objects.filter(authority=delivery.authority).exclude(state=Decided.ENDED)
        if d.number in looked_at
    }
    for one in {(f.number, f.table, f.key): f for f in found}.values():
        before = standing.pop((one.number, one.table, one.key), None)
        sides = {"theirs": one.theirs[:500], "ours": one.ours[:500]}
        if before is None:
            FeedDifference.objects.create(
                authority=delivery.authority,
                number=one.number,
                table=one.table,
                key=one.key,
                can_take=one.can_take,
                delivery=delivery,
                **sides,
            )
        elif (before.theirs, before.ours) != (sides["theirs"], sides["ours"]):
            before.theirs, before.ours = sides["theirs"], sides["ours"]
            before.state, before.delivery = Decided.OPEN, delivery
            before.reason, before.decided_by, before.decided_at = "", None, None
            before.save()
    ended = [d.pk for d in standing.values() if d.state != Decided.TAKEN or d.table != CARE]
    FeedDifference.objects.filter(pk__in=ended).update(state=Decided.ENDED)
