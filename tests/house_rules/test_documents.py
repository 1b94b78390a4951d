"""The documents tell the truth: their links lead somewhere, the commands they name are there, the definitions are those in use."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from reporting.management.commands.measure_definitions import as_markdown

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("demo/**/*.md")])
NAMES = [str(p.relative_to(ROOT)) for p in DOCUMENTS]


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text()):
        assert "://" in target or (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_commands_that_are_named_are_there(path: Path) -> None:
    text = path.read_text()
    for name in re.findall(r"script/([a-z-]+)", text):
        assert (ROOT / "script" / name).exists(), name
    for name in re.findall(r"script/manage ([a-z_0-9]+)", text):
        assert name in get_commands(), name


def test_every_how_to_can_be_found_from_the_readme() -> None:
    text = (ROOT / "README.md").read_text()
    for path in (ROOT / "docs/how-to").glob("*.md"):
        assert str(path.relative_to(ROOT)) in text, path.name


def test_measures_are_documented_as_they_are() -> None:
    assert (ROOT / "docs/measures.md").read_text().rstrip() == as_markdown().rstrip()
