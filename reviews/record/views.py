"""One page a section of the record: typed, kept as a draft, saved; two editors never overwrite each other in silence."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import now, today
from accounts.templatetags.govuk import clock, moment
from reviews.meeting import states
from reviews.meeting.access import get_review_to_record
from reviews.models import Decision, Review
from reviews.record import actions
from reviews.record.conflicts import differences, newest_words
from reviews.record.sections import (
    SECTIONS,
    Section,
    answers,
    as_querydict,
    from_storage,
    posted,
    to_storage,
    without_errors,
)

WORKING_NOW = timedelta(minutes=10)


@page(P.RECORD_REVIEW, methods=FORM)
def section(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """A section of the record. POST with autosave=1 keeps a draft and answers in JSON; `add` gives another row; else it saves."""
    if key not in SECTIONS:
        raise Http404("No such section")
    part = SECTIONS[key]
    saving = request.method == "POST"
    review = get_review_to_record(request.viewer, public_id, page="record a review", log=not saving)
    if not saving:
        return _show(request, review, part)
    if request.POST.get("autosave"):
        return _autosave(request, review, part)
    return _save(request, review, part)


def _autosave(request: Request, review: Review, part: Section) -> JsonResponse:
    token = request.POST.get("draft_version", "")
    try:
        draft = actions.save_draft(
            review=review,
            key=part.key,
            data=posted(request.POST),
            token=token,
            by=request.viewer.user,
        )
    except actions.Stale as stale:
        return JsonResponse({"by": stale.by.name, "at": clock(stale.at)}, status=409)
    except states.NotNow:
        return JsonResponse({"error": "closed"}, status=404)
    saved = review.sections.filter(key=part.key).first()
    return JsonResponse({"version": actions.token_of(saved, draft), "at": clock(draft.saved_at)})


def _save(request: Request, review: Review, part: Section) -> HttpResponse:
    viewer = request.viewer
    form, rows = _bound(review, part, request.POST)
    token = request.POST.get("draft_version", "")
    if "add" in request.POST and rows is not None:
        data = request.POST.copy()
        data[f"{rows.prefix}-TOTAL_FORMS"] = str(rows.total_form_count() + 1)
        form, rows = _bound(review, part, data)
        return _page(request, review, part, without_errors(form), without_errors(rows), token)
    try:
        if request.POST.get("save") == "draft":
            actions.save_draft(
                review=review, key=part.key, data=posted(request.POST), token=token, by=viewer.user
            )
            messages.success(
                request, f"Your draft of “{part.title}” is kept. Nobody else sees it until you save it."
            )
            return redirect("reviews:review", public_id=review.public_id)
        if form.is_valid() and (rows is None or rows.is_valid()):
            done = form.cleaned_data["finished"] == "yes"
            actions.save_section(
                review=review,
                key=part.key,
                data=to_storage(part, form, rows),
                is_complete=done,
                token=token,
                by=viewer.user,
            )
            following = _next(review, part) if request.POST.get("save") == "next" else None
            if following is not None:
                return redirect("reviews:section", public_id=review.public_id, key=following.key)
            return redirect("reviews:review", public_id=review.public_id)
    except actions.Stale as stale:
        return _conflict(request, review, part, stale)
    except states.NotNow as refused:
        form.add_error(None, f"{refused} Copy your words from this page before you leave it.")
    return _page(request, review, part, form, rows, token, status=422)


def _conflict(request: Request, review: Review, part: Section, stale: actions.Stale) -> HttpResponse:
    """Both texts side by side; keeping one's own is a choice, never an accident."""
    saved = review.sections.filter(key=part.key).first()
    draft = review.drafts.filter(key=part.key).first()
    mine = posted(request.POST)
    form = part.form(**_more(review, part))
    fields = differences(part, form, mine, newest_words(part, saved, draft))
    context = {
        "review": review,
        "child": review.child,
        "section": part,
        "by": stale.by,
        "at": stale.at,
        "fields": fields,
        "mine": [(name, value) for name, values in mine.items() for value in values],
        "token": actions.token_of(saved, draft),
        "save": request.POST.get("save", "section"),
    }
    return render(request, "reviews/conflict.html", context, status=409)


