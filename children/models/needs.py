"""What a child needs so that it can take part, and the names of providers behind their numbers."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, User
from children.models.child import Child


class Disabled(models.TextChoices):
    YES = "YES", "yes"
    NO = "NO", "no"
    NOT_KNOWN = "NOT_KNOWN", "not known"


class Disability(models.TextChoices):
    """The kinds of the children in need census and of the Standard Safeguarding Dataset."""

    MOB = "MOB", "mobility"
    HAND = "HAND", "hand function"
    PC = "PC", "personal care"
    INC = "INC", "incontinence"
    COMM = "COMM", "communication"
    LD = "LD", "learning"
    HEAR = "HEAR", "hearing"
    VIS = "VIS", "vision"
    BEH = "BEH", "behaviour"
    CON = "CON", "consciousness"
    AUT = "AUT", "autism or Asperger syndrome"
    DDA = "DDA", "other disability under the Equality Act"


@pghistory.track()
class ChildNeeds(models.Model):
    """Disability, language and communication from a day on, until the next one begins."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="needs")
    starts_on = models.DateField()
    is_disabled = models.CharField(max_length=10, choices=Disabled, default=Disabled.NOT_KNOWN)
    disabilities = models.JSONField(default=list, help_text="Codes of Disability")
    language = models.CharField(max_length=80, blank=True, help_text="First language; empty: not known")
    needs_interpreter = models.BooleanField(null=True, help_text="Empty: not known")
    communication = models.CharField(
        max_length=1000, blank=True, help_text="Signs, pictures, a device, more time"
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["child", "-starts_on", "-pk"]
        verbose_name_plural = "child needs"
        constraints = [
            models.UniqueConstraint(fields=["child", "starts_on"], name="child_needs_one_per_start"),
            models.CheckConstraint(
                condition=Q(is_disabled=Disabled.YES) | Q(disabilities=[]),
                name="child_needs_kinds_of_disabled",
            ),
        ]


@pghistory.track()
class ProviderName(models.Model):
    """What a home, agency or school with an Ofsted number is called."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="provider_names")
    urn = models.CharField(max_length=8)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["authority", "name", "urn"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "urn"], name="provider_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="provider_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
