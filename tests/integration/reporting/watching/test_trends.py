"""The trend page: twelve months of the main measures, gaps hatched, small counts in quarters."""

from calendar import WEDNESDAY

import pytest
import time_machine
from django.urls import reverse

from accounts.access.roles import Role
from reporting.measures.base import Result
from reporting.measures.registry import MEASURES
from reporting.screen.trend_views import TRENDS, _added, _quarters, _value
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.turns import has_days

pytestmark = pytest.mark.django_db


@has_days(WEDNESDAY)
def test_each_measure_stands_with_its_months_and_what_was_not_recorded_is_hatched(sample, client_for):
    user = make.make_user(sample, Role.QA_MANAGER)
    with time_machine.travel(make.at(TODAY), tick=False):
        answer = client_for(user).get(reverse("reporting:trends"))
    assert answer.status_code == 200
    groups = dict(answer.context["groups"])
    assert sum(len(rows) for rows in groups.values()) == sum(len(codes) for _, codes in TRENDS)
    held = next(row for row in groups["Reviews"] if row.title == "Reviews held that were in time")
    assert held.value.endswith("%") and "Jun so far" in held.picture
    assert "Apr to Jun so far" in held.narrow and held.narrow.count("%") < held.picture.count("%")
    children = next(row for row in groups["Children"] if row.title == "Children in care")
    assert "end of Jun so far" in children.narrow
    came = next(row for row in groups["Children"] if row.title == "Came into care")
    assert "Jul to Sep not recorded" not in came.narrow, "counts have no base, and are added up"
    disputes = next(row for row in groups["Challenge"] if row.title == "Formal disputes")
    assert "not recorded" in disputes.picture and "not comparable" in disputes.change


def test_a_quarter_with_an_unknown_month_is_not_known():
    names = ["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    assert _quarters(names, [1, 2, 0, 3, None, 1]) == (["Jul to Sep", "Oct to Dec"], [3, None])
    assert _quarters(names, ["not shown"] * 6)[1] == ["not shown"] * 2, "that is not “not recorded”"
    assert _quarters(names, [1, "not known", None, 3, "not known", 1])[1] == [None, "not known"]


@pytest.mark.parametrize(
    ("result", "said"), [(Result(0, 0, 0), "none"), (Result(0, 0, 3), "not known"), (Result(0, 4, 1), 0)]
)
def test_a_month_without_cases_has_none_which_is_not_unrecorded(result, said):
    assert _value(MEASURES["participation_official"], result) == said


def test_a_quarter_is_its_months_together_and_none_where_one_has_no_figure():
    assert _added([Result(1, 2, 1), Result(0, 0, 0), Result(3, 4, 0)]) == Result(4, 6, 1)
    assert _added([Result(1, 2), Result(None, None)]) is None
