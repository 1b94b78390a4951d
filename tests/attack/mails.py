"""What the mails of an act say and to whom they go."""

from accounts.access.viewers import viewer_for
from accounts.clock import today
from accounts.mail.reading import _about, why_not
from accounts.models import OutgoingMail
from accounts.registry import registered
from children.models import Child


def wrong_mails(known: set[int]) -> list[str]:
    """What is wrong with the mails that were written since those known: a child's name or number in one,
    somebody who may not read what it is about, and a kind of which nobody says who may read it."""
    wrong = []
    for mail in OutgoingMail.objects.exclude(pk__in=known).select_related("to", "authority"):
        words = f"{mail.subject} {mail.body}"
        told = [
            name
            for child in Child.objects.all()
            for name in (child.forename, child.surname, child.number)
            if name and name in words
        ]
        wrong += [f"“{mail.subject}” tells {told}"] if told else []
        reason = why_not(mail, today=today())
        wrong += [f"“{mail.subject}” to {mail.to}: {reason}"] if reason else []
        if not is_known(mail):
            wrong.append(f"“{mail.subject}” about {mail.about_type}: who may read it?")
    return wrong


def is_known(mail: OutgoingMail) -> bool:
    """Whether somebody says who may read what the mail is about."""
    about = _about(mail)
    if mail.to is None or about is None or about._meta.app_label == "accounts":
        return True
    viewer = viewer_for(mail.to, today=today())
    return viewer is None or any(
        reads(viewer, about, today()) is not None for reads in registered("MAIL_READERS")
    )
