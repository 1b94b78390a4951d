"""A form that creates something acts once: a second copy of the same sending is led to what the first one
did.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from accounts.clock import now
from accounts.drafts.keys import KEEP, ONCE, VERSION
from accounts.models import SentForm

WAITS = 10
"""Seconds that the second copy waits for the first one."""
LOST_AFTER = timedelta(seconds=60)
"""A first copy that has written nothing by then was lost with its process."""

_under_way: ContextVar[int | None] = ContextVar("sent_form", default=None)


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


@contextmanager
def once(request: HttpRequest) -> Iterator[Claim]:
    """Act within it. Unless `led_to` was called the sending counts as not done, so it may be sent again.

    Raises SentAlready for a second copy.
    """
    claim = Claim(_claimed(request))
    mark = _under_way.set(claim.row.pk if claim.row else None)
    try:
        yield claim
    finally:
        _under_way.reset(mark)
        if claim.row is not None:
            SentForm.objects.filter(pk=claim.row.pk, acted_at=None).delete()


def note_acted() -> None:
    """Called by every audited action, inside its transaction: from here on the sending has had its effect."""
    pk = _under_way.get()
    if pk is not None:
        SentForm.objects.filter(pk=pk).update(acted_at=now())


def _claimed(request: HttpRequest) -> SentForm | None:
    if not request.POST.get(ONCE) or not request.user.is_authenticated:
        return None
    token, until = _digest(request), time.monotonic() + WAITS
    while True:
        try:
            with transaction.atomic():
                return SentForm.objects.create(token=token, person_id=request.user.pk, sent_at=now())
        except IntegrityError:
            first = SentForm.objects.filter(token=token).first()
        if first is not None:
            _await(first, until)


def _await(first: SentForm, until: float) -> None:
    """Give the first copy a moment; make room where it was lost before it had any effect."""
    if first.led_to or time.monotonic() > until:
        raise SentAlready(first.led_to)
    if first.acted_at is None and first.sent_at < now() - LOST_AFTER:
        first.delete()
    else:
        time.sleep(0.1)


def _digest(request: HttpRequest) -> str:
    """The form's own number and everything typed in it: what was changed before it was sent again is another
    sending.
    """
    parts = [str(request.user.pk), request.path]
    for name in sorted(request.POST):
        if name not in ("csrfmiddlewaretoken", VERSION, KEEP):
            parts += [name, *request.POST.getlist(name)]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
