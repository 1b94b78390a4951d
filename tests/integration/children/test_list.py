"""The list of children: who is in it for whom, filters, search, order, paging, and the home cards that open
it."""

from calendar import WEDNESDAY
from datetime import date

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from children.child.current_facts import with_present
from children.child.home import cards
from children.child.lists import children_for, ordered
from children.models import Child
from tests import factories as make
from tests.turns import comes_every, has_days

TODAY = date(2026, 3, 30)
LIST = "/children/"


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


def names(response) -> list[str]:
    return [child.surname for child, *_ in response.context["rows"]]


@pytest.fixture
def found(client_for, qa_manager):
    """`found("show=all")`: the surnames on the QA manager's list under this address, in its order."""
    browser = client_for(qa_manager)
    return lambda query="": names(browser.get(f"{LIST}?{query}"))


def test_everybody_sees_their_own_children_alone(
    client_for,
    child,
    other_child,
    restricted_child,
    foreign_child,
    iro,
    other_iro,
    social_worker,
    team_manager,
    service_manager,
    qa_manager,
    business_support,
    outsider,
    director,
):
    seen = {
        iro: ["Ashdown"],
        other_iro: ["Birchley"],
        social_worker: ["Ashdown"],
        team_manager: ["Ashdown"],
        service_manager: ["Ashdown", "Birchley"],
        qa_manager: ["Ashdown", "Birchley"],
        business_support: ["Ashdown", "Birchley"],
        outsider: ["Dunlin"],
        director: [],
    }
    for person, expected in seen.items():
        assert names(client_for(person).get(LIST)) == expected, person


@pytest.mark.parametrize("query", ["show=restricted", "show=all", "sort=-number"])
def test_no_filter_brings_a_restricted_child_in(found, child, restricted_child, query):
    assert "Cedarwood" not in found(query)


@pytest.mark.parametrize("words", ["200003", "Cedarwood"])
def test_no_search_brings_a_restricted_child_in(client_for, qa_manager, child, restricted_child, words):
    sent = client_for(qa_manager).post(LIST, {"search": words, "show": "all"}, follow=True)
    assert names(sent) == []


def test_person_named_on_a_restricted_child_finds_it(client_for, qa_manager, child, restricted_child):
    make.make_grant(qa_manager, restricted_child)
    assert names(client_for(qa_manager).get(f"{LIST}?show=restricted")) == ["Cedarwood"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ashd", ["Ashdown"]),
        ("ROBIN ashd", ["Ashdown"]),
        ("ashdown robin", ["Ashdown"]),
        ("200002", ["Birchley"]),
        ("0000", ["Ashdown", "Birchley"]),
        ("ashdown birchley", []),
        ("%", []),
        ("_", []),
        ("'; drop table", []),
    ],
)
def test_search_takes_every_word_of_name_or_number(
    client_for, qa_manager, child, other_child, words, expected
):
    assert names(client_for(qa_manager).post(LIST, {"search": words}, follow=True)) == expected


def test_ceased_and_everybody(found, authority, child):
    ended = make.make_child(authority, surname="Elmore")
    make.make_period(ended, date(2024, 1, 8), ended_on=date(2025, 1, 8))
    assert found() == ["Ashdown"]
    assert found("show=ceased") == ["Elmore"]
    assert found("show=all") == ["Ashdown", "Elmore"]


def test_overdue_are_those_whose_running_turn_has_passed(found, child, other_child):
    make.make_cycle(child, date(2025, 9, 1), date(2026, 3, 29))
    make.make_cycle(other_child, date(2025, 9, 1), TODAY)
    assert found("show=overdue") == ["Ashdown"]


def test_no_iro_and_named_too_late(found, authority, child):
    make.make_child_in_care(authority, surname="Fresh", started_on=date(2026, 3, 24))
    make.make_child_in_care(authority, surname="Old", started_on=date(2026, 3, 10))
    assert found("show=no_iro") == ["Fresh", "Old"]
    assert found("show=iro_late") == ["Old"]
    assert found("show=new") == ["Fresh", "Old"]


