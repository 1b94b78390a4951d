"""The page of the record: typed, kept as a draft, saved; two editors, no script, what is left empty."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.councils.actions import set_terms
from accounts.drafts.keys import STORED_VERSION
from accounts.models import AuditEvent, User
from children.models import Child, HealthYear
from reviews.meeting import states
from reviews.models import Contact, Decision, Review, ReviewSection
from reviews.models.review import ReviewStatus
from reviews.record.sections import SECTIONS
from reviews.record.unsaved import has_unsaved
from tests import factories as make
from tests.integration.reviews.conftest import STARTED, answers_needed
from tests.kept import kept
from tests.turns import comes_every


@kept
def review(child: Child, on_day: Callable[..., date]) -> Review:
    on_day(STARTED)
    return make.make_started_review(child, STARTED)


@kept
def browser(client_for: Callable[..., Client], iro: User) -> Client:
    return client_for(iro)


@kept
def covering(child: Child, authority, client_for: Callable[..., Client]) -> Client:
    """The same IRO at another desk: a second window with a session of its own."""
    return client_for(child.iro_allocations.get(ended_on=None).worker.user)


def address(review: Review) -> str:
    return reverse("reviews:record", args=[review.public_id])


ROWS = {"attendees": "attendees", "decisions": "decisions"}


def typed(*, act: str = "save", version: str = "", **sections: Any) -> dict[str, str]:
    """What the page sends: answers by section, `attendees` and `decisions` as lists of rows, and what begins
    with `earlier` as it is."""
    data = {"act": act, "section_version": version}
    for prefix in ROWS:
        found = sections.pop(prefix, [])
        if isinstance(found, list):
            data |= {f"{prefix}-TOTAL_FORMS": str(len(found)), f"{prefix}-INITIAL_FORMS": "0"}
            for number, row in enumerate(found):
                data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    for key, answers in sections.items():
        data |= {f"{key}-{name}": value for name, value in answers.items()}
    return data


HEALTH = {"assessment": "yes", "about": "Well and growing."}
ACTION = {
    "outcome": "Safer",
    "action": "Visit weekly",
    "owner": "Sol",
    "due_on": "30/5/2025",
    "how_known": "Told",
}


# --- saving


def test_saved_section_holds_what_was_answered_and_no_more(browser, review, iro):
    assertRedirects(browser.post(address(review), typed(health=HEALTH)), address(review))
    saved = ReviewSection.objects.get()
    assert saved.data == HEALTH  # not asked is not "no"
    assert (saved.key, saved.is_complete, saved.version, saved.saved_by) == ("health", True, 1, iro)
    event = AuditEvent.objects.get(kind="review.section_saved")
    assert event.details == {"section": "health"}


def test_only_what_changed_is_saved_again(browser, review):
    browser.post(address(review), typed(health=HEALTH, education={"about": "Likes maths."}))
    versions = "education.1_health.1"
    browser.post(address(review), typed(version=versions, health=HEALTH, education={"about": "More."}))
    assert dict(ReviewSection.objects.values_list("key", "version")) == {"health": 1, "education": 2}


def test_every_section_stands_on_the_page_and_can_be_left_empty(browser, review):
    page = browser.get(address(review))
    for section in SECTIONS.values():
        assertContains(page, section.title)
        assertContains(page, f'id="{section.key}"')
    assert browser.post(address(review), typed()).status_code == 302
    assert not ReviewSection.objects.exists()


@pytest.mark.parametrize("key", list(SECTIONS))
def test_the_address_of_a_section_leads_to_its_place_on_the_page(browser, review, key):
    old = reverse("reviews:section", args=[review.public_id, key])
    assertRedirects(browser.get(old), f"{address(review)}#{key}", fetch_redirect_response=False)


@pytest.mark.parametrize(
    "says",
    [
        "Enter what the child said or showed, or why it is not known",
        "Choose whether the child came",
        "Choose whether there is a plan for permanence",
        "Enter your view as the IRO",
    ],
)
def test_completing_asks_for_what_is_needed_and_stores_nothing(browser, review, says):
    assertContains(browser.get(address(review)), says)  # listed while writing
    page = browser.post(address(review), typed(act="complete", health=HEALTH))
    assertContains(page, says, status_code=422)
    assert not ReviewSection.objects.exists()


pytestmark = comes_every(4)


def test_the_record_is_completed_from_its_page(browser, review, team):
    given = answers_needed()
    data = typed(
        act="complete",
        wishes=given["wishes"],
        attendance={"child_came": "yes", "views": "spoke"},
        attendees=given["attendance"]["attendees"],
        plan=given["plan"] | {"permanence_plan": "foster"},
        view=given["view"],
        decisions=[ACTION | {"section": "health"}],
    )
    assertRedirects(browser.post(address(review), data), reverse("reviews:review", args=[review.public_id]))
    review.refresh_from_db()
    assert (review.status, review.participation_code) == (ReviewStatus.COMPLETED, "PN1")
    assert Decision.objects.get().action == "Visit weekly"


def test_what_does_not_fit_is_shown_before_completing_and_may_be_meant(browser, review, team):
    given = answers_needed()
    data = typed(
        act="complete",
        wishes=given["wishes"],
        attendance={"child_came": "yes", "views": "spoke"},
        plan=given["plan"],
        view=given["view"],
    )
    page = browser.post(address(review), data)
    assertContains(page, "which one is not recorded", status_code=422)
    assertContains(page, "something does not fit", 2, status_code=422)
    assertContains(page, "is meant as it stands", status_code=422)
    assert not ReviewSection.objects.exists()
    assert browser.post(address(review), data | {"despite": "yes"}).status_code == 302
    review.refresh_from_db()
    assert review.status == ReviewStatus.COMPLETED


def test_child_who_did_not_come_can_not_have_spoken(browser, review):
    data = typed(attendance={"child_came": "no", "views": "spoke"})
    assertContains(browser.post(address(review), data), "did not come can’t have spoken", status_code=422)


def test_text_past_the_limit_is_an_error_and_not_cut_off(browser, review):
    page = browser.post(address(review), typed(health={"about": "a" * 8001}))
    assertContains(page, "1 character too many. Shorten it to 8,000 or fewer.", status_code=422)
    assertContains(page, "a" * 8001, status_code=422)


def test_question_under_another_answer_is_not_shown_as_not_recorded(ready, browser):
    review = ready(plan={"permanence": "no", "permanence_why": "Proceedings run", "about": "x"})
    page = browser.get(reverse("reviews:check", args=[review.public_id]))
    assertContains(page, "Proceedings run")
    assertNotContains(page, "Which plan?")


def test_typed_text_is_never_a_template_nor_markup(browser, review):
    browser.post(address(review), typed(health={"about": "{{ 7|add:7 }} <b>bold</b>"}))
    page = browser.get(address(review))
    assertContains(page, "{{ 7|add:7 }} &lt;b&gt;bold&lt;/b&gt;")


def test_attendance_and_decisions_come_back_as_they_were_typed(browser, review):
    person = {"role": "SCHOOL", "name": "Ms Hill", "presence": "APOLOGIES"}
    blank = {"role": "", "name": "", "presence": ""}
    browser.post(
        address(review),
        typed(attendees=[person, blank], decisions=[ACTION | {"section": "health"}]),
    )
    assert ReviewSection.objects.get(key="attendance").data["attendees"] == [person]
    kept = ReviewSection.objects.get(key="decisions").data["decisions"]
    assert kept == [ACTION | {"due_on": "2025-05-30", "section": "health"}]
    assertContains(browser.get(address(review)), "30/05/2025")


def test_half_a_decision_says_what_is_missing(browser, review):
    page = browser.post(address(review), typed(decisions=[{"action": "Visit weekly"}]))
    for words in ("Enter what will be better for the child", "Enter who will do it", "Enter by when"):
        assertContains(page, words, status_code=422)


def test_open_decisions_of_before_ask_for_their_fate(browser, review, child, iro):
    earlier = make.make_review(child, date(2025, 3, 5))
    decision = make.make_decision(earlier, iro, action="Find a tutor")
    page = browser.get(address(review))
    assertContains(page, "First made on 5 March 2025")
    assertContains(page, "Choose what happens with “Find a tutor”")
    done = {"fate": "DONE"}
    prefix = f"earlier-{decision.public_id}"
    page = browser.post(address(review), typed(act="complete", **{prefix: done}))
    assertContains(page, "Enter how you know it is done", status_code=422)
    browser.post(address(review), typed(**{prefix: done | {"done_evidence": "The school told me"}}))
    chosen = {"fate": "DONE", "evidence": "The school told me"}
    assert ReviewSection.objects.get().data == {"earlier": {str(decision.public_id): chosen}, "decisions": []}
    assertContains(browser.get(address(review)), "The school told me")
    assert Decision.objects.get().closed_on is None  # until the review is complete


def test_a_carried_decision_may_be_given_a_new_date(browser, review, child, iro):
    key = str(make.make_decision(make.make_review(child, date(2025, 3, 5)), iro).public_id)
    carried = {"fate": "CARRIED", "due_on": "31/2/2025"}

    def send(**over: Any) -> Any:
        return browser.post(address(review), typed(**{f"earlier-{key}": carried | over}))

    assertContains(send(), "The new date must be a real date", status_code=422)
    held = review.started_on
    before = (held - timedelta(days=1)).strftime("%d/%m/%Y")
    words = f"must be the day of the review, {held.day} {held:%B %Y}, or after it"
    assertContains(send(due_on=before), f"The new date {words}", status_code=422)
    page = browser.post(address(review), typed(decisions=[ACTION | {"due_on": before}]))
    assertContains(page, f"The date it is to be done by {words}", status_code=422)
    assert not ReviewSection.objects.exists()
    send(due_on="1/9/2025")
    data = ReviewSection.objects.get().data
    assert data == {"earlier": {key: {"fate": "CARRIED", "due_on": "2025-09-01"}}, "decisions": []}
    assertContains(browser.get(address(review)), 'value="01/09/2025"')


def test_a_decision_keeps_the_words_it_was_typed_in(browser, authority, child, iro, review):
    make.make_decision(make.make_review(child, date(2025, 3, 5)), iro, action="Explain the decision to Robin")
    authority.decision_term = "recommendation"
    authority.save()
    page = browser.get(address(review))
    assertContains(page, "Explain the decision to Robin")
    assertNotContains(page, "Explain the recommendation")


# --- whom it asks, and what is known


def test_what_could_be_clearer_in_a_decision_is_said_while_it_is_typed(browser, review):
    clear = ACTION | {"how_known": "She says so"}
    vague = clear | {"action": "Continue family time", "owner": "All"}
    page = browser.post(
        reverse("reviews:record_panel", args=[review.public_id]), typed(decisions=[clear, vague])
    )
    assertContains(page, "Continue family time: “Continue” has no end: say what will be done")
    assertContains(page, "Continue family time: “All” is nobody in particular: name one person or role")
    assertNotContains(page, "Visit weekly: ")
    browser.post(address(review), typed(decisions=[vague]))
    assert ReviewSection.objects.get().data["decisions"], "and it stops nobody"


def test_the_check_says_of_a_young_child_that_nobody_is_named(browser, review, child):
    """Nobody asks whether they came, so no question of that section is left open."""
    Child.objects.filter(pk=child.pk).update(born_on=date(2022, 6, 1))
    said = "Enter who was invited to the review, and who came"
    listed = reverse("reviews:record_panel", args=[review.public_id])
    assertContains(browser.post(listed, typed(attendees=[])), said)
    somebody = [{"role": "CARER", "name": "Pat Lowe", "presence": "CAME"}]
    browser.post(address(review), typed(attendees=somebody))
    assertNotContains(browser.get(address(review)), said)
    assert ReviewSection.objects.get(key="attendance").is_complete


def test_a_child_under_four_is_not_asked_how_they_took_part(browser, review, child):
    Child.objects.filter(pk=child.pk).update(born_on=date(2022, 6, 1))
    page = browser.get(address(review))
    assertNotContains(page, "Did the child come to the review?")
    assertNotContains(page, "Choose whether the child came")
    assertContains(page, "What the child said, in their own words")


def test_the_code_of_a_child_under_four_follows_from_age_alone(ready, browser, child):
    Child.objects.filter(pk=child.pk).update(born_on=date(2022, 6, 1))
    review = ready(attendance={"attendees": []})
    browser.post(reverse("reviews:check", args=[review.public_id]))
    review.refresh_from_db()
    assert review.participation_code == "PN0"
    assert not review.attendances.filter(role="CHILD").exists()


def test_what_the_last_review_said_stands_beside_and_is_never_this_ones(browser, review, child, iro):
    earlier = make.make_review(child, date(2025, 3, 5))
    said = {"about": "Had a cold.", "dentist": "no"}
    make.make_section(earlier, "health", iro, data=said, is_complete=True)
    page = browser.get(address(review))
    assertContains(page, "Had a cold.")
    assertContains(page, "Last time: No")
    browser.post(address(review), typed())
    assert not review.sections.exists()


def test_facts_of_the_returns_and_contacts_are_filled_in_with_their_source(browser, review, child, iro):
    HealthYear.objects.create(child=child, year=2025, teeth_check=True, health_assessment=False)
    day = date(2025, 3, 20)
    Contact.objects.create(
        child=child, way="VISIT", state="MADE", happened_on=day, recorded_by=iro, recorded_at=make.at(day, 12)
    )
    page = browser.get(address(review))
    assertContains(page, "From the return to 31 March 2025", count=4)
    assertContains(page, 'data-from="From the return to 31 March 2025', count=2)  # to say it again
    assertContains(page, "From the contact of 20 March 2025")
    shown = {q.field.html_name: q.field.value() for part in page.context["parts"] for q in part.choices}
    assert (shown["health-dentist"], shown["health-assessment"]) == ("yes", "no")
    assert shown["preparation-spoke_to_child"] == "yes"
    page = browser.post(
        reverse("reviews:record_panel", args=[review.public_id]), typed(health={"dentist": "no"})
    )
    assertContains(page, "but the return to 31 March 2025 says yes")


def test_a_return_from_before_the_last_review_is_suggested_and_not_answered(browser, review, child):
    HealthYear.objects.create(child=child, year=2024, teeth_check=True, health_assessment=False)
    make.make_review(child, date(2025, 3, 5))
    page = browser.get(address(review))
    assertContains(page, "The return to 31 March 2024: Yes. Older than the last review")
    health = next(part for part in page.context["parts"] if part.section.key == "health")
    shown = {q.field.html_name: q.field.value() for q in health.choices}
    assert not shown["health-dentist"] and not shown["health-assessment"]
    assert health.left


def test_people_of_the_last_review_are_asked_again(browser, review, child, iro):
    earlier = make.make_review(child, date(2025, 3, 5))
    people = [{"role": "SCHOOL", "name": "Ms Hill", "presence": "CAME"}]
    make.make_section(earlier, "attendance", iro, data={"attendees": people}, is_complete=True)
    page = browser.get(address(review))
    rows = page.context["record"].entries["attendance"].rows.forms
    found = [(row["role"].value(), row["name"].value(), row["presence"].value()) for row in rows]
    assert ("SCHOOL", "Ms Hill", None) in found  # nobody says for them that they came
    assert found[0][0] == "SOCIAL_WORKER"


# --- without script


@pytest.mark.parametrize("change", ["decision:health", ""])
def test_numbers_that_no_page_wrote_break_nothing(browser, review, change):
    many = "9" * 5000
    data = typed(decisions=[{"action": "Visit weekly"}])
    data |= {"change": change, STORED_VERSION: f"health.{many}", "decisions-TOTAL_FORMS": many}
    answer = browser.post(address(review), data)
    assert answer.status_code in (200, 302, 409, 422)


def test_another_decision_keeps_all_words_and_shows_no_error(browser, review):
    data = typed(decisions=[{"action": "Visit weekly"}]) | {"change": "decision:health"}
    page = browser.post(address(review), data)
    assertContains(page, "Visit weekly")
    assertContains(page, 'name="decisions-1-action"')
    assertNotContains(page, "There is a problem")
    assert not ReviewSection.objects.exists()


def test_answer_as_last_time_fills_only_what_is_empty_and_never_a_judgement(browser, review, child, iro):
    earlier = make.make_review(child, date(2025, 3, 5))
    said = {"up_to_date": "yes", "right": "yes", "permanence": "no", "legal": "yes"}
    make.make_section(earlier, "plan", iro, data=said, is_complete=True)
    page = browser.post(address(review), typed(plan={"permanence": "yes"}) | {"change": "last:plan"})
    shown = {q.field.name: q.field.value() for q in page.context["parts"][8].choices}
    assert shown == {"up_to_date": "yes", "right": None, "permanence": "yes", "legal": None}


def unfolded(page: Any) -> list[str]:
    return re.findall(
        r'<section class="iro-part" id="(\w+)"(?:(?!</section>).)*?__fold" open', page, re.DOTALL
    )


def test_a_section_says_how_far_it_is_and_the_one_somebody_is_at_stands_open(browser, review, child, iro):
    earlier = make.make_review(child, STARTED - timedelta(days=90))
    make.make_section(earlier, "health", iro, data={"assessment": "yes"}, is_complete=True)
    page = browser.get(address(review)).content.decode()
    assert unfolded(page) == ["preparation"], "the first that is not finished"
    assert page.count('data-said="0 filled in') == page.count("<span data-standing>0 filled in") > 5
    page = browser.post(address(review), {"change": "last:health", **typed()}).content.decode()
    assert unfolded(page) == ["health"]
    assert page.count("<span data-standing>1 filled in, ") == page.count('data-said="1 filled in, ') == 1
    assert unfolded(browser.post(address(review), {"change": "came:all", **typed()}).content.decode()) == [
        "attendance"
    ]
    wrong = browser.post(address(review), typed(health={"about": "x" * 20_001}))
    assert "health" in unfolded(wrong.content.decode()), "an error is never folded away"


def test_a_folded_section_says_that_something_in_it_is_to_be_checked(browser, review, child, iro):
    make.make_review(child, STARTED - timedelta(days=30))
    HealthYear.objects.create(child=child, year=STARTED.year - 1, teeth_check=True)
    assertContains(browser.get(address(review)), "0 filled in, 3 left, 2 to check", 2)


def test_people_and_decisions_count_as_filled_in(browser, review, child, iro):
    make.make_decision(make.make_review(child, STARTED - timedelta(days=90)), iro)
    assertNotContains(browser.get(address(review)), "<span data-standing>1 filled in")
    open_one = Decision.objects.get()
    fate = {f"earlier-{open_one.public_id}-fate": "CARRIED", "change": "person:one"}
    page = browser.post(
        address(review), {**typed(attendees=[{"presence": "CAME"}], decisions=[ACTION]), **fate}
    )
    assertContains(page, "<span data-standing>1 filled in", 1)
    assertContains(page, "<span data-standing>2 filled in", 1)


def test_readers_of_the_boxes_of_a_section_are_named_once(browser, review):
    page = browser.get(address(review)).content.decode()
    wishes = page[page.index('id="wishes"') :]
    wishes = wishes[: wishes.index("</section>")]
    assert wishes.count("Read by: The child") == 1 and wishes.count("Read by: the same") >= 1
    described = re.findall(r'aria-describedby="([\w-]+)-readers', wishes)
    assert len(described) == wishes.count("<textarea") and set(described) == {"id_wishes-own_words"}


def test_everybody_named_came_and_old_words_are_copied(browser, review, child, iro):
    earlier = make.make_review(child, date(2025, 3, 5))
    make.make_section(earlier, "health", iro, data={"about": "Had a cold."}, is_complete=True)
    people = [{"role": "SCHOOL", "name": "Ms Hill"}, {"role": "CARER", "name": ""}]
    page = browser.post(address(review), typed(attendees=people) | {"change": "came:all"})
    rows = page.context["record"].entries["attendance"].rows.forms
    assert [row["presence"].value() for row in rows] == ["CAME", None]
    page = browser.post(address(review), typed(health={"about": "Well."}) | {"change": "copy:health-about"})
    assertContains(page, "Well.\nHad a cold.")


def test_removed_row_is_not_saved(browser, review):
    one, two = ACTION, ACTION | {"action": "Find a tutor", "DELETE": "on"}
    browser.post(address(review), typed(decisions=[one, two]))
    assert [d["action"] for d in ReviewSection.objects.get().data["decisions"]] == ["Visit weekly"]


# --- drafts


def slip(page) -> dict[str, str]:
    """What a page writes beside its form: the draft's key and the version it began from."""
    html = page.content.decode()
    names = ("draft_key", "draft_version", "section_version")
    return {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in names}


