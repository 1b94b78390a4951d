"""The static files as production serves them, compressed once for each state of them and kept for later runs,
as the templates of the database are."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.services import Services

ROOT = Path(__file__).resolve().parents[1]
KEPT = 3


def collected() -> Path:
    """The folder with the files, made by the first who asks."""
    kept = Services("test").folder / "collected"
    kept.mkdir(parents=True, exist_ok=True)
    made = kept / _fingerprint()
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            known = sorted(
                (old for old in kept.iterdir() if old.is_dir()), key=lambda old: old.stat().st_mtime
            )
            for old in known[: -KEPT + 1]:
                shutil.rmtree(old)
            _collect(kept / f"unfinished_{os.getpid()}").rename(made)
    return made


def _collect(into: Path) -> Path:
    env = os.environ | {"IRO_MODE": "demo", "STATIC_ROOT": str(into)}
    words = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return into


def _fingerprint() -> str:
    """Changes with the files, the packages that bring more of them and those that compress them."""
    digest = hashlib.sha256()
    files = [p for p in (ROOT / "static").rglob("*") if p.is_file()]
    for path in sorted([*files, ROOT / "requirements" / "base.lock", ROOT / "iro_portal" / "settings.py"]):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
