"""Refused rows of the smaller files, on the child's page, in breakdowns and by month; gone when corrected."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Authority
from children.models import Child, ReturnRow
from reporting.measures.base import Scope
from reporting.measures.registry import MEASURES
from reporting.periods import Period
from reporting.results.months import compute_parts
from tests import factories as make
from tests.integration.children.cases.written import COUNCIL, bring, run

pytestmark = pytest.mark.django_db
REFUSED = """
E 1 01/05/2024 S C2 U4
M 1 M 31/06/2024 03/07/2024
B U 1 05/06/2010 05/06/2027
B O 1 05/06/2010 - - - 1 1 1 1
B P 1 05/06/2010 P1 L 01/01/2020
E 2 01/05/2024 S C2 U4
M 2 M 10/05/2024 12/05/2024
"""
SOUND = """
E 1 01/05/2024 S C2 U4
M 1 M 30/06/2024 03/07/2024
U 1 05/06/2027
O 1 - - - 1 1 1 1
P 1 P1 L 01/01/2020
E 2 01/05/2024 S C2 U4
M 2 M 10/05/2024 12/05/2024
"""


def _page(client_for: Any) -> str:
    authority = Authority.objects.get(code=COUNCIL[1])
    iro = make.make_user(authority, "QA_MANAGER")
    child = Child.objects.get(authority=authority, number="1")
    response = client_for(iro).get(reverse("children:registers", args=[child.public_id]))
    return " ".join(re.sub("<[^>]+>", " ", response.content.decode()).split())


def _broken_down(code: str, breakdown: str) -> dict[str, tuple[int | None, int]]:
    authority = Authority.objects.get(code=COUNCIL[1])
    scope = Scope(authority, Period(date(2024, 4, 1), date(2025, 3, 31)))
    found = compute_parts(MEASURES[code], scope, breakdown)
    return {key: (result.numerator, result.not_known) for key, result in found.items()}


def test_the_page_says_not_known_until_the_row_is_corrected(tmp_path: Path, client_for: Any, on_day) -> None:
    on_day("2026-11-26")
    bring(tmp_path, 2025, REFUSED)
    page = _page(client_for)
    assert "No missing episode is recorded" not in page
    assert page.count("a row of the return to 31 March 2025 was refused") == 4
    for name in ("Unaccompanied asylum-seeking child", "Earlier permanence arrangement"):
        assert f"{name} a row of the return to 31 March 2025 was refused not known" in page
    bring(tmp_path, 2025, SOUND)
    assert "was refused" not in _page(client_for).replace("PREV_PERM", "")


def test_a_withdrawn_return_takes_what_it_refused_with_it(tmp_path: Path, on_day) -> None:
    on_day("2026-11-26")
    bring(tmp_path, 2025, REFUSED)
    assert ReturnRow.objects.filter(table="Unread reviews").exclude(key="").count() == 4
    run("withdraw_import", *COUNCIL, "--year", "2025")
    assert not ReturnRow.objects.filter(table="Unread reviews").exists()


def test_breakdowns_and_months_say_not_known(tmp_path: Path, on_day) -> None:
    on_day("2026-11-26")
    bring(tmp_path, 2025, REFUSED)
    months = _broken_down("missing_incidents", "month")
    assert [key for key, (_, not_known) in months.items() if not_known] == [
        "2024-04",
        "2024-05",
        "2024-06",
        "2024-07",
    ]
    assert _broken_down("missing_incidents", "sex") == {"Female": (1, 0), "not recorded": (0, 1)}
    assert _broken_down("entrants", "asylum") == {"not unaccompanied": (1, 0), "not recorded": (1, 0)}
