"""Two records that turn out to be one child: preview, merge, what later imports do, undo."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.access.actions import ask_for_access
from accounts.access.roles import Role
from accounts.lifecycle import NotNow
from accounts.models import AccessGrant, AccessRequest, AuditEvent
from children.access import log_read, numbers_in_log
from children.imports.withdrawal import withdraw
from children.merging import actions
from children.models import Child, ChildMerge, FamilyLink, ReturnRow, SameChild, StandIn
from disputes.models import Cover
from reviews.models import Review, ReviewCycle
from statute.refusals import Refused
from tests import factories as make
from tests.integration.children.conftest import TODAY
from tests.integration.children.imports.council_state import state
from tests.integration.children.returns import EPISODES, HEADER, REVIEWS, episode, header, review, table
from tests.kept import kept

pytestmark = pytest.mark.django_db


@kept
def manager(authority):
    return make.make_user(authority, Role.QA_MANAGER)


def two_years(second: str = "2002") -> tuple[dict[str, bytes], dict[str, bytes]]:
    """A child who has another number in the second year's return."""
    before = {
        "header": table(HEADER, header()),
        "episodes": table(EPISODES, episode(DECOM="01/06/2024", DEC="01/03/2025", REC="E4A")),
        "reviews": table(REVIEWS, review(on="20/06/2024"), review(on="10/09/2024")),
    }
    after = {
        "header": table(HEADER, header(second)),
        "episodes": table(EPISODES, episode(second, DECOM="01/05/2025")),
        "reviews": table(REVIEWS, review(second, on="20/05/2025"), review(second, on="10/08/2025")),
    }
    return tuple({f"{n}.csv": t.encode() for n, t in texts.items()} for texts in (before, after))


@kept
def both(bring_in, authority):
    """Two records of one child: (the earlier number, the later one)."""
    first, second = two_years()
    bring_in(first, year=2025)
    bring_in(second, year=2026)
    authority.refresh_from_db()
    return Child.objects.get(number="1001"), Child.objects.get(number="2002")


def merge(kept, gone, by, **over):
    return actions.merge(
        **({"kept": kept, "gone": gone, "reason": "The same NHS number", "by": by, "today": TODAY} | over)
    )


def stored(authority) -> dict[str, list[object]]:
    """Everything about the children but the merge itself."""
    return {name: rows for name, rows in state(authority).items() if name != "ChildMerge"}


def cycles(child) -> list[tuple[object, ...]]:
    rows = ReviewCycle.objects.filter(child=child).order_by("sequence")
    return list(rows.values_list("period_start", "number", "due_on", "held_on", "state"))


def test_a_merge_draws_what_both_returns_say_on_one_record(both, manager):
    kept, gone = both
    expected = cycles(kept) + cycles(gone)
    merge(kept, gone, manager)
    kept.refresh_from_db()
    assert kept.periods.count() == 2
    assert Review.objects.filter(child=kept).count() == 4
    assert sorted(map(str, cycles(kept))) == sorted(map(str, expected))
    assert not gone.periods.exists() and not cycles(gone)
    assert SameChild.objects.get().is_same
    assert AuditEvent.objects.filter(
        kind="child.merged", child_id=kept.pk, reason="The same NHS number"
    ).exists()


def test_a_record_that_only_the_other_number_tells_of_is_known_as_far_as_that(bring_in, manager, authority):
    """In care under one number in the first return and under another in the second."""
    open_care = {"header": table(HEADER, header()), "episodes": table(EPISODES, episode(DECOM="01/06/2024"))}
    bring_in({f"{n}.csv": t.encode() for n, t in open_care.items()}, year=2025)
    SameChild.objects.create(authority=authority, number="2002", other="1001", is_same=False)
    later = {
        "header": table(HEADER, header("2002")),
        "episodes": table(EPISODES, episode("2002", DECOM="01/06/2024")),
    }
    bring_in({f"{n}.csv": t.encode() for n, t in later.items()}, year=2026)
    kept, gone = Child.objects.get(number="1001"), Child.objects.get(number="2002")
    assert (kept.told_until, gone.told_until) == (date(2025, 3, 31), None)
    done, _ = merge(kept, gone, manager)
    kept.refresh_from_db()
    assert kept.told_until is None
    actions.undo(merge=done, reason="Two children after all", by=manager, today=TODAY)
    kept.refresh_from_db()
    assert kept.told_until == date(2025, 3, 31)


