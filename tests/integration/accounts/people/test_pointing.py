"""Foreign keys that are checked once for a statement hold like the others (accounts/models/pointing.py)."""

import threading
from datetime import date

import pgtrigger
import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.models import ForeignKey

from accounts.models.pointing import LEFT_BY
from children.models import Child, Episode, PeriodOfCare, ReturnImport, ReturnRow
from reviews.cycle.replay import replay_children
from reviews.models import Review
from tests import factories as make

NOTHING = 987_654_321


def checked_at_once():
    return [
        (model, field)
        for model in apps.get_models()
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and not field.db_constraint
    ]


def names_of_triggers(model):
    return {trigger.name for of, trigger in pgtrigger.registry.registered() if of is model}


def test_every_key_without_a_constraint_is_checked_by_triggers_also_when_what_it_points_at_goes():
    found = checked_at_once()
    assert (ReturnRow, ReturnRow._meta.get_field("authority")) in found
    assert (Episode, Episode._meta.get_field("period")) in found
    for model, field in found:
        assert {f"{field.name}_is_there_if_added", f"{field.name}_is_there_if_changed"} <= names_of_triggers(
            model
        ), f"{model.__name__}.{field.name}"
        table = model._meta.db_table.partition("_")[2]
        guards = {"never_deleted", f"{LEFT_BY}{field.name}_of_{table}"}
        assert guards & names_of_triggers(field.related_model), field.related_model


def return_row(authority, **values):
    told = {"authority": authority, "year": 2026, "table": "Header", "number": "100", "values": {}}
    return ReturnRow(**told | values)


def test_a_row_that_points_at_nothing_is_refused_when_the_statement_ends(authority):
    rows = [return_row(authority), return_row(authority, number="200", source_id=NOTHING)]
    lonely = return_row(authority)
    lonely.authority_id = NOTHING
    with pytest.raises(IntegrityError, match="source_id points at nothing"), transaction.atomic():
        ReturnRow.objects.bulk_create(rows)
    with pytest.raises(IntegrityError, match="authority_id points at nothing"), transaction.atomic():
        ReturnRow.objects.bulk_create([lonely])
    ReturnRow.objects.bulk_create(rows[:1])  # none is an answer


def test_a_row_that_is_changed_to_point_at_nothing_is_refused(child):
    assert child.periods.exists()
    with pytest.raises(IntegrityError, match="source_id points at nothing"), transaction.atomic():
        child.periods.update(source=NOTHING)
    there = ReturnImport.objects.create(authority=child.authority, year=2026)
    child.periods.update(source=there)
    child.periods.update(source=None)


def test_what_is_pointed_at_so_is_never_deleted(authority):
    there = ReturnImport.objects.create(authority=authority, year=2026)
    for gone in (ReturnImport.objects.filter(pk=there.pk), type(authority).objects.filter(pk=authority.pk)):
        with pytest.raises(InternalError, match="Cannot delete rows"), transaction.atomic():
            gone._raw_delete(gone.db)


def test_a_row_on_what_is_not_there_is_refused(child):
    first = child.periods.get().started_on
    with pytest.raises(IntegrityError, match="child_id points at nothing"), transaction.atomic():
        PeriodOfCare.objects.create(child_id=NOTHING, started_on=first)
    with pytest.raises(IntegrityError, match="child_id points at nothing"), transaction.atomic():
        child.periods.update(child=NOTHING)


@pytest.mark.parametrize("model", [PeriodOfCare, Review])
def test_what_something_hangs_on_goes_with_it_in_any_order_and_not_alone(child, model):
    day = date(2025, 3, 20)
    review = Review.objects.create(
        child=child, held_on=day, started_on=day, completed_on=day, status="COMPLETED"
    )
    replay_children([child.pk], today=date(2025, 4, 1))
    child.review_cycles.filter(sequence=1).update(review=review)
    with pytest.raises(IntegrityError, match="still points at it"), transaction.atomic():
        model.objects.filter(child=child)._raw_delete("default")
        check_now()
    alone = make.make_child(child.authority)
    make.make_period(alone, date(2025, 3, 3))
    with transaction.atomic():
        Child.objects.filter(pk=alone.pk)._raw_delete("default")
        alone.save(force_insert=True)  # put back, as when a merge is undone
        check_now()
    with pytest.raises(IntegrityError, match="still points at it"), transaction.atomic():
        Child.objects.filter(pk=alone.pk)._raw_delete("default")
        check_now()
    with transaction.atomic():
        Child.objects.filter(pk=alone.pk)._raw_delete("default")
        PeriodOfCare.objects.filter(child=alone)._raw_delete("default")
        check_now()


@pytest.mark.django_db(transaction=True)
def test_who_writes_on_a_child_keeps_it_there_until_that_is_done(authority):
    """Another connection that would delete the child waits, and then finds what was written."""
    child, refused = make.make_child(authority), []

    def delete() -> None:
        try:
            Child.objects.filter(pk=child.pk)._raw_delete("default")
        except IntegrityError as error:
            refused.append(str(error))
        finally:
            connection.close()

    other = threading.Thread(target=delete)
    with transaction.atomic():
        make.make_period(child, date(2025, 3, 3))
        other.start()
        other.join(0.3)
        assert other.is_alive()
    other.join(20)
    assert len(refused) == 1 and "still points at it" in refused[0]
    assert Child.objects.filter(pk=child.pk).exists()


def check_now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
