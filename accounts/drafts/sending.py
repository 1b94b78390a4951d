"""The way of every sent form: its words are kept before anything else, it acts once, and what went through
leaves no draft.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.viewers import memberships_of
from accounts.clock import today
from accounts.drafts import actions
from accounts.drafts.conflict import Newer, compare
from accounts.drafts.keys import (
    BEGAN,
    COUNCIL,
    FIELD,
    KEEP,
    LATE,
    STORED_VERSION,
    TITLE,
    VERSION,
    Key,
    council_of,
    hidden_number,
    may_write,
    read,
)
from accounts.drafts.once import Claim, SentAlready, UnderWay, has_acted, in_turn, once
from accounts.drafts.own_words import words_in
from accounts.drafts.slots import LateWords, Slot, slot_for, slots_of
from accounts.models import Draft, User
from statute.refusals import Refused

log = logging.getLogger(__name__)
Answer = Callable[[], HttpResponseBase]
SENT_ALREADY = "You sent this form already, so it was not sent a second time."
UNDER_WAY = (
    "This form is still being sent from another window, so it was not sent from here. Your words were kept: "
    "open the page of the form again."
)
CAME_LATE = (
    "You had been signed out, so this form was not sent. Your words were kept: they come back when you "
    "sign in."
)
OTHER_COUNCIL = (
    "This page belongs to another council than the one you work in now, so nothing was saved. Change back to "
    "that council and send it again."
)
ASKED_FIRST = (
    "Your form was not sent, because you have to do this first. Your words were kept: afterwards, open the "
    "page of the form again."
)
NO_RIGHT = "Your role in this council does not include this page any more."
PAGE_WAS_OLD = (
    "This page was out of date, so the form was not sent. Your words are below: check them and send it again."
)
LARGEST_LATE = 5 * 1024 * 1024
"""Bytes kept for somebody whose session has ended: as many as a form may have while they are signed in
(DATA_UPLOAD_MAX_MEMORY_SIZE). Twenty text areas in Urdu are more than one megabyte."""


def opened(request: HttpRequest, answer: Answer) -> HttpResponseBase:
    """A page that is only looked at. Where words came late and the draft has moved on, the person chooses
    first.
    """
    try:
        return answer()
    except LateWords as late:
        late.slot.shows_late = True
        mine, theirs = actions.read(late.draft.late_words), _of_other_window(late.draft)
        newer = Newer(
            at=late.draft.sent_at or late.draft.saved_at,
            came_late=late.draft.late_at,
            was_sent=late.draft.sent_at is not None,
        )
        return compare(request, answer, late.slot, mine=mine, theirs=theirs, newer=newer)
    except Refused as refused:
        messages.warning(request, str(refused))
        return render(request, "accounts/drafts/too_late.html", {"on": reverse("home")}, status=409)


def sent(request: HttpRequest, answer: Answer) -> HttpResponseBase:
    """A form that was sent."""
    try:
        with once(request) as claim:
            slot = _slot_of(request)
            if slot is not None and slot.key.person != request.user.pk:
                return somebody_else(request)
            if request.POST.get(COUNCIL, council_of(request)) != council_of(request):
                return _of_another_council(request, slot)
            with in_turn(str(slot.key.place)) if slot is not None else nullcontext(), _one_by_one(request):
                response = _answered_or_refused(request, answer, slot)
                _note_end(request, response, slot, claim)
            return response if slot is None else _with_words(request, response)
    except SentAlready as already:
        messages.info(request, SENT_ALREADY)
        return redirect(already.led_to or reverse("home"))
    except UnderWay:
        return _behind_another(request)


def _one_by_one(request: HttpRequest) -> AbstractContextManager[None]:
    """Of several people who send answers about one thing at once, each is judged by what the one before has
    stored.
    """
    about_one = request.resolver_match is not None and request.resolver_match.kwargs
    return in_turn(f"stored {request.path}") if about_one and BEGAN in request.POST else nullcontext()


def _behind_another(request: HttpRequest) -> HttpResponseBase:
    """The words of a form that did not get its turn: shown, and kept beside what the other window sends."""
    slot = _slot_of(request)
    if slot is not None:
        actions.keep_or_beside(slot.key, actions.typed_in(request.POST), version=version_in(request))
    messages.warning(request, UNDER_WAY)
    on = slot.key.page if slot is not None else reverse("home")
    return _too_late(request, on=on, status=503, was_sent=False)


def _note_end(request: HttpRequest, response: HttpResponseBase, slot: Slot | None, claim: Claim) -> None:
    """What the answer means for the draft and for a second copy."""
    if _went_through(request, response):
        if slot is not None:
            actions.sent(slot.key)
        claim.led_to(response.headers["Location"])
    elif response.headers.get("Content-Disposition", "").startswith("attachment"):
        claim.may_be_repeated()
    elif _was_led_away(request, response):
        log.warning("Refused: %s", request.path, extra={"request": request})


def _answered_or_refused(request: HttpRequest, answer: Answer, slot: Slot | None) -> HttpResponseBase:
    """What an action refuses and its page does not say, since it rarely happens, is said on a page of its
    own. So is that there is nothing for this person any more, where they have words to take away.
    """
    try:
        return _answered(request, answer, slot)
    except Refused as refused:
        messages.warning(request, str(refused))
        return _too_late(request, on=slot.key.page if slot else reverse("home"))
    except (Http404, PermissionDenied) as closed:
        if slot is None or not words_in(request):
            raise
        return _too_late(request, on=reverse("home"), status=404 if isinstance(closed, Http404) else 403)


def _answered(request: HttpRequest, answer: Answer, slot: Slot | None) -> HttpResponseBase:
    mine = request.POST
    if slot is None:
        try:
            return answer()
        except Newer as newer:
            return compare(request, answer, slot_for(request), mine=mine, theirs=newer.theirs, newer=newer)
    try:
        slot.draft = kept = _keep(slot.key, mine, version_in(request))
    except actions.OtherWindow as other:
        elsewhere = Newer(
            at=other.draft.sent_at or other.draft.saved_at, was_sent=other.draft.sent_at is not None
        )
        slot.shows_late = True
        slot.draft = actions.keep_beside(other.draft, actions.typed_in(mine))
        theirs = _of_other_window(other.draft)
        return compare(request, answer, slot, mine=mine, theirs=theirs, newer=elsewhere)
    slot.version = kept.version
    if kept.late_words and mine.get(LATE) == slot.late_now:
        actions.settle_late(slot.key)
    if KEEP in mine:
        messages.success(request, "Draft saved. Nobody else sees it until you send the form.")
        return redirect(slot.key.page)
    try:
        return answer()
    except Newer as newer:
        return compare(request, answer, slot, mine=mine, theirs=newer.theirs, newer=newer)


def _of_other_window(draft: Draft) -> QueryDict | None:
    """The words of one's other window; None where it was sent, so that they are what is stored."""
    return actions.read(draft.words) if draft.sent_at is None else None


