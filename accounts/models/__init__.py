from accounts.models.access import AccessGrant, AccessLog, AccessRequest
from accounts.models.audit import AuditEvent, AuditSeal
from accounts.models.authority import (
    Authority,
    AuthorityTerms,
    BankHoliday,
    CalendarYear,
    PastLine,
    Team,
    TeamLine,
)
from accounts.models.connections import Connection
from accounts.models.drafts import Draft, SentForm
from accounts.models.jobs import Job, OutgoingMail
from accounts.models.people import (
    CodesReset,
    Membership,
    PastPerson,
    RoleProposal,
    User,
    Worker,
    WorkerHours,
    WorkersApart,
)
from accounts.models.recording import RecordedSince
from accounts.models.session import Session
from accounts.models.single_sign_on import GroupRole, SignInAccount, SignInProvider

__all__ = [
    "AccessGrant",
    "AccessLog",
    "AccessRequest",
    "AuditEvent",
    "AuditSeal",
    "Authority",
    "AuthorityTerms",
    "BankHoliday",
    "CalendarYear",
    "CodesReset",
    "Connection",
    "Draft",
    "GroupRole",
    "Job",
    "Membership",
    "OutgoingMail",
    "PastLine",
    "PastPerson",
    "RoleProposal",
    "RecordedSince",
    "SentForm",
    "Session",
    "SignInAccount",
    "SignInProvider",
    "Team",
    "TeamLine",
    "User",
    "Worker",
    "WorkerHours",
    "WorkersApart",
]
