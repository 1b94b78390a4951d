"""The council's process and themes:

versions with a first day, never changed for a concern already under way.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.audit.trail import action, hold
from accounts.calendars import terms_for
from accounts.models import Authority, User
from disputes import wording
from disputes.models import Ladder, LadderStage, Theme
from disputes.models.ladder import StageKind
from disputes.process.presets import CAFCASS_NAME, INFORMAL_LEVEL, USUAL, Preset, StageSpec
from disputes.states import NotNow
from statute.terms import check_stages


def ladder_on(authority: Authority, day: date) -> Ladder | None:
    """The process in force on a day; None before the council's first one."""
    return Ladder.objects.filter(authority=authority, starts_on__lte=day).order_by("-starts_on").first()


def ladder_for(authority: Authority, day: date, by: User | None) -> Ladder:
    """The process in force on a day.

    A council that never chose one gets four stages that share its days equally, from that day on.
    """
    return ladder_on(authority, day) or _first_ladder(authority, day, by)


@transaction.atomic
def _first_ladder(authority: Authority, day: date, by: User | None) -> Ladder:
    hold(authority)  # the first concerns of a council may be raised in one moment
    terms = terms_for(authority).on(day)
    return ladder_on(authority, day) or _store(
        authority=authority,
        starts_on=day,
        preset=USUAL,
        stages=USUAL.stages_within(terms),
        name=USUAL.name,
        informal_name=USUAL.informal,
        informal_wd=terms.informal_wd,
        reason="No process had been chosen",
        by=by,
    )


@transaction.atomic
def set_ladder(
    *,
    authority: Authority,
    starts_on: date,
    name: str,
    informal_name: str,
    informal_wd: int,
    stages: Sequence[StageSpec],
    preset: Preset | None,
    reason: str,
    by: User,
    today: date,
) -> Ladder:
    """Set the stages from a day on. Raises StagesTooLong where they add up to more than the law allows
    (DR-1), else NotNow.

    Concerns already under way keep the stages they began with.
    """
    if starts_on < today:
        raise NotNow(wording.STAGES_START_LATER, "starts_on")
    if not stages:
        raise NotNow(wording.ONE_STAGE_AT_LEAST)
    check_stages([s.limit_wd for s in stages], terms=terms_for(authority).on(starts_on))
    hold(authority)
    if Ladder.objects.filter(authority=authority, starts_on=starts_on).exists():
        raise NotNow(wording.STAGES_THAT_DAY, "starts_on")
    return _store(
        authority=authority,
        starts_on=starts_on,
        preset=preset,
        stages=stages,
        name=name,
        informal_name=informal_name,
        informal_wd=informal_wd,
        reason=reason,
        by=by,
    )


def _store(
    *,
    authority: Authority,
    starts_on: date,
    preset: Preset | None,
    stages: Sequence[StageSpec],
    name: str,
    informal_name: str,
    informal_wd: int,
    reason: str,
    by: User | None,
) -> Ladder:
    limits = [s.limit_wd for s in stages]
    with action(
        "dispute.stages_set",
        by=by,
        authority=authority,
        reason=reason,
        starts_on=str(starts_on),
        limits=limits,
    ) as event:
        ladder = Ladder.objects.create(
            authority=authority,
            starts_on=starts_on,
            name=name,
            preset=preset.code if preset else "",
            total_wd=sum(limits),
            reason=reason,
            created_by=by,
        )
        rows = _stages(ladder, stages, informal_name, informal_wd)
        LadderStage.objects.bulk_create(rows)
        event.target = ladder
    return ladder


def _stages(
    ladder: Ladder, formal: Sequence[StageSpec], informal_name: str, informal_wd: int
) -> list[LadderStage]:
    """The informal stage, the formal ones in order, and Cafcass."""
    return [
        LadderStage(
            ladder=ladder,
            kind=StageKind.INFORMAL,
            position=0,
            name=informal_name,
            level=INFORMAL_LEVEL,
            limit_wd=informal_wd,
        ),
        *(
            LadderStage(
                ladder=ladder,
                kind=StageKind.FORMAL,
                position=n,
                name=s.name,
                level=s.level,
                limit_wd=s.limit_wd,
            )
            for n, s in enumerate(formal, start=1)
        ),
        LadderStage(ladder=ladder, kind=StageKind.CAFCASS, position=len(formal) + 1, name=CAFCASS_NAME),
    ]


def add_theme(*, authority: Authority, name: str, national: str, by: User, today: date) -> Theme:
    """Add a theme of the council's own, under a national one. Raises NotNow when the name is taken."""
    with action("dispute.theme_added", by=by, authority=authority, national=national) as event:
        hold(authority)
        if Theme.objects.filter(authority=authority, name__iexact=name.strip()).exists():
            raise NotNow(wording.THEME_EXISTS, "name")
        theme = Theme.objects.create(
            authority=authority, name=name.strip(), national=national, starts_on=today
        )
        event.target = theme
    return theme


def end_theme(*, theme: Theme, by: User, today: date) -> Theme:
    """Stop offering a theme. Concerns that have it keep it."""
    with action("dispute.theme_ended", by=by, authority=theme.authority_id, target=theme):
        hold(theme)
        if theme.ends_on is not None:
            raise NotNow(wording.THEME_ENDED)
        theme.ends_on = today
        theme.save(update_fields=["ends_on"])
    return theme
