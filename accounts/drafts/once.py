"""A form that creates something acts once: a second copy of the same sending is led to what the first one
did.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest

from accounts.clock import now
from accounts.drafts.keys import BROUGHT, KEEP, ONCE, SENT_TO, TITLE, VERSION
from accounts.models import SentForm

WAITS = 10
"""Seconds that the second copy waits for the first one."""

_under_way: ContextVar[int | None] = ContextVar("sent_form", default=None)
_acted: ContextVar[bool] = ContextVar("acted", default=False)


class UnderWay(Exception):
    """Another window of the same person is still sending the same form. What is sent here may differ."""


class SentAlready(Exception):
    """The same form was sent before. `led_to` is where that led; empty while it is not known."""

    def __init__(self, led_to: str) -> None:
        self.led_to = led_to
        super().__init__("sent already")


class Claim:
    """The right to act on one sending."""

    def __init__(self, row: SentForm | None) -> None:
        self.row = row

    def led_to(self, address: str) -> None:
        if self.row is not None:
            SentForm.objects.filter(pk=self.row.pk).update(led_to=address[:500])
            self.row = None

    def may_be_repeated(self) -> None:
        """A file was handed out and its form still stands on the screen: sent again it hands out another."""
        if self.row is not None:
            SentForm.objects.filter(pk=self.row.pk).delete()
            self.row = None


@contextmanager
def once(request: HttpRequest) -> Iterator[Claim]:
    """Act within it. Unless `led_to` was called the sending counts as not done, so it may be sent again.

    Raises SentAlready for a second copy.
    """
    row = _claimed(request)
    claim = Claim(row)
    mark = _under_way.set(row.pk if row else None)
    _acted.set(False)
    try:
        yield claim
    finally:
        _under_way.reset(mark)
        if row is not None:
            try:
                if claim.row is not None:
                    SentForm.objects.filter(pk=row.pk, acted_at=None).delete()
            finally:
                _unlock(row.token)


@contextmanager
def in_turn(place: str) -> Iterator[None]:
    """One sending at a place after the other: of two windows of one person the second is judged by what the
    first has left of the draft. Raises UnderWay when the first does not end.
    """
    token = hashlib.sha256(place.encode()).hexdigest()
    try:
        _wait_for(token)
    except SentAlready as waited:
        raise UnderWay from waited
    try:
        yield
    finally:
        _unlock(token)


def note_acted() -> None:
    """Called by every audited action, inside its transaction: from here on the sending has had its effect."""
    _acted.set(True)
    pk = _under_way.get()
    if pk is not None:
        SentForm.objects.filter(pk=pk).update(acted_at=now())


def has_acted() -> bool:
    """Whether an audited action was done within `once`."""
    return _acted.get()


def _claimed(request: HttpRequest) -> SentForm | None:
    """The row for this form, with its lock held: the process that held it before has finished or died."""
    if not request.POST.get(ONCE) or not request.user.is_authenticated:
        return None
    token = _digest(request, request.path)
    _wait_for(token)
    try:
        row, _ = SentForm.objects.get_or_create(
            token=token, defaults={"person_id": request.user.pk, "sent_at": now()}
        )
        if row.acted_at is not None or row.led_to:
            raise SentAlready(row.led_to)
    except BaseException:
        _unlock(token)
        raise
    return row  # new, or left by a process that died before it had any effect


def _wait_for(token: str) -> None:
    until = time.monotonic() + WAITS
    while not _lock(token):
        if time.monotonic() > until:
            raise SentAlready("")
        time.sleep(0.1)


def _lock(token: str) -> bool:
    """Held by the connection, so that the database releases it when the process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_key(token)])
        return bool(cursor.fetchone()[0])


def _unlock(token: str) -> None:
    with suppress(InterfaceError, OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_key(token)])


def _key(token: str) -> int:
    return int.from_bytes(bytes.fromhex(token[:16]), signed=True)


def was_done(request: HttpRequest, path: str) -> bool:
    """Whether the form whose words stand in this request went through before, at the address it is for."""
    done = SentForm.objects.filter(token=_digest(request, path)).exclude(acted_at=None, led_to="")
    return bool(request.POST.get(ONCE)) and done.exists()


def mark_of(request: HttpRequest) -> str:
    """What tells this sending from every other, for somebody whose sendings are not noted here because they
    are not signed in. Empty without the form's own number.
    """
    return _digest(request, request.path)[:32] if request.POST.get(ONCE) else ""


BESIDE = ("csrfmiddlewaretoken", VERSION, KEEP, TITLE, BROUGHT, SENT_TO)
"""What does not tell one sending from another."""


def _digest(request: HttpRequest, path: str) -> str:
    """The form's own number and everything typed in it: what was changed before it was sent again is another
    sending.
    """
    parts = [str(request.user.pk), path]
    for name in sorted(request.POST):
        if name not in BESIDE:
            parts += [name, *request.POST.getlist(name)]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
