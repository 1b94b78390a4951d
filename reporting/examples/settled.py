"""Disputes and alerts that changed something for a child, from which a case example may begin."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from accounts.access.viewers import Viewer
from disputes.access import concerns_visible_to, get_concern
from disputes.models import Concern
from disputes.models.concern import Effect
from reporting.periods import collection_year_of

LATEST = 20


@dataclass(frozen=True)
class Settled:
    """One that may be written up: when it was closed, and what it was about."""

    public_id: UUID
    closed_on: date
    themes: str


def settled(viewer: Viewer, today: date) -> list[Settled]:
    """The latest that the person may see, of this collection year and the one before."""
    year = collection_year_of(today).start
    since = year.replace(year=year.year - 1)
    found = concerns_visible_to(viewer, today).filter(effect=Effect.CHANGED, closed_on__gte=since)
    rows = found.prefetch_related("themes__theme").order_by("-closed_on", "-pk")[:LATEST]
    return [Settled(one.public_id, closed, _themes(one)) for one in rows if (closed := one.closed_on)]


def begun_from(viewer: Viewer, text: str, today: date) -> dict[str, Any]:
    """What an example of a dispute begins with; nothing where the address names none. Its text is opened as
    on the page of the concern, so the look is on its trail. Raises Http404.
    """
    try:
        public_id = UUID(text)
    except ValueError:
        return {}
    concern = get_concern(viewer, public_id, page="case example", today=today)
    return {
        "about": _themes(concern),
        "happened_on": concern.closed_on,
        "text": concern.effect_text,
    }


def _themes(concern: Concern) -> str:
    """What it is about: the council's own words for its themes."""
    return ", ".join(dict.fromkeys(str(theme) for theme in concern.themes.all()))