def _keep(key: Key, mine: QueryDict, version: int) -> Draft:
    """Keep what was sent. Where the other window has sent its words they are no draft any more: a view that
    stores a version shows what it stored of them, so it is asked.
    """
    typed, title = actions.typed_in(mine), mine.get(TITLE, "")
    try:
        return actions.keep(key, typed, version=version, title=title)
    except actions.OtherWindow as other:
        if other.draft.sent_at is None or STORED_VERSION not in mine:
            raise
        return actions.keep(key, typed, version=other.draft.version, title=title)


def _slot_of(request: HttpRequest) -> Slot | None:
    """The draft of the form that was sent; None where its page wrote none, or for another address."""
    key = read(request.POST.get(FIELD, ""))
    if key is None or request.resolver_match is None or key.kind != request.resolver_match.view_name[:100]:
        return None
    return slots_of(request).setdefault(("", key.part), Slot(key))


def kept_of(request: HttpRequest) -> Key | None:
    """Where the words of a sent form are kept as a draft of whoever sent it; None for a form without one."""
    slot = _slot_of(request)
    return slot.key if slot is not None and slot.key.person == request.user.pk else None


def version_in(request: HttpRequest) -> int:
    """The version of the draft that the page began from."""
    return hidden_number(request.POST.get(VERSION, "")) or 0


