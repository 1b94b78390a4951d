"""One page a section of the record: typed, kept as a draft, saved; two editors never overwrite each other in silence."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import now, today
from accounts.lifecycle import NotNow
from accounts.templatetags.govuk import clock, moment
from reviews.drafts import Stale
from reviews.meeting.access import get_review_for
from reviews.meeting.states import REVIEW, Act, act_of_section
from reviews.models import Review, SectionDraft
from reviews.models.review import ReviewStatus, SectionKey
from reviews.record import actions, entry
from reviews.record.conflicts import differences, newest_words
from reviews.record.entry import Entry
from reviews.record.sections import SECTIONS, Answer, Section, answers, as_querydict, posted

WORKING_NOW = timedelta(minutes=10)


@page(P.RECORD_REVIEW, methods=FORM)
def section(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """A section of the record. POST with autosave=1 keeps a draft and answers in JSON; `add` gives another row; else it saves."""
    if key not in SECTIONS:
        raise Http404("No such section")
    part, saving = SECTIONS[key], request.method == "POST"
    review = get_review_for(request.viewer, public_id, Act.RECORD, page="record a review", log=not saving)
    if not saving:
        return _show(request, review, part)
    if request.POST.get("autosave"):
        return _autosave(request, review, part)
    if "add" in request.POST and part.rows is not None:
        return _with_another_row(request, review, part)
    return _save(request, review, part)


def _show(request: Request, review: Review, part: Section) -> HttpResponse:
    saved = review.sections.filter(key=part.key).first()
    draft = review.drafts.filter(key=part.key).select_related("saved_by").first()
    token = actions.token_of(saved, draft)
    if draft is None:
        return _page(request, review, entry.opened(review, part, saved), token)
    words = entry.typed(review, part, as_querydict(draft.data)).unjudged()
    return _page(request, review, words, token, draft=draft)


def _autosave(request: Request, review: Review, part: Section) -> JsonResponse:
    try:
        draft = _keep_draft(request, review, part)
    except Stale as stale:
        return JsonResponse({"by": stale.by.name, "at": clock(stale.at)}, status=409)
    except NotNow:
        return JsonResponse({"error": "closed"}, status=404)
    saved = review.sections.filter(key=part.key).first()
    return JsonResponse({"version": actions.token_of(saved, draft), "at": clock(draft.saved_at)})


def _keep_draft(request: Request, review: Review, part: Section) -> SectionDraft:
    return actions.save_draft(
        review=review,
        key=part.key,
        data=posted(request.POST),
        token=_token(request),
        by=request.viewer.user,
    )


def _token(request: Request) -> str:
    return request.POST.get("draft_version", "")


def _with_another_row(request: Request, review: Review, part: Section) -> HttpResponse:
    """The page again with one more empty row, where there is no script to add it."""
    data = request.POST.copy()
    rows = entry.typed(review, part, data).rows
    if rows is not None:
        data[f"{rows.prefix}-TOTAL_FORMS"] = str(rows.total_form_count() + 1)
    return _page(request, review, entry.typed(review, part, data).unjudged(), _token(request))


def _save(request: Request, review: Review, part: Section) -> HttpResponse:
    typed = entry.typed(review, part, request.POST)
    try:
        if request.POST.get("save") == "draft":
            _keep_draft(request, review, part)
            messages.success(
                request,
                f"Your draft of “{part.title}” is saved. Only you can see it until you save the section.",
            )
            return redirect("reviews:review", public_id=review.public_id)
        if typed.is_valid():
            actions.save_section(
                review=review,
                key=part.key,
                data=typed.stored(),
                is_complete=typed.is_finished,
                token=_token(request),
                by=request.viewer.user,
            )
            return _after_saving(request, review, part)
    except Stale as stale:
        return _conflict(request, review, typed, stale)
    except NotNow as refused:
        typed.form.add_error(None, f"{refused} Copy your words from this page before you leave it.")
    return _page(request, review, typed, _token(request), status=422)


def _after_saving(request: Request, review: Review, part: Section) -> HttpResponse:
    following = _next(review, part) if request.POST.get("save") == "next" else None
    if following is not None:
        return redirect("reviews:section", public_id=review.public_id, key=following.key)
    return redirect("reviews:review", public_id=review.public_id)


def _conflict(request: Request, review: Review, typed: Entry, stale: Stale) -> HttpResponse:
    """Both texts side by side; keeping one's own is a choice, never an accident."""
    part = typed.section
    saved = review.sections.filter(key=part.key).first()
    draft = review.drafts.filter(key=part.key).first()
    mine = posted(request.POST)
    theirs = newest_words(entry.opened(review, part, saved), saved, draft)
    context = {
        "review": review,
        "child": review.child,
        "today": today(),
        "section": part,
        "by": stale.by,
        "at": stale.at,
        "fields": differences(typed, mine, theirs),
        "mine": [(name, value) for name, values in mine.items() for value in values],
        "token": actions.token_of(saved, draft),
        "save": request.POST.get("save", "section"),
    }
    return render(request, "reviews/conflict.html", context, status=409)


def _page(
    request: Request,
    review: Review,
    typed: Entry,
    token: str,
    *,
    draft: SectionDraft | None = None,
    status: int = 200,
) -> HttpResponse:
    part, keys = typed.section, list(SECTIONS)
    context = {
        "review": review,
        "child": review.child,
        "today": today(),
        "section": part,
        "form": typed.form,
        "formset": typed.beside,
        "entry": typed,
        "token": token,
        "draft": draft,
        "draft_saved": moment(draft.saved_at) if draft else "",
        "somebody_else": _somebody_else(request, draft),
        "number": keys.index(part.key) + 1,
        "total": len(keys),
        "next": _next(review, part),
        "last_time": _last_time(review, part),
        "is_open": _is_open(review, part),
    }
    return render(request, "reviews/section.html", context, status=status)


def _somebody_else(request: Request, draft: SectionDraft | None) -> str:
    """The name of a colleague who typed here a few minutes ago."""
    is_theirs = draft is not None and draft.saved_by_id != request.user.pk
    return draft.saved_by.name if draft and is_theirs and draft.saved_at > now() - WORKING_NOW else ""


def _is_open(review: Review, part: Section) -> bool:
    return review.status in REVIEW.rules[act_of_section(part.key)].moves


def _next(review: Review, part: Section) -> Section | None:
    """The section after this one that can be recorded now; None after the last."""
    later = list(SECTIONS.values())[list(SECTIONS).index(part.key) + 1 :]
    return next((s for s in later if _is_open(review, s)), None)


def _last_time(review: Review, part: Section) -> list[Answer]:
    """What the same section said at the review before, to read beside it."""
    if part.key == SectionKey.DECISIONS:
        return []
    before = (
        review.child.reviews.filter(status=ReviewStatus.COMPLETED, sections__key=part.key)
        .exclude(pk=review.pk)
        .order_by("-held_on")
        .first()
    )
    if before is None:
        return []
    return [row for row in answers(part, before.sections.get(key=part.key).data) if row.answer]
