"""Who was the child's IRO or social worker when: rows of returns and of tables that name people, laid
beside each other.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from accounts.models import Worker
from accounts.templatetags.govuk import day as day_words
from children.imports.rows import PEOPLE, UNCHANGED
from children.imports.state.lives import Differs, Fact, Life, Told
from children.models import IroAllocation, SocialWorkerAllocation

ROLES = {"IRO": IroAllocation, "CW": SocialWorkerAllocation}
ACTING = [
    ("IroAllocation", "The child’s IRO", "allocate another IRO"),
    ("StandIn", "Whoever stands in as the child’s IRO", "name somebody else to stand in"),
]
"""What people entered of who acts as a child's IRO, in words, and what is to be done where it bars a row."""


def social_workers(life: Life) -> Iterable[Fact]:
    """The social workers, from the return's file and from the involvements."""
    told = [*life.rows("SWEpisodes"), *(t for t in life.rows("involvements") if t.values["role"] == "CW")]
    told = [t for t in told if _leaves_iro_independent(life, t)]
    return _lay(life, told, "social workers", life.people.get("SocialWorkerAllocation", []))


def iros(life: Life) -> Iterable[Fact]:
    """The IROs, from the involvements."""
    told = [t for t in life.rows("involvements") if t.values["role"] == "IRO"]
    told = [t for t in told if _is_independent(life, t)]
    return _lay(life, told, "IROs", life.people.get("IroAllocation", []))


def _is_independent(life: Life, t: Told) -> bool:
    """Whether the row names an IRO who is neither the child's social worker nor the manager of the child's
    team in the period of care, or was (AP-10); a row that does not is refused.
    """
    iro = life.council.workers.get(t.values["staff_id"])
    if iro is None:
        return True
    for worker, since in _workers_in_period(life, t):
        if who := _barred(life, iro, worker, since):
            why = (
                f"This person is or was {who} in this period of care, and an IRO must be independent of the "
                "case."
            )
            _refuse_dependent(life, t, why, "Correct the professional, or leave the row out.")
            return False
    if t.values["ended_on"] is None and life.council.controls(iro, _begin(life, t.values["started_on"])):
        why = "This person controls the resources of the council’s cases, or did in this period of care."
        _refuse_dependent(life, t, why, "Correct the professional, or leave the row out.")
        return False
    if _manages_by_hand(life, iro, t):
        why = "This person manages a team that the child was given in the portal in this period of care."
        _refuse_dependent(life, t, why, "Correct the professional, or leave the row out.")
        return False
    return True


def _manages_by_hand(life: Life, iro: Worker, t: Told) -> bool:
    """Whether a team that was named in the portal, with a social worker or none, is one of the IRO's own."""
    began = _begin(life, t.values["started_on"])
    return any(
        life.council.manages(iro, allocation.team_id, max(began, allocation.started_on))
        and _meet(began, t.values["ended_on"], allocation.started_on, allocation.ended_on)
        for allocation in life.people.get("SocialWorkerAllocation", [])
    )


def _leaves_iro_independent(life: Life, t: Told) -> bool:
    """Whether the row names a social worker who is not the child's IRO by what was entered in the portal, and
    does not stand in now or later, nor of a team that the IRO manages (AP-10); a row that does is refused.
    """
    worker = life.council.workers.get(t.values["staff_id"])
    if worker is None:
        return True
    for name, acts, to_do in ACTING:
        for row in life.people.get(name, []):
            began = _begin(life, row.started_on)
            meets = _meet(began, row.ended_on, t.values["started_on"], t.values["ended_on"])
            since = max(began, t.values["started_on"])
            if meets and (who := _barred(life, row.worker, worker, since)):
                why = f"{acts} would be {who}, and an IRO must be independent of the case."
                _refuse_dependent(life, t, why, f"Correct the row, or {to_do} first.")
                return False
    return True


def _barred(life: Life, iro: Worker, worker: Worker, since: date) -> str:
    """What somebody would be to a child besides the IRO, where this is the child's social worker since the
    day.
    """
    if life.council.are_one(iro, worker, since):
        return "the child’s social worker"
    manages = life.council.manages(iro, worker.team_id, since)
    return "the manager of the child’s team" if manages else ""


def _refuse_dependent(life: Life, t: Told, why: str, to_do: str) -> None:
    column = "SW_ID" if t.year != PEOPLE else "INVO_PROFESSIONAL_ID"
    life.council.refuse(t.row, column, t.values["staff_id"], why, to_do, "INDEPENDENCE")


def _begin(life: Life, day: date) -> date:
    """The first day of the period of care in which a day falls."""
    return max((first for first, _ in life.periods if first <= day), default=day)


def _workers_in_period(life: Life, t: Told) -> Iterable[tuple[Worker, date]]:
    """The social workers of the period of care in which the IRO's spell falls, until that spell ends, and
    since when in that period.
    """
    start, end = t.values["started_on"], t.values["ended_on"]
    began = _begin(life, start)
    for name, row in (
        *(("", r) for r in life.rows("SWEpisodes")),
        *(("CW", r) for r in life.rows("involvements")),
    ):
        if name and row.values["role"] != name:
            continue
        worker = life.council.workers.get(row.values["staff_id"])
        if worker and _meet(began, end, row.values["started_on"], row.values["ended_on"]):
            yield worker, max(began, row.values["started_on"])
    for allocation in life.people.get("SocialWorkerAllocation", []):
        if allocation.worker and _meet(began, end, allocation.started_on, allocation.ended_on):
            yield allocation.worker, max(began, allocation.started_on)


