"""Restricted records: closing, naming, taking off, opening again; asking, and opening by a reason."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import AccessGrant, AccessLog, AccessRequest, AuditEvent, OutgoingMail
from accounts.models.access import RequestState
from children.models import Child
from tests import factories as make
from tests.kept import kept

TODAY = date(2026, 3, 30)


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


@kept
def qa(client_for, qa_manager):
    return client_for(qa_manager)


def page_of(child: Child, name: str = "child") -> str:
    return reverse(f"children:{name}", args=[child.public_id])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 422
    return {name: list(found) for name, found in response.context["form"].errors.items()}


# --- restricting


def test_restricted_record_closes_to_all_but_the_named(
    qa, client_for, qa_manager, child, iro, social_worker, team_manager
):
    data = {"people": [qa_manager.pk, iro.pk], "reason": "A relative works in the team"} | make.typed_lasting(
        TODAY
    )
    assert qa.post(page_of(child, "restrict"), data).status_code == 302
    child.refresh_from_db()
    assert child.is_restricted
    assert client_for(iro).get(page_of(child)).status_code == 200
    for closed in (social_worker, team_manager):
        assert client_for(closed).get(page_of(child)).status_code == 403
        assert "Ashdown" not in text(client_for(closed).get("/children/?show=all"))
    event = AuditEvent.objects.get(kind="child.restricted")
    assert (event.reason, event.details["people"]) == (
        "A relative works in the team",
        sorted([qa_manager.pk, iro.pk]),
    )


def test_people_near_the_child_are_offered_with_what_they_are(
    qa, child, iro, social_worker, team_manager, other_iro
):
    form = qa.get(page_of(child, "restrict")).context["form"]
    hints = form.fields["people"].item_hints
    assert hints[str(iro.pk)] == "the child’s IRO"
    assert hints[str(social_worker.pk)] == "the child’s social worker"
    assert hints[str(team_manager.pk)] == "team manager of the team"
    assert str(other_iro.pk) not in hints
    assert other_iro in form.fields["another"].queryset


def test_somebody_else_can_be_named_at_once(qa, child, iro, other_iro):
    named = {"people": [iro.pk], "another": other_iro.pk, "reason": "Cover"} | make.typed_lasting(TODAY)
    assert qa.post(page_of(child, "restrict"), named).headers["Location"] == "/children/"
    assert {grant.user for grant in AccessGrant.objects.all()} == {iro, other_iro}


def test_a_restriction_that_leaves_out_the_child_s_iro_is_refused_on_the_page(qa, child, qa_manager):
    answer = qa.post(
        page_of(child, "restrict"), {"people": [qa_manager.pk], "reason": "x"} | make.typed_lasting(TODAY)
    )
    assert "is the child’s IRO" in errors(answer)["people"][0]


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [({"reason": "x"}, "people", "at least one person"), ({"reason": ""}, "reason", "Enter a reason")],
)
def test_restriction_needs_somebody_and_a_reason(qa, child, data, field, words):
    assert words in errors(qa.post(page_of(child, "restrict"), data))[field][0]
    child.refresh_from_db()
    assert not child.is_restricted


def test_nobody_of_another_council_a_leaver_or_a_role_without_children_can_be_named(
    qa, child, outsider, lead_member, other_iro
):
    other_iro.is_active, other_iro.deactivated_at = False, make.now()
    other_iro.save(update_fields=["is_active", "deactivated_at"])
    for person in (outsider, lead_member, other_iro):
        assert "another" in errors(qa.post(page_of(child, "restrict"), {"another": person.pk, "reason": "x"}))


# --- a record that is restricted already


@kept
def named(qa_manager, restricted_child) -> AccessGrant:
    return make.make_grant(qa_manager, restricted_child, granted_by=qa_manager)


def test_people_page_says_who_is_named_and_why(qa, named, restricted_child):
    page = text(qa.get(page_of(restricted_child, "people")))
    assert "Only these people may see it" in page
    assert "Works with the family" in page
    assert "Restricted record" in page


def test_one_more_is_named_and_sees_the_record(
    qa, client_for, named, restricted_child, social_worker, qa_manager
):
    data = {"person": social_worker.pk, "reason": "Allocated worker"} | make.typed_lasting(TODAY)
    assert qa.post(page_of(restricted_child, "name_person"), data).status_code == 302
    assert client_for(social_worker).get(page_of(restricted_child)).status_code == 200
    assert AuditEvent.objects.get(kind="access.named").by_id == qa_manager.pk


def test_who_is_named_is_not_offered_again(qa, named, restricted_child, qa_manager):
    form = qa.get(page_of(restricted_child, "name_person")).context["form"]
    assert qa_manager not in form.fields["person"].queryset


def take_off(child: Child, grant: AccessGrant) -> str:
    return reverse("children:take_off", args=[child.public_id, grant.pk])


def test_person_is_taken_off_at_once(qa, client_for, named, restricted_child, social_worker):
    grant = make.make_grant(social_worker, restricted_child)
    browser = client_for(social_worker)
    assert browser.get(page_of(restricted_child)).status_code == 200
    assert qa.post(take_off(restricted_child, grant), {"reason": "Left the team"}).status_code == 302
    assert browser.get(page_of(restricted_child)).status_code == 403
    assert AuditEvent.objects.get(kind="access.revoked").reason == "Left the team"


def test_last_person_stays(qa, named, restricted_child):
    response = qa.post(take_off(restricted_child, named), {"reason": "x"})
    assert "Name another person first" in errors(response)["__all__"][0]
    named.refresh_from_db()
    assert named.revoked_at is None


def test_grant_of_another_record_is_not_taken_off_here(qa, named, restricted_child, child, iro):
    assert (
        qa.post(take_off(restricted_child, make.make_grant(iro, child)), {"reason": "x"}).status_code == 404
    )


def test_restriction_ends_with_a_reason(qa, client_for, named, restricted_child, iro):
    assert (
        qa.post(page_of(restricted_child, "unrestrict"), {"reason": "The relative left"}).status_code == 302
    )
    assert client_for(iro).get(page_of(restricted_child)).status_code == 200
    assert AuditEvent.objects.get(kind="child.unrestricted").reason == "The relative left"
    again = qa.post(page_of(restricted_child, "unrestrict"), {"reason": "x"})
    assert "the record is open" in errors(again)["__all__"][0]


def test_a_name_ends_with_the_restriction(
    qa, client_for, named, restricted_child, other_team_manager, qa_manager
):
    """Whose role does not reach the child sees it no longer, also where it is restricted once more."""
    make.make_grant(other_team_manager, restricted_child, granted_by=qa_manager)
    page = page_of(restricted_child)
    assert client_for(other_team_manager).get(page).status_code == 200
    qa.post(page_of(restricted_child, "unrestrict"), {"reason": "The relative left"})
    assert client_for(other_team_manager).get(page).status_code in (403, 404)
    assert not AccessGrant.objects.filter(child_id=restricted_child.pk, revoked_at=None).exists()
    assert AuditEvent.objects.get(kind="child.unrestricted").details["names_ended"] == 2


def test_a_request_that_waits_is_closed_with_the_restriction(
    qa, named, restricted_child, other_team_manager, qa_manager
):
    asked = make.make_access_request(other_team_manager, restricted_child)
    earlier = make.make_access_request(
        other_team_manager, restricted_child, state="REFUSED", answered_by=qa_manager, answered_at=make.now()
    )
    qa.post(page_of(restricted_child, "unrestrict"), {"reason": "The relative left"})
    asked.refresh_from_db()
    earlier.refresh_from_db()
    assert (asked.state, asked.answered_by, earlier.state) == ("ENDED", qa_manager, "REFUSED")
    mail = OutgoingMail.objects.get(to=other_team_manager)
    assert "no longer restricted" in mail.body and restricted_child.number not in mail.body
    event = AuditEvent.objects.get(kind="access.request_ended")
    assert event.child_id == restricted_child.pk
    answer = qa.get(reverse("accounts:access_request", args=[asked.public_id]))
    assert "No longer" not in text(answer) and "Closed: the record is no longer restricted" in text(answer)


def test_business_support_restricts_nothing(client_for, child, business_support):
    for name in ("restrict", "unrestrict", "name_person"):
        assert client_for(business_support).post(page_of(child, name), {}).status_code == 403


# --- asking


@pytest.mark.parametrize("name", ["child", "details", "registers", "people"])
def test_every_page_of_a_closed_record_leads_to_the_question(client_for, iro, restricted_child, name):
    response = client_for(iro).get(page_of(restricted_child, name))
    assert response.status_code == 403
    page = text(response)
    assert "Record 200003 is restricted" in page
    assert page_of(restricted_child, "ask_for_access") in page
    for hidden in ("Cedarwood", "Robin", "15 June 2012"):
        assert hidden not in page
    assert AccessLog.objects.get().allowed is False


def test_pages_of_the_floors_above_lead_there_too(client_for, iro, restricted_child):
    response = client_for(iro).get(reverse("reviews:child_reviews", args=[restricted_child.public_id]))
    assert response.status_code == 403
    assert "Record 200003 is restricted" in text(response)


def test_asking_is_logged_and_told_to_the_qa_manager(client_for, iro, restricted_child, qa_manager):
    browser = client_for(iro)
    response = browser.post(
        page_of(restricted_child, "ask_for_access"), {"reason": "I chair next week"}, follow=True
    )
    assert "You have asked for access" in text(response)
    assert "Nobody has answered yet" in text(response)
    asked = AccessRequest.objects.get()
    assert (asked.user, asked.child_id, asked.reason, asked.state) == (
        iro,
        restricted_child.pk,
        "I chair next week",
        RequestState.WAITING,
    )
    assert AuditEvent.objects.get(kind="access.asked").child_id == restricted_child.pk
    mail = OutgoingMail.objects.get(to=qa_manager)
    assert "Cedarwood" not in mail.subject + mail.body
    browser.post(page_of(restricted_child, "ask_for_access"), {"reason": "again"})
    assert AccessRequest.objects.count() == 1


def test_asking_opens_nothing(client_for, iro, restricted_child, qa_manager):
    browser = client_for(iro)
    browser.post(page_of(restricted_child, "ask_for_access"), {"reason": "I chair next week"})
    assert browser.get(page_of(restricted_child)).status_code == 403


def test_refusal_is_shown_with_its_reason_and_one_may_ask_again(
    client_for, iro, restricted_child, qa_manager
):
    make.make_access_request(
        iro,
        restricted_child,
        state=RequestState.REFUSED,
        answered_by=qa_manager,
        answered_at=make.now(),
        answer_reason="Not your case",
    )
    page = text(client_for(iro).get(page_of(restricted_child)))
    assert "Not your case" in page
    assert "Ask for access</button>" in page


def test_reason_is_asked_for(client_for, iro, restricted_child):
    response = client_for(iro).post(page_of(restricted_child, "ask_for_access"), {"reason": " "})
    assert response.status_code == 403
    assert "Enter a reason" in text(response)
    assert not AccessRequest.objects.exists()


def test_other_team_and_other_council_may_not_even_ask(
    client_for, other_iro, outsider, child, restricted_child
):
    for person, closed in ((other_iro, child), (other_iro, restricted_child), (outsider, restricted_child)):
        assert client_for(person).post(page_of(closed, "ask_for_access"), {"reason": "x"}).status_code == 404
    assert not AccessRequest.objects.exists()


def test_one_s_own_child_needs_no_asking(client_for, iro, child):
    response = client_for(iro).get(page_of(child, "ask_for_access"))
    assert response.headers["Location"] == page_of(child)


# --- opening by a reason


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.INSPECTOR])
def test_reason_opens_one_record_for_eight_hours(
    on_day, client_for, authority, child, other_child, qa_manager, role
):
    person = make.make_user(authority, role)
    browser = client_for(person)
    asked = browser.get(page_of(child, "details"))
    assert asked.status_code == 403
    assert asked.context["form"].initial["next"] == page_of(child, "details")
    answer = browser.post(
        page_of(child, "ask_for_access"), {"reason": "A complaint", "next": page_of(child, "details")}
    )
    assert answer.headers["Location"] == page_of(child, "details")
    assert browser.get(page_of(child, "details")).status_code == 200
    assert browser.get(page_of(other_child)).status_code == 403
    assert "Ashdown" in text(browser.get("/children/"))
    assert AuditEvent.objects.get(kind="access.entered").reason == "A complaint"
    assert OutgoingMail.objects.filter(to=qa_manager).count() == 1
    on_day(TODAY, hour=17, minute=1)
    browser = client_for(person)
    assert browser.get(page_of(child)).status_code == 403


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_nobody_is_led_elsewhere(client_for, director, child, wanted):
    answer = client_for(director).post(
        page_of(child, "ask_for_access"), {"reason": "A complaint", "next": wanted}
    )
    assert answer.headers["Location"] == page_of(child)


def test_reason_never_opens_a_restricted_record(client_for, director, restricted_child):
    browser = client_for(director)
    assert "is restricted" in text(browser.get(page_of(restricted_child)))
    browser.post(page_of(restricted_child, "ask_for_access"), {"reason": "A complaint"})
    assert not AccessGrant.objects.exists()
    assert AccessRequest.objects.get().user == director
    assert browser.get(page_of(restricted_child)).status_code == 403


def test_record_restricted_after_it_was_opened_by_a_reason(qa, client_for, director, child, iro, qa_manager):
    """A reason never opens a restricted record: what it opened before closes with the restriction."""
    browser = client_for(director)
    browser.post(page_of(child, "ask_for_access"), {"reason": "A complaint"})
    assert browser.get(page_of(child)).status_code == 200
    qa.post(
        page_of(child, "restrict"),
        {"people": [qa_manager.pk, iro.pk], "reason": "x"} | make.typed_lasting(TODAY),
    )
    assert browser.get(page_of(child)).status_code == 403


def test_expired_grant_opens_nothing(client_for, director, child):
    start = make.now() - timedelta(hours=9)
    make.make_grant(director, child, granted_at=start, expires_at=start + timedelta(hours=8))
    assert client_for(director).get(page_of(child)).status_code == 403
