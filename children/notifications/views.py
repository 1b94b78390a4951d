"""Pages on which the notification of a child is recorded, and who was told who the IRO is."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.templatetags.govuk import day as in_words
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from children.access import get_child, may_record
from children.child.questions import ask_about
from children.models import CareNotification, Child
from children.notifications import actions
from children.notifications.facts import Rules, notice_due_on, notification_of
from children.notifications.forms import NotificationForm, ToldForm
from children.people.changed import iro_has_changed, iro_since, mark_of

PEOPLE = "children:people"


@page(Permission.ALLOCATE_IRO, methods=FORM)
def notification(request: Request, public_id: UUID) -> HttpResponse:
    """Record when the IRO service was told that the child is looked after."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="notification of a child")
    period = child.periods.filter(ended_on=None).first()
    if period is None:
        messages.warning(request, "The child is not looked after now.")
        return redirect(PEOPLE, public_id=public_id)
    found = notification_of(period)
    form = NotificationForm(
        posted(request), authority=viewer.authority, today=today(), initial=_as_first(child, found)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.record_notification(child=child, notice=form.notice, by=viewer.user, today=today())
            messages.success(request, "It is recorded when the IRO service was told.")
            return redirect(PEOPLE, public_id=public_id)
    due = notice_due_on(Rules.of(child), period.started_on)
    facts = [f"The child came into care on {in_words(period.started_on)}."]
    if due is not None:
        facts.append(f"The IRO service is to be told by {in_words(due)}. After that day a reason is needed.")
    title = "Correct when the IRO service was told" if found else "Record when the IRO service was told"
    return ask_about(request, child, form, title=title, button="Save", back=PEOPLE, facts=tuple(facts))


def _as_first(child: Child, found: CareNotification | None) -> dict[str, object]:
    if found is None:
        worker = child.social_worker_allocations.filter(ended_on=None).first()
        return {"team": worker.team_id if worker else None}
    at = timezone.localtime(found.received_at).time() if found.received_at else None
    names = ("received_on", "channel", "from_whom", "entered_on", "delay_reason", "delay_note")
    return {name: getattr(found, name) for name in names} | {"team": found.team_id, "at": at}


@page(Permission.ALLOCATE_IRO, Permission.RECORD_REVIEW, methods=FORM)
def told(request: Request, public_id: UUID) -> HttpResponse:
    """Record when the child and the carer were told who the IRO is."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="told who the IRO is")
    if not (viewer.may(Permission.ALLOCATE_IRO) or may_record(viewer, child)):
        raise Http404("Not yours")
    present = child.iro_allocations.filter(ended_on=None).select_related("worker").first()
    if present is None:
        messages.warning(request, actions.NOBODY)
        return redirect(PEOPLE, public_id=public_id)
    names = ("child_told_on", "child_told_how", "carer_told_on")
    form = ToldForm(
        posted(request),
        stands=mark_of(present),
        changed=iro_has_changed(present),
        today=today(),
        initial={n: getattr(present, n) for n in names},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.tell_who_the_iro_is(
                child=child, of=present, by=viewer.user, today=today(), **form.cleaned_data
            )
            messages.success(request, "It is recorded who has been told.")
            return redirect(PEOPLE, public_id=public_id)
    title = "Who has been told who the IRO is"
    return ask_about(
        request, child, form, title=title, button="Save", back=PEOPLE, facts=(iro_since(present),)
    )
