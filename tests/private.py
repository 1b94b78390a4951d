"""A demo's own database server, filled from the server of the tests: what migrates and makes the demo again
is asked once in a run, and of these commands at night."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import database
from tools.backup import Database
from tools.manage import migrations_stamp
from tools.services import Services


def filled(state: Path, copy: Callable[[str], None], dump: Path) -> None:
    """Below `state`, what `copy` makes: `database.copy`, the tables alone, or `database.copy_demo`."""
    name = f"private_{os.getpid()}"
    tests = Database(os.environ["DATABASE_URL"])
    copy(name)
    try:
        tests.run("pg_dump", "-Fc", "-Z0", "--no-owner", "-f", str(dump), name)
    finally:
        database.remove(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IRO_STATE", str(state))
        services = Services("demo")
        services.hold()
        try:
            own = Database(services.start()["DATABASE_URL"])
            own.run(
                "pg_restore",
                "--no-owner",
                "--exit-on-error",
                "--single-transaction",
                "-d",
                own.name,
                str(dump),
            )
            (services.folder / "migrated").write_text(migrations_stamp())
        finally:
            services.leave()
