"""What the actions of a concern refuse besides the table of states: dates, double posts, what must be said.

Each refusal stands at its question, and leaves neither a change nor an entry on the trail.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from accounts.access.roles import Role
from accounts.models import Authority, User
from children.models import Child
from disputes import wording
from disputes.access import Actor
from disputes.cafcass import actions as cafcass
from disputes.concern import actions as concerns
from disputes.cover import actions as covering
from disputes.models import CafcassReferral, Concern, Cover, Ladder, LegalAdvice, SystemicConcern
from disputes.models.answers import CafcassState
from disputes.models.concern import Effect, Ending, State
from disputes.notes import actions as notes
from disputes.partners import actions as partners
from disputes.patterns import actions as patterns
from disputes.process import actions as process
from disputes.process.presets import USUAL
from disputes.stages import actions as stages
from disputes.states import NotYours, Part
from tests import factories as make
from tests.integration.disputes.days import RAISED
from tests.kept import kept
from tests.refusing import refused, written

TOMORROW = RAISED + timedelta(days=1)
YESTERDAY = RAISED - timedelta(days=1)

InState = Callable[[str], Concern]


# --- Cafcass


@kept
def referred(in_state: InState, as_iro: Actor) -> CafcassReferral:
    concern = in_state(State.FORMAL)
    return cafcass.refer(concern=concern, reason="No answer", on=RAISED, by=as_iro, today=RAISED)


def test_one_referral_waits_at_a_time(referred: CafcassReferral, as_iro: Actor) -> None:
    with refused(wording.ALREADY_REFERRED):
        cafcass.refer(concern=referred.concern, reason="Again", on=RAISED, by=as_iro, today=RAISED)
    assert CafcassReferral.objects.get() == referred


def test_a_referral_is_not_made_tomorrow(in_state: InState, as_iro: Actor) -> None:
    concern = in_state(State.FORMAL)
    with refused(wording.PAST_DATE, "on"):
        cafcass.refer(concern=concern, reason="R", on=TOMORROW, by=as_iro, today=RAISED)


def test_the_result_of_a_referral_is_recorded_once(referred: CafcassReferral, as_iro: Actor) -> None:
    hear = {"referral": referred, "state": CafcassState.TAKEN_UP, "by": as_iro}
    with refused(wording.RESULT_BEFORE_REFERRAL, "on"):
        cafcass.record_result(result="R", on=YESTERDAY, today=RAISED, **hear)
    cafcass.record_result(result=" They will act ", on=TOMORROW, today=TOMORROW, **hear)
    with refused(wording.RESULT_RECORDED):
        cafcass.record_result(result="Something else", on=TOMORROW, today=TOMORROW, **hear)
    referred.refresh_from_db()
    assert (referred.state, referred.result, referred.result_on) == ("TAKEN_UP", "They will act", TOMORROW)
    written("concern.cafcass_heard", by=as_iro.user, target=referred.concern)


# --- closing, and what changed


def test_a_dispute_that_waits_for_cafcass_is_closed_unresolved_with_a_reason_only(
    referred: CafcassReferral, as_iro: Actor
) -> None:
    ends = {"concern": referred.concern, "ending": Ending.NOT_RESOLVED, "by": as_iro, "today": RAISED}
    with refused(wording.CAFCASS_WAITS, "reason"):
        concerns.close(effect=Effect.NOTHING, effect_text="", reason="  ", **ends)
    concerns.close(effect=Effect.NOTHING, effect_text="", reason="The child moved", **ends)
    assert (referred.concern.state, referred.concern.ending_reason) == (State.CLOSED, "The child moved")


def test_a_change_is_said_in_one_line(in_state: InState, as_iro: Actor) -> None:
    concern = in_state(State.INFORMAL)
    with refused(wording.SAY_WHAT_CHANGED, "effect_text"):
        concerns.close(
            concern=concern,
            ending=Ending.RESOLVED,
            effect=Effect.CHANGED,
            effect_text=" ",
            by=as_iro,
            today=RAISED,
        )
    assert Concern.objects.get().state == State.INFORMAL


def test_what_changed_is_recorded_once_and_nothing_yet_comes_back(in_state: InState, as_iro: Actor) -> None:
    concern = in_state(State.CLOSED)
    first = concern.effect_due_on
    assert first is not None
    concerns.record_effect(
        concern=concern, effect=Effect.NOT_YET, effect_text="", by=as_iro, today=RAISED + timedelta(days=28)
    )
    assert concern.effect_due_on is not None and concern.effect_due_on > first
    concerns.record_effect(
        concern=concern, effect=Effect.CHANGED, effect_text="A PEP", by=as_iro, today=RAISED
    )
    assert (concern.effect_text, concern.effect_due_on) == ("A PEP", None)
    with refused(wording.EFFECT_RECORDED):
        concerns.record_effect(
            concern=concern, effect=Effect.NOTHING, effect_text="", by=as_iro, today=RAISED
        )


# --- stages


def test_stages_are_skipped_with_a_reason_only(in_state: InState, as_iro: Actor) -> None:
    concern = in_state(State.INFORMAL)
    with refused(wording.SAY_WHY_SKIPPED, "skip_reason"):
        stages.formalise(concern=concern, position=3, skip_reason=" ", by=as_iro, today=RAISED)
    concern.refresh_from_db()
    assert (concern.state, concern.formal_on) == (State.INFORMAL, None)
    assert concern.steps.get().state == "WAITING"


@pytest.mark.parametrize("position", [0, 1, 99])
def test_a_dispute_goes_to_a_later_stage_of_its_process_only(
    position: int, in_state: InState, as_iro: Actor
) -> None:
    concern = in_state(State.FORMAL)
    with refused(wording.CHOOSE_LATER_STAGE, "position"):
        stages.escalate(
            concern=concern, position=position, skip_reason="", by=as_iro, today=RAISED, from_step=None
        )
    assert concern.steps.get(state="WAITING").stage.position == 1


# --- notes and advice


@pytest.mark.parametrize(
    ("over", "words", "field"),
    [
        ({"sought_on": TOMORROW}, wording.PAST_DATE, "sought_on"),
        ({"received_on": TOMORROW, "summary": "S"}, wording.PAST_DATE, "received_on"),
        ({"received_on": YESTERDAY, "summary": "S"}, wording.ADVICE_BEFORE_ASKED, "received_on"),
        ({"received_on": RAISED}, wording.ADVICE_AND_DATE, "summary"),
        ({"summary": "S"}, wording.ADVICE_AND_DATE, "received_on"),
    ],
)
def test_legal_advice_has_its_dates_in_order_and_comes_with_its_date(
    over: dict[str, object], words: str, field: str, in_state: InState, as_iro: Actor
) -> None:
    given = {"sought_on": RAISED, "received_on": None, "summary": "", **over}
    concern = in_state(State.FORMAL)
    with refused(words, field):
        notes.note_advice(concern=concern, adviser="A", question="Q", by=as_iro, today=RAISED, **given)
    assert not LegalAdvice.objects.exists()


# --- cover


@pytest.fixture
def name_cover(in_state: InState, as_iro: Actor, other_iro: User) -> Callable[..., Cover]:
    concern = in_state(State.INFORMAL)

    def name(started_on: date = RAISED, last_day: date = RAISED, user: User = other_iro) -> Cover:
        return covering.name_cover(
            concern=concern,
            user=user,
            started_on=started_on,
            last_day=last_day,
            reason="On leave",
            by=as_iro,
            today=RAISED,
        )

    return name


def test_a_cover_starts_today_or_later_and_ends_after_it(name_cover: Callable[..., Cover]) -> None:
    with refused(wording.COVER_STARTS_LATER, "started_on"):
        name_cover(YESTERDAY)
    with refused(wording.COVER_ENDS_AFTER_START, "last_day"):
        name_cover(TOMORROW, RAISED)


def test_one_iro_covers_at_a_time(name_cover: Callable[..., Cover]) -> None:
    first = name_cover(RAISED, TOMORROW)
    with refused(wording.COVER_OVERLAPS, "started_on"):
        name_cover(TOMORROW, TOMORROW)
    after = name_cover(TOMORROW + timedelta(days=1), TOMORROW + timedelta(days=1))
    assert list(Cover.objects.order_by("started_on")) == [first, after]


def test_nobody_covers_for_themselves_and_no_manager_does(
    name_cover: Callable[..., Cover], iro: User, team_manager: User
) -> None:
    for person in (iro, team_manager):
        with refused(wording.CHOOSE_COVER, "user", kind=NotYours):
            name_cover(user=person)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(RAISED, RAISED), (TOMORROW, TOMORROW)],
    ids=["one that runs ends today", "one to come never begins"],
)
def test_a_cover_ends_once(starts: date, ends: date, name_cover: Callable[..., Cover], as_iro: Actor) -> None:
    cover = name_cover(starts, TOMORROW)
    stale = Cover.objects.select_related("concern").get(pk=cover.pk)
    covering.end_cover(cover=cover, by=as_iro, today=RAISED)
    assert cover.ended_on == ends
    with refused(wording.COVER_ENDED):
        covering.end_cover(cover=stale, by=as_iro, today=RAISED)


# --- partners


def test_a_partner_is_challenged_beside_a_concern_of_the_same_child(
    in_state: InState, other_child: Child, iro: User
) -> None:
    concern = in_state(State.FORMAL)
    with refused(wording.OTHER_CHILDS_CONCERN):
        make.make_external(other_child, iro, RAISED, concern=concern)
    with refused(wording.PAST_DATE, "raised_on"):
        make.make_external(other_child, iro, RAISED, raised_on=TOMORROW)


@pytest.mark.parametrize(
    ("over", "words", "field"),
    [
        ({"answer": "Yes"}, wording.ANSWER_AND_DATE, "answered_on"),
        ({"answered_on": RAISED}, wording.ANSWER_AND_DATE, "answer"),
        ({"answer": "Yes", "answered_on": TOMORROW}, wording.PAST_DATE, "answered_on"),
        ({"answer": "Yes", "answered_on": YESTERDAY}, wording.ANSWER_BEFORE_QUESTION, "answered_on"),
        ({}, wording.ANSWER_OR_OUTCOME, "answer"),
    ],
)
def test_a_partner_s_answer_comes_with_its_date_after_the_question(
    over: dict[str, object], words: str, field: str, child: Child, iro: User
) -> None:
    external = make.make_external(child, iro, RAISED)
    given = {"answered_on": None, "answer": "", "outcome": "", **over}
    with refused(words, field):
        partners.record_partner_answer(external=external, by=iro, today=RAISED, **given)
    external.refresh_from_db()
    assert (external.answered_on, external.closed_on) == (None, None)


def test_an_answer_leaves_a_challenge_open_and_an_outcome_closes_it_for_good(child: Child, iro: User) -> None:
    external = make.make_external(child, iro, RAISED)
    stale = type(external).objects.get(pk=external.pk)
    said = {"answered_on": RAISED, "answer": "In June", "by": iro, "today": RAISED}
    partners.record_partner_answer(external=external, outcome="", **said)
    written("external.answered", by=iro, target=external)
    assert external.closed_on is None
    partners.record_partner_answer(external=external, outcome="Seen in June", **said)
    written("external.closed", by=iro, target=external)
    assert external.closed_on == RAISED
    with refused(wording.CHALLENGE_CLOSED):  # another window still shows it open
        partners.record_partner_answer(external=stale, outcome="Nothing came of it", **said)
    external.refresh_from_db()
    assert external.outcome == "Seen in June"


# --- patterns


@kept
def systemic(in_state: InState, head_of_service: User, qa_manager: User) -> SystemicConcern:
    return make.make_pattern([in_state(State.INFORMAL)], owner=head_of_service, by=qa_manager, on=RAISED)


def test_a_systemic_concern_is_to_be_answered_after_today(
    in_state: InState, head_of_service: User, qa_manager: User
) -> None:
    concern = in_state(State.INFORMAL)
    with refused(wording.SYSTEMIC_DUE_LATER, "due_on"):
        make.make_pattern([concern], owner=head_of_service, by=qa_manager, on=RAISED, due_on=RAISED)
    assert not SystemicConcern.objects.exists()


def test_the_owner_alone_answers_and_may_put_it_better_until_it_is_closed(
    systemic: SystemicConcern, head_of_service: User, qa_manager: User
) -> None:
    stale = SystemicConcern.objects.get(pk=systemic.pk)
    with refused(wording.OWNER_ALONE, kind=NotYours):
        patterns.answer_pattern(systemic=systemic, answer="Fine", by=qa_manager, today=RAISED)
    patterns.answer_pattern(systemic=systemic, answer="We hire", by=head_of_service, today=RAISED)
    patterns.answer_pattern(systemic=systemic, answer="We hired", by=head_of_service, today=TOMORROW)
    assert (systemic.answer, systemic.answered_on) == ("We hired", RAISED)
    patterns.close_pattern(systemic=systemic, outcome="PEPs are held", by=qa_manager, today=TOMORROW)
    written("systemic.closed", by=qa_manager, target=systemic)
    with refused(wording.SYSTEMIC_CLOSED):
        patterns.answer_pattern(systemic=stale, answer="Late", by=head_of_service, today=TOMORROW)
    with refused(wording.SYSTEMIC_CLOSED):
        patterns.close_pattern(systemic=stale, outcome="Something else", by=qa_manager, today=TOMORROW)
    systemic.refresh_from_db()
    assert (systemic.answer, systemic.outcome) == ("We hired", "PEPs are held")


# --- the council's process and themes


def _set(authority: Authority, by: User, **over: object) -> Ladder:
    given = {
        "starts_on": RAISED,
        "name": "Ours",
        "informal_name": "Talk",
        "informal_wd": 5,
        "stages": USUAL.stages,
        "preset": None,
        "reason": "Agreed",
        "today": RAISED,
        **over,
    }
    return process.set_ladder(authority=authority, by=by, **given)


def test_a_process_starts_today_or_later_once_a_day_with_a_stage(
    authority: Authority, qa_manager: User
) -> None:
    with refused(wording.STAGES_START_LATER, "starts_on"):
        _set(authority, qa_manager, starts_on=YESTERDAY)
    with refused(wording.ONE_STAGE_AT_LEAST):
        _set(authority, qa_manager, stages=[])
    ladder = _set(authority, qa_manager)
    written("dispute.stages_set", by=qa_manager, target=ladder)
    with refused(wording.STAGES_THAT_DAY, "starts_on"):
        _set(authority, qa_manager, name="Another")
    assert Ladder.objects.get().name == "Ours"


def test_a_theme_has_a_name_of_its_own_and_ends_once(authority: Authority, qa_manager: User) -> None:
    given = {"authority": authority, "national": "PEP", "by": qa_manager, "today": RAISED}
    theme = process.add_theme(name="Contact", **given)
    stale = type(theme).objects.get(pk=theme.pk)
    written("dispute.theme_added", by=qa_manager, target=theme)
    with refused(wording.THEME_EXISTS, "name"):
        process.add_theme(name=" CONTACT ", **given)
    process.end_theme(theme=theme, by=qa_manager, today=RAISED)
    with refused(wording.THEME_ENDED):
        process.end_theme(theme=stale, by=qa_manager, today=TOMORROW)
    theme.refresh_from_db()
    assert theme.ends_on == RAISED


def test_the_covering_iro_is_one_of_the_council(name_cover: Callable[..., Cover], other_authority) -> None:
    with refused(wording.CHOOSE_COVER, "user", kind=NotYours):
        name_cover(user=make.make_user(other_authority, Role.IRO))


def test_wording_is_changed_with_its_themes_and_the_delay(in_state: InState, as_iro: Actor) -> None:
    concern, own = in_state(State.FORMAL), make.make_theme(as_iro.user.memberships.get().authority)
    concerns.edit(
        concern=concern,
        text=" No PEP ",
        wanted="A PEP",
        delay="",
        themes=concerns.Themes(national=("PEP", "HEALTH"), own=(own,)),
        by=as_iro,
    )
    assert concern.text == "No PEP"
    named = set(concern.themes.values_list("national", "theme"))
    assert named == {("PEP", own.pk), ("HEALTH", None)}  # the council's own stands for the national one
    written("concern.edited", by=as_iro.user, target=concern)


def test_a_covering_iro_is_an_actor_too(in_state: InState, other_iro: User) -> None:
    concern = in_state(State.INFORMAL)
    stages.formalise(
        concern=concern,
        position=1,
        skip_reason="",
        by=Actor(other_iro, frozenset({Part.IRO})),
        today=RAISED,
    )
    written("concern.made_formal", by=other_iro, target=concern)
