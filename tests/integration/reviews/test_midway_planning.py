"""Midway checks follow from the clock: planned, moved, superseded, missed, ended (MW-1 to MW-4)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Authority, AuthorityTerms, User
from children.models import Child
from reviews.cycle.replay import replay_children
from reviews.models import MidwayCheck, ReviewCycle
from tests import factories as make
from tests import monitoring_factories as paper
from tests.kept import kept

FIRST, SECOND, THIRD = date(2025, 3, 20), date(2025, 6, 18), date(2025, 12, 12)
TODAY = date(2026, 1, 14)


@kept
def held(child: Child) -> Child:
    """In care since 3 March 2025, three reviews held; the next is due on 12 June 2026."""
    for day in (FIRST, SECOND, THIRD):
        make.make_review(child, day)
    replay_children([child.pk], today=TODAY)
    return child


def the_check() -> MidwayCheck:
    return MidwayCheck.objects.get()


def test_one_check_for_the_running_turn(held: Child) -> None:
    check = the_check()
    turn = ReviewCycle.objects.get(child=held, closed_on=None)
    assert (turn.opened_on, turn.due_on) == (THIRD, date(2026, 6, 12))
    assert (check.after_review, check.opened_on) == (held.reviews.get(held_on=THIRD), THIRD)
    assert (check.target_on, check.window_from, check.window_to) == (
        date(2026, 3, 13),
        date(2026, 2, 20),
        date(2026, 4, 7),
    )
    assert check.state == "OPEN"


def test_turns_that_were_over_before_the_portal_was_told_are_not_missed(held: Child) -> None:
    """What was done on paper is not known here, so no check is invented for the past."""
    assert MidwayCheck.objects.count() == 1


def test_replaying_again_changes_nothing(held: Child) -> None:
    before = list(MidwayCheck.objects.values())
    with CaptureQueriesContext(connection) as asked:
        replay_children([held.pk], today=TODAY)
    assert list(MidwayCheck.objects.values()) == before
    assert not [q for q in asked if "midwaycheck" in q["sql"] and not q["sql"].startswith("SELECT")]


def test_none_between_the_first_and_the_second_review(child: Child) -> None:
    make.make_review(child, FIRST)
    replay_children([child.pk], today=date(2025, 4, 1))
    assert not MidwayCheck.objects.exists()


def test_it_can_be_switched_on_between_the_first_and_the_second(child: Child, authority: Authority) -> None:
    AuthorityTerms.objects.create(
        authority=authority, starts_on=FIRST, changes={"midway_first_to_second": True}, reason="Ours"
    )
    make.make_review(child, FIRST)
    replay_children([child.pk], today=date(2025, 4, 1))
    assert the_check().target_on == date(2025, 5, 5)


def test_a_review_before_the_window_closes_supersedes_it(held: Child) -> None:
    make.make_review(held, date(2026, 2, 2))
    replay_children([held.pk], today=date(2026, 2, 3))
    old = MidwayCheck.objects.get(opened_on=THIRD)
    assert (old.state, old.closed_on) == ("SUPERSEDED", date(2026, 2, 2))
    assert MidwayCheck.objects.get(opened_on=date(2026, 2, 2)).state == "OPEN"


def test_a_review_after_the_window_has_closed_leaves_it_missed(held: Child) -> None:
    make.make_review(held, date(2026, 5, 20))
    replay_children([held.pk], today=date(2026, 5, 21))
    assert MidwayCheck.objects.get(opened_on=THIRD).state == "MISSED"


def test_the_end_of_care_ends_it(held: Child) -> None:
    held.periods.update(ended_on=date(2026, 2, 2), end_reason="E4A")
    replay_children([held.pk], today=date(2026, 2, 3))
    assert (the_check().state, the_check().closed_on) == ("NOT_REQUIRED", date(2026, 2, 2))


def test_a_done_check_stays_done(held: Child, iro: User) -> None:
    MidwayCheck.objects.update(
        state="DONE",
        closed_on=date(2026, 3, 2),
        completed_by=iro,
        completed_at=make.now(),
        concern="NONE",
        brings_forward=False,
    )
    make.make_review(held, date(2026, 3, 4))
    replay_children([held.pk], today=date(2026, 3, 5))
    assert MidwayCheck.objects.get(opened_on=THIRD).state == "DONE"


def test_a_corrected_date_moves_the_check(held: Child) -> None:
    held.reviews.filter(held_on=THIRD).update(
        held_on=date(2025, 12, 10), started_on=date(2025, 12, 10), completed_on=date(2025, 12, 10)
    )
    replay_children([held.pk], today=TODAY)
    assert (the_check().opened_on, the_check().target_on) == (date(2025, 12, 10), date(2026, 3, 11))


def test_a_review_taken_back_opens_the_check_again(held: Child) -> None:
    extra = make.make_review(held, date(2026, 2, 2))
    replay_children([held.pk], today=date(2026, 2, 3))
    extra.delete()
    replay_children([held.pk], today=date(2026, 2, 4))
    again = MidwayCheck.objects.get(opened_on=THIRD)
    assert (again.state, again.closed_on) == ("OPEN", None)
    assert MidwayCheck.objects.get(opened_on=date(2026, 2, 2)).after_review is None


def test_a_check_whose_review_a_later_return_lacks_is_not_required(held: Child) -> None:
    held.reviews.get(held_on=THIRD).delete()
    replay_children([held.pk], today=TODAY)
    assert MidwayCheck.objects.get(opened_on=THIRD).state == "NOT_REQUIRED"


def test_closing_a_check_closes_the_update_that_waits(held: Child, iro: User, social_worker: User) -> None:
    update = paper.make_update(the_check(), social_worker, iro, chase_on=date(2026, 3, 1))
    make.make_review(held, date(2026, 2, 2))
    replay_children([held.pk], today=date(2026, 2, 3))
    update.refresh_from_db()
    assert (update.state, update.chase_on) == ("CLOSED", None)


def test_a_check_fills_no_turn_of_the_clock(held: Child, iro: User) -> None:
    """MW-4: with the check done, the next review is due on the same day as before."""
    before = list(ReviewCycle.objects.order_by("pk").values())
    MidwayCheck.objects.update(
        state="DONE",
        closed_on=date(2026, 3, 2),
        completed_by=iro,
        completed_at=make.now(),
        concern="NONE",
        brings_forward=False,
    )
    replay_children([held.pk], today=TODAY)
    assert list(ReviewCycle.objects.order_by("pk").values()) == before


def test_planning_is_set_based(authority: Authority, iro: User, social_worker: User) -> None:
    """Twenty children take as many statements as two."""

    def replayed(count: int) -> int:
        children = [
            make.make_child_in_care(authority, iro=iro, social_worker=social_worker) for _ in range(count)
        ]
        for one in children:
            for day in (FIRST, SECOND, THIRD):
                make.make_review(one, day)
        with CaptureQueriesContext(connection) as asked:
            replay_children([c.pk for c in children], today=TODAY)
        return len(asked)

    assert replayed(2) == replayed(20)
    assert MidwayCheck.objects.count() == 22


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "DONE", "closed_on": TODAY}, "midway_done_paired"),
        ({"state": "MISSED"}, "midway_closed_paired"),
        ({"closed_on": TODAY}, "midway_closed_paired"),
        ({"concern": "FORMAL"}, "midway_done_paired"),
        ({"window_to": date(2026, 3, 1)}, "midway_window_holds_target"),
        ({"state": "MISSED", "closed_on": date(2025, 12, 11)}, "midway_closes_after_opening"),
    ],
)
def test_the_database_refuses_half_checks(held: Child, changes: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        MidwayCheck.objects.update(**changes)
