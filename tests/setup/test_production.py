"""Production: the compose file and the image run the entry points that are there, and a missing setting stops the start."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
NEEDED = {
    "IRO_MODE": "production",
    "SECRET_KEY": "x7#kQ2!mZp9w-Lr4t8vYb3nHs6dGf1jCa5eUo0iTqXyWzBvNmKlPoRt",
    "ALLOWED_HOSTS": "iro.example.org,localhost",
    "PUBLIC_ADDRESS": "https://iro.example.org",
}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def environment(**changes: str | None) -> dict[str, str]:
    keep = {
        k: os.environ[k] for k in ("PATH", "HOME", "DATABASE_URL", "REDIS_URL", "LANG") if k in os.environ
    }
    env = {**keep, **NEEDED, **changes}
    return {k: v for k, v in env.items() if v is not None}


def run(*words: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=ROOT, env=environment(**changes), capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"])
def test_a_missing_setting_stops_the_start_with_one_line(name: str) -> None:
    done = run(sys.executable, "manage.py", "check", **{name: None})
    assert done.returncode != 0
    assert done.stderr.strip().count("\n") == 0
    assert done.stderr.startswith(f"IRO Portal cannot start: {name} is not set")


def test_a_database_that_is_not_postgresql_is_refused() -> None:
    done = run(sys.executable, "manage.py", "check", DATABASE_URL="sqlite:///x.db")
    assert done.returncode != 0
    assert "PostgreSQL" in done.stderr


def test_deployment_check_is_clean_with_nothing_silenced() -> None:
    done = run(sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "0 silenced" in done.stdout


def test_compose_has_every_part_with_health_checks(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {"migrate", "web", "worker", "beat", "postgres", "redis"}
    for name in ("web", "worker", "postgres", "redis"):
        assert services[name]["healthcheck"]["test"], name
    assert set(compose["volumes"]) == {"postgres-data", "redis-data"}
    assert "--appendonly yes" in services["redis"]["command"][-1]
    assert "noeviction" in services["redis"]["command"][-1]


def test_compose_holds_no_secret_and_no_default_for_one() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "EMAIL_URL", "ALLOWED_HOSTS"):
        assert not re.search(rf"\$\{{{name}:-", text), name
        assert re.search(rf"\$\{{{name}:\?", text), name
        assert f"{name}=" in (ROOT / ".env.example").read_text()


def test_image_runs_as_nobody_in_particular_without_build_tools() -> None:
    text = (ROOT / "Dockerfile").read_text()
    last = text.rpartition("FROM ")[2]
    assert re.search(r"^USER iro$", last, re.M)
    assert "gcc" not in last and "build-essential" not in last and "pip install" not in last
    assert "--require-hashes" in text


def test_web_command_is_a_configuration_gunicorn_accepts(compose: dict[str, Any]) -> None:
    command = compose["services"]["web"]["command"]
    done = run(str(BIN / command[0]), "--check-config", *command[1:])
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_celery_commands_name_an_app_and_options_that_exist(compose: dict[str, Any], name: str) -> None:
    command = compose["services"][name]["command"]
    done = run(str(BIN / command[0]), *command[1:4], "--help")
    assert done.returncode == 0, done.stderr
    for option in (w.split("=")[0] for w in command[4:] if w.startswith("--")):
        assert option in done.stdout, option


def test_migrate_command_runs(compose: dict[str, Any]) -> None:
    command = compose["services"]["migrate"]["command"]
    assert command[:3] == ["python", "manage.py", "migrate"]
    done = run(sys.executable, *command[1:], "--plan")
    assert done.returncode == 0, done.stderr
