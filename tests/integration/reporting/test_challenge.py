"""Figures of challenge on records made by hand: by stage, theme and month, in time, what changed; and the
parts of the report drawn from them."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.models import Authority, User
from children.models import Child
from disputes.concern import actions as concerns
from disputes.models import Concern, ConcernStep
from disputes.stages import actions as stage_actions
from reporting.figures import Figures, challenge, follow_up
from reporting.measures.base import Result, Scope, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from tests import factories as make

YEAR = 2026
AS_AT = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


def dispute(
    child: Child,
    iro: User,
    on: date,
    *,
    at: int,
    closed: date | None = None,
    effect: str = "CHANGED",
    themes: tuple[str, ...] = ("PEP",),
) -> Concern:
    """A formal dispute taken up to a stage, and closed there."""
    by = make.iro_actor(iro)
    concern = make.make_dispute(child, iro, on, themes=concerns.Themes(national=themes))
    for position in range(2, at + 1):
        stage_actions.escalate(
            concern=concern, position=position, skip_reason="", by=by, today=on, from_step=None
        )
    if closed:
        text = "The plan was written" if effect == "CHANGED" else ""
        concerns.close(
            concern=concern, ending="RESOLVED", effect=effect, effect_text=text, by=by, today=closed
        )
    return concern


@pytest.fixture
def challenged(authority: Authority, iro: User, qa_manager: User) -> Authority:
    """Two informal alerts, three disputes (two children), one partner asked and one challenged, in
    2025-26."""
    make.make_ladder(authority, "bromley", date(2020, 4, 1), qa_manager)
    one, two = make.make_child(authority), make.make_child(authority)
    make.make_concern(one, iro, date(2025, 5, 6))
    make.make_concern(two, iro, date(2025, 6, 3))
    make.make_concern(two, iro, date(2025, 6, 4), tell_manager=False)
    dispute(one, iro, date(2026, 1, 5), at=1, closed=date(2026, 2, 2))  # the 20th working day
    dispute(
        one, iro, date(2026, 1, 5), at=2, closed=date(2026, 2, 3), effect="NOT_YET", themes=("PEP", "HEALTH")
    )
    dispute(two, iro, date(2026, 3, 30), at=1)
    make.make_external(one, iro, date(2026, 1, 7), is_formal=True)
    make.make_external(one, iro, date(2026, 1, 8))
    return authority


@pytest.mark.parametrize(
    ("code", "numerator", "denominator", "not_known"),
    [
        ("concerns_talked", 1, None, 0),
        ("disputes_informal", 2, None, 0),
        ("disputes_formal", 3, None, 0),
        ("dispute_children", 2, None, 0),
        ("disputes_closed", 2, None, 0),
        ("disputes_in_time", 1, 2, 0),
        ("disputes_days", 41, 2, 0),  # 20 and 21 working days
        ("disputes_changed", 1, 1, 1),  # "nothing yet" is not known
        ("cafcass_referrals", 0, None, 0),
        ("external_liaison", 1, None, 0),
        ("external_formal", 1, None, 0),
    ],
)
def test_each_figure_counts_what_its_definition_says(
    challenged, ask, code: str, numerator: int, denominator: int | None, not_known: int
) -> None:
    result: Result = ask(code, challenged, YEAR, AS_AT)
    assert (result.numerator, result.denominator, result.not_known) == (numerator, denominator, not_known)


def by(authority: Authority, code: str, dimension: str) -> dict[str, int | None]:
    scope = Scope(authority, collection_year(YEAR), as_at=AS_AT)
    return {k: r.numerator for k, r in compute_by(MEASURES[code], scope, dimension).items() if r.numerator}


def test_stage_theme_month_and_partner_are_breakdowns(challenged) -> None:
    assert by(challenged, "disputes_formal", "stage") == {"Deputy Manager": 2, "Group Manager": 1}
    assert by(challenged, "disputes_closed", "stage") == {"Deputy Manager": 1, "Group Manager": 1}
    assert by(challenged, "disputes_formal", "month") == {"2026-01": 2, "2026-03": 1}
    themes = by(challenged, "dispute_themes", "theme")
    assert (themes["Education and PEP"], themes["Health"]) == (5, 1)  # two alerts are about it too
    assert sum(n or 0 for n in by(challenged, "external_formal", "partner").values()) == 1


def test_a_stage_that_waits_is_not_known_until_its_day_has_passed(challenged, ask) -> None:
    steps = ConcernStep.objects.filter(concern__authority=challenged, answered_on=None)
    last_day = steps.get(due_on__gt=date(2026, 4, 2), ended_on=None).due_on
    for day, expected in (
        (last_day - timedelta(days=1), Result(0, 0, 0)),
        (last_day, Result(0, 0, 1)),
        (last_day + timedelta(days=1), Result(0, 1, 0)),
    ):
        assert ask("dispute_answers_in_time", challenged, collection_year(2027), day) == expected


def test_the_part_of_the_report_prints_these_figures_and_adds_up(challenged) -> None:
    made = Figures(challenged, YEAR, as_at=AS_AT)
    part = challenge.challenge(made)
    for table in part.tables:
        table.check()
    assert "challenge_month" not in {t.key for t in part.tables}  # two or three say nothing of a month
    assert [
        made.count(code).value for code in ("disputes_informal", "disputes_formal", "disputes_closed")
    ] == [*(2, 3, 2)]
    assert [t.key for t in challenge.external(made).tables] == [
        "external_liaison_partner",
        "external_formal_partner",
    ]


def test_children_are_said_of_formal_disputes_alone(challenged, iro) -> None:
    """Alerts are about children too, whom this figure does not count."""
    of_both = challenge.challenge(Figures(challenged, YEAR, as_at=AS_AT)).sentences[0]
    assert re.search(r"alerts and .* formal disputes about .* children\.$", of_both)
    make.make_concern(make.make_child(challenged), iro, date(2027, 1, 5))
    alert = challenge.challenge(Figures(challenged, YEAR + 1, as_at=date(2027, 2, 1))).sentences[0]
    assert re.search(r"informal alert and .* formal disputes\.$", alert)


def test_one_closed_dispute_was_and_several_were_closed_in_time(challenged, monkeypatch) -> None:
    made = Figures(challenged, YEAR, as_at=AS_AT)
    get = made.get
    for number, verb in ((2, " were within the council"), (1, " was within the council")):
        monkeypatch.setattr(made, "get", lambda *of, n=number: replace(get(*of), numerator=1, denominator=n))
        assert any(verb in said for said in challenge.challenge(made).sentences)


def test_a_council_without_challenge_says_so_and_prints_no_empty_table(authority) -> None:
    made = Figures(authority, YEAR, as_at=AS_AT)
    for part in (
        challenge.challenge(made),
        challenge.external(made),
        follow_up.midways(made),
        follow_up.monitoring(made),
        follow_up.planning(made),
    ):
        assert part.absent and not part.tables
