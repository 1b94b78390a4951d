"""A letter and minutes from the completed record: written, looked at again, signed off, sent, written
again.
"""

from io import BytesIO
from typing import Any

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from accounts.access.roles import Role
from accounts.models import AuditEvent, OutgoingMail, User, Worker
from children.contacts import actions as contacts
from children.contacts.actions import Person
from children.models import Child, ContactPerson, Placement, ProviderName, SocialWorkerAllocation
from reviews.letters import actions, copying, issues, states
from reviews.letters.guard import guards
from reviews.letters.guard.passages import Other
from reviews.letters.known import about_child
from reviews.letters.lists import Listed, cards
from reviews.models import Attendance, Letter, LetterCheck, LetterCopy, LetterStyle, Review
from reviews.models.letter import LetterState
from reviews.record import amending, completing
from tests import factories as make
from tests.integration.reviews.conftest import STARTED, answers_needed
from tests.kept import kept
from tests.refusing import refused

pytestmark = pytest.mark.django_db


@kept
def done(ready, iro, team_manager) -> Review:
    """A completed record with a carer, a school and a decision."""
    given = answers_needed()["attendance"]
    people = [
        *given["attendees"],
        {"role": "FATHER", "name": "Dean Swallow", "presence": "APOLOGIES"},
        {"role": "SCHOOL", "name": "Ms Lindqvist, Ashlea Primary", "presence": "REMOTE"},
    ]
    review = ready(attendance=given | {"attendees": people})
    make.make_section(
        review, "placement", iro, data={"about": "Robin is happy with Pat Lowe in Heron Close."}
    )
    make.make_section(review, "education", iro, data={"about": "Ashlea Primary suits her."})
    make.make_section(review, "preparation", iro, data={"notes": "For myself alone."})
    completing.complete(review=review, by=iro, today=make.at(STARTED).date())
    review.refresh_from_db()
    return review


@pytest.fixture
def begin(done, client_for, iro):
    """`begin("CHILD")`: the IRO presses the button of the page."""

    def press(kind: str) -> Letter:
        client_for(iro).post(reverse("reviews:review_letters", args=[done.public_id]), {"kind": kind})
        return done.letters.get(kind=kind)

    return press


def typed(letter: Letter, **over: str) -> dict[str, str]:
    """The form of a letter as the page would send it."""
    data = {f"part-{p['key']}": p["text"] for p in letter.parts}
    return data | {"format": "STANDARD", "language": "", "withheld_words": "", **over}


def finish(client: Any, letter: Letter, **over: str) -> Letter:
    client.post(reverse("reviews:letter", args=[letter.public_id]), typed(letter, **over) | {"finish": "1"})
    letter.refresh_from_db()
    return letter


def test_who_stood_in_at_the_review_signs_for_the_childs_own_iro(done, begin, iro, other_iro, authority):
    assert begin("CHILD").parts[-1]["text"].endswith(f"{iro}, your Independent Reviewing Officer")
    done.letters.all().delete()
    Review.objects.filter(pk=done.pk).update(chaired_by=make.worker_of(other_iro, authority))
    assert (
        begin("CHILD")
        .parts[-1]["text"]
        .endswith(
            f"{other_iro}, Independent Reviewing Officer, in place of {make.worker_of(iro, authority).name}"
        )
    )


def test_the_letter_begins_from_the_record(begin, child):
    texts = {p["key"]: p["text"] for p in begin("CHILD").parts}
    assert texts["opening"].startswith(f"Dear {child.forename},")
    assert texts["said"] == "I want to stay."
    assert "Where you live: Robin is happy" in texts["things"]
    assert "School and learning: " in texts["things"] and "Your free time:" not in texts["things"]
    assert "Sol Carr: Agree dates with both carers, by 30 May 2025." in texts["decisions"]
    assert "advocate" in texts["closing"]
    assert "call" not in texts["closing"] and "text me" not in texts["closing"], "no number is known"


def test_minutes_hold_the_record_without_the_iros_own_notes_and_with_its_amendments(begin, done, iro):
    today = make.at(STARTED).date()
    amending.amend(
        review=done, key="education.about", answer="She reads well.", reason="x", by=iro, today=today
    )
    letter = begin("MINUTES")
    text = "\n".join(p["text"] for p in letter.parts)
    assert "She reads well." in text and "suits her" not in text
    assert "For myself alone." not in text
    assert "Pat Lowe: came" in text
    assert "\nIn time? " in text and "?:" not in text


