"""The contract for scripts: words, JSON, exit codes."""

import json
from calendar import FRIDAY, TUESDAY
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from reporting.models import Report
from reviews.models import ClockRun, ReviewCycle
from statute.participation import CODES
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.turns import comes_every, has_days, in_turns

pytestmark = [pytest.mark.django_db, comes_every(4)]
YEAR = ("--from", "2025-04-01", "--to", "2026-03-31")
CONTRACT = [
    "timeliness_child_year",
    "timeliness_reviews_held",
    "timeliness_reviews_due",
    "timeliness_snapshot",
    "looked_after_at_end",
    "participation_official",
    "participation_with_pn4",
    "participation_codes",
]
STATES = {"open", "overdue", "met", "late", "missed", "void", "not_known"}


def run(*words):
    out = StringIO()
    with time_machine.travel(make.at(TODAY), tick=False):
        call_command(*words, stdout=out)
    return out.getvalue()


def fails(*words):
    with pytest.raises(CommandError) as error:
        run(*words)
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)
    return str(error.value)


def figures(authority, *more, period=YEAR):
    return json.loads(run("measures", "--authority", authority.code, *period, *more, "--json"))


def whole(rows, code):
    return next(r for r in rows if r["code"] == code)


@pytest.fixture(scope="module")
def of_example(example, django_db_blocker):
    with django_db_blocker.unblock():
        return figures(example)


@pytest.fixture(scope="module")
def by_month(sample, django_db_blocker):
    with django_db_blocker.unblock():
        return figures(sample, "--by", "month")


class TestMeasures:
    def test_every_code_of_the_contract_once_with_its_words(self, of_example):
        rows = of_example
        codes = [r["code"] for r in rows]
        assert set(CONTRACT) <= set(codes)
        assert len(codes) == len(set(codes))
        for row in rows:
            assert list(row) == [
                "code",
                "period",
                "numerator",
                "denominator",
                "not_known",
                "value",
                "breakdown",
            ]
            assert row["period"] == {"from": "2025-04-01", "to": "2026-03-31"}

    @pytest.mark.parametrize(
        ("code", "figure"),
        [
            ("timeliness_child_year", (3, 6, 0, 50.0)),
            ("timeliness_reviews_held", (9, 12, 0, 75.0)),
            ("timeliness_reviews_due", (9, 13, 0, 69.2)),
            ("timeliness_snapshot", (6, 7, 0, 85.7)),
            ("looked_after_at_end", (7, None, 0, None)),
        ],
    )
    def test_the_worked_example(self, of_example, code, figure):
        row = whole(of_example, code)
        assert (row["numerator"], row["denominator"], row["not_known"], row["value"]) == figure
        assert row["breakdown"] is None

    @has_days(TUESDAY)
    def test_participation_codes_are_one_row_with_every_code(self, by_month):
        rows = [r for r in by_month if r["code"] == "participation_codes"]
        assert len(rows) == 1
        assert list(rows[0]["breakdown"]) == list(CODES)
        assert sum(rows[0]["breakdown"].values()) == rows[0]["numerator"] == 559

    @has_days(TUESDAY)
    def test_by_a_dimension_there_are_rows_for_its_keys_too(self, by_month):
        held = [r for r in by_month if r["code"] == "timeliness_reviews_held"]
        assert held[0]["breakdown"] is None
        assert [r["breakdown"]["month"] for r in held[1:]] == [
            *(f"2025-{m:02d}" for m in range(4, 13)),
            "2026-01",
            "2026-02",
            "2026-03",
        ]
        for part in ("numerator", "denominator", "not_known"):
            assert held[0][part] == sum(r[part] for r in held[1:])

    def test_child_year_is_null_for_any_other_stretch(self, example):
        row = whole(
            figures(example, period=("--from", "2025-04-01", "--to", "2025-06-30")), "timeliness_child_year"
        )
        assert (row["numerator"], row["denominator"], row["value"]) == (None, None, None)

    def test_a_council_without_children_has_null_and_no_error(self, authority):
        row = whole(figures(authority), "timeliness_reviews_due")
        assert (row["numerator"], row["denominator"], row["value"]) == (0, 0, None)

    def test_what_is_not_stored_is_computed(self, authority):
        make.make_child_in_care(authority, started_on=date(2025, 5, 1))
        assert not ReviewCycle.objects.filter(authority=authority).exists()
        assert whole(figures(authority), "timeliness_reviews_due")["denominator"] == 1
        assert ClockRun.objects.get(authority=authority).as_at == TODAY

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--authority", "nowhere", *YEAR), "no council with the code 'nowhere'"),
            (
                ("--authority", "brackenshire", "--from", "2026-04-01", "--to", "2025-04-01"),
                "ends before it starts",
            ),
        ],
    )
    def test_what_cannot_be_is_said_in_one_line(self, authority, words, said):
        assert said in fails("measures", *words, "--json")

    def test_without_json_it_speaks_in_lines(self, example):
        assert "timeliness_child_year" in run("measures", "--authority", "example", *YEAR)


