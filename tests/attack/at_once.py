"""Two people at once on one object: what each could do by itself is sent by two connections in the moment in
which the first has acted and has not committed yet.

The states are those of the matrix, of `ready.py` and of `more_pages.py`; the acts are the forms and buttons
of every address that begins with the object's own."""

import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie
from typing import Any

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from accounts.drafts.keys import ONCE
from tests.attack.forms import Form, forms_on
from tests.attack.full_world import ROWS
from tests.attack.ready import READY, Ready
from tests.house_rules.more_pages import MORE
from tests.house_rules.test_drafts import readers
from tests.house_rules.test_url_matrix import address_of
from tests.house_rules.url_matrix import World
from tests.locks import taken_back

Prepare = Callable[[World], str]
OBJECT = re.compile(r".*?/(?:[0-9a-f]{8}-[0-9a-f-]{27}|\d+)/")
NOT_COMPARED = {"accounts_accesslog", "accounts_session", "accounts_sentform", "accounts_draft"}
NOT_COMPARED |= {"accounts_job", "accounts_auditseal", "axes_accesslog"}
BY_CHANCE = ("hash", "token", "secret", "digest", "password", "previous", "led_to", "key_", "message_id")
BY_CHANCE += ("nonce", "hint")
TRIES = 5


@dataclass(frozen=True)
class Act:
    """One form or button, filled so that it does something in the state it was found in."""

    name: str
    who: str
    to: str
    data: dict[str, Any]
    areas: tuple[str, ...] = ()

    def again(self) -> "Act":
        """The same from another window: another sending of the same words."""
        return replace(self, data=self.data | {ONCE: "b" * 22})


def states() -> dict[str, Prepare]:
    """Every state of an object that some test can bring about, by the first page that shows it."""
    found: dict[str, Prepare] = {}
    seen: set[Any] = set()
    for name, row in sorted(ROWS.items()):
        if row.args is None or not ("own" in row.variants or "page" in row.variants):
            continue
        same = row.args.__code__.co_code, row.args.__code__.co_names, row.args.__code__.co_consts
        if same not in seen and not READY.get(name, Ready()).who:
            seen.add(same)
            found[name] = _of_the_matrix(name)
    for name, ready in READY.items():
        if name in ROWS and ready.before is not Ready().before:
            found[f"{name}, ready"] = _made_ready(name, ready)
    return found | {name: prepare for name, (prepare, _) in MORE.items()} | _without_an_object()


def _without_an_object() -> dict[str, Prepare]:
    """Where something begins, or the council is set: what two send there at once may want the same name."""
    found: dict[str, Prepare] = {}
    for name, row in sorted(ROWS.items()):
        closed = row.by_token or row.open_to_all or name.startswith(("account_", "mfa_", "council_sign_in"))
        if row.args is None and not closed and "POST" in resolve(reverse(name)).func.methods:
            found[f"{name}, nothing there"] = _of_itself(name)
    return found


def _of_itself(name: str) -> Prepare:
    def prepare(w: World) -> str:
        return READY.get(name, Ready()).before(w) or reverse(name)

    return prepare


def _of_the_matrix(name: str) -> Prepare:
    def prepare(w: World) -> str:
        return address_of(name, ROWS[name], w, ROWS[name].variants[0])

    return prepare


def _made_ready(name: str, ready: Ready) -> Prepare:
    def prepare(w: World) -> str:
        return ready.before(w) or address_of(name, ROWS[name], w, ROWS[name].variants[0])

    return prepare


def acts_at(address: str, w: World, cookies: dict[str, str]) -> list[Act]:
    """Everything that can be done with the object of this address as it stands; at an address without one,
    what is done there, which two may do at once as well: add the same person, say.
    """
    match = resolve(address.split("?")[0])
    object_ = OBJECT.match(address)
    found: dict[str, Act] = {}
    for name, row in sorted(ROWS.items()):
        with suppress(NoReverseMatch):
            path = reverse(name, kwargs=match.kwargs)
            is_of_it = path.startswith(object_[0]) if object_ else path == address.split("?")[0]
            if is_of_it and not (row.by_token or row.open_to_all):
                for act in _acts_of(name, path, w, cookies):
                    found.setdefault(act.to, act)
    return list(found.values())


def _acts_of(name: str, path: str, w: World, cookies: dict[str, str]) -> Iterator[Act]:
    row = ROWS[name]
    for who in list(readers(name))[:2]:
        browser = browser_of(who, cookies)
        if row.method == "POST":
            act = Act(name, who, path, row.data | {ONCE: "a" * 22})
            if does_something(browser, act):
                yield act
                return
            continue
        with taken_back():
            forms = _forms(browser.get(path))
        made = [act for form in forms if (act := _filled(name, who, path, form, w, browser))]
        yield from made
        if made:
            return


def _forms(answer: HttpResponseBase) -> list[Form]:
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return []
    return [form for form in forms_on(getattr(answer, "content", b"").decode()) if form.acts_once]