def test_a_place_that_could_be_anywhere_is_not_another_childs_home(begin, authority, iro, viewer_of):
    for place in ("School", "Home of the child", "Carer's home", "Town hall", "Heron Lodge"):
        make.make_review(make.make_child_in_care(authority, iro=iro), STARTED, place=place)
    known = about_child(begin("CHILD"), viewer_of(iro), STARTED).others
    assert [other.words for other in known if other.kind == "place"] == ["Heron Lodge"]


def test_the_words_and_what_the_button_asks_for_happen_together_or_not_at_all(
    begin, client_for, iro, monkeypatch
):
    """Nobody comes between them: what is finished are the words that were sent with it."""

    def broken(**given: object) -> None:
        raise RuntimeError("on the way")

    letter, browser = begin("CHILD"), client_for(iro)
    before = letter.parts
    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr(actions, "finish", broken)
        finish(browser, letter, **{"part-said": "Kayden likes it."})
    letter.refresh_from_db()
    assert letter.parts == before
    assert finish(browser, letter, **{"part-said": "You like it."}).state == LetterState.READY


def test_only_one_is_begun_and_only_by_the_iro(begin, done, client_for, iro, qa_manager):
    begin("CHILD")
    address = reverse("reviews:review_letters", args=[done.public_id])
    assert client_for(iro).post(address, {"kind": "CHILD"}).status_code == 422
    assert client_for(qa_manager).post(address, {"kind": "MINUTES"}).status_code == 404
    assert Letter.objects.count() == 1


def test_no_letter_to_the_child_where_the_council_sends_none(done, client_for, iro, child):
    LetterStyle.objects.create(authority=child.authority, child_letters="NEVER")
    address = reverse("reviews:review_letters", args=[done.public_id])
    assert "letter to the child" not in client_for(iro).get(address).content.decode()
    assert client_for(iro).post(address, {"kind": "CHILD"}).status_code == 422


def test_words_of_another_child_stop_it_until_they_are_changed_or_kept(
    begin, client_for, iro, child, authority
):
    make.make_child_in_care(authority, iro=iro, forename="Kayden", surname="Birtles")
    letter, client = begin("CHILD"), client_for(iro)
    letter = finish(client, letter, **{"part-said": "Kayden likes it. You will move on 1 March 2025."})
    assert letter.state == "WRITING"
    page = client.get(reverse("reviews:letter", args=[letter.public_id])).content.decode()
    assert "Look again: 2 to settle" in page and "The name of another child" in page
    keep = reverse("reviews:keep_words", args=[letter.public_id, 0])
    asked = {"words": "Kayden", "sentence": "Kayden likes it."}
    assert client.post(keep, asked | {"reason": ""}).status_code == 422
    assert client.post(keep, asked | {"words": "Somebody", "reason": "A friend"}).status_code == 422
    assert client.post(keep, asked | {"sentence": "Kayden left.", "reason": "A friend"}).status_code == 422
    assert client.post(keep, asked | {"reason": "A friend at school"}).status_code == 302
    assert LetterCheck.objects.get().reason == "A friend at school"
    letter.refresh_from_db()
    assert finish(client, letter, **{"part-said": "Kayden likes it."}).state == "READY"


def test_words_are_kept_in_their_sentence_until_it_changes(begin, client_for, iro, authority):
    make.make_child_in_care(authority, iro=iro, forename="Kayden", surname="Birtles")
    letter, client = begin("CHILD"), client_for(iro)
    finish(client, letter, **{"part-said": "Kayden likes it."})
    keep = reverse("reviews:keep_words", args=[letter.public_id, 0])
    asked = {"words": "Kayden", "sentence": "Kayden likes it."}
    assert "<mark>Kayden</mark> likes it." in client.get(keep).content.decode()
    client.post(keep, asked | {"reason": "A friend at school"})
    page = client.get(reverse("reviews:letter", args=[letter.public_id])).content.decode()
    assert "Nothing to settle" in page and "Kept until the sentence changes" in page

    text = "It is a good school. Kayden likes it."
    assert finish(client, letter, **{"part-said": f"{text} Kayden lives with Mrs Oduya."}).state == "WRITING"
    assert finish(client, letter, **{"part-said": "Kayden no longer likes it."}).state == "WRITING"
    assert finish(client, letter, **{"part-said": text}).state == "READY"


def make_contact(child: Child, by: User, **given: str) -> None:
    given = {"may_be_told": "RECORD"} | given
    ContactPerson.objects.create(child=child, recorded_by=by, recorded_at=make.now(), **given)


