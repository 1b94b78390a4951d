"""The demo council on whatever day it is made: big enough, sound, and with something to do for everybody."""

import os
from calendar import THURSDAY
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.db.models import F, Model
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import Authority, User
from children.imports.actions import run_return
from children.imports.values import year_bounds
from children.models import (
    AdoptionDecision,
    AdoptionMatch,
    CareLeaverContact,
    Child,
    Episode,
    HealthYear,
    LegalStatus,
    MissingEpisode,
    PeriodOfCare,
    Placement,
    PreviousPermanence,
    UascStatus,
)
from demo.council import SEED, make_demo
from demo.people import COUNCIL, PEOPLE, SECOND, SECOND_PEOPLE
from demo.sample_return import sample_return, write_return
from reporting.comparators.beside import beside
from reporting.council.actions import targets_on
from reporting.edition import pdf
from reporting.edition.actions import build
from reporting.edition.document import Document
from reporting.edition.printing import printed
from reporting.measures.registry import MEASURES
from reporting.models import Priority
from reporting.report import quarterly, writing_actions
from reporting.returns.exports import export_return
from reviews.cycle.replay import ensure_replayed
from reviews.models import (
    BookingMove,
    Decision,
    DecisionAnswer,
    Invitation,
    MidwayCheck,
    MidwayUpdate,
    OwnAnswer,
    Review,
    ReviewCycle,
    ReviewSection,
)
from tests import database
from tests import factories as make
from tests.factories import at
from tests.integration.reporting.report.test_report_document import assert_pages_are_filled
from tests.locks import stand_as_committed
from tests.turns import has_days

pytestmark = [pytest.mark.slow, has_days(THURSDAY)]

DAYS = {
    "leap day": date(2028, 2, 29),
    "first day of the year of returns": date(2026, 4, 1),
    "last day of the year of returns": date(2027, 3, 31),
    "Saturday": date(2026, 11, 28),
    "Christmas Day": date(2026, 12, 25),
}


THE_DEMO = "the demo of today"
"""What the journeys use is looked at by every push; councils made on other days are left to the night."""


OLD_ENOUGH = [f"PN{n}" for n in range(1, 8)]
BY_AN_ADVOCATE = {"PN2", "PN5"}


def _on(name: str) -> Any:
    return pytest.param(name, id=name, marks=[] if name == THE_DEMO else [pytest.mark.nightly])


