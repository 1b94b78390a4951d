"""Two who act at once, each of them right by what stood before: nobody comes out as the IRO of a child whose
social worker or manager they are (AP-10), and what is said once of people is not said in two ways.
"""

import threading
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection, transaction

from accounts.access.actions import enter_with_reason
from accounts.access.roles import Role
from accounts.models import AccessGrant, Worker
from accounts.people.code_resets import ask
from accounts.people.lines import link_person, set_line, set_managers
from children.imports.state.settling import settle
from children.merging.actions import merge
from children.models import Child, ReturnImport
from children.people.actions import allocate_iro, allocate_social_worker, link_family
from children.people.standing_in import name_stand_in
from children.workers.actions import change_worker, set_teams
from children.workers.uniting import unite
from statute.refusals import Refused
from tests import factories as make
from tests.turns import comes_every

TODAY = date(2025, 3, 24)
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), comes_every(4)]
Doing = Callable[[], object]
WAITS_FOR_US = (
    "SELECT EXISTS (SELECT FROM pg_stat_activity AS one "
    "WHERE pg_backend_pid() = ANY(pg_blocking_pids(one.pid)))"
)


@pytest.fixture
def acts(on_day) -> dict[str, Doing]:
    """What two people may do about one child. Its IRO has left; `sam`, who signs in, is to be the next one,
    and is also a social worker whom an import named, or the manager of the team.
    """
    on_day(TODAY)
    authority = make.make_authority()
    qa = make.make_user(authority, Role.QA_MANAGER)
    sam = make.make_user(authority, Role.IRO)
    as_iro = make.make_worker(authority, user=sam, is_iro=True, staff_id="I1")
    imported = make.make_worker(authority, staff_id="")
    team, was = make.make_team(authority), make.make_team(authority)
    child = make.make_child_in_care(authority, number="1", started_on=TODAY - timedelta(days=60))
    gone = make.make_child(authority, number="2", born_on=child.born_on, sex=child.sex)
    days = {"started_on": TODAY - timedelta(days=55), "ended_on": TODAY - timedelta(days=40)}
    make.make_social_worker_allocation(gone, imported, team=team, **days)
    last = make.make_worker(authority)
    make.make_social_worker_allocation(child, last, team=was, started_on=TODAY - timedelta(days=30))
    teamless = make.make_worker(authority)
    unknown = make.make_child_in_care(authority, number="3", started_on=TODAY - timedelta(days=60))
    make.make_social_worker_allocation(unknown, teamless, team=None, started_on=TODAY - timedelta(days=30))
    father = make.make_child_in_care(authority, number="4", born_on=date(2008, 5, 1))
    Authenticator.objects.create(user=sam, type="totp", data={"secret": "x"})
    given = {"by": qa, "today": TODAY}

    def again(row: Child | Worker) -> object:
        """As a page reads it for itself."""
        return type(row).objects.get(pk=row.pk)

    def iro_of(whose: Child) -> Doing:
        return lambda: allocate_iro(
            child=again(whose), worker=again(as_iro), on=TODAY, end_reason="LEFT", **given
        )

    def work(worker: Worker | None, to: object) -> Doing:
        return lambda: allocate_social_worker(
            child=again(child), worker=worker and again(worker), team=to, on=TODAY, why="", **given
        )

    return {
        "iro": iro_of(child),
        "iro of the third": iro_of(unknown),
        "stands in": lambda: name_stand_in(
            child=again(child),
            worker=again(as_iro),
            started_on=TODAY + timedelta(days=5),
            last_day=TODAY + timedelta(days=9),
            reason="SICK",
            note="",
            **given,
        ),
        "social worker": work(as_iro, was),
        "other record of theirs": work(imported, was),
        "team": work(None, team),
        "line": lambda: set_line(
            person=sam, authority=authority, level=Role.TEAM_MANAGER, teams=[team, was], **given
        ),
        "line of the other record": lambda: set_line(
            person=sam, authority=authority, level=Role.TEAM_MANAGER, teams=[team], **given
        ),
        "managers": lambda: set_managers(team=was, managers={Role.TEAM_MANAGER: [sam]}, **given),
        "link": lambda: link_person(authority=authority, person=sam, worker=last, **given),
        "one person": lambda: unite(one=again(imported), other=again(as_iro), **given),
        "merge": lambda: merge(kept=again(child), gone=again(gone), reason="The same child", **given),
        "teams": lambda: set_teams(teams={again(teamless): team}, **given),
        "father": lambda: link_family(child=again(unknown), other=again(father), kind="CHILD_OF", by=qa),
        "brother of the father": lambda: link_family(
            child=again(father), other=again(unknown), kind="SIBLING", by=qa
        ),
        "codes": lambda: ask(person=sam, authority=authority, reason="A phone was lost", **given),
        "no IRO any more": lambda: change_worker(
            worker=again(as_iro), name="Sam", staff_id="I1", is_iro=False, team=None, **given
        ),
    }