def test_contacts_of_a_child_are_their_own_and_those_of_others_are_not(
    begin, client_for, iro, child, authority
):
    other = make.make_child_in_care(authority, iro=iro, forename="Kayden", surname="Birtles")
    make_contact(child, iro, role="OTHER", name="Kayden Moss")
    make_contact(other, iro, role="CARER", name="Joan Peters", address="12 Mill Lane, Exeter")
    make_contact(other, iro, role="SCHOOL", name="Brackenhurst Academy")
    letter, client = begin("CHILD"), client_for(iro)
    said = "Kayden came. You live with Joan Peters at 12 Mill Lane. You like Brackenhurst Academy."
    finish(client, letter, **{"part-said": said})
    page = client.get(reverse("reviews:letter", args=[letter.public_id])).content.decode()
    assert "Look again: 3 to settle" in page
    assert all(f"{kind} of another child" in page for kind in ("Carer", "Home", "School"))


def test_a_better_word_is_put_in_its_place(begin, client_for, iro):
    letter, client = begin("CHILD"), client_for(iro)
    address = reverse("reviews:letter", args=[letter.public_id])
    client.post(
        address, typed(letter, **{"part-said": "Placement is good. Your placement too."}) | {"use": "0"}
    )
    letter.refresh_from_db()
    assert {p["key"]: p["text"] for p in letter.parts}["said"] == "Home is good. Your placement too."


def test_nobody_signs_off_words_that_were_written_since_they_looked(
    begin, client_for, iro, qa_manager, child, viewer_of
):
    """Returned by another QA manager, and finished again with other words."""
    LetterStyle.objects.create(authority=child.authority, needs_sign_off=True)
    letter, browser = finish(client_for(iro), begin("CHILD")), client_for(qa_manager)
    address = reverse("reviews:sign_letter", args=[letter.public_id])
    read = browser.get(address).context["form"]["shown"].value()
    actions.send_back(letter=letter, reason="Shorter", by=qa_manager)
    assert OutgoingMail.objects.latest("pk").subject == "A letter was returned to you"
    shown = {c["label"]: c for c in cards(viewer_of(iro), make.at(STARTED).date())}["Letters returned"]
    assert shown["figure"] == 1 and shown["href"].endswith("?show=returned")
    finish(client_for(iro), letter, **{"part-said": "You want to stay for good."})
    late = browser.post(address, {"answer": "sign", "reason": "", "shown": read})
    assert late.status_code == 422 and "The letter has changed since you opened" in late.content.decode()
    letter.refresh_from_db()
    assert letter.state == "SIGN_OFF"
    again = late.context["form"]["shown"].value()
    assert browser.post(address, {"answer": "sign", "reason": "", "shown": again}).status_code == 302


def test_somebody_else_signs_off_where_the_council_wants_it(begin, client_for, iro, qa_manager, child):
    LetterStyle.objects.create(authority=child.authority, needs_sign_off=True)
    letter = finish(client_for(iro), begin("CHILD"))
    assert letter.state == "SIGN_OFF"
    asked = OutgoingMail.objects.get(subject="A letter is waiting for you to sign it off")
    assert asked.to == qa_manager and child.surname not in asked.body
    address = reverse("reviews:sign_letter", args=[letter.public_id])
    Letter.objects.update(state="WRITING")
    early = client_for(qa_manager).get(address, follow=True)
    assert "This is not possible now: the letter is being written." in early.content.decode()
    Letter.objects.update(state="SIGN_OFF")
    assert client_for(iro).get(address).status_code == 403
    client = client_for(qa_manager)
    assert client.post(address, {"answer": "return"}).status_code == 422
    client.post(address, {"answer": "return", "reason": "Shorter, please"})
    letter.refresh_from_db()
    assert (letter.state, letter.returned_reason) == ("WRITING", "Shorter, please")
    letter = finish(client_for(iro), letter)
    client.post(address, {"answer": "sign"})
    letter.refresh_from_db()
    assert (letter.state, letter.signed_by) == ("READY", qa_manager)
    client_for(iro).post(reverse("reviews:reopen_letter", args=[letter.public_id]))
    letter.refresh_from_db()
    assert (letter.state, letter.signed_by) == ("WRITING", None)


def test_the_writer_never_signs_off(begin, client_for, iro, child):
    make.make_membership(iro, child.authority, Role.QA_MANAGER)
    LetterStyle.objects.create(authority=child.authority, needs_sign_off=True)
    letter = finish(client_for(iro), begin("CHILD"))
    answer = client_for(iro).post(reverse("reviews:sign_letter", args=[letter.public_id]), {"answer": "sign"})
    assert answer.status_code == 422 and "somebody else must sign it off" in answer.content.decode()


# --- copies


def of(letter: Letter, role: str) -> LetterCopy:
    return letter.copies.get(role=role)


