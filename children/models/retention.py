"""The end of a record: what holds it, what closed it, who had it deleted, and what was handed out of it."""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, Job, User, Worker
from children.models.child import Child


@pghistory.track()
class LegalHold(models.Model):
    """Nothing of the record may be deleted while this stands: an inquiry, a claim, a court's order."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="legal_holds")
    reason = models.CharField(max_length=500)
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, help_text="Empty: the hold stands")
    lift_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(lifted_at=None), name="legal_hold_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lift_reason="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason="")),
                name="legal_hold_lifted_says_why",
            ),
        ]


@pghistory.track()
class RecordClosure(models.Model):
    """The record was closed and locked after an adoption order, and perhaps opened again."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="closures")
    adopted_on = models.DateField()
    closed_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True, help_text="Empty: the record is locked")
    open_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "adopted_on"], name="closure_once_for_an_order"),
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_by=None, open_reason="")
                | (Q(opened_at__isnull=False, opened_by__isnull=False) & ~Q(open_reason="")),
                name="closure_opened_says_why",
            ),
        ]


class ErasureState(models.TextChoices):
    PROPOSED = "PROPOSED", "waiting for a second person"
    DECLINED = "DECLINED", "declined"
    DONE = "DONE", "deleted"


@pghistory.track()
class Erasure(models.Model):
    """A record was proposed for deletion, and a second person answered. Once done it is the certificate: it
    names nobody, and the database refuses to change it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="erasures")
    record_id = models.BigIntegerField(help_text="The portal's own id of the record, which is gone when done")
    state = models.CharField(max_length=10, choices=ErasureState, default=ErasureState.PROPOSED)
    rule = models.CharField(max_length=60, help_text="The rule by which it was kept, in words")
    kept_until = models.DateField()
    leaves_facts = models.BooleanField(
        default=False, help_text="What figures count stays, as facts about nobody"
    )
    reason = models.CharField(max_length=500)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.CharField(max_length=500, blank=True)
    counts = models.JSONField(default=dict, help_text="Kind of row -> how many were deleted")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record_id"], condition=Q(state="PROPOSED"), name="erasure_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(state="PROPOSED", answered_by=None, answered_at=None, answer_reason="")
                | (
                    ~Q(state="PROPOSED")
                    & Q(answered_by__isnull=False, answered_at__isnull=False)
                    & ~Q(answer_reason="")
                ),
                name="erasure_answer_paired",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("proposed_by")), name="erasure_by_two_people"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="answered_stays",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state="PROPOSED"),
            ),
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
        ]

    @property
    def state_in_words(self) -> str:
        """What became of the record, or of the proposal."""
        anonymous = self.leaves_facts and self.state == ErasureState.DONE
        return "made anonymous" if anonymous else ErasureState(self.state).label


class ErasedNumber(models.Model):
    """A mark of a number by which a deleted child was known, so that no return or feed brings the child back
    unseen. Not the number: only who has the number finds its mark.
    """

    of = models.ForeignKey(Erasure, models.PROTECT, related_name="numbers")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", db_index=False)
    mark = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["authority", "mark"], name="erased_number_by_mark")]
        triggers = [pgtrigger.Protect(name="stays_marked", operation=pgtrigger.Update | pgtrigger.Delete)]


@pghistory.track(exclude=["content"])
class Bundle(models.Model):
    """Everything held on one child or one worker, put together to be handed out. Emptied after a while."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="bundles")
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="bundles")
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="bundles")
    reason = models.CharField(max_length=500)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    content = models.BinaryField(default=b"")
    left_out = models.JSONField(
        default=list, help_text="Children left out, since they were closed to whoever asked"
    )
    made_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(child__isnull=False, worker=None) | Q(child=None, worker__isnull=False),
                name="bundle_on_one_person",
            ),
            models.CheckConstraint(
                condition=Q(made_at__isnull=False) | Q(emptied_at=None), name="bundle_emptied_after_made"
            ),
        ]
