"""Pages of good practice and compliments: the list with its counts, one of them, recording one."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.models import Team, Worker
from accounts.searches import chosen_filters, filters_for_log, filters_in
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from children.access import get_child, log_list, may_record
from children.models import Child
from reviews.models import MonitoringForm
from reviews.models.monitoring import PraiseKind
from reviews.monitoring.access import get_praise, praise_visible_to
from reviews.monitoring.forms import PraiseFilterForm, PraiseForm
from reviews.monitoring.views import unsent_mails
from reviews.praise import actions

PER_PAGE = 25
A_YEAR = timedelta(days=365)


@page(P.READ_PRAISE)
def praise_list(request: Request) -> HttpResponse:
    """Good practice and compliments this person may read, newest first, with how many there were in a
    year.
    """
    viewer = request.viewer
    rows = praise_visible_to(viewer)
    teams = Team.objects.filter(good_practice__in=rows).distinct().order_by("name", "pk")
    form = PraiseFilterForm(request.GET or None, teams=[(str(t.public_id), t.name) for t in teams])
    filters = filters_in(request, form)
    if filters.get("kind"):
        rows = rows.filter(kind=filters["kind"])
    if filters.get("team"):
        rows = rows.filter(team__public_id=filters["team"])
    counts = rows.filter(happened_on__gt=today() - A_YEAR).aggregate(
        seen=Count("pk", filter=Q(kind=PraiseKind.GOOD_PRACTICE)),
        given=Count("pk", filter=Q(kind=PraiseKind.COMPLIMENT)),
    )
    rows = rows.select_related("child", "worker", "team").order_by("-happened_on", "-pk")
    page_obj = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    log_list(viewer, [row.child_id for row in page_obj], page="good practice", filters=filters_for_log(form))
    context = {
        "form": form,
        "page_obj": page_obj,
        "counts": counts,
        "selected": chosen_filters(request, form, filters),
    }
    return render(request, "reviews/praise/list.html", context)


@page(P.READ_PRAISE)
def praise_page(request: Request, public_id: UUID) -> HttpResponse:
    """One piece of good practice, and whom it was sent to."""
    praise = get_praise(request.viewer, public_id, page="good practice")
    context = {
        "praise": praise,
        "child": praise.child,
        "told": actions.told_of(praise),
        "mails": unsent_mails("reviews.goodpractice", praise.pk),
        "today": today(),
    }
    return render(request, "reviews/praise/praise.html", context)


@page(P.RECORD_REVIEW, methods=FORM)
def new_praise(request: Request, public_id: UUID) -> HttpResponse:
    """Record good practice or a compliment; `?form=` names the monitoring form it was seen at."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="record good practice")
    if not may_record(viewer, child):
        raise Http404("No such child")
    workers = _workers(child)
    form = PraiseForm(
        posted(request),
        today=today(),
        workers=[(str(w.public_id), str(w)) for w in workers],
        initial={"happened_on": today(), "worker": str(workers[0].public_id) if workers else ""},
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        data["worker"] = next((w for w in workers if str(w.public_id) == data["worker"]), None)
        with refusals_on(form):
            made = actions.record(child=child, by=viewer.user, form=_form_of(request, child), **data)
            told = ", ".join(person.name for person in actions.people_to_tell(made))
            said = f"Told by email: {told}." if told else "There is nobody to tell who may read it."
            messages.success(request, f"It is recorded. {said}")
            return redirect("reviews:praise", public_id=made.public_id)
    question = Question(
        title="Record good practice or a compliment",
        button="Record and send",
        back=reverse("children:child", args=[child.public_id]),
        back_text="The child",
    )
    return ask_page(request, form, question, child=child, today=today())


def _workers(child: Child) -> list[Worker]:
    """Those who are or were the child's social worker, the one of now first."""
    allocations = child.social_worker_allocations.filter(worker__isnull=False).select_related("worker")
    return list(dict.fromkeys(a.worker for a in allocations.order_by("-started_on") if a.worker))


def _form_of(request: Request, child: Child) -> MonitoringForm | None:
    """The form of the child that the address names; None for anything else."""
    try:
        return child.monitoring_forms.filter(public_id=UUID(request.GET.get("form", ""))).first()
    except ValueError:
        return None
