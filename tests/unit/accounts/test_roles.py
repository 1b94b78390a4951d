"""Which roles take two people: nothing that opens a record is forgotten."""

from accounts.access.roles import OPENS_NONE, OPENS_RECORDS, PERMISSIONS, Permission, Role, takes_two


def test_each_permission_says_whether_it_opens_records() -> None:
    """Whoever adds a permission puts it into one of the two tables of accounts/access/roles.py."""
    assert set(Permission) == OPENS_RECORDS | OPENS_NONE
    assert not OPENS_RECORDS & OPENS_NONE


def test_only_a_role_of_finished_figures_is_given_by_one_person() -> None:
    assert [role for role in Role if not takes_two(role)] == [Role.LEAD_MEMBER]
    assert PERMISSIONS[Role.LEAD_MEMBER] <= OPENS_NONE