def test_iro_team_legal_status_placement_and_age(found, authority, child, other_child, team, other_iro):
    iro_id = make.worker_of(other_iro, authority).public_id
    make.make_child_in_care(
        authority, surname="Small", born_on=date(2025, 12, 1), legal_status="C1", placement_type="K2"
    )
    assert found(f"iro={iro_id}") == ["Birchley"]
    assert found(f"team={team.public_id}") == ["Ashdown"]
    assert found("legal=C1") == ["Small"]
    assert found("placement=residential") == ["Small"]
    assert found("age=0") == ["Small"]
    assert found("age=10-15") == ["Ashdown", "Birchley"]
    assert found("age=10-15&placement=residential") == []


@pytest.mark.parametrize(
    ("born_on", "today", "band"),
    [
        (date(2016, 3, 30), date(2026, 3, 30), "10-15"),
        (date(2016, 3, 31), date(2026, 3, 30), "5-9"),
        (date(2016, 2, 29), date(2026, 2, 28), "5-9"),
        (date(2016, 2, 29), date(2026, 3, 1), "10-15"),
        (date(2018, 2, 28), date(2028, 2, 29), "10-15"),
    ],
)
def test_age_turns_on_the_birthday(authority, qa_manager, viewer_of, born_on, today, band):
    make.make_child_in_care(authority, born_on=born_on)
    viewer = viewer_of(qa_manager)
    assert [b for b in ("5-9", "10-15") if children_for(viewer, {"age": b}, today)] == [band]


pytestmark = comes_every(4)


def test_past_placements_and_iros_do_not_match(found, child, other_iro, authority):
    child.placements.update(ended_on=date(2026, 1, 5))
    make.make_placement(child.periods.get(), "K2", started_on=date(2026, 1, 5))
    assert found("placement=foster") == []
    assert found("placement=residential") == ["Ashdown"]


def test_order_is_the_address_s_and_what_is_not_known_comes_last(found, authority, child, other_child):
    make.make_cycle(child, date(2025, 9, 1), date(2026, 6, 1))
    make.make_cycle(other_child, date(2025, 9, 1), date(2026, 5, 1))
    make.make_child_in_care(authority, surname="Unknown", number="100000", born_on=date(2020, 1, 1))
    assert found("sort=due") == ["Birchley", "Ashdown", "Unknown"]
    assert found("sort=-due") == ["Ashdown", "Birchley", "Unknown"]
    assert found("sort=-name") == ["Unknown", "Birchley", "Ashdown"]
    assert found("sort=number")[0] == "Unknown"
    assert found("sort=age")[0] == "Unknown"
    assert found("sort=-age")[-1] == "Unknown"


@pytest.mark.parametrize(
    "query", ["show=nonsense", "iro=x", "age=200", "sort=password", "page=999", "page=-1", "legal=ZZ"]
)
def test_what_is_not_understood_is_left_out(found, child, query):
    assert found(query) == ["Ashdown"]


def test_each_filter_in_force_is_a_tag_that_can_be_taken_off(client_for, qa_manager, child):
    sent = {"show": "all", "search": "ash", "sort": "due"}
    response = client_for(qa_manager).post(LIST, sent, follow=True)
    key = response.wsgi_request.GET["search"]
    tags = {t["text"]: t["href"] for t in response.context["selected"]}
    assert tags == {
        "“ash”": f"{LIST}?show=all&sort=due",
        "Everybody, now or before": f"{LIST}?sort=due&search={key}",
    }


def test_heading_turns_the_order_round(client_for, qa_manager, child):
    headings = {h["text"]: h for h in client_for(qa_manager).get(f"{LIST}?sort=due").context["headings"]}
    assert headings["Next review due"]["sorted"] == "ascending"
    assert headings["Next review due"]["href"] == f"{LIST}?sort=-due"
    assert headings["Child"]["href"] == f"{LIST}?sort=name"


