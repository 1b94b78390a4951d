"""The record page under load: 60 people who write, and pause 3 to 10 seconds. Each pause ends with an
autosave; one time in five the page is opened anew.
"""

import contextlib
import html
import json
import random
import re
import threading
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from urllib.parse import urlencode

from django.urls import reverse

from accounts.access.roles import Role
from accounts.access.viewers import viewer_for
from accounts.clock import today
from accounts.models import Authority, Draft, User
from bench.stored import CannotRun, stored_council
from bench.web import Timing, served, session, timings
from reviews.meeting.access import reviews_visible_to
from reviews.meeting.states import IN_HAND

PEOPLE, SHORTEST, LONGEST = 60, 3, 10
PAGE, SAVE = "record page", "autosave"
MOST_MS = {PAGE: 250, SAVE: 100}
MOST_BYTES = 120_000
HIDDEN = re.compile(r'name="(draft_key|draft_version)" value="([^"]*)"')
WORDS = "She has settled at school and asks to see her brother more often. "


@dataclass
class Desk:
    """One IRO at one record: the session, the address and what the page said last.

    Where there are fewer records than people, several sit down at one desk in turn: each goes on from what
    the one before kept, as one person does in one window. Two windows would refuse each other's words.
    """

    cookie: str
    address: str
    person: int
    subject: str
    draft: dict[str, str] = field(default_factory=dict)
    in_turn: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Found:
    """What was measured; the threads write into it."""

    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    heaviest: int = 0


def run(*, seconds: int, say: Callable[[str], object]) -> tuple[dict[str, Timing], int]:
    """Serve the portal and let them write for so many seconds. Returns the timings and the heaviest page."""
    desks = _desks(stored_council(say))
    found, threads = Found(), []
    with drafts_put_aside(desks), served() as (port, _):
        records = len({desk.address for desk in desks})
        say(f"{len(desks)} people at {records} records for {seconds} s against gunicorn with 2 workers")
        ends = time.monotonic() + seconds
        for number, desk in enumerate(desks):
            how = (f"http://127.0.0.1:{port}", desk, random.Random(number), ends, found)  # noqa: S311
            threads.append(threading.Thread(target=_write, args=how, daemon=True))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return timings(found.taken, found.failed), found.heaviest


@contextlib.contextmanager
def drafts_put_aside(desks: list[Desk]) -> Iterator[None]:
    """The drafts of these records are afterwards what they were before, so that what was written here greets
    nobody who opens the record.
    """
    drafts = Draft.objects.filter(
        person__in={desk.person for desk in desks},
        kind="reviews:record",
        subject__in={desk.subject for desk in desks},
    )
    before = list(drafts)
    drafts.delete()
    try:
        yield
    finally:
        drafts.delete()
        Draft.objects.bulk_create(before)


def _desks(authority: Authority) -> list[Desk]:
    """Every IRO at each of their records in hand, in turn, until there are sixty."""
    iros = User.objects.filter(memberships__authority=authority, memberships__role=Role.IRO, is_active=True)
    found = []
    for person in iros.distinct().order_by("pk"):
        viewer = viewer_for(person, today=today())
        if viewer is None:
            continue
        own = reviews_visible_to(viewer).filter(
            status__in=IN_HAND,
            child__iro_allocations__worker__user=person,
            child__iro_allocations__ended_on=None,
        )
        found += [(person, review) for review in own.order_by("pk").values_list("public_id", flat=True)]
    if not found:
        raise CannotRun("No IRO of the council has a review in hand. Run script/demo --reset once.")
    desks = [
        Desk(session(person), reverse("reviews:record", args=[review]), person.pk, str(review))
        for person, review in found
    ]
    return list(islice(cycle(desks), PEOPLE))


def _write(host: str, desk: Desk, pick: random.Random, ends: float, found: Found) -> None:
    time.sleep(pick.uniform(0, LONGEST))
    while time.monotonic() < ends:
        with desk.in_turn:
            _open_or_save(host, desk, pick, found)
        time.sleep(pick.uniform(SHORTEST, LONGEST))


def _open_or_save(host: str, desk: Desk, pick: random.Random, found: Found) -> None:
    if not desk.draft or pick.random() < 0.2:
        page = _timed(host + desk.address, desk, None, PAGE, found)
        desk.draft = {name: html.unescape(value) for name, value in HIDDEN.findall(page)}
        found.heaviest = max(found.heaviest, len(page.encode()))
    else:
        words = {"wishes-own_words": WORDS * pick.randint(1, 30), "view-about": WORDS * 5}
        told = _timed(host + reverse("accounts:keep_draft"), desk, desk.draft | words, SAVE, found)
        version = json.loads(told).get("version") if told else None
        desk.draft = desk.draft | {"draft_version": str(version)} if version else {}


def _timed(address: str, desk: Desk, sent: dict[str, str] | None, kind: str, found: Found) -> str:
    """The answer, its time noted."""
    data = urlencode(sent).encode() if sent else None
    request = urllib.request.Request(address, data=data, headers={"Cookie": desk.cookie})  # noqa: S310
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            text: str = answer.read().decode()
    except OSError:
        found.failed[kind] += 1
        return ""
    found.taken[kind].append(1000 * (time.perf_counter() - started))
    return text
