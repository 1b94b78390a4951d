"""People from a spreadsheet: each row read and judged by itself, with what is wrong in words, and taken in by
the acts that add one person.
"""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from accounts.access.roles import LINE_ROLES, Role
from accounts.councils.actions import add_team
from accounts.models import Authority, Membership, RoleProposal, Team, User, Worker
from accounts.models.people import ProposalState
from accounts.people.actions import add_person, open_memberships
from accounts.people.lines import set_line
from accounts.people.proposals import propose_role, tell_seconds
from accounts.people.workers import TITLES, set_hours, worker_for
from accounts.templatetags.govuk import day
from accounts.ui.fields import PickDateField
from statute.refusals import Refused

COLUMNS = (
    "name",
    "email",
    "role",
    "team",
    "manages teams",
    "worker number",
    "hours",
    "other duties",
    "hours since",
)
NEEDED = ("name", "email", "role")
MOST_ROWS = 500
NOT_TEXT = re.compile(r"[\x01-\x08\x0e-\x1f]")
EXAMPLE = (
    ("Iris Reed", "iris.reed@council.gov.uk", "IRO", "", "", "IRO01", "1", "0.2", "1/4/2025"),
    ("Sam Cole", "sam.cole@council.gov.uk", "Social worker", "North team", "", "SW101", "", "", ""),
    ("Max Hill", "max.hill@council.gov.uk", "Team manager", "", "North team; South team", "", "", "", ""),
)
ROLE_WORDS: dict[str, str] = {
    **{role.label.casefold(): role.value for role in Role},
    **{role.value.casefold().replace("_", " "): role.value for role in Role},
    "director": Role.DIRECTOR.value,
    "dcs": Role.DIRECTOR.value,
    "sw": Role.SOCIAL_WORKER.value,
    "admin": Role.ADMINISTRATOR.value,
}


class NotRows(Refused):
    """The text is not rows of people; says why."""


