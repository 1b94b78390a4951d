"""What stands beside the stages: words put right, notes, the child's view, Cafcass, advice, cover."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.models import User
from accounts.ui.posted import posted
from disputes import states
from disputes.access import cover_choices
from disputes.actions import beside, raising
from disputes.forms import steps as forms
from disputes.forms.concern import EditForm
from disputes.models import Concern, Theme
from disputes.states import Act
from disputes.views.asking import ask, back_to, door, tried
from disputes.views.steps import led_back

YES_NO = {True: "yes", False: "no", None: ""}


def own_themes(concern_authority_id: int, concern: Concern | None = None) -> list[Theme]:
    """The council's own themes on offer, and those that the concern bears already."""
    themes = Theme.objects.filter(authority=concern_authority_id)
    borne = set(concern.themes.values_list("theme", flat=True)) if concern else set()
    return [t for t in themes if t.ends_on is None or t.pk in borne]


@page(P.CHALLENGE, methods=FORM)
@led_back
def edit(request: Request, public_id: UUID) -> HttpResponse:
    """The IRO puts the concern's words right."""
    concern, actor = door(request, public_id, Act.EDIT)
    own = own_themes(concern.authority_id, concern)
    chosen = [
        str(t.theme.public_id) if t.theme else t.national for t in concern.themes.select_related("theme")
    ]
    start = {"themes": chosen, "text": concern.text, "wanted": concern.wanted, "delay": concern.delay}
    form = EditForm(posted(request), own_themes=own, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(
            form,
            lambda: raising.edit(
                concern=concern,
                text=data["text"],
                wanted=data["wanted"],
                delay=data["delay"],
                themes=form.chosen,
                by=actor,
            ),
        ):
            messages.success(request, "The concern is changed. What it said before stays in the history.")
            return back_to(concern)
    return ask(request, concern, form, title="Change the concern", button="Save the concern")


@page(P.CHALLENGE, P.OVERSEE_DISPUTES, methods=FORM)
@led_back
def note(request: Request, public_id: UUID) -> HttpResponse:
    """A conversation or a note; the IRO can share it."""
    concern, actor = door(request, public_id, Act.NOTE)
    may_share = states.may(Act.SHARE, concern.state, actor.parts)
    start = {"kind": "TALK", "on": today(), "is_shared": "no"}
    form = forms.NoteForm(posted(request), may_share=may_share, today=today(), initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(
            form,
            lambda: beside.add_note(
                concern=concern,
                kind=data["kind"],
                with_whom=data["with_whom"],
                text=data["text"],
                on=data["on"],
                is_shared=data.get("is_shared") == "yes",
                by=actor,
                today=today(),
            ),
        ):
            messages.success(request, "The note is kept.")
            return back_to(concern)
    return ask(request, concern, form, title="Add a conversation or note", button="Keep the note")


@page(P.CHALLENGE, methods=FORM)
@led_back
def child_view(request: Request, public_id: UUID) -> HttpResponse:
    """The child's view, and that they were told of complaints and advocacy."""
    concern, actor = door(request, public_id, Act.RECORD_VIEW)
    start = {
        "view": concern.child_view,
        "told_complaints": YES_NO[concern.child_told_complaints],
        "told_advocacy": YES_NO[concern.child_told_advocacy],
    }
    form = forms.ChildViewForm(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(
            form,
            lambda: beside.record_view(
                concern=concern,
                view=data["view"],
                told_complaints=forms.known(data["told_complaints"]),
                told_advocacy=forms.known(data["told_advocacy"]),
                by=actor,
            ),
        ):
            messages.success(request, "The child’s view is recorded.")
            return back_to(concern)
    return ask(request, concern, form, title="The child’s view", button="Save the child’s view")


@page(P.CHALLENGE, methods=FORM)
@led_back
def refer(request: Request, public_id: UUID) -> HttpResponse:
    """Refer to Cafcass, beside the stages."""
    concern, actor = door(request, public_id, Act.REFER)
    form = forms.ReferForm(posted(request), today=today(), initial={"on": today()})
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: beside.refer(concern=concern, by=actor, today=today(), **form.cleaned_data))
    ):
        messages.success(request, "The reference to Cafcass is recorded. The stages go on beside it.")
        return back_to(concern)
    return ask(request, concern, form, title="Refer to Cafcass", button="Record the reference")


@page(P.CHALLENGE, methods=FORM)
@led_back
def hear(request: Request, public_id: UUID) -> HttpResponse:
    """What came back from Cafcass."""
    concern, actor = door(request, public_id, Act.HEAR)
    referral = concern.cafcass.filter(result_on=None).first()
    if referral is None:
        raise Http404("No reference waits for its result")
    referral.concern = concern
    form = forms.HearForm(posted(request), today=today(), initial={"on": today()})
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: beside.hear(referral=referral, by=actor, today=today(), **form.cleaned_data))
    ):
        messages.success(request, "What Cafcass did is recorded.")
        return back_to(concern)
    return ask(request, concern, form, title="What came back from Cafcass", button="Save the result")


@page(P.CHALLENGE, methods=FORM)
@led_back
def advice(request: Request, public_id: UUID) -> HttpResponse:
    """Independent legal advice, which only the IRO and the QA manager see."""
    concern, actor = door(request, public_id, Act.ADVISE)
    form = forms.AdviceForm(posted(request), today=today())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: beside.note_advice(concern=concern, by=actor, today=today(), **data)):
            messages.success(request, "The advice is noted. Only you and the QA manager see it.")
            return back_to(concern)
    text = "Only the IRO and the QA manager see that advice was sought, and what it says."
    return ask(request, concern, form, title="Independent legal advice", button="Note the advice", text=text)


@page(P.CHALLENGE, P.OVERSEE_DISPUTES, methods=FORM)
@led_back
def cover(request: Request, public_id: UUID) -> HttpResponse:
    """Name who acts while the IRO is away."""
    concern, actor = door(request, public_id, Act.COVER)
    people = cover_choices(concern, today())
    form = forms.CoverForm(posted(request), people=people, initial={"started_on": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        chosen: User = next(p for p in people if str(p.public_id) == data["user"])
        if tried(
            form,
            lambda: beside.name_cover(
                concern=concern,
                user=chosen,
                started_on=data["started_on"],
                last_day=data["last_day"],
                reason=data["reason"],
                by=actor,
                today=today(),
            ),
        ):
            messages.success(
                request, f"{chosen.name} acts in this dispute on those days, and the page says so."
            )
            return back_to(concern)
    text = (
        "Whoever covers reads all of this dispute, moves and closes it, and sees nothing else of the child."
    )
    return ask(request, concern, form, title="Name who covers", button="Name the cover", text=text)


@page(P.CHALLENGE, P.OVERSEE_DISPUTES, methods=POST)
@led_back
def end_cover(request: Request, public_id: UUID, pk: int) -> HttpResponse:
    """End a cover today."""
    concern, actor = door(request, public_id, Act.COVER)
    found = concern.covers.filter(pk=pk).first()
    if found is None:
        raise Http404("No such cover")
    found.concern = concern
    try:
        beside.end_cover(cover=found, by=actor, today=today())
    except states.NotNow as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "The cover has ended.")
    return back_to(concern)
