"""The bank holidays of England and Wales: those published as data, those of later years by the rule."""

import csv
from datetime import date
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from statute.bank_holidays import by_rule

SOURCE = Path(__file__).resolve().parent.parent / "data" / "bank_holidays_england_wales.csv"
BY_RULE_UNTIL = 2050


def load(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = [(date.fromisoformat(row["date"]), row["name"]) for row in csv.DictReader(file)]
    published = {day.year for day, _ in rows}
    by_the_rule = range(max(published) + 1, BY_RULE_UNTIL + 1)
    rows += [row for year in by_the_rule for row in by_rule(year).items()]
    holiday, year_row = (apps.get_model("accounts", name) for name in ("BankHoliday", "CalendarYear"))
    holiday.objects.bulk_create(
        [holiday(day=day, name=name[:80]) for day, name in rows], ignore_conflicts=True
    )
    years = [(year, False) for year in sorted(published)] + [(year, True) for year in by_the_rule]
    year_row.objects.bulk_create(
        [year_row(year=year, is_provisional=is_provisional) for year, is_provisional in years],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
