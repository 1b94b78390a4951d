"""Pages on which a council writes its own invitations, reminders and consultation papers."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import Question, ask_page, only_shown, refusals_on, refusals_said
from accounts.ui.posted import posted
from reviews.inviting import our_words as our
from reviews.inviting.our_words import Text
from reviews.inviting.own_words import set_words, use_ours
from reviews.inviting.words_forms import EMAILS, PaperForm, TextForm, begun, meanings
from reviews.models import InvitingWords
from reviews.models.inviting import PAPERS
from reviews.models.inviting import WordsKind as K

WORDS = "reviews:inviting_words"


def settings_links(viewer: Viewer) -> list[dict[str, str]]:
    """Links for the settings page."""
    text = "Your council’s own words of invitations, reminders and papers"
    return [{"title": "Invitations and consultation papers", "text": text, "href": reverse(WORDS)}]


@page(P.MANAGE_SETTINGS, P.EDIT_MONITORING)
def all_words(request: Request) -> HttpResponse:
    """Everything that can be written in the council's own words, and whose words are in force."""
    viewer, day = request.viewer, today()
    rows = InvitingWords.objects.filter(authority=viewer.authority_id).select_related("created_by")
    by_kind: dict[str, list[InvitingWords]] = {}
    for row in rows.order_by("kind", "-starts_on"):
        by_kind.setdefault(row.kind, []).append(row)
    context = {
        "kinds": [_state(kind, by_kind.get(kind, []), day) for kind in K],
        "opens_settings": viewer.may(P.MANAGE_SETTINGS),
    }
    return render(request, "reviews/inviting/words.html", context)


def _state(kind: K, newest_first: list[InvitingWords], day: date) -> dict[str, Any]:
    """Whose words of a kind are in force, and which are to come."""
    now = next((row for row in newest_first if row.starts_on <= day), None)
    return {
        "slug": _slug(kind),
        "label": kind.label,
        "now": now if now is not None and now.title else None,
        "later": [row for row in reversed(newest_first) if row.starts_on > day],
    }


def _slug(kind: K) -> str:
    return kind.lower().replace("_", "-")


def _kind(slug: str) -> K:
    found = next((kind for kind in K if _slug(kind) == slug), None)
    if found is None:
        raise Http404("No such words")
    return found


@page(P.MANAGE_SETTINGS, P.EDIT_MONITORING, methods=FORM)
def change(request: Request, kind: str) -> HttpResponse:
    """Write the words of one kind; a second button shows how they read."""
    viewer, day, of = request.viewer, today(), _kind(kind)
    council = viewer.authority
    form_class = PaperForm if of in PAPERS else TextForm
    form = form_class(posted(request), kind=of, authority=council, today=day, initial=begun(council, of, day))
    shown = _shown(form, viewer) if only_shown(request, form) else None
    if shown is None and request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            set_words(
                authority=council,
                kind=of,
                starts_on=data["starts_on"],
                title=data["title"],
                text=data["text"],
                questions=form.questions,
                by=viewer.user,
                today=day,
            )
            messages.success(request, f"Saved. The words hold from {day_words(data['starts_on'])}.")
            return redirect(WORDS)
    question = Question(
        title=of.label[:1].upper() + of.label[1:],
        button="Save the words",
        back=reverse(WORDS),
        back_text="Invitations and consultation papers",
        about="reviews/inviting/words_shown.html",
        shows=True,
    )
    return ask_page(request, form, question, shown=shown, meanings=meanings(of))


def _shown(form: PaperForm | TextForm, viewer: Viewer) -> dict[str, Any]:
    """How the words read, with examples filled in."""
    data = form.cleaned_data
    text = Text(data["title"], data["text"])
    if form.kind not in PAPERS:
        text = text.filled(_examples(viewer))
    return {
        "title": text.title,
        "parts": [part for part in text.text.split("\n\n") if part.strip()],
        "questions": [question for _, question in form.questions],
        "is_email": form.kind in EMAILS,
    }


def _examples(viewer: Viewer) -> dict[str, str]:
    """What could be filled in; no child of the council."""
    by, when = viewer.user, f"{day_words(today() + timedelta(days=14))} at 4pm"
    return {
        our.WHEN: when,
        our.COUNCIL: viewer.authority.name,
        our.SENDER: by.name,
        our.ADDRESS: by.email,
        our.REPLY: f"Please reply to {by.name} and say whether you will come.",
        our.REFERENCE: "7C1A9E02",
        our.QUESTIONS: "Before the review we would like to hear what you think. …",
        our.LINK: "https://…",
        our.NAME: "Sam",
        our.CHILD: "Sam Example",
        our.DETAILS: f"When: {when}\nWhere: Example School",
        our.PAPER: our.PAPER_WORDS[K.LETTER],
    }


@page(P.MANAGE_SETTINGS, P.EDIT_MONITORING, methods=POST)
def ours_again(request: Request, kind: str) -> HttpResponse:
    """Use the portal's words again."""
    council = request.viewer.authority
    with refusals_said(request):
        use_ours(authority=council, kind=_kind(kind), by=request.viewer.user, today=today())
        messages.success(request, "The portal’s own words are used again from today.")
    return redirect(WORDS)
