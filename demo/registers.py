"""Registers of invented lives: missing, health, leaving care, adoption, asylum, earlier permanence; and
old records whose retention period has ended.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from children.care import actions as care
from children.imports.values import year_bounds
from children.models import (
    AdoptionDecision,
    AdoptionMatch,
    CareLeaverContact,
    Child,
    HealthYear,
    MissingEpisode,
    PreviousPermanence,
    ReturnImport,
    UascStatus,
)
from children.retention import actions as retention
from demo.days import at_work
from demo.held import periods_of
from demo.people import Staff
from demo.store import Case, Returns
from statute.retention import anniversary
from statute.terms import STATUTORY
from statute.working_days import add_months, age_on, birthday

IN_CARE_FOR = timedelta(days=12)  # so short that no review was due
DAYS_OVER = (40, 75)


def store_registers(rng: random.Random, cases: Sequence[Case], returns: Returns, today: date) -> None:
    """What the other files of the return would hold."""
    years = returns.years
    MissingEpisode.objects.bulk_create(m for c in cases for m in _missing(rng, c, returns, today))
    HealthYear.objects.bulk_create(
        [h for c in cases for y in years if (h := _health(rng, c, y, returns))], batch_size=2000
    )
    CareLeaverContact.objects.bulk_create(
        x for c in cases for y in years if (x := _care_leaver(rng, c, y, returns))
    )
    UascStatus.objects.bulk_create(
        UascStatus(
            child=c.child,
            ceased_on=birthday(c.life.born_on, 18) if birthday(c.life.born_on, 18) <= today else None,
            source=returns.owner(c.life.started_on),
        )
        for c in cases
        if c.life.kind == "uasc"
    )
    _adoptions(rng, cases, returns)
    PreviousPermanence.objects.bulk_create(
        PreviousPermanence(
            child=c.child,
            code=rng.choices(["Z1", "P2", "P1", "P3"], [94, 4, 1, 1])[0],
            source=returns.owner(start),
        )
        for c in cases
        for start in [periods_of(c.life)[0][0]]
        if years and year_bounds(years[0])[0] <= start <= year_bounds(years[-1])[1]
        if c.life.kind != "short_breaks"
    )


def _missing(rng: random.Random, case: Case, returns: Returns, today: date) -> list[MissingEpisode]:
    """Young people now and then go missing for a night or a few; one of the latest is not back yet."""
    found: dict[tuple[date, str], MissingEpisode] = {}
    if rng.random() > 0.3:
        return []
    for start, end, _ in periods_of(case.life):
        last = min(end or today, today) - timedelta(days=4)
        first = max(start + timedelta(days=10), birthday(case.life.born_on, 12), today - timedelta(days=1100))
        day = first + timedelta(days=rng.randint(1, 250))
        while day < last:
            kind = rng.choice("MMA")
            found[day, kind] = MissingEpisode(
                child=case.child,
                kind=kind,
                started_on=day,
                ended_on=day + timedelta(days=rng.choice([0, 1, 1, 2, 3])),
                source=returns.owner(day, day),
            )
            day += timedelta(days=rng.randint(8, 260))
    return list(found.values())


def _in_care_all_year(case: Case, year: int) -> bool:
    start, end = year_bounds(year)
    return any(began <= start and (left is None or left > end) for began, left, _ in periods_of(case.life))


def _why_not_scored(rng: random.Random, age: int) -> str:
    return rng.choice(["SDQ2", "SDQ4", "SDQ5"]) if 4 <= age <= 16 else "SDQ1"


def _intervention(rng: random.Random, uses: bool) -> dict[str, bool]:
    """What a child who misuses substances was offered and took; nothing is asked of others."""
    if not uses:
        return {}
    received = rng.random() < 0.6
    return (
        {"intervention_received": True}
        if received
        else {
            "intervention_received": False,
            "intervention_offered": True,
        }
    )


def _health(rng: random.Random, case: Case, year: int, returns: Returns) -> HealthYear | None:
    """OC2 is asked of children in care for the whole year, without short breaks."""
    if not _in_care_all_year(case, year) or case.life.kind == "short_breaks":
        return None
    age = age_on(case.life.born_on, year_bounds(year)[1])
    scored = 4 <= age <= 16 and rng.random() < 0.82
    uses = age >= 12 and rng.random() < 0.06
    return HealthYear(
        child=case.child,
        year=year,
        sdq_score=min(40, max(0, round(rng.gauss(14, 7)))) if scored else None,
        sdq_reason="" if scored else _why_not_scored(rng, age),
        is_convicted=rng.random() < 0.03 if age >= 10 else None,
        health_check=rng.random() < 0.9 if age < 5 else None,
        immunisations=rng.random() < 0.86,
        teeth_check=rng.random() < 0.78,
        health_assessment=rng.random() < 0.9,
        substance_misuse=uses,
        **_intervention(rng, uses),
        source=returns.records[year],
    )


def _care_leaver(rng: random.Random, case: Case, year: int, returns: Returns) -> CareLeaverContact | None:
    """OC3 is asked of those who left at 16 or over, in the years of their 17th to 21st birthday."""
    start, end = year_bounds(year)
    left = periods_of(case.life)[-1][1]
    turned = any(start <= birthday(case.life.born_on, age) <= end for age in (17, 18, 19, 20, 21))
    if left is None or left > end or left < birthday(case.life.born_on, 16) or not turned:
        return None
    in_touch = rng.choices(["YES", "NO", "REFU"], [88, 9, 3])[0]
    known = in_touch == "YES"
    return CareLeaverContact(
        child=case.child,
        year=year,
        in_touch=in_touch,
        activity=rng.choice(["F2", "F4", "F5", "P5", "G5", "G4"]) if known else "",
        accommodation=rng.choice(["U1", "D1", "B1", "K1", "E1"]) if known else "",
        source=returns.records[year],
    )


def _return_with_adoption(returns: Returns, case: Case) -> ReturnImport | None:
    """The return that reports an adoption: the one for the year in which it was made."""
    adopted_on = case.life.stretches[-1].ended_on
    return returns.owner(adopted_on, adopted_on) if adopted_on else None


def _adoptions(rng: random.Random, cases: Sequence[Case], returns: Returns) -> None:
    decisions, matches = [], []
    for case in cases:
        order = next((s for s in case.life.stretches if s.legal == "E1"), None)
        placed = next((s for s in case.life.stretches if s.placement[0] == "A"), None)
        if order is None:
            continue
        decided_on = max(case.life.started_on, add_months(order.started_on, -1))
        source = returns.owner(decided_on)
        decisions.append(AdoptionDecision(child=case.child, decided_on=decided_on, source=source))
        if placed and case.life.stretches[-1].reason_ended in ("E11", "E12"):
            sex, status, adopters = rng.choice(
                [("MF", "L11", 2), ("FF", "L12", 2), ("MM", "L4", 2), ("F1", "L0", 1)]
            )
            matches.append(
                AdoptionMatch(
                    child=case.child,
                    decided_on=decided_on,
                    matched_on=placed.started_on - timedelta(days=12),
                    by_foster_carer=placed.placement == "A5",
                    number_of_adopters=adopters,
                    sex_of_adopters=sex,
                    status_of_adopters=status,
                    source=_return_with_adoption(returns, case),
                )
            )
    AdoptionDecision.objects.bulk_create(decisions)
    AdoptionMatch.objects.bulk_create(matches)


def store_old_records(staff: Staff, today: date) -> None:
    """Children who died in care more than 15 years ago; their records came from the paper files."""
    records = [_typed_in(staff, today, number, days) for number, days in enumerate(DAYS_OVER, start=1)]
    with at_work(today - timedelta(days=2), 15):
        retention.propose(
            child=records[-1],
            reason="On this month’s list. No known inquiry or claim.",
            by=staff.users["qa.demo@example.org"],
            today=today - timedelta(days=2),
        )


def _typed_in(staff: Staff, today: date, number: int, days_over: int) -> Child:
    keeper = staff.users["qa.demo@example.org"]
    died_on = anniversary(today, -STATUTORY.record_death_years) - timedelta(days=days_over)
    with at_work(today - timedelta(days=400), 11):
        child = care.add_child(
            authority=staff.authority,
            number=f"39000{number}",
            forename=("Rowan", "Hazel")[number - 1],
            surname=("Lister", "Marlow")[number - 1],
            born_on=died_on - timedelta(days=5000 + number),
            sex="",
            ethnicity="",
            started_on=died_on - IN_CARE_FOR,
            legal_status="V2",
            need="N2",
            placement_type="U6",
            provider="PR1",
            by=keeper,
            today=today,
        )
        care.end_care(child=child, on=died_on, reason="E2", by=keeper, today=today)
    return child
