"""People: those who sign in, what they are in each council, and the workers that imports name."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower

from accounts.access.roles import Role
from accounts.models.authority import Authority, Team
from accounts.models.named import Named, keeps_names


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


@pghistory.track(exclude=["password", "last_login", "earlier_names"])
class User(Named, AbstractBaseUser, PermissionsMixin):
    """A person who signs in by email. What they may do comes from their memberships, never from here."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may open the administration site", default=False)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    deactivated_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=Q(is_active=True, deactivated_at=None)
                | Q(is_active=False, deactivated_at__isnull=False),
                name="user_leaver_has_time",
            ),
        ]
        triggers = [keeps_names()]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Membership(models.Model):
    """What a person is in a council: one role, from a day to a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="The first day without the role")

    class Meta:
        ordering = ["authority", "user", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["user", "authority", "role"], condition=Q(ended_on=None), name="membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


class ProposalState(models.TextChoices):
    WAITING = "WAITING", "waiting"
    CONFIRMED = "CONFIRMED", "confirmed"
    DECLINED = "DECLINED", "declined"


@pghistory.track()
class RoleProposal(models.Model):
    """A role that opens children's records, proposed by one person and in force only when a second one has
    confirmed it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="role_proposals")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="role_proposals")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="The first day without the role")
    from_group = models.CharField(
        max_length=200,
        blank=True,
        help_text="The group of the sign-in provider that led to it; empty: nobody's",
    )
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "authority", "role"],
                condition=Q(state="WAITING"),
                name="role_proposal_once",
            ),
            models.CheckConstraint(
                condition=Q(state="WAITING", answered_by=None, answered_at=None)
                | (~Q(state="WAITING") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="role_proposal_answer_paired",
            ),
            models.CheckConstraint(
                condition=~Q(proposed_by=F("user")) & ~Q(answered_by=F("user")),
                name="role_proposal_not_for_oneself",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | Q(state="DECLINED") | ~Q(answered_by=F("proposed_by")),
                name="role_proposal_two_people",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="role_proposal_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} ({self.get_state_display()})"


@pghistory.track()
class CodesReset(models.Model):
    """A person lost their phone and their recovery codes: one administrator asks that the codes are reset,
    and it happens only when a second one has agreed.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="codes_resets")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="codes_resets")
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="WAITING"), name="codes_reset_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state="WAITING", answered_by=None, answered_at=None)
                | (~Q(state="WAITING") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="codes_reset_answer_paired",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("user")) & (Q(answered_by=None) | ~Q(answered_by=F("user"))),
                name="codes_reset_not_for_oneself",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | Q(state="DECLINED") | ~Q(answered_by=F("asked_by")),
                name="codes_reset_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_state_display()})"


@pghistory.track(exclude=["earlier_names"])
class Worker(Named):
    """An IRO or social worker as the council's records name them; linked to a User once that person signs
    in.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="workers")
    staff_id = models.CharField(
        max_length=40, blank=True, help_text="The number by which imports name the person; empty: not known"
    )
    name = models.CharField(max_length=120, blank=True, help_text="Empty: not recorded")
    job_title = models.CharField(max_length=120, blank=True)
    is_iro = models.BooleanField(default=False)
    is_iro_by_files = models.BooleanField(
        default=False, help_text="An IRO only because an involvement in imported tables says so"
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="workers")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="workers")

    class Meta:
        ordering = ["name", "staff_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "staff_id"], condition=~Q(staff_id=""), name="worker_staff_id_once"
            ),
            models.CheckConstraint(condition=~Q(staff_id="") | ~Q(name=""), name="worker_has_name_or_number"),
        ]
        triggers = [keeps_names()]

    def __str__(self) -> str:
        return self.name or self.staff_id


@pghistory.track()
class PastPerson(models.Model):
    """Who a worker was until a day, which is kept when the link goes: whoever did this worker's part in a
    case is not independent of it because they sign in as another worker (AP-10).
    """

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="past_people")
    user = models.ForeignKey(User, models.PROTECT, related_name="past_workers")
    ended_on = models.DateField(help_text="The day on which the link was taken away")

    class Meta:
        ordering = ["worker", "-ended_on", "pk"]

    def __str__(self) -> str:
        return f"{self.worker} was {self.user} until {self.ended_on:%-d %B %Y}"


class WorkerHoursQuerySet(models.QuerySet["WorkerHours"]):
    def share_on(self, day: date, worker: str = "pk") -> models.Subquery:
        """The share of a full-time post that an IRO has for reviewing on a day; None: not recorded.

        `worker` is the outer query's name for the worker.
        """
        latest = self.filter(worker=models.OuterRef(worker), starts_on__lte=day).order_by("-starts_on")
        share = latest.annotate(share=F("full_time_equivalent") - F("other_duties")).values("share")[:1]
        return models.Subquery(share, output_field=models.DecimalField(max_digits=3, decimal_places=2))


@pghistory.track()
class WorkerHours(models.Model):
    """How much of a full-time post a worker has from a day on, and how much of it goes into other duties
    (AP-11).
    """

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="hours")
    starts_on = models.DateField()
    full_time_equivalent = models.DecimalField(max_digits=3, decimal_places=2)
    other_duties = models.DecimalField(
        max_digits=3,
        decimal_places=2,
        default=Decimal(0),
        help_text="Share of a full-time post spent on child protection conferences and the like",
    )
    duties = models.CharField(max_length=200, blank=True, help_text="What the other duties are")

    objects = WorkerHoursQuerySet.as_manager()

    class Meta:
        ordering = ["worker", "-starts_on", "pk"]
        verbose_name_plural = "working hours"
        constraints = [
            models.UniqueConstraint(fields=["worker", "starts_on"], name="worker_hours_one_per_start"),
            models.CheckConstraint(
                condition=Q(full_time_equivalent__gt=0, full_time_equivalent__lte=1), name="worker_fte_range"
            ),
            models.CheckConstraint(
                condition=Q(other_duties__gte=0, other_duties__lt=F("full_time_equivalent")),
                name="worker_other_duties_below_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_time_equivalent} from {self.starts_on:%-d %B %Y}"

    @property
    def for_reviews(self) -> Decimal:
        """The share of a full-time post left for the work of an IRO."""
        return self.full_time_equivalent - self.other_duties


@pghistory.track()
class WorkersApart(models.Model):
    """Two workers of the same name whom somebody has said to be two people."""

    one = models.ForeignKey(Worker, models.CASCADE, related_name="+")
    other = models.ForeignKey(Worker, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="workers_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="workers_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"


def where_set(field: str, *, name: str) -> models.Index:
    """An index of a reference that most rows lack: of the rows that have it. Every row in an index costs each
    import.
    """
    return models.Index(fields=[field], condition=Q(**{f"{field}__isnull": False}), name=name)


def no_overlap(name: str, *equal: str) -> ExclusionConstraint:
    """An exclusion constraint: rows equal in these fields may not overlap in time; [started_on, ended_on)."""
    span = Func("started_on", "ended_on", function="daterange", output_field=DateRangeField())
    return ExclusionConstraint(
        name=name, expressions=[*((f, RangeOperators.EQUAL) for f in equal), (span, RangeOperators.OVERLAPS)]
    )
