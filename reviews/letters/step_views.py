"""Steps of a letter: words kept, translated copy, sign-off, changed again, written again after an
amendment.
"""

import hashlib
import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.lifecycle import NotNow
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from reviews.letters import actions, drawn
from reviews.letters.access import get_letter
from reviews.letters.forms import KeepForm, ReasonForm, SignForm, TranslationForm
from reviews.letters.heading import heading_of, titled
from reviews.letters.known import about_child, look_again
from reviews.letters.states import LETTER, Act
from reviews.midway.access import get_child_to_contact
from reviews.models import Letter


def _ask(
    request: Request, letter: Letter, form: BaseForm, question: Question, **more: object
) -> HttpResponse:
    changed = drawn.changes(letter)
    paper, at = titled(letter, letter.parts), today()
    return ask_page(
        request,
        form,
        question,
        child=letter.child,
        today=at,
        letter=letter,
        paper=paper,
        changed=changed,
        **more,
    )


def _question(letter: Letter, title: str, button: str, **more: object) -> Question:
    back = reverse("reviews:letter", args=[letter.public_id])
    caption = f"{letter.get_kind_display().capitalize()}. {heading_of(letter).occasion}"
    return Question(title=title, button=button, back=back, caption=caption, **more)  # type: ignore[arg-type]


@page(P.RECORD_REVIEW, methods=FORM)
def keep_words(request: Request, public_id: UUID, number: int) -> HttpResponse:
    """Say why words that a guard stopped are right."""
    letter = get_letter(request.viewer, public_id, page="words of a letter", act=Act.WRITE)
    found = look_again(letter, about_child(letter, request.viewer, today()))
    if number >= len(found):
        raise Http404("No such words")
    item = found[number]
    initial = {"words": item.hit.words, "sentence": item.sentence, "reason": item.kept}
    form = KeepForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        if {key: form.cleaned_data[key] for key in ("words", "sentence")}.items() - initial.items():
            form.add_error(None, "The letter has changed since you opened this page. Go back and look again.")
        else:
            with refusals_on(form):
                actions.settle(
                    letter=letter,
                    found=item,
                    reason=form.cleaned_data["reason"],
                    by=request.viewer.user,
                )
                messages.success(request, "Recorded: the words are right.")
                return redirect("reviews:letter", public_id=letter.public_id)
    question = _question(
        letter, "These words are right", "Keep the words", about="reviews/letters/_words.html"
    )
    return _ask(request, letter, form, question, item=item)


@page(P.RECORD_REVIEW, methods=FORM)
def translation(request: Request, public_id: UUID) -> HttpResponse:
    """Attach a translated copy."""
    letter = get_letter(request.viewer, public_id, page="a translated copy", act=Act.WRITE)
    form = TranslationForm(posted(request), request.FILES or None)
    if not letter.translated_name:
        del form.fields["without"]
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data.get("translated")
        name, content = (upload.name, upload.read()) if upload else ("", b"")
        with refusals_on(form):
            actions.attach(letter=letter, name=name, content=content, by=request.viewer.user)
            messages.success(request, "The translated copy is attached." if content else "Removed.")
            return redirect("reviews:letter", public_id=letter.public_id)
    return _ask(request, letter, form, _question(letter, "Translated copy", "Save"))


@page(P.BOOK_REVIEW)
def translation_file(request: Request, public_id: UUID) -> HttpResponse:
    """The translated copy, to read or print."""
    letter = get_letter(request.viewer, public_id, page="a translated copy")
    if not letter.translated:
        raise Http404("None attached")
    answer = HttpResponse(bytes(letter.translated), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="translated-copy.pdf"'
    return answer


CHANGED = "The letter has changed since you opened this page. It is shown as it reads now."


def _as_read(letter: Letter) -> str:
    """A mark of what is signed off: another one as soon as a word, the format or the translation changes."""
    read = [letter.parts, letter.format, letter.language, letter.withheld_words, letter.translated_name]
    return hashlib.sha256(json.dumps(read).encode()).hexdigest()[:32]


@page(P.RESTRICT_CHILD, methods=FORM)
def sign(request: Request, public_id: UUID) -> HttpResponse:
    """Sign a letter off, or return it to its writer."""
    letter = get_letter(request.viewer, public_id, page="sign off a letter", act=Act.SIGN)
    if request.method == "GET":
        try:
            LETTER.check_state(Act.SIGN, letter.state)
        except NotNow as refused:
            messages.warning(request, str(refused))
            return redirect("reviews:letters")
    form = SignForm(posted(request), stands=_as_read(letter), changed=CHANGED)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            if data["answer"] == "sign":
                actions.sign(letter=letter, by=request.viewer.user)
                messages.success(request, "Signed off. It is ready to send.")
            else:
                actions.send_back(letter=letter, reason=data["reason"], by=request.viewer.user)
                messages.success(request, "Returned to the writer.")
            return redirect("reviews:letters")
    return _ask(
        request, letter, form, _question(letter, "Sign off", "Save", about="reviews/letters/_read.html")
    )


@page(P.RECORD_REVIEW, methods=POST)
def reopen(request: Request, public_id: UUID) -> HttpResponse:
    """Take a letter back to change it."""
    letter = get_letter(request.viewer, public_id, page="change a letter again", act=Act.REOPEN)
    with refusals_said(request):
        actions.reopen(letter=letter, by=request.viewer.user)
    return redirect("reviews:letter", public_id=letter.public_id)


@page(P.RECORD_REVIEW, methods=POST)
def confirm_record(request: Request, public_id: UUID) -> HttpResponse:
    """Confirm that a finished letter is right though the record has changed."""
    letter = get_letter(request.viewer, public_id, page="confirm a letter", act=Act.CONFIRM)
    with refusals_said(request):
        actions.confirm(letter=letter, seen=request.POST.get("confirm", ""), by=request.viewer.user)
        messages.success(request, "Recorded: the words are right as they stand.")
    return redirect("reviews:letter", public_id=letter.public_id)


@page(P.RECORD_REVIEW, methods=FORM)
def reissue(request: Request, public_id: UUID) -> HttpResponse:
    """Write a letter again after the record was amended."""
    letter = get_letter(request.viewer, public_id, page="write a letter again", act=Act.REISSUE)
    form = ReasonForm(
        posted(request), label="Why is it written again?", missing="Enter why it is written again"
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = actions.reissue(
                letter=letter, reason=form.cleaned_data["reason"], by=request.viewer.user, today=today()
            )
            return redirect("reviews:letter", public_id=made.public_id)
    text = "What was sent does not change. The new issue begins from the record with its amendments."
    return _ask(request, letter, form, _question(letter, "Write it again", "Write issue", text=text))


@page(P.RECORD_REVIEW, methods=POST)
def introduce(request: Request, public_id: UUID) -> HttpResponse:
    """Begin the letter in which the IRO says to the child who they are."""
    child = get_child_to_contact(request.viewer, public_id, page="letter of introduction")
    with refusals_said(request):
        letter = actions.introduce(child=child, by=request.viewer.user, today=today())
        return redirect("reviews:letter", public_id=letter.public_id)
    return redirect("reviews:child_contact", public_id=public_id)