class TestReviewCycles:
    def rows(self, authority, *more, as_at="2026-03-31"):
        words = ("review_cycles", "--authority", authority.code, "--as-at", as_at, *more, "--json")
        return json.loads(run(*words))

    def test_every_row_has_the_words_of_the_contract(self, sample):
        rows = self.rows(sample)
        assert {r["state"] for r in rows} <= STATES
        for row in rows:
            assert {
                "child",
                "period_start",
                "number",
                "due_on",
                "last_working_day",
                "rule",
                "reason",
                "held_on",
                "state",
            } <= row.keys()
            if row["due_on"] is None:
                assert row["state"] == "not_known"
            elif row["state"] == "not_known":
                assert (
                    row["clock"] == "SHORT_BREAKS"
                )  # when it was due is known, but no return holds its reviews
            assert row["reason"] and row["rule"].startswith("RC-")
        assert {r["state"] for r in rows} == STATES

    def test_one_child_of_the_worked_example(self, example):
        rows = [r for r in self.rows(example, "--child", "H") if r["opened_on"] >= "2025-04-01"]
        said = [(r["due_on"], r["held_on"], r["state"], r["rule"]) for r in rows]
        assert ("2026-02-02", "2026-01-30", "met", "RC-7b") in said
        assert said[-1] == ("2026-04-30", None, "open", "RC-7b")

    def test_later_facts_are_ignored(self, example):
        rows = self.rows(example, "--child", "A", as_at="2025-06-30")
        assert rows[-1]["due_on"] == "2025-07-06"
        assert (rows[-1]["held_on"], rows[-1]["state"]) == (None, "open")

    def test_nobody_of_that_number_is_said_in_one_line(self, example):
        assert "no child with the number" in fails(
            "review_cycles", "--authority", "example", "--child", "Z", "--as-at", "2026-03-31"
        )

    def test_no_council_is_said_in_one_line(self, db):
        assert "no council" in fails("review_cycles", "--authority", "nowhere", "--as-at", "2026-03-31")


class TestAnnualReport:
    @pytest.mark.slow
    @has_days(TUESDAY, FRIDAY)
    @pytest.mark.parametrize("year", in_turns(["2025-26", "2026"], 2))
    def test_both_ways_to_write_the_year_make_the_same_report(self, example, tmp_path, year):
        out = tmp_path / "report.pdf"
        run(
            "annual_report",
            "--authority",
            "example",
            "--year",
            year,
            "--edition",
            "internal",
            "--output",
            str(out),
        )
        assert out.read_bytes().startswith(b"%PDF-")
        assert Report.objects.filter(authority=example).latest("pk").year == 2026

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--authority", "nowhere", "--year", "2026", "--output", "x.pdf"), "no council"),
            (("--authority", "brackenshire", "--year", "soon", "--output", "x.pdf"), "Write 2025-26"),
            (("--authority", "brackenshire", "--year", "0000", "--output", "x.pdf"), "Write 2025-26"),
            (
                ("--authority", "brackenshire", "--year", "2026", "--output", "no/such/folder/x.pdf"),
                "no folder",
            ),
        ],
    )
    def test_what_cannot_be_is_said_in_one_line(self, authority, words, said):
        assert said in fails("annual_report", *words)
