"""The doors to monitoring forms, their issues, versions and good practice:

through the child, or the council.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from accounts.access.roles import Permission, Role
from accounts.access.viewers import Viewer
from children.access import log_read, may_record, refuse
from children.models import Child
from reviews.decisions.access import may_answer
from reviews.models import (
    GoodPractice,
    MonitoringAnswer,
    MonitoringForm,
    MonitoringIssue,
    MonitoringQuestion,
    MonitoringVersion,
)
from reviews.models.monitoring import FormState, SeenBy
from reviews.monitoring.states import Part


def way_back(viewer: Viewer) -> tuple[str, str]:
    """Where pages on which a council sets its own questions lead back to: the settings, for those who have
    them, else the list of questions.
    """
    if viewer.may(Permission.MANAGE_SETTINGS):
        return reverse("accounts:settings"), "Settings"
    return reverse("reviews:monitoring_versions"), "Questions"


def sees_drafts(viewer: Viewer) -> bool:
    """Whether this person sees forms that are not completed yet: the IRO and the QA manager."""
    return viewer.is_a(Role.IRO, Role.QA_MANAGER)


def forms_visible_to(viewer: Viewer) -> QuerySet[MonitoringForm]:
    """Forms of the children this person sees; before they are completed they are the IRO service's alone."""
    return _readable(viewer).filter(child__in=Child.objects.visible_to(viewer).values("pk").order_by())


def _readable(viewer: Viewer) -> QuerySet[MonitoringForm]:
    """Forms in a state in which this person reads them, whatever the child."""
    if not viewer.may(Permission.READ_MONITORING):
        return MonitoringForm.objects.none()
    rows = MonitoringForm.objects.all()
    return rows if sees_drafts(viewer) else rows.exclude(state=FormState.DUE)


def get_form(viewer: Viewer, public_id: UUID, *, page: str, log: bool = True) -> MonitoringForm:
    """The form, when this person may read it; the read is logged on the child.

    Raises RecordClosed where they may ask for the child's record, Http404 otherwise.
    """
    form = (
        forms_visible_to(viewer)
        .select_related("child__authority", "review", "version", "team", "completed_by", "acknowledged_by")
        .filter(public_id=public_id)
        .first()
    )
    if form is None:
        closed = _readable(viewer).filter(public_id=public_id)
        refuse(viewer, Child.objects.filter(monitoring_forms__in=closed).first(), page=page)
    if log:
        log_read(viewer, form.child_id, page=page)
    return form


def parts_in(viewer: Viewer, form: MonitoringForm) -> frozenset[Part]:
    """What the person is towards the form:

    the child's IRO, or a manager in the line who did not complete it.
    """
    parts = set()
    if may_record(viewer, form.child):
        parts.add(Part.IRO)
    if may_answer(viewer, form.child) and viewer.user_id != form.completed_by_id:
        parts.add(Part.MANAGER)
    return frozenset(parts)


def get_form_to_complete(viewer: Viewer, public_id: UUID, *, page: str, log: bool = True) -> MonitoringForm:
    """The form, for the child's IRO alone. Raises Http404 for everybody else."""
    form = get_form(viewer, public_id, page=page, log=False)
    if not may_record(viewer, form.child):
        raise Http404("No such form")
    if log:
        log_read(viewer, form.child_id, page=page)
    return form


def get_form_to_answer(viewer: Viewer, public_id: UUID, *, page: str) -> MonitoringForm:
    """The form, for a manager in the child's line. Raises Http404 for everybody else."""
    form = get_form(viewer, public_id, page=page, log=False)
    if not may_answer(viewer, form.child):
        raise Http404("Not yours to answer")
    log_read(viewer, form.child_id, page=page)
    return form


def get_issue_to_close(viewer: Viewer, public_id: UUID, *, page: str) -> MonitoringIssue:
    """The issue, for the child's IRO alone.

    Raises RecordClosed where they may ask for the record, Http404 for everybody else.
    """
    issue = (
        MonitoringIssue.objects.filter(public_id=public_id, form__in=forms_visible_to(viewer))
        .select_related("form__child__authority", "form__review", "responded_by", "question")
        .first()
    )
    if issue is None:
        closed = _readable(viewer).filter(issues__public_id=public_id)
        refuse(viewer, Child.objects.filter(monitoring_forms__in=closed).first(), page=page)
    if not may_record(viewer, issue.form.child):
        raise Http404("No such issue")
    log_read(viewer, issue.form.child_id, page=page)
    return issue


def answers_visible_to(viewer: Viewer, form: MonitoringForm) -> QuerySet[MonitoringAnswer]:
    """The answers of a form, without those to questions that only the IRO service sees."""
    answers = form.answers.select_related("question").order_by("question__position")
    return answers if sees_drafts(viewer) else answers.filter(question__seen_by=SeenBy.LINE)


def versions_of(viewer: Viewer) -> QuerySet[MonitoringVersion]:
    """The versions of the council's form."""
    viewer.require(Permission.EDIT_MONITORING)
    return MonitoringVersion.objects.filter(authority=viewer.authority_id).select_related(
        "published_by", "created_by"
    )


def get_version(viewer: Viewer, public_id: UUID) -> MonitoringVersion:
    """A version of the council's form. Raises Http404 otherwise; it holds no child, so no read is logged."""
    version = versions_of(viewer).filter(public_id=public_id).first()
    if version is None:
        raise Http404("No such version")
    return version


def get_question(viewer: Viewer, public_id: UUID, key: str) -> MonitoringQuestion:
    """A question of a version of the council's form, by its key. Raises Http404 otherwise."""
    question = get_version(viewer, public_id).questions.select_related("version").filter(key=key).first()
    if question is None:
        raise Http404("No such question")
    return question


def praise_visible_to(viewer: Viewer) -> QuerySet[GoodPractice]:
    """Good practice: of the children this person sees; for a worker, what was said of their own work and
    nothing else.
    """
    if not viewer.may(Permission.READ_PRAISE):
        return GoodPractice.objects.none()
    seen = Exists(Child.objects.visible_to(viewer).filter(pk=OuterRef("child")))
    others = viewer.roles - {Role.SOCIAL_WORKER}
    allowed = Q(worker__user=viewer.user_id, child__is_restricted=False) | (
        Q(seen) if others else Q(pk__in=[])
    )
    return GoodPractice.objects.filter(allowed, child__authority=viewer.authority_id)


def get_praise(viewer: Viewer, public_id: UUID, *, page: str) -> GoodPractice:
    """One piece of good practice, when this person may read it; the read is logged on the child.

    Raises RecordClosed where they may ask for the child's record, Http404 otherwise.
    """
    found = (
        praise_visible_to(viewer)
        .filter(public_id=public_id)
        .select_related("child__authority", "worker__user", "team", "recorded_by")
        .first()
    )
    if found is None:
        closed = GoodPractice.objects.filter(public_id=public_id)
        if not viewer.roles - {Role.SOCIAL_WORKER}:
            closed = closed.filter(worker__user=viewer.user_id)
        refuse(viewer, Child.objects.filter(good_practice__in=closed).first(), page=page)
    log_read(viewer, found.child_id, page=page)
    return found
