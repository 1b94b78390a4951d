"""Pages of a completed record: read, corrected, amended line by line."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.models import Job
from accounts.models.jobs import JobState
from accounts.templatetags.govuk import day as day_words
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from children.access import may_record
from reviews import wording
from reviews.cycle.replay import Moved
from reviews.decisions.amended_answers import to_tell
from reviews.decisions.views import mails_about
from reviews.joint.access import joint_of
from reviews.letters.issues import to_write_again
from reviews.meeting.access import get_review_for, parts_in
from reviews.meeting.states import REVIEW, Act
from reviews.meeting.step_page import ask_step
from reviews.models import Amendment, DecisionAnswer, MonitoringForm, Review
from reviews.models.monitoring import FormState
from reviews.models.review import AttendeeRole, SectionKey
from reviews.record import amending, concern_prefill, finished
from reviews.record.amend_forms import AmendForm, CorrectForm
from reviews.record.followed import Step, answers_of, steps_of
from reviews.record.sections import ParticipationFacts
from reviews.record.together import clashes, correcting
from statute.participation import Views

FOLLOWS = (
    "Who came, and the dates that are worked out from the date of the review, are amended at the same time. "
    "What the record said before can still be read."
)


@dataclass(frozen=True)
class ShownLine:
    """A line as the page draws it: with its amendments, and where it can be put right."""

    line: finished.Line
    amendments: list[Amendment]
    amend: str = ""

    @property
    def says(self) -> bool:
        """Whether it says something, or did before it was amended."""
        return bool(self.answer or self.amendments)

    @property
    def answer(self) -> str:
        return amending.reads_now(self.line, self.amendments)


@dataclass(frozen=True)
class ShownPart:
    """A heading of the record with its lines."""

    title: str
    lines: list[ShownLine]

    @property
    def said(self) -> list[ShownLine]:
        """The lines that say something, or did before they were amended."""
        return [line for line in self.lines if line.says]

    @property
    def unsaid(self) -> list[ShownLine]:
        """The questions of which nothing was recorded."""
        return [line for line in self.lines if not line.says]


@dataclass(frozen=True)
class ShownDecision:
    """A decision of the record: what was agreed, and what followed this review."""

    agreed: finished.Agreed
    lines: list[ShownLine]
    steps: list[Step]
    task: DecisionAnswer | None
    """The last time this review sent it."""


@dataclass(frozen=True)
class ShownPerson:
    """Somebody who was asked to the review."""

    role: str
    name: ShownLine
    presence: ShownLine

    @property
    def is_child(self) -> bool:
        return self.role == AttendeeRole.CHILD.label


class Page:
    """Draws the lines of one record for one person."""

    def __init__(self, review: Review, possible: frozenset[Act]) -> None:
        self.review, self.possible = review, possible
        self.amendments = amending.amended(review)

    def shown(self, lines: list[finished.Line]) -> list[ShownLine]:
        return [ShownLine(line, self.amendments.get(line.key, []), self._address(line.key)) for line in lines]

    def _address(self, key: str) -> str:
        if key in amending.BY_ITSELF or key in (finished.HELD_ON, finished.PARTICIPATION):
            if Act.CORRECT in self.possible and not self.review.source_id:
                return reverse("reviews:correct", args=[self.review.public_id])
        elif Act.AMEND in self.possible and amending.can_be_amended(key):
            return reverse("reviews:amend", args=[self.review.public_id, key])
        return ""


def record_page(request: Request, review: Review) -> HttpResponse:
    """The completed record, for reading and printing."""
    viewer = request.viewer
    context = shown_record(review, REVIEW.possible(review.status, parts_in(viewer, review.child))) | {
        "joint": joint_of(viewer, review),
        "mails": mails_about([review.pk]),
        "queue_is_down": _queue_is_down(review),
        "letters": reverse("reviews:review_letters", args=[review.public_id])
        if viewer.may(P.BOOK_REVIEW)
        else "",
    }
    if may_record(viewer, review.child):
        context |= _to_do(review, context["answers"])
    return render(request, "reviews/record.html", context)


def shown_record(review: Review, possible: frozenset[Act]) -> dict[str, Any]:
    """What a completed record says, with what was amended and what followed its decisions."""
    says = finished.read(review)
    page_of = Page(review, possible)
    answers = answers_of(review)
    steps, sent = steps_of(answers), {str(a.decision.public_id): a for a in answers}
    return {
        "review": review,
        "child": review.child,
        "names": says.names or finished.names_now(review),
        "today": today(),
        "facts": page_of.shown(says.facts),
        "sections": [ShownPart(s.title, page_of.shown(s.lines)) for s in says.sections],
        "people": [ShownPerson(person.role, *page_of.shown(person.lines)) for person in says.people],
        "decisions": [
            ShownDecision(
                agreed,
                page_of.shown(agreed.lines),
                steps.get(agreed.decision, []),
                sent.get(agreed.decision),
            )
            for agreed in says.decisions
        ],
        "answers": answers,
        "was_amended": bool(page_of.amendments),
        "nobody_told": any(answer.team is None for answer in answers),
    }


def _queue_is_down(review: Review) -> bool:
    """Whether mail of this council waits for a queue that has not taken it."""
    return Job.objects.filter(
        kind="mail.send", authority=review.child.authority_id, state=JobState.QUEUED, published_at=None
    ).exists()


def _to_do(review: Review, answers: list[DecisionAnswer]) -> dict[str, Any]:
    """What the IRO has still to do with a completed record: raise something with the council, write what
    is sent from it, complete the form.
    """
    view = review.sections.filter(key=SectionKey.VIEW).first()
    raises = view is not None and view.data.get("challenge") in ("informal", "formal")
    written = list(review.letters.order_by("kind", "issue"))
    link = concern_prefill.link(review.child, concern_prefill.REVIEW, review.public_id)
    return {
        "take_up": link if raises else "",
        "nothing_written": review.recorded_at is not None and not written,
        "write_again": to_write_again(written),
        "to_tell": to_tell(answers),
        "form_due": MonitoringForm.objects.filter(review=review, state=FormState.DUE).first(),
    }


@page(P.RECORD_REVIEW, P.RESTRICT_CHILD, methods=FORM)
def correct(request: Request, public_id: UUID) -> HttpResponse:
    """Correct the date of a completed review, or how the child took part."""
    review = get_review_for(request.viewer, public_id, Act.CORRECT, page="correct a review")
    if review.source_id:
        messages.warning(request, wording.FROM_THE_RETURN)
        return redirect("reviews:review", public_id=public_id)
    section = review.sections.filter(key=SectionKey.ATTENDANCE).first()
    known = {k: v for k, v in (section.data if section else {}).items() if k in ("child_came", "views")}
    form = CorrectForm(posted(request), today=today(), initial={"held_on": review.held_on, **known})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            moved = correcting.correct(
                review=review,
                held_on=data["held_on"],
                facts=ParticipationFacts(attended=data["child_came"] == "yes", views=Views(data["views"])),
                reason=data["reason"],
                by=request.viewer.user,
                today=today(),
            )
            messages.success(request, f"The record has been corrected. {_words_of(moved)}".strip())
            return redirect("reviews:review", public_id=review.public_id)
    title, button = "Correct the date or participation", "Save the correction"
    return ask_step(request, review, form, Act.CORRECT, title, button, facts=(FOLLOWS,))


def _words_of(moved: list[Moved]) -> str:
    dates = ", ".join(f"{_day(m.was, 'not known')} is now {_day(m.now, 'not required')}" for m in moved)
    return f"Due dates that changed: {dates}." if moved else ""


def _day(stored: str | None, otherwise: str) -> str:
    return day_words(date.fromisoformat(stored)) if stored else otherwise


@page(P.RECORD_REVIEW, P.RESTRICT_CHILD, methods=FORM)
def amend(request: Request, public_id: UUID, key: str) -> HttpResponse:
    """Amend one line of a completed record."""
    review = get_review_for(request.viewer, public_id, Act.AMEND, page="amend a record")
    found = amending.amendable(review, key)
    if found is None:
        raise Http404("No such line")
    form = AmendForm(posted(request), found=found)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            amending.amend(review=review, key=key, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, "The record has been amended. The people who have it are told.")
            return redirect("reviews:review", public_id=review.public_id)
    said = found.line.answer or "not recorded"
    question = Question(
        title="Amend the record",
        button="Save the amendment",
        back=reverse("reviews:review", args=[review.public_id]),
        back_text="Back to the record",
        caption=f"Review of {day_words(review.held_on)}",
        facts=(f"The record said: {said}", *clashes.told_before(review, key)),
        text=(
            "What the record said stays readable beside the amendment, with your name, the date and your "
            "reason."
        ),
    )
    return ask_page(request, form, question, child=review.child, today=today())
