"""Single sign-on: the provider that a council's people sign in with, and what its groups stand for."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.access.roles import Role
from accounts.models.authority import Authority
from accounts.models.people import User


@pghistory.track(exclude=["secret", "worked_at"])
class SignInProvider(models.Model):
    """A council's own directory, by OpenID Connect. It opens nothing before a second person has confirmed
    it: whoever sets a provider up could sign in as anybody of the council.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.OneToOneField(Authority, models.PROTECT, related_name="sign_in_provider")
    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=200)
    secret = models.TextField(help_text="Encrypted with a key made from SECRET_KEY")
    domains = ArrayField(
        models.CharField(max_length=120),
        help_text="What stands after the @ in the addresses it may vouch for",
    )
    vouches = models.BooleanField(help_text="Its addresses count as checked where it says nothing about that")
    second_factor = ArrayField(
        models.CharField(max_length=60),
        blank=True,
        default=list,
        help_text="Values of amr or acr that mean that a second factor was given",
    )
    passwords_off = models.BooleanField(default=False)
    is_on = models.BooleanField(default=True)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True, help_text="When somebody last signed in with it as it is set")

    class Meta:
        ordering = ["authority"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="sign_in_provider_confirmed_paired",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(confirmed_at__gte=F("set_at")),
                name="sign_in_provider_confirmed_after_set",
            ),
            models.CheckConstraint(
                condition=Q(passwords_off=False) | Q(worked_at__isnull=False),
                name="sign_in_provider_tried_before_passwords_off",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.issuer}"

    @property
    def is_open(self) -> bool:
        """Whether people can sign in with it now."""
        return self.is_on and self.confirmed_at is not None


@pghistory.track()
class GroupRole(models.Model):
    """A group of the provider and the role that its members are proposed for when they sign in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(SignInProvider, models.CASCADE, related_name="group_roles")
    group = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["group", "role"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "group", "role"], name="group_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_role_display()}"


@pghistory.track()
class SignInAccount(models.Model):
    """The account of a person at their council's provider: the first that they signed in with. The provider
    calls it by a name of its own that it gives to nobody else; it may give an email address again.
    """

    provider = models.ForeignKey(SignInProvider, models.CASCADE, related_name="accounts")
    user = models.ForeignKey(User, models.CASCADE, related_name="sign_in_accounts")
    subject = models.CharField(max_length=190, help_text="What the provider calls the account (sub)")
    first_at = models.DateTimeField()

    class Meta:
        ordering = ["provider", "user"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "user"], name="sign_in_account_one_of_a_person"),
            models.UniqueConstraint(fields=["provider", "subject"], name="sign_in_account_of_one_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.provider}"
