"""Episodes of the return into the child's history, and from them periods of care, legal statuses and placements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from children.imports.batch import BULK, CHANGED, NEW, REJECTED, UNCHANGED, Batch, Row
from children.imports.precedence import CONTINUES, END_NOT_KNOWN, Wanted, known_until, settle
from children.models import Child, Episode, LegalStatus, PeriodOfCare, Placement

FACTS = [
    "reason_new",
    "legal_status",
    "category_of_need",
    "placement_type",
    "provider",
    "ended_on",
    "reason_ended",
    "reason_place_change",
    "home_postcode",
    "placement_postcode",
    "urn",
]
NEW_PLACEMENT = frozenset("SPTBU")


@dataclass(frozen=True)
class Clash:
    """Two neighbouring episodes that can't both be right, told at the earlier one unless it is stored already."""

    at: Any
    column: str
    why: str
    to_do: str
    rule: str


def clashes(episodes: list[Wanted]) -> Iterable[Clash]:
    """What is wrong between neighbouring episodes of one child, in order of start (D2I 431 to 433, 501)."""
    for one, two in zip(episodes, episodes[1:], strict=False):
        if one.known_until is not None and two.started_on >= one.known_until:
            continue  # what lies between them is in a return that is not in
        if one.ended_on is None or one.ended_on > two.started_on:
            why = (
                "The episode is still open when the next one starts."
                if one.ended_on is None
                else "The episode overlaps the next one."
            )
            yield Clash(
                one,
                "DEC",
                f"{why[:-1]} ({two.started_on:%d/%m/%Y}).",
                "Correct DEC, or the next episode's DECOM.",
                "501",
            )
        elif one.reason_ended == CONTINUES and two.started_on != one.ended_on:
            yield Clash(
                two,
                "DECOM",
                "The episode does not start on the day on which the last one ended (X1).",
                "Correct DECOM, or the last episode's REC.",
                "433",
            )
        elif one.reason_ended == CONTINUES and two.reason_new == "S":
            yield Clash(
                two,
                "RNE",
                "RNE is S, but the last episode ended with X1.",
                "Correct RNE, or the last episode's REC.",
                "431",
            )
        elif one.reason_ended != CONTINUES and two.reason_new != "S":
            yield Clash(
                two,
                "RNE",
                "The child had left care, so the next episode must start with RNE S.",
                "Correct RNE, or the last episode's REC.",
                "432",
            )
        elif one.reason_ended != CONTINUES and two.started_on == one.ended_on:
            yield Clash(
                two,
                "DECOM",
                "The child would leave care and come back on one day.",
                "Correct the dates, or use X1 for the last episode.",
                "431",
            )


def stored_episodes(batch: Batch, numbers: Iterable[str]) -> dict[str, list[Episode]]:
    """Number -> stored episodes in order of start."""
    ids = {batch.children[n].pk: n for n in numbers if n in batch.children and batch.children[n].pk}
    found: dict[str, list[Episode]] = defaultdict(list)
    for episode in Episode.objects.filter(child__in=ids).order_by("child", "started_on"):
        found[ids[episode.child_id]].append(episode)
    return found


def planned(
    batch: Batch, number: str, rows: list[Row], stored: list[Episode]
) -> tuple[list[Wanted], list[Episode]]:
    """A child's episodes after this import, and stored ones that a corrected return no longer has."""
    by_start = {row.values["started_on"]: row for row in rows}
    wanted: list[Wanted] = []
    gone: list[Episode] = []
    for episode in stored:
        row = by_start.pop(episode.started_on, None)
        year = batch.years.get(episode.source_id)
        facts = {"started_on": episode.started_on, **{f: getattr(episode, f) for f in FACTS}}
        if row is not None and not batch.is_newer(episode.source_id):
            facts, year = row.values, batch.year
        elif row is None and rows and year == batch.year:
            gone.append(episode)
            continue
        wanted.append(Wanted(row, episode, year, facts))
    wanted += [Wanted(row, None, batch.year, row.values) for row in by_start.values()]
    kept, overruled = settle(batch, wanted)
    return kept, gone + overruled