def _filled(name: str, who: str, path: str, form: Form, w: World, browser: Client) -> Act | None:
    """The form filled so that it is accepted; None where chance does not find how."""
    rng, to = random.Random(20), form.action or path  # noqa: S311
    ready = READY.get(resolve(to.split("?")[0]).view_name, Ready())
    for _ in range(TRIES):
        act = Act(name, who, to, ready.filled(form, w, form.filled(rng)), tuple(form.areas))
        with taken_back():
            for more in ready.steps:
                pages = [f for f in _forms(sent(browser, act)) if (f.action or path) == to]
                act = replace(act, data=pages[0].as_shown() | more) if pages else act
        if does_something(browser, act):
            return act
    return None


def does_something(browser: Client, act: Act) -> bool:
    with taken_back():
        before = fingerprint()
        answer = sent(browser, act)
        return answer.status_code in (200, 302) and fingerprint() != before


def browser_of(who: str, cookies: dict[str, str]) -> Client:
    client = Client()
    client.cookies = SimpleCookie(cookies[who])
    return client


def sent(browser: Client, act: Act) -> HttpResponseBase:
    data = {name: _rewound(value) for name, value in act.data.items()}
    return browser.post(act.to, data)


def _rewound(value: Any) -> Any:
    """A file of one's own, read from its beginning."""
    if isinstance(value, list):
        return [_rewound(part) for part in value]
    if hasattr(value, "seek"):
        value = copy(value)
        value.seek(0)
    return value


def fingerprint() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a digest of the words, marks and days in them."""
    with connection.cursor() as cursor:
        cursor.execute(_statement())
        return {table: (count, words) for table, count, words in cursor.fetchall()}


_STATEMENT: list[str] = []


def _statement() -> str:
    if not _STATEMENT:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT table_name, array_agg(column_name::text ORDER BY column_name) FILTER (WHERE data_type"
                " IN ('text', 'character varying', 'boolean', 'date')) FROM information_schema.columns"
                " WHERE table_schema = 'public' GROUP BY table_name"
            )
            parts = [_of_table(table, cols or []) for table, cols in cursor if table not in NOT_COMPARED]
        _STATEMENT.append(" UNION ALL ".join(parts))
    return _STATEMENT[0]


def _of_table(table: str, columns: list[str]) -> str:
    kept = [_of_column(c) for c in columns if not any(part in c for part in BY_CHANCE)]
    row = f"md5(ROW({', '.join(kept)})::text)" if kept else "''"
    return (
        f"SELECT '{table}', count(*), coalesce(md5(string_agg({row}, '' ORDER BY {row})), '')"  # noqa: S608
        f' FROM "{table}"'
    )


def _of_column(name: str) -> str:
    """What is compared of a column: of a mail its words, not the address of what was made just now."""
    return f"regexp_replace(\"{name}\", '[0-9a-f-]{{36}}', '', 'g')" if name == "body" else f'"{name}"'


class Sender(threading.Thread):
    """Sends one act over a connection of its own; `waits` stops it before its action is committed."""

    def __init__(self, act: Act, cookies: dict[str, str], *, waits: bool) -> None:
        super().__init__(daemon=True)
        self.act, self.browser, self.waits = act, browser_of(act.who, cookies), waits
        self.holds, self.go, self.pid = threading.Event(), threading.Event(), 0
        self.answer: HttpResponseBase | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            connection.ensure_connection()
            self.pid = connection.connection.info.backend_pid
            if self.waits:
                self._stop_before_commit()
            self.answer = sent(self.browser, self.act)
        except BaseException as error:  # noqa: BLE001
            self.error = error
        finally:
            self.holds.set()
            connection.close()

    def _stop_before_commit(self) -> None:
        commit, acted = connection._commit, list[bool]()

        def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
            if 'INSERT INTO "accounts_auditevent"' in str(sql):
                acted.append(True)
            return execute(sql, params, many, context)

        def stop() -> None:
            if acted and not self.holds.is_set():
                self.holds.set()
                self.go.wait(20)
            commit()

        connection.execute_wrappers.append(note)
        connection._commit = stop


def race(first: Act, second: Act, cookies: dict[str, str]) -> tuple[Sender, Sender]:
    """The second is sent when the first has acted and not committed; it goes on when the first has."""
    one, two = Sender(first, cookies, waits=True), Sender(second, cookies, waits=False)
    one.start()
    one.holds.wait(20)
    two.start()
    _until_it_waits(two)
    one.go.set()
    one.join(20)
    two.join(20)
    return one, two


def _until_it_waits(sender: Sender) -> None:
    """Until it is done, or waits for a lock of the other."""
    for _ in range(600):
        if not sender.is_alive():
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT wait_event_type = 'Lock' OR query LIKE '%%pg_try_advisory%%'"
                " FROM pg_stat_activity WHERE pid = %s",
                [sender.pid],
            )
            found = cursor.fetchone()
        if found and found[0]:
            return
        time.sleep(0.01)
