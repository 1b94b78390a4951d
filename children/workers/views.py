"""The IROs and social workers of the council: the list, one of them, their hours and teams, and names that
are recorded twice.
"""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.models import Worker, WorkerHours
from accounts.people.workers import set_hours as hours_from
from accounts.searches import chosen_filters, filter_data, to_list
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from children.models import SocialWorkerAllocation
from children.workers import actions as act
from children.workers.forms import HoursForm, TeamsForm, WorkerForm, WorkersFilter
from statute.refusals import Refused

MANAGE = Permission.MANAGE_WORKERS
PER_PAGE = 50
MOST_AT_ONCE = 100


def workers_of(viewer: Viewer) -> QuerySet[Worker]:
    return Worker.objects.filter(authority=viewer.authority_id)


def get_worker(viewer: Viewer, public_id: UUID) -> Worker:
    """The door to a worker: of the viewer's council, else 404."""
    worker = (
        workers_of(viewer).select_related("team", "user", "authority").filter(public_id=public_id).first()
    )
    if worker is None:
        raise Http404("No such worker")
    return worker


def shown(workers: QuerySet[Worker], day: date) -> dict[str, QuerySet[Worker]]:
    """What the list can be narrowed to."""
    known = WorkerHours.objects.filter(worker=OuterRef("pk"), starts_on__lte=day)
    return {
        "iros": workers.filter(is_iro=True),
        "social_workers": workers.filter(is_iro=False),
        "no_hours": workers.filter(~Exists(known), is_iro=True),
        "no_team": without_team(workers),
    }


def without_team(workers: QuerySet[Worker]) -> QuerySet[Worker]:
    """Social workers of children now, of whom no team is recorded."""
    open_now = SocialWorkerAllocation.objects.filter(worker=OuterRef("pk"), ended_on=None)
    return workers.filter(Exists(open_now), team=None, is_iro=False)


@page(MANAGE, methods=FORM)
def workers(request: Request) -> HttpResponse:
    """Everybody whom children are allocated to."""
    viewer, day = request.viewer, today()
    form = WorkersFilter(filter_data(request))
    if request.method == "POST":
        return to_list(request, form)
    data = form.cleaned_data if form.is_valid() else {}
    found = workers_of(viewer)
    if data.get("show"):
        found = shown(found, day)[data["show"]]
    if data.get("search"):
        found = found.filter(Q(name__icontains=data["search"]) | Q(staff_id__icontains=data["search"]))
    rows = (
        found.select_related("team", "user")
        .annotate(
            share=WorkerHours.objects.share_on(day),
            reviewed=Count("iro_allocations", filter=Q(iro_allocations__ended_on=None), distinct=True),
            worked=Count(
                "social_worker_allocations",
                filter=Q(social_worker_allocations__ended_on=None),
                distinct=True,
            ),
        )
        .order_by("-is_iro", "name", "staff_id", "pk")
    )
    context = {
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "selected": chosen_filters(request, form, data),
        "alike": len(act.alike(viewer.authority)),
        "no_team": without_team(workers_of(viewer)).count(),
    }
    return render(request, "children/workers/list.html", context)


@page(MANAGE, methods=FORM)
def new_worker(request: Request) -> HttpResponse:
    """Add somebody who does not sign in, or does not yet."""
    form = WorkerForm(posted(request), authority=request.viewer.authority)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            worker = act.add_worker(
                authority=request.viewer.authority, **form.cleaned_data, by=request.viewer.user
            )
            messages.success(request, f"{worker} was added.")
            return redirect("children:worker", public_id=worker.public_id)
    return ask_page(
        request,
        form,
        Question(
            "Add an IRO or social worker",
            "Add",
            reverse("children:workers"),
            text="For somebody who does not sign in. Whoever signs in is added under People, and is "
            "listed here too.",
        ),
    )


@page(MANAGE)
def worker(request: Request, public_id: UUID) -> HttpResponse:
    """One worker with hours from day to day."""
    found = get_worker(request.viewer, public_id)
    now = {
        "reviewed": found.iro_allocations.filter(ended_on=None).count(),
        "worked": found.social_worker_allocations.filter(ended_on=None).count(),
    }
    context = {"worker": found, "hours": found.hours.order_by("-starts_on"), **now}
    return render(request, "children/workers/worker.html", context)


@page(MANAGE, methods=FORM)
def change_worker(request: Request, public_id: UUID) -> HttpResponse:
    found = get_worker(request.viewer, public_id)
    now_set = {
        "name": found.name,
        "staff_id": found.staff_id,
        "is_iro": "yes" if found.is_iro else "no",
        "team": found.team_id,
    }
    form = WorkerForm(posted(request), authority=request.viewer.authority, initial=now_set)
    title = f"Change {found}"
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act.change_worker(worker=found, **form.cleaned_data, by=request.viewer.user)
            messages.success(request, "The worker is saved.")
            return redirect("children:worker", public_id=public_id)
    return ask_page(request, form, Question(title, "Save", reverse("children:worker", args=[public_id])))


@page(MANAGE, methods=FORM)
def set_hours(request: Request, public_id: UUID) -> HttpResponse:
    found = get_worker(request.viewer, public_id)
    form = HoursForm(posted(request), today=today())
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            hours_from(worker=found, **form.cleaned_data, by=request.viewer.user)
            messages.success(request, "The hours are saved.")
            return redirect("children:worker", public_id=public_id)
    return ask_page(
        request,
        form,
        Question(f"Hours of {found}", "Save the hours", reverse("children:worker", args=[public_id])),
    )


@page(MANAGE, methods=FORM)
def teams(request: Request) -> HttpResponse:
    """Which team each social worker without one is in, all on one page."""
    viewer = request.viewer
    lacking = without_team(workers_of(viewer)).order_by("name", "staff_id", "pk")
    total = lacking.count()
    form = TeamsForm(posted(request), workers=lacking[:MOST_AT_ONCE], authority=viewer.authority)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reached = act.set_teams(teams=form.chosen, by=viewer.user)
            said = f"Teams set: {len(form.chosen)}. Children whose team is known by that: {reached}."
            messages.success(request, said)
            return redirect("children:worker_teams" if total > len(form.chosen) else "children:workers")
    context = {"form": form, "total": total, "most": MOST_AT_ONCE}
    return render(request, "children/workers/teams.html", context, status=422 if form.errors else 200)


@page(MANAGE, methods=FORM)
def alike(request: Request) -> HttpResponse:
    """Names that are recorded twice: one person or two?"""
    viewer = request.viewer
    pairs = act.alike(viewer.authority)
    if request.method == "POST":
        said = request.POST.get("answer", ""), request.POST.get("one", ""), request.POST.get("other", "")
        pair = next((p for p in pairs if (str(p[0].public_id), str(p[1].public_id)) == said[1:]), None)
        if pair is None:
            raise Http404("No such pair")
        try:
            _answer(request, said[0], *pair)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("children:workers_alike")
    return render(request, "children/workers/alike.html", {"pairs": pairs})


def _answer(request: Request, answer: str, one: Worker, other: Worker) -> None:
    if answer == "same":
        kept = act.unite(one=one, other=other, by=request.viewer.user)
        messages.success(request, f"{kept} is now recorded once.")
    else:
        act.keep_apart(one=one, other=other, by=request.viewer.user)
        messages.success(request, f"Kept as two people: {one}.")
