"""The council: its names, words and look, its teams with their managers' line, its terms with start dates,
the calendar.
"""

import uuid
from datetime import date, timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.access.roles import LINE_ROLES
from accounts.models.named import Named, keeps_names
from accounts.models.pointing import never_deleted
from statute.working_days import collection_year_number


@pghistory.track()
class Authority(models.Model):
    """A council. Nothing of one is visible to people of another."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=20, unique=True, help_text="The portal's own short code")
    name = models.CharField(max_length=120)
    dfe_code = models.CharField(
        "DfE number", max_length=3, blank=True, validators=[RegexValidator(r"^\d{3}$")]
    )
    ons_code = models.CharField(
        "ONS code", max_length=9, blank=True, validators=[RegexValidator(r"^E\d{8}$")]
    )
    child_term = models.CharField(max_length=60, default="children in care")
    child_term_one = models.CharField(max_length=60, default="child in care")
    review_term = models.CharField(max_length=60, default="statutory review")
    record_term = models.CharField(max_length=60, default="review record")
    decision_term = models.CharField(max_length=60, default="decision")
    qa_manager_term = models.CharField(max_length=60, default="QA manager")
    iro_term = models.CharField(max_length=60, default="IRO")
    iro_full_term = models.CharField(max_length=60, default="Independent Reviewing Officer")
    case_system = models.CharField(
        max_length=60, blank=True, help_text="The council's case system by name, as Mosaic (V-28)"
    )
    titles = models.JSONField(
        default=dict, blank=True, help_text="Role -> what the council calls it, where that differs"
    )
    colour = models.CharField(
        max_length=7, default="#005a70", validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )
    logo = models.BinaryField(blank=True, default=b"", editable=False)
    logo_type = models.CharField(max_length=30, blank=True, editable=False)
    known_from = models.DateField(
        null=True,
        blank=True,
        help_text="Reviews are known from this day: 1 April of the earliest return imported without a gap. "
        "Empty: everything is known.",
    )
    known_until = models.DateField(
        null=True,
        blank=True,
        help_text="Facts from returns are known to this day: the end of the latest return with episodes, or "
        "the last day that its files cover. Empty: everything is known.",
    )
    reviews_until = models.DateField(
        null=True,
        blank=True,
        help_text="Returns tell of reviews to this day, because later ones came without a reviews file, or "
        "the latest without episodes. Empty: as far as of everything else.",
    )
    told_from = models.DateField(
        null=True, blank=True, help_text="1 April of the earliest return. Empty: no return is in"
    )
    untold_years = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        blank=True,
        help_text="Collection years from the earliest to the latest return of which none with episodes is in",
    )
    years_without_reviews = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        blank=True,
        help_text="The same of reviews: also years whose return came without a reviews file",
    )
    parts_until = ArrayField(
        models.DateField(),
        default=list,
        blank=True,
        help_text="Last days of which returns of a part of their year tell, where a later return is in",
    )
    live_from = models.DateField(
        null=True, blank=True, help_text="From this day on the portal is the council's live record"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "authorities"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("code"),
                name="authority_one_per_code",
                violation_error_message="There is a council with this code already.",
            )
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name

    @property
    def reviews_told_until(self) -> date | None:
        """The same of reviews: the last return may have come without a file of them, or with nothing else."""
        return self.reviews_until or self.known_until

    def tells_of(self, day: date, *, today: date) -> bool:
        """Whether a review of a day would be in the records: a return tells of it, or the portal was the live
        record.
        """
        if self.reviews_told_until is None or day <= self.reviews_told_until:
            return True
        return self._was_live(day, today)

    def tells_of_care_on(self, day: date, *, today: date) -> bool:
        """Whether it is known who was in care on a day: a return tells of it, or the portal was the live
        record from the day after the last return on.
        """
        if self.known_until is None or day <= self.known_until:
            return True
        follows = self.live_from is not None and self.live_from <= self.known_until + timedelta(days=1)
        return follows and self._was_live(day, today)

    def _told_until(self, of_reviews: bool) -> date:
        """The last day of which any return tells, or any with reviews."""
        assert self.known_until is not None
        return (
            max(self.known_until, self.reviews_until or self.known_until) if of_reviews else self.known_until
        )

    def _was_live(self, day: date, today: date) -> bool:
        return self.live_from is not None and self.live_from <= min(day, today)

    def has_return_of(self, day: date, *, of_reviews: bool = False, at_end: bool = False) -> bool:
        """Whether a day that returns have passed lies in a year whose return is in, or in the part of the
        year of which it tells.

        `at_end`: only who was in care at the end of the day is asked for. Of 31 March that stands in the
        return of the next year too.
        """
        if self.told_from is None or self.known_until is None or day > self._told_until(of_reviews):
            return True
        without = self.years_without_reviews if of_reviews else self.untold_years
        days = (day, day + timedelta(days=1)) if at_end else (day,)
        after_parts = {collection_year_number(last): last for last in self.parts_until}
        years = {d: collection_year_number(d) for d in days}
        return any(
            d >= self.told_from and year not in without and d <= after_parts.get(year, d)
            for d, year in years.items()
        )


@pghistory.track()
class AuthorityTerms(models.Model):
    """The council's own numbers from a day on. Statutory ones may be tightened, never loosened
    (statute/terms.py).
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="terms")
    starts_on = models.DateField()
    changes = models.JSONField(
        default=dict, help_text="Field of the terms -> value, where it differs from the statutory one"
    )
    reason = models.CharField(max_length=300)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["authority", "starts_on"], name="terms_one_per_start")]

    def __str__(self) -> str:
        return f"from {self.starts_on:%-d %B %Y}"


