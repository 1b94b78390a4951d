"""One page a section of the record: typed, kept as the person's draft, saved; nobody overwrites another's
words unseen.
"""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.drafts.actions import others_at
from accounts.drafts.keys import key_for
from accounts.drafts.slots import slot_for
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from reviews.meeting.access import get_review_for
from reviews.meeting.states import REVIEW, Act, act_of_section
from reviews.models import Review, ReviewSection
from reviews.models.review import ReviewStatus, SectionKey
from reviews.record import actions
from reviews.record.entry import Entry, as_sent, entry_of
from reviews.record.sections import SECTIONS, Answer, Section, answers

WORKING_NOW = timedelta(minutes=10)


@page(P.RECORD_REVIEW, methods=FORM)
def section(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """A section of the record. `add` gives another row; else a POST saves it."""
    if key not in SECTIONS:
        raise Http404("No such section")
    part, saving = SECTIONS[key], request.method == "POST"
    review = get_review_for(request.viewer, public_id, Act.RECORD, page="record a review", log=not saving)
    saved = review.sections.filter(key=key).select_related("saved_by").first()
    typed = entry_of(review, part, posted(request), saved)
    if saving and "add" in request.POST and typed.rows is not None:
        return _with_another_row(request, review, typed, saved)
    if saving and typed.is_valid():
        with refusals_on(typed.form):
            actions.save_section(
                review=review,
                key=key,
                data=typed.stored(),
                is_complete=typed.is_finished,
                version=_version(request.POST.get(actions.VERSION, "")),
                theirs=lambda: as_sent(entry_of(review, part, None, saved)),
                by=request.viewer.user,
            )
            return _after_saving(request, review, part)
    return _page(request, review, typed, saved)


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _with_another_row(
    request: Request, review: Review, typed: Entry, saved: ReviewSection | None
) -> HttpResponse:
    """The page again with one more empty row, where there is no script to add it; the words so far are the
    draft.
    """
    data = request.POST.copy()
    assert typed.rows is not None
    data[f"{typed.rows.prefix}-TOTAL_FORMS"] = str(typed.rows.total_form_count() + 1)
    slot, request.method = slot_for(request), "GET"
    slot.forms.clear()
    slot.shown = data
    return _page(request, review, entry_of(review, typed.section, posted(request), saved), saved)


def _after_saving(request: Request, review: Review, part: Section) -> HttpResponse:
    following = _next(review, part) if request.POST.get("save") == "next" else None
    if following is not None:
        return redirect("reviews:section", public_id=review.public_id, key=following.key)
    return redirect("reviews:review", public_id=review.public_id)


def _page(request: Request, review: Review, typed: Entry, saved: ReviewSection | None) -> HttpResponse:
    part, keys = typed.section, list(SECTIONS)
    sent, kept = request.POST, slot_for(request).typed()
    begun_from = (sent or kept).get(actions.VERSION, str(saved.version if saved else 0))
    others = others_at(key_for(request), within=WORKING_NOW)
    has_errors = any(form.errors for form in (typed.form, *typed.earlier)) or bool(
        typed.rows is not None and typed.rows.is_bound and not typed.rows.is_valid()
    )
    context = {
        "review": review,
        "child": review.child,
        "today": today(),
        "section": part,
        "form": typed.form,
        "formset": typed.beside,
        "entry": typed,
        "begun_from": begun_from,
        "others": ", ".join(person.name for person in others),
        "number": keys.index(part.key) + 1,
        "total": len(keys),
        "next": _next(review, part),
        "last_time": _last_time(review, part),
        "is_open": _is_open(review, part),
    }
    return render(request, "reviews/section.html", context, status=422 if has_errors else 200)


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
