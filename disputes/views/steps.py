"""The steps of a dispute: told, made formal, taken further, answered, closed."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse

from accounts.access.decorators import FORM, POST, View, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ui.posted import posted
from disputes import telling
from disputes.access import Actor, open_step
from disputes.actions import answering, closing, raising
from disputes.actions.stages import ladder_on
from disputes.forms import steps as forms
from disputes.models import Concern
from disputes.models.ladder import StageKind
from disputes.states import Act
from disputes.views.asking import Elsewhere, ask, back_to, door, step_now, tried

NOBODY = "Nobody is recorded at this level of the team’s line, so nobody was told. Ask an administrator to record who it is."


def led_back(view: View) -> View:
    """Answer with the way back where a step is not possible any more."""

    @wraps(view)
    def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Elsewhere as elsewhere:
            return elsewhere.response

    return wrapped


def _said_to(request: Request, concern: Concern) -> None:
    """Warn where the stage that is now open has nobody to answer it."""
    step = open_step(concern)
    if step and not telling.answerers_of(concern, step.stage.level):
        messages.warning(request, NOBODY)


@page(P.CHALLENGE, methods=POST)
@led_back
def inform(request: Request, public_id: UUID) -> HttpResponse:
    """Tell the manager of what was only talked about."""
    concern, actor = door(request, public_id, Act.INFORM)
    raising.inform(concern=concern, by=actor, today=today())
    messages.success(request, "The manager was asked to answer.")
    _said_to(request, concern)
    return back_to(concern)


@page(P.CHALLENGE, methods=FORM)
@led_back
def formalise(request: Request, public_id: UUID) -> HttpResponse:
    """Make it formal, without retyping."""
    concern, actor = door(request, public_id, Act.FORMALISE)
    ladder = ladder_on(concern.authority, today()) or concern.ladder
    stages = list(ladder.stages.filter(kind=StageKind.FORMAL))
    return _next_stage(request, concern, actor, stages, raising.formalise, "Make it formal", "Make it formal")


@page(P.CHALLENGE, methods=FORM)
@led_back
def escalate(request: Request, public_id: UUID) -> HttpResponse:
    """Take it to a later stage."""
    concern, actor = door(request, public_id, Act.ESCALATE)
    step = open_step(concern)
    here = step.stage.position if step else 0
    stages = [s for s in raising.formal_stages(concern) if s.position > here]
    if not stages:
        messages.warning(request, "This is the last stage. You can refer the concern to Cafcass at any time.")
        return back_to(concern)
    return _next_stage(
        request, concern, actor, stages, raising.escalate, "Take it to a later stage", "Take it further"
    )


def _next_stage(
    request: Request, concern: Concern, actor: Actor, stages: list[Any], act: Any, title: str, button: str
) -> HttpResponse:
    form = forms.StageForm(
        posted(request),
        stages=stages,
        initial={"step": step_now(concern), "position": str(stages[0].position)},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(
            form,
            lambda: act(
                concern=concern,
                position=int(data["position"]),
                skip_reason=data["skip_reason"],
                by=actor,
                today=today(),
                from_step=data["step"],
            ),
        ):
            step = open_step(concern)
            messages.success(request, f"The concern is now at the stage {step.stage.name if step else ''}.")
            _said_to(request, concern)
            return back_to(concern)
    text = (
        "The 20 working days in all run from today and never start again."
        if concern.formal_on is None
        else f"The last day in all stays {concern.total_due_on:%-d %B %Y}."
    )
    return ask(request, concern, form, title=title, button=button, text=text)


@page(P.ANSWER_DISPUTES, methods=FORM)
@led_back
def answer(request: Request, public_id: UUID) -> HttpResponse:
    """A manager at the stage answers, and can promise an action."""
    concern, actor = door(request, public_id, Act.ANSWER)
    form = forms.AnswerForm(posted(request), today=today(), initial={"step": step_now(concern)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: _answer(concern, actor, data)):
            messages.success(request, "Your answer is recorded. The IRO decides what follows.")
            return back_to(concern)
    return ask(request, concern, form, title="Answer the concern", button="Send the answer")


@transaction.atomic
def _answer(concern: Concern, actor: Actor, data: dict[str, Any]) -> None:
    """The answer and the action promised with it: both, or neither."""
    day = today()
    answering.answer(
        concern=concern, stance=data["stance"], text=data["text"], by=actor, today=day, from_step=data["step"]
    )
    if data["action"]:
        answering.promise(
            concern=concern,
            text=data["action"],
            owner=data["owner"],
            due_on=data["due_on"],
            by=actor,
            today=day,
        )


@page(P.ANSWER_DISPUTES, methods=FORM)
@led_back
def promise(request: Request, public_id: UUID) -> HttpResponse:
    """A manager adds an action to their answer."""
    concern, actor = door(request, public_id, Act.PROMISE)
    form = forms.PromiseForm(posted(request), today=today(), initial={"step": step_now(concern)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(
            form,
            lambda: answering.promise(
                concern=concern,
                text=data["text"],
                owner=data["owner"],
                due_on=data["due_on"],
                by=actor,
                today=today(),
                from_step=data["step"],
            ),
        ):
            messages.success(request, "The action is recorded.")
            return back_to(concern)
    return ask(request, concern, form, title="Add an action", button="Add the action")


@page(P.CHALLENGE, P.ANSWER_DISPUTES, methods=FORM)
@led_back
def finish(request: Request, public_id: UUID, action_id: UUID) -> HttpResponse:
    """The IRO or a manager says that an action is done."""
    concern, actor = door(request, public_id, Act.FINISH)
    action = concern.actions.filter(public_id=action_id).first()
    if action is None:
        raise Http404("No such action")
    action.concern = concern
    form = forms.FinishForm(posted(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: answering.finish(action=action, by=actor, today=today(), **form.cleaned_data))
    ):
        messages.success(request, "The action is done.")
        return back_to(concern)
    return ask(request, concern, form, title="Say that it is done", button="It is done", text=action.text)


@page(P.CHALLENGE, methods=FORM)
@led_back
def close(request: Request, public_id: UUID) -> HttpResponse:
    """The IRO closes the concern; nobody else can."""
    concern, actor = door(request, public_id, Act.CLOSE)
    form = forms.CloseForm(posted(request), initial={"step": step_now(concern)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(
            form,
            lambda: closing.close(
                concern=concern,
                ending=data["ending"],
                effect=data["effect"],
                effect_text=data["effect_text"],
                by=actor,
                today=today(),
                from_step=data["step"],
            ),
        ):
            messages.success(request, "The concern is closed.")
            return back_to(concern)
    still = concern.actions.filter(done_on=None).count()
    warning = (
        f"{still} of the promised actions {'is' if still == 1 else 'are'} not done yet." if still else ""
    )
    return ask(request, concern, form, title="Close the concern", button="Close the concern", warning=warning)


@page(P.CHALLENGE, methods=FORM)
@led_back
def effect(request: Request, public_id: UUID) -> HttpResponse:
    """What changed for the child since the concern was closed."""
    concern, actor = door(request, public_id, Act.EFFECT)
    form = forms.EffectForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: closing.say_effect(concern=concern, by=actor, today=today(), **data)):
            messages.success(request, "What changed for the child is recorded.")
            return back_to(concern)
    return ask(request, concern, form, title="What changed for the child?", button="Save")
