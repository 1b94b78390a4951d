"""The editor of the monitoring form:

versions, the draft's questions, preview, publishing. For the QA manager.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ordering import place_in
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from reviews.models import MonitoringQuestion, MonitoringVersion
from reviews.monitoring import states
from reviews.monitoring import version_actions as actions
from reviews.monitoring.access import get_question, get_version, versions_of
from reviews.monitoring.forms import PublishForm, QuestionForm
from reviews.monitoring.questions import QuestionsForm


@page(P.EDIT_MONITORING)
def version_list(request: Request) -> HttpResponse:
    """The versions, newest first."""
    viewer = request.viewer
    versions = list(versions_of(viewer).order_by("-number"))
    context = {
        "versions": versions,
        "draft": next((v for v in versions if v.published_at is None), None),
        "today": today(),
    }
    return render(request, "reviews/monitoring/versions.html", context)


@page(P.EDIT_MONITORING, methods=POST)
def start_draft(request: Request) -> HttpResponse:
    """Begin the next version with the questions of the last one."""
    viewer = request.viewer
    draft = actions.start_draft(authority=viewer.authority, by=viewer.user, today=today())
    return redirect("reviews:monitoring_version", public_id=draft.public_id)


@page(P.EDIT_MONITORING)
def version_page(request: Request, public_id: UUID) -> HttpResponse:
    """One version: its questions; a draft can be changed."""
    version = get_version(request.viewer, public_id)
    questions = list(version.questions.order_by("position"))
    sections: dict[str, list[MonitoringQuestion]] = {}
    for question in questions:
        sections.setdefault(question.section, []).append(question)
    context = {
        "version": version,
        "sections": list(sections.items()),
        "count": len(questions),
        "is_draft": version.published_at is None,
        "today": today(),
    }
    return render(request, "reviews/monitoring/version.html", context)


@page(P.EDIT_MONITORING)
def preview(request: Request, public_id: UUID) -> HttpResponse:
    """The form as an IRO will see it. Nothing on this page can be sent."""
    version = get_version(request.viewer, public_id)
    shown = QuestionsForm(None, questions=list(version.questions.order_by("position")), today=today())
    return render(request, "reviews/monitoring/preview.html", {"version": version, "shown": shown})


@page(P.EDIT_MONITORING, methods=FORM)
def add_question(request: Request, public_id: UUID) -> HttpResponse:
    """Add a question to the draft."""
    return _question(request, get_version(request.viewer, public_id), None)


@page(P.EDIT_MONITORING, methods=FORM)
def edit_question(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Change a question of the draft."""
    question = get_question(request.viewer, public_id, key)
    return _question(request, question.version, question)


def _question(
    request: Request, version: MonitoringVersion, question: MonitoringQuestion | None
) -> HttpResponse:
    start = {name: getattr(question, name) for name in QuestionForm.base_fields} if question else {}
    form = QuestionForm(posted(request), initial=start)
    try:
        states.check_is_draft(version)
    except states.NotNow as refused:
        return _refused(request, version, refused)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.save_question(
                version=version, question=question, values=form.cleaned_data, by=request.viewer.user
            )
            messages.success(request, "The question is saved.")
            return redirect("reviews:monitoring_version", public_id=version.public_id)
    sections = dict.fromkeys(version.questions.order_by("position").values_list("section", flat=True))
    about = Question(
        title="Change a question" if question else "Add a question",
        button="Save the question",
        back=_address(version),
        back_text="The draft",
        text=f"Sections so far: {', '.join(sections)}." if sections else "",
    )
    return ask_page(request, form, about)


def _address(version: MonitoringVersion) -> str:
    return reverse("reviews:monitoring_version", args=[version.public_id])


def _refused(request: Request, version: MonitoringVersion, refused: states.NotNow) -> HttpResponse:
    messages.error(request, str(refused))
    return redirect("reviews:monitoring_version", public_id=version.public_id)


@page(P.EDIT_MONITORING, methods=POST)
def move_question(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Move a question of the draft, or the section it stands in, to another place."""
    question = get_question(request.viewer, public_id, key)
    what, _, place = request.POST.get("to", "").rpartition("-")
    move = actions.move_section if what == "section" else actions.move_question
    try:
        move(question=question, place=place_in(place), by=request.viewer.user)
    except states.NotNow as refused:
        return _refused(request, question.version, refused)
    return redirect("reviews:monitoring_version", public_id=public_id)


@page(P.EDIT_MONITORING, methods=FORM)
def remove_question(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Take a question out of the draft, after asking."""
    question = get_question(request.viewer, public_id, key)
    if request.method == "POST":
        try:
            actions.remove_question(question=question, by=request.viewer.user)
        except states.NotNow as refused:
            return _refused(request, question.version, refused)
        messages.success(request, "The question is removed from the draft.")
        return redirect("reviews:monitoring_version", public_id=public_id)
    return _confirm(
        request,
        question.version,
        "Remove this question?",
        "Remove the question",
        f"“{question.text}” Answers given so far stay with their forms.",
    )


@page(P.EDIT_MONITORING, methods=FORM)
def discard(request: Request, public_id: UUID) -> HttpResponse:
    """Drop the draft, after asking."""
    version = get_version(request.viewer, public_id)
    if request.method == "POST":
        try:
            actions.discard(version=version, by=request.viewer.user)
        except states.NotNow as refused:
            return _refused(request, version, refused)
        messages.success(request, "The draft is deleted. The published form stays as it is.")
        return redirect("reviews:monitoring_versions")
    text = "Your changes in it will be lost. The published form stays as it is."
    return _confirm(request, version, "Delete this draft?", "Delete the draft", text)


def _confirm(
    request: Request, version: MonitoringVersion, title: str, button: str, text: str
) -> HttpResponse:
    about = Question(title=title, button=button, back=_address(version), back_text="The draft", text=text)
    return ask_page(request, BaseForm(), about)


@page(P.EDIT_MONITORING, methods=FORM)
def publish(request: Request, public_id: UUID) -> HttpResponse:
    """Publish the draft from a day on; from then on it is final."""
    version = get_version(request.viewer, public_id)
    form = PublishForm(posted(request), initial={"starts_on": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.publish(version=version, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, f"Version {version.number} is published.")
            return redirect("reviews:monitoring_version", public_id=public_id)
    about = Question(
        title=f"Publish version {version.number}",
        button="Publish",
        back=_address(version),
        back_text="The draft",
        text=(
            "From this date the form has these questions. A published version cannot be changed: you "
            "start a new one."
        ),
    )
    return ask_page(request, form, about)
