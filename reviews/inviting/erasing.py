"""Addresses of people outside leave with the record: emails that went to them about its reviews
and their copies."""

from accounts.models import OutgoingMail
from reviews.models import Invitation, LetterCopy, Review


def forget_addresses(child_ids: set[int]) -> None:
    """Before records are deleted (settings.BEFORE_RECORD_ERASED): emails to people without an account go."""
    reviews = Review.objects.filter(child__in=child_ids)
    Invitation.objects.filter(review__in=reviews).update(mail=None)
    about = {"about_type": Review._meta.label_lower, "about_id__in": reviews.values("pk")}
    OutgoingMail.objects.filter(to=None, **about).delete()
    copies = LetterCopy.objects.filter(letter__child__in=child_ids)
    copies.update(told_mail=None)
    about = {"about_type": LetterCopy._meta.label_lower, "about_id__in": copies.values("pk")}
    OutgoingMail.objects.filter(to=None, **about).delete()
