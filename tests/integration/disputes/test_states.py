"""The whole table, state by state, act by act, part by part: through the table, through the actions, and
through the addresses."""

from collections.abc import Callable
from datetime import date
from itertools import chain, combinations
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from disputes.access import Actor
from disputes.cafcass import actions as cafcass
from disputes.concern import actions as concerns
from disputes.models import Concern
from disputes.models.concern import OPEN_STATES, State
from disputes.notes import actions as notes
from disputes.stages import actions as stage_actions
from disputes.stages import answers
from disputes.states import CONCERN, Act, NotNow, NotYours, Part
from tests import factories as make
from tests.integration.disputes.days import RAISED
from tests.turns import in_turns, is_todays

PARTS = list(Part)
EVERY_PART = [
    frozenset(c) for c in chain.from_iterable(combinations(PARTS, n) for n in range(len(PARTS) + 1))
]
IRO_ONLY = set(Act) - {Act.ANSWER, Act.PROMISE, Act.FINISH, Act.NOTE, Act.COVER}
EXPECTED_MOVES = {
    (Act.INFORM, "TALKED"): "INFORMAL",
    (Act.FORMALISE, "TALKED"): "FORMAL",
    (Act.FORMALISE, "INFORMAL"): "FORMAL",
    (Act.FORMALISE, "INFORMAL_ANSWERED"): "FORMAL",
    (Act.ESCALATE, "FORMAL"): "FORMAL",
    (Act.ESCALATE, "FORMAL_ANSWERED"): "FORMAL",
    (Act.ANSWER, "INFORMAL"): "INFORMAL_ANSWERED",
    (Act.ANSWER, "FORMAL"): "FORMAL_ANSWERED",
    **{(Act.CLOSE, s): "CLOSED" for s in OPEN_STATES},
}
"""Every move that changes the state. Nothing else may."""


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("state", list(State.values))
def test_the_table_holds_exactly_these_moves(act: Act, state: str) -> None:
    to, expected = CONCERN.rules[act].moves.get(state), EXPECTED_MOVES.get((act, state))
    assert to == expected if expected else to in (None, state)


@pytest.mark.parametrize("parts", EVERY_PART, ids=lambda p: "+".join(sorted(p)) or "nobody")
@pytest.mark.parametrize("act", list(Act))
def test_check_and_may_agree_for_everybody_everywhere(act: Act, parts: frozenset[Part]) -> None:
    for state in State.values:
        allowed = bool(parts & CONCERN.rules[act].by) and state in CONCERN.rules[act].moves
        assert CONCERN.may(act, state, parts) is allowed
        if allowed:
            assert CONCERN.check(act, state, parts) in State.values
        else:
            with pytest.raises(NotNow):
                CONCERN.check(act, state, parts)


@pytest.mark.parametrize("act", sorted(IRO_ONLY))
def test_what_is_the_iro_s_is_nobody_else_s(act: Act) -> None:
    for state in State.values:
        for parts in EVERY_PART:
            if Part.IRO not in parts:
                with pytest.raises(NotYours):
                    CONCERN.check(act, state, parts)


def test_no_act_leads_out_of_closed() -> None:
    assert {
        to for rule in CONCERN.rules.values() for frm, to in rule.moves.items() if frm == State.CLOSED
    } == {State.CLOSED.value}


# --- the same through the actions: a refused one leaves nothing behind


