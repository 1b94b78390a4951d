"""Odd arguments of the commands for scripts: one line on standard error, exit code 2, no output."""

import json
from calendar import SUNDAY
from datetime import date

import pytest
from django.core.management import execute_from_command_line

from reporting.measures.groups import EVERY_COUNCIL
from reviews.cycle import statistics
from reviews.cycle.replay import replay_children
from tests import factories as make
from tests.integration.reporting.test_commands import YEAR, run
from tests.turns import has_days

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "words",
    [
        ("measures", "--authority", "brackenshire", *YEAR, "--by", "nonsense"),
        ("measures", "--authority", "brackenshire", "--from", "2025-04-31", "--to", "2026-03-31"),
        ("measures", "--authority", "brackenshire", "--from", "2025-04-01", "--to", "9999-12-31"),
        ("measures", "--authority", "brackenshire", "--json"),
        ("measures", "--authority", "brackenshire", *YEAR, "--odd"),
        ("review_cycles", "--authority", "brackenshire", "--as-at", "yesterday", "--json"),
        ("review_cycles", "--authority", "brackenshire", "--as-at", "0001-01-01"),
        ("review_cycles", "--as-at", "2026-03-31"),
        ("measures", "--authority", "brackenshire", "--from", "20250401", "--to", "2026-03-31"),
        ("measures", "--authority", "brackenshire", "--from", "2025-W14-1", "--to", "2026-03-31"),
        ("measures", "--authority", "brackenshire", *YEAR, "--by", "iro", "--by", "team"),
        ("measures", "--authority", "brackenshire", "--authority", "other", *YEAR),
        ("review_cycles", "--authority", "brackenshire", "--as-at", "20260331"),
        ("review_cycles", "--authority", "brackenshire", "--as-at", "2026-03-31", "--as-at=2026-04-01"),
        ("import_ssda903", "--authority", "brackenshire", ".", "--known-until", "2026-W14-1"),
        ("import_ssda903", "--authority", "brackenshire", ".", "--year", "2_026"),
        ("import_ssda903", "--authority", "brackenshire", ".", "--year", "2026", "--year", "2025"),
        (
            "export_ssda903",
            "--authority",
            "brackenshire",
            "--year",
            "2026",
            "--year",
            "2025",
            "--output",
            ".",
        ),
        ("import_ssda903", "--authority", "brackenshire", ".", "--year", "soon"),
        ("withdraw_import", "--authority", "brackenshire", "--year", "soon"),
        ("annual_report", "--authority", "brackenshire"),
    ],
)
def test_odd_arguments_cost_one_line(authority, words, capsys):
    with pytest.raises(SystemExit) as end:
        execute_from_command_line(["manage.py", *words])
    said = capsys.readouterr()
    assert (end.value.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "Traceback" not in said.err


def test_an_empty_number_is_no_child(authority, capsys):
    with pytest.raises(SystemExit) as end:
        execute_from_command_line(
            [
                "manage.py",
                "review_cycles",
                "--authority",
                authority.code,
                "--as-at",
                "2026-03-31",
                "--child",
                "",
            ]
        )
    assert (end.value.code, capsys.readouterr().err.count("\n")) == (2, 1)


@has_days(SUNDAY)
def test_scripts_get_the_same_bands_of_age_of_every_measure(authority):
    """Those of the contract, whatever bands the council has for its report."""
    for born in (date(2025, 1, 1), date(2009, 1, 1)):
        make.make_child_in_care(authority, started_on=date(2025, 5, 1), born_on=born)
    rows = json.loads(run("measures", "--authority", authority.code, *YEAR, "--by", "age", "--json"))
    bands = {band.label for band in EVERY_COUNCIL}
    for code in ("entrants", "exits", "starters", "leavers", "placement_mix"):
        found = {r["breakdown"]["age"] for r in rows if r["code"] == code and r["breakdown"]}
        assert found <= bands, code
    assert {r["breakdown"]["age"] for r in rows if r["code"] == "entrants" and r["breakdown"]} == {
        "Under 1",
        "16 and 17",
    }


def test_after_many_children_the_database_looks_at_its_tables(
    authority, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(statistics, "MANY_CHILDREN", 1)
    child = make.make_child_in_care(authority, started_on=date(2025, 5, 1))
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        replay_children([child.pk], today=date(2026, 3, 31))
    assert statistics.refresh in waiting
