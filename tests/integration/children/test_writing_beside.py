"""Rows are written by a thread while the next ones are worked out: in the order asked, all or nothing, and
what goes wrong there is raised here.
"""

import sys
import threading
from datetime import date
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from children.imports.state.streams import copy_objects, copy_values, expect, fresh, fresh_ids
from children.imports.state.writer import AT_MOST_S, MOST_WAITING, current, writing_beside
from children.models import Child, PeriodOfCare, ReturnRow
from reviews.cycle import replay
from reviews.models import ReviewCycle
from tests.factories import make_authority, make_child, make_child_in_care

TODAY = date(2026, 4, 20)


def rows(council, *numbers):
    made = {"authority_id": council.pk, "year": 2026, "table": "Header", "key": "", "values": {}}
    return [{**made, "number": number} for number in numbers]


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "import-writer"]


@pytest.mark.django_db
def test_what_cannot_be_written_is_raised_where_it_is_waited_for_and_nothing_after_it_is_written():
    council = make_authority()
    with pytest.raises(IntegrityError, match="return_row_once"), transaction.atomic(), writing_beside():
        copy_values(ReturnRow, rows(council, "1"))
        copy_values(ReturnRow, rows(council, "1"))
        copy_values(ReturnRow, rows(council, "2"))
        ReturnRow.objects.count()
    assert not ReturnRow.objects.exists()
    assert not threads()


@pytest.mark.django_db
def test_what_fails_last_is_raised_at_the_end():
    council, before = make_authority(), sys.getswitchinterval()
    with pytest.raises(IntegrityError), transaction.atomic(), writing_beside():
        assert sys.getswitchinterval() == pytest.approx(AT_MOST_S)
        copy_values(ReturnRow, rows(council, "1", "1"))
    assert not ReturnRow.objects.exists()
    assert sys.getswitchinterval() == before