def test_later_imports_respect_a_merge(both, manager, bring_in):
    kept, gone = both
    merge(kept, gone, manager)
    for files, year in zip(two_years(), (2025, 2026), strict=True):
        outcome = bring_in(files, year=year)
        assert outcome.counts["new"] == outcome.counts["changed"] == outcome.counts["removed"] == 0
        assert outcome.decisions == []
    assert Child.objects.filter(merged_into=None).count() == 1
    assert kept.periods.count() == 2 and not gone.periods.exists()


def test_undoing_a_merge_gives_the_first_state_back(both, manager, authority):
    kept, gone = both
    before = stored(authority)
    record, _ = merge(kept, gone, manager)
    actions.undo(merge=record, reason="Two children after all", by=manager, today=TODAY)
    assert stored(authority) == before
    assert not SameChild.objects.get().is_same
    with pytest.raises(NotNow):
        actions.undo(merge=record, reason="Again", by=manager, today=TODAY)


def test_two_numbers_that_were_said_to_be_one_child_can_still_be_merged(both, manager, authority):
    """The answer was given in a preview that was never applied, so two records stand."""
    kept, gone = both
    SameChild.objects.create(
        authority=authority, number="2002", other="1001", is_same=True, created_by=manager
    )
    merge(kept, gone, manager)
    gone.refresh_from_db()
    assert gone.merged_into == kept
    assert SameChild.objects.get().is_same


def test_what_was_recorded_by_hand_moves_and_comes_back(both, manager, authority):
    kept, gone = both
    sibling = make.make_child(authority)
    link = make.make_siblings(gone, sibling)
    by_hand = make.make_review(gone, held=date(2025, 11, 3))
    record, preview = merge(kept, gone, manager)
    by_hand.refresh_from_db()
    assert by_hand.child_id == kept.pk
    assert FamilyLink.objects.get(pk=link.pk).child_id == min(kept.pk, sibling.pk)
    assert preview.moved >= 2
    actions.undo(merge=record, reason="Two children", by=manager, today=TODAY)
    by_hand.refresh_from_db()
    assert by_hand.child_id == gone.pk
    assert gone.pk in FamilyLink.objects.filter(pk=link.pk).values_list("child_id", "other_id")[0]


def test_a_child_entered_by_hand_is_put_into_the_one_of_the_return(bring_in, manager, authority):
    first, second = two_years()
    bring_in(second, year=2026)
    kept = Child.objects.get(number="2002")
    gone = make.make_child(
        authority, number="TEMP-1", born_on=kept.born_on, forename="Ada", surname="Example"
    )
    make.make_period(gone, date(2025, 5, 1))
    held = make.make_review(gone, held=date(2025, 5, 20))
    before = cycles(kept)
    record, _ = merge(kept, gone, manager)
    kept.refresh_from_db()
    assert kept.name == "Ada Example"
    assert kept.periods.count() == 1
    assert Review.objects.filter(child=kept, held_on=date(2025, 5, 20)).get() == held
    assert [c[2:] for c in cycles(kept)] == [c[2:] for c in before]
    actions.undo(merge=record, reason="Two children", by=manager, today=TODAY)
    kept.refresh_from_db()
    assert kept.name == "Child 2002"
    assert gone.periods.count() == 1
    assert Review.objects.filter(child=kept, held_on=date(2025, 5, 20), source__isnull=False).exists()


def test_two_open_times_in_care_by_hand_are_refused(manager, authority):
    kept, gone = make.make_child(authority), make.make_child(authority)
    for child in (kept, gone):
        make.make_period(child, date(2025, 5, 1))
    with pytest.raises(NotNow, match="Both records have"):
        merge(kept, gone, manager)
    assert Child.objects.filter(merged_into=None).count() == 2


