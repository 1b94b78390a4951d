"""The register of meetings with Cafcass: who writes it, who reads it, and when the next one is to be held."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import AuditEvent
from disputes.models import CafcassMeeting
from tests import factories as make
from tests.kept import kept

MET = date(2026, 3, 2)
LIST, NEW = reverse("disputes:cafcass_meetings"), reverse("disputes:new_cafcass_meeting")


def typed(on: date = MET, **over: str) -> dict[str, str]:
    day = {"met_on_day": str(on.day), "met_on_month": str(on.month), "met_on_year": str(on.year)}
    return {**day, "issues": "Final care plans come late", "protocol": "March 2026", **over}


@kept
def setter(client_for, qa_manager, on_day):
    on_day(MET)
    return client_for(qa_manager)


def test_a_meeting_is_recorded_and_says_when_the_next_is_to_be(setter, qa_manager, on_day, client_for, iro):
    assertContains(setter.get(LIST), "No meeting is recorded.")
    assertRedirects(setter.post(NEW, typed(agreed="A list each month", people="Jo Marsh of Cafcass")), LIST)
    meeting = CafcassMeeting.objects.get()
    assert (meeting.met_on, meeting.protocol, meeting.recorded_by) == (MET, "March 2026", qa_manager)
    assert AuditEvent.objects.get(kind="cafcass_meeting.recorded").target_id == meeting.pk
    page = client_for(iro).get(LIST)
    for words in ("Final care plans come late", "A list each month", "Jo Marsh of Cafcass", "2 June 2026"):
        assertContains(page, words)
    assertNotContains(page, "Overdue")
    assertNotContains(page, NEW)  # an IRO reads it
    on_day(date(2026, 6, 3))
    assertContains(client_for(iro).get(LIST), "Overdue")


def test_the_protocol_of_last_time_is_there_and_a_correction_keeps_its_history(setter):
    setter.post(NEW, typed())
    assertContains(setter.get(NEW), 'value="March 2026"')
    meeting = CafcassMeeting.objects.get()
    address = reverse("disputes:cafcass_meeting", args=[meeting.public_id])
    assertRedirects(setter.post(address, typed(issues="Guardians change often")), LIST)
    meeting.refresh_from_db()
    assert meeting.issues == "Guardians change often"
    assert AuditEvent.objects.filter(kind="cafcass_meeting.corrected").count() == 1


def test_the_day_is_corrected_to_one_without_a_meeting(setter):
    for day in (MET, date(2026, 2, 2)):
        setter.post(NEW, typed(day))
    address = reverse("disputes:cafcass_meeting", args=[CafcassMeeting.objects.get(met_on=MET).public_id])
    taken = setter.post(address, typed(date(2026, 2, 2)))
    assertContains(taken, "A meeting of that day is recorded already", status_code=422)
    assertRedirects(setter.post(address, typed(date(2026, 2, 23))), LIST)
    days = CafcassMeeting.objects.order_by("met_on").values_list("met_on", flat=True)
    assert list(days) == [date(2026, 2, 2), date(2026, 2, 23)]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (typed(date(2026, 3, 3)), "must be today or in the past"),
        (typed(issues=""), "Enter what was talked about"),
        (typed(date(2026, 2, 2)), "A meeting of that day is recorded already"),
    ],
)
def test_what_is_not_possible_is_refused(setter, given, says):
    setter.post(NEW, typed(date(2026, 2, 2)))
    assertContains(setter.post(NEW, given), says, status_code=422)
    assert CafcassMeeting.objects.count() == 1


def test_another_councils_meetings_are_not_there(setter, outsider, client_for):
    setter.post(NEW, typed())
    meeting = CafcassMeeting.objects.get()
    other = client_for(outsider)
    assertNotContains(other.get(LIST), "Final care plans")
    assert other.get(reverse("disputes:cafcass_meeting", args=[meeting.public_id])).status_code == 404


def test_queries_do_not_grow(setter, qa_manager, django_assert_max_num_queries):
    for month in range(1, 13):
        CafcassMeeting.objects.create(
            authority=qa_manager.memberships.get().authority,
            met_on=date(2025, month, 3),
            issues="Delay",
            recorded_by=qa_manager,
            recorded_at=make.now(),
        )
    with django_assert_max_num_queries(10):
        setter.get(LIST)
