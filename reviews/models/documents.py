"""The documents that an IRO looks at for a review: seen or not, up to date, how good."""

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import User
from reviews.models.monitoring import Grade
from reviews.models.review import Review


class DocumentKind(models.TextChoices):
    PLAN = "PLAN", "care plan"
    REPORT = "REPORT", "social worker’s report"
    PLACEMENT = "PLACEMENT", "placement plan"
    DELEGATED = "DELEGATED", "what the carers may decide (delegated authority)"
    FIRST_HEALTH = "FIRST_HEALTH", "initial health assessment"
    HEALTH = "HEALTH", "review health assessment"
    PEP = "PEP", "personal education plan"
    EHCP = "EHCP", "education, health and care plan"
    PATHWAY = "PATHWAY", "pathway plan"


class DocumentState(models.TextChoices):
    CURRENT = "CURRENT", "seen, up to date"
    OLD = "OLD", "seen, out of date"
    UNSEEN = "UNSEEN", "not seen"
    NONE = "NONE", "the child needs none"


SEEN = (DocumentState.CURRENT, DocumentState.OLD)
GRADES = [(value, str(label)) for value, label in Grade.choices if value != Grade.NOT_KNOWN]


@pghistory.track()
class DocumentCheck(models.Model):
    """What the IRO found of one document. No row: not looked at yet."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=15, choices=DocumentKind)
    state = models.CharField(max_length=10, choices=DocumentState)
    seen_on = models.DateField(null=True, help_text="When the IRO first recorded that they have seen it")
    dated = models.DateField(null=True, help_text="The date that the document bears; empty: not recorded")
    quality = models.CharField(max_length=10, choices=GRADES, blank=True)
    comment = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "kind"], name="document_check_once"),
            models.CheckConstraint(
                condition=Q(state__in=["CURRENT", "OLD"], seen_on__isnull=False)
                | Q(state__in=["UNSEEN", "NONE"], seen_on=None, dated=None, quality=""),
                name="document_check_of_what_was_seen",
            ),
        ]

    def __str__(self) -> str:
        return f"check of {self.get_kind_display()}"
