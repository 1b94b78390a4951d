"""The people of the administrator's council: list, add, roles, teams, leavers. Nothing of another council is
shown.
"""

from datetime import date
from typing import Any
from uuid import UUID

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import LINE_ROLES, Permission, Role
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.connections.rights import left_behind_by
from accounts.models import Membership, RoleProposal, Team, TeamLine, User, Worker
from accounts.models.people import ProposalState
from accounts.people import actions as act
from accounts.people import forms, lines
from accounts.people.proposals import propose_role
from accounts.plain_names import called
from accounts.searches import chosen_filters, filter_data, filters_in, to_list
from accounts.sign_in import guessing, second_factor
from accounts.single_sign_on import actions as sign_on
from accounts.single_sign_on import reading
from accounts.templatetags.govuk import plural
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.posted import posted

PER_PAGE = 25
MANAGE = Permission.MANAGE_PEOPLE
WAITS = "This role takes two people. It starts when a second administrator or a QA manager confirms it."


def people_of(viewer: Viewer) -> QuerySet[User]:
    """Everybody who has or had a role in the viewer's council, or was proposed for one."""
    here = {"user": OuterRef("pk"), "authority": viewer.authority_id}
    return User.objects.filter(
        Exists(Membership.objects.filter(**here)) | Exists(RoleProposal.objects.filter(**here))
    )


def get_person(viewer: Viewer, public_id: UUID) -> User:
    """The door to a person: of the viewer's council, else 404."""
    person = people_of(viewer).filter(public_id=public_id).first()
    if person is None:
        raise Http404("No such person")
    return person


def get_membership(viewer: Viewer, person: User, pk: int) -> Membership:
    membership = Membership.objects.filter(pk=pk, user=person, authority=viewer.authority_id).first()
    if membership is None:
        raise Http404("No such role")
    membership.user = person
    return membership


def _roles_now(viewer: Viewer, day: date) -> Prefetch:
    here = Membership.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day), authority=viewer.authority_id)
    return Prefetch("memberships", here.select_related("team"), to_attr="roles_now")


def _teams_managed(viewer: Viewer) -> Prefetch:
    """The teams in whose line somebody is, each once."""
    here = Team.objects.filter(authority=viewer.authority_id, is_active=True)
    lines = TeamLine.objects.filter(team__in=here).select_related("team").order_by("team__name", "pk")
    return Prefetch("lines", lines, to_attr="lines_now")


def _filtered(people: QuerySet[User], viewer: Viewer, data: dict[str, Any], day: date) -> QuerySet[User]:
    here = Membership.objects.filter(
        act.open_memberships(day), user=OuterRef("pk"), authority=viewer.authority_id
    )
    if data.get("search"):
        people = people.filter(called(data["search"], "name", by=["email__icontains"]))
    if data.get("role"):
        people = people.filter(Exists(here.filter(role=data["role"])))
    if data.get("state") == "left":
        return people.exclude(Exists(here))
    return people if data.get("state") == "all" else people.filter(Exists(here))


@page(MANAGE, methods=FORM)
def people(request: Request) -> HttpResponse:
    """Everybody of the council, with filters."""
    viewer, day = request.viewer, today()
    form = forms.PeopleFilter(filter_data(request))
    if request.method == "POST":
        return to_list(request, form)
    data = filters_in(request, form)
    found = _filtered(people_of(viewer), viewer, data, day)
    found = found.prefetch_related(_roles_now(viewer, day), _teams_managed(viewer))
    shown = Paginator(found.order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "accounts/people/list.html",
        {"form": form, "page": shown, "selected": chosen_filters(request, form, data)},
    )


@page(MANAGE, methods=FORM)
def new_person(request: Request) -> HttpResponse:
    """Add a person with a first role."""
    authority, day = request.viewer.authority, today()
    form = forms.PersonForm(posted(request), authority=authority, today=day)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            person = act.add_person(
                authority=authority, **form.cleaned_data, by=request.user, today=day, give=propose_role
            )
            messages.success(request, f"{person.name} was added. An email is on its way to {person.email}.")
            if not person.memberships.filter(authority=authority).exists():
                messages.info(request, WAITS)
            return redirect("accounts:person", person.public_id)
    return _ask(
        request, form, title="Add a person", button="Add the person", cancel=reverse("accounts:people")
    )


