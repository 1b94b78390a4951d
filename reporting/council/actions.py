"""What the council sets for its measures: targets, gaps in recording, its own groups, figures typed in."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.audit import trail as audit
from accounts.models import Authority, User
from accounts.templatetags.govuk import day as in_words
from children import codesets
from reporting.edition.readers import told_until
from reporting.models import Grouping, RecordingGap, Target, TypedFigure
from statute.refusals import Refused

CODESETS = {
    "placement": "placement_type",
    "reason": "reason_episode_ceased",
    "ethnicity": "ethnicity",
    "legal": "legal_status",
}
OLDEST = 25


class BadGroups(Refused):
    """Groups that do not part their codes or ages cleanly; the text says which."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "groups")


class ToldAlready(Refused):
    """The groups would change figures that were published."""


def set_target(
    *, authority: Authority, code: str, starts_on: date, value: Decimal | None, note: str, by: User
) -> Target:
    """The target of a measure from a day on; one of the same day is replaced. No value: no target from that
    day.
    """
    with audit.action("target.set", by=by, authority=authority, measure=code) as event:
        target, _ = Target.objects.update_or_create(
            authority=authority,
            code=code,
            starts_on=starts_on,
            defaults={"value": value, "note": note, "created_by": by},
        )
        event.target = target
    return target


def target_on(authority: Authority, code: str, day: date) -> Target | None:
    """The target in force on a day; None when there is none."""
    found = (
        Target.objects.filter(authority=authority, code=code, starts_on__lte=day)
        .order_by("-starts_on")
        .first()
    )
    return found if found and found.value is not None else None


def targets_on(authority: Authority, day: date) -> dict[str, Decimal]:
    """Measure -> target in force on a day, in one statement."""
    rows = Target.objects.filter(authority=authority, starts_on__lte=day).order_by("code", "starts_on")
    latest = {t.code: t.value for t in rows}
    return {code: value for code, value in latest.items() if value is not None}


def declare_gap(
    *, authority: Authority, code: str, started_on: date, ended_on: date | None, reason: str, by: User
) -> RecordingGap:
    """Say that something was not recorded on these days, and why."""
    with audit.action("gap.declared", by=by, authority=authority, measure=code, reason=reason) as event:
        gap = RecordingGap.objects.create(
            authority=authority,
            code=code,
            started_on=started_on,
            ended_on=ended_on,
            reason=reason,
            created_by=by,
        )
        event.target = gap
    return gap


def change_gap(*, gap: RecordingGap, started_on: date, ended_on: date | None, reason: str, by: User) -> None:
    """Correct the days or the reason of a gap, or say when it ended."""
    with audit.action("gap.changed", by=by, authority=gap.authority_id, target=gap, reason=reason):
        audit.hold(gap)
        gap.started_on, gap.ended_on, gap.reason = started_on, ended_on, reason
        gap.save(update_fields=["started_on", "ended_on", "reason"])


def withdraw_gap(*, gap: RecordingGap, by: User) -> None:
    """Take back a gap that was declared by mistake. Its history stays."""
    with audit.action("gap.withdrawn", by=by, authority=gap.authority_id, gap=gap.pk):
        audit.hold(gap)
        gap.delete()


def set_grouping(
    *, authority: Authority, kind: str, starts_on: date, groups: Sequence[dict[str, Any]], by: User
) -> Grouping:
    """The council's groups of one kind from a day on. Raises BadGroups, ToldAlready."""
    check_groups(kind, groups)
    with audit.action("grouping.set", by=by, authority=authority, kind_of=kind, groups=len(groups)) as event:
        check_not_told(authority, starts_on)
        made, _ = Grouping.objects.update_or_create(
            authority=authority,
            kind=kind,
            starts_on=starts_on,
            defaults={"groups": list(groups), "created_by": by},
        )
        event.target = made
    return made


def check_not_told(authority: Authority, starts_on: date) -> None:
    """Raise ToldAlready for groups that change figures which readers have: told in two ways they might give a
    hidden number away (AR-2)."""
    last = told_until(authority)
    if last is not None and starts_on <= last:
        raise ToldAlready(
            f"A report that readers have tells of the time up to {in_words(last)} in the groups of before. "
            "Enter a later day",
            "starts_on",
        )


def check_groups(kind: str, groups: Sequence[dict[str, Any]]) -> None:
    """Raise BadGroups unless every group has a label of its own and no code or age stands in two."""
    labels = [g["label"] for g in groups]
    if not groups:
        raise BadGroups("Enter at least one group")
    if twice := {label for label in labels if labels.count(label) > 1}:
        raise BadGroups(f"Two groups are called {sorted(twice)[0]}. Give each a name of its own")
    if kind == "age":
        _check_ages(groups)
        return
    known = codesets.codes(CODESETS[kind])
    seen: dict[str, str] = {}
    for group in groups:
        for code in group["codes"]:
            bare = code.partition("/")[0]
            if bare not in known:
                raise BadGroups(f"{group['label']}: {code} is not a code of the return. Check the spelling")
            if code in seen:
                raise BadGroups(
                    f"{code} stands in {seen[code]} and in {group['label']}. Take it out of one of them"
                )
            seen[code] = group["label"]


def _check_ages(groups: Sequence[dict[str, Any]]) -> None:
    expected = 0
    for number, group in enumerate(groups):
        low, high, last = group["low"], group["high"], number == len(groups) - 1
        if low != expected:
            raise BadGroups(
                f"{group['label']} begins at {low}, but the band before it ends at {expected - 1}. Begin it "
                f"at {expected}"
            )
        if high is None and not last or last and high is not None and high < OLDEST:
            raise BadGroups(f"{group['label']}: only the last band, and that one always, has no upper age")
        if high is not None and high < low:
            raise BadGroups(f"{group['label']} ends before it begins")
        expected = (high if high is not None else low) + 1


def type_figure(*, authority: Authority, by: User, **values: Any) -> TypedFigure:
    """Keep a figure of before, or of elsewhere, with its source; one of the same area and year is
    replaced.
    """
    key = {name: values.pop(name) for name in ("indicator", "geography", "year")}
    with audit.action(
        "figure.typed", by=by, authority=authority, measure=key["indicator"], year=key["year"]
    ) as event:
        figure, _ = TypedFigure.objects.update_or_create(
            authority=authority, **key, defaults={**values, "created_by": by}
        )
        event.target = figure
    return figure


def remove_figure(*, figure: TypedFigure, by: User) -> None:
    """Take out a typed figure. Its history stays."""
    with audit.action("figure.removed", by=by, authority=figure.authority_id, figure=figure.pk):
        audit.hold(figure)
        figure.delete()
