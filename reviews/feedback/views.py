"""Pages of feedback on reviews: the council's scale, and the feedback on one review."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from reviews.feedback import actions
from reviews.feedback.forms import FeedbackForm, ScaleForm
from reviews.meeting.access import get_review_for
from reviews.meeting.states import Act
from reviews.monitoring.access import way_back


def settings_links(viewer: Viewer) -> list[dict[str, str]]:
    """Links for the settings page."""
    words = {"title": "Feedback on reviews", "text": "The question and the answers to choose from"}
    return [words | {"href": reverse("reviews:feedback_scale")}]


@page(P.EDIT_MONITORING, P.MANAGE_SETTINGS, methods=FORM)
def scale(request: Request) -> HttpResponse:
    """The question and the answers that people choose from."""
    authority, day = request.viewer.authority, today()
    now_set = actions.scale_on(authority, day)
    initial = {"question": now_set.question, "answers": "\n".join(now_set.answers), "starts_on": day}
    form = ScaleForm(posted(request), initial=initial, today=day)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.set_scale(authority=authority, by=request.viewer.user, today=day, **form.cleaned_data)
            messages.success(request, "The scale is saved.")
            return redirect("reviews:feedback_scale")
    facts = (f"Now: {now_set.question} {', '.join(now_set.answers)}.",)
    back, back_text = way_back(request.viewer)
    question = Question("Feedback on reviews", "Save the scale", back, back_text, facts=facts)
    return ask_page(request, form, question)


@page(P.BOOK_REVIEW, methods=FORM)
def feedback(request: Request, public_id: UUID) -> HttpResponse:
    """The feedback on a review, and a form to add more."""
    review = get_review_for(request.viewer, public_id, Act.FEEDBACK, page="feedback on a review")
    asked = actions.scale_on(review.child.authority, review.held_on or today())
    form = FeedbackForm(posted(request), question=asked.question, answers=asked.answers)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.record(review=review, by=request.viewer.user, **form.cleaned_data)
            messages.success(request, "The feedback is recorded.")
            return redirect("reviews:feedback", public_id=public_id)
    context = {
        "review": review,
        "child": review.child,
        "form": form,
        "today": today(),
        "rows": review.feedback.select_related("recorded_by"),
    }
    return render(request, "reviews/feedback/review.html", context, status=422 if form.errors else 200)
