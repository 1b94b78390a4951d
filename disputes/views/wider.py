"""Partners who were challenged, and patterns across children."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import LINE_ROLES, Role
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.calendars import working_days
from accounts.clock import today
from accounts.models import Team, User
from accounts.ui.posted import posted
from children.access import get_child
from disputes import patterns as found_patterns
from disputes.access import (
    external_visible_to,
    get_concern,
    get_external,
    get_systemic,
    require_may_log,
    systemic_visible_to,
)
from disputes.actions import wider
from disputes.forms import wider as forms
from disputes.lists import board_rows, concerns_list
from disputes.views.asking import tried

PER_PAGE = 25
A_YEAR = timedelta(days=365)


@page(P.CHALLENGE, P.OVERSEE_DISPUTES)
def external_list(request: Request) -> HttpResponse:
    """Partners who were asked or challenged, the open ones first."""
    rows = (
        external_visible_to(request.viewer)
        .select_related("child")
        .order_by("-closed_on", "-raised_on", "-pk")
    )
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "disputes/external_list.html", {"page_obj": shown, "rows": shown.object_list})


@page(P.CHALLENGE, methods=FORM)
def new_external(request: Request, public_id: UUID) -> HttpResponse:
    """Record what a partner was asked for; with `concern` it stands beside that concern."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="challenge a partner")
    require_may_log(viewer, child)
    beside = _concern_of(request, viewer, day)
    form = forms.ExternalForm(posted(request), today=day, initial={"raised_on": day})
    if request.method == "POST" and form.is_valid():
        data, made = dict(form.cleaned_data), []
        data["is_formal"] = data["is_formal"] == "yes"
        if tried(
            form,
            lambda: made.append(
                wider.challenge_partner(child=child, concern=beside, by=viewer.user, today=day, **data)
            ),
        ):
            messages.success(request, "The challenge is recorded.")
            return redirect("disputes:external", public_id=made[0].public_id)
    return _ask(
        request,
        form,
        child=child,
        title="Challenge a partner",
        button="Record the challenge",
        cancel=reverse("disputes:child", args=[child.public_id]),
    )


def _concern_of(request: Request, viewer: Viewer, day: date) -> Any:
    try:
        wanted = UUID(request.GET.get("concern", ""))
    except ValueError:
        return None
    return get_concern(viewer, wanted, page="challenge a partner", today=day)


@page(P.CHALLENGE, P.OVERSEE_DISPUTES, methods=FORM)
def external(request: Request, public_id: UUID) -> HttpResponse:
    """One challenge of a partner; the IRO records the answer and what came of it."""
    viewer, day = request.viewer, today()
    found = get_external(viewer, public_id, page="challenge of a partner")
    may_write = viewer.may(P.CHALLENGE) and found.closed_on is None
    start = {"answered_on": found.answered_on, "answer": found.answer}
    form = forms.PartnerAnswerForm(posted(request), today=day, initial=start) if may_write else None
    if request.method == "POST":
        if form is None:
            raise Http404("Not yours to change")
        if form.is_valid() and tried(
            form,
            lambda: wider.record_partner_answer(
                external=found, by=viewer.user, today=day, **form.cleaned_data
            ),
        ):
            messages.success(request, "What the partner answered is recorded.")
            return redirect("disputes:external", public_id=public_id)
    context = {"external": found, "child": found.child, "form": form}
    return render(
        request, "disputes/external.html", context, status=422 if form is not None and form.errors else 200
    )


def _period(request: Request, day: date) -> tuple[date, date]:
    """The period asked for; the last year where none, or nonsense, was."""
    form = forms.PeriodForm(request.GET)
    form.is_valid()
    end = form.cleaned_data.get("end") or day
    start = form.cleaned_data.get("start") or end - A_YEAR
    return (start, end) if start <= end else (end, start)


@page(P.CHALLENGE, P.OVERSEE_DISPUTES)
def patterns(request: Request) -> HttpResponse:
    """The same team, provider, theme or delay across children in a period; and the systemic concerns named."""
    viewer, day = request.viewer, today()
    start, end = _period(request, day)
    rows = found_patterns.in_period(viewer, start, end, day)
    found = found_patterns.patterns(rows)
    span = {"start": start.isoformat(), "end": end.isoformat()}
    groups = [
        {
            "title": title,
            "rows": [
                {"pattern": p, "query": urlencode({**span, "kind": kind, "value": p.value})}
                for p in found
                if p.kind == kind
            ],
        }
        for kind, title in found_patterns.KINDS.items()
    ]
    context = {
        "groups": [g for g in groups if g["rows"]],
        "form": forms.PeriodForm(initial={"start": start, "end": end}),
        "start": start,
        "end": end,
        "names_patterns": viewer.may(P.OVERSEE_DISPUTES),
        "systemic": list(systemic_visible_to(viewer).select_related("owner")[:50]),
        "today": day,
    }
    return render(request, "disputes/patterns.html", context)


