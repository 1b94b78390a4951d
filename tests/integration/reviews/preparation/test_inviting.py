"""Who is invited to a review and how the child wants it: listed, invited, reminded, answers, consultation."""

from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.access.roles import Role
from accounts.jobs.queue import run
from accounts.models import Job, OutgoingMail
from children.contacts import actions as contacts
from children.contacts.actions import Person
from children.needs.actions import record_needs
from reporting.measures.base import Result, Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews.cycle.replay import replay_children
from reviews.inviting import actions, consulting, people
from reviews.inviting.actions import Wishes
from reviews.inviting.consulting import Said
from reviews.inviting.unwanted import may_be_meant
from reviews.models import Attendance, Consultation, Invitation, Review, ReviewPaper, ReviewWishes
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused

TODAY = date(2025, 3, 10)
BOOKED = date(2025, 3, 24)
"""A Monday, ten working days later."""


@kept
def support(authority):
    return make.make_user(authority, Role.BUSINESS_SUPPORT)


@kept
def review(child, iro, on_day) -> Review:
    on_day(TODAY)
    replay_children([child.pk], today=TODAY)
    return make.make_review(child, booked_for=BOOKED, created_by=iro, place="12 Elm Road")


@pytest.fixture
def around(child, iro):
    """A mother who must not know where the child lives, a carer with an email address, and a silent uncle."""

    def add(role, name, **over):
        given = {"may_be_told": "RECORD", "not_told_home": False} | over
        return contacts.add(child=child, person=Person(role=role, name=name, **given), by=iro)

    return [
        add("MOTHER", "Ann Hart", not_told_home=True),
        add("CARER", "Pat Lowe", email="pat@example.com"),
        add("RELATIVE", "Uncle Sid", may_be_told="NOTHING"),
    ]


@pytest.fixture
def kept_from(iro):
    """What is recorded of a contact is changed."""

    def change(contact, **over):
        given = {"role": contact.role, "name": contact.name, "may_be_told": "RECORD", "not_told_home": False}
        return contacts.change(contact=contact, person=Person(**given | over), by=iro)

    return change


def address(review: Review, name: str) -> str:
    return reverse(f"reviews:{name}", args=[review.public_id])


def of(row: Invitation, name: str) -> str:
    return reverse(f"reviews:{name}", args=[row.public_id])


def listed(review, iro) -> dict[str, Invitation]:
    actions.suggest(review=review, by=iro, today=TODAY)
    return {row.role: row for row in review.invitations.all()}


def test_the_social_worker_records_how_the_child_wants_it(client_for, review, social_worker, iro):
    browser = client_for(social_worker)
    page = address(review, "review_wishes")
    assertContains(browser.post(page, {}), "Select who asked the child", status_code=422)
    assertContains(browser.post(page, {"asked_by": "NOBODY"}), "Enter why the child was not", status_code=422)
    said = {
        "asked_on_day": "9",
        "asked_on_month": "3",
        "asked_on_year": "2025",
        "asked_by": "SOCIAL_WORKER",
        "taking_part": "REMOTE",
        "does_not_want": "My uncle",
        "agenda": "Swimming",
    }
    assertContains(browser.post(page, said, follow=True), "My uncle")
    seen = client_for(iro).get(address(review, "invitations"))
    assertContains(seen, "join by phone or video")
    record = client_for(iro).get(address(review, "record"))
    for words in ("My uncle", "Swimming"):
        assertContains(record, words)
    browser.post(page, {"asked_by": "NOBODY", "why_not": "Too young"})
    found = ReviewWishes.objects.get()
    assert (found.asked_on, found.agenda, found.why_not) == (None, "", "Too young")


def test_nobody_has_answered_or_asked_tomorrow_and_somebody_is_invited(review, iro, around):
    tomorrow = TODAY + timedelta(days=1)
    with refused(actions.NOT_TO_COME, "asked_on"):
        wishes = actions.Wishes(asked_on=tomorrow, asked_by="IRO")
        actions.record_wishes(review=review, wishes=wishes, by=iro, today=TODAY)
    with refused(actions.NOBODY_CHOSEN, "people"):
        actions.send(review=review, invitations=[], by=iro, today=TODAY)
    carer = listed(review, iro)["CARER"]
    with refused(actions.NOT_TO_COME, "on"):
        actions.record_reply(invitation=carer, reply="YES", on=tomorrow, note="", by=iro, today=TODAY)


