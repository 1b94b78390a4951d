"""The lists behind a figure: counted, not counted, not known; of one's own children; and no way to ask about
a restricted child.
"""

from calendar import WEDNESDAY
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import TeamLine
from tests import factories as make
from tests.turns import has_days

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(make.at(TODAY), tick=False):
        yield


def listed(client, code, part="numerator", **asked):
    answer = client.get(reverse("reporting:rows", args=[code]), {"period": "2026", "part": part, **asked})
    return answer.status_code, answer.content.decode()


@pytest.fixture
def codes(authority):
    """Three reviews: one child took part, one did not, of one it is not recorded."""
    for name, code in (("Kestrel", "PN1"), ("Linnet", "PN4"), ("Merlin", "")):
        child = make.make_child_in_care(authority, forename=name)
        make.make_review(child, date(2025, 6, 2), participation_code=code)


@pytest.mark.parametrize(
    ("part", "name"), [("numerator", "Kestrel"), ("failed", "Linnet"), ("not_known", "Merlin")]
)
def test_who_counts_who_does_not_and_who_is_not_known(client_for, qa_manager, codes, part, name):
    _, page = listed(client_for(qa_manager), "participation_official", part)
    assert [n for n in ("Kestrel", "Linnet", "Merlin") if n in page] == [name]
    measure = reverse("reporting:measure", args=["participation_official"])
    shown = client_for(qa_manager).get(measure, {"period": "2026"}).content.decode()
    assert f"part={part}" in shown


def test_an_iro_sees_the_figures_and_lists_of_their_own_children(client_for, authority, iro):
    mine = make.make_worker(authority, user=iro, is_iro=True)
    make.make_child_in_care(authority, forename="Kestrel", iro=mine)
    make.make_child_in_care(authority, forename="Linnet", iro=make.make_worker(authority, is_iro=True))
    client = client_for(iro)
    status, page = listed(client, "looked_after_at_end")
    assert status == 200 and "Kestrel" in page and "Linnet" not in page
    shown = client.get(reverse("reporting:measure", args=["looked_after_at_end"]), {"period": "2026"})
    said = shown.content.decode()
    named = client.get(reverse("reporting:measure", args=["looked_after_at_end"]), {"period": "2025-26"})
    assert (
        named.context["key"] == "2026"
        and "Figures of your own children, and" in said
        and "Your children" in said
    )
    assert "This council" not in said, "the figure of some children is not the council’s"


def test_a_manager_opens_the_lists_of_their_teams(client_for, authority):
    team = make.make_team(authority, name="North")
    manager = make.make_user(authority, Role.TEAM_MANAGER)
    TeamLine.objects.create(team=team, user=manager, level=Role.TEAM_MANAGER)
    make.make_child_in_care(authority, forename="Kestrel", team=team)
    make.make_child_in_care(authority, forename="Linnet", team=make.make_team(authority, name="South"))
    status, page = listed(client_for(manager), "looked_after_at_end")
    assert status == 200 and "Kestrel" in page and "Linnet" not in page


@pytest.fixture
def restricted(authority):
    make.make_child_in_care(authority, forename="Kestrel", sex="F")
    return make.make_child_in_care(authority, forename="Linnet", sex="M", is_restricted=True)


def numbers(client, code, **asked):
    """What the figure is made of, as the page of the measure shows it, and how many each list names."""
    page = client.get(reverse("reporting:measure", args=[code]), {"period": "2026", **asked})
    for _, cell in page.context["lists"].rows:
        if cell["href"]:
            yield int(cell["text"]), client.get(cell["href"]).context["total"]


