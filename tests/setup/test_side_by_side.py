"""Upgrades without loss: a migration leaves the release before it working, and each release is kept."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tests.setup.side_by_side import problems
from tools.releases import FOLDER, newest

ROOT = Path(__file__).resolve().parents[2]
OLD = [
    ("id", models.BigAutoField(primary_key=True)),
    ("name", models.CharField(max_length=80)),
    ("note", models.TextField(null=True)),
]


def migration(*operations: Any, since: str = "") -> Any:
    made = migrations.Migration("0007_made_up", "children")
    made.operations = list(operations)
    if since:
        made.since = since  # type: ignore[attr-defined]
    return made


def before() -> ProjectState:
    state = ProjectState()
    state.add_model(ModelState("children", "Thing", OLD))
    return state


def test_every_migration_since_the_last_release_leaves_it_working() -> None:
    kept = newest()
    if kept is None:
        return  # before the first release there is none to leave working
    known = set(kept.with_suffix(".migrations").read_text().split())
    loader = MigrationLoader(None)
    new = [
        (key, made)
        for key, made in loader.disk_migrations.items()
        if key[0] in settings.OUR_APPS and "/".join(key) not in known
    ]
    found = {
        "/".join(key): told
        for key, made in new
        if (told := problems(made, loader.project_state(key, at_end=False), kept.stem))
    }
    assert found == {}


def test_every_release_of_the_changelog_has_its_database_kept() -> None:
    released = re.findall(
        r"^## (\d+\.\d+\.\d+)(?! \(unreleased\))", (ROOT / "CHANGELOG.md").read_text(), re.M
    )
    missing = [version for version in released[:1] if not (FOLDER / f"{version}.backup").exists()]
    assert missing == [], "run script/keep-release when a release is made"


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (migrations.RemoveField("thing", "note"), "still uses it"),
        (migrations.DeleteModel("Thing"), "still uses it"),
        (migrations.RenameField("thing", "name", "title"), "still uses it"),
        (migrations.RenameModel("Thing", "Object"), "still uses it"),
        (migrations.AddField("thing", "age", models.IntegerField(default=0)), "rows without it"),
        (migrations.AlterField("thing", "note", models.TextField()), "leaves it empty"),
        (migrations.AlterField("thing", "name", models.CharField(max_length=40)), "longer values"),
        (migrations.AlterField("thing", "name", models.IntegerField()), "another type"),
        (migrations.AlterField("thing", "name", models.CharField(max_length=80, unique=True)), "twice"),
        (
            migrations.AddConstraint(
                "thing", models.CheckConstraint(condition=~models.Q(name=""), name="thing_has_name")
            ),
            "rows that it refuses",
        ),
    ],
    ids=lambda given: given.describe() if isinstance(given, migrations.operations.base.Operation) else "",
)
def test_what_the_release_before_would_not_survive_is_refused(operation: Any, words: str) -> None:
    (told,) = problems(migration(operation), before(), "1.2.0")
    assert words in told
    assert problems(migration(operation, since="1.3.0"), before(), "1.2.0") == [told]  # not yet
    assert problems(migration(operation, since="1.2.0"), before(), "1.2.0") == []  # one release later


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("thing", "age", models.IntegerField(null=True)),
        migrations.AddField("thing", "age", models.IntegerField(db_default=0)),
        migrations.AlterField("thing", "name", models.CharField(max_length=120)),
        migrations.AddIndex("thing", models.Index(fields=["name"], name="thing_by_name")),
        migrations.RunPython(migrations.RunPython.noop),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_it_survives_is_let_through(operation: Any) -> None:
    assert problems(migration(operation), before(), "1.2.0") == []


def test_tables_that_are_new_may_be_as_they_like() -> None:
    new = migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))])
    field = migrations.AddField("other", "age", models.IntegerField(default=0))
    assert problems(migration(new, field), before(), "1.2.0") == []