def _pattern_asked(request: Request) -> tuple[str, str]:
    kind, value = request.GET.get("kind", ""), request.GET.get("value", "")
    if kind not in found_patterns.KINDS or not value:
        raise Http404("No such pattern")
    if kind == "team":
        try:
            UUID(value)
        except ValueError as wrong:
            raise Http404("No such pattern") from wrong
    return kind, value


@page(P.OVERSEE_DISPUTES, methods=FORM)
def new_systemic(request: Request) -> HttpResponse:
    """Name a pattern: who owns it, and by when they answer. The concerns behind it are linked to it."""
    viewer, day = request.viewer, today()
    kind, value = _pattern_asked(request)
    start, end = _period(request, day)
    concerns = list(
        found_patterns.of_pattern(found_patterns.in_period(viewer, start, end, day), kind, value)
        .select_related("authority")
        .distinct()
    )
    if not concerns:
        raise Http404("No concern stands behind this pattern")
    owners = owners_of(viewer, day)
    form = forms.SystemicForm(posted(request), owners=owners, today=day)
    if request.method == "POST" and form.is_valid():
        data, made = form.cleaned_data, []
        facts: dict[str, Any] = {
            "team": Team.objects.filter(authority=viewer.authority, public_id=value).first()
            if kind == "team"
            else None,
            "provider": value if kind == "provider" else "",
            "national": value if kind == "theme" else "",
            "delay": value if kind == "delay" else "",
        }
        owner = next(o for o in owners if str(o.public_id) == data["owner"])
        if tried(
            form,
            lambda: made.append(
                wider.name_pattern(
                    concerns=concerns,
                    title=data["title"],
                    text=data["text"],
                    owner=owner,
                    due_on=data["due_on"],
                    period_from=start,
                    period_to=end,
                    by=viewer.user,
                    today=day,
                    **facts,
                )
            ),
        ):
            messages.success(request, "The systemic concern is named, and its owner was told.")
            return redirect("disputes:systemic", public_id=made[0].public_id)
    text = f"{len(concerns)} {'concern stands' if len(concerns) == 1 else 'concerns stand'} behind it."
    return _ask(
        request,
        form,
        title="Name a systemic concern",
        button="Name it",
        text=text,
        cancel=reverse("disputes:patterns"),
    )


def owners_of(viewer: Viewer, day: date) -> list[User]:
    """Managers of the council, who can own a systemic concern."""
    return list(
        User.objects.filter(
            Q(memberships__ended_on=None) | Q(memberships__ended_on__gt=day),
            is_active=True,
            memberships__authority=viewer.authority_id,
            memberships__role__in=[*LINE_ROLES, Role.DIRECTOR],
            memberships__started_on__lte=day,
        )
        .distinct()
        .order_by("name", "pk")
    )


@page(P.SEE_DISPUTES, methods=FORM)
def systemic(request: Request, public_id: UUID) -> HttpResponse:
    """One systemic concern: its owner answers, the QA manager closes it. The concerns behind it are shown to those who see them."""
    viewer, day = request.viewer, today()
    found = get_systemic(viewer, public_id)
    form: Any = None
    if found.closed_on is None and found.owner_id == viewer.user_id:
        form = forms.SystemicAnswerForm(posted(request), initial={"answer": found.answer})
    elif found.closed_on is None and viewer.may(P.OVERSEE_DISPUTES):
        form = forms.SystemicCloseForm(posted(request))
    if request.method == "POST":
        if form is None:
            raise Http404("Not yours to change")
        act = wider.answer_pattern if "answer" in form.fields else wider.close_pattern
        if form.is_valid() and tried(
            form, lambda: act(systemic=found, by=viewer.user, today=day, **form.cleaned_data)
        ):
            messages.success(request, "Saved.")
            return redirect("disputes:systemic", public_id=public_id)
    context = {"systemic": found, "form": form, "rows": _behind(viewer, found, day), "today": day}
    return render(request, "disputes/systemic.html", context, status=422 if form and form.errors else 200)


def _behind(viewer: Viewer, found: Any, day: date) -> list[Any]:
    """The concerns behind it that this person sees; a manager who owns it sees none by that alone."""
    if not (viewer.may(P.CHALLENGE) or viewer.may(P.OVERSEE_DISPUTES)):
        return []
    rows = concerns_list(viewer, {"show": "all"}, day).filter(patterns__systemic=found)
    return board_rows(list(rows), day, working_days())


def _ask(
    request: Request,
    form: Any,
    *,
    title: str,
    button: str,
    cancel: str,
    text: str = "",
    child: Any = None,
) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "cancel": cancel, "text": text, "child": child}
    return render(request, "disputes/question.html", context, status=422 if form.errors else 200)
