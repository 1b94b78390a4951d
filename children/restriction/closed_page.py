"""The page that stands in front of a closed record: ask for access, or give a reason. It answers 403."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access.actions import BY_REASON_HOURS
from accounts.access.requests import Request
from accounts.access.viewers import Viewer
from accounts.drafts.slots import Words, slot_for
from accounts.models import AccessRequest
from accounts.models.access import RequestState
from children.access import opens_by_reason
from children.models import Child
from children.restriction.forms import AskForm
from children.sampling.drawing import reason_of_list


def closed_page(
    request: Request,
    child: Child,
    *,
    wanted: str = "",
    form: AskForm | None = None,
    words: Sequence[str] = (),
    are_kept: bool = False,
) -> HttpResponse:
    """What the person may do about a record that is closed to them; `wanted` is where they were going.
    `words`: what they sent to it, and whether that is a draft of theirs. Names nobody.
    """
    viewer: Viewer = request.viewer
    last = AccessRequest.objects.filter(user=viewer.user_id, child_id=child.pk).first()
    by_reason = opens_by_reason(viewer, child)
    reason = reason_of_list(viewer, child) if by_reason else ""
    ask = reverse("children:ask_for_access", args=[child.public_id])
    context = {
        "number": child.number,
        "public_id": child.public_id,
        "opens_by_reason": by_reason,
        "hours": BY_REASON_HOURS,
        "waiting": last if last and last.state == RequestState.WAITING and not by_reason else None,
        "refused": last if last and last.state == RequestState.REFUSED and not by_reason else None,
        "ask": ask,
        "words": words,
        "are_kept": are_kept,
        "form": form or AskForm(Words(slot_for(request, to=ask)), initial={"next": wanted, "reason": reason}),
    }
    return render(request, "children/restricted_record.html", context, status=403)
