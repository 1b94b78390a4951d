"""Pages of copies: the list of recipients, one copy, sending; and the page of a recipient with an account."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.models.jobs import DID_NOT_GO
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.pictures import pictures_in
from accounts.ui.posted import posted
from children.contacts.told import key_of, must_not_know_home, not_to_be_told
from reviews.letters import amended_copies, copying
from reviews.letters.access import accounts_for, get_copy, get_letter, get_own_copy
from reviews.letters.forms import CopyForm, HowForm, OutcomeForm
from reviews.letters.heading import heading_of, titled
from reviews.letters.states import COPY, LETTER, Act, Part
from reviews.letters.versions import HOME_PARTS, LEFT_OUT
from reviews.letters.views import about_letter, pdf_answer
from reviews.models import Letter, LetterCopy
from reviews.models.letter import Channel, CopyState
from statute.refusals import Refused

SENDER = frozenset({Part.SENDER})
COLOURS = {
    CopyState.LISTED: "grey",
    CopyState.SENT: "blue",
    CopyState.OPENED: "green",
    CopyState.RETURNED: "orange",
    CopyState.FAILED: "red",
}


def _rows(letter: Letter, copies: list[LetterCopy]) -> list[dict[str, Any]]:
    """Copies as the list shows them, with what the child's contacts say of their readers now."""
    silent, kept_from = not_to_be_told(letter.child), must_not_know_home(letter.child)
    rows = []
    for copy in copies:
        key = key_of(copy.role, copy.name)
        stays = key in kept_from and not copy.withholds_home and copy.parts is not None
        rows.append(_row(copy) | {"to_ask": key in silent, "says_home": stays})
    return rows


def _row(copy: LetterCopy) -> dict[str, Any]:
    """A copy without what the contacts say."""
    titles = {part["key"]: part["title"] for part in titled(copy.letter, copy.letter.parts)}
    out = set(copy.left_out) | (HOME_PARTS & set(titles) if copy.withholds_home else set())
    mail = copy.mail if copy.state == CopyState.SENT else None
    has_failed = mail is not None and mail.state in DID_NOT_GO
    return {
        "copy": copy,
        "left_out": [title for key, title in titles.items() if key in out],
        "colour": "red" if has_failed else COLOURS[CopyState(copy.state)],
        "state": "email failed" if has_failed else copy.get_state_display(),
        "must_be_read": copy.withholds_home and copy.read_by_id is None,
        "can": {act.name: True for act in COPY.possible(copy.state, SENDER)},
        "goes_by_hand": copy.channel != Channel.LINK,
        "tell": amended_copies.why_by_hand(copy, today()) if amended_copies.is_to_tell(copy) else "",
    }


def _copies(letter: Letter) -> list[LetterCopy]:
    copies = list(letter.copies.select_related("person", "mail", "read_by", "told_mail"))
    for copy in copies:
        copy.letter = letter
    return copies


@page(P.BOOK_REVIEW)
def copies(request: Request, public_id: UUID) -> HttpResponse:
    """Who gets what, how, and what became of it."""
    letter = get_letter(request.viewer, public_id, page="copies of a letter", act=Act.LIST)
    rows = _rows(letter, _copies(letter))
    to_send = [row for row in rows if "SEND" in row["can"]]
    context = about_letter(request, letter) | {
        "rows": rows,
        "to_send": len([row for row in to_send if not row["must_be_read"] and not row["says_home"]]),
        "waiting": [row["copy"].name for row in to_send if row["must_be_read"]],
    }
    return render(request, "reviews/letters/copies.html", context)


@page(P.BOOK_REVIEW, methods=FORM)
def add_copy(request: Request, public_id: UUID) -> HttpResponse:
    """Add a recipient."""
    letter = get_letter(request.viewer, public_id, page="add a copy", act=Act.LIST)
    form = _form(request, letter, {})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            copying.put_on_list(letter=letter, data=form.cleaned_data, by=request.viewer.user, today=today())
            messages.success(request, "Added to the list.")
            return redirect("reviews:copies", public_id=letter.public_id)
    return _ask(request, letter, form, "Add a recipient", "Add to the list")


