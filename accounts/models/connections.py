"""Other programs of the council that may send to the portal or read from it."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q


class ConnectionScope(models.TextChoices):
    FEED = "FEED", "send the daily feed"
    FIGURES = "FIGURES", "read frozen figures of whole years, without small numbers"
    ROWS = "ROWS", "read figures and rows about children, without restricted records"
    ALL_ROWS = "ALL_ROWS", "read figures and rows about children, restricted records too"


@pghistory.track(exclude=["digest", "last_used_at"])
class Connection(models.Model):
    """A program that a council lets in by a token. The token itself is never stored, only its digest."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("accounts.Authority", models.PROTECT, related_name="connections")
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=10, choices=ConnectionScope)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8, help_text="The last characters, so that people tell tokens apart")
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField(help_text="From this moment the token does not open anything")
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    follows = models.OneToOneField(
        "self",
        models.SET_NULL,
        null=True,
        related_name="followed_by",
        help_text="The token it takes over from",
    )

    class Meta:
        ordering = ["authority", "name", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(ends_at__lte=F("revoked_at")), name="connection_revoked_ends"
            )
        ]

    def __str__(self) -> str:
        return f"connection {self.name}"