def test_restricted_and_open_records_are_not_merged(both, manager):
    kept, gone = both
    Child.objects.filter(pk=gone.pk).update(is_restricted=True)
    with pytest.raises(NotNow, match="restricted"):
        merge(kept, gone, manager)


def test_a_record_that_others_were_put_into_is_not_put_into_a_third(both, manager, authority):
    kept, gone = both
    merge(kept, gone, manager)
    third = make.make_child(authority)
    with pytest.raises(NotNow, match="already been put into"):
        merge(third, kept, manager)
    kept.refresh_from_db()
    assert kept.merged_into is None


def test_an_iro_who_is_the_social_worker_of_the_other_record_is_refused(both, manager, authority):
    kept, gone = both
    iro = make.make_user(authority, Role.IRO)
    make.make_allocation(gone, iro)
    make.make_social_worker_allocation(
        kept, make.worker_of(iro, authority), None, started_on=date(2025, 5, 1), ended_on=None
    )
    with pytest.raises(NotNow, match="Allocate another IRO first"):
        merge(kept, gone, manager)
    assert Child.objects.filter(merged_into=None).count() == 2


def test_who_stands_in_or_covers_is_asked_of_the_record_that_stays(both, manager, authority):
    """Whose standing in or cover came with the other record does not work in the case, stand in for their own
    child, or stand outside."""
    kept, gone = both
    other, worker_there = make.make_user(authority, Role.IRO), make.make_user(authority, Role.IRO)
    one = make.worker_of(other, authority)
    days = {"started_on": TODAY, "ended_on": TODAY + timedelta(days=9), "reason": "LEAVE"}
    stands = StandIn.objects.create(child=gone, worker=one, named_by=manager, named_at=make.now(), **days)
    own = make.make_allocation(kept, other)
    with pytest.raises(NotNow, match="is the IRO of one record and stands in on the other"):
        merge(kept, gone, manager)
    own.delete()
    Child.objects.update(is_restricted=True)
    kept.refresh_from_db(), gone.refresh_from_db()
    with pytest.raises(NotNow, match="stands in. This record is restricted. Name the person on it first"):
        merge(kept, gone, manager)
    make.make_grant(other, kept)
    stands.delete()
    concern = make.make_concern(gone, make.make_user(authority, Role.IRO), TODAY)
    Cover.objects.create(
        concern=concern,
        user=worker_there,
        started_on=TODAY,
        ended_on=TODAY + timedelta(days=9),
        reason="Leave",
        named_by=manager,
        at=make.now(),
    )
    works = make.make_social_worker_allocation(
        kept, make.worker_of(worker_there, authority), None, started_on=date(2025, 5, 1), ended_on=None
    )
    with pytest.raises(Refused, match="IRO"):
        merge(kept, gone, manager)
    works.delete()
    merge(kept, gone, manager)


def test_the_iro_of_the_other_restricted_record_is_named_on_the_one_that_stays(both, manager, authority):
    kept, gone = both
    Child.objects.update(is_restricted=True)
    iro = make.make_user(authority, Role.IRO)
    make.make_allocation(gone, iro)
    merge(kept, gone, manager)
    assert AccessGrant.objects.filter(user=iro, child_id=kept.pk, revoked_at=None).exists()


def test_who_looked_at_the_other_record_is_read_on_the_one_that_stays(client, both, manager, viewer_of):
    kept, gone = both
    log_read(viewer_of(manager), gone.pk, page="a page of before")
    merge(kept, gone, manager)
    client.force_login(manager)
    page = client.get(reverse("children:access_log", args=[kept.public_id]), {"kind": "looked"})
    assert "a page of before" in page.content.decode()


def test_the_number_of_a_merged_record_is_as_closed_as_the_record(both, manager, viewer_of):
    kept, gone = both
    merge(kept, gone, manager)
    viewer = viewer_of(manager)
    assert numbers_in_log(viewer, {gone.pk}) == {gone.pk: "2002"}
    Child.objects.filter(pk=kept.pk).update(is_restricted=True)
    assert numbers_in_log(viewer, {gone.pk}) == {}


