"""Referring a concern to Cafcass, and recording what came back."""

from django.http import Http404, HttpResponse

from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from disputes.access import Actor
from disputes.cafcass import actions
from disputes.cafcass.forms import ReferForm, ResultForm
from disputes.doors import act_page, as_read, ask, done
from disputes.models import Concern
from disputes.states import Act


@act_page(Act.REFER, P.CHALLENGE)
def refer(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """Refer to Cafcass; the stages go on."""
    form = ReferForm(posted(request), today=today(), initial={"on": today()}, **as_read(concern))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.refer(concern=concern, by=actor, today=today(), **form.cleaned_data)
            return done(request, concern, "The referral to Cafcass is recorded. The stages continue.")
    return ask(request, concern, form, title="Refer to Cafcass", button="Record the referral")


@act_page(Act.HEAR, P.CHALLENGE)
def record_result(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """What came back from Cafcass."""
    referral = concern.cafcass.filter(result_on=None).first()
    if referral is None:
        raise Http404("No referral waits for its result")
    referral.concern = concern
    form = ResultForm(posted(request), today=today(), initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.record_result(referral=referral, by=actor, today=today(), **form.cleaned_data)
            return done(request, concern, "Cafcass’s result is recorded.")
    return ask(request, concern, form, title="Result from Cafcass", button="Save the result")
