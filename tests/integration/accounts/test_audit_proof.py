"""The audit trail proves itself: what is removed, altered or written past its triggers is found."""

import pgtrigger.registry
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.audit import proof
from accounts.audit import trail as audit
from accounts.models import AccessLog, AuditEvent, AuditSeal
from accounts.models.audit import NO_TRUNCATE
from accounts.tasks import write_down_audit_heads
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _triggers_in_force():
    """As in production: the tests' database lets tables be emptied, which the trigger refuses."""
    guards = [(m, t) for m, t in pgtrigger.registry.registered() if t.name == NO_TRUNCATE]
    for model, trigger in guards:
        trigger.enable(model)
    yield
    for model, trigger in guards:
        trigger.disable(model)


@pytest.fixture
def council():
    """A council with three events on its trail."""
    authority = make.make_authority(code="brackenshire", name="Brackenshire County Council")
    for number in range(3):
        with audit.action(
            "team.renamed", by=None, authority=authority, reason=f"reason {number}", number=number
        ):
            pass
    return authority


def sql(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def past_the_triggers(*statements: str) -> None:
    """What the owner of the database can do."""
    sql("SET session_replication_role = replica", *statements, "SET session_replication_role = DEFAULT")


def test_whole_trail_is_whole_and_each_council_has_a_chain_of_its_own(council):
    other = make.make_authority(code="westmarch", name="Westmarch Borough Council")
    with audit.action("team.renamed", by=None, authority=other):
        pass
    with audit.action("mail.retried", by=None):
        pass
    assert proof.first_break() is None
    assert {(h.council, h.position) for h in proof.heads()} >= {
        ("brackenshire", 3),
        ("westmarch", 1),
        ("", 1),
    }


@pytest.mark.parametrize("which", [0, 1, 2])
def test_removed_event_is_found(council, which):
    event = AuditEvent.objects.order_by("pk")[which]
    past_the_triggers(f"DELETE FROM accounts_auditevent WHERE id = {event.pk}")
    assert proof.first_break() == proof.Break(
        "brackenshire", f"event {event.pk} (link {which + 1}) is missing"
    )


@pytest.mark.parametrize(
    "change", ["reason = 'other'", "by_id = 7", "at = now()", "details = '{}'", "authority_id = NULL"]
)
def test_altered_event_is_found(council, change):
    event = AuditEvent.objects.order_by("pk")[1]
    past_the_triggers(f"UPDATE accounts_auditevent SET {change} WHERE id = {event.pk}")
    assert proof.first_break() == proof.Break(
        "brackenshire", f"event {event.pk} (link 2) is not what was sealed"
    )


def test_event_removed_with_its_seal_leaves_a_gap(council):
    event = AuditEvent.objects.order_by("pk")[1]
    past_the_triggers(
        f"DELETE FROM accounts_auditseal WHERE event_id = {event.pk}",
        f"DELETE FROM accounts_auditevent WHERE id = {event.pk}",
    )
    broken = proof.first_break()
    assert broken is not None and "link 3 does not follow" in broken.text


def test_newest_event_removed_with_its_seal_is_found_by_a_head_written_down(council):
    known = proof.heads()
    event = AuditEvent.objects.order_by("pk").last()
    past_the_triggers(
        f"DELETE FROM accounts_auditseal WHERE event_id = {event.pk}",
        f"DELETE FROM accounts_auditevent WHERE id = {event.pk}",
    )
    assert proof.first_break() is None
    broken = proof.first_break(known=known)
    assert broken is not None and "is not there any more" in broken.text


def test_emptied_table_is_found(council):
    past_the_triggers("TRUNCATE accounts_auditevent, accounts_auditseal")
    broken = proof.first_break()
    assert broken is not None and "is empty, although" in broken.text


def test_event_written_while_the_trigger_was_off_is_found(council):
    past_the_triggers(
        "INSERT INTO accounts_auditevent (at, kind, authority_id, by_name, target_type, reason, details, "
        "context_id)"
        f" VALUES (now(), 'x.y', {council.pk}, '', '', '', '{{}}', gen_random_uuid())"
    )
    broken = proof.first_break()
    assert broken is not None and "has no link in the chain" in broken.text


@pytest.mark.parametrize("table", ["accounts_auditevent", "accounts_accesslog", "children_childevent"])
def test_trigger_that_is_switched_off_is_found(council, table):
    sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    try:
        broken = proof.first_break()
    finally:
        sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert broken is not None and table in broken.text and "switched off" in broken.text


@pytest.mark.parametrize("model", [AuditEvent, AuditSeal, AccessLog])
def test_database_refuses_to_empty_the_trail(council, model):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(f"TRUNCATE {model._meta.db_table} CASCADE")


def test_command_says_whole_or_where_it_breaks(council, capsys, tmp_path):
    call_command("verify_audit", "--authority", "brackenshire")
    line = capsys.readouterr().out.strip()
    assert line.startswith("brackenshire 3 ")
    heads = tmp_path / "heads.txt"
    heads.write_text(line + "\n")
    call_command("verify_audit", "--heads", str(heads))
    heads.write_text("brackenshire three\n")
    with pytest.raises(CommandError, match="is not a head"):
        call_command("verify_audit", "--heads", str(heads))
    with pytest.raises(CommandError, match="no council"):
        call_command("verify_audit", "--authority", "nowhere")
    past_the_triggers("DELETE FROM accounts_auditevent WHERE reason = 'reason 1'")
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit")
    assert ended.value.code == 1 and "is missing" in capsys.readouterr().err


def test_heads_are_written_into_the_log_every_day(council, caplog, settings):
    with caplog.at_level("INFO", logger="accounts.tasks"):
        assert write_down_audit_heads() >= 1
    assert "audit head brackenshire 3 " in caplog.text
    assert "accounts.write_down_audit_heads" in {e["task"] for e in settings.CELERY_BEAT_SCHEDULE.values()}
