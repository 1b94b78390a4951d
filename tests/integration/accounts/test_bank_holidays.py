"""The published list of bank holidays: confirmed by a command, missed on the home page in good time."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.calendars import working_days
from accounts.models import AuditEvent, BankHoliday, CalendarYear
from statute.bank_holidays import by_rule

TODAY = date(2027, 3, 1)
CORONATION = date(2028, 5, 8)


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


def listed(tmp_path: Path, days: dict[date, str]) -> Path:
    events = [
        {"title": name, "date": day.isoformat(), "notes": "", "bunting": True} for day, name in days.items()
    ]
    file = tmp_path / "bank-holidays.json"
    file.write_text(json.dumps({"england-and-wales": {"division": "england-and-wales", "events": events}}))
    return file


def test_days_after_the_published_years_follow_from_the_rule():
    calendar = working_days()
    assert not calendar.is_working_day(date(2035, 3, 26)) and calendar.is_working_day(date(2035, 3, 27))
    assert not CalendarYear.objects.get(year=2027).is_provisional
    assert CalendarYear.objects.get(year=2028).is_provisional


def test_a_published_list_is_laid_over_the_rule(tmp_path, capsys):
    days = by_rule(2028) | {CORONATION: "Coronation"}
    del days[date(2028, 5, 1)]
    call_command("confirm_bank_holidays", listed(tmp_path, days))
    said = capsys.readouterr().out
    assert "2028: 8 May is a bank holiday." in said and "2028: 1 May is not a bank holiday." in said
    assert "Confirmed: 2028 to 2028." in said
    assert not CalendarYear.objects.get(year=2028).is_provisional
    assert BankHoliday.objects.get(day=CORONATION).name == "Coronation"
    assert AuditEvent.objects.get(kind="calendar.confirmed").details == {"years": [2028]}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no json", "not the list of bank holidays that GOV.UK publishes"),
        ("[]", "not the list of bank holidays that GOV.UK publishes"),
        ('{"england-and-wales": {"events": []}}', "has no bank holidays"),
        (
            '{"england-and-wales": {"events": [{"title": "A", "date": "2028-01-03"}]}}',
            "only 1 bank holidays in 2028",
        ),
    ],
)
def test_a_file_that_is_no_whole_list_changes_nothing(tmp_path, text, says):
    file = tmp_path / "list.json"
    file.write_text(text)
    with pytest.raises(CommandError, match=says):
        call_command("confirm_bank_holidays", file)
    assert CalendarYear.objects.get(year=2028).is_provisional


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="could not be read"):
        call_command("confirm_bank_holidays", tmp_path / "none.json")


def test_the_administrator_is_warned_a_year_before(client_for, administrator, on_day, tmp_path):
    client = client_for(administrator)
    assertContains(client.get(reverse("home")), "2028: the bank holidays are provisional")
    page = client.get(reverse("accounts:bank_holidays"))
    assertContains(page, "Not confirmed: 2028.")
    assertContains(page, "A one-off bank holiday would be missing.")
    call_command("confirm_bank_holidays", listed(tmp_path, by_rule(2028)))
    assertNotContains(client.get(reverse("home")), "bank holidays are provisional")
    on_day(date(2026, 12, 31))
    assertNotContains(client.get(reverse("home")), "bank holidays are provisional")


def test_the_calendar_reaches_twenty_years_beyond_the_published_list(tmp_path):
    call_command("confirm_bank_holidays", listed(tmp_path, by_rule(2035)))
    assert CalendarYear.objects.get(year=2055).is_provisional
    assert not working_days().is_working_day(date(2055, 12, 27))
