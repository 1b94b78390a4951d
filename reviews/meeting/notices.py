"""Who of those invited gets an email from the portal when a booking moves or is cancelled."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from accounts.mail import outbox as mail
from accounts.models import User
from accounts.templatetags.govuk import clock
from accounts.templatetags.govuk import day as day_words
from reviews.inviting import links
from reviews.models import Invitation, Review
from reviews.models.inviting import InvitationState, Way


def reached(review: Review, *, by: User) -> list[User]:
    """The child's IRO, the social worker and whoever booked the review, as far as they sign in here; not the
    person who acts. Everybody else who was invited is told by people.
    """
    child = review.child
    people = Q(workers__iro_allocations__child=child, workers__iro_allocations__ended_on=None)
    people |= Q(
        pk__in=review.invitations.filter(state=InvitationState.SENT, person__isnull=False).values("person")
    )
    people |= Q(
        workers__social_worker_allocations__child=child, workers__social_worker_allocations__ended_on=None
    )
    if review.created_by_id:
        people |= Q(pk=review.created_by_id)
    return list(
        User.objects.filter(people, is_active=True).exclude(pk=by.pk).distinct().order_by("name", "pk")
    )


def send_moved(review: Review, was: str, *, by: User, today: date) -> None:
    """Tell them that the booking is for another time or place. The mail names no child and no place."""
    _send(
        review,
        by=by,
        subject="A review has been moved",
        body=f"The review that was booked for {was} is now booked for {when(review)}.",
        ask_from=today,
    )


def ask_again(review: Review) -> None:
    """What people answered was about the old day: their answers are asked for again."""
    review.invitations.exclude(reply="").update(reply="", replied_on=None, reply_note="")


def send_cancelled(review: Review, *, by: User) -> None:
    """Tell them that the review is not held then."""
    body = f"The review that was booked for {when(review)} has been cancelled."
    _send(review, by=by, subject="A review has been cancelled", body=body)


def when(review: Review) -> str:
    """The day and time of the booking, in words."""
    at = f" at {clock(review.booked_time)}" if review.booked_time else ""
    return f"{day_words(review.booked_for)}{at}"


def _send(review: Review, *, by: User, subject: str, body: str, ask_from: date | None = None) -> None:
    """`ask_from`: the answers of people without an account are asked for again, from this day."""
    link = f"{settings.PUBLIC_ADDRESS}{reverse('reviews:child_reviews', args=[review.child.public_id])}"
    authority = review.child.authority
    for person in reached(review, by=by):
        mail.queue_mail(
            to=person, authority=authority, subject=subject, body=f"{body}\n\n{link}\n", about=review
        )
    for row in invited_outside(review):
        link = links.offer(row, today=ask_from) if ask_from else ""
        told = f"{body}\n\n{link}{by.name} ({by.email}) can tell you more.\n"
        mail.queue_mail(
            to=None, address=row.email, authority=authority, subject=subject, body=told, about=review
        )


def invited_outside(review: Review) -> Iterator[Invitation]:
    """Those without an account who were invited by email."""
    yield from review.invitations.filter(state=InvitationState.SENT, way=Way.EMAIL, person=None)