def test_list_shows_what_is_so_now(client_for, qa_manager, child):
    make.make_cycle(child, date(2025, 9, 1), date(2026, 3, 1))
    page = client_for(qa_manager).get(LIST).content.decode()
    for words in (
        "Full care order",
        "Foster care",
        "1 March 2026",
        "Overdue",
        "Iris Reed",
        "Sol Carr",
        "North team",
    ):
        assert words in page
    assert "No IRO</strong>" not in page


def test_missing_facts_say_so(client_for, qa_manager, authority):
    bare = make.make_child(authority, forename="", surname="", number="300001")
    make.make_period(bare)
    page = client_for(qa_manager).get(LIST).content.decode()
    for words in ("Child 300001", "not recorded", "No IRO", "social worker not recorded"):
        assert words in page


def test_empty_list_says_why(client_for, iro, director):
    assert "allocated to you or your teams" in client_for(iro).get(LIST).content.decode()
    assert "No record is open to you now" in client_for(director).get(LIST).content.decode()
    assert (
        "fits these filters" in client_for(iro).post(LIST, {"search": "nobody"}, follow=True).content.decode()
    )


@pytest.mark.parametrize("count", [1, 30])
def test_list_costs_the_same_however_many_children(
    client_for, qa_manager, authority, iro, team, social_worker, count, django_assert_num_queries
):
    for _ in range(count):
        child = make.make_child_in_care(authority, iro=iro, social_worker=social_worker, team=team)
        make.make_cycle(child, date(2025, 9, 1), date(2026, 6, 1))
    browser = client_for(qa_manager)
    browser.get(LIST)
    with django_assert_num_queries(9):
        response = browser.get(LIST)
    assert len(response.context["rows"]) == min(count, 25)


def test_pages_neither_repeat_nor_lose_a_child(client_for, qa_manager, authority):
    for _ in range(30):
        make.make_child_in_care(authority, surname="Same", forename="Same")
    browser = client_for(qa_manager)
    seen = [c.pk for n in (1, 2) for c, *_ in browser.get(f"{LIST}?page={n}&sort=age").context["rows"]]
    assert len(seen) == len(set(seen)) == 30


# --- the cards of the home page


@pytest.mark.parametrize(
    "who", ["qa_manager", "business_support", "iro", "social_worker", "team_manager", "service_manager"]
)
def test_each_card_counts_the_list_it_opens(
    request, who, client_for, viewer_of, child, other_child, restricted_child, authority
):
    make.make_child_in_care(authority, started_on=date(2026, 3, 10))
    person = request.getfixturevalue(who)
    parts = cards(viewer_of(person), TODAY)
    assert parts
    for card in parts:
        response = client_for(person).get(card["href"])
        assert response.context["page_obj"].paginator.count == card["figure"], card["label"]


@pytest.mark.parametrize("who", ["director", "inspector", "lead_member", "administrator"])
def test_no_cards_for_those_who_see_no_list(request, who, viewer_of, child):
    assert cards(viewer_of(request.getfixturevalue(who)), TODAY) == []


def test_late_iro_is_an_alert_and_a_new_child_is_not(viewer_of, qa_manager, authority):
    make.make_child_in_care(authority, started_on=date(2026, 3, 24))
    by_label = {c["label"]: c for c in cards(viewer_of(qa_manager), TODAY)}
    assert by_label["Children without an IRO"]["figure"] == 1
    assert not by_label["No IRO recorded in time"]["alert"]


@has_days(WEDNESDAY)
def test_home_page_opens_for_everybody(request, client_for, child):
    for role in Role:
        person = make.make_user(child.authority, role)
        assert client_for(person).get(reverse("home")).status_code == 200, role


def test_order_is_full_for_every_sort(viewer_of, qa_manager, child):
    for sort in ("name", "number", "age", "since", "due", "-due", "nonsense"):
        found = ordered(with_present(Child.objects.all()), sort)
        assert str(found.query).rstrip().endswith('"children_child"."id" ASC'), sort


