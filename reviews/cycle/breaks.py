"""Days after a short break on which its series goes on, so that a review of it can be held (RC-6)."""

from datetime import date

from accounts.calendars import terms_for
from accounts.models import Authority
from children.models import Child
from statute.clock_history import SINGLE_BREAKS
from statute.short_breaks import open_until


def was_between_breaks(child: Child, on: date) -> bool:
    """Whether a series of short breaks went on, on a day between two of them or after the last."""
    spans = child.legal_statuses.filter(code=SINGLE_BREAKS, ended_on__lte=on)
    ends = [day for day in spans.values_list("ended_on", flat=True) if day is not None]
    if not ends:
        return False
    terms = terms_for(Authority.objects.get(pk=child.authority_id))
    return any(on <= open_until(ended_on, terms=terms.on(ended_on)) for ended_on in ends)
