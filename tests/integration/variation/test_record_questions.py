"""A council asks its own questions in the record of a review; a record keeps what it was begun with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.councils.words import speaking
from accounts.models import User
from children.models import Child
from children.retention.gathering import held_on_child
from reviews.letters.drafting import first_words
from reviews.letters.known import style_of
from reviews.models import RecordVersion, Review
from reviews.record import completing, finished
from reviews.record.own import actions, states
from reviews.record.own.layout import AnswerKind, AskedOf, Layout, OwnQuestion
from tests import factories as make
from tests.integration.reviews.conftest import STARTED, answers_needed
from tests.integration.reviews.test_sections import address, typed
from tests.kept import helping, kept
from tests.refusing import refused

pytestmark = pytest.mark.django_db
LIST = reverse("reviews:record_versions")
PASSPORT, BOOK = "Does the child in care have a passport?", "How far is the life story book?"
HOW_FAR = "Not begun\nBegun\nFinished"
SECTION = "Life story"


def the_version() -> RecordVersion:
    return RecordVersion.objects.latest("number")


def page_of(name: str, *more: str) -> str:
    return reverse(f"reviews:{name}", args=[the_version().public_id, *more])


def asked(text: str, kind: str = "YES_NO", **over: str) -> dict[str, str]:
    return {"section": "health", "text": text, "kind": kind, "asked_of": "ALWAYS"} | over


def from_day(day: date) -> dict[str, str]:
    return {"starts_on_day": str(day.day), "starts_on_month": str(day.month), "starts_on_year": str(day.year)}


@helping
def publishes(client_for: Callable[..., Client], qa_manager: User, on_day: Callable[..., date]):
    """`publishes(asked(…), …, on=day)`: the QA manager adds the questions to the next version and publishes
    it from the day, through the pages; `but` changes it besides."""

    def publish(
        *questions: dict[str, str], on: date = STARTED, but: Callable[[Client], object] | None = None
    ) -> RecordVersion:
        on_day(on)
        browser = client_for(qa_manager)
        browser.post(reverse("reviews:new_record_version"))
        if but is not None:
            but(browser)
        for question in questions:
            assert browser.post(page_of("add_record_question"), question).status_code == 302
        assert browser.post(page_of("publish_record"), from_day(on)).status_code == 302
        return the_version()

    return publish


def removing(name: str) -> Callable[[Client], object]:
    return lambda browser: browser.post(page_of("remove_record_question", name))


@kept
def version(publishes) -> RecordVersion:
    return publishes(
        asked(PASSPORT, hint="Or an identity card"),
        asked(BOOK, "CHOICE", section="new", title=SECTION, choices=HOW_FAR, is_needed="on"),
        asked("How many books?", "NUMBER", section="own_2"),
        asked("When was it last worked on?", "DATE", section="own_2"),
        asked("Who works on it?", "TEXT", section="own_2", asked_of="AGED_16"),
    )


@kept
def review(version: RecordVersion, child: Child) -> Review:
    return make.make_started_review(child, STARTED, record_version=version)


@kept
def browser(client_for: Callable[..., Client], iro: User) -> Client:
    return client_for(iro)


STORY = {"own_2": "Begun", "own_3": "0", "own_4_on_day": "3", "own_4_on_month": "3", "own_4_on_year": "2025"}


def sent(act: str = "save", **over: Any) -> dict[str, str]:
    """What the page of the record sends with everything that is needed, and the council's own questions."""
    given = answers_needed()
    sections = {
        "wishes": given["wishes"],
        "attendance": {"child_came": "yes", "views": "spoke"},
        "attendees": given["attendance"]["attendees"],
        "health": {"own_1": "no"},
        "own_2": STORY,
        "plan": given["plan"] | {"permanence_plan": "foster"},
        "view": given["view"],
        "decisions": [],
    }
    return typed(act=act, **sections | over)


