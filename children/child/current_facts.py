"""The facts of the present that identify a child's record on every page and in every list."""

from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable

from accounts.written import Written
from children.models import Child, IroAllocation, LegalStatus, PeriodOfCare, Placement, SocialWorkerAllocation
from children.models.care import start_is_known

NAMED = Case(When(worker__name="", then=F("worker__staff_id")), default=F("worker__name"))


def with_present(children: QuerySet[Child]) -> QuerySet[Child]:
    """Each child with what is so now, in the same query: `in_care_since`, `since_is_known`,
    `care_not_known_from`, `legal_now`, `placement_now`, `iro_now`, `worker_now`, `team_now`.

    None means that nothing is open: not looked after, not allocated or not recorded. `has_present` tells
    such children from bare rows.
    """
    return children.annotate(**_present())


NOW = Written(
    lambda child: with_present(Child.objects.filter(pk=child)).select_related("authority").order_by(),
    child=BigIntegerField(),
)


def child_now(pk: int) -> Child:
    """The child of this key with what is so now, and the council."""
    return NOW(child=pk)[0]


@cache
def _present() -> dict[str, Any]:
    """The facts as the database is asked for them; put together once, since almost every page asks."""
    return {
        "has_present": Value(True),
        "in_care_since": _open(PeriodOfCare, F("started_on")),
        "since_is_known": _open(PeriodOfCare, start_is_known()),
        "care_not_known_from": _open(PeriodOfCare, F("not_known_from")),
        "legal_now": _open(LegalStatus, F("code")),
        "placement_now": _open(Placement, F("placement_type")),
        "iro_now": _open(IroAllocation, NAMED),
        "worker_now": _open(SocialWorkerAllocation, NAMED),
        "team_now": _open(SocialWorkerAllocation, F("team__name")),
    }


def _open(model: type[Any], value: Combinable) -> Subquery:
    rows = model.objects.filter(child=OuterRef("pk"), ended_on=None).order_by("-started_on", "-pk")
    return Subquery(rows.annotate(shown=value).values("shown")[:1])