def change(client: Any, copy: LetterCopy, **over: Any) -> Any:
    data = {
        "name": copy.name, "role": copy.role, "channel": copy.channel, "person": copy.person_id or "",
        "withholds_home": "no", "left_out": copy.left_out, **over,
    }  # fmt: off
    return client.post(reverse("reviews:change_copy", args=[copy.public_id]), data)


def test_copies_are_proposed_with_a_version_each(begin, social_worker):
    letter = begin("MINUTES")
    school, father, worker = of(letter, "SCHOOL"), of(letter, "FATHER"), of(letter, "SOCIAL_WORKER")
    assert "education" not in school.left_out and "wishes" in school.left_out
    assert father.left_out == [] and father.channel == "PRINT"
    assert worker.person == social_worker and worker.channel == "LINK"
    assert {c.role for c in begin("CHILD").copies.all()} == {"CHILD", "CARER", "SOCIAL_WORKER"}


def test_a_copy_that_must_not_tell_the_home_is_read_first(begin, client_for, iro):
    client = client_for(iro)
    letter = finish(client, begin("MINUTES"), withheld_words="Heron Close")
    father = of(letter, "FATHER")
    change(client, father, withholds_home="yes")
    send = reverse("reviews:send_copies", args=[letter.public_id])
    answer = client.post(send, {"copy": [str(father.public_id)]})
    assert answer.status_code == 422 and "Read the copy of Dean Swallow" in answer.content.decode()
    address = reverse("reviews:copy", args=[father.public_id])
    text = client.get(address).content.decode()
    assert not any(word in text for word in ("Heron Close", "Pat Lowe", "Ashlea", "Lindqvist"))
    assert "This part is left out of this copy." in text
    client.post(address)
    assert client.post(send, {"copy": [str(father.public_id)]}).status_code == 302
    father.refresh_from_db()
    assert father.state == "SENT" and "Heron" not in str(father.parts)
    assert AuditEvent.objects.filter(kind="letter.sent").count() == 1


def test_who_must_not_know_the_home_since_the_list_was_made_is_not_sent_it(
    begin, client_for, iro, social_worker
):
    """Neither a copy that still waits, nor one that came back: what it says never changes."""
    client = client_for(iro)
    letter = finish(client, begin("MINUTES"))
    father, send = of(letter, "FATHER"), reverse("reviews:send_copies", args=[letter.public_id])
    person = Person(role="FATHER", name=father.name.upper(), may_be_told="RECORD", not_told_home=True)
    contact = contacts.add(child=letter.child, person=person, by=social_worker)
    answer = client.post(send, {"copy": [str(father.public_id)]})
    assert answer.status_code == 422 and "Change the copy to withhold it" in answer.content.decode()
    assert (
        of(letter, "FATHER").state == "LISTED" and not AuditEvent.objects.filter(kind="letter.sent").exists()
    )
    right = Person(role="FATHER", name="Put right", may_be_told="RECORD", not_told_home=True)
    contacts.change(contact=contact, person=right, by=social_worker)
    answer = client.post(send, {"copy": [str(father.public_id)]})
    assert answer.status_code == 422 and "Change the copy to withhold it" in answer.content.decode()
    contact.not_told_home = False
    contact.save()
    assert client.post(send, {"copy": [str(father.public_id)]}).status_code == 302
    copying.record_outcome(copy=of(letter, "FATHER"), state="RETURNED", note="", by=iro)
    contact.not_told_home = True
    contact.save()
    answer = client.post(send, {"copy": [str(father.public_id)]})
    assert "so it cannot be sent again" in answer.content.decode()
    assert of(letter, "FATHER").state == "RETURNED"
    assert f'value="{father.public_id}"' not in client.get(send).content.decode()
    again = reverse("reviews:redirect_copy", args=[father.public_id])
    for page in (send, reverse("reviews:copies", args=[letter.public_id])):
        text = client.get(page).content.decode()
        assert "and selects “Write it again”" in text and again not in text
    answer = client.post(again, {"channel": "UPLOAD", "person": ""})
    assert answer.status_code == 422 and "so it cannot be sent again" in answer.content.decode()


def test_who_may_be_told_nothing_since_the_list_was_made_is_marked_and_not_ticked(
    begin, client_for, iro, social_worker
):
    client = client_for(iro)
    letter = finish(client, begin("MINUTES"))
    father = of(letter, "FATHER")
    pages = {name: reverse(f"reviews:{name}", args=[letter.public_id]) for name in ("copies", "send_copies")}
    pages["copy"] = reverse("reviews:copy", args=[father.public_id])
    assert not any("Ask the social worker first" in client.get(p).content.decode() for p in pages.values())
    ticked = client.get(pages["send_copies"]).content.decode().count("checked")
    person = Person(role="FATHER", name=father.name.upper(), may_be_told="NOTHING", not_told_home=False)
    contacts.add(child=letter.child, person=person, by=social_worker)
    assert all(
        client.get(p).content.decode().count("Ask the social worker first") == 1 for p in pages.values()
    )
    assert client.get(pages["send_copies"]).content.decode().count("checked") == ticked - 1


