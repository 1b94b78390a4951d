"""Work between reviews in a real browser: a form until it is acknowledged, a check with the social worker's
update, axe, narrow pages."""

from calendar import WEDNESDAY
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.clock import today
from accounts.models import User
from children.models import Child
from reviews.models import MidwayCheck, MonitoringForm, MonitoringIssue, Review
from tests import factories as make
from tests import monitoring_factories as paper
from tests.integration.ui.conftest import Visitor
from tests.turns import has_days, is_todays

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(WEDNESDAY)]


@pytest.fixture
def review(child: Child, team) -> Review:
    return make.make_review(child, today() - timedelta(days=60))


@pytest.fixture
def form(review: Review) -> MonitoringForm:
    return paper.make_form(review, due_on=today())


@pytest.fixture
def check(child: Child, review: Review) -> MidwayCheck:
    return paper.make_check(child, today(), after_review=review)


def choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def answer_all(page: Page, answer: dict[str, str]) -> None:
    """Every question of the page that has no answer yet."""
    page.wait_for_load_state()
    for group in page.locator("fieldset:has(.govuk-radios, .iro-radios)").all():
        if group.locator("input:checked").count():
            continue
        for label in answer.values():
            found = group.get_by_label(label, exact=True)
            if found.count():
                found.check()
                break


@pytest.mark.parametrize("script", [True, False])
def test_a_form_from_the_iro_to_the_manager_and_back(
    form: MonitoringForm, iro: User, team_manager: User, desk: Callable[[User], Visitor], script: bool
) -> None:
    page = desk(iro).open(reverse("reviews:monitoring_forms"), script=script)
    page.get_by_role("link", name=form.child.name).click()
    page.get_by_role("button", name="Complete the form").click()
    choose(page, "Were the social worker’s visits in timescale", "No")
    page.locator("#id_issue_NO_visits").fill("No visit for seven weeks")
    answer_all(page, {"yes_no": "Yes", "grade": "3: good"})
    page.get_by_role("button", name="Complete and send").click()
    expect(page.get_by_text("The form is complete and has been sent")).to_be_visible()
    assert MonitoringForm.objects.get().state == "SENT"

    page = desk(team_manager).open(reverse("reviews:monitoring_forms") + "?show=sent", script=script)
    page.get_by_role("link", name=form.child.name).click()
    page.get_by_role("button", name="Acknowledge and answer").click()
    expect(page.get_by_text("No visit for seven weeks")).to_be_visible()
    choose(page, "Your answer to issue 1", "It will be done")
    day = today() + timedelta(days=14)
    page.get_by_label("When will it be done by?").fill(f"{day:%d/%m/%Y}")
    page.get_by_label("Your comments on issue 1").fill("The new worker visits this week")
    page.get_by_role("button", name="Acknowledge the form").click()
    expect(page.get_by_text("recorded as read, not as agreed")).to_be_visible()
    issue = MonitoringIssue.objects.get()
    assert (MonitoringForm.objects.get().state, issue.state, issue.act_by) == (
        "ACKNOWLEDGED",
        "ANSWERED",
        day,
    )

    page = desk(iro).open(reverse("reviews:monitoring_form", args=[form.public_id]), script=script)
    page.get_by_role("link", name="Close issue 1").click()
    page.get_by_label("Outcome").fill("Visited twice since")
    page.get_by_role("button", name="Close the issue").click()
    expect(page.get_by_text("Visited twice since")).to_be_visible()


