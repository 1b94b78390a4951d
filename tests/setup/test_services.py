"""The private servers: several commands that start at once share them."""

import shutil
import subprocess
import sys
import tempfile
from calendar import THURSDAY
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.setup.test_demo import ROOT, command_env, processes
from tests.turns import has_days

pytestmark = pytest.mark.slow


@pytest.fixture
def state() -> Iterator[Path]:
    """A short path, which sockets need."""
    folder = Path(tempfile.mkdtemp(prefix="iro-at-once-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    services(folder, "destroy").wait(timeout=60)
    shutil.rmtree(folder)


def services(state: Path, verb: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tools.services", verb, "demo"],
        cwd=ROOT,
        env=command_env(state),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@has_days(THURSDAY)
def test_commands_that_start_at_once_start_one_database_and_one_broker(state):
    ended = [(p, *p.communicate(timeout=120)) for p in [services(state, "start") for _ in range(4)]]
    assert [(p.returncode, error) for p, _, error in ended] == [(0, "")] * 4
    assert len({out for _, out, _ in ended}) == 1
    words = [words for _, words in processes().values() if str(state) in words and "services" not in words]
    assert sum("valkey" in w or "redis-server" in w for w in words) == 1, words
    assert sum(str(state / "demo" / "pg") in w for w in words) == 1, words
