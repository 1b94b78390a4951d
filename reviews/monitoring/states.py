"""Is it allowed now, and to this person? The lives of a monitoring form, of its issues and of its
versions.
"""

from datetime import date
from enum import StrEnum

from accounts.lifecycle import LifeCycle, NotNow, NotYours, Rule, leads, stays
from reviews.models import MonitoringForm, MonitoringIssue, MonitoringVersion
from reviews.models.monitoring import FormState, IssueState, ResponseKind
from reviews.monitoring import wording

__all__ = ["FORM", "ISSUE", "WHO", "Act", "Final", "IssueAct", "NotNow", "OwnForm", "Part"]


class OwnForm(NotYours):
    """Nobody acknowledges a form of their own."""


class Final(NotNow):
    """A published version cannot be changed."""


class Part(StrEnum):
    """What a person is towards a form. access.parts_in says who has which."""

    IRO = "IRO"  # the child's IRO
    MANAGER = "manager"  # a manager in the child's line who did not complete the form


WHO = {Part.IRO: "the child’s IRO", Part.MANAGER: "a manager in the child’s line"}
IRO, MANAGER = frozenset({Part.IRO}), frozenset({Part.MANAGER})


class Act(StrEnum):
    COMPLETE = "complete and send"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer issues"
    PRAISE = "record good practice"


class IssueAct(StrEnum):
    ANSWER = "answer"
    CLOSE = "close"
    RAISE = "raise a concern"


FORM = LifeCycle[Act, Part](
    noun="form",
    states=FormState,
    rules={
        Act.COMPLETE: Rule(IRO, leads([FormState.DUE], FormState.SENT)),
        Act.ACKNOWLEDGE: Rule(MANAGER, leads([FormState.SENT], FormState.ACKNOWLEDGED)),
        Act.ANSWER: Rule(MANAGER, leads([FormState.SENT, FormState.ACKNOWLEDGED], FormState.ACKNOWLEDGED)),
        Act.PRAISE: Rule(IRO, stays(FormState.values)),
    },
)
"""A form after a review (P-50): acknowledged says that it was read, not that it is agreed (P-52)."""

ISSUE = LifeCycle[IssueAct, Part](
    noun="issue",
    states=IssueState,
    rules={
        IssueAct.ANSWER: Rule(MANAGER, leads([IssueState.OPEN], IssueState.ANSWERED)),
        IssueAct.CLOSE: Rule(IRO, leads([IssueState.OPEN, IssueState.ANSWERED], IssueState.CLOSED)),
        IssueAct.RAISE: Rule(IRO, stays([IssueState.OPEN, IssueState.ANSWERED])),
    },
)
"""An issue of a form: answered by the manager, closed by the IRO (P-53)."""


def check_can_answer(form: MonitoringForm, *, by_id: int) -> None:
    """Raise NotNow unless this manager may acknowledge the form or answer its issues."""
    FORM.check_state(Act.ANSWER, form.state)
    if by_id == form.completed_by_id:
        raise OwnForm(wording.OWN_FORM)


def check_response(issue: MonitoringIssue, *, kind: str, response: str, act_by: date | None) -> None:
    """Raise NotNow unless this answer to an issue is whole and still possible."""
    ISSUE.check_state(IssueAct.ANSWER, issue.state)
    if not response.strip():
        raise NotNow(wording.ENTER_ANSWER)
    if kind == ResponseKind.WILL_ACT and act_by is None:
        raise NotNow(wording.ENTER_WHEN)


def check_can_close(issue: MonitoringIssue, *, outcome: str) -> None:
    """Raise NotNow unless the issue is open and its outcome is given."""
    ISSUE.check_state(IssueAct.CLOSE, issue.state)
    if not outcome.strip():
        raise NotNow(wording.ENTER_OUTCOME, "outcome")


def check_is_draft(version: MonitoringVersion) -> None:
    """Raise Final when the version is published."""
    if version.published_at is not None:
        raise Final(wording.PUBLISHED_IS_FINAL)


def check_can_publish(version: MonitoringVersion, *, starts_on: date, today: date) -> None:
    """Raise NotNow unless the draft may be published from the day."""
    check_is_draft(version)
    if starts_on < today:
        raise NotNow(wording.STARTS_LATER, "starts_on")
    if not version.questions.exists():
        raise NotNow(wording.ONE_QUESTION_AT_LEAST, "starts_on")
    if MonitoringVersion.objects.filter(authority=version.authority_id, starts_on=starts_on).exists():
        raise NotNow(wording.STARTS_THAT_DAY, "starts_on")