def test_what_is_typed_is_kept_and_comes_back_unjudged(browser, review):
    words = typed(decisions=[{"action": "Half a"}]) | slip(browser.get(address(review)))
    assert browser.post(reverse("accounts:keep_draft"), words).status_code == 200
    page = browser.get(address(review))
    assertContains(page, "Half a")
    assertNotContains(page, "There is a problem")
    assert not AuditEvent.objects.exists() and not ReviewSection.objects.exists()


def test_draft_is_named_on_the_page_of_the_review(browser, review, iro):
    words = typed(wishes={"own_words": "Half a sent"}) | slip(browser.get(address(review)))
    browser.post(reverse("accounts:keep_draft"), words)
    assert has_unsaved(review, iro)
    assertContains(browser.get(reverse("reviews:review", args=[review.public_id])), "You have a draft")
    assert not ReviewSection.objects.exists()


def test_saving_ends_the_draft(browser, review, iro):
    words = typed(health=HEALTH) | slip(browser.get(address(review)))
    version = browser.post(reverse("accounts:keep_draft"), words).json()["version"]
    browser.post(address(review), words | {"draft_version": version})
    assert not has_unsaved(review, iro)
    assert ReviewSection.objects.get().version == 1


# --- two people


def test_saving_an_older_page_shows_both_texts_and_loses_neither(browser, covering, review):
    covering.post(address(review), typed(health={"about": "Theirs", "assessment": "no"}))
    mine = {"about": "Mine", "assessment": "yes"}
    page = browser.post(address(review), typed(health=mine, education={"about": "Likes maths."}))
    assert page.status_code == 409
    for words in ("Mine", "Theirs", "Is the health assessment up to date?", "Yes", "No"):
        assertContains(page, words, status_code=409)
    assertNotContains(page, "Learning and progress", status_code=409)  # nobody else wrote there
    assert ReviewSection.objects.get().data["about"] == "Theirs"
    assertContains(page, 'name="section_version" value="health.1"', status_code=409)
    browser.post(address(review), typed(version="health.1", health=mine))
    saved = ReviewSection.objects.get()
    assert (saved.data["about"], saved.version) == ("Mine", 2)


