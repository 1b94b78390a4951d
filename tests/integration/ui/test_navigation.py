"""The menu: at most seven links for everybody, and no page that is open to somebody out of reach."""

from itertools import combinations

import pytest

from accounts.access.roles import Role
from iro_portal.navigation import MENU, MOST_LINKS, links_for, menu_for, section_links
from tests import factories as make

PAGES = [page for group in MENU for page in group.pages]
HAND_PICKED = [tuple(Role), (Role.QA_MANAGER, Role.ADMINISTRATOR), (Role.QA_MANAGER, Role.IRO)]
SETS = [(role,) for role in Role] + list(combinations(Role, 2)) + HAND_PICKED

MENUS = {
    "iro": "Home Children Reviews Decisions Concerns Measures+and+reports",
    "qa_manager": "Home Children Reviews Decisions Concerns Measures+and+reports Administration",
    "team_manager": "Home Children Between+reviews Decisions Concerns Measures+and+reports",
    "head_of_service": "Home Children Between+reviews Decisions Concerns Measures+and+reports",
    "social_worker": "Home Children Between+reviews Decisions",
    "business_support": "Home Children Reviews Caseloads Set+up Imports IROs+and+social+workers",
    "director": "Home Children Between+reviews Decisions Concerns Measures+and+reports",
    "inspector": "Home Children Between+reviews Decisions Measures+and+reports",
    "lead_member": "Home Measures+and+reports",
    "administrator": "Home Set+up Imports People IROs+and+social+workers Roles+to+confirm Settings",
}


@pytest.fixture
def person(authority, viewer_of):
    """`person(roles)`: somebody with these roles, as a Viewer."""

    def make_one(roles):
        user = make.make_user(authority, roles[0])
        for role in roles[1:]:
            make.make_membership(user, authority, role)
        return viewer_of(user)

    return make_one


@pytest.mark.parametrize("name", MENUS)
def test_menu_of_each_role(name, request, viewer_of):
    menu = menu_for(viewer_of(request.getfixturevalue(name)))
    assert [link["text"] for link in links_for(menu, "/")] == [
        t.replace("+", " ") for t in MENUS[name].split()
    ]


def test_at_most_seven_links_and_every_open_page_within_two_steps(person):
    for roles in SETS:
        viewer = person(roles)
        menu = menu_for(viewer)
        assert len(menu) <= MOST_LINKS, roles
        reached = [page for group in menu for page in group.pages]
        assert reached == [p for p in PAGES if p.is_open_to(viewer)], roles
        for group in menu:
            home = links_for([group], "/")[0]["href"]
            beside = section_links(menu, home)
            assert len(beside) == (len(group.pages) if len(group.pages) > 1 else 0), (roles, group.text)


def test_pages_of_a_group_link_to_each_other_and_mark_where_one_is(client_for, qa_manager):
    browser = client_for(qa_manager)
    page = browser.get("/midway/")
    assert [n["text"] for n in page.context["navigation"] if n["current"]] == ["Reviews"]
    here = {link["text"]: link for link in page.context["section_links"]}
    assert list(here) == [
        "Due and in hand",
        "Calendar",
        "Needed before a change",
        "Late, without a reason",
        "How they were prepared",
        "Did not come",
        "Letters and copies",
        "Monitoring forms",
        "Midway checks",
        "Contact",
        "Good practice",
        "Questions",
    ]
    assert [t for t, link in here.items() if link["current"]] == ["Midway checks"]
    for link in here.values():
        assert browser.get(link["href"]).context["section_links"], link["href"]


@pytest.mark.parametrize("path", ["/reviews/week/", "/reviews/week/2026-11-02/", "/reviews/month/2026-11/"])
def test_every_week_and_month_of_the_calendar_has_the_links_of_reviews(client_for, iro, path):
    links = client_for(iro).get(path).context["section_links"]
    assert [link["text"] for link in links if link["current"]] == ["Calendar"]


def test_pages_of_one_child_have_their_own_links_and_no_others(client_for, iro, child):
    page = client_for(iro).get(f"/children/{child.public_id}/")
    assert page.context["section_links"] == []
    assert [n["text"] for n in page.context["navigation"] if n["current"]] == ["Children"]


def test_administration_is_one_link_only_where_there_is_no_room(person):
    alone, both = (
        menu_for(person([Role.ADMINISTRATOR])),
        menu_for(person([Role.ADMINISTRATOR, Role.QA_MANAGER])),
    )
    assert [g.text for g in alone] == [
        "Home",
        "Set up",
        "Imports",
        "People",
        "IROs and social workers",
        "Roles to confirm",
        "Settings",
    ]
    assert [g.text for g in both][-1] == "Administration" and len(both) == MOST_LINKS
    assert [link["text"] for link in section_links(both, "/imports/")] == [
        "Set up",
        "Imports",
        "People",
        "IROs and social workers",
        "Roles to confirm",
        "Settings",
        "Starter pack",
        "Reasons for an earlier review",
        "Questions of the record",
        "Invitations and papers",
        "Restricted records",
        "Keeping records",
        "Log",
        "Who has looked",
    ]
