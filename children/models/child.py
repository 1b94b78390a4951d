"""The child, and who may see which children."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, reduce
from operator import or_
from typing import Any, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Upper
from django.utils.timezone import localdate

from accounts.access.roles import Permission, Scope
from accounts.access.viewers import Viewer
from accounts.clock import now
from accounts.models import AccessGrant, Authority
from accounts.models.people import where_set
from accounts.plain_names import PlainName
from accounts.written import Given
from children.models.allocation import IroAllocation, SocialWorkerAllocation, StandIn
from children.models.names import names_left, names_open
from children.models.source import source_is_checked, told_by


def _open(model: type[models.Model], **conditions: object) -> models.QuerySet[models.Model]:
    return model._default_manager.filter(child=OuterRef("pk"), ended_on=None, **conditions)


class ChildQuerySet(models.QuerySet["Child"]):
    def within_reach_of(self, viewer: Viewer) -> Self:
        """Children whom the person's roles reach, restricted ones too, as if none were restricted."""
        return self.reached_by(viewer.scopes, Asking.of(viewer, now()))

    def reached_by(self, scopes: frozenset[Scope], asking: "Asking") -> Self:
        """The same for a statement with places for who asks."""
        reach: Combinable | Q = Q(pk__in=[])
        if Scope.COUNCIL in scopes:
            reach |= Q(authority=asking.authority)
        if Scope.ALLOCATED in scopes:
            reach |= Exists(_open(IroAllocation, worker__user=asking.user))
            reach |= Exists(StandIn.objects.of_child(asking.user, asking.day))
        if Scope.CASELOAD in scopes:
            reach |= Exists(_open(SocialWorkerAllocation, worker__user=asking.user))
        if Scope.LINE in scopes:
            of_teams = reduce(or_, (Q(team=team) for team in asking.teams), Q(pk__in=[]))
            reach |= Exists(_open(SocialWorkerAllocation).filter(of_teams))
        return self.filter(reach, authority=asking.authority)

    def visible_to(self, viewer: Viewer) -> Self:
        """The children this person may see in the council they work in now. Every list starts here.

        Restricted children are seen only by people who are named on them, to the last day of the name (see
        `children.models.names`); roles that see one child at a time
        (Scope.BY_REASON) see only children they gave a reason for, and never a restricted one by it.
        Without SEE_CHILDREN there are none.
        """
        if not viewer.may_see_children:
            return self.none()
        if viewer.is_anybody:
            return self.filter(
                pk__in=RawSQL(*_seen(viewer.scopes, len(viewer.line_team_ids), _keeps(viewer)))
            )
        moment = now()
        key = ("children seen", f"{moment:%Y-%m-%d %H:%M}")
        if key not in viewer.asked:
            viewer.asked[key] = _seen_by(viewer, moment)
        return self.filter(pk__in=RawSQL(*viewer.asked[key]))

    def looked_after_on(self, day: date) -> Self:
        """Children with a period of care known to run at the end of the day: one each, they never overlap."""
        return self.filter(
            Q(periods__ended_on=None) | Q(periods__ended_on__gt=day),
            Q(periods__not_known_from=None) | Q(periods__not_known_from__gt=day),
            periods__started_on__lte=day,
        )


@dataclass(frozen=True)
class Asking:
    """Who asks for children, and when; or the places of these in a statement that is written once."""

    user: Any
    authority: Any
    teams: tuple[Any, ...]
    day: Any
    moment: Any

    @classmethod
    def of(cls, viewer: Viewer, moment: datetime) -> "Asking":
        return cls(viewer.user_id, viewer.authority_id, viewer.line_team_ids, localdate(moment), moment)

    @classmethod
    def places(cls, teams: int) -> "Asking":
        """Each with its name here, the teams with their number."""
        key = models.BigIntegerField()
        return cls(
            user=Given("user", key),
            authority=Given("authority", key),
            teams=tuple(Given(str(number), key) for number in range(teams)),
            day=Given("day", models.DateField()),
            moment=Given("moment", models.DateTimeField()),
        )

    def value(self, place: Given) -> Any:
        """What stands in this place."""
        return self.teams[int(place.name)] if place.name.isdigit() else getattr(self, place.name)


def _seen_by(viewer: Viewer, moment: datetime) -> tuple[str, tuple[Any, ...]]:
    """The statement for the keys of the children this person may see, and its parameters. A page asks for
    them for each of its lists and cards; writing it takes longer than the database takes to answer it, so it
    is written once for all whose roles reach as far.
    """
    asking = Asking.of(viewer, moment)
    sql, params = _seen(viewer.scopes, len(asking.teams), _keeps(viewer))
    return sql, tuple(asking.value(p) if isinstance(p, Given) else p for p in params)


