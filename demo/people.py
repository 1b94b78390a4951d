"""The demo's councils, teams and people: one person for each role, all with one password."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.auth.hashers import make_password

from accounts.access.roles import Role
from accounts.models import Authority, Membership, Team, TeamLine, User, Worker, WorkerHours
from demo import names

PASSWORD = "iro-portal-demo"  # noqa: S105
COUNCIL, SECOND = "aldermere", "westerby"
TEAMS = (
    "Court and Permanence",
    "Children in Care North",
    "Children in Care South",
    "Children with Disabilities",
    "Adolescents",
    "Assessment and Safeguarding",
)


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as, and what to try."""

    email: str
    name: str
    role: Role
    to_try: str


PEOPLE = (
    DemoPerson(
        "iro.demo@example.org", "Isobel Farrow", Role.IRO, "record a review: Reviews, Records to finish"
    ),
    DemoPerson(
        "iro.both.demo@example.org", "Ben Okafor-Lyle", Role.IRO, "works for two councils: Change council"
    ),
    DemoPerson(
        "team.manager.demo@example.org",
        "Tamara Pell",
        Role.TEAM_MANAGER,
        "answer decisions; acknowledge forms: Between reviews",
    ),
    DemoPerson(
        "qa.demo@example.org",
        "Quentin Asher",
        Role.QA_MANAGER,
        "allocate an IRO, answer a request for access, make the annual report",
    ),
    DemoPerson(
        "support.demo@example.org", "Bea Summerby", Role.BUSINESS_SUPPORT, "book reviews; import demo/returns"
    ),
    DemoPerson(
        "social.worker.demo@example.org",
        "Sadie Wexley",
        Role.SOCIAL_WORKER,
        "say how far an action is; give an IRO an update: Between reviews",
    ),
    DemoPerson("service.manager.demo@example.org", "Stellan Moss", Role.SERVICE_MANAGER, "see two teams"),
    DemoPerson("head.demo@example.org", "Hester Vane", Role.HEAD_OF_SERVICE, "approve the annual report"),
    DemoPerson(
        "assistant.director.demo@example.org",
        "Arlo Denby",
        Role.ASSISTANT_DIRECTOR,
        "approve the annual report",
    ),
    DemoPerson(
        "director.demo@example.org", "Dorothea Quill", Role.DIRECTOR, "open one record by giving a reason"
    ),
    DemoPerson("lead.member.demo@example.org", "Lorcan Mead", Role.LEAD_MEMBER, "see figures, and no child"),
    DemoPerson(
        "inspector.demo@example.org", "Ingrid Salt", Role.INSPECTOR, "look in with a reason on the log"
    ),
    DemoPerson(
        "admin.demo@example.org", "Agnes Doyle", Role.ADMINISTRATOR, "people, settings, mails not sent"
    ),
    DemoPerson(
        "data.protection.demo@example.org",
        "Delia Kerr",
        Role.DATA_PROTECTION,
        "confirms deletions, and puts together what is held on a person: Keeping records",
    ),
)
SECOND_PEOPLE = (
    DemoPerson(
        "qa.westerby.demo@example.org",
        "Winifred Astor",
        Role.QA_MANAGER,
        "the other council: nothing of the first is seen",
    ),
    DemoPerson(
        "team.westerby.demo@example.org", "Theo Marchbank", Role.TEAM_MANAGER, "answers decisions there"
    ),
)


@dataclass
class Staff:
    """Who works in a council: users by email, IROs and social workers as the council's records name them."""

    authority: Authority
    teams: list[Team]
    users: dict[str, User] = field(default_factory=dict)
    iros: list[Worker] = field(default_factory=list)
    social_workers: list[Worker] = field(default_factory=list)
    managers: dict[int, User] = field(default_factory=dict)


class Hiring:
    """Makes users with one password, hashed once, and gives them roles."""

    def __init__(self, today: date) -> None:
        self.password, self.since = make_password(PASSWORD), today - timedelta(days=1500)

    def user(self, email: str, name: str) -> User:
        return User.objects.create(email=email, name=name, password=self.password)

    def role(self, user: User, authority: Authority, role: Role, team: Team | None = None) -> None:
        Membership.objects.create(user=user, authority=authority, role=role, team=team, started_on=self.since)


