"""Statements that are written once give what Django gives, and refuse what they cannot fill in."""

from datetime import date

import pytest
from django.db import DataError, connection, transaction
from django.db.models import BigIntegerField, CharField, DateField, F, FloatField, Value
from django.test.utils import CaptureQueriesContext

from accounts import written
from accounts.models import Membership
from accounts.written import Written
from children.models import IroAllocation, LegalStatus, Placement

OF_CHILD = Written(
    lambda child: IroAllocation.objects.filter(child=child).select_related("worker"), child=BigIntegerField()
)
SINCE = Written(
    lambda child, day: Placement.objects.filter(child=child, started_on__gte=day).order_by("started_on"),
    child=BigIntegerField(),
    day=DateField(),
)
BOTH = Written(
    lambda child: (
        Placement.objects.filter(child=child)
        .order_by()
        .values_list(Value("placement", CharField()), "pk")
        .union(
            LegalStatus.objects.filter(child=child)
            .order_by()
            .values_list(Value("status", CharField()), "pk"),
            all=True,
        )
    ),
    child=BigIntegerField(),
)


def test_it_gives_the_same_rows_as_the_queryset(child, django_assert_num_queries):
    own = child.iro_allocations.select_related("worker").get()
    with django_assert_num_queries(1):
        assert [(row, row.worker) for row in OF_CHILD(child=child.pk)] == [(own, own.worker)]
    placement, status = child.placements.get(), child.legal_statuses.get()
    assert sorted(BOTH(child=child.pk)) == [("placement", placement.pk), ("status", status.pk)]


def test_each_asking_has_its_own_values(child):
    placement = child.placements.get()
    assert SINCE(child=child.pk, day=placement.started_on) == [placement]
    assert SINCE(child=child.pk, day=date(2100, 1, 1)) == []
    assert SINCE(child=0, day=placement.started_on) == []
    assert SINCE.first(child=child.pk, day=placement.started_on) == placement
    assert SINCE.first(child=0, day=placement.started_on) is None


@pytest.mark.parametrize("values", [{}, {"child": None}, {"child": 1, "day": None}, {"child": 1, "more": 1}])
def test_a_value_that_is_not_there_is_refused(db, values):
    """An empty value is asked for by other words: IS NULL."""
    with pytest.raises(TypeError):
        SINCE(**values)


def test_what_brings_rows_after_it_is_refused(db):
    with pytest.raises(TypeError):
        Written(lambda: Membership.objects.prefetch_related("authority"))()


def _asked(asks):
    with CaptureQueriesContext(connection) as queries:
        asks()
    return [q["sql"].split(" ", 1)[0] for q in queries]


def test_a_connection_plans_it_once(child):
    ask = Written(lambda child: Placement.objects.filter(child=child, urn="100%"), child=BigIntegerField())
    assert _asked(lambda: ask(child=child.pk)) == ["PREPARE"]
    assert _asked(lambda: ask(child=child.pk)) == ["EXECUTE"]


def test_a_connection_holds_so_many(child, monkeypatch):
    monkeypatch.setattr(written, "MOST_PREPARED", 2)
    monkeypatch.setattr(written, "_prepared", {})
    asks = [
        Written(lambda child: Placement.objects.filter(child=child), child=BigIntegerField())
        for _ in range(3)
    ]
    assert _asked(lambda: [ask(child=child.pk) for ask in asks]) == ["PREPARE", "PREPARE", "DEALLOCATE"]
    assert _asked(lambda: [ask(child=child.pk) for ask in reversed(asks)]) == [
        "EXECUTE",
        "EXECUTE",
        "DEALLOCATE",
    ]


def test_after_an_error_it_is_prepared_anew(child):
    ask = Written(
        lambda by: IroAllocation.objects.annotate(part=F("pk") / by).values_list("part"), by=FloatField()
    )
    with pytest.raises(DataError), transaction.atomic():
        ask(by=0.0)
    assert ask(by=1.0) == [(float(child.iro_allocations.get().pk),)]


def test_a_connection_that_was_lost_is_replaced_before_it_is_asked(transactional_db):
    """As after a restart of the database: the first page on each connection is answered too."""
    ask = Written(lambda: Membership.objects.order_by().values_list("pk"))
    assert ask() == []
    connection.connection.close()
    connection.health_check_enabled, connection.health_check_done = True, False
    assert _asked(ask) == ["PREPARE"]
