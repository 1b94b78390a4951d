"""How a child wants the review, who is invited to it, and what came back on the consultation papers."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, OutgoingMail, User
from reviews.models.review import AttendeeRole, Review


class AskedBy(models.TextChoices):
    SOCIAL_WORKER = "SOCIAL_WORKER", "the social worker"
    IRO = "IRO", "the IRO"
    CARER = "CARER", "the carer"
    ADVOCATE = "ADVOCATE", "an advocate"
    OTHER = "OTHER", "somebody else"


class TakingPart(models.TextChoices):
    WHOLE = "WHOLE", "come to the whole review"
    PART = "PART", "come to a part of it"
    REMOTE = "REMOTE", "join by phone or video"
    SPOKEN_FOR = "SPOKEN_FOR", "not come, and let somebody speak for them"
    SENDS = "SENDS", "not come, and send words, pictures or a recording"
    NOT = "NOT", "not take part"
    UNSURE = "UNSURE", "has not decided yet"


@pghistory.track()
class ReviewWishes(models.Model):
    """What the child said before the review of how it should be held, or why nobody asked."""

    review = models.OneToOneField(Review, models.CASCADE, related_name="wishes")
    asked_on = models.DateField(null=True, help_text="Empty: the child was not asked")
    asked_by = models.CharField(max_length=15, choices=AskedBy, blank=True)
    why_not = models.CharField(max_length=300, blank=True, help_text="Why the child was not asked")
    taking_part = models.CharField(max_length=10, choices=TakingPart, blank=True)
    place = models.CharField(max_length=300, blank=True)
    time = models.CharField(max_length=300, blank=True)
    wants = models.CharField(max_length=500, blank=True, help_text="Who should come")
    does_not_want = models.CharField(max_length=500, blank=True, help_text="Who should not come")
    agenda = models.CharField(max_length=2000, blank=True, help_text="What the child wants talked about")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["review"]
        verbose_name_plural = "review wishes"
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_on=None, asked_by="", taking_part="") & ~Q(why_not="")
                | Q(asked_on__isnull=False, why_not="") & ~Q(asked_by="") & ~Q(taking_part=""),
                name="review_wishes_asked_or_why_not",
            )
        ]

    def __str__(self) -> str:
        return f"wishes for review {self.review_id}"


class Way(models.TextChoices):
    EMAIL = "EMAIL", "by email"
    PRINT = "PRINT", "printed, and posted or handed over"
    SPOKEN = "SPOKEN", "in person or by phone"


class InvitationState(models.TextChoices):
    LISTED = "LISTED", "not sent"
    SENT = "SENT", "invited"
    LEFT_OUT = "LEFT_OUT", "not invited"


class Reply(models.TextChoices):
    COMES = "COMES", "will come"
    REMOTE = "REMOTE", "will join by phone or video"
    SENDS = "SENDS", "cannot come, and sends their views"
    NOT = "NOT", "will not come"


class ChildsWish(models.TextChoices):
    WANTED = "WANTED", "the child wants them there"
    NOT_WANTED = "NOT_WANTED", "the child does not want them there"


@pghistory.track()
class Invitation(models.Model):
    """Somebody who is to be invited to a review, or is left out of it for a reason: when, how, and their
    answer.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=15, choices=AttendeeRole)
    name = models.CharField(max_length=120)
    person = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", help_text="The account that the email goes to"
    )
    email = models.EmailField(blank=True, help_text="Where somebody without an account is reached")
    way = models.CharField(max_length=10, choices=Way)
    has_paper = models.BooleanField(default=False, help_text="A consultation paper goes with it")
    withholds_place = models.BooleanField(default=False, help_text="May not be told where the child lives")
    wish = models.CharField(max_length=10, choices=ChildsWish, blank=True, help_text="Empty: not known")
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.LISTED)
    reason = models.CharField(
        max_length=300, blank=True, help_text="Why left out, or why invited though the child does not want it"
    )
    due_on = models.DateField(null=True, help_text="The council's limit when it was sent")
    sent_on = models.DateField(null=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    mail = models.ForeignKey(OutgoingMail, models.PROTECT, null=True, related_name="+")
    reminded_on = models.DateField(null=True)
    reply = models.CharField(max_length=10, choices=Reply, blank=True, help_text="Empty: none yet")
    replied_on = models.DateField(null=True)
    reply_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "role", "name"], name="invitation_once"),
            models.CheckConstraint(
                condition=~Q(way="EMAIL") | Q(person__isnull=False) | ~Q(email=""),
                name="invitation_email_has_address",
            ),
            models.CheckConstraint(
                condition=~Q(state="SENT") | Q(sent_on__isnull=False, sent_by__isnull=False),
                name="invitation_sent_paired",
            ),
            models.CheckConstraint(
                condition=~Q(state="LEFT_OUT") | ~Q(reason=""), name="invitation_left_out_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="SENT", wish="NOT_WANTED") | ~Q(reason=""),
                name="invitation_against_wish_says_why",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_on=None) | Q(replied_on__isnull=False) & ~Q(reply=""),
                name="invitation_reply_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.public_id}"


