"""Taking a concern through its stages: told, made formal, taken further, answered, promised actions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse

from accounts.access.decorators import POST
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.calendars import terms_for
from accounts.clock import today
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from disputes import notify, wording
from disputes.access import Actor, open_step
from disputes.doors import act_page, as_read, ask, back_to, done, step_now, warn_if_nobody_answers
from disputes.models import Concern, ConcernStep, LadderStage
from disputes.models.ladder import StageKind
from disputes.process.actions import ladder_on
from disputes.stages import actions, answers
from disputes.stages.forms import AnswerForm, FinishForm, PromiseForm, StageForm
from disputes.states import Act, NotNow


@act_page(Act.INFORM, P.CHALLENGE, methods=POST)
def inform(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """Tell the manager of what was only talked about."""
    try:
        actions.inform(concern=concern, by=actor, today=today())
    except NotNow as refused:
        messages.warning(request, str(refused))
        return back_to(concern)
    warn_if_nobody_answers(request, concern)
    return done(request, concern, "The manager has been asked to answer.")


@act_page(Act.FORMALISE, P.CHALLENGE)
def formalise(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """Make it a formal dispute, without retyping."""
    ladder = ladder_on(concern.authority, today()) or concern.ladder
    stages = list(ladder.stages.filter(kind=StageKind.FORMAL))
    total = terms_for(concern.authority).on(today()).drp_total_wd
    text = f"The {total} working days in total run from today and never start again."
    return _next_stage(
        request,
        concern,
        actor,
        stages,
        actions.formalise,
        ("Make it a formal dispute", "Make it formal", text),
    )


@act_page(Act.ESCALATE, P.CHALLENGE)
def escalate(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """Take it to a later stage."""
    step = open_step(concern)
    here = step.stage.position if step else 0
    stages = [s for s in actions.formal_stages(concern) if s.position > here]
    if not stages:
        messages.warning(request, wording.LAST_STAGE)
        return back_to(concern)
    text = f"The last day for the whole dispute stays {concern.total_due_on:%-d %B %Y}."
    return _next_stage(
        request,
        concern,
        actor,
        stages,
        actions.escalate,
        ("Take it to a later stage", "Take it further", text),
    )


def _next_stage(
    request: Request,
    concern: Concern,
    actor: Actor,
    stages: list[LadderStage],
    act: Callable[..., ConcernStep],
    words: tuple[str, str, str],
) -> HttpResponse:
    """Ask for the stage; `words` are the page's title, button and text."""
    start = {"step": step_now(concern), "position": str(stages[0].position)}
    unheld = [s.position for s in stages if not notify.answerers_of(concern, s.level)]
    form = StageForm(posted(request), stages=stages, unheld=unheld, initial=start, **as_read(concern))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            step = act(
                concern=concern,
                position=int(data["position"]),
                skip_reason=data["skip_reason"],
                by=actor,
                today=today(),
                from_step=data["step"],
            )
            warn_if_nobody_answers(request, concern)
            return done(request, concern, f"The concern is now at the stage {step.stage.name}.")
    title, button, text = words
    return ask(request, concern, form, title=title, button=button, text=text)


@act_page(Act.ANSWER, P.ANSWER_DISPUTES)
def answer(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """A manager at the stage answers, and can promise an action."""
    form = AnswerForm(posted(request), today=today(), initial={"step": step_now(concern)}, **as_read(concern))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _answer(concern, actor, form.cleaned_data)
            return done(request, concern, "Your answer is recorded. The IRO decides what happens next.")
    return ask(request, concern, form, title="Answer the concern", button="Send the answer")


@transaction.atomic
def _answer(concern: Concern, actor: Actor, data: dict[str, Any]) -> None:
    """The answer and the action promised with it: both, or neither."""
    day = today()
    answers.answer(
        concern=concern,
        stance=data["stance"],
        text=data["text"],
        by=actor,
        today=day,
        from_step=data["step"],
    )
    if data["action"]:
        answers.promise(
            concern=concern,
            text=data["action"],
            owner=data["owner"],
            due_on=data["due_on"],
            by=actor,
            today=day,
        )


@act_page(Act.PROMISE, P.ANSWER_DISPUTES)
def promise(request: Request, concern: Concern, actor: Actor) -> HttpResponse:
    """A manager adds an action to their answer."""
    form = PromiseForm(
        posted(request), today=today(), initial={"step": step_now(concern)}, **as_read(concern)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            answers.promise(
                concern=concern,
                text=data["text"],
                owner=data["owner"],
                due_on=data["due_on"],
                by=actor,
                today=today(),
                from_step=data["step"],
            )
            return done(request, concern, "The action is recorded.")
    return ask(request, concern, form, title="Add an action", button="Add the action")


@act_page(Act.FINISH, P.CHALLENGE, P.ANSWER_DISPUTES)
def finish(request: Request, concern: Concern, actor: Actor, action_id: UUID) -> HttpResponse:
    """The IRO or a manager marks an action as done."""
    action = concern.actions.filter(public_id=action_id).first()
    if action is None:
        raise Http404("No such action")
    action.concern = concern
    form = FinishForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            answers.finish(action=action, by=actor, today=today(), **form.cleaned_data)
            return done(request, concern, "The action is marked as done.")
    return ask(
        request, concern, form, title="Mark the action as done", button="Mark as done", text=action.text
    )
