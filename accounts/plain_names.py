"""Names as they are searched: without accents, apostrophes, hyphens and spaces, in small letters, in the
database and in what is typed. "d'arcy", "D’Árcy" and "darcy" are one.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.db import models
from django.db.models import Q

LEFT_OUT = "\\u0300-\\u036f" + "'’‘ʼ`´.‐‑–—" + "\\s-"
"""Inside the brackets of a pattern, in Python as in PostgreSQL: accents that stand alone, and signs."""
SPELT_OUT = {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th"}
LETTERS = {"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ı": "i", "ħ": "h"}
"""Letters that do not come apart into a letter and an accent."""
_LEFT_OUT = re.compile(f"[{LEFT_OUT}]")


def plain_name(text: str) -> str:
    """A typed word as names are searched."""
    text = _LEFT_OUT.sub("", unicodedata.normalize("NFKD", text))
    for letter, spelt in {**SPELT_OUT, **LETTERS}.items():
        text = text.replace(letter, spelt)
    return text.lower()


def _sql() -> str:
    quoted = LEFT_OUT.replace("'", "''")
    text = f"regexp_replace(normalize(%(expressions)s, NFKD), '[{quoted}]', '', 'g')"
    for letter, spelt in SPELT_OUT.items():
        text = f"replace({text}, '{letter}', '{spelt}')"
    return f"lower(translate({text}, '{''.join(LETTERS)}', '{''.join(LETTERS.values())}'))"


class PlainName(models.Transform):
    """The same of a column. Every function in it is immutable, so that an index can be built on it."""

    lookup_name = "plain"
    template = _sql()
    output_field = models.TextField()


models.CharField.register_lookup(PlainName)


def called(typed: str, *names: str, by: Iterable[str] = ()) -> Q:
    """Rows in which each typed word stands in one of the names, or in a column of `by`: lookups of what is
    searched as it is typed, such as `number__icontains`.
    """
    found = Q()
    for word in typed.split():
        one = Q(pk__in=[])
        if plain := plain_name(word):
            one |= Q(*((f"{name}__plain__contains", plain) for name in names), _connector=Q.OR)
        found &= one | Q(*((lookup, word) for lookup in by), _connector=Q.OR)
    return found
