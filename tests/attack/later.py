"""What can happen to a child after a review was completed: every form and button of the portal, timed work
of later days, and what councils bring in by files. In random order, each on top of the others."""

import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any

import time_machine
from celery import current_app
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve, reverse

from accounts.clock import today
from accounts.councils import bank_holidays
from accounts.jobs import queue as jobs
from accounts.lifecycle import NotNow
from accounts.models import BankHoliday, Job
from accounts.models.jobs import JobState
from children.imports import actions as imports
from children.imports.withdrawal import withdraw
from tests import factories as make
from tests.attack.at_once import Act, sent
from tests.attack.forms import Form, forms_on
from tests.attack.full_world import ROWS
from tests.attack.ready import READY, Ready
from tests.attack.ready_states import all_due
from tests.house_rules import matrix_disputes as disputes
from tests.house_rules import matrix_monitoring as monitoring
from tests.house_rules import matrix_reviews as reviews
from tests.house_rules.more_pages import MORE
from tests.house_rules.test_drafts import readers
from tests.house_rules.test_url_matrix import address_of
from tests.house_rules.url_matrix import World
from tests.integration.children import returns
from tests.world import Standing

TRIES = 6
"""So often is a form filled until it is accepted: what chance fills in does not always fit."""
DISCARD = reverse("accounts:discard_draft")
Happens = Callable[[Standing, random.Random], None]


@dataclass(frozen=True)
class Happening:
    """Something that happens, by the name under which it is reported."""

    name: str
    happens: Happens


def everything() -> list[Happening]:
    """All that can happen: pages with forms, buttons, and what comes by itself."""
    pages = [
        _page(name)
        for name, row in sorted(ROWS.items())
        if row.method == "GET" and (row.sees or (row.open_to_all and row.args))
    ]
    otherwise = [_page(name, ready.otherwise) for name, ready in READY.items() if ready.otherwise]
    states = MORE | {"the portal’s questions": (_portals_section, "qa_manager")}
    more = [Happening(name, _forms_at(make_it, partial(str, who))) for name, (make_it, who) in states.items()]
    buttons = [
        _button(name)
        for name, row in sorted(ROWS.items())
        if row.method == "POST" and row.sees and not (row.by_token or row.open_to_all)
    ]
    return [*pages, *otherwise, *more, *buttons, *(Happening(act.__name__, act) for act in BY_ITSELF)]


def _portals_section(w: World) -> str:
    """A section of the record that is not the council's own, as the matrix has it."""
    draft = monitoring.a_record_version(w, w.child("own"))
    return reverse("reviews:edit_record_section", args=[draft["public_id"], "health"])


def _page(name: str, answers: Mapping[str, str] = MappingProxyType({})) -> Happening:
    """A page with its forms; with answers, those whatever chance says."""
    row, ready = ROWS[name], READY.get(name, Ready())

    def address(w: World) -> str:
        return ready.before(w) or address_of(name, row, w, row.variants[0])

    called = f"{name}, otherwise" if answers else name
    return Happening(called, _forms_at(address, lambda: ready.who or next(readers(name), ""), answers))


def _made(address: Callable[[World], str], w: World) -> str:
    """Where something is done, once all stands there that it needs; empty where a state of before is in the
    way."""
    with suppress(Exception), transaction.atomic():
        return address(w)
    return ""


def _forms_at(
    address: Callable[[World], str], who: Callable[[], str], answers: Mapping[str, str] = MappingProxyType({})
) -> Happens:
    def happens(w: Standing, rng: random.Random) -> None:
        path, browser = _made(address, w), w.browser(who()) if who() else Client()
        numbers = list(range(len(_forms(browser, path))))
        rng.shuffle(numbers)
        for number in numbers:
            _send_one(browser, path, number, w, rng, answers)

    return happens


def _forms(browser: Client, path: str) -> list[Form]:
    """Those of a page, without the one that discards what a refused try before left as a draft."""
    found = _forms_on(browser.get(path)) if path else []
    return [form for form in found if form.action != DISCARD]


