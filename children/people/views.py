"""Pages of the people around a child: IRO, social worker, family, and who may see the record."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.templatetags.govuk import day as in_words
from accounts.ui.asking import refusals_on
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from accounts.ui.tables import Cell, Table
from children.access import get_child, is_visible, may_record, seen_by_number
from children.child.context import child_context
from children.child.history import origin, table, until
from children.child.questions import ask_about
from children.contacts.actions import contacts_of
from children.models import Child, FamilyLink, IroAllocation, SocialWorkerAllocation
from children.notifications import alert
from children.notifications.facts import deadlines, lines, notification_of
from children.people import actions
from children.people.appointment import caseloads, hints_for
from children.people.changed import iro_has_changed, iro_since, mark_of
from children.people.forms import AllocateOneForm, LinkForm, SocialWorkerForm
from children.people.standing_in import stand_ins_of
from children.restriction.naming import Name, names_in

PEOPLE = "children:people"


@page(Permission.SEE_CHILDREN)
def people(request: Request, public_id: UUID) -> HttpResponse:
    """Who is and was the IRO and the social worker, the family, and who may see a restricted record."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="people")
    period = child.periods.filter(ended_on=None).first()
    found = notification_of(period) if period else None
    is_iro = may_record(viewer, child)
    context = child_context(viewer, child, today(), current="People") | {
        "iros": [_iros(child)],
        "social_workers": [_social_workers(child)],
        "family": _family(viewer, child),
        "contacts": contacts_of(child),
        "may_edit_contacts": viewer.may(Permission.EDIT_CHILD) or is_iro,
        "stand_ins": stand_ins_of(child, today()),
        "notification": [vars(line) for line in lines(child, period, found, today())] if period else [],
        "is_notified": found is not None,
        "alert_href": alert.link(viewer, child, today()),
        "may_say_told": viewer.may(Permission.ALLOCATE_IRO) or is_iro,
        "named": _named(child, today()),
        "may_allocate": viewer.may(Permission.ALLOCATE_IRO) and period is not None,
        "may_edit": viewer.may(Permission.EDIT_CHILD),
        "may_change_worker": viewer.may(Permission.EDIT_CHILD) and period is not None,
        "may_restrict": viewer.may(Permission.RESTRICT_CHILD),
    }
    return render(request, "children/people.html", context)


def _named(child: Child, day: date) -> list[Name]:
    """Whose names open a restricted record today, by name."""
    found = [name for name in names_in(child.authority, day, child=child) if name.opens]
    return sorted(found, key=lambda name: (name.grant.user.name, name.grant.pk))


def _iros(child: Child) -> Table:
    rows: list[list[Cell]] = [
        [
            {"text": str(a.worker), "note": "; ".join(filter(None, (origin(a.source), _exception(a))))},
            in_words(a.started_on),
            until(a.ended_on),
            _told(a),
            (a.get_end_reason_display() or "not recorded") if a.ended_on else "goes on",
        ]
        for a in child.iro_allocations.select_related("worker", "source").order_by("-started_on", "-pk")
    ]
    headings = ["IRO", "From", "To", "Told", "Why it ended"]
    return table("IRO", headings, rows, "No IRO has been allocated.")


def _exception(allocation: IroAllocation) -> str:
    """Why the IRO was named against a rule."""
    if not allocation.exception:
        return ""
    note = f": {allocation.exception_note}" if allocation.exception_note else ""
    return f"named against a rule for family or continuity: {allocation.get_exception_display()}{note}"


def _told(allocation: IroAllocation) -> str:
    """Who has been told who the IRO is, and when."""
    child, carer = allocation.child_told_on, allocation.carer_told_on
    how = f" {allocation.get_child_told_how_display()}" if child else ""
    said = [f"child on {in_words(child)}{how}"] if child else []
    said += [f"carer on {in_words(carer)}"] if carer else []
    return "; ".join(said) or "not recorded"


def _social_workers(child: Child) -> Table:
    found = child.social_worker_allocations.select_related("worker", "team", "source")
    rows: list[list[Cell]] = [
        [
            {"text": str(a.worker) if a.worker else "nobody named", "note": origin(a.source)},
            a.team.name if a.team else "not recorded",
            in_words(a.started_on),
            until(a.ended_on),
        ]
        for a in found.order_by("-started_on", "-pk")
    ]
    headings = ["Social worker", "Team", "From", "To"]
    return table("Social worker and team", headings, rows, "No social worker has been allocated.")


def _family(viewer: Viewer, child: Child) -> list[dict[str, Any]]:
    """The links of the child. A child whom the person may not see is not named, and nothing is told of one
    whose restricted record is closed to them.
    """
    links = list(
        FamilyLink.objects.filter(Q(child=child) | Q(other=child))
        .select_related("child", "other")
        .order_by("pk")
    )
    others = {link.other_id if link.child_id == child.pk else link.child_id for link in links}
    seen = set(Child.objects.visible_to(viewer).filter(pk__in=others).values_list("pk", flat=True).order_by())
    rows = []
    for link in links:
        mine_first = link.child_id == child.pk
        other = link.other if mine_first else link.child
        if other.is_restricted and other.pk not in seen:
            continue
        words = (
            "Brother or sister"
            if link.kind == "SIBLING"
            else "Son or daughter"
            if mine_first
            else "Mother or father"
        )
        rows.append({"link": link.pk, "other": other if other.pk in seen else None, "words": words})
    return rows


