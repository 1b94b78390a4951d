"""Sending a night's file in a test."""

from collections.abc import Callable
from datetime import date
from typing import Any

from accounts.audit import trail
from accounts.models import Authority
from children.feed import actions
from children.models import FeedDelivery
from children.models.feed import FeedDoor
from tests.kept import helping

TODAY = date(2026, 11, 26)


@helping
def enters(authority: Authority) -> Callable[[], Any]:
    """`with enters():` what somebody writes into the portal."""
    return lambda: trail.action("test.entered", by=None, authority=authority)


@helping
def night(authority: Authority) -> Callable[..., FeedDelivery]:
    """`night(content)`: one delivery, received and read."""

    def send(content: bytes, *, is_full: bool = True, name: str = "night.zip", today: date = TODAY) -> Any:
        kept = actions.receive(
            authority=authority, door=FeedDoor.PAGE, name=name, content=content, is_full=is_full
        )
        for pk in actions.waiting(authority.pk):
            actions.read(pk, today=today)
        kept.refresh_from_db()
        return kept

    return send
