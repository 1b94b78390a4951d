"""The editor of the monitoring form: versions, the draft's questions, preview, publishing. For the QA manager."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
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
        if request.method == "POST" and form.is_valid():
            actions.save_question(
                version=version,
                question=question,
                values=form.cleaned_data,
                by=request.viewer.user,
            )
            messages.success(request, "The question is saved.")
            return redirect("reviews:monitoring_version", public_id=version.public_id)
    except states.NotNow as refused:
        return _refused(request, version, refused)
    sections = list(dict.fromkeys(version.questions.order_by("position").values_list("section", flat=True)))
    context = {"form": form, "version": version, "question": question, "known_sections": sections}
    return render(request, "reviews/monitoring/question.html", context, status=422 if form.errors else 200)


def _refused(request: Request, version: MonitoringVersion, refused: states.NotNow) -> HttpResponse:
    messages.error(request, str(refused))
    return redirect("reviews:monitoring_version", public_id=version.public_id)


@page(P.EDIT_MONITORING, methods=POST)
def move_question(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Move a question of the draft up or down."""
    question = get_question(request.viewer, public_id, key)
    try:
        actions.move_question(
            question=question,
            up=request.POST.get("to") == "up",
            by=request.viewer.user,
        )
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
        messages.success(request, "The question is taken out of the draft.")
        return redirect("reviews:monitoring_version", public_id=public_id)
    return _confirm(
        request,
        question.version,
        "Take this question out?",
        "Take the question out",
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
        messages.success(request, "The draft is dropped. The published form stays as it is.")
        return redirect("reviews:monitoring_versions")
    text = "What was changed in it is lost. The published form stays as it is."
    return _confirm(request, version, "Drop this draft?", "Drop the draft", text)


def _confirm(
    request: Request, version: MonitoringVersion, title: str, button: str, text: str
) -> HttpResponse:
    context: dict[str, Any] = {"version": version, "title": title, "button": button, "text": text}
    return render(request, "reviews/monitoring/confirm.html", context)


@page(P.EDIT_MONITORING, methods=FORM)
def publish(request: Request, public_id: UUID) -> HttpResponse:
    """Publish the draft from a day on; from then on it is final."""
    version = get_version(request.viewer, public_id)
    form = PublishForm(posted(request), initial={"starts_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish(version=version, by=request.viewer.user, today=today(), **form.cleaned_data)
        except states.NotNow as refused:
            form.add_error("starts_on", str(refused))
        else:
            messages.success(request, f"Version {version.number} is published.")
            return redirect("reviews:monitoring_version", public_id=public_id)
    return render(
        request,
        "reviews/monitoring/publish.html",
        {"form": form, "version": version},
        status=422 if form.errors else 200,
    )
