"""Who of those invited gets an email from the portal when a booking moves or is cancelled."""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from accounts.mail import outbox as mail
from accounts.models import User
from accounts.templatetags.govuk import clock
from accounts.templatetags.govuk import day as day_words
from reviews.models import Review


def reached(review: Review, *, by: User) -> list[User]:
    """The child's IRO, the social worker and whoever booked the review, as far as they sign in here; not the
    person who acts. Everybody else who was invited is told by people.
    """
    child = review.child
    people = Q(workers__iro_allocations__child=child, workers__iro_allocations__ended_on=None)
    people |= Q(
        workers__social_worker_allocations__child=child, workers__social_worker_allocations__ended_on=None
    )
    if review.created_by_id:
        people |= Q(pk=review.created_by_id)
    return list(
        User.objects.filter(people, is_active=True).exclude(pk=by.pk).distinct().order_by("name", "pk")
    )


def send_moved(review: Review, was: str, *, by: User) -> None:
    """Tell them that the booking is for another time or place. The mail names no child and no place."""
    _send(
        review,
        by=by,
        subject="A review has been moved",
        body=f"The review that was booked for {was} is now booked for {when(review)}. See where:",
    )


def send_cancelled(review: Review, *, by: User) -> None:
    """Tell them that the review is not held then."""
    body = f"The review that was booked for {when(review)} has been cancelled:"
    _send(review, by=by, subject="A review has been cancelled", body=body)


def when(review: Review) -> str:
    """The day and time of the booking, in words."""
    at = f" at {clock(review.booked_time)}" if review.booked_time else ""
    return f"{day_words(review.booked_for)}{at}"


def _send(review: Review, *, by: User, subject: str, body: str) -> None:
    link = f"{settings.PUBLIC_ADDRESS}{reverse('reviews:child_reviews', args=[review.child.public_id])}"
    for person in reached(review, by=by):
        mail.queue_mail(
            to=person,
            authority=review.child.authority,
            subject=subject,
            body=f"{body}\n\n{link}\n",
            about=review,
        )
