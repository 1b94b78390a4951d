"""From a form or a check to a concern in one click. The page that logs it belongs to an upper floor and is
named in settings.

The address carries a key, never the words: addresses end in logs and histories. The upper floor asks
`prefill` for them.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.registry import registered
from children.models import Child
from reviews.meeting.access import may_read_record
from reviews.midway.access import checks_visible_to
from reviews.models import MonitoringIssue
from reviews.models.review import SectionKey
from reviews.monitoring.access import answers_visible_to, forms_visible_to
from reviews.monitoring.questions import shown

ISSUE, ANSWER, MIDWAY, REVIEW = "issue", "answer", "midway", "review"
THEMES = {
    "care_plan": "CARE_PLAN",
    "plan_quality": "CARE_PLAN",
    "pathway_plan": "PATHWAY_PLAN",
    "permanence": "PERMANENCE",
    "pep": "PEP",
    "health_assessment": "HEALTH",
    "sdq": "HEALTH",
    "dentist": "HEALTH",
    "visits": "VISITS",
    "report_in_time": "REPORT",
    "report_quality": "REPORT",
}
"""Key of a question -> code of the national theme it belongs to."""
OF_MIDWAY = {
    "plan": "CARE_PLAN",
    "permanence": "PERMANENCE",
    "visits": "VISITS",
    "health": "HEALTH",
    "pep": "PEP",
}
"""The same of a midway check, whose questions have names of their own."""


def key_of(kind: str, source: UUID | str) -> str:
    """The key of a source, as it stands in an address and with the concern."""
    return f"{kind}:{source}"


def raised(viewer: Viewer, keys: Sequence[str], today: date) -> dict[str, dict[str, str]]:
    """Key of a source -> link to the concern that was made of it, where the person may see that."""
    found: dict[str, dict[str, str]] = {}
    for tell in registered("CONCERNS_FROM") if keys else ():
        found |= tell(viewer, keys, today)
    return found


def not_raised(kind: str) -> Q:
    """Narrows a list to rows of which no concern was made yet."""
    return Q(*(~Q(made(kind)) for made in registered("CONCERNS_MADE_OF")))


PAGES = {
    MIDWAY: ("a midway check", "reviews:midway"),
    REVIEW: ("the record of a review", "reviews:review"),
    ANSWER: ("a monitoring form", "reviews:monitoring_form"),
}
"""Kind of a source -> what it is, and its page."""


def source_of(key: str) -> dict[str, str] | None:
    """The page that a concern came from, as a link; None for a key that names none."""
    kind, _, name = key.partition(":")
    try:
        public_id = UUID(name.partition(".")[0])
    except ValueError:
        return None
    page_of: UUID | None = public_id
    if kind == ISSUE:  # it stands on the page of its form, as an answer does
        found = MonitoringIssue.objects.filter(public_id=public_id).values_list("form__public_id", flat=True)
        kind, page_of = ANSWER, found.first()
    if kind not in PAGES or page_of is None:
        return None
    text, page = PAGES[kind]
    return {"text": text, "href": reverse(page, args=[page_of])}


def link(child: Child, kind: str, source: UUID | str) -> str:
    """Address of the page that logs a concern with the words of this source; empty where the house has no
    such page.
    """
    page = _page(child)
    return f"{page}?text={key_of(kind, source)}" if page else ""


def drift_link(child: Child, decision: UUID) -> str:
    """Address of the same page, filled in with a decision that was carried over again and again."""
    page = _page(child)
    return f"{page}?decision={decision}" if page else ""


def _page(child: Child) -> str:
    try:
        return reverse(settings.CONCERN_PAGE, args=[child.public_id]) if settings.CONCERN_PAGE else ""
    except NoReverseMatch:
        return ""


def prefill(viewer: Viewer, child: Child, key: str, _today: date) -> dict[str, Any] | None:
    """The words and themes of a source, for settings.CONCERN_PREFILLS.

    None for a key that is not understood, or names nothing of this child that the person may read.
    """
    kind, _, name = key.partition(":")
    read = {ISSUE: _issue, ANSWER: _answer, MIDWAY: _midway, REVIEW: _review}.get(kind)
    if read is None or not viewer.may(Permission.READ_MONITORING):
        return None
    try:
        text, themes = read(viewer, child, name)
    except ValueError:  # not a key of ours
        return None
    return {"text": text, "themes": [theme for theme in themes if theme]} if text else None


def _issue(viewer: Viewer, child: Child, name: str) -> tuple[str, list[str]]:
    issue = (
        MonitoringIssue.objects.filter(
            public_id=UUID(name), form__in=forms_visible_to(viewer), form__child=child
        )
        .select_related("question")
        .first()
    )
    if issue is None:
        return "", []
    said = f"\n\nThe manager said: {issue.response}" if issue.response else ""
    return f"{issue.text}{said}", [THEMES.get(issue.question.key, "")] if issue.question else []


def _answer(viewer: Viewer, child: Child, name: str) -> tuple[str, list[str]]:
    public_id, _, key = name.partition(".")
    form = forms_visible_to(viewer).filter(public_id=UUID(public_id), child=child).first()
    found = answers_visible_to(viewer, form).filter(question__key=key).first() if form else None
    if form is None or found is None:
        return "", []
    issue = form.issues.filter(question=found.question_id).order_by("-pk").first()
    said = [issue.text] if issue else []
    said += [f"The manager said: {issue.response}"] if issue and issue.response else []
    return "\n\n".join([*said, f"{found.question.text} {shown(found)}."]), [THEMES.get(key, "")]


def _midway(viewer: Viewer, child: Child, name: str) -> tuple[str, list[str]]:
    """What the IRO wrote, and the themes of what the check found not to be so."""
    check = checks_visible_to(viewer).filter(public_id=UUID(name), child=child).first()
    if check is None:
        return "", []
    text = str(check.data.get("concern_about") or check.data.get("notes") or "")
    return text, [theme for question, theme in OF_MIDWAY.items() if check.data.get(question) == "no"]


def _review(viewer: Viewer, child: Child, name: str) -> tuple[str, list[str]]:
    """The IRO's view in a record that says there is something to take up."""
    review = child.reviews.filter(public_id=UUID(name)).first()
    if review is None or not may_read_record(viewer, review):
        return "", []
    section = review.sections.filter(key=SectionKey.VIEW).first()
    return (section.data.get("about", "") if section else ""), []
