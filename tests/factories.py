"""Plain functions that make valid rows: every argument can be given, nothing is random."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate

from accounts.access.lasting import Lasting
from accounts.access.roles import Role
from accounts.clock import now as now
from accounts.drafts import actions as drafts
from accounts.drafts.keys import Key
from accounts.models import (
    AccessGrant,
    AccessRequest,
    Authority,
    Draft,
    Job,
    Membership,
    OutgoingMail,
    PastLine,
    RecordedSince,
    Team,
    TeamLine,
    User,
    Worker,
    WorkerHours,
)
from children.models import (
    Child,
    Episode,
    FamilyLink,
    IroAllocation,
    LegalStatus,
    PeriodOfCare,
    Placement,
    ReturnImport,
    SocialWorkerAllocation,
)
from disputes.access import Actor
from disputes.concern import actions as concerns
from disputes.concern.actions import Themes
from disputes.models import Concern, ExternalChallenge, Ladder, SystemicConcern, Theme
from disputes.partners import actions as partners
from disputes.patterns import actions as pattern_actions
from disputes.process import actions as process
from disputes.process.presets import PRESETS
from disputes.stages import actions as stage_actions
from disputes.states import Part
from reporting.measures.registry import MEASURES
from reporting.models import Freeze, FrozenFigure
from reporting.periods import collection_year
from reviews.letters.heading import kept
from reviews.models import (
    Attendance,
    Decision,
    DecisionAnswer,
    DecisionAtReview,
    Letter,
    LetterCopy,
    Review,
    ReviewCycle,
    ReviewPart,
    ReviewSection,
)
from reviews.models.review import ReviewStatus

LONDON = ZoneInfo("Europe/London")
PASSWORD = "a-long-phrase-for-tests"  # noqa: S105
EMPLOYED_ON = date(2020, 1, 6)
CARE_STARTED_ON = date(2025, 3, 3)
_numbers = count(1)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """An instant of that day in London."""
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)


# --- accounts


def make_authority(**over: Any) -> Authority:
    n = next(_numbers)
    return Authority.objects.create(**{"code": f"council-{n}", "name": f"Council {n}", **over})


def make_team(authority: Authority, **over: Any) -> Team:
    return Team.objects.create(authority=authority, **{"name": f"Team {next(_numbers)}", **over})


def make_user(authority: Authority | None = None, *roles: str, team: Team | None = None, **over: Any) -> User:
    """A person with these roles in the council since 2020. The password is PASSWORD."""
    n = next(_numbers)
    given = {"email": f"person{n}@council.example", "name": f"Person {n}", "password": PASSWORD, **over}
    user = User.objects.create_user(**given)
    for role in roles:
        assert authority is not None
        make_membership(user, authority, role, team=team)
    return user


def make_membership(user: User, authority: Authority, role: str, **over: Any) -> Membership:
    return Membership.objects.create(
        user=user, authority=authority, role=role, **{"started_on": EMPLOYED_ON, **over}
    )


def make_line(team: Team, user: User, level: str = Role.TEAM_MANAGER) -> TeamLine:
    return TeamLine.objects.create(team=team, user=user, level=level)


def make_past_line(team: Team, user: User, ended_on: date = date(2026, 4, 30)) -> PastLine:
    return PastLine.objects.create(team=team, user=user, level=Role.TEAM_MANAGER, ended_on=ended_on)


def make_worker(
    authority: Authority, user: User | None = None, full_time_equivalent: Any = None, **over: Any
) -> Worker:
    """A worker; with `full_time_equivalent` one whose hours are known since EMPLOYED_ON."""
    n = next(_numbers)
    name = user.name if user else f"Worker {n}"
    worker = Worker.objects.create(
        authority=authority, user=user, **{"staff_id": f"W{n:04d}", "name": name, **over}
    )
    if full_time_equivalent is not None:
        make_hours(worker, full_time_equivalent)
    return worker


def make_hours(worker: Worker, share: Any = 1, **over: Any) -> WorkerHours:
    return WorkerHours.objects.create(
        worker=worker, full_time_equivalent=share, **{"starts_on": date(2000, 1, 3), **over}
    )


def worker_of(user: User, authority: Authority) -> Worker:
    """The worker of this person in the council, made when there is none."""
    found = Worker.objects.filter(user=user, authority=authority).first()
    is_iro = user.memberships.filter(authority=authority, role=Role.IRO).exists()
    return found or make_worker(authority, user, is_iro=is_iro)


def lasting(today: date) -> Lasting:
    """A name that is given today for nearly a year, and looked at again after half of it."""
    return Lasting(today + timedelta(days=364), today + timedelta(days=180))


def typed(prefix: str, day: date) -> dict[str, int]:
    """A day as it is sent from the three boxes of a form."""
    return {f"{prefix}_day": day.day, f"{prefix}_month": day.month, f"{prefix}_year": day.year}


def typed_lasting(today: date) -> dict[str, int]:
    """The days of `lasting` as a form sends them."""
    days = lasting(today)
    return typed("until", days.until) | typed("review_on", days.review_on)


def make_grant(user: User, child: Child, **over: Any) -> AccessGrant:
    """A name on the record; with `expires_at` the record opened by a reason."""
    given = over.get("granted_at") or now()
    days = {} if over.get("expires_at") else vars(lasting(localdate(given)))
    return AccessGrant.objects.create(
        user=user,
        child_id=child.pk,
        **{"reason": "Works with the family", "granted_at": given, **days, **over},
    )


def make_access_request(user: User, child: Child, **over: Any) -> AccessRequest:
    return AccessRequest.objects.create(
        user=user,
        child_id=child.pk,
        **{"authority": child.authority, "reason": "I cover for a colleague", "asked_at": now(), **over},
    )


def make_recorded_since(authority: Authority, kind: str, since: date, by: User) -> RecordedSince:
    """The day from which this kind of record is complete, as somebody set it."""
    return RecordedSince.objects.create(
        authority=authority, kind=kind, since=since, reason="Complete from then on", set_by=by, set_at=now()
    )


def make_job(authority: Authority | None = None, by: User | None = None, **over: Any) -> Job:
    return Job.objects.create(
        authority=authority,
        requested_by=by,
        **{"kind": "test.work", "key": f"key-{next(_numbers)}", **over},
    )


def make_mail(to: User, authority: Authority, **over: Any) -> OutgoingMail:
    return OutgoingMail.objects.create(
        to=to, authority=authority, **{"subject": "Something waits", "body": "Sign in to see it.", **over}
    )


# --- children


def make_child(authority: Authority | None = None, **over: Any) -> Child:
    """A child alone: no period of care, no allocation. `make_child_in_care` gives both."""
    n = next(_numbers)
    return Child.objects.create(
        authority=authority or make_authority(),
        **{
            "number": f"{100000 + n}",
            "forename": "Robin",
            "surname": f"Example{n}",
            "born_on": date(2012, 6, 15),
            "sex": "F",
            "ethnicity": "WBRI",
            **over,
        },
    )


def make_period(child: Child, started_on: date = CARE_STARTED_ON, **over: Any) -> PeriodOfCare:
    if over.get("ended_on"):
        over.setdefault("end_reason", "E4A")
    return PeriodOfCare.objects.create(child=child, started_on=started_on, **over)


def make_legal_status(period: PeriodOfCare, code: str = "C2", **over: Any) -> LegalStatus:
    return LegalStatus.objects.create(
        period=period,
        child=period.child,
        code=code,
        **{"started_on": period.started_on, "ended_on": period.ended_on, **over},
    )


def make_placement(period: PeriodOfCare, placement_type: str = "U6", **over: Any) -> Placement:
    return Placement.objects.create(
        period=period,
        child=period.child,
        placement_type=placement_type,
        **{
            "provider": "PR1",
            "started_on": period.started_on,
            "ended_on": period.ended_on,
            "reason_new": "S",
            **over,
        },
    )


def make_episode(period: PeriodOfCare, **over: Any) -> Episode:
    return Episode.objects.create(
        period=period,
        child=period.child,
        **{
            "started_on": period.started_on,
            "reason_new": "S",
            "legal_status": "C2",
            "category_of_need": "N1",
            "placement_type": "U6",
            "provider": "PR1",
            "ended_on": period.ended_on,
            "reason_ended": period.end_reason,
            **over,
        },
    )


def make_allocation(child: Child, iro: User | Worker, **over: Any) -> IroAllocation:
    worker = worker_of(iro, child.authority) if isinstance(iro, User) else iro
    return IroAllocation.objects.create(child=child, worker=worker, **{"started_on": CARE_STARTED_ON, **over})


def make_social_worker_allocation(
    child: Child, worker: User | Worker | None, team: Team | None = None, **over: Any
) -> SocialWorkerAllocation:
    if isinstance(worker, User):
        worker = worker_of(worker, child.authority)
    return SocialWorkerAllocation.objects.create(
        child=child, worker=worker, team=team, **{"started_on": CARE_STARTED_ON, **over}
    )


def make_child_in_care(
    authority: Authority,
    *,
    iro: User | Worker | None = None,
    social_worker: User | Worker | None = None,
    team: Team | None = None,
    started_on: date = CARE_STARTED_ON,
    legal_status: str = "C2",
    placement_type: str = "U6",
    **over: Any,
) -> Child:
    """A child looked after since `started_on`, with a placement, a legal status and whoever is named."""
    child = make_child(authority, **over)
    period = make_period(child, started_on)
    make_legal_status(period, legal_status)
    make_placement(period, placement_type)
    if iro:
        make_allocation(child, iro, started_on=started_on)
    if social_worker or team:
        make_social_worker_allocation(child, social_worker, team, started_on=started_on)
    return child


def make_return_import(authority: Authority, **over: Any) -> ReturnImport:
    return ReturnImport.objects.create(authority=authority, **{"year": 2026, "state": "APPLIED", **over})


def make_siblings(one: Child, other: Child) -> FamilyLink:
    first, second = sorted([one, other], key=lambda c: c.pk)
    return FamilyLink.objects.create(child=first, other=second, kind="SIBLING")


# --- reviews


def make_review(child: Child, held: date | None = None, **over: Any) -> Review:
    """A completed review held on the day; without a day a booked one (give `booked_for`)."""
    if held:
        dates = {"started_on": held, "completed_on": held, "held_on": held, "recorded_at": at(held, 17)}
        return Review.objects.create(
            child=child, **{"status": ReviewStatus.COMPLETED, "participation_code": "PN1", **dates, **over}
        )
    return Review.objects.create(child=child, **over)


def make_started_review(child: Child, on: date, **over: Any) -> Review:
    """A review being recorded: its first meeting was on the day."""
    given = {"status": ReviewStatus.STARTED, "booked_for": on, "started_on": on, **over}
    review = make_review(child, **given)
    ReviewPart.objects.create(review=review, number=1, held_on=on)
    return review


def make_section(review: Review, key: str, by: User, **over: Any) -> ReviewSection:
    return ReviewSection.objects.create(
        review=review, key=key, saved_by=by, **{"data": {}, "saved_at": now(), **over}
    )


def make_draft(person: User, kind: str, subject: str, typed: dict[str, list[str]]) -> Draft:
    """Words that somebody typed into a form and has not sent."""
    return drafts.keep(Key(person.pk, kind, subject, "", "/"), typed, version=0)


def make_attendance(review: Review, role: str = "CHILD", presence: str = "CAME", **over: Any) -> Attendance:
    return Attendance.objects.create(review=review, role=role, presence=presence, **over)


def make_cycle(child: Child, opened_on: date, due_on: date | None, **over: Any) -> ReviewCycle:
    """One stored turn of the clock; states that need more (held_on, void_reason) are given by the caller."""
    sequence = child.review_cycles.count() + 1
    given = {
        "authority": child.authority,
        "sequence": sequence,
        "period_start": opened_on,
        "clock": "CPR",
        "number": sequence,
        "opened_on": opened_on,
        "due_on": due_on,
        "last_working_day": due_on,
        "rule": "RC-1",
        "reason": "20 working days after the start of care; Regulation 33",
        "state": "open" if due_on else "not_known",
    }
    given |= over
    number = given["number"]
    kind = {None: "not known", 1: "first", 2: "second"}.get(number, "later")
    given.setdefault("kind", "adoption" if given["clock"] == "ADOPTION_PLACED" else kind)
    given.setdefault("counts", given["clock"] != "SHORT_BREAKS")
    return ReviewCycle.objects.create(child=child, **given)


def make_decision(review: Review, by: User, **over: Any) -> Decision:
    """A decision made at the review, with its row in that review."""
    decision = Decision.objects.create(
        child=review.child,
        made_at=review,
        created_by=by,
        **{
            "outcome": "Robin sees her brother every month",
            "action": "Agree dates with both carers",
            "owner": "Social worker",
            "due_on": date(2026, 5, 29),
            "how_known": "Robin says the visits happen",
            **over,
        },
    )
    position = review.decisions.count() + 1
    DecisionAtReview.objects.create(
        decision=decision, review=review, position=position, words=decision.wording.stored()
    )
    return decision


def make_answer(
    decision: Decision, *, sent_by: User, sent_on: date, due_on: date, **over: Any
) -> DecisionAnswer:
    """The task that sends a decision to the team's manager; waiting unless told otherwise."""
    return DecisionAnswer.objects.create(
        decision=decision,
        review=decision.made_at,
        sent_by=sent_by,
        sent_at=at(sent_on, 16),
        due_on=due_on,
        **{"words": decision.wording.stored(), **over},
    )


