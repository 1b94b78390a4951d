"""Pages of letters and minutes: those of a review, the one that is written, and the list of what is to be
done.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.drafts.keys import hidden_number
from accounts.searches import chosen_of
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.pictures import pictures_in
from accounts.ui.posted import posted
from children.access import log_list
from reviews.cycle.current import timetable
from reviews.letters import actions, drawn, reading, states
from reviews.letters.access import address_of, get_letter, letters_visible_to, parts_in
from reviews.letters.drafting import whole_text
from reviews.letters.forms import LetterForm, StyleForm
from reviews.letters.heading import heading_of, titled
from reviews.letters.issues import later, overtaken
from reviews.letters.known import about_child, look_again, style_of
from reviews.letters.lists import SHOWS, counted_copies
from reviews.letters.pdf import PdfUnavailable
from reviews.letters.pdf import render as render_pdf
from reviews.letters.states import LETTER, Act, Part
from reviews.meeting.access import get_review
from reviews.models import Letter
from reviews.models.letter import ChildLetters, LetterKind, LetterState
from reviews.models.review import ReviewStatus
from statute.refusals import Refused

PER_PAGE = 50
OF_A_REVIEW = (LetterKind.CHILD, LetterKind.MINUTES)
STYLE = ("child_letters", "opening", "closing", "introduction", "preferred")


@page(P.BOOK_REVIEW)
def letters(request: Request) -> HttpResponse:
    """Letters and minutes to be finished, signed off or sent, and copies that failed."""
    show = chosen_of(request, "show", SHOWS, "open")
    found = letters_visible_to(request.viewer).filter(SHOWS[show].condition)
    rows = found.select_related("review", "child__authority").order_by("review__completed_on", "pk")
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    log_list(request.viewer, [row.child_id for row in shown], page="letters", filters=f"show={show}")
    context = {
        "page_obj": shown,
        "rows": counted_copies(list(shown), request.viewer, today()),
        "shows": [{"key": key, "text": s.text, "current": key == show} for key, s in SHOWS.items()],
        "may_set": request.viewer.may(P.EDIT_MONITORING),
    }
    return render(request, "reviews/letters/list.html", context)


@page(P.BOOK_REVIEW, methods=FORM)
def review_letters(request: Request, public_id: UUID) -> HttpResponse:
    """What was written from the record of one review, and what can be; a POST begins one."""
    review = get_review(request.viewer, public_id, page="letters of a review")
    if review.status != ReviewStatus.COMPLETED:
        raise Http404("No record yet")
    parts = parts_in(request.viewer, review.child)
    problem = ""
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        if Part.IRO not in parts or kind not in OF_A_REVIEW:
            raise Http404("Not yours")
        try:
            letter = actions.write(review=review, kind=kind, by=request.viewer.user, today=today())
            return redirect("reviews:letter", public_id=letter.public_id)
        except Refused as refused:
            problem = str(refused)
    rows = list(review.letters.select_related("review", "child__authority").order_by("kind", "issue"))
    days = timetable(review, review.child.authority)
    context = {
        "review": review,
        "child": review.child,
        "today": today(),
        "rows": counted_copies(rows, request.viewer, today()),
        "can_begin": _can_begin(review.child.authority_id, rows) if Part.IRO in parts else [],
        "style": style_of(review.child.authority_id),
        "distribution_on": days.distribution_on,
        "distribution_why": days.distribution_why,
        "problem": problem,
    }
    return render(request, "reviews/letters/review.html", context, status=422 if problem else 200)


def _can_begin(authority_id: int, rows: list[Letter]) -> list[dict[str, Any]]:
    style, there = style_of(authority_id), {row.kind for row in rows}
    wanted = [LetterKind.MINUTES]
    if style.child_letters != ChildLetters.NEVER:
        wanted.insert(0, LetterKind.CHILD)
    return [
        {"kind": kind.value, "text": f"Write the {kind.label}", "is_main": number == 0}
        for number, kind in enumerate(k for k in wanted if k not in there)
    ]


@page(P.BOOK_REVIEW, methods=FORM)
def letter(request: Request, public_id: UUID) -> HttpResponse:
    """A letter or minutes: the page to write on while the IRO writes, else the page to read."""
    found = get_letter(request.viewer, public_id, page="a letter")
    if LETTER.may(Act.WRITE, found.state, parts_in(request.viewer, found.child)):
        return _write(request, found)
    if request.method == "POST":
        raise Http404("Not now")
    return render(request, "reviews/letters/letter.html", about_letter(request, found))


def about_letter(request: Request, letter: Letter) -> dict[str, Any]:
    """What every page of a letter shows, and what this person can do with it now."""
    review = letter.review
    days = timetable(review, letter.child.authority) if review else None
    can = LETTER.possible(letter.state, parts_in(request.viewer, letter.child))
    follows = later(letter)
    if review is None or follows is not None:
        can -= {Act.REISSUE}
    if after := overtaken([letter]):
        can -= {Act.SEND}
    return {
        "letter": letter,
        "heading": heading_of(letter),
        "paper": titled(letter, letter.parts),
        "review": review,
        "child": letter.child,
        "today": today(),
        "changed": (changed := drawn.changes(letter)),
        "pictures": pictures_in(whole_text(letter)),
        "seen": drawn.fingerprint(changed),
        "is_for_child": letter.kind != LetterKind.MINUTES,
        "distribution_on": days.distribution_on if days else None,
        "distribution_why": days.distribution_why if days else "",
        "can": {act.name: True for act in can},
        "overtaken": bool(after),
        "overtaken_why": states.OVERTAKEN,
        "later": follows,
        "later_address": address_of(request.viewer, follows) if follows else "",
    }


def _write(request: Request, letter: Letter) -> HttpResponse:
    initial = {name: getattr(letter, name) for name in ("format", "language", "withheld_words")}
    form = LetterForm(posted(request), parts=letter.parts, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), transaction.atomic():  # nobody comes between the words and the button
            actions.save(
                letter=letter, texts=form.texts, choices=_choices(form.cleaned_data), by=request.viewer.user
            )
            return _after_saving(request, letter)
    about = about_child(letter, request.viewer, today())
    text = "\n".join(part["text"] for part in letter.parts)
    context = about_letter(request, letter) | {
        "form": form,
        "text_fields": [field for field in form if field.name.startswith("part-")],
        "other_fields": [form["format"], form["language"], form["withheld_words"]],
        "found": list(enumerate(look_again(letter, about))),
        "jargon": _jargon(letter),
        "reading_age": reading.reading_age(text),
        "hard_words": reading.hard_words(text, [*about.own, *about.siblings, about.forename, about.surname])[
            :12
        ],
        "style": style_of(letter.child.authority_id),
        "has_errors": bool(form.errors),
    }
    context["left"] = sum(1 for _, hit in context["found"] if not hit.kept)
    return render(request, "reviews/letters/write.html", context, status=422 if form.errors else 200)


def _choices(data: dict[str, Any]) -> dict[str, str]:
    return {name: data[name] for name in ("format", "language", "withheld_words")}


def _after_saving(request: Request, letter: Letter) -> HttpResponse:
    """What the button asked for besides saving: a better word, or to finish."""
    here = redirect("reviews:letter", public_id=letter.public_id)
    if "rewrite" in request.POST or "confirm" in request.POST:
        return _follow_record(request, letter, here)
    if (number := hidden_number(request.POST.get("use", ""))) is not None:
        actions.use_better_word(letter=letter, number=number, by=request.viewer.user)
    elif "finish" in request.POST:
        try:
            actions.finish(letter=letter, viewer=request.viewer, today=today())
        except Refused as refused:
            messages.warning(request, str(refused))
            return here
        if letter.state == LetterState.READY:
            messages.success(request, "Finished. Check the list of copies, then send them.")
            return redirect("reviews:copies", public_id=letter.public_id)
        messages.success(request, "Finished. It waits for sign-off.")
    else:
        messages.success(request, "Saved.")
    return here


def _follow_record(request: Request, letter: Letter, here: HttpResponse) -> HttpResponse:
    """A part begun again from the record as it reads now, or the words confirmed."""
    with refusals_said(request):
        if part := request.POST.get("rewrite"):
            actions.rewrite(letter=letter, part=part, by=request.viewer.user, today=today())
            messages.success(request, "Saved. The part was begun again from the record.")
        else:
            actions.confirm(letter=letter, seen=request.POST.get("confirm", ""), by=request.viewer.user)
            messages.success(request, "Saved. Recorded: the words are right as they stand.")
    return here


def _jargon(letter: Letter) -> list[dict[str, Any]]:
    found = actions.jargon_in(letter)
    return [{"number": n, "title": part["title"], "word": word} for n, (part, word) in enumerate(found)]


@page(P.BOOK_REVIEW)
def letter_pdf(request: Request, public_id: UUID) -> HttpResponse:
    """The whole letter as a PDF."""
    found = get_letter(request.viewer, public_id, page="a letter as PDF")
    return pdf_answer(found, found.parts)


def pdf_answer(letter: Letter, parts: Any, to: str = "") -> HttpResponse:
    """A PDF to save; its name says no child's."""
    try:
        content, kind, status = render_pdf(letter, parts, to=to), "application/pdf", 200
    except PdfUnavailable as off:
        content, kind, status = str(off).encode(), "text/plain", 503
    answer = HttpResponse(content, content_type=kind, status=status)
    answer["Content-Disposition"] = f'inline; filename="{heading_of(letter).file}"'
    return answer


@page(P.MANAGE_SETTINGS, P.EDIT_MONITORING, methods=FORM)
def letter_style(request: Request) -> HttpResponse:
    """How the council wants its letters: tone, words, sign-off."""
    style = style_of(request.viewer.authority_id)
    initial = {n: style.words(n) for n in STYLE}
    form = StyleForm(
        posted(request), initial=initial | {"needs_sign_off": "yes" if style.needs_sign_off else "no"}
    )
    if request.method == "POST" and form.is_valid():
        actions.set_style(style=style, words=form.cleaned_data, by=request.viewer.user)
        messages.success(request, "Letters and minutes: saved.")
        return redirect("reviews:letter_style")
    back = "accounts:settings" if request.viewer.may(P.MANAGE_SETTINGS) else "reviews:letters"
    question = Question(title="Letters and minutes", button="Save", back=reverse(back))
    return ask_page(request, form, question)


def settings_links(viewer: Any) -> list[dict[str, str]]:
    """The letters among the council's settings."""
    text = "Whether children get a letter, its tone and words, and sign-off"
    return [{"title": "Letters and minutes", "text": text, "href": reverse("reviews:letter_style")}]
