"""Asking for a restricted record, answering, taking back; looking in by a reason."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.access import actions as access
from accounts.access.roles import Role
from accounts.models import AccessGrant, AccessRequest, AuditEvent, OutgoingMail
from children.models import Child
from statute.refusals import Refused
from tests import factories as make
from tests.kept import kept

TODAY = date(2026, 3, 30)


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


@kept
def asked(iro, restricted_child, qa_manager, authority) -> AccessRequest:
    return access.ask_for_access(
        authority=authority,
        child_id=restricted_child.pk,
        child_number=restricted_child.number,
        reason="I chair the review next week",
        by=iro,
        today=TODAY,
    )


def page_of(name: str, request: AccessRequest) -> str:
    return reverse(f"accounts:{name}", args=[request.public_id])


def test_request_is_told_to_the_qa_manager_without_a_name(asked, qa_manager, restricted_child):
    mail = OutgoingMail.objects.get(to=qa_manager)
    assert restricted_child.number in mail.body
    assert restricted_child.surname not in mail.subject + mail.body
    assert AuditEvent.objects.get(kind="access.asked").reason == "I chair the review next week"


def test_asking_twice_is_one_request(asked, iro, restricted_child, authority):
    again = access.ask_for_access(
        authority=authority,
        child_id=restricted_child.pk,
        child_number="",
        reason="again",
        by=iro,
        today=TODAY,
    )
    assert again == asked
    assert OutgoingMail.objects.count() == 1


def test_qa_manager_reads_number_and_reason_but_no_name(asked, qa_manager, client_for, restricted_child):
    for address in (reverse("accounts:access_requests"), page_of("access_request", asked)):
        response = client_for(qa_manager).get(address)
        assertContains(response, restricted_child.number)
        assertContains(response, "I chair the review next week")
        assertNotContains(response, restricted_child.surname)


def test_granted_request_opens_the_record_until_taken_back(
    qa_manager, team_manager, client_for, viewer_of, restricted_child, run_jobs
):
    make.make_grant(qa_manager, restricted_child)
    asked = make.make_access_request(team_manager, restricted_child)
    qa = client_for(qa_manager)
    page = qa.get(page_of("access_request", asked))
    assertContains(page, "A person is named for 12 months at most")
    assert page.context["form"].initial == {"until": date(2027, 3, 30), "review_on": date(2026, 9, 30)}
    yes = {"answer": "grant", "reason": "Covers for a colleague"}
    for days, words in (
        ({}, "Enter the last day"),
        (make.typed_lasting(date(2027, 3, 30)), "The last day must be 30 March 2027 or earlier"),
    ):
        assertContains(qa.post(page_of("access_request", asked), yes | days), words, status_code=422)
    qa.post(page_of("access_request", asked), yes | make.typed_lasting(TODAY))
    assert restricted_child in Child.objects.visible_to(viewer_of(team_manager))
    (mail,) = run_jobs()
    assert mail.to == [team_manager.email] and "until 29 March 2027" in mail.body
    assertContains(qa.get(page_of("access_request", asked)), "29 March 2027")
    assertContains(qa.get(page_of("access_request", asked)), "Remove access")
    qa.post(page_of("revoke_access", asked), {"reason": "Colleague is back"})
    assert restricted_child not in Child.objects.visible_to(viewer_of(team_manager))
    kinds = AuditEvent.objects.filter(child_id=restricted_child.pk).values_list("kind", flat=True)
    assert list(kinds) == ["access.granted", "access.revoked"]
    assert qa.get(page_of("revoke_access", asked)).status_code == 404


def test_refused_request_opens_nothing_and_may_be_asked_again(asked, qa_manager, client_for, iro, authority):
    client_for(qa_manager).post(page_of("access_request", asked), {"answer": "refuse", "reason": "No need"})
    asked.refresh_from_db()
    assert asked.state == "REFUSED" and not AccessGrant.objects.exists()
    again = access.ask_for_access(
        authority=authority, child_id=asked.child_id, child_number="", reason="now I do", by=iro, today=TODAY
    )
    assert again.pk != asked.pk


def test_first_of_two_answers_counts(asked, qa_manager, client_for, authority):
    other = make.make_user(authority, Role.QA_MANAGER)
    stale = AccessRequest.objects.get(pk=asked.pk)
    access.refuse_access(request=asked, reason="no", by=other, today=TODAY)
    with pytest.raises(Refused, match="the request is refused"):
        access.grant_access(
            request=stale, reason="yes", by=qa_manager, lasting=make.lasting(TODAY), today=TODAY
        )
    assert not AccessGrant.objects.exists()
    assert AuditEvent.objects.filter(kind="access.granted").count() == 0


def test_where_nobody_can_answer_the_administrators_hear_of_it_and_a_second_manager_answers(
    qa_manager, restricted_child, authority, client_for, administrator
):
    """Nobody answers their own: the only QA manager of a council needs a second one, whom two people make."""
    page = reverse("children:ask_for_access", args=[restricted_child.public_id])
    told = client_for(qa_manager).post(page, {"reason": "The IRO has left"}, follow=True)
    assert "the administrators have been told" in told.content.decode()
    mail = OutgoingMail.objects.get(to=administrator)
    assert restricted_child.number not in mail.body and "IRO has left" not in mail.body
    own = AccessRequest.objects.get()
    assertContains(client_for(qa_manager).get(page_of("access_request", own)), "there is no other QA manager")
    second = make.make_user(authority, Role.QA_MANAGER)
    assertContains(client_for(qa_manager).get(page_of("access_request", own)), "Another QA manager must")
    yes = {"answer": "grant", "reason": "She must"} | make.typed_lasting(TODAY)
    assert client_for(second).post(page_of("access_request", own), yes).status_code == 302
    assert AccessGrant.objects.get().user == qa_manager


def test_nobody_answers_their_own(qa_manager, restricted_child, authority, client_for):
    own = make.make_access_request(qa_manager, restricted_child)
    yes = {"answer": "grant", "reason": "me"} | make.typed_lasting(TODAY)
    page = client_for(qa_manager).post(page_of("access_request", own), yes)
    assertContains(page, "cannot answer your own request", status_code=422)
    assert not AccessGrant.objects.exists()


def test_answer_needs_a_choice_and_a_reason(asked, qa_manager, client_for):
    response = client_for(qa_manager).post(page_of("access_request", asked), {})
    assertContains(response, "Select whether this person can see the record", status_code=422)
    assertContains(response, "Enter a reason", status_code=422)


def test_home_card_counts_what_waits(asked, qa_manager, client_for):
    assertContains(client_for(qa_manager).get(reverse("home")), "Requests for access")


def test_list_costs_the_same_for_one_or_many(
    asked, authority, qa_manager, client_for, restricted_child, django_assert_num_queries
):
    qa = client_for(qa_manager)
    qa.get(reverse("accounts:access_requests"))
    for _ in range(5):
        make.make_access_request(make.make_user(authority, Role.IRO), restricted_child)
    with django_assert_num_queries(6):
        qa.get(reverse("accounts:access_requests"))


def enter(child: Child, by, reason: str = "Complaint 17") -> AccessGrant:
    return access.enter_with_reason(
        authority=child.authority,
        child_id=child.pk,
        child_number=child.number,
        is_restricted=child.is_restricted,
        reason=reason,
        by=by,
        today=TODAY,
    )


def test_director_looks_in_for_eight_hours_and_the_qa_manager_is_told(
    director, child, other_child, qa_manager, viewer_of, on_day
):
    grant = enter(child, director)
    assert grant.expires_at - grant.granted_at == timedelta(hours=8)
    assert set(Child.objects.visible_to(viewer_of(director))) == {child}
    assert child.surname not in OutgoingMail.objects.get(to=qa_manager).body
    assert AuditEvent.objects.get(kind="access.entered").reason == "Complaint 17"


def test_looking_in_twice_is_one_grant(director, child):
    assert enter(child, director) == enter(child, director, "again")


def test_restricted_record_is_not_entered_by_a_reason(director, restricted_child):
    with pytest.raises(access.AccessRefused):
        enter(restricted_child, director)
    assert not AccessGrant.objects.exists()


def test_grant_that_ran_out_opens_nothing(director, child, viewer_of):
    past = make.now() - timedelta(days=30)
    make.make_grant(director, child, granted_at=past, expires_at=past + timedelta(hours=8))
    assert not Child.objects.visible_to(viewer_of(director)).exists()


def test_the_child_s_iro_is_not_shut_out_by_taking_the_answer_back(asked, iro, qa_manager, client_for):
    make.make_grant(iro, Child.objects.get(pk=asked.child_id))
    make.make_grant(qa_manager, Child.objects.get(pk=asked.child_id))
    AccessRequest.objects.update(state="GRANTED", answered_by=qa_manager, answered_at=make.now())
    answer = client_for(qa_manager).post(page_of("revoke_access", asked), {"reason": "x"})
    assertContains(answer, "is the child’s IRO and must be able to see the record", status_code=422)


def test_access_is_taken_back_once(team_manager, restricted_child, qa_manager, authority):
    grant = make.make_grant(team_manager, restricted_child)
    make.make_grant(qa_manager, restricted_child)
    stale = AccessGrant.objects.get(pk=grant.pk)
    access.revoke_access(grant=grant, authority=authority, reason="done", by=qa_manager, today=TODAY)
    with pytest.raises(access.AccessRefused, match="already"):
        access.revoke_access(grant=stale, authority=authority, reason="done", by=qa_manager, today=TODAY)


def test_granting_to_somebody_who_is_named_already_keeps_one_grant(asked, iro, restricted_child, qa_manager):
    standing = make.make_grant(iro, restricted_child)
    assert (
        access.grant_access(
            request=asked, reason="yes", by=qa_manager, lasting=make.lasting(TODAY), today=TODAY
        )
        == standing
    )
