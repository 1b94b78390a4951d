"""The lists of midway checks and contacts:

one filter for the page, the home cards and their counts, so that figure and list agree.
"""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from children.models import Child
from reviews.midway.access import checks_visible_to, updates_asked_of
from reviews.midway.earlier import brought_forward
from reviews.models import Contact, MidwayCheck, MidwayUpdate
from reviews.models.midway import CheckState, Concern, ContactState, UpdateState
from reviews.monitoring.lists import by_people
from reviews.record import concern_prefill

OPEN = Q(state=CheckState.OPEN)


def shows(today: date) -> dict[str, Q]:
    """The states of the list, by the word in its address."""
    return {
        "due": OPEN & Q(window_from__lte=today, window_to__gte=today),
        "overdue": OPEN & Q(window_to__lt=today),
        "planned": OPEN & Q(window_from__gt=today),
        "forward": Q(state=CheckState.DONE, brings_forward=True) & ~Q(Exists(brought_forward())),
        "concern": Q(state=CheckState.DONE, concern__in=[Concern.INFORMAL, Concern.FORMAL])
        & concern_prefill.not_raised(concern_prefill.MIDWAY),
        "done": Q(state=CheckState.DONE),
        "superseded": Q(state=CheckState.SUPERSEDED),
        "missed": Q(state=CheckState.MISSED),
    }


def checks_list(viewer: Viewer, filters: dict[str, Any], today: date) -> QuerySet[MidwayCheck]:
    """Checks this person sees under these filters (`show`, `team`, `iro`, `search`), those whose window
    closes first on top.
    """
    rows = checks_visible_to(viewer)
    show = filters.get("show") or ""
    rows = by_people(rows.filter(shows(today).get(show, OPEN)), filters)
    order = ("-closed_on", "-pk") if show in ("done", "superseded", "missed") else ("window_to", "pk")
    return rows.select_related("child", "completed_by").order_by(*order)


def with_update(rows: QuerySet[MidwayCheck]) -> QuerySet[MidwayCheck]:
    """Each check with whether an update of the social worker waits or has come."""
    updates = MidwayUpdate.objects.filter(of=OuterRef("pk"))
    return rows.annotate(
        update_waits=Exists(updates.filter(state=UpdateState.WAITING)),
        update_came=Exists(updates.filter(state=UpdateState.ANSWERED)),
    )


def updates_list(viewer: Viewer) -> QuerySet[MidwayUpdate]:
    """The updates this social worker was asked for: those that wait first, the earliest due on top."""
    return (
        updates_asked_of(viewer)
        .select_related("of__child", "asked_by")
        .order_by(F("answered_at").asc(nulls_first=True), "due_on", "pk")
    )


def contacts_list(viewer: Viewer, show: str, today: date) -> QuerySet[Contact]:
    """Contacts of the children this person sees; planned ones with the earliest day first."""
    if not viewer.may(Permission.READ_CONTACT):
        return Contact.objects.none()
    rows = Contact.objects.filter(child__in=Child.objects.visible_to(viewer).values("pk").order_by())
    if show in ("planned", "past"):
        rows = rows.filter(state=ContactState.PLANNED)
        if show == "past":
            rows = rows.filter(planned_for__lt=today)
        return rows.select_related("child").order_by("planned_for", "pk")
    return rows.select_related("child").order_by(
        F("happened_on").desc(nulls_first=True), "-planned_for", "-pk"
    )
