"""What of the register of the IRO service other floors ask for."""

from datetime import date

from django.db.models import Q

from reporting.models import ServiceEntry
from reporting.models.service import ServiceKind


def of_advocacy(authority_id: int, day: date) -> list[str]:
    """The names of those who provide advocacy on the day. Who is said to provide visitors alone is none."""
    rows = ServiceEntry.objects.filter(authority=authority_id, kind=ServiceKind.ADVOCACY, starts_on__lte=day)
    here = rows.filter(Q(ends_on=None) | Q(ends_on__gt=day))
    found = here.exclude(Q(detail__icontains="visitor"), ~Q(detail__icontains="advoca"))
    return list(found.order_by("name").values_list("name", flat=True).distinct())