def test_care_that_contradicts_is_refused(bring_in, manager):
    first, second = two_years()
    bring_in(first, year=2025)
    other = table(EPISODES, episode("2002", DECOM="01/02/2025", RNE="S"))
    bring_in({**second, "episodes.csv": other.encode(), "reviews.csv": table(REVIEWS).encode()}, year=2026)
    kept, gone = Child.objects.get(number="1001"), Child.objects.get(number="2002")
    with pytest.raises(NotNow, match="cannot both be right"):
        merge(kept, gone, manager)
    assert gone.periods.exists() and not ChildMerge.objects.exists()


def test_by_page_first_the_preview_then_the_merge(client, both, manager):
    kept, gone = both
    client.force_login(manager)
    address = reverse("children:merge", args=[kept.public_id])
    answers = {"number": "2002", "reason": "The same NHS number"}
    page = client.post(address, answers)
    assert "Check the merge" in page.content.decode()
    assert not ChildMerge.objects.exists()
    assert client.post(address, answers | {"checked": "2002"}).status_code == 302
    assert ChildMerge.objects.get().gone == gone
    details = client.get(reverse("children:details", args=[gone.public_id]))
    assert "Records put into this one" in details.content.decode()
    record = ChildMerge.objects.get()
    undo = reverse("children:undo_merge", args=[record.public_id])
    assert client.post(undo, {"reason": "Two children"}).status_code == 302
    record.refresh_from_db()
    assert record.undone_at is not None
    assert client.get(undo).status_code == 404


def test_both_numbers_lead_to_the_record_that_stayed(client, both, manager):
    kept, gone = both
    merge(kept, gone, manager)
    client.force_login(manager)
    for number in ("1001", "2002"):
        found = client.post(reverse("children:find"), {"number": number})
        assert found.headers["Location"] == reverse("children:child", args=[kept.public_id])


def test_a_restricted_record_cannot_be_found_by_its_number(client, both, manager):
    kept, gone = both
    Child.objects.filter(pk=gone.pk).update(is_restricted=True)
    client.force_login(manager)
    page = client.post(
        reverse("children:merge", args=[kept.public_id]), {"number": "2002", "reason": "It is"}
    )
    assert page.status_code == 422
    assert "no other record with this number" in page.content.decode()


def test_a_withdrawn_return_leaves_the_merge_standing(both, manager, authority):
    kept, gone = both
    merge(kept, gone, manager)
    withdraw(authority=authority, year=2025, by=None, today=TODAY)
    kept.refresh_from_db()
    assert kept.periods.count() == 1
    assert set(ReturnRow.objects.values_list("number", flat=True)) == {"2002"}


def test_requests_for_access_wait_at_the_record_that_stays(both, manager, authority):
    kept, gone = both
    Child.objects.filter(pk__in=[kept.pk, gone.pk]).update(is_restricted=True)
    make.make_grant(manager, kept)
    one, two = (make.make_user(authority, Role.SOCIAL_WORKER) for _ in range(2))
    for person, child in ((one, gone), (two, gone), (two, kept)):
        ask_for_access(
            authority=authority,
            child_id=child.pk,
            child_number=child.number,
            reason="Duty cover",
            by=person,
            today=TODAY,
        )
    waiting = AccessRequest.objects.filter(state="WAITING").order_by("user", "child_id")
    before = list(waiting.values_list("user", "child_id"))
    record, _ = merge(kept, gone, manager)
    assert list(waiting.values_list("user", "child_id")) == [(one.pk, kept.pk), (two.pk, kept.pk)]
    refused = AccessRequest.objects.get(state="REFUSED")
    assert (refused.user_id, refused.answered_by_id) == (two.pk, manager.pk)
    actions.undo(merge=record, reason="Two children", by=manager, today=TODAY)
    assert list(waiting.values_list("user", "child_id")) == [b for b in before if b != (two.pk, gone.pk)]