def hire(rng: random.Random, *, today: date) -> tuple[Staff, Staff]:
    """Both councils with their teams and people. Nobody has any children yet."""
    hiring = Hiring(today)
    first = Staff(
        Authority.objects.create(
            code=COUNCIL, name="Aldermere County Council", dfe_code="000", colour="#0b5345"
        ),
        [],
    )
    second = Staff(
        Authority.objects.create(
            code=SECOND,
            name="Westerby Borough Council",
            dfe_code="001",
            colour="#4a235a",
            child_term="looked after children",
            child_term_one="looked after child",
            decision_term="recommendation",
        ),
        [],
    )
    first.teams = [Team.objects.create(authority=first.authority, name=name) for name in TEAMS]
    second.teams = [Team.objects.create(authority=second.authority, name="Children in Care")]
    for person in PEOPLE:
        first.users[person.email] = user = hiring.user(person.email, person.name)
        team = first.teams[0] if person.role == Role.SOCIAL_WORKER else None
        hiring.role(user, first.authority, person.role, team)
    for person in SECOND_PEOPLE:
        second.users[person.email] = user = hiring.user(person.email, person.name)
        hiring.role(user, second.authority, person.role)
    _iros(rng, hiring, first, second)
    _lines(rng, hiring, first)
    _social_workers(rng, first, second)
    second.managers[second.teams[0].pk] = second.users["team.westerby.demo@example.org"]
    TeamLine.objects.create(
        team=second.teams[0], user=second.managers[second.teams[0].pk], level=Role.TEAM_MANAGER
    )
    return first, second


def _iros(rng: random.Random, hiring: Hiring, first: Staff, second: Staff) -> None:
    """Six IROs, one of whom works for the second council too."""
    users = [first.users["iro.demo@example.org"], first.users["iro.both.demo@example.org"]]
    for number, name in enumerate(names.staff_names(rng, 4), start=3):
        user = hiring.user(f"iro{number}.demo@example.org", name)
        hiring.role(user, first.authority, Role.IRO)
        users.append(user)
    hours = ["1.00", "0.60", "1.00", "0.50", "0.80", None]
    for number, (user, share) in enumerate(zip(users, hours, strict=True), start=1):
        first.iros.append(
            Worker.objects.create(
                authority=first.authority,
                user=user,
                name=user.name,
                staff_id=f"IRO{number:03d}",
                is_iro=True,
                job_title="Independent Reviewing Officer",
            )
        )
        if share:
            _hours(first.iros[-1], share)
    both = users[1]
    hiring.role(both, second.authority, Role.IRO)
    second.iros.append(
        Worker.objects.create(
            authority=second.authority,
            user=both,
            name=both.name,
            staff_id="W-IRO1",
            is_iro=True,
            job_title="Independent Reviewing Officer",
        )
    )
    _hours(second.iros[-1], "0.40")


def _hours(worker: Worker, share: str) -> None:
    WorkerHours.objects.create(worker=worker, starts_on=date(2020, 1, 1), full_time_equivalent=Decimal(share))


def _lines(rng: random.Random, hiring: Hiring, first: Staff) -> None:
    """A manager for each team, a service manager for each three, one head of service and assistant director
    above all."""
    people = first.users
    service = hiring.user("service.manager2.demo@example.org", names.staff_names(rng, 1)[0])
    hiring.role(service, first.authority, Role.SERVICE_MANAGER)
    line = []
    for number, team in enumerate(first.teams):
        manager = people["team.manager.demo@example.org"]
        if number:
            manager = hiring.user(f"team.manager{number + 1}.demo@example.org", names.staff_names(rng, 1)[0])
            hiring.role(manager, first.authority, Role.TEAM_MANAGER)
        first.managers[team.pk] = manager
        above = people["service.manager.demo@example.org"] if number < 3 else service
        line += [
            TeamLine(team=team, user=manager, level=Role.TEAM_MANAGER),
            TeamLine(team=team, user=above, level=Role.SERVICE_MANAGER),
            TeamLine(team=team, user=people["head.demo@example.org"], level=Role.HEAD_OF_SERVICE),
            TeamLine(
                team=team, user=people["assistant.director.demo@example.org"], level=Role.ASSISTANT_DIRECTOR
            ),
        ]
    TeamLine.objects.bulk_create(line)


def _social_workers(rng: random.Random, first: Staff, second: Staff) -> None:
    """Four social workers a team; the first of all is the one who can sign in."""
    demo = first.users["social.worker.demo@example.org"]
    workers = [
        Worker(authority=first.authority, user=demo, name=demo.name, staff_id="SW100001", team=first.teams[0])
    ]
    for number, name in enumerate(names.staff_names(rng, 23), start=2):
        team = first.teams[(number - 1) % len(first.teams)]
        workers.append(Worker(authority=first.authority, name=name, staff_id=f"SW1{number:05d}", team=team))
    for worker in workers:
        worker.job_title = "Social worker"
    first.social_workers = Worker.objects.bulk_create(workers)
    second.social_workers = Worker.objects.bulk_create(
        Worker(
            authority=second.authority,
            name=name,
            staff_id=f"SW9{number:05d}",
            team=second.teams[0],
            job_title="Social worker",
        )
        for number, name in enumerate(names.staff_names(rng, 3), start=1)
    )
