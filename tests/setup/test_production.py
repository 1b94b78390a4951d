"""Production: the compose file and the image run the entry points that are there, and a missing setting stops
the start."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from calendar import FRIDAY, MONDAY
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.db import connection

from iro_portal.weak import too_weak
from tests.collected import collected
from tests.turns import has_days

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
NEEDED = {
    "IRO_MODE": "production",
    "SECRET_KEY": "x7#kQ2!mZp9w-Lr4t8vYb3nHs6dGf1jCa5eUo0iTqXyWzBvNmKlPoRt",
    "ALLOWED_HOSTS": "iro.example.org",  # as in .env.example: health is asked for by other names
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


@pytest.mark.parametrize(
    ("name", "value"),
    [("SECRET_KEY", "short"), ("SECRET_KEY", "a" * 80), ("ALLOWED_HOSTS", "*"), ("ALLOWED_HOSTS", "a.org,*")],
)
def test_a_setting_that_protects_nothing_stops_the_start(name: str, value: str) -> None:
    assert not too_weak(NEEDED["SECRET_KEY"], ["iro.example.org", ".council.example"])
    hosts = [host.strip() for host in (NEEDED | {name: value})["ALLOWED_HOSTS"].split(",")]
    assert too_weak((NEEDED | {name: value})["SECRET_KEY"], hosts).startswith(name)


def test_production_asks_for_what_protects_nothing() -> None:
    done = run(sys.executable, "manage.py", "check", ALLOWED_HOSTS="*")
    assert done.returncode != 0
    assert done.stderr.strip().startswith("IRO Portal cannot start: ALLOWED_HOSTS takes every host")


def test_a_database_that_is_not_postgresql_is_refused() -> None:
    done = run(sys.executable, "manage.py", "check", DATABASE_URL="sqlite:///x.db")
    assert done.returncode != 0
    assert "PostgreSQL" in done.stderr


def test_nothing_of_the_deployment_check_is_silenced() -> None:
    """script/check asks by day whether it is clean."""
    assert settings.SILENCED_SYSTEM_CHECKS == []


@pytest.mark.nightly
def test_deployment_check_is_clean_with_nothing_silenced() -> None:
    done = run(sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "0 silenced" in done.stdout


def test_compose_has_every_part_with_health_checks(compose: dict[str, Any]) -> None:
    services = compose["services"]
    made = {"proxy", "migrate", "roles", "web", "worker", "beat", "archive", "postgres", "redis", "clamav"}
    assert set(services) == made
    for name in ("web", "worker", "postgres", "redis", "clamav"):
        assert services[name]["healthcheck"]["test"], name
    assert set(compose["volumes"]) == {
        "postgres-data",
        "archive",
        "redis-data",
        "signatures",
        "proxy-data",
        "proxy-config",
        "feed",
    }
    assert "--appendonly yes" in services["redis"]["command"][-1]
    assert "noeviction" in services["redis"]["command"][-1]


def test_database_can_write_its_archive(compose: dict[str, Any]) -> None:
    """A fresh volume is root's; where PostgreSQL cannot write, changes pile up until its disk is full."""
    archive, postgres = compose["services"]["archive"], compose["services"]["postgres"]
    assert archive["image"] == postgres["image"] and archive["user"] == "root"
    assert archive["entrypoint"] == ["chown", "postgres:postgres", "/archive"]
    assert set(archive["volumes"]) <= set(postgres["volumes"])
    assert postgres["depends_on"] == {"archive": {"condition": "service_completed_successfully"}}


