"""The audit trail proves itself: what is removed, altered or written past its triggers is found."""

import pgtrigger.registry
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.access.roles import Role
from accounts.audit import proof
from accounts.audit import trail as audit
from accounts.models import AccessLog, AuditEvent, AuditSeal
from accounts.models.audit import CONTENT, SEAL
from accounts.tasks import write_down_audit_heads
from tests import factories as make
from tests.kept import kept
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db(transaction=True), comes_every(4)]


@pytest.fixture(autouse=True)
def _numbers_from_the_first():
    with connection.cursor() as cursor:  # looks of tests before this one, which are taken back, gave numbers
        cursor.execute("SELECT setval(pg_get_serial_sequence('accounts_accesslog', 'id'), 1, false)")


@kept
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


def test_emptied_log_of_who_has_looked_is_found(council):
    iro = make.make_user(council, Role.IRO)
    for _ in range(proof.LOOKS_THAT_COUNT):
        AccessLog.objects.create(at=make.now(), user=iro, child_id=1, authority=council, page="overview")
    assert proof.first_break() is None
    past_the_triggers("TRUNCATE accounts_accesslog")
    broken = proof.first_break()
    assert broken is not None and "accounts_accesslog is empty, although" in broken.text
    with audit.action("erasure.confirmed", by=None, authority=council):
        pass
    assert proof.first_break() is None, "the looks at a deleted record go with it"


def test_emptied_trail_whose_numbers_were_set_back_is_found(council):
    """TRUNCATE … RESTART IDENTITY leaves no number to count; the rows that were changed tell of it."""
    with audit.action("team.added", by=None, authority=council):
        make.make_team(council)
    past_the_triggers("TRUNCATE accounts_auditevent, accounts_auditseal RESTART IDENTITY")
    broken = proof.first_break()
    assert broken is not None and "history of rows names actions" in broken.text


def test_two_events_that_changed_places_are_found(council):
    first, second = AuditEvent.objects.order_by("pk")[:2]
    past_the_triggers(
        f"UPDATE accounts_auditevent SET id = -1 WHERE id = {first.pk}",
        f"UPDATE accounts_auditevent SET id = {first.pk} WHERE id = {second.pk}",
        f"UPDATE accounts_auditevent SET id = {second.pk} WHERE id = -1",
    )
    assert proof.first_break() == proof.Break(
        "brackenshire", f"event {first.pk} (link 1) is not what was sealed"
    )


def test_two_links_that_changed_places_are_found(council):
    """The order of the chain is part of each hash."""
    past_the_triggers(
        "UPDATE accounts_auditseal SET position = 99 WHERE position = 2",
        "UPDATE accounts_auditseal SET position = 2 WHERE position = 3",
        "UPDATE accounts_auditseal SET position = 3 WHERE position = 99",
    )
    broken = proof.first_break()
    assert broken is not None and "(link 2) is not what was sealed" in broken.text


def test_head_that_was_tampered_with_is_found(council):
    past_the_triggers("UPDATE accounts_auditseal SET hash = repeat('0', 64) WHERE position = 3")
    broken = proof.first_break()
    assert broken is not None and "(link 3) is not what was sealed" in broken.text


def test_chain_made_anew_without_an_event_is_found_by_a_head_written_down(council):
    """Who owns the database can seal everything again: each hash fits, and the head is another one."""
    known = proof.heads()
    events = list(AuditEvent.objects.order_by("pk"))
    past_the_triggers(
        "DELETE FROM accounts_auditseal", f"DELETE FROM accounts_auditevent WHERE id = {events[1].pk}"
    )
    sql("SET session_replication_role = replica")
    before = ""
    for place, event in enumerate((events[0], events[2]), start=1):
        sealed = SEAL.format(before=f"'{before}'", content=CONTENT.format(event="e"))
        sql(
            "INSERT INTO accounts_auditseal (chain, position, event_id, hash) "
            f"SELECT e.authority_id, {place}, e.id, {sealed} FROM accounts_auditevent e "
            f"WHERE e.id = {event.pk}"
        )
        before = AuditSeal.objects.get(event_id=event.pk).hash
    sql("SET session_replication_role = DEFAULT")
    assert proof.first_break() is None
    broken = proof.first_break(known=known)
    assert broken is not None and "link 3, which was written down before" in broken.text


def _trigger(name):
    model, trigger = next(
        (m, t) for m, t in pgtrigger.registry.registered() if m is AuditEvent and t.name == name
    )
    return trigger, trigger.compile(model), trigger.get_pgid(model)


def test_trigger_whose_function_was_replaced_is_found(council):
    """The trigger stands under its name, with its mark, and does nothing."""
    _, compiled, name = _trigger("append_only")
    sql(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS TRIGGER AS "
        "$$ BEGIN RETURN OLD; END; $$ LANGUAGE plpgsql"
    )
    try:
        broken = proof.first_break()
    finally:
        sql(compiled.install_sql)
    assert broken is not None and "its function was replaced" in broken.text
    assert proof.first_break() is None


def test_function_that_asks_whether_a_trigger_is_left_out_is_found_when_replaced(council):
    _, compiled, _ = _trigger("append_only")
    sql(
        "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN AS "
        "$$ BEGIN RETURN TRUE; END; $$ LANGUAGE plpgsql"
    )
    try:
        broken = proof.first_break()
    finally:
        sql(compiled.install_sql)
    assert broken is not None and "its function was replaced" in broken.text


@pytest.mark.parametrize(
    ("cases", "words"),
    [
        ("BEFORE UPDATE ON accounts_auditevent FOR EACH ROW", "for other cases"),
        ("BEFORE UPDATE OR DELETE ON accounts_auditevent FOR EACH ROW WHEN (false)", "given a condition"),
    ],
)
def test_trigger_that_was_made_anew_for_less_is_found(council, cases, words):
    _, compiled, name = _trigger("append_only")
    sql(
        f"DROP TRIGGER {name} ON accounts_auditevent",
        f"CREATE TRIGGER {name} {cases} EXECUTE FUNCTION {name}()",
        f"COMMENT ON TRIGGER {name} ON accounts_auditevent IS '{compiled.hash}'",
    )
    try:
        broken = proof.first_break()
    finally:
        sql(compiled.install_sql)
    assert broken is not None and words in broken.text


def test_rule_that_swallows_events_is_found(council):
    sql("CREATE RULE nothing AS ON INSERT TO accounts_auditevent DO INSTEAD NOTHING")
    try:
        broken = proof.first_break()
    finally:
        sql("DROP RULE nothing ON accounts_auditevent")
    assert broken is not None and "the rule nothing of accounts_auditevent" in broken.text


def test_policy_that_hides_events_is_found(council):
    sql("ALTER TABLE accounts_auditevent ENABLE ROW LEVEL SECURITY")
    try:
        broken = proof.first_break()
    finally:
        sql("ALTER TABLE accounts_auditevent DISABLE ROW LEVEL SECURITY")
    assert broken is not None and "rows of accounts_auditevent are hidden" in broken.text


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
