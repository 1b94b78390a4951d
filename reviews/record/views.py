"""The record on one page: typed, kept as the person's draft, saved, completed. Nobody overwrites another's
words unseen.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import BigIntegerField
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.drafts.actions import others_at
from accounts.drafts.keys import key_for
from accounts.drafts.slots import slot_for
from accounts.lifecycle import NotNow
from accounts.ui.posted import posted
from accounts.written import Written
from reviews import wording
from reviews.joint.access import joint_of
from reviews.meeting.access import get_review_for
from reviews.meeting.states import REVIEW, Act, act_of_section
from reviews.models import DecisionAnswer, DecisionAtReview, Review
from reviews.record import actions, completing, sending
from reviews.record.ages import asked_of
from reviews.record.changing import CHANGE, changed, section_of
from reviews.record.check_views import say_completed, say_sent
from reviews.record.clocks import clocks_of
from reviews.record.entry import Record, as_sent, new_decision, record_of
from reviews.record.known.gathered import known_for
from reviews.record.own.asked import sections_for
from reviews.record.own.left import left_in
from reviews.record.page import panel_of, parts_of, title_of, when_of

CARRIED_OVER = Written(
    lambda review: DecisionAtReview.objects.filter(review=review, is_carried_over=True).order_by(
        "position", "pk"
    ),
    review=BigIntegerField(),
)
WORKING_NOW = timedelta(minutes=10)
COMPLETE, SEND, CHECK = "complete", "send", "check"
"""What the buttons of the page do after saving it."""


@page(P.RECORD_REVIEW, methods=FORM)
def record(request: Request, public_id: UUID) -> HttpResponse:
    """The record. `act` says what its buttons do: save it, or complete it; `change` only changes the page."""
    saving = request.method == "POST"
    review = get_review_for(request.viewer, public_id, Act.RECORD, page="record a review", log=not saving)
    if saving and CHANGE in request.POST:
        return _changed(request, review)
    found = _read(request, review, is_draft=request.POST.get("act") != COMPLETE)
    if saving and found.is_valid():
        if any(not left.is_shown for left in left_in(found, request.POST)):
            return _page(request, found, problem=wording.NOT_ASKED_NOW)
        return _saved(request, found)
    return _page(request, found)


@page(P.RECORD_REVIEW)
def section(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """The old address of a section leads to its place on the page."""
    review = get_review_for(request.viewer, public_id, Act.RECORD, page="record a review", log=False)
    if key not in sections_for(review, asked_of(review)):
        raise Http404("No such section")
    return redirect(f"{reverse('reviews:record', args=[review.public_id])}#{key}")


@page(P.RECORD_REVIEW, methods=POST)
def panel(request: Request, public_id: UUID) -> HttpResponse:
    """What is listed beside the record, from what the page holds now. Nothing is stored."""
    review = get_review_for(request.viewer, public_id, Act.RECORD, page="record a review", log=False)
    found = _read(request, review)
    return render(request, "reviews/record_page/panel.html", {"panel": panel_of(found, parts_of(found))})


def _read(request: Request, review: Review, *, is_draft: bool = True) -> Record:
    asked = asked_of(review)
    known = known_for(review, asked, request.viewer)
    return record_of(review, posted(request, keeps_version=True), asked=asked, known=known, is_draft=is_draft)


def _again(found: Record, data: Any) -> Record:
    """The same record with other words, without reading again what is known."""
    return record_of(found.review, data, asked=found.asked, known=found.known, keys=list(found.entries))


def _is_open(found: Record) -> bool:
    status = found.review.status
    return all(status in REVIEW.rules[act_of_section(key)].moves for key in found.entries)


def _changed(request: Request, review: Review) -> HttpResponse:
    """The page again with what a button adds to it, where there is no script; the words so far are the
    draft.
    """
    slot, sent, method = slot_for(request), request.POST, request.method
    request.method = "GET"
    slot.shown = sent
    before = _read(request, review)
    slot.shown = changed(sent, parts_of(before), before)
    slot.forms.clear()
    response = _page(request, _again(before, posted(request, keeps_version=True)))
    request.method = method
    return response


def _saved(request: Request, found: Record) -> HttpResponse:
    """Save the page, and do what its button says besides; all of it or nothing."""
    review, act = found.review, request.POST.get("act")
    sent: list[DecisionAnswer] = []
    try:
        with transaction.atomic():
            actions.save_record(
                record=found,
                versions=actions.versions_in(request.POST.get(actions.VERSION, "")),
                theirs=lambda keys: _theirs(request, found, keys),
                by=request.viewer.user,
            )
            if act == SEND:
                sent = sending.send(review=review, by=request.viewer.user, today=today())
            elif act == COMPLETE:
                _complete(request, found)
    except NotNow as refused:
        review.refresh_from_db(fields=["status"])
        return _page(request, found, problem=str(refused))
    if act == COMPLETE:
        say_completed(request, review)
        return redirect("reviews:review", public_id=review.public_id)
    if act == CHECK:
        return redirect("reviews:check", public_id=review.public_id)
    if act == SEND:
        say_sent(request, review, len(sent))
    else:
        messages.success(request, "The record is saved.")
    return redirect("reviews:record", public_id=review.public_id)


def _complete(request: Request, found: Record) -> None:
    """Complete the record; what does not fit must be said to be meant."""
    decisions = found.entries.get("decisions")
    if decisions is not None and decisions.undecided:
        raise NotNow(wording.MORE_DECISIONS)
    if panel_of(found, parts_of(found)).contradictions and "despite" not in request.POST:
        raise NotNow(wording.DOES_NOT_FIT)
    completing.complete(review=found.review, by=request.viewer.user, today=today(), from_page=True)


def _theirs(request: Request, found: Record, keys: list[str]) -> QueryDict:
    """What was sent, with what is saved now of these sections in its place."""
    fresh = _again(found, None)
    own = tuple(f"{part}-" for key in keys for part in (key, found.sections[key].rows_key or key))
    own += ("earlier-",) if "decisions" in keys else ()
    data = QueryDict(mutable=True)
    for name in request.POST:
        if not name.startswith(own):
            data.setlist(name, request.POST.getlist(name))
    for key in keys:
        saved = as_sent(fresh.entries[key])
        for name in saved:
            data.setlist(name, saved.getlist(name))
    return data


def _page(request: Request, found: Record, *, problem: str = "") -> HttpResponse:
    review, is_sent = found.review, request.method == "POST"
    kept = QueryDict() if is_sent else slot_for(request).typed()
    begun_from = (request.POST if is_sent else kept).get(actions.VERSION)
    parts = parts_of(found)
    panel = panel_of(found, parts, at=section_of(request.POST.get(CHANGE, "")))
    context: dict[str, Any] = {
        "review": review,
        "child": review.child,
        "today": today(),
        "record": found,
        "formset": found.forms,
        "parts": parts,
        "left": left_in(found, request.POST if is_sent else kept),
        "panel": panel,
        "joint": joint_of(request.viewer, review),
        "title": title_of(review, found.asked.on),
        "when": when_of(review),
        "new_decision": new_decision(review),
        "clocks": clocks_of(review, found.asked.on, today(), found.saved, found.known.in_force),
        "begun_from": actions.versions_text(found.saved.values()) if begun_from is None else begun_from,
        "others": ", ".join(p.name for p in others_at(key_for(request), within=WORKING_NOW)),
        "is_open": _is_open(found),
        "can_send": review.status in REVIEW.rules[Act.SEND].moves,
        "carried": CARRIED_OVER(review=review.pk),
        "can_complete": review.status in REVIEW.rules[Act.COMPLETE].moves,
        "can_start": review.status in REVIEW.rules[Act.START].moves,
        "problem": problem,
    }
    has_errors = is_sent and (bool(problem) or any(e.has_errors for e in found.entries.values()))
    context["has_errors"] = has_errors
    return render(request, "reviews/record_page/page.html", context, status=422 if has_errors else 200)
