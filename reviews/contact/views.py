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
from accounts.searches import filters_for_log
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from children.access import get_child, log_list, may_record
from children.child.context import child_context
from children.models import Child
from reviews.contact import actions
from reviews.contact.first import firsts_of
from reviews.cycle.current import running_cycle
from reviews.midway.access import get_child_to_contact, get_contact
from reviews.midway.forms import AgreeForm, ContactFilterForm, PlanContactForm, RecordContactForm, SettleForm
from reviews.midway.lists import contacts_list
from reviews.models import Contact
from reviews.models.letter import LetterKind, LetterState
from reviews.models.midway import ContactState

PER_PAGE = 25


@page(P.READ_CONTACT)
def contact_list(request: Request) -> HttpResponse:
    """Contacts across children; planned ones first to be done."""
    viewer = request.viewer
    form = ContactFilterForm(request.GET if "show" in request.GET else {"show": "planned"})
    show = form.cleaned_data["show"] if form.is_valid() else "planned"
    page_obj = Paginator(contacts_list(viewer, show, today()), PER_PAGE).get_page(request.GET.get("page"))
    log_list(viewer, [row.child_id for row in page_obj], page="contact", filters=filters_for_log(form))
    context = {
        "form": form,
        "page_obj": page_obj,
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
    letters = list(
        child.letters.filter(kind=LetterKind.INTRODUCTION).select_related("written_by").order_by("-pk")
    )
    context = child_context(viewer, child, today(), current="Contact") | {
        "plan": plan,
        "next_on": actions.next_contact_on(child, plan),
        "earlier": list(child.contact_plans.exclude(ended_on=None).order_by("-started_on")),
        "page_obj": Paginator(contacts, PER_PAGE).get_page(request.GET.get("page")),
        "made": contacts.filter(
            state=ContactState.MADE, happened_on__gte=plan.started_on if plan else today()
        ).count(),
        "is_iro": may_record(viewer, child),
        "introductions": letters,
        "may_introduce": not any(letter.state != LetterState.SENT for letter in letters),
        "firsts": firsts_of(child, child.periods.filter(ended_on=None).first()),
        "turn": running_cycle(child),
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
        "Save the agreement",
        "The agreement is recorded.",
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
    """Record the outcome of a planned contact."""
    viewer = request.viewer
    contact = get_contact(viewer, public_id, page="record a planned contact")
    form = SettleForm(posted(request), today=today(), initial={"on": today()})
    return _do(
        request,
        contact.child,
        form,
        "A planned contact",
        "Save the outcome",
        "The contact is recorded.",
        lambda data: actions.settle_contact(contact=contact, by=viewer.user, today=today(), **data),
        text=f"{contact.get_way_display().capitalize()}{_planned(contact)}.",
    )


def _planned(contact: Contact) -> str:
    return f", planned for {day_words(contact.planned_for)}" if contact.planned_for else ""


def _do(
    request: Request,
    child: Child,
    form: BaseForm,
    title: str,
    button: str,
    done: str,
    act: Callable[[dict[str, Any]], object],
    text: str = "",
) -> HttpResponse:
    """A page with one question about a child's contact."""
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act(form.cleaned_data)
            messages.success(request, done)
            return redirect("reviews:child_contact", public_id=child.public_id)
    question = Question(
        title=title,
        button=button,
        back=reverse("reviews:child_contact", args=[child.public_id]),
        back_text="Contact between reviews",
        text=text,
    )
    return ask_page(request, form, question, child=child, today=today())