def test_another_section_saved_meanwhile_is_no_conflict(browser, covering, review):
    covering.post(address(review), typed(education={"about": "Theirs"}))
    assert browser.post(address(review), typed(health=HEALTH)).status_code == 409  # emptied theirs
    data = typed(health=HEALTH, education={"about": "Theirs"})
    assert browser.post(address(review), data).status_code == 302
    assert set(ReviewSection.objects.values_list("key", flat=True)) == {"education", "health"}


def test_conflict_names_rows_and_dates_in_words(browser, covering, review):
    covering.post(address(review), typed(decisions=[ACTION]))
    page = browser.post(address(review), typed(decisions=[ACTION | {"action": "Visit monthly"}]))
    for words in ("What is to be done", "Visit weekly", "Visit monthly"):
        assertContains(page, words, status_code=409)
    assertNotContains(page, "Who will do it", status_code=409)
    spoken = {"spoke_to_child": "yes", "spoke_on_month": "3", "spoke_on_year": "2025"}
    version = "decisions.1"
    rows = [ACTION]
    covering.post(
        address(review), typed(version=version, preparation=spoken | {"spoke_on_day": "3"}, decisions=rows)
    )
    page = browser.post(
        address(review), typed(version=version, preparation=spoken | {"spoke_on_day": "4"}, decisions=rows)
    )
    for words in ("When did you speak?", "3 3 2025", "4 3 2025"):
        assertContains(page, words, status_code=409)


