"""Disputes of the demo council in every state: talked about, informal, at each stage, past a limit, with
Cafcass, closed, and a pattern."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

from accounts.access.roles import Role
from accounts.models import User
from demo.held import Setting
from demo.people import Staff
from demo.store import Case
from disputes.access import Actor
from disputes.cafcass import actions as cafcass
from disputes.concern import actions as concerns
from disputes.concern.actions import Themes
from disputes.models import Concern
from disputes.models.answers import NoteKind
from disputes.notes import actions as notes
from disputes.partners import actions as partners
from disputes.patterns import actions as pattern_actions
from disputes.process import actions as process
from disputes.process.presets import PRESETS
from disputes.stages import actions as stage_actions
from disputes.stages import answers
from disputes.states import Part
from statute.working_days import WorkingDays, age_on

WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "PEP",
        "There has been no PEP meeting for two terms.",
        "A PEP meeting within ten working days, with the school",
    ),
    (
        "VISITS",
        "No visit is recorded for nine weeks.",
        "A visit this week, and visits at the agreed interval",
    ),
    (
        "HEALTH",
        "The health assessment is three months late.",
        "An appointment with the nurse before the end of the month",
    ),
    (
        "REPORT",
        "The social work report came on the day of the review.",
        "The report three working days before the next review",
    ),
    (
        "CARE_PLAN",
        "The care plan does not say where the child will live after the summer.",
        "A care plan that says it, agreed with the child",
    ),
    (
        "DRIFT",
        "A decision was carried over twice and nothing has been done.",
        "The action done, or a reason why not",
    ),
    ("PERMANENCE", "There is no plan for permanence after two reviews.", "A permanence meeting with a date"),
    (
        "CONTACT",
        "Family time was stopped and nobody told the child why.",
        "An explanation to the child, and a plan",
    ),
    (
        "PATHWAY_PLAN",
        "The pathway plan has not been started, and the young person is nearly seventeen.",
        "A plan begun with the young person",
    ),
    ("PLACEMENT", "A move is planned without a review of the plan.", "A review before the move"),
)
FITS = {
    "PEP": (5, 17, 26),
    "VISITS": (0, 17, 9),
    "HEALTH": (0, 17, 16),
    "PERMANENCE": (0, 17, 26),
    "PATHWAY_PLAN": (16, 16, 0),
    "DRIFT": (0, 17, 26),
}
"""Youngest and oldest age, and weeks in care, at which the words of a theme can be true."""
ANSWERS = (
    "I agree. It slipped when the worker changed.",
    "I have asked the worker to put this right this week.",
    "Part of this is done; the rest waits for the school.",
)
ACTIONS = ("Hold the meeting", "Visit the child and record it", "Send the plan to the child and the carer")
EFFECTS = (
    "The meeting was held and a tutor starts",
    "The child sees the worker every month again",
    "The plan is agreed",
)


def _fits(theme: str, case: Case, on: date) -> bool:
    """Whether a concern can be about this child on this day: at the age, and after so many weeks in care."""
    youngest, oldest, weeks = FITS.get(theme, (0, 17, 0))
    in_care = case.child.periods.filter(started_on__lte=on).order_by("-started_on").first()
    long_enough = in_care is not None and on - in_care.started_on >= timedelta(weeks=weeks)
    return youngest <= age_on(case.child.born_on, on) <= oldest and long_enough


@dataclass
class Desk:
    """What a concern is made with, and on which day each step is taken."""

    rng: random.Random
    staff: Staff
    calendar: WorkingDays
    today: date
    cases: Iterator[Case]
    words: Iterator[tuple[str, str, str]]

    def ago(self, working_days: int) -> date:
        return self.calendar.add(self.today, -working_days) if working_days else self.today

    def concern(
        self, case: Case, on: date, *, told: bool = True, decision: bool = False
    ) -> tuple[Concern, Actor]:
        """A concern about a child, by its IRO."""
        iro = case.iro_now.user if case.iro_now else None
        assert iro is not None
        theme, text, wanted = next(w for w in self.words if _fits(w[0], case, on))
        concern = concerns.log_concern(
            child=case.child,
            siblings=[],
            themes=Themes(national=(theme,)),
            text=text,
            wanted=wanted,
            tell_manager=told,
            by=iro,
            today=on,
            decision=case.child.decisions.order_by("pk").first() if decision else None,
        )
        by = Actor(iro, frozenset({Part.IRO}))
        if not told:
            self._note_talk(concern, by, on)
        return concern, by

    def _note_talk(self, concern: Concern, by: Actor, on: date) -> None:
        notes.add_note(
            concern=concern,
            kind=NoteKind.TALK,
            with_whom="the social worker",
            text=concern.text,
            on=on,
            is_shared=False,
            by=by,
            today=on,
        )

    def manager(self, case: Case, level: str) -> Actor:
        team = case.worker_now.team if case.worker_now else None
        assert team is not None
        user: User = team.line.filter(level=level).select_related("user")[0].user
        return Actor(user, frozenset({Part.ANSWERER, Part.MANAGER}))

    def answer(self, concern: Concern, case: Case, level: str, on: date) -> None:
        by = self.manager(case, level)
        text = self.rng.choice(ANSWERS)
        answers.answer(
            concern=concern, stance=self.rng.choice(["ACCEPTED", "PARTLY"]), text=text, by=by, today=on
        )
        answers.promise(
            concern=concern,
            text=self.rng.choice(ACTIONS),
            owner="Social worker",
            due_on=on + timedelta(days=10),
            by=by,
            today=on,
        )


def store_challenges(rng: random.Random, staff: Staff, cases: Sequence[Case], setting: Setting) -> None:
    """Four stages since three years ago, concerns of the last year, and one or two in every state."""
    since = setting.today - timedelta(days=1100)
    preset = PRESETS["usual"]
    qa = next(iter(m.user for m in staff.authority.memberships.filter(role=Role.QA_MANAGER)))
    process.set_ladder(
        authority=staff.authority,
        starts_on=since,
        name=preset.name,
        informal_name=preset.informal,
        informal_wd=5,
        stages=preset.stages,
        preset=preset,
        reason="Agreed with the directorate",
        by=qa,
        today=since,
    )
    able = [
        c
        for c in cases
        if c.life.is_in_care and c.iro_now and c.iro_now.user and c.worker_now and c.worker_now.team
    ]
    desk = Desk(rng, staff, setting.calendar, setting.today, cycle(able), cycle(WORDS))
    _of_last_year(desk, how_many=len(able) // 6)
    makers: list[Callable[[Desk, Case], Concern]] = [
        _talked,
        _informal,
        _informal_late,
        _informal_answered,
        _first_stage,
        _past_the_stage,
        _answered,
        _third_stage_and_cafcass,
        _past_the_total,
        _effect_to_look_at,
    ]
    made = [maker(desk, next(desk.cases)) for maker in makers[: len(able)] * (2 if len(able) > 40 else 1)]
    if len(able) > 40:
        _pattern(desk, qa, made)
        _partners(desk)


def _of_last_year(desk: Desk, *, how_many: int) -> None:
    """Concerns of the last year that are closed, informal mostly, some at the first or second stage."""
    for number in range(how_many):
        case = next(desk.cases)
        on = desk.ago(240 - number * (200 // max(1, how_many)))
        told_on = max(on, case.child.periods.order_by("-started_on")[0].started_on)
        concern, iro = desk.concern(case, told_on)
        end = desk.calendar.add(told_on, desk.rng.randint(3, 9))
        if number % 3 == 0:
            stage_actions.formalise(concern=concern, position=1, skip_reason="", by=iro, today=told_on)
            if number % 6 == 0:
                later = desk.calendar.add(told_on, 5)
                stage_actions.escalate(
                    concern=concern, position=2, skip_reason="", by=iro, today=later, from_step=None
                )
                end = desk.calendar.add(later, desk.rng.choice([4, 9, 18]))
        else:
            desk.answer(concern, case, Role.TEAM_MANAGER, desk.calendar.add(told_on, 2))
        concerns.close(
            concern=concern,
            ending=desk.rng.choice(["RESOLVED", "RESOLVED", "PARTLY"]),
            effect="CHANGED",
            effect_text=desk.rng.choice(EFFECTS),
            by=iro,
            today=end,
        )


def _talked(desk: Desk, case: Case) -> Concern:
    return desk.concern(case, desk.ago(2), told=False)[0]


def _informal(desk: Desk, case: Case) -> Concern:
    return desk.concern(case, desk.ago(1))[0]


def _informal_late(desk: Desk, case: Case) -> Concern:
    return desk.concern(case, desk.ago(8))[0]


def _informal_answered(desk: Desk, case: Case) -> Concern:
    concern, _ = desk.concern(case, desk.ago(5), decision=True)
    desk.answer(concern, case, Role.TEAM_MANAGER, desk.ago(2))
    return concern


def _first_stage(desk: Desk, case: Case) -> Concern:
    concern, iro = desk.concern(case, desk.ago(6))
    stage_actions.formalise(concern=concern, position=1, skip_reason="", by=iro, today=desk.ago(2))
    notes.record_view(
        concern=concern,
        view="I want to know what happens to me after the summer.",
        told_complaints=True,
        told_advocacy=True,
        by=iro,
    )
    return concern


def _past_the_stage(desk: Desk, case: Case) -> Concern:
    concern, iro = desk.concern(case, desk.ago(12))
    stage_actions.formalise(concern=concern, position=1, skip_reason="", by=iro, today=desk.ago(9))
    return concern


def _answered(desk: Desk, case: Case) -> Concern:
    concern, iro = desk.concern(case, desk.ago(9))
    stage_actions.formalise(concern=concern, position=1, skip_reason="", by=iro, today=desk.ago(6))
    desk.answer(concern, case, Role.TEAM_MANAGER, desk.ago(3))
    return concern


def _third_stage_and_cafcass(desk: Desk, case: Case) -> Concern:
    concern, iro = desk.concern(case, desk.ago(15))
    stage_actions.formalise(concern=concern, position=1, skip_reason="", by=iro, today=desk.ago(10))
    reason = "The child can’t wait for another stage, and the service manager is the one who decided it."
    stage_actions.escalate(
        concern=concern, position=3, skip_reason=reason, by=iro, today=desk.ago(4), from_step=None
    )
    cafcass.refer(
        concern=concern,
        reason="The timetable for the child will not bear the whole process.",
        on=desk.ago(3),
        by=iro,
        today=desk.today,
    )
    notes.note_advice(
        concern=concern,
        sought_on=desk.ago(5),
        adviser="Independent counsel",
        question="Can the council move the child before a review?",
        received_on=None,
        summary="",
        by=iro,
        today=desk.today,
    )
    notes.add_note(
        concern=concern,
        kind="TALK",
        with_whom="the head of service",
        text="We talked through what the child said.",
        on=desk.ago(2),
        is_shared=True,
        by=iro,
        today=desk.today,
    )
    return concern


def _past_the_total(desk: Desk, case: Case) -> Concern:
    concern, iro = desk.concern(case, desk.ago(30))
    stage_actions.formalise(concern=concern, position=1, skip_reason="", by=iro, today=desk.ago(25))
    stage_actions.escalate(
        concern=concern, position=2, skip_reason="", by=iro, today=desk.ago(18), from_step=None
    )
    return concern


def _effect_to_look_at(desk: Desk, case: Case) -> Concern:
    concern, iro = desk.concern(case, desk.ago(30))
    desk.answer(concern, case, Role.TEAM_MANAGER, desk.ago(28))
    concerns.close(
        concern=concern, ending="RESOLVED", effect="NOT_YET", effect_text="", by=iro, today=desk.ago(21)
    )
    return concern


def _pattern(desk: Desk, qa: User, concerns: Sequence[Concern]) -> None:
    """A pattern that the head of service owns."""
    owner = desk.staff.users["head.demo@example.org"]
    pattern_actions.name_pattern(
        concerns=list(concerns[:4]),
        title="Plans late after a change of worker",
        team=None,
        provider="",
        national="DRIFT",
        delay="",
        text="In several teams a plan stops when the worker changes, and nobody picks it up.",
        period_from=desk.ago(60),
        period_to=desk.today,
        owner=owner,
        due_on=desk.calendar.add(desk.today, 10),
        by=qa,
        today=desk.today,
    )


def _partners(desk: Desk) -> None:
    """A partner who was asked, and one who was challenged and answered."""
    for number, (partner, name) in enumerate(
        (("SEN", "SEN team of a neighbouring council"), ("HEALTH", "Children’s health service"))
    ):
        case = next(desk.cases)
        iro = case.iro_now.user if case.iro_now else None
        assert iro is not None
        external = partners.challenge_partner(
            child=case.child,
            concern=None,
            partner=partner,
            partner_name=name,
            is_formal=number == 1,
            asked="A date for the assessment, and who is responsible for it",
            raised_on=desk.ago(12),
            by=iro,
            today=desk.today,
        )
        if number:
            partners.record_partner_answer(
                external=external,
                answered_on=desk.ago(4),
                answer="The assessment is booked.",
                outcome="",
                by=iro,
                today=desk.today,
            )
