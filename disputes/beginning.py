"""What a new council needs of disputes, for the first-run guide."""

from datetime import date

from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.beginning.steps import Step
from accounts.calendars import terms_for
from accounts.templatetags.govuk import plural
from disputes.models import Ladder
from disputes.process.presets import USUAL


def steps(viewer: Viewer, today: date) -> list[Step]:
    council = viewer.authority
    is_set = Ladder.objects.filter(authority=council).exists()
    terms = terms_for(council).on(today)
    usual = plural(len(USUAL.stages_within(terms)), "stage")
    not_set = f"Not chosen, so {usual} apply that share {terms.drp_total_wd} working days."
    return [
        Step(
            "Stages of the dispute process",
            reverse("disputes:process"),
            Permission.SET_DISPUTE_STAGES,
            is_set,
            "Set." if is_set else not_set,
            "Formal disputes follow these stages, whatever the protocol of the council says.",
            is_optional=True,
        )
    ]