def make_letter(review: Review, by: User, state: str = "WRITING", **over: Any) -> Letter:
    """A letter of two parts, written from the review; no copies."""
    parts = [
        {"key": "opening", "title": "Opening", "text": f"Dear {review.child.forename},"},
        {"key": "said", "title": "What you told us", "text": "You like it where you live."},
    ]
    given = {"kind": "CHILD", "parts": parts, "written_at": now(), **over}
    sent_at = now() if state == "SENT" else None
    letter = Letter(child=review.child, review=review, state=state, written_by=by, sent_at=sent_at, **given)
    letter.heading = kept(letter) if state == "SENT" else None
    letter.save()
    return letter


def make_copy(letter: Letter, **over: Any) -> LetterCopy:
    """A copy that is on the list; on paper, to the child."""
    given = {"role": "CHILD", "name": "Robin", "channel": "PRINT", **over}
    return LetterCopy.objects.create(letter=letter, **given)


# --- disputes


def make_concern(child: Child, by: User, on: date, **over: Any) -> Concern:
    """A concern logged on the day; the manager is told unless `tell_manager` is False."""
    given: dict[str, Any] = {
        "siblings": [],
        "themes": Themes(national=("PEP",)),
        "text": "The PEP has not been done for two terms",
        "wanted": "A PEP meeting within two weeks",
        "tell_manager": True,
        "today": on,
        **over,
    }
    return concerns.log_concern(child=child, by=by, **given)


