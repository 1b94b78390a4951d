"""Children without an IRO, allocated on one page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.ui.posted import posted
from children.access import log_list
from children.people.actions import allocate_many as allocate_many_action
from children.people.appointment import caseloads
from children.people.forms import AllocateManyForm
from children.people.proposals import propose, waiting

MOST_AT_ONCE = 100


@page(Permission.ALLOCATE_IRO, methods=FORM)
def allocate_many(request: Request) -> HttpResponse:
    """A proposal for each child, to be changed or taken; whom an IRO cannot take stays, and is named."""
    viewer, day = request.viewer, today()
    every = waiting(viewer)
    children = every[:MOST_AT_ONCE]
    loads = caseloads(viewer, day)
    proposals = propose(children, viewer, day)
    form = AllocateManyForm(posted(request), proposals=proposals, loads=loads, today=day)
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen
        refused = allocate_many_action(
            chosen=chosen, on=form.cleaned_data["on"], by=viewer.user, today=day, departs=form.departs
        )
        for child, why in refused.items():
            messages.warning(request, f"Child {child.number} has no IRO yet: {why}")
        if len(refused) < len(chosen):
            messages.success(request, f"Children who were given an IRO: {len(chosen) - len(refused)}.")
        return redirect("children:allocate_many" if refused or len(every) > len(chosen) else "children:list")
    log_list(viewer, [child.pk for child in children], page="children without an IRO")
    context = {"form": form, "total": len(every), "most": MOST_AT_ONCE, "loads": loads.items()}
    return render(request, "children/allocate_many.html", context, status=422 if form.errors else 200)
