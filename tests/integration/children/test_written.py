"""Statements that are written once give what Django gives, and refuse what they cannot fill in."""

from datetime import date

import pytest
from django.db.models import BigIntegerField, CharField, DateField, Value

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
