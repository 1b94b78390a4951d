"""Markup as a list of lines, so that two pieces can be compared without their white space, order of classes
or ids."""

from collections.abc import Callable
from html.parser import HTMLParser

VOID = {"input", "br", "img", "path"}


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.depth = 0
        self.text = ""

    def _say(self) -> None:
        words = " ".join(self.text.split())
        if words:
            self.lines.append(f"{'  ' * self.depth}{words!r}")
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._say()
        parts = []
        for name, value in sorted(attrs):
            if name == "class":
                value = " ".join(sorted((value or "").split()))
            parts.append(name if value is None else f"{name}={value!r}")
        self.lines.append("  " * self.depth + " ".join([f"<{tag}>", *parts]))
        if tag not in VOID:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._say()
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.text += data


def lines(html: str, *changes: Callable[[str], str]) -> list[str]:
    """The tags with their attributes and the words, one a line, indented by depth, after the given
    changes."""
    for change in changes:
        html = change(html)
    parser = _Lines()
    parser.feed(html)
    parser.close()
    parser._say()
    return parser.lines