@pytest.mark.django_db
def test_whoever_stops_the_import_gets_out_and_the_thread_ends():
    council = make_authority()
    with pytest.raises(KeyboardInterrupt), transaction.atomic(), writing_beside():
        copy_values(ReturnRow, rows(council, "1"))
        raise KeyboardInterrupt
    assert not threads()
    assert current() is None
    assert not ReturnRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_where_the_database_goes_away_nothing_is_kept():
    council = make_authority()
    with pytest.raises(DatabaseError), transaction.atomic(), writing_beside():
        copy_values(ReturnRow, rows(council, "1"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    connection.close()
    assert not threads()
    assert not ReturnRow.objects.exists()


@pytest.mark.django_db
def test_only_so_many_streams_wait_to_be_written():
    council, may_go_on = make_authority(), threading.Event()
    with transaction.atomic(), writing_beside():
        writer = current()
        writer._put(lambda: may_go_on.wait(10))
        asked = threading.Thread(target=lambda: [writer.check() for _ in range(2 * MOST_WAITING)])
        asked.start()
        asked.join(0.2)
        assert asked.is_alive()
        assert writer.waiting.qsize() == MOST_WAITING
        may_go_on.set()
        asked.join(10)
        copy_values(ReturnRow, rows(council, "1"))
        assert ReturnRow.objects.count() == 1


@pytest.mark.parametrize("model", [Child, PeriodOfCare])
def test_an_object_that_is_made_quickly_is_the_one_that_the_model_makes(model):
    told = {
        "source_id": 7,
        **({"child_id": 3} if model is PeriodOfCare else {"number": "1", "is_mother": True}),
    }
    quick, slow = fresh(model, told), model(**told)
    names = {field.attname for field in model._meta.concrete_fields} - {"public_id"}
    assert {name: getattr(quick, name) for name in names} == {name: getattr(slow, name) for name in names}
    assert quick._state.adding
    if model is Child:
        assert quick.public_id != fresh(model, told).public_id


@pytest.mark.django_db
def test_every_row_gets_a_key_of_its_own_whether_it_was_expected_or_not():
    council = make_authority()
    made = [Child(authority=council, number=str(n), born_on=date(2012, 1, 1)) for n in range(12)]
    with transaction.atomic(), writing_beside():
        expect([Child], 2)
        for few in (made[:2], made[2:5], made[5:6], made[6:]):
            copy_objects(few)
    assert {child.number: child.pk for child in made} == dict(Child.objects.values_list("number", "pk"))
    assert make_child(council).pk > max(child.pk for child in made)


@pytest.mark.django_db
def test_keys_are_fetched_before_what_waits_to_be_written():
    council, may_go_on = make_authority(), threading.Event()
    made = [Child(authority=council, number=str(n), born_on=date(2012, 1, 1)) for n in range(2)]
    with transaction.atomic(), writing_beside():
        writer, done = current(), []
        writer._put(lambda: may_go_on.wait(10))
        writer._put(lambda: done.append("written"))
        writer.expect_keys(Child._meta.db_table, "id", 2)
        writer.asked[Child._meta.db_table][0].add_done_callback(lambda _: done.append("fetched"))
        may_go_on.set()
        copy_objects(made)
    assert done == ["fetched", "written"]
    assert {child.pk for child in made} == set(Child.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_what_is_read_beside_sees_what_was_written_before_it_and_no_other_transaction():
    council = make_authority()
    with transaction.atomic(), writing_beside():
        writer = current()
        copy_values(ReturnRow, rows(council, "1"))
        asked = writer.ask(lambda: list(ReturnRow.objects.values_list("number", flat=True)))
        copy_values(ReturnRow, rows(council, "2"))
        assert writer.answer_of(asked) == ["1"]
        assert ReturnRow.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("is_wrong_itself", [True, False])
def test_whoever_waits_for_an_answer_hears_what_went_wrong(is_wrong_itself):
    council = make_authority()
    with pytest.raises(DatabaseError), transaction.atomic(), writing_beside():
        writer = current()
        if not is_wrong_itself:
            copy_values(ReturnRow, rows(council, "1", "1"))
        asked = writer.ask(lambda: list(ReturnRow.objects.extra(where=["no_such_column = 1"])))
        writer.answer_of(asked)
    assert not threads()
    assert not ReturnRow.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("is_beside", [True, False])
def test_a_portion_is_read_while_the_one_before_is_worked_out(is_beside, monkeypatch):
    council = make_authority(known_from=date(2025, 4, 1))
    children = [make_child_in_care(council).pk for _ in range(3)]
    ReviewCycle.objects.all().delete()
    monkeypatch.setattr(replay, "AT_ONCE_BESIDE", 1)
    monkeypatch.setattr(replay, "CHUNK", 1)
    done: dict[str, list[str]] = {"read": [], "work_out": [], "write": []}
    for name, by in done.items():
        was = getattr(replay._Difference, name)

        def noted(self, by=by, was=was):
            by.append(threading.current_thread().name)
            return was(self)

        monkeypatch.setattr(replay._Difference, name, noted)
    if is_beside:
        with transaction.atomic(), writing_beside():
            replay.replay_children(children, today=TODAY)
    else:
        replay.replay_children(children, today=TODAY)
    own = [threading.current_thread().name] * 3
    assert done == {"read": ["import-writer"] * 3 if is_beside else own, "work_out": own, "write": own}
    assert set(ReviewCycle.objects.values_list("child", flat=True)) == set(children)


@pytest.mark.django_db
def test_every_sign_comes_in_as_it_is():
    odd = ["\\N", "\\.", "a\tb", "c\nd\re", "e\\nf", '"', "'", "", "é, 中"]
    made = rows(make_authority(), *(str(at) for at in range(len(odd))))
    copy_values(
        ReturnRow,
        [{**row, "key": text, "values": {"said": text}} for row, text in zip(made, odd, strict=True)],
    )
    kept = ReturnRow.objects.order_by("number").values_list("key", "values")
    assert list(kept) == [(text, {"said": text}) for text in odd]


def test_identities_made_at_once_are_random_ones_as_made_one_at_a_time():
    made = [UUID(text) for text in fresh_ids(200)]
    assert len(set(made)) == 200
    assert all(one.version == 4 and one.variant == "specified in RFC 4122" for one in made)
    assert len({one.hex[16] for one in made}) == 4