@kept
def completed(review: Review, browser: Client, team) -> Review:
    assertRedirects(
        browser.post(address(review), sent("complete")), reverse("reviews:review", args=[review.public_id])
    )
    review.refresh_from_db()
    return review


# --- the record asks them


def test_the_record_asks_them_in_its_sections_and_keeps_the_answers(review, browser):
    page = browser.get(address(review))
    for words in (PASSPORT, "Or an identity card", SECTION, BOOK, "Finished", "How many books?"):
        assertContains(page, words)
    assertNotContains(page, "Who works on it?")  # the child is not 16 yet
    assertRedirects(browser.post(address(review), sent()), address(review))
    found = {s.key: s for s in review.sections.all()}
    assert found["health"].data == {"own_1": "no"}
    assert found["own_2"].data == {"own_2": "Begun", "own_3": "0", "own_4_on": "2025-03-03"}
    assert found["own_2"].is_complete
    assertContains(browser.get(address(review)), 'value="Begun" checked')


def test_a_number_is_a_number(review, browser):
    page = browser.post(address(review), sent(own_2=STORY | {"own_3": "two"}))
    assertContains(page, "Enter a whole number, such as 3", status_code=422)


def test_the_record_is_not_completed_without_an_answer_that_is_needed(review, browser, iro):
    needed = f"Answer “{BOOK}”"
    assertContains(browser.get(address(review)), needed)
    page = browser.post(address(review), sent("complete", own_2={"own_3": "3"}))
    assertContains(page, needed, status_code=422)
    browser.post(address(review), sent(own_2={"own_3": "3"}))
    check = browser.get(reverse("reviews:check", args=[review.public_id]))
    assertContains(check, "Still to be completed")
    assertContains(check, SECTION)
    with pytest.raises(completing.Incomplete) as raised:
        completing.complete(review=review, by=iro, today=STARTED)
    assert raised.value.keys == ["own_2"]


def test_the_form_to_print_and_the_list_of_sections_have_them(review, browser):
    page = browser.get(reverse("reviews:print", args=[review.public_id]))
    for words in (PASSPORT, SECTION, BOOK, "☐ Finished"):
        assertContains(page, words)
    tasks = browser.get(reverse("reviews:review", args=[review.public_id]))
    assertContains(tasks, f"{address(review)}#own_2")


# --- completed


def test_the_completed_record_says_them_word_by_word_for_ever(completed, client_for, iro, publishes):
    lines = {line.key: (line.question, line.answer) for line in finished.read(completed).lines().values()}
    assert lines["health.own_1"] == (PASSPORT, "No")
    assert lines["own_2.own_3"] == ("How many books?", "0")
    assert lines["own_2.own_4_on"] == ("When was it last worked on?", "3 March 2025")
    publishes(on=date(2025, 6, 2), but=removing("own_2"))
    page = client_for(iro).get(reverse("reviews:review", args=[completed.public_id]))
    for words in (SECTION, BOOK, "Begun"):
        assertContains(page, words)


def test_a_line_is_amended_with_a_reason(completed, browser):
    page = reverse("reviews:amend", args=[completed.public_id, "own_2.own_2"])
    assertContains(browser.get(page), "Finished")
    assert browser.post(page, {"answer": "Finished", "reason": "Seen since"}).status_code == 302
    assert completed.sections.get(key="own_2").data["own_2"] == "Finished"
    assertContains(browser.get(reverse("reviews:review", args=[completed.public_id])), "Seen since")


def test_minutes_have_them_and_the_letter_to_the_child_does_not(completed, iro):
    style = style_of(completed.child.authority_id)
    minutes = {p["key"]: p["text"] for p in first_words(completed, "MINUTES", style, iro.name)}
    assert f"{PASSPORT} No" in minutes["health"]
    assert f"{BOOK} Begun" in minutes["own_2"]
    letter = str(first_words(completed, "CHILD", style, iro.name))
    assert BOOK not in letter


