"""The documents tell the truth: their links lead somewhere, the commands they name are there, the definitions
are those in use."""

import ast
import importlib
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from accounts.jobs.queue import HANDLERS, load_handlers
from children.retention.periods import kinds_by
from iro_portal.celery import app as celery
from reporting.management.commands.measure_definitions import as_markdown
from statute.terms import STATUTORY
from tests.house_rules.sources import BESIDE_THE_FLOORS, FLOORS, nodes_of, python_files

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


def test_assessment_of_data_protection_has_the_periods_of_the_product() -> None:
    text = (ROOT / "docs/privacy/dpia.md").read_text()
    for row in kinds_by(STATUTORY):
        assert f"| {' | '.join(row)} |" in text


# --- every path, module and function that is named is there

FILE = re.compile(r"[\w./-]+\.(py|html|mjs|js|csv|yml|toml|md)")
FOLDER = re.compile(r"[\w-]+(/[\w-]+)*/")
DOTTED = re.compile(rf"(settings|{'|'.join((*FLOORS, *BESIDE_THE_FLOORS))})(\.\w+)+")
CALL = re.compile(r"(\w+)\(.*\)")
NOT_THERE = {
    # what a document names -> why it is not in the source
    "utils.py": "a rule forbids it",
    "save()": "a rule forbids logic in it",
    "2026/header.csv": "written by the demo",
    "2026/episodes.csv": "written by the demo",
}


def code_in(text: str) -> set[str]:
    """What stands in backquotes, blocks of code left out."""
    return set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)))


@cache
def is_a_file(name: str) -> bool:
    anywhere = [
        p for top in (*FLOORS, "templates", "frontend/src") for p in (ROOT / top).rglob(Path(name).name)
    ]
    return (ROOT / name).exists() or any(str(p).endswith(f"/{name}") for p in anywhere)


def is_a_name(dotted: str) -> bool:
    """A setting, a task, a kind of job, or a module with what is in it."""
    first, *rest = dotted.split(".")
    if first == "settings":
        return hasattr(settings, rest[0])
    load_handlers()
    celery.autodiscover_tasks(force=True)
    return dotted in celery.tasks or dotted in HANDLERS or _resolves(dotted)


def _resolves(dotted: str) -> bool:
    module, names = dotted, list[str]()
    while module:
        try:
            found: object = importlib.import_module(module)
        except ModuleNotFoundError:
            module, _, last = module.rpartition(".")
            names.insert(0, last)
            continue
        for name in names:
            found = getattr(found, name, None)
        return found is not None
    return False


@cache
def functions() -> set[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {n.name for file in python_files() for n in nodes_of(file) if isinstance(n, kinds)}


def is_there(code: str) -> bool:
    name = code.split("(")[0]
    if FILE.fullmatch(code):
        return is_a_file(code)
    if FOLDER.fullmatch(code) and (ROOT / code.partition("/")[0]).is_dir():
        return (ROOT / code).is_dir() or code.partition("/")[0] in {
            "children",
            "reviews",
            "disputes",
        }  # an address
    if DOTTED.fullmatch(name):
        return is_a_name(name)
    return not CALL.fullmatch(code) or name in functions()


@pytest.mark.parametrize("path", [p for p in DOCUMENTS if p.name != "CHANGELOG.md"], ids=str)
def test_what_a_document_names_is_there(path: Path) -> None:
    assert not [code for code in code_in(path.read_text()) if code not in NOT_THERE and not is_there(code)]
