"""One IRO's caseload, or a part of it, handed over to another."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.models import Worker
from accounts.ui.posted import posted
from children.access import log_list
from children.models import Child, IroAllocation
from children.people.actions import hand_over as hand_over_action
from children.people.appointment import caseload_hints, caseloads
from children.people.forms import HandOverForm


def get_iro(viewer: Viewer, public_id: UUID) -> Worker:
    """The door to an IRO of the viewer's council. Raises Http404."""
    worker = Worker.objects.filter(public_id=public_id, authority=viewer.authority_id, is_iro=True).first()
    if worker is None:
        raise Http404("No such IRO")
    return worker


@page(Permission.ALLOCATE_IRO, methods=FORM)
def hand_over(request: Request, public_id: UUID) -> HttpResponse:
    """Choose the children and the IRO who takes them; whom that IRO cannot take stays, and is named with
    the reason.
    """
    viewer, day = request.viewer, today()
    giver = get_iro(viewer, public_id)
    held = IroAllocation.objects.filter(child=OuterRef("pk"), ended_on=None, worker=giver)
    caseload = Child.objects.visible_to(viewer).filter(Exists(held))
    loads = caseloads(viewer, day)
    loads.pop(giver, None)
    form = HandOverForm(posted(request), caseload=caseload, hints=caseload_hints(loads), today=day)
    if request.method == "POST" and form.is_valid():
        chosen, taker = list(form.cleaned_data["children"]), form.cleaned_data["iro"]
        refused = hand_over_action(
            children=chosen,
            worker=taker,
            on=form.cleaned_data["on"],
            end_reason=form.cleaned_data["end_reason"],
            departs=form.departs,
            by=viewer.user,
            today=day,
        )
        for child, why in refused.items():
            messages.warning(request, f"Child {child.number} stays with {giver}: {why}")
        if len(refused) < len(chosen):
            messages.success(request, f"Handed over to {taker}: {len(chosen) - len(refused)}.")
        return redirect("children:hand_over", public_id=public_id)
    count = len(caseload)
    log_list(
        viewer, [child.pk for child in caseload], page="hand over a caseload", filters=f"IRO: {giver}"[:300]
    )
    context = {"form": form, "giver": giver, "count": count}
    return render(request, "children/hand_over.html", context, status=422 if form.errors else 200)
