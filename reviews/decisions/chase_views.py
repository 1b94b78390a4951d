"""The page on which an IRO asks for updates on decisions."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Window
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
from children.models import Child, IroAllocation, StandIn
from reviews.decisions import chasing
from reviews.decisions.access import decisions_visible_to
from reviews.decisions.forms import AskForm
from reviews.decisions.states import OPEN
from reviews.models import Decision, ProgressRequest

AHEAD = timedelta(days=14)
PER_PAGE, ALL = 15, "all"
USUAL = 5
"""Working days that are offered for the reply."""
DECISION, SHOWN_ON_PAGE, CHILD, EVERY = "decision", "shown", "child", "every"
"""What is ticked: a decision; all that a page showed, of one child or of all."""


@dataclass(frozen=True)
class Row:
    """A decision to ask about; `asked` is the open request, where there is one."""

    decision: Decision
    asked: ProgressRequest | None
    is_ticked: bool


@dataclass
class OfChild:
    """The decisions about one child on a page."""

    child: Child
    is_ticked: bool
    rows: list[Row] = field(default_factory=list)

    @property
    def to_ask(self) -> int:
        return sum(row.asked is None for row in self.rows)

    @property
    def has_several(self) -> bool:
        return self.to_ask > 1


@page(Permission.RECORD_REVIEW, methods=FORM)
def ask_updates(request: Request) -> HttpResponse:
    """Ask the social workers about decisions that are past their date or due within two weeks, or about any
    other that is open; a link from a decision shows those about its child alone.
    """
    viewer = request.viewer
    found = _found(request)
    form = AskForm(posted(request), initial={"due_on": working_days().add(today(), USUAL)})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            chosen = _chosen(request, list(found))
            asked, left = chasing.ask(decisions=chosen, by=viewer.user, today=today(), **form.cleaned_data)
            _say(request, asked, len(left))
            return redirect("reviews:ask_updates")
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    children = _by_child(request, shown.object_list)
    log_list(viewer, [of.child.pk for of in children], page="ask for updates")
    shows_all = ALL in request.GET
    context = {
        "form": form,
        "children": children,
        "page_obj": shown,
        "can_ask_all": sum(of.to_ask for of in children) > 1,
        "is_every": EVERY in request.POST,
        "which": "All still to be done" if shows_all else "Past their date or due within two weeks",
        "today": today(),
        "shows_all": shows_all,
    }
    status = 422 if form.errors else 200
    return render(request, "reviews/decisions/ask_updates.html", context, status=status)


def _found(request: Request) -> QuerySet[Decision]:
    """The decisions to ask about: those of the child whose decision waits longest first."""
    viewer = request.viewer
    found = decisions_visible_to(viewer).filter(_of_their_children(viewer), progress__in=OPEN)
    if ALL not in request.GET:
        found = found.filter(due_on__lte=today() + AHEAD)
    if about := _numbers(request.GET.getlist(DECISION)):
        found = found.filter(child__in=Decision.objects.filter(public_id__in=about).values("child"))
    first = Window(Min("due_on"), partition_by="child")
    rows = found.annotate(first_due_on=first).order_by("first_due_on", "child", "due_on", "pk")
    return rows.select_related("child__authority")


def _numbers(texts: Iterable[str]) -> list[UUID]:
    """Those that are numbers of something; an address may say anything."""
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(UUID(text))
    return found


def _chosen(request: Request, found: list[Decision]) -> list[Decision]:
    """The decisions that are ticked, one by one or with all that the page showed."""
    sent = request.POST
    ticked, shown, children = (frozenset(sent.getlist(name)) for name in (DECISION, SHOWN_ON_PAGE, CHILD))
    every = EVERY in sent
    return [
        d
        for d in found
        if str(d.public_id) in ticked
        or (str(d.public_id) in shown and (every or str(d.child.public_id) in children))
    ]


def _by_child(request: Request, decisions: Iterable[Decision]) -> list[OfChild]:
    rows = list(decisions)
    sent = request.POST if request.method == "POST" else request.GET
    ticked, children = frozenset(sent.getlist(DECISION)), frozenset(sent.getlist(CHILD))
    asked = {r.decision_id: r for r in ProgressRequest.objects.filter(decision__in=rows, answer=None)}
    found: dict[int, OfChild] = {}
    for d in rows:
        of = found.setdefault(d.child_id, OfChild(d.child, str(d.child.public_id) in children))
        of.rows.append(Row(d, asked.get(d.pk), str(d.public_id) in ticked))
    return list(found.values())


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