# --- when it may be written


def test_what_comes_before_the_review_is_written_from_its_booking_on(browser, child, on_day):
    on_day(STARTED)
    booked = make.make_review(child, booked_for=date(2025, 3, 28))
    assertContains(browser.get(reverse("reviews:review", args=[booked.public_id])), address(booked))
    page = browser.get(address(booked))
    assertContains(page, 'id="wishes"')
    assertNotContains(page, 'id="health"')
    assertContains(page, "write the rest of the record once the review has been held")
    wishes = {"own_words": "I want to stay."}
    # a page of before its start was undone
    page = browser.post(address(booked), typed(wishes=wishes, health=HEALTH))
    assertContains(page, HEALTH["about"], status_code=422)
    assert browser.post(address(booked), typed(wishes=wishes)).status_code == 302
    assert booked.sections.get().key == "wishes"


def test_words_typed_into_a_closed_record_stay_on_the_page(browser, review):
    Review.objects.filter(pk=review.pk).update(status=ReviewStatus.CANCELLED)
    page = browser.post(address(review), typed(health={"about": "Typed in time"}))
    assertContains(page, "Typed in time", status_code=422)
    assertContains(page, "This is not possible now", status_code=422)


def test_what_was_prepared_for_a_cancelled_review_can_still_be_read(browser, child, iro, on_day):
    on_day(STARTED)
    review = make.make_review(
        child, status=ReviewStatus.CANCELLED, cancelled_reason="The carer is ill", booked_for=STARTED
    )
    make.make_section(review, "wishes", iro, data={"own_words": "I want to stay."})
    assertContains(browser.get(reverse("reviews:review", args=[review.public_id])), address(review))
    page = browser.get(address(review))
    assertContains(page, "I want to stay.")
    assertNotContains(page, 'name="act"')


