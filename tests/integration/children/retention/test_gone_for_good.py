"""A deleted child does not come back unseen, and the daily feed leaves nothing of the child behind."""

import os
import time
from calendar import SUNDAY
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.access.roles import Role
from accounts.clock import today
from children.feed import actions as feed
from children.feed import folder
from children.models import (
    Child,
    ErasedNumber,
    FeedDelivery,
    FeedDifference,
    FeedRecord,
    ReturnImport,
    ReturnRow,
)
from children.models.feed import Decided, FeedDoor, FeedState
from children.retention import actions
from children.tasks import clear_away
from tests import factories as make
from tests.integration.children.feed.tables import Tables, packed
from tests.integration.children.feed.tables import small as fed
from tests.integration.children.returns import small as returned
from tests.turns import comes_every, has_days

pytestmark = [pytest.mark.django_db, comes_every(4)]
FAR = date(2100, 4, 20)
LONG_AGO = timedelta(days=60)
WHY = "The record of this child was deleted on"


@pytest.fixture
def delete(authority, django_capture_on_commit_callbacks):
    """Delete the record of a child, by two people, when its time is over."""
    first = make.make_user(authority, Role.QA_MANAGER)
    second = make.make_user(authority, Role.DATA_PROTECTION)

    def done(number: str) -> dict[str, int]:
        child = Child.objects.get(number=number)
        child.periods.filter(ended_on=None).update(ended_on=date(2027, 1, 4), end_reason="E4A")
        erasure = actions.propose(child=child, reason="Its time is over", by=first, today=FAR)
        with django_capture_on_commit_callbacks(execute=True):
            return actions.confirm(erasure=erasure, reason="Checked", by=second, today=FAR)

    return done


def send(authority, tables: Tables) -> FeedDelivery:
    kept = feed.receive(
        authority=authority, door=FeedDoor.PAGE, name="night.zip", content=packed(tables), is_full=True
    )
    return feed.read(kept.pk, today=today())


def test_an_old_return_does_not_bring_a_deleted_child_back(bring_in, delete):
    bring_in(returned())
    delete("1001")
    outcome = bring_in(returned())
    assert not Child.objects.exists() and not ReturnRow.objects.exists()
    assert outcome.counts["rejected"] == 4
    assert all(d.why.startswith(WHY) for d in outcome.defects)


def test_a_number_is_known_again_however_it_is_written(bring_in, delete):
    bring_in(returned())
    delete("1001")
    changed = {name: content.replace(b"1001", b"001001") for name, content in returned().items()}
    bring_in(changed)
    assert not Child.objects.exists()


def test_a_child_who_was_added_by_hand_since_is_read(bring_in, delete, authority):
    bring_in(returned())
    delete("1001")
    make.make_child(authority, number="1001", born_on=date(2012, 6, 15))
    assert bring_in(returned()).counts["rejected"] == 0


def test_of_the_numbers_only_marks_stay(bring_in, delete):
    bring_in(returned())
    delete("1001")
    (kept,) = ErasedNumber.objects.all()
    assert len(kept.mark) == 64 and "1001" not in kept.mark


@pytest.mark.parametrize("change", ["update", "delete"])
def test_marks_cannot_be_changed_or_taken_away(bring_in, delete, change):
    bring_in(returned())
    delete("1001")
    marks = ErasedNumber.objects.all()
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        marks.delete() if change == "delete" else marks.update(mark="0" * 64)


def test_lists_that_imports_left_do_not_name_the_child_any_more(bring_in, delete, authority):
    """What a return no longer has, what was to be decided, whose due date moved: by number and by id."""
    bring_in(returned())
    child = Child.objects.get(number="1001")
    record = ReturnImport.objects.get(authority=authority)
    other = ["reviews", "77", "12 May 2026"]
    record.preview |= {
        "removed": [["reviews", "1001", "12 May 2026"], other],
        "decisions": [{"number": "1001", "other": "1002"}, {"number": "1003", "other": "1004"}],
        "warnings": ["Child 1001 has two placements.", "11001 rows were read."],
    }
    record.moved = [{"child": child.pk, "rule": "RC-1"}, {"child": -1, "rule": "RC-1"}]
    record.save()
    delivery = FeedDelivery.objects.create(
        authority=authority,
        door=FeedDoor.AGAIN,
        name="x",
        content=b"",
        digest="x",
        is_full=False,
        summary={"persons": ["1001", "1002"], "history": {"1001": "a", "1002": "b"}},
    )
    assert delete("1001")["lists of imports"] >= 2
    record.refresh_from_db()
    delivery.refresh_from_db()
    assert record.preview["removed"] == [other]
    assert record.preview["decisions"] == [{"number": "1003", "other": "1004"}]
    assert record.preview["warnings"] == ["11001 rows were read."]
    assert record.moved == [{"child": -1, "rule": "RC-1"}]
    assert delivery.summary == {"persons": ["1002"], "history": {"1002": "b"}}


