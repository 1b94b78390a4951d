"""A child added by hand, moves, changes of legal status, the end of care. Only where no import owns the
facts.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accounts.audit import trail as audit
from accounts.lifecycle import NotNow
from accounts.models import Authority, User
from accounts.templatetags.govuk import day as in_words
from children.care import states
from children.effects import facts_changed
from children.models import (
    Child,
    Episode,
    IroAllocation,
    LegalStatus,
    PeriodOfCare,
    Placement,
    SocialWorkerAllocation,
)
from children.models.care import NOTIFIED_PLACEMENTS

Moved = list[dict[str, Any]]
OTHER_CARERS, SAME_CARERS, STATUS = "P", "T", "L"
BOTH_ON_ONE_DAY = {frozenset({STATUS, OTHER_CARERS}): "B", frozenset({STATUS, SAME_CARERS}): "U"}
"""Why an episode begins (RNE) when the legal status and the placement change on one day."""
TAKEN = (
    "A child with this number is in the portal already. Check the number. If the child came back into care, "
    "record that on the details of their record."
)


def add_child(
    *,
    authority: Authority,
    number: str,
    forename: str,
    surname: str,
    born_on: date,
    sex: str,
    ethnicity: str,
    started_on: date,
    legal_status: str,
    need: str,
    placement_type: str,
    provider: str,
    by: User,
    today: date,
) -> Child:
    """Add a child who came into care, with the period of care, the first placement and the legal status.
    The clock starts (RC-1).

    Raises NotNow; it names the question.
    """
    states.check_new_child(born_on=born_on, started_on=started_on, today=today)
    with audit.action("child.added", by=by, authority=authority) as event:
        try:
            with transaction.atomic():
                child = Child.objects.create(
                    authority=authority,
                    number=number.strip(),
                    forename=forename.strip(),
                    surname=surname.strip(),
                    born_on=born_on,
                    sex=sex,
                    ethnicity=ethnicity,
                )
        except IntegrityError as taken:
            raise NotNow(TAKEN, "number") from taken
        _begin_care(child, started_on, legal_status, need, placement_type, provider)
        event.target, event.child_id = child, child.pk
        facts_changed(authority, [child.pk], today)
    return child


@transaction.atomic
def record_return(
    *,
    child: Child,
    started_on: date,
    legal_status: str,
    need: str,
    placement_type: str,
    provider: str,
    by: User,
    today: date,
) -> Moved:
    """A child who left care came back: a new time in care begins, with a clock of its own (RC-12). Raises
    NotNow; it names the question.
    """
    audit.hold(child)
    states.check_return(child, started_on, today=today)
    with audit.action(
        "care.begun_again", by=by, authority=child.authority_id, child_id=child.pk, on=started_on.isoformat()
    ) as event:
        event.target = _begin_care(child, started_on, legal_status, need, placement_type, provider)
        return facts_changed(child.authority, [child.pk], today)


@transaction.atomic
def correct_start(*, child: Child, started_on: date, reason: str, by: User, today: date) -> Moved:
    """This time in care began on another day than a person entered; its first placement, legal status and
    episode begin with it. Returns the due dates that moved. Raises NotNow, ImportOwned.
    """
    audit.hold(child)
    period = states.editable_period(child)
    states.check_start(period, started_on, today=today)
    with audit.action(
        "care.start_corrected",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=period,
        reason=reason,
        on=started_on.isoformat(),
    ):
        for spans in (period.placements, period.legal_statuses, period.episodes):
            spans.filter(started_on=period.started_on).update(started_on=started_on)
        period.started_on = started_on
        period.save(update_fields=["started_on"])
        return facts_changed(child.authority, [child.pk], today)


def _begin_care(
    child: Child, on: date, legal_status: str, need: str, placement_type: str, provider: str
) -> PeriodOfCare:
    """The period of care with its first legal status, placement and episode (RNE = S)."""
    period = PeriodOfCare.objects.create(child=child, started_on=on)
    span = {"child": child, "period": period, "started_on": on}
    placed = {"placement_type": placement_type, "provider": provider, "reason_new": "S"}
    LegalStatus.objects.create(**span, code=legal_status)
    Placement.objects.create(**span, **placed)
    Episode.objects.create(**span, **placed, legal_status=legal_status, category_of_need=need)
    return period


@transaction.atomic
def correct_child(
    *,
    child: Child,
    forename: str,
    surname: str,
    born_on: date,
    sex: str,
    ethnicity: str,
    reason: str,
    by: User,
    today: date,
) -> Moved:
    """Correct what a person entered about the child. Returns the due dates that moved with the birth date.

    Names stay editable until tables that name people own them, the rest until a return does. Raises
    states.ImportOwned, NotNow.
    """
    audit.hold(child)
    facts = {"born_on": born_on, "sex": sex, "ethnicity": ethnicity}
    names = {"forename": forename.strip(), "surname": surname.strip()}
    if any(getattr(child, f) != value for f, value in facts.items()):
        states.check_not_import_owned(child, "This fact")
        for started_on in child.periods.values_list("started_on", flat=True):
            states.check_new_child(born_on=born_on, started_on=started_on, today=today)
    if child.names_source_id and any(getattr(child, f) != value for f, value in names.items()):
        raise states.ImportOwned(
            "The name came with an import. Correct it in the source system and import it again."
        )
    with audit.action(
        "child.corrected",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=child,
        reason=reason,
    ):
        for field, value in (facts | names).items():
            setattr(child, field, value)
        child.save(update_fields=[*facts, *names])
        return facts_changed(child.authority, [child.pk], today)


@transaction.atomic
def record_move(
    *,
    child: Child,
    on: date,
    placement_type: str,
    provider: str,
    why: str,
    by: User,
    today: date,
    same_carers: bool = False,
) -> Moved:
    """The child moved: the placement ends and a new one begins (RNE = P, or T where the carers stay the same,
    as they do who adopt their foster child). Raises NotNow, ImportOwned."""
    stays = same_carers or placement_type in NOTIFIED_PLACEMENTS
    begins = SAME_CARERS if stays else OTHER_CARERS
    audit.hold(child)
    period = states.editable_period(child)
    states.check_day_in_period(period, on, today=today)
    last = child.placements.filter(ended_on=None).first()
    with audit.action(
        "placement.moved", by=by, authority=child.authority_id, child_id=child.pk, on=on.isoformat()
    ) as event:
        if last:
            states.check_not_import_owned(last, "The placement")
            states.check_after(last, on, "the placement")
            last.ended_on, last.reason_place_change = on, why
            last.save(update_fields=["ended_on", "reason_place_change"])
        event.target = Placement.objects.create(
            child=child,
            period=period,
            placement_type=placement_type,
            provider=provider,
            started_on=on,
            reason_new=begins,
        )
        _next_episode(period, on, begins, why=why, placement_type=placement_type, provider=provider)
        return facts_changed(child.authority, [child.pk], today)


@transaction.atomic
def record_notification(*, child: Child, on: date, by: User, today: date) -> Moved:
    """The day on which the agency notified carers who adopt: they were placed with then (RC-7).

    A return has no column for it, so it is recorded here also where a return told of the placement. Raises
    NotNow.
    """
    audit.hold(child)
    placement = states.notifiable_placement(child)
    if placement is None:
        raise NotNow(states.NOT_NOTIFIABLE)
    if on > today:
        raise NotNow("The date must be today or in the past.", "on")
    if on < placement.started_on:
        began = in_words(placement.started_on)
        raise NotNow(f"The date must not be before the placement for adoption began, {began}.", "on")
    with audit.action(
        "placement.notified",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=placement,
        on=on.isoformat(),
    ):
        placement.notified_on = on
        placement.save(update_fields=["notified_on"])
        return facts_changed(child.authority, [child.pk], today)


@transaction.atomic
def change_legal_status(*, child: Child, on: date, code: str, by: User, today: date) -> Moved:
    """The legal status changed (RNE = L); the placement goes on. Raises NotNow, ImportOwned."""
    audit.hold(child)
    period = states.editable_period(child)
    states.check_day_in_period(period, on, today=today)
    last = child.legal_statuses.filter(ended_on=None).first()
    if last and last.code == code:
        raise NotNow("The child has this legal status already.", "code")
    with audit.action(
        "legal_status.changed",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        on=on.isoformat(),
        code=code,
    ) as event:
        if last:
            states.check_not_import_owned(last, "The legal status")
            states.check_after(last, on, "the legal status")
            last.ended_on = on
            last.save(update_fields=["ended_on"])
        event.target = LegalStatus.objects.create(child=child, period=period, code=code, started_on=on)
        _next_episode(period, on, STATUS, legal_status=code)
        return facts_changed(child.authority, [child.pk], today)


def _next_episode(period: PeriodOfCare, on: date, reason_new: str, *, why: str = "", **changes: str) -> None:
    """The rows of the return follow: the open episode ends with X1, the next one starts that day.

    Where the status and the placement change on one day, the episode that began that day is changed (RNE =
    B, or U where the carers stay the same).
    """
    episode = period.episodes.filter(ended_on=None).first()
    if episode is None:
        return
    if episode.started_on == on:
        both = BOTH_ON_ONE_DAY.get(frozenset({episode.reason_new, reason_new}))
        episode.reason_new = both or episode.reason_new
        for field, value in changes.items():
            setattr(episode, field, value)
        episode.save()
        return
    episode.ended_on, episode.reason_ended, episode.reason_place_change = on, "X1", why
    episode.save(update_fields=["ended_on", "reason_ended", "reason_place_change"])
    carried = {
        f: getattr(episode, f)
        for f in ("legal_status", "category_of_need", "placement_type", "provider", "home_postcode")
    }
    Episode.objects.create(
        child=period.child, period=period, started_on=on, reason_new=reason_new, **(carried | changes)
    )


@transaction.atomic
def end_care(*, child: Child, on: date, reason: str, by: User, today: date) -> Moved:
    """The child ceased to be looked after: everything open ends that day, and the clock stops (RC-12).

    `reason` is a code of reason_episode_ceased other than X1. Raises NotNow, ImportOwned.
    """
    audit.hold(child)
    period = states.editable_period(child)
    states.check_day_in_period(period, on, today=today)
    spans: list[Placement | LegalStatus] = [
        *child.placements.filter(ended_on=None),
        *child.legal_statuses.filter(ended_on=None),
    ]
    people: list[IroAllocation | SocialWorkerAllocation] = [
        *child.iro_allocations.filter(ended_on=None),
        *child.social_worker_allocations.filter(ended_on=None),
    ]
    for span in spans:
        states.check_not_import_owned(span, "The placement or legal status")
        states.check_after(span, on, "the last change")
    for allocation in people:
        if on <= allocation.started_on:
            raise NotNow("The date must be after the IRO or social worker was allocated.", "on")
    with audit.action(
        "care.ended",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=period,
        on=on.isoformat(),
        code=reason,
    ):
        for row in spans:
            row.ended_on = on
            row.save(update_fields=["ended_on"])
        for allocation in people:
            allocation.ended_on, allocation.ended_by_hand = on, True
            allocation.save(update_fields=["ended_on", "ended_by_hand"])
        period.episodes.filter(ended_on=None).update(ended_on=on, reason_ended=reason)
        period.ended_on, period.end_reason = on, reason
        period.save(update_fields=["ended_on", "end_reason"])
        return facts_changed(child.authority, [child.pk], today)
