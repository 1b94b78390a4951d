"""A name opens a restricted record to its last day and not a day longer, at every door; nobody who must see
the record is shut out by a date.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.access.viewers import viewer_for
from accounts.lifecycle import NotNow
from accounts.mail.outbox import queue_mail
from accounts.mail.reading import why_not
from accounts.models import AccessGrant, Authority, User
from children.access import those_who_see
from children.models import Child
from children.people.actions import allocate_iro
from children.people.standing_in import ENDS_TOO_SOON, name_stand_in
from children.restriction import actions as restriction
from reporting.access import open_children
from tests import factories as make
from tests.refusing import refused

pytestmark = pytest.mark.django_db
GIVEN = date(2026, 3, 2)
LAST = date(2026, 3, 30)
DAYS = [(LAST - timedelta(days=1), True), (LAST, True), (LAST + timedelta(days=1), False)]


@pytest.fixture(autouse=True)
def _given(on_day: Callable[..., date]) -> None:
    on_day(GIVEN)


def to(last: date = LAST) -> dict[str, date]:
    return {"until": last, "review_on": last}


def doors(browser: Client, child: Child, person: User, day: date) -> dict[str, bool]:
    """Whether each door shows the child, or lets the person through."""

    def shows(address: str, **asked: Any) -> bool:
        return child.surname in browser.get(address, asked).content.decode()

    council, rows = child.authority, reverse("reporting:rows", args=["looked_after_at_end"])
    viewer = viewer_for(person, today=day)
    assert viewer is not None
    mail = queue_mail(to=person, authority=council, subject="x", body="x", about=child)
    return {
        "its page": browser.get(reverse("children:child", args=[child.public_id])).status_code == 200,
        "the list": shows(reverse("children:list"), show="all"),
        "a search": shows(reverse("children:list"), search=child.surname[:5], show="all"),
        "home": browser.get(reverse("children:list"), {"show": "restricted"})
        .context["page_obj"]
        .paginator.count
        == 1,
        "its reviews": browser.get(reverse("reviews:child_reviews", args=[child.public_id])).status_code
        == 200,
        "behind a figure": shows(rows, period="2026"),
        "the file of it": shows(rows, period="2026", csv="1"),
        "in figures": open_children(viewer) is None,
        "a mail": why_not(mail, today=day) == "",
        "who is told": those_who_see([person], child, day) == [person],
    }


def test_every_door_closes_after_the_last_day(
    on_day: Callable[..., date],
    client_for: Callable[..., Client],
    authority: Authority,
    qa_manager: User,
    restricted_child: Child,
) -> None:
    """The QA manager whose name lasts longer sees it all along, and the other one to the last day."""
    named = make.make_user(authority, Role.QA_MANAGER)
    make.make_grant(named, restricted_child, **to())
    make.make_grant(qa_manager, restricted_child)
    for day, is_open in DAYS:
        on_day(day)
        found = doors(client_for(named), restricted_child, named, day)
        assert set(found.values()) == {is_open}, (day, found)
    assert set(doors(client_for(qa_manager), restricted_child, qa_manager, day).values()) == {True}


def sees(child: Child, person: User, day: date) -> bool:
    return those_who_see([person], child, day) == [person]


@pytest.fixture
def over(on_day: Callable[..., date], restricted_child: Child) -> Iterator[Callable[..., AccessGrant]]:
    """`over(person)`: named, and the name has run out by now."""

    def run_out(person: User, **more: Any) -> AccessGrant:
        on_day(GIVEN)
        grant = make.make_grant(person, restricted_child, **to(), **more)
        on_day(LAST + timedelta(days=1))
        return grant

    yield run_out


AFTER = LAST + timedelta(days=1)


def test_no_date_shuts_the_iro_out_until_another_takes_over(
    over: Callable[..., AccessGrant],
    restricted_child: Child,
    iro: User,
    other_iro: User,
    qa_manager: User,
    team_manager: User,
) -> None:
    for person in (iro, team_manager):
        over(person)
    assert sees(restricted_child, iro, AFTER) and not sees(restricted_child, team_manager, AFTER)
    worker = make.worker_of(other_iro, restricted_child.authority)
    allocate_iro(
        child=restricted_child, worker=worker, on=AFTER, end_reason="OTHER", by=qa_manager, today=AFTER
    )
    assert sees(restricted_child, other_iro, AFTER) and not sees(restricted_child, iro, AFTER)


def test_a_qa_manager_s_name_opens_the_record_while_no_other_does(
    over: Callable[..., AccessGrant],
    authority: Authority,
    restricted_child: Child,
    qa_manager: User,
    team_manager: User,
) -> None:
    """A manager's does not, nor that of a QA manager who was taken off."""
    off = make.make_user(authority, Role.QA_MANAGER)
    over(off, revoked_at=make.at(GIVEN, 10))
    for person in (qa_manager, team_manager):
        over(person)
    assert [sees(restricted_child, p, AFTER) for p in (qa_manager, team_manager, off)] == [True, False, False]
    restriction.name_on_record(
        child=restricted_child,
        person=team_manager,
        lasting=make.lasting(AFTER),
        reason="Allocated",
        by=qa_manager,
        today=AFTER,
    )
    assert [sees(restricted_child, p, AFTER) for p in (qa_manager, team_manager)] == [False, True]
    standing = AccessGrant.objects.filter(user=team_manager, revoked_at=None)
    assert standing.get().until == make.lasting(AFTER).until, "the name that ran out has given way"


def test_a_name_on_an_open_record_opens_nothing(child: Child, other_team_manager: User) -> None:
    """As one is given on a request that waited while the restriction ended."""
    make.make_grant(other_team_manager, child)
    assert not sees(child, other_team_manager, GIVEN)


def test_somebody_who_stays_must_be_named(authority: Authority, qa_manager: User, director: User) -> None:
    """A record without an IRO is not left to names that only end."""
    child = make.make_child(authority)
    given = {"child": child, "lasting": make.lasting(GIVEN), "reason": "R", "by": qa_manager, "today": GIVEN}
    with refused(restriction.NAME_KEEPER, "people", kind=NotNow):
        restriction.restrict(people=[director], **given)
    restriction.restrict(people=[director, qa_manager], **given)
    grant = AccessGrant.objects.get(user=qa_manager)
    with refused(restriction.NAME_KEEPER, "people", kind=NotNow):
        restriction.take_off_record(child=child, grant=grant, reason="x", by=qa_manager, today=GIVEN)


def test_who_stands_in_is_named_to_the_last_day_of_it(
    restricted_child: Child, other_iro: User, qa_manager: User
) -> None:
    make.make_grant(other_iro, restricted_child, **to())
    given = {
        "child": restricted_child,
        "worker": make.worker_of(other_iro, restricted_child.authority),
        "started_on": LAST - timedelta(days=5),
        "reason": "LEAVE",
        "note": "",
        "by": qa_manager,
        "today": GIVEN,
    }
    with refused(ENDS_TOO_SOON.format(day="30 March 2026"), "last_day", kind=NotNow):
        name_stand_in(last_day=LAST + timedelta(days=1), **given)
    name_stand_in(last_day=LAST, **given)
