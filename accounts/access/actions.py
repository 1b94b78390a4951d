"""Asking for, giving and removing access to one child's record; looking in by giving a reason."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from accounts.access.lasting import Lasting, check
from accounts.access.roles import Role
from accounts.access.states import REQUEST, Act, parts_of
from accounts.audit.trail import action, hold
from accounts.clock import now
from accounts.mail import outbox as mail
from accounts.models import AccessGrant, AccessRequest, Authority, User
from accounts.models.access import RequestState
from accounts.people.actions import holders_of
from accounts.registry import registered
from statute.clock_words import day
from statute.refusals import Refused

BY_REASON_HOURS = 8
NO_LONGER = "The record is no longer restricted."
CLOSED = (
    "The record you asked to see is no longer restricted. Everyone who works with the child can see it now, "
    "so nobody needs to answer your request.\n"
)


class AccessRefused(Refused):
    """The request cannot be made or answered; the text says why."""


def ask_for_access(
    *, authority: Authority, child_id: int, child_number: str, reason: str, by: User, today: date
) -> AccessRequest:
    """Ask to be named on a restricted record. The mail to the QA managers names nobody but the asker."""
    with transaction.atomic():
        hold(authority)  # the same person may ask in the same moment from another window
        waits = AccessRequest.objects.filter(user=by, child_id=child_id, state=RequestState.WAITING).first()
        if waits:
            return waits
        with action("access.asked", by=by, authority=authority, child_id=child_id, reason=reason) as act:
            act.target = request = AccessRequest.objects.create(
                user=by, authority=authority, child_id=child_id, reason=reason, asked_at=now()
            )
            if those_who_answer(authority, today, but=by):
                mail_qa_managers(
                    authority,
                    today,
                    but=by,
                    subject="Request for access to a restricted record",
                    body=(
                        f"{by.name} has asked to see the record of child {child_number}. Sign in to read "
                        "the reason and to answer."
                    ),
                    about=request,
                )
            else:
                _mail_administrators(authority, by, today)
    return request


def those_who_answer(authority: Authority, today: date, *, but: User) -> list[User]:
    """The QA managers who may answer a request of this person."""
    return [person for person in holders_of(Role.QA_MANAGER, authority, today) if person.pk != but.pk]


def _mail_administrators(authority: Authority, by: User, today: date) -> None:
    """Nobody can answer: who gives roles hears of it. They learn neither of which child nor why."""
    for person in holders_of(Role.ADMINISTRATOR, authority, today):
        mail.queue_mail(
            to=person,
            authority=authority,
            subject="A request for access that nobody can answer",
            body=(
                f"{by.name} has asked to see a restricted record, and there is no other QA manager who "
                "could answer. Nobody answers their own request. Propose somebody as a QA manager: once "
                "a second person has confirmed the role, they can answer.\n\n"
                f"{settings.PUBLIC_ADDRESS}{reverse('accounts:people')}\n"
            ),
        )


def grant_access(
    *, request: AccessRequest, lasting: Lasting, reason: str, by: User, today: date
) -> AccessGrant:
    """Name the asker on the record to a last day. Raises WrongDays where the days are not possible."""
    with action(
        "access.granted",
        by=by,
        authority=request.authority,
        child_id=request.child_id,
        target=request,
        reason=reason,
    ):
        _answer(request, Act.GRANT, reason=reason, by=by)
        grant = name_person(
            user=request.user,
            child_id=request.child_id,
            lasting=check(lasting, request.authority, today),
            reason=request.reason,
            by=by,
            today=today,
        )
        until = day(grant.until or lasting.until)
        _tell_asker(
            request, f"You can now see the record you asked for, until {until}. Sign in and open it again."
        )
    return grant


def refuse_access(*, request: AccessRequest, reason: str, by: User, today: date) -> AccessRequest:
    """Say no, with a reason that the asker reads."""
    with action(
        "access.refused",
        by=by,
        authority=request.authority,
        child_id=request.child_id,
        target=request,
        reason=reason,
    ):
        _answer(request, Act.REFUSE, reason=reason, by=by)
        _tell_asker(request, "Your request was refused. Sign in to read why.")
    return request


def end_requests(*, child_id: int, by: User) -> list[AccessRequest]:
    """The restriction of the record has ended: requests that wait are closed, and whoever asked is told. Part
    of a larger action.
    """
    waiting = AccessRequest.objects.filter(child_id=child_id, state=RequestState.WAITING)
    found = list(waiting.select_related("user", "authority").order_by("pk"))
    for request in found:
        with action(
            "access.request_ended", by=by, authority=request.authority, child_id=child_id, target=request
        ):
            _answer(request, Act.END, reason=NO_LONGER, by=by)
            _tell_asker(request, CLOSED, subject="Your request for access is closed")
    return found


def _tell_asker(
    request: AccessRequest, body: str, *, subject: str = "Your request for access was answered"
) -> None:
    mail.queue_mail(to=request.user, authority=request.authority, subject=subject, body=body, about=request)


def _answer(request: AccessRequest, act: Act, *, reason: str, by: User) -> None:
    """The first of two answers counts."""
    held = AccessRequest.objects.select_for_update().get(pk=request.pk)
    held.state = REQUEST.check(act, held.state, parts_of(held, by))
    held.answered_by, held.answered_at, held.answer_reason = by, now(), reason
    held.save()
    request.refresh_from_db()


def name_person(
    *, user: User, child_id: int, lasting: Lasting, reason: str, by: User | None, today: date
) -> AccessGrant:
    """Name a person on a record to a last day; a person whose name has not run out stays named as they are.
    Part of a larger action.
    """
    standing = AccessGrant.objects.filter(user=user, child_id=child_id, revoked_at=None, expires_at=None)
    goes_on = standing.filter(until__gte=today).first()
    if goes_on:
        return goes_on
    standing.update(revoked_at=now())
    return AccessGrant.objects.create(
        user=user,
        child_id=child_id,
        reason=reason,
        granted_by=by,
        granted_at=now(),
        until=lasting.until,
        review_on=lasting.review_on,
    )


def revoke_access(
    *, grant: AccessGrant, authority: Authority, reason: str, by: User, today: date
) -> AccessGrant:
    """Remove a person from those named on the record; what upper floors check first says whether they may be
    (settings.BEFORE_NAME_ENDS).
    """
    with action(
        "access.revoked", by=by, authority=authority, child_id=grant.child_id, target=grant, reason=reason
    ):
        given = AccessGrant.objects.filter(pk=grant.pk, revoked_at=None)
        for may_end in registered("BEFORE_NAME_ENDS") if given.exists() else ():
            may_end(grant, today)
        if not given.update(revoked_at=now()):
            raise AccessRefused("This access has already been removed.")
    grant.refresh_from_db()
    return grant


def enter_with_reason(
    *,
    authority: Authority,
    child_id: int,
    child_number: str,
    is_restricted: bool,
    reason: str,
    by: User,
    today: date,
) -> AccessGrant:
    """Open one child's record for eight hours by giving a reason. The QA managers get a mail.

    For roles that see one child at a time (director, inspector); the caller's door has made sure of the role.
    """
    if is_restricted:
        raise AccessRefused(
            "This record is restricted: only people named on it can see it. Ask for access instead."
        )
    with transaction.atomic():
        hold(authority)  # the same person may ask in the same moment from another window
        moment = now()
        standing = AccessGrant.objects.filter(
            Q(expires_at__gt=moment), user=by, child_id=child_id, revoked_at=None
        ).first()
        return standing or _enter(authority, child_id, child_number, moment, reason, by=by, today=today)


def _enter(
    authority: Authority, child_id: int, number: str, moment: datetime, reason: str, *, by: User, today: date
) -> AccessGrant:
    with action("access.entered", by=by, authority=authority, child_id=child_id, reason=reason) as act:
        grant = AccessGrant.objects.create(
            user=by,
            child_id=child_id,
            reason=reason,
            granted_by=by,
            granted_at=moment,
            expires_at=moment + timedelta(hours=BY_REASON_HOURS),
        )
        act.target = grant
        mail_qa_managers(
            authority,
            today,
            but=by,
            subject="A record was opened by giving a reason",
            body=(
                f"{by.name} opened the record of child {number}. The reason is on the record's access page."
            ),
            about=grant,
        )
    return grant


def mail_qa_managers(
    authority: Authority,
    today: date,
    *,
    but: User,
    subject: str,
    body: str,
    about: models.Model,
) -> None:
    """Mail the council's QA managers, but not whoever did what the mail is about."""
    for manager in those_who_answer(authority, today, but=but):
        mail.queue_mail(to=manager, authority=authority, subject=subject, body=body, about=about)
