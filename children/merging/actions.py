"""What happens: two records become one, a merge is tried out, a merge is undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import now

from accounts.access.actions import refuse_access
from accounts.audit import trail as audit
from accounts.lifecycle import NotNow
from accounts.models import AccessRequest, Authority, User
from accounts.models.access import RequestState
from accounts.people.independence import hold_cases
from children.effects import facts_changed, next_due
from children.imports.identity import Numbers, contradictions
from children.imports.rows import BY_HAND
from children.imports.run import ready_for_many_rows, returns_of, wait_for_other_imports
from children.imports.state.drawing import draw
from children.imports.state.lives import Council, Life
from children.imports.state.told_less import limit_who_is_told_less
from children.imports.state.workers import make_workers
from children.merging.moving import Mover, put_back
from children.merging.states import LIFE, Act, state_of
from children.models import Child, ChildMerge, ReturnRow, ReturnYear, SameChild
from children.people import independence, standing_in
from children.people.appointment import conflicts_among
from children.people.independence import iros_from
from children.restriction.actions import name_iros
from children.restriction.carrying import set_apart

FACTS = ("forename", "surname", "sex", "ethnicity", "upn", "is_mother", "mothers_child_born_on")
ONE_RESTRICTED = (
    "One of the two records is restricted and the other is not. Restrict the other one, or open this one, "
    "first."
)
HAS_OTHERS = (
    "Another record has already been put into the one with this number. Open that record and merge this one "
    "into it, or undo the earlier merge first."
)
IRO_IN_THE_CASE = (
    "{name} is the IRO of one record and works on the case by the other. Allocate another IRO first."
)
ASKED_TWICE = "The two records are one now, and your request for the other one waits for an answer."
CONTRADICT = (
    "What the two records say of the child’s care cannot both be right. Correct the dates in the source "
    "system, or in the portal, and import again; then merge."
)


@dataclass
class Preview:
    """What a merge would do."""

    moved: int
    removed: int
    was_due: tuple[date | None, date | None]
    """When the next review was due by each of the two records."""
    is_due: date | None
    differences: list[str] = field(default_factory=list)


def merge(*, kept: Child, gone: Child, reason: str, by: User, today: date) -> tuple[ChildMerge, Preview]:
    """Put one record into another of the same child. What returns say of both is then drawn on one record.

    Raises NotNow, naming the question, where the two cannot be one.
    """
    authority = kept.authority
    with (
        _one_at_a_time(authority),
        audit.action(
            "child.merged", by=by, authority=authority, child_id=kept.pk, target=kept, reason=reason
        ) as event,
    ):
        kept, gone = _locked(kept), _locked(gone)
        _check(kept, gone)
        roots = _roots(authority, kept, gone)
        differences = contradictions(kept, born_on=gone.born_on, sex=gone.sex, upn=gone.upn)
        before, was_due = _by_hand(authority, roots), (next_due(kept, today), next_due(gone, today))
        done = Mover(gone, kept, _is_returned(authority, kept, gone)).run()
        filled = _fill(kept, gone) | {"requests": _move_requests(kept, gone, by, today)}
        record = ChildMerge.objects.create(
            authority=authority,
            kept=kept,
            gone=gone,
            reason=reason,
            created_by=by,
            moved=done.moved,
            removed=done.removed,
            filled=filled,
        )
        Child.objects.filter(pk=gone.pk).update(merged_into=kept)
        _decide(authority, roots, is_same=True, by=by)
        lives = _draw(authority, roots, today)
        if any(life.held for life in lives):
            raise NotNow(CONTRADICT, "number")
        added = sorted(_by_hand(authority, roots) - before)
        record.moved = [*done.moved, *({"model": "row", "pk": pk} for pk in added)]
        record.save(update_fields=["moved"])
        _check_independent(kept, today)
        name_iros(kept, by=by, today=today)
        facts_changed(authority, [kept.pk, gone.pk], today)
        preview = Preview(len(done.moved), len(done.removed), was_due, next_due(kept, today), differences)
        event.details.update(merged=gone.pk, moved=len(done.moved), removed=len(done.removed))
    return record, preview


def _check_independent(kept: Child, today: date) -> None:
    """The IRO of one record, or who stands in now or later, or covers in a dispute, must not be the social
    worker, or a manager, of the other (AP-10); and who stands in must be somebody who may.
    """
    for worker, conflicts in conflicts_among(kept, iros_from(kept, today)).items():
        if conflicts:
            raise NotNow(IRO_IN_THE_CASE.format(name=worker.name), "number")
    independence.check_merged(kept, today)
    standing_in.check_merged(kept, today)


def try_out(*, kept: Child, gone: Child, by: User, today: date) -> Preview:
    """What the merge would do; nothing of it stays. Raises NotNow."""
    found: Preview | None = None
    try:
        with transaction.atomic():
            _, found = merge(kept=kept, gone=gone, reason="", by=by, today=today)
            raise _Undo
    except _Undo:
        pass
    assert found is not None
    return found


class _Undo(Exception):
    """Takes back what was tried out."""


def undo(*, merge: ChildMerge, reason: str, by: User, today: date) -> None:
    """Make two records of one again. What was recorded since the merge stays with the record that stayed."""
    authority = merge.authority
    with (
        _one_at_a_time(authority),
        audit.action(
            "child.merge_undone",
            by=by,
            authority=authority,
            child_id=merge.kept_id,
            target=merge.kept,
            reason=reason,
        ),
    ):
        merge = (
            ChildMerge.objects.select_for_update(of=["self"]).select_related("kept", "gone").get(pk=merge.pk)
        )
        LIFE.check_state(Act.UNDO, state_of(merge))
        kept, gone = _locked(merge.kept), _locked(merge.gone)
        rows = [entry["pk"] for entry in merge.moved if entry["model"] == "row"]
        ReturnRow.objects.filter(pk__in=rows, year=BY_HAND).delete()
        _unfill(kept, merge.filled)
        _waiting(kept).filter(pk__in=merge.filled.get("requests", [])).update(child_id=gone.pk)
        merge.moved = [entry for entry in merge.moved if entry["model"] != "row"]
        Child.objects.filter(pk=kept.pk).update(number=merge.filled["number"])
        Child.objects.filter(pk=gone.pk).update(merged_into=None)
        put_back(merge)
        merge.undone_at, merge.undone_by, merge.undone_reason = now(), by, reason
        merge.save(update_fields=["undone_at", "undone_by", "undone_reason"])
        roots = (merge.filled["root"], merge.filled["other_root"])
        _decide(authority, roots, is_same=False, by=by)
        _draw(authority, roots, today)
        set_apart(kept=_locked(kept), gone=_locked(gone), reason=reason, by=by, today=today)
        facts_changed(authority, [kept.pk, gone.pk], today)


@contextmanager
def _one_at_a_time(authority: Authority) -> Iterator[None]:
    """Imports and merges of one council wait for each other."""
    with transaction.atomic():
        ready_for_many_rows()
        wait_for_other_imports(authority)
        hold_cases(authority)
        yield


def _locked(child: Child) -> Child:
    return (
        Child.objects.select_for_update(of=["self"], no_key=True).select_related("authority").get(pk=child.pk)
    )


def _check(kept: Child, gone: Child) -> None:
    if kept.pk == gone.pk:
        raise NotNow("This is the number of the record itself. Enter the number of the other one.", "number")
    if kept.is_restricted != gone.is_restricted:
        raise NotNow(ONE_RESTRICTED, "number")
    if ChildMerge.objects.filter(kept=gone, undone_at=None).exists():
        raise NotNow(HAS_OTHERS, "number")
    LIFE.check_state(Act.MERGE, state_of(ChildMerge.objects.filter(gone=gone, undone_at=None).first()))


def _roots(authority: Authority, kept: Child, gone: Child) -> tuple[str, str]:
    numbers = Numbers.of(authority)
    return numbers.root(kept.number), numbers.root(gone.number)


def _is_returned(authority: Authority, *children: Child) -> bool:
    """Whether returns tell of the care of one of them."""
    known = Numbers.of(authority)
    numbers = {n for child in children for n in known.group_of(child.number)}
    rows = ReturnRow.objects.filter(authority=authority, number__in=numbers, table="Episodes")
    return rows.filter(year__gt=BY_HAND).exists()


def _by_hand(authority: Authority, roots: tuple[str, str]) -> set[int]:
    rows = ReturnRow.objects.filter(authority=authority, number__in=roots, year=BY_HAND)
    return set(rows.values_list("pk", flat=True))


def _fill(kept: Child, gone: Child) -> dict[str, Any]:
    """Take over facts that only the other record has. Returns what undoing needs to know."""
    authority = kept.authority
    root, other = _roots(authority, kept, gone)
    taken = [
        name for name in FACTS if getattr(kept, name) in ("", None) and getattr(gone, name) not in ("", None)
    ]
    for name in taken:
        setattr(kept, name, getattr(gone, name))
    if taken:
        kept.save(update_fields=taken)
    return {"number": kept.number, "root": root, "other_root": other, "facts": taken}


def _waiting(child: Child) -> QuerySet[AccessRequest]:
    return AccessRequest.objects.filter(child_id=child.pk, state=RequestState.WAITING)


def _move_requests(kept: Child, gone: Child, by: User, today: date) -> list[int]:
    """Requests for access that wait at the other record wait at the one that stays. Somebody who asked for
    both has asked once.
    """
    asked = set(_waiting(kept).values_list("user", flat=True).order_by())
    for request in _waiting(gone).filter(user__in=asked).exclude(user=by):
        refuse_access(request=request, reason=ASKED_TWICE, by=by, today=today)
    moving = _waiting(gone).exclude(user__in=asked)
    moved = list(moving.values_list("pk", flat=True))
    moving.update(child_id=kept.pk)
    return moved


def _unfill(kept: Child, filled: dict[str, Any]) -> None:
    """Empty again what came from the other record."""
    for name in filled["facts"]:
        field = Child._meta.get_field(name)
        setattr(kept, name, None if field.null else "")
    if filled["facts"]:
        kept.save(update_fields=filled["facts"])


def _decide(authority: Authority, roots: tuple[str, str], *, is_same: bool, by: User) -> None:
    """Keep for later imports whether the numbers are one child."""
    kept, gone = roots
    if kept == gone:
        return
    SameChild.objects.update_or_create(
        authority=authority, number=gone, other=kept, defaults={"is_same": is_same, "created_by": by}
    )


def _draw(authority: Authority, roots: tuple[str, str], today: date) -> list[Life]:
    """Draw the children of these numbers anew from the rows that are kept."""
    council = Council(authority, None, 0, today, returns=returns_of(authority))
    numbers = Numbers.of(authority)
    groups = numbers.groups()
    make_workers(council, [])
    own = sorted({numbers.root(number) for number in roots})
    lives = draw(council, [(root, groups.get(root, {root})) for root in own], [])
    limit_who_is_told_less(council, ReturnYear.objects.filter(authority=authority))
    return lives
