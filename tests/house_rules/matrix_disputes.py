"""Rows of disputes. Nothing of a dispute opens for business support, social workers, or a manager outside the
child's line."""

from datetime import date, timedelta
from typing import Any

from accounts.access.roles import Role
from accounts.models import User
from children.models import Child
from disputes.access import Actor
from disputes.cafcass import actions as cafcass
from disputes.concern import actions as concerns
from disputes.cover import actions as covers
from disputes.models import CafcassMeeting, Concern
from disputes.stages import answers
from disputes.states import Part
from tests import factories as make
from tests.house_rules.url_matrix import PEOPLE, Row, World

ON = date(2026, 3, 2)
LINE = ("team_manager", "other_team_manager", "service_manager", "head_of_service")
TWO = ("own", "foreign")


def iro_of(child: Child) -> User:
    allocation = child.iro_allocations.get(ended_on=None)
    assert allocation.worker.user is not None
    return allocation.worker.user


def logged(w: World, child: Child) -> Concern:
    """A concern that the child's team manager was told of, informally."""
    return make.make_concern(child, iro_of(child), ON, tell_manager=bool(child.iro_allocations.exists()))


def talked(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": make.make_concern(child, iro_of(child), ON, tell_manager=False).public_id}


def concern(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": logged(w, child).public_id}


def formal(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": make.make_dispute(child, iro_of(child), ON).public_id}


def answered(w: World, child: Child) -> dict[str, Any]:
    found = logged(w, child)
    manager = make.make_user(child.authority, Role.TEAM_MANAGER)
    by = Actor(manager, frozenset({Part.ANSWERER}))
    answers.answer(concern=found, stance="ACCEPTED", text="Yes", by=by, today=ON)
    return {"public_id": found.public_id}


def promised(w: World, child: Child) -> dict[str, Any]:
    key = answered(w, child)
    found = Concern.objects.get(**key)
    by = Actor(make.make_user(child.authority, Role.TEAM_MANAGER), frozenset({Part.ANSWERER}))
    action = answers.promise(concern=found, text="PEP", owner="Worker", due_on=ON, by=by, today=ON)
    return key | {"action_id": action.public_id}


def closed(w: World, child: Child) -> dict[str, Any]:
    found = logged(w, child)
    by = make.iro_actor(iro_of(child))
    concerns.close(concern=found, ending="RESOLVED", effect="NOT_YET", effect_text="", by=by, today=ON)
    return {"public_id": found.public_id}


def referred(w: World, child: Child) -> dict[str, Any]:
    found = logged(w, child)
    cafcass.refer(concern=found, reason="Drift", on=ON, by=make.iro_actor(iro_of(child)), today=ON)
    return {"public_id": found.public_id}


def covered(w: World, child: Child) -> dict[str, Any]:
    found = logged(w, child)
    stand_in = make.make_user(child.authority, Role.IRO)
    cover = covers.name_cover(
        concern=found,
        user=stand_in,
        started_on=ON,
        last_day=date(2099, 1, 1),
        reason="Leave",
        by=make.iro_actor(iro_of(child)),
        today=ON,
    )
    return {"public_id": found.public_id, "pk": cover.pk}


def a_child(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": child.public_id}


def external(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": make.make_external(child, iro_of(child), ON).public_id}


def systemic(w: World, child: Child) -> dict[str, Any]:
    """A pattern that the child's own team manager owns."""
    by = make.make_user(child.authority, Role.QA_MANAGER)
    owner = (
        w.team_manager
        if child.authority == w.authority
        else make.make_user(child.authority, Role.TEAM_MANAGER)
    )
    found = make.make_pattern([logged(w, child)], owner=owner, by=by, on=ON)
    return {"public_id": found.public_id}


def meeting(w: World, child: Child) -> dict[str, Any]:
    """A meeting of the child's council with Cafcass; a council has one a day."""
    by = make.make_user(child.authority, Role.QA_MANAGER)
    held = CafcassMeeting.objects.filter(authority=child.authority).count()
    found = CafcassMeeting.objects.create(
        authority=child.authority,
        met_on=ON - timedelta(days=held),
        issues="Delay in court",
        recorded_by=by,
        recorded_at=make.now(),
    )
    return {"public_id": found.public_id}


def theme(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": make.make_theme(child.authority).public_id}


NONE = dict.fromkeys(LINE, "") | {"director": ""}
SEE = {
    "iro": "own",
    "other_iro": "other",
    "qa_manager": "own other",
    "team_manager": "own",
    "other_team_manager": "other",
}
"""Who sees a concern at the team manager's stage: the managers above do not yet, and the Director first gives
a reason."""
READ = {**NONE, **SEE, "director": "by_reason"}
IRO = {"iro": "own", "other_iro": "other"}
IRO_QA = {**IRO, "qa_manager": "own other"}
ANSWER = {
    **NONE,
    "qa_manager": "stage",
    "team_manager": "own",
    "other_team_manager": "other",
    "director": "by_reason",
}
FINISH = {**ANSWER, **IRO}
CHILD = {
    **IRO_QA,
    "team_manager": "own",
    "other_team_manager": "other",
    "service_manager": "own other",
    "head_of_service": "",
    "director": "by_reason",
}
EVERYBODY_WHO_SEES = dict.fromkeys((*IRO_QA, *LINE, "director"), "own")
SETTERS = {"qa_manager": "own", "administrator": "own"}
PATTERN = {
    "iro": "own",
    "other_iro": "own",
    "qa_manager": "own",
    "director": "own",
    "team_manager": "own",
    "other_team_manager": "",
    "service_manager": "",
    "head_of_service": "",
}
assert set(EVERYBODY_WHO_SEES) <= set(PEOPLE)

ROWS: dict[str, Row] = {
    "disputes:board": Row(sees=EVERYBODY_WHO_SEES),
    "disputes:child": Row(sees=CHILD, args=a_child),
    "disputes:log": Row(sees=IRO, args=a_child),
    "disputes:new_external": Row(sees=IRO, args=a_child),
    "disputes:concern": Row(sees=READ, args=concern),
    "disputes:edit": Row(sees=IRO, args=concern),
    "disputes:inform": Row(sees=IRO, args=talked, method="POST"),
    "disputes:formalise": Row(sees=IRO, args=concern),
    "disputes:escalate": Row(sees=IRO, args=formal),
    "disputes:answer": Row(sees=ANSWER, args=concern),
    "disputes:promise": Row(sees=ANSWER, args=answered),
    "disputes:finish": Row(sees=FINISH, args=promised),
    "disputes:note": Row(sees=IRO_QA, args=concern),
    "disputes:child_view": Row(sees=IRO, args=concern),
    "disputes:refer": Row(sees=IRO, args=concern),
    "disputes:hear": Row(sees=IRO, args=referred),
    "disputes:advice": Row(sees=IRO, args=concern),
    "disputes:cover": Row(sees=IRO_QA, args=concern),
    "disputes:end_cover": Row(sees=IRO_QA, args=covered, method="POST"),
    "disputes:close": Row(sees=IRO, args=concern),
    "disputes:effect": Row(sees=IRO, args=closed),
    "disputes:external_list": Row(sees=dict.fromkeys(IRO_QA, "own")),
    "disputes:external": Row(sees=IRO_QA, args=external),
    "disputes:cafcass_meetings": Row(sees=dict.fromkeys(IRO_QA, "")),
    "disputes:new_cafcass_meeting": Row(sees={"qa_manager": ""}),
    "disputes:cafcass_meeting": Row(sees={"qa_manager": "own"}, args=meeting, objects=TWO),
    "disputes:patterns": Row(sees=dict.fromkeys(IRO_QA, "own")),
    "disputes:new_systemic": Row(
        sees={"qa_manager": ""},
        args=lambda w, child: {},
        objects=("own",),
        why="404 without a pattern; see test_wider.py",
    ),
    "disputes:systemic": Row(sees=PATTERN, args=systemic, objects=TWO),
    "disputes:process": Row(sees=SETTERS),
    "disputes:new_process": Row(sees=SETTERS),
    "disputes:new_theme": Row(sees=SETTERS),
    "disputes:end_theme": Row(sees=SETTERS, args=theme, objects=TWO, method="POST"),
}
