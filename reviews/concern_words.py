"""From a form or a check to a concern in one click. The page that logs it belongs to an upper floor and is named in settings.

The address carries an opaque source, never the words: addresses end in logs and histories. The upper floor asks `words_for` for them.
"""

from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from accounts.access import Viewer
from accounts.roles import Permission
from children.models import Child
from reviews.midway_access import checks_visible_to
from reviews.models import MidwayCheck, MonitoringIssue
from reviews.monitoring_access import forms_visible_to
from reviews.monitoring_questions import shown

ISSUE, ANSWER, MIDWAY = "issue", "answer", "midway"


def link(child: Child, kind: str, source: UUID | str) -> str:
    """Address of the page that logs a concern with the words of this source; empty where the house has no such page."""
    try:
        page = reverse(settings.CONCERN_PAGE, args=[child.public_id]) if settings.CONCERN_PAGE else ""
    except NoReverseMatch:
        return ""
    return f"{page}?from={kind}.{source}" if page else ""


def words_for(viewer: Viewer, child: Child, source: str) -> str:
    """The words of a source for the child's IRO; empty for what is not understood, not this child's, or not theirs to see."""
    kind, _, name = source.partition(".")
    if not viewer.may(Permission.READ_MONITORING):
        return ""
    try:
        if kind == ISSUE:
            return _issue(viewer, child, UUID(name))
        if kind == ANSWER:
            public_id, _, key = name.partition(".")
            return _answer(viewer, child, UUID(public_id), key)
        if kind == MIDWAY:
            return _midway(viewer, child, UUID(name))
    except ValueError:
        return ""
    return ""


def _issue(viewer: Viewer, child: Child, public_id: UUID) -> str:
    issue = (
        MonitoringIssue.objects.filter(public_id=public_id, form__in=forms_visible_to(viewer), form__child=child)
        .select_related("question").first()
    )  # fmt: skip
    if issue is None:
        return ""
    said = f"\n\nThe manager said: {issue.response}" if issue.response else ""
    return f"{issue.text}{said}"


def _answer(viewer: Viewer, child: Child, public_id: UUID, key: str) -> str:
    form = forms_visible_to(viewer).filter(public_id=public_id, child=child).first()
    found = form.answers.select_related("question").filter(question__key=key).first() if form else None
    return f"{found.question.text} {shown(found)}." if found else ""


def _midway(viewer: Viewer, child: Child, public_id: UUID) -> str:
    check: MidwayCheck | None = checks_visible_to(viewer).filter(public_id=public_id, child=child).first()
    return str(check.data.get("concern_about") or check.data.get("notes") or "") if check else ""
