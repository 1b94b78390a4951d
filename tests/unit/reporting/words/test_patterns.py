"""Patterns of the checks are compiled when a report is checked, not when its module is imported."""

import re
import subprocess
import sys

import pytest

from reporting.proof.pattern import Pattern

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
