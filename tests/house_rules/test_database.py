"""The database keeps the promises: paired fields, row history of case data, logs that cannot be changed,
migrations complete."""

import io

import pghistory.models
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, InternalError, connection, models, transaction
from django.db.models import Q
from django.urls import get_resolver

from accounts.audit import trail as audit
from accounts.models import AccessLog, AuditEvent
from tests import factories as make
from tests.house_rules.url_matrix import addresses
from tests.kept import kept

OURS = {"accounts", "children", "reviews", "disputes", "reporting"}
NOT_CASE_DATA = {
    # model -> why its rows have no history
    "accounts.AccessLog": "is a log itself",
    "accounts.AuditEvent": "is a log itself",
    "accounts.AuditSeal": "is a log itself",
    "accounts.Draft": "unjudged typing; what is saved from it has history",
    "accounts.SentForm": "technical: recognises the second copy of a form",
    "accounts.Job": "technical; what jobs do is in the history of what they change",
    "accounts.OutgoingMail": "technical; sending is in its own row",
    "accounts.Session": "technical",
    "children.ImportFile": "emptied after the import; the import has history",
    "children.ImportReject": "belongs to one import and never changes",
    "children.FeedRecord": "what the council’s system said last; the facts drawn from it have history",
    "children.FeedLine": "rows of a delivery while it is read; gone afterwards",
    "children.ErasedNumber": "written once, with a certificate, and never changes",
    "children.ReturnRow": "what the files said; the facts drawn from it have history",
    "reviews.CompletedRecord": "never changes; a trigger refuses it",
    "reviews.ClockRun": "technical: the day of the last replay",
    "reporting.MeasureResult": "computed; can be computed again",
    "reporting.FrozenFigure": "never changes; a trigger refuses it",
    "reporting.Area": "published; loaded again from its file",
    "reporting.Benchmark": "published; loaded again from its file",
    "reporting.StatisticalNeighbour": "published; loaded again from its file",
}
UNPAIRED = {"reporting.ReportSection: saved_by and saved_at"}  # may only shrink


def our_models() -> list[type[models.Model]]:
    return [
        m
        for m in apps.get_models()
        if m._meta.app_label in OURS and not issubclass(m, pghistory.models.Event)
    ]


def event_models() -> list[type[models.Model]]:
    return [
        m for m in apps.get_models() if issubclass(m, pghistory.models.Event) and m._meta.app_label in OURS
    ]


def test_every_model_with_case_data_keeps_its_history():
    tracked = {m.pgh_tracked_model._meta.label for m in event_models()}
    ours = {m._meta.label for m in our_models()}
    assert ours - tracked == set(NOT_CASE_DATA), (ours - tracked) ^ set(NOT_CASE_DATA)


def _constraint_names(model: type[models.Model], *fields: str) -> list[str]:
    """Check constraints that mention all of these fields."""
    return [
        c.name
        for c in model._meta.constraints
        if isinstance(c, models.CheckConstraint) and all(field in str(c.condition) for field in fields)
    ]


def test_who_and_when_of_one_act_are_paired_by_a_constraint():
    """Where a model has `x_by` and `x_at` (both may be empty), a check says that both are set or neither
    is."""
    wrong = []
    for model in our_models():
        names = {f.name: f for f in model._meta.get_fields() if isinstance(f, models.Field)}
        for name, field in names.items():
            when = f"{name.removesuffix('_by')}_at"
            both_may_be_empty = name.endswith("_by") and field.null and when in names and names[when].null
            if both_may_be_empty and not _constraint_names(model, name, when):
                wrong.append(f"{model._meta.label}: {name} and {when}")
    assert set(wrong) <= UNPAIRED


def test_dates_that_begin_and_end_a_span_are_ordered_by_a_constraint():
    wrong = []
    for model in our_models():
        names = {f.name for f in model._meta.get_fields()}
        for start, end in (
            ("started_on", "ended_on"),
            ("period_from", "period_to"),
            ("opened_on", "closed_on"),
        ):
            if {start, end} <= names and not _constraint_names(model, start, end):
                wrong.append(f"{model._meta.label}: {start} and {end}")
    assert not wrong


def test_constraints_are_named_for_people():
    """A generated name says nothing in an error log."""
    wrong = [
        c.name
        for m in our_models()
        for c in m._meta.constraints
        if c.name.startswith(m._meta.app_label + "_")
    ]
    assert not wrong


@kept
def logged(child, iro) -> None:
    AccessLog.objects.create(
        at=make.now(), user=iro, authority=child.authority, child_id=child.pk, page="overview"
    )
    with audit.action("test.done", by=iro, authority=child.authority, child_id=child.pk):
        child.forename = "Changed"
        child.save(update_fields=["forename"])


@pytest.mark.parametrize(
    "table", [AccessLog._meta.db_table, AuditEvent._meta.db_table, "children_childevent"]
)
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_logs_refuse_change_and_deletion_by_raw_sql(table, verb, logged):
    column = "pgh_label" if table.endswith("childevent") else "id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            cursor.execute(verb.format(table, column, column))


def test_every_event_table_refuses_change_and_deletion(db):
    """One statement-level look at the triggers instead of a row in every table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, bool_or(t.tgtype & 16 > 0), bool_or(t.tgtype & 8 > 0) FROM pg_trigger t "
            "JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgtype & 2 > 0 GROUP BY c.relname"
        )
        guarded = {name for name, update, delete in cursor.fetchall() if update and delete}
    wanted = {m._meta.db_table for m in event_models()} | {
        AccessLog._meta.db_table,
        AuditEvent._meta.db_table,
    }
    assert wanted <= guarded, wanted - guarded


def test_raw_and_bulk_writes_are_in_the_history_with_before_and_after(child):
    model = apps.get_model("children.ChildEvent")
    type(child).objects.filter(pk=child.pk).update(surname="Bulk")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE children_child SET surname = 'Raw' WHERE id = %s", [child.pk])
    rows = model.objects.filter(pgh_obj=child.pk).order_by("pgh_id")
    assert list(rows.values_list("surname", flat=True)) == ["Ashdown", "Bulk", "Raw"]


def test_migrations_are_complete(db):
    out = io.StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes" in out.getvalue()


def test_no_address_takes_a_name():
    """Addresses hold opaque ids, codes, years and quarters; nothing that could be a child's name or
    number."""
    allowed = {"uuid", "int"}
    texts = {
        "level",
        "section",
        "key",
        "uidb36",
        "code",
        "format",
        "dimension",
        "kind",
        "table",
        "file",
        "quarter",
        "day",
        "month",
    }
    wrong = []
    for name, pattern in addresses().items():
        for argument, converter in getattr(pattern.pattern, "converters", {}).items():
            kind = type(converter).__name__.removesuffix("Converter").lower()
            if kind not in allowed and argument not in texts:
                wrong.append(f"{name}: {argument} ({kind})")
    assert get_resolver() and not wrong


def test_no_list_is_without_a_fixed_order():
    """Every model orders its rows, so that pages of a list never repeat or lose one."""
    unordered = [
        m._meta.label
        for m in our_models()
        if not m._meta.ordering and m._meta.label not in {"accounts.Session", "reviews.ClockRun"}
    ]
    assert not [
        label for label in unordered if label not in {"children.UascStatus", "children.PreviousPermanence"}
    ]


def test_condition_objects_compare_by_text():
    """The pairing test reads constraints as text; this keeps it honest about how Django writes them."""
    assert "answered_by" in str(Q(answered_by=None) & Q(answered_at=None))
