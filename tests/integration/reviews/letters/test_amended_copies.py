"""Whoever holds a copy of what was amended is told: those who read the record, those who have left the case,
people outside by email, and everybody else by a person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.mail.reading import why_not
from accounts.models import AccessLog, Membership, OutgoingMail, User
from accounts.models.jobs import MailState
from children.models import Child
from reviews.letters import actions, amended_copies, copying, states
from reviews.letters.heading import heading_of
from reviews.models import Invitation, Letter, LetterCopy
from reviews.record import amending
from reviews.record.sections import ParticipationFacts
from reviews.record.together import correcting
from statute.participation import Views
from tests import factories as make
from tests.integration.reviews.conftest import STARTED
from tests.integration.reviews.letters.test_letters import begin, done, make_contact
from tests.refusing import refused
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(4)]
__all__ = ["begin", "done"]
TODAY = make.at(STARTED).date()
TELL, SUBJECT = "To tell of an amendment", "What you have a copy of was amended"


@pytest.fixture
def minutes(begin, iro) -> Letter:
    """The minutes, and every copy of them sent."""
    letter = begin("MINUTES")
    Letter.objects.filter(pk=letter.pk).update(state="READY")
    letter.refresh_from_db()
    copying.send(letter=letter, copies=list(letter.copies.all()), by=iro, today=TODAY)
    return letter


@pytest.fixture
def amend(done, iro):
    """`amend("I love it.")`: what the child said is put right."""

    def put_right(answer: str = "I love it.", key: str = "wishes.own_words") -> None:
        amending.amend(review=done, key=key, answer=answer, reason="Wrong", by=iro, today=TODAY)

    return put_right


def of(letter: Letter, role: str) -> LetterCopy:
    return letter.copies.select_related("told_mail").get(role=role)


def leave_the_case(child: Child) -> None:
    child.social_worker_allocations.update(ended_on=TODAY)


def told(to: User | None = None) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to=to, subject=SUBJECT))


def test_a_social_worker_who_has_left_the_case_is_told_without_link_or_name(
    minutes, amend, child, social_worker, iro
):
    leave_the_case(child)
    amend()
    [mail] = told(social_worker)
    assert not why_not(mail, today=TODAY)
    assert "http" not in mail.body and str(minutes.public_id) not in mail.body
    assert not any(word in mail.subject + mail.body for word in (child.forename, child.surname, child.number))
    assert iro.email in mail.body
    assert of(minutes, "SOCIAL_WORKER").told_mail == mail


def test_who_reads_the_record_gets_its_link_and_one_mail(minutes, amend, social_worker):
    amend()
    assert not told(social_worker)
    link = OutgoingMail.objects.get(to=social_worker, subject="A review record was amended")
    assert of(minutes, "SOCIAL_WORKER").told_mail == link


def test_who_holds_a_copy_and_still_sees_the_child_gets_the_link_to_it(minutes, amend, qa_manager):
    row = of(minutes, "SCHOOL")
    LetterCopy.objects.filter(pk=row.pk).update(channel="LINK", person=qa_manager, left_out=[])
    amend(key="education.about", answer="She reads well.")
    [mail] = told(qa_manager)
    assert reverse("reviews:own_copy", args=[row.public_id]) in mail.body
    assert mail.about_type == "reviews.letter", "asked again when it is sent"


def test_who_has_left_the_council_is_told_by_a_person(minutes, amend, child, social_worker, client_for, iro):
    leave_the_case(child)
    Membership.objects.filter(user=social_worker).update(ended_on=TODAY - timedelta(days=1))
    amend()
    assert not told(social_worker)
    page = client_for(iro).get(reverse("reviews:copies", args=[minutes.public_id]))
    assertContains(page, TELL)
    assertContains(page, amended_copies.HAS_LEFT)


def test_people_outside_are_told_by_email_where_they_have_one(minutes, amend, child, iro, done):
    make_contact(child, iro, role="FATHER", name="dean swallow", email="dean@example.org")
    given = {"role": "CARER", "name": "Pat Lowe", "email": "pat@example.org", "way": "EMAIL"}
    Invitation.objects.create(review=done, state="SENT", sent_on=TODAY, sent_by=iro, due_on=TODAY, **given)
    amend()
    mails = told()
    assert {mail.address for mail in mails} == {"dean@example.org", "pat@example.org"}
    assert not any("http" in mail.body or child.forename in mail.body for mail in mails)
    assert of(minutes, "CHILD").told_at is None, "a child is told by a person"


@pytest.mark.parametrize(
    "how",
    [
        {"may_be_told": "NOTHING"},
        {"may_be_told": "NOTHING", "name": "Dean Swallows"},
        {"ended_on": TODAY},
        {"ended_on": TODAY, "name": "Dean Swallows"},
    ],
)
def test_a_contact_who_may_be_told_nothing_or_is_one_no_more_gets_no_mail(how, minutes, amend, child, iro):
    make_contact(child, iro, role="FATHER", name="Dean Swallow", email="dean@example.org")
    child.contact_people.update(**how)
    amend()
    father = of(minutes, "FATHER")
    assert not told() and amended_copies.is_to_tell(father)
    asks = amended_copies.ASK_FIRST if "may_be_told" in how else amended_copies.NO_ADDRESS
    assert amended_copies.why_by_hand(father, TODAY) == asks


def test_only_what_somebody_has_a_copy_of_is_told_them(minutes, amend):
    """The school got education and decisions: that something else was put right is not for them."""
    amend()
    assert of(minutes, "SCHOOL").amended_at is None and of(minutes, "FATHER").amended_at
    amend("She reads well.", key="education.about")
    assert of(minutes, "SCHOOL").amended_at


def test_what_came_back_is_told_nobody(minutes, amend, iro):
    copying.record_outcome(copy=of(minutes, "FATHER"), state="RETURNED", note="Moved", by=iro)
    amend()
    assert of(minutes, "FATHER").amended_at is None


def test_the_list_keeps_whom_to_tell_until_somebody_has(minutes, amend, client_for, business_support, iro):
    browser, father = client_for(business_support), of(minutes, "FATHER")
    tell = reverse("reviews:copy_told", args=[father.public_id])
    assertContains(browser.post(tell, follow=True), states.NOTHING_TO_TELL)
    amend()
    listed = reverse("reviews:letters") + "?show=tell"
    to_tell = minutes.copies.filter(amended_copies.TO_TELL).count()
    assertContains(browser.get(listed), f"{to_tell} to tell of an amendment")
    assertContains(browser.post(tell, follow=True), "Told of an amendment")
    assertContains(browser.get(listed), f"{to_tell - 1} to tell of an amendment")
    for copy in minutes.copies.filter(amended_copies.TO_TELL):
        amended_copies.record_told(copy=copy, by=iro)
    assertContains(browser.get(listed), "There is nothing here.")
    amend("I like it.")
    assert amended_copies.is_to_tell(of(minutes, "FATHER")), "of each amendment"


def test_an_email_that_failed_is_told_by_a_person(minutes, amend, child, social_worker, iro):
    leave_the_case(child)
    amend()
    OutgoingMail.objects.filter(to=social_worker, subject=SUBJECT).update(state=MailState.FAILED)
    copy = of(minutes, "SOCIAL_WORKER")
    assert amended_copies.why_by_hand(copy, TODAY) == amended_copies.HAS_FAILED
    assert minutes.copies.filter(amended_copies.TO_TELL, pk=copy.pk).exists() and amended_copies.is_to_tell(
        copy
    )
    amended_copies.record_told(copy=copy, by=iro)
    assert not amended_copies.is_to_tell(of(minutes, "SOCIAL_WORKER"))


def test_a_later_issue_is_for_all_who_hold_an_earlier_one_and_tells_them(minutes, amend, child, iro, done):
    """Also for somebody who was on no other list; not for an account that sees the child no more."""
    LetterCopy.objects.filter(letter=minutes, role="SCHOOL").update(role="OTHER", left_out=["plan"])
    leave_the_case(child)
    amend()
    second = actions.reissue(letter=minutes, reason="Put right", by=iro, today=TODAY)
    other = second.copies.get(role="OTHER")
    assert other.left_out == ["plan"]
    assert not second.copies.filter(role="SOCIAL_WORKER").exists()
    Letter.objects.filter(pk=second.pk).update(state="READY")
    second.refresh_from_db()
    copying.send(letter=second, copies=[other], by=iro, today=TODAY)
    assert not amended_copies.is_to_tell(of(minutes, "OTHER")) and amended_copies.is_to_tell(
        of(minutes, "FATHER")
    )
    amend("I like it.")
    assert amended_copies.is_to_tell(of(second, "OTHER")) and not amended_copies.is_to_tell(
        of(minutes, "OTHER")
    )
    with refused(states.OVERTAKEN):
        copying.send(letter=second, copies=[of(second, "FATHER")], by=iro, today=TODAY)


def test_the_reader_of_an_own_copy_sees_that_it_was_amended(minutes, amend, client_for, social_worker):
    address = reverse("reviews:own_copy", args=[of(minutes, "SOCIAL_WORKER").public_id])
    assertNotContains(client_for(social_worker).get(address), "amended since")
    amend()
    assertContains(client_for(social_worker).get(address), "amended since")


def test_what_was_sent_says_the_day_it_said_then(minutes, done, iro, client_for):
    said = heading_of(minutes).occasion
    earlier = done.held_on - timedelta(days=1)
    facts = ParticipationFacts(attended=False, views=Views.NONE)
    correcting.correct(review=done, held_on=earlier, facts=facts, reason="Wrong", by=iro, today=TODAY)
    again = Letter.objects.get(pk=minutes.pk)
    assert again.review.held_on == earlier
    assert heading_of(again).occasion == said
    assertContains(client_for(iro).get(reverse("reviews:copies", args=[minutes.public_id])), said)


def test_the_record_tells_the_iro_to_write_again_until_it_is_begun(minutes, amend, client_for, iro, done):
    address = reverse("reviews:review", args=[done.public_id])
    assertNotContains(client_for(iro).get(address), "Write the minutes again")
    amend()
    page = client_for(iro).get(address)
    assertContains(page, "Write the minutes again")
    assertContains(page, reverse("reviews:letter", args=[minutes.public_id]))
    actions.reissue(letter=minutes, reason="Put right", by=iro, today=TODAY)
    assertNotContains(client_for(iro).get(address), "Write the minutes again")


def test_a_home_page_names_the_copies_that_wait_for_its_reader(
    minutes, client_for, social_worker, other_social_worker, child
):
    copy = of(minutes, "SOCIAL_WORKER")
    link = reverse("reviews:own_copy", args=[copy.public_id])
    page = client_for(social_worker).get(reverse("home"))
    assertContains(page, "A copy for you to open")
    assertContains(page, link)
    assert AccessLog.objects.filter(user=social_worker, child_id=child.pk, page="copies to open").exists()
    assertNotContains(client_for(other_social_worker).get(reverse("home")), link)
    copying.open_own(copy=copy, by=social_worker)
    assertNotContains(client_for(social_worker).get(reverse("home")), "A copy for you to open")
