"""Pages of the daily feed: what came, what changed, what was refused, and what the two systems say
differently.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.posted import posted
from children.access import log_list
from children.feed import actions, shown
from children.feed.access import deliveries_visible_to, differences_visible_to, get_delivery, get_difference
from children.feed.forms import DeliveryForm, DifferenceForm
from children.feed.states import Choice
from children.imports import tables_shown
from children.imports.access import closed_in, closed_numbers, open_to
from children.imports.forms import DecideForm
from children.models import FeedDelivery
from children.models.feed import Decided, FeedDoor, FeedState

PER_PAGE = 25
STATES = {
    FeedState.RECEIVED: "blue",
    FeedState.HELD: "yellow",
    FeedState.CONFIRMED: "blue",
    FeedState.APPLIED: "green",
    FeedState.REFUSED: "red",
}


@page(Permission.IMPORT)
def feed(request: Request) -> HttpResponse:
    """The deliveries of the council, the latest first, and what waits for a decision."""
    viewer = request.viewer
    found = Paginator(deliveries_visible_to(viewer), PER_PAGE).get_page(request.GET.get("page"))
    differences = differences_visible_to(viewer)
    context = {
        "page_obj": found,
        "table": shown.deliveries(found.object_list, STATES, closed_numbers(viewer)),
        "open": differences.filter(state=Decided.OPEN).count(),
        "noted": differences.filter(state=Decided.NOTED).count(),
        "held": deliveries_visible_to(viewer).filter(state=FeedState.HELD).count(),
    }
    return render(request, "children/feed/list.html", context)


@page(Permission.IMPORT, methods=FORM)
def new_delivery(request: Request) -> HttpResponse:
    """Upload a night's file by hand. The worker reads it at once."""
    viewer = request.viewer
    form = DeliveryForm(posted(request))
    if request.method == "POST":
        form = DeliveryForm(request.POST, request.FILES)
        if form.is_valid():
            upload = form.cleaned_data["upload"]
            kept = actions.receive(
                authority=viewer.authority,
                door=FeedDoor.PAGE,
                name=str(upload.name),
                content=upload.read(),
                is_full=form.cleaned_data["holds"] == "full",
                drawn_on=form.cleaned_data["drawn_on"],
                by=viewer.user,
            )
            return redirect("children:delivery", public_id=kept.public_id)
    question = Question(
        title="Send a night’s file",
        button="Send",
        back=reverse("children:feed"),
        back_text="Daily feed",
        facts=(
            "What people entered in the portal is not changed. Where the file says otherwise, it is listed.",
        ),
    )
    return ask_page(request, form, question)


@page(Permission.IMPORT)
def delivery(request: Request, public_id: UUID) -> HttpResponse:
    """One delivery: what came, what changed, what was refused, and what the two systems say differently."""
    viewer = request.viewer
    found = get_delivery(viewer, public_id)
    context = {
        "delivery": found,
        "colour": STATES[FeedState(found.state)],
        "is_waiting": found.state in actions.WAITS,
        "is_held": found.state == FeedState.HELD,
    }
    if (record := found.record) is not None:
        closed = closed_in(viewer, record)
        rejects = tables_shown.said(record, closed, warnings=False)
        context |= {
            "record": record,
            "came": shown.came(found, closed),
            "rejects": rejects,
            "all_rejects": len(rejects.rows) + rejects.more,
            "counts": tables_shown.Counts.of(record, closed),
            "files": tables_shown.files(record, closed),
            "warnings": tables_shown.notes(record, closed),
            "pointed_out": tables_shown.said(record, closed, warnings=True),
            "removed": tables_shown.removed(record, closed),
            "untold": tables_shown.untold(viewer, record, closed),
            "moves": tables_shown.moves(viewer, record, closed),
            "decisions": open_to(viewer, record.preview.get("decisions", [])),
            "differences": shown.differences(viewer, differences_visible_to(viewer).filter(delivery=found)),
        }
    return render(request, "children/feed/delivery.html", context)


@page(Permission.IMPORT)
def differences(request: Request) -> HttpResponse:
    """What the council's system and the portal say differently: to be decided, and what was decided."""
    viewer = request.viewer
    rows = differences_visible_to(viewer)
    context = {
        "open": shown.differences(viewer, rows.filter(state=Decided.OPEN), "To decide"),
        "decided": shown.differences(
            viewer, rows.filter(state__in=[Decided.NOTED, Decided.TAKEN]), "Decided"
        ),
    }
    return render(request, "children/feed/differences.html", context)


@page(Permission.IMPORT, methods=FORM)
def decide_difference(request: Request, public_id: UUID) -> HttpResponse:
    """Say which of the two is right."""
    viewer = request.viewer
    found = get_difference(viewer, public_id)
    reach = shown.Reach.of(viewer, [found])
    log_list(viewer, reach.read([found]), page="a difference of the daily feed")
    theirs, ours = shown.sides(found, reach)
    form = DifferenceForm(posted(request), difference=found)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.decide(
                difference=found,
                choice=Choice[form.cleaned_data["choice"]],
                reason=form.cleaned_data["reason"],
                by=viewer.user,
            )
            messages.success(request, "Your decision is kept.")
            return redirect("children:feed_differences")
    question = Question(
        title=f"{shown.what(found)} of child {found.number}",
        button="Save",
        back=reverse("children:feed_differences"),
        back_text="Differences",
        facts=(f"The council’s system says: {theirs}", f"The portal says: {ours}"),
        warning="" if found.can_take else "This was recorded in a review, so it is corrected in the record.",
    )
    return ask_page(request, form, question)


@page(Permission.IMPORT, methods=FORM)
def decide_numbers(request: Request, public_id: UUID) -> HttpResponse:
    """Say of numbers that look like one child whether they are."""
    viewer = request.viewer
    found = get_delivery(viewer, public_id)
    decisions = open_to(viewer, found.record.preview.get("decisions", []) if found.record else [])
    if not decisions:
        return redirect("children:delivery", public_id=public_id)
    form = DecideForm(posted(request), decisions=decisions)
    if request.method == "POST" and form.is_valid():
        actions.same_child(authority=viewer.authority, answers=form.answers(), by=viewer.user)
        messages.success(request, "Your decisions are kept. The children are being read again.")
        return redirect("children:feed")
    question = Question(
        title="Is it the same child?",
        button="Save",
        back=reverse("children:delivery", args=[public_id]),
        back_text="Delivery",
        facts=("Your answer is kept, so that later deliveries do not ask again.",),
    )
    return ask_page(request, form, question)


@page(Permission.IMPORT, methods=POST)
def confirm_delivery(request: Request, public_id: UUID) -> HttpResponse:
    """Read a delivery although much goes with it."""
    return _settled(request, get_delivery(request.viewer, public_id), actions.confirm, "It is being read.")


@page(Permission.IMPORT, methods=POST)
def discard_delivery(request: Request, public_id: UUID) -> HttpResponse:
    """Do not read a delivery that waits for a decision."""
    said = "The delivery is discarded. Nothing was changed."
    return _settled(request, get_delivery(request.viewer, public_id), actions.discard, said)


def _settled(request: Request, found: FeedDelivery, act: Callable[..., Any], said: str) -> HttpResponse:
    with refusals_said(request):
        act(delivery=found, by=request.viewer.user)
        messages.success(request, said)
    return redirect("children:delivery", public_id=found.public_id)