# --- one record by its number


def test_own_record_opens_by_its_number(client_for, iro, child):
    response = client_for(iro).post("/children/open/", {"number": " 200001 "})
    assert response.headers["Location"] == reverse("children:child", args=[child.public_id])


def test_restricted_and_by_reason_lead_to_the_question(client_for, iro, director, child, restricted_child):
    for person, number in ((iro, "200003"), (director, "200001")):
        response = client_for(person).post("/children/open/", {"number": number}, follow=True)
        assert response.status_code == 403
        assert b"Reason" in response.content


@pytest.mark.parametrize("number", ["200002", "900001", "999999"])
def test_what_is_not_one_s_own_does_not_exist(client_for, iro, child, other_child, foreign_child, number):
    response = client_for(iro).post("/children/open/", {"number": number})
    assert response.status_code == 422
    assert b"There is no record with this number" in response.content


def test_who_turned_18_since_the_return_is_marked_and_the_numbers_explain_each_other(
    client_for, qa_manager, authority
):
    authority.known_until = date(2025, 3, 31)
    authority.save(update_fields=["known_until"])
    make.make_child_in_care(authority, surname="Grown", born_on=date(2007, 7, 2), started_on=date(2020, 1, 6))
    make.make_child_in_care(authority, surname="Breaks", started_on=date(2025, 1, 6), legal_status="V4")
    make.make_child_in_care(authority, surname="Young", started_on=date(2025, 1, 6))
    browser = client_for(qa_manager)
    page = browser.get(LIST)
    assert page.context["not_counted"] == {"adults": 1, "breaks": 1}
    said = " ".join(page.content.decode().split())
    assert "Was 18 on 2 July 2025; the return says nothing since 31 March 2025" in said
    assert "1 of these who has turned 18</a> and 1 in short breaks, counted separately" in said
    assert names(browser.get(f"{LIST}?show=turned_18")) == ["Grown"]
    assert "of whom 1 turned 18 without an end of care on record" in " ".join(
        browser.get("/start/").content.decode().split()
    )


def test_a_child_who_may_have_left_is_neither_looked_after_nor_gone(client_for, qa_manager, authority):
    lost = make.make_child_in_care(authority, surname="Lost", started_on=date(2025, 1, 6))
    make.make_child_in_care(authority, surname="Young", started_on=date(2025, 1, 6))
    lost.periods.update(not_known_from=date(2025, 3, 1))
    browser = client_for(qa_manager)
    page = browser.get(LIST)
    said = " ".join(page.content.decode().split())
    assert "1 of them</a> it is not known whether they are looked after: no figure counts them" in said
    assert "No episode was taken from a later return: not known from 1 March 2025 on" in said
    lost.legal_statuses.update(ended_on=date(2025, 3, 1))
    said = " ".join(browser.get(LIST).content.decode().split())
    assert "which no return has: not known from 1 March 2025 on" in said
    shows = ("not_known", "no_iro", "iro_late", "ceased")
    shown = {show: names(browser.get(f"{LIST}?show={show}")) for show in shows}
    assert shown == {"not_known": ["Lost"], "no_iro": ["Young"], "iro_late": ["Young"], "ceased": []}
    details = browser.get(reverse("children:details", args=[lost.public_id])).context["tables"]
    assert [row[1] for table in details for row in table.rows] == ["not known", "1 March 2025", "not known"]
    assert "Not known whether still in care" in browser.get(f"/children/{lost.public_id}/").content.decode()
    assert (
        "not known from 1 March 2025 on"
        in browser.get(f"/children/{lost.public_id}/details/").content.decode()
    )


def test_words_in_the_address_itself_are_not_searched_and_the_page_says_so(client_for, qa_manager, child):
    page = client_for(qa_manager).get(LIST, {"search": "ashdown"}).content.decode()
    assert "Your search has expired, so the whole list is shown." in page
