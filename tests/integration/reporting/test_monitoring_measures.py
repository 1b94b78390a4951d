"""Forms by month, answers by question, team and month, midway checks: on records made to match, and by hand
at the edges."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Authority, Team, User
from children.models import Child
from reporting.figures.monitoring import by_question, by_question_and_month, by_question_and_team
from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.monitoring import MEASURED, MEASURES, TITLES, question_code
from reporting.measures.registry import MEASURES as BY_CODE
from reporting.periods import Period
from reviews.cycle.replay import replay_children
from reviews.models import Contact, MidwayCheck, MonitoringAnswer, MonitoringForm, Review
from statute.working_days import add_months
from tests import factories as make
from tests import monitoring_factories as paper
from tests.turns import comes_every

pytestmark = comes_every(4)

MONTHS = ("04", "05", "06", "07", "08", "09", "10", "11", "12", "01", "02", "03")
FORMS_2018_19 = (47, 37, 36, 58, 38, 40, 55, 42, 28, 42, 51, 39)
REVIEWS_2018_19 = 525
MIDWAYS_2023_24 = (23, 35, 44, 41, 45, 2, 26, 11, 18, 49, 36, 10)
YEAR_2018 = Period(date(2018, 4, 1), date(2019, 3, 31))
YEAR_2023 = Period(date(2023, 4, 1), date(2024, 3, 31))


def figure(code: str, scope: Scope) -> Result:
    return compute(BY_CODE[code], scope)


def children_of(authority: Authority, count: int) -> list[Child]:
    return Child.objects.bulk_create(
        Child(authority=authority, number=f"7{n:05d}", born_on=date(2010, 1, 1)) for n in range(count)
    )


@pytest.fixture
def year_of_forms(authority: Authority, iro: User, team: Team) -> Scope:
    """525 reviews of 2018-19 and 513 forms in the months in which a council printed them."""
    children = children_of(authority, REVIEWS_2018_19)
    version = paper.make_version(authority)
    forms, reviews = [], []
    days = [
        add_months(date(2018, 4, 1), n) + timedelta(days=i % 28)
        for n, count in enumerate(FORMS_2018_19)
        for i in range(count)
    ]
    days += [date(2018, 6, 15)] * (REVIEWS_2018_19 - len(days))
    for child, day in zip(children, days, strict=True):
        reviews.append(Review(child=child, status="COMPLETED", started_on=day, completed_on=day, held_on=day))
    reviews = Review.objects.bulk_create(reviews)
    for review in reviews[: sum(FORMS_2018_19)]:
        assert review.held_on is not None
        forms.append(
            MonitoringForm(
                review=review,
                child=review.child,
                version=version,
                state="SENT",
                due_on=review.held_on,
                team=team,
                completed_by=iro,
                completed_at=make.at(review.held_on, 16),
                answer_due_on=review.held_on + timedelta(days=7),
            )
        )
    MonitoringForm.objects.bulk_create(forms)
    return Scope(authority, YEAR_2018)


def test_forms_by_month_as_printed(year_of_forms: Scope) -> None:
    """F-099: 513 forms in the year, month by month."""
    months = compute_by(BY_CODE["monitoring_forms"], year_of_forms, "month")
    assert tuple(r.numerator for r in months.values()) == FORMS_2018_19
    assert [key[-2:] for key in months] == list(MONTHS)
    assert figure("monitoring_forms", year_of_forms).numerator == 513


def test_forms_of_reviews_as_recomputed(year_of_forms: Scope) -> None:
    """513 of 525 reviews have their form: 97.7 %. The twelve without are in the list behind it, not left
    out."""
    found = figure("monitoring_after_reviews", year_of_forms)
    assert (found.numerator, found.denominator, found.not_known) == (513, 525, 0)
    assert found.value == Decimal("97.7")


def test_midways_by_month_as_printed(authority: Authority, iro: User, child: Child) -> None:
    """F-221: 340 forms in the year, month by month; the weak month is a figure, and stays what it is."""
    days = [
        add_months(date(2023, 4, 1), n) + timedelta(days=i % 28)
        for n, count in enumerate(MIDWAYS_2023_24)
        for i in range(count)
    ]
    MidwayCheck.objects.bulk_create(
        MidwayCheck(
            child=child,
            opened_on=day - timedelta(days=90),
            target_on=day,
            window_from=day - timedelta(days=21),
            window_to=day + timedelta(days=21),
            state="DONE",
            closed_on=day,
            completed_by=iro,
            completed_at=make.at(day),
            concern="NONE",
            brings_forward=False,
        )
        for day in days
    )
    scope = Scope(authority, YEAR_2023)
    months = compute_by(BY_CODE["midways_done"], scope, "month")
    assert tuple(r.numerator for r in months.values()) == MIDWAYS_2023_24
    assert figure("midways_done", scope).numerator == 340
    assert figure("midways_in_time", scope) == Result(340, 340, 0)


# --- answers


@pytest.fixture
def answered(
    authority: Authority,
    iro: User,
    other_iro: User,
    team: Team,
    other_team: Team,
    child: Child,
    other_child: Child,
) -> Scope:
    """Six forms of two teams in two months: visits yes 3, no 1, not known 1, not applicable 1."""
    rows = [
        (child, date(2026, 1, 12), "YES", "4"),
        (child, date(2026, 1, 20), "YES", "2"),
        (child, date(2026, 2, 10), "NOT_KNOWN", "NOT_KNOWN"),
        (other_child, date(2026, 1, 12), "NO", "3"),
        (other_child, date(2026, 2, 10), "YES", "1"),
        (other_child, date(2026, 2, 24), "NOT_APPLICABLE", "3"),
    ]
    for of, day, visits, grade in rows:
        whose, to = (iro, team) if of == child else (other_iro, other_team)
        form = paper.make_form(make.make_review(of, day), completed_by=whose, completed_on=day, team=to)
        paper.make_answer(form, "visits", visits)
        paper.make_answer(form, "relationship", grade)
    return Scope(authority, Period(date(2026, 1, 1), date(2026, 3, 31)))


def test_answers_leave_not_applicable_out_and_not_known_apart(answered: Scope) -> None:
    assert figure("monitoring_visits", answered) == Result(3, 4, 1)
    assert figure("monitoring_visits", answered).value == Decimal("75.0")
    assert figure("monitoring_relationship", answered) == Result(3, 5, 1)
    assert figure("monitoring_pep", answered) == Result(0, 0, 0)


def test_answers_by_team_and_month_add_up(answered: Scope) -> None:
    teams = compute_by(BY_CODE["monitoring_visits"], answered, "team")
    assert teams == {"North team": Result(2, 2, 1), "South team": Result(1, 2, 0)}
    months = compute_by(BY_CODE["monitoring_visits"], answered, "month")
    assert (months["2026-01"], months["2026-02"], months["2026-03"]) == (
        Result(2, 3, 0),
        Result(1, 1, 1),
        Result(0, 0, 0),
    )


def test_the_figures_by_question_agree_with_the_measures(answered: Scope) -> None:
    for found in by_question(answered):
        assert found.result == figure(question_code(found.key), answered), found.key
    visits = [
        (f.group, f.good, f.known, f.not_known, f.not_applicable)
        for f in by_question_and_team(answered)
        if f.key == "visits"
    ]
    assert visits == [("North team", 2, 2, 1, 0), ("South team", 1, 2, 0, 1)]
    months = [(f.group, f.good, f.known) for f in by_question_and_month(answered) if f.key == "visits"]
    assert months == [("2026-01", 2, 3), ("2026-02", 1, 1)]


def test_the_council_s_own_question_is_counted_in_one_statement(answered: Scope) -> None:
    form = MonitoringForm.objects.order_by("pk").first()
    assert form is not None
    MonitoringAnswer.objects.filter(form=form, question__key="visits").delete()
    with CaptureQueriesContext(connection) as asked:
        found = by_question(answered)
    assert len(asked) == 1
    assert next(f for f in found if f.key == "visits").known == 3


def test_a_question_asked_at_the_second_review_has_that_base(answered: Scope) -> None:
    """F-095: children with a plan at the second review, of those whose second review it was."""
    second, unknown, *_ = MonitoringForm.objects.select_related("review", "child").order_by("pk")
    for form, number in ((second, 2), (unknown, None)):
        held = form.review.held_on
        make.make_cycle(
            form.child,
            held - timedelta(days=90),
            held,
            number=number,
            state="met",
            held_on=held,
            closed_on=held,
            review=form.review,
        )
        paper.make_answer(form, "permanence", "YES")
    assert figure("monitoring_permanence", answered) == Result(1, 1, 0)


def test_a_form_after_a_review_of_a_short_break_is_in_no_base(year_of_forms: Scope) -> None:
    """Reviews held and reviews followed by a form have one base."""
    review = Review.objects.order_by("pk").first()
    assert review is not None
    period = make.make_period(review.child, review.started_on - timedelta(days=30))
    make.make_legal_status(period, "V4")
    replay_children([review.child_id], today=review.started_on)
    assert figure("monitoring_after_reviews", year_of_forms).denominator == REVIEWS_2018_19 - 1
    assert figure("reviews_held", year_of_forms).numerator == REVIEWS_2018_19 - 1


# --- acknowledged


def test_acknowledged_in_time_waits_for_the_limit(
    authority: Authority, child: Child, iro: User, team: Team, team_manager: User, on_day
) -> None:
    day = date(2026, 1, 12)
    first = paper.make_form(make.make_review(child, day), completed_by=iro, completed_on=day, team=team)
    paper.make_form(make.make_review(child, date(2026, 1, 13)), completed_by=iro, completed_on=day, team=team)
    january = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert figure("monitoring_acknowledged", Scope(authority, january, as_at=date(2026, 1, 19))) == Result(
        0, 0, 2
    )
    on_day(date(2026, 1, 19))
    paper.acknowledge(first, team_manager)
    assert figure("monitoring_acknowledged", Scope(authority, january, as_at=date(2026, 1, 19))) == Result(
        1, 1, 1
    )
    assert figure("monitoring_acknowledged", Scope(authority, january)) == Result(1, 2, 0)


def test_acknowledged_late_is_not_in_time(
    authority: Authority, child: Child, iro: User, team: Team, team_manager: User, on_day
) -> None:
    day = date(2026, 1, 12)
    form = paper.make_form(make.make_review(child, day), completed_by=iro, completed_on=day, team=team)
    on_day(date(2026, 1, 20))
    paper.acknowledge(form, team_manager)
    assert figure(
        "monitoring_acknowledged", Scope(authority, Period(date(2026, 1, 1), date(2026, 1, 31)))
    ) == Result(0, 1, 0)


# --- midway checks by what became of them


@pytest.fixture
def checks(authority: Authority, child: Child, iro: User) -> Period:
    middle = date(2026, 4, 13)  # its window closes on 4 May
    paper.make_done_check(child, middle, iro, date(2026, 4, 20))
    paper.make_done_check(child, middle, iro, date(2026, 5, 5))
    paper.make_check(child, middle, state="SUPERSEDED", closed_on=date(2026, 4, 2))
    paper.make_check(child, middle, state="MISSED", closed_on=date(2026, 5, 20))
    paper.make_check(child, middle, state="NOT_REQUIRED", closed_on=date(2026, 4, 2))
    paper.make_check(child, middle)
    return Period(date(2026, 4, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("midways_due", Result(5, None)),
        ("midways_done", Result(2, None)),
        ("midways_in_time", Result(1, 4)),
        ("midways_late", Result(1, None)),
        ("midways_superseded", Result(1, None)),
        ("midways_missed", Result(1, None)),
    ],
)
def test_what_became_of_checks(authority: Authority, checks: Period, code: str, expected: Result) -> None:
    assert figure(code, Scope(authority, checks)) == expected


def test_an_open_window_is_not_known_yet(authority: Authority, checks: Period) -> None:
    assert figure("midways_in_time", Scope(authority, checks, as_at=date(2026, 5, 4))).not_known == 1
    assert figure("midways_in_time", Scope(authority, checks, as_at=date(2026, 5, 5))).not_known == 0


def test_praise_and_contact_are_counted_apart(
    authority: Authority, child: Child, iro: User, team: Team
) -> None:
    paper.make_praise(child, iro, team)
    paper.make_praise(child, iro, team, kind="COMPLIMENT", from_whom="The carer")
    paper.make_praise(child, iro, team, happened_on=date(2025, 1, 12))
    scope = Scope(authority, Period(date(2026, 1, 1), date(2026, 1, 31)))
    assert (figure("good_practice", scope).numerator, figure("compliments", scope).numerator) == (1, 1)
    assert compute_by(BY_CODE["good_practice"], scope, "team") == {"North team": Result(1, None)}


def test_contacts_are_counted_by_how_they_were_made(authority: Authority, child: Child, iro: User) -> None:
    rows = [("VISIT", "MADE"), ("VISIT", "MADE"), ("PHONE", "MADE"), ("VISIT", "TRIED")]
    for way, state in rows:
        Contact.objects.create(
            child=child,
            way=way,
            state=state,
            happened_on=date(2026, 1, 12),
            note="At home",
            recorded_by=iro,
            recorded_at=make.now(),
        )
    scope = Scope(authority, Period(date(2026, 1, 1), date(2026, 1, 31)))
    by_way = compute_by(BY_CODE["contacts_made"], scope, "contact")
    assert {way: r.numerator for way, r in by_way.items() if r.numerator} == {"A visit": 2, "A phone call": 1}
    assert figure("contacts_tried", scope).numerator == 1


# --- all of them


@pytest.mark.parametrize("code", [m.code for m in MEASURES])
def test_breakdowns_add_up_and_take_one_statement(answered: Scope, code: str) -> None:
    measure = BY_CODE[code]
    answered.recorded.day(measure.record)
    with CaptureQueriesContext(connection) as asked:
        whole = compute(measure, answered)
    assert len(asked) <= 1  # none where the council has not kept such records
    for dimension in measure.dimensions:
        parts = compute_by(measure, answered, dimension).values()
        assert sum(p.numerator or 0 for p in parts) == (whole.numerator or 0), dimension
        assert sum(p.not_known for p in parts) == whole.not_known, dimension


def test_every_counted_question_has_a_measure_of_its_own() -> None:
    assert {question_code(q.key) for q in MEASURED} <= set(BY_CODE)
    assert len({m.code for m in MEASURES}) == len(MEASURES)
    assert set(TITLES) == {q.key for q in MEASURED}


def test_another_council_s_figures_hold_nothing_of_this_one(
    answered: Scope, other_authority: Authority
) -> None:
    elsewhere = Scope(other_authority, answered.period)
    assert figure("monitoring_forms", elsewhere) == Result(None, None, 0)
    assert by_question(elsewhere) == []


def test_a_manager_s_figures_are_those_of_their_teams(answered: Scope, child: Child) -> None:
    mine = Scope(answered.authority, answered.period, children=Child.objects.filter(pk=child.pk))
    assert figure("monitoring_forms", mine).numerator == 3
    assert figure("monitoring_visits", mine) == Result(2, 2, 1)
