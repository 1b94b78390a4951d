"""May this person? Roles, what each may do, and how far each one sees. One table; the docs are drawn from
it.
"""

from enum import StrEnum

from django.db import models


class Role(models.TextChoices):
    IRO = "IRO", "Independent Reviewing Officer"
    QA_MANAGER = "QA_MANAGER", "QA manager"
    TEAM_MANAGER = "TEAM_MANAGER", "Team manager"
    SERVICE_MANAGER = "SERVICE_MANAGER", "Service manager"
    HEAD_OF_SERVICE = "HEAD_OF_SERVICE", "Head of service"
    ASSISTANT_DIRECTOR = "ASSISTANT_DIRECTOR", "Assistant director"
    DIRECTOR = "DIRECTOR", "Director of Children's Services"
    SOCIAL_WORKER = "SOCIAL_WORKER", "Social worker"
    BUSINESS_SUPPORT = "BUSINESS_SUPPORT", "Business support"
    LEAD_MEMBER = "LEAD_MEMBER", "Lead member"
    INSPECTOR = "INSPECTOR", "Inspector"
    ADMINISTRATOR = "ADMINISTRATOR", "Administrator"
    DATA_PROTECTION = "DATA_PROTECTION", "Data protection officer"


class Scope(StrEnum):
    """How far a role sees among the children of its council. Restricted children are out of every scope."""

    ALLOCATED = "allocated"  # children whose IRO the person is, or covers
    CASELOAD = "caseload"  # children whose social worker the person is
    LINE = "line"  # children of the teams in whose line the person stands
    COUNCIL = "council"  # every child of the council
    BY_REASON = "by reason"  # one child at a time, with a reason on the log
    NONE = "none"


class Permission(StrEnum):
    SEE_CHILDREN = "see children"
    DRAW_RECORDS = "draw a list of records to look at"
    EDIT_CHILD = "change a child's local facts"
    ALLOCATE_IRO = "allocate an IRO"
    RESTRICT_CHILD = "restrict a child's record, name who may see it, answer requests"
    READ_ACCESS_LOG = "read who has looked and who has changed"
    READ_TRAIL = "read the council’s log: sign-ins, roles, settings, exports"
    END_RECORDS = "hold records, and delete those whose time is over"
    HAND_OUT = "put together everything held on a person"
    IMPORT = "import returns"
    EXPORT_RETURNS = "export returns"
    BOOK_REVIEW = "book a review"
    RECORD_REVIEW = "record a review"
    READ_REVIEW_RECORD = "read a completed review record"
    ANSWER_DECISIONS = "answer tasked decisions"
    UPDATE_PROGRESS = "report progress on decisions"
    RATE_DECISIONS = "draw samples of decisions and rate them"
    READ_MONITORING = "read monitoring forms and midway checks"
    EDIT_MONITORING = "change the questions of the monitoring form"
    SUBMIT_REPORT = "submit the report for a review"
    ANSWER_MIDWAY = "answer an IRO's request for an update"
    READ_CONTACT = "read the contact between IRO and child"
    READ_PRAISE = "read good practice and compliments"
    SEE_DISPUTES = "see challenge and disputes"
    CHALLENGE = "raise, move and close challenge"
    ANSWER_DISPUTES = "answer disputes at their stage"
    OVERSEE_DISPUTES = "oversee challenge: name cover, patterns"
    SET_DISPUTE_STAGES = "set the stages and themes of disputes"
    SET_RECORDING = "set from when each kind of record is complete"
    SEE_MEASURES = "see measures"
    OPEN_MEASURE_ROWS = "open the list behind a figure"
    WRITE_REPORT = "write and generate reports"
    APPROVE_REPORT = "approve reports before they are published"
    READ_REPORTS = "read finished reports"
    MANAGE_PEOPLE = "manage people and roles"
    MANAGE_WORKERS = "keep the list of IROs and social workers, their teams and hours"
    CONFIRM_ROLE = "confirm a role that opens children’s records, as the second person"
    MANAGE_SETTINGS = "change the council's settings"


