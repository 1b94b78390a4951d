"""Patterns of the checks are compiled when a report is checked, not when its module is imported."""

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

import reporting.proof
from reporting.proof.borne_out.scales import Step
from reporting.proof.pattern import Pattern

MANY = 300
COUNTED = """
import re, sys
compile_one = re.compile
def told(pattern, flags=0):
    name = sys._getframe(1).f_globals["__name__"]
    if name.startswith("reporting.proof"):
        print(name)
    return compile_one(pattern, flags)
re.compile = told
import reporting.proof.checks
"""


def test_the_checks_compile_nothing_when_they_are_imported() -> None:
    done = subprocess.run([sys.executable, "-c", COUNTED], capture_output=True, text=True, check=True)
    assert done.stdout == ""


def test_a_pattern_finds_what_its_expression_finds() -> None:
    pattern = Pattern(r"(\d) (\w+)", re.IGNORECASE)
    assert [found[2] for found in pattern.finditer("1 Child, 2 CHILDREN")] == ["Child", "CHILDREN"]
    assert pattern.findall("1 child") == [("1", "child")]
    assert pattern.search("a 1 child", 3) is None
    assert pattern.sub("none", "1 child") == "none"
    found = pattern.search("1 child")
    assert found and pattern.made(found) and not Pattern(r"\d").made(found)


def test_a_pattern_that_is_no_expression_says_so_when_it_is_used() -> None:
    with pytest.raises(re.error):
        Pattern("(").search("")


def patterns_in(value: object) -> Iterator[Pattern]:
    """The patterns that a name of a module stands for: one, or several in a table."""
    if isinstance(value, Pattern):
        yield value
    elif isinstance(value, list | tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from patterns_in(one)
    elif isinstance(value, Step):
        yield value.pattern


def test_every_pattern_of_the_checks_can_be_compiled() -> None:
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(reporting.proof.__path__, "reporting.proof.")
    ]
    patterns = [one for module in modules for value in vars(module).values() for one in patterns_in(value)]
    assert len(patterns) > MANY
    for one in patterns:
        assert one.compiled.pattern == one.pattern
