"""Keep the filled database of a release, so that every later release is tested on migrating it.

    releases.py FILE      the demo council, made by the release that is installed, as a backup

Kept once for each release in tests/data/releases (script/keep-release), when the release is made and before
anything else changes: VERSION.backup, with the migrations applied to it and the figures of a past year beside
it. tests/setup/test_upgrade.py restores the newest one, migrates it, and compares tables, figures and pages.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from tools.backup import Database, Failed, back_up
from tools.manage import django, environment
from tools.services import ROOT, Services

COUNCIL = "aldermere"
FOLDER = ROOT / "tests" / "data" / "releases"


def version() -> str:
    """Of the release that is installed."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])


def newest() -> Path | None:
    """The database of the newest release that was kept; None before the first release."""
    kept = sorted(FOLDER.glob("*.backup"), key=lambda path: [int(n) for n in path.stem.split(".")])
    return kept[-1] if kept else None


def fill(database: Database, broker: str) -> None:
    """Create the tables with the migrations, and the demo council in them."""
    for words in (["migrate", "--verbosity", "0"], ["seed_demo"]):
        if django(words, demo_environment(database, broker), quiet=True):
            raise Failed(f"{words[0]} ended with an error; see above.")


def demo_environment(database: Database, broker: str) -> dict[str, str]:
    return environment({"DATABASE_URL": database.url, "REDIS_URL": broker, "IRO_MODE": "demo"})


def figures(database: Database, broker: str, year_end: str) -> str:
    """Every measure of the demo council in the year to this day, as JSON."""
    began = f"{int(year_end[:4]) - 1}-04-01"
    words = ["measures", "--authority", COUNCIL, "--from", began, "--to", year_end, "--by", "sex", "--json"]
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    env = demo_environment(database, broker)
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"the figures could not be counted: {done.stderr.strip()}")
    return done.stdout


def last_year_end(day: date) -> str:
    """The end of the last year that ended at least half a year ago, so that nothing in it is still to
    come."""
    ended = day - timedelta(days=183)
    return f"{ended.year if (ended.month, ended.day) > (3, 31) else ended.year - 1}-03-31"


def applied(database: Database) -> list[str]:
    """The migrations applied to a database, as app/name."""
    with closing(database.connect()) as joined, joined.cursor() as cursor:
        cursor.execute("SELECT app || '/' || name FROM django_migrations ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def keep(file: Path) -> int:
    """Fill a database on servers of its own and write it into the file. Returns the number of its rows."""
    with tempfile.TemporaryDirectory(prefix="iro-release-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        servers = _Own(Path(folder))
        try:
            there = servers.start()
            database = Database(there["DATABASE_URL"])
            fill(database, there["REDIS_URL"])
            return write(database, there["REDIS_URL"], file)
        finally:
            servers.destroy()


def write(database: Database, broker: str, file: Path) -> int:
    """Write a filled database into the file, its migrations and figures beside it. Returns its rows."""
    rows = back_up(database, file)
    file.with_suffix(".migrations").write_text("\n".join(applied(database)) + "\n")
    year_end = last_year_end(date.today())  # noqa: DTZ011 - the day the release is made
    counted = json.loads(figures(database, broker, year_end))
    kept = {"council": COUNCIL, "year_end": year_end, "rows": counted}
    file.with_suffix(".figures").write_text(json.dumps(kept, indent=1) + "\n")
    return sum(rows.values())


class _Own(Services):
    """Servers that nothing else uses, in a folder that is deleted with them."""

    def __init__(self, folder: Path) -> None:
        self.base = folder / "servers"
        super().__init__("release", durable=False)

    def _folder(self) -> Path:
        return self.base


def main() -> int:
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER / f"{version()}.backup"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        rows = keep(file)
    except Failed as failed:
        print(f"IRO Portal: {failed}", file=sys.stderr)
        return 2
    print(f"IRO Portal: {rows} rows kept in {file}.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