P = Permission

OPENS_RECORDS = frozenset(
    {
        P.SEE_CHILDREN,
        P.DRAW_RECORDS,
        P.EDIT_CHILD,
        P.ALLOCATE_IRO,
        P.RESTRICT_CHILD,
        P.READ_ACCESS_LOG,
        P.READ_TRAIL,  # with it the log of looks, and the numbers of those looked at
        P.END_RECORDS,
        P.HAND_OUT,
        P.IMPORT,
        P.EXPORT_RETURNS,
        P.BOOK_REVIEW,
        P.RECORD_REVIEW,
        P.READ_REVIEW_RECORD,
        P.ANSWER_DECISIONS,
        P.UPDATE_PROGRESS,
        P.RATE_DECISIONS,
        P.READ_MONITORING,
        P.SUBMIT_REPORT,
        P.ANSWER_MIDWAY,
        P.READ_CONTACT,
        P.READ_PRAISE,
        P.SEE_DISPUTES,
        P.CHALLENGE,
        P.ANSWER_DISPUTES,
        P.OVERSEE_DISPUTES,
        P.OPEN_MEASURE_ROWS,
        P.WRITE_REPORT,  # reports count every child, with small numbers
        P.APPROVE_REPORT,
        P.MANAGE_PEOPLE,  # who gives roles
        P.MANAGE_WORKERS,  # whose children a social worker or manager sees
        P.CONFIRM_ROLE,
        P.MANAGE_SETTINGS,  # how people sign in, and what programs read
    }
)
"""What opens records of children in any way, takes something out of them, or decides who does. A role with
any of it takes two people.
"""
OPENS_NONE = frozenset(
    {
        P.EDIT_MONITORING,
        P.SET_DISPUTE_STAGES,
        P.SET_RECORDING,
        P.SEE_MEASURES,
        P.READ_REPORTS,
    }
)
"""The others: figures, finished reports, and what is asked of everybody. Each permission stands in one of the
two.
"""

SCOPES: dict[Role, Scope] = {
    Role.IRO: Scope.ALLOCATED,
    Role.QA_MANAGER: Scope.COUNCIL,
    Role.TEAM_MANAGER: Scope.LINE,
    Role.SERVICE_MANAGER: Scope.LINE,
    Role.HEAD_OF_SERVICE: Scope.LINE,
    Role.ASSISTANT_DIRECTOR: Scope.LINE,
    Role.DIRECTOR: Scope.BY_REASON,
    Role.SOCIAL_WORKER: Scope.CASELOAD,
    Role.BUSINESS_SUPPORT: Scope.COUNCIL,
    Role.LEAD_MEMBER: Scope.BY_REASON,
    Role.INSPECTOR: Scope.BY_REASON,
    Role.ADMINISTRATOR: Scope.NONE,
    Role.DATA_PROTECTION: Scope.NONE,
}

