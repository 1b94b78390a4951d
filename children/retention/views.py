"""Pages of the end of records: the monthly list, one record, legal holds, deletions and certificates."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.templatetags.govuk import day as in_words
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.fields import sentence
from accounts.ui.posted import posted
from accounts.ui.tables import headings
from children.access import log_list
from children.models import Child, Erasure, LegalHold, RecordClosure
from children.models.retention import ErasureState
from children.retention import actions as act
from children.retention import erasing
from children.retention.access import find_record, find_worker, get_erasure, get_record, records_for
from children.retention.due import Record, record_of, records_until
from children.retention.forms import ANONYMISE, AnswerForm, FindForm, HoldForm, ProposeForm, WhyForm
from children.retention.locking import open_again
from children.retention.periods import kinds_of
from children.retention.words import kind_in_words

AHEAD = timedelta(days=31)
END = Permission.END_RECORDS
STAYS = {
    False: "nothing",
    True: "dates and codes used in figures, with nothing that says whose they are",
}
NOT_FOUND = "There is no record with this number that you can see."
NO_WORKER = "There is nobody with this number, email address or name, or more than one person."


@page(END, Permission.HAND_OUT, methods=FORM)
def records(request: Request) -> HttpResponse:
    """The month's list: whose time is over or soon will be, what waits, what is held, and what went."""
    viewer, day = request.viewer, today()
    form = FindForm(posted(request))
    if request.method == "POST" and form.is_valid():
        found = _found(viewer, form)
        if found:
            return redirect(found)
    over = records_until(viewer.authority, records_for(viewer), day + AHEAD, day)
    waiting = set(
        Erasure.objects.filter(authority=viewer.authority_id, state=ErasureState.PROPOSED).values_list(
            "record_id", flat=True
        )
    )
    holds = LegalHold.objects.filter(lifted_at=None, child__in=records_for(viewer).values("pk").order_by())
    told = {record.child.pk for record in over} | set(holds.values_list("child_id", flat=True))
    log_list(viewer, sorted(told), page="records whose time is over")
    context = {
        "form": form,
        "over": [_row(record, day, waiting) for record in over],
        "over_headings": headings("Record", "Kept until", "Why", "Now"),
        "holds": [_held(hold) for hold in holds.select_related("child", "placed_by")],
        "hold_headings": headings("Record", "Reason", "Placed"),
        "erasures": _erasures(viewer),
        "erasure_headings": headings("Deletion", "Proposed by", "State"),
        "kinds": kinds_of(viewer.authority, day),
        "kind_headings": headings("What", "How long", "What happens then"),
    }
    return render(request, "children/retention/records.html", context, status=422 if form.errors else 200)


def _found(viewer: Viewer, form: FindForm) -> str:
    """The address of what was looked for; an error of the form where there is nothing."""
    if number := form.cleaned_data["number"]:
        child = find_record(viewer, number)
        if child is not None:
            return reverse("children:record_end", args=[child.public_id])
        form.add_error("number", NOT_FOUND)
        return ""
    worker = find_worker(viewer, form.cleaned_data["worker"])
    if worker is not None:
        return reverse("children:bundle_worker", args=[worker.public_id])
    form.add_error("worker", NO_WORKER)
    return ""


def _link(child: Child) -> dict[str, str]:
    return {"text": child.number, "href": reverse("children:record_end", args=[child.public_id])}


def _row(record: Record, day: date, waiting: set[int]) -> list[Any]:
    state = {"text": "time is over", "tag": "orange"} if record.is_over(day) else {"text": "soon", "tag": ""}
    if record.child.pk in waiting:
        state = {"text": ErasureState.PROPOSED.label, "tag": "yellow"}
    if record.is_held:
        state = {"text": "legal hold", "tag": "red"}
    return [_link(record.child), in_words(record.kept.until), record.kept.why, state]


def _held(hold: LegalHold) -> list[Any]:
    placed = f"{in_words(localdate(hold.placed_at))} by {hold.placed_by.called_at(hold.placed_at)}"
    return [_link(hold.child), hold.reason, placed]


def _erasures(viewer: Viewer) -> list[list[Any]]:
    """Deletions that wait, for who may see the record; and the certificates, which name nobody."""
    seen = set(records_for(viewer).values_list("pk", flat=True))
    rows = Erasure.objects.filter(authority=viewer.authority_id).select_related("proposed_by")
    return [
        [
            {
                "text": f"Proposed {in_words(localdate(one.proposed_at))}",
                "href": reverse("children:erasure", args=[one.public_id]),
            },
            one.proposed_by.called_at(one.proposed_at),
            one.state_in_words,
        ]
        for one in rows
        if one.state == ErasureState.DONE or one.record_id in seen
    ]


@page(END, Permission.HAND_OUT)
def record_end(request: Request, public_id: UUID) -> HttpResponse:
    """How long one record is kept and why, and what can be done about it."""
    viewer, day = request.viewer, today()
    child = get_record(viewer, public_id, page="how long the record is kept")
    record = record_of(child, day)
    closure = RecordClosure.objects.filter(child=child, opened_at=None).first()
    waiting = Erasure.objects.filter(record_id=child.pk, state=ErasureState.PROPOSED).first()
    hold = act.standing_hold(child)
    context = {
        "child": child,
        "record": record,
        "hold": hold,
        "closure": closure,
        "waiting": waiting,
        "may_propose": record.is_over(day) and not hold and not waiting,
        "facts": [
            {"key": "Number", "value": child.number},
            {"key": "Kept until", "value": in_words(record.kept.until), "note": record.kept.why},
            {"key": "Legal hold", "value": hold.reason if hold else "None"},
            {"key": "Locked", "value": f"Adopted on {in_words(closure.adopted_on)}" if closure else "No"},
        ],
    }
    return render(request, "children/retention/record_end.html", context)


