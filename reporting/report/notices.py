"""Mails to those for whom a report waits."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from accounts.access.roles import PERMISSIONS, Permission, Role
from accounts.mail import outbox as mail
from accounts.models import User
from accounts.people.actions import holders_of
from reporting.models import Report

APPROVERS = tuple(role for role in Role if Permission.APPROVE_REPORT in PERMISSIONS[role])


def sent_for_review(*, report: Report, by: User, today: date) -> None:
    """Tell everybody who may approve it."""
    people = {person.pk: person for role in APPROVERS for person in holders_of(role, report.authority, today)}
    people.pop(by.pk, None)
    for person in people.values():
        body = (
            "It is complete and waits for approval. You can comment on sections, approve it or send it back."
        )
        _tell(report, person, f"To approve: annual report {report.year_label}", body)


def sent_back(*, report: Report, by: User) -> None:
    """Tell the author. The reason is not in the mail, since it may name somebody."""
    body = "The reason and the comments are on the page of the report."
    _tell_author(report, by, f"Sent back to you: annual report {report.year_label}", body)


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