def _keeps(viewer: Viewer) -> bool:
    """Whether this person's name goes on opening a record that no other name opens."""
    return viewer.may(Permission.RESTRICT_CHILD)


@lru_cache(maxsize=500)
def _seen(scopes: frozenset[Scope], teams: int, keeps: bool) -> tuple[str, tuple[Any, ...]]:
    asking = Asking.places(teams)
    own = {"user": asking.user, "child_id": OuterRef("pk")}
    named = Q(Exists(names_open(asking.day).filter(**own)))
    if keeps:
        named |= Q(Exists(names_left(asking.day).filter(**own)))
    by_reason = Exists(AccessGrant.objects.filter(revoked_at=None, expires_at__gt=asking.moment, **own))
    reach = Child.objects.reached_by(scopes, asking).filter(is_restricted=False)
    seen = Child.objects.filter(
        Q(pk__in=reach.values("pk").order_by())
        | Q(named, is_restricted=True)
        | Q(by_reason, is_restricted=False),
        authority=asking.authority,
        merged_into=None,
        anonymised_on=None,
    )
    return seen.values("pk").order_by().query.sql_with_params()


@pghistory.track()
class Child(models.Model):
    """A child whom a council looks after or has looked after."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="children")
    number = models.CharField(
        "child number", max_length=20, help_text="The council's own number, CHILD in the return"
    )
    forename = models.CharField(max_length=80, blank=True, help_text="Empty: not recorded")
    surname = models.CharField(max_length=80, blank=True, help_text="Empty: not recorded")
    born_on = models.DateField("date of birth")
    sex = models.CharField(max_length=1, blank=True, help_text="Code set sex: M, F, U. Empty: not recorded")
    ethnicity = models.CharField(
        max_length=4, blank=True, help_text="Code set ethnicity. Empty: not recorded"
    )
    upn = models.CharField("unique pupil number", max_length=13, blank=True)
    is_mother = models.BooleanField(null=True, help_text="Empty: not recorded")
    mothers_child_born_on = models.DateField(null=True, blank=True)
    is_restricted = models.BooleanField(default=False, help_text="Only named people may see this record")
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="merged",
        db_index=False,
        help_text="The record of the same child that took the place of this one",
    )
    source = told_by(help_text="The import that last set these facts")
    names_source = models.ForeignKey(
        "children.ReturnImport", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    told_until = models.DateField(
        null=True,
        help_text="The last day to which returns tell of the child's reviews, where that is before the "
        "council's: in care by an earlier return, and not in the latest, or a review not read",
    )
    untold_years = ArrayField(
        models.PositiveSmallIntegerField(),
        null=True,
        help_text="Collection years before the latest of which returns do not tell all reviews of the child",
    )
    anonymised_on = models.DateField(
        null=True, help_text="The day on which all but the facts that figures count was deleted"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    # A child from a door has these too, by `current_facts.with_present`; None: nothing is open.
    in_care_since: date | None
    since_is_known: bool | None
    care_not_known_from: date | None
    team_now: str | None
    legal_now: str | None
    placement_now: str | None
    iro_now: str | None

    objects = ChildQuerySet.as_manager()

    class Meta:
        ordering = ["surname", "forename", "number", "pk"]
        verbose_name_plural = "children"
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "number"], condition=Q(merged_into=None), name="child_number_once"
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="child_not_merged_into_itself"),
            models.CheckConstraint(condition=~Q(number=""), name="child_has_number"),
            models.CheckConstraint(condition=Q(sex__in=["", "M", "F", "U"]), name="child_sex_code"),
            models.CheckConstraint(
                condition=Q(anonymised_on=None) | Q(forename="", surname="", upn="", source=None),
                name="child_anonymous_names_nobody",
            ),
            models.CheckConstraint(
                condition=Q(mothers_child_born_on=None) | Q(mothers_child_born_on__gt=F("born_on")),
                name="child_born_after_mother",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "surname", "forename"], name="child_by_name"),
            models.Index(fields=["authority", "born_on"], name="child_by_birth"),
            where_set("merged_into", name="child_by_merged_into"),
            where_set("names_source", name="child_by_names_source"),
            GinIndex(
                OpClass(PlainName("surname"), name="gin_trgm_ops"),
                OpClass(PlainName("forename"), name="gin_trgm_ops"),
                name="child_name_search",
            ),
            GinIndex(OpClass(Upper("number"), name="gin_trgm_ops"), name="child_number_search"),
        ]
        triggers = source_is_checked()

    @property
    def name(self) -> str:
        """Forename and surname; the number when neither is recorded."""
        return f"{self.forename} {self.surname}".strip() or f"Child {self.number}"

    def __str__(self) -> str:
        return f"Child {self.number}"
