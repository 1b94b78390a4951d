"""Pages about late reviews: those without a reason, and the question of one."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.searches import address, chosen_filters, filters_for_log, filters_in
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import plural
from accounts.ui.asking import refusals_on
from accounts.ui.fields import sentences
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from children.access import log_list
from reviews.cycle.current import running_cycle
from reviews.meeting import authorising, late_lists, lateness
from reviews.meeting.access import get_review_for
from reviews.meeting.forms import LateFilterForm, LatenessForm, LateSeveralForm
from reviews.meeting.states import Act, last_day_known
from reviews.meeting.step_page import ask_step
from reviews.models import LateRequest
from reviews.models.authorising import LateAnswer

PER_PAGE = 50


class AskLateForm(BaseForm):
    why = forms.CharField(
        label="Why can it not be held in time?",
        max_length=1000,
        help_text="Only as an exception. An agreement does not make the review count as in time.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter why it cannot be held in time"},
    )


class AnswerLateForm(BaseForm):
    answer = forms.ChoiceField(
        label="May it be held out of time?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether it may be held out of time"},
    )
    note = forms.CharField(
        label="What must be done (optional)",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, asked: LateRequest | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = asked.answers(today()) if asked else LateAnswer.choices
        self.fields["answer"].choices = sentences(choices)  # type: ignore[attr-defined]


@page(P.BOOK_REVIEW, methods=FORM)
def ask_late(request: Request, public_id: UUID) -> HttpResponse:
    """Ask the QA manager whether the review may be held after its last lawful day."""
    act = Act.ASK_LATE
    review = get_review_for(request.viewer, public_id, act, page="ask for a review out of time")
    form = AskLateForm(posted(request), initial={"why": review.late_reason_note})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            authorising.ask(review=review, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, "The QA manager is asked.")
            return redirect("reviews:review", public_id=review.public_id)
    due, day = day_words(last_day_known(running_cycle(review.child))), day_words(review.booked_for)
    facts = (f"Due by {due}, booked for {day}.",)
    return ask_step(
        request, review, form, act, "Ask to hold it out of time", "Ask the QA manager", facts=facts
    )


@page(P.RESTRICT_CHILD, methods=FORM)
def answer_late(request: Request, public_id: UUID) -> HttpResponse:
    """Decide whether the review may be held after its last lawful day."""
    act = Act.ANSWER_LATE
    review = get_review_for(request.viewer, public_id, act, page="decide on a review out of time")
    asked = review.late_requests.select_related("asked_by").filter(answer="").first()
    form = AnswerLateForm(posted(request), asked=asked)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            authorising.answer(review=review, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, "The decision is recorded.")
            return redirect("reviews:review", public_id=review.public_id)
    facts: tuple[str, ...] = ()
    if asked is not None:
        due, day = day_words(asked.due_on), day_words(asked.booked_for)
        facts = (
            f"Due by {due}, booked for {day}.",
            f"{asked.asked_by.called_at(asked.asked_at)}: {asked.why}",
        )
    return ask_step(request, review, form, act, "A review out of time", "Save the decision", facts=facts)


@page(P.BOOK_REVIEW, methods=FORM)
def late_reviews(request: Request) -> HttpResponse:
    """Reviews held after their due date of which nobody has said why: one by one, or many at once."""
    viewer = request.viewer
    missing = late_lists.unexplained(viewer)
    offers = late_lists.offered(missing)
    choice = LateFilterForm(request.GET or None, years=offers.years, teams=offers.teams, iros=offers.iros)
    filters = filters_in(request, choice, "ticked")
    several = LateSeveralForm(posted(request), reviews=late_lists.late_reviews(viewer))
    if request.method == "POST" and several.is_valid():
        return _explained(request, several)
    found = late_lists.narrowed(missing, filters).select_related("child", "review")
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    log_list(viewer, [turn.child_id for turn in shown], page="late reviews", filters=filters_for_log(choice))
    context = {
        "rows": late_lists.as_rows(shown, offers, _ticked(request)),
        "page": shown,
        "late": lateness.late_turns(viewer).count(),
        "missing": offers.total,
        "choice": choice,
        "selected": chosen_filters(request, choice, filters),
        "several": several,
        "all_ticked": address(request, ticked="all", page=str(shown.number)),
    }
    return render(request, "reviews/late.html", context, status=422 if several.errors else 200)


def _ticked(request: Request) -> frozenset[str] | None:
    """The reviews whose boxes are ticked when the page opens; None: all of them."""
    if request.method != "POST":
        return None if request.GET.get("ticked") == "all" else frozenset()
    return frozenset(request.POST.getlist("review"))


def _explained(request: Request, several: LateSeveralForm) -> HttpResponse:
    """The reason is recorded of those ticked; those that cannot take it are named and stay as they were."""
    chosen = list(several.cleaned_data["review"].select_related("child"))
    log_list(request.viewer, [review.child_id for review in chosen], page="late reviews explained")
    refused = lateness.explain_several(reviews=chosen, late=several.lateness, by=request.viewer.user)
    for why in sorted(set(refused.values())):
        named = [
            f"{one.child.number}, {day_words(one.held_on)}" for one, its in refused.items() if its == why
        ]
        messages.warning(request, f"Not changed: {'; '.join(named)}. {why}")
    if len(refused) < len(chosen):
        explained = plural(len(chosen) - len(refused), "review")
        messages.success(request, f"The reason is recorded for {explained}.")
    return redirect(address(request, ticked=None))


@page(P.BOOK_REVIEW, methods=FORM)
def explain(request: Request, public_id: UUID) -> HttpResponse:
    """Say why a review was late, and whose delay it was."""
    act = Act.EXPLAIN_DELAY
    review = get_review_for(request.viewer, public_id, act, page="say why a review was late")
    form = LatenessForm(posted(request), initial=lateness.as_recorded(review))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            lateness.explain(review=review, late=form.lateness, by=request.viewer.user)
            messages.success(request, "The reason is recorded.")
            return redirect("reviews:late_reviews")
    turn = review.cycles.first()
    facts: tuple[str, ...] = ()
    if turn is not None and turn.due_on and turn.held_on:
        facts = (f"Due by {day_words(turn.due_on)}, held on {day_words(turn.held_on)}.",)
    return ask_step(request, review, form, act, "Why was this review late?", "Save the reason", facts=facts)
