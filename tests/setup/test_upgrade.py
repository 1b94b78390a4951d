"""The filled database of the last release, brought up to this one: no row changes, every figure stays, its
people sign in and every kind of page opens.

Before the first release that of the release being made stands in for it, so that the way itself is proven.
"""

import json
import os
import re
import subprocess
import sys
import tarfile
from calendar import SATURDAY
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import requests

from demo.people import COUNCIL, PASSWORD, PEOPLE
from tests import database
from tests.faults.load import hidden
from tests.journeys.stack import Stack
from tests.journeys.test_every_page import LEFT_OUT, Links, pattern_of
from tests.turns import has_days, in_turns
from tools import releases
from tools.backup import Database

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, has_days(SATURDAY)]

REWRITTEN: dict[str, str] = {}
"""Column -> why a migration of this release writes it anew; emptied when the release is made."""
COUNTED_ANEW: dict[str, str] = {}
"""Measure -> why this release counts it in another way; emptied when the release is made."""
OF_DJANGO = {"django_migrations", "django_content_type", "auth_permission"}
MOST_PAGES = 60
Columns = dict[str, list[str]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Path:
    """The newest release that was kept."""
    found = releases.newest()
    if found is not None:
        return found
    found = tmp_path_factory.mktemp("release") / f"{releases.version()}.backup"
    name = f"release_{os.getpid()}"
    with django_db_blocker.unblock():
        database.copy_demo(name)
        try:
            demo = Database(Database(os.environ["DATABASE_URL"]).named(name))
            releases.write(demo, os.environ["REDIS_URL"], found)
        finally:
            database.remove(name)
    return found


@pytest.fixture(scope="module")
def both(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Database]]:
    """The database as the release left it, and the same brought up to this release."""
    server = Database(os.environ["DATABASE_URL"])
    folder, name = tmp_path_factory.mktemp("dump"), f"upgrade_{os.getpid()}"
    old, new = Database(server.named(f"{name}_old")), Database(server.named(name))
    with tarfile.open(kept) as tar:
        tar.extract("dump", folder, filter="data")
    try:
        server.run("createdb", "--template=template0", old.name)
        words = ["--no-owner", "--exit-on-error", "--single-transaction", "-d", old.name]
        server.run("pg_restore", *words, str(folder / "dump"))
        server.run("createdb", f"--template={old.name}", new.name)
        manage(new, "migrate", "--skip-checks", "--verbosity", "0")
        yield old, new
    finally:
        for one in (old, new):
            server.run("dropdb", "--if-exists", "--force", one.name)


def manage(on: Database, *words: str) -> str:
    env = releases.demo_environment(on, os.environ["REDIS_URL"])
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def columns(of: Database) -> Columns:
    """Table -> its columns."""
    found: Columns = {}
    with closing(of.connect()) as joined, joined.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' ORDER BY 1, 2"
        )
        for table, column in cursor.fetchall():
            found.setdefault(table, []).append(column)
    return found


def contents(of: Database, wanted: Columns) -> dict[str, tuple[int, str]]:
    """Table -> how many rows, and a hash over all that stands in these columns."""
    found = {}
    with closing(of.connect()) as joined, joined.cursor() as cursor:
        for table, names in wanted.items():
            listed = ", ".join(f'"{name}"' for name in names)
            cursor.execute(
                "SELECT count(*), COALESCE(md5(string_agg(t::text, chr(10) ORDER BY t::text)), '') "
                f'FROM (SELECT {listed} FROM "{table}") t'
            )
            found[table] = cursor.fetchone()
    return found


def test_no_row_is_lost_or_changed(both: tuple[Database, Database]) -> None:
    old, new = both
    before, after = columns(old), columns(new)
    assert set(before) - set(after) == {name for name in REWRITTEN if "." not in name}
    shared = {
        table: [c for c in names if c in after[table] and f"{table}.{c}" not in REWRITTEN]
        for table, names in before.items()
        if table in after and table not in OF_DJANGO
    }
    there = contents(old, shared)
    assert there["children_child"][0] > 100, "the kept database is not a filled one"
    assert contents(new, shared) == there


def test_migrations_are_all_there_and_the_trail_is_whole(both: tuple[Database, Database]) -> None:
    _, new = both
    manage(new, "migrate", "--check", "--skip-checks", "--verbosity", "0")
    assert re.search(rf"^{COUNCIL} \d+ [0-9a-f]{{64}}$", manage(new, "verify_audit"), re.M)


def test_figures_of_a_year_that_had_ended_stay(kept: Path, both: tuple[Database, Database]) -> None:
    told = json.loads(kept.with_suffix(".figures").read_text())
    again = json.loads(releases.figures(both[1], os.environ["REDIS_URL"], told["year_end"]))
    assert len(told["rows"]) > 100
    assert by_measure(again, told["rows"]) == by_measure(told["rows"], again)


def by_measure(rows: list[dict[str, Any]], others: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures that are in both: a release may add measures, and may count one anew if it says so."""
    named = {name_of(row) for row in others}
    return {
        name_of(row): (row["numerator"], row["denominator"], row["not_known"])
        for row in rows
        if name_of(row) in named and row["code"] not in COUNTED_ANEW
    }


def name_of(row: dict[str, Any]) -> str:
    return json.dumps([row["code"], row["breakdown"]], sort_keys=True)


@pytest.fixture(scope="module")
def served(both: tuple[Database, Database], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """This release on the database of the last one."""
    stack = Stack(tmp_path_factory.mktemp("served"), 6)
    stack.name = both[1].name
    stack.env["DATABASE_URL"] = both[1].url
    stack.start("web")
    yield stack
    stack.stop("web")


@pytest.mark.parametrize(
    "email", in_turns(["iro.demo@example.org", "team.manager.demo@example.org", "qa.demo@example.org"], 3)
)
def test_people_sign_in_and_every_kind_of_page_opens(served: Stack, email: str) -> None:
    assert email in {person.email for person in PEOPLE}
    browser = requests.Session()
    browser.trust_env = False
    page = browser.get(f"{served.address}/account/sign-in/", timeout=30)
    browser.post(page.url, data=hidden(page.text) | {"login": email, "password": PASSWORD}, timeout=30)
    waiting, seen, kinds, wrong = ["/"], {"/"}, set[str](), []
    while waiting and len(kinds) < MOST_PAGES:
        address = waiting.pop(0)
        if pattern_of(address) in kinds:
            continue
        kinds.add(pattern_of(address))
        answer = browser.get(f"{served.address}{address}", timeout=60)
        if answer.status_code != 200:
            wrong.append(f"{address}: {answer.status_code}")
        new = [there for there in links(address, answer) if there not in seen]
        seen.update(new)
        waiting += new
    assert wrong == []
    assert len(kinds) > 25


def links(address: str, answer: requests.Response) -> list[str]:
    if "text/html" not in answer.headers.get("Content-Type", ""):
        return []
    page = Links()
    page.feed(answer.text)
    places = (urljoin(address, href).partition("#")[0] for href in page.found if not LEFT_OUT.search(href))
    return [place for place in places if place.startswith("/")]
