"""Pages of the work between reviews: what each shows to whom, what it refuses, and what it costs in
queries."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AccessLog, OutgoingMail, Team, User
from children.models import Child
from reviews.models import (
    Contact,
    ContactPlan,
    MidwayCheck,
    MidwayUpdate,
    MonitoringForm,
    MonitoringQuestion,
    MonitoringVersion,
    Review,
)
from reviews.monitoring import home as between_home
from reviews.monitoring import version_actions
from reviews.monitoring.panels import between_reviews, timeline
from reviews.record import concern_prefill as concern_words
from tests import factories as make
from tests import monitoring_factories as paper
from tests.kept import kept
from tests.turns import comes_every

pytestmark = comes_every(4)

HELD, TODAY, MIDDLE = date(2026, 1, 12), date(2026, 3, 30), date(2026, 4, 13)
WAYS = ("up", "down")


@pytest.fixture(autouse=True)
def today(on_day: Callable[..., date]) -> date:
    return on_day(TODAY)


@kept
def review(child: Child) -> Review:
    return make.make_review(child, HELD)


@kept
def form(review: Review) -> MonitoringForm:
    return paper.make_form(review, due_on=date(2026, 4, 2))


@kept
def sent(form: MonitoringForm, iro: User, team: Team) -> MonitoringForm:
    form.state, form.completed_by, form.team = "SENT", iro, team
    form.completed_at, form.answer_due_on = make.at(TODAY), date(2026, 4, 8)
    form.save()
    return form


@kept
def check(child: Child, review: Review) -> MidwayCheck:
    return paper.make_check(child, MIDDLE, after_review=review)


def answers(form: MonitoringForm, **over: Any) -> dict[str, Any]:
    """A good answer to every question."""
    given: dict[str, Any] = {}
    for q in form.version.questions.all():
        if q.kind == "YES_NO":
            given[f"q_{q.key}"] = "YES"
        elif q.kind == "GRADE":
            given[f"q_{q.key}"] = "3"
    return given | over


# --- the monitoring form


def test_the_iro_completes_and_raises_an_issue_under_the_answer(
    form: MonitoringForm, iro: User, team: Team, client_for
) -> None:
    browser = client_for(iro)
    address = reverse("reviews:complete_monitoring", args=[form.public_id])
    assertContains(browser.get(address), "Were the social worker’s visits in timescale")
    posted = answers(
        form,
        q_visits="NO",
        issue_NO_visits="No visit for seven weeks",
        issue_NO_pep="Not sent: the answer is yes",
        more="The school was not told",
        q_last_visit_day="2",
        q_last_visit_month="2",
        q_last_visit_year="2026",
        q_notes="For supervision",
    )
    assert browser.post(address, posted).status_code == 302
    form.refresh_from_db()
    assert form.state == "SENT"
    assert list(form.issues.values_list("question__key", "text")) == [
        ("visits", "No visit for seven weeks"),
        (None, "The school was not told"),
    ]
    assert form.answers.get(question__key="last_visit").on == date(2026, 2, 2)
    assert not form.answers.filter(question__key="pathway_plan").exists()  # not asked of a child of this age


def test_an_unanswered_question_says_what_to_do(form: MonitoringForm, iro: User, client_for) -> None:
    posted = answers(form)
    del posted["q_visits"]
    wrong = client_for(iro).post(
        reverse("reviews:complete_monitoring", args=[form.public_id]), posted | {"more": "Kept"}
    )
    assertContains(
        wrong,
        "Answer “Were the social worker’s visits in timescale since the last review?”",
        status_code=422,
    )
    assertContains(wrong, "Kept", status_code=422)
    assert MonitoringForm.objects.get().state == "DUE"


def test_a_form_is_completed_once(sent: MonitoringForm, iro: User, client_for) -> None:
    address = reverse("reviews:complete_monitoring", args=[sent.public_id])
    again = client_for(iro).post(address, answers(sent))
    assertContains(again, "This is not possible now", status_code=422)


def test_the_manager_acknowledges_and_answers(sent: MonitoringForm, team_manager: User, client_for) -> None:
    first, second = paper.make_issue(sent), paper.make_issue(sent, text="Nobody told the school")
    browser = client_for(team_manager)
    address = reverse("reviews:answer_monitoring", args=[sent.public_id])
    assertContains(browser.get(address), "not that you agree")
    half = browser.post(address, {f"kind_{first.public_id}": "WILL_ACT"})
    assertContains(half, "Enter your comments on issue 1", status_code=422)
    assertContains(half, "Enter when issue 1 will be done by", status_code=422)
    good = {
        f"kind_{first.public_id}": "WILL_ACT",
        f"act_by_{first.public_id}": "20/4/2026",
        f"response_{first.public_id}": "Booked",
    }
    assert browser.post(address, good).status_code == 302
    sent.refresh_from_db()
    second.refresh_from_db()
    assert (sent.state, second.state) == ("ACKNOWLEDGED", "OPEN")
    assertContains(
        browser.get(reverse("reviews:monitoring_form", args=[sent.public_id])), "Answer the issues"
    )


def test_what_is_only_for_the_iro_service_is_not_shown_to_the_manager(
    sent: MonitoringForm, iro: User, qa_manager: User, team_manager: User, client_for
) -> None:
    paper.make_answer(sent, "notes", text="The manager is new and needs help")
    paper.make_answer(sent, "visits", "NO")
    address = reverse("reviews:monitoring_form", args=[sent.public_id])
    assertNotContains(client_for(team_manager).get(address), "needs help")
    for person in (iro, qa_manager):
        assertContains(client_for(person).get(address), "needs help")


def test_a_form_that_is_not_complete_is_not_found_by_the_manager(
    form: MonitoringForm, team_manager: User, client_for
) -> None:
    browser = client_for(team_manager)
    assert browser.get(reverse("reviews:monitoring_form", args=[form.public_id])).status_code == 404
    assertContains(browser.get(reverse("reviews:monitoring_forms")), "No forms to do")


def test_the_list_opens_with_forms_somebody_has_to_do_something_with(
    sent: MonitoringForm, team_manager: User, client_for
) -> None:
    """An acknowledged form is over, unless an issue of it still waits."""
    browser, address = client_for(team_manager), reverse("reviews:monitoring_forms")
    issue = paper.make_issue(sent)
    browser.post(reverse("reviews:answer_monitoring", args=[sent.public_id]), {})
    assert list(browser.get(address).context["page_obj"]) == [sent]
    issue.delete()
    assert list(browser.get(address).context["page_obj"]) == []
    assert list(browser.get(address, {"show": "all"}).context["page_obj"]) == [sent]


def test_business_support_sees_nothing_of_issues(
    sent: MonitoringForm, business_support: User, client_for, viewer_of
) -> None:
    paper.make_issue(sent)
    browser = client_for(business_support)
    for name in ("monitoring_forms", "midways", "contact_list", "praise_list"):
        assert browser.get(reverse(f"reviews:{name}")).status_code == 403
    viewer = viewer_of(business_support)
    assert between_reviews(viewer, sent.child, TODAY) is None
    assert timeline(viewer, sent.child) == []
    assert between_home.cards(viewer, TODAY) == []
    assert concern_words.prefill(viewer, sent.child, f"issue:{sent.issues.get().public_id}", TODAY) is None


def test_a_line_manager_writes_nothing_of_the_iro_s(
    sent: MonitoringForm, check: MidwayCheck, team_manager: User, client_for
) -> None:
    issue = paper.make_issue(sent)
    browser = client_for(team_manager)
    for name, public_id in (
        ("complete_monitoring", sent.public_id),
        ("close_issue", issue.public_id),
        ("do_midway", check.public_id),
        ("ask_midway", check.public_id),
        ("agree_contact", sent.child.public_id),
        ("new_praise", sent.child.public_id),
    ):
        assert browser.post(reverse(f"reviews:{name}", args=[public_id]), {}).status_code == 403


def test_reading_a_form_is_logged_on_the_child(sent: MonitoringForm, team_manager: User, client_for) -> None:
    client_for(team_manager).get(reverse("reviews:monitoring_form", args=[sent.public_id]))
    log = AccessLog.objects.get()
    assert (log.child_id, log.page, log.allowed) == (sent.child_id, "monitoring form", True)


def test_the_iro_closes_an_issue_with_its_outcome(sent: MonitoringForm, iro: User, client_for) -> None:
    issue = paper.make_issue(sent)
    browser = client_for(iro)
    address = reverse("reviews:close_issue", args=[issue.public_id])
    assertContains(browser.post(address, {"outcome": " "}), "Enter the outcome", status_code=422)
    assert browser.post(address, {"outcome": "Done"}).status_code == 302
    issue.refresh_from_db()
    assert issue.state == "CLOSED"


# --- from an issue to a concern


def test_words_of_a_concern_are_found_by_key_and_never_stand_in_the_address(
    sent: MonitoringForm,
    check: MidwayCheck,
    iro: User,
    other_iro: User,
    child: Child,
    other_child: Child,
    viewer_of,
    settings,
) -> None:
    settings.CONCERN_PAGE = "children:child"
    issue = paper.make_issue(sent, question=sent.version.questions.get(key="pep"), text="No meeting")
    paper.make_answer(sent, "visits", "NO")
    link = concern_words.link(child, concern_words.ISSUE, issue.public_id)
    assert link.endswith(f"?text=issue:{issue.public_id}") and "meeting" not in link
    viewer = viewer_of(iro)
    assert concern_words.prefill(viewer, child, f"issue:{issue.public_id}", TODAY) == {
        "text": "No meeting",
        "themes": ["PEP"],
    }
    found = concern_words.prefill(viewer, child, f"answer:{sent.public_id}.visits", TODAY)
    assert (
        found
        and found["text"].startswith("Were the social worker’s visits")
        and found["themes"] == ["VISITS"]
    )
    MidwayCheck.objects.filter(pk=check.pk).update(
        data={
            "concern_about": "Drifting",
            "plan": "no",
            "permanence": "not_known",
            "pep": "no",
            "visits": "yes",
        }
    )
    assert concern_words.prefill(viewer, child, f"midway:{check.public_id}", TODAY) == {
        "text": "Drifting",
        "themes": ["CARE_PLAN", "PEP"],
    }
    for key in (
        "",
        "issue:",
        "issue:x",
        "other:1",
        f"issue:{sent.public_id}",
        f"answer:{sent.public_id}.nothing",
    ):
        assert concern_words.prefill(viewer, child, key, TODAY) is None
    assert concern_words.prefill(viewer_of(other_iro), child, f"issue:{issue.public_id}", TODAY) is None
    assert concern_words.prefill(viewer, other_child, f"issue:{issue.public_id}", TODAY) is None
    settings.CONCERN_PAGE = ""
    assert concern_words.link(child, concern_words.ISSUE, issue.public_id) == ""


# --- the midway check


def good_check(**over: Any) -> dict[str, Any]:
    return {
        "save": "done",
        "record_read": "yes",
        "plan": "yes",
        "worker_contact": "yes",
        "child_contact": "tried",
        "concern": "NONE",
        "brings_forward": "no",
        **over,
    }


def test_a_check_is_made_on_one_page(check: MidwayCheck, iro: User, client_for) -> None:
    assert check.after_review is not None
    decision = make.make_decision(check.after_review, iro)
    browser = client_for(iro)
    address = reverse("reviews:do_midway", args=[check.public_id])
    assertContains(browser.get(address), decision.action)
    posted = good_check(
        **{f"progress_{decision.public_id}": "IN_PROGRESS", f"note_{decision.public_id}": "Dates sent"}
    )
    assert browser.post(address, posted).status_code == 302
    check.refresh_from_db()
    decision.refresh_from_db()
    assert (check.state, check.data["plan"], decision.progress) == ("DONE", "yes", "IN_PROGRESS")
    assert "health" not in check.data  # not answered stays not recorded
    page = browser.get(reverse("reviews:midway", args=[check.public_id]))
    assertContains(page, "Dates sent")
    assertContains(page, "not recorded")


def test_a_check_begins_with_the_last_visit_since_the_review(
    check: MidwayCheck, iro: User, client_for
) -> None:
    def first() -> str:
        page = client_for(iro).get(reverse("reviews:do_midway", args=[check.public_id]))
        return str(page.context["form"]["last_visit_on"].value())

    before = check.opened_on - timedelta(days=1)
    visits = check.child.social_worker_visits
    visits.create(visited_on=before)
    assert first() == "None"
    for days in (5, 9):
        visits.create(visited_on=check.opened_on + timedelta(days=days))
    assert first() == str(check.opened_on + timedelta(days=9))


def test_a_note_on_a_decision_is_read_where_its_progress_is_not_known(
    check: MidwayCheck, iro: User, social_worker: User, client_for
) -> None:
    assert check.after_review is not None
    decision = make.make_decision(check.after_review, iro)
    note = f"note_{decision.public_id}"
    update = paper.make_update(check, social_worker, iro)
    given = {"about": "All is well", note: "Waiting for the nan"}
    client_for(social_worker).post(reverse("reviews:midway_update", args=[update.public_id]), given)
    browser = client_for(iro)
    page = reverse("reviews:midway", args=[check.public_id])
    assertContains(browser.get(page), "Waiting for the nan")
    posted = good_check(**{note: "Not asked yet"})
    browser.post(reverse("reviews:do_midway", args=[check.public_id]), posted)
    shown = browser.get(page)
    assertContains(shown, "Not asked yet")
    assertContains(shown, "Waiting for the nan")


def test_a_concern_needs_its_words_and_leads_on(check: MidwayCheck, iro: User, client_for, settings) -> None:
    settings.CONCERN_PAGE = "children:child"
    browser = client_for(iro)
    address = reverse("reviews:do_midway", args=[check.public_id])
    assertContains(
        browser.post(address, good_check(concern="INFORMAL")), "Enter what the concern is", status_code=422
    )
    posted = good_check(concern="INFORMAL", concern_about="Drifting", brings_forward="yes")
    led_to = browser.post(address, posted)
    assert led_to.headers["Location"].endswith(f"text=midway:{check.public_id}")
    page = browser.get(reverse("reviews:midway", args=[check.public_id]))
    assertContains(page, "It has not been raised yet")
    assertContains(page, f"text=midway:{check.public_id}")
    assertContains(page, reverse("reviews:book", args=[check.child.public_id]))
    assertContains(browser.get(reverse("reviews:midways") + "?show=forward"), check.child.name)
    review = make.make_review(check.child, booked_for=TODAY + timedelta(days=5))
    booked = browser.get(reverse("reviews:midway", args=[check.public_id]))
    assertContains(booked, reverse("reviews:review", args=[review.public_id]))
    assertNotContains(browser.get(reverse("reviews:midways") + "?show=forward"), check.child.name)


def test_a_review_to_bring_forward_waits_until_an_earlier_day_is_booked(
    check: MidwayCheck, iro: User, client_for, viewer_of, on_day
) -> None:
    """A booking that stands already answers nothing; one moved to an earlier day does."""
    review = make.make_review(check.child, booked_for=TODAY + timedelta(days=60))
    Review.objects.filter(pk=review.pk).update(created_at=make.at(HELD))
    browser = client_for(iro)
    page = reverse("reviews:midway", args=[check.public_id])
    browser.post(reverse("reviews:do_midway", args=[check.public_id]), good_check(brings_forward="yes"))

    def card() -> list[int]:
        found = between_home.cards(viewer_of(iro), TODAY)
        return [c["figure"] for c in found if c["label"] == "Reviews to bring forward"]

    change = reverse("reviews:change_booking", args=[review.public_id])
    assertContains(browser.get(page), change)
    assert card() == [1]
    for days, left in ((70, [1]), (20, []), (65, [1]), (21, [])):
        day = TODAY + timedelta(days=days)
        moved = {"on": f"{day:%d/%m/%Y}", "reason": "As agreed", "format": "meeting", "late_reason": "CHILD"}
        assert browser.post(change, moved).status_code == 302
        assert card() == left
    shown = browser.get(page)
    assertNotContains(shown, change)
    assertContains(shown, "is now booked for")


def test_a_concern_that_was_found_waits_on_the_home_page_until_it_is_raised(
    check: MidwayCheck, iro: User, client_for, viewer_of
) -> None:
    """And where the review should be earlier too, raising it leads back to the check, which asks for that."""
    browser = client_for(iro)
    address = reverse("reviews:do_midway", args=[check.public_id])
    posted = good_check(concern="INFORMAL", concern_about="Drifting", brings_forward="yes")
    raise_it = browser.post(address, posted).headers["Location"]

    def card() -> list[int]:
        found = between_home.cards(viewer_of(iro), TODAY)
        return [c["figure"] for c in found if c["label"] == "Concerns to raise"]

    assert card() == [1]
    assertContains(browser.get(reverse("reviews:midways") + "?show=concern"), check.child.name)
    said = {"text": "Drifting", "wanted": "A meeting", "themes": ["HEALTH"], "how": "told"}
    day = {"raised_on_day": TODAY.day, "raised_on_month": TODAY.month, "raised_on_year": TODAY.year}
    led_to = browser.post(raise_it, said | day)
    assert led_to.status_code == 302, led_to.context["form"].errors
    assert led_to.headers["Location"] == reverse("reviews:midway", args=[check.public_id])
    assertContains(browser.get(led_to.headers["Location"]), "Book it for an earlier day below")
    assert card() == []


def test_the_update_of_the_social_worker_lands_in_the_check(
    check: MidwayCheck, iro: User, social_worker: User, other_social_worker: User, client_for
) -> None:
    assert check.after_review is not None
    decision = make.make_decision(check.after_review, iro)
    client_for(iro).post(
        reverse("reviews:ask_midway", args=[check.public_id]), {"question": "How is school?"}
    )
    update = MidwayUpdate.objects.get()
    theirs = client_for(social_worker)
    assertContains(theirs.get(reverse("reviews:midway_updates")), "Waiting for you")
    address = reverse("reviews:midway_update", args=[update.public_id])
    assertContains(theirs.get(address), "How is school?")
    assert client_for(other_social_worker).get(address).status_code == 404
    posted = {
        "about": "",
        "health": "no",
        f"progress_{decision.public_id}": "DONE",
        f"note_{decision.public_id}": "Agreed",
    }
    assertContains(
        theirs.post(address, posted),
        "Enter what has changed, or that nothing has",
        status_code=422,
    )
    assert theirs.post(address, posted | {"about": "A new school"}).status_code == 302
    assertContains(theirs.get(address), "You answered on")
    page = client_for(iro).get(reverse("reviews:do_midway", args=[check.public_id]))
    assertContains(page, "A new school")
    assertContains(page, "Filled in from the update of Sol Carr")
    form = page.context["form"]
    assert form["health"].value() == "no" and form[f"progress_{decision.public_id}"].value() == "DONE"
    decision.refresh_from_db()
    assert decision.progress == "NOT_STARTED"  # only the IRO's check closes it


def test_words_for_an_update_that_was_closed_meanwhile_can_still_be_read(
    check: MidwayCheck, iro: User, social_worker: User, client_for
) -> None:
    update = paper.make_update(check, social_worker, iro)
    address = reverse("reviews:midway_update", args=[update.public_id])
    theirs = client_for(social_worker)
    slip = re.search(r'name="draft_key" value="([^"]+)"', theirs.get(address).content.decode())
    assert slip is not None
    typed = {"draft_key": slip[1], "draft_version": "0", "autosave": "1", "about": "She has moved"}
    assert theirs.post(reverse("accounts:keep_draft"), typed).status_code == 200
    MidwayUpdate.objects.filter(pk=update.pk).update(state="CLOSED", chase_on=None)
    page = theirs.get(address)
    assertContains(page, "What you had typed and not sent")
    assertContains(page, "She has moved")
    late = theirs.post(address, {"about": "More of it"})
    assertContains(late, "More of it", status_code=422)


def test_a_social_worker_sees_their_own_task_and_nothing_of_the_check(
    check: MidwayCheck, iro: User, social_worker: User, client_for, viewer_of
) -> None:
    update = paper.make_update(check, social_worker, iro)
    MidwayCheck.objects.filter(pk=check.pk).update(data={"notes": "The worker is overstretched"})
    page = client_for(social_worker).get(reverse("reviews:midway_update", args=[update.public_id]))
    assertNotContains(page, "overstretched")
    assert client_for(social_worker).get(reverse("reviews:midway", args=[check.public_id])).status_code == 403
    panel = between_reviews(viewer_of(social_worker), check.child, TODAY)
    assert panel is not None and panel["context"]["asked"] == [update] and not panel["context"]["reads"]


def test_the_list_shows_each_state(check: MidwayCheck, child: Child, iro: User, client_for) -> None:
    browser = client_for(iro)
    shown = {
        s: check.child.name in browser.get(reverse("reviews:midways") + f"?show={s}").content.decode()
        for s in ("due", "overdue", "planned", "done")
    }
    assert shown == {"due": True, "overdue": False, "planned": False, "done": False}
    MidwayCheck.objects.update(
        window_from=date(2026, 2, 1), target_on=date(2026, 2, 20), window_to=date(2026, 3, 13)
    )
    assertContains(browser.get(reverse("reviews:midways") + "?show=overdue"), "Overdue")
    assertContains(
        browser.get(reverse("reviews:midways") + "?show=superseded"), "No checks match these filters"
    )


# --- contact


def test_contact_is_agreed_planned_and_recorded(child: Child, iro: User, client_for) -> None:
    browser = client_for(iro)

    def post(name: str, data: dict[str, str], key: Any = child.public_id) -> Any:
        return browser.post(reverse(f"reviews:{name}", args=[key]), data)

    assertContains(
        post("agree_contact", {"wish": "Ring me", "way": "NONE", "every_weeks": "4"}),
        "Leave this empty",
        status_code=422,
    )
    assert post("agree_contact", {"wish": "Ring me", "way": "PHONE", "every_weeks": "4"}).status_code == 302
    assert ContactPlan.objects.get().wish == "Ring me"
    assertContains(
        post("plan_contact", {"way": "PHONE", "on": "29/3/2026"}),
        "The date must be today or later",
        status_code=422,
    )
    assert post("plan_contact", {"way": "PHONE", "on": "30/3/2026"}).status_code == 302
    contact = Contact.objects.get()
    day = {"on_day": "30", "on_month": "3", "on_year": "2026"}
    assertContains(
        post("settle_contact", {"state": "TRIED", **day}, contact.public_id),
        "Enter what you attempted",
        status_code=422,
    )
    assert post("settle_contact", {"state": "MADE", **day}, contact.public_id).status_code == 302
    assert post("record_contact", {"way": "VISIT", "state": "MADE", **day}).status_code == 302
    page = browser.get(reverse("reviews:child_contact", args=[child.public_id]))
    assertContains(page, "2 contacts since")
    assertContains(page, "27 April 2026")


# --- versions


def test_the_qa_manager_drafts_previews_and_publishes(
    form: MonitoringForm, qa_manager: User, client_for
) -> None:
    browser = client_for(qa_manager)
    assert browser.post(reverse("reviews:new_monitoring_version")).status_code == 302
    draft = MonitoringVersion.objects.get(published_at=None)
    added = browser.post(
        reverse("reviews:add_question", args=[draft.public_id]),
        {
            "section": "Ours",
            "text": "Is {{ it }} <b>right</b>?",
            "kind": "YES_NO",
            "applies": "ALWAYS",
            "seen_by": "LINE",
            "flag": "NO",
        },
    )
    assert added.status_code == 302
    preview = browser.get(reverse("reviews:monitoring_preview", args=[draft.public_id])).content.decode()
    assert (
        "Is {{ it }} &lt;b&gt;right&lt;/b&gt;?" in preview
    )  # stored words are shown, never run as a template
    wrong = browser.post(
        reverse("reviews:add_question", args=[draft.public_id]),
        {
            "section": "Ours",
            "text": "When?",
            "kind": "DATE",
            "applies": "ALWAYS",
            "seen_by": "LINE",
            "flag": "NO",
            "known_from": "pep",
        },
    )
    assertContains(wrong, "This question cannot have that answer", status_code=422)
    day = {"starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2026"}
    assert browser.post(reverse("reviews:publish_monitoring", args=[draft.public_id]), day).status_code == 302
    key = MonitoringQuestion.objects.get(version=draft, section="Ours").key
    for name, args in (
        ("move_question", [draft.public_id, key]),
        ("remove_question", [draft.public_id, key]),
        ("discard_monitoring", [draft.public_id]),
    ):
        page = browser.post(reverse(f"reviews:{name}", args=args), {"to": "up"}, follow=True)
        assertContains(page, "is published and cannot be changed")
    assert MonitoringQuestion.objects.filter(version=draft, key=key).exists()
    form.refresh_from_db()
    assert form.version.number == 1  # the open form keeps its questions


def test_the_first_question_of_a_form_is_not_offered_to_move_up(authority, qa_manager, client_for) -> None:
    paper.make_version(authority)
    draft = version_actions.start_draft(authority=authority, by=qa_manager, today=TODAY)
    page = client_for(qa_manager).get(reverse("reviews:monitoring_version", args=[draft.public_id]))
    questions = list(draft.questions.order_by("position"))
    sections = len({q.section for q in questions})
    shown = page.content.decode()
    moves = {way: shown.count(f">Move {way}<") + shown.count(f">Move the section {way}<") for way in WAYS}
    assert moves == dict.fromkeys(WAYS, len(questions) - 1)
    assert shown.count("Move the section up") == shown.count("Move the section down") == sections - 1 > 0


def test_a_move_pressed_twice_moves_once(authority, qa_manager, client_for) -> None:
    paper.make_version(authority)
    draft = version_actions.start_draft(authority=authority, by=qa_manager, today=TODAY)
    browser = client_for(qa_manager)
    page = browser.get(reverse("reviews:monitoring_version", args=[draft.public_id])).content.decode()
    for way in ("Move up", "Move the section up", "Move down", "Move the section down"):
        to, value = re.findall(
            rf'action="([^"]*/move/)">(?:(?!</form>).)*?value="([^"]*)">{way}<', page, re.S
        )[-1]
        browser.post(to, {"to": value})
        once = list(draft.questions.order_by("position").values_list("key", flat=True))
        browser.post(to, {"to": value})
        assert list(draft.questions.order_by("position").values_list("key", flat=True)) == once


# --- cards, panels, queries


def test_each_card_counts_the_list_it_opens(
    sent: MonitoringForm,
    check: MidwayCheck,
    iro: User,
    team_manager: User,
    qa_manager: User,
    social_worker: User,
    client_for,
    viewer_of,
) -> None:
    paper.make_update(check, social_worker, iro)
    paper.make_issue(sent)
    for person in (iro, team_manager, qa_manager, social_worker):
        cards = between_home.cards(viewer_of(person), TODAY)
        assert cards
        for card in cards:
            page = client_for(person).get(card["href"])
            assert page.context["page_obj"].paginator.count == card["figure"], card["label"]


def test_the_timeline_tells_each_reader_what_they_may_read(
    sent: MonitoringForm, child: Child, iro: User, team_manager: User, social_worker: User, viewer_of
) -> None:
    paper.make_done_check(child, MIDDLE, iro, TODAY)
    Contact.objects.create(
        child=child,
        way="PHONE",
        state="MADE",
        happened_on=TODAY,
        recorded_by=iro,
        recorded_at=make.now(),
        note="She cried",
    )
    titles = {
        p: {e["title"] for e in timeline(viewer_of(u), child)}
        for p, u in {"iro": iro, "tm": team_manager, "sw": social_worker}.items()
    }
    both = {"Monitoring form completed", "Midway check done"}
    assert titles == {"iro": both | {"IRO in contact with the child"}, "tm": both, "sw": set()}
    assert not any("cried" in e["text"] for e in timeline(viewer_of(iro), child))


def count(client: Client, path: str) -> int:
    """Queries of one request, the second of its kind, so that what is cached is there."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["monitoring_forms", "midways", "praise_list", "contact_list"])
