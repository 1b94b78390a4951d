"""What the council's system tells of the social worker's work with a child: visits, and the care plan."""

import pghistory
from django.db import models
from django.db.models import F, Q

from children.models.child import Child


@pghistory.track()
class SocialWorkerVisit(models.Model):
    """A visit to the child under regulation 28, one a day. Empty: not recorded."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="social_worker_visits")
    visited_on = models.DateField()
    was_seen = models.BooleanField(null=True)
    seen_alone = models.BooleanField(null=True)
    source = models.ForeignKey(
        "children.ReturnImport", models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["child", "-visited_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "visited_on"], name="social_worker_visit_once"),
        ]


class Aim(models.TextChoices):
    """What a care plan works towards, as the Standard Safeguarding Dataset has it."""

    REMAIN = "REMAINSUP", "stay with the family, with support"
    RETURN_1 = "RETURN1M", "return to the family within a month"
    RETURN_6 = "RETURN6M", "return to the family within six months"
    RETURN_LATER = "RETURNEV", "return to the family eventually"
    RELATIVE = "LTRELFR", "live with a relative or friend for good"
    FOSTER = "LTFOST18", "long-term fostering"
    RESIDENTIAL = "RESPLMT", "a children’s home"
    SUPPORTED = "SUPPLIV", "supported living in the community"
    ADOPTION = "ADOPTION", "adoption"
    OTHER = "OTHERPLN", "another plan"


@pghistory.track()
class CarePlan(models.Model):
    """What the care plan works towards from a day on."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="care_plans")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    aims = models.JSONField(default=list, help_text="Codes of Aim")
    source = models.ForeignKey(
        "children.ReturnImport", models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["child", "-started_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "started_on"], name="care_plan_once"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="care_plan_ends_after_start",
            ),
        ]

    @property
    def words(self) -> str:
        """The aims as a person reads them."""
        return ", ".join(str(Aim(code).label) for code in self.aims)
