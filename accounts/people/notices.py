"""Mails to a person about their own sign-in: a change that they did not make is seen the same day."""

from accounts.mail import outbox as mail
from accounts.models import Membership, User

IF_NOT_YOU = "If this was not you, tell your administrator at once."


def notify(person: User, subject: str, text: str, *, address: str = "") -> None:
    """Mail a person through a council they work for; `address` where it is not the one they sign in with
    now.
    """
    membership = Membership.objects.filter(user=person).select_related("authority").order_by("-pk").first()
    if membership is None:
        return  # nobody's colleague: there is no council to send it for
    mail.queue_mail(
        to=person,
        address=address,
        authority=membership.authority,
        subject=subject,
        body=f"Hello {person.name},\n\n{text}\n\n{IF_NOT_YOU}\n",
        about=person,
    )