PAIRS = [
    ("iro", "line"),
    ("iro", "managers"),
    ("father", "brother of the father"),
    ("codes", "codes"),
    ("iro", "no IRO any more"),
    ("stands in", "line"),
    ("stands in", "social worker"),
    ("other record of theirs", "iro", "one person"),
    ("iro", "team", "line of the other record"),
    ("iro", "one person", "merge"),
    ("iro of the third", "line of the other record", "teams"),
    ("stands in", "line of the other record", "merge"),
]
"""Acts that cannot all be: the last two are done at once, the others before them."""
ONE_WAY = [("iro", "link")]
"""The other way round the link leaves the IRO's own entry to nobody."""


@pytest.mark.parametrize(
    "names", [*ONE_WAY, *PAIRS, *((*b, two, one) for *b, one, two in PAIRS)], ids=" and ".join
)
def test_of_two_who_act_at_once_the_second_is_judged_by_what_the_first_left(acts, names):
    *before, one, two = names
    for name in before:
        acts[name]()
    refused, went = [], []

    def second() -> None:
        try:
            acts[two]()
            went.append(two)
        except Refused as why:
            refused.append(str(why))
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        acts[one]()
        thread.start()
        _until_it_waits(thread)
    thread.join(20)
    assert refused and not went, f"{one} and {two} both went through"


def _until_it_waits(thread: threading.Thread) -> None:
    """Until the other connection waits for this one, or is through."""
    until = time.monotonic() + 10
    while thread.is_alive() and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITS_FOR_US)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)


def test_who_opens_a_record_by_a_reason_in_two_windows_at_once_opens_it_once(on_day):
    on_day(TODAY)
    authority = make.make_authority()
    director = make.make_user(authority, Role.DIRECTOR)
    child = make.make_child(authority)
    given = {
        "authority": authority,
        "child_id": child.pk,
        "child_number": child.number,
        "reason": "A complaint",
    }

    def enter() -> None:
        try:
            enter_with_reason(**given, is_restricted=False, by=director, today=TODAY)
        finally:
            connection.close()

    thread = threading.Thread(target=enter)
    with transaction.atomic():
        enter_with_reason(**given, is_restricted=False, by=director, today=TODAY)
        thread.start()
        _until_it_waits(thread)
    thread.join(20)
    assert AccessGrant.objects.get(child_id=child.pk).user == director


def test_an_import_waits_at_its_end_for_whoever_allocates_and_leaves_what_they_did(acts):
    """It waits for nobody while it reads: both are in before it looks again."""
    child = Child.objects.get(number="1")
    record = ReturnImport.objects.create(authority=child.authority, year=0)
    child.social_worker_allocations.update(source=record)
    settled: list[int] = []

    def end_of_import() -> None:
        try:
            child.social_worker_allocations.update(worker=Worker.objects.get(staff_id="I1"))
            settled.append(settle(child.authority, record, today=TODAY))
        finally:
            connection.close()

    thread = threading.Thread(target=end_of_import)
    with transaction.atomic():
        acts["iro"]()
        thread.start()
        _until_it_waits(thread)
        assert thread.is_alive() and not settled
    thread.join(20)
    assert settled == [1]
    assert child.iro_allocations.exists() and not child.social_worker_allocations.exists()
