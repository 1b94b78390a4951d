"""Adding a note, the child's view and legal advice to a concern."""

from django.http import HttpResponse

from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from disputes.access import Actor
from disputes.doors import act_page, as_read, ask, done
from disputes.models import Concern
from disputes.notes import actions
from disputes.notes.forms import AdviceForm, ChildViewForm, NoteForm, known
from disputes.states import CONCERN, Act

YES_NO = {True: "yes", False: "no", None: ""}


@act_page(Act.NOTE, P.CHALLENGE, P.OVERSEE_DISPUTES)
def note(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """A conversation or a note; the IRO can share it."""
    may_share = CONCERN.may(Act.SHARE, concern.state, actor.parts)
    start = {"kind": "TALK", "on": today(), "is_shared": "no"}
    form = NoteForm(posted(request), may_share=may_share, today=today(), initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            actions.add_note(
                concern=concern,
                kind=data["kind"],
                with_whom=data["with_whom"],
                text=data["text"],
                on=data["on"],
                is_shared=data.get("is_shared") == "yes",
                by=actor,
                today=today(),
            )
            return done(request, concern, "The note is saved.")
    return ask(request, concern, form, title="Add a conversation or note", button="Save note")


@act_page(Act.RECORD_VIEW, P.CHALLENGE)
def child_view(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """The child's view, and that they were told about complaints and advocacy."""
    start = {
        "view": concern.child_view,
        "told_complaints": YES_NO[concern.child_told_complaints],
        "told_advocacy": YES_NO[concern.child_told_advocacy],
    }
    form = ChildViewForm(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            actions.record_view(
                concern=concern,
                view=data["view"],
                told_complaints=known(data["told_complaints"]),
                told_advocacy=known(data["told_advocacy"]),
                by=actor,
            )
            return done(request, concern, "The child’s view is recorded.")
    return ask(request, concern, form, title="The child’s view", button="Save the child’s view")


@act_page(Act.ADVISE, P.CHALLENGE)
def advice(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """Independent legal advice, which only the IRO and the QA manager see."""
    form = AdviceForm(posted(request), today=today(), **as_read(concern))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.note_advice(concern=concern, by=actor, today=today(), **form.cleaned_data)
            text = "The advice is recorded. Only you and the QA manager can see it."
            return done(request, concern, text)
    text = "Only the IRO and the QA manager can see that you asked for advice, and what it says."
    return ask(request, concern, form, title="Independent legal advice", button="Save the advice", text=text)
