"""Templates compile, are shallow, and ask the database nothing of their own."""

import re

import pytest
from django.template import engines

from tests.house_rules.sources import templates

EXTENDS = re.compile(r"{%\s*extends\s+[\"']([^\"']+)[\"']")

NAMES = re.compile(r"{%-?\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")


def test_every_template_that_another_one_names_is_there():
    """An include is looked up when the page is drawn: compiling does not find one that is gone."""
    django_s = ("django/", "admin/", "registration/", "formtools/")
    named = {(name, other) for name, text in templates().items() for other in NAMES.findall(text)}
    gone = sorted(f"{n} names {o}" for n, o in named if o not in templates() and not o.startswith(django_s))
    assert not gone, gone


@pytest.mark.parametrize("name", sorted(templates()))
def test_template_compiles(name):
    if name.endswith((".html", ".txt")):
        engines["django"].get_template(name)


def depth(name: str) -> int:
    parent = EXTENDS.search(templates().get(name, ""))
    return 1 + depth(parent[1]) if parent else 0


def test_no_template_stands_on_more_than_two_others():
    assert not {name: depth(name) for name in templates() if depth(name) > 2}


def test_no_template_asks_for_rows():
    """A query starts in a view. `.all`, `.filter` and `.count` on a relation would start one here."""
    asking = re.compile(r"{[{%][^}]*\w+_set\.|{[{%][^}]*\.(all|exists|first|last)\b(?!\w)[^}]*[}%]}")
    wrong = [name for name, text in templates().items() if asking.search(re.sub(r"{#.*?#}", "", text))]
    assert [n for n in wrong if "forloop" not in templates()[n]] == []
