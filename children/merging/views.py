"""Pages of merging two records of one child: which other record, what would happen, and undoing it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.templatetags.govuk import day as in_words
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from children.access import find_by_number, get_child, is_visible, log_read
from children.child.questions import ask_about
from children.merging import actions
from children.merging.forms import MergeForm, UndoForm
from children.models import Child, ChildMerge
from children.restriction.carrying import words_before
from children.restriction.naming import named_here_alone

DETAILS = "children:details"
MERGED = "The two records are one now. Check what is recorded about the child."
NOT_SEEN = "There is no other record with this number that you can see. Check the number."
WILL_SEE = "Named on this record only, and able to see the other one too after the merge: {names}."
RESTRICTED_TOO = " The record that was separated is restricted. Check who is named on it."
KEPT = "The merge can be undone. Later imports keep the two numbers together."


@page(Permission.EDIT_CHILD, methods=FORM)
def merge(request: Request, public_id: UUID) -> HttpResponse:
    """Put another record of the same child into this one: first what it would do, then do it."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="merge records")
    form = MergeForm(posted(request))
    preview, other = None, None
    if request.method == "POST" and form.is_valid():
        other = _other(viewer, form.cleaned_data["number"])
        if other is None:
            form.add_error("number", NOT_SEEN)
    if other is not None:
        with refusals_on(form):
            if form.has_been_checked():
                reason = form.cleaned_data["reason"]
                actions.merge(kept=child, gone=other, reason=reason, by=viewer.user, today=day)
                messages.success(request, MERGED)
                return redirect(DETAILS, public_id=child.public_id)
            preview = actions.try_out(kept=child, gone=other, by=viewer.user, today=day)
            form.mark_checked()
    return _asked(request, child, form, preview, other)


def _asked(
    request: Request, child: Child, form: MergeForm, preview: actions.Preview | None, other: Child | None
) -> HttpResponse:
    """The question, or the same with what would happen."""
    return ask_about(
        request,
        child,
        form,
        title="Check the merge" if preview else "Merge with another record of this child",
        button="Merge the records" if preview else "Check what would happen",
        back=DETAILS,
        facts=tuple(_words(preview, child, other)) if preview and other else (),
        warning=_differences(preview) if preview else "",
        text="" if preview else "Nothing happens before you have seen what the merge would do.",
    )


def _other(viewer: Viewer, number: str) -> Child | None:
    """The other record, when the person sees it: a closed one is as if it were not there."""
    found = find_by_number(viewer, number)
    if found is None or not is_visible(viewer, found):
        return None
    log_read(viewer, found.pk, page="merge records")
    return found


def _words(preview: actions.Preview, child: Child, other: Child) -> list[str]:
    moved = _count(preview.moved, "thing moves", "things move")
    said = [f"The record {other.number} is put into this one: {moved}."]
    if preview.removed:
        said.append(
            f"{_count(preview.removed, 'thing is', 'things are')} on both records and will be kept once."
        )
    was = [in_words(due) if due else "none" for due in preview.was_due]
    now = in_words(preview.is_due) if preview.is_due else "none"
    said.append(f"Next review due: {was[0]} here and {was[1]} on the other record; {now} after the merge.")
    if names := named_here_alone(child, other, today()):
        said.append(WILL_SEE.format(names=", ".join(names)))
    return [*said, KEPT]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _differences(preview: actions.Preview) -> str:
    if not preview.differences:
        return ""
    said = (
        "; ".join(preview.differences).replace(" here,", " there,").replace("in the portal", "on this record")
    )
    return f"The other record differs: {said}. Make sure that it is the same child."


@page(Permission.EDIT_CHILD, methods=FORM)
def undo(request: Request, public_id: UUID) -> HttpResponse:
    """Make two records of one again."""
    viewer = request.viewer
    found = ChildMerge.objects.filter(public_id=public_id, authority=viewer.authority_id, undone_at=None)
    record = found.select_related("kept", "gone", "authority").first()
    if record is None:
        raise Http404("No such merge")
    child = get_child(viewer, record.kept.public_id, page="undo a merge")
    form = UndoForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.undo(merge=record, reason=form.cleaned_data["reason"], by=viewer.user, today=today())
            restricted = RESTRICTED_TOO if words_before(record.kept, record.gone) else ""
            messages.success(request, f"They are two records again.{restricted}")
            return redirect(DETAILS, public_id=child.public_id)
    return ask_about(
        request,
        child,
        form,
        title="Undo the merge",
        button="Make two records again",
        back=DETAILS,
        facts=(
            f"The record {record.gone.number} was put into this one on "
            f"{in_words(localdate(record.created_at))}.",
            *words_before(record.kept, record.gone),
        ),
        warning="What was recorded since the merge stays on this record.",
    )