def test_a_link_goes_by_mail_without_a_name_and_opens_for_its_reader_alone(
    begin, client_for, iro, social_worker, other_social_worker, child, django_capture_on_commit_callbacks
):
    letter = finish(client_for(iro), begin("CHILD"))
    copy = of(letter, "SOCIAL_WORKER")
    client_for(iro).post(
        reverse("reviews:send_copies", args=[letter.public_id]), {"copy": [str(copy.public_id)]}
    )
    mail = OutgoingMail.objects.get(to=social_worker, about_type="reviews.letter")
    assert child.forename not in mail.body + mail.subject
    address = reverse("reviews:own_copy", args=[copy.public_id])
    assert address in mail.body
    assert client_for(other_social_worker).get(address).status_code == 404
    client = client_for(social_worker)
    assert "I want to stay" not in client.get(address).content.decode()
    client.post(address)
    assert "I want to stay" in client.get(address).content.decode()
    copy.refresh_from_db()
    assert copy.state == "OPENED" and copy.opened_at


def test_what_became_of_a_copy_and_a_second_try(begin, client_for, iro, business_support):
    letter = finish(client_for(iro), begin("CHILD"))
    copy, client = of(letter, "CHILD"), client_for(business_support)
    send = reverse("reviews:send_copies", args=[letter.public_id])
    client.post(send, {"copy": [str(copy.public_id)]})
    client.post(
        reverse("reviews:copy_outcome", args=[copy.public_id]), {"state": "RETURNED", "note": "Moved"}
    )
    copy.refresh_from_db()
    assert (copy.state, copy.note) == ("RETURNED", "Moved")
    assert "1 failed or returned" in client.get(reverse("reviews:letters")).content.decode()
    client.post(send, {"copy": [str(copy.public_id)]})
    copy.refresh_from_db()
    assert copy.state == "SENT"


def test_a_copy_that_came_back_goes_another_way(begin, client_for, iro, business_support, social_worker):
    letter = finish(client_for(iro), begin("MINUTES"))
    copy, client = of(letter, "SOCIAL_WORKER"), client_for(business_support)
    change(client, copy, channel="PRINT", person="")
    again = reverse("reviews:redirect_copy", args=[copy.public_id])
    link = {"channel": "LINK", "person": str(social_worker.pk)}
    assert client.post(again, link).status_code == 422
    send = reverse("reviews:send_copies", args=[letter.public_id])
    client.post(send, {"copy": [str(copy.public_id)]})
    copying.record_outcome(copy=of(letter, "SOCIAL_WORKER"), state="RETURNED", note="", by=iro)
    copies = reverse("reviews:copies", args=[letter.public_id])
    assert again in client.get(copies).content.decode()
    nobody = client.post(again, {"channel": "LINK", "person": ""})
    assert "Choose the account that the link goes to" in nobody.content.decode()
    said = of(letter, "SOCIAL_WORKER").parts
    assert client.post(again, link).status_code == 302
    client.post(send, {"copy": [str(copy.public_id)]})
    copy = of(letter, "SOCIAL_WORKER")
    assert (copy.state, copy.channel, copy.person, copy.parts) == ("SENT", "LINK", social_worker, said)
    assert OutgoingMail.objects.latest("pk").to == social_worker


def test_a_list_cannot_hold_somebody_twice_a_link_without_account_or_an_empty_copy(begin, client_for, iro):
    client, letter = client_for(iro), begin("CHILD")
    copy = of(letter, "CARER")
    assert change(client, copy, name=of(letter, "CHILD").name, role="CHILD").status_code == 422
    assert change(client, copy, channel="LINK").status_code == 422
    assert change(client, copy, left_out=[p["key"] for p in letter.parts]).status_code == 422
    client.post(reverse("reviews:remove_copy", args=[copy.public_id]))
    assert not letter.copies.filter(role="CARER").exists()