def _went_through(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the form did what it is for: it leads on, and nothing is said against it. What an action that
    was done warns of is not against it.
    """
    if not 300 <= response.status_code < 400 or KEEP in request.POST:
        return False
    against = messages.ERROR if has_acted() else messages.WARNING
    return not any(message.level >= against for message in _said(request))


def _was_led_away(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether nothing was done and another page says why. Django logs a refusal only where the answer itself
    has an error status."""
    against = any(message.level >= messages.WARNING for message in _said(request))
    return 300 <= response.status_code < 400 and against and KEEP not in request.POST


def _said(request: HttpRequest) -> list[Any]:
    queued: list[Any] = getattr(getattr(request, "_messages", None), "_queued_messages", [])
    return queued


def _with_words(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Where somebody is led away since what they sent is not possible any more: their words first, because
    the page that asked for them may not open again.
    """
    warned = any(message.level == messages.WARNING for message in _said(request))
    if response.status_code != 302 or has_acted() or not warned or KEEP in request.POST:
        return response
    words = words_in(request)
    return _too_late(request, on=response.headers["Location"]) if words else response


def without_right(request: HttpRequest) -> HttpResponseBase | None:
    """The words of somebody whose role ended while they typed: shown once more, and kept for the day on which
    they may open the page again; another person's, typed here before, are kept. None where there are none.
    """
    slot = _slot_of(request) if request.method == "POST" else None
    if slot is None:
        return None
    if slot.key.person != request.user.pk:
        return somebody_else(request)
    if not words_in(request):
        return None
    actions.keep_or_beside(slot.key, actions.typed_in(request.POST), version=version_in(request))
    messages.warning(request, NO_RIGHT)
    return _too_late(request, on=reverse("home"), status=403)


def _of_another_council(request: HttpRequest, slot: Slot | None) -> HttpResponseBase:
    """The form was opened while the person worked in another council: it would write in the wrong one."""
    if slot is not None:
        actions.keep_or_beside(slot.key, actions.typed_in(request.POST), version=version_in(request))
    messages.warning(request, OTHER_COUNCIL)
    return _too_late(request, on=reverse("accounts:councils"))


def _too_late(request: HttpRequest, *, on: str, status: int = 409, was_sent: bool = True) -> HttpResponseBase:
    context = {"words": words_in(request), "was_sent": was_sent, "on": on}
    return render(request, "accounts/drafts/too_late.html", context, status=status)


def works_here(person: int) -> bool:
    """Whether somebody can sign in and open a page, so that words kept for them come back."""
    user = User.objects.filter(pk=person, is_active=True).first()
    return user is not None and bool(memberships_of(user, today()))


def given_back(request: HttpRequest) -> HttpResponseBase | None:
    """The words of a form whose session has ended, where they are not kept: of somebody who has left, since
    they would never come back, and from a browser that is not known as theirs. None for everybody else.
    """
    key = read(request.POST.get(FIELD, "")) if request.method == "POST" else None
    if key is None:
        return None
    works = works_here(key.person)
    if works and may_write(request, key):
        return None
    context = {"words": words_in(request), "works": works, "page": key.page}
    return render(request, "accounts/drafts/given_back.html", context, status=403)


def is_of_somebody_else(request: HttpRequest) -> bool:
    """Whether the form was opened by another person than the one who is signed in now."""
    key = read(request.POST.get(FIELD, ""))
    return key is not None and key.person != request.user.pk


def somebody_else(request: HttpRequest) -> HttpResponseBase:
    """A form that another person opened at this computer: not sent, and kept for them alone."""
    key = read(request.POST.get(FIELD, ""))
    context = {
        "kept": keep_of_ended_session(request) is not None,
        "works": key is not None and works_here(key.person),
        "is_here": key is not None and may_write(request, key),
    }
    return render(request, "accounts/drafts/somebody_else.html", context, status=403)


def keep_of_ended_session(request: HttpRequest) -> Key | None:
    """Keep the words of a form whose session has ended, or whose page is out of date, for the person who
    typed them.
    """
    key = read(request.POST.get(FIELD, "")) if request.method == "POST" else None
    if key is None or int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_LATE:
        return None
    if not (works_here(key.person) and may_write(request, key)):
        return None
    typed, version = actions.typed_in(request.POST), version_in(request)
    if not typed:  # "Discard this draft" brings none
        return key
    if request.user.pk == key.person:
        actions.keep_or_beside(key, typed, version=version)
        return key
    of_others = request.user.is_authenticated
    _, is_kept = actions.keep_late(key, typed, version=version, of_others=of_others)
    return key if is_kept else None
