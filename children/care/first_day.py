"""Acts with a child are recorded from the first day in care on, as far as that is known."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Min

from accounts.lifecycle import NotNow
from children.models import Child

BEFORE_CARE = "{child} has been looked after since {day}. Choose that day or a later one."


def check_in_care_by(children: Iterable[Child], on: date, field: str) -> None:
    """Raise NotNow for a day before the first one in care of one of them, or before the birth of a child of
    whom no care is known.
    """
    found = {child.pk: child for child in children}
    first = Child.objects.filter(pk__in=found).annotate(first=Min("periods__started_on"))
    for pk, day, born in first.order_by("pk").values_list("pk", "first", "born_on"):
        since = day or born
        if on < since:
            words = f"{since.day} {since:%B %Y}"
            raise NotNow(BEFORE_CARE.format(child=found[pk].name, day=words), field)
