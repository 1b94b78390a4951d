"""The figures that five councils printed, from records made to match; and what each count means, by hand."""

from calendar import WEDNESDAY
from collections import Counter
from datetime import date

import pytest
from django.db.models import QuerySet

from accounts.models import Authority, User
from children.models import Child
from disputes import counts
from disputes.access import Actor
from disputes.concern import actions as concerns
from disputes.models import Concern, Ladder
from disputes.models.ladder import StageKind
from disputes.process.presets import PRESETS
from disputes.stages import actions as stage_actions
from tests import factories as make
from tests.kept import kept
from tests.turns import has_days

pytestmark = has_days(WEDNESDAY)


HARROW_MONTHS = [1, 6, 3, 7, 1, 1, 11, 8, 4, 4, 6, 3]  # F-100, April to March
YEAR_2018 = (date(2018, 4, 1), date(2019, 3, 31))
YEAR_2023 = (date(2023, 4, 1), date(2024, 3, 31))


def month_days(first_year: int) -> list[date]:
    """The fifth of each month from April to March."""
    return [date(first_year + (m < 4), m, 5) for m in (*range(4, 13), 1, 2, 3)]


def uses(rows: QuerySet[Concern], span: counts.Span) -> dict[str, int]:
    """Uses of the process in the period: informal, formal and together (F-175, F-243)."""
    informal, formal = counts.informal_in(rows, span).count(), counts.formal_in(rows, span).count()
    return {"informal": informal, "formal": formal, "total": informal + formal}


def by_stage(rows: QuerySet[Concern]) -> dict[str, int]:
    """Disputes by the highest stage they reached."""
    reached = counts.stage_reached(rows.filter(formal_on__isnull=False)).order_by("reached", "pk")
    return dict(Counter(reached.values_list("reached_name", flat=True)))


def children_in(rows: QuerySet[Concern]) -> int:
    """Children that these concerns are about, each once."""
    return Child.objects.filter(in_concerns__concern__in=rows).distinct().count()


def children_by_stage(rows: QuerySet[Concern]) -> dict[str, int]:
    """Children by the highest stage that any of their disputes reached (F-135), each once."""
    highest: dict[int, tuple[int, str]] = {}
    for concern in counts.stage_reached(rows).prefetch_related("children"):
        for inside in concern.children.all():
            reached = (concern.reached, concern.reached_name)
            highest[inside.child_id] = max(highest.get(inside.child_id, reached), reached)
    return dict(Counter(name for _, name in sorted(highest.values())))


@kept
def team_iro(authority: Authority) -> User:
    return make.make_user(authority, "IRO")


@kept
def by(team_iro: User) -> Actor:
    return make.iro_actor(team_iro)


def children(authority: Authority, how_many: int) -> list[Child]:
    return [make.make_child(authority) for _ in range(how_many)]


def dispute(
    child: Child, by: Actor, on: date, *, at: int, closed: date, siblings: list[Child] | None = None
) -> Concern:
    """A formal dispute taken up stage by stage to the one in this place, and closed there."""
    concern = make.make_concern(child, by.user, on, tell_manager=False, siblings=siblings or [])
    stage_actions.formalise(concern=concern, position=1, skip_reason="", by=by, today=on)
    for position in range(2, at + 1):
        stage_actions.escalate(
            concern=concern, position=position, skip_reason="", by=by, today=on, from_step=None
        )
    concerns.close(
        concern=concern, ending="RESOLVED", effect="CHANGED", effect_text="It was done", by=by, today=closed
    )
    return concern


@pytest.mark.parametrize("code", list(PRESETS))
def test_every_preset_loads_with_its_stages_and_cafcass_beside(authority, qa_manager, code: str) -> None:
    ladder = make.make_ladder(authority, code, date(2018, 4, 1), qa_manager)
    stages = list(ladder.stages.all())
    assert [s.kind for s in stages] == [
        StageKind.INFORMAL,
        *[StageKind.FORMAL] * len(PRESETS[code].stages),
        StageKind.CAFCASS,
    ]
    assert [(s.name, s.level, s.limit_wd) for s in stages if s.kind == StageKind.FORMAL] == [
        (s.name, s.level, s.limit_wd) for s in PRESETS[code].stages
    ]
    assert (ladder.total_wd, Ladder.objects.get().preset) == (20, code)


@pytest.mark.slow
def test_harrow_2018_19_has_55_episodes_47_at_stage_1_and_8_at_stage_2(authority, by, qa_manager) -> None:
    make.make_ladder(authority, "harrow", YEAR_2018[0], qa_manager)
    child = children(authority, 1)[0]
    number = 0
    for day, how_many in zip(month_days(2018), HARROW_MONTHS, strict=True):
        for _ in range(how_many):
            number += 1
            dispute(child, by, day, at=2 if number % 7 == 1 else 1, closed=day)
    rows = counts.concerns_of(authority)
    done = counts.closed_in(rows, YEAR_2018)
    assert done.count() == 55
    by_month = Counter(f"{day:%Y-%m}" for day in done.values_list("closed_on", flat=True))
    assert [by_month[m] for m in sorted(by_month)] == HARROW_MONTHS
    assert by_stage(done) == {
        "Stage 1: Team Manager": 47,
        "Stage 2: Quality Assurance Manager and Head of Service": 8,
    }
    assert children_in(done) == 1


