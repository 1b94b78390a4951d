"""Somebody without an account answers an invitation by its link, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox
from reviews.inviting import links
from reviews.inviting.asked import told_of_answer
from reviews.inviting.consulting import Said, keep
from reviews.models import Consultation, Invitation, ReplyLink, Review
from reviews.models.inviting import Given

ENDED = (
    "This link has ended or was used already, so your answer was not sent. Your words are still on this "
    "page: copy them, and send them to the address below."
)
SENT = "Your answer has been sent."
PAPER_IN = (
    "Somebody has already given your views before the review, so they were not sent again. Write to "
    "the address below what has changed."
)


@dataclass(frozen=True)
class Answer:
    """Whether they come, and each answer on their consultation paper with its key and question."""

    reply: str
    note: str = ""
    helped_by: str = ""
    words: Sequence[dict[str, str]] = ()


class SentBefore(NotNow):
    """This very form was sent by the link already, and what it says is kept."""


def answer_by_link(*, link: ReplyLink, answer: Answer, today: date, mark: str = "") -> None:
    """Keep the answer of whoever has the link; it opens no more. The IRO and whoever invited get an email.
    `mark` tells this sending from every other, where the page said which one it is.

    Raises NotNow, with nothing kept; SentBefore where it is kept already.
    """
    row = link.invitation
    review = row.review
    child = review.child
    words = tuple(part for part in answer.words if part["text"].strip())
    with audit.action(
        "review.answered_by_link",
        by=None,
        authority=child.authority_id,
        child_id=child.pk,
        target=review,
        role=row.role,
        answers=len(words),
    ):
        _hold(link, row, review)
        if mark and link.used_at and link.sent_mark == mark:
            raise SentBefore(SENT)
        if not links.is_open(link, today=today):
            raise NotNow(ENDED)
        if words and Consultation.objects.filter(invitation=row).exists():
            raise NotNow(PAPER_IN)
        row.reply, row.reply_note, row.replied_on = answer.reply, answer.note.strip(), today
        row.save(update_fields=["reply", "reply_note", "replied_on"])
        if words:
            keep(row, Said(words, today, Given.LINK, answer.helped_by), by=None, today=today)
        link.used_at, link.sent_mark = now(), mark
        link.save(update_fields=["used_at", "sent_mark"])
        _tell(row, has_views=bool(words), today=today)


def _hold(link: ReplyLink, row: Invitation, review: Review) -> None:
    """Hold all three until the transaction ends, and read them and the child's restriction as they stand, in
    the order of all actions.
    """
    review.status = Review.objects.select_for_update().values_list("status", flat=True).get(pk=review.pk)
    review.child.refresh_from_db(fields=["is_restricted"])
    audit.hold(row)
    row.review = review
    audit.hold(link)
    link.invitation = row


def _tell(row: Invitation, *, has_views: bool, today: date) -> None:
    """The child's IRO and whoever sent the invitation (reviews/inviting/asked.py). The email names nobody."""
    review = row.review
    link = f"{settings.PUBLIC_ADDRESS}{reverse('reviews:invitations', args=[review.public_id])}"
    said = " and sent their views" if has_views else ""
    for person in told_of_answer(row, today=today):
        outbox.queue_mail(
            to=person,
            authority=review.child.authority,
            subject="Somebody has answered an invitation to a review",
            body=f"Somebody who is invited to a review has answered{said}. Please read it:\n\n{link}\n",
            about=review,
        )
