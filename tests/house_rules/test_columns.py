"""Every column has a writer that somebody can reach: a page, an import, a command or a job."""

from calendar import SUNDAY

from tests.house_rules.columns import columns, writers
from tests.turns import has_days

WRITTEN_BY_OTHERS = {
    # column -> who writes it
    "accounts.AuditSeal.chain": "the trigger that seals every entry of the trail",
    "accounts.AuditSeal.event_id": "the trigger that seals every entry of the trail",
    "accounts.AuditSeal.hash": "the trigger that seals every entry of the trail",
    "accounts.AuditSeal.position": "the trigger that seals every entry of the trail",
    "accounts.Session.expire_date": "Django's session store",
    "accounts.Session.session_data": "Django's session store",
    "accounts.Session.session_key": "Django's session store",
    "accounts.User.email": "create_user, as its first argument",
    "accounts.User.is_staff": "createsuperuser and the administration site",
    "accounts.User.is_superuser": "createsuperuser and the administration site",
    "accounts.User.last_login": "Django at sign-in",
    "accounts.User.password": "set_password",
    "accounts.User.user_permissions": "the administration site; the portal asks roles alone",
}
WITHOUT_A_WRITER: set[str] = set()
"""Columns that nobody can write. May only shrink."""


@has_days(SUNDAY)
def test_every_column_has_a_writer_that_somebody_can_reach():
    without = {column for column, by in writers().items() if not by} - set(WRITTEN_BY_OTHERS)
    print(f"{len(columns())} columns, {len(without)} without a writer")
    assert without <= WITHOUT_A_WRITER, without - WITHOUT_A_WRITER


def test_the_exceptions_are_columns():
    listed = set(WRITTEN_BY_OTHERS) | WITHOUT_A_WRITER
    assert listed <= set(columns()), listed - set(columns())