def _forms_on(answer: HttpResponseBase) -> list[Form]:
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return forms_on(getattr(answer, "content", b"").decode()) if is_page else []


def _send_one(
    browser: Client, path: str, number: int, w: World, rng: random.Random, answers: Mapping[str, str]
) -> None:
    """Fill the form until it is accepted."""
    for _ in range(TRIES):
        forms = _forms(browser, path)
        if number >= len(forms):
            return  # an act before has taken it away
        to = forms[number].action or path
        ready = READY.get(resolve(to.split("?")[0]).view_name, Ready())
        answer = _sent(browser, to, ready.filled(forms[number], w, forms[number].filled(rng)) | dict(answers))
        for more in ready.steps:
            pages = [form for form in _forms_on(answer) if (form.action or path) == to]
            answer = _sent(browser, to, pages[0].as_shown() | more) if pages else answer
        if answer.status_code == 302:
            return


def _sent(browser: Client, to: str, data: dict[str, Any]) -> HttpResponseBase:
    answer = sent(browser, Act("", "", to, data))
    assert answer.status_code < 500, f"{to} answers {answer.status_code}"
    return answer


def _button(name: str) -> Happening:
    row = ROWS[name]

    def happens(w: Standing, rng: random.Random) -> None:
        path = _made(lambda w: address_of(name, row, w, row.variants[0]), w)
        if path:
            _sent(w.browser(next(readers(name), "qa_manager")), path, row.data)

    return Happening(name, happens)


# --- what comes by itself


def _a_return(w: Standing, rng: random.Random) -> dict[str, bytes]:
    """The council's return tells of the child otherwise than the portal does."""
    number, born = w.child("own").number, rng.choice(["15/06/2012", "01/02/2011"])
    over = {"CHILD": number, "DOB": born}
    reviews = [
        returns.review(on=on, code=rng.choice(["PN1", "PN5", "PN7"]), **over)
        for on in rng.sample(["10/04/2025", "09/04/2025", "12/06/2025", "15/10/2025", "16/10/2025"], 3)
    ]
    sex, ended = rng.choice(["1", "2"]), rng.choice(["", "01/12/2025"])
    episode = returns.episode(DECOM="03/03/2025", DEC=ended, REC="E4A" if ended else "", **over)
    return returns.small(
        header=returns.table(returns.HEADER, returns.header(SEX=sex, **over)),
        episodes=returns.table(returns.EPISODES, episode),
        reviews=returns.table(returns.REVIEWS, *reviews),
    )


def a_return_is_brought_in(w: Standing, rng: random.Random) -> None:
    year, by = rng.choice([2025, 2026]), w.person("qa_manager")
    imports.run_return(authority=w.authority, files=_a_return(w, rng), year=year, by=by, today=today())


def a_return_is_withdrawn(w: Standing, rng: random.Random) -> None:
    a_return_is_brought_in(w, rng)
    for year in (2025, 2026):
        with suppress(NotNow):
            withdraw(authority=w.authority, year=year, by=w.person("qa_manager"), today=today())


CHASED = (
    disputes.formal,
    disputes.closed,
    monitoring.due,
    monitoring.update,
    reviews.decision,
    reviews.booked,
)


def to_chase(w: Standing) -> None:
    """Something of each kind that is chased, where what stands already leaves room for it."""
    child = w.child("own")
    for made in CHASED:
        with suppress(Exception), transaction.atomic():
            made(w, child)
    all_due(w)


def days_pass(w: Standing, rng: random.Random) -> None:
    """Something is late of all that is chased, and the work of the timetable is done some days later."""
    all_due(w)
    do_what_is_timed(today() + timedelta(days=rng.choice([1, 3, 10, 45, 400])))


def weeks_pass(w: Standing, rng: random.Random) -> None:
    """All that is chased is there: it is reminded of, its time runs out, and so does that of disputes."""
    to_chase(w)
    begun = today()
    for days in (2, 10, 60):
        do_what_is_timed(begun + timedelta(days=days))


