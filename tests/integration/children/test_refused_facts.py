"""What cannot be true of a child's care or of the people around them is refused at its question."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from accounts.models import Authority, Team, User
from children.care import actions as care
from children.care import states as care_states
from children.imports import actions as imports
from children.merging import actions as merging
from children.models import Child, ReturnImport
from children.people import actions as people
from tests import factories as make
from tests.integration.children.returns import small
from tests.refusing import refused, written

TODAY = date(2026, 1, 14)
TOMORROW = TODAY + timedelta(days=1)
STARTED = make.CARE_STARTED_ON
FUTURE = "The date must be today or in the past."
BEFORE_CARE = "Robin Ashdown has been looked after since 3 March 2025. Choose that day or a later one."


@pytest.fixture(autouse=True)
def _today(on_day: Callable[..., date]) -> None:
    on_day(TODAY)


# --- care


@pytest.mark.parametrize(
    ("born_on", "on", "words"),
    [
        (date(2012, 5, 1), TOMORROW, FUTURE),
        (date(2012, 5, 1), STARTED, "The date must be after the start of care, 3 March 2025."),
        (date(2007, 6, 1), TODAY, "The young person was 18 by that day."),
    ],
)
def test_care_ends_on_a_day_that_it_can(
    born_on: date, on: date, words: str, child: Child, qa_manager: User
) -> None:
    Child.objects.filter(pk=child.pk).update(born_on=born_on)
    child.refresh_from_db()
    with refused(words, "on"):
        care.end_care(child=child, on=on, reason="E4A", by=qa_manager, today=TODAY)
    assert child.periods.get().ended_on is None


@pytest.mark.parametrize(
    ("born_on", "started_on", "words", "field"),
    [
        (TOMORROW, TODAY, "The date of birth must be today or in the past.", "born_on"),
        (date(2012, 5, 1), TOMORROW, "The start of care must be today or in the past.", "started_on"),
        (
            TODAY,
            TODAY - timedelta(days=1),
            "The start of care must not be before the date of birth.",
            "started_on",
        ),
    ],
)
def test_a_new_child_came_into_care_on_a_day_that_they_could(
    born_on: date, started_on: date, words: str, field: str, db: None
) -> None:
    with refused(words, field):
        care_states.check_new_child(born_on=born_on, started_on=started_on, today=TODAY)


def test_carers_who_adopt_were_not_notified_tomorrow(child: Child, qa_manager: User) -> None:
    child.placements.update(placement_type="A3")
    with refused(FUTURE, "on"):
        care.record_notification(child=child, on=TOMORROW, by=qa_manager, today=TODAY)


# --- people


@pytest.mark.parametrize(("on", "words"), [(TOMORROW, FUTURE), (STARTED - timedelta(days=1), BEFORE_CARE)])
def test_an_iro_and_a_social_worker_begin_while_the_child_is_in_care(
    on: date,
    words: str,
    child: Child,
    other_iro: User,
    other_social_worker: User,
    other_team: Team,
    qa_manager: User,
) -> None:
    given = {"child": child, "on": on, "by": qa_manager, "today": TODAY}
    with refused(words, "on"):
        people.allocate_iro(worker=other_iro.workers.get(), end_reason="CASELOAD", **given)
    with refused(words, "on"):
        people.allocate_social_worker(
            worker=other_social_worker.workers.get(), team=other_team, why="", **given
        )


def test_an_iro_is_of_the_council_and_follows_the_one_before(
    child: Child, iro: User, other_iro: User, qa_manager: User
) -> None:
    given = {"child": child, "by": qa_manager, "today": TODAY}
    elsewhere = make.make_worker(make.make_authority(), is_iro=True)
    with refused("Choose an IRO of this council.", "iro"):
        people.allocate_iro(worker=elsewhere, on=TODAY, end_reason="CASELOAD", **given)
    with refused("This person is the child's IRO already.", "iro"):
        people.allocate_iro(worker=iro.workers.get(), on=TODAY, end_reason="CASELOAD", **given)
    with refused("The date must be after the present IRO began, 3 March 2025.", "on"):
        people.allocate_iro(worker=other_iro.workers.get(), on=STARTED, end_reason="CASELOAD", **given)
    with refused("Choose why the IRO changes.", "end_reason"):
        people.allocate_iro(worker=other_iro.workers.get(), on=TODAY, end_reason="", **given)
    child.iro_allocations.update(ended_on=TODAY, end_reason="CASELOAD")
    with refused("Another IRO was allocated then. Choose a later date.", "on"):
        people.allocate_iro(
            worker=other_iro.workers.get(), on=TODAY - timedelta(days=1), end_reason="", **given
        )


def test_a_social_worker_is_of_the_council_and_follows_the_one_before(
    child: Child, other_social_worker: User, other_team: Team, qa_manager: User
) -> None:
    given = {"child": child, "why": "", "by": qa_manager, "today": TODAY}
    elsewhere = make.make_team(make.make_authority())
    with refused("Choose a team and a social worker of this council.", "team"):
        people.allocate_social_worker(worker=None, team=elsewhere, on=TODAY, **given)
    with refused("The date must be after the present social worker began, 3 March 2025.", "on"):
        people.allocate_social_worker(
            worker=other_social_worker.workers.get(), team=other_team, on=STARTED, **given
        )
    child.social_worker_allocations.all().delete()
    made = people.allocate_social_worker(
        worker=other_social_worker.workers.get(), team=other_team, on=TODAY, **given
    )
    written("social_worker.allocated", by=qa_manager, target=made)


def test_two_of_a_family_are_two_children_of_the_council_linked_in_one_way(
    child: Child, other_child: Child, authority: Authority, qa_manager: User
) -> None:
    with refused("Choose another child: this is the same one.", "number"):
        people.link_family(child=child, other=child, kind="SIBLING", by=qa_manager)
    stranger = make.make_child(make.make_authority())
    with refused("There is no child with this number.", "number"):
        people.link_family(child=child, other=stranger, kind="SIBLING", by=qa_manager)
    baby = make.make_child(authority, born_on=date(2025, 9, 1))
    people.link_family(child=baby, other=child, kind="CHILD_OF", by=qa_manager)
    with refused("These two are linked otherwise already. Remove that link first.", "number"):
        people.link_family(child=child, other=baby, kind="SIBLING", by=qa_manager)


# --- records and imports


def test_a_record_is_not_merged_into_itself(child: Child, qa_manager: User) -> None:
    words = "This is the number of the record itself. Enter the number of the other one."
    with refused(words, "number"):
        merging.merge(kept=child, gone=child, reason="R", by=qa_manager, today=TODAY)


def test_a_preview_that_was_discarded_while_it_was_made_stays_discarded(
    authority: Authority, qa_manager: User
) -> None:
    record = imports.start_import(authority=authority, files=small(), year=None, by=qa_manager)
    ReturnImport.objects.filter(pk=record.pk).update(state="DISCARDED")
    imports.preview(record, today=TODAY)
    record.refresh_from_db()
    assert (record.state, record.preview) == ("DISCARDED", {})
