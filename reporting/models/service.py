"""What the IRO service keeps up besides its cases: supervision, champions, links, providers, panels."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, User


class ServiceKind(models.TextChoices):
    SUPERVISION = "supervision", "Supervision"
    CHAMPION = "champion", "Champion themes"
    LINK = "link", "Links to teams and partners"
    PANEL = "panel", "Panels and meetings"
    ADVOCACY = "advocacy", "Providers of advocacy and independent visitors"
    GROUP = "group", "Groups of children"


@pghistory.track()
class ServiceEntry(models.Model):
    """One of them, from a day on (V-33 to V-37). A report prints those of its period."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="service_entries")
    kind = models.CharField(max_length=12, choices=ServiceKind)
    name = models.CharField(max_length=120)
    who = models.CharField(
        max_length=120, blank=True, help_text="Who leads it or goes there, by post or name"
    )
    detail = models.CharField(max_length=300, blank=True, help_text="How often, for whom, what for")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="The first day on which it is no more")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["kind", "name", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "name", "starts_on"], name="service_entry_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="service_entry_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return self.name
