"""Is it allowed now? What may be done with a report in which state: draft, in review, approved, published."""

from accounts.models import User
from reporting.models import Report, ReportState

S = ReportState
MAY: dict[str, frozenset[str]] = {
    "write": frozenset({S.DRAFT}),
    "comment": frozenset({S.DRAFT, S.IN_REVIEW}),
    "make": frozenset({S.DRAFT, S.IN_REVIEW, S.APPROVED}),
    "submit": frozenset({S.DRAFT}),
    "send_back": frozenset({S.IN_REVIEW, S.APPROVED}),
    "approve": frozenset({S.IN_REVIEW}),
    "publish": frozenset({S.APPROVED}),
}
WHY = {
    "write": "The report can be changed while it is a draft. Ask the approver to send it back.",
    "comment": "Comments are closed: the report is approved.",
    "make": "The PDF of this report can’t be made now.",
    "submit": "The report has been sent for review already.",
    "send_back": "The report is not with the approver.",
    "approve": "The report is not with the approver.",
    "publish": "The report can be published when somebody has approved it.",
}


class NotNow(Exception):
    """The step is not possible in the present state; the text says why, for the person."""


def may(step: str, report: Report) -> bool:
    """Whether the step may be taken with a report in this state."""
    return report.state in MAY[step]


def check(step: str, report: Report) -> None:
    """Raise NotNow unless the step may be taken with a report in this state."""
    if not may(step, report):
        raise NotNow(
            "The report is published and stands as it is." if report.state == S.PUBLISHED else WHY[step]
        )


def check_approver(report: Report, by: User) -> None:
    """Raise NotNow when somebody would approve what they sent for review themselves."""
    if report.submitted_by_id == by.pk:
        raise NotNow(
            "You sent this report for review yourself. Somebody else with the right must approve it."
        )
