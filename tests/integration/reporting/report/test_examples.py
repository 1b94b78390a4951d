"""Case examples noted in the course of the year, priorities with a theme and an aim, and patterns."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.access.roles import Role
from reporting.figures import Figures
from reporting.models import CaseExample, Priority, Voice
from reporting.report import writing_actions
from reporting.report.recorded_sections import tables
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
WHEN = {"happened_on_day": "3", "happened_on_month": "9", "happened_on_year": "2025"}


@pytest.fixture
def council(db):
    return make.make_authority()


@pytest.fixture
def manager(council):
    return make.make_user(council, Role.QA_MANAGER)


@pytest.fixture(autouse=True)
def on_a_day():
    with time_machine.travel(make.at(TODAY), tick=False):
        yield


def test_an_iro_notes_an_example_and_the_report_takes_it_over(council, manager, client_for):
    """P-65, P-125, D-36."""
    iro = make.make_user(council, Role.IRO)
    noted = {"about": "Permanence", "text": "After the challenge a date was set within a week.", **WHEN}
    assert client_for(iro).post(reverse("reporting:add_example"), noted).status_code == 302
    example = CaseExample.objects.get(authority=council)
    assert noted["text"] in client_for(iro).get(reverse("reporting:examples")).content.decode()
    another = make.make_user(council, Role.IRO)
    assert noted["text"] not in client_for(another).get(reverse("reporting:examples")).content.decode()
    report = writing_actions.begin(authority=council, year=2026, by=manager)
    client, voices = client_for(manager), reverse("reporting:voices", args=[report.public_id])
    assert "Use it in this report" in client.get(voices).content.decode()
    add = reverse("reporting:add_voice", args=[report.public_id]) + f"?example={example.public_id}"
    assert noted["text"] in client.get(add).content.decode()
    given = {
        "kind": "example",
        "section": "impact",
        "text": noted["text"],
        "consent_by": "the young person",
        "consent_on": "1/5/2026",
    }
    assert client.post(add, given).status_code == 302
    assert Voice.objects.get(report=report).text == noted["text"]
    example.refresh_from_db()
    assert example.taken_at is not None
    assert "Use it in this report" not in client.get(voices).content.decode()
    client.post(reverse("reporting:remove_example", args=[example.public_id]))
    assert not CaseExample.objects.exists() and Voice.objects.exists()


def test_an_example_begins_from_a_dispute_that_changed_something(council, client_for):
    """P-65: its themes, its day and what changed; nobody is offered what they may not open."""
    iro = make.make_user(council, Role.IRO)
    child = make.make_child_in_care(council, iro=iro)
    concern = make.make_dispute(child, iro, date(2026, 2, 2))
    closed = {"state": "CLOSED", "closed_on": date(2026, 3, 3), "closed_by": iro, "ending": "RESOLVED"}
    told = {"effect": "CHANGED", "effect_text": "A date for the move was set."}
    type(concern).objects.filter(pk=concern.pk).update(**closed, **told)
    page = client_for(iro).get(reverse("reporting:examples")).content.decode()
    begin = f"{reverse('reporting:add_example')}?concern={concern.public_id}"
    assert begin in page and "3 March 2026" in page
    form = client_for(iro).get(begin).content.decode()
    assert "A date for the move was set." in form
    another = client_for(make.make_user(council, Role.IRO))
    assert begin not in another.get(reverse("reporting:examples")).content.decode()
    assert another.get(begin).status_code in (403, 404)


def test_an_example_that_names_a_child_is_refused_with_the_name(council, client_for):
    child = make.make_child_in_care(council, forename="Wilhelmina", surname="Oakenshaw")
    iro = make.make_user(council, Role.IRO)
    noted = {"about": "School", "text": f"{child.forename} {child.surname} went back to school.", **WHEN}
    answer = client_for(iro).post(reverse("reporting:add_example"), noted)
    assert answer.status_code == 422 and "Oakenshaw" in answer.content.decode()
    assert not CaseExample.objects.exists()


@pytest.mark.parametrize(
    ("name", "over"),
    [("case_example_says_something", {"text": ""}), ("case_example_has_a_theme", {"about": ""})],
)
def test_the_database_refuses(council, manager, name, over):
    facts = {"about": "Health", "text": "x", "happened_on": TODAY, "noted_at": make.now()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CaseExample.objects.create(authority=council, noted_by=manager, **facts | over)


def test_a_priority_says_its_theme_what_for_and_what_its_measure_is_to_reach(council, manager, client_for):
    """P-145, D-64."""
    report = writing_actions.begin(authority=council, year=2026, by=manager)
    asked = {
        "year": "2027",
        "title": "Reviews in time",
        "action": "Book earlier.",
        "theme": "Timeliness",
        "outcome": "children know when we meet",
        "measure": "timeliness_reviews_held",
        "aim": "95%",
    }
    add = reverse("reporting:add_priority", args=[report.public_id])
    assert client_for(manager).post(add, asked).status_code == 302
    assert Priority.objects.get().aim == "95%"
    (table,) = tables(report, Figures(council, 2026, as_at=TODAY), "priorities")
    assert table.headings[0] == "Theme"
    assert table.rows[0][:3] == [
        "Timeliness",
        "Reviews in time",
        "Book earlier. So that: children know when we meet",
    ]
    assert table.rows[0][-1] == "Reviews held that were in time: 95%"


def test_a_new_report_begins_with_the_standing_words_of_the_last_one(council, manager):
    """P-147: the legal context is written once, and changed where the law did."""
    last = writing_actions.begin(authority=council, year=2025, by=manager)
    last.sections.filter(key="legal").update(narrative="Section 25A to 25C of the Children Act 1989.")
    last.sections.filter(key="conclusion").update(narrative="A good year.")
    new = writing_actions.begin(authority=council, year=2026, by=manager)
    words = dict(new.sections.values_list("key", "narrative"))
    assert words["legal"].startswith("Section 25A") and words["conclusion"] == ""


def test_patterns_raised_with_senior_managers_are_printed(council, manager):
    """P-70."""
    iro = make.make_user(council, Role.IRO)
    dispute = make.make_dispute(make.make_child_in_care(council), iro, date(2025, 6, 2))
    owner = make.make_user(council, Role.HEAD_OF_SERVICE)
    make.make_pattern([dispute], owner=owner, by=manager, on=date(2025, 10, 1), title="Plans late in court")
    report = writing_actions.begin(authority=council, year=2026, by=manager)
    (table,) = tables(report, Figures(council, 2026, as_at=TODAY), "improvement")
    assert table.rows == [["Plans late in court", "1 October 2025", "not answered yet", "open"]]