def check_episodes(batch: Batch) -> None:
    """Refuse children whose episodes can't follow each other, in the file alone or together with what is stored."""
    by_child: dict[str, list[Row]] = defaultdict(list)
    for row in batch.sound("Episodes"):
        by_child[row.number].append(row)
    stored = stored_episodes(batch, by_child)
    torn = {row.number for row in batch.rows.get("Episodes", []) if row.status == REJECTED}
    for number, rows in by_child.items():
        if number in torn:
            continue  # with a row missing, what is left can't be judged; the child is held back anyway
        starts: set[date] = set()
        for row in rows:
            if row.values["started_on"] in starts:
                batch.say(
                    row,
                    "DECOM",
                    "Two episodes of the child start on this day.",
                    "Keep the right one of the two rows.",
                    "501",
                )
            starts.add(row.values["started_on"])
        sound = [r for r in rows if r.status != REJECTED]
        wanted, _ = planned(batch, number, sound, stored.get(number, []))
        for clash in clashes(wanted):
            found = clash.at.row or next((w.row for w in wanted if w.row), None)
            if found is not None:
                why = clash.why if clash.at.row else f"Together with what an earlier return said: {clash.why}"
                batch.say(found, clash.column, why, clash.to_do, clash.rule)


def merge_episodes(batch: Batch, rows: list[Row]) -> None:
    """Write the episodes of this return and draw the child's periods, statuses and placements anew where they changed."""
    by_child: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_child[row.number].append(row)
    stored = stored_episodes(batch, by_child)
    plans: dict[int, list[Wanted]] = {}
    gone: list[Episode] = []
    for number, mine in by_child.items():
        wanted, missing = planned(batch, number, mine, stored.get(number, []))
        gone += missing
        for w in wanted:
            if w.row is not None:
                w.row.status = NEW if w.stored is None else CHANGED if _differs(w) else UNCHANGED
        if missing or any(_differs(w) for w in wanted):
            plans[batch.children[number].pk] = wanted
    _write_plans(batch, plans, gone)
    _confirm(batch, stored)


def settle_others(batch: Batch) -> None:
    """Draw children anew of whom the return told nothing, but whose open episodes the years that are in now tell more or less about.

    A child that is held back is one of them: a gap before this return is a gap for that child too, and the next import would find it.
    """
    named = {row.number for row in batch.rows.get("Episodes", [])}
    not_known = Episode.objects.filter(child__authority=batch.authority, reason_ended=END_NOT_KNOWN)
    if not_known.exists() or any(known_until(batch, year) for year in batch.returns):
        taken_in = {row.number for row in batch.sound("Episodes")}
        stored = stored_episodes(batch, [n for n in batch.children if n not in taken_in])
        plans = {}
        gone: list[Episode] = []
        for number, episodes in stored.items():
            wanted, missing = planned(batch, number, [], episodes)
            gone += missing
            if missing or any(_differs(w) for w in wanted):
                plans[batch.children[number].pk] = wanted
        _write_plans(batch, plans, gone)
        if how_many := not_known.count():
            batch.warnings.append(
                f"{how_many} episodes were open in a return whose next year's is not in: when they ended is not known."
            )
    if "Episodes" in batch.rows and batch.year == max(batch.returns):
        _say_who_is_missing(batch, named)


def _say_who_is_missing(batch: Batch, named: set[str]) -> None:
    """Children in care by what was told before of whom the latest return has no episode: it closes every one, so this is an oversight."""
    running = Episode.objects.filter(
        child__authority=batch.authority, ended_on=None, source__isnull=False, started_on__lte=batch.bounds[1]
    ).exclude(child__number__in=named)
    numbers = sorted(running.values_list("child__number", flat=True))
    if numbers:
        more = ", …" if len(numbers) > 10 else ""
        batch.warnings.append(
            f"{len(numbers)} children were in care by an earlier return and have no episode in this one: "
            f"{', '.join(numbers[:10])}{more}. Their care is read as going on."
        )


def _differs(w: Wanted) -> bool:
    return w.stored is None or any(getattr(w.stored, f) != getattr(w, f) for f in FACTS)


