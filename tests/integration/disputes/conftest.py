"""A council with a whole line over the child's team, and a concern of the child in any state."""

from collections.abc import Callable
from datetime import date

from accounts.access.roles import Role
from accounts.models import Team, User
from children.models import Child
from disputes.access import Actor
from disputes.concern import actions as concerns
from disputes.models import Concern
from disputes.models.concern import Effect, Ending, State
from disputes.stages import actions as stage_actions
from disputes.stages import answers
from disputes.states import Part
from tests import factories as make
from tests.integration.disputes.days import RAISED
from tests.kept import helping, kept


@kept
def assistant_director(authority) -> User:
    return make.make_user(
        authority, Role.ASSISTANT_DIRECTOR, name="Ash Lund", email="assistant@council.example"
    )


@kept
def whole_line(team: Team, head_of_service: User, assistant_director: User) -> Team:
    """The child's team with somebody at every level."""
    make.make_line(team, head_of_service, Role.HEAD_OF_SERVICE)
    make.make_line(team, assistant_director, Role.ASSISTANT_DIRECTOR)
    return team


@kept
def as_iro(iro: User) -> Actor:
    return Actor(iro, frozenset({Part.IRO}))


@kept
def as_manager(team_manager: User) -> Actor:
    return Actor(team_manager, frozenset({Part.ANSWERER, Part.MANAGER}))


@helping
def in_state(
    child: Child, whole_line: Team, iro: User, as_iro: Actor, as_manager: Actor, on_day: Callable[..., date]
) -> Callable[[str], Concern]:
    """`in_state(State.FORMAL)`: a concern of `child`, raised on 5 January 2026, in this state."""

    def bring(state: str) -> Concern:
        on_day(RAISED)
        concern = make.make_concern(child, iro, RAISED, tell_manager=state != State.TALKED)
        if state in (State.FORMAL, State.FORMAL_ANSWERED):
            stage_actions.formalise(concern=concern, position=1, skip_reason="", by=as_iro, today=RAISED)
        if state in (State.INFORMAL_ANSWERED, State.FORMAL_ANSWERED):
            answers.answer(
                concern=concern, stance="ACCEPTED", text="It will be done", by=as_manager, today=RAISED
            )
        if state == State.CLOSED:
            concerns.close(
                concern=concern,
                ending=Ending.RESOLVED,
                effect=Effect.NOT_YET,
                effect_text="",
                by=as_iro,
                today=RAISED,
            )
        concern.refresh_from_db()
        assert concern.state == state
        return concern

    return bring
