"""What the child's page shows of the work between reviews:

monitoring forms, the midway check, contact, good practice.
"""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, Count, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.access.written_for import WrittenFor
from accounts.models import User
from accounts.templatetags.govuk import plural
from accounts.written import Written
from children.access import may_record
from children.models import Child
from reviews.contact import actions as contact_actions
from reviews.events.access import reads_events
from reviews.midway.access import checks_visible_to, updates_asked_of
from reviews.models import CaseNote, Contact, GoodPractice, MidwayCheck, MonitoringForm
from reviews.models.midway import CheckState, ContactState, UpdateState
from reviews.models.monitoring import FormState, IssueState
from reviews.monitoring.access import forms_visible_to, praise_visible_to, sees_drafts

Event = dict[str, Any]
OF_CHECKS = {
    CheckState.DONE: "Midway check done",
    CheckState.SUPERSEDED: "Midway check replaced by the review",
    CheckState.MISSED: "Midway check missed",
}
OF_CONTACTS = {
    ContactState.MADE: "IRO in contact with the child",
    ContactState.TRIED: "IRO attempted contact with the child",
}
COMPLETED_FORMS = Written(
    lambda child: (
        MonitoringForm.objects.filter(child=child)
        .exclude(state=FormState.DUE)
        .select_related("completed_by", "acknowledged_by")
        .annotate(issue_count=Count("issues"))
        .order_by()
    ),
    child=BigIntegerField(),
)
ENDED_CHECKS = Written(
    lambda child: (
        MidwayCheck.objects.filter(child=child, state__in=OF_CHECKS).select_related("completed_by").order_by()
    ),
    child=BigIntegerField(),
)
CONTACTS = Written(
    lambda child: (
        Contact.objects.filter(child=child, state__in=OF_CONTACTS).select_related("recorded_by").order_by()
    ),
    child=BigIntegerField(),
)
NOTES = Written(
    lambda child: (
        CaseNote.objects.filter(child=child, struck_at=None).select_related("written_by").order_by()
    ),
    child=BigIntegerField(),
)
ASKED = WrittenFor(
    lambda viewer, today, child: (
        updates_asked_of(viewer).filter(of__child=child, state=UpdateState.WAITING).order_by("due_on")
    ),
    child=BigIntegerField(),
)
LAST_FORM = WrittenFor(
    lambda viewer, today, child: (
        forms_visible_to(viewer)
        .filter(child=child)
        .annotate(open_count=Count("issues", filter=~Q(issues__state=IssueState.CLOSED)))
        .order_by("-pk")[:1]
    ),
    child=BigIntegerField(),
)
_IS_OPEN = Q(state=CheckState.OPEN)
OPEN_FIRST = Case(When(_IS_OPEN, then=0), default=1)
OPEN_BY_WINDOW = Case(When(_IS_OPEN, then="window_to"))
CHECK = WrittenFor(
    lambda viewer, today, child: (
        checks_visible_to(viewer)
        .filter(child=child)
        .order_by(OPEN_FIRST, OPEN_BY_WINDOW, "-target_on", "-pk")[:1]
    ),
    child=BigIntegerField(),
)
"""The check that is open, else the last one."""
PRAISE = WrittenFor(
    lambda viewer, today, child: (
        praise_visible_to(viewer).filter(child=child).select_related("recorded_by", "worker")
    ),
    child=BigIntegerField(),
)
HAS_PRAISE = Written(
    lambda child: GoodPractice.objects.filter(child=child).order_by()[:1], child=BigIntegerField()
)


def between_reviews(viewer: Viewer, child: Child, today: date) -> dict[str, Any] | None:
    """The last form, the check that is to be done, and contact as agreed; for a social worker, what they
    are asked for.
    """
    asked = []
    if viewer.may(P.ANSWER_MIDWAY):
        asked = ASKED(viewer, today, child=child.pk)
    reads = viewer.may(P.READ_MONITORING)
    if not (reads or asked):
        return None
    context: dict[str, Any] = {"child": child, "today": today, "asked": asked, "reads": reads}
    if reads:
        context["form"] = LAST_FORM.first(viewer, today, child=child.pk)
        context["check"] = CHECK.first(viewer, today, child=child.pk)
    if viewer.may(P.READ_CONTACT):
        plan = contact_actions.open_plan(child)
        context |= {
            "sees_contact": True,
            "plan": plan,
            "next_on": contact_actions.next_contact_on(child, plan),
            "is_iro": may_record(viewer, child),
        }
    return {"template": "reviews/between_panel.html", "context": context}