def do(act: Act, concern: Concern, actor: Actor) -> Any:
    """The action of an act with arguments that are right in themselves."""
    step = concern.steps.order_by("-pk").first()
    later = (step.stage.position if step else 0) + 1
    calls: dict[Act, Callable[[], Any]] = {
        Act.EDIT: lambda: concerns.edit(
            concern=concern, text="New", wanted="New", delay="", themes=concerns.Themes(("HEALTH",)), by=actor
        ),
        Act.NOTE: lambda: _note(concern, actor, shared=False),
        Act.SHARE: lambda: _note(concern, actor, shared=True),
        Act.RECORD_VIEW: lambda: notes.record_view(
            concern=concern, view="Fine", told_complaints=True, told_advocacy=None, by=actor
        ),
        Act.INFORM: lambda: stage_actions.inform(concern=concern, by=actor, today=RAISED),
        Act.FORMALISE: lambda: stage_actions.formalise(
            concern=concern, position=1, skip_reason="", by=actor, today=RAISED
        ),
        Act.ESCALATE: lambda: stage_actions.escalate(
            concern=concern,
            position=later,
            skip_reason="",
            by=actor,
            today=RAISED,
            from_step=step.pk if step else None,
        ),
        Act.ANSWER: lambda: answers.answer(
            concern=concern, stance="PARTLY", text="Yes", by=actor, today=RAISED
        ),
        Act.PROMISE: lambda: answers.promise(
            concern=concern, text="A", owner="B", due_on=RAISED, by=actor, today=RAISED
        ),
        Act.REFER: lambda: cafcass.refer(concern=concern, reason="R", on=RAISED, by=actor, today=RAISED),
        Act.ADVISE: lambda: notes.note_advice(
            concern=concern,
            sought_on=RAISED,
            adviser="A",
            question="Q",
            received_on=None,
            summary="",
            by=actor,
            today=RAISED,
        ),
        Act.CLOSE: lambda: concerns.close(
            concern=concern, ending="RESOLVED", effect="CHANGED", effect_text="A PEP", by=actor, today=RAISED
        ),
        Act.EFFECT: lambda: concerns.record_effect(
            concern=concern, effect="CHANGED", effect_text="A PEP", by=actor, today=RAISED
        ),
    }
    return calls[act]()


def _note(concern: Concern, actor: Actor, *, shared: bool) -> Any:
    return notes.add_note(
        concern=concern,
        kind="NOTE",
        with_whom="",
        text="N",
        on=RAISED,
        is_shared=shared,
        by=actor,
        today=RAISED,
    )


ACTED = [a for a in Act if a not in (Act.FINISH, Act.HEAR, Act.COVER)]  # these have tests of their own


@pytest.mark.parametrize("state", list(State.values))
@pytest.mark.parametrize("act", ACTED)
def test_every_action_obeys_the_table(
    act: Act, state: str, in_state: Callable[[str], Concern], iro, team_manager, qa_manager
) -> None:
    concern = in_state(state)
    people = {Part.IRO: iro, Part.QA: qa_manager, Part.ANSWERER: team_manager, Part.MANAGER: team_manager}
    for part, user in people.items():
        actor = Actor(user, frozenset({part}))
        if CONCERN.may(act, state, actor.parts):
            continue
        before = (snapshot(concern), AuditEvent.objects.count())
        with pytest.raises(NotNow):
            do(act, concern, actor)
        assert (snapshot(concern), AuditEvent.objects.count()) == before, f"{part} left something behind"
    rightful = next(iter(sorted(CONCERN.rules[act].by)))
    if CONCERN.may(act, state, frozenset({rightful})):
        do(act, concern, Actor(people[rightful], frozenset({rightful})))
        concern.refresh_from_db()
        assert concern.state == CONCERN.rules[act].moves[state]


def snapshot(concern: Concern) -> tuple[Any, ...]:
    """Everything stored of a concern, to see that nothing changed."""
    row = Concern.objects.filter(pk=concern.pk).values().get()
    parts = [
        list(rows.order_by("pk").values_list())
        for rows in (
            concern.steps,
            concern.answers,
            concern.actions,
            concern.notes,
            concern.advice,
            concern.cafcass,
            concern.themes,
        )
    ]
    return tuple(row.items()), str(parts)


# --- and through the addresses: whatever a manager sends, the concern stays as it is

WRITES = {
    "edit": {"themes": "HEALTH", "text": "Nothing is wrong", "wanted": "Nothing"},
    "inform": {},
    "formalise": {"position": "1"},
    "escalate": {"position": "2"},
    "note": {
        "kind": "NOTE",
        "text": "N",
        "on_day": "5",
        "on_month": "1",
        "on_year": "2026",
        "is_shared": "yes",
    },
    "child_view": {"view": "Fine"},
    "refer": {"reason": "R", "on_day": "5", "on_month": "1", "on_year": "2026"},
    "hear": {"state": "TAKEN_UP", "result": "R", "on_day": "5", "on_month": "1", "on_year": "2026"},
    "advice": {
        "adviser": "A",
        "question": "Q",
        "sought_on_day": "5",
        "sought_on_month": "1",
        "sought_on_year": "2026",
    },
    "cover": {"reason": "R"},
    "close": {"ending": "RESOLVED", "effect": "NOTHING"},
    "effect": {"effect": "NOTHING"},
}