def test_only_the_proxy_is_reached_from_outside(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert [name for name, one in services.items() if "ports" in one] == ["proxy"]
    for name in ("postgres", "redis"):
        assert services[name]["networks"] == ["inside"]
    assert compose["networks"]["inside"]["internal"] is True
    caddy = (ROOT / "deploy" / "caddy" / "Caddyfile").read_text()
    for words in ("request_buffers", "max_size", "read_body", "read_header", "/metrics"):
        assert words in caddy, words


def test_files_are_shown_to_the_scanner_that_is_shipped(compose: dict[str, Any]) -> None:
    """Nobody has to set it, and an empty line in .env does not turn it off."""
    scanner = compose["services"]["clamav"]
    for name in ("web", "worker"):
        assert compose["services"][name]["environment"]["CLAMAV"] == "${CLAMAV:-clamav:3310}"
        assert set(compose["services"][name]["networks"]) & set(scanner["networks"]) == {"inside"}
    assert scanner["mem_limit"] and "ports" not in scanner and scanner["read_only"]
    assert "signatures:/var/lib/clamav" in scanner["volumes"]
    # new signatures come from outside, by a network in which nothing else is
    assert [n for n, one in compose["services"].items() if "signatures" in one.get("networks", ())] == [
        "clamav"
    ]
    assert not (compose["networks"]["signatures"] or {}).get("internal")


def test_the_scanner_looks_at_as_much_as_the_portal_takes() -> None:
    """Beyond its limits ClamAV answers that nothing was found."""
    lines = (ROOT / "deploy" / "clamav" / "clamd.conf").read_text().splitlines()
    told = dict(line.split() for line in lines if line and not line.startswith("#"))
    unpacked = settings.FEED_MAX_UNPACKED_BYTES // 1024 // 1024
    assert int(told["StreamMaxLength"].rstrip("M")) * 1024 * 1024 > settings.FEED_MAX_BYTES
    assert settings.FEED_MAX_BYTES > settings.IMPORT_MAX_BYTES
    for limit in ("MaxFileSize", "MaxScanSize"):
        assert int(told[limit].rstrip("M")) >= unpacked, limit
    assert told["TCPSocket"] == "3310"


def test_a_nights_file_passes_the_proxies_up_to_what_the_portal_takes() -> None:
    """They ended at 64 MB what docs/feed.md promises up to FEED_MAX_MB."""
    most = re.search(r'"FEED_MAX_MB", default=(\d+)', (ROOT / "iro_portal" / "intake.py").read_text())
    assert most
    caddy = (ROOT / "deploy" / "caddy" / "Caddyfile").read_text()
    assert "@feed path /api/feed/*\n" in caddy
    assert re.search(rf"request_body @feed {{\s+max_size {most[1]}MiB\s+}}", caddy)
    assert re.search(r"request_body @others {\s+max_size 64MB\s+}", caddy)
    network = yaml.safe_load_all((ROOT / "deploy" / "kubernetes" / "network.yaml").read_text())
    ingress = {part["metadata"]["name"]: part for part in network if part["kind"] == "Ingress"}["feed"]
    assert ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"] == f"{most[1]}m"
    paths = ingress["spec"]["rules"][0]["http"]["paths"]
    assert [path["path"] for path in paths] == ["/api/feed/"]


def test_the_log_of_every_part_goes_to_a_log_server_where_there_is_one(compose: dict[str, Any]) -> None:
    beside = yaml.safe_load((ROOT / "deploy" / "compose" / "log-server.yml").read_text())
    assert beside["services"].keys() == compose["services"].keys()
    for name, part in beside["services"].items():
        assert part["logging"]["driver"] == "syslog", name
        assert "tcp+tls://" in part["logging"]["options"]["syslog-address"], "without TLS anybody reads it"


def test_the_application_is_not_the_owner_of_its_tables(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for name in ("web", "worker", "beat"):
        assert services[name]["environment"]["DATABASE_URL"].startswith("postgres://iro_app:"), name
        assert services[name]["depends_on"] == {"roles": {"condition": "service_completed_successfully"}}
        assert services[name]["mem_limit"], name
    for name in ("migrate", "roles"):
        assert services[name]["environment"]["DATABASE_URL"].startswith("postgres://iro_owner:")
    assert services["roles"]["command"] == ["python", "manage.py", "database_roles"]


def test_images_are_pinned_by_version_and_digest(compose: dict[str, Any]) -> None:
    for name in ("proxy", "postgres", "redis", "clamav"):
        assert re.search(r":\d+\.\d+(\.\d+)?@sha256:[0-9a-f]{64}$", compose["services"][name]["image"]), name
    stages = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.M)
    assert len(stages) == 2 and len(set(stages)) == 1
    assert re.fullmatch(r"python:3\.13-slim@sha256:[0-9a-f]{64}", stages[0])


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text(NEEDED["SECRET_KEY"] + "\n")
    code = "from django.conf import settings; print(settings.SECRET_KEY)"
    more = {
        "SECRET_KEY": None,
        "SECRET_KEY_FILE": str(secret),
        "DJANGO_SETTINGS_MODULE": "iro_portal.settings",
    }
    done = run(sys.executable, "-c", code, **more)
    assert done.stdout.strip() == NEEDED["SECRET_KEY"], done.stderr


@pytest.mark.parametrize(("mode", "needed"), [("production", "True"), ("demo", "False")])
def test_production_asks_everybody_for_a_second_factor(mode: str, needed: str) -> None:
    """No setting of the installation and none of a council leaves it out."""
    code = "from django.conf import settings; print(settings.SECOND_FACTOR_REQUIRED)"
    more = {"DJANGO_SETTINGS_MODULE": "iro_portal.settings", "IRO_MODE": mode}
    assert run(sys.executable, "-c", code, **more, SECOND_FACTOR_REQUIRED="0").stdout.strip() == needed


def test_the_list_of_parts_is_that_of_the_lock_file() -> None:
    done = run(sys.executable, "-m", "tools.sbom")
    made = json.loads(done.stdout)
    lock = (ROOT / "requirements" / "base.lock").read_text()
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", made["serialNumber"])
    assert len(made["components"]) == len(re.findall(r"^[a-z].*==", lock, re.M | re.I)) > 40
    for part in made["components"]:
        assert f"{part['name']}=={part['version']}" in lock.lower().replace("_", "-")
        assert part["hashes"] and part["purl"].startswith("pkg:pypi/")


def test_compose_holds_no_secret_and_no_default_for_one() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "EMAIL_URL", "ALLOWED_HOSTS"):
        assert not re.search(rf"\$\{{{name}:-", text), name
        assert re.search(rf"\$\{{{name}:\?", text), name
        assert f"{name}=" in (ROOT / ".env.example").read_text()


