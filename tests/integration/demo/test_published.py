"""The demo council's public editions of two years together: no hidden count follows from them (AR-2)."""

from datetime import date

import pytest
import time_machine
from django.apps import apps

from accounts.models import Authority, BankHoliday
from demo.council import make_demo
from demo.people import COUNCIL
from tests.database import load_bank_holidays
from tests.factories import at
from tests.integration.reporting.report.published_together import attack

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
DAY = date(2026, 11, 28)


@pytest.mark.nightly  # by day test_published_together.py attacks the editions of the sample returns
def test_no_hidden_count_follows_from_what_the_demo_publishes() -> None:
    with time_machine.travel(at(DAY, 10), tick=False):
        if not BankHoliday.objects.exists():
            load_bank_holidays(apps, None)
        make_demo(today=DAY)
        assert len(attack(Authority.objects.get(code=COUNCIL), (2025, 2026), on=DAY, most=5)) > 50
