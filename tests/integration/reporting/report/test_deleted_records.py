"""A record that is deleted when its time is over changes nothing that was published."""

from calendar import MONDAY
from datetime import date

import pytest

from accounts.access.roles import Role
from children.models import Child
from children.retention import actions
from reporting.models import FrozenFigure, MeasureResult
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.integration.reporting.report.test_stored_editions import (  # noqa: F401
    author,
    drawn,
    published,
)
from tests.turns import has_days

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.usefixtures("drawn_plainly"),
    has_days(MONDAY),
]


def test_published_editions_and_stored_figures_stay(published, sample, author, client):  # noqa: F811
    client.force_login(author)
    second = make.make_user(sample, Role.DATA_PROTECTION)
    before = list(drawn(client, published))
    results = list(MeasureResult.objects.order_by("pk").values())
    frozen = list(FrozenFigure.objects.order_by("pk").values())
    child = Child.objects.filter(authority=sample, periods__isnull=False).first()
    child.periods.filter(ended_on=None).update(ended_on=TODAY, end_reason="E4A")
    Child.objects.filter(pk=child.pk).update(born_on=date(1940, 1, 1))
    erasure = actions.propose(child=child, reason="Its time is over", by=author, today=TODAY)
    actions.confirm(erasure=erasure, reason="Checked", by=second, today=TODAY)
    assert not Child.objects.filter(pk=child.pk).exists()
    assert list(drawn(client, published)) == before
    assert list(MeasureResult.objects.order_by("pk").values()) == results
    assert list(FrozenFigure.objects.order_by("pk").values()) == frozen