def test_compose_passes_what_the_portal_reads_from_outside(compose: dict[str, Any]) -> None:
    for name in ("web", "worker", "beat", "migrate", "roles"):
        service = compose["services"][name]
        assert "SIGN_IN_HOSTS" in service["environment"]
        assert service["environment"]["FEED_FOLDER"] == "${FEED_FOLDER:+/feed}"
        assert (
            service["environment"]["BREACHED_PASSWORDS"] == "${BREACHED_PASSWORDS:+/breached-passwords.txt}"
        )
        assert [volume.split(":")[-1 - volume.endswith(":ro")] for volume in service["volumes"]] == [
            "/feed",
            "/breached-passwords.txt",
        ]


def test_image_runs_as_nobody_in_particular_without_build_tools() -> None:
    text = (ROOT / "Dockerfile").read_text()
    last = text.rpartition("FROM ")[2]
    assert re.search(r"^USER iro$", last, re.M)
    assert "gcc" not in last and "build-essential" not in last and "pip install" not in last
    assert "--require-hashes" in text


@has_days(MONDAY, FRIDAY)
def test_web_command_is_a_configuration_gunicorn_accepts(compose: dict[str, Any]) -> None:
    command = compose["services"]["web"]["command"]
    done = run(str(BIN / command[0]), "--check-config", *command[1:])
    assert done.returncode == 0, done.stderr


@has_days(MONDAY, FRIDAY)
@pytest.mark.slow
def test_web_serves_pages_in_production_and_the_health_check_says_so(
    compose: dict[str, Any], django_db_setup: None, django_db_blocker: Any
) -> None:
    """The command of the compose file with nothing but the environment: static files, sign-in page, headers,
    health check."""
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with django_db_blocker.unblock():
        database = f"{server}/{connection.settings_dict['NAME']}"
    more = {"BIND": f"127.0.0.1:{port}", "DATABASE_URL": database, "STATIC_ROOT": str(collected())}
    program, *words = compose["services"]["web"]["command"]
    web = subprocess.Popen(
        [str(BIN / program), *words], cwd=ROOT, env=environment(**more), stderr=subprocess.PIPE
    )
    try:
        check = compose["services"]["web"]["healthcheck"]["test"]
        assert check[:2] == ["CMD", "python"]
        until = time.monotonic() + 60
        while run(sys.executable, *check[2:], **more).returncode != 0:
            assert web.poll() is None and time.monotonic() < until, "the health check never said yes"
        for path in ("live", "ready"):  # as the proxy and a cluster ask
            health = urllib.request.Request(
                f"http://127.0.0.1:{port}/health/{path}", headers={"Host": "web:8000"}
            )
            assert urllib.request.urlopen(health, timeout=20).status == 200
        headers = {"Host": "iro.example.org", "X-Forwarded-Proto": "https"}
        request = urllib.request.Request(f"http://127.0.0.1:{port}/account/sign-in/", headers=headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            page = answer.read().decode()
            assert "Demonstration" not in page and re.search(r"/static/css/app\.[0-9a-f]{12}\.css", page)
            assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert re.match("__Host-csrf=.*; Path=/; .*; Secure$", answer.headers["Set-Cookie"])
    finally:
        web.terminate()
        web.communicate(timeout=30)


def test_health_check_says_no_when_nothing_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        done = run(sys.executable, "-m", "tools.healthcheck", BIND=f"127.0.0.1:{free.getsockname()[1]}")
    assert done.returncode == 1


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_celery_commands_name_an_app_and_options_that_exist(compose: dict[str, Any], name: str) -> None:
    command = compose["services"][name]["command"]
    done = run(str(BIN / command[0]), *command[1:4], "--help")
    assert done.returncode == 0, done.stderr
    for option in (w.split("=")[0] for w in command[4:] if w.startswith("--")):
        assert option in done.stdout, option


@has_days(MONDAY, FRIDAY)
def test_migrate_command_runs(compose: dict[str, Any]) -> None:
    command = compose["services"]["migrate"]["command"]
    assert command[:3] == ["python", "manage.py", "migrate"]
    done = run(sys.executable, *command[1:], "--plan", "--skip-checks")
    assert done.returncode == 0, done.stderr