def test_who_must_not_know_the_home_since_the_list_was_made_is_not_told_the_place(
    client_for, review, iro, around
):
    rows, browser = listed(review, iro), client_for(iro)
    assertContains(browser.get(of(rows["CARER"], "print_invitation")), "12 Elm Road")
    review.child.contact_people.filter(role="CARER").update(not_told_home=True)
    assertNotContains(browser.get(of(rows["CARER"], "print_invitation")), "Elm Road")
    assertContains(browser.get(address(review, "invitations")), "Not told where it is held", count=2)


def test_a_contact_whose_name_is_put_right_is_the_same_person(client_for, review, iro, around, kept_from):
    """What was listed for them has the name from before: they are not told the place by it, nor anything."""
    rows, browser = listed(review, iro), client_for(iro)
    printed = of(rows["CARER"], "print_invitation")
    assertContains(browser.get(printed), "12 Elm Road")
    kept_from(around[1], role="RELATIVE", name="Pat Lowes", not_told_home=True)
    assertNotContains(browser.get(printed), "Elm Road")
    kept_from(around[1], name="Patricia Lowe", may_be_told="NOTHING", not_told_home=True)
    assertNotContains(browser.get(printed), "Elm Road")
    assertContains(browser.get(printed), "Ask the social worker first")
    assert (
        str(rows["CARER"].public_id)
        not in (browser.get(address(review, "send_invitations")).context["form"].initial["people"])
    )
    kept_from(around[1], may_be_told="RECORD")  # neither is held back any more
    assertContains(browser.get(printed), "12 Elm Road")


def test_who_was_removed_from_the_contacts_is_still_not_told_the_place(client_for, review, iro, around):
    """Unless somebody of that role and name, who may know it, is a contact now."""
    rows, browser = listed(review, iro), client_for(iro)
    printed = of(rows["CARER"], "print_invitation")
    review.child.contact_people.filter(role="CARER").update(not_told_home=True)
    contacts.end(contact=around[1], by=iro, today=TODAY)
    assertNotContains(browser.get(printed), "Elm Road")
    known = Person(role="CARER", name="pat lowe", may_be_told="RECORD", not_told_home=False)
    contacts.add(child=review.child, person=known, by=iro)
    assertContains(browser.get(printed), "12 Elm Road")


def test_the_name_of_last_time_does_not_bring_a_contact_back_beside_themselves(review, child, iro, kept_from):
    last = make.make_review(child, date(2025, 3, 4), recorded_at=make.now())
    Attendance.objects.create(review=last, role="FATHER", name="Fin Hart", presence="CAME")
    father = Person(role="FATHER", name="Fin Hart", may_be_told="RECORD", not_told_home=True)
    contact = contacts.add(child=child, person=father, by=iro)
    kept_from(contact, name="Finn Hart", not_told_home=True)
    actions.suggest(review=review, by=iro, today=TODAY)
    found = review.invitations.filter(role="FATHER").values_list("name", "withholds_place")
    assert list(found) == [("Finn Hart", True)]
    kept_from(contact, name="Finn Hart", may_be_told="NOTHING")
    assert "FATHER" not in {guest.role for guest in people.proposed(review, today=TODAY)}


def test_who_may_be_told_nothing_since_the_list_was_made_is_marked_and_not_reminded_with_the_others(
    client_for, review, iro, around
):
    """The social worker is asked first: by whoever sends, prints or reminds."""
    rows, browser, mark = listed(review, iro), client_for(iro), "Ask the social worker first"
    pages = [address(review, "invitations")]
    pages += [of(rows["CARER"], name) for name in ("print_invitation", "blank_consultation")]
    for page in pages:
        assertNotContains(browser.get(page), mark)
    review.child.contact_people.filter(role="CARER").update(may_be_told="NOTHING")
    for page in pages:
        assertContains(browser.get(page), mark, count=1)
    to_send = browser.get(address(review, "send_invitations"))
    assertContains(to_send, "may be told nothing without asking the social worker first", count=1)
    assert str(rows["CARER"].public_id) not in to_send.context["form"].initial["people"]
    actions.send(review=review, invitations=[rows["CARER"]], by=iro, today=TODAY)
    with refused(actions.NOT_REMINDED.format(names="Pat Lowe")):
        actions.remind(review=review, by=iro, today=TODAY)
    actions.send(review=review, invitations=[rows["MOTHER"]], by=iro, today=TODAY)
    mails = OutgoingMail.objects.count()
    said = browser.post(address(review, "remind_invited"), follow=True)
    assertContains(said, "Remind yourself: Ann Hart.")
    assertContains(said, "Not reminded: Pat Lowe.")
    assert OutgoingMail.objects.count() == mails


