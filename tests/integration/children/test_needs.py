"""Disability, language, distance and names of providers: entered on their pages, shown and counted."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from accounts.models import User
from children.care.actions import record_move
from children.models import Child, ChildNeeds, ProviderName
from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from tests import factories as make
from tests.kept import kept

TODAY = date(2026, 3, 30)


@kept
def browser(client_for: Any, business_support: User, on_day: Any) -> Client:
    on_day(TODAY)
    return client_for(business_support)


def day(on: date) -> dict[str, str]:
    return {"starts_on_day": str(on.day), "starts_on_month": str(on.month), "starts_on_year": str(on.year)}


def test_needs_are_recorded_from_a_day_on_and_counted(browser: Client, child: Child) -> None:
    address = reverse("children:needs", args=[child.public_id])
    said = {"is_disabled": "YES", "disabilities": ["HEAR", "AUT"], "language": "Polish"}
    browser.post(address, day(date(2025, 5, 1)) | said | {"needs_interpreter": "yes"})
    page = browser.get(reverse("children:details", args=[child.public_id]))
    assertContains(page, "Yes, hearing, autism or Asperger syndrome")
    assertContains(page, "Polish")
    for code in ("disabled", "interpreters"):
        assert compute(MEASURES[code], Scope(child.authority, collection_year(2026))).numerator == 1
        assert compute(MEASURES[code], Scope(child.authority, collection_year(2025))).not_known == 1


def test_languages_and_ways_of_communicating_are_counted(
    browser: Client, child: Child, other_child: Child
) -> None:
    address = reverse("children:needs", args=[child.public_id])
    said = {
        "is_disabled": "NO",
        "language": "polish",
        "methods": ["SIGNS", "TIME"],
        "communication": "Ask Ann",
    }
    browser.post(address, day(date(2025, 5, 1)) | said)
    browser.post(address, day(TODAY) | said | {"methods": ["TIME", "DEVICE"]})
    needs = reverse("children:needs", args=[other_child.public_id])
    browser.post(needs, day(TODAY) | {"is_disabled": "NO", "language": "English"})
    page = browser.get(reverse("children:details", args=[child.public_id]))
    assertContains(page, "A device that speaks, more time; Ask Ann")
    assertContains(browser.get(address), 'value="DEVICE" checked')
    scope = Scope(child.authority, collection_year(2026))
    assert compute(MEASURES["first_language"], scope) == Result(1, 2, 0)
    assert set(compute_by(MEASURES["first_language"], scope, "language")) == {"Polish", "English"}
    assert compute(MEASURES["communication_help"], scope) == Result(1, 2, 0)
    ways = compute_by(MEASURES["communication_methods"], scope, "method")
    assert {key: way.numerator for key, way in ways.items()} == {"A device that speaks": 1, "More time": 1}
    before = Scope(child.authority, collection_year(2025))  # before anybody's needs were recorded
    assert compute(MEASURES["communication_methods"], before) == Result(None, None, 0)


def test_whether_their_language_is_spoken_where_they_live(
    browser: Client, child: Child, other_child: Child, iro: User, client_for: Any, on_day: Any
) -> None:
    """The child's IRO records it too. After a move it is not known until somebody asks again."""
    address = reverse("children:needs", args=[child.public_id])
    said = {"is_disabled": "NO", "language": "Polish", "speaks_at_home": "no"}
    early = client_for(iro).post(address, day(date(2020, 1, 1)) | said)
    assertContains(early, "The child has lived there since", status_code=422)
    no_language = client_for(iro).post(address, day(TODAY) | said | {"language": ""})
    assertContains(no_language, "Enter the first language", status_code=422)
    assertRedirects(
        client_for(iro).post(address, day(TODAY) | said), reverse("children:details", args=[child.public_id])
    )
    nobody = "Nobody where the child lives speaks Polish."
    pages = ("reviews:book", "reviews:brief")
    for page in pages:
        assertContains(client_for(iro).get(reverse(page, args=[child.public_id])), nobody)
    scope = Scope(child.authority, collection_year(2026))
    assert compute(MEASURES["language_at_home"], scope) == Result(0, 1, 0)
    browser.post(address, day(TODAY) | said | {"speaks_at_home": "yes"})
    assert compute(MEASURES["language_at_home"], scope) == Result(1, 1, 0)
    needs = reverse("children:needs", args=[other_child.public_id])
    browser.post(needs, day(TODAY) | {"is_disabled": "NO", "language": "Dari"})
    assert compute(MEASURES["language_at_home"], scope) == Result(1, 1, 1)
    moved = on_day(TODAY + timedelta(days=1))
    move = {"placement_type": "U4", "provider": "PR1", "why": "CREQB", "by": iro, "today": moved}
    record_move(child=child, on=moved, **move)
    unknown = "It is not known whether anybody where the child lives speaks Polish."
    for page in pages:
        assertContains(client_for(iro).get(reverse(page, args=[child.public_id])), unknown)
    assert compute(MEASURES["language_at_home"], scope) == Result(0, 0, 2)