def _show(request: Request, review: Review, part: Section) -> HttpResponse:
    saved = review.sections.filter(key=part.key).first()
    draft = review.drafts.filter(key=part.key).select_related("saved_by").first()
    token = actions.token_of(saved, draft)
    if draft is not None:
        form, rows = _bound(review, part, as_querydict(draft.data))
        form, rows = without_errors(form), without_errors(rows)
    else:
        initial, row_values = from_storage(
            part, saved.data if saved else {}, is_complete=bool(saved and saved.is_complete)
        )
        form = part.form(initial=initial, today=today(), **_more(review, part))
        rows = part.rows(initial=row_values, prefix=part.rows_key) if part.rows else None
    return _page(request, review, part, form, rows, token, draft=draft)


def _bound(review: Review, part: Section, data: Any) -> tuple[Any, Any]:
    form = part.form(data, today=today(), **_more(review, part))
    if part.rows is None:
        return form, None
    of_rows = {"started_on": review.started_on} if part.key == "decisions" else {}
    return form, part.rows(data, prefix=part.rows_key, form_kwargs=of_rows)


def _more(review: Review, part: Section) -> dict[str, Any]:
    """What a section's form needs besides its data: open decisions of before, each with its passport."""
    if part.key != "decisions":
        return {}
    return {
        "started_on": review.started_on,
        "open_decisions": with_passport(
            list(
                review.child.decisions.filter(closed_on=None)
                .select_related("made_at")
                .order_by("due_on", "pk")
            )
        ),
    }


def with_passport(decisions: list[Decision]) -> list[Decision]:
    """Each decision with a line on its life so far: first made when, carried over how often."""
    carried: dict[int, int] = {}
    from_reviews = Decision.at_reviews.rel.related_model.objects.filter(
        decision__in=decisions, is_carried_over=True
    )
    for decision_id in from_reviews.values_list("decision_id", flat=True):
        carried[decision_id] = carried.get(decision_id, 0) + 1
    for decision in decisions:
        times = carried.get(decision.pk, 0)
        held = decision.made_at.held_on
        text = f"First made on {held.day} {held:%B %Y}" if held else "First made at a review"
        decision.passport = (
            f"{text}, carried over {times} {'time' if times == 1 else 'times'}." if times else f"{text}."
        )
    return decisions


def _page(
    request: Request,
    review: Review,
    part: Section,
    form: Any,
    rows: Any,
    token: str,
    *,
    draft: Any = None,
    status: int = 200,
) -> HttpResponse:
    others = (
        draft
        if draft and draft.saved_by_id != request.user.pk and draft.saved_at > now() - WORKING_NOW
        else None
    )
    keys = list(SECTIONS)
    context = {
        "review": review,
        "child": review.child,
        "section": part,
        "form": form,
        "formset": rows,
        "token": token,
        "draft": draft,
        "draft_saved": moment(draft.saved_at) if draft else "",
        "somebody_else": others,
        "number": keys.index(part.key) + 1,
        "total": len(keys),
        "next": _next(review, part),
        "last_time": _last_time(review, part),
        "today": today(),
        "is_open": review.status in states.MAY[states.step_of_section(part.key)],
    }
    return render(request, "reviews/section.html", context, status=status)


def _next(review: Review, part: Section) -> Section | None:
    """The section after this one that can be recorded now; None after the last."""
    later = list(SECTIONS.values())[list(SECTIONS).index(part.key) + 1 :]
    return next((s for s in later if review.status in states.MAY[states.step_of_section(s.key)]), None)


def _last_time(review: Review, part: Section) -> list[dict[str, Any]]:
    """What the same section said at the review before, to read beside it."""
    if part.key == "decisions":
        return []
    before = (
        review.child.reviews.filter(status="COMPLETED", sections__key=part.key)
        .exclude(pk=review.pk)
        .order_by("-held_on")
        .first()
    )
    if before is None:
        return []
    data = before.sections.get(key=part.key).data
    return [row | {"held_on": before.held_on} for row in answers(part, data) if row["answer"]]
