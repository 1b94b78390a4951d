"""What a new council needs of reviews, for the first-run guide."""

from datetime import date

from django.urls import reverse

from accounts.access.roles import Permission
from accounts.beginning.steps import Step
from accounts.models import Authority


def steps(council: Authority, today: date) -> list[Step]:
    is_known = council.known_until is None or council.live_from is not None
    state = "Every review is known." if council.known_until is None else "Set."
    return [
        Step(
            "Since when the portal is the live record",
            reverse("reviews:reach"),
            Permission.IMPORT,
            is_known,
            state if is_known else "Not set: reviews after the last return are not known.",
            "A review that is due after the last return is never called overdue.",
        )
    ]