def test_without_a_disability_no_kind_is_kept(browser: Client, child: Child) -> None:
    address = reverse("children:needs", args=[child.public_id])
    browser.post(address, day(TODAY) | {"is_disabled": "NO", "disabilities": ["HEAR"]})
    assert child.needs.get().disabilities == []
    refused = browser.post(address, day(TODAY))
    assertContains(refused, "Choose whether the child is disabled", status_code=422)


def test_where_the_placement_is(browser: Client, child: Child) -> None:
    address = reverse("children:place", args=[child.public_id])
    browser.post(address, {"miles": "24.5", "is_outside": "yes", "urn": "sc 123456"})
    placement = child.placements.get(ended_on=None)
    assert (str(placement.distance_miles), placement.is_out_of_area, placement.urn) == (
        "24.5",
        True,
        "SC123456",
    )
    assertContains(browser.post(address, {"urn": "12"}), "Enter the Ofsted number", status_code=422)


def test_without_a_placement_there_is_nowhere_to_measure_from(browser: Client, child: Child) -> None:
    child.placements.all().delete()
    answer = browser.post(reverse("children:place", args=[child.public_id]), {"miles": "1"})
    assertContains(answer, "The child has no placement now", status_code=422)


def test_a_placement_of_the_return_is_corrected_there(browser: Client, child: Child) -> None:
    child.placements.update(source=make.make_return_import(child.authority))
    address = reverse("children:place", args=[child.public_id])
    assert browser.post(address, {"miles": "1"}).status_code == 422


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"URN,Name\nSC1234567890,Oak House\n", "No row of the file"),
        (b"Number,Home\n1,2\n", "no columns called URN and Name"),
        (b"\xff\xfe\x00", "encoding is broken"),
        (b"URN,Name\nSC123456," + b"O" * 121, "Names may have 120 characters. Too long: SC123456"),
        (b"URN,Name\nSC123456,O\x00ak\n", "bytes that no text has"),
    ],
)
def test_a_file_that_names_no_provider(browser: Client, content: bytes, says: str) -> None:
    upload = SimpleUploadedFile("list.csv", content, content_type="text/csv")
    assertContains(browser.post(reverse("children:providers"), {"upload": upload}), says, status_code=422)


def test_names_of_providers_by_file_and_by_hand(browser: Client, child: Child) -> None:
    content = b"URN,Provision type,Name\nSC123456,Home,Oak House\n1234567,Agency,Care Ltd\n,,\n"
    address = reverse("children:providers")
    browser.post(address, {"upload": SimpleUploadedFile("list.csv", content, content_type="text/csv")})
    browser.post(address, {"urn": "SC123456", "name": "Oak Lodge"})
    assert dict(ProviderName.objects.values_list("urn", "name")) == {
        "SC123456": "Oak Lodge",
        "1234567": "Care Ltd",
    }
    child.placements.update(urn="SC123456")
    assertContains(browser.get(reverse("children:details", args=[child.public_id])), "Oak Lodge (SC123456)")


def test_what_the_database_refuses(child: Child, iro: User) -> None:
    given = {"child": child, "starts_on": TODAY, "recorded_by": iro, "recorded_at": make.at(TODAY)}
    ChildNeeds.objects.create(**given)
    ProviderName.objects.create(authority=child.authority, urn="SC123456", name="Oak House")
    for name, model, values in (
        ("child_needs_one_per_start", ChildNeeds, given),
        (
            "child_needs_kinds_of_disabled",
            ChildNeeds,
            given | {"starts_on": date(2026, 1, 1), "disabilities": ["LD"]},
        ),
        (
            "provider_name_once",
            ProviderName,
            {"authority": child.authority, "urn": "SC123456", "name": "Elm"},
        ),
        (
            "provider_name_not_empty",
            ProviderName,
            {"authority": child.authority, "urn": "1234567", "name": ""},
        ),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            model.objects.create(**values)


def test_the_placement_is_held_within_the_transaction_of_the_action(browser: Client, child: Child) -> None:
    address = reverse("children:place", args=[child.public_id])
    answer = browser.post(address, {"miles": "24.5", "urn": "SC123456"})
    assert (answer.status_code, child.placements.get(ended_on=None).urn) == (302, "SC123456")
