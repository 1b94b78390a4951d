"""Files that the commands write are with readers as soon as they are made: what they hide, no later document
tells (AR-2)."""

from calendar import SATURDAY
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import Authority, User
from reporting.council import actions as act
from reporting.edition.actions import build
from reporting.edition.disclosure import hidden_in, is_service_act
from reporting.edition.evidence import (
    edition_of,
    evidence,
    evidence_of,
    is_published_since,
    published_before,
)
from reporting.edition.known.identities import known_sums
from reporting.edition.readers import StillRuns, check_told_once
from reporting.figures import Figure, Table
from reporting.models import Grouping, QuarterlyDocument, ReportDocument
from reporting.report import quarterly
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.integration.reporting.report.published_together import found_out
from tests.integration.reporting.watching.as_one import on_pages, seen
from tests.turns import has_days
from tests.unit.reporting.integer_attack import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drawn_plainly")]

ClientFor = Callable[[User], Client]


def write(command: str, authority: Authority, edition: str, folder: Path, *words: str) -> None:
    with time_machine.travel(make.at(TODAY), tick=False):
        call_command(
            command, "--authority", authority.code, *words, "--edition", edition, "--output", folder / "r.pdf"
        )


def test_a_file_for_others_is_among_what_readers_have_and_one_for_the_council_is_not(
    example: Authority, tmp_path: Path
) -> None:
    before = make.at(TODAY).replace(hour=0)
    write("annual_report", example, "internal", tmp_path, "--year", "2025-26")
    assert published_before(example) == () and not is_published_since(example, before)
    write("annual_report", example, "public", tmp_path, "--year", "2025-26")
    written = evidence_of(ReportDocument.objects.filter(edition="public").latest("pk"))
    assert published_before(example) == (written,)
    assert is_published_since(example, before)
    write("annual_report", example, "children", tmp_path, "--year", "2025-26")
    told = published_before(example)[-1]
    assert set(told.shown) <= set(written.shown) and len(told.shown) <= 8
    assert set(told.hidden) >= set(written.hidden), "it hides what the public one does"


def test_groups_do_not_change_in_a_time_of_which_readers_have_a_report(
    example: Authority, tmp_path: Path, client_for: ClientFor
) -> None:
    """The same number in two groups, or under two names, might give away one that is hidden."""
    write("annual_report", example, "internal", tmp_path, "--year", "2025-26")
    groups, author = (
        [{"label": "New family", "codes": ["E11", "E12"]}],
        make.make_user(example, Role.QA_MANAGER),
    )

    def set_from(day: date) -> None:
        act.set_grouping(authority=example, kind="reason", starts_on=day, groups=groups, by=author)

    set_from(date(2026, 3, 31))
    write("annual_report", example, "public", tmp_path, "--year", "2025-26")
    for told in (date(2026, 3, 31), date(2024, 4, 1)):
        with pytest.raises(act.ToldAlready, match="up to 31 March 2026 in the groups of before") as refused:
            set_from(told)
        assert refused.value.field == "starts_on"
    set_from(date(2026, 4, 1))
    typed = {"groups": "All: E11", "starts_on_day": "1", "starts_on_month": "3", "starts_on_year": "2026"}
    for more in ({}, {"show": "1"}):
        page = client_for(author).post(reverse("reporting:set_groups", args=["reason"]), typed | more)
        assert "Enter a later day" in page.content.decode()
    assert Grouping.objects.count() == 2


def test_of_a_year_that_is_not_over_readers_have_one_file_which_is_given_again(
    example: Authority, tmp_path: Path
) -> None:
    """Written every day it would tell on which day something happened to one child."""
    write("annual_report", example, "public", tmp_path, "--year", "2026-27")
    first = (tmp_path / "r.pdf").read_bytes()
    with time_machine.travel(make.at(TODAY + timedelta(days=9)), tick=False):
        asked = ["annual_report", "--authority", example.code, "--year", "2026-27"]
        file = str(tmp_path / "again.pdf")
        call_command(*asked, "--edition", "public", "--output", file)
        assert Path(file).read_bytes() == first
        with pytest.raises(CommandError, match="as at 1 June 2026 already") as refused:
            call_command(*asked, "--edition", "member", "--output", file)
        assert refused.value.returncode == 2 and "from 1 April 2027." in str(refused.value)
        call_command(*asked, "--edition", "internal", "--output", file)
    report = ReportDocument.objects.latest("pk").report
    with pytest.raises(StillRuns, match="as at 1 June 2026 already"):
        build(report, today=date(2027, 3, 31), is_final=True)
    check_told_once(example, 2027, today=date(2027, 4, 1))


