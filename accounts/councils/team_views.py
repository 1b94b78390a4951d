"""Teams of the council and who manages them."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import LINE_ROLES, Permission, Role
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.councils import actions as act
from accounts.councils import forms
from accounts.councils.words import as_said, within
from accounts.models import Team, TeamLine
from accounts.people.lines import set_managers
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted

MANAGE = Permission.MANAGE_SETTINGS
BACK = "accounts:teams"


def get_team(viewer: Viewer, public_id: UUID) -> Team:
    """The door to a team: of the viewer's council, else 404."""
    team = (
        Team.objects.select_related("authority")
        .filter(public_id=public_id, authority=viewer.authority_id)
        .first()
    )
    if team is None:
        raise Http404("No such team")
    return team


@page(MANAGE, methods=FORM)
def new_team(request: Request) -> HttpResponse:
    form = forms.TeamForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act.add_team(
                authority=request.viewer.authority, name=form.cleaned_data["name"], by=request.viewer.user
            )
            messages.success(request, "The team was added.")
            return redirect(BACK)
    return ask_page(request, form, Question("Add a team", "Add the team", reverse(BACK), back_text="Teams"))


@page(MANAGE, methods=FORM)
def team(request: Request, public_id: UUID) -> HttpResponse:
    found = get_team(request.viewer, public_id)
    now_set = {"name": found.name, "is_active": "yes" if found.is_active else "no"}
    form = forms.ChangeTeamForm(posted(request), initial=now_set)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act.change_team(team=found, **form.cleaned_data, by=request.viewer.user)
            messages.success(request, "The team is saved.")
            return redirect(BACK)
    question = Question(f"Change {now_set['name']}", "Save the team", reverse(BACK), back_text="Teams")
    return ask_page(request, form, question)


@page(MANAGE)
def teams(request: Request) -> HttpResponse:
    """Every team with its managers, level by level."""
    line = Prefetch("line", TeamLine.objects.select_related("user").order_by("level", "user__name", "pk"))
    found = Team.objects.filter(authority=request.viewer.authority_id).prefetch_related(line)
    rows = [(team, _managers(team)) for team in found.order_by("-is_active", "name", "pk")]
    return render(request, "accounts/settings/teams.html", {"rows": rows})


def _managers(team: Team) -> list[str]:
    """Who manages the team, the nearest first."""
    order = {role.value: place for place, role in enumerate(LINE_ROLES)}
    line = sorted(team.line.all(), key=lambda one: order[one.level])
    return [f"{one.user.name}, {as_said(within(str(Role(one.level).label)))}" for one in line]


@page(MANAGE, methods=FORM)
def managers(request: Request, public_id: UUID) -> HttpResponse:
    """Who manages one team at each level."""
    found = get_team(request.viewer, public_id)
    form = forms.ManagersForm(posted(request), team=found, today=today())
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            set_managers(team=found, managers=form.chosen, by=request.viewer.user, today=today())
            messages.success(request, f"The managers of {found.name} are set.")
            return redirect(BACK)
    facts = () if form.fields else ("Nobody has the role of a manager yet. Add them under People first.",)
    question = Question(
        f"Managers of {found.name}", "Save the managers", reverse(BACK), back_text="Teams", facts=facts
    )
    return ask_page(request, form, question)
