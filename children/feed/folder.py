"""The drop folder: `<folder>/<council>/` holds what the council's system put down; `done/` and `refused/`
beside it what became of it.

Only settled files are taken: whose size and time have not changed for a while, and whose zip is whole. A
file is moved after its delivery is kept; killed in between, the next look finds the same file and the same
delivery.
"""

import contextlib
import os
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.clock import now
from accounts.models import Authority
from accounts.ui import scanning
from children.feed.actions import give_up, receive
from children.models import FeedDelivery
from children.models.feed import FeedDoor, FeedState

UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload", ".partial")
GIVEN_UP_AFTER = 60 * 60
"""Seconds after which a zip that is still not whole, or a file without content, is not waited for."""
TOO_LARGE = "The file is larger than {most} MB, so it was not read. Send fewer tables, or changes only."
NAME_BYTES = 200
SCANNING = 120
"""Seconds that the scanner may take."""
LOOKED_BACK = 7
CHANGES = "changes"
"""A file with this word in its name holds changes only."""


def watch() -> dict[str, int]:
    """Look through the folder once. Without a folder there is nothing to do."""
    counts = {"received": 0, "refused": 0, "waiting": 0}
    root = settings.FEED_FOLDER
    if not root:
        return counts
    for authority in Authority.objects.order_by("code"):
        place = Path(root) / authority.code
        if place.is_dir():
            for file in _files(place):
                counts[_take(authority, place, file)] += 1
    _sort_read(Path(root))
    return counts


def _files(place: Path) -> list[Path]:
    """What lies in the folder itself, the oldest first; links lead nowhere."""
    found = [p for p in place.iterdir() if p.is_file() and not p.is_symlink() and not p.name.startswith(".")]
    return sorted(found, key=lambda p: (p.stat().st_mtime, p.name))


def _take(authority: Authority, place: Path, file: Path) -> str:
    if not is_settled(file):
        return "waiting"
    name = _said(file)
    try:
        content, why_not = _read(file)
    except scanning.NoScanner:
        return "waiting"  # looked at again in a minute
    with transaction.atomic():
        delivery = receive(
            authority=authority,
            door=FeedDoor.FOLDER,
            name=name,
            content=name.encode() if why_not else content,
            is_full=CHANGES not in file.name.lower(),
        )
        if why_not:  # on the list of deliveries, so that somebody is told
            give_up(delivery.pk, why_not)
    _move(file, place / ("refused" if why_not else "done"), f"{delivery.pk}-{name}")
    return "refused" if why_not else "received"


def _read(file: Path) -> tuple[bytes, str]:
    """What is in the file, and why it is not taken; empty where it is. It is read once, so that what is taken
    is what was scanned. Raises NoScanner.
    """
    if file.stat().st_size > settings.FEED_MAX_BYTES:
        return b"", TOO_LARGE.format(most=settings.FEED_MAX_BYTES // 1024 // 1024)
    content = file.read_bytes()
    is_clean = scanning.may_be_taken(content, seconds=SCANNING)
    return content, "" if is_clean else scanning.FOUND.format(name=_said(file))


def _said(file: Path) -> str:
    """The file's name as it is kept: without characters that no page shows, and short enough to get a number
    before it."""
    return scanning.shown_name(file.name).encode()[-NAME_BYTES:].decode(errors="ignore") or "delivery"


def is_settled(file: Path) -> bool:
    """Whether the file is complete, as far as anybody can tell from outside."""
    if file.suffix.lower() in UNFINISHED:
        return False
    facts = file.stat()
    age = now().timestamp() - facts.st_mtime
    if age < settings.FEED_SETTLE_SECONDS:
        return False
    if facts.st_size and (file.suffix.lower() != ".zip" or zipfile.is_zipfile(file)):
        return True
    return age > GIVEN_UP_AFTER  # read as empty or damaged, so that somebody is told


def _move(file: Path, folder: Path, name: str) -> Path:
    """Move the file; one of that name that is there already stays."""
    folder.mkdir(exist_ok=True)
    target = folder / name
    count = 1
    while target.exists():
        count += 1
        target = folder / f"{Path(name).stem}-{count}{file.suffix}"
    moved = file.rename(target)
    with contextlib.suppress(OSError):
        os.utime(moved)  # from now on it is kept, however old the file was
    return moved


def _sort_read(root: Path) -> None:
    """Move files whose delivery was refused since from `done` to `refused`."""
    recent = now() - timedelta(days=LOOKED_BACK)
    refused = FeedDelivery.objects.filter(door=FeedDoor.FOLDER, state=FeedState.REFUSED, read_at__gte=recent)
    for pk, name, code in refused.values_list("pk", "name", "authority__code"):
        file = root / code / "done" / f"{pk}-{name}"
        if file.is_file():
            _move(file, root / code / "refused", file.name)


def empty_read(code: str, before: datetime | None = None) -> int:
    """Delete the council's files that were read or refused, all or those moved before. Returns how many."""
    count = 0
    for name in ("done", "refused") if settings.FEED_FOLDER else ():
        place = Path(settings.FEED_FOLDER) / code / name
        for file in _files(place) if place.is_dir() else ():
            if before is None or file.stat().st_mtime < before.timestamp():
                file.unlink(missing_ok=True)
                count += 1
    return count
