"""What happens with a delivery of the council's system, and with what it says otherwise than the portal."""

from datetime import date
from hashlib import sha256

from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.jobs import queue as jobs
from accounts.lifecycle import NotNow
from accounts.models import Authority, Job, User
from children.feed.applying import TooMuchGone, apply_delivery, read_again
from children.feed.by_hand import KIND
from children.feed.freeing import free
from children.feed.opening import BadDelivery
from children.feed.states import DIFFERENCE, LIFE, Act, Choice
from children.imports.actions import remember
from children.models import FeedDelivery, FeedDifference, FeedRecord
from children.models.feed import Decided, FeedDoor, FeedState

WAITS = (FeedState.RECEIVED, FeedState.CONFIRMED)
LATER = "A later delivery was read since, so this one is out of date. Discard it."


def receive(
    *,
    authority: Authority,
    door: FeedDoor,
    name: str,
    content: bytes,
    is_full: bool,
    by: User | None = None,
    through: str = "",
    drawn_on: date | None = None,
) -> FeedDelivery:
    """Keep a delivery and ask the worker to read it. The same file again, while the first one waits, is
    that one. `through`: the connection it came by. `drawn_on`: the day that it describes, where stated.
    """
    digest = sha256(content).hexdigest()
    with audit.action(
        "feed.received", by=by, authority=authority, door=door, bytes=len(content), through=through
    ) as event:
        Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
        standing = FeedDelivery.objects.filter(
            authority=authority, digest=digest, is_full=is_full, drawn_on=drawn_on, state__in=WAITS
        ).first()
        delivery = standing or FeedDelivery.objects.create(
            authority=authority,
            door=door,
            name=name[:255],
            is_full=is_full,
            drawn_on=drawn_on,
            content=content,
            digest=digest,
            created_by=by,
        )
        event.target = delivery
        delivery.job = ask_to_read(authority, by=by)
        delivery.save(update_fields=["job"])
    return delivery


def ask_to_read(authority: Authority, *, by: User | None = None) -> Job:
    """Ask the worker to read what waits of this council, in the order in which it came."""
    return jobs.enqueue(
        "feed.read",
        key=str(authority.pk),
        params={"authority": authority.pk},
        authority=authority,
        by=by,
        title="Daily feed",
        text="Waiting to be read",
    )


def waiting(authority_id: int) -> list[int]:
    """Deliveries of a council that wait to be read, the first first."""
    rows = FeedDelivery.objects.filter(authority=authority_id, state__in=WAITS)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def read(pk: int, *, today: date) -> FeedDelivery:
    """Read one delivery, whole or not at all. Read before, it does nothing."""
    try:
        with transaction.atomic():
            delivery = _locked(pk)
            if delivery.state not in WAITS:
                return delivery
            with audit.action(KIND, by=None, authority=delivery.authority, target=delivery) as event:
                if delivery.door == FeedDoor.AGAIN:
                    read_again(delivery, set(delivery.summary["persons"]), today=today)
                else:
                    apply_delivery(delivery, today=today)
                _end(delivery, FeedState.APPLIED, "")
                event.details.update(delivery.summary["counts"])
    except TooMuchGone as why:
        return _stop(pk, FeedState.HELD, str(why))
    except BadDelivery as why:
        return _stop(pk, FeedState.REFUSED, str(why))
    return delivery


NOT_READ = "The delivery could not be read. Nothing was changed. Tell your administrator."


def give_up(pk: int, why: str = NOT_READ) -> None:
    """Note that a delivery is not read: for a reason that is not the sender's, or for `why`."""
    _stop(pk, FeedState.REFUSED, why)


def _stop(pk: int, state: FeedState, why: str) -> FeedDelivery:
    with transaction.atomic():
        delivery = _locked(pk)
        if delivery.state not in WAITS:
            return delivery
        kind = "feed.held" if state == FeedState.HELD else "feed.refused"
        with audit.action(kind, by=None, authority=delivery.authority, target=delivery):
            _end(delivery, state, why)
    return delivery