def _ask(
    request: Request, form: Any, *, title: str, button: str, cancel: str, text: str = ""
) -> HttpResponse:
    return ask_page(request, form, Question(title, button, back=cancel, text=text))


@page(MANAGE)
def person(request: Request, public_id: UUID) -> HttpResponse:
    """One person: roles in this council, teams, worker, how they sign in."""
    viewer, day = request.viewer, today()
    found = get_person(viewer, public_id)
    roles = list(
        Membership.objects.filter(user=found, authority=viewer.authority_id)
        .select_related("team")
        .order_by("-started_on", "-pk")
    )
    now_here = [m for m in roles if m.ended_on is None or m.ended_on > day]
    levels = [m for m in now_here if m.role in LINE_ROLES]
    lines = TeamLine.objects.filter(user=found, team__authority=viewer.authority_id).select_related("team")
    failures = AccessAttempt.objects.filter(username__iexact=found.email).aggregate(
        n=Sum("failures_since_start")
    )
    return render(
        request,
        "accounts/people/person.html",
        {
            "person": found,
            "roles": roles,
            "open_ids": {m.pk for m in now_here},
            "levels": levels,
            "lines": lines,
            "worker": Worker.objects.filter(authority=viewer.authority_id, user=found).first(),
            "is_locked": (failures["n"] or 0) >= settings.AXES_FAILURE_LIMIT or guessing.is_stopped(found),
            "is_self": found.pk == viewer.user_id,
            "account": reading.account_of(found, viewer.authority_id),
            "has_codes": second_factor.is_set_up(found),
            "reset_waits": found.codes_resets.filter(state=ProposalState.WAITING).exists(),
        },
    )


@page(MANAGE, methods=FORM)
def new_role(request: Request, public_id: UUID) -> HttpResponse:
    viewer, day = request.viewer, today()
    found = get_person(viewer, public_id)
    form = forms.RoleForm(posted(request), authority=viewer.authority, today=day)
    back = reverse("accounts:person", args=[found.public_id])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = propose_role(
                person=found,
                authority=viewer.authority,
                **form.cleaned_data,
                by=request.viewer.user,
                today=day,
            )
            messages.success(request, "The role was given." if isinstance(given, Membership) else WAITS)
            return redirect(back)
    text = (
        "A role that opens children’s records in any way, the data protection officer’s or the "
        "administrator’s starts when a second administrator or a QA manager has confirmed it. "
        "QA managers get an email."
    )
    return _ask(
        request, form, title=f"Give {found.name} a role", button="Give the role", cancel=back, text=text
    )


@page(MANAGE, methods=FORM)
def end_role(request: Request, public_id: UUID, pk: int) -> HttpResponse:
    viewer, day = request.viewer, today()
    found = get_person(viewer, public_id)
    membership = get_membership(viewer, found, pk)
    form = forms.EndRoleForm(posted(request), membership=membership, today=day)
    back = reverse("accounts:person", args=[found.public_id])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act.end_role(membership=membership, on=form.cleaned_data["on"], by=request.viewer.user, today=day)
            messages.success(request, "The end date of the role was saved.")
            return redirect(back)
    title = f"End the role {membership.get_role_display()} of {found.name}"
    return _ask(request, form, title=title, button="End the role", cancel=back)


@page(MANAGE, methods=FORM)
def set_line(request: Request, public_id: UUID, level: str) -> HttpResponse:
    """Of which teams a manager is the manager."""
    viewer = request.viewer
    found = get_person(viewer, public_id)
    if level not in LINE_ROLES:
        raise Http404("No such level")
    form = forms.LineForm(posted(request), authority=viewer.authority, person=found, level=level)
    back = reverse("accounts:person", args=[found.public_id])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            lines.set_line(
                person=found,
                authority=viewer.authority,
                level=level,
                teams=list(form.cleaned_data["teams"]),
                by=request.viewer.user,
                today=today(),
            )
            messages.success(request, "Teams saved.")
            return redirect(back)
    title = f"Teams of {found.name} as {Role(level).label.lower()}"
    return _ask(request, form, title=title, button="Save the teams", cancel=back)