def test_of_a_year_that_is_not_over_every_edition_can_be_made_of_the_same_figures_on_one_day(
    example: Authority, tmp_path: Path
) -> None:
    for edition in ("public", "children", "member"):
        write("annual_report", example, edition, tmp_path, "--year", "2026-27")
    counts = [evidence_of(one).counts for one in ReportDocument.objects.order_by("pk")]
    assert len(counts) == 3 and counts[0] == counts[1] == counts[2]
    write("annual_report", example, "public", tmp_path, "--year", "2026-27")
    assert ReportDocument.objects.count() == 3


def test_the_reason_why_no_other_edition_can_be_made_today_is_the_true_one(
    example: Authority, tmp_path: Path
) -> None:
    write("annual_report", example, "public", tmp_path, "--year", "2026-27")
    make.make_child_in_care(example, started_on=TODAY - timedelta(days=20))
    with pytest.raises(CommandError, match="today’s public edition of 2026-27, and the records have changed"):
        write("annual_report", example, "children", tmp_path, "--year", "2026-27")


def test_a_second_document_hides_what_came_since_the_first(example: Authority) -> None:
    """Readers know the year so far; the whole year would tell how many came after that day."""
    so_far, whole = "starters|2025-04-01..2025-06-10|count", "starters|2025-26|count"
    document = quarterly.compose(example, 2026, 4, on=TODAY)
    told = replace(evidence(document, frozenset()), counts={so_far: 40}, shown=(so_far,), hidden=(), sums=())
    figure = Figure(whole, "count", 42, "42", "Children who came into care", "2025-26")
    table = Table("who", "Who came", ["", "Children"], [["All", figure]], "Records.")
    section = replace(document.sections[0], tables=(table,), sentences=())
    later = replace(
        document,
        sections=(section,),
        figures={whole: figure},
        counts={whole: 42},
        equations=(),
        earlier=(told,),
    )
    assert hidden_in(later, "public") >= {whole}
    assert whole not in hidden_in(replace(later, counts={whole: 48}), "public")


@pytest.mark.slow
@has_days(SATURDAY)
def test_no_hidden_count_follows_from_files_in_whatever_order_they_are_written(
    sample: Authority, tmp_path: Path
) -> None:
    for edition in ("children", "public", "member"):
        write("annual_report", sample, edition, tmp_path, "--year", "2025-26")
    assert len(published_before(sample)) == 2, "the public file and the members’ one tell the same"
    for number in (1, 2, 3, 4):
        write("quarterly_report", sample, "public", tmp_path, "--quarter", f"2025-26-Q{number}")
    stored = [*ReportDocument.objects.order_by("pk"), *QuarterlyDocument.objects.order_by("pk")]
    assert len(stored) == 7
    pairs = [(edition_of(document), evidence_of(document)) for document in stored]
    assert len(found_out(pairs)) > 30


@has_days(SATURDAY)
@pytest.mark.slow
def test_pages_of_frozen_years_tell_nothing_that_a_report_hides(sample: Authority, tmp_path: Path) -> None:
    """The members' reports and the frozen years, read by one person side by side."""
    write("annual_report", sample, "public", tmp_path, "--year", "2025-26")
    first = ReportDocument.objects.filter(edition="public").latest("pk")
    truth, cells = seen(sample, on_pages())
    kept = evidence_of(first)
    hidden, shown = set(kept.hidden), {ref for ref, count in cells.items() if count is not None}
    assert hidden & truth.keys() and not hidden & shown
    truth = {**truth, **kept.counts}
    told: list[Any] = [*kept.sums, *(equation.terms for equation in known_sums(truth)[0])]
    reader = Reader.of([edition_of(first)], truth, told)
    reader.cells = cells | reader.cells | {ref: cells[ref] for ref in shown}
    reader.blank |= {ref for ref, count in truth.items() if count == 0}
    small = {ref: count for ref, count in reader.found_out().items() if 1 <= count <= 5}
    assert not {ref: count for ref, count in small.items() if not is_service_act(ref)}
