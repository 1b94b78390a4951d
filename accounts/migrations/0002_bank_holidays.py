"""The bank holidays of England and Wales, 2010 to 2030, as data. Later ones are added on the administration site."""

import csv
from datetime import date
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SOURCE = Path(__file__).resolve().parent.parent / "data" / "bank_holidays_england_wales.csv"


def load(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = [(date.fromisoformat(row["date"]), row["name"]) for row in csv.DictReader(file)]
    apps.get_model("accounts", "BankHoliday").objects.bulk_create(
        [apps.get_model("accounts", "BankHoliday")(day=day, name=name[:80]) for day, name in rows],
        ignore_conflicts=True,
    )
    apps.get_model("accounts", "CalendarYear").objects.bulk_create(
        [
            apps.get_model("accounts", "CalendarYear")(year=year)
            for year in sorted({day.year for day, _ in rows})
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
