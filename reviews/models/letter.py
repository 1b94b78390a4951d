"""What is written from a record and goes out: a letter to the child or minutes, their copies, and how the
council
wants them.
"""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5

from accounts.councils.words import said
from accounts.models import Authority, OutgoingMail, User
from children.models import Child
from reviews.models.review import AttendeeRole, Review


class LetterKind(models.TextChoices):
    CHILD = "CHILD", "letter to the child"
    MINUTES = "MINUTES", "minutes"
    INTRODUCTION = "INTRO", "letter of introduction"


class LetterState(models.TextChoices):
    WRITING = "WRITING", "being written"
    SIGN_OFF = "SIGN_OFF", "waiting for sign-off"
    READY = "READY", "ready to send"
    SENT = "SENT", "sent"


class LetterFormat(models.TextChoices):
    STANDARD = "STANDARD", "standard print"
    LARGE = "LARGE", "large print"
    PICTURES = "PICTURES", "with pictures or symbols"
    SPOKEN = "SPOKEN", "read aloud or recorded"


AS_SENT = ("parts", "heading", "format", "language", "translated", "translated_name", "reissue_reason")
"""What a letter that was sent says, and how it was given."""


def _differ(*columns: str) -> str:
    """A condition of the database: one of these would change."""
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


@pghistory.track(exclude=["translated"])
class Letter(models.Model):
    """A letter to the child, or minutes, written from the completed record; or the letter in which the IRO
    says who they are. What was sent never changes: after an amendment of the record another issue is written.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="letters")
    review = models.ForeignKey(
        Review, models.CASCADE, null=True, related_name="letters", help_text="Empty: a letter of introduction"
    )
    kind = models.CharField(max_length=10, choices=LetterKind)
    issue = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.WRITING)
    parts = models.JSONField(default=list, help_text="List of key, title and text, in order")
    heading = models.JSONField(
        null=True, help_text="What stands round the parts, as it was sent; empty: not sent yet"
    )
    drawn_from = models.JSONField(
        default=list, help_text="What of the record each part was drawn from: key, part, name and words"
    )
    format = models.CharField(max_length=10, choices=LetterFormat, default=LetterFormat.STANDARD)
    language = models.CharField(max_length=60, blank=True, help_text="Empty: English")
    translated = models.BinaryField(blank=True, default=b"", editable=False)
    translated_name = models.CharField(max_length=120, blank=True, editable=False)
    withheld_words = models.TextField(
        blank=True, help_text="Words that give the child's home away, one a line, for copies that must not"
    )
    reissue_reason = models.CharField(max_length=500, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    returned_reason = models.CharField(max_length=1000, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["child", "review", "kind", "issue", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "kind", "issue"], name="letter_issue_once"),
            models.UniqueConstraint(
                fields=["review", "kind"], condition=~Q(state="SENT"), name="letter_one_in_hand"
            ),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(kind="INTRO") & ~Q(state="SENT"),
                name="letter_one_introduction_in_hand",
            ),
            models.CheckConstraint(
                condition=Q(kind="INTRO", review=None) | ~Q(kind="INTRO") & Q(review__isnull=False),
                name="letter_is_of_a_review",
            ),
            models.CheckConstraint(
                condition=Q(state="SENT", sent_at__isnull=False) | ~Q(state="SENT") & Q(sent_at=None),
                name="letter_sent_paired",
            ),
            models.CheckConstraint(
                condition=Q(heading=None) | Q(state="SENT"), name="letter_heading_is_of_what_was_sent"
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None)
                | Q(signed_by__isnull=False, signed_at__isnull=False) & ~Q(signed_by=models.F("written_by")),
                name="letter_not_signed_by_writer",
            ),
            models.CheckConstraint(
                condition=Q(issue=1, reissue_reason="") | Q(issue__gt=1) & ~Q(reissue_reason=""),
                name="letter_reissue_has_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="sent_letter_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.state = 'SENT' AND ({_differ(*AS_SENT)})"),
            )
        ]
        indexes = [models.Index(fields=["state"], name="letter_by_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.public_id}"


@pghistory.track()
class LetterCheck(models.Model):
    """Words that a guard stopped and a person says are right, with the reason: in this sentence only.

    Who writes the sentence anew is asked again.
    """

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=15, help_text="WRONG_CHILD or STALE")
    words = models.TextField()
    sentence = models.TextField(help_text="The sentence in which the words are right")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["letter", "pk"]
        constraints = [
            models.UniqueConstraint(  # of hashes: a sentence may be longer than an index can hold
                "letter", "kind", MD5("words"), MD5("sentence"), name="letter_check_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="letter_check_has_reason"),
        ]


class Channel(models.TextChoices):
    LINK = "LINK", "link by email to the person’s account"
    PRINT = "PRINT", "printed, and posted or handed over"
    UPLOAD = "UPLOAD", "PDF put into the main system"


class CopyState(models.TextChoices):
    LISTED = "LISTED", "not sent"
    SENT = "SENT", "sent"
    OPENED = "OPENED", "opened or handed over"
    RETURNED = "RETURNED", "returned"
    FAILED = "FAILED", "failed"


@pghistory.track()
class LetterCopy(models.Model):
    """A copy for one recipient: which parts are left out, how it goes, and what became of it. Its words are
    kept as
    they went.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="copies")
    role = models.CharField(max_length=15, choices=AttendeeRole)
    name = models.CharField(max_length=120)
    person = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", help_text="The account that a link goes to"
    )
    channel = models.CharField(max_length=10, choices=Channel)
    left_out = models.JSONField(default=list, help_text="Keys of the parts this person may not read")
    withholds_home = models.BooleanField(default=False, help_text="May not be told where the child lives")
    read_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", help_text="Who read this copy before it went"
    )
    state = models.CharField(max_length=10, choices=CopyState, default=CopyState.LISTED)
    note = models.CharField(max_length=500, blank=True)
    parts = models.JSONField(null=True, help_text="As it went; empty: not sent yet")
    mail = models.ForeignKey(OutgoingMail, models.PROTECT, null=True, related_name="+")
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    amended_at = models.DateTimeField(
        null=True, help_text="When the record last ceased to say what this says"
    )
    told_at = models.DateTimeField(null=True, help_text="When the recipient was told of that; empty: not yet")
    told_mail = models.ForeignKey(
        OutgoingMail, models.PROTECT, null=True, related_name="+", help_text="Empty: told in another way"
    )

    class Meta:
        ordering = ["letter", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "role", "name"], name="letter_copy_once"),
            models.CheckConstraint(
                condition=~Q(channel="LINK") | Q(person__isnull=False), name="letter_copy_link_has_person"
            ),
            models.CheckConstraint(
                condition=Q(state="LISTED", parts=None, sent_at=None)
                | ~Q(state="LISTED") & Q(parts__isnull=False, sent_at__isnull=False),
                name="letter_copy_sent_paired",
            ),
            models.CheckConstraint(
                condition=Q(sent_by=None, sent_at=None) | Q(sent_by__isnull=False, sent_at__isnull=False),
                name="letter_copy_sender_paired",
            ),
            models.CheckConstraint(
                condition=Q(state="LISTED") | Q(withholds_home=False) | Q(read_by__isnull=False),
                name="letter_copy_withheld_was_read",
            ),
            models.CheckConstraint(
                condition=(Q(amended_at=None) | Q(sent_at__isnull=False))
                & (Q(told_at=None) | Q(amended_at__isnull=False))
                & (Q(told_mail=None) | Q(told_at__isnull=False)),
                name="letter_copy_told_of_an_amendment",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="sent_copy_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.parts IS NOT NULL AND ({_differ('parts', 'name')})"),
            )
        ]


