"""Who is who around a child outside the council, how to reach them, and what they may be told."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from children.models.child import Child


class PersonRole(models.TextChoices):
    """The values are those of who comes to a review."""

    MOTHER = "MOTHER", "mother"
    FATHER = "FATHER", "father"
    RELATIVE = "RELATIVE", "other relative"
    CARER = "CARER", "carer"
    SCHOOL = "SCHOOL", "school"
    HEALTH = "HEALTH", "health professional"
    ADVOCATE = "ADVOCATE", "advocate"
    VISITOR = "VISITOR", "independent visitor"
    ADVISER = "ADVISER", "personal adviser"
    GUARDIAN = "GUARDIAN", "children’s guardian"
    SUPERVISOR = "SUPERVISOR", "supervising social worker"
    OTHER = "OTHER", "other"


class MayBeTold(models.TextChoices):
    RECORD = "RECORD", "all that is recorded"
    PARTS = "PARTS", "only what concerns their part"
    NOTHING = "NOTHING", "nothing without asking the social worker first"


@pghistory.track()
class ContactPerson(models.Model):
    """A person around the child. Somebody who is no contact any more keeps the row, with the day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="contact_people")
    role = models.CharField(max_length=10, choices=PersonRole)
    name = models.CharField(max_length=120)
    telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    has_responsibility = models.BooleanField(
        null=True, verbose_name="parental responsibility", help_text="Empty: not recorded"
    )
    may_be_told = models.CharField(max_length=10, choices=MayBeTold)
    not_told_home = models.BooleanField(default=False, verbose_name="must not be told where the child lives")
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(null=True, help_text="No contact from this day on; empty: is one now")

    class Meta:
        ordering = ["child", F("ended_on").desc(nulls_first=True), "role", "name", "pk"]
        verbose_name_plural = "contact people"
        constraints = [
            models.UniqueConstraint(
                fields=["child", "role", "name"], condition=Q(ended_on=None), name="contact_person_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="contact_person_has_name"),
        ]

    def __str__(self) -> str:
        return f"contact {self.public_id}"
