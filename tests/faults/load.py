"""People at work: each raises one concern after the other, and sends a form again whose answer never came."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from types import TracebackType
from typing import Any

import requests

from accounts.clock import today

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
Form = dict[str, str | list[str]]
MOST_S = 12
"""A page that depends on something dead answers, or fails, within this time."""


@dataclass
class Told:
    """What one person was told by the portal."""

    accepted: list[str] = field(default_factory=list)
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Answers that no fault excuses: signed out, a form refused, a page that says something else."""


class Person:
    """One signed-in IRO with a browser of their own."""

    def __init__(self, address: str, email: str, password: str, child: str) -> None:
        self.address, self.email, self.password = address, email, password
        self.page = f"{address}/children/{child}/concerns/new/"
        self.told = Told()
        self.session = requests.Session()
        self.session.trust_env = False

    def sign_in(self) -> None:
        page = self.session.get(f"{self.address}/account/sign-in/", timeout=MOST_S)
        typed = hidden(page.text) | {"login": self.email, "password": self.password}
        answer = self.session.post(page.url, data=typed, timeout=MOST_S, allow_redirects=False)
        assert answer.status_code == 302, answer.text

    def raise_concern(self, mark: str, ended: threading.Event) -> None:
        """Until the portal says that it has the concern."""
        form = self._until(lambda: self._form(mark), ended)
        if form is not None and self._until(lambda: self._sent(form), ended):
            self.told.accepted.append(mark)

    def _until(self, attempt: Callable[[], Any], ended: threading.Event) -> Any:
        """Again and again, as people do; None where the time is over."""
        while not ended.is_set():
            if (found := attempt()) is not None:
                return found
            ended.wait(0.1)
        return None

    def _form(self, mark: str) -> Form | None:
        """The page's form, filled in."""
        page = self._ask("GET")
        if page is None or page.status_code >= 500:
            return None
        if page.status_code != 200 or 'name="wanted"' not in page.text:
            self.told.wrong.append(f"{page.status_code} {page.url}")
            return None
        return {**hidden(page.text), **_typed(mark)}

    def _sent(self, form: Form) -> bool | None:
        """True: the portal has it. False: it answered what no fault excuses. None: send it again."""
        answer = self._ask("POST", form)
        if answer is None or answer.status_code >= 500:
            return None
        if not _has_it(answer):
            self.told.wrong.append(f"{answer.status_code} {answer.headers.get('Location', '')}")
        return _has_it(answer)

    def _ask(self, method: str, data: Form | None = None) -> requests.Response | None:
        """None where no answer came."""
        began = time.monotonic()
        try:
            answer = self.session.request(method, self.page, data=data, timeout=60, allow_redirects=False)
        except requests.RequestException as error:
            self.told.failures.append(type(error).__name__)
            return None
        finally:
            self.told.slowest = max(self.told.slowest, time.monotonic() - began)
        if answer.status_code >= 500:
            self.told.failures.append(str(answer.status_code))
        return answer


def _has_it(answer: requests.Response) -> bool:
    """Led to the concern; or to the home page, which says "You sent this form already"."""
    led_to = answer.headers.get("Location", "")
    return answer.status_code == 302 and ("/disputes/" in led_to or led_to == "/")


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form of a page."""
    return {name: unescape(value or "") for name, value in HIDDEN.findall(page)}


def _typed(mark: str) -> Form:
    day = today()
    parts = {
        "raised_on_day": f"{day.day}",
        "raised_on_month": f"{day.month}",
        "raised_on_year": f"{day.year}",
    }
    return {"themes": ["HEALTH"], "text": mark, "wanted": "An answer", "how": "told", **parts}


class Load:
    """All of them at once, from `with` on until its end."""

    def __init__(self, people: list[Person], name: str) -> None:
        self.people, self.name = people, name
        self.ended = threading.Event()
        self.threads = [
            threading.Thread(target=self._work, args=(n,), daemon=True) for n in range(len(people))
        ]
        for person in people:
            person.told = Told()

    def _work(self, number: int) -> None:
        turn = 0
        while not self.ended.is_set():
            turn += 1
            self.people[number].raise_concern(f"{self.name} {number} {turn}", self.ended)

    @property
    def accepted(self) -> list[str]:
        return [mark for person in self.people for mark in person.told.accepted]

    @property
    def failures(self) -> list[str]:
        return [failure for person in self.people for failure in person.told.failures]

    @property
    def wrong(self) -> list[str]:
        return [answer for person in self.people for answer in person.told.wrong]

    @property
    def slowest(self) -> float:
        return max(person.told.slowest for person in self.people)

    def two_more_each(self) -> list[int]:
        """What to wait for: how many each will have had accepted after two more."""
        return [len(person.told.accepted) + 2 for person in self.people]

    def has_reached(self, wanted: list[int]) -> bool:
        return all(len(p.told.accepted) >= n for p, n in zip(self.people, wanted, strict=True))

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join(timeout=40)