def test_the_feed_does_not_bring_a_deleted_child_back_and_keeps_nothing(delete, authority):
    send(authority, fed())
    counts = delete("1001")
    assert counts["rows of the daily feed"] > 5
    assert not FeedRecord.objects.exclude(person="").exists()
    came = send(authority, fed())
    assert came.state == FeedState.APPLIED
    assert not Child.objects.exists() and not FeedRecord.objects.exclude(person="").exists()
    assert "rows of people whose record was deleted." in " ".join(came.record.preview["warnings"])


def test_nor_under_a_new_number_that_names_the_old_one(delete, authority):
    send(authority, fed())
    delete("1001")
    tables = fed("2002")
    tables["person.csv"][0]["pers_legacy_id"] = "1001"
    send(authority, tables)
    assert not Child.objects.exists() and not FeedRecord.objects.exclude(person="").exists()


def test_differences_go_with_the_child(delete, authority):
    delivery = send(authority, fed())
    FeedDifference.objects.create(
        authority=authority,
        number="1001",
        table="names",
        theirs="Ada",
        ours="Adah",
        can_take=True,
        delivery=delivery,
    )
    delete("1001")
    assert not FeedDifference.objects.exists()


@pytest.fixture
def drop(settings, tmp_path, authority):
    """The council's folder, with a file in it that is `age` seconds old."""
    settings.FEED_FOLDER = str(tmp_path)

    def put(age: float) -> None:
        place = tmp_path / authority.code
        (place / "done").mkdir(parents=True, exist_ok=True)
        file = place / "night.zip"
        file.write_bytes(packed(fed()))
        os.utime(file, (time.time() - age,) * 2)

    put.done = tmp_path / authority.code / "done"
    return put


def test_files_of_the_drop_folder_go_with_the_child(drop, delete, authority):
    drop(120)
    folder.watch()
    (pk,) = feed.waiting(authority.pk)
    feed.read(pk, today=today())
    assert list(drop.done.iterdir())
    delete("1001")
    assert not list(drop.done.iterdir())


def test_files_that_were_read_go_after_their_time_and_not_by_the_age_they_came_with(drop):
    drop(LONG_AGO.total_seconds())
    folder.watch()
    clear_away()
    (file,) = drop.done.iterdir()
    os.utime(file, (time.time() - LONG_AGO.total_seconds(),) * 2)
    assert clear_away() >= 1
    assert not list(drop.done.iterdir())


@has_days(SUNDAY)
def test_deliveries_go_after_their_time_but_the_last_one_and_those_with_something_to_decide(authority):
    old, differs, held, last = (send(authority, fed(str(n))) for n in range(1001, 1005))
    FeedDifference.objects.create(
        authority=authority,
        number="1002",
        table="names",
        theirs="Ada",
        ours="Adah",
        can_take=True,
        delivery=differs,
    )
    FeedDifference.objects.create(
        authority=authority,
        number="1001",
        table="names",
        theirs="Ada",
        ours="Adah",
        can_take=True,
        delivery=old,
        state=Decided.ENDED,
    )
    FeedDelivery.objects.filter(pk=held.pk).update(state=FeedState.HELD, content=b"names", record=None)
    FeedDelivery.objects.update(created_at=make.now() - LONG_AGO)
    FeedDifference.objects.update(created_at=make.now() - LONG_AGO)
    assert clear_away() == 4
    assert set(FeedDelivery.objects.values_list("pk", flat=True)) == {differs.pk, last.pk}
    assert FeedDifference.objects.get().number == "1002"
    assert send(authority, fed("1004")).state == FeedState.APPLIED
    assert clear_away() == 1, "the one that was the last"


def test_what_is_refused_of_a_deleted_child_is_not_kept(bring_in, delete):
    files = returned()
    unreadable = files | {"reviews.csv": files["reviews.csv"].replace(b"28/05/2025", b"32/05/2025")}
    bring_in(unreadable)
    assert ReturnRow.objects.filter(table="Unread reviews").exists()
    delete("1001")
    assert not ReturnRow.objects.exists()
    bring_in(unreadable)
    assert not ReturnRow.objects.exists()
