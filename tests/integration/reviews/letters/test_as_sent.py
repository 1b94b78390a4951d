"""What was sent says for ever what it said: its words, and what stands round them on pages, in PDFs and in
the names of files."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from pypdf import PdfReader

from children.models import Child
from reviews.letters import actions, copying
from reviews.letters.heading import heading_of
from reviews.models import Letter, LetterCopy, Review
from reviews.record import completing
from tests import factories as make
from tests.integration.reviews.conftest import STARTED, answers_needed
from tests.kept import kept

pytestmark = pytest.mark.django_db
TODAY = make.at(STARTED).date()


@kept
def done(ready, iro, team_manager) -> Review:
    given = answers_needed()["attendance"]
    people = [*given["attendees"], {"role": "MOTHER", "name": "Jo Swallow", "presence": "CAME"}]
    review = ready(attendance=given | {"attendees": people})
    completing.complete(review=review, by=iro, today=TODAY)
    review.refresh_from_db()
    return review


@pytest.fixture
def sent(done, child, iro, social_worker) -> list[Letter]:
    """The minutes, the letter to the child and one of introduction, each with all its copies."""
    letters = [actions.write(review=done, kind=kind, by=iro, today=TODAY) for kind in ("MINUTES", "CHILD")]
    letters.append(actions.introduce(child=child, by=iro, today=TODAY))
    for letter in letters:
        Letter.objects.filter(pk=letter.pk).update(state="READY")
        copying.send(letter=letter, copies=list(letter.copies.all()), by=iro, today=TODAY)
    return letters


class Doors:
    """Everything that says something of what was sent, read as its readers read it."""

    def __init__(self, client_for, iro) -> None:
        self.client_for, self.iro = client_for, client_for(iro)

    def read(self) -> dict[str, str]:
        found = {}
        for letter in Letter.objects.all():
            found |= self._pdf(self.iro, "reviews:letter_pdf", letter)
            found |= self._page(self.iro, "reviews:letter", letter)
        for copy in LetterCopy.objects.select_related("letter"):
            found |= self._pdf(self.iro, "reviews:copy_pdf", copy)
            found |= self._page(self.iro, "reviews:copy", copy)
            if copy.person_id:
                theirs = self.client_for(copy.person)
                found |= self._pdf(theirs, "reviews:own_copy_pdf", copy)
                theirs.post(reverse("reviews:own_copy", args=[copy.public_id]))
                found |= self._page(theirs, "reviews:own_copy", copy)
        assert len(found) > 20, sorted(found)
        return found

    def _pdf(self, browser, name: str, of: Letter | LetterCopy) -> dict[str, str]:
        answer = browser.get(reverse(name, args=[of.public_id]))
        assert answer.status_code == 200, name
        pdf = PdfReader(BytesIO(answer.content))
        assert pdf.metadata is not None
        said = [answer["Content-Disposition"], pdf.metadata.title or "", pdf.metadata.author or ""]
        return {f"{name} {of.pk}": " | ".join([*said, *(page.extract_text() for page in pdf.pages)])}

    def _page(self, browser, name: str, of: Letter | LetterCopy) -> dict[str, str]:
        """The caption and the paper: what stands round them is about the child as they are now."""
        html = browser.get(reverse(name, args=[of.public_id])).content.decode()
        caption = re.findall(r'<span class="govuk-caption-l">.*?</span>', html, re.DOTALL)
        paper = re.findall(r'<div class="iro-letter__paper.*?</div>', html, re.DOTALL)
        assert caption and paper, name
        return {f"{name} {of.pk}": "".join([*caption, *paper])}


@pytest.fixture
def doors(client_for, iro) -> Doors:
    return Doors(client_for, iro)


def correct_the_day(browser, review: Review) -> None:
    day = review.held_on - timedelta(days=1)
    given = {"held_on_day": day.day, "held_on_month": day.month, "held_on_year": day.year}
    given |= {"child_came": "yes", "views": "spoke", "reason": "Typed wrong"}
    answer = browser.post(reverse("reviews:correct", args=[review.public_id]), given)
    assert answer.status_code == 302, answer.context["form"].errors


def rename(child: Child) -> None:
    council = child.authority
    council.name, council.review_term, council.iro_term = "Brackwater Council", "our meeting", "Reviewer"
    council.iro_full_term, council.decision_term = "Reviewing Person", "recommendation"
    council.save()
    child.forename, child.surname, child.number = "Opal", "Newname", "77777"
    child.save()


def test_a_corrected_day_leaves_what_was_sent_as_it_went(sent, doors, done, client_for, iro):
    before = doors.read()
    assert any("minutes-2025-" in said for said in before.values())
    correct_the_day(client_for(iro), done)
    assert doors.read() == before


def test_another_name_of_the_child_and_other_words_leave_what_was_sent_as_it_went(sent, doors, child):
    before = doors.read()
    rename(child)
    after = doors.read()
    assert after == before
    assert not any(word in "".join(after.values()) for word in ("Opal", "Newname", "77777", "Reviewer"))


def test_the_completed_record_names_whom_it_was_completed_for(done, child, client_for, iro):
    def pdf() -> str:
        answer = client_for(iro).get(reverse("reviews:record_pdf", args=[done.public_id]))
        return " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(answer.content)).pages).split())

    name, number, council, before = child.name, child.number, child.authority.name, pdf()
    rename(child)
    page = client_for(iro).get(reverse("reviews:review", args=[done.public_id])).content.decode()
    assert f"This record was completed under the name {name}." in page
    now_called = " The record was completed under this name. The child is now called Opal Newname."
    head = (
        f"{name}: review of {STARTED.day} March 2025 {council}. Child number {number}. Made on 26 March 2025."
    )
    assert before.startswith(head) and now_called not in before
    assert pdf() == before.replace(head, head + now_called)


def test_a_further_copy_is_of_what_was_sent(sent, doors, child, iro, client_for):
    minutes = sent[0]
    name, day = child.name, make.now()
    rename(child)
    LetterCopy.objects.create(letter=minutes, role="FATHER", name="Dean Swallow", channel="PRINT")
    minutes.refresh_from_db()
    copying.send(letter=minutes, copies=[minutes.copies.get(role="FATHER")], by=iro, today=day.date())
    said = doors.read()[f"reviews:copy_pdf {minutes.copies.get(role='FATHER').pk}"]
    assert f"{name}: minutes of the review of" in said and "Copy for Dean Swallow" in said
    assert "Opal" not in said


def test_a_letter_that_was_not_sent_says_what_is_so_now(done, child, iro, client_for):
    letter = actions.write(review=done, kind="MINUTES", by=iro, today=TODAY)
    rename(child)
    address = reverse("reviews:letter_pdf", args=[letter.public_id])
    text = PdfReader(BytesIO(client_for(iro).get(address).content)).pages[0].extract_text()
    assert "Opal Newname: minutes of the our meeting of" in " ".join(text.split())
    assert "Brackwater Council" in text and "77777" in text


def test_what_was_sent_without_a_heading_is_of_the_day_it_was_sent_for(done, iro, child, client_for):
    given = {"parts": [], "written_by": iro, "written_at": make.now(), "sent_at": make.now()}
    letter = Letter.objects.create(child=child, review=done, kind="CHILD", state="SENT", **given)
    before = heading_of(letter)
    assert before.file == f"letter-to-the-child-{done.held_on}.pdf"
    correct_the_day(client_for(iro), done)
    assert heading_of(Letter.objects.get(pk=letter.pk)) == before


@pytest.mark.parametrize(
    "changed",
    [
        {"heading": {}},
        {"heading": None},
        {"parts": []},
        {"format": "LARGE"},
        {"translated": b"%PDF"},
        {"reissue_reason": "Another"},
    ],
)
def test_the_database_keeps_what_was_sent(sent, changed):
    with pytest.raises(InternalError, match="sent_letter_never_changes"), transaction.atomic():
        Letter.objects.filter(pk=sent[0].pk).update(**changed)


def test_the_database_keeps_for_whom_a_copy_went(sent):
    with pytest.raises(InternalError, match="sent_copy_never_changes"), transaction.atomic():
        LetterCopy.objects.filter(letter=sent[0], role="MOTHER").update(name="Somebody else")
