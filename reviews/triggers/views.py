"""Pages of calls for an earlier review: raise one, waive one. They are listed with the child's reviews."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from children.access import get_child, log_list, may_record
from reviews.models import ReviewTrigger
from reviews.triggers import actions
from reviews.triggers.forms import RaiseForm, WaiveForm
from reviews.triggers.lists import not_met
from reviews.triggers.reasons import offered

PER_PAGE = 50


@page(P.BOOK_REVIEW)
def needed(request: Request) -> HttpResponse:
    """Reviews that are needed before a change, and changes before which none was held."""
    shown = Paginator(not_met(request.viewer, today()), PER_PAGE).get_page(request.GET.get("page"))
    log_list(request.viewer, [row.trigger.child_id for row in shown], page="reviews needed before a change")
    return render(request, "reviews/needed.html", {"page": shown})


@page(P.BOOK_REVIEW, P.UPDATE_PROGRESS, methods=FORM)
def raise_one(request: Request, public_id: UUID) -> HttpResponse:
    """Say that a review is needed before a day."""
    child = get_child(request.viewer, public_id, page="call for a review")
    form = RaiseForm(posted(request), own=list(offered(request.viewer.authority)), today=today())
    back = reverse("reviews:child_reviews", args=[child.public_id])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.raise_trigger(child=child, by=request.viewer.user, today=today(), **form.asked)
            messages.success(request, "Recorded: a review is needed.")
            return redirect(back)
    text = (
        "Some changes may only be made after a review. The day by which the next one is due stays as it is."
    )
    question = Question(title="Call for an earlier review", button="Record it", back=back, text=text)
    return ask_page(request, form, question, child=child, today=today())


@page(P.RECORD_REVIEW, P.RESTRICT_CHILD, methods=FORM)
def waive(request: Request, public_id: UUID, trigger_id: UUID) -> HttpResponse:
    """Say why no review is needed before the day."""
    child = get_child(request.viewer, public_id, page="call for a review")
    if not (may_record(request.viewer, child) or request.viewer.may(P.RESTRICT_CHILD)):
        raise Http404("Not yours")
    trigger = get_object_or_404(
        ReviewTrigger.objects.select_related("own"), public_id=trigger_id, child=child
    )
    form = WaiveForm(posted(request))
    back = reverse("reviews:child_reviews", args=[child.public_id])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.waive(trigger=trigger, by=request.viewer.user, **form.cleaned_data)
            messages.success(request, "Recorded: no review is needed for this.")
            return redirect(back)
    facts = (f"Needed before {day_words(trigger.needed_before)}: {trigger.why}.",)
    question = Question(title="No review is needed", button="Record it", back=back, facts=facts)
    return ask_page(request, form, question, child=child, today=today())
