"""Frozen figures beside a return that was withdrawn, and imported again."""

import json
from calendar import TUESDAY
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.access.roles import Role
from accounts.models import Authority
from reporting.council import freezing
from reporting.models import Restatement
from reporting.periods import collection_year
from tests import factories as make
from tests.integration.children.returns import DATA
from tests.turns import has_days

pytestmark = [pytest.mark.django_db, has_days(TUESDAY)]
TODAY = date(2026, 11, 26)
CODE = "frozen-1b"


def bring(year: str) -> None:
    folder = str(DATA / "example_1b" / year)
    call_command("import_ssda903", folder, "--authority", CODE, "--create", "Council", stdout=StringIO())


def test_a_withdrawn_return_is_a_restatement_of_frozen_figures_until_it_is_back(on_day):
    on_day(TODAY)
    bring("2025")
    bring("2026")
    council = Authority.objects.get(code=CODE)
    manager = make.make_user(council, Role.QA_MANAGER)
    frozen = freezing.freeze(
        authority=council, period=collection_year(2026), reason="The return is in", by=manager, today=TODAY
    )
    assert freezing.compare(frozen, today=TODAY, by=None) == 0
    out = StringIO()
    call_command("withdraw_import", "--authority", CODE, "--year", "2026", "--json", stdout=out)
    assert json.loads(out.getvalue())["counts"]["removed"] > 0
    council.refresh_from_db()
    assert freezing.compare(frozen, today=TODAY, by=None) > 0
    held = Restatement.objects.get(
        figure__code="timeliness_reviews_held", figure__dimension="", figure__key=""
    )
    assert (held.figure.numerator, held.figure.denominator) == (9, 12)
    assert held.numerator is None  # no return tells of the year any more: not known, and not none
    bring("2026")
    council.refresh_from_db()  # to which day the returns reach
    assert freezing.compare(frozen, today=TODAY, by=None) == 0
