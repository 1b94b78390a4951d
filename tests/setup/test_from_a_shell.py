"""The contract for scripts, once as a script meets it: from a shell."""

import json
import os
import shutil
import subprocess
import tempfile
from calendar import THURSDAY
from pathlib import Path
from typing import Any

import pytest

from tests import database, private
from tests.turns import has_days

ROOT = Path(__file__).resolve().parents[2]
YEAR = ("--from", "2025-04-01", "--to", "2026-03-31")
CODES = ("timeliness_child_year", "timeliness_reviews_held", "timeliness_reviews_due", "timeliness_snapshot")


@has_days(THURSDAY)
@pytest.mark.slow
def test_json_is_all_there_is_on_stdout(
    at_night: bool, tmp_path: Path, django_db_setup: None, django_db_blocker: Any
) -> None:
    """A database without a council, the words of the contract and nothing else; what the tool has to say goes
    to stderr. At night the first command makes the tables."""
    env = {
        k: v
        for k, v in os.environ.items()
        if k not in ("DATABASE_URL", "REDIS_URL", "IRO_MODE", "DJANGO_SETTINGS_MODULE")
    }
    state = tempfile.mkdtemp(prefix="iro-")  # a short path: sockets live in it
    env["IRO_STATE"] = state

    def manage(*words: str) -> subprocess.CompletedProcess[str]:
        command = [str(ROOT / "script/manage"), *words]
        return subprocess.run(command, capture_output=True, text=True, env=env, check=False, timeout=300)

    try:
        if not at_night:
            with django_db_blocker.unblock():
                private.filled(Path(state), database.copy, tmp_path / "dump")
        _from_a_shell(manage)
    finally:
        shutil.rmtree(state, ignore_errors=True)


def _from_a_shell(manage: Any) -> None:
    folders = [str(ROOT / "tests/data/example_1b" / year) for year in ("2025", "2026")]
    refused = manage("import_ssda903", "--authority", "EX", *folders, "--json")
    assert (refused.returncode, refused.stdout) == (2, ""), refused.stderr
    assert "no council with the code 'EX'" in refused.stderr.strip().splitlines()[-1]
    said = manage("import_ssda903", "--authority", "EX", *folders, "--create", "Example", "--json")
    assert (said.returncode, json.loads(said.stdout)["counts"]["rejected"]) == (0, 0)
    rows = json.loads(manage("measures", "--authority", "EX", *YEAR, "--json").stdout)
    values = {row["code"]: row["value"] for row in reversed(rows)}
    assert [values[code] for code in CODES] == [50.0, 75.0, 69.2, 85.7]
    cycles = manage("review_cycles", "--authority", "EX", "--child", "G", "--as-at", "2026-03-31", "--json")
    assert json.loads(cycles.stdout)[-1]["state"] == "overdue"
