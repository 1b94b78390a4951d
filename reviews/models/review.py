"""A review: booked, held in one or more parts, recorded section by section, completed."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import User, Worker
from accounts.models.people import where_set
from accounts.models.pointing import hangs_on
from children.models import Child
from children.models.source import source_is_checked, told_by
from reviews.models.record_version import RecordVersion


class ReviewStatus(models.TextChoices):
    BOOKED = "BOOKED", "booked"
    STARTED = "STARTED", "being recorded"
    ADJOURNED = "ADJOURNED", "adjourned"
    COMPLETED = "COMPLETED", "completed"
    CANCELLED = "CANCELLED", "cancelled"


class ReviewFormat(models.TextChoices):
    MEETING = "meeting", "one meeting"
    SERIES = "series", "a series of meetings"
    NO_MEETING = "no_meeting", "no meeting (long-term foster placement)"


class MeetingWay(models.TextChoices):
    """How people meet."""

    IN_PERSON = "IN_PERSON", "in person"
    HYBRID = "HYBRID", "in person and by video or phone"
    REMOTE = "REMOTE", "by video or phone"


class LateReason(models.TextChoices):
    """Why a review is booked past its last lawful day."""

    REPORT = "REPORT", "the social work report is not ready"
    CHILD = "CHILD", "the child asked for another day"
    FAMILY = "FAMILY", "a parent or carer could not come"
    SOCIAL_WORKER = "SOCIAL_WORKER", "the social worker is not available"
    IRO = "IRO", "the IRO is not available"
    LATE_NOTICE = "LATE_NOTICE", "the IRO service was told late"
    BACKDATED = "BACKDATED", "the start of care was recorded later"
    PLACEMENT_MOVE = "PLACEMENT_MOVE", "the child moved"
    OTHER = "OTHER", "another reason"


class CancelKind(models.TextChoices):
    """Why a booked review is not held."""

    CARE_ENDED = "CARE_ENDED", "care has ended"
    NOT_HELD = "NOT_HELD", "it did not go ahead on its day"
    NOT_NEEDED = "NOT_NEEDED", "it is not needed, or was booked by mistake"
    OTHER = "OTHER", "another reason"


class LateOwner(models.TextChoices):
    """Whose delay it was."""

    IRO_SERVICE = "IRO_SERVICE", "the IRO service"
    SOCIAL_WORK = "SOCIAL_WORK", "social work"
    FAMILY = "FAMILY", "the child or the family"
    PARTNER = "PARTNER", "another agency"
    NOBODY = "NOBODY", "nobody’s"


@pghistory.track()
class Review(models.Model):
    """A statutory review of one child. `held_on` is the date the law and the return count (RC-13)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="reviews", db_constraint=False)
    status = models.CharField(max_length=10, choices=ReviewStatus, default=ReviewStatus.BOOKED)
    format = models.CharField(max_length=10, choices=ReviewFormat, default=ReviewFormat.MEETING)
    way = models.CharField(
        max_length=10, choices=MeetingWay, blank=True, help_text="Of the first meeting; empty: not recorded"
    )
    booked_for = models.DateField(null=True, blank=True)
    booked_time = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    late_reason = models.CharField(max_length=15, choices=LateReason, blank=True)
    late_reason_note = models.CharField(max_length=1000, blank=True)
    late_owner = models.CharField(
        max_length=12, choices=LateOwner, blank=True, help_text="Whose delay it was; empty: not recorded"
    )
    late_discussed = models.BooleanField(
        null=True, help_text="The manager of the IROs was asked before; empty: not recorded"
    )
    started_on = models.DateField(null=True, blank=True, help_text="First meeting of the review")
    adjourned_until = models.DateField(
        null=True, blank=True, help_text="Last day on which an adjourned review may be completed"
    )
    completed_on = models.DateField(null=True, blank=True, help_text="Last meeting of the review")
    held_on = models.DateField(
        null=True, blank=True, help_text="The date that counts (RC-13); empty until the review is complete"
    )
    of_short_breaks = models.BooleanField(
        db_default=False,
        default=False,
        help_text="It belongs to short breaks (RC-6), which no figure counts: the clock says so",
    )
    recorded_at = models.DateTimeField(null=True, blank=True, help_text="When the IRO completed the record")
    participation_code = models.CharField(
        max_length=3, blank=True, help_text="PN0 to PN7; empty: not recorded"
    )
    chaired_by = models.ForeignKey(
        Worker, models.PROTECT, null=True, blank=True, related_name="reviews", db_index=False
    )
    cancelled_reason = models.CharField(max_length=300, blank=True)
    cancelled_as = models.CharField(
        max_length=10, choices=CancelKind, blank=True, help_text="Empty: not cancelled, or not recorded"
    )
    source = told_by(help_text="Set: the import owns the date and the code")
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)
    record_version = models.ForeignKey(
        RecordVersion,
        models.PROTECT,
        null=True,
        related_name="reviews",
        db_index=False,
        help_text="What its record was begun with; empty: not begun, or the portal's own questions",
    )

    class Meta:
        ordering = ["child", F("held_on").asc(nulls_last=True), "booked_for", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "held_on"], condition=Q(held_on__isnull=False), name="review_one_a_day"
            ),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(status__in=["BOOKED", "STARTED", "ADJOURNED"]),
                name="review_one_in_hand",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="COMPLETED",
                    held_on__isnull=False,
                    completed_on__isnull=False,
                    started_on__isnull=False,
                )
                | (~Q(status="COMPLETED") & Q(held_on=None, completed_on=None)),
                name="review_completed_has_dates",
            ),
            models.CheckConstraint(
                condition=Q(completed_on=None) | Q(completed_on__gte=F("started_on")),
                name="review_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(adjourned_until=None) | Q(adjourned_until__gt=F("started_on")),
                name="review_adjourned_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(status="ADJOURNED") | Q(adjourned_until__isnull=False, started_on__isnull=False),
                name="review_adjourned_has_limit",
            ),
            models.CheckConstraint(
                condition=Q(status="CANCELLED") | Q(cancelled_reason=""),
                name="review_cancelled_reason_paired",
            ),
            models.CheckConstraint(
                condition=Q(status="CANCELLED") | Q(cancelled_as=""), name="review_cancelled_as_paired"
            ),
            models.CheckConstraint(
                condition=Q(late_owner="") | ~Q(late_reason=""), name="review_late_owner_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(format="no_meeting") | Q(way=""), name="review_without_meeting_has_no_way"
            ),
            models.CheckConstraint(
                condition=Q(participation_code__in=["", *(f"PN{n}" for n in range(8))]),
                name="review_participation_code",
            ),
        ]
        indexes = [
            models.Index(fields=["held_on"], name="review_by_held"),
            models.Index(fields=["status", "booked_for"], name="review_by_status"),
            models.Index(fields=["child"], condition=Q(of_short_breaks=True), name="review_of_short_breaks"),
            where_set("chaired_by", name="review_by_chair"),
            where_set("created_by", name="review_by_creator"),
            where_set("record_version", name="review_by_record_version"),
        ]
        triggers = [*source_is_checked(), *hangs_on(Child, "child", "reviews_review")]

    def __str__(self) -> str:
        return f"review {self.public_id}"


