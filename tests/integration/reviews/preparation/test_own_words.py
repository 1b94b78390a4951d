"""A council writes its own invitations, reminders and consultation papers (D-74)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import OutgoingMail
from reviews.cycle.replay import replay_children
from reviews.inviting import actions, consulting
from reviews.inviting.consulting import Said
from reviews.inviting.our_words import MAY_STAND, MUST_STAND, OURS, wrong_in_text, wrong_in_title
from reviews.inviting.own_words import OURS_ALREADY, set_words, use_ours
from reviews.inviting.papers import paper_for
from reviews.models import Invitation, InvitingWords, Review
from reviews.models.inviting import PAPERS, WordsKind
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused

TODAY = date(2025, 3, 10)
BOOKED = date(2025, 3, 24)
WORDS = reverse("reviews:inviting_words")


@kept
def review(child, iro, on_day) -> Review:
    on_day(TODAY)
    replay_children([child.pk], today=TODAY)
    return make.make_review(child, booked_for=BOOKED, created_by=iro, place="12 Elm Road")


@kept
def carer(review) -> Invitation:
    given = {"role": "CARER", "name": "Pat Lowe", "way": "EMAIL", "email": "pat@example.com"}
    return Invitation.objects.create(review=review, has_paper=True, **given)


def address(kind: str) -> str:
    return reverse("reviews:change_inviting_words", args=[kind])


def typed(on: date = TODAY, **over: str) -> dict[str, str]:
    day = {"starts_on_day": str(on.day), "starts_on_month": str(on.month), "starts_on_year": str(on.year)}
    return day | over


EMAIL = {
    "title": "Come to the meeting on {when}",
    "text": "Hello, come at {when}.\n\n{questions}\n\n{how to reply}",
}


def test_an_invitation_and_a_reminder_are_sent_in_the_words_of_the_council(
    client_for, qa_manager, review, carer, iro
):
    setter = client_for(qa_manager)
    assert setter.get(WORDS).content.decode().count("The portal’s") == len(WordsKind)
    assertRedirects(setter.post(address("email"), typed(**EMAIL)), WORDS)
    assertContains(setter.get(WORDS), "Yours since 10 March 2025")
    actions.send(review=review, invitations=[carer], by=iro, today=TODAY)
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Come to the meeting on 24 March 2025"
    assert mail.body.startswith("Hello, come at 24 March 2025.\n\nBefore the review we would like")
    assert f"reply to {iro.name}" in mail.body and "no child and no place" not in mail.body
    actions.remind(review=review, by=iro, today=TODAY + timedelta(days=1))
    reminder = OutgoingMail.objects.latest("pk")
    assert reminder.subject == "Please reply: review on 24 March 2025"
    setter.post(reverse("reviews:inviting_words_ours", args=["email"]))
    Invitation.objects.update(state="LISTED")
    carer.refresh_from_db()
    actions.send(review=review, invitations=[carer], by=iro, today=TODAY)
    assert OutgoingMail.objects.latest("pk").body.startswith("You are invited to a review on 24 March")


def test_a_subject_that_long_names_make_too_long_is_sent_as_far_as_it_goes(
    authority, review, carer, iro, qa_manager
):
    authority.name = "The Borough Council of Newtown upon the River"
    authority.save()
    given = {"starts_on": TODAY, "by": qa_manager, "today": TODAY}
    title, text = "{when} " + "{council} " * 9, "Come on {when}. {how to reply}"
    set_words(authority=authority, kind=WordsKind.EMAIL, title=title, text=text, **given)
    actions.send(review=review, invitations=[carer], by=iro, today=TODAY)
    subject = OutgoingMail.objects.get().subject
    assert len(subject) == 200 and subject.startswith("24 March 2025 The Borough") and subject.endswith("…")


def test_words_that_are_typed_stay_as_they_are(authority, review, carer, iro, qa_manager):
    authority.review_term = "planning meeting"
    authority.save()
    given = {"authority": authority, "by": qa_manager, "today": TODAY, "starts_on": TODAY}
    set_words(kind="EMAIL", title="A review", text="This review: {when}\n\n{how to reply}", **given)
    review.child.authority = authority
    actions.send(review=review, invitations=[carer], by=iro, today=TODAY)
    mail = OutgoingMail.objects.get()
    assert (mail.subject, mail.body.splitlines()[0]) == ("A review", "This review: 24 March 2025")


@pytest.mark.parametrize(
    ("kind", "title", "text", "says"),
    [
        ("email", "Come", "{when} {child} {how to reply}", "“{child}” cannot be used here"),
        ("email", "Come", "{when}", "The text must have {how to reply}"),
        ("email", "Come", "{when} {how to reply", "“{” cannot be used here"),
        ("email", "Come {how to reply}", "{when} {how to reply}", "“{how to reply}” cannot be used here"),
        ("here", "Come", "{when}", "The text must have {link}"),
        ("letter", "Come", "Dear {name}", "The text must have {child}, {details}"),
        ("letter-child", "Come", "", "Enter the text"),
        ("letter-child", "", "{details}", "Enter the heading"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(client_for, qa_manager, on_day, kind, title, text, says):
    on_day(TODAY)
    page = client_for(qa_manager).post(address(kind), typed(title=title, text=text))
    assertContains(page, says, status_code=422)
    assert not InvitingWords.objects.exists()


def test_they_are_shown_before_they_are_saved(client_for, qa_manager, on_day):
    on_day(TODAY)
    page = client_for(qa_manager).post(address("email"), typed(**EMAIL, show="1"))
    assertContains(page, "Come to the meeting on 24 March 2025 at 4pm")
    page = client_for(qa_manager).post(address("letter"), typed(**letter(), show="1"))
    assertContains(page, "About Sam Example")
    paper = typed(title="Tell us", text="As you like.", asked="How are you?\nAnd school?", show="1")
    page = client_for(qa_manager).post(address("older"), paper)
    assertContains(page, '<li class="iro-words">And school?</li>')
    assert not InvitingWords.objects.exists()
    assert client_for(qa_manager).get(address("poster")).status_code == 404


def letter() -> dict[str, str]:
    return {"title": "Please come", "text": "About {child}, dear {name}.\n\n{details}\n\nThank you. {paper}"}


def test_a_printed_invitation_has_the_details_where_the_council_wants_them(
    client_for, qa_manager, review, carer, iro
):
    client_for(qa_manager).post(address("letter"), typed(**letter()))
    page = client_for(iro).get(reverse("reviews:print_invitation", args=[carer.public_id]))
    text = page.content.decode()
    assert text.index("dear Pat Lowe") < text.index("12 Elm Road") < text.index("Thank you. If you can, send")
    assertNotContains(page, "Dear Pat Lowe")
    child = Invitation.objects.create(review=review, role="CHILD", name="Sam", way="PRINT")
    page = client_for(iro).get(reverse("reviews:print_invitation", args=[child.public_id]))
    assertContains(page, "Your review is a meeting about you")


def test_a_paper_of_the_council_is_the_one_of_the_day_of_the_invitation(
    client_for, qa_manager, authority, review, carer, iro, child
):
    later = TODAY + timedelta(days=3)
    asked = "What is going well for the child, at home, at school and with friends?\nIs the car safe?"
    sent = typed(later, title="Carers", text="As you like.", asked=asked)
    assertRedirects(client_for(qa_manager).post(address("carer"), sent), WORDS)
    assertContains(client_for(qa_manager).get(WORDS), "from 13 March 2025")
    questions = InvitingWords.objects.get().questions
    assert [key for key, _ in questions] == ["well", "own2"]
    assert paper_for(carer, today=TODAY).edition == "2026"
    assert paper_for(carer, today=later).questions[1] == ("own2", "Is the car safe?")
    actions.send(review=review, invitations=[carer], by=iro, today=TODAY)
    assert paper_for(carer, today=later).edition == "2026"
    Invitation.objects.update(sent_on=later)
    carer.refresh_from_db()
    words = ({"key": "own2", "title": "Is the car safe?", "text": "Yes"},)
    said = Said(words, later, "TALK")
    kept_words = consulting.record_consultation(invitation=carer, said=said, by=iro, today=later)
    assert kept_words.edition == "13 March 2025"


def test_the_question_of_what_the_child_wants_changed_stays_one_of_its_own(
    client_for, qa_manager, authority, on_day
):
    on_day(TODAY)
    setter = client_for(qa_manager)
    begins = setter.get(address("older")).context["form"].initial
    assert begins["change"] == "What would you like to change?"
    assert begins["change"] not in begins["asked"]
    sent = typed(title="Say it", text="As you like.", asked="All well?", change="What should be different?")
    setter.post(address("older"), sent)
    questions = InvitingWords.objects.get().questions
    assert questions == [["own1", "All well?"], ["change", "What should be different?"]]
    for wrong, says in (("All well?\nall well?", "each question once"), ("x" * 201, "Shorten the question")):
        assertContains(setter.post(address("older"), sent | {"asked": wrong}), says, status_code=422)
    many = "\n".join(f"Question {n}?" for n in range(16))
    assertContains(setter.post(address("older"), sent | {"asked": many}), "15 questions", status_code=422)


def test_words_begin_today_or_later_and_those_of_the_same_day_are_replaced(
    client_for, qa_manager, authority, on_day
):
    on_day(TODAY)
    setter = client_for(qa_manager)
    early = setter.post(address("email"), typed(TODAY - timedelta(days=1), **EMAIL))
    assertContains(early, "must start today or later", status_code=422)
    for title in ("One", "Two"):
        setter.post(address("email"), typed(**EMAIL | {"title": title}))
    assert InvitingWords.objects.get().title == "Two"
    given: dict[str, Any] = {"authority": authority, "by": qa_manager, "today": TODAY}
    with refused(OURS_ALREADY):
        use_ours(kind="LETTER", **given)


def test_our_own_words_could_be_those_of_a_council():
    assert set(OURS) == set(MAY_STAND) == set(MUST_STAND) == set(WordsKind) - PAPERS
    for kind, text in OURS.items():
        assert not wrong_in_title(kind, text.title) and not wrong_in_text(kind, text.text)
