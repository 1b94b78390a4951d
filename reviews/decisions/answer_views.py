"""The manager's list: everything that waits for an answer, by review, answered on one page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.templatetags.govuk import plural
from accounts.ui.asking import refusals_said
from accounts.ui.posted import posted
from children.access import log_list
from reviews.decisions import actions, amended_answers
from reviews.decisions.access import get_decision, parts_in
from reviews.decisions.forms import AnswerRowForm
from reviews.decisions.lists import waiting_for
from reviews.decisions.states import DECISION, Act
from reviews.models import DecisionAnswer, Review
from reviews.models.decision import AnswerState

SHOWN = 60
"""Decisions on the page at once, those to be answered first; the rest follow once these are answered."""
ALL_OF_REVIEW, SHOWN_ON_PAGE = "agree_review", "shown"


@dataclass
class Asked:
    """One decision with the form of its answer."""

    task: DecisionAnswer
    form: AnswerRowForm

    def answer(self, agreed_reviews: frozenset[str], shown: frozenset[str]) -> actions.Given | None:
        """The task with its answer; None where nothing was said. A tick for the whole review agrees to what
        the page showed of it, not to what was sent since.
        """
        state, reason, proposed_on = self.form.said()
        is_of_agreed = str(self.task.review.public_id) in agreed_reviews
        if state == "" and is_of_agreed and str(self.task.public_id) in shown:
            state = AnswerState.AGREED
        return actions.Given(self.task, state, reason, proposed_on) if state else None


@dataclass
class OfReview:
    """The decisions of one review that wait for an answer."""

    review: Review
    is_ticked: bool
    """Whether it was agreed to as a whole, and other answers kept the page from being sent."""
    asked: list[Asked] = field(default_factory=list)

    @property
    def earliest(self) -> DecisionAnswer:
        return self.asked[0].task


@page(Permission.ANSWER_DECISIONS, methods=FORM)
def to_answer(request: Request) -> HttpResponse:
    """Agree, query or object to many decisions at once. Agreement is by review or by decision, never for the
    whole page.
    """
    tasks = list(waiting_for(request.viewer, today())[: SHOWN + 1])
    words, sending = posted(request), request.method == "POST"
    asked = [Asked(task, AnswerRowForm(words, prefix=f"answer-{task.public_id}")) for task in tasks[:SHOWN]]
    valid = [row.form.is_valid() for row in asked]  # each is asked, so that all errors show at once
    agreed = frozenset(request.POST.getlist(ALL_OF_REVIEW))
    if sending and all(valid):
        shown = frozenset(request.POST.getlist(SHOWN_ON_PAGE))
        return _answered(request, [said for row in asked if (said := row.answer(agreed, shown))])
    has_errors = sending and any(row.form.errors for row in asked)
    log_list(request.viewer, [row.task.decision.child_id for row in asked], page="decisions to answer")
    context = {
        "reviews": _by_review(asked, agreed),
        "has_more": len(tasks) > SHOWN,
        "formset": [row.form for row in asked],
        "has_errors": has_errors,
    }
    return render(request, "reviews/decisions/to_answer.html", context, status=422 if has_errors else 200)


def _by_review(asked: Iterable[Asked], agreed: frozenset[str]) -> list[OfReview]:
    found: dict[int, OfReview] = {}
    for row in asked:
        review = row.task.review
        of = found.setdefault(review.pk, OfReview(review, str(review.public_id) in agreed))
        of.asked.append(row)
    return list(found.values())


def _answered(request: Request, given: list[actions.Given]) -> HttpResponse:
    viewer = request.viewer
    if not given:
        messages.error(request, "Nothing was answered. Tick what you agree to, or say why you do not.")
        return redirect("reviews:to_answer")
    log_list(viewer, [one.task.decision.child_id for one in given], page="decisions answered")
    done, left = actions.answer_several(given=given, by=viewer.user, today=today())
    if done:
        messages.success(request, f"{plural(done, 'decision')} answered.")
    if left:
        text = plural(len(left), "decision was,decisions were")
        messages.warning(
            request, f"{text} answered by someone else meanwhile, or can’t be answered any more."
        )
    return redirect("reviews:to_answer")


@page(Permission.RECORD_REVIEW, methods=POST)
def answer_told(request: Request, public_id: UUID) -> HttpResponse:
    """Record that a manager was told that what they answered was amended."""
    sent = DecisionAnswer.objects.filter(public_id=public_id).select_related("decision").first()
    if sent is None:
        raise Http404("No such answer")
    decision = get_decision(request.viewer, sent.decision.public_id, page="told of an amendment")
    if not parts_in(request.viewer, decision, sent) & DECISION.rules[Act.TELL].by:
        raise Http404("Not yours")
    with refusals_said(request):
        amended_answers.record_told(answer=sent, by=request.viewer.user)
        messages.success(request, f"Recorded: {sent.by_manager} has been told.")
    return redirect("reviews:decision", public_id=decision.public_id)
