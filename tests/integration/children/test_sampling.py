"""A list of records to look at, drawn at random by somebody who sees one record at a time."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from accounts.clock import today
from accounts.models import AccessLog, AuditEvent, OutgoingMail
from children.models import Child
from children.sampling.drawing import AGAIN, NOBODY, PAGE
from reviews.cycle.replay import ensure_replayed
from reviews.models import ReviewCycle
from tests import factories as make
from tests.kept import kept

DRAW = "children:draw"


@kept
def inspector(authority):
    return make.make_user(authority, Role.INSPECTOR)


@pytest.fixture
def browser(client_for, inspector):
    return client_for(inspector)


def drawn(browser, group="all", number="20", reason="Inspection of services"):
    return browser.post(reverse(DRAW), {"group": group, "number": number, "reason": reason}, follow=True)


def numbers_in(browser, page):
    address = page.redirect_chain[-1][0]
    file = b"".join(browser.get(f"{address}file/").streaming_content).decode("utf-8-sig")
    return [row["Number"] for row in csv.DictReader(io.StringIO(file))]


def test_a_list_names_nobody_and_leaves_restricted_records_out(browser, authority, inspector, qa_manager):
    listed = [make.make_child_in_care(authority) for _ in range(3)]
    restricted = make.make_child_in_care(authority)
    Child.objects.filter(pk=restricted.pk).update(is_restricted=True)
    gone = make.make_child(authority)
    ensure_replayed(authority, today())
    page = drawn(browser)
    html = page.content.decode()
    assert all(child.number in html and child.surname not in html for child in listed)
    assert restricted.number not in html and gone.number not in html
    assert sorted(numbers_in(browser, page)) == sorted(child.number for child in listed)
    assert "Inspection of services" in html
    told = {cycle.reason in html for cycle in ReviewCycle.objects.filter(child__in=listed)}
    assert told == {False}  # why a review is due is told once the record is opened
    log = AccessLog.objects.filter(user=inspector, page=PAGE)
    assert {(row.child_id, row.reason) for row in log} == {
        (child.pk, "Inspection of services") for child in listed
    }
    assert AccessLog.objects.filter(user=inspector, page=AGAIN).count() == 2 * len(listed)
    event = AuditEvent.objects.get(kind="records.sampled")
    assert (event.reason, event.details) == (
        "Inspection of services",
        {"count": 3, "of": "Every child in care"},
    )
    assert OutgoingMail.objects.get(to=qa_manager).subject == "A list of records to look at was drawn"


def test_a_list_stays_as_it_was_drawn_but_for_what_was_closed_since(browser, authority):
    children = [make.make_child_in_care(authority) for _ in range(6)]
    page = drawn(browser, number="4")
    first = numbers_in(browser, page)
    assert len(first) == 4 and set(first) <= {child.number for child in children}
    assert numbers_in(browser, page) == first
    Child.objects.filter(number=first[1]).update(is_restricted=True)
    assert numbers_in(browser, page) == [first[0], *first[2:]]
    assert page.redirect_chain[-1][0] in browser.get(reverse(DRAW)).content.decode()


def test_its_reason_stands_on_each_of_its_records_and_is_kept_there(client_for, authority, inspector, on_day):
    """It is typed once; each record still has it, or what was typed in its place, and not for ever."""
    on_day("2026-11-02")
    first, second = (make.make_child_in_care(authority) for _ in range(2))
    drawn(client_for(inspector))
    other = make.make_child_in_care(authority)

    def asked(child):
        record = reverse("children:child", args=[child.public_id])
        return client_for(inspector).get(record).context["form"]["reason"].value()

    assert asked(first) == asked(second) == "Inspection of services" and not asked(other)
    browser = client_for(inspector)
    ask = reverse("children:ask_for_access", args=[first.public_id])
    browser.post(ask, {"reason": asked(first), "next": ""})
    entered = AuditEvent.objects.get(kind="access.entered")
    assert (entered.child_id, entered.reason) == (first.pk, "Inspection of services")
    browser.post(reverse("children:ask_for_access", args=[second.public_id]), {"reason": "", "next": ""})
    assert AuditEvent.objects.filter(kind="access.entered").count() == 1
    on_day("2026-11-29")
    assert asked(second) == "Inspection of services"
    on_day("2026-11-30")
    assert not asked(second)


def test_the_reason_of_a_list_is_offered_to_those_alone_who_saw_it(browser, authority, client_for):
    child = make.make_child_in_care(authority)
    address = drawn(browser).redirect_chain[-1][0]
    other = client_for(make.make_user(authority, Role.DIRECTOR))
    record = reverse("children:child", args=[child.public_id])
    assert not other.get(record).context["form"]["reason"].value()
    other.get(address)
    assert other.get(record).context["form"]["reason"].value() == "Inspection of services"


@pytest.mark.parametrize(
    ("group", "who"),
    [("all", "abcd"), ("new", "a"), ("long", "bd"), ("young", "a"), ("old", "d")],
)
def test_of_whom_it_is_drawn(group, who, client_for, authority, on_day):
    on_day("2026-11-29")
    browser = client_for(make.make_user(authority, Role.INSPECTOR))
    for number, born, since in [
        ("a", date(2023, 1, 1), date(2026, 6, 1)),
        ("b", date(2018, 1, 1), date(2024, 11, 29)),
        ("c", date(2018, 1, 1), date(2024, 11, 30)),
        ("d", date(2010, 11, 29), date(2020, 1, 1)),
        ("adult", date(2008, 11, 29), date(2020, 1, 1)),
    ]:
        make.make_child_in_care(authority, number=number, born_on=born, started_on=since)
    assert sorted(numbers_in(browser, drawn(browser, group))) == list(who)


def test_where_there_is_nobody_it_says_so_and_draws_nothing(browser, authority):
    page = drawn(browser, "young")
    assert page.status_code == 422 and NOBODY in page.content.decode()
    assert not AccessLog.objects.filter(page=PAGE).exists()
    assert not AuditEvent.objects.filter(kind="records.sampled").exists()


@pytest.mark.parametrize("number", ["0", "51", "many", ""])
def test_how_many(number, browser, authority):
    make.make_child_in_care(authority)
    assert drawn(browser, number=number).status_code == 422


@pytest.mark.parametrize("address", [7, 20261129093000000000, 99991231235959999999])
def test_no_list_of_another_moment(address, browser):
    assert browser.get(reverse("children:sample", args=[address])).status_code == 404
