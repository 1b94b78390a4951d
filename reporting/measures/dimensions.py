"""Breakdowns as SQL expressions: by IRO, team, kind of review, age, sex, ethnicity, placement."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.db.models.lookups import In

from accounts.models import Worker
from children import codesets
from children.imports.state.precedence import END_NOT_KNOWN
from children.models import IroAllocation, Placement, SocialWorkerAllocation
from reporting.measures.base import NOT_RECORDED, Scope, text
from reporting.places import keys_on
from reviews.cycle.facts import among

WITHOUT_NUMBER = "no staff number"


def _covering(model: Any, child: str, day: Any) -> Any:
    ends = Q(ended_on=None) | Q(ended_on__gt=day)
    return model.objects.filter(ends, child=OuterRef(child), started_on__lte=day).order_by("-started_on")


def named(worker: str = "") -> Case:
    """The name of a worker, with the staff number after it where two workers of the council share the name:
    the figures of two people are never added up as one person's. `worker` is the path to the worker with
    its `__`, empty for the worker's own rows.
    """
    namesakes = Worker.objects.filter(
        authority=OuterRef(f"{worker}authority"), name=OuterRef(f"{worker}name")
    ).exclude(pk=OuterRef(f"{worker}pk"))
    number = Coalesce(NullIf(f"{worker}staff_id", Value("")), Value(WITHOUT_NUMBER))
    return Case(
        When(**{f"{worker}name": "", "then": F(f"{worker}staff_id")}),
        When(Exists(namesakes), then=Concat(f"{worker}name", Value(" ("), number, Value(")"))),
        default=F(f"{worker}name"),
        output_field=CharField(),
    )


def iro(child: str, day: Any) -> Subquery:
    """The IRO of the child on a day (a date, or OuterRef of the row's own)."""
    rows = _covering(IroAllocation, child, day)
    return Subquery(rows.values_list(named("worker__"))[:1], output_field=CharField())


def iro_of_user(user: str) -> Coalesce:
    """The same name for somebody who signs in; `user` is the path to the person."""
    mine = Worker.objects.filter(user=OuterRef(user)).order_by("pk").values_list(named())
    return Coalesce(Subquery(mine[:1]), F(f"{user}__name"), output_field=CharField())


def team(child: str, day: Any) -> Subquery:
    """The team of the child's social worker on a day."""
    return Subquery(
        _covering(SocialWorkerAllocation, child, day).values("team__name")[:1], output_field=CharField()
    )


def iro_and_team(child: str, day: Any) -> dict[str, Any]:
    """Both breakdowns, each made when it is asked for."""
    return {"iro": lambda: iro(child, day), "team": lambda: team(child, day)}


def at_the_end(scope: Scope, child: str) -> dict[str, Any]:
    """Both breakdowns of children on the last day of the period. For many measures one after the other who is
    whose is read once: to look it up for each child of each figure takes the database longer than the count.
    """
    day = scope.period.end
    if not (scope.is_for_many and scope.children is None):
        return iro_and_team(child, day)
    return {
        "iro": lambda: _of_children(scope, child, IroAllocation, named("worker__")),
        "team": lambda: _of_children(scope, child, SocialWorkerAllocation, F("team__name")),
    }


def _of_children(scope: Scope, child: str, model: Any, name: Any) -> Case:
    """What each child has on the last day, as a list of children for each name."""

    def find() -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for pk, said in _running(scope, model).values_list("child", name):
            found.setdefault(said or "", []).append(pk)
        return found

    children = scope.of_council(("who is whose", model, scope.period.end), find)
    whens = [When(among(child, of), then=text(said)) for said, of in children.items() if said]
    return Case(*whens, default=text(""), output_field=CharField())


def _running(scope: Scope, model: Any) -> Any:
    return model.objects.covering(scope.period.end).filter(child__authority=scope.authority).order_by()


def has_iro(scope: Scope) -> Any:
    """Whether a child has an IRO on the last day. For many measures every allocation is read once."""
    if scope.is_for_many and scope.children is None:
        return among("pk", keys_on(scope, scope.period.end, _with_iro))
    return Exists(IroAllocation.objects.covering(scope.period.end).filter(child=OuterRef("pk")))


def _with_iro(scope: Scope, day: date) -> list[int]:
    def find() -> list[tuple[int, date, date | None]]:
        rows = IroAllocation.objects.filter(child__authority=scope.authority).order_by()
        return list(rows.values_list("child", "started_on", "ended_on"))

    return children_on(day, scope.of_council(("allocations",), find))


def children_on(day: date, spans: Iterable[tuple[int, date, date | None]]) -> list[int]:
    """The children of whom one of these spans runs at the end of a day."""
    return sorted({child for child, start, end in spans if start <= day and (end is None or end > day)})


def both(one: Any, other: Any) -> Concat:
    """Two facts at once: "10 to 15, Male". What is not recorded is said of each."""
    first, second = (
        Coalesce(NullIf(Cast(fact, CharField()), Value("")), text(NOT_RECORDED)) for fact in (one, other)
    )
    return Concat(first, text(", "), second)


def kind() -> F:
    """First, second or later review of the care-planning clock; adoption reviews apart; not known where the
    number is not.
    """
    return F("kind")


def years_old(born_on: str, day: Any) -> Func:
    """Age in whole years on a day that each row has for itself."""
    age = Func(Cast(day, DateField()), Cast(F(born_on), DateField()), function="AGE")
    return Cast(Func(age, template="EXTRACT(YEAR FROM %(expressions)s)"), IntegerField())


def labelled(field: str, codeset: str) -> Case:
    """The label of a code."""
    return _in_words(field, {c.code: c.label for c in codesets.codes(codeset).values()})


def shortly(field: str, codeset: str) -> Case:
    """A code in a few words, where its label is a sentence."""
    return _in_words(field, {code: codesets.short(codeset, code) for code in codesets.codes(codeset)})


def _in_words(field: str, words: dict[str, str]) -> Case:
    whens = [When(**{field: code}, then=text(said)) for code, said in words.items()]
    whens.append(When(**{field: END_NOT_KNOWN}, then=text("")))
    return Case(*whens, default=F(field), output_field=CharField())


def ethnicity(field: str) -> Case:
    """The broad ethnic group, as the national tables give it."""
    groups: dict[str, list[str]] = {}
    for code in codesets.codes("ethnicity").values():
        groups.setdefault(code.notes.partition(" (")[0] or code.label, []).append(code.code)
    whens = [When(**{f"{field}__in": codes}, then=text(group)) for group, codes in groups.items()]
    return Case(*whens, default=text(""), output_field=CharField())


def placement(child: str, day: date) -> Case:
    """The placement group on a day; a temporary placement stands for the one it interrupts (I-09)."""
    normal = _covering_normal(child, day)
    groups: dict[str, list[str]] = {}
    for code, group in codesets.placement_groups().items():
        groups.setdefault(group, []).append(code)
    return Case(
        *(
            When(_in_subquery(normal, codes), then=text(codesets.GROUP_LABELS[group]))
            for group, codes in groups.items()
            if group != "use_normal_placement"
        ),
        default=text(""),
        output_field=CharField(),
    )


def _covering_normal(child: str, day: date) -> Subquery:
    """The last placement begun by the day that is not a temporary one."""
    rows = Placement.objects.filter(child=OuterRef(child), started_on__lte=day).exclude(
        placement_type__startswith="T"
    )
    return Subquery(rows.order_by("-started_on").values("placement_type")[:1], output_field=CharField())


def _in_subquery(expression: Subquery, codes: list[str]) -> Any:
    return In(expression, codes)