@page(Permission.ALLOCATE_IRO, methods=FORM)
def allocate(request: Request, public_id: UUID) -> HttpResponse:
    """Name the child's IRO, with every caseload and what is to be thought about."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="allocate an IRO")
    period = child.periods.filter(ended_on=None).first()
    if period is None:
        messages.warning(request, "The child is not looked after now, so no IRO can be allocated.")
        return redirect(PEOPLE, public_id=public_id)
    present = child.iro_allocations.filter(ended_on=None).select_related("worker").first()
    loads = caseloads(viewer, day)
    if present:
        loads.pop(present.worker, None)
    form = AllocateOneForm(
        posted(request),
        hints=hints_for(child, loads),
        changes=present is not None,
        stands=mark_of(present),
        changed=iro_has_changed(present),
        today=day,
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            found = actions.allocate_iro(
                child=child,
                worker=form.cleaned_data["iro"],
                on=form.cleaned_data["on"],
                at=form.cleaned_data["at"],
                departs=form.departs,
                end_reason=form.cleaned_data.get("end_reason", ""),
                by=viewer.user,
                today=day,
            )
            messages.success(request, f"{found.worker} is the IRO from {in_words(found.started_on)}.")
            return redirect(PEOPLE, public_id=public_id)
    facts = (
        deadlines(child, period, notification_of(period), today())
        if present is None
        else (iro_since(present),)
    )
    title = "Change the IRO" if present else "Allocate an IRO"
    return ask_about(request, child, form, title=title, button=title, back=PEOPLE, facts=facts)


def _worker_has_changed(present: SocialWorkerAllocation | None) -> str:
    if present is None:
        return "The child has no social worker and no team any more."
    who = f"{present.worker or 'nobody named'}, {present.team or 'no team'}"
    return f"The social worker or the team has changed since you opened this page, to {who}."


@page(Permission.EDIT_CHILD, methods=FORM)
def social_worker(request: Request, public_id: UUID) -> HttpResponse:
    """Name the child's social worker and team."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="change the social worker")
    present = child.social_worker_allocations.filter(ended_on=None).select_related("worker", "team").first()
    form = SocialWorkerForm(
        posted(request),
        authority=viewer.authority,
        changes=present is not None,
        stands=mark_of(present),
        changed=_worker_has_changed(present),
        today=day,
        initial={"team": present.team_id, "worker": present.worker_id} if present else {},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.allocate_social_worker(
                child=child,
                why=form.cleaned_data.pop("why", ""),
                by=viewer.user,
                today=day,
                **form.cleaned_data,
            )
            messages.success(request, "The social worker and team are recorded.")
            return redirect(PEOPLE, public_id=public_id)
    title = "Change the social worker or team" if present else "Allocate a social worker"
    return ask_about(request, child, form, title=title, button="Save", back=PEOPLE)


@page(Permission.EDIT_CHILD, methods=FORM)
def link(request: Request, public_id: UUID) -> HttpResponse:
    """Link a brother or sister, a parent or a child who is or was looked after too."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="link family")
    form = LinkForm(posted(request))
    if request.method == "POST" and form.is_valid():
        other = seen_by_number(viewer, form.cleaned_data["number"])
        if other is None:
            form.add_error("number", "There is no child with this number. Check the number.")
        else:
            with refusals_on(form):
                actions.link_family(child=child, other=other, kind=form.cleaned_data["kind"], by=viewer.user)
                messages.success(request, "The two children are linked. The link is shown on both records.")
                return redirect(PEOPLE, public_id=public_id)
    return ask_about(request, child, form, title="Link a member of the family", button="Link", back=PEOPLE)


@page(Permission.EDIT_CHILD, methods=FORM)
def unlink(request: Request, public_id: UUID, link: int) -> HttpResponse:
    """Remove a family link that was entered wrongly."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="remove a family link")
    links = FamilyLink.objects.filter(Q(child=child) | Q(other=child), pk=link)
    found = links.select_related("child", "other").first()
    if found is None or not is_visible(viewer, found.other if found.child_id == child.pk else found.child):
        raise Http404("No such link")
    form = BaseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.unlink_family(link=found, child=child, by=viewer.user)
            messages.success(request, "The link is removed from both records.")
            return redirect(PEOPLE, public_id=public_id)
    return ask_about(
        request,
        child,
        form,
        title="Remove the family link",
        button="Remove the link",
        back=PEOPLE,
        facts=("Remove a link only if it was entered by mistake. The history of both records keeps it.",),
    )
