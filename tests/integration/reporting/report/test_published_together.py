"""The sample council's quarterly and annual public editions together: no hidden count follows from them
(AR-2)."""

import pytest

from accounts.models import Authority
from tests.integration.reporting.conftest import TODAY
from tests.integration.reporting.report.published_together import attack

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_no_hidden_count_follows_from_all_public_editions_of_two_years(sample: Authority) -> None:
    assert len(attack(sample, (2025, 2026), on=TODAY)) > 50
