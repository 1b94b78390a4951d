"""An invented council of any size in a scratch schema: made by SQL, set-based, and gone when the transaction
is rolled back; for the recompute of many councils it stands until the command ends.

The tables of the scratch schema are copies of the real ones with their indexes; the search path puts them
before the real ones, so the same querysets run on them and no real row is read or written.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pghistory.models
from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from accounts.models import Authority

FLOORS = ("accounts", "children", "reviews", "disputes", "reporting")
AS_THEY_ARE = frozenset(
    {"accounts_bankholiday", "accounts_calendaryear"}
)  # the calendar is that of the real tables
EMPTY = {"character varying": "''", "text": "''", "boolean": "false", "jsonb": "'[]'", "ARRAY": "'{}'"}
CODE = "bench"
SCHEMA = f"bench_{os.getpid()}"  # of its own for each process: two may make their councils side by side
YEAR_END = date(2026, 3, 31)
AS_AT = date(2026, 6, 30)

# The rows of a council lie together, as they do when they came in with its returns.
# Rows are inserted as they stay: an index over rows updated in the same transaction is not used there.
# child g of n: the first `looked_after` are still in care, the others have left; every 25th is in a series of
# short breaks
STATEMENTS = (
    """insert into accounts_authority (id, public_id, code, name, dfe_code, ons_code, child_term,
       child_term_one, review_term, record_term, decision_term,
        qa_manager_term, iro_term, iro_full_term, case_system, titles, colour, logo, logo_type,
        created_at)
       select a, gen_random_uuid(), 'bench' || case when a > 1 then '-' || a else '' end, 'Bench ' || a,
       '', '', 'children in care',
        'child in care', 'statutory review', 'review record', 'decision', 'QA manager', 'IRO',
        'Independent Reviewing Officer', '', '{}', '#005a70', '', '', now()
       from generate_series(1, %(councils)s) a""",
    """insert into accounts_team (id, public_id, authority_id, name, is_active)
       select t, gen_random_uuid(), 1 + (t - 1) %% %(councils)s, 'Team ' || t, true from generate_series(1,
          %(teams)s) t""",
    """insert into accounts_worker (id, public_id, authority_id, staff_id, name, job_title, is_iro)
       select w, gen_random_uuid(), 1 + (w - 1) %% %(councils)s, 'W' || w, 'Worker ' || w, '', true from
          generate_series(1, %(iros)s) w""",
    """insert into children_child (id, public_id, authority_id, number, forename, surname, born_on, sex,
       ethnicity, upn, is_restricted, created_at)
       select g, gen_random_uuid(), 1 + g %% %(councils)s, g::text, '', '', date '2009-01-01' + (g * 7919
       %% 5800)::int,
        (array['M','F','U'])[1 + g %% 2], (array['WBRI','MWBC','AIND','BAFR','OOTH'])[1 + g %% 5], '',
        false, now()
       from generate_series(1, %(children)s) g order by 3, g.g""",
    """insert into children_periodofcare (id, child_id, started_on, ended_on, end_reason, recorded_at)
       select g, g, s, case when g > %(looked_after)s then least(s + 90 + (g * 31 %% 1400)::int, date
       '2026-03-30') end,
        case when g > %(looked_after)s then 'E4A' else '' end, now()
       from (select g, case when g <= %(looked_after)s then date '2016-04-01' + (g * 7907 %% 3630)::int
             else date '2015-04-01' + (g * 6841 %% 3900)::int end as s from generate_series(1,
                %(children)s) g) x order by x.g %% %(councils)s, x.g""",
    """insert into children_legalstatus (id, child_id, period_id, code, started_on, ended_on)
       select id, child_id, id, case when id %% 25 = 0 then 'V4' else (array['C2','V2','C1'])[1 + id %% 3]
       end, started_on, ended_on
       from children_periodofcare""",
    """insert into children_placement (id, child_id, period_id, placement_type, provider, started_on,
       ended_on, reason_new, reason_place_change, urn)
       select id, child_id, id, (array['U6','U1','K2','P1','H5'])[1 + id %% 5], 'PR1', started_on,
       ended_on, 'S', '', ''
       from children_periodofcare""",
    """insert into children_iroallocation (id, child_id, worker_id, started_on, ended_on, end_reason)
       select id, child_id, 1 + id %% %(iros)s, started_on, ended_on, '' from children_periodofcare""",
    """insert into children_socialworkerallocation (id, child_id, worker_id, team_id, started_on, ended_on,
       change_reason)
       select id, child_id, null, 1 + id %% %(teams)s, started_on, ended_on, '' from children_periodofcare""",
    """insert into reviews_reviewcycle (id, authority_id, child_id, sequence, period_start, clock, number,
       opened_on, closed_on, due_on,
        last_working_day, rule, reason, held_on, working_days_late, state, void_reason, is_assumed, flags,
        kind, counts, at_latest, review_id)
       select row_number() over (), 1 + child_id %% %(councils)s, child_id, i + 1, started_on, case when
       child_id %% 25 = 0 then 'SHORT_BREAKS' else 'CPR' end,
        case when opened < date '2016-10-01' then null else i + 1 end, opened, least(held, ended_on), due,
        due, 'RC-3',
        'six months after the review before; Regulation 33', held,
        case when held > due then 5 end,
        case when due is null then 'not_known' when held <= due then 'met' when held is not null then 'late'
             when ended_on is null then case when due < %(as_at)s then 'overdue' else 'open' end
             when due < ended_on then 'missed' else 'void' end,
        case when due is not null and held is null and ended_on <= due then 'ceased to be looked after'
        else '' end, false, '[]',
        case when opened < date '2016-10-01' then 'not known' when i = 0 then 'first' when i = 1 then 'second'
        else 'later' end,
        child_id %% 25 > 0, false, case when held is not null then row_number() over () end
       from (select *, case when opened < date '2016-05-01' then null when i = 0 then opened + 28 when i =
       1 then opened + 91 else opened + 182 end as due,
              case when following <= least(coalesce(ended_on, %(as_at)s), %(as_at)s) then following end as
              held
             from (select child_id, started_on, ended_on, i, started_on + case when i = 0 then 0 else 24 +
             (i - 1) * 165 + late(child_id, i) end as opened,
                    started_on + 24 + i * 165 + late(child_id, i + 1) as following
                   from children_periodofcare, generate_series(0, 40) i) turns
             where opened < least(coalesce(ended_on, %(as_at)s), %(as_at)s)) dated""",
    """insert into reviews_review (id, public_id, child_id, status, format, place, late_owner, late_reason,
       late_reason_note, started_on, completed_on, held_on,
        participation_code, cancelled_reason, created_at, version, recorded_at, of_short_breaks)
       select id, gen_random_uuid(), child_id, 'COMPLETED', 'meeting', '', '', '', '', held_on, held_on,
       held_on, 'PN' || id %% 8, '', now(), 1, now(), not counts
       from reviews_reviewcycle where held_on is not null""",
    """insert into children_episode (id, child_id, period_id, started_on, reason_new, legal_status,
       category_of_need, placement_type, provider, ended_on,
        reason_ended, reason_place_change, home_postcode, placement_postcode, urn)
       select id, child_id, id, started_on, 'S', 'C2', 'N' || 1 + id %% 8, 'U6', 'PR1', ended_on,
          end_reason, '', '', '', '' from children_periodofcare""",
    """insert into children_missingepisode (id, child_id, kind, started_on, ended_on)
       select id, child_id, 'M', date '2025-04-01' + (id %% 360)::int, date '2025-04-02' + (id %% 360)::int
          from children_periodofcare where id %% 9 = 0""",
    """insert into children_healthyear (id, child_id, year, sdq_score, sdq_reason, teeth_check,
       health_assessment, immunisations)
       select id, child_id, 2026, (id %% 30)::int, '', id %% 7 > 0, id %% 9 > 0, id %% 5 > 0 from
          children_periodofcare where ended_on is null""",
    """insert into reviews_reviewsection (id, review_id, key, data, is_complete, version, saved_by_id,
       saved_at)
       select id, id, 'plan', jsonb_build_object('permanence', (array['yes','no'])[1 + id %% 2]), true, 1,
       1, now()
       from reviews_review where held_on > date '2024-04-01'""",
    """insert into reviews_decision (id, public_id, child_id, made_at_id, outcome, action, owner, due_on,
       how_known, progress, created_by_id, created_at)
       select id, gen_random_uuid(), child_id, id, 'a', 'b', 'c', held_on + 60, 'd', 'NOT_STARTED', 1, now()
       from reviews_review where id %% 3 = 0 and held_on > date '2025-01-01'""",
    """insert into reviews_decisionanswer (id, public_id, decision_id, review_id, team_id, round, sent_at,
       sent_by_id, due_on, state, answered_at,
        answered_by_id, reason, lapsed_on, late_comment, response, response_kind, words)
       select id, gen_random_uuid(), id, made_at_id, 1 + id %% %(teams)s, 1, due_on - 55, 1, due_on - 48,
       (array['AGREED','QUERIED','LAPSED'])[1 + id / 3 %% 3],
        case when id / 3 %% 3 < 2 then now() end, case when id / 3 %% 3 < 2 then 2 end, 'e', case when id /
        3 %% 3 = 2 then due_on - 47 end, '', '', '', '{}'
       from reviews_decision""",
)


def _tables() -> list[str]:
    """Every table of the house but the calendar and the row histories: what a measure may read is a scratch
    table."""
    ours = [
        m
        for m in apps.get_models()
        if m._meta.app_label in FLOORS and not issubclass(m, pghistory.models.Event)
    ]
    return [m._meta.db_table for m in ours if m._meta.db_table not in AS_THEY_ARE]


@contextmanager
def standing(looked_after: int, *, councils: int) -> Iterator[Authority]:
    """The councils as a server holds them: written for good, vacuumed and analysed. They go at the end."""
    _without_the_stopped()
    try:
        with transaction.atomic():
            first = build(looked_after, councils=councils)
        with connection.cursor() as cursor:
            cursor.execute(f"set search_path = {SCHEMA}, public")
            for table in _tables():
                cursor.execute(f"vacuum (analyze) {SCHEMA}.{table}")
        yield first
    finally:
        with connection.cursor() as cursor:
            cursor.execute("reset search_path")
            cursor.execute(f"drop schema if exists {SCHEMA} cascade")


def _without_the_stopped() -> None:
    """Drop what benches left behind that were stopped before their end."""
    with connection.cursor() as cursor:
        cursor.execute("select nspname from pg_namespace where nspname ~ '^bench_[0-9]+$'")
        for (name,) in cursor.fetchall():
            if not _runs(int(name.removeprefix("bench_"))):
                cursor.execute(f"drop schema if exists {name} cascade")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def build(looked_after: int, *, councils: int = 1) -> Authority:
    """Make the council, or several that share the children evenly, inside the running transaction. Returns
    the first; `looked_after` of all their children are in care now."""
    numbers: dict[str, int | date] = {
        "councils": councils,
        "looked_after": looked_after,
        "children": looked_after * 7 // 4,
        "teams": councils * max(6, looked_after // councils // 40),
        "iros": councils * max(4, looked_after // councils // 60),
        "as_at": AS_AT,
    }
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        cursor.execute(f"create schema {SCHEMA}")
        for table in _tables():
            cursor.execute(
                f"create table {SCHEMA}.{table} (like public.{table} including defaults including identity)"
            )
        cursor.execute(f"set local search_path = {SCHEMA}, public")
        _leave_the_rest_empty(cursor)
        cursor.execute(
            f"""create function {SCHEMA}.late(child bigint, turn int) returns int language sql immutable
               as $$ select case when turn > 0 and (child * 31 + turn * 17) % 12 = 0 then 25 else 0 end $$"""
        )
        for statement in STATEMENTS:
            cursor.execute(statement, numbers)
        _index(cursor)
    return Authority.objects.get(code=CODE)


def _leave_the_rest_empty(cursor: CursorWrapper) -> None:
    """A column that no statement names is as empty as the portal itself would leave it."""
    cursor.execute(
        "select table_name, column_name, data_type from information_schema.columns "
        "where table_schema = %s and is_nullable = 'NO' and column_default is null "
        "and is_identity = 'NO'",
        [SCHEMA],
    )
    for table, column, kind in cursor.fetchall():
        if kind in EMPTY:
            cursor.execute(f'alter table {SCHEMA}.{table} alter column "{column}" set default {EMPTY[kind]}')


def _index(cursor: CursorWrapper) -> None:
    """The indexes of the real tables, made once the rows are in; those that guard against overlaps serve no
    count."""
    cursor.execute(
        "select indexdef from pg_indexes where schemaname = 'public' and tablename = any(%s) order by "
        "indexname",
        [_tables()],
    )
    for (definition,) in cursor.fetchall():
        if " USING btree " in definition:
            cursor.execute(definition.replace(" ON public.", f" ON {SCHEMA}.", 1))
    for table in _tables():
        cursor.execute(f"analyze {SCHEMA}.{table}")


def size() -> tuple[int, int]:
    """How many children are in care in the scratch council, and how many reviews it has."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from children_periodofcare where ended_on is null")
        children = cursor.fetchone()[0]
        cursor.execute("select count(*) from reviews_review")
        return children, cursor.fetchone()[0]
