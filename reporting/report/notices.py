"""Mails to those for whom a report waits."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from accounts.access.roles import PERMISSIONS, Permission, Role
from accounts.mail import outbox as mail
from accounts.models import Authority, User
from accounts.people.actions import holders_of
from reporting.models import Report

APPROVERS = tuple(role for role in Role if Permission.APPROVE_REPORT in PERMISSIONS[role])
NOBODY_APPROVES = (
    "Nobody can approve this report yet. Ask an administrator to add a head of service, an assistant "
    "director or the director. Whoever sends a report cannot approve it."
)


def approvers(authority: Authority, today: date, *, sent_by: User | None) -> list[User]:
    """Everybody who may approve a report that this person sends."""
    people = {person.pk: person for role in APPROVERS for person in holders_of(role, authority, today)}
    if sent_by is not None:
        people.pop(sent_by.pk, None)
    return sorted(people.values(), key=lambda person: person.name)


def sent_for_review(*, report: Report, by: User, today: date) -> None:
    """Tell everybody who may approve it."""
    for person in approvers(report.authority, today, sent_by=by):
        body = (
            "It is complete and waits for approval. You can comment on sections, approve it or send it back."
        )
        _tell(report, person, f"To approve: annual report {report.year_label}", body)


def sent_back(*, report: Report, by: User) -> None:
    """Tell the author. The reason is not in the mail, since it may name somebody."""
    body = "The reason and the comments are on the page of the report."
    _tell_author(report, by, f"Sent back to you: annual report {report.year_label}", body)


def consent_withdrawn(*, report: Report, by: User, today: date) -> None:
    """Tell everybody who may approve it. Whose consent it was is not in the mail."""
    for person in approvers(report.authority, today, sent_by=by):
        body = (
            "Consent for something in it was withdrawn, so the report is a draft again. It will be sent to "
            "you once more."
        )
        _tell(report, person, f"Taken back: annual report {report.year_label}", body)


def approved(*, report: Report, by: User) -> None:
    """Tell the author that it can be published."""
    _tell_author(report, by, f"Approved: annual report {report.year_label}", "It can be published now.")


def _tell_author(report: Report, by: User, subject: str, body: str) -> None:
    author = report.submitted_by
    if author is not None and author.pk != by.pk:
        _tell(report, author, subject, body)


def _tell(report: Report, person: User, subject: str, body: str) -> None:
    address = settings.PUBLIC_ADDRESS + reverse("reporting:report", args=[report.public_id])
    mail.queue_mail(
        to=person, authority=report.authority, subject=subject, body=f"{body}\n\n{address}\n", about=report
    )
