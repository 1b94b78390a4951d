"""A person at a browser who changes some answers of a form as it stands on the page, and sends it."""

from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


class PostForms(HTMLParser):
    """The answers that each form to send holds when the page opens."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.inside, self.select, self.area = False, "", ""
        self.choices: dict[str, list[str]] = {}
        """Radio buttons by question, those that are not chosen too."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("method", "").lower() == "post"
            self.forms += [{}] if self.inside else []
        if not self.inside:
            return
        if tag == "input":
            self._input(given)
        elif tag == "select":
            self.select = given.get("name", "")
        elif tag == "option" and "selected" in given:
            self._keep(self.select, given.get("value", ""))
        elif tag == "textarea":
            self.area = given.get("name", "")
            self._keep(self.area, "")

    def _input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind == "radio":
            self.choices.setdefault(given.get("name", ""), []).append(given.get("value", ""))
        if kind in ("radio", "checkbox") and "checked" not in given or kind in ("submit", "file"):
            return
        self._keep(given.get("name", ""), given.get("value", "on" if kind == "checkbox" else ""))

    def _keep(self, name: str, value: str) -> None:
        if name:
            self.forms[-1].setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self.inside and self.area:
            self.forms[-1][self.area][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""


class Words(HTMLParser):
    """What a person reads of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.silent = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def words_of(html: str) -> str:
    """The text of a page, in one line."""
    reader = Words()
    reader.feed(html)
    return " ".join(unescape(" ".join(reader.found)).split())


@dataclass
class Browser:
    """One person's browser."""

    client: Client
    said: list[str] = field(default_factory=list)

    def read(self, address: str, **query: Any) -> str:
        """What stands on a page."""
        response = self.client.get(address, query)
        assert response.status_code == 200, (address, response.status_code)
        return words_of(response.content.decode())

    def send(self, address: str, *, answers_all: bool = False, confirms: str = "", **changed: Any) -> str:
        """Open the page, change some answers of its form, and send it. Returns the page that it led to.

        `answers_all`: the first answer of each question that has none. `confirms`: the page first shows what
        changes, with these words, and is sent again as it then stands.
        """
        opened = self.client.get(address)
        assert opened.status_code == 200, (address, opened.status_code)
        reader = PostForms()
        reader.feed(opened.content.decode())
        known = set(changed)
        form = max(reader.forms, key=lambda form: (len(known & set(form)), len(form)))
        first = {name: values[0] for name, values in reader.choices.items()} if answers_all else {}
        answers: dict[str, Any] = first | form
        answers |= changed
        answered = self.client.post(address, answers)
        if confirms and answered.status_code == 200:
            shown = answered.content.decode()
            assert confirms in words_of(shown), words_of(shown)[:2000]
            again = PostForms()
            again.feed(shown)
            answered = self.client.post(address, max(again.forms, key=len))
        assert answered.status_code == 302, (address, words_of(answered.content.decode())[:3000])
        return str(answered.headers["Location"])


def day(on: Any, name: str) -> dict[str, str]:
    """The three boxes of a date."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file chosen from the disk."""
    return SimpleUploadedFile(name, content, content_type="text/csv")
