"""The forms of a page as a browser has them, and how one is filled at random."""

import random
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from accounts.drafts.keys import KEEP, ONCE

DATES = [("20", "4", "2026"), ("13", "4", "2026"), ("4", "5", "2026"), ("20", "3", "2026")]


FITTING = {
    "dfe_code": ["310"],
    "ons_code": ["E09000015"],
    "full_time": ["0.6"],
    "other_duties": ["0.2"],
    "months": ["3"],
    "_wd": ["10"],
    "days": ["5"],
    "percent": ["90"],
    "number": ["200002", "200003", "200009"],
    "rows": ["name,email,role\nAnn Other,ann@council.example,IRO"],
    "domains": ["council.example"],
    "groups": ["Young: 0-9\nOlder: 10-17"],
    "preferred": ["placement = home"],
    "issuer": ["https://login.council.example"],
    "colour": ["#005a70"],
    "clearance": ["Monitoring officer | A. Patel | 3 June 2026"],
}
"""What is typed where part of a name says what fits."""
ANYTHING = ["As agreed with everybody", "Health", "3", "10"]


@dataclass
class Form:
    """A form as the browser has it: what is typed by itself, and what there is to choose from."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    boxes: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    shown: dict[str, list[str]] = field(default_factory=dict)
    """What the page has filled in already."""
    areas: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    is_posted: bool = False

    @property
    def acts_once(self) -> bool:
        """Whether it marks its sending, as every form that creates something does."""
        return ONCE in self.values

    def filled(self, rng: random.Random) -> dict[str, Any]:
        """The form filled somehow: one of each choice, some of the boxes, words and dates."""
        sent: dict[str, Any] = {name: list(values) for name, values in self.values.items()}
        sent |= {name: rng.choice(options) for name, options in self.choices.items()}
        sent |= {name: [v for v in values if rng.random() < 0.8] for name, values in self.boxes.items()}
        dates: dict[str, tuple[str, str, str]] = {}
        for name in self.texts:
            sent[name] = self._typed(name, dates, rng)
        if self.buttons:
            name, value = rng.choice(self.buttons)
            sent |= {name: value} if name else {}
        return sent

    def as_shown(self) -> dict[str, Any]:
        """The form as the page shows it, sent with nothing changed."""
        return {name: list(values) for name, values in {**self.shown, **self.values}.items()}

    def _typed(self, name: str, dates: dict[str, tuple[str, str, str]], rng: random.Random) -> str:
        stem, _, part = name.rpartition("_")
        if part in ("day", "month", "year"):
            on = dates.setdefault(stem, rng.choice(DATES))
            return on[("day", "month", "year").index(part)]
        if "email" in name:
            return f"somebody{rng.randrange(10**6)}@council.example"
        if name in ("at", "time") or name.endswith(("_at", "_time")):
            return rng.choice(["10:00", "2:30pm"])
        if name == "on" or name.endswith(("_on", "_from", "_until", "since", "until", "_before", "-dated")):
            return "/".join(rng.choice(DATES))
        fitting = next((words for part, words in FITTING.items() if part in name), ANYTHING)
        return rng.choice(fitting)


class Forms(HTMLParser):
    """The forms of a page that are posted."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.form: Form | None = None
        self.select = ""
        self.area = ""
        self.templates = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.templates += tag == "template"
        if self.templates:
            return  # rows that only the script shows
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(given.get("action", ""), is_posted=given.get("method", "").lower() == "post")
        if self.form is None:
            return
        if tag in ("select", "option"):
            self._choice(self.form, tag, given)
        elif tag == "button" and given.get("type") != "button" and not given.get("name"):
            self.form.buttons.append(("", ""))
        elif given.get("name"):
            self._field(self.form, tag, given, given.get("value", ""))

    def _choice(self, form: Form, tag: str, given: dict[str, str]) -> None:
        if tag == "select":
            self.select = given.get("name", "")
        elif self.select and given.get("value"):
            form.choices.setdefault(self.select, []).append(given["value"])
            if "selected" in given:
                form.shown[self.select] = [given["value"]]

    def _field(self, form: Form, tag: str, given: dict[str, str], value: str) -> None:
        name = given["name"]
        kind = given.get("type", "text")
        if tag == "input" and (kind not in ("radio", "checkbox", "file", "submit") or "checked" in given):
            form.shown.setdefault(name, []).append(value)
        if tag == "textarea":
            self.area = name
            form.texts.append(name)
            form.areas.append(name)
        elif tag == "button" and name != KEEP:
            form.buttons.append((name, value))
        elif tag == "input":
            self._input(form, kind, name, value)

    def _input(self, form: Form, kind: str, name: str, value: str) -> None:
        if kind == "hidden":
            form.values.setdefault(name, []).append(value)
        elif kind == "radio":
            form.choices.setdefault(name, []).append(value)
        elif kind == "checkbox":
            form.boxes.setdefault(name, []).append(value)
        elif kind not in ("file", "submit"):
            form.texts.append(name)

    def handle_data(self, data: str) -> None:
        if self.area and self.form is not None:
            self.form.shown[self.area] = [data.removeprefix("\r\n").removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        self.templates -= tag == "template"
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            self.area = ""
        if tag == "form" and self.form is not None:
            if self.form.is_posted:
                self.found.append(self.form)
            self.form = None


def forms_on(html: str) -> list[Form]:
    """The forms of a page that are posted, but for the one in the header that signs out."""
    parser = Forms()
    parser.feed(html)
    return [form for form in parser.found if "/sign-out/" not in form.action]