def _end(delivery: FeedDelivery, state: FeedState, why: str) -> None:
    delivery.state, delivery.why, delivery.read_at = state, why[:500], now()
    if state != FeedState.HELD:
        delivery.content = b""
    delivery.save()


def _locked(pk: int) -> FeedDelivery:
    rows = FeedDelivery.objects.select_for_update(of=["self"]).select_related("authority", "created_by")
    return rows.get(pk=pk)


def confirm(*, delivery: FeedDelivery, by: User) -> FeedDelivery:
    """Read a delivery although much goes with it. Raises NotNow."""
    with audit.action("feed.confirmed", by=by, authority=delivery.authority_id, target=delivery):
        audit.hold(delivery)
        LIFE.check_state(Act.CONFIRM, delivery.state)
        later = FeedDelivery.objects.filter(
            authority=delivery.authority_id, pk__gt=delivery.pk, state=FeedState.APPLIED
        ).exclude(door=FeedDoor.AGAIN)
        if later.exists():
            raise NotNow(LATER)
        delivery.state, delivery.why = FeedState.CONFIRMED, ""
        delivery.job = ask_to_read(delivery.authority, by=by)
        delivery.save(update_fields=["state", "why", "job"])
    return delivery


def discard(*, delivery: FeedDelivery, by: User | None) -> FeedDelivery:
    """Do not read a delivery that waits for a decision; nobody discards one that waited too long. Raises
    NotNow.
    """
    with audit.action("feed.discarded", by=by, authority=delivery.authority_id, target=delivery):
        audit.hold(delivery)
        LIFE.check_state(Act.DISCARD, delivery.state)
        _end(
            delivery,
            FeedState.REFUSED,
            "Discarded by a person." if by else "Nobody decided in time, so the portal discarded it.",
        )
    return delivery


def decide(*, difference: FeedDifference, choice: Choice, reason: str, by: User) -> FeedDifference:
    """Note that the portal is right, or take what the council's system says. Raises NotNow."""
    with audit.action(
        "feed.difference_decided",
        by=by,
        authority=difference.authority_id,
        target=difference,
        reason=reason,
        choice=choice.name,
    ):
        audit.hold(difference)
        DIFFERENCE.check_state(choice, difference.state)
        if choice == Choice.TAKE and not difference.can_take:
            raise NotNow("The portal cannot take this over. Correct it where it was recorded.", "choice")
        difference.state = Decided.TAKEN if choice == Choice.TAKE else Decided.NOTED
        difference.reason, difference.decided_by, difference.decided_at = reason, by, now()
        difference.save()
        if choice == Choice.TAKE:
            free(difference)
            again(difference.authority, [difference.number], by=by)
    return difference


def same_child(*, authority: Authority, answers: list[tuple[str, str, bool]], by: User) -> None:
    """Keep what a person decided about numbers that look alike, and read the children again."""
    with audit.action("feed.same_child_decided", by=by, authority=authority, decisions=len(answers)):
        for number, other, is_same in answers:
            remember(authority=authority, number=number, other=other, is_same=is_same, by=by)
        again(authority, [number for number, _, _ in answers], by=by)


def again(authority: Authority, numbers: list[str], *, by: User) -> FeedDelivery:
    """Draw children anew from what the council's system last said."""
    kept = FeedRecord.objects.filter(authority=authority, person__in=numbers)
    persons = sorted(set(kept.values_list("person", flat=True)))
    delivery = FeedDelivery.objects.create(
        authority=authority,
        door=FeedDoor.AGAIN,
        name="after a decision",
        is_full=False,
        content=b"",
        digest=now().isoformat(),
        summary={"persons": persons},
        created_by=by,
    )
    delivery.job = ask_to_read(authority, by=by)
    delivery.save(update_fields=["job"])
    return delivery