def test_nobody_but_the_childs_iro_sees_the_record_in_the_making(
    review, client_for, other_iro, qa_manager, team_manager, social_worker
):
    make.make_section(review, "wishes", make.make_user(), data={"own_words": "I want to stay."})
    for person in (other_iro, qa_manager, team_manager, social_worker):
        browser = client_for(person)
        assert browser.get(address(review)).status_code in {403, 404}
        page = browser.get(reverse("reviews:review", args=[review.public_id]))
        assert "I want to stay." not in page.content.decode()


def test_step_of_a_section():
    assert {k for k in SECTIONS if states.act_of_section(k) == states.Act.PREPARE} == {
        "preparation",
        "wishes",
    }
    assert {s.key for s in SECTIONS.values() if s.group == "Before"} == states.PREPARED


def test_the_limits_beside_the_questions_are_the_councils_own(review, browser, authority, qa_manager):
    page = browser.get(address(review))
    assertContains(page, "At least 3 working days before the review")
    assertContains(page, "At least 15 working days before the review")
    set_terms(
        authority=authority,
        starts_on=STARTED,
        changes={"report_wd": 4, "iro_sw_contact_wd": 18},
        reason="Agreed",
        by=qa_manager,
        today=STARTED,
    )
    page = browser.get(address(review))
    assertContains(page, "At least 4 working days before the review")
    assertContains(page, "At least 18 working days before the review")
    assertNotContains(page, "15 working days before")
