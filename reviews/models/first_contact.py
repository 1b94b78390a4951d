"""The first contact of a child's IRO, before the first review: with the social worker and with the
child (P-04).
"""

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import User
from children.models import Child


class WithWhom(models.TextChoices):
    WORKER = "WORKER", "the social worker"
    CHILD = "CHILD", "the child"


class FirstOutcome(models.TextChoices):
    MADE = "MADE", "made"
    TRIED = "TRIED", "attempted, not met"
    NOT_RIGHT = "NOT_RIGHT", "not appropriate"


class FirstWay(models.TextChoices):
    IN_PERSON = "IN_PERSON", "in person"
    PHONE = "PHONE", "by phone"
    VIDEO = "VIDEO", "by video"
    LETTER = "LETTER", "by letter or message"


@pghistory.track()
class FirstContact(models.Model):
    """One of the two first contacts in a time in care. A visit or call to the child is a Contact and
    counts too; an attempt is none.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="first_contacts")
    care_from = models.DateField(help_text="The start of care when this was recorded")
    with_whom = models.CharField(max_length=8, choices=WithWhom)
    outcome = models.CharField(max_length=10, choices=FirstOutcome)
    way = models.CharField(max_length=10, choices=FirstWay, blank=True)
    happened_on = models.DateField()
    note = models.CharField(max_length=1000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["child", "care_from", "with_whom", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "care_from", "with_whom"], name="first_contact_once"),
            models.CheckConstraint(
                condition=Q(outcome="MADE")
                | Q(outcome="TRIED") & ~Q(note="")
                | Q(outcome="NOT_RIGHT", with_whom="CHILD") & ~Q(note=""),
                name="first_contact_not_made_says_why",
            ),
            models.CheckConstraint(
                condition=Q(outcome="NOT_RIGHT", way="") | ~Q(outcome="NOT_RIGHT") & ~Q(way=""),
                name="first_contact_says_how",
            ),
            models.CheckConstraint(
                condition=Q(happened_on__gte=models.F("care_from")), name="first_contact_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"first contact {self.pk}"
