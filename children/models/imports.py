"""Imports: which returns are in, the files of one import, what was refused and why."""

import uuid
from datetime import date

import pghistory
from django.db import models

from accounts.models import Authority, Job, User
from accounts.models.pointing import never_deleted, points_at
from children.models.source import source_is_checked


class ImportState(models.TextChoices):
    READING = "READING", "being read"
    PREVIEW = "PREVIEW", "ready to check"
    APPLYING = "APPLYING", "being applied"
    APPLIED = "APPLIED", "applied"
    FAILED = "FAILED", "failed"
    DISCARDED = "DISCARDED", "discarded"
    WITHDRAWN = "WITHDRAWN", "withdrawn"


def year_words(year: int) -> str:
    """A collection year, stored as the year in which it ends, as pages and notes name it."""
    return f"{year - 1} to {year}"


@pghistory.track(exclude=["preview", "moved"])
class ReturnImport(models.Model):
    """One import: files of one collection year (or tables that name people), read, checked, applied.

    It is never deleted, so what mentions it has an index by it only where it is looked up so.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="imports")
    year = models.PositiveSmallIntegerField(
        null=True, help_text="Collection year, named by its end; empty for tables that name people"
    )
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    count_new = models.PositiveIntegerField(default=0)
    count_changed = models.PositiveIntegerField(default=0)
    count_unchanged = models.PositiveIntegerField(default=0)
    count_removed = models.PositiveIntegerField(
        default=0, help_text="Rows of an earlier import of the same return that this one no longer has"
    )
    count_rejected = models.PositiveIntegerField(default=0)
    preview = models.JSONField(default=dict, help_text="Counts by file and kind, warnings; no names")
    moved = models.JSONField(default=list, help_text="Due dates that moved: child id, rule, was, is")
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    stated_until = models.DateField(
        null=True, help_text="The last day that the files cover, as whoever imported them said"
    )
    night = models.DateField(
        null=True, help_text="The day that a delivery of the daily feed describes; empty: not of the feed"
    )

    class Meta:
        ordering = ["-pk"]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"return {year_words(self.year)}" if self.year else "people tables"


class ImportFile(models.Model):
    """A file as it came, and what it was recognised as by its columns. Content is emptied once applied or
    discarded.
    """

    of = models.ForeignKey(ReturnImport, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    table = models.CharField(max_length=30, blank=True, help_text="Empty: not recognised")
    content = models.BinaryField()
    encoding = models.CharField(max_length=20, blank=True)
    rows = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]


class ImportReject(models.Model):
    """One value that was refused, or taken with a warning: where it is, what it says, why, what to do."""

    is_warning = models.BooleanField(
        default=False, help_text="The row was taken, without the value where it is wrong"
    )
    of = models.ForeignKey(ReturnImport, models.CASCADE, related_name="rejects")
    file = models.CharField(max_length=255)
    line = models.PositiveIntegerField(help_text="The heading is line 1")
    column = models.CharField(max_length=40)
    value = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=300)
    to_do = models.CharField(max_length=300)
    rule = models.CharField(max_length=20)
    child = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["is_warning", "file", "line", "column", "pk"]


@pghistory.track()
class ReturnYear(models.Model):
    """A collection year that is in. The unbroken run up to the latest one with reviews sets the
    authority's known_from.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="return_years")
    year = models.PositiveSmallIntegerField()
    last_import = models.ForeignKey(ReturnImport, models.PROTECT, related_name="+")
    has_reviews = models.BooleanField(
        default=True, help_text="Whether a reviews file came with it, if only with headings"
    )
    has_care = models.BooleanField(
        default=True,
        help_text="Whether an episodes file with rows came with it: who came, left and was there",
    )
    files_until = models.DateField(
        null=True,
        help_text="Imported before its year was over, or of a part of it: the last day that the files show "
        "they cover. Empty: the whole year",
    )
    stated_until = models.DateField(
        null=True, help_text="The last day that the files cover, as the data officer says; it counts instead"
    )

    class Meta:
        ordering = ["authority", "year"]
        constraints = [models.UniqueConstraint(fields=["authority", "year"], name="return_year_once")]

    @property
    def covers_until(self) -> date:
        """The last day that the files of the return cover."""
        return self.stated_until or self.files_until or date(self.year, 3, 31)

    @property
    def is_whole(self) -> bool:
        return self.covers_until >= date(self.year, 3, 31)


class ReturnRow(models.Model):
    """A row of a return that is in (or of tables that name people), as it was read.

    What the portal holds of a child is drawn from the child's rows of all returns and from what was entered
    by hand, and
    from nothing else: so a corrected return replaces its first version completely, and a return can be
    withdrawn.
    """

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="return_rows", db_index=False, db_constraint=False
    )  # `return_row_once` begins with it
    year = models.PositiveSmallIntegerField(
        help_text=(
            "Collection year, named by its end; 0: tables that name people; 1: entered by hand before a "
            "return had it"
        )
    )
    table = models.CharField(max_length=20)
    number = models.CharField(max_length=20, help_text="The child's number as the file has it")
    key = models.CharField(max_length=60, blank=True, help_text="Tells the rows of one child and table apart")
    values = models.JSONField()
    source = models.ForeignKey(
        ReturnImport, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        ordering = ["authority", "number", "year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "number", "year", "table", "key"], name="return_row_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["source"], condition=models.Q(table="Episodes"), name="return_row_of_care_by_source"
            )
        ]
        triggers = [
            *points_at("accounts_authority", by="authority"),
            *source_is_checked(),
        ]


@pghistory.track()
class SameChild(models.Model):
    """What was decided about two numbers that look like one child: the same child, or not."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="same_children")
    number = models.CharField(max_length=20, help_text="The number that came later")
    other = models.CharField(max_length=20, help_text="The number that was there before")
    is_same = models.BooleanField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["authority", "number", "other"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "number", "other"], name="same_child_decided_once"),
            models.UniqueConstraint(
                fields=["authority", "number"], condition=models.Q(is_same=True), name="same_child_is_one"
            ),
            models.CheckConstraint(
                condition=~models.Q(number=models.F("other")), name="same_child_two_numbers"
            ),
        ]