@pytest.mark.parametrize("period", ["2026", "2026-05", "2026-05-11..2026-05-12"])
def test_a_figure_counts_whom_its_list_names(client_for, qa_manager, restricted, period):
    """In a year, a month and two days alike: one more would tell what happened to the child who is closed."""
    for child in (restricted, make.make_child_in_care(restricted.authority)):
        make.make_review(child, date(2026, 5, 11), participation_code="PN1")
    client = client_for(qa_manager)
    for code in ("looked_after_at_end", "reviews_held", "participation_official", "timeliness_snapshot"):
        assert all(number == total for number, total in numbers(client, code, period=period)), code
    shown = numbers(client, "reviews_held", period="2026-05-11..2026-05-12")
    assert list(shown) == [(1, 1)]
    assert listed(client, "reviews_held", period="2026-05-11..2026-05-11")[1].count("Linnet") == 0


def test_no_breakdown_tells_the_sex_of_a_closed_child(client_for, qa_manager, restricted):
    page = client_for(qa_manager).get(
        reverse("reporting:measure", args=["looked_after_at_end"]), {"period": "2026", "by": "sex"}
    )
    assert [(row[0]["text"], row[1]["text"]) for row in page.context["broken"].rows] == [("Female", "1")]
    assert listed(client_for(qa_manager), "placement_mix", by="sex", key="Male")[0] == 404
    assert "Kestrel" in listed(client_for(qa_manager), "placement_mix", by="sex", key="Female")[1]


def test_the_whole_list_does_not_tell_how_many_it_leaves_out(client_for, qa_manager, restricted):
    _, page = listed(client_for(qa_manager), "looked_after_at_end")
    assert "Kestrel" in page and "Linnet" not in page
    assert "1 listed. Records that are restricted and closed to you are neither listed nor counted." in page


def test_parts_open_where_nothing_is_restricted(client_for, qa_manager, authority):
    make.make_child_in_care(authority, forename="Kestrel", sex="F")
    status, page = listed(client_for(qa_manager), "placement_mix", by="sex", key="Female")
    assert status == 200 and "Kestrel" in page


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "iro", "key": "A", "and": "ethnicity", "is": "White"},
        {"by": "month", "key": "2025-06"},
        {"by": "reason", "key": "x"},
        {"by": "sex", "key": "Female", "and": "ethnicity", "is": "White"},
    ],
)
def test_a_combination_that_no_page_offers_has_no_list(client_for, qa_manager, authority, asked):
    make.make_child_in_care(authority)
    assert listed(client_for(qa_manager), "placement_mix", **asked)[0] == 404


@pytest.mark.parametrize(
    "asked",
    [
        {"part": "all"},
        {"by": "sex"},
        {"key": "Female"},
        {"and": "team"},
        {"by": "team", "key": "Noth"},
        {"by": "sex", "key": "F"},
    ],
)
def test_a_list_that_there_is_not_is_not_another_one(client_for, qa_manager, authority, asked):
    make.make_child_in_care(authority, sex="F", team=make.make_team(authority, name="North"))
    assert listed(client_for(qa_manager), "looked_after_at_end", **asked)[0] == 404
    for fine in ({}, {"part": ""}, {"by": "", "key": ""}, {"by": "team", "key": "North"}):
        assert listed(client_for(qa_manager), "looked_after_at_end", **fine)[0] == 200


@has_days(WEDNESDAY)
def test_no_file_of_the_dashboard_is_of_others_than_asked_for(client_for, qa_manager, authority):
    address = reverse("reporting:dashboard")
    for asked in ({"whose": "team-nosuch"}, {"year": "1931"}):
        assert client_for(qa_manager).get(address, {**asked, "csv": "1"}).status_code == 404
    assert client_for(qa_manager).get(address, {"year": "2025-26", "csv": "1"}).status_code == 200


def test_figures_count_the_child_for_who_is_named(client_for, qa_manager, restricted):
    assert list(numbers(client_for(qa_manager), "looked_after_at_end")) == [(1, 1)]
    make.make_grant(qa_manager, restricted)
    assert list(numbers(client_for(qa_manager), "looked_after_at_end")) == [(2, 2)]