def _lay(life: Life, told: list[Told], who: str, by_hand: list[Any]) -> Iterable[Fact]:
    """Lay spells into one line of time without overlap: what was told later first, and round what people
    did in the portal.
    """
    placed: list[tuple[float, date, date | None]] = []
    known = (t for t in told if t.values["staff_id"] in life.council.workers)
    for t in sorted(known, key=lambda t: (-t.rank, t.values["started_on"])):
        start, end = t.values["started_on"], t.values["ended_on"]
        if (same := next((a for a in by_hand if a.started_on == start), None)) is not None:
            _leave(life, t, same)
            continue
        met = next((a for a in by_hand if _meet(start, end, a.started_on, a.ended_on)), None)
        if met is not None:
            _refuse(life, t, who, by_hand=True)
            _note(life, t, met)
            continue
        over = [p for p in placed if _meet(start, end, p[1], p[2])]
        if any(rank == t.rank for rank, _, _ in over):
            _refuse(life, t, who, by_hand=False)
            continue
        if over:
            end = _until(life, t, min(first for _, first, _ in over))
            if end <= start:
                _told_since(t)
                continue
        placed.append((t.rank, start, end))
        yield _fact(life, t, start, end)


def _told_since(t: Told) -> None:
    """The row says nothing any more: it was told otherwise since."""
    if t.row is not None:
        t.row.status = UNCHANGED


def _note(life: Life, t: Told, stored: Any) -> None:
    """Say with both sides that a person is in this role then."""
    if t.row is not None:
        worker = life.council.workers[t.values["staff_id"]]
        theirs = _spell(worker, t.values["ended_on"], t.values["started_on"])
        ours = _spell(stored.worker, stored.ended_on, stored.started_on)
        life.council.differ.append(Differs(t.row, theirs, ours))


def _fact(life: Life, t: Told, start: date, end: date | None) -> Fact:
    worker = life.council.workers[t.values["staff_id"]]
    values: dict[str, Any] = {"worker_id": worker.pk, "ended_on": end}
    is_social_worker = t.year != PEOPLE or t.values["role"] == "CW"
    if is_social_worker:
        values["change_reason"] = _change_reason(life, t)
    more = {"team_id": worker.team_id} if is_social_worker else {}
    return Fact((start,), values, t.source, t.row, more)


def _change_reason(life: Life, t: Told) -> str:
    """Why this worker came on this day: as the latest return has it that gives a reason."""
    if said := t.values.get("change_reason"):
        return str(said)
    same = (
        row.values["change_reason"]
        for row in reversed(life.rows("SWEpisodes"))
        if all(row.values[name] == t.values[name] for name in ("staff_id", "started_on"))
    )
    return next(filter(None, same), "")


def _until(life: Life, t: Told, following: date) -> date:
    """When a spell ended that something told later leaves no room for: when that began, at the latest when
    its return's word ends.
    """
    until = life.council.known_until(t.year)
    return min(following, until) if until is not None and until > t.values["started_on"] else following


def _leave(life: Life, t: Told, stored: Any) -> None:
    """Keep what somebody named or ended in the portal, and say so where the row differs."""
    worker = life.council.workers.get(t.values["staff_id"])
    if (stored.worker_id, stored.ended_on) != (worker.pk if worker else None, t.values["ended_on"]):
        until = (t.values["ended_on"], stored.ended_on)
        theirs, ours = _spell(worker, until[0]), _spell(stored.worker, until[1])
        life.council.keep(t.row, theirs, ours)
    elif t.row is not None:
        t.row.status = UNCHANGED


def _spell(worker: Worker | None, end: date | None, start: date | None = None) -> str:
    """Who it was and how long, in words."""
    name = (worker.name or worker.staff_id) if worker else "nobody"
    since = f" from {day_words(start)}" if start else ""
    return f"{name}{since} until {day_words(end)}" if end else f"{name}{since}, not ended"


def _refuse(life: Life, t: Told, who: str, *, by_hand: bool) -> None:
    column = "SW_DECOM" if t.year != PEOPLE else "INVO_INVOLVEMENT_START_DATE"
    why = f"The child would have two {who} at the same time."
    to_do, rule = "Correct the dates of the two rows.", "SW10STG2" if t.year != PEOPLE else "OVERLAP"
    if by_hand:
        why = "Somebody who was named in the portal, or ended there, was in this role then."
        to_do, rule = "Correct it in the portal, or correct the dates of the row.", "OVERLAP"
    value = f"{t.values['started_on']:%d/%m/%Y}"
    life.council.refuse(t.row, column, value, why, to_do, rule)


def _meet(start: date, end: date | None, other: date, until: date | None) -> bool:
    return other < (end or date.max) and start < (until or date.max)
