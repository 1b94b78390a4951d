"""Pages of one child: overview, details, registers; what they cost, and what is not recorded."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AccessLog
from children.models import (
    AdoptionDecision,
    CareLeaverContact,
    HealthYear,
    MissingEpisode,
    PreviousPermanence,
    ReturnImport,
    ReturnYear,
    UascStatus,
)
from tests import factories as make
from tests.kept import kept

TODAY = date(2026, 3, 30)
PAGES = ("child", "details", "registers", "people")


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


def page_of(child, name: str = "child") -> str:
    return reverse(f"children:{name}", args=[child.public_id])


def text(client, child, name: str = "child", query: str = "") -> str:
    response = client.get(page_of(child, name) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@kept
def returned(authority) -> ReturnImport:
    """An applied return of 2025 to 2026."""
    found = ReturnImport.objects.create(authority=authority, year=2026, state="APPLIED")
    ReturnYear.objects.create(authority=authority, year=2026, last_import=found)
    return found


def test_identity_bar_says_who_and_what_is_so_now(client_for, iro, child):
    page = text(client_for(iro), child)
    for words in (
        "Robin Ashdown",
        "Number 200001",
        "Born 15 June 2012, 13 years",
        "In care since 3 March 2025",
        "Full care order",
        "Foster care",
        "IRO: Iris Reed",
        "Social worker: Sol Carr, North team",
    ):
        assert words in page, words


def test_baby_s_age_is_in_months(client_for, qa_manager, authority):
    baby = make.make_child_in_care(authority, born_on=date(2025, 11, 30), started_on=date(2025, 12, 1))
    assert "Born 30 November 2025, 4 months" in text(client_for(qa_manager), baby)


def test_titles_and_addresses_hold_no_name(client_for, iro, child):
    for name in PAGES:
        response = client_for(iro).get(page_of(child, name))
        title = response.content.decode().split("<title>")[1].split("</title>")[0]
        assert "Ashdown" not in title
        assert "ashdown" not in page_of(child, name).lower()


@pytest.mark.parametrize("name", [*PAGES, "access_log"])
def test_every_page_is_kept_in_the_access_log(client_for, iro, child, name):
    client_for(iro).get(page_of(child, name))
    entry = AccessLog.objects.get()
    assert (entry.user, entry.child_id, entry.allowed) == (iro, child.pk, True)


def test_overview_shows_panels_and_the_timeline_newest_first(client_for, iro, child):
    make.make_cycle(child, date(2025, 3, 3), date(2025, 3, 31))
    make.make_review(child, date(2025, 3, 28))
    page = text(client_for(iro), child)
    assert "Next review" in page
    assert "Open decisions" in page
    order = ["Review held", "Came into care"]
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)


def test_timeline_says_why_a_placement_ended(client_for, iro, child):
    period = child.periods.get()
    child.placements.update(ended_on=date(2025, 9, 1), reason_place_change="CREQB")
    make.make_placement(period, "K2", started_on=date(2025, 9, 1), reason_new="P")
    page = text(client_for(iro), child)
    assert "Moved to: Children’s home" in page
    assert "Carer(s) request placement end due to child&#x27;s behaviour" in page


def test_timeline_is_filtered_by_kind_and_paged(client_for, iro, child):
    for day in range(1, 26):
        MissingEpisode.objects.create(
            child=child, kind="M", started_on=date(2026, 1, day), ended_on=date(2026, 1, day)
        )
    client = client_for(iro)
    assert "Missing (25)" in text(client, child)
    missing = client.get(page_of(child) + "?kind=missing").context["page_obj"]
    assert missing.paginator.count == 25
    assert len(missing.object_list) == 20
    assert client.get(page_of(child) + "?kind=nonsense").context["page_obj"].paginator.count == 30


def test_missing_episode_without_a_return_says_so(client_for, iro, child):
    MissingEpisode.objects.create(child=child, kind="M", started_on=date(2026, 1, 5))
    assert "Return not recorded" in text(client_for(iro), child)


def test_child_no_longer_looked_after_is_shown_so(client_for, qa_manager, authority):
    left = make.make_child(authority)
    make.make_period(left, date(2024, 1, 8), ended_on=date(2025, 1, 8))
    page = text(client_for(qa_manager), left)
    assert "Not in care now" in page
    assert "Ceased to be looked after" in page


# --- details


def test_details_say_where_each_fact_came_from(client_for, qa_manager, child, returned):
    type(child).objects.filter(pk=child.pk).update(source=returned)
    child.periods.update(source=returned)
    page = text(client_for(qa_manager), child, "details")
    assert "return 2025 to 2026" in page
    assert "entered by hand" in page
    assert "corrected in the source system" in page
    assert "Record a move" not in page


def test_details_offer_changes_where_nothing_was_imported(client_for, qa_manager, iro, child):
    assert "Record a move" in text(client_for(qa_manager), child, "details")
    assert "Record a move" not in text(client_for(iro), child, "details")


def test_unknown_distance_and_area_are_neither_zero_nor_no(client_for, iro, child):
    page = text(client_for(iro), child, "details")
    assert "in or out of area: not recorded" in page
    assert "0 miles" not in page


def test_distance_and_out_of_area_where_known(client_for, iro, child):
    child.placements.update(distance_miles="23.4", is_out_of_area=True)
    page = text(client_for(iro), child, "details")
    assert "23.4 miles" in page
    assert "out of area" in page


def test_facts_that_are_missing_say_not_recorded(client_for, qa_manager, authority):
    bare = make.make_child(authority, forename="", surname="", sex="", ethnicity="")
    page = text(client_for(qa_manager), bare, "details")
    assert page.count("not recorded") >= 5
    assert "No time in care is recorded." in page


# --- registers


def test_registers_tell_not_recorded_from_no(client_for, iro, child, returned):
    HealthYear.objects.create(child=child, year=2026, teeth_check=False, sdq_score=0, source=returned)
    page = client_for(iro).get(page_of(child, "registers"))
    health = next(t for t in page.context["tables"] if t.caption == "Health")
    row = dict(zip([h["text"] for h in health.headings], health.rows[0], strict=True))
    assert row["SDQ score"] == "0"
    assert row["Teeth checked"] == "no"
    assert row["Immunisations up to date"] == "not recorded"


def test_no_score_shows_its_reason(client_for, iro, child, returned):
    HealthYear.objects.create(child=child, year=2026, sdq_reason="SDQ2", source=returned)
    assert "Carer(s) refused" in text(client_for(iro), child, "registers")


def test_every_register_has_its_rows(client_for, iro, child, returned):
    MissingEpisode.objects.create(
        child=child, kind="M", started_on=date(2026, 1, 5), ended_on=date(2026, 1, 8)
    )
    AdoptionDecision.objects.create(
        child=child, decided_on=date(2025, 6, 2), reversed_on=date(2025, 9, 1), reason_reversed="RD3"
    )
    CareLeaverContact.objects.create(
        child=child, year=2026, in_touch="REFU", activity="F2", accommodation="B1"
    )
    UascStatus.objects.create(child=child)
    PreviousPermanence.objects.create(child=child, code="P2", ended="zz/06/2019")
    page = text(client_for(iro), child, "registers")
    for words in (
        "3 days",
        "Prospective adopters could not be found",
        "Young person refuses contact",
        "Unaccompanied asylum-seeking child",
        "Special guardianship order",
        "ended zz/06/2019",
    ):
        assert words in page, words


def test_without_a_return_nothing_is_known(client_for, iro, child):
    page = text(client_for(iro), child, "registers")
    assert "No return has been imported, so what is not recorded here is not known." in page


def test_years_that_are_in_are_named_as_stretches(client_for, iro, child, returned, authority):
    for year in (2022, 2023, 2025):
        ReturnYear.objects.create(authority=authority, year=year, last_import=returned)
    page = text(client_for(iro), child, "registers")
    assert "from 1 April 2021 to 31 March 2023, from 1 April 2024 to 31 March 2026." in page


def test_a_year_that_is_not_over_is_known_to_the_day_the_feed_told(
    client_for, iro, child, returned, authority
):
    """Else no visit after that day would read as if nobody had come."""
    ReturnYear.objects.create(authority=authority, year=2027, last_import=returned)
    type(authority).objects.filter(pk=authority.pk).update(known_until=date(2026, 4, 9))
    page = text(client_for(iro), child, "registers")
    assert "to 9 April 2026. What happened outside these days is not known." in page


# --- what it costs


@kept
def long_history(child, iro, returned) -> None:
    period = child.periods.get()
    child.placements.update(ended_on=date(2025, 4, 1))
    child.social_worker_allocations.update(ended_on=date(2025, 4, 1))
    for month in range(4, 12):
        dates = {"started_on": date(2025, month, 1), "ended_on": date(2025, month + 1, 1)}
        make.make_placement(period, "U6", source=returned, **dates)
        make.make_social_worker_allocation(child, make.make_worker(child.authority), None, **dates)
        MissingEpisode.objects.create(child=child, kind="M", started_on=date(2025, month, 2), source=returned)
        make.make_decision(make.make_review(child, date(2025, month, 3)), iro)
    for year in range(2020, 2027):
        HealthYear.objects.create(child=child, year=year, source=returned)


COSTS = {"child": 32, "details": 16, "registers": 18, "people": 31}


@pytest.mark.parametrize("name", COSTS)
def test_pages_cost_a_fixed_number_of_queries(client_for, iro, child, name, django_assert_num_queries):
    client = client_for(iro)
    client.get(page_of(child, name))
    with django_assert_num_queries(COSTS[name]):
        client.get(page_of(child, name))


@pytest.mark.parametrize("name", COSTS)
def test_a_long_history_costs_no_more(client_for, iro, child, long_history, name, django_assert_num_queries):
    client = client_for(iro)
    client.get(page_of(child, name))
    with django_assert_num_queries(COSTS[name]):
        client.get(page_of(child, name))