@pytest.fixture(scope="module", params=[_on(name) for name in (THE_DEMO, *DAYS)])
def today(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[date]:
    """The day on which the demo is made; both councils stand in the database for the tests of this day."""
    standing = _made_today if request.param == THE_DEMO else _made_on
    with django_db_blocker.unblock(), standing(request.param) as day:
        yield day


@contextmanager
def _made_today(name: str) -> Iterator[date]:
    """The demo that was made in this run, in a database that is connected instead of the one of the tests."""
    with database.connected_to_demo(f"council_{os.getpid()}"), transaction.atomic():
        with time_machine.travel(datetime.now(UTC), tick=False):
            yield clock.today()
        transaction.set_rollback(True)


@contextmanager
def _made_on(name: str) -> Iterator[date]:
    with transaction.atomic(), _council_of(DAYS[name]):
        yield DAYS[name]
        transaction.set_rollback(True)


@contextmanager
def _council_of(day: date) -> Iterator[None]:
    """The demo made on that day, in the transaction that is open."""
    with time_machine.travel(at(day, 10), tick=False):
        database.need_bank_holidays()
        make_demo(today=day)
        stand_as_committed()
        yield


@pytest.fixture
def council(today: date, db: None) -> Authority:
    return Authority.objects.get(code=COUNCIL)


def test_it_is_the_size_of_a_small_county(council: Authority, today: date) -> None:
    in_care = Child.objects.filter(authority=council, periods__ended_on=None, periods__isnull=False)
    assert 165 <= in_care.count() <= 180
    breaks = LegalStatus.objects.filter(child__authority=council, code__in=["V3", "V4"], ended_on=None)
    assert breaks.count() >= 2
    reviews = Review.objects.filter(child__authority=council, status="COMPLETED")
    first = reviews.earliest("held_on").held_on
    assert first is not None and today - first > timedelta(days=2.5 * 365)
    assert 300 < reviews.filter(held_on__gt=today - timedelta(days=365)).count() < 600
    assert not reviews.filter(held_on__gte=today).exists()


def test_reviews_are_mostly_in_time_and_some_are_overdue(council: Authority) -> None:
    states = list(ReviewCycle.objects.filter(authority=council).values_list("state", flat=True))
    met, late = states.count("met"), states.count("late")
    assert 0.88 < met / (met + late) < 0.99
    assert 5 <= states.count("overdue") <= 40
    assert {"open", "void", "not_known"} <= set(states)


def test_stored_clock_is_what_the_replay_says(council: Authority, today: date) -> None:
    """The generator does not write turns of its own: a replay of everything moves nothing."""
    before = list(ReviewCycle.objects.filter(authority=council).order_by("pk").values())
    council.clock_run.delete()
    ensure_replayed(council, today)
    assert list(ReviewCycle.objects.filter(authority=council).order_by("pk").values()) == before


def test_decisions_are_there_in_every_state(council: Authority, today: date) -> None:
    answers = DecisionAnswer.objects.filter(decision__child__authority=council)
    assert set(answers.values_list("state", flat=True)) == {
        "WAITING",
        "AGREED",
        "QUERIED",
        "OBJECTED",
        "LAPSED",
    }
    assert answers.filter(state="QUERIED", response="").exists() and answers.exclude(response="").exists()
    decisions = Decision.objects.filter(child__authority=council)
    assert set(decisions.values_list("progress", flat=True)) == {
        "NOT_STARTED",
        "IN_PROGRESS",
        "DONE",
        "SUPERSEDED",
    }
    reviews = Review.objects.filter(child__authority=council)
    assert set(reviews.values_list("status", flat=True)) >= {
        "BOOKED",
        "STARTED",
        "ADJOURNED",
        "COMPLETED",
        "CANCELLED",
    }
    cancelled = reviews.filter(status="CANCELLED")
    assert len(set(cancelled.values_list("cancelled_as", flat=True))) > 1
    moves = BookingMove.objects.filter(review__child__authority=council)
    assert moves.filter(was_for__lt=today).exists() and moves.filter(was_for__gt=today).exists()


def test_midway_checks_are_there_in_every_state(council: Authority, today: date) -> None:
    states = set(MidwayCheck.objects.filter(child__authority=council).values_list("state", flat=True))
    assert states >= {"OPEN", "DONE", "SUPERSEDED", "MISSED"}
    asked = MidwayUpdate.objects.filter(worker__user__email="social.worker.demo@example.org")
    assert asked.filter(state="WAITING", due_on__lt=today).exists()


def test_own_questions_and_invitations_of_reviews_held_have_figures(council: Authority) -> None:
    """Some answers of each kind, and reviews held without one; invitations in time, late and answered."""
    held = Review.objects.filter(child__authority=council, status="COMPLETED")
    answers = OwnAnswer.objects.filter(review__in=held)
    assert {"yes", "no", "", "Begun"} <= set(answers.values_list("answer", flat=True))
    assert held.exclude(pk__in=answers.values("review")).exists()
    invited = Invitation.objects.filter(review__in=held, sent_on__isnull=False)
    for which in ({"sent_on__lte": F("due_on")}, {"sent_on__gt": F("due_on")}, {"replied_on__isnull": False}):
        assert invited.filter(**which).exists(), which


def test_the_report_has_priorities_to_answer_and_somebody_to_stand_beside(
    council: Authority, today: date
) -> None:
    year = today.year if today >= date(today.year, 4, 1) else today.year - 1
    open_ones = Priority.objects.filter(authority=council, year=year, status="not_reported")
    assert open_ones.count() == 3 and all(p.measure in MEASURES for p in open_ones)
    rows = beside(council, MEASURES["placed_over_20_miles"], year)
    assert [(r.who, r.year) for r in rows] == [("England", "2024-25")]
    assert targets_on(council, today) and len(beside(council, MEASURES["timeliness_reviews_held"], year)) == 2


def test_no_decision_speaks_of_an_age_the_child_has_not(council: Authority) -> None:
    adults = Decision.objects.filter(child__authority=council, outcome__contains="after 18").select_related(
        "child", "made_at"
    )
    assert adults.exists()
    for decision in adults:
        held = decision.made_at.held_on
        assert held is not None and (held - decision.child.born_on).days > 15 * 365


def test_an_advocate_is_in_every_place_of_a_record_or_in_none(council: Authority) -> None:
    """The code of the return, who came, how the IRO heard the child, and whether there is an advocate."""
    records = Review.objects.filter(child__authority=council, sections__key="wishes").distinct()
    old_enough = records.filter(participation_code__in=OLD_ENOUGH).prefetch_related("sections", "attendances")
    heard = 0
    for review in old_enough:
        said = {section.key: section.data for section in review.sections.all() if section.is_complete}
        if "wishes" not in said or "attendance" not in said:
            continue
        spoke = review.participation_code in BY_AN_ADVOCATE
        heard += spoke
        assert (said["wishes"]["how_given"] == "advocate") is spoke
        assert any(person.role == "ADVOCATE" for person in review.attendances.all()) is spoke
        assert not spoke or said["support"]["advocate"] == "has"
    assert heard


def test_every_text_is_filled_in(council: Authority) -> None:
    sections = ReviewSection.objects.filter(review__child__authority=council)
    words = [str(value) for data in sections.values_list("data", flat=True) for value in data.values()]
    words += [
        w
        for d in Decision.objects.filter(child__authority=council)
        for w in (d.outcome, d.action, d.how_known)
    ]
    assert len(words) > 3000
    assert not [w for w in words if "{" in w and "}" in w and ("{name}" in w or "{like}" in w)]


@pytest.mark.parametrize("email", [p.email for p in (*PEOPLE, *SECOND_PEOPLE)])
def test_something_waits_for_everybody(
    email: str, council: Authority, client_for: Callable[..., Client]
) -> None:
    """Each person's home page shows figures that are not nought, and each list that a figure opens
    answers."""
    client = client_for(User.objects.get(email=email))
    response = client.get(reverse("home"))
    assert response.status_code == 200
    assert not response.context["nothing_waits"]
    cards = response.context["cards"]
    assert any(card["figure"] not in (0, "–") for card in cards)
    for card in cards:
        assert client.get(card["href"]).status_code == 200, card["label"]


def test_something_is_overdue_for_those_who_can_do_something_about_it(
    council: Authority, client_for: Callable[..., Client]
) -> None:
    for email in (
        "iro.demo",
        "iro.both.demo",
        "team.manager.demo",
        "qa.demo",
        "support.demo",
        "social.worker.demo",
    ):
        response = client_for(User.objects.get(email=f"{email}@example.org")).get(reverse("home"))
        assert any(card["alert"] for card in response.context["cards"]), email


def test_the_other_council_is_apart(council: Authority, client_for: Callable[..., Client]) -> None:
    qa = User.objects.get(email="qa.westerby.demo@example.org")
    seen = client_for(qa).get(reverse("children:list")).content.decode()
    ours = Child.objects.filter(authority__code=SECOND)
    assert ours.count() >= 12
    assert not [
        n for n in Child.objects.filter(authority=council).values_list("number", flat=True) if n in seen
    ]


def test_the_return_brings_new_corrected_unchanged_and_refused_rows(
    council: Authority, today: date, tmp_path: Any
) -> None:
    folder = write_return(council, tmp_path)
    year = int(folder.name)
    assert date(year, 3, 31) <= today
    files = {p.name: p.read_bytes() for p in folder.iterdir()}
    assert len(files) >= 5

    outcome, _ = run_return(authority=council, files=files, year=None, by=None, today=today)
    assert outcome.year == year
    counts = outcome.counts
    assert counts["new"] >= 6 and 2 <= counts["changed"] <= 6 and counts["unchanged"] > 100
    assert {"166", "DUP"} <= {d.rule for d in outcome.defects}
    assert {"166", "167", "DUP", "392c"} <= {d.rule for d in outcome.said}, (
        "a wrong cell costs that cell alone"
    )
    assert 2 <= counts["rejected"] <= 20
    new = Child.objects.get(authority=council, number="499001")
    assert new.review_cycles.filter(state="met").exists()

    again, _ = run_return(authority=council, files=files, year=None, by=None, today=today)
    assert (again.counts["new"], again.counts["changed"]) == (0, 0)


TOLD: dict[type[Model], tuple[str, ...]] = {
    Child: ("number", "sex", "born_on", "ethnicity"),
    PeriodOfCare: ("child__number", "started_on"),
    Episode: (
        "child__number",
        "started_on",
        "reason_new",
        "legal_status",
        "category_of_need",
        "placement_type",
        "provider",
    ),
    LegalStatus: ("child__number", "started_on", "code"),
    Placement: ("child__number", "started_on", "placement_type", "provider"),
    Review: ("child__number", "held_on", "participation_code"),
    MissingEpisode: ("child__number", "kind", "started_on"),
    HealthYear: ("child__number", "year", "sdq_score", "sdq_reason", "immunisations", "teeth_check"),
    CareLeaverContact: ("child__number", "year", "in_touch", "activity", "accommodation"),
    UascStatus: ("child__number",),
    PreviousPermanence: ("child__number", "code"),
    AdoptionDecision: ("child__number", "decided_on"),
    AdoptionMatch: ("child__number", "decided_on", "matched_on", "number_of_adopters"),
}
"""What the returns of the demo tell by table, without what became known after their last day."""


def told(council: Authority, since: date) -> dict[str, list[str]]:
    """What returns told, by table and without keys. What began before the first return is left out: that
    tells only how things stood when its year began.
    """
    found = {}
    for model, fields in TOLD.items():
        of = {"authority": council} if model is Child else {"child__authority": council}
        rows = model._default_manager.filter(**of, source__isnull=False)
        if "started_on" in fields:
            rows = rows.filter(started_on__gte=since)
        found[model.__name__] = sorted(map(str, rows.values_list(*fields)))
    return found


def test_a_council_that_imports_the_returns_of_the_demo_holds_the_same(
    council: Authority, today: date
) -> None:
    """The demo writes its lives straight into the tables, for speed: of what a return tells it holds nothing
    there that an import of its returns would not bring.
    """
    other = make.make_authority()
    years = list(council.return_years.order_by("year").values_list("year", flat=True))
    for year in years:
        files = export_return(council, year)
        outcome, _ = run_return(authority=other, files=files, year=year, by=None, today=today)
        assert outcome.defects == [] and outcome.counts["rejected"] == 0
    since = year_bounds(years[0])[0]
    assert told(other, since) == told(council, since)


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_no_page_of_its_report_ends_far_above_its_foot(council: Authority, today: date, edition: str) -> None:
    """The report that a visitor makes first, on whatever day."""
    assert 16 <= filled_pages(report_of(council, over(today), today), edition) <= 22


def test_no_page_of_a_year_that_runs_ends_far_above_its_foot(council: Authority, today: date) -> None:
    """Its words are longer: they say until when, and since when something is recorded."""
    document = report_of(council, over(today) + 1, today)
    assert all(filled_pages(document, edition) > 4 for edition in ("internal", "public"))


def test_no_page_of_a_quarter_ends_far_above_its_foot(council: Authority, today: date) -> None:
    """Its first section begins below the contents, its definitions below the last."""
    for year, number in quarterly.begun(today)[1:3]:
        document = quarterly.compose(council, year, number, on=today, for_readers=False)
        assert all(filled_pages(document, edition) <= 7 for edition in quarterly.EDITIONS)


def over(today: date) -> int:
    """The last year of returns that is over."""
    return today.year - (today < today.replace(month=4, day=1))


def report_of(council: Authority, year: int, today: date) -> Document:
    return build(writing_actions.begin(authority=council, year=year, by=None), today=today)


def filled_pages(document: Document, edition: str) -> int:
    """How many pages there are; none is left too empty."""
    content = printed(document, edition)
    pages = pdf.laid_out(content).pages
    assert_pages_are_filled(content, pages)
    return len(pages)


@pytest.mark.nightly  # a whole council is made
@pytest.mark.parametrize("edition", ["internal", "public"])
@pytest.mark.parametrize(
    ("day", "in_care"),
    [(date(2026, 5, 13), 40), (date(2026, 9, 30), 100), (date(2027, 8, 31), 170), (date(2028, 12, 1), 400)],
)
def test_no_page_of_a_council_of_another_size_does(
    db: None, monkeypatch: pytest.MonkeyPatch, day: date, in_care: int, edition: str
) -> None:
    monkeypatch.setattr("demo.council.IN_CARE", in_care)
    monkeypatch.setattr("demo.council.LEAVERS", in_care)
    with transaction.atomic(), _council_of(day):
        council = Authority.objects.get(code=COUNCIL)
        assert 16 <= filled_pages(report_of(council, over(day), day), edition) <= 22
        assert filled_pages(report_of(council, over(day) + 1, day), edition) > 4
        transaction.set_rollback(True)


@pytest.mark.nightly
def test_same_seed_and_day_make_the_same_council(council: Authority, today: date) -> None:
    """Made anew beside the first in a transaction that is taken back."""
    if today != DAYS["Saturday"]:
        pytest.skip("one day says it for all")
    first = picture()
    with transaction.atomic():
        Authority.objects.filter(code=COUNCIL).update(code="first")
        Authority.objects.filter(code=SECOND).update(code="second")
        for user in User.objects.all():
            User.objects.filter(pk=user.pk).update(email=f"first.{user.email}")
        make_demo(today=today, seed=SEED)
        assert picture() == first
        transaction.set_rollback(True)


def picture() -> list[tuple[Any, ...]]:
    """Everything that is told of the council, without keys."""
    council = Authority.objects.get(code=COUNCIL)
    children = Child.objects.filter(authority=council).order_by("number")
    decisions = Decision.objects.filter(child__authority=council).order_by("pk")
    return [
        *children.values_list("number", "forename", "surname", "born_on", "is_restricted"),
        *ReviewCycle.objects.filter(authority=council)
        .order_by("child__number", "sequence")
        .values_list("opened_on", "due_on", "state"),
        *decisions.values_list("child__number", "action", "due_on", "progress"),
        *sample_return(council, max(council.return_years.values_list("year", flat=True))).items(),
    ]
