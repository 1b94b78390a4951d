"""The sample council's quarterly and annual public editions together: no hidden count follows from them
(AR-2)."""

from calendar import FRIDAY

import pytest

from accounts.models import Authority
from tests.integration.reporting.conftest import TODAY
from tests.integration.reporting.report.published_together import attack
from tests.turns import each_week_on

pytestmark = [pytest.mark.slow, pytest.mark.django_db, each_week_on(FRIDAY)]


def test_no_hidden_count_follows_from_all_public_editions_of_two_years(sample: Authority) -> None:
    assert len(attack(sample, (2025, 2026), on=TODAY)) > 50