@pghistory.track()
class ReplyLink(models.Model):
    """The address by which somebody without an account answers an invitation once, from an email.

    The address holds the nonce and a proof made with the portal's key, so the row alone opens nothing.
    """

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="link")
    nonce = models.CharField(max_length=32, unique=True)
    ends_on = models.DateField(help_text="The last day on which it opens")
    used_at = models.DateTimeField(null=True, help_text="Empty: not used yet")
    sent_mark = models.CharField(
        max_length=32, blank=True, help_text="Tells the sending that used it from every other"
    )

    class Meta:
        ordering = ["invitation"]
        constraints = [
            models.CheckConstraint(condition=~Q(nonce=""), name="reply_link_has_nonce"),
        ]

    def __str__(self) -> str:
        return f"reply link {self.pk}"


class WordsKind(models.TextChoices):
    """What a council can write in its own words."""

    EMAIL = "EMAIL", "email to people without an account"
    REMINDER = "REMINDER", "reminder to people without an account"
    HERE = "HERE", "email to people who sign in here"
    HERE_REMINDER = "HERE_REMINDER", "reminder to people who sign in here"
    LETTER_CHILD = "LETTER_CHILD", "printed invitation for the child"
    LETTER = "LETTER", "printed invitation for everybody else"
    YOUNGER = "YOUNGER", "consultation paper for younger children"
    OLDER = "OLDER", "consultation paper for older children"
    FAMILY = "FAMILY", "consultation paper for family"
    CARER = "CARER", "consultation paper for carers"
    PROFESSIONAL = "PROFESSIONAL", "consultation paper for those who work with the child"


PAPERS = frozenset(
    {WordsKind.YOUNGER, WordsKind.OLDER, WordsKind.FAMILY, WordsKind.CARER, WordsKind.PROFESSIONAL}
)


@pghistory.track()
class InvitingWords(models.Model):
    """The council's own words of an invitation, a reminder or a consultation paper, from a day on (D-74)."""

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="inviting_words", db_index=False
    )  # `inviting_words_one_per_start` begins with it
    kind = models.CharField(max_length=15, choices=WordsKind)
    starts_on = models.DateField()
    title = models.CharField(
        max_length=120, blank=True, help_text="Subject or heading; empty: the portal's words again"
    )
    text = models.TextField(blank=True)
    questions = models.JSONField(default=list, help_text="List of key and question; of papers alone")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["authority", "kind", "-starts_on"]
        verbose_name_plural = "inviting words"
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "starts_on"], name="inviting_words_one_per_start"
            ),
            models.CheckConstraint(
                condition=Q(title="", text="", questions=[]) | ~Q(title=""),
                name="inviting_words_whole_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.starts_on}"


class Given(models.TextChoices):
    WRITTEN = "WRITTEN", "on the paper"
    TALK = "TALK", "in a talk"
    PHONE = "PHONE", "by phone or video"
    MESSAGE = "MESSAGE", "by text message, email or an app"
    PICTURES = "PICTURES", "with drawings, pictures or symbols"
    LINK = "LINK", "through the link in the invitation"


@pghistory.track()
class Consultation(models.Model):
    """What somebody said before the review on their consultation paper. No row: nothing came back yet."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="consultation")
    edition = models.CharField(max_length=20, help_text="Which edition of the paper was asked")
    returned_on = models.DateField()
    given = models.CharField(max_length=10, choices=Given)
    helped_by = models.CharField(max_length=120, blank=True, help_text="Empty: by themselves")
    words = models.JSONField(default=list, help_text="List of key, title and text")
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", help_text="Empty: by whoever had the link"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["invitation"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=[]), name="consultation_has_words"),
            models.CheckConstraint(
                condition=Q(given="LINK", recorded_by=None) | ~Q(given="LINK") & Q(recorded_by__isnull=False),
                name="consultation_link_has_no_recorder",
            ),
        ]

    def __str__(self) -> str:
        return f"consultation {self.pk}"
