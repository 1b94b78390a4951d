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
from accounts.councils.words import within
from accounts.lifecycle import NotNow
from accounts.ordering import place_in
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from reviews.models import RecordVersion
from reviews.models.review import SectionKey
from reviews.record.own import actions, states
from reviews.record.own.access import get_question, get_version, versions_of
from reviews.record.own.asked import sections_of
from reviews.record.own.forms import OursForm, PublishForm, QuestionForm, SectionTitleForm
from reviews.record.own.layout import AnswerKind, Layout, OwnQuestion, Worded
from reviews.record.own.preview import previewed
from reviews.record.sections import SECTIONS, Section

OURS = (
    "Word a question as your council says it. Its meaning and its answers stay: figures still count it as "
    "the same question. A question that is left out is in no figure, neither as no nor as not known."
)
EDITS = (P.MANAGE_SETTINGS, P.EDIT_MONITORING)
VERSION, VERSIONS = "reviews:record_version", "reviews:record_versions"


def settings_links(viewer: Viewer) -> list[dict[str, str]]:
    """Links for the settings page."""
    text = "What your council asks in the record of a review, and in which words"
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
    """A section, with what the council asks in it and has changed of the portal's questions."""

    key: str
    title: str
    is_own: bool
    questions: tuple[OwnQuestion, ...]
    left_out: list[str]
    """The portal's questions that are not asked."""
    worded: list[tuple[str, Worded]]
    """The portal's questions as they were, and in the council's words."""

    @property
    def has_ours(self) -> bool:
        """Whether the portal asks questions in it that can be changed."""
        return not self.is_own and self.key != SectionKey.DECISIONS

    @classmethod
    def of(cls, section: Section, layout: Layout) -> "SectionRow":
        ours = SECTIONS[section.key].form.base_fields if section.key in SECTIONS else {}
        keys = {f"{section.key}.{name}": str(field.label) for name, field in ours.items()}
        return cls(
            section.key,
            section.title,
            bool(section.own_title),
            layout.of_section(section.key),
            [label for key, label in keys.items() if key in layout.left_out],
            [(keys[words.key], words) for words in layout.worded if words.key in keys],
        )


@page(*EDITS)
def version_page(request: Request, public_id: UUID) -> HttpResponse:
    """One version: what it asks; a draft can be changed."""
    version = get_version(request.viewer, public_id)
    layout = Layout.from_stored(version.layout)
    rows = [SectionRow.of(section, layout) for section in sections_of(layout).values()]
    context = {
        "version": version,
        "sections": rows,
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
def edit_section(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Give a section of the council's own another title; leave out questions of one of ours, or word them."""
    version = get_version(request.viewer, public_id)
    layout = Layout.from_stored(version.layout)
    titles = {s.key: s.title for s in layout.sections}
    if refused := _final(request, version):
        return refused
    if key in titles:
        return _title(request, version, key, titles[key])
    if key not in SECTIONS or not SECTIONS[key].form.base_fields:
        raise Http404("No such section")
    section = SECTIONS[key]
    form = OursForm(posted(request), section=section, layout=layout)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.change_ours(
                version=version,
                section=key,
                left_out=form.left_out,
                worded=form.worded,
                by=request.viewer.user,
            )
            messages.success(request, "The section is saved.")
            return redirect(VERSION, public_id=public_id)
    about = _about(version, f"The portal’s questions: {within(section.title)}", "Save the section", OURS)
    return ask_page(request, form, about)


def _title(request: Request, version: RecordVersion, key: str, now: str) -> HttpResponse:
    form = SectionTitleForm(posted(request), initial={"title": now})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            title = form.cleaned_data["title"]
            actions.name_section(version=version, key=key, title=title, by=request.viewer.user)
            messages.success(request, "The title is saved.")
            return redirect(VERSION, public_id=version.public_id)
    return ask_page(request, form, _about(version, "Title of the section", "Save the title", ""))


@page(*EDITS, methods=POST)
def move_section(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Move a section of the draft to another place."""
    version = get_version(request.viewer, public_id)
    place = place_in(request.POST.get("to", ""))
    with refusals_said(request):
        actions.move_section(version=version, key=key, place=place, by=request.viewer.user)
    return redirect(VERSION, public_id=public_id)


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