def _ask(
    request: Request, child: Child, form: django_forms.Form, title: str, button: str, **more: Any
) -> HttpResponse:
    back = reverse("children:record_end", args=[child.public_id])
    return ask_page(request, form, Question(title, button, back, caption=f"Record {child.number}", **more))


@page(END, methods=FORM)
def place_hold(request: Request, public_id: UUID) -> HttpResponse:
    child = get_record(request.viewer, public_id, page="legal hold")
    form = HoldForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act.place_hold(child=child, reason=form.cleaned_data["reason"], by=request.viewer.user)
            messages.success(request, "The record is held. Nothing of it can be deleted.")
            return redirect("children:record_end", public_id=public_id)
    return _ask(request, child, form, "Place a legal hold", "Place the hold")


@page(END, methods=FORM)
def lift_hold(request: Request, public_id: UUID) -> HttpResponse:
    child = get_record(request.viewer, public_id, page="legal hold")
    form = WhyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act.lift_hold(child=child, reason=form.cleaned_data["reason"], by=request.viewer.user)
            messages.success(request, "The hold is lifted. The record is kept by its rule alone.")
            return redirect("children:record_end", public_id=public_id)
    return _ask(request, child, form, "Lift the legal hold", "Lift the hold")


@page(END, methods=FORM)
def open_record(request: Request, public_id: UUID) -> HttpResponse:
    child = get_record(request.viewer, public_id, page="open a locked record")
    form = WhyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            open_again(child=child, reason=form.cleaned_data["reason"], by=request.viewer.user)
            messages.success(request, "The record can be changed again. It is still restricted.")
            return redirect("children:record_end", public_id=public_id)
    text = "It was closed after the adoption order. Open it only to correct what is wrong in it."
    return _ask(request, child, form, "Open this locked record", "Open the record", text=text)


@page(END, methods=FORM)
def propose_erasure(request: Request, public_id: UUID) -> HttpResponse:
    child = get_record(request.viewer, public_id, page="deletion")
    form = ProposeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            found = act.propose(
                child=child,
                reason=form.cleaned_data["reason"],
                by=request.viewer.user,
                today=today(),
                leaves_facts=form.cleaned_data["how"] == ANONYMISE,
            )
            messages.success(request, "The deletion waits for a second person.")
            return redirect("children:erasure", public_id=found.public_id)
    text = "Nothing is deleted until a second person has confirmed it."
    return _ask(request, child, form, "Propose to delete this record", "Propose the deletion", text=text)


@page(END)
def erasure(request: Request, public_id: UUID) -> HttpResponse:
    """A deletion that waits, or its certificate."""
    found = get_erasure(request.viewer, public_id)
    counts = sorted(
        [kind_in_words(kind), number] for kind, number in found.counts.items() if kind != erasing.STAYS
    )
    stays = found.counts.get(erasing.STAYS)
    context = {
        "erasure": found,
        "counts": counts,
        "count_headings": [{"text": "Kind"}, {"text": "Deleted", "numeric": True}],
        "may_answer": found.state == ErasureState.PROPOSED and found.proposed_by_id != request.viewer.user_id,
        "facts": [
            {"key": "Certificate", "value": str(found.public_id)},
            {"key": "Council", "value": found.authority.name},
            {"key": "Record", "value": _which(found)},
            {"key": "Was kept", "value": f"until {in_words(found.kept_until)}", "note": found.rule},
            {
                "key": "What stays",
                "value": sentence(STAYS[found.leaves_facts]),
                "note": f"{kind_in_words(erasing.STAYS)}: {stays}" if stays else "",
            },
            {"key": "Proposed", "value": _by(found.proposed_by, found.proposed_at), "note": found.reason},
            {
                "key": "Answered",
                "value": _by(found.answered_by, found.answered_at),
                "note": found.answer_reason,
            },
        ],
    }
    return render(request, "children/retention/erasure.html", context)


def _by(person: Any, moment: Any) -> str:
    return f"{in_words(localdate(moment))} by {person.called_at(moment)}" if person else "not yet"


def _which(erasure: Erasure) -> str:
    """The child's number for whoever answers; once it is done, a number from which nobody is known."""
    child = Child.objects.filter(pk=erasure.record_id).first()
    if child is None or erasure.state == ErasureState.DONE:
        return f"the portal’s record {erasure.record_id}"
    return f"child {child.number}"


@page(END, methods=FORM)
def answer_erasure(request: Request, public_id: UUID) -> HttpResponse:
    """The second person confirms the deletion, or keeps the record."""
    found = get_erasure(request.viewer, public_id)
    if request.method == "GET" and found.state != ErasureState.PROPOSED:
        return redirect("children:erasure", public_id=public_id)
    form = AnswerForm(posted(request), leaves_facts=found.leaves_facts)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            said = {"erasure": found, "reason": form.cleaned_data["reason"], "by": request.viewer.user}
            if form.cleaned_data["answer"] == "yes":
                act.confirm(**said, today=today())
                done = "made anonymous" if found.leaves_facts else "deleted"
                messages.success(request, f"The record has been {done}. This is the certificate.")
            else:
                act.decline(**said)
                messages.success(request, "The record is kept.")
            return redirect("children:erasure", public_id=public_id)
    question = Question(
        "Answer a proposed deletion",
        "Save the answer",
        reverse("children:erasure", args=[public_id]),
        facts=(
            f"{sentence(_which(found))}.",
            f"The record was kept until {in_words(found.kept_until)}: {found.rule}.",
            f"What is to stay: {STAYS[found.leaves_facts]}.",
        ),
        warning="What goes cannot be brought back."
        if found.leaves_facts
        else "A deleted record cannot be brought back.",
    )
    return ask_page(request, form, question)