def test_a_check_with_the_social_worker_s_update(
    check: MidwayCheck, review: Review, iro: User, social_worker: User, desk: Callable[[User], Visitor]
) -> None:
    decision = make.make_decision(review, iro, due_on=today() + timedelta(days=20))
    page = desk(iro).open(reverse("reviews:midways"))
    page.get_by_role("link", name=check.child.name).click()
    page.get_by_role("button", name="Ask the social worker first").click()
    page.get_by_role("button", name="Ask for the update").click()
    expect(page.get_by_text("Sol Carr has been asked")).to_be_visible()

    page = desk(social_worker).open("/")
    page.get_by_role("link", name="Updates for midway checks").click()
    page.get_by_role("link", name=check.child.name).click()
    page.get_by_label("What has changed since the last review").fill("A new school since Easter")
    choose(page, "Is the health assessment up to date?", "No")
    choose(page, decision.action, "In progress")
    page.get_by_role("button", name="Send the update").click()
    expect(page.get_by_text("Your update has been sent to the IRO")).to_be_visible()

    page = desk(iro).open(reverse("reviews:do_midway", args=[check.public_id]))
    expect(page.get_by_text("A new school since Easter")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollHeight") <= 4 * 640  # a phone's screens
    expect(page.get_by_label("What is the concern?")).to_be_hidden()
    for question, answer in (
        ("Have you read the record", "Yes"),
        ("Did you speak with the social worker?", "Yes"),
        ("Were you in contact with the child?", "Attempted"),
        ("Is there a concern to raise?", "No concern"),
        ("Should the next review be held earlier?", "No"),
    ):
        choose(page, question, answer)
    page.get_by_role("button", name="Complete the check").click()
    expect(page.get_by_text("The midway check is complete")).to_be_visible()
    check.refresh_from_db()
    decision.refresh_from_db()
    assert (check.state, check.data["health"], decision.progress) == ("DONE", "no", "IN_PROGRESS")


LOOKED_AT: list[tuple[str, str, str]] = [
    # who, page, what is sent to it ("": it is only opened)
    ("iro", "monitoring_forms", ""),
    ("iro", "monitoring_form", ""),
    ("iro", "complete_monitoring", ""),
    ("iro", "complete_monitoring", "Complete and send"),
    ("iro", "close_issue", "Close the issue"),
    ("iro", "midways", ""),
    ("iro", "midway", ""),
    ("iro", "do_midway", "Complete the check"),
    ("iro", "ask_midway", ""),
    ("iro", "contact_list", ""),
    ("iro", "child_contact", ""),
    ("iro", "agree_contact", "Save the agreement"),
    ("iro", "plan_contact", "Plan the contact"),
    ("iro", "record_contact", "Record the contact"),
    ("iro", "praise_list", ""),
    ("iro", "new_praise", "Record and send"),
    ("team_manager", "answer_monitoring", ""),
    ("social_worker", "midway_updates", ""),
    ("social_worker", "midway_update", "Send the update"),
    ("qa_manager", "monitoring_versions", ""),
    ("qa_manager", "monitoring_version", ""),
    ("qa_manager", "monitoring_preview", ""),
    ("qa_manager", "add_question", "Save the question"),
    ("qa_manager", "publish_monitoring", ""),
]


LOOKED_AT_IN = 3  # days


def _looks() -> Iterator[Any]:
    """Every page empty and filled. By day only what the walk over the demo's pages does not meet, the pages
    with nothing on them and those with an error, and of these one in three."""
    for filled in (True, False):
        for number, (who, name, button) in enumerate(LOOKED_AT):
            words = [name, "error" if button else "", "filled" if filled else "empty"]
            by_day = filled == bool(button) and is_todays(number, LOOKED_AT_IN)
            marks = [] if by_day else [pytest.mark.nightly]
            yield pytest.param(who, name, button, filled, id=" ".join(filter(None, words)), marks=marks)


@pytest.mark.parametrize(("who", "name", "button", "filled"), list(_looks()))
def test_axe_finds_nothing_and_narrow_pages_fit(
    who: str,
    name: str,
    button: str,
    filled: bool,
    request: pytest.FixtureRequest,
    child: Child,
    desk: Callable[[User], Visitor],
    axe,
) -> None:
    person: User = request.getfixturevalue(who)
    args = _args(request, name, child, filled)
    if args is None:
        pytest.skip("this page needs a row")
    page = desk(person).open(reverse(f"reviews:{name}", args=args))
    if button:
        page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_load_state()
    for wide in (1280, 320):
        page.set_viewport_size({"width": wide, "height": 900})
        if wide == 320:
            assert axe(page) == [], f"{name} at {wide}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{name} is wider than {wide}"
        )


def _args(request: pytest.FixtureRequest, name: str, child: Child, filled: bool) -> list[Any] | None:
    """The object of a page, with or without more rows around it; None where the page has nothing to show
    without one."""
    get = request.getfixturevalue
    iro: User = get("iro")
    if name in {
        "monitoring_forms",
        "midways",
        "contact_list",
        "praise_list",
        "midway_updates",
        "monitoring_versions",
    }:
        if filled:
            _fill_lists(get, child, iro)
        return []
    if name in {"child_contact", "agree_contact", "plan_contact", "record_contact", "new_praise"}:
        return [child.public_id]
    if name in {"monitoring_form", "complete_monitoring", "answer_monitoring", "close_issue"}:
        return [_form_of(get("form"), name, iro, filled).public_id]
    if name in {"midway", "do_midway", "ask_midway", "midway_update"}:
        check = get("check")
        if filled:
            make.make_decision(check.after_review, iro, due_on=today())
        shown = paper.make_update(check, get("social_worker"), iro) if name == "midway_update" else check
        return [shown.public_id]
    version = paper.make_version(child.authority)
    if name in {"add_question", "publish_monitoring"}:
        version = type(version).objects.create(authority=child.authority, number=2)
    return [version.public_id]


def _fill_lists(get: Callable[[str], Any], child: Child, iro: User) -> None:
    """A row in each list."""
    paper.make_issue(get("form"))
    paper.make_praise(child, iro, child.social_worker_allocations.get().team)
    paper.make_update(get("check"), get("social_worker"), iro)


def _form_of(form: MonitoringForm, name: str, iro: User, filled: bool) -> MonitoringForm | MonitoringIssue:
    """A form to complete, a form that was sent, or an issue of one."""
    if name != "complete_monitoring":
        MonitoringForm.objects.filter(pk=form.pk).update(
            state="SENT", completed_by=iro, completed_at=make.now(), answer_due_on=today()
        )
    if not filled and name != "close_issue":
        return form
    paper.make_answer(form, "visits", "NO")
    issue = paper.make_issue(form)
    return issue if name == "close_issue" else form