class ChildLetters(models.TextChoices):
    """Whether the record is also written as a letter to the child (V-03)."""

    EVERY = "EVERY", "after every review"
    OFFERED = "OFFERED", "where the IRO chooses to"
    NEVER = "NEVER", "never"


OPENING = (
    "Thank you for taking part in your review. This letter says what we talked about and what happens next."
)
CLOSING = (
    "If you do not agree with something in this letter, or want to change it, you can tell me, "
    "or ask for an advocate to help you. You can also complain, and somebody can help you with that."
)
INTRODUCTION = (
    "An Independent Reviewing Officer makes sure that the plan for you is right and that people do what they "
    "promised. I do not work in the team of your social worker. I lead your reviews: meetings about how you "
    "are and what you want. Before each one I talk with you."
)
PREFERRED = (
    "placement = home\ncontact = time with\nrespite = a short stay\nLAC = in care\nsiblings = brothers "
    "and sisters"
)


@pghistory.track()
class LetterStyle(models.Model):
    """How a council wants its letters: its tone, its words, whether somebody else signs them off."""

    authority = models.OneToOneField(Authority, models.CASCADE, related_name="letter_style")
    child_letters = models.CharField(max_length=10, choices=ChildLetters, default=ChildLetters.OFFERED)
    needs_sign_off = models.BooleanField(default=False)
    opening = models.TextField(default=OPENING)
    closing = models.TextField(default=CLOSING)
    introduction = models.TextField(
        default=INTRODUCTION, help_text="What a letter of introduction says of the IRO’s work"
    )
    preferred = models.TextField(blank=True, default=PREFERRED, help_text="One a line: word = better word")

    class Meta:
        ordering = ["authority"]

    def words(self, name: str) -> str:
        """A text of the letters. The portal's own is in the council's words, until they write another."""
        text = str(getattr(self, name))
        return said(text, self.authority) if text == getattr(LetterStyle(), name) else text