@page(P.BOOK_REVIEW, methods=FORM)
def change_copy(request: Request, public_id: UUID) -> HttpResponse:
    """Change how a copy goes, or what it leaves out."""
    copy = get_copy(request.viewer, public_id, page="change a copy")
    initial = {name: getattr(copy, name) for name in ("name", "role", "channel", "left_out")}
    initial |= {"person": copy.person_id, "withholds_home": "yes" if copy.withholds_home else "no"}
    form = _form(request, copy.letter, initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            copying.change(copy=copy, data=form.cleaned_data, by=request.viewer.user, today=today())
            messages.success(request, "The copy is changed.")
            return redirect("reviews:copies", public_id=copy.letter.public_id)
    return _ask(request, copy.letter, form, "Change this copy", "Save")


def _form(request: Request, letter: Letter, initial: dict[str, Any]) -> CopyForm:
    people = accounts_for(letter.child, request.viewer.user)
    return CopyForm(posted(request), parts=letter.parts, accounts=people, initial=initial)


def _ask(request: Request, letter: Letter, form: Any, title: str, button: str) -> HttpResponse:
    back = reverse("reviews:copies", args=[letter.public_id])
    question = Question(title=title, button=button, back=back, back_text="Back to the copies")
    return ask_page(request, form, question, child=letter.child, today=today())


@page(P.BOOK_REVIEW, methods=POST)
def remove_copy(request: Request, public_id: UUID) -> HttpResponse:
    """Take somebody off the list."""
    copy = get_copy(request.viewer, public_id, page="remove a copy")
    with refusals_said(request):
        copying.remove(copy=copy, by=request.viewer.user)
        messages.success(request, "Removed from the list.")
    return redirect("reviews:copies", public_id=copy.letter.public_id)


@page(P.BOOK_REVIEW, methods=FORM)
def copy(request: Request, public_id: UUID) -> HttpResponse:
    """One copy as its reader will have it; a POST confirms that it was read before it goes."""
    found = get_copy(request.viewer, public_id, page="a copy of a letter", to_read=True)
    if request.method == "POST":
        with refusals_said(request):
            copying.read_first(copy=found, by=request.viewer.user)
            messages.success(request, "Recorded: you have read this copy.")
        return redirect("reviews:copies", public_id=found.letter.public_id)
    parts, passages = copying.as_it_would_go(found)
    (row,) = _rows(found.letter, [found])
    context = (
        about_letter(request, found.letter)
        | row
        | {
            "parts": titled(found.letter, parts),
            "passages": passages,
            "out": LEFT_OUT,
        }
    )
    return render(request, "reviews/letters/copy.html", context)


@page(P.BOOK_REVIEW)
def copy_pdf(request: Request, public_id: UUID) -> HttpResponse:
    """One copy as a PDF, to print or to put into the main system."""
    found = get_copy(request.viewer, public_id, page="a copy as PDF", to_read=True)
    return pdf_answer(found.letter, copying.as_it_would_go(found)[0], to=found.name)


@page(P.BOOK_REVIEW, methods=FORM)
def send_copies(request: Request, public_id: UUID) -> HttpResponse:
    """Show each copy once more, then send those that are ticked."""
    letter = get_letter(request.viewer, public_id, page="send copies", act=Act.SEND)
    LETTER.check_state(Act.SEND, letter.state)
    rows = [row for row in _rows(letter, _copies(letter)) if "SEND" in row["can"]]
    problem = ""
    if request.method == "POST":
        chosen = set(request.POST.getlist("copy"))
        ticked = [row["copy"] for row in rows if str(row["copy"].public_id) in chosen]
        try:
            copying.send(letter=letter, copies=ticked, by=request.viewer.user, today=today())
            messages.success(request, "The copies are sent. Print, post or upload those that go by hand.")
            return redirect("reviews:copies", public_id=letter.public_id)
        except Refused as refused:
            problem = str(refused)
    context = about_letter(request, letter) | {"rows": rows, "problem": problem, "has_errors": bool(problem)}
    return render(request, "reviews/letters/send.html", context, status=422 if problem else 200)


@page(P.BOOK_REVIEW, methods=FORM)
def outcome(request: Request, public_id: UUID) -> HttpResponse:
    """What became of a copy that went by hand."""
    found = get_copy(request.viewer, public_id, page="what happened to a copy")
    form = OutcomeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            copying.record_outcome(copy=found, state=data["state"], note=data["note"], by=request.viewer.user)
            messages.success(request, "Recorded.")
            return redirect("reviews:copies", public_id=found.letter.public_id)
    return _ask(request, found.letter, form, "What happened to this copy?", "Save")


@page(P.BOOK_REVIEW, methods=FORM)
def redirect_copy(request: Request, public_id: UUID) -> HttpResponse:
    """How a copy that came back, or could not be sent, goes the next time."""
    found = get_copy(request.viewer, public_id, page="how a copy goes the next time")
    accounts = accounts_for(found.letter.child, request.viewer.user)
    initial = {"channel": found.channel, "person": found.person_id}
    form = HowForm(posted(request), accounts=accounts, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            copying.redirect(copy=found, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, "Saved. Send the copy again when it is ready.")
            return redirect("reviews:copies", public_id=found.letter.public_id)
    return _ask(request, found.letter, form, "How does this copy go the next time?", "Save")


@page(P.BOOK_REVIEW, methods=POST)
def copy_told(request: Request, public_id: UUID) -> HttpResponse:
    """Record that somebody was told that what they have a copy of was amended."""
    found = get_copy(request.viewer, public_id, page="told of an amendment")
    with refusals_said(request):
        amended_copies.record_told(copy=found, by=request.viewer.user)
        messages.success(request, f"Recorded: {found.name} has been told.")
    return redirect("reviews:copies", public_id=found.letter.public_id)


# --- the recipient's own page


@page(P.READ_REVIEW_RECORD, methods=FORM)
def own_copy(request: Request, public_id: UUID) -> HttpResponse:
    """A copy that went to the reader: asked to be opened, then read."""
    found = get_own_copy(request.viewer, public_id)
    if request.method == "POST":
        with refusals_said(request):
            copying.open_own(copy=found, by=request.viewer.user)
        return redirect("reviews:own_copy", public_id=found.public_id)
    letter = found.letter
    context = {
        "copy": found,
        "letter": letter,
        "review": letter.review,
        "child": letter.child,
        "today": today(),
        "is_open": found.state == CopyState.OPENED,
        "heading": heading_of(letter),
        "parts": titled(letter, found.parts or []),
        "pictures": pictures_in("\n".join(part["text"] for part in found.parts or [])),
        "out": LEFT_OUT,
    }
    return render(request, "reviews/letters/own_copy.html", context)


@page(P.READ_REVIEW_RECORD)
def own_copy_pdf(request: Request, public_id: UUID) -> HttpResponse:
    """The reader's own copy as a PDF."""
    found = get_own_copy(request.viewer, public_id)
    return pdf_answer(found.letter, found.parts, to=found.name)
