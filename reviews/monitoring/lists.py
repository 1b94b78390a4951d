"""The list of monitoring forms:

one filter for the page, the home cards and their counts, so that figure and list agree.
"""

from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, When

from accounts.access.viewers import Viewer
from accounts.plain_names import called
from children.models import IroAllocation, SocialWorkerAllocation
from reviews.models import MonitoringForm, MonitoringIssue
from reviews.models.monitoring import FormState, IssueState
from reviews.monitoring.access import forms_visible_to

WAITS_FOR_MANAGER = MonitoringIssue.objects.filter(form=OuterRef("pk"), state=IssueState.OPEN)
WAITS_FOR_IRO = MonitoringIssue.objects.filter(form=OuterRef("pk"), state=IssueState.ANSWERED)


def shows(today: date) -> dict[str, Q]:
    """The states of the list, by the word in its address."""
    return {
        "due": Q(state=FormState.DUE),
        "due_late": Q(state=FormState.DUE, due_on__lt=today),
        "sent": Q(state=FormState.SENT),
        "sent_late": Q(state=FormState.SENT, answer_due_on__lt=today),
        "acknowledged": Q(state=FormState.ACKNOWLEDGED),
        "issues": ~Q(state=FormState.DUE) & Q(Exists(WAITS_FOR_MANAGER)),
        "answered": ~Q(state=FormState.DUE) & Q(Exists(WAITS_FOR_IRO)),
        "all": Q(),
    }


def in_hand() -> Q:
    """What a list shows to somebody who asked for nothing:

    forms that somebody has still to do something with.
    """
    return ~Q(state=FormState.ACKNOWLEDGED) | Q(Exists(WAITS_FOR_MANAGER)) | Q(Exists(WAITS_FOR_IRO))


def forms_list(viewer: Viewer, filters: dict[str, Any], today: date) -> QuerySet[MonitoringForm]:
    """Forms this person sees under these filters (`show`, `team`, `iro`, `search`), those that wait
    longest first.
    """
    rows = forms_visible_to(viewer)
    rows = rows.filter(shows(today).get(filters.get("show") or "", in_hand()))
    rows = by_people(rows, filters).select_related("child", "review", "team")
    if filters.get("show") == "acknowledged":
        return rows.order_by("-acknowledged_at", "-pk")
    waits = Case(
        When(state=FormState.DUE, then=0),
        When(state=FormState.SENT, then=1),
        default=2,
        output_field=IntegerField(),
    )
    return rows.order_by(waits, "due_on", "pk")


def by_people(rows: QuerySet[Any], filters: dict[str, Any]) -> QuerySet[Any]:
    """Rows with a `child`, of the team, IRO and name that the filters ask for."""
    for name, model, path in (
        ("team", SocialWorkerAllocation, "team__public_id"),
        ("iro", IroAllocation, "worker__public_id"),
    ):
        if filters.get(name):
            mine = model._default_manager.filter(
                child=OuterRef("child"), ended_on=None, **{path: filters[name]}
            )
            rows = rows.filter(Exists(mine))
    typed, numbers = str(filters.get("search") or ""), ["child__number__istartswith"]
    rows = rows.filter(called(typed, "child__forename", "child__surname", by=numbers))
    return rows


def with_issue_counts(rows: QuerySet[MonitoringForm]) -> QuerySet[MonitoringForm]:
    """Each form with how many issues it raised and how many wait for an answer."""
    return rows.annotate(
        issue_count=Count("issues"), open_count=Count("issues", filter=Q(issues__state=IssueState.OPEN))
    )
