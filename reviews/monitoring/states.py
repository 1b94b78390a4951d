"""Is it allowed now? The life of a monitoring form, of its issues and of its versions."""

from datetime import date

from reviews.models import MonitoringForm, MonitoringIssue, MonitoringVersion
from reviews.models.monitoring import FormState, IssueState, ResponseKind

MAY: dict[str, frozenset[str]] = {
    "complete": frozenset({FormState.DUE}),
    "acknowledge": frozenset({FormState.SENT}),
    "answer_issue": frozenset({FormState.SENT, FormState.ACKNOWLEDGED}),
}
ISSUE_MAY: dict[str, frozenset[str]] = {
    "answer": frozenset({IssueState.OPEN}),
    "close": frozenset({IssueState.OPEN, IssueState.ANSWERED}),
}


class NotNow(Exception):
    """The step is not possible in the present state; the text says why, for the person."""


class OwnForm(NotNow):
    """Nobody acknowledges a form of their own."""


class Final(NotNow):
    """A published version can't be changed."""


def check(step: str, form: MonitoringForm) -> None:
    """Raise NotNow unless the step may be taken with a form in this state."""
    if form.state not in MAY[step]:
        raise NotNow(f"This form is {form.get_state_display()}, so that is not possible now.")


def check_can_answer(form: MonitoringForm, *, by_id: int) -> None:
    """Raise NotNow unless this manager may acknowledge the form or answer its issues."""
    check("answer_issue", form)
    if by_id == form.completed_by_id:
        raise OwnForm("You completed this form yourself, so another manager must answer it.")


def check_response(issue: MonitoringIssue, *, kind: str, response: str, act_by: date | None) -> None:
    """Raise NotNow unless this answer to an issue is whole and still possible."""
    if issue.state not in ISSUE_MAY["answer"]:
        raise NotNow("This issue has been answered or closed already.")
    if not response.strip():
        raise NotNow("Say what your answer is.")
    if kind == ResponseKind.WILL_ACT and act_by is None:
        raise NotNow("Say by when it will be done.")


def check_can_close(issue: MonitoringIssue, *, outcome: str) -> None:
    """Raise NotNow unless the issue is open and its outcome is said."""
    if issue.state not in ISSUE_MAY["close"]:
        raise NotNow("This issue is closed already.")
    if not outcome.strip():
        raise NotNow("Say what became of it.")


def check_is_draft(version: MonitoringVersion) -> None:
    """Raise Final when the version is published."""
    if version.published_at is not None:
        raise Final("This version is published and can’t be changed. Begin a new one.")


def check_can_publish(version: MonitoringVersion, *, starts_on: date, today: date) -> None:
    """Raise NotNow unless the draft may be published from the day."""
    check_is_draft(version)
    if starts_on < today:
        raise NotNow("A version must start today or later: earlier forms keep the questions they were asked.")
    if not version.questions.exists():
        raise NotNow("Add at least one question first.")
    if MonitoringVersion.objects.filter(authority=version.authority_id, starts_on=starts_on).exists():
        raise NotNow("Another version starts on that day already. Choose another day.")
