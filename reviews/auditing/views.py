"""Pages of an audit of decisions: the samples, drawing one, its decisions, and rating one."""

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
from accounts.models import Worker
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from children.access import log_list
from children.models import Child
from reviews.auditing import actions
from reviews.auditing.access import counted_samples, get_sample, get_to_rate, seen_of
from reviews.auditing.forms import DrawForm, RateForm
from reviews.models import RatedDecision
from reviews.models.rating import PARTS
from statute.working_days import add_months

PER_PAGE = 25


@page(P.RATE_DECISIONS)
def samples(request: Request) -> HttpResponse:
    """The samples of the council, the latest first, with how many of each are rated and SMART."""
    counted = counted_samples(request.viewer).order_by("-drawn_at", "-pk")
    shown = Paginator(counted, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "reviews/auditing/samples.html", {"page_obj": shown})


@page(P.RATE_DECISIONS, methods=FORM)
def draw(request: Request) -> HttpResponse:
    """Draw decisions at random."""
    viewer, day = request.viewer, today()
    iros = Worker.objects.filter(authority=viewer.authority_id, is_iro=True, user__isnull=False)
    by_id = {str(one.public_id): one for one in iros.order_by("name", "pk")}
    begins = {"since": add_months(day, -3), "until": day, "number": 10, "of": "all"}
    form = DrawForm(
        posted(request), today=day, iros=[(key, str(one)) for key, one in by_id.items()], initial=begins
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        of, iro = given.pop("of"), by_id.get(given.pop("iro"))
        with refusals_on(form):
            sample = actions.draw(
                authority=viewer.authority,
                children=Child.objects.visible_to(viewer),
                asked=actions.Draw(**given, is_of_each=of == "each", iro=iro),
                by=viewer.user,
                today=day,
            )
            messages.success(request, "The decisions are drawn.")
            return redirect("reviews:sample", public_id=sample.public_id)
    text = (
        "Decisions made at reviews whose record is complete. A decision is drawn once, and never one that "
        "you wrote. What is drawn stays in the sample: until it is rated it counts as not known."
    )
    back = reverse("reviews:samples")
    return ask_page(request, form, Question("Draw decisions to rate", "Draw decisions", back, text=text))


@page(P.RATE_DECISIONS)
def sample_page(request: Request, public_id: UUID) -> HttpResponse:
    """The decisions of a sample, with how each was rated."""
    viewer = request.viewer
    sample = get_sample(viewer, public_id)
    rows = list(seen_of(viewer, sample))
    log_list(viewer, {row.made.decision.child_id for row in rows}, page="sample of decisions")
    context = {
        "sample": sample,
        "rows": rows,
        "rated": sum(row.is_rated for row in rows),
        "smart": sum(row.is_rated and row.is_smart for row in rows),
        "next": _next(rows, viewer.user_id),
        "viewer_id": viewer.user_id,
    }
    return render(request, "reviews/auditing/sample.html", context)


def _next(rows: list[RatedDecision], user_id: int) -> RatedDecision | None:
    """The first decision that is still to rate, by somebody who did not write it."""
    left = (row for row in rows if not row.is_rated and row.made.decision.created_by_id != user_id)
    return next(left, None)


@page(P.RATE_DECISIONS, methods=FORM)
def rate(request: Request, public_id: UUID) -> HttpResponse:
    """Rate one decision, then go on to the next of the sample."""
    viewer = request.viewer
    rated = get_to_rate(viewer, public_id, page="rate a decision")
    form = RateForm(posted(request), initial=_begins(rated))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.rate(rated=rated, found=form.found, comment=form.cleaned_data["comment"], by=viewer.user)
            return _go_on(request, rated)
    question = Question(
        title="Is this decision SMART?",
        button="Save and go on",
        back=reverse("reviews:sample", args=[rated.sample.public_id]),
        back_text="Sample of decisions",
        about="reviews/auditing/_made.html",
    )
    child = rated.made.decision.child
    return ask_page(request, form, question, child=child, today=today(), rated=rated)


def _begins(rated: RatedDecision) -> dict[str, Any]:
    if not rated.is_rated:
        return {}
    return {part: "yes" if getattr(rated, part) else "no" for part in PARTS} | {"comment": rated.comment}


def _go_on(request: Request, rated: RatedDecision) -> HttpResponse:
    messages.success(request, "Your rating is saved.")
    following = _next(list(seen_of(request.viewer, rated.sample)), request.viewer.user_id)
    if following is None:
        return redirect("reviews:sample", public_id=rated.sample.public_id)
    return redirect("reviews:rate_decision", public_id=following.public_id)