def test_who_may_be_told_nothing_is_not_proposed_because_they_came_last_time(review, iro, around, child):
    last = make.make_review(child, BOOKED - timedelta(days=90), recorded_at=make.now())
    Attendance.objects.create(review=last, role="RELATIVE", name="Uncle Sid ", presence="CAME")
    assert "RELATIVE" not in listed(review, iro)


def test_business_support_lists_invites_and_reminds(client_for, review, support, social_worker, around):
    browser = client_for(support)
    page = browser.post(address(review, "suggest_invitations"), follow=True)
    for name in ("Ann Hart", "Pat Lowe", social_worker.name):
        assertContains(page, name)
    assertNotContains(page, "Uncle Sid")
    assertContains(page, "10 working days before the review")
    again = browser.post(address(review, "suggest_invitations"), {"again": "1"}, follow=True)
    assertContains(again, actions.NOBODY_NEW)
    assertContains(browser.post(address(review, "send_invitations"), {}), "Select who", status_code=422)
    everybody = [str(row.public_id) for row in review.invitations.all()]
    page = browser.post(address(review, "send_invitations"), {"people": everybody}, follow=True)
    assertContains(page, "2 emails will be sent. 2 invitations to print or to pass on yourself.")
    outside = OutgoingMail.objects.get(to=None)
    assert outside.address == "pat@example.com"
    assert "What is difficult?" in outside.body
    for words in (review.child.name, review.child.number, "Elm Road"):
        assert words not in outside.body + outside.subject
    for job in Job.objects.filter(kind="mail.send"):
        run(job.pk)
    assert {m.to[0] for m in outbox.outbox} == {"pat@example.com", social_worker.email}
    page = browser.post(address(review, "remind_invited"), follow=True)
    assertContains(page, "2 reminders will be sent by email.")
    assertContains(page, "Remind yourself:")
    again = browser.post(address(review, "remind_invited"), {"again": "1"}, follow=True)
    assertContains(again, actions.NOBODY_TO_REMIND)


def test_the_printed_invitation_tells_the_place_to_those_who_may_know_it(client_for, review, iro, around):
    rows = listed(review, iro)
    browser = client_for(iro)
    assertContains(browser.get(of(rows["CARER"], "print_invitation")), "12 Elm Road")
    hers = browser.get(of(rows["MOTHER"], "print_invitation"))
    assertNotContains(hers, "Elm Road")
    assertNotContains(hers, "Pat Lowe")
    assertContains(browser.get(of(rows["CHILD"], "print_invitation")), "You are invited to your review")
    assertContains(browser.get(of(rows["MOTHER"], "blank_consultation")), "What worries you?")
    assert browser.get(of(rows["SOCIAL_WORKER"], "blank_consultation")).status_code == 404


def test_all_papers_that_have_not_come_back_are_printed_in_one_go(client_for, review, iro, around):
    rows = listed(review, iro)
    browser = client_for(iro)
    assertContains(browser.get(address(review, "invitations")), "Print all consultation papers (3)")
    page = browser.get(address(review, "blank_consultations"))
    assertContains(page, 'class="iro-paper iro-consultation', count=3)
    for words in ("What worries you?", "What is difficult?", "Ann Hart", "Pat Lowe"):
        assertContains(page, words)
    actions.leave_out(invitation=rows["MOTHER"], reason="Court order", by=iro)
    page = browser.get(address(review, "blank_consultations"))
    assertContains(page, 'class="iro-paper iro-consultation', count=2)
    assertNotContains(page, "Ann Hart")