@pytest.mark.parametrize("state", list(State.values))
@pytest.mark.parametrize(
    "person",
    in_turns(
        [
            "team_manager",
            "service_manager",
            "head_of_service",
            "assistant_director",
            "director",
            "other_iro",
            "other_team_manager",
            "social_worker",
            "business_support",
            "administrator",
            "inspector",
            "outsider",
        ],
        6,
    ),
)
def test_nobody_but_the_iro_closes_or_edits_by_any_request(
    person: str, state: str, in_state: Callable[[str], Concern], client_for, request, at_night
) -> None:
    """By day one person in six sends each request in one state of two, others each day."""
    concern = in_state(state)
    browser = client_for(request.getfixturevalue(person))
    before = snapshot(concern)
    turn = list(State.values).index(state)
    for number, (name, data) in enumerate(WRITES.items()):
        if not (at_night or is_todays(number + turn, 2)):
            continue
        response = browser.post(reverse(f"disputes:{name}", args=[concern.public_id]), data)
        assert response.status_code in {403, 404}, f"{person} {name}: {response.status_code}"
    assert snapshot(concern) == before


@pytest.mark.parametrize("state", list(State.values))
def test_the_qa_manager_closes_and_moves_nothing(
    state: str, in_state: Callable[[str], Concern], client_for, qa_manager
) -> None:
    concern = in_state(state)
    browser, before = client_for(qa_manager), concern.state
    for name in set(WRITES) - {"note", "cover"}:
        response = browser.post(reverse(f"disputes:{name}", args=[concern.public_id]), WRITES[name])
        assert response.status_code in {403, 404}
    concern.refresh_from_db()
    assert concern.state == before


def test_a_second_press_never_escalates_twice(in_state, client_for, iro, as_iro) -> None:
    concern = in_state(State.FORMAL)
    stale = concern.steps.get(state="WAITING").pk
    browser, path = client_for(iro), reverse("disputes:escalate", args=[concern.public_id])
    data = {"position": "2", "step": str(stale)}
    assert browser.post(path, data).status_code == 302
    again = browser.post(path, {"position": "3", "step": str(stale), "skip_reason": "x"})
    assert again.status_code == 422
    assert "has moved on" in again.content.decode()
    assert concern.steps.get(state="WAITING").stage.position == 2


def test_somebody_who_raised_it_never_answers_it(child, whole_line, iro, authority, team) -> None:
    """Also when the same person became the team's manager since."""
    concern = make.make_concern(child, iro, RAISED)
    make.make_membership(iro, authority, "TEAM_MANAGER")
    make.make_line(team, iro)
    with pytest.raises(NotYours, match="raised this concern yourself"):
        answers.answer(
            concern=concern,
            stance="ACCEPTED",
            text="Fine",
            by=Actor(iro, frozenset({Part.ANSWERER})),
            today=RAISED,
        )


def test_actions_are_done_once_by_manager_or_iro_and_also_after_the_closing(
    in_state, as_iro, as_manager
) -> None:
    concern = in_state(State.FORMAL_ANSWERED)
    action = answers.promise(
        concern=concern, text="PEP", owner="Worker", due_on=RAISED, by=as_manager, today=RAISED
    )
    concerns.close(
        concern=concern, ending="RESOLVED", effect="NOTHING", effect_text="", by=as_iro, today=RAISED
    )
    answers.finish(action=action, note="Held", by=as_manager, today=date(2026, 1, 9))
    assert (action.done_on, action.done_note) == (date(2026, 1, 9), "Held")
    with pytest.raises(NotNow, match="already marked as done"):
        answers.finish(action=action, note="Again", by=as_iro, today=date(2026, 1, 10))
