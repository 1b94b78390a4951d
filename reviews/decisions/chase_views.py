"""The page on which an IRO asks for updates on decisions."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.calendars import working_days
from accounts.clock import today
from accounts.templatetags.govuk import plural
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from children.access import log_list
from children.models import IroAllocation, StandIn
from reviews.decisions import chasing
from reviews.decisions.access import decisions_visible_to
from reviews.decisions.forms import AskForm
from reviews.decisions.states import OPEN
from reviews.models import Decision, ProgressRequest

AHEAD = timedelta(days=14)
SHOWN, ALL = 100, "all"
USUAL = 5
"""Working days that are offered for the reply."""


@dataclass(frozen=True)
class Row:
    """A decision to ask about; `asked` is the open request, where there is one."""

    decision: Decision
    asked: ProgressRequest | None
    is_ticked: bool


@page(Permission.RECORD_REVIEW, methods=FORM)
def ask_updates(request: Request) -> HttpResponse:
    """Ask the social workers about decisions that are past their date or due within two weeks, or about any
    other that is open.
    """
    viewer = request.viewer
    found = decisions_visible_to(viewer).filter(_of_their_children(viewer), progress__in=OPEN)
    shows_all = ALL in request.GET
    found = found if shows_all else found.filter(due_on__lte=today() + AHEAD)
    most = SHOWN * 5 if shows_all else SHOWN
    decisions = list(found.select_related("child__authority").order_by("due_on", "pk")[:most])
    form = AskForm(posted(request), initial={"due_on": working_days().add(today(), USUAL)})
    ticked = set((request.POST if request.method == "POST" else request.GET).getlist("decision"))
    if request.method == "POST" and form.is_valid():
        chosen = [d for d in decisions if str(d.public_id) in ticked]
        with refusals_on(form):
            asked, left = chasing.ask(decisions=chosen, by=viewer.user, today=today(), **form.cleaned_data)
            _say(request, asked, len(left))
            return redirect("reviews:ask_updates")
    open_requests = ProgressRequest.objects.filter(decision__in=decisions, answer=None)
    log_list(viewer, [d.child_id for d in decisions], page="ask for updates")
    by_decision = {row.decision_id: row for row in open_requests}
    context = {
        "form": form,
        "rows": [Row(d, by_decision.get(d.pk), str(d.public_id) in ticked) for d in decisions],
        "today": today(),
        "shows_all": shows_all,
    }
    status = 422 if form.errors else 200
    return render(request, "reviews/decisions/ask_updates.html", context, status=status)


def _of_their_children(viewer: Viewer) -> Q:
    """Decisions about the children whose IRO this person is, or stands in for."""
    mine = {"child": OuterRef("child"), "worker__user": viewer.user_id}
    own = IroAllocation.objects.filter(**mine, ended_on=None)
    return Q(Exists(own)) | Q(Exists(StandIn.objects.running(today()).filter(**mine)))


def _say(request: Request, asked: int, left: int) -> None:
    if asked:
        messages.success(request, f"Asked for an update on {plural(asked, 'decision')}.")
    if left:
        text = plural(left, "decision has,decisions have")
        messages.warning(
            request,
            f"{text} no social worker who signs in to the portal, or an update was already asked for.",
        )
