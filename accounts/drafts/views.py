"""The one address that keeps drafts, and the person's own list of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from accounts.access.decorators import POST, page, takes
from accounts.access.requests import Request
from accounts.clock import today
from accounts.drafts import actions, in_browser
from accounts.drafts.glimpse import first_words
from accounts.drafts.keys import BROUGHT, BROUGHT_LASTS, FIELD, TITLE, Key, key_of, may_write, read
from accounts.drafts.sending import LARGEST_LATE, version_in, works_here
from accounts.models import Draft
from accounts.templatetags.govuk import clock

TOO_MUCH = (
    "There is too much text on this page to save at once. Move part of it to another place before you go on."
)
BESIDE = 0
"""The version of a page whose words stand beside the draft: in its person's session it is an older window."""
LEFT = "You have no role in a council any more, so nothing is saved."


# the signed slip says whose words these are, and in which browser they are typed: no session is needed
@csrf_exempt
@login_not_required
@takes(*POST)
def save(request: HttpRequest) -> JsonResponse:
    """Keep what is being typed. Answers, always JSON:

    200 kept · 401 nobody is signed in any more: kept, unless another browser sends it · 409 another window
    has newer words · 403 the page is too old or the person has left · 413 too much.
    """
    try:
        key = read(request.POST.get(FIELD, ""))
    except (RequestDataTooBig, SuspiciousOperation):
        return JsonResponse({"error": TOO_MUCH}, status=413)
    if BROUGHT in request.POST:
        return _brought(request)
    if key is None:
        return JsonResponse({"error": "This page is too old to be saved. Open it again."}, status=403)
    return _kept(request, key) if request.user.pk == key.person else _late(request, key)


def _late(request: HttpRequest, key: Key) -> JsonResponse:
    """Nobody is signed in any more, or somebody else is."""
    if not works_here(key.person):
        return JsonResponse({"error": LEFT}, status=403)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_LATE:
        return JsonResponse({"error": TOO_MUCH}, status=413)
    is_other = request.user.is_authenticated
    somebody_else = {"somebody_else": is_other}
    if not may_write(request, key):
        return JsonResponse(somebody_else, status=401)
    typed = actions.typed_in(request.POST)
    draft, is_kept = actions.keep_late(key, typed, version=version_in(request), of_others=is_other)
    if not is_kept:
        return JsonResponse(somebody_else, status=401)
    is_draft = draft.words == actions.stored(typed)
    version, at = (draft.version, draft.saved_at) if is_draft else (BESIDE, draft.late_at)
    state = {"version": version, "at": clock(at)}
    return JsonResponse(state | somebody_else, status=401)


def _kept(request: HttpRequest, key: Key) -> JsonResponse:
    """The person themselves is signed in."""
    typed, title = actions.typed_in(request.POST), request.POST.get(TITLE, "")
    try:
        draft = actions.keep(key, typed, version=version_in(request), title=title)
    except actions.OtherWindow as other:
        actions.keep_beside(other.draft, typed)
        sent_at = other.draft.sent_at
        what = "sent this form" if sent_at else "changed this form"
        text = f"You {what} in another window at {clock(sent_at or other.draft.saved_at)}."
        return JsonResponse({"text": text}, status=409)
    return JsonResponse({"version": draft.version, "at": clock(draft.saved_at)})


def _brought(request: HttpRequest) -> JsonResponse:
    """Words that a browser had kept: of the person who is signed in, and of nobody else."""
    key = read(request.POST.get(FIELD, ""), BROUGHT_LASTS)
    if key is None or key.person != request.user.pk:
        return JsonResponse({"error": "These words are too old, or somebody else's."}, status=403)
    return in_browser.take(request, key)


@page()
def drafts(request: Request) -> HttpResponse:
    """What this person has typed and not sent, newest first."""
    waiting = Q(sent_at=None) | ~Q(late_words="")
    rows = list(Draft.objects.filter(waiting, person=request.user).exclude(words="", late_words=""))
    starts = first_words(rows, request.viewer, today())
    listed = [{"draft": row, "slip": key_of(row).signed(), "start": starts.get(row.pk, "")} for row in rows]
    return render(request, "accounts/drafts/list.html", {"drafts": listed})


@page(methods=POST)
def discard(request: Request) -> HttpResponse:
    """Throw one's own unsent words away."""
    key = read(request.POST.get(FIELD, ""))
    if key is None or key.person != request.user.pk:
        return redirect("accounts:drafts")
    if "late" in request.POST:
        actions.settle_late(key)
        return redirect(key.page)
    actions.discard(key)
    messages.success(request, "Draft discarded.")
    return redirect("accounts:drafts" if "listed" in request.POST else key.page)