def test_what_was_sent_never_changes_and_is_written_again_after_an_amendment(begin, client_for, iro, done):
    client, letter = client_for(iro), begin("CHILD")
    letter = finish(client, letter)
    copy = of(letter, "CHILD")
    client.post(reverse("reviews:send_copies", args=[letter.public_id]), {"copy": [str(copy.public_id)]})
    for rows in (Letter.objects.filter(pk=letter.pk), LetterCopy.objects.filter(pk=copy.pk)):
        with pytest.raises(Error), transaction.atomic():
            rows.update(parts=[])
    today = make.at(STARTED).date()
    amending.amend(review=done, key="wishes.own_words", answer="I love it.", reason="x", by=iro, today=today)
    copying.record_outcome(copy=of(letter, "CHILD"), state="RETURNED", note="", by=iro)
    other_way = reverse("reviews:redirect_copy", args=[copy.public_id])
    assert other_way not in client.get(reverse("reviews:copies", args=[letter.public_id])).content.decode()
    assert client.post(other_way, {"channel": "UPLOAD", "person": ""}).status_code == 422
    again = reverse("reviews:reissue_letter", args=[letter.public_id])
    assert client.post(again, {"reason": ""}).status_code == 422
    listed = client.get(reverse("reviews:letters") + "?show=sent").content.decode()
    assert "Record amended since" in listed
    client.post(again, {"reason": "Her words were put right"})
    second = done.letters.get(issue=2)
    assert second.parts == letter.parts
    assert of(second, "CHILD").state == "LISTED"
    page = client.get(reverse("reviews:letter", args=[second.public_id])).content.decode()
    assert "It says now" in page and "I love it." in page and "of the issue before this one" in page
    assert finish(client, second).state == "WRITING"
    client.post(reverse("reviews:letter", args=[second.public_id]), typed(second, rewrite="said"))
    second.refresh_from_db()
    assert "I love it." in str(second.parts)
    assert second.parts[0] == letter.parts[0]
    pdf = client.get(reverse("reviews:letter_pdf", args=[second.public_id]))
    assert "This is issue 2 of this letter." in PdfReader(BytesIO(pdf.content)).pages[0].extract_text()


def test_an_issue_that_was_replaced_points_to_the_later_one(begin, client_for, iro, done):
    client, letter = client_for(iro), finish(client_for(iro), begin("CHILD"))
    send = reverse("reviews:send_copies", args=[letter.public_id])
    client.post(send, {"copy": [str(of(letter, "CHILD").public_id)]})
    again = reverse("reviews:reissue_letter", args=[letter.public_id])
    client.post(again, {"reason": "A word was wrong"})
    second = done.letters.get(issue=2)
    page = client.get(reverse("reviews:letter", args=[letter.public_id])).content.decode()
    assert reverse("reviews:letter", args=[second.public_id]) in page and again not in page
    listed = client.get(reverse("reviews:review_letters", args=[done.public_id])).content.decode()
    assert "Replaced by issue 2" in listed
    letter.refresh_from_db()
    with refused(states.LATER_ISSUE):
        actions.reissue(letter=letter, reason="x", by=iro, today=make.at(STARTED).date())


def test_minutes_written_again_keep_the_parts_of_which_nothing_changed():
    fact = {"key": "health.about", "part": "health", "name": "Health", "says": "Well"}
    other = {**fact, "key": "plan.about", "part": "plan"}
    parts = [{"key": key, "title": key, "text": "by hand"} for key in ("health", "plan")]
    before = Letter(kind="MINUTES", parts=parts, drawn_from=[fact, other])
    anew = [{**part, "text": "from the record"} for part in (*parts, {"key": "family", "title": "family"})]
    made = issues.again(before, issues.Written(anew, [fact, {**other, "says": "Changed"}]))
    assert [part["text"] for part in made.parts] == ["by hand", "from the record", "from the record"]


def test_the_pdf_is_tagged_and_its_name_says_no_childs(begin, client_for, iro, child):
    letter = begin("CHILD")
    answer = client_for(iro).get(reverse("reviews:letter_pdf", args=[letter.public_id]))
    root = PdfReader(BytesIO(answer.content)).trailer["/Root"]
    assert "/StructTreeRoot" in root and root["/Lang"] == "en-GB"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert child.forename not in answer["Content-Disposition"]


