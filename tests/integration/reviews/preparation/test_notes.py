"""The IRO's notes on a child's record."""

from datetime import date

import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from disputes.models import ConcernNote
from reporting.measures.base import Result, Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews.events import notes
from reviews.models import CaseNote
from tests import factories as make
from tests.refusing import refused

TODAY = date(2025, 3, 17)
WHEN = {"on_day": "14", "on_month": "3", "on_year": "2025"}


@pytest.fixture(autouse=True)
def monday(on_day):
    return on_day(TODAY)


def test_the_iro_writes_a_note_that_stands_on_the_record(client_for, child, iro, social_worker, other_iro):
    review = make.make_review(child, booked_for=date(2025, 4, 2))
    listed = reverse("reviews:notes", args=[child.public_id])
    assertContains(client_for(iro).get(listed), "No notes have been written yet")
    browser, page = client_for(iro), reverse("reviews:new_note", args=[child.public_id])
    assertContains(browser.post(page, {}), "Select what it is", status_code=422)
    given = WHEN | {"kind": "DISCUSSION", "text": "The school place is at risk"}
    assertContains(browser.post(page, given), notes.NAME_THEM, status_code=422)
    early = browser.post(page, given | {"with_whom": "Ms Lowe", "on_day": "18"})
    assertContains(early, "must be today or in the past", status_code=422)
    about = {"with_whom": "Ms Lowe", "review": str(review.public_id)}
    seen = browser.post(page, given | about, follow=True)
    for words in ("with", "Ms Lowe", "The school place is at risk", "about the review of", "2 April 2025"):
        assertContains(seen, words)
    theirs = client_for(social_worker).get(listed)
    assertContains(theirs, "The school place is at risk")
    assertNotContains(theirs, "Strike out")
    glance = client_for(iro).get(reverse("children:child", args=[child.public_id]))
    assertContains(glance, "IRO’s note: a discussion")
    assert client_for(other_iro).get(listed).status_code == 404
    assertContains(browser.get(reverse("reviews:child_reviews", args=[child.public_id])), "IRO’s notes")


def test_a_wrong_note_is_struck_out_and_stays_readable(client_for, child, iro, qa_manager, authority):
    note = notes.write(
        child=child, note=notes.Note("COMMENT", TODAY, "Of another child"), by=iro, today=TODAY
    )
    page = reverse("reviews:strike_note", args=[note.public_id])
    browser = client_for(qa_manager)
    assertContains(browser.post(page, {}), "Enter what is wrong with the note", status_code=422)
    seen = browser.post(page, {"because": "It is about a brother"}, follow=True)
    for words in ("Struck out", "It is about a brother", "Of another child", "Quinn Marsh"):
        assertContains(seen, words)
    assertContains(browser.post(page, {"because": "Again"}), notes.STRUCK, status_code=422)
    glance = client_for(iro).get(reverse("children:child", args=[child.public_id]))
    assertNotContains(glance, "IRO’s note")


def test_nothing_changes_what_a_note_says(child, iro):
    note = notes.write(child=child, note=notes.Note("COMMENT", TODAY, "As written"), by=iro, today=TODAY)
    for change in ({"text": "Other words"}, {"on": date(2025, 3, 1)}, {"kind": "EMAIL", "with_whom": "Lee"}):
        with pytest.raises(InternalError), transaction.atomic():
            CaseNote.objects.filter(pk=note.pk).update(**change)


def test_a_note_names_a_concern_of_its_child(client_for, child, other_child, iro, social_worker):
    page = reverse("reviews:new_note", args=[child.public_id])
    assertNotContains(client_for(iro).get(page), "Which concern is it about")
    concern = make.make_concern(child, iro, date(2025, 3, 3), tell_manager=False)
    given = WHEN | {"kind": "COMMENT", "text": "Asked again about the school", "review": ""}
    seen = client_for(iro).post(page, given | {"concern": str(concern.public_id)}, follow=True)
    assertContains(seen, reverse("disputes:concern", args=[concern.public_id]))
    of_concern = client_for(iro).get(reverse("disputes:concern", args=[concern.public_id]))
    assertContains(of_concern, "Asked again about the school")
    theirs = client_for(social_worker).get(reverse("reviews:notes", args=[child.public_id]))
    assertContains(theirs, "Asked again about the school")
    assertNotContains(theirs, "concern of")  # social workers see no concerns
    with refused(notes.OTHER_CONCERN, "concern"):
        note = notes.Note("COMMENT", TODAY, "x", concern=concern.public_id)
        notes.write(child=other_child, note=note, by=iro, today=TODAY)


def test_nothing_puts_back_or_changes_what_was_struck_out(child, iro):
    note = notes.write(child=child, note=notes.Note("COMMENT", TODAY, "As written"), by=iro, today=TODAY)
    notes.strike(note=note, because="Another child", by=iro)
    put_back = {"struck_at": None, "struck_by": None, "struck_because": ""}
    for change in (put_back, {"struck_because": "Another reason"}):
        with pytest.raises(InternalError), transaction.atomic():
            CaseNote.objects.filter(pk=note.pk).update(**change)


def test_a_note_since_the_review_before(authority, child, iro):
    make.make_recorded_since(authority, "case_notes", date(2024, 4, 1), iro)
    for day in (date(2024, 11, 4), date(2025, 1, 6), date(2025, 3, 10)):
        make.make_review(child, day)
    written = [notes.Note("COMMENT", date(2025, 2, 3), "First"), notes.Note("COMMENT", TODAY, "After it")]
    for note in written:
        notes.write(child=child, note=note, by=iro, today=TODAY)
    # of three reviews the first has none before it; the note stands between the second and the third
    assert compute(MEASURES["notes_between"], Scope(authority, collection_year(2025))) == Result(1, 2, 0)


def test_a_note_is_about_a_review_of_its_own_child(child, other_child, iro):
    review = make.make_review(other_child, booked_for=date(2025, 4, 2))
    with refused(notes.ANOTHER_CHILD, "review"):
        notes.write(child=child, note=notes.Note("COMMENT", TODAY, "x", review=review), by=iro, today=TODAY)


def test_notes_are_counted_without_those_struck_out(authority, child, iro):
    make.make_child_in_care(authority, iro=iro)
    for text in ("First", "Second", "Wrong"):
        note = notes.write(child=child, note=notes.Note("COMMENT", TODAY, text), by=iro, today=TODAY)
    notes.strike(note=note, because="Wrong child", by=iro)
    concern = make.make_concern(child, iro, date(2025, 3, 3), tell_manager=False)
    ConcernNote.objects.create(
        concern=concern, on=TODAY, text="Talked informally", is_shared=False, by=iro, at=make.now()
    )
    for kind in ("case_notes", "concerns"):
        make.make_recorded_since(authority, kind, date(2024, 4, 1), iro)
    scope = Scope(authority, collection_year(2025))
    assert compute(MEASURES["notes_written"], scope).numerator == 2
    assert compute(MEASURES["notes_on_concerns"], scope).numerator == 1
    assert compute(MEASURES["notes_children"], scope) == Result(1, 2, 0)
