"""Pages of who is invited to a review: how the child wants it, the list, sending, reminding, answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.calendars import terms_for, working_days
from accounts.clock import today
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import plural
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.posted import posted
from children.needs.actions import language_words, needs_on
from reviews.inviting import actions
from reviews.inviting.access import get_invitation
from reviews.inviting.forms import NOBODY, GuestForm, LeaveOutForm, ReplyForm, SendForm, WishesForm
from reviews.inviting.papers import has_paper, still_to_fill_in
from reviews.inviting.people import keep_places, to_ask_about
from reviews.inviting.states import INVITATION, InvitationAct
from reviews.inviting.unwanted import meant_of
from reviews.meeting.access import get_review_for, parts_in
from reviews.meeting.notices import when
from reviews.meeting.states import REVIEW, Act, Part
from reviews.models import Invitation, Review
from reviews.models.inviting import AskedBy, InvitationState, Way
from statute.timescales import invitations_due_on


@page(P.BOOK_REVIEW, P.SUBMIT_REPORT)
def invitations(request: Request, public_id: UUID) -> HttpResponse:
    """How the child wants the review, who is invited, who has answered, what came back."""
    viewer = request.viewer
    review = get_review_for(viewer, public_id, Act.CONSULT, page="invitations to a review")
    parts = parts_in(viewer, review.child)
    possible = REVIEW.possible(review.status, parts)
    can_arrange = Act.ARRANGE in possible
    rows = list(review.invitations.select_related("person", "mail", "consultation").order_by("pk"))
    keep_places(review.child, rows)
    states, meant = [row.state for row in rows], meant_of(review, rows)
    silent = to_ask_about(review.child, rows)
    day = review.booked_for or review.started_on or today()
    terms = terms_for(review.child.authority).on(day)
    needs = needs_on(review.child, today())
    context = {
        "review": review,
        "child": review.child,
        "today": today(),
        "when": when(review) if review.booked_for else "",
        "due_on": invitations_due_on(day, calendar=working_days(), terms=terms),
        "due_why": f"{plural(terms.invite_wd, 'working day')} before the review",
        "needs": needs,
        "language_at_home": language_words(needs, today()),
        "wishes": getattr(review, "wishes", None),
        "rows": [
            (row, _can(row, can_arrange), has_paper(row.role), row.pk in meant, row.pk in silent)
            for row in rows
        ],
        "listed": InvitationState.LISTED in states,
        "waiting": any(row.state == InvitationState.SENT and not row.reply for row in rows),
        "can_arrange": can_arrange,
        "can_ask": Act.ASK_CHILD in possible,
        "can_consult": Act.CONSULT in possible,
        "unsent": [row.mail for row in rows if row.mail and row.mail.sent_at is None and row.mail.attempts],
        "opens_review": viewer.may(P.BOOK_REVIEW),
        "talks": list(review.talks.all()) if Part.IRO in parts or Part.QA in parts else None,
        "can_talk": Act.PREPARE in possible,
        "papers": len(still_to_fill_in(review)) if Act.CONSULT in possible else 0,
    }
    return render(request, "reviews/inviting/list.html", context)


def _can(row: Invitation, can_arrange: bool) -> dict[str, bool]:
    if not can_arrange:
        return {}
    return {act.name: True for act in InvitationAct if row.state in INVITATION.rules[act].moves}


def _ask(request: Request, review: Review, form: Any, title: str, button: str, **more: Any) -> HttpResponse:
    back = reverse("reviews:invitations", args=[review.public_id])
    question = Question(title=title, button=button, back=back, back_text="Back to the invitations", **more)
    return ask_page(request, form, question, child=review.child, today=today())


def _back(review: Review) -> HttpResponse:
    return redirect("reviews:invitations", public_id=review.public_id)


@page(P.BOOK_REVIEW, P.SUBMIT_REPORT, methods=FORM)
def wishes(request: Request, public_id: UUID) -> HttpResponse:
    """Record how the child wants the review."""
    review = get_review_for(request.viewer, public_id, Act.ASK_CHILD, page="how the child wants a review")
    found = getattr(review, "wishes", None)
    begins: dict[str, Any] = {}
    if request.viewer.may(P.SUBMIT_REPORT):
        begins["asked_by"] = AskedBy.SOCIAL_WORKER
    if found is not None:
        begins = dict(vars(found)) | ({} if found.asked_on else {"asked_by": NOBODY})
    form = WishesForm(posted(request), today=today(), initial=begins)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.record_wishes(review=review, wishes=form.wishes, by=request.viewer.user, today=today())
            messages.success(request, "How the child wants the review has been recorded.")
            return _back(review)
    text = "The IRO, everyone who may book reviews, the social worker and their managers can read it."
    return _ask(request, review, form, "How the child wants the review", "Save", text=text)


@page(P.BOOK_REVIEW, methods=POST)
def suggest(request: Request, public_id: UUID) -> HttpResponse:
    """Put the people around the child on the list."""
    review = get_review_for(request.viewer, public_id, Act.ARRANGE, page="list who is invited")
    with refusals_said(request):
        count = actions.suggest(review=review, by=request.viewer.user, today=today())
        messages.success(
            request, f"{plural(count, 'person,people')} added. Check the list before you send anything."
        )
    return _back(review)


@page(P.BOOK_REVIEW, methods=FORM)
def add(request: Request, public_id: UUID) -> HttpResponse:
    """Add somebody to the list."""
    review = get_review_for(request.viewer, public_id, Act.ARRANGE, page="add somebody to invite")
    form = GuestForm(posted(request), initial={"withholds_place": "no", "has_paper": True})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.add(review=review, guest=form.guest(), by=request.viewer.user)
            messages.success(request, "The person is on the list.")
            return _back(review)
    return _ask(request, review, form, "Add somebody to invite", "Add")


@page(P.BOOK_REVIEW, methods=FORM)
def change(request: Request, public_id: UUID) -> HttpResponse:
    """Change who it is and how they are invited."""
    row = get_invitation(request.viewer, public_id, Act.ARRANGE, page="change an invitation")
    begins = dict(vars(row)) | {"withholds_place": "yes" if row.withholds_place else "no"}
    if row.person is not None:
        begins["email"] = row.person.email
    form = GuestForm(posted(request), initial=begins)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            same = row.person if row.person and form.cleaned_data["email"] == row.person.email else None
            actions.change(invitation=row, guest=form.guest(same), by=request.viewer.user)
            messages.success(request, "Saved.")
            return _back(row.review)
    return _ask(request, row.review, form, "Change this invitation", "Save")


@page(P.BOOK_REVIEW, methods=POST)
def remove(request: Request, public_id: UUID) -> HttpResponse:
    """Take somebody off the list."""
    row = get_invitation(request.viewer, public_id, Act.ARRANGE, page="remove an invitation")
    with refusals_said(request):
        actions.remove(invitation=row, by=request.viewer.user)
        messages.success(request, "The person has been taken off the list.")
    return _back(row.review)


@page(P.BOOK_REVIEW, methods=FORM)
def leave_out(request: Request, public_id: UUID) -> HttpResponse:
    """Record why somebody is not invited."""
    row = get_invitation(request.viewer, public_id, Act.ARRANGE, page="leave somebody out of a review")
    form = LeaveOutForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.leave_out(invitation=row, by=request.viewer.user, **form.cleaned_data)
            messages.success(request, "They are recorded as not invited.")
            return _back(row.review)
    facts: tuple[str, ...] = (f"{row.name}, {row.get_role_display()}.",)
    if row.state == InvitationState.SENT:
        facts += ("They have been invited. Tell them yourself that they need not come.",)
    return _ask(request, row.review, form, "Not invited", "Record it", facts=facts)


@page(P.BOOK_REVIEW, methods=POST)
def put_back(request: Request, public_id: UUID) -> HttpResponse:
    """Invite somebody after all."""
    row = get_invitation(request.viewer, public_id, Act.ARRANGE, page="invite somebody after all")
    with refusals_said(request):
        actions.put_back(invitation=row, by=request.viewer.user)
        messages.success(request, "The person is on the list again. Send the invitation.")
    return _back(row.review)


@page(P.BOOK_REVIEW, methods=FORM)
def send(request: Request, public_id: UUID) -> HttpResponse:
    """Invite people: emails go out, the others are printed or told."""
    review = get_review_for(request.viewer, public_id, Act.ARRANGE, page="send invitations")
    rows = list(review.invitations.filter(state=InvitationState.LISTED).select_related("person"))
    if not rows:
        messages.warning(request, "Everybody on the list has been invited or left out.")
        return _back(review)
    silent = to_ask_about(review.child, rows)
    form = SendForm(posted(request), rows=rows, meant=meant_of(review, rows), silent=silent)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            chosen = form.chosen
            actions.send(review=review, invitations=chosen, by=request.viewer.user, today=today())
            messages.success(request, _said(chosen))
            return _back(review)
    text = (
        "Emails go out at once; they name no child and no place. "
        "Print the others, or tell the people yourself."
    )
    facts = (f"The review is on {when(review)}{f', {review.place}' if review.place else ''}.",)
    return _ask(request, review, form, "Send invitations", "Invite them", text=text, facts=facts)


def _said(chosen: list[Invitation]) -> str:
    mails = sum(row.way == Way.EMAIL for row in chosen)
    others = len(chosen) - mails
    parts = [f"{plural(mails, 'email')} will be sent." if mails else ""]
    if others:
        parts.append(f"{plural(others, 'invitation')} to print or to pass on yourself.")
    return " ".join(filter(None, parts))


@page(P.BOOK_REVIEW, methods=POST)
def remind(request: Request, public_id: UUID) -> HttpResponse:
    """Remind everybody who has not answered."""
    review = get_review_for(request.viewer, public_id, Act.ARRANGE, page="remind those invited to a review")
    with refusals_said(request):
        rows, left_out = actions.remind(review=review, by=request.viewer.user, today=today())
        told = [row.name for row in rows if row.way != Way.EMAIL]
        mails = len(rows) - len(told)
        if mails:
            messages.success(request, f"{plural(mails, 'reminder')} will be sent by email.")
        if told:
            messages.info(request, f"Remind yourself: {', '.join(told)}.")
        if left_out:
            messages.warning(request, actions.NOT_REMINDED.format(names=", ".join(r.name for r in left_out)))
    return _back(review)


@page(P.BOOK_REVIEW, methods=FORM)
def reply(request: Request, public_id: UUID) -> HttpResponse:
    """Record what somebody answered."""
    row = get_invitation(request.viewer, public_id, Act.ARRANGE, page="record the answer to an invitation")
    form = ReplyForm(
        posted(request),
        today=today(),
        initial={"reply": row.reply, "on": row.replied_on or today(), "note": row.reply_note},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.record_reply(invitation=row, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, "The answer is recorded.")
            return _back(row.review)
    sent = f", invited on {day_words(row.sent_on)}" if row.sent_on else ""
    facts = (f"{row.name}, {row.get_role_display()}{sent}.",)
    return _ask(request, row.review, form, "Answer to the invitation", "Save", facts=facts)