def _write_plans(batch: Batch, plans: dict[int, list[Wanted]], gone: list[Episode]) -> None:
    Episode.objects.filter(pk__in=[e.pk for e in gone]).delete()
    write_history(batch, plans)
    batch.touched |= plans.keys()


def _confirm(batch: Batch, stored: dict[str, list[Episode]]) -> None:
    """Note this return as the source of open episodes it has unchanged, where a year is missing between it and the one that told them."""
    rows = {(r.number, r.values["started_on"]) for r in batch.sound("Episodes") if r.values}
    told_again = [
        e.pk
        for number, episodes in stored.items()
        for e in episodes
        if (number, e.started_on) in rows
        and known_until(batch, batch.years.get(e.source_id))
        and not batch.is_newer(e.source_id)
    ]
    Episode.objects.filter(pk__in=told_again).update(source=batch.record)


def write_history(batch: Batch, plans: dict[int, list[Wanted]]) -> None:
    """Store episodes, periods, legal statuses and placements of these children, only what differs."""
    children = Child.objects.in_bulk(list(plans))
    periods = {pk: draw_periods(wanted) for pk, wanted in plans.items()}
    stored_periods = _sync_periods(batch, children, periods)
    spans: dict[str, dict[tuple[int, date], dict[str, Any]]] = {"episodes": {}, "legal": {}, "placements": {}}
    for pk, wanted in plans.items():
        mine = sorted(stored_periods[pk], key=lambda p: p.started_on)

        def period_of(day: date, mine: list[PeriodOfCare] = mine) -> PeriodOfCare:
            return [p for p in mine if p.started_on <= day][-1]

        for w in wanted:
            told_now = w.row is not None and w.year == batch.year
            spans["episodes"][pk, w.started_on] = {
                "period": period_of(w.started_on),
                **{f: getattr(w, f) for f in FACTS},
                "source_id": batch.record.pk if told_now or w.stored is None else w.stored.source_id,
            }
        for kind, drawn in (("legal", draw_legal(wanted)), ("placements", draw_placements(wanted))):
            for span in drawn:
                start = span.pop("started_on")
                spans[kind][pk, start] = {"period": period_of(start), **span}
    for model, kind in ((Episode, "episodes"), (LegalStatus, "legal"), (Placement, "placements")):
        _sync(batch, model, children, spans[kind])


def draw_periods(episodes: list[Any]) -> list[dict[str, Any]]:
    """Periods of care: from RNE = S (or the first episode known) to the first REC that is not X1 (RC-8)."""
    found: list[dict[str, Any]] = []
    for e in episodes:
        if not found or found[-1]["ended_on"] is not None:
            found.append({"started_on": e.started_on, "ended_on": None, "end_reason": ""})
        if e.ended_on and e.reason_ended != CONTINUES:
            found[-1].update(ended_on=e.ended_on, end_reason=e.reason_ended)
    last = episodes[-1] if episodes else None
    if found and last and last.ended_on and last.reason_ended == CONTINUES:
        found[-1].update(ended_on=None, end_reason="")  # X1: the next episode is not known yet
    return found


def draw_legal(episodes: list[Any]) -> list[dict[str, Any]]:
    """Stretches of one legal status; neighbours of the same status are one."""
    found: list[dict[str, Any]] = []
    for e in episodes:
        if (
            found
            and found[-1]["code"] == e.legal_status
            and found[-1]["ended_on"] == e.started_on
            and e.reason_new != "S"
        ):
            found[-1]["ended_on"] = e.ended_on
        else:
            found.append({"started_on": e.started_on, "ended_on": e.ended_on, "code": e.legal_status})
    return found


def draw_placements(episodes: list[Any]) -> list[dict[str, Any]]:
    """Stretches of one placement: RNE = L alone does not end it (RC-10)."""
    found: list[dict[str, Any]] = []
    for e in episodes:
        last = found[-1] if found else None
        goes_on = (
            last is not None
            and e.reason_new not in NEW_PLACEMENT
            and last["ended_on"] == e.started_on
            and (last["placement_type"], last["provider"]) == (e.placement_type, e.provider)
        )
        if goes_on and last is not None:
            last.update(ended_on=e.ended_on, reason_place_change=e.reason_place_change)
        else:
            found.append(
                {
                    "started_on": e.started_on,
                    "ended_on": e.ended_on,
                    "placement_type": e.placement_type,
                    "provider": e.provider,
                    "reason_new": e.reason_new,
                    "reason_place_change": e.reason_place_change,
                    "urn": e.urn,
                }
            )
    return found


