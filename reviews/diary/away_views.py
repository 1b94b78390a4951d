"""Pages of a person's own days away."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.clock import today
from accounts.ui.asking import refusals_on
from accounts.ui.fields import PickDateField
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from reviews.diary import away
from reviews.diary.feed import WHO
from reviews.models import DaysAway


class AwayForm(BaseForm):
    first = PickDateField(label="First day away", noun="The first day")
    last = PickDateField(label="Last day away", noun="The last day")


@page(*WHO, methods=FORM)
def days_away(request: Request) -> HttpResponse:
    """The person's own present and future days away, and a form to enter more."""
    worker = away.own_worker(request.viewer)
    form = AwayForm(posted(request))
    if worker is not None and request.method == "POST" and form.is_valid():
        with refusals_on(form):
            away.add(worker=worker, by=request.viewer.user, **form.cleaned_data)
            messages.success(request, "Your days away are in the calendar.")
            return redirect("reviews:days_away")
    rows: Any = worker.days_away.filter(ended_on__gt=today()) if worker else []
    context = {
        "form": form,
        "rows": [(row, row.ended_on - away.A_DAY) for row in rows],
        "worker": worker,
        "no_worker": away.NO_WORKER,
    }
    return render(request, "reviews/diary/away.html", context, status=422 if form.errors else 200)


@page(*WHO, methods=POST)
def remove_days_away(request: Request, days: int) -> HttpResponse:
    """Remove days away from the calendar."""
    worker = away.own_worker(request.viewer)
    found = get_object_or_404(DaysAway.objects.select_related("worker"), pk=days, worker=worker)
    away.remove(away=found, by=request.viewer.user)
    messages.success(request, "The days have been removed from the calendar.")
    return redirect("reviews:days_away")
