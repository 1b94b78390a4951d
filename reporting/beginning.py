"""What a new council needs of figures, for the first-run guide."""

from datetime import date

from django.db.models import Max
from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.beginning.steps import Step
from reporting.models import Benchmark


def steps(viewer: Viewer, today: date) -> list[Step]:
    last = Benchmark.objects.aggregate(last=Max("year"))["last"]
    return [
        Step(
            "Official statistics to compare with",
            reverse("reporting:comparators"),
            Permission.MANAGE_SETTINGS,
            last is not None,
            f"Loaded up to {last}." if last else "Not loaded.",
            "Figures of England, the region and like councils, and the rate for 10,000 children, "
            "are not shown.",
            is_optional=True,
        )
    ]
