"""Pages of access: asking, giving a reason, restricting a record, naming people on it and taking them off."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.access import actions as access_actions
from accounts.access.decorators import FORM, page
from accounts.access.lasting import in_words, longest
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.people.forms import ReasonForm
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from children.access import get_child, get_child_to_ask_for, opens_by_reason
from children.child.questions import ask_about
from children.models import Child
from children.models.names import standing_names
from children.restriction import actions
from children.restriction.closed_page import closed_page
from children.restriction.forms import AskForm, NameForm, RestrictForm
from children.restriction.naming import named_on, people_near, readers
from children.restriction.states import LIFE, Act, state_of

PEOPLE = "children:people"
RESTRICT = Permission.RESTRICT_CHILD
IRO_STAYS = "The child’s IRO sees the record for as long as they are the IRO, whatever the last day is."


@page(Permission.SEE_CHILDREN, methods=FORM)
def ask_for_access(request: Request, public_id: UUID) -> HttpResponse:
    """Ask a QA manager to be named on a restricted record, or open one by giving a reason."""
    viewer = request.viewer
    child, is_open = get_child_to_ask_for(viewer, public_id)
    if is_open:
        return redirect("children:child", public_id=public_id)
    form = AskForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return closed_page(request, child, form=form if form.is_bound else None)
    asked = {
        "authority": viewer.authority,
        "child_id": child.pk,
        "child_number": child.number,
        "reason": form.cleaned_data["reason"],
        "by": viewer.user,
        "today": today(),
    }
    if opens_by_reason(viewer, child):
        access_actions.enter_with_reason(**asked, is_restricted=child.is_restricted)
        wanted = form.cleaned_data["next"]
        safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
        return redirect(wanted if wanted and safe else reverse("children:child", args=[public_id]))
    access_actions.ask_for_access(**asked)
    messages.success(
        request,
        f"You have asked for access. {_who_was_told(viewer)} You will get an email with the answer.",
    )
    return redirect("children:ask_for_access", public_id=public_id)


def _who_was_told(viewer: Viewer) -> str:
    if access_actions.those_who_answer(viewer.authority, today(), but=viewer.user):
        return "The QA manager has been told."
    return "There is no QA manager who can answer, so the administrators have been told."


def _is_possible(act: Act, child: Child) -> bool:
    return state_of(child.is_restricted) in LIFE.rules[act].moves


@page(RESTRICT, methods=FORM)
def restrict(request: Request, public_id: UUID) -> HttpResponse:
    """Close the record to everybody but the people named."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="restrict the record")
    if not _is_possible(Act.RESTRICT, child):
        return redirect(PEOPLE, public_id=public_id)
    near = people_near(child, day)
    form = RestrictForm(
        posted(request),
        near=list(near),
        everybody=readers(child, day),
        hints={str(user.pk): words for user, words in near.items()},
        initial={"people": [viewer.user_id]} | vars(longest(viewer.authority, day)),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            named = form.cleaned_data["named"]
            actions.restrict(
                child=child,
                people=named,
                lasting=form.lasting,
                reason=form.cleaned_data["reason"],
                by=viewer.user,
                today=day,
            )
            messages.success(request, "The record is restricted. Only the people you named can see it.")
            return redirect(
                reverse(PEOPLE, args=[public_id]) if viewer.user in named else reverse("children:list")
            )
    return ask_about(
        request,
        child,
        form,
        title="Restrict this record",
        button="Restrict the record",
        back=PEOPLE,
        facts=(in_words(viewer.authority, day), IRO_STAYS),
        warning=(
            "If you do not name yourself, you cannot see or open the record again without asking another "
            "QA manager."
        ),
    )


@page(RESTRICT, methods=FORM)
def unrestrict(request: Request, public_id: UUID) -> HttpResponse:
    """Open the record again to everybody whose role reaches the child."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="end the restriction")
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.unrestrict(child=child, reason=form.cleaned_data["reason"], by=viewer.user)
            messages.success(request, "The record is open again to everybody who works with the child.")
            return redirect(PEOPLE, public_id=public_id)
    return ask_about(
        request,
        child,
        form,
        title="End the restriction",
        button="End the restriction",
        back=PEOPLE,
        warning="Everybody whose role reaches the child sees the record at once. Names on it end.",
    )


@page(RESTRICT, methods=FORM)
def name_person(request: Request, public_id: UUID) -> HttpResponse:
    """Name one more person on a restricted record."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="name a person on the record")
    if not _is_possible(Act.NAME, child):
        return redirect(PEOPLE, public_id=public_id)
    people = readers(child, day).exclude(pk__in=named_on(child, day).order_by().values("user"))
    form = NameForm(posted(request), people=people, initial=vars(longest(viewer.authority, day)))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.name_on_record(
                child=child,
                person=form.cleaned_data["person"],
                lasting=form.lasting,
                reason=form.cleaned_data["reason"],
                by=viewer.user,
                today=day,
            )
            messages.success(request, f"{form.cleaned_data['person'].name} can see the record now.")
            return redirect(PEOPLE, public_id=public_id)
    return ask_about(
        request,
        child,
        form,
        title="Name a person on this record",
        button="Name the person",
        back=PEOPLE,
        facts=(in_words(viewer.authority, day),),
    )


@page(RESTRICT, methods=FORM)
def take_off(request: Request, public_id: UUID, grant: int) -> HttpResponse:
    """Take a person off the record. Somebody must stay on it."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="remove a person from the record")
    names = standing_names().filter(child_id=child.pk).select_related("user")
    found = names.filter(pk=grant).first()
    if found is None:
        raise Http404("Nobody of this record")
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.take_off_record(
                child=child,
                grant=found,
                reason=form.cleaned_data["reason"],
                by=viewer.user,
                today=today(),
            )
            messages.success(request, f"{found.user.name} can no longer see the record.")
            own = found.user_id == viewer.user_id
            return redirect(reverse("children:list") if own else reverse(PEOPLE, args=[public_id]))
    return ask_about(
        request,
        child,
        form,
        title=f"Remove {found.user.name} from this record",
        button="Remove",
        back=PEOPLE,
        facts=("The person loses access at once.",),
    )