def test_somebody_the_child_does_not_want_is_left_out_or_invited_with_a_reason(
    client_for, review, iro, around
):
    row = listed(review, iro)["MOTHER"]
    browser = client_for(iro)
    form = {
        "role": "MOTHER",
        "name": "Ann Hart",
        "way": "PRINT",
        "withholds_place": "yes",
        "wish": "NOT_WANTED",
    }
    assertContains(browser.post(of(row, "change_invitation"), form), actions.SAY_WHY, status_code=422)
    browser.post(of(row, "change_invitation"), form | {"reason": "She has parental responsibility"})
    row.refresh_from_db()
    assert (row.wish, row.reason) == ("NOT_WANTED", "She has parental responsibility")
    email = form | {"way": "EMAIL", "reason": "x"}
    assertContains(browser.post(of(row, "change_invitation"), email), actions.NO_ADDRESS, status_code=422)
    page = browser.post(of(row, "leave_out_invitation"), {"reason": "Invited to a part of it"}, follow=True)
    assertContains(page, "Invited to a part of it")
    assert browser.post(of(row, "put_back_invitation")).status_code == 302
    assert browser.post(of(row, "remove_invitation")).status_code == 302
    assert not Invitation.objects.filter(pk=row.pk).exists()
    twin = form | {"role": "CARER", "name": "pat lowe", "wish": ""}
    assertContains(browser.post(address(review, "add_invitation"), twin), actions.LISTED, status_code=422)


@pytest.mark.parametrize(
    ("said", "role", "name", "is_meant"),
    [
        ("Ann Hart", "MOTHER", "Ann Hart", True),
        ("my mum, and Mr Hart", "MOTHER", "Ann Hart", True),
        ("Anybody named Hart", "FATHER", "Tom Hart", False),
        ("Mr Lowe", "CARER", "Mr Lowe", True),
        ("nobody from school", "SCHOOL", "Pat Lowe", True),
        ("the social worker", "SOCIAL_WORKER", "Pat Lowe", True),
        ("other people", "OTHER", "Pat Lowe", False),
        ("", "MOTHER", "Ann Hart", False),
    ],
)
def test_what_the_child_said_is_laid_beside_a_name(said, role, name, is_meant):
    assert may_be_meant(said, role=role, name=name) is is_meant


def test_somebody_the_child_may_not_want_is_named_and_not_ticked(client_for, review, iro, around):
    wishes = Wishes(asked_on=TODAY, asked_by="IRO", taking_part="WHOLE", does_not_want="My mum")
    actions.record_wishes(review=review, wishes=wishes, by=iro, today=TODAY)
    row, browser = listed(review, iro)["MOTHER"], client_for(iro)
    doubt = "The child may not want them to come"
    assertContains(browser.get(address(review, "invitations")), doubt, count=1)
    page = browser.get(address(review, "send_invitations"))
    assertContains(page, "the child may not want them to come", count=1)
    assert str(row.public_id) not in page.context["form"]["people"].value()
    wanted = {
        "role": "MOTHER",
        "name": "Ann Hart",
        "way": "PRINT",
        "withholds_place": "yes",
        "wish": "WANTED",
    }
    browser.post(of(row, "change_invitation"), wanted)
    assertNotContains(browser.get(address(review, "invitations")), doubt)


def test_answers_are_asked_again_when_the_booking_moves(client_for, review, iro, around):
    rows = listed(review, iro)
    actions.send(review=review, invitations=[rows["CARER"]], by=iro, today=TODAY)
    browser = client_for(iro)
    answer = {"reply": "COMES", "on_day": "10", "on_month": "3", "on_year": "2025"}
    assertContains(browser.post(of(rows["CARER"], "invitation_reply"), answer, follow=True), "Will come")
    moved = {"on": "25/3/2025", "format": "meeting", "place": "12 Elm Road", "reason": "School trip"}
    assertContains(browser.post(address(review, "change_booking"), moved, follow=True), "Pat Lowe")
    assert Invitation.objects.get(role="CARER").reply == ""
    told = OutgoingMail.objects.filter(to=None).first()
    assert told is not None and told.subject == "A review has been moved"


