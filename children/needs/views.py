"""Pages of a child's needs, of where a placement is, and of the names of providers."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from children.access import get_child, may_keep
from children.child.questions import ask_about
from children.models import ProviderName
from children.needs import actions
from children.needs.forms import NeedsForm, PlaceForm, ProvidersForm

DETAILS = "children:details"
PER_PAGE = 100
KNOWN = {True: "yes", False: "no", None: ""}


def settings_links(viewer: Viewer) -> list[dict[str, str]]:
    """On the page of settings."""
    if not viewer.may(P.IMPORT):
        return []
    words = {"title": "Providers of placements", "text": "Names behind the Ofsted numbers"}
    return [words | {"href": reverse("children:providers")}]


@page(P.EDIT_CHILD, P.RECORD_REVIEW, methods=FORM)
def needs(request: Request, public_id: UUID) -> HttpResponse:
    """Disability, language and communication of a child, from a day on."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="record needs")
    if not may_keep(viewer, child):
        raise Http404("Not yours")
    now = actions.needs_on(child, day)
    initial = {"starts_on": day, "needs_interpreter": "", "speaks_at_home": ""}
    if now:
        initial |= {f: getattr(now, f) for f in ("is_disabled", "disabilities", "language", "communication")}
        initial["methods"] = [one.method for one in now.methods.all()]
        initial["needs_interpreter"] = KNOWN[now.needs_interpreter]
        initial["speaks_at_home"] = KNOWN[actions.speaks_at_home(now, day)]
    moved_on = actions.moved_on(child, day)
    form = NeedsForm(posted(request), moved_on=moved_on, today=day, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.record_needs(child=child, by=viewer.user, **form.cleaned_data)
            messages.success(request, "The needs are recorded.")
            return redirect(DETAILS, public_id=public_id)
    return ask_about(
        request, child, form, title="Disability, language and communication", button="Save", back=DETAILS
    )


@page(P.EDIT_CHILD, methods=FORM)
def place(request: Request, public_id: UUID) -> HttpResponse:
    """How far the placement of now is, and whose it is."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="record where the placement is")
    now = child.placements.filter(ended_on=None).first()
    initial = (
        {"miles": now.distance_miles, "is_outside": KNOWN[now.is_out_of_area], "urn": now.urn} if now else {}
    )
    form = PlaceForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.record_place(child=child, by=viewer.user, **form.cleaned_data)
            messages.success(request, "Where the placement is has been recorded.")
            return redirect(DETAILS, public_id=public_id)
    return ask_about(request, child, form, title="Where the placement is", button="Save", back=DETAILS)


@page(P.IMPORT, methods=FORM)
def providers(request: Request) -> HttpResponse:
    """What providers are called, one by hand or many from a file."""
    viewer = request.viewer
    form = ProvidersForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        number = actions.name_providers(
            authority=viewer.authority, names=form.cleaned_data["names"], by=viewer.user
        )
        messages.success(request, f"Names of providers saved: {number:,}.")
        return redirect("children:providers")
    rows = ProviderName.objects.filter(authority=viewer.authority_id)
    context = {"form": form, "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))}
    return render(request, "children/providers.html", context, status=422 if form.errors else 200)
