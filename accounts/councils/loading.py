"""Loads the portal's templates so that their own text is in the council's words: `{% ours %}` is put round
each piece of text that holds a word of ours. Markup, addresses and what variables hold stay as they are.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.template.base import tag_re
from django.template.loaders.filesystem import Loader as FilesystemLoader

from accounts.access.roles import Role
from accounts.councils.words import TITLES

OUR_WORDS = re.compile(
    r"\b(reviews?|decisions?|records?|child(ren)?\s+in\s+care|the\s+main\s+system|"
    r"the\s+council’s\s+(main\s+)?system|IROs?|QA\s+managers?|"
    + "|".join(f"{role.label}s?".replace(" ", r"\s+") for role in (Role.IRO, *TITLES))
    + r")\b",
    re.IGNORECASE,
)
SPOKEN = frozenset({"aria-label", "data-label", "title", "alt", "placeholder", "content"})
"""Attributes that a person reads or hears; `content` is what a document says it is about."""
LEFT_ALONE = {"ours": "endours", "verbatim": "endverbatim", "comment": "endcomment"}
_NEXT = {
    "text": re.compile(r"<!--|<(?P<tag>script|style)\b|<", re.IGNORECASE),
    "tag": re.compile(r">|(?P<name>[\w-]+)=(?P<quote>[\"'])"),
    "remark": re.compile(r"-->"),
    "raw": re.compile(r"</(script|style)>", re.IGNORECASE),
}


class Loader(FilesystemLoader):
    """Reads a template from the portal's folder."""

    def get_contents(self, origin: Any) -> str:
        source = str(super().get_contents(origin))
        is_page = str(origin.name).endswith(".html")
        return marked(source) if is_page and str(origin.name).startswith(str(settings.BASE_DIR)) else source


def marked(source: str) -> str:
    """The source of a template with `{% ours %}` round its own words."""
    reader, found, until = _Reader(), [], ""
    for piece in tag_re.split(source):
        is_tag = piece.startswith("{%")
        name = piece[2:-2].split()[0] if is_tag and piece[2:-2].split() else ""
        if until:
            until = "" if name == until else until
            found.append(piece)
        elif is_tag or piece.startswith(("{{", "{#")):
            until = LEFT_ALONE.get(name, "")
            found.append(piece)
        else:
            found += [
                f"{{% ours %}}{text}{{% endours %}}" if is_read and OUR_WORDS.search(text) else text
                for text, is_read in reader.read(piece)
            ]
    return "".join(found)


class _Reader:
    """Keeps track of where in the markup it is, from one piece of the source to the next."""

    def __init__(self) -> None:
        self.state, self.after_tag, self.quote, self.is_spoken = "text", "text", "", False

    def read(self, text: str) -> Iterator[tuple[str, bool]]:
        """The pieces of the text, each with whether a person reads it."""
        at = 0
        while at < len(text):
            is_read = self.state == "text" or (self.state == "value" and self.is_spoken)
            pattern = re.compile(re.escape(self.quote)) if self.state == "value" else _NEXT[self.state]
            met = pattern.search(text, at)
            if met is None:
                yield text[at:], is_read
                return
            if met.start() > at:
                yield text[at : met.start()], is_read
            yield met[0], False
            at = met.end()
            self._go_on(met)

    def _go_on(self, met: re.Match[str]) -> None:
        if self.state == "text":
            self.state = "remark" if met[0] == "<!--" else "tag"
            self.after_tag = "raw" if met["tag"] else "text"
        elif self.state == "tag" and met[0] != ">":
            self.state, self.quote = "value", met["quote"]
            self.is_spoken = met["name"].lower() in SPOKEN
        elif self.state == "tag":
            self.state = self.after_tag
        else:
            self.state = "tag" if self.state == "value" else "text"