def test_lists_cost_the_same_however_long(name: str, authority, iro: User, team: Team, client_for) -> None:
    def more(number: int) -> None:
        for _ in range(number):
            child = make.make_child_in_care(authority, iro=iro, team=team)
            paper.make_form(make.make_review(child, HELD))
            paper.make_check(child, MIDDLE)
            paper.make_praise(child, iro, team)
            Contact.objects.create(
                child=child,
                way="PHONE",
                planned_for=MIDDLE,
                recorded_by=iro,
                recorded_at=make.now(),
            )

    browser, path = client_for(iro), reverse(f"reviews:{name}")
    more(2)
    few = count(browser, path)
    more(10)
    assert count(browser, path) == few <= 16


def test_pages_of_one_form_and_one_check_cost_a_fixed_number(
    sent: MonitoringForm, check: MidwayCheck, iro: User, client_for
) -> None:
    browser = client_for(iro)
    form_page, check_page = (
        reverse("reviews:monitoring_form", args=[sent.public_id]),
        reverse("reviews:midway", args=[check.public_id]),
    )
    paper.make_issue(sent)
    paper.make_answer(sent, "visits", "NO")
    before = count(browser, form_page), count(browser, check_page)
    for key in ("pep", "health_assessment", "sdq"):
        paper.make_issue(sent)
        paper.make_answer(sent, key, "NO")
    assert (count(browser, form_page), count(browser, check_page)) == before
    assert before[0] <= 20 and before[1] <= 20


def test_no_mail_holds_a_child_s_name(
    sent: MonitoringForm, check: MidwayCheck, iro: User, social_worker: User, client_for
) -> None:
    client_for(iro).post(reverse("reviews:ask_midway", args=[check.public_id]), {})
    client_for(iro).post(
        reverse("reviews:new_praise", args=[sent.child.public_id]),
        {
            "kind": "GOOD_PRACTICE",
            "text": "Robin Ashdown was met with care",
            "happened_on_day": "30",
            "happened_on_month": "3",
            "happened_on_year": "2026",
        },
    )
    mails = OutgoingMail.objects.all()
    assert mails.count() >= 2
    assert not [
        m
        for m in mails
        if sent.child.surname in m.subject + m.body or sent.child.forename in m.subject + m.body
    ]
