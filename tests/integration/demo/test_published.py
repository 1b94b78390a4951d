"""The demo council's public editions of two years together: no hidden count follows from them (AR-2)."""

from datetime import date

import pytest
import time_machine

from accounts.models import Authority
from demo.council import make_demo
from demo.people import COUNCIL
from tests import database
from tests.factories import at
from tests.integration.reporting.report.published_together import attack

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
DAY = date(2026, 11, 28)


@pytest.mark.nightly  # by day test_published_together.py attacks the editions of the sample returns
def test_no_hidden_count_follows_from_what_the_demo_publishes() -> None:
    with time_machine.travel(at(DAY, 10), tick=False):
        database.need_bank_holidays()
        make_demo(today=DAY)
        assert len(attack(Authority.objects.get(code=COUNCIL), (2025, 2026), on=DAY, most=5)) > 50
