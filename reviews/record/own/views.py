"""The pages on which a council says what its record of a review asks: versions, the draft, preview,
publishing."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.lifecycle import NotNow
from accounts.ordering import place_in
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from reviews.models import RecordVersion
from reviews.record.own import actions, states
from reviews.record.own.access import get_question, get_version, versions_of
from reviews.record.own.asked import sections_of
from reviews.record.own.forms import PublishForm, QuestionForm, SectionTitleForm
from reviews.record.own.layout import AnswerKind, Layout, OwnQuestion
from reviews.record.own.preview import previewed

EDITS = (P.MANAGE_SETTINGS, P.EDIT_MONITORING)
VERSION, VERSIONS = "reviews:record_version", "reviews:record_versions"


def settings_links(viewer: Viewer) -> list[dict[str, str]]:
    """Links for the settings page."""
    text = "What your council asks in the record of a review beside the portal’s questions"
    return [{"title": "Questions of the record", "text": text, "href": reverse(VERSIONS)}]


@page(*EDITS)
def version_list(request: Request) -> HttpResponse:
    """The versions, newest first."""
    viewer = request.viewer
    versions = list(versions_of(viewer).order_by("-number"))
    context = {
        "versions": versions,
        "draft": next((v for v in versions if v.published_at is None), None),
        "today": today(),
        "opens_settings": viewer.may(P.MANAGE_SETTINGS),
    }
    return render(request, "reviews/record_versions/list.html", context)


@page(*EDITS, methods=POST)
def start_draft(request: Request) -> HttpResponse:
    """Begin the next version with what the last one asks."""
    draft = actions.start_draft(authority=request.viewer.authority, by=request.viewer.user)
    return redirect(VERSION, public_id=draft.public_id)


@dataclass(frozen=True)
class SectionRow:
    """A section in which the council asks something."""

    key: str
    title: str
    is_own: bool
    questions: tuple[OwnQuestion, ...]


@page(*EDITS)
def version_page(request: Request, public_id: UUID) -> HttpResponse:
    """One version: what it asks; a draft can be changed."""
    version = get_version(request.viewer, public_id)
    layout = Layout.from_stored(version.layout)
    rows = [
        SectionRow(section.key, section.title, bool(section.own_title), layout.of_section(section.key))
        for section in sections_of(layout).values()
    ]
    context = {
        "version": version,
        "sections": [row for row in rows if row.questions],
        "count": len(layout.questions),
        "is_draft": version.published_at is None,
        "today": today(),
    }
    return render(request, "reviews/record_versions/version.html", context)


@page(*EDITS)
def preview(request: Request, public_id: UUID) -> HttpResponse:
    """The record as an IRO will see it. Nothing on this page can be sent."""
    version = get_version(request.viewer, public_id)
    sections = previewed(Layout.from_stored(version.layout))
    context = {"version": version, "sections": sections}
    return render(request, "reviews/record_versions/preview.html", context)


@page(*EDITS, methods=FORM)
def add_question(request: Request, public_id: UUID) -> HttpResponse:
    """Add a question to the draft."""
    version = get_version(request.viewer, public_id)
    form = QuestionForm(posted(request), layout=Layout.from_stored(version.layout))
    if refused := _final(request, version):
        return refused
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.add_question(
                version=version, question=form.question, title=form.title_typed, by=request.viewer.user
            )
            messages.success(request, "The question is added.")
            return redirect(VERSION, public_id=version.public_id)
    text = "It stands after the portal’s questions of its section."
    return ask_page(request, form, _about(version, "Add a question", "Add the question", text))


@page(*EDITS, methods=FORM)
def edit_question(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Change a question of the draft."""
    version, question = get_question(request.viewer, public_id, key)
    initial = {field: getattr(question, field) for field in ("text", "hint", "asked_of", "is_needed")}
    initial["choices"] = "\n".join(question.choices)
    layout = Layout.from_stored(version.layout)
    form = QuestionForm(posted(request), layout=layout, before=question, initial=initial)
    if refused := _final(request, version):
        return refused
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.change_question(version=version, question=form.question, by=request.viewer.user)
            messages.success(request, "The question is saved.")
            return redirect(VERSION, public_id=version.public_id)
    kind = AnswerKind(question.kind).label
    text = (
        f"The answer is {kind}. Figures count it as the same question: if it means something else, remove "
        "it and add a new one."
    )
    return ask_page(request, form, _about(version, "Change a question", "Save the question", text))


