"""manage.py with the demo's servers: starts them when they do not run, migrates a database that needs it,
says nothing on stdout."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tools.services import ROOT, Services, external, one_at_a_time

NO_DATABASE = {"help", "--help", "-h", "makemigrations", "check", "collectstatic", "migrate", "--version"}

ADDRESS = "address"
"""The file beside the demo's data that says where the demo is served, or was last."""


def migrations_stamp() -> str:
    """A hash over the migrations there are."""
    digest = hashlib.sha256()
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    digest.update((ROOT / "requirements/local.lock").read_bytes())
    return digest.hexdigest()


def django(words: list[str], env: dict[str, str], *, quiet: bool = False) -> int:
    """Run manage.py; with `quiet` what it prints goes to stderr."""
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *words], env=env, stdout=sys.stderr if quiet else None
    ).returncode


def environment(addresses: dict[str, str], state: Path | None = None) -> dict[str, str]:
    """What a process of the demo is started with. `state`: links lead to the demo on this data, wherever it
    is served.
    """
    served = state / ADDRESS if state else None
    links = {"PUBLIC_ADDRESS": served.read_text()} if served and served.is_file() else {}
    return {"IRO_MODE": "demo", **links, **os.environ, **addresses}


def without_output(words: list[str], env: dict[str, str]) -> int:
    return django(words, env, quiet=True)


def migrate(
    env: dict[str, str], state: Path, run: Callable[[list[str], dict[str, str]], int] = without_output
) -> None:
    """Migrate when the migrations are not those that were applied last."""
    stamp, now = state / "migrated", migrations_stamp()
    with one_at_a_time(state):
        if stamp.exists() and stamp.read_text() == now:
            return
        if run(["migrate", "--verbosity", "0"], env):
            sys.exit("IRO Portal: the database could not be brought up to date; see above.")
        stamp.write_text(now)


def main() -> int:
    words = sys.argv[1:]
    there = external()
    if there is not None:
        env = environment(there, Services("demo").folder)
        if (
            words
            and words[0] not in NO_DATABASE
            and django(["migrate", "--check", "--verbosity", "0"], env, quiet=True)
        ):
            django(["migrate", "--verbosity", "0"], env, quiet=True)
        return django(words, env)
    services = Services("demo")
    services.hold()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command gets it; we wait and clean up
    try:
        env = environment(services.start(), services.folder)
        if words and words[0] not in NO_DATABASE:
            migrate(env, services.folder)
        return django(words, env)
    finally:
        services.leave()


if __name__ == "__main__":
    sys.exit(main())