_LINE = frozenset(
    {
        P.SEE_CHILDREN,
        P.READ_REVIEW_RECORD,
        P.ANSWER_DECISIONS,
        P.UPDATE_PROGRESS,
        P.SUBMIT_REPORT,
        P.READ_MONITORING,
        P.READ_PRAISE,
        P.SEE_DISPUTES,
        P.ANSWER_DISPUTES,
        P.SEE_MEASURES,
        P.OPEN_MEASURE_ROWS,
    }
)
_READER = frozenset({P.SEE_CHILDREN, P.READ_REVIEW_RECORD, P.SEE_MEASURES, P.READ_REPORTS})

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.IRO: frozenset(
        {
            P.SEE_CHILDREN,
            P.READ_ACCESS_LOG,
            P.BOOK_REVIEW,
            P.RECORD_REVIEW,
            P.READ_REVIEW_RECORD,
            P.UPDATE_PROGRESS,
            P.READ_MONITORING,
            P.READ_CONTACT,
            P.READ_PRAISE,
            P.SEE_DISPUTES,
            P.CHALLENGE,
            P.SEE_MEASURES,
            P.OPEN_MEASURE_ROWS,
            P.READ_REPORTS,
        }
    ),
    Role.QA_MANAGER: frozenset(
        {
            P.SEE_CHILDREN,
            P.EDIT_CHILD,
            P.ALLOCATE_IRO,
            P.MANAGE_WORKERS,
            P.RESTRICT_CHILD,
            P.READ_ACCESS_LOG,
            P.READ_TRAIL,
            P.END_RECORDS,
            P.HAND_OUT,
            P.CONFIRM_ROLE,
            P.IMPORT,
            P.EXPORT_RETURNS,
            P.BOOK_REVIEW,
            P.READ_REVIEW_RECORD,
            P.RATE_DECISIONS,
            P.READ_MONITORING,
            P.EDIT_MONITORING,
            P.READ_CONTACT,
            P.READ_PRAISE,
            P.SEE_DISPUTES,
            P.ANSWER_DISPUTES,
            P.OVERSEE_DISPUTES,
            P.SET_DISPUTE_STAGES,
            P.SET_RECORDING,
            P.SEE_MEASURES,
            P.OPEN_MEASURE_ROWS,
            P.WRITE_REPORT,
            P.READ_REPORTS,
        }
    ),
    Role.TEAM_MANAGER: _LINE,
    Role.SERVICE_MANAGER: _LINE,
    Role.HEAD_OF_SERVICE: _LINE | {P.READ_REPORTS, P.APPROVE_REPORT},
    Role.ASSISTANT_DIRECTOR: _LINE | {P.READ_REPORTS, P.APPROVE_REPORT},
    Role.DIRECTOR: _READER
    | {P.DRAW_RECORDS, P.SEE_DISPUTES, P.ANSWER_DISPUTES, P.READ_MONITORING, P.APPROVE_REPORT},
    Role.SOCIAL_WORKER: frozenset(
        {
            P.SEE_CHILDREN,
            P.READ_REVIEW_RECORD,
            P.UPDATE_PROGRESS,
            P.SUBMIT_REPORT,
            P.ANSWER_MIDWAY,
            P.READ_PRAISE,
        }
    ),
    Role.BUSINESS_SUPPORT: frozenset(
        {P.SEE_CHILDREN, P.EDIT_CHILD, P.IMPORT, P.BOOK_REVIEW, P.ALLOCATE_IRO, P.MANAGE_WORKERS}
    ),
    Role.LEAD_MEMBER: _READER - {P.SEE_CHILDREN, P.READ_REVIEW_RECORD},
    Role.INSPECTOR: _READER | {P.DRAW_RECORDS, P.READ_MONITORING},
    Role.DATA_PROTECTION: frozenset({P.READ_TRAIL, P.END_RECORDS, P.HAND_OUT}),
    Role.ADMINISTRATOR: frozenset(
        {
            P.CONFIRM_ROLE,
            P.MANAGE_PEOPLE,
            P.MANAGE_WORKERS,
            P.MANAGE_SETTINGS,
            P.SET_DISPUTE_STAGES,
            P.IMPORT,
        }
    ),
}

CONTROLS_RESOURCES = (Role.HEAD_OF_SERVICE, Role.ASSISTANT_DIRECTOR, Role.DIRECTOR)
"""The roles that decide what is spent on the council's cases, whichever teams they stand over."""

LINE_ROLES = (Role.TEAM_MANAGER, Role.SERVICE_MANAGER, Role.HEAD_OF_SERVICE, Role.ASSISTANT_DIRECTOR)


def takes_two(role: str) -> bool:
    """Whether the role opens children's records in any way, or lets its holder decide who does: then one
    person proposes it and a second one confirms it.
    """
    return bool(PERMISSIONS[Role(role)] & OPENS_RECORDS)


def permissions_of(roles: frozenset[str]) -> frozenset[Permission]:
    """Everything that a person with these roles may do in one council."""
    return frozenset().union(*(PERMISSIONS[Role(r)] for r in roles)) if roles else frozenset()
