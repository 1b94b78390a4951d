"""How a forename is shortened: by custom (Liz, Ollie), or by leaving off its end (Chels, Becs, Maddie)."""

import re
from functools import lru_cache

from reviews.letters.guard.given_names import one_name
from reviews.letters.guard.wordlists import NO_SHORT_NAMES, NOT_PEOPLE, ORDINARY, SHORT_FORMS, plain

SHORTEST = 3
"""Letters of a name of which the end is left off."""


def _first(forename: str) -> tuple[str, str]:
    name = plain(forename).lower()
    return name, re.split(r"[ -]", name)[0]


@lru_cache(maxsize=5000)
def forms_of(forename: str) -> frozenset[str]:
    """The forename, its first part, and what it is shortened to by custom."""
    name, first = _first(forename)
    return frozenset({name, first, *SHORT_FORMS.get(first, ())}) - {""}


@lru_cache(maxsize=5000)
def cut_forms(forename: str) -> frozenset[str]:
    """The forename without its end, and so with s or ie: no word of every day, and no name of its own."""
    _, first = _first(forename)
    found: set[str] = set()
    for length in range(SHORTEST, len(first)):
        cut = first[:length]
        found |= {cut, f"{cut}s", f"{cut}ie", f"{cut}{cut[-1]}ie"}
    return frozenset(found - NO_SHORT_NAMES - NOT_PEOPLE)


@lru_cache(maxsize=5000)
def short_forms(forename: str) -> frozenset[str]:
    """Every form that is not the forename itself."""
    name, first = _first(forename)
    return (forms_of(forename) | cut_forms(forename) | one_name(first)) - {name, first}


@lru_cache(maxsize=5000)
def called_so(forename: str) -> frozenset[str]:
    """The forename as custom has it, in full, long and short, and not merely without its end."""
    _, first = _first(forename)
    return forms_of(forename) | one_name(first)


@lru_cache(maxsize=5000)
def beginnings(forename: str) -> frozenset[str]:
    """The forename without its end, though it be a name of its own: Max for Maxwell, Theo for Theodore."""
    _, first = _first(forename)
    return frozenset(first[:length] for length in range(SHORTEST, len(first))) - ORDINARY - NOT_PEOPLE


def capital(name: str) -> str:
    """A name with a capital letter in each part: Mei-Lin."""
    return "-".join(part.capitalize() for part in name.split("-"))