@page(MANAGE, methods=FORM)
def link_worker(request: Request, public_id: UUID) -> HttpResponse:
    """Which worker of the council's records this person is."""
    viewer = request.viewer
    found = get_person(viewer, public_id)
    form = forms.WorkerForm(posted(request), authority=viewer.authority, person=found)
    back = reverse("accounts:person", args=[found.public_id])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            lines.link_person(
                authority=viewer.authority,
                person=found,
                worker=form.cleaned_data["worker"],
                by=request.viewer.user,
                today=today(),
            )
            messages.success(request, "Link to the council’s records saved.")
            return redirect(back)
    title = f"{found.name} in the council's records"
    return _ask(request, form, title=title, button="Save", cancel=back)


@page(MANAGE, methods=FORM)
def deactivate(request: Request, public_id: UUID) -> HttpResponse:
    """The person leaves: asks for a reason and says what happens."""
    viewer, day = request.viewer, today()
    found = get_person(viewer, public_id)
    form = forms.ReasonForm(posted(request))
    back = reverse("accounts:person", args=[found.public_id])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act.deactivate(
                person=found,
                authority=viewer.authority,
                reason=form.cleaned_data["reason"],
                by=request.viewer.user,
                today=day,
            )
            messages.success(request, f"{found.name} has left. All roles and sessions ended.")
            return redirect(back)
    text = (
        "Every role in this council ends today, every session ends at once, and the person is no "
        "longer the manager of any team. "
        f"Children of an IRO who leaves need another IRO. {left_behind_by(found, viewer.authority)}"
    ).strip()
    return _ask(
        request,
        form,
        title=f"Deactivate {found.name}",
        button=f"Deactivate {found.name}",
        cancel=back,
        text=text,
    )


@page(MANAGE, methods=FORM)
def reactivate(request: Request, public_id: UUID) -> HttpResponse:
    """Somebody comes back: they may sign in again and need a role and a new password."""
    viewer, day = request.viewer, today()
    found = get_person(viewer, public_id)
    form = forms.ReasonForm(posted(request))
    back = reverse("accounts:person", args=[found.public_id])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act.reactivate(
                person=found,
                authority=viewer.authority,
                reason=form.cleaned_data["reason"],
                by=request.viewer.user,
                today=day,
            )
            messages.success(
                request, f"{found.name} may sign in again. Give a role and send a link for the password."
            )
            return redirect(back)
    return _ask(
        request, form, title=f"Reactivate {found.name}", button=f"Reactivate {found.name}", cancel=back
    )


@page(MANAGE, methods=POST)
def unlock(request: Request, public_id: UUID) -> HttpResponse:
    viewer = request.viewer
    found = get_person(viewer, public_id)
    act.unlock(person=found, authority=viewer.authority, by=request.viewer.user)
    messages.success(request, f"{found.name} can try to sign in again.")
    return redirect("accounts:person", found.public_id)


@page(MANAGE, methods=POST)
def sign_out(request: Request, public_id: UUID) -> HttpResponse:
    """End the sessions of a person, on whatever machine."""
    viewer = request.viewer
    found = get_person(viewer, public_id)
    if not found.is_active:
        raise Http404("Signed in nowhere")
    count = act.sign_out(person=found, authority=viewer.authority, by=viewer.user)
    messages.success(request, f"{found.name} was signed out of {plural(count, 'session')}.")
    return redirect("accounts:person", found.public_id)


@page(MANAGE, methods=POST)
def forget_account(request: Request, public_id: UUID) -> HttpResponse:
    """Let a person sign in with another account of the council's provider."""
    viewer = request.viewer
    found = get_person(viewer, public_id)
    account = reading.account_of(found, viewer.authority_id)
    if account is None:
        raise Http404("No account is known")
    with refusals_said(request):
        sign_on.forget_account(account=account, by=viewer.user)
        messages.success(request, f"{found.name} can sign in with another account.")
    return redirect("accounts:person", found.public_id)


@page(MANAGE, methods=POST)
def send_link(request: Request, public_id: UUID) -> HttpResponse:
    """Email a link for a new password."""
    viewer = request.viewer
    found = get_person(viewer, public_id)
    if not found.is_active:
        raise Http404("The person has left")
    act.send_password_link(user=found, today=today(), authority=viewer.authority, by=request.viewer.user)
    messages.success(request, f"An email is on its way to {found.email}.")
    return redirect("accounts:person", found.public_id)