@pghistory.track()
class ReviewPart(models.Model):
    """One meeting of a review, which may be a series of them. A review is adjourned once at most (RC-13)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    way = models.CharField(max_length=10, choices=MeetingWay, blank=True, help_text="Empty: not recorded")
    purpose = models.CharField(max_length=300, blank=True, help_text="What this meeting was for")
    people = models.CharField(max_length=500, blank=True, help_text="Who came to this meeting")
    is_central = models.BooleanField(
        default=False, help_text="The meeting with the IRO, the child and the adults who matter most"
    )
    ended_by_adjournment = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was adjourned")

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="review_part_once"),
            models.UniqueConstraint(
                fields=["review"], condition=Q(ended_by_adjournment=True), name="review_adjourned_once"
            ),
            models.UniqueConstraint(
                fields=["review"], condition=Q(is_central=True), name="review_one_central_meeting"
            ),
            models.CheckConstraint(
                condition=Q(ended_by_adjournment=False, reason="")
                | Q(ended_by_adjournment=True) & ~Q(reason=""),
                name="review_part_reason_paired",
            ),
        ]


class SectionKey(models.TextChoices):
    """The sections of the record, in order, grouped under the task list Before / At / After
    (reviews/record/sections.py).
    """

    PREPARATION = "preparation", "Preparation"
    WISHES = "wishes", "Wishes and feelings"
    ATTENDANCE = "attendance", "Who came and how the child took part"
    CHANGES = "changes", "Since the last review"
    PLACEMENT = "placement", "Where the child lives"
    HEALTH = "health", "Health"
    EDUCATION = "education", "Education"
    FAMILY = "family", "Family time and identity"
    PLAN = "plan", "Care plan and permanence"
    SAFEGUARDING = "safeguarding", "Keeping safe"
    SUPPORT = "support", "Support and rights"
    VIEW = "view", "The IRO’s view"
    DECISIONS = "decisions", "Decisions"


@pghistory.track()
class ReviewSection(models.Model):
    """One section of the record as the IRO saved it. `data` holds what was asked for and answered; an absent
    key was not asked.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=15, choices=SectionKey)
    data = models.JSONField(default=dict)
    is_complete = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["review", "key"]
        constraints = [models.UniqueConstraint(fields=["review", "key"], name="review_section_once")]


