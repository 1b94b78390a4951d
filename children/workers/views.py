"""The IROs and social workers of the council: the list, one of them, their hours and teams, and names that
are recorded twice.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.models import Worker, WorkerHours
from accounts.people.workers import set_hours as hours_from
from accounts.plain_names import called
from accounts.searches import chosen_filters, filter_data, filters_in, to_list
from accounts.templatetags.govuk import day as in_words
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted, pressed
from children.access import counted_for
from children.models import SocialWorkerAllocation, WorkerUnion
from children.workers import actions as act
from children.workers import uniting
from children.workers.forms import HoursForm, TeamsForm, WorkerForm, WorkersFilter
from statute.refusals import Refused

MANAGE = Permission.MANAGE_WORKERS
PER_PAGE = 50
MOST_AT_ONCE = 100
REVIEWED, WORKED = "iro_allocations__", "social_worker_allocations__"


def workers_of(viewer: Viewer) -> QuerySet[Worker]:
    return Worker.objects.filter(authority=viewer.authority_id)


def open_now(viewer: Viewer, of: str = "") -> Q:
    """The allocations of today that count for this person."""
    counted = counted_for(viewer).values("pk").order_by()
    return Q(**{f"{of}ended_on": None, f"{of}child__in": counted})


def get_worker(viewer: Viewer, public_id: UUID) -> Worker:
    """The door to a worker: of the viewer's council, else 404."""
    worker = (
        workers_of(viewer).select_related("team", "user", "authority").filter(public_id=public_id).first()
    )
    if worker is None:
        raise Http404("No such worker")
    return worker


def shown(viewer: Viewer, day: date) -> dict[str, QuerySet[Worker]]:
    """What the list can be narrowed to."""
    workers = workers_of(viewer)
    known = WorkerHours.objects.filter(worker=OuterRef("pk"), starts_on__lte=day)
    return {
        "iros": workers.filter(is_iro=True),
        "social_workers": workers.filter(is_iro=False),
        "no_hours": workers.filter(~Exists(known), is_iro=True),
        "no_team": without_team(viewer),
        "no_account": cannot_sign_in(workers.filter(is_iro=True)),
    }


def cannot_sign_in(workers: QuerySet[Worker]) -> QuerySet[Worker]:
    """Those to whom no account belongs, or only one that is closed."""
    return workers.exclude(user__is_active=True)


def without_team(viewer: Viewer) -> QuerySet[Worker]:
    """Social workers of children now, of whom no team is recorded."""
    children = SocialWorkerAllocation.objects.filter(open_now(viewer), worker=OuterRef("pk"))
    return workers_of(viewer).filter(Exists(children), team=None, is_iro=False)


@page(MANAGE, methods=FORM)
def workers(request: Request) -> HttpResponse:
    """Everybody whom children are allocated to."""
    viewer, day = request.viewer, today()
    form = WorkersFilter(filter_data(request))
    if request.method == "POST":
        return to_list(request, form)
    data = filters_in(request, form)
    found = workers_of(viewer)
    if data.get("show"):
        found = shown(viewer, day)[data["show"]]
    if data.get("search"):
        found = found.filter(called(data["search"], "name", by=["staff_id__icontains"]))
    rows = (
        found.select_related("team", "user")
        .annotate(
            share=WorkerHours.objects.share_on(day),
            reviewed=Count("iro_allocations", filter=open_now(viewer, REVIEWED), distinct=True),
            worked=Count("social_worker_allocations", filter=open_now(viewer, WORKED), distinct=True),
        )
        .order_by("-is_iro", "name", "staff_id", "pk")
    )
    context = {
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "selected": chosen_filters(request, form, data),
        "alike": len(act.alike(viewer.authority)),
        "no_team": without_team(viewer).count(),
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
        "reviewed": found.iro_allocations.filter(open_now(request.viewer)).count(),
        "worked": found.social_worker_allocations.filter(open_now(request.viewer)).count(),
    }
    context = {"worker": found, "hours": found.hours.order_by("-starts_on"), **now}
    context["unions"] = found.unions.filter(undone_at=None).order_by("-pk")
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
            act.change_worker(worker=found, **form.cleaned_data, by=request.viewer.user, today=today())
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
    worked = Count("social_worker_allocations__child", filter=open_now(viewer, WORKED), distinct=True)
    lacking = without_team(viewer).annotate(worked=worked)
    lacking = lacking.order_by("name", "staff_id", "pk")
    total = lacking.count()
    form = TeamsForm(posted(request), workers=lacking[:MOST_AT_ONCE], authority=viewer.authority)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            before = form.cleaned_data["also_before"]
            reached = act.set_teams(teams=form.chosen, by=viewer.user, today=today(), also_before=before)
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
        said = request.POST.get("one", ""), request.POST.get("other", "")
        pair = next((p for p in pairs if (str(p[0].public_id), str(p[1].public_id)) == said), None)
        if pair is None:
            raise Http404("No such pair")
        return _answer(request, *pair)
    return render(request, "children/workers/alike.html", {"pairs": pairs})