def test_a_translated_copy_is_attached_and_taken_away(begin, client_for, iro):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, letter = client_for(iro), begin("CHILD")
    address = reverse("reviews:translation", args=[letter.public_id])
    for name, content in (
        ("x.pdf", b"not a PDF"),
        ("x.exe", b"%PDF-1.7 x"),
        ("x.docx", b"%PDF-1.7 x"),
        ("x.rtf.doc", b"{\\rtf1 x}"),
        ("x.pdf", b"%PDF-1.7 trailer << /Encrypt 5 0 R >>"),
    ):
        wrong = SimpleUploadedFile(name, content)
        assert client.post(address, {"translated": wrong}).status_code == 422, (name, content)
    client.post(address, {"translated": SimpleUploadedFile("polski.pdf", b"%PDF-1.7 x")})
    letter.refresh_from_db()
    assert letter.translated_name == "polski.pdf"
    client.post(address, {"without": "on"})
    letter.refresh_from_db()
    assert not letter.translated_name


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "SENT"}, "letter_sent_paired"),
        ({"issue": 2}, "letter_reissue_has_reason"),
        ({"signed_by": "writer", "signed_at": make.now()}, "letter_not_signed_by_writer"),
    ],
)
def test_the_database_refuses_a_letter_that_cannot_be(done, iro, changes, constraint):
    letter = make.make_letter(done, iro)
    given = {k: (iro if v == "writer" else v) for k, v in changes.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**given)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"channel": "LINK"}, "letter_copy_link_has_person"),
        ({"state": "SENT"}, "letter_copy_sent_paired"),
        ({"state": "SENT", "parts": [], "sent_at": make.now()}, "letter_copy_sender_paired"),
        (
            {
                "state": "SENT",
                "parts": [],
                "sent_at": make.now(),
                "sent_by": "writer",
                "withholds_home": True,
            },
            "letter_copy_withheld_was_read",
        ),
    ],
)
def test_the_database_refuses_a_copy_that_cannot_be(done, iro, changes, constraint):
    copy = make.make_copy(make.make_letter(done, iro))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        given = {k: (iro if v == "writer" else v) for k, v in changes.items()}
        LetterCopy.objects.filter(pk=copy.pk).update(**given)


