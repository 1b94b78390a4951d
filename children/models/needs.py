"""What a child needs so that it can take part, and the names of providers behind their numbers."""

import uuid
from collections.abc import Iterable

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, User
from children.models.child import Child


class Disabled(models.TextChoices):
    YES = "YES", "yes"
    NO = "NO", "no"
    NOT_KNOWN = "NOT_KNOWN", "not known"


class Disability(models.TextChoices):
    """The kinds of the children in need census and of the Standard Safeguarding Dataset."""

    MOB = "MOB", "mobility"
    HAND = "HAND", "hand function"
    PC = "PC", "personal care"
    INC = "INC", "incontinence"
    COMM = "COMM", "communication"
    LD = "LD", "learning"
    HEAR = "HEAR", "hearing"
    VIS = "VIS", "vision"
    BEH = "BEH", "behaviour"
    CON = "CON", "consciousness"
    AUT = "AUT", "autism or Asperger syndrome"
    DDA = "DDA", "other disability under the Equality Act"


class Method(models.TextChoices):
    """What helps a child to understand and to be understood."""

    SIGNS = "SIGNS", "sign language"
    KEY_SIGNS = "KEY_SIGNS", "key signs, such as Makaton"
    PICTURES = "PICTURES", "pictures or symbols"
    BOARD = "BOARD", "a communication board or book"
    EYES = "EYES", "eye gaze"
    DEVICE = "DEVICE", "a device that speaks"
    EASY_WORDS = "EASY_WORDS", "easy words or large print"
    TIME = "TIME", "more time"
    OTHER = "OTHER", "something else"


@pghistory.track()
class ChildNeeds(models.Model):
    """Disability, language and communication from a day on, until the next one begins. The daily feed tells
    of disability alone, once a child; what a person recorded comes before it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="needs")
    starts_on = models.DateField()
    is_disabled = models.CharField(max_length=10, choices=Disabled, default=Disabled.NOT_KNOWN)
    disabilities = models.JSONField(default=list, help_text="Codes of Disability")
    language = models.CharField(max_length=80, blank=True, help_text="First language; empty: not known")
    needs_interpreter = models.BooleanField(null=True, help_text="Empty: not known")
    speaks_at_home = models.BooleanField(
        null=True,
        help_text="Whether somebody where the child lives speaks the first language; empty: not known. It "
        "holds for the placement of that day",
    )
    communication = models.CharField(
        max_length=1000, blank=True, help_text="Signs, pictures, a device, more time"
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    source = models.ForeignKey(
        "children.ReturnImport",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="The delivery of the daily feed that told it; empty: a person recorded it",
    )

    is_told = False
    """Whether the disability of this record, as it is shown, was told by the daily feed."""

    class Meta:
        ordering = ["child", "-starts_on", "-pk"]
        verbose_name_plural = "child needs"
        constraints = [
            models.UniqueConstraint(
                fields=["child", "starts_on"], condition=Q(source=None), name="child_needs_one_per_start"
            ),
            models.UniqueConstraint(
                fields=["child"], condition=Q(source__isnull=False), name="child_needs_told_once"
            ),
            models.CheckConstraint(
                condition=Q(source=None, recorded_by__isnull=False, recorded_at__isnull=False)
                | Q(source__isnull=False, recorded_by=None, recorded_at=None),
                name="child_needs_recorded_or_told",
            ),
            models.CheckConstraint(
                condition=Q(is_disabled=Disabled.YES) | Q(disabilities=[]),
                name="child_needs_kinds_of_disabled",
            ),
        ]

    @property
    def ways(self) -> str:
        """The ways of communicating that the child needs, in words."""
        return ", ".join(str(one.get_method_display()) for one in self.methods.all())


@pghistory.track()
class NeedMethod(models.Model):
    """One way of communicating that a child needs; more about it is in the words beside it."""

    needs = models.ForeignKey(ChildNeeds, models.CASCADE, related_name="methods")
    method = models.CharField(max_length=10, choices=Method)

    class Meta:
        ordering = ["needs", "pk"]
        verbose_name_plural = "ways of communicating"
        constraints = [models.UniqueConstraint(fields=["needs", "method"], name="need_method_once")]


def together(newest_first: Iterable[ChildNeeds]) -> ChildNeeds | None:
    """What a person recorded last, with the disability the daily feed tells where nobody recorded one."""
    rows = list(newest_first)
    recorded = next((needs for needs in rows if needs.source is None), None)
    told = next((needs for needs in rows if needs.source is not None), None)
    if recorded is None or told is None or recorded.is_disabled != Disabled.NOT_KNOWN:
        return recorded or told
    recorded.is_disabled, recorded.disabilities = told.is_disabled, told.disabilities
    recorded.is_told = True
    return recorded


@pghistory.track()
class ProviderName(models.Model):
    """What a home, agency or school with an Ofsted number is called."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="provider_names")
    urn = models.CharField(max_length=8)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["authority", "name", "urn"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "urn"], name="provider_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="provider_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
