"""Naming the IRO who acts in one concern while the child's own is away."""

from django.contrib import messages
from django.http import Http404, HttpResponse

from accounts.access.decorators import POST
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from disputes.access import Actor, cover_choices
from disputes.cover import actions
from disputes.cover.forms import CoverForm
from disputes.doors import act_page, ask, back_to, done
from disputes.models import Concern
from disputes.states import Act, NotNow


@act_page(Act.COVER, P.CHALLENGE, P.OVERSEE_DISPUTES)
def cover(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """Name who acts while the IRO is away."""
    people = cover_choices(concern, today())
    form = CoverForm(posted(request), people=people, today=today(), initial={"started_on": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        chosen = next(p for p in people if str(p.public_id) == data["user"])
        with refusals_on(form):
            actions.name_cover(
                concern=concern,
                user=chosen,
                started_on=data["started_on"],
                last_day=data["last_day"],
                reason=data["reason"],
                by=actor,
                today=today(),
            )
            return done(request, concern, f"{chosen.name} covers for the IRO in this concern on those days.")
    text = (
        "A covering IRO can read all of this concern, move it and close it. They see nothing else about "
        "the child."
    )
    return ask(request, concern, form, title="Name a covering IRO", button="Save", text=text)


@act_page(Act.COVER, P.CHALLENGE, P.OVERSEE_DISPUTES, methods=POST)
def end_cover(request: Request, concern: Concern, actor: Actor, pk: int) -> HttpResponse:
    """End a cover today."""
    found = concern.covers.filter(pk=pk).first()
    if found is None:
        raise Http404("No such cover")
    found.concern = concern
    try:
        actions.end_cover(cover=found, by=actor, today=today())
    except NotNow as refused:
        messages.warning(request, str(refused))
        return back_to(concern)
    return done(request, concern, "The cover has ended.")