def _answer(request: Request, one: Worker, other: Worker) -> HttpResponse:
    with refusals_said(request):
        if pressed(request, "answer", "same", "two") == "same":
            return redirect("children:unite_workers", public_id=one.public_id, other=other.public_id)
        act.keep_apart(one=one, other=other, by=request.viewer.user)
        messages.success(request, f"Kept as two people: {one}.")
    return redirect("children:workers_alike")


@page(MANAGE, methods=FORM)
def unite(request: Request, public_id: UUID, other: UUID) -> HttpResponse:
    """What would happen if two workers became one; then it does."""
    one, two = get_worker(request.viewer, public_id), get_worker(request.viewer, other)
    if one == two:
        raise Http404("One worker")
    form = BaseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            kept = uniting.unite(one=one, other=two, by=request.viewer.user, today=today()).kept
            messages.success(request, f"{kept} is now recorded once.")
            return redirect("children:worker", public_id=kept.public_id)
    try:
        preview = uniting.try_out(one=one, other=two, today=today())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("children:workers_alike")
    question = Question(
        "Make them one person",
        "Make them one person",
        reverse("children:workers_alike"),
        facts=tuple(_union_words(preview)),
    )
    return ask_page(request, form, question)


def _union_words(preview: uniting.Preview) -> Iterator[str]:
    kept, gone = preview.kept, preview.gone
    number = f"with the number {kept.staff_id}" if kept.staff_id else "without a number"
    yield f"{kept}, {number}, stays. {gone}, without a number, is put into this record."
    yield (
        f"What moves: {', '.join(preview.moved)}."
        if preview.moved
        else "Nothing is recorded about the one that goes."
    )
    if preview.removed:
        yield f"Hours that both have from the same day are kept once: {preview.removed}."
    if gone.user and not kept.user:
        yield f"{gone.user.name} will sign in as {kept}."
    yield "You can undo this on the page of this person."


@page(MANAGE, methods=FORM)
def part(request: Request, public_id: UUID) -> HttpResponse:
    """Make two of one again."""
    mine = WorkerUnion.objects.filter(kept__authority=request.viewer.authority_id, undone_at=None)
    union = mine.select_related("kept").filter(public_id=public_id).first()
    if union is None:
        raise Http404("No such union")
    kept, form = union.kept, BaseForm(posted(request))
    back = reverse("children:worker", args=[kept.public_id])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            uniting.undo(union=union, by=request.viewer.user, today=today())
            messages.success(request, "They are two people again.")
            return redirect(back)
    named = union.gone["fields"]["name"] or union.gone["fields"]["staff_id"]
    facts = (f"{named} was put into {kept} on {in_words(localdate(union.created_at))}.",)
    warning = "What was recorded since then stays with the person who stayed."
    question = Question(
        "Make them two people again", "Make them two people", back, facts=facts, warning=warning
    )
    return ask_page(request, form, question)