@pytest.mark.slow
def test_bromley_counts_children_36_of_whom_26_7_and_3_over_three_years(authority, by, qa_manager) -> None:
    make.make_ladder(authority, "bromley", date(2011, 4, 1), qa_manager)
    table = {2011: (11, 2, 1), 2012: (7, 2, 0), 2013: (26, 7, 3)}
    for year, by_stage in table.items():
        for at, how_many in enumerate(by_stage, start=1):
            mine = children(authority, how_many)
            if (
                at == 1 and year == 2013
            ):  # a sibling group in one escalation, and a child escalated three times
                first, second, *mine = mine
                dispute(first, by, date(2013, 6, 3), at=1, closed=date(2013, 6, 7), siblings=[second])
                for month in (9, 11):
                    dispute(first, by, date(2013, month, 4), at=1, closed=date(2013, month, 6))
            for child in mine:
                dispute(child, by, date(year, 6, 3), at=at, closed=date(year, 6, 20))
    names = ["Deputy Manager", "Group Manager", "Head of Service"]
    rows = counts.concerns_of(authority)
    for year, by_stage in table.items():
        of_year = counts.formal_in(rows, (date(year, 4, 1), date(year + 1, 3, 31)))
        expected = {n: c for n, c in zip(names, by_stage, strict=True) if c}
        assert children_by_stage(of_year) == expected
        assert children_in(of_year) == sum(by_stage)
    last = counts.formal_in(rows, (date(2013, 4, 1), date(2014, 3, 31)))
    assert (sum(children_by_stage(last).values()), last.count()) == (
        36,
        37,
    )  # children and episodes apart


def test_westminster_2018_19_has_10_informal_and_no_formal_all_resolved(
    authority, by, qa_manager, team_iro
) -> None:
    make.make_ladder(authority, "westminster", YEAR_2018[0], qa_manager)
    for child in children(authority, 10):
        concern = make.make_concern(child, team_iro, date(2018, 10, 8))
        concerns.close(
            concern=concern,
            ending="RESOLVED",
            effect="CHANGED",
            effect_text="Told",
            by=by,
            today=date(2018, 10, 12),
        )
    rows = counts.concerns_of(authority)
    assert uses(rows, YEAR_2018) == {"informal": 10, "formal": 0, "total": 10}
    assert rows.filter(closed_on__range=YEAR_2018, ending="RESOLVED").count() == 10
    assert counts.closed_in(rows, YEAR_2018).count() == 0


@pytest.mark.slow
def test_haringey_2023_24_used_the_process_193_times(authority, by, qa_manager, team_iro) -> None:
    make.make_ladder(authority, "haringey", YEAR_2023[0], qa_manager)
    days = month_days(2023)
    made = children(authority, 20)
    for number in range(135):
        make.make_concern(made[number % 20], team_iro, days[number % 12])
    for number in range(58):
        themes = concerns.Themes(national=("REPORT",) if number < 30 else ("PEP", "HEALTH"))
        make.make_dispute(made[number % 20], team_iro, days[number % 12], themes=themes)
    rows = counts.concerns_of(authority)
    assert uses(rows, YEAR_2023) == {"informal": 135, "formal": 58, "total": 193}
    formal = counts.formal_in(rows, YEAR_2023)
    assert formal.filter(themes__national="REPORT").count() == 30
    assert by_stage(formal) == {"Team Manager": 58}
    assert children_in(formal) == 20


def test_what_becomes_formal_later_is_counted_once_in_each_period(authority, by, team_iro) -> None:
    """Raised in March and made formal in April: informal in the old year, formal in the new one; the old one
    never moves."""
    child = children(authority, 1)[0]
    concern = make.make_concern(child, team_iro, date(2025, 3, 28))
    old, new = (date(2024, 4, 1), date(2025, 3, 31)), (date(2025, 4, 1), date(2026, 3, 31))
    rows = counts.concerns_of(authority)
    assert uses(rows, old) == {"informal": 1, "formal": 0, "total": 1}
    stage_actions.formalise(concern=concern, position=2, skip_reason="Now", by=by, today=date(2025, 4, 2))
    assert uses(rows, old) == {"informal": 1, "formal": 0, "total": 1}
    assert uses(rows, new) == {"informal": 0, "formal": 1, "total": 1}
    assert by_stage(rows) == {"Service Manager": 1}  # the skipped stage was not reached


def test_conversations_are_counted_apart(authority, team_iro) -> None:
    child = children(authority, 1)[0]
    make.make_concern(child, team_iro, date(2025, 5, 6), tell_manager=False)
    year, rows = (date(2025, 4, 1), date(2026, 3, 31)), counts.concerns_of(authority)
    assert counts.talked_in(rows, year).count() == 1
    assert uses(rows, year)["total"] == 0


def test_counts_of_a_manager_are_those_of_the_children_given(authority, by) -> None:
    one, other = children(authority, 2)
    dispute(one, by, date(2026, 1, 5), at=1, closed=date(2026, 1, 20))
    dispute(other, by, date(2026, 1, 5), at=1, closed=date(2026, 1, 20))
    mine = counts.concerns_of(authority, Child.objects.filter(pk=one.pk))
    assert counts.closed_in(mine, (date(2026, 1, 1), date(2026, 1, 31))).count() == 1


def test_a_concern_that_involves_a_closed_child_is_not_counted_for_others(authority, by) -> None:
    """It is closed to whoever does not see that child, so one more than the list would tell of it."""
    one, brother, closed = children(authority, 3)
    Child.objects.filter(pk=closed.pk).update(is_restricted=True)
    dispute(one, by, date(2026, 1, 5), at=1, closed=date(2026, 1, 20), siblings=[brother])
    dispute(one, by, date(2026, 1, 6), at=1, closed=date(2026, 1, 20), siblings=[closed])
    january = (date(2026, 1, 1), date(2026, 1, 31))
    for mine, number in (([one], 1), ([one, closed], 2)):
        found = counts.concerns_of(authority, Child.objects.filter(pk__in=[child.pk for child in mine]))
        assert counts.closed_in(found, january).count() == number
