"""Brothers and sisters, own children."""

import pghistory
from django.db import models
from django.db.models import F, Q

from children.models.child import Child


class LinkKind(models.TextChoices):
    SIBLING = "SIBLING", "brother or sister"
    PARENT_OF = "PARENT_OF", "parent of"


@pghistory.track()
class FamilyLink(models.Model):
    """Brothers and sisters, or a looked-after parent and their child (AP-6, AP-7). A sibling link is stored
    once, lower id first.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="family_links")
    other = models.ForeignKey(Child, models.PROTECT, related_name="family_links_from")
    kind = models.CharField(max_length=10, choices=LinkKind)

    class Meta:
        ordering = ["child", "other", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "other", "kind"], name="family_link_once"),
            models.CheckConstraint(condition=~Q(child=F("other")), name="family_link_two_children"),
            models.CheckConstraint(
                condition=Q(kind="PARENT_OF") | Q(child__lt=F("other")), name="family_link_sibling_order"
            ),
        ]
