"""Good practice and compliments: recorded, told, read by those it is about (P-69)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AuditEvent, OutgoingMail, Team, User
from children.models import Child
from reviews.models import GoodPractice
from reviews.monitoring.access import praise_visible_to
from reviews.praise import actions
from tests import factories as make
from tests.kept import kept

ON = date(2026, 1, 12)


@kept
def praise(child: Child, iro: User, social_worker: User) -> GoodPractice:
    return actions.record(
        child=child,
        kind="COMPLIMENT",
        text="She listens.",
        from_whom="The carer",
        worker=make.worker_of(social_worker, child.authority),
        happened_on=ON,
        by=iro,
    )


def test_worker_and_manager_are_told_without_a_name(
    praise: GoodPractice, social_worker: User, team_manager: User, child: Child, team: Team
) -> None:
    mails = {m.to: m for m in OutgoingMail.objects.all()}
    assert set(mails) == {social_worker, team_manager}
    assert "your work" in mails[social_worker].subject and "your team" in mails[team_manager].subject
    assert not any(child.surname in m.subject + m.body or "listens" in m.body for m in mails.values())
    assert praise.team == team
    assert AuditEvent.objects.get(kind="praise.recorded").child_id == child.pk


def test_a_worker_who_does_not_sign_in_is_not_owed_mail(child: Child, iro: User, team_manager: User) -> None:
    outside = make.make_worker(child.authority)
    actions.record(
        child=child,
        kind="GOOD_PRACTICE",
        text="Well done",
        from_whom="",
        worker=outside,
        happened_on=ON,
        by=iro,
    )
    assert [m.to for m in OutgoingMail.objects.all()] == [team_manager]


def test_nobody_is_told_of_a_restricted_record_that_does_not_name_them(
    child: Child, iro: User, social_worker: User, team_manager: User, client_for
) -> None:
    """Nor does the page say that they were."""
    for person in (iro, team_manager):
        make.make_grant(person, child)
    Child.objects.filter(pk=child.pk).update(is_restricted=True)
    worker = make.worker_of(social_worker, child.authority)
    typed = {"kind": "GOOD_PRACTICE", "text": "Well done", "worker": str(worker.public_id)}
    typed |= {"happened_on_day": "12", "happened_on_month": "1", "happened_on_year": "2026"}
    page = (
        client_for(iro).post(reverse("reviews:new_praise", args=[child.public_id]), typed, follow=True).text
    )
    assert f"Told by email: {team_manager.name}." in page
    assert [m.to for m in OutgoingMail.objects.all()] == [team_manager]


def test_a_social_worker_reads_what_is_about_them_alone(
    praise: GoodPractice,
    child: Child,
    iro: User,
    social_worker: User,
    other_social_worker: User,
    viewer_of,
    business_support: User,
) -> None:
    actions.record(
        child=child,
        kind="GOOD_PRACTICE",
        text="The team's",
        from_whom="",
        worker=None,
        happened_on=ON,
        by=iro,
    )
    assert list(praise_visible_to(viewer_of(social_worker))) == [praise]
    assert not praise_visible_to(viewer_of(other_social_worker)).exists()
    assert not praise_visible_to(viewer_of(business_support)).exists()


def test_the_page_counts_and_filters(praise: GoodPractice, client_for, qa_manager: User, on_day) -> None:
    on_day("2026-02-02")
    browser = client_for(qa_manager)
    page = browser.get(reverse("reviews:praise_list")).content.decode()
    assert "0 of good practice, 1 compliment" in page
    page = browser.get(reverse("reviews:praise_list") + "?kind=GOOD_PRACTICE").content.decode()
    assert "Nothing matches these filters" in page


def test_it_is_recorded_on_the_page(
    child: Child, iro: User, social_worker: User, team: Team, client_for, on_day
) -> None:
    on_day(ON)
    browser = client_for(iro)
    address = reverse("reviews:new_praise", args=[child.public_id])
    assert "Sol Carr" in browser.get(address).content.decode()
    wrong = browser.post(
        address,
        {
            "kind": "COMPLIMENT",
            "text": "",
            "happened_on_day": "12",
            "happened_on_month": "1",
            "happened_on_year": "2026",
        },
    )
    assert wrong.status_code == 422
    assert (
        "Enter who gave the compliment" in wrong.content.decode()
        and "Enter what was good" in wrong.content.decode()
    )
    worker = str(make.worker_of(social_worker, child.authority).public_id)
    right = browser.post(
        address,
        {
            "kind": "GOOD_PRACTICE",
            "text": "Kept every promise",
            "worker": worker,
            "happened_on_day": "12",
            "happened_on_month": "1",
            "happened_on_year": "2026",
        },
    )
    assert right.status_code == 302
    assert GoodPractice.objects.get().worker.user == social_worker


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"from_whom": ""}, "good_practice_from_whom"),
        ({"kind": "GOOD_PRACTICE"}, "good_practice_from_whom"),
        ({"text": ""}, "good_practice_says_something"),
    ],
)
def test_the_database_refuses_half_praise(
    praise: GoodPractice, changes: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        GoodPractice.objects.filter(pk=praise.pk).update(**changes)