def do_what_is_timed(later: date) -> None:
    current_app.loader.import_default_modules()
    names = sorted({entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()})
    with time_machine.travel(make.at(later, 7), tick=False):
        for name in names:
            current_app.tasks[name].run()
        work_off()


def holidays_are_confirmed(w: Standing, rng: random.Random) -> None:
    """The published list has a bank holiday more than the calendar had."""
    days = dict(BankHoliday.objects.filter(day__year=2025).values_list("day", "name"))
    bank_holidays.confirm({2025: days | {date(2025, 9, rng.choice([11, 12, 16])): "One more"}})


# --- those whom records name are called otherwise


def a_team_is_renamed(w: Standing, rng: random.Random) -> None:
    """The one to which the decisions of the records went."""
    address = reverse("accounts:team", args=[w.team.public_id])
    _sent(w.browser("administrator"), address, {"name": f"Team {rng.random()}", "is_active": "yes"})


def a_person_is_renamed(w: Standing, rng: random.Random) -> None:
    """On the administration site: the IRO who wrote the records."""
    runs_it = make.make_user(is_staff=True, is_superuser=True)
    person, browser = w.person("iro"), Client()
    browser.force_login(runs_it, backend="accounts.sign_in.backend.Backend")
    address = reverse("admin:accounts_user_change", args=[person.pk])
    _sent(browser, address, {"name": f"Person {rng.random()}", "email": person.email})


def a_worker_is_renamed(w: Standing, rng: random.Random) -> None:
    """The worker as whom the IRO stands in the council's files."""
    worker = make.worker_of(w.person("iro"), w.authority)
    address = reverse("children:change_worker", args=[worker.public_id])
    name = f"Worker {rng.random()}"
    _sent(w.browser("administrator"), address, {"name": name, "staff_id": worker.staff_id, "is_iro": "yes"})


def a_word_is_renamed(w: Standing, rng: random.Random) -> None:
    """The council calls itself, a review, a decision and an IRO otherwise."""
    browser, address = w.browser("administrator"), reverse("accounts:words")
    shown = max(forms_on(browser.get(address).content.decode()), key=lambda form: len(form.texts))
    new = {"name": f"Council {rng.random()}", "review_term": f"meeting {rng.randrange(10**6)}"}
    new |= {"iro_term": "Reviewer", "iro_full_term": "Reviewing Person", "decision_term": "recommendation"}
    _sent(browser, address, shown.as_shown() | new)


def a_child_is_renamed(w: Standing, rng: random.Random) -> None:
    """The child has another name, as after an adoption."""
    browser = w.browser("business_support")
    address = reverse("children:correct", args=[w.child("own").public_id])
    shown = max(forms_on(browser.get(address).content.decode()), key=lambda form: len(form.texts))
    new = {"forename": f"Opal {rng.randrange(10**6)}", "surname": "Newname", "reason": "Adopted"}
    _sent(browser, address, shown.as_shown() | new)


RENAMED = (
    *(a_team_is_renamed, a_person_is_renamed, a_worker_is_renamed, a_word_is_renamed),
    a_child_is_renamed,
)
BY_ITSELF = (
    *(holidays_are_confirmed, a_return_is_brought_in, a_return_is_withdrawn, days_pass, weeks_pass),
    *RENAMED,
)


def work_off() -> None:
    """Do the jobs that wait, and those that they make."""
    waiting = Job.objects.filter(state=JobState.QUEUED).exclude(kind="test.work")
    for _ in range(3):
        for pk in waiting.values_list("pk", flat=True):
            jobs.run(pk)


# --- in random order


def life_of(first: str, rng: random.Random, length: int) -> list[Happening]:
    """Something that happens, and what happens after it by chance."""
    found = {it.name: it for it in everything()}
    return [found[first], *rng.sample(list(found.values()), length - 1)]


def happens(it: Happening, w: Standing, rng: random.Random) -> None:
    """Let it happen, with the jobs that it leaves."""
    it.happens(w, rng)
    work_off()