def test_the_database_refuses_doubles(done, iro):
    letter = make.make_letter(done, iro)
    make.make_copy(letter)
    make_check = {"letter": letter, "kind": "STALE", "words": "x", "by": iro, "at": make.now()}
    LetterCheck.objects.create(reason="y", **make_check)
    for constraint, again in (
        ("letter_copy_once", lambda: make.make_copy(letter)),
        ("letter_check_once", lambda: LetterCheck.objects.create(reason="y", **make_check)),
        (
            "letter_check_has_reason",
            lambda: LetterCheck.objects.create(reason="", **make_check | {"words": "z"}),
        ),
        ("letter_one_in_hand", lambda: make.make_letter(done, iro, issue=2, reissue_reason="x")),
        ("letter_issue_once", lambda: make.make_letter(done, iro, "SENT")),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            again()


def test_the_pages_ask_the_database_a_fixed_number_of_times(begin, client_for, iro, authority):
    letter, client = begin("CHILD"), client_for(iro)

    def others(count: int) -> None:
        for number in range(count):
            other = make.make_child_in_care(authority, iro=iro, forename=f"Zed{count}{number}")
            review = make.make_review(other, STARTED, place=f"House {count}{number}")
            Attendance.objects.create(review=review, role="SCHOOL", name=f"School {number}", presence="CAME")

    for name in ("letter", "copies"):
        address, asked = reverse(f"reviews:{name}", args=[letter.public_id]), []
        for count in (1, 5):
            others(count)
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            asked.append(len(queries))
        assert asked[0] == asked[1] <= 45


def test_the_council_says_how_it_wants_its_letters(client_for, qa_manager, authority, begin, child):
    address = reverse("reviews:letter_style")
    assert f'href="{address}"' in client_for(qa_manager).get(reverse("reviews:letters")).content.decode()
    given = {
        "child_letters": "EVERY",
        "needs_sign_off": "no",
        "opening": "It was good to see you.",
        "closing": "Call me whenever you like.",
        "introduction": "I look after your plan.",
        "preferred": "contact = time with",
    }
    wrong = client_for(qa_manager).post(address, given | {"preferred": "contact"})
    assert wrong.status_code == 422 and "as: word = better word" in wrong.content.decode()
    assert client_for(qa_manager).post(address, given).status_code == 302
    style = LetterStyle.objects.get(authority=authority)
    assert (style.child_letters, style.needs_sign_off) == ("EVERY", False)
    texts = {p["key"]: p["text"] for p in begin("CHILD").parts}
    assert "It was good to see you." in texts["opening"] and "Call me" in texts["closing"]


def test_what_no_letter_can_be_begun_or_finished_for(done, begin, iro, viewer_of, authority):
    letter = begin("CHILD")
    given = {"by": iro, "today": make.at(STARTED).date()}
    with refused(states.IN_HAND):
        actions.write(review=done, kind="CHILD", **given)
    begun = make.make_started_review(make.make_child_in_care(authority, iro=iro), STARTED)
    with refused(states.NOT_COMPLETE):
        actions.write(review=begun, kind="MINUTES", **given)
    Letter.objects.filter(pk=letter.pk).update(parts=[{**p, "text": " "} for p in letter.parts])
    letter.refresh_from_db()
    with refused(states.EMPTY):
        actions.finish(letter=letter, viewer=viewer_of(iro), today=STARTED)
    before = letter.parts
    actions.use_better_word(letter=letter, number=7, by=iro)  # the word has gone meanwhile
    letter.refresh_from_db()
    assert letter.parts == before
    LetterStyle.objects.update_or_create(authority=authority, defaults={"child_letters": "NEVER"})
    with refused(states.NEVER_SENT):
        actions.write(review=done, kind="CHILD", **given)


def test_a_picture_is_named_in_the_pdf_and_the_page_says_so(begin, client_for, iro):
    letter, browser = begin("CHILD"), client_for(iro)
    address = reverse("reviews:letter", args=[letter.public_id])
    browser.post(address, typed(letter, **{"part-said": "I am happy here 😀"}))
    page = browser.get(address).content.decode()
    assert "The PDF names pictures in words: [grinning face]." in page and "happy here 😀" in page
    pdf = browser.get(reverse("reviews:letter_pdf", args=[letter.public_id])).content
    text = " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    assert "I am happy here [grinning face]" in text


@pytest.mark.parametrize(
    ("copies", "sent", "said"),
    [
        (0, 0, "Nobody listed yet"),
        (3, 0, "3 to send"),
        (3, 2, "2 of 3 sent"),
        (3, 3, "All 3 sent"),
        (1, 1, "Sent"),
    ],
)
def test_a_list_says_how_many_copies_went_out(copies, sent, said):
    assert Listed(Letter(), copies, sent, 0, None, False, "").sent_words == said


def test_homes_and_people_of_others_are_known_unless_many_share_them_or_the_child_has_them_too(
    begin, iro, child, authority, viewer_of
):
    """A home by its Ofsted number, a mother by the forename after mum, and an advocate by the whole name."""
    called = {"SC000001": "Ferncliffe", "SC000002": "Our Place", "SC000003": "Big House"}
    for urn, name in called.items():
        ProviderName.objects.create(authority=authority, urn=urn, name=name)
    people = [("MOTHER", "Michelle Stroud"), ("ADVOCATE", "Ros Finlay"), ("CARER", "Jan and Steve Moody")]
    many = [("VISITOR", "Everybody’s Visitor")]
    for number, homes in enumerate((["SC000001"], ["SC000002"], ["SC000003"], ["SC000003"], ["SC000003"])):
        other = make.make_child_in_care(authority, iro=iro)
        Placement.objects.filter(child=other).update(urn=homes[0])
        for role, name in [*(people if number == 0 else []), *(many if number < 3 else [])]:
            make_contact(other, iro, role=role, name=name)
    Placement.objects.filter(child=child).update(urn="SC000002")
    known = about_child(begin("CHILD"), viewer_of(iro), STARTED)
    assert "Our Place" in known.own
    assert {(o.words, o.kind) for o in known.others if o.kind in ("place", "parent", "person", "carer")} >= {
        ("Ferncliffe", "place"),
        ("Michelle Stroud", "parent"),
        ("Ros Finlay", "person"),
        ("Jan Moody", "carer"),
        ("Steve Moody", "carer"),
    }
    assert not {"Big House", "Our Place", "Everybody’s Visitor"} & {o.words for o in known.others}
    text = "You are at Ferncliffe. Your mum, Michelle, rang. Ros Finlay came. The Moodys wave."
    hits = guards.check(text, known)
    assert [hit.words for hit in hits] == ["Ferncliffe", "Michelle", "Ros Finlay", "The Moodys"]


def test_social_workers_of_others_are_not_the_childs_unless_they_work_with_the_child_too(
    begin, iro, child, authority, viewer_of
):
    names = ("Gus Lennox", "Amy Marr", "Bea Tate")
    theirs, both, gone = (Worker.objects.create(authority=authority, name=name) for name in names)
    for worker, until in ((theirs, None), (both, None), (gone, STARTED)):
        other = make.make_child_in_care(authority, iro=iro)
        other.social_worker_allocations.create(worker=worker, started_on=make.CARE_STARTED_ON, ended_on=until)
    SocialWorkerAllocation.objects.filter(child=child).update(worker=both)
    known = about_child(begin("CHILD"), viewer_of(iro), STARTED)
    assert [o for o in known.others if o.kind == "social worker"] == [Other("Gus Lennox", "social worker")]
    hits = guards.check("Mr Lennox visits you. Amy Marr visits you. Bea Tate has left.", known)
    assert [hit.words for hit in hits] == ["Mr Lennox"]


def test_a_letter_of_which_one_copy_came_back_is_not_wholly_sent():
    assert Listed(Letter(), 6, 6, 1, None, False, "").sent_words == "6 sent"
