"""The starter pack of a council: its items by age with their version, and what each child was given."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, User
from children.models.child import Child


class ForWhom(models.TextChoices):
    ALL = "ALL", "every child of that age"
    LEAVING = "LEAVING", "only those open to leaving care"
    OTHERS = "OTHERS", "only those not open to leaving care"


@pghistory.track()
class PackItem(models.Model):
    """Something children of an age are given: a leaflet, the pledge, the IRO's card; or only those open to
    leaving care, or only the others.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="pack_items")
    title = models.CharField(max_length=120)
    edition = models.CharField(max_length=60, blank=True, help_text="For example 2026 or version 3")
    edition_from = models.DateField(null=True, help_text="From when the edition holds; empty: not recorded")
    from_age = models.PositiveSmallIntegerField(default=0)
    to_age = models.PositiveSmallIntegerField(default=17)
    for_whom = models.CharField(max_length=10, choices=ForWhom, default=ForWhom.ALL)
    ended_on = models.DateField(null=True, help_text="Not given any more from this day on; empty: given now")

    class Meta:
        ordering = ["authority", "from_age", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "title", "from_age", "for_whom"],
                condition=Q(ended_on=None),
                name="pack_item_once",
            ),
            models.CheckConstraint(
                condition=Q(from_age__lte=F("to_age"), to_age__lte=25), name="pack_item_ages"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.edition}" if self.edition else self.title


@pghistory.track()
class PackGiven(models.Model):
    """An item as one child got it: sent, received and understood are three things."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="pack")
    item = models.ForeignKey(PackItem, models.PROTECT, related_name="given")
    edition = models.CharField(max_length=60, blank=True, help_text="That which was sent")
    sent_on = models.DateField(null=True, help_text="Empty: not recorded")
    received = models.BooleanField(null=True, help_text="Empty: nobody has asked the child yet")
    understood = models.BooleanField(null=True, help_text="Empty: nobody has asked the child yet")
    asked_on = models.DateField(null=True, help_text="When the child was asked")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["child", "item", "pk"]
        verbose_name_plural = "items of the starter pack"
        constraints = [
            models.UniqueConstraint(fields=["child", "item"], name="pack_given_once"),
            models.CheckConstraint(
                condition=Q(received=None, understood=None, asked_on=None)
                | Q(received__isnull=False, asked_on__isnull=False),
                name="pack_asked_paired",
            ),
            models.CheckConstraint(
                condition=~Q(understood=True) | Q(received=True), name="pack_understood_was_received"
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.item_id} of child {self.child_id}"
