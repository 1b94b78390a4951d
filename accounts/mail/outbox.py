"""Mail the portal owes: written in the transaction, sent by the worker, failed ones shown and tried again.

A mail never holds a child's name: it says what waits and where. To somebody who may not read what it is about
it is held, and not owed: nobody waits for it, and pages say who was not told.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import models
from django.urls import reverse
from django.utils.text import Truncator

from accounts.access.viewers import Viewer, memberships_of
from accounts.clock import now, today
from accounts.councils.words import said
from accounts.jobs import queue as jobs
from accounts.mail.reading import may_hear_of, why_not
from accounts.models import Authority, Job, OutgoingMail, User
from accounts.models.jobs import DID_NOT_GO, LONGEST_SUBJECT, MailState
from accounts.registry import registered
from accounts.unseen import without_unseen

RETRY_FOR = timedelta(days=3)
SET_PASSWORD_LINK = "[link to set a password]"
"""Stands in a stored mail where the link goes: the link is made when the mail is sent, and never stored."""

_held_now: ContextVar[list[int] | None] = ContextVar("held_now", default=None)


@contextmanager
def noting_held() -> Iterator[list[int]]:
    """The mails that are held while something is done, by their keys: whoever does it is told of them."""
    held: list[int] = []
    token = _held_now.set(held)
    try:
        yield held
    finally:
        _held_now.reset(token)


def not_told(held: list[int], *, viewer: Viewer) -> str:
    """Who gets no mail of these, and why, as far as whoever is told may know; empty where all were taken
    back, or go.
    """
    mails = OutgoingMail.objects.filter(pk__in=held, state=MailState.HELD).select_related("to").order_by("pk")
    known = (mail for mail in mails if may_hear_of(viewer, mail, today=today()))
    return " ".join(dict.fromkeys(f"{mail.to_whom} gets no email. {mail.last_error}" for mail in known))


def queue_mail(
    *,
    to: User | None,
    authority: Authority,
    subject: str,
    body: str,
    about: models.Model | None = None,
    address: str = "",
    is_worded: bool = False,
) -> OutgoingMail:
    """Write a mail and ask the worker to send it after commit; one that is held is looked at again then, when
    all is written that decides who may read. `address`: where it is not the person's own
    any more, or where nobody with an account is meant. `is_worded`: it is in the council's words already.
    """
    if not is_worded:
        subject, body = said(subject, authority), said(body, authority)
    subject, body = without_unseen(subject), without_unseen(body)
    mail = OutgoingMail.objects.create(
        authority=authority,
        to=to,
        address=address,
        # on one line: a name with a line break would begin another header; and no longer than is kept
        subject=Truncator(" ".join(subject.split())).chars(LONGEST_SUBJECT),
        body=body,
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else None,
    )
    if reason := why_not(mail, today=today()):
        mail.state, mail.last_error = MailState.HELD, reason
        mail.save(update_fields=["state", "last_error"])
        if (held := _held_now.get()) is not None:
            held.append(mail.pk)
    jobs.enqueue("mail.send", key=str(mail.pk), params={"mail": mail.pk}, authority=authority)
    return mail


@jobs.handles("mail.send")
def send(job: Job, report: jobs.Report) -> dict[str, bool]:
    """Send one mail. Only a mail that the server took counts as sent."""
    mail = OutgoingMail.objects.select_related("to", "authority").get(
        pk=job.params["mail"], authority=job.authority_id
    )
    if mail.state == MailState.SENT:
        return {"sent": True}
    if reason := why_not(mail, today=today()):
        OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.HELD, last_error=reason)
        return {"sent": False}
    try:
        send_mail(mail.subject, with_link(mail), None, [mail.address or getattr(mail.to, "email", "")])
    except Exception as error:  # whatever the mail server does, the mail stays owed and is shown as unsent
        OutgoingMail.objects.filter(pk=mail.pk).update(
            state=MailState.FAILED,
            attempts=models.F("attempts") + 1,
            last_error=f"{type(error).__name__}: {error}"[:300],
        )
        return {"sent": False}
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=MailState.SENT, sent_at=now(), attempts=models.F("attempts") + 1, last_error=""
    )
    return {"sent": True}


def with_link(mail: OutgoingMail) -> str:
    """The text of the mail, with a fresh link in place of the mark for one. Upper floors put in theirs. Who
    works for several councils reads which one it is about.
    """
    body = mail.body
    if mail.to is not None and mail.authority is not None and len(_councils_of(mail.to)) > 1:
        body = f"{body.rstrip()}\n\nThis is about your work for {mail.authority.name}.\n"
    for put_in in registered("MAIL_LINKS"):
        body = put_in(body, mail)
    if mail.to is None or SET_PASSWORD_LINK not in body or not _is_theirs_alone(mail):
        return body
    key = default_token_generator.make_token(mail.to)
    path = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(mail.to), "key": key}
    )
    return body.replace(SET_PASSWORD_LINK, settings.PUBLIC_ADDRESS + path)


def _is_theirs_alone(mail: OutgoingMail) -> bool:
    """Whether it is about the person's own account and goes to the address they sign in with: words that
    somebody typed, and that read like the mark, open nothing.
    """
    return not mail.address and (mail.about_type, mail.about_id) == (User._meta.label_lower, mail.to_id)


def _councils_of(person: User) -> set[int]:
    return {membership.authority_id for membership in memberships_of(person, today())}


def owed() -> models.Q:
    """Mails to people who are still here, or who never had an account."""
    return models.Q(to=None) | models.Q(to__is_active=True)


def retry() -> int:
    """Ask for every failed mail of the last three days again, and for those held: who is named on a record
    meanwhile is told."""
    waiting = (
        OutgoingMail.objects.filter(
            owed(),
            state__in=[MailState.WAITING, *DID_NOT_GO],
            created_at__gte=now() - RETRY_FOR,
        )
        .select_related("authority")
        .order_by("pk")[:500]
    )
    for mail in waiting:
        jobs.enqueue("mail.send", key=str(mail.pk), params={"mail": mail.pk}, authority=mail.authority)
    return len(waiting)
