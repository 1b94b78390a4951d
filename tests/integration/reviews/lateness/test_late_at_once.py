"""One reason said of many late reviews at once: each audited, and those that cannot take it named."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.drafts.sending import SENT_ALREADY
from accounts.models import AccessLog, AuditEvent
from reviews import wording
from reviews.cycle.replay import replay_children
from reviews.meeting.lateness import Lateness, explain, explain_several
from reviews.models import Review
from tests import factories as make
from tests.kept import kept

LIST = reverse("reviews:late_reviews")
LATE = date(2025, 4, 10)
WHY = {"late_reason": "OTHER", "owner": "SOCIAL_WORK", "discussed": "no", "late_note": "Nobody came"}


@kept
def late(child, other_child, restricted_child, on_day) -> list[Review]:
    """Late reviews: two of a child in two years, one of another child, one of a closed child."""
    on_day(date(2026, 5, 4))
    make.make_review(child, date(2025, 3, 20))
    of = [
        (child, date(2025, 7, 20)),
        (other_child, LATE),
        (restricted_child, LATE),
        (child, date(2026, 4, 20)),
    ]
    made = [make.make_review(whose, held) for whose, held in of]
    replay_children([child.pk, other_child.pk, restricted_child.pk], today=date(2026, 5, 4))
    return made


def _keys(*reviews: Review) -> list[str]:
    return [str(review.public_id) for review in reviews]


def _explained() -> set[int]:
    return set(Review.objects.exclude(late_reason="").values_list("pk", flat=True))


def test_one_reason_is_recorded_of_all_that_are_ticked_and_of_no_other(client_for, qa_manager, late):
    first, second, _, third = late
    client = client_for(qa_manager)
    page = client.post(LIST, {**WHY, "review": _keys(first, second)}, follow=True)
    assertContains(page, "The reason is recorded for 2 reviews.")
    assert _explained() == {first.pk, second.pk}
    second.refresh_from_db()
    said = (second.late_reason, second.late_owner, second.late_reason_note, second.late_discussed)
    assert said == ("OTHER", "SOCIAL_WORK", "Nobody came", False)
    events = AuditEvent.objects.filter(kind="review.lateness_explained", by_id=qa_manager.pk)
    assert set(events.values_list("child_id", "target_id")) == {(r.child_id, r.pk) for r in (first, second)}
    looks = AccessLog.objects.filter(page="late reviews explained", user=qa_manager)
    assert set(looks.values_list("child_id", flat=True)) == {first.child_id, second.child_id}
    assertContains(page, third.public_id)


def test_nothing_ticked_or_no_reason_is_said_and_the_ticks_stay(client_for, qa_manager, late):
    client = client_for(qa_manager)
    assertContains(client.post(LIST, WHY), "Tick the reviews that have this reason", status_code=422)
    page = client.post(LIST, {"review": _keys(late[0])})
    for asked in ("Select why it was late", "Select whose delay it was"):
        assertContains(page, asked, status_code=422)
    assert page.content.decode().count(" checked") - page.content.decode().count('value="" checked') == 1
    assert not _explained()


def test_a_review_explained_meanwhile_keeps_its_reason_and_is_named(client_for, qa_manager, late):
    first, second, *_ = late
    explain(review=first, late=Lateness("CHILD", "FAMILY"), by=qa_manager)
    page = client_for(qa_manager).post(LIST, {**WHY, "review": _keys(first, second)}, follow=True)
    assertContains(page, f"Not changed: {first.child.number}, 20 July 2025. {wording.HAS_REASON}")
    assertContains(page, "The reason is recorded for 1 review.")
    first.refresh_from_db()
    assert (first.late_reason, first.late_owner) == ("CHILD", "FAMILY")


def test_a_reason_said_at_booking_stays_and_has_no_box(client_for, qa_manager, late):
    Review.objects.filter(pk=late[0].pk).update(late_reason="REPORT")
    page = client_for(qa_manager).get(LIST)
    assertContains(page, reverse("reviews:explain_delay", args=[late[0].public_id]))
    assertNotContains(page, f'value="{late[0].public_id}"')
    refused = explain_several(reviews=late[:1], late=Lateness("CHILD", "FAMILY"), by=qa_manager)
    assert refused == {late[0]: wording.HAS_REASON}


def test_a_closed_child_and_a_review_in_time_are_not_taken(client_for, qa_manager, iro, late):
    in_time = Review.objects.get(held_on=date(2025, 3, 20))
    for by, keys in ((qa_manager, _keys(late[0], in_time)), (iro, _keys(late[0], late[1]))):
        page = client_for(by).post(LIST, {**WHY, "review": keys})
        assertContains(page, "is not in your list", status_code=422)
    restricted = client_for(iro).post(LIST, {**WHY, "review": _keys(late[2])})
    assertContains(restricted, "is not in your list", status_code=422)
    assert not _explained()


@pytest.mark.parametrize(
    ("narrow", "shown"),
    [
        ({"year": "2026"}, {0, 1}),
        ({"year": "2027"}, {3}),
        ({"team": "team"}, {0, 3}),
        ({"iro": "other_iro"}, {1}),
        ({"year": "2027", "iro": "other_iro"}, set()),
    ],
)
def test_the_list_is_narrowed_by_year_team_and_iro(
    client_for, qa_manager, late, team, other_iro, narrow, shown
):
    keys = {"team": team.public_id, "other_iro": other_iro.workers.get().public_id}
    asked = {name: str(keys.get(value, value)) for name, value in narrow.items()}
    text = client_for(qa_manager).get(LIST, asked).content.decode()
    assert {n for n in range(4) if f'value="{late[n].public_id}"' in text} == shown


def test_children_without_a_team_or_iro_are_found_too(client_for, qa_manager, late):
    late[1].child.iro_allocations.all().delete()
    text = client_for(qa_manager).get(LIST, {"iro": "none"}).content.decode()
    assert [str(r.public_id) in text for r in (late[0], late[1])] == [False, True]


def test_all_of_a_page_are_ticked_at_once_and_the_filter_stays(client_for, qa_manager, late):
    client = client_for(qa_manager)
    assertContains(client.get(LIST, {"year": "2026"}), "?year=2026&amp;ticked=all")
    text = client.get(LIST, {"year": "2026", "ticked": "all"}).content.decode()
    assert text.count("checked>") - text.count('value="" checked') >= 2
    done = client.post(f"{LIST}?year=2026&ticked=all", {**WHY, "review": _keys(late[0], late[1])})
    assert done.headers["Location"] == f"{LIST}?year=2026"


def test_sent_twice_it_acts_once(client_for, qa_manager, late):
    client = client_for(qa_manager)
    sent = {**WHY, "review": _keys(late[0]), "once": "a" * 20}
    client.post(LIST, sent)
    page = client.post(LIST, sent, follow=True)
    assertContains(page, SENT_ALREADY)
    assertNotContains(page, wording.HAS_REASON)
    assert AuditEvent.objects.filter(kind="review.lateness_explained").count() == 1


def test_it_costs_the_same_however_many_there_are(
    client_for,
    qa_manager,
    authority,
    iro,
    team,
    late,
    django_assert_num_queries,
    django_assert_max_num_queries,
):
    client = client_for(qa_manager)
    client.get(LIST)
    with django_assert_max_num_queries(20) as few:
        client.get(LIST)
    for _ in range(5):
        more = make.make_child_in_care(authority, iro=iro, team=team)
        make.make_review(more, date(2025, 12, 20))
        replay_children([more.pk], today=date(2026, 5, 4))
    with django_assert_num_queries(len(few)):
        client.get(LIST)