def iro_actor(user: User) -> Actor:
    """The child's IRO, as the actions of a concern take them."""
    return Actor(user, frozenset({Part.IRO}))


def make_dispute(child: Child, by: User, on: date, position: int = 1, **over: Any) -> Concern:
    """A concern made formal on the day, at the stage in this place; the stages before it are skipped."""
    concern = make_concern(child, by, on, **over)
    stage_actions.formalise(
        concern=concern,
        position=position,
        skip_reason="Urgent" if position > 1 else "",
        by=iro_actor(by),
        today=on,
    )
    return concern


def make_ladder(authority: Authority, preset: str, starts_on: date, by: User) -> Ladder:
    """The council's process from a day on, as a preset has it."""
    chosen = PRESETS[preset]
    return process.set_ladder(
        authority=authority,
        starts_on=starts_on,
        name=chosen.name,
        informal_name=chosen.informal,
        informal_wd=5,
        stages=chosen.stages,
        preset=chosen,
        reason="As agreed",
        by=by,
        today=starts_on,
    )


def make_external(child: Child, by: User, on: date, **over: Any) -> ExternalChallenge:
    given: dict[str, Any] = {
        "concern": None,
        "partner": "HEALTH",
        "partner_name": "Child health service",
        "is_formal": False,
        "asked": "An appointment before the summer",
        "raised_on": on,
        "today": on,
        **over,
    }
    return partners.challenge_partner(child=child, by=by, **given)