def test_everything_held_on_the_child_says_question_and_answer(completed):
    held = str([section.rows for section in held_on_child(completed.child)])
    assert f"{PASSPORT} No" in held
    assert f"{BOOK} Begun" in held


def test_the_child_at_a_glance_has_them(completed, browser):
    page = browser.get(reverse("reviews:brief", args=[completed.child.public_id]))
    assertContains(page, BOOK)
    assertContains(page, "Begun")


def test_the_next_record_says_what_was_answered_last_time(completed, version, client_for, iro, on_day):
    on_day(date(2025, 6, 16))
    later = make.make_started_review(completed.child, date(2025, 6, 16), record_version=version)
    page = client_for(iro).get(address(later)).content.decode()
    assert "Last time: Begun" in page
    assert 'data-last="Begun"' in page


# --- what holds for which record


def test_a_record_that_is_begun_keeps_its_questions(child, browser, publishes, iro, client_for, on_day):
    on_day(STARTED)
    begun = make.make_started_review(child, STARTED)
    publishes(asked(PASSPORT))
    assertNotContains(browser.get(address(begun)), PASSPORT)


def test_a_review_is_recorded_with_what_holds_on_its_day(child, client_for, iro, publishes):
    booked = make.make_review(child, booked_for=date(2025, 3, 28))
    publishes(asked(PASSPORT, section="wishes"), on=date(2025, 3, 26))
    page = client_for(iro).get(address(booked))
    assertContains(page, PASSPORT)
    client_for(iro).post(address(booked), typed(wishes={"own_1": "yes"}))
    booked.refresh_from_db()
    assert booked.record_version == the_version()
    publishes(on=date(2025, 3, 27), but=removing("own_1"))
    assertContains(client_for(iro).get(address(booked)), PASSPORT)
    booked.delete()
    earlier = make.make_review(child, booked_for=date(2025, 3, 24))
    assertNotContains(client_for(iro).get(address(earlier)), PASSPORT)


def test_what_was_prepared_before_a_version_keeps_the_portals_questions(child, browser, publishes, iro):
    booked = make.make_review(child, booked_for=date(2025, 3, 28))
    make.make_section(booked, "wishes", iro, data={"own_words": "To stay"})
    publishes(asked(PASSPORT, section="wishes"))
    assertNotContains(browser.get(address(booked)), PASSPORT)


def test_starting_a_record_fixes_its_questions(child, browser, publishes, on_day):
    booked = make.make_review(child, booked_for=date(2025, 3, 26))
    publishes(asked(PASSPORT), on=date(2025, 3, 26))
    start = reverse("reviews:start", args=[booked.public_id])
    day = {"on_day": "26", "on_month": "3", "on_year": "2025", "way": "IN_PERSON"}
    assertRedirects(browser.post(start, day), address(booked))
    booked.refresh_from_db()
    assert booked.record_version == the_version()


def test_another_council_asks_its_own(review, client_for, outsider):
    page = client_for(outsider).get(LIST)
    assertContains(page, "No questions of your own yet")
    assert client_for(outsider).get(page_of("record_version")).status_code == 404


# --- the words


def test_their_words_stay_as_they_were_typed(completed, authority, browser):
    authority.child_term_one, authority.child_term = "young person", "young people"
    authority.save()
    page = browser.get(reverse("reviews:review", args=[completed.public_id]))
    assertContains(page, PASSPORT)
    with speaking(authority):
        assert finished.put_together(completed).lines()["health.own_1"].question == PASSPORT


