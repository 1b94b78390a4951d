"""What the pages of monitoring forms, midway checks and updates share: the draft kept while typing, two editors side by side."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from accounts.access.requests import Request
from accounts.templatetags.govuk import clock, moment
from reviews import drafts
from reviews.drafts import Paper
from reviews.models import PaperDraft
from reviews.record.sections import as_querydict, posted, without_errors

MakeForm = Callable[[Any], forms.Form]
TOKEN = "draft_version"  # noqa: S105  a version, not a secret


def autosave(request: Request, paper: Paper, *, is_open: bool) -> JsonResponse:
    """Keep what was typed and answer in JSON, as the page's script expects it."""
    if not is_open:
        return JsonResponse({"error": "closed"}, status=404)
    try:
        draft = keep(request, paper)
    except drafts.Stale as stale:
        return JsonResponse({"by": stale.by.name, "at": clock(stale.at)}, status=409)
    return JsonResponse({"version": drafts.token_of(draft), "at": clock(draft.saved_at)})


def keep(request: Request, paper: Paper) -> PaperDraft:
    """Keep the posted words as a draft. Raises drafts.Stale."""
    return drafts.keep(
        paper,
        data=posted(request.POST),
        token=request.POST.get(TOKEN, "0"),
        by=request.viewer.user,
    )


def opened(paper: Paper, make: MakeForm) -> tuple[Any, dict[str, Any]]:
    """The form as it stands: the draft's words unjudged, else empty. With what the page says about the draft."""
    draft = drafts.find(paper)
    form = without_errors(make(as_querydict(draft.data))) if draft else make(None)
    return form, about(draft)


def about(draft: PaperDraft | None) -> dict[str, Any]:
    return {
        "draft": draft,
        "token": drafts.token_of(draft),
        "draft_saved": moment(draft.saved_at) if draft else "",
    }


def unsent(request: Request, paper: Paper, form: forms.Form) -> list[dict[str, str]]:
    """What was typed, question by question, to be read where it can't be sent any more: now posted, else the draft."""
    draft = drafts.find(paper)
    typed = posted(request.POST) if request.method == "POST" else draft.data if draft else {}
    return [{"label": _label(form, n), "words": _words(form, n, typed)} for n in typed if any(typed[n])]


def conflict(
    request: Request, paper: Paper, form: forms.Form, stale: drafts.Stale, title: str
) -> HttpResponse:
    """Both texts side by side; keeping one's own is a choice, never an accident."""
    draft = drafts.find(paper)
    mine, theirs = posted(request.POST), draft.data if draft else {}
    fields = [
        {"label": _label(form, n), "mine": _words(form, n, mine), "theirs": _words(form, n, theirs)}
        for n in dict.fromkeys([*mine, *theirs])
        if mine.get(n, [""]) != theirs.get(n, [""])
    ]
    context = {
        "child": paper.child,
        "title": title,
        "by": stale.by,
        "at": stale.at,
        "fields": fields,
        "token": drafts.token_of(draft),
        "mine": [(name, value) for name, values in mine.items() for value in values],
        "save": request.POST.get("save", "done"),
    }
    return render(request, "reviews/paper_conflict.html", context, status=409)


def _label(form: forms.Form, name: str) -> str:
    if name in form.fields:
        return str(form.fields[name].label)
    base, _, part = name.rpartition("_")
    return f"{form.fields[base].label} ({part})" if base in form.fields else name


def _words(form: forms.Form, name: str, typed: dict[str, list[str]]) -> str:
    choices = {str(v): str(t) for v, t in getattr(form.fields.get(name), "choices", [])}
    return "\n".join(choices.get(v, v) for v in typed.get(name, []))
