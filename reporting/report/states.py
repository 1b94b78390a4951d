"""The life of a report: which act, in which state, by whom. Pages ask `may()`, actions `check()`;
docs/reports.md holds the table."""

from enum import StrEnum

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.audit import trail as audit
from accounts.lifecycle import LifeCycle, NotNow, NotYours, Rule, leads, stays
from accounts.models import User
from reporting.models import Report
from reporting.models import ReportState as S


class Act(StrEnum):
    WRITE = "write"
    COMMENT = "comment"
    MAKE = "make a draft document"
    SUBMIT = "send for review"
    SEND_BACK = "send back"
    WITHDRAW = "take out what consent was withdrawn for"
    APPROVE = "approve"
    PUBLISH = "publish"
    COMPARE = "compare with the records"
    CORRECT = "correct in a new edition"


class Part(StrEnum):
    """What a person is to a report."""

    AUTHOR = "author"
    APPROVER = "approver"
    OTHER = "other approver"
    """An approver who did not send it for review."""


WHO = {
    Part.AUTHOR: "those who write the report",
    Part.APPROVER: "those who approve it",
    Part.OTHER: "an approver who did not send it for review",
}
OWN_REPORT = "You sent this report for review yourself. Somebody else with the right must approve it."
PUBLISHED = "The report is published and can no longer be changed."
OPEN_COMMENTS = "Some comments are not settled yet. Settle them, or send the report back."
SENT_AGAIN = (
    "The report was sent for review again since you opened this page. Read its documents as they are now."
)
NO_DOCUMENTS = "The documents to approve are still being made. Try again in a minute."
NO_LONGER_WITH_APPROVER = "The report is no longer with the approver, so its documents are not made."
OTHERS_PUBLISHED = (
    "Another report was published since these documents were made, and the two together might tell a small "
    "number. Ask the approver to send the report back, and send it for review again."
)
PRIORITY_REPORTED = "Somebody has reported on this priority already, so it stays."
WHY_NOT = {
    Act.WRITE: "The report can only be changed while it is a draft. Ask the approver to send it back.",
    Act.COMMENT: "Comments are closed: the report is approved.",
    Act.MAKE: "A PDF of this report can’t be made now.",
    Act.SUBMIT: "The report has been sent for review already.",
    Act.SEND_BACK: "The report is not with the approver.",
    Act.WITHDRAW: "The report is a draft again, so this is taken out with “Remove”.",
    Act.APPROVE: "The report is not with the approver.",
    Act.PUBLISH: "The report can be published when somebody has approved it.",
    Act.CORRECT: "Only a published report is corrected in a new edition. Change this one instead.",
    Act.COMPARE: "Only a published report can be compared with the records.",
}
AUTHOR, APPROVER = frozenset({Part.AUTHOR}), frozenset({Part.APPROVER})
OTHER = frozenset({Part.OTHER})

REPORT: LifeCycle[Act, Part] = LifeCycle(
    noun="report",
    states=S,
    rules={
        Act.WRITE: Rule(AUTHOR, stays([S.DRAFT])),
        Act.COMMENT: Rule(AUTHOR | APPROVER, stays([S.DRAFT, S.IN_REVIEW])),
        Act.MAKE: Rule(AUTHOR, stays([S.DRAFT, S.IN_REVIEW, S.APPROVED])),
        Act.SUBMIT: Rule(AUTHOR, leads([S.DRAFT], S.IN_REVIEW)),
        Act.SEND_BACK: Rule(APPROVER, leads([S.IN_REVIEW, S.APPROVED], S.DRAFT)),
        Act.WITHDRAW: Rule(AUTHOR, leads([S.IN_REVIEW, S.APPROVED], S.DRAFT)),
        Act.APPROVE: Rule(OTHER, leads([S.IN_REVIEW], S.APPROVED)),
        Act.PUBLISH: Rule(AUTHOR, leads([S.APPROVED], S.PUBLISHED)),
        Act.COMPARE: Rule(AUTHOR, stays([S.PUBLISHED])),
        Act.CORRECT: Rule(AUTHOR, stays([S.PUBLISHED])),
    },
    whose={OTHER: OWN_REPORT},
)


def parts_of(viewer: Viewer, report: Report) -> frozenset[Part]:
    """What somebody is to a report."""
    parts = {Part.AUTHOR} if viewer.may(Permission.WRITE_REPORT) else set()
    if viewer.may(Permission.APPROVE_REPORT):
        parts.add(Part.APPROVER)
        parts |= set() if report.submitted_by_id == viewer.user_id else {Part.OTHER}
    return frozenset(parts)


def may(act: Act, report: Report, viewer: Viewer) -> bool:
    """Whether somebody may do it with this report now."""
    return REPORT.may(act, report.state, parts_of(viewer, report))


def check(act: Act, report: Report) -> None:
    """Raise NotNow unless it is possible with a report in this state."""
    if report.state not in REPORT.rules[act].moves:
        raise NotNow(PUBLISHED if report.state == S.PUBLISHED else WHY_NOT[act])


def hold(act: Act, report: Report) -> None:
    """Hold the report until the transaction ends. Raise NotNow unless the act is still possible then."""
    audit.hold(report)
    check(act, report)


def check_approver(report: Report, by: User) -> None:
    """Raise NotYours when somebody would approve what they sent for review themselves."""
    if report.submitted_by_id == by.pk:
        raise NotYours(OWN_REPORT)