@dataclass
class PersonRow:
    """One row: what it says, what is wrong with it, and what taking it in would do."""

    line: int
    cells: dict[str, str]
    errors: list[str] = field(default_factory=list)
    does: list[str] = field(default_factory=list)
    role: str = ""
    hours: Decimal | None = None
    other_duties: Decimal = Decimal(0)
    hours_since: date | None = None
    """None: from the day on which the row is taken in."""
    person: User | None = None
    is_held: bool = False
    """The person has the role already, or it waits for a second person."""

    def cell(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def manages(self) -> list[str]:
        return [name.strip() for name in self.cell("manages teams").split(";") if name.strip()]


def read_rows(text: str) -> list[PersonRow]:
    """The rows, with their headings in any order. Raises NotRows."""
    lines = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if lines.startswith("PK"):
        raise NotRows("This is an Excel or zip file. In Excel choose Save as, CSV UTF-8.", "file", "rows")
    if NOT_TEXT.search(lines) or lines.startswith("%PDF"):
        raise NotRows("This is not a CSV file. In a spreadsheet choose Save as, CSV UTF-8.", "file", "rows")
    first = lines.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        found = _cells(lines, delimiter)
    except csv.Error as error:
        raise NotRows(
            "The rows cannot be read. Check that every quotation mark is closed.", "rows", "file"
        ) from error
    headings = [_heading(cell) for cell in found[0][1]] if found else []
    if missing := [name for name in NEEDED if name not in headings]:
        raise NotRows(f"The first line must have the headings {', '.join(missing)}.", "rows", "file")
    rows = [
        PersonRow(line, dict(zip(headings, (" ".join(cell.split()) for cell in cells), strict=False)))
        for line, cells in found[1:]
        if any(cell.strip() for cell in cells)
    ]
    if not rows:
        raise NotRows("There is no row below the headings.", "rows", "file")
    if len(rows) > MOST_ROWS:
        raise NotRows(f"There are {len(rows)} rows. Take at most {MOST_ROWS} at once.", "rows", "file")
    return rows


def _cells(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The cells of each row, with the number of its last line."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
    return [(reader.line_num, cells) for cells in reader]


def _heading(cell: str) -> str:
    bare = " ".join(cell.strip().casefold().replace("_", " ").replace("-", " ").split())
    return {"e mail": "email", "e mail address": "email", "email address": "email"}.get(bare, bare)


def as_text(rows: list[PersonRow]) -> str:
    """The rows again, to be corrected where they stand."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([row.cell(column) for column in COLUMNS] for row in rows)
    return out.getvalue()


# --- judged


def check_rows(rows: list[PersonRow], authority: Authority, today: date) -> None:
    """Say of each row what is wrong with it, or what it does. Nothing is written."""
    teams = {t.name.casefold(): t.is_active for t in Team.objects.filter(authority=authority)}
    people = _known(rows)
    held = _held(authority, today)
    numbers = dict(Worker.objects.filter(authority=authority).values_list("staff_id", "user"))
    seen: dict[tuple[str, str], int] = {}
    names: dict[str, PersonRow] = {}
    owners: dict[str, PersonRow] = {}
    for row in rows:
        _check_person(row, people)
        _check_role(row)
        _check_teams(row, teams)
        _check_hours(row)
        _check_number(row, numbers)
        _check_others(row, names, owners)
        key = (row.cell("email").casefold(), row.role)
        if not row.errors and key in seen:
            row.errors.append(f"Line {seen[key]} says the same person and role. Remove one of the two.")
        seen.setdefault(key, row.line)
        if not row.errors:
            row.is_held = row.person is not None and (row.person.pk, row.role) in held
            row.does = list(_what_it_does(row, teams))
            teams = teams | {name.casefold(): True for name in [row.cell("team"), *row.manages] if name}


def _known(rows: list[PersonRow]) -> dict[str, User]:
    addresses = {row.cell("email").casefold() for row in rows}
    return {user.email.casefold(): user for user in User.objects.filter(email__in=addresses)}


def _held(authority: Authority, today: date) -> set[tuple[int, str]]:
    here = Membership.objects.filter(open_memberships(today), authority=authority)
    waiting = RoleProposal.objects.filter(authority=authority, state=ProposalState.WAITING)
    return {*here.values_list("user", "role"), *waiting.values_list("user", "role")}


def _check_person(row: PersonRow, people: dict[str, User]) -> None:
    if not row.cell("name"):
        row.errors.append("The name is missing.")
    elif len(row.cell("name")) > 120:
        row.errors.append("The name is longer than 120 characters.")
    try:
        validate_email(row.cell("email"))
    except ValidationError:
        what = (
            f"{row.cell('email')} is not an email address"
            if row.cell("email")
            else "The email address is missing"
        )
        row.errors.append(f"{what}.")
    row.person = people.get(row.cell("email").casefold())
    if row.person is not None and not row.person.is_active:
        row.errors.append("Somebody with this email address has left. Reactivate them under People first.")


def _check_role(row: PersonRow) -> None:
    row.role = ROLE_WORDS.get(row.cell("role").casefold(), "")
    if not row.role:
        known = ", ".join(role.label for role in Role)
        row.errors.append(f"The role “{row.cell('role')}” is not one of: {known}.")
    elif row.manages and row.role not in LINE_ROLES:
        row.errors.append("Only managers manage teams. Leave “manages teams” empty, or change the role.")


def _check_teams(row: PersonRow, teams: Mapping[str, bool]) -> None:
    """`teams`: by name whether they are open."""
    for name in dict.fromkeys([row.cell("team"), *row.manages]):
        if len(name) > 80:
            row.errors.append("The name of a team is longer than 80 characters.")
        elif not teams.get(name.casefold(), True):
            row.errors.append(f"The team {name} is closed. Open it again under Teams, or name another team.")


def _check_hours(row: PersonRow) -> None:
    if not row.cell("hours"):
        if row.cell("other duties") or row.cell("hours since"):
            row.errors.append("Enter the hours as well as other duties and hours since.")
        return
    if row.role and row.role != Role.IRO:
        row.errors.append("Hours are recorded of IROs alone.")
        return
    try:
        row.hours = _share(row.cell("hours"))
        row.other_duties = _share(row.cell("other duties") or "0")
    except InvalidOperation:
        row.errors.append("Hours and other duties must be numbers like 0.6.")
        return
    if not 0 < row.hours <= 1:
        row.errors.append("Hours must be a share of a full-time post: more than 0, at most 1.")
    elif not 0 <= row.other_duties < row.hours:
        row.errors.append("Other duties must leave some of the hours for reviews.")
    try:
        row.hours_since = PickDateField(noun="Hours since", required=False).clean(row.cell("hours since"))
    except ValidationError as wrong:
        row.errors += [f"{words}." for words in wrong.messages]


def _share(text: str) -> Decimal:
    share = Decimal(text.replace(",", "."))
    if not share.is_finite():
        raise InvalidOperation
    return share.quantize(Decimal("0.01"))


def _check_number(row: PersonRow, numbers: Mapping[str, int | None]) -> None:
    number = row.cell("worker number")
    if not number:
        return
    if row.role and row.role not in TITLES:
        row.errors.append("Only IROs and social workers have a worker number.")
    elif len(number) > 40:
        row.errors.append("The worker number is longer than 40 characters.")
    elif numbers.get(number) and (row.person is None or numbers[number] != row.person.pk):
        row.errors.append(f"The worker number {number} belongs to somebody else who signs in.")


def _check_others(row: PersonRow, names: dict[str, PersonRow], owners: dict[str, PersonRow]) -> None:
    """Two people cannot share what tells people apart: else one would get what was meant for the other.

    `names`, `owners`: the first row with each address, and with each worker number.
    """
    address, number = row.cell("email").casefold(), row.cell("worker number")
    first = names.setdefault(address, row) if address else row
    if first.cell("name").casefold() != row.cell("name").casefold():
        row.errors.append(
            f"Line {first.line} has this email address for {first.cell('name')}. Each person needs their own."
        )
    holder = owners.setdefault(number, row) if number else row
    if holder.cell("email").casefold() != address:
        row.errors.append(f"Line {holder.line} has the worker number {number} for {holder.cell('name')}.")


def _what_it_does(row: PersonRow, teams: Collection[str]) -> Iterator[str]:
    if row.person is None:
        yield "Adds the person and sends them a link by email."
    elif row.person.name.casefold() != row.cell("name").casefold():
        yield f"Is in the portal as {row.person.name}; that name stays."
    if row.is_held:
        yield "Has this role already."
    for name in dict.fromkeys([row.cell("team"), *row.manages]):
        if name and name.casefold() not in teams:
            yield f"Adds the team {name}."
    if row.manages:
        yield f"Manages {' and '.join(row.manages)}."
    if row.hours is not None:
        since = f" since {day(row.hours_since)}" if row.hours_since else ""
        yield f"Hours: {_plain(row.hours)} of a full-time post{_taken_off(row.other_duties)}{since}."


def _plain(share: Decimal) -> str:
    """A share without the noughts at its end."""
    return f"{share.normalize():f}"


def _taken_off(share: Decimal) -> str:
    return f", of which {_plain(share)} for other duties" if share else ""


# --- taken in


@transaction.atomic
def take_in(rows: list[PersonRow], *, authority: Authority, by: User, today: date) -> list[PersonRow]:
    """Add the people of the rows without errors, each by itself. Returns those that were not taken in.

    Those who may confirm the roles that wait get one mail about all of them, owed in the same transaction.
    Managers and administrators who could confirm roles come last: while a new council has nobody else,
    roles need no second person.
    """
    proposed: list[RoleProposal] = []

    def give(**words: Any) -> None:
        given = propose_role(**words, tell=False)
        if isinstance(given, RoleProposal):
            proposed.append(given)

    last = {Role.ADMINISTRATOR.value, Role.QA_MANAGER.value}
    for row in sorted((r for r in rows if not r.errors), key=lambda r: (r.role in last, r.line)):
        try:
            with transaction.atomic():  # a row that is refused leaves no team behind
                _take(row, authority, by, today, give)
        except Refused as refused:
            row.errors.append(str(refused))
    kept = set(RoleProposal.objects.filter(pk__in=[p.pk for p in proposed]).values_list("pk", flat=True))
    tell_seconds([p for p in proposed if p.pk in kept], authority=authority, by=by, today=today)
    return [row for row in rows if row.errors]


def _take(row: PersonRow, authority: Authority, by: User, today: date, give: Callable[..., None]) -> None:
    team = _team(authority, row.cell("team"), by)
    person = User.objects.filter(email__iexact=row.cell("email")).first()
    if person is None or not _is_here(person, authority):
        person = add_person(
            authority=authority,
            name=row.cell("name"),
            email=row.cell("email"),
            role=row.role,
            team=team,
            starts_on=today,
            by=by,
            today=today,
            number=row.cell("worker number"),
            give=give,
        )
    elif not row.is_held:
        give(
            person=person,
            authority=authority,
            role=row.role,
            starts_on=today,
            ends_on=None,
            team=team,
            by=by,
            today=today,
        )
    if row.role in LINE_ROLES and row.manages:
        mine = Team.objects.filter(line__user=person, line__level=row.role, authority=authority)
        named = [t for name in row.manages if (t := _team(authority, name, by))]
        teams = [*mine, *named]
        set_line(person=person, authority=authority, level=row.role, teams=teams, by=by, today=today)
    _hours(row, person, authority, by, today)


def _hours(row: PersonRow, person: User, authority: Authority, by: User, today: date) -> None:
    worker = worker_for(
        person=person,
        authority=authority,
        role=row.role,
        team=None,
        by=by,
        number=row.cell("worker number"),
        in_force=False,
        today=today,
    )
    if worker is not None and row.hours is not None:
        set_hours(
            worker=worker,
            starts_on=row.hours_since or today,
            full_time_equivalent=row.hours,
            other_duties=row.other_duties,
            duties="",
            by=by,
        )


def _team(authority: Authority, name: str, by: User) -> Team | None:
    if not name:
        return None
    found = Team.objects.filter(authority=authority, name__iexact=name, is_active=True).first()
    return found or add_team(authority=authority, name=name, by=by)


def _is_here(person: User, authority: Authority) -> bool:
    return (
        Membership.objects.filter(user=person, authority=authority).exists()
        or RoleProposal.objects.filter(user=person, authority=authority).exists()
    )