def _sync_periods(
    batch: Batch, children: dict[int, Child], periods: dict[int, list[dict[str, Any]]]
) -> dict[int, list[PeriodOfCare]]:
    """Store the periods; one whose start moved keeps its identity. Ends that come earlier are written first."""
    stored: dict[int, list[PeriodOfCare]] = defaultdict(list)
    for period in PeriodOfCare.objects.filter(child__in=children).order_by("child", "started_on"):
        stored[period.child_id].append(period)
    kept: dict[int, list[PeriodOfCare]] = defaultdict(list)
    change, create, delete = [], [], []
    for pk, wanted in periods.items():
        left = list(stored[pk])
        for facts in wanted:
            until = facts["ended_on"] or date.max
            found = next((p for p in left if p.started_on == facts["started_on"]), None) or next(
                (p for p in left if facts["started_on"] <= p.started_on < until), None
            )
            if found is None:
                found = PeriodOfCare(child=children[pk], source=batch.record, **facts)
                create.append(found)
            else:
                left.remove(found)
                if any(getattr(found, f) != value for f, value in facts.items()):
                    for f, value in facts.items():
                        setattr(found, f, value)
                    found.source = batch.record
                    change.append(found)
            kept[pk].append(found)
        delete += left
    fields = ["started_on", "ended_on", "end_reason", "source"]
    before = {p.pk: p for p in PeriodOfCare.objects.filter(pk__in=[p.pk for p in change])}
    shorter = [p for p in change if _is_shorter(p, before[p.pk])]
    longer = [p for p in change if not _is_shorter(p, before[p.pk])]
    moving = [p.pk for p in delete]
    PeriodOfCare.objects.bulk_update(shorter, fields, batch_size=500)
    if moving:
        for model in (Episode, LegalStatus, Placement):
            model.objects.filter(period__in=moving).delete()
        PeriodOfCare.objects.filter(pk__in=moving).delete()
    PeriodOfCare.objects.bulk_update(longer, fields, batch_size=500)
    PeriodOfCare.objects.bulk_create(create, batch_size=BULK)
    return kept


def _is_shorter(new: Any, old: Any) -> bool:
    return (new.ended_on or date.max) <= (old.ended_on or date.max) and new.started_on >= old.started_on


def _sync(
    batch: Batch,
    model: type[models.Model],
    children: dict[int, Child],
    wanted: dict[tuple[int, date], dict[str, Any]],
) -> None:
    """Make the stored spans of these children what is wanted, keyed by start: delete, shorten, lengthen, create."""
    stored = {(s.child_id, s.started_on): s for s in model._default_manager.filter(child__in=children)}
    delete = [s.pk for key, s in stored.items() if key not in wanted]
    shorter: list[Any] = []
    longer: list[Any] = []
    fields: set[str] = set()
    create = []
    for key, facts in wanted.items():
        source = facts.pop("source_id", batch.record.pk)
        span = stored.get(key)
        if span is None:
            create.append(model(child=children[key[0]], started_on=key[1], source_id=source, **facts))
            continue
        differ = {
            f: x
            for f, x in facts.items()
            if (span.period_id != x.pk if f == "period" else getattr(span, f) != x)
        }  # noqa: B009
        if differ:
            is_shorter = (facts["ended_on"] or date.max) <= (span.ended_on or date.max)
            for f, x in differ.items():
                setattr(span, f, x)
            span.source_id = source
            fields |= differ.keys()
            (shorter if is_shorter else longer).append(span)
    manager = model._default_manager
    if delete:
        manager.filter(pk__in=delete).delete()
    for portion in (shorter, longer):
        if portion:
            manager.bulk_update(portion, [*sorted(fields), "source"], batch_size=500)
    manager.bulk_create(create, batch_size=BULK)
