"""The register of the IRO service: dated entries, and what is refused."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.models import Authority, User
from reporting.models import ServiceEntry
from reporting.periods import collection_year
from reporting.service.actions import entries_in
from tests.kept import kept

TODAY = date(2026, 3, 30)


@kept
def qa(client_for: Any, qa_manager: User, on_day: Any) -> Client:
    on_day(TODAY)
    return client_for(qa_manager)


def entry(name: str, starts: str = "2025", ends: str = "") -> dict[str, str]:
    given = {"name": name, "starts_on_day": "1", "starts_on_month": "4", "starts_on_year": starts}
    return given | {"ends_on_day": "1", "ends_on_month": "5", "ends_on_year": ends} if ends else given


def test_an_entry_is_printed_in_the_years_in_which_it_was_there(qa: Client, authority: Authority) -> None:
    add = reverse("reporting:add_service_entry", args=["panel"])
    assert qa.post(add, entry("Care panel")).status_code == 302
    found = ServiceEntry.objects.get()
    change = reverse("reporting:change_service_entry", args=[found.public_id])
    assert qa.post(change, entry("Care panel", ends="2025")).status_code == 302
    assert [e.name for e in entries_in(authority, collection_year(2026), "panel")] == ["Care panel"]
    assert entries_in(authority, collection_year(2027), "panel") == []
    assertContains(qa.get(reverse("reporting:service")), "Care panel")


def test_what_is_refused_in_words(qa: Client) -> None:
    add = reverse("reporting:add_service_entry", args=["panel"])
    qa.post(add, entry("Care panel"))
    assertContains(qa.post(add, entry("care PANEL")), "in the list already", status_code=422)
    assertContains(qa.post(add, entry("Other", "2026", "2025")), "must end after", status_code=422)
    assert qa.get(reverse("reporting:add_service_entry", args=["circus"])).status_code == 404


def test_what_the_database_refuses(authority: Authority, qa_manager: User) -> None:
    given = {"authority": authority, "kind": "panel", "name": "Panel", "created_by": qa_manager}
    ServiceEntry.objects.create(starts_on=TODAY, **given)
    with pytest.raises(IntegrityError, match="service_entry_once"), transaction.atomic():
        ServiceEntry.objects.create(starts_on=TODAY, **given)
    with pytest.raises(IntegrityError, match="service_entry_ends_later"), transaction.atomic():
        ServiceEntry.objects.create(starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 1), **given)
