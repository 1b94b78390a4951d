"""Pages of contact between reviews: the list, a child's contacts and what was agreed, recording."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from children.access import get_child, may_record
from children.child.context import child_context
from children.models import Child
from reviews.contact import actions
from reviews.midway import states
from reviews.midway.access import get_child_to_contact, get_contact
from reviews.midway.forms import AgreeForm, ContactFilterForm, PlanContactForm, RecordContactForm, SettleForm
from reviews.midway.lists import contacts_list
from reviews.models.midway import ContactState

PER_PAGE = 25


@page(P.READ_CONTACT)
def contact_list(request: Request) -> HttpResponse:
    """Contacts across children; planned ones first to be done."""
    viewer = request.viewer
    form = ContactFilterForm(request.GET or {"show": "planned"})
    show = form.cleaned_data["show"] if form.is_valid() else "planned"
    context = {
        "form": form,
        "page_obj": Paginator(contacts_list(viewer, show, today()), PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "clear": reverse("reviews:contact_list"),
        "today": today(),
    }
    return render(request, "reviews/contact/list.html", context)


@page(P.READ_CONTACT)
def child_contact(request: Request, public_id: UUID) -> HttpResponse:
    """What is agreed with one child, and what came of it."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="contact between reviews")
    plan = actions.open_plan(child)
    contacts = child.iro_contacts.select_related("recorded_by")
    context = child_context(viewer, child, today(), current="Contact") | {
        "plan": plan,
        "next_on": actions.next_contact_on(child, plan),
        "earlier": list(child.contact_plans.exclude(ended_on=None).order_by("-started_on")),
        "page_obj": Paginator(contacts, PER_PAGE).get_page(request.GET.get("page")),
        "made": contacts.filter(
            state=ContactState.MADE, happened_on__gte=plan.started_on if plan else today()
        ).count(),
        "is_iro": may_record(viewer, child),
    }
    return render(request, "reviews/contact/child.html", context)


@page(P.RECORD_REVIEW, methods=FORM)
def agree(request: Request, public_id: UUID) -> HttpResponse:
    """Write down what the child and the IRO agreed."""
    viewer = request.viewer
    child = get_child_to_contact(viewer, public_id, page="agree contact")
    plan = actions.open_plan(child)
    start = {name: getattr(plan, name) for name in ("wish", "way", "every_weeks")} if plan else {}
    form = AgreeForm(posted(request), initial=start)
    return _do(
        request,
        child,
        form,
        "Agree contact with the child",
        "Save what was agreed",
        "What you agreed is recorded.",
        lambda data: actions.agree(child=child, by=viewer.user, today=today(), **data),
    )


@page(P.RECORD_REVIEW, methods=FORM)
def plan_contact(request: Request, public_id: UUID) -> HttpResponse:
    """Plan a contact for a day."""
    viewer = request.viewer
    child = get_child_to_contact(viewer, public_id, page="plan a contact")
    plan = actions.open_plan(child)
    form = PlanContactForm(
        posted(request),
        initial={"way": plan.way if plan else "", "on": actions.next_contact_on(child, plan)},
    )
    return _do(
        request,
        child,
        form,
        "Plan a contact",
        "Plan the contact",
        "The contact is planned.",
        lambda data: actions.plan_contact(child=child, by=viewer.user, today=today(), **data),
    )


@page(P.RECORD_REVIEW, methods=FORM)
def record_contact(request: Request, public_id: UUID) -> HttpResponse:
    """Record a contact that was not planned."""
    viewer = request.viewer
    child = get_child_to_contact(viewer, public_id, page="record a contact")
    form = RecordContactForm(posted(request), today=today(), initial={"on": today()})
    return _do(
        request,
        child,
        form,
        "Record a contact",
        "Record the contact",
        "The contact is recorded.",
        lambda data: actions.record_contact(child=child, by=viewer.user, today=today(), **data),
    )


@page(P.RECORD_REVIEW, methods=FORM)
def settle_contact(request: Request, public_id: UUID) -> HttpResponse:
    """Say what became of a planned contact."""
    viewer = request.viewer
    contact = get_contact(viewer, public_id, page="record a planned contact")
    form = SettleForm(posted(request), today=today(), initial={"on": today()})
    assert contact.planned_for is not None or contact.state != ContactState.PLANNED
    return _do(
        request,
        contact.child,
        form,
        "A planned contact",
        "Record what became of it",
        "The contact is recorded.",
        lambda data: actions.settle_contact(contact=contact, by=viewer.user, today=today(), **data),
        contact=contact,
    )


def _do(
    request: Request,
    child: Child,
    form: BaseForm,
    title: str,
    button: str,
    done: str,
    act: Callable[[dict[str, Any]], object],
    **more: Any,
) -> HttpResponse:
    """A page with one form: the action is tried, what it refuses is told on the page."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except states.NotNow as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("reviews:child_contact", public_id=child.public_id)
    context = {"child": child, "form": form, "title": title, "button": button, "today": today()}
    return render(request, "reviews/contact/form.html", context | more, status=422 if form.errors else 200)