def test_what_the_child_says_before_is_in_the_record(client_for, review, iro, social_worker, around):
    rows = listed(review, iro)
    actions.send(review=review, invitations=list(rows.values()), by=iro, today=TODAY)
    actions.record_reply(invitation=rows["CARER"], reply="NOT", on=TODAY, note="", by=iro, today=TODAY)
    actions.leave_out(invitation=rows["MOTHER"], reason="Not now", by=iro)
    browser, page = client_for(social_worker), of(rows["CHILD"], "consultation")
    form = {"given": "TALK", "on_day": "10", "on_month": "3", "on_year": "2025", "helped_by": "Pat Lowe"}
    assertContains(browser.post(page, form), consulting.NOTHING_SAID, status_code=422)
    key = "good"
    browser.post(page, form | {f"answer_{key}": "I love my bike.", "answer_change": "See Kit more"})
    views = ReviewPaper.objects.get()
    assert (views.kind, views.received_on) == ("views", date(2025, 3, 10))
    assertContains(browser.get(page), "I love my bike.")
    said = Said(({"key": "well", "title": "What is going well?", "text": "She sleeps."},), TODAY, "WRITTEN")
    consulting.record_consultation(invitation=rows["CARER"], said=said, by=iro, today=TODAY)
    record = client_for(iro).get(address(review, "record"))
    for words in ("I love my bike.", "See Kit more", "the consultation of 10 March 2025"):
        assertContains(record, words)
    review.refresh_from_db()
    review.status, review.started_on = "STARTED", BOOKED
    review.save()
    record = client_for(iro).get(address(review, "record"))
    for words in ("Pat Lowe", "Ann Hart", "She sleeps."):
        assertContains(record, words)
    assert Consultation.objects.count() == 2


def test_an_interpreter_is_proposed_and_the_needs_stand_at_the_booking(client_for, review, iro):
    record_needs(
        child=review.child,
        starts_on=TODAY,
        is_disabled="NO",
        disabilities=[],
        language="Kurdish",
        needs_interpreter=True,
        communication="Pictures",
        by=iro,
    )
    assert listed(review, iro)["INTERPRETER"].name == "Interpreter, Kurdish"
    browser = client_for(iro)
    for name in ("change_booking", "invitations"):
        assertContains(browser.get(address(review, name)), "an interpreter (Kurdish)")


def test_figures_of_invitations(review, iro, around, authority):
    rows = listed(review, iro)
    on_time = [rows[role] for role in ("CHILD", "CARER")]
    actions.send(review=review, invitations=on_time, by=iro, today=TODAY)
    actions.send(review=review, invitations=[rows["MOTHER"]], by=iro, today=date(2025, 3, 12))
    said = Said(({"key": "good", "title": "Good?", "text": "Yes"},), TODAY, "WRITTEN")
    consulting.record_consultation(invitation=rows["CARER"], said=said, by=iro, today=TODAY)
    Review.objects.filter(pk=review.pk).update(
        status="COMPLETED", started_on=BOOKED, completed_on=BOOKED, held_on=BOOKED
    )
    scope = Scope(authority, collection_year(2025))
    assert compute(MEASURES["invitations_in_time"], scope) == Result(2, 3, 0)
    assert compute(MEASURES["consulted_others"], scope) == Result(1, 2, 0)
    assert compute(MEASURES["invitations_child_asked"], scope) == Result(0, 1, 0)
    assert compute(MEASURES["consulted_child"], scope) == Result(0, 1, 0)


def test_views_that_are_typed_in_again_keep_the_day_on_which_they_first_came(review, iro, around):
    child = listed(review, iro)["CHILD"]
    words = ({"key": "good", "title": "What is good?", "text": "My bike."},)
    for on, expected in [(date(2025, 3, 7), 7), (date(2025, 3, 10), 10)]:  # the day of the same answers
        said = Said(words, on, "TALK")
        consulting.record_consultation(invitation=child, said=said, by=iro, today=TODAY)
        assert ReviewPaper.objects.get().received_on == date(2025, 3, expected)
    ReviewPaper.objects.update(received_on=date(2025, 3, 3))  # other views, on paper, came before
    said = Said(words, date(2025, 3, 7), "TALK")
    consulting.record_consultation(invitation=child, said=said, by=iro, today=TODAY)
    assert ReviewPaper.objects.get().received_on == date(2025, 3, 3)