@pghistory.track(exclude=["earlier_names"])
class Team(Named):
    """A social-work team of a council."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="team_name_once")]
        triggers = [keeps_names()]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class TeamLine(models.Model):
    """Who manages a team at which level: first-line manager up to assistant director. Taken away by
    accounts/people/lines.py alone, which keeps that it was (`PastLine`).
    """

    LEVELS = [(role.value, role.label) for role in LINE_ROLES]

    team = models.ForeignKey(Team, models.CASCADE, related_name="line")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="lines")
    level = models.CharField(max_length=20, choices=LEVELS)

    class Meta:
        ordering = ["team", "level", "pk"]
        constraints = [models.UniqueConstraint(fields=["team", "user", "level"], name="team_line_once")]

    def __str__(self) -> str:
        return f"{self.team} {self.get_level_display()}"


@pghistory.track()
class PastLine(models.Model):
    """Who managed a team until a day, which is kept when the line itself goes: nobody is the IRO of a child
    whose team they managed in this period of care (AP-10).
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="past_line")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="past_lines")
    level = models.CharField(max_length=20, choices=TeamLine.LEVELS)
    ended_on = models.DateField(help_text="The day on which the line was taken away")

    class Meta:
        ordering = ["team", "-ended_on", "pk"]

    def __str__(self) -> str:
        return f"{self.team} {self.get_level_display()} until {self.ended_on:%-d %B %Y}"


@pghistory.track()
class BankHoliday(models.Model):
    """A bank holiday in England and Wales (CAL-1). One-off days are added here when they are announced."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%-d %B %Y}: {self.name}"


@pghistory.track()
class CalendarYear(models.Model):
    """A year whose bank holidays are all in the table. A date outside these years is refused, not guessed."""

    year = models.PositiveSmallIntegerField(
        unique=True, validators=[MinValueValidator(1991), MaxValueValidator(2100)]
    )
    is_provisional = models.BooleanField(
        default=False, help_text="Its days follow from the rule, because the list is not published yet"
    )

    class Meta:
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(condition=Q(year__gte=1991, year__lte=2100), name="calendar_year_range")
        ]

    def __str__(self) -> str:
        return str(self.year)
