"""What a new council needs of disputes, for the first-run guide."""

from datetime import date

from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.beginning.steps import Step
from disputes.models import Ladder


def steps(viewer: Viewer, today: date) -> list[Step]:
    council = viewer.authority
    is_set = Ladder.objects.filter(authority=council).exists()
    return [
        Step(
            "Stages of the dispute process",
            reverse("disputes:process"),
            Permission.SET_DISPUTE_STAGES,
            is_set,
            "Set." if is_set else "Not chosen, so four stages of 5 working days apply.",
            "Formal disputes follow these stages, whatever the protocol of the council says.",
            is_optional=True,
        )
    ]