class AttendeeRole(models.TextChoices):
    CHILD = "CHILD", "the child"
    MOTHER = "MOTHER", "mother"
    FATHER = "FATHER", "father"
    RELATIVE = "RELATIVE", "other relative"
    CARER = "CARER", "carer"
    SOCIAL_WORKER = "SOCIAL_WORKER", "social worker"
    TEAM_MANAGER = "TEAM_MANAGER", "team manager"
    ADVOCATE = "ADVOCATE", "advocate"
    INDEPENDENT_VISITOR = "VISITOR", "independent visitor"
    SCHOOL = "SCHOOL", "school"
    HEALTH = "HEALTH", "health professional"
    PERSONAL_ADVISER = "ADVISER", "personal adviser"
    INTERPRETER = "INTERPRETER", "interpreter"
    GUARDIAN = "GUARDIAN", "children’s guardian"
    SUPERVISOR = "SUPERVISOR", "supervising social worker"
    OTHER = "OTHER", "other"


@pghistory.track()
class MeetingPerson(models.Model):
    """Who came to one meeting of a series, by role; the attendance of the review is of all its meetings."""

    part = models.ForeignKey(ReviewPart, models.CASCADE, related_name="attended_by")
    role = models.CharField(max_length=15, choices=AttendeeRole)

    class Meta:
        ordering = ["part", "pk"]
        verbose_name_plural = "people at meetings"
        constraints = [models.UniqueConstraint(fields=["part", "role"], name="meeting_person_once")]


class Presence(models.TextChoices):
    CAME = "CAME", "came"
    REMOTE = "REMOTE", "joined by phone or video"
    APOLOGIES = "APOLOGIES", "sent apologies"
    ABSENT = "ABSENT", "did not come"
    NOT_INVITED = "NOT_INVITED", "not invited"


@pghistory.track()
class Attendance(models.Model):
    """Who was asked to the review and who came."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="attendances")
    role = models.CharField(max_length=15, choices=AttendeeRole)
    name = models.CharField(max_length=120, blank=True)
    presence = models.CharField(max_length=12, choices=Presence)

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review"], condition=Q(role="CHILD"), name="attendance_child_once"
            )
        ]
