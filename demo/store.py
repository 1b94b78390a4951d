"""The facts of invented lives into the database, set-based: children, care, people, registers."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from accounts.models import User, Worker
from children.imports.values import year_bounds
from children.models import (
    Child,
    Episode,
    IroAllocation,
    LegalStatus,
    PeriodOfCare,
    Placement,
    ReturnImport,
    ReturnYear,
    SocialWorkerAllocation,
)
from children.models.family import LinkKind
from children.people.actions import link_family
from demo.held import periods_of, spans
from demo.journeys import Stretch
from demo.lives import Life
from demo.people import Staff

CASELOAD = 12


@dataclass
class Case:
    """A stored child with the life it was made from and who works with the child now and before."""

    life: Life
    child: Child
    iros: list[IroAllocation] = field(default_factory=list)
    workers: list[SocialWorkerAllocation] = field(default_factory=list)

    def iro_on(self, day: date) -> Worker | None:
        """Who was the IRO on a day."""
        return next(
            (a.worker for a in self.iros if a.started_on <= day and (a.ended_on is None or day < a.ended_on)),
            None,
        )

    @property
    def iro_now(self) -> Worker | None:
        return self.iros[-1].worker if self.iros and self.iros[-1].ended_on is None else None

    @property
    def worker_now(self) -> SocialWorkerAllocation | None:
        return self.workers[-1] if self.workers and self.workers[-1].ended_on is None else None


class Returns:
    """The returns that are in: what started by the end of the last one is owned by an import."""

    def __init__(self, staff: Staff, years: Sequence[int]) -> None:
        self.years = sorted(years)
        self.records: dict[int, ReturnImport] = {}
        by = staff.users["support.demo@example.org"]
        for year in self.years:
            record = ReturnImport.objects.create(
                authority=staff.authority,
                year=year,
                state="APPLIED",
                created_by=by,
                preview={"files": [], "warnings": []},
            )
            ReturnYear.objects.create(authority=staff.authority, year=year, last_import=record)
            self.records[year] = record

    @property
    def last_day(self) -> date | None:
        return year_bounds(self.years[-1])[1] if self.years else None

    def owner(self, started_on: date, ended_on: date | None = None) -> ReturnImport | None:
        """The last return that told of a span; None for what came after every return."""
        told = [
            y
            for y in self.years
            if started_on <= year_bounds(y)[1] and (ended_on is None or ended_on >= year_bounds(y)[0])
        ]
        return self.records[told[-1]] if told else None


def store_lives(staff: Staff, lives: Sequence[Life], returns: Returns | None) -> list[Case]:
    """Children with their periods of care, episodes, legal statuses and placements."""
    children = Child.objects.bulk_create(
        Child(
            authority=staff.authority,
            number=life.number,
            forename=life.forename,
            surname=life.surname,
            sex=life.sex,
            ethnicity=life.ethnicity,
            born_on=life.born_on,
            is_mother=True if life.mothers_child_born_on else None,
            mothers_child_born_on=life.mothers_child_born_on,
            source=returns.owner(life.started_on) if returns else None,
        )
        for life in lives
    )
    cases = [Case(life, child) for life, child in zip(lives, children, strict=True)]
    periods = PeriodOfCare.objects.bulk_create(
        PeriodOfCare(
            child=case.child,
            started_on=start,
            ended_on=end,
            end_reason=reason,
            source=returns.owner(start, end) if returns else None,
        )
        for case in cases
        for start, end, reason in periods_of(case.life)
    )
    of: dict[int, list[PeriodOfCare]] = {}
    for period in periods:
        of.setdefault(period.child_id, []).append(period)
    _store_stretches(cases, of, returns)
    return cases


def _store_stretches(
    cases: Sequence[Case], periods: dict[int, list[PeriodOfCare]], returns: Returns | None
) -> None:
    episodes, legal, placements = [], [], []
    for case in cases:
        mine = periods[case.child.pk]

        def common(
            s: Stretch, end: date | None, case: Case = case, mine: list[PeriodOfCare] = mine
        ) -> dict[str, object]:
            period = [p for p in mine if p.started_on <= s.started_on][-1]
            source = returns.owner(s.started_on, end) if returns else None
            return {
                "child": case.child,
                "period": period,
                "started_on": s.started_on,
                "ended_on": end,
                "source": source,
            }

        for s in case.life.stretches:
            episodes.append(
                Episode(
                    **common(s, s.ended_on),
                    reason_new=s.reason_new,
                    legal_status=s.legal,
                    category_of_need=case.life.need,
                    placement_type=s.placement,
                    provider=s.provider,
                    reason_ended=s.reason_ended,
                    reason_place_change=s.reason_change,
                )
            )
        for s, end in spans(case.life.stretches, of="legal"):
            legal.append(LegalStatus(**common(s, end), code=s.legal))
        for s, end in spans(case.life.stretches, of="placement"):
            placements.append(
                Placement(
                    **common(s, end),
                    placement_type=s.placement,
                    provider=s.provider,
                    reason_new=s.reason_new,
                    reason_place_change=s.reason_change,
                )
            )
    Episode.objects.bulk_create(episodes, batch_size=2000)
    LegalStatus.objects.bulk_create(legal, batch_size=2000)
    Placement.objects.bulk_create(placements, batch_size=2000)


def allocate(
    rng: random.Random, staff: Staff, cases: Sequence[Case], *, today: date, unallocated: set[int]
) -> None:
    """An IRO, a social worker and a team for each child; families together. The order of `cases` spreads them
    evenly.

    `unallocated` are families without an IRO. A mother and her baby have different IROs (AP-7).
    """
    iro_of: dict[int, int] = {}
    team_of: dict[int, int] = {}
    iros, social_workers = [], []
    for number, case in enumerate(cases):
        life = case.life
        at = iro_of.setdefault(life.family, number % len(staff.iros))
        team = team_of.setdefault(life.family, number % len(staff.teams))
        if life.kind == "short_breaks" and len(staff.teams) > 3:
            team = 3
        if life.mothers_child_born_on:
            at = (at + 1) % len(staff.iros)
        for start, end, _ in periods_of(life):
            if life.family not in unallocated or end is not None:
                iros += _iro_of_period(rng, case, staff.iros, at, start, end, today)
            social_workers += _workers_of_period(rng, case, staff, team, start, end, today)
    _fill_caseload(staff, cases)
    IroAllocation.objects.bulk_create(iros, batch_size=2000)
    SocialWorkerAllocation.objects.bulk_create(social_workers, batch_size=2000)


def _iro_of_period(
    rng: random.Random,
    case: Case,
    iros: Sequence[Worker],
    at: int,
    start: date,
    end: date | None,
    today: date,
) -> list[IroAllocation]:
    """One IRO for the period, or a change of IRO on the way."""
    now, began = iros[at], start + timedelta(days=rng.randint(0, 4))
    if began >= (end or today):
        return []
    made = []
    if len(iros) > 1 and ((end or today) - start).days > 200 and rng.random() < 0.15:
        change = start + timedelta(days=rng.randint(90, 180))
        if change < (end or today):
            before = iros[(at + 2) % len(iros)]
            reason = rng.choice(["WORKLOAD", "LEFT", "REQUEST"])
            made.append(
                IroAllocation(
                    child=case.child, worker=before, started_on=began, ended_on=change, end_reason=reason
                )
            )
            began = change
    made.append(
        IroAllocation(
            child=case.child, worker=now, started_on=began, ended_on=end, end_reason="OTHER" if end else ""
        )
    )
    case.iros += made
    return made


def _workers_of_period(
    rng: random.Random, case: Case, staff: Staff, team: int, start: date, end: date | None, today: date
) -> list[SocialWorkerAllocation]:
    """Social workers of the team one after another, for a year or two each."""
    here = staff.teams[team]
    workers = [w for w in staff.social_workers if w.team_id == here.pk]
    made: list[SocialWorkerAllocation] = []
    began, at, limit = start, rng.randrange(len(workers)), end or today - timedelta(days=7)
    stop: date | None = None
    while stop != end or not made:
        until = began + timedelta(days=rng.randint(240, 900))
        stop = until if until < limit else end
        made.append(
            SocialWorkerAllocation(
                child=case.child,
                worker=workers[at % len(workers)],
                team=here,
                started_on=began,
                ended_on=stop,
                change_reason="" if not made else rng.choice(["LEFTRL", "MANAGE", "TSPROC"]),
            )
        )
        began, at = until, at + 1
    case.workers += made
    return made


def _fill_caseload(staff: Staff, cases: Sequence[Case]) -> None:
    """The social worker who can sign in has enough children for every task of theirs to be seen: some of the
    team's go over."""
    mine = next((w for w in staff.social_workers if w.user_id), None)
    of_team = [c.workers for c in cases if mine and c.worker_now and c.worker_now.team_id == mine.team_id]
    have = sum(spells[-1].worker == mine for spells in of_team)
    for spells in of_team:
        if have < CASELOAD and mine not in [spell.worker for spell in spells[-2:]]:
            spells[-1].worker = mine
            have += 1


def link_families(cases: Sequence[Case], *, by: User) -> None:
    """Brothers and sisters, and the mother with her baby."""
    families: dict[int, list[Child]] = {}
    mothers = {case.life.family: case.child for case in cases if case.life.mothers_child_born_on}
    for case in cases:
        families.setdefault(case.life.family, []).append(case.child)
    for family, members in families.items():
        mother = mothers.get(family)
        for one, two in combinations(members, 2) if mother is None else ():
            link_family(child=one, other=two, kind=LinkKind.SIBLING, by=by)
        for child in members if mother is not None else ():
            if mother is not None and child is not mother:
                link_family(child=mother, other=child, kind=LinkKind.PARENT_OF, by=by)
