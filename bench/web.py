"""Pages under load: people who pause between pages, against one replica of gunicorn or two, each with two
workers."""

import contextlib
import os
import random
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.core.management import call_command
from django.urls import reverse
from django.utils.module_loading import import_string

from accounts.access.roles import Role
from accounts.access.viewers import Viewer, viewer_for
from accounts.clock import today
from accounts.models import Authority, User
from bench.stored import CannotRun, stored_council
from children.models import Child
from reviews.models import Review
from reviews.models.review import ReviewStatus

KINDS = ("home", "child list", "child", "review record")


@dataclass(frozen=True)
class Crowd:
    """How many people, the seconds they pause, how many replicas, and the limit for 95 of 100 pages."""

    people: int
    pause: tuple[float, float]
    replicas: int
    most_ms: float


FEW = Crowd(20, (1, 3), replicas=1, most_ms=200)
MANY = Crowd(200, (5, 20), replicas=2, most_ms=300)


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one kind of page."""

    count: int
    median: float
    p95: float
    failed: int


@dataclass(frozen=True)
class Visitor:
    """A signed-in person and the addresses they open, by kind of page."""

    cookie: str
    addresses: dict[str, list[str]]


@dataclass(frozen=True)
class Measured:
    """Timings by kind of page, and the processor time that the web processes needed for a page."""

    timings: dict[str, Timing]
    processor_ms: float


def run(crowd: Crowd, *, seconds: int, say: Callable[[str], object]) -> Measured:
    """Serve the portal on free ports and let the visitors read for so many seconds."""
    visitors = _visitors(stored_council(say), crowd.people)
    with contextlib.ExitStack() as stack:
        replicas = [stack.enter_context(served()) for _ in range(crowd.replicas)]
        say(
            f"{len(visitors)} people who pause {crowd.pause[0]:g} to {crowd.pause[1]:g} s, for {seconds} s, "
            f"against {len(replicas)} × gunicorn with 2 workers"
        )
        before = sum(processor_seconds(server.pid) for _, server in replicas)
        found = _load([port for port, _ in replicas], visitors, crowd.pause, seconds)
        used = sum(processor_seconds(server.pid) for _, server in replicas) - before
    pages = sum(timing.count for timing in found.values())
    return Measured(found, 1000 * used / max(pages, 1))


def processor_seconds(pid: int) -> float:
    """Processor time of a server and the processes it started; 0 where the system does not provide it."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    own = sum(int(words[n]) for n in (11, 12, 13, 14)) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_seconds(int(child)) for child in started)


@contextlib.contextmanager
def served() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The portal on a free port: gunicorn with two workers, as it is put into service. Port and process."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "iro_portal.wsgi:application",
        "-c",
        "python:iro_portal.gunicorn",
        "-b",
        f"127.0.0.1:{port}",
        "-w",
        "2",
        "--threads",
        "4",
        "--log-level",
        "warning",
    ]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR)
    try:
        _wait(port, server)
        yield port, server
    finally:
        server.terminate()
        server.wait(timeout=30)


def _visitors(authority: Authority, people: int) -> list[Visitor]:
    """People who see children, in turn, until there is a session for each visitor."""
    roles = [Role.IRO, Role.QA_MANAGER, Role.TEAM_MANAGER]
    users = User.objects.filter(memberships__authority=authority, memberships__role__in=roles, is_active=True)
    viewers = (viewer_for(user, today=today()) for user in users.distinct().order_by("pk"))
    found = [(viewer.user, _addresses(viewer)) for viewer in viewers if viewer]
    if not found:
        raise CannotRun(
            "The council has no IRO, manager or QA manager who can sign in. Run script/demo --reset once."
        )
    missing = [k for k in KINDS if not any(addresses[k] for _, addresses in found)]
    if missing:
        raise CannotRun(f"Nobody of the council has a page of this kind to open: {', '.join(missing)}.")
    return [Visitor(session(user), addresses) for user, addresses in islice(cycle(found), people)]


def _addresses(viewer: Viewer) -> dict[str, list[str]]:
    """What this person can open, by kind of page."""
    children = Child.objects.visible_to(viewer).order_by("pk")
    reviews = Review.objects.filter(child__in=children, status=ReviewStatus.STARTED).order_by("pk")[:5]
    recorded = [r.public_id for r in reviews] if viewer.is_a(Role.IRO) else []
    return {
        "home": [reverse("home")],
        "child list": [reverse("children:list")],
        "child": [reverse("children:child", args=[c.public_id]) for c in children[:40]],
        "review record": [reverse("reviews:record", args=[r]) for r in recorded],
    }


def session(user: User) -> str:
    store: SessionBase = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=2).close()  # noqa: S310
            return
        if server.poll() is not None:
            break
        time.sleep(0.2)
    raise CannotRun("gunicorn did not start; see above.")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def _load(
    ports: list[int], visitors: list[Visitor], pause: tuple[float, float], seconds: int
) -> dict[str, Timing]:
    taken: dict[str, list[float]] = defaultdict(list)
    failed: dict[str, int] = defaultdict(int)
    ends = time.monotonic() + seconds
    opener = urllib.request.build_opener(_NoRedirect())

    def visit(number: int, visitor: Visitor) -> None:
        pick = random.Random(number)  # noqa: S311
        port = ports[number % len(ports)]
        time.sleep(pick.uniform(0, pause[1]))
        kinds = [k for k, addresses in visitor.addresses.items() if addresses]
        while time.monotonic() < ends:
            kind = pick.choice(kinds)
            address = f"http://127.0.0.1:{port}{pick.choice(visitor.addresses[kind])}"
            request = urllib.request.Request(address, headers={"Cookie": visitor.cookie})  # noqa: S310
            started = time.perf_counter()
            try:
                with opener.open(request, timeout=30) as answer:
                    answer.read()
            except (OSError, urllib.error.HTTPError):
                failed[kind] += 1
            else:
                taken[kind].append(1000 * (time.perf_counter() - started))
            time.sleep(pick.uniform(*pause))

    threads = [threading.Thread(target=visit, args=(n, v), daemon=True) for n, v in enumerate(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return timings(taken, failed)


def timings(taken: dict[str, list[float]], failed: dict[str, int]) -> dict[str, Timing]:
    """By kind of request, from the milliseconds that each one took."""
    return {
        kind: Timing(
            len(times),
            median(times),
            quantiles(times, n=20)[-1] if len(times) > 1 else times[0],
            failed[kind],
        )
        for kind, times in sorted(taken.items())
    } | {kind: Timing(0, 0, float("inf"), n) for kind, n in failed.items() if kind not in taken}
