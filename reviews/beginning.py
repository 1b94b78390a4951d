"""What a new council needs of reviews, for the first-run guide."""

from datetime import date

from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.beginning.steps import Step
from accounts.models import Authority
from accounts.templatetags.govuk import day
from children.models import Child
from reviews.models import MonitoringVersion, RecordVersion


def steps(viewer: Viewer, today: date) -> list[Step]:
    council = viewer.authority
    any_there = council.known_until is not None or Child.objects.filter(authority=council).exists()
    is_known = council.known_until is None or council.live_from is not None
    state = "Set."
    until = council.reviews_told_until
    not_set = f"Not set: reviews after {day(until)} are not known." if until else ""
    if council.known_until is None:
        state = "Every review is known." if any_there else "There are no children yet."
    return [
        Step(
            "Since when the portal is the live record",
            reverse("reviews:reach"),
            Permission.IMPORT,
            any_there and is_known,
            state if is_known else not_set,
            "A review due after that day is not called overdue until a return or the feed tells of it.",
            waits_for="" if any_there else "children",
        ),
        _record(council),
        _forms(council),
    ]


def _record(council: Authority) -> Step:
    """What the record of every review asks."""
    is_set = RecordVersion.objects.filter(authority=council, starts_on__isnull=False).exists()
    return Step(
        "Questions of the record of a review",
        reverse("reviews:record_versions"),
        Permission.EDIT_MONITORING,
        is_set,
        "Set." if is_set else "The portal’s own questions are asked.",
        "The record asks what the portal asks, in its words, and no question of the council’s own.",
        is_optional=True,
    )


def _forms(council: Authority) -> Step:
    """The form of every review; the questions at midway checks and for feedback are beside it."""
    own = MonitoringVersion.objects.filter(authority=council, created_by__isnull=False)
    is_set = own.filter(starts_on__isnull=False).exists()
    return Step(
        "Questions of the monitoring form",
        reverse("reviews:monitoring_versions"),
        Permission.EDIT_MONITORING,
        is_set,
        "Set." if is_set else "The portal’s own form is used.",
        "The form after each review asks what the portal asks, and no question of the council’s own.",
        is_optional=True,
    )