@page(*EDITS, methods=POST)
def move_question(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Move a question of the draft to another place of its section."""
    version, question = get_question(request.viewer, public_id, key)
    place = place_in(request.POST.get("to", ""))
    with refusals_said(request):
        actions.move_question(version=version, name=question.name, place=place, by=request.viewer.user)
    return redirect(VERSION, public_id=public_id)


@page(*EDITS, methods=FORM)
def remove_question(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Take a question out of the draft, after asking."""
    version, question = get_question(request.viewer, public_id, key)
    if request.method == "POST":
        with refusals_said(request):
            actions.remove_question(version=version, name=question.name, by=request.viewer.user)
            messages.success(request, "The question is removed from the draft.")
        return redirect(VERSION, public_id=public_id)
    text = "Answers given so far stay with their records."
    about = _about(version, "Remove this question?", "Remove the question", text, question.text)
    return ask_page(request, BaseForm(), about)


@page(*EDITS, methods=FORM)
def name_section(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Give a section of the council's own another title."""
    version = get_version(request.viewer, public_id)
    sections = {s.key: s for s in Layout.from_stored(version.layout).sections}
    if key not in sections:
        raise Http404("No such section")
    if refused := _final(request, version):
        return refused
    form = SectionTitleForm(posted(request), initial={"title": sections[key].title})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            title = form.cleaned_data["title"]
            actions.name_section(version=version, key=key, title=title, by=request.viewer.user)
            messages.success(request, "The title is saved.")
            return redirect(VERSION, public_id=public_id)
    return ask_page(request, form, _about(version, "Title of the section", "Save the title", ""))


@page(*EDITS, methods=FORM)
def discard(request: Request, public_id: UUID) -> HttpResponse:
    """Drop the draft, after asking."""
    version = get_version(request.viewer, public_id)
    if request.method == "POST":
        try:
            actions.discard(version=version, by=request.viewer.user)
        except NotNow as refused:
            return _refused(request, version, refused)
        messages.success(request, "The draft is deleted. What is published stays as it is.")
        return redirect(VERSIONS)
    text = "Your changes in it will be lost. What is published stays as it is."
    return ask_page(request, BaseForm(), _about(version, "Delete this draft?", "Delete the draft", text))


@page(*EDITS, methods=FORM)
def publish(request: Request, public_id: UUID) -> HttpResponse:
    """Publish the draft from a day on; from then on it is final."""
    version = get_version(request.viewer, public_id)
    form = PublishForm(posted(request), initial={"starts_on": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.publish(version=version, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, f"Version {version.number} is published.")
            return redirect(VERSION, public_id=public_id)
    text = (
        "From this date records ask these questions. A published version cannot be changed: you start a "
        "new one."
    )
    return ask_page(request, form, _about(version, f"Publish version {version.number}", "Publish", text))


def _about(version: RecordVersion, title: str, button: str, text: str, fact: str = "") -> Question:
    return Question(
        title=title,
        button=button,
        back=reverse(VERSION, args=[version.public_id]),
        back_text="The draft",
        text=text,
        facts=(fact,) if fact else (),
    )


def _final(request: Request, version: RecordVersion) -> HttpResponse | None:
    """Where the version is published by now: back to its page, which says so."""
    try:
        states.check_is_draft(version)
    except NotNow as refused:
        return _refused(request, version, refused)
    return None


def _refused(request: Request, version: RecordVersion, refused: NotNow) -> HttpResponse:
    messages.error(request, str(refused))
    return redirect(VERSION, public_id=version.public_id)