def make_pattern(concerns: list[Concern], *, owner: User, by: User, on: date, **over: Any) -> SystemicConcern:
    given: dict[str, Any] = {
        "title": "PEPs late",
        "text": "Seen in several schools",
        "team": None,
        "provider": "",
        "national": "PEP",
        "delay": "",
        "period_from": on - timedelta(days=90),
        "period_to": on,
        "due_on": on + timedelta(days=28),
        "today": on,
        **over,
    }
    return pattern_actions.name_pattern(concerns=concerns, owner=owner, by=by, **given)


def make_theme(authority: Authority, **over: Any) -> Theme:
    given = {"name": f"Theme {next(_numbers)}", "national": "PEP", "starts_on": EMPLOYED_ON, **over}
    return Theme.objects.create(authority=authority, **given)


def make_freeze(authority: Authority, by: User, year: int, **counts: int) -> Freeze:
    """A collection year that is frozen with these figures: counts, and shares of 100."""
    period = collection_year(year)
    frozen = Freeze.objects.create(
        authority=authority,
        period_from=period.start,
        period_to=period.end,
        reason="Annual report",
        frozen_by=by,
        frozen_at=at(date(year, 6, 1)),
    )
    for code, number in counts.items():
        whole = None if MEASURES[code].is_count else 100
        FrozenFigure.objects.create(freeze=frozen, code=code, numerator=number, denominator=whole)
    return frozen