def tabs(viewer: Viewer, child: Child) -> list[dict[str, str]]:
    """The page of contact between reviews in the navigation of a child's pages."""
    if not viewer.may(P.READ_CONTACT):
        return []
    return [{"text": "Contact", "href": reverse("reviews:child_contact", args=[child.public_id])}]


def timeline(viewer: Viewer, child: Child) -> list[Event]:
    """Forms completed, checks done or gone by, contacts, good practice, notes: each for its readers.

    The door of the child's page has asked whether the person sees the child.
    """
    return [
        *_forms(viewer, child),
        *_checks(viewer, child),
        *_contacts(viewer, child),
        *_praise(viewer, child),
        *_notes(viewer, child),
    ]


def _event(on: date, title: str, text: str, by: User | None, href: str | None, kind: str) -> Event:
    return {
        "on": on,
        "title": title,
        "text": text,
        "by": by.called_at(on) if by else "",
        "href": href,
        "kind": kind,
    }


def _notes(viewer: Viewer, child: Child) -> list[Event]:
    rows, href = NOTES(child=child.pk), reverse("reviews:notes", args=[child.public_id])
    if not rows or not reads_events(viewer, child):
        return []
    return [
        _event(n.on, f"IRO’s note: {n.get_kind_display()}", n.text, n.written_by, href, "between")
        for n in rows
    ]


def _forms(viewer: Viewer, child: Child) -> list[Event]:
    events = []
    for form in COMPLETED_FORMS(child=child.pk) if viewer.may(P.READ_MONITORING) else []:
        href = reverse("reviews:monitoring_form", args=[form.public_id])
        issues = f"{plural(form.issue_count, 'issue')} raised with the manager" if form.issue_count else ""
        assert form.completed_at is not None
        events.append(
            _event(
                timezone.localtime(form.completed_at).date(),
                "Monitoring form completed",
                issues,
                form.completed_by,
                href,
                "between",
            )
        )
        if form.acknowledged_at:
            events.append(
                _event(
                    timezone.localtime(form.acknowledged_at).date(),
                    "Monitoring form acknowledged",
                    "Read by the manager, not agreed",
                    form.acknowledged_by,
                    href,
                    "between",
                )
            )
    return events


def _checks(viewer: Viewer, child: Child) -> list[Event]:
    rows = ENDED_CHECKS(child=child.pk) if viewer.may(P.READ_MONITORING) else []
    return [
        _event(
            check.closed_on or check.target_on,
            OF_CHECKS[CheckState(check.state)],
            capfirst(check.get_concern_display()) if sees_drafts(viewer) else "",
            check.completed_by,
            reverse("reviews:midway", args=[check.public_id]),
            "between",
        )
        for check in rows
    ]


def _contacts(viewer: Viewer, child: Child) -> list[Event]:
    if not viewer.may(P.READ_CONTACT):
        return []
    href = reverse("reviews:child_contact", args=[child.public_id])
    return [
        _event(
            contact.happened_on,
            OF_CONTACTS[ContactState(contact.state)],
            capfirst(contact.get_way_display()),
            contact.recorded_by,
            href,
            "between",
        )
        for contact in CONTACTS(child=child.pk)
        if contact.happened_on
    ]


def _praise(viewer: Viewer, child: Child) -> list[Event]:
    if not viewer.may(P.READ_PRAISE) or not HAS_PRAISE.has_any(child=child.pk):
        return []
    rows = PRAISE(viewer, child=child.pk)
    return [
        _event(
            p.happened_on,
            capfirst(p.get_kind_display()),
            p.worker.called_at(p.recorded_at) if p.worker else "",
            p.recorded_by,
            reverse("reviews:praise", args=[p.public_id]),
            "between",
        )
        for p in rows
    ]
