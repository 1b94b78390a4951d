"""The sample council's quarterly and annual public editions together: no hidden count follows from them
(AR-2)."""

from calendar import FRIDAY

import pytest

from accounts.models import Authority
from reporting.edition.actions import build
from reporting.models import Area, Benchmark
from reporting.offers.offered import LISTED
from reporting.report import writing_actions
from tests.integration.reporting.conftest import TODAY
from tests.integration.reporting.report.published_together import attack, found_out_from_files, made_public
from tests.turns import has_days
from tests.unit.reporting.published.files_attack import Published, cells_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(FRIDAY)]


def test_no_hidden_count_follows_from_all_public_editions_of_two_years(sample: Authority) -> None:
    assert len(attack(sample, (2025, 2026), on=TODAY)) > 50


BESIDE = "_beside"


def test_no_hidden_count_follows_from_shares_beside_those_of_england(sample: Authority) -> None:
    """A share of a group, to a tenth, with the number of all beside it."""
    england = Area.objects.create(code="E92000001", name="England")
    given = {"area": england, "rounding": "to 1", "source": "DfE", "value": 50}
    for indicator in ("looked_after_at_end", "starters"):
        for year in (2024, 2025):
            for key in ("Male", "Female"):
                Benchmark.objects.create(**given, indicator=indicator, dimension="sex", key=key, year=year)
    every: list[Published] = []
    for year in (2025, 2026):
        report = writing_actions.begin(authority=sample, year=year, by=None)
        for section in report.sections.all():
            keys = [e.key for e in LISTED.get(section.key, ()) if e.key.endswith(BESIDE)]
            section.exhibits = {"with": keys}
            section.save()
        every.append(made_public(build(report, today=TODAY), tuple(one.kept for one in every)))
    shown = [table for one in every for table in one.edition.tables if table.key.endswith(BESIDE)]
    assert shown and found_out_from_files(every)
    read = {words for one in every for _, words in cells_of(one)}
    assert any(row[1] in read for table in shown for row in table.rows)
