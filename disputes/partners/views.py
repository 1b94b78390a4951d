"""Partners who were asked or challenged: the list, one of them, a new one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from children.access import get_child, log_list
from disputes.access import require_may_log
from disputes.partners import actions
from disputes.partners.access import concern_alongside, external_visible_to, get_external, may_record_answer
from disputes.partners.forms import ExternalForm, PartnerAnswerForm

PER_PAGE = 25


@page(P.CHALLENGE, P.OVERSEE_DISPUTES)
def external_list(request: Request) -> HttpResponse:
    """Partners who were asked or challenged, the open ones first."""
    rows = (
        external_visible_to(request.viewer)
        .select_related("child")
        .order_by("-closed_on", "-raised_on", "-pk")
    )
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    log_list(request.viewer, [row.child_id for row in shown], page="partners challenged")
    return render(request, "disputes/external_list.html", {"page_obj": shown, "rows": shown.object_list})


@page(P.CHALLENGE, methods=FORM)
def new_external(request: Request, public_id: UUID) -> HttpResponse:
    """Record what a partner was asked for; `?concern=` names a concern of the child that it belongs to."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="challenge a partner")
    require_may_log(viewer, child)
    concern = concern_alongside(viewer, child, request.GET.get("concern", ""))
    form = ExternalForm(posted(request), today=day, initial={"raised_on": day})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"is_formal": form.cleaned_data["is_formal"] == "yes"}
        with refusals_on(form):
            made = actions.challenge_partner(child=child, concern=concern, by=viewer.user, today=day, **data)
            messages.success(request, "The challenge is recorded.")
            return redirect("disputes:external", public_id=made.public_id)
    question = Question(
        title="Challenge a partner",
        button="Record the challenge",
        back=reverse("disputes:child", args=[child.public_id]),
        back_text="Concerns about this child",
    )
    return ask_page(request, form, question, child=child, today=day)


@page(P.CHALLENGE, P.OVERSEE_DISPUTES, methods=FORM)
def external(request: Request, public_id: UUID) -> HttpResponse:
    """One challenge of a partner; the child's IRO records the answer and the outcome."""
    viewer, day = request.viewer, today()
    found = get_external(viewer, public_id, page="challenge of a partner")
    may_write = may_record_answer(viewer, found) and found.closed_on is None
    start = {"answered_on": found.answered_on, "answer": found.answer}
    form = PartnerAnswerForm(posted(request), today=day, initial=start) if may_write else None
    if request.method == "POST":
        if form is None:
            raise Http404("Not yours to change")
        if form.is_valid():
            with refusals_on(form):
                actions.record_partner_answer(external=found, by=viewer.user, today=day, **form.cleaned_data)
                messages.success(request, "The partner’s answer is recorded.")
                return redirect("disputes:external", public_id=public_id)
    status = 422 if form is not None and form.errors else 200
    context = {"external": found, "child": found.child, "form": form, "today": day}
    return render(request, "disputes/external.html", context, status=status)