def test_a_question_is_worded_anew_and_stays_the_same_one(
    completed, version, publishes, client_for, qa_manager
):
    def reword(browser: Client) -> None:
        page = page_of("edit_record_question", "own_2")
        assertContains(browser.get(page), "Figures count it as the same question")
        data = {"text": "The life story book?", "choices": "Not begun\nBegun", "asked_of": "LATER"}
        assert browser.post(page, data).status_code == 302

    now = Layout.from_stored(publishes(on=date(2025, 6, 2), but=reword).layout).question("own_2")
    assert now == OwnQuestion(
        name="own_2",
        section="own_2",
        text="The life story book?",
        kind=AnswerKind.CHOICE,
        choices=("Not begun", "Begun"),
        asked_of=AskedOf.LATER,
    )


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (asked(""), "Enter the question"),
        (asked(PASSPORT.upper()), states.ASKED_ALREADY),
        (asked("Which?", "CHOICE", choices="One"), "Enter at least two answers"),
        (asked("Which?", "CHOICE", choices="One\none"), "Enter each answer once"),
        (asked("Which?", "CHOICE", choices="\n".join(map(str, range(9)))), "Enter 8 answers or fewer"),
        (asked("Which?", "CHOICE", choices=f"One\n{'x' * 81}"), "to 80 characters"),
        (asked("Which?", section="new"), "Enter the title of the new section"),
        (asked("Which?", section="decisions"), "Section can no longer be chosen"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(version, client_for, qa_manager, question, says):
    browser = client_for(qa_manager)
    browser.post(reverse("reviews:new_record_version"))
    page = browser.post(page_of("add_record_question"), question)
    assertContains(page, says, status_code=422)
    assertContains(page, question["text"], status_code=422)
    assert len(Layout.from_stored(the_version().layout).questions) == 5


def test_there_is_an_end_to_questions_and_sections(version, qa_manager):
    draft = actions.start_draft(authority=version.authority, by=qa_manager)

    def add(number: int, section: str = "health") -> None:
        question = OwnQuestion("", section, f"Question {number}?", AnswerKind.YES_NO)
        actions.add_question(version=draft, question=question, title=f"Title {number}", by=qa_manager)

    for number in range(3):
        add(number, "")
    with refused(states.TOO_MANY_SECTIONS, "section"):
        add(3, "")
    for number in range(4, 12):
        add(number)
    with refused(states.TOO_MANY_QUESTIONS):
        add(12)


def test_a_section_whose_last_question_went_meanwhile_has_no_other_title(version, qa_manager):
    draft = actions.start_draft(authority=version.authority, by=qa_manager)
    question = OwnQuestion("", "", "Do you keep a pet?", AnswerKind.YES_NO, "")
    asked = actions.add_question(version=draft, question=question, title="Pets", by=qa_manager)
    actions.remove_question(version=draft, name=asked.name, by=qa_manager)
    with refused(states.NO_SUCH_SECTION):
        actions.name_section(version=draft, key=asked.section, title="Animals", by=qa_manager)
    with refused(states.NO_SUCH_SECTION):
        actions.move_section(version=draft, key=asked.section, place=1, by=qa_manager)


def test_a_record_with_all_questions_of_its_own_stays_light(version, child, qa_manager, client_for, iro):
    """All that can be asked, in the longest words."""
    draft, answers = actions.start_draft(authority=version.authority, by=qa_manager), states.MOST_ANSWERS
    for name in ("own_1", "own_2", "own_3", "own_4_on", "own_5"):
        actions.remove_question(version=draft, name=name, by=qa_manager)
    for number in range(states.MOST_QUESTIONS):
        choices = tuple(f"{place}{'x' * 79}" for place in range(min(8, answers)))
        kind = AnswerKind.CHOICE if len(choices) > 1 else AnswerKind.DATE
        answers -= len(choices)
        question = OwnQuestion("", "health", f"{number}{'x' * 197}?", kind, "y" * 300, choices)
        actions.add_question(version=draft, question=question, title="", by=qa_manager)
    review = make.make_started_review(child, STARTED, record_version=draft)
    assert len(client_for(iro).get(address(review)).content) < 120_000
    last = Layout.from_stored(draft.layout).questions[-1]
    with refused(states.TOO_MANY_ANSWERS, "choices"):
        more = replace(last, choices=("One", "Two"))
        actions.change_question(version=draft, question=more, by=qa_manager)
