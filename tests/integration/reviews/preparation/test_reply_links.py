"""People without an account answer an invitation by a link: once, for a time, and without seeing who the
child is."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.jobs.queue import run
from accounts.lifecycle import NotNow
from accounts.mail.outbox import with_link
from accounts.models import AuditEvent, AuthorityTerms, Job, OutgoingMail
from children.models import Child
from reviews.inviting import actions, answering
from reviews.inviting.asked import told_of_answer
from reviews.inviting.consulting import Said, record_consultation
from reviews.inviting.link_views import SENT_MOST, WRONG_MOST, initials
from reviews.inviting.links import is_open, key_of, link_of
from reviews.inviting.people import Guest
from reviews.meeting.actions import Booking, cancel, change_booking
from reviews.models import Consultation, Invitation, ReplyLink, Review, ReviewPaper
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused

TODAY = date(2025, 3, 10)
BOOKED = date(2025, 3, 24)
YES = {"reply": "COMES"}


@pytest.fixture(autouse=True)
def no_tries():
    cache.clear()


@kept
def review(child, iro, on_day) -> Review:
    on_day(TODAY)
    Child.objects.filter(pk=child.pk).update(forename="Rosalind", surname="Quickfall")
    child.refresh_from_db()
    return make.make_review(child, booked_for=BOOKED, created_by=iro, place="12 Elm Road")


@pytest.fixture
def invite(review, iro):
    """`invite("CARER")`: somebody without an account who is invited by email."""

    def made(role: str = "CARER", *, paper: bool = True) -> Invitation:
        guest = Guest(role, f"Pat {role}", "EMAIL", email="pat@example.com", has_paper=paper)
        row = actions.add(review=review, guest=guest, by=iro)
        actions.send(review=review, invitations=[row], by=iro, today=TODAY)
        return Invitation.objects.get(pk=row.pk)

    return made


def mailed() -> list[str]:
    """Send what waits, and return the links in the mails to people outside."""
    outbox.outbox.clear()
    for job in Job.objects.filter(kind="mail.send", finished_at=None):
        run(job.pk)
    found = [
        re.search(r"http\S+(/reply/\S+)", str(m.body)) for m in outbox.outbox if "pat@example.com" in m.to
    ]
    return [link[1] for link in found if link]


def page_of(row: Invitation) -> str:
    return reverse("reviews:reply_by_link", args=[key_of(ReplyLink.objects.get(invitation=row))])


def test_a_link_opens_after_the_key_of_the_portal_was_replaced(invite, settings):
    page = page_of(invite())
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key that is long enough for everybody"
    assert Client().get(page).status_code == 404
    settings.SECRET_KEY_FALLBACKS = [old]
    assert Client().get(page).status_code == 200


def test_the_mail_holds_the_link_and_the_stored_mail_does_not(invite):
    row = invite()
    assert mailed() == [page_of(row)]
    assert row.mail is not None
    assert ReplyLink.objects.get().nonce not in row.mail.body
    assert "/reply/" not in row.mail.body


def test_a_mail_to_an_address_that_was_wrong_holds_no_link_when_it_is_tried_again(invite, review, iro):
    row = invite()
    actions.leave_out(invitation=row, reason="Another address", by=iro)
    actions.put_back(invitation=row, by=iro)
    guest = Guest("CARER", "Pat CARER", "EMAIL", email="pat@example.net", has_paper=True)
    row = actions.change(invitation=row, guest=guest, by=iro)
    actions.send(review=review, invitations=[row], by=iro, today=TODAY)
    assert mailed() == []
    bodies = {m.to[0]: str(m.body) for m in outbox.outbox if "pat" in m.to[0]}
    assert "withdrawn" in bodies["pat@example.com"] and "/reply/" not in bodies["pat@example.com"]
    assert page_of(row) in bodies["pat@example.net"]


def test_words_that_read_like_the_mark_of_a_link_open_nothing(invite, review, other_child):
    row = invite()
    typed = f"[link to reply {row.public_id}]"
    another = make.make_review(other_child, booked_for=BOOKED)
    for to, address, about in (
        (None, "pat@example.net", review),
        (None, "pat@example.com", another),
        (make.make_user(review.child.authority), "", review),
        (None, "pat@example.com", row),
    ):
        mail = OutgoingMail(
            to=to,
            address=address,
            authority=review.child.authority,
            body=typed,
            about_type=about._meta.label_lower,
        )
        mail.about_id = about.pk
        assert "/reply/" not in with_link(mail)


def test_it_shows_initials_and_nothing_else_of_the_child(invite, review):
    page = Client().get(page_of(invite()))
    assertContains(page, "R. Q.")
    for hidden in ("Rosalind", "Quickfall", "Elm Road", review.child.number, str(review.child.public_id)):
        assertNotContains(page, hidden)
    assert page["Referrer-Policy"] == "same-origin"  # no-referrer: browsers send a form without its origin
    assert "no-store" in page["Cache-Control"]


def test_an_answer_is_kept_once_and_the_iro_is_told(invite, iro, client_for, review):
    row = invite()
    page = page_of(row)
    answer = YES | {"note": "With a walking frame", "answer_worry": "She cries at night", "helped_by": "Sue"}
    outsider = Client()
    assertContains(outsider.post(page, answer, follow=True), "your answer has been sent")
    row.refresh_from_db()
    assert (row.reply, row.replied_on, row.reply_note) == ("COMES", TODAY, "With a walking frame")
    paper = row.consultation
    assert (paper.given, paper.recorded_by, paper.helped_by) == ("LINK", None, "Sue")
    event = AuditEvent.objects.get(kind="review.answered_by_link")
    assert (event.by_id, event.details) == (None, {"role": "CARER", "answers": 1})
    assert OutgoingMail.objects.filter(to=iro, subject__contains="answered an invitation").count() == 1
    again = outsider.get(page)
    assertNotContains(again, "cries at night")
    assertNotContains(again, "<form")
    twice = outsider.post(page, {"reply": "NOT", "note": "Something new", "answer_worry": "And my dog"})
    assertContains(twice, "And my dog", status_code=422)
    assertContains(twice, "Something new", status_code=422)  # the words are still there to copy
    assertContains(twice, "used already", status_code=422)
    row.refresh_from_db()
    assert row.reply == "COMES"
    listed = client_for(iro).get(reverse("reviews:invitations", args=[review.public_id]))
    assertContains(listed, "through the link in the invitation")
    assertContains(listed, "With a walking frame")
    said = client_for(iro).get(reverse("reviews:consultation", args=[row.public_id]))
    assertContains(said, "She cries at night")


def test_a_double_click_is_told_that_the_answer_was_sent(invite, iro):
    page, outsider = page_of(invite()), Client()
    number = re.search(r'name="once" value="([^"]+)"', outsider.get(page).text)
    assert number is not None
    answer = YES | {"note": "With a walking frame", "once": number[1]}
    for _ in range(2):
        assertContains(outsider.post(page, answer, follow=True), "your answer has been sent")
    assert AuditEvent.objects.filter(kind="review.answered_by_link").count() == 1
    assert OutgoingMail.objects.filter(to=iro, subject__contains="answered an invitation").count() == 1
    for other in (answer | {"note": "Something new"}, answer | {"once": "x" * 32}):
        assertContains(outsider.post(page, other), "used already", status_code=422)


def test_what_the_child_sends_is_the_childs_views(invite, review):
    page = page_of(invite("CHILD"))
    assertContains(Client().get(page), "Your review")
    Client().post(page, {"reply": "SENDS", "answer_worry": "Maths"})
    paper = ReviewPaper.objects.get(review=review, kind="views")
    assert (paper.received_on, paper.recorded_by) == (TODAY, None)


def test_a_browser_without_cookies_is_told_so_in_words_for_somebody_without_an_account(invite):
    refused = Client(enforce_csrf_checks=True).post(page_of(invite()), YES)
    assertContains(refused, "this browser keeps no cookies", status_code=403)
    assertNotContains(refused, "signed in again", status_code=403)


def test_nothing_chosen_is_said_and_nothing_typed_is_lost(invite):
    answer = Client().post(page_of(invite()), {"answer_worry": "She cries at night"})
    assertContains(answer, "Select whether you will come", status_code=422)
    assertContains(answer, "She cries at night", status_code=422)
    assert not Consultation.objects.exists()


def test_a_paper_of_somebody_who_was_taken_off_the_list_meanwhile_is_refused(review, iro):
    row = actions.add(review=review, guest=Guest("CARER", "Pat Lowe", "PRINT", has_paper=True), by=iro)
    opened = Invitation.objects.get(pk=row.pk)
    actions.remove(invitation=row, by=iro)
    said = Said(({"key": "well", "title": "What goes well?", "text": "School"},), TODAY, "TALK")
    with refused("Somebody has removed this since you opened the page."):
        record_consultation(invitation=opened, said=said, by=iro, today=TODAY)


def test_a_link_without_a_paper_asks_only_whether_they_come(invite):
    assertNotContains(Client().get(page_of(invite(paper=False))), "<textarea")


def test_a_paper_typed_in_meanwhile_is_not_overwritten(invite, iro):
    row = invite()
    page, outsider = page_of(row), Client()
    outsider.get(page)
    said = Said(({"key": "well", "title": "?", "text": "All of it"},), TODAY, "PHONE")
    record_consultation(invitation=row, said=said, by=iro, today=TODAY)
    outsider.post(page, YES | {"answer_well": "Other words"})
    assert Consultation.objects.get().words[0]["text"] == "All of it"


def ends(review: Review, row: Invitation, iro, how: str, on_day) -> None:
    match how:
        case "cancelled":
            cancel(review=review, kind="NOT_NEEDED", reason="No need", by=iro)
        case "left out":
            actions.leave_out(invitation=row, reason="The child asked", by=iro)
        case "restricted":
            Child.objects.filter(pk=review.child_id).update(is_restricted=True)
        case "no links any more":
            AuthorityTerms.objects.create(
                authority=review.child.authority, starts_on=TODAY, changes={"reply_links": False}, reason="No"
            )
        case "over":
            on_day(BOOKED + timedelta(days=1))


@pytest.mark.parametrize("how", ["cancelled", "left out", "restricted", "no links any more", "over"])
def test_it_opens_no_more_when_the_review_or_the_invitation_has_ended(invite, review, iro, on_day, how):
    row = invite()
    page = page_of(row)
    ends(review, row, iro, how, on_day)
    assertContains(Client().get(page), "This link has ended", status_code=410)
    Review.objects.filter(pk=review.pk).update(booked_for=BOOKED + timedelta(days=8))
    late = Client().post(page, YES | {"note": "Walking frame"})
    assertContains(late, "was not sent", status_code=422)
    assertContains(late, "Walking frame", status_code=422)
    for told in ("March 2025", "April 2025", initials(review.child)):
        assertNotContains(late, told, status_code=422)
    row.refresh_from_db()
    assert row.reply == ""


def test_a_record_restricted_while_the_form_is_on_its_way_takes_no_answer(invite, review):
    """What the request read before it held the rows does not count."""
    link = link_of(key_of(ReplyLink.objects.get(invitation=invite())))
    assert link is not None and is_open(link, today=TODAY)
    Child.objects.filter(pk=review.child_id).update(is_restricted=True)
    with refused(answering.ENDED, kind=NotNow):
        answering.answer_by_link(link=link, answer=answering.Answer("COMES"), today=TODAY)


def test_a_reminder_and_a_moved_day_bring_a_new_link_and_the_old_one_stops(invite, review, iro, on_day):
    row = invite()
    first = page_of(row)
    on_day(TODAY + timedelta(days=3))
    actions.remind(review=review, by=iro, today=TODAY + timedelta(days=3))
    second = page_of(row)
    assert second != first
    assertContains(Client().get(first), "does not work", status_code=404)
    late = Client().post(first, {"reply": "COMES", "answer_worry": "No.", "own_words": "answer_worry note"})
    assertContains(late, '<div class="govuk-inset-text iro-words">No.</div>', status_code=404)
    Client().post(second, YES)
    moved = Booking(on=BOOKED + timedelta(days=1))
    change_booking(review=review, booking=moved, reason="Clash", by=iro, today=TODAY + timedelta(days=3))
    third = page_of(row)
    assert third in mailed()
    assertContains(Client().get(third), "25 March 2025")


def test_no_link_where_the_council_sends_none_or_the_record_is_restricted(invite, review, authority):
    Child.objects.filter(pk=review.child_id).update(is_restricted=True)
    review.child.refresh_from_db()
    invite()
    assert not ReplyLink.objects.exists()
    assert mailed() == []


def test_a_council_can_send_invitations_without_links(invite, authority):
    AuthorityTerms.objects.create(
        authority=authority, starts_on=TODAY, changes={"reply_links": False}, reason="No"
    )
    invite()
    assert not ReplyLink.objects.exists()


def test_a_key_that_was_not_made_here_opens_nothing_and_guessing_is_stopped(invite):
    page = page_of(invite())
    wrong = page[:-2] + ("0" if page[-2] != "0" else "1") + "/"
    browser = Client()
    for _ in range(WRONG_MOST):
        assert browser.get(wrong).status_code == 404
    assert browser.get(wrong).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(wrong).status_code == 404  # this machine alone
    assert browser.get(page).status_code == 200  # and no right one: a network's phones share one address


def test_sending_over_and_over_is_stopped_with_the_words_kept(invite):
    page = page_of(invite())
    for _ in range(SENT_MOST):
        Client().post(page, {})
    answer = Client().post(page, YES | {"note": "Walking frame"})
    assertContains(answer, "too often", status_code=422)
    assertContains(answer, "Walking frame", status_code=422)


def test_it_costs_a_fixed_number_of_queries(invite, django_assert_num_queries):
    page = page_of(invite())
    with django_assert_num_queries(4):
        Client().get(page)


def test_whoever_has_left_is_named_to_nobody_and_an_answer_comes_to_somebody(
    invite, review, iro, qa_manager, team_manager, client, authority
):
    """Whoever sent the invitation, then the child's IRO, then the QA managers; at last the council itself."""
    row = invite()
    Invitation.objects.filter(pk=row.pk).update(sent_by=team_manager)
    row.refresh_from_db()
    for person in (team_manager, iro, qa_manager):
        assertContains(client.get(page_of(row)), person.email)
        assert told_of_answer(row, today=TODAY)[0] == person
        person.memberships.update(ended_on=TODAY)
    page = client.get(page_of(row))
    assertContains(page, f"{authority.name} will tell you")
    assert told_of_answer(row, today=TODAY) == []
    assertNotContains(page, "mailto:")


def test_an_answer_to_people_who_have_left_is_mailed_to_the_qa_manager(invite, iro, qa_manager, client):
    row = invite(paper=False)
    iro.is_active, iro.deactivated_at = False, make.now()
    iro.save()
    assert client.post(page_of(row), YES).status_code == 302
    (told,) = OutgoingMail.objects.filter(subject__contains="answered an invitation")
    assert told.to == qa_manager
