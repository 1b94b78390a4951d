"""The report of a quarter: its figures are those of the measures, kept with the document; who makes and opens
it; one document a job."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import Authority, Job, Team, User
from children.models import Child
from disputes.concern import actions as concerns
from disputes.models.concern import Effect, Ending
from reporting.edition.printing import printed
from reporting.edition.readers import StillRuns
from reporting.edition.soundness import NotSound
from reporting.measures.base import Scope, compute
from reporting.measures.groups import Group, national
from reporting.measures.registry import MEASURES
from reporting.models import Grouping, QuarterlyDocument, QuarterWords
from reporting.periods import parse_quarter, quarter, quarter_label, quarter_named
from reporting.report import quarterly, quarterly_actions
from reviews.models import MidwayCheck
from tests import factories as make

pytestmark = pytest.mark.django_db
RAISED, TODAY = date(2026, 1, 5), date(2026, 2, 27)
Q4 = quarter(2026, 4)
WEEKS = timedelta(weeks=3)


@pytest.fixture
def challenged(
    authority: Authority, child: Child, iro: User, team: Team, on_day: Callable[..., date]
) -> Authority:
    """A dispute closed in the quarter, a concern before it, a partner asked, and two midway checks in it and
    one before, all three still open; checks have been kept since April."""
    make.make_recorded_since(authority, "midway_checks", date(2025, 4, 1), iro)
    make.make_line(team, make.make_user(authority, Role.HEAD_OF_SERVICE), Role.HEAD_OF_SERVICE)
    on_day(date(2025, 12, 1))
    make.make_concern(child, iro, date(2025, 12, 1))
    on_day(RAISED)
    dispute = make.make_dispute(child, iro, RAISED)
    make.make_external(child, iro, RAISED)
    on_day(date(2026, 1, 12))
    concerns.close(
        concern=dispute,
        ending=Ending.RESOLVED,
        effect=Effect.NOT_YET,
        effect_text="",
        by=make.iro_actor(iro),
        today=date(2026, 1, 12),
    )
    MidwayCheck.objects.bulk_create(
        MidwayCheck(
            child=child,
            opened_on=day - WEEKS,
            target_on=day,
            window_from=day - WEEKS,
            window_to=day + WEEKS,
            state="OPEN",
        )
        for day in (date(2025, 12, 10), date(2026, 1, 10), date(2026, 2, 10))
    )
    on_day(TODAY)
    return authority


def generate(of: Authority, **over: Any) -> QuarterlyDocument:
    return quarterly_actions.generate_quarterly(
        **{"authority": of, "year": 2026, "quarter": 4, "by": None, "today": TODAY, **over}
    )


def test_its_figures_are_those_of_the_measures(challenged: Authority) -> None:
    frozen = quarterly.compose(challenged, 2026, 4, on=TODAY)
    scope = Scope(challenged, type(Q4)(Q4.start, TODAY), as_at=TODAY)
    for code in ("midways_due", "disputes_formal", "disputes_closed", "external_liaison"):
        ref = next(r for r in frozen.figures if r.startswith(f"{code}|2026-01-01") and r.endswith("|count"))
        assert frozen.figures[ref].value == compute(MEASURES[code], scope).numerator
    values = {
        r.split("|")[0]: f.value
        for r, f in frozen.figures.items()
        if r.endswith("|count") and "2026-01-01.." in r
    }
    assert (values["midways_due"], values["disputes_formal"], values["external_liaison"]) == (2, 1, 1)
    keys = [s.key for s in frozen.sections]
    assert keys == ["midway", "monitoring", "disputes", "external", "timeliness", "definitions"]
    tables = {t.key for s in frozen.sections for t in s.tables}
    assert {
        "midways_month",
        "midways_team",
        "challenge_month",
        "dispute_stage_days",
        "disputes_closed_effect",
    } <= tables


def test_a_quarter_that_is_over_bears_its_name(challenged: Authority) -> None:
    frozen = quarterly.compose(challenged, 2026, 3, on=TODAY)
    assert frozen.figures["midways_due|2025-26-Q3|count"].value == 1
    assert (frozen.head.year_label, frozen.head.is_over) == ("2025-26 Q3", True)


def test_a_quarter_of_timeliness_alone_is_not_named_after_what_it_lacks_and_follows_its_contents(
    authority: Authority,
) -> None:
    frozen = quarterly.compose(authority, 2026, 4, on=TODAY)
    assert frozen.head.title == "Quarterly report of the IRO service, 2025-26 Q4"
    content = printed(frozen, "internal")
    page = render_to_string("reporting/report_pdf.html", {"report": content, "colour": "#1d70b8"})
    assert content.is_short and [*re.findall(r'<section class="([^"]+)', page)][1:] == [
        s.key for s in content.sections
    ]


def test_the_public_edition_prints_what_the_service_did_and_hides_what_it_was_about(
    challenged: Authority,
) -> None:
    document = quarterly.compose(challenged, 2026, 4, on=TODAY)

    def total(key: str, edition: str) -> str:
        return next(t for t in printed(document, edition).tables if t.key == key).total[1]

    assert (total("midways_month", "internal"), total("midways_month", "public")) == ("2", "2")
    themes = [t for t in printed(document, "public").tables if t.key == "dispute_themes_theme"]
    assert not themes, "the one theme there is would be that of the one dispute"


def test_the_document_knows_the_groups_that_the_council_made(authority: Authority, qa_manager: User) -> None:
    Grouping.objects.create(
        authority=authority,
        kind="reason",
        starts_on=date(2025, 7, 1),
        groups=[{"label": "A new family", "codes": ["E11", "E12"]}],
        created_by=qa_manager,
    )
    groupings = quarterly.compose(authority, 2026, 4, on=TODAY).groupings
    assert groupings.on("reason", date(2026, 3, 31)) == (Group("A new family", ("E11", "E12")),)
    assert groupings.on("reason", date(2025, 6, 30)) == national("reason")


def test_a_council_may_hide_what_the_service_did_as_well(challenged: Authority) -> None:
    document = quarterly.compose(challenged, 2026, 4, on=TODAY)
    strict = replace(document, disclosure=replace(document.disclosure, hides_service_acts=True))

    def due(edition: str) -> list[str]:
        return [t.total[1] for t in printed(strict, edition).tables if t.key == "midways_month"]

    assert (due("internal"), due("public")) == (["2"], [])  # nothing would be left to draw


@pytest.mark.slow
def test_one_document_a_job_that_never_changes(challenged: Authority, qa_manager: User) -> None:
    job = quarterly_actions.ask_for_quarterly(
        authority=challenged, year=2026, quarter=4, by=qa_manager, today=TODAY
    )
    again = quarterly_actions.ask_for_quarterly(
        authority=challenged, year=2026, quarter=4, by=qa_manager, today=TODAY
    )
    assert again == job and Job.objects.filter(kind="quarterly_report.generate").count() == 1
    document = generate(challenged, job=job)
    assert generate(challenged, job=job) == document and document.number == 1
    assert bytes(document.content).startswith(b"%PDF-") and len(document.sha256) == 64
    assert not document.is_whole
    after = generate(challenged, edition="public", today=Q4.end + timedelta(days=1))
    assert after.number == 2 and after.is_whole
    for change in (lambda: QuarterlyDocument.objects.update(pages=1), document.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("over", "name"),
    [
        ({"quarter": 5}, "quarterly_document_quarter"),
        ({"pages": 0}, "quarterly_document_has_pages"),
        ({"edition": "children", "is_whole": True}, "quarterly_document_edition"),
        ({"edition": "public"}, "quarterly_document_for_readers_is_whole"),
        ({"number": 1}, "quarterly_document_number_once"),
    ],
)
def test_what_must_never_be_is_refused_by_the_database(
    authority: Authority, over: dict[str, Any], name: str
) -> None:
    given = {
        "authority": authority,
        "year": 2026,
        "quarter": 1,
        "figures": {},
        "printed": {},
        "figures_at": make.now(),
        "content": b"%PDF-",
        "pages": 1,
        "sha256": "0" * 64,
    }
    QuarterlyDocument.objects.create(**given, number=1)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        QuarterlyDocument.objects.create(**(given | {"number": 2} | over))


def test_a_quarter_to_come_is_refused(authority: Authority, qa_manager: User) -> None:
    with pytest.raises(quarterly.NotBegun, match="has not begun"):
        quarterly_actions.ask_for_quarterly(
            authority=authority, year=2027, quarter=1, by=qa_manager, today=TODAY
        )


@pytest.mark.parametrize("day", [TODAY, Q4.end])
def test_readers_get_nothing_of_a_quarter_that_is_not_over(
    challenged: Authority,
    qa_manager: User,
    client_for: Any,
    on_day: Callable[..., date],
    tmp_path: Path,
    day: date,
) -> None:
    """One of today and one of tomorrow would differ by one child."""
    on_day(day)
    asked = {"authority": challenged, "year": 2026, "quarter": 4, "edition": "public", "today": day}
    for act in (quarterly_actions.generate_quarterly, quarterly_actions.ask_for_quarterly):
        with pytest.raises(StillRuns, match="can be made from 1 April 2026"):
            act(**asked, by=qa_manager)
    words = ["--quarter", "2025-26-Q4", "--edition", "public", "--output", str(tmp_path / "r.pdf")]
    with pytest.raises(CommandError, match="Q4 is not over") as refused:
        call_command("quarterly_report", "--authority", challenged.code, *words)
    assert refused.value.returncode == 2 and not list(tmp_path.iterdir())
    client, page = client_for(qa_manager), reverse("reporting:quarters")
    made = reverse("reporting:make_quarterly", args=["2025-26-Q4"])
    answer = client.post(made, {"edition": "public"}, follow=True)
    assert "Its public edition can be made from 1 April 2026" in answer.content.decode()
    running, over = client.get(page).context["rows"][:2]
    assert (running.editions, over.editions) == (("internal",), ("internal", "public"))
    assert "of quarters that are over" in client.get(page).content.decode()
    assert not Job.objects.filter(kind="quarterly_report.generate") and not QuarterlyDocument.objects.exists()


def test_the_page_lists_quarters_for_the_author_alone(
    authority: Authority, qa_manager: User, director: User, client_for: Any, on_day: Callable[..., date]
) -> None:
    on_day(TODAY)
    page = client_for(qa_manager).get(reverse("reporting:quarters"))
    assert [r.label for r in page.context["rows"]][:2] == ["2025-26 Q4", "2025-26 Q3"]
    assert client_for(director).get(reverse("reporting:quarters")).context["rows"] == []


def test_the_page_costs_the_same_for_one_document_and_for_many(
    authority: Authority, qa_manager: User, client_for: Any, on_day: Callable[..., date]
) -> None:
    on_day(TODAY)
    client = client_for(qa_manager)

    def make_documents(numbers: range) -> None:
        for number in numbers:
            QuarterlyDocument.objects.create(
                authority=authority,
                year=2026,
                quarter=1 + number % 4,
                number=number,
                figures={},
                printed={},
                figures_at=make.now(),
                content=b"%PDF-",
                pages=1,
                sha256="0" * 64,
                created_by=qa_manager,
            )

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("reporting:quarters")).status_code == 200
        return len(captured)

    make_documents(range(1, 2))
    statements()
    one = statements()
    make_documents(range(2, 12))
    assert statements() == one <= 8


def test_the_command_says_in_one_line_what_cannot_be(authority: Authority) -> None:
    with pytest.raises(CommandError, match="Write 2025-26-Q3"):
        call_command("quarterly_report", authority=authority.code, quarter="2025-26", output="x.pdf")


@pytest.mark.parametrize(
    ("words", "named"), [("2025-26-Q3", (2026, 3)), ("2025/26 q1", (2026, 1)), ("2026-Q4", (2026, 4))]
)
def test_quarters_are_named_and_read(words: str, named: tuple[int, int]) -> None:
    assert parse_quarter(words) == named == quarter_named(quarter(*named).start)
    assert quarter(*named).label == quarter_label(*named)


def test_what_was_written_for_the_quarter_is_printed_with_who_receives_it(
    challenged: Authority, qa_manager: User, client_for: Any
) -> None:
    with time_machine.travel(make.at(TODAY), tick=False):
        client, address = client_for(qa_manager), reverse("reporting:quarter_words", args=["2025-26-Q4"])
        said = {"words": "Plans drift in court.", "recipients": "Senior management team\nCorporate parents"}
        assert client.post(address, said).status_code == 302
        assert "Plans drift in court." in client.get(address).content.decode()
        assert "Corporate parents" in client.get(address.replace("Q4", "Q3")).content.decode()
        assert client.get(address.replace("2025-26", "2027-28")).status_code == 404
    document = quarterly.compose(challenged, 2026, 4, on=TODAY)
    first, last = document.sections[0], document.sections[-1]
    assert "Plans drift in court." in str(list(first.narrative.lines()))
    assert [row[0] for row in last.tables[0].rows] == ["Senior management team", "Corporate parents"]
    assert "In this quarter" in str(generate(challenged).printed["sections"][0])


def test_words_that_name_a_child_are_refused(
    challenged: Authority, qa_manager: User, client_for: Any
) -> None:
    make.make_child_in_care(challenged, forename="Wilhelmina", surname="Oakenshaw")
    with time_machine.travel(make.at(TODAY), tick=False):
        address = reverse("reporting:quarter_words", args=["2025-26-Q4"])
        answer = client_for(qa_manager).post(
            address, {"words": "Wilhelmina Oakenshaw moved.", "recipients": ""}
        )
    assert answer.status_code == 422 and "Oakenshaw" in answer.content.decode()


def test_a_number_typed_in_the_words_stops_what_the_public_gets(
    challenged: Authority, qa_manager: User
) -> None:
    QuarterWords.objects.create(
        authority=challenged,
        year=2026,
        quarter=4,
        words="Only 3 children were adopted.",
        written_by=qa_manager,
        written_at=make.now(),
    )
    with pytest.raises(NotSound, match="“3”"):
        quarterly.compose(challenged, 2026, 4, on=TODAY)
    assert quarterly.compose(challenged, 2026, 4, on=TODAY, for_readers=False).sections


def test_a_quarter_has_words_once_and_is_one_of_four(challenged: Authority, qa_manager: User) -> None:
    facts = {"authority": challenged, "year": 2026, "written_by": qa_manager, "written_at": make.now()}
    QuarterWords.objects.create(quarter=1, **facts)
    for number, name in ((1, "quarter_words_once"), (5, "quarter_words_quarter")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            QuarterWords.objects.create(quarter=number, **facts)
