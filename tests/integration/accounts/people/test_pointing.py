"""Foreign keys that are checked once for a statement hold like the others (accounts/models/pointing.py)."""

import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, transaction
from django.db.models import ForeignKey

from children.models import ReturnImport, ReturnRow

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
    return {trigger.name for trigger in getattr(model._meta, "triggers", [])}


def test_every_key_without_a_constraint_is_checked_by_triggers_and_points_at_what_stays():
    found = checked_at_once()
    assert (ReturnRow, ReturnRow._meta.get_field("authority")) in found
    for model, field in found:
        assert {f"{field.name}_is_there_if_added", f"{field.name}_is_there_if_changed"} <= names_of_triggers(
            model
        ), f"{model.__name__}.{field.name}"
        assert "never_deleted" in names_of_triggers(field.related_model), field.related_model


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
