"""The list of children: one filter for the page, the home cards and their counts."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.expressions import Expression

from accounts.access.viewers import Viewer
from accounts.access.written_for import WrittenFor
from accounts.models import Team, Worker
from accounts.plain_names import called
from accounts.registry import registered
from accounts.written import OneOf, Written
from children.child.current_facts import with_present
from children.codesets import codes, placement_groups
from children.models import (
    Child,
    IroAllocation,
    LegalStatus,
    PeriodOfCare,
    Placement,
    SocialWorkerAllocation,
    StandIn,
)
from children.notifications.missing import told_from, untold_since
from children.people.appointment import late_since
from statute.clock_history import SHORT_BREAK_STATUSES
from statute.working_days import add_months

NEW_IN_CARE = timedelta(days=28)
AGES = {"0": (0, 0), "1-4": (1, 4), "5-9": (5, 9), "10-15": (10, 15), "16-17": (16, 17)}
SORTS: dict[str, tuple[str, ...]] = {
    "name": ("surname", "forename"),
    "number": ("number",),
    "age": ("born_on",),
    "since": ("in_care_since",),
}
DEFAULT_SORT = "name"


def children_for(viewer: Viewer, filters: dict[str, Any], today: date) -> QuerySet[Child]:
    """Children this person sees under these filters, without order.

    `show` is which children (who has not left when empty), `search` words of a name or number, `iro` and
    `team` public ids,
    `legal` a code, `placement` a group of the report, `age` a band of AGES. What is not understood is left
    out.
    """
    found = Child.objects.visible_to(viewer).filter(shows(viewer, today, filters.get("show") or ""))
    found = found.filter(called(filters.get("search") or "", "surname", "forename", by=["number__icontains"]))
    if filters.get("iro"):
        found = found.filter(_open(IroAllocation, worker__public_id=filters["iro"]))
    if filters.get("team"):
        found = found.filter(_open(SocialWorkerAllocation, team__public_id=filters["team"]))
    if filters.get("legal"):
        found = found.filter(_open(LegalStatus, code=filters["legal"]))
    if filters.get("placement"):
        group = [c for c, g in placement_groups().items() if g == filters["placement"]]
        found = found.filter(_open(Placement, placement_type__in=group))
    if filters.get("age") in AGES:
        found = found.filter(_aged(*AGES[filters["age"]], today))
    return found


def _open(model: type[Any], **conditions: Any) -> Exists:
    return Exists(model.objects.filter(child=OuterRef("pk"), ended_on=None, **conditions))


def in_care() -> Q:
    """Children who are looked after now, as far as that is known."""
    return Q(_open(PeriodOfCare, not_known_from=None))


def perhaps_in_care() -> Q:
    """Children of whom it is not known whether they are looked after: the last episode asks for another one,
    which no return has, or the returns after it have none of theirs. They count neither as looked after nor
    as gone.
    """
    return Q(_open(PeriodOfCare, not_known_from__isnull=False))


def not_left() -> Q:
    """Children of whom no end of care is known: those looked after, and those of whom that is not known."""
    return Q(_open(PeriodOfCare))


def turned_18(today: date) -> Q:
    """Children whose care has no end in the records although they are 18: in no figure of children looked
    after, which end at the birthday (RC-12).
    """
    return adults(adult_if_born_by(today))


def adult_if_born_by(today: date) -> date:
    """Whoever was born on this day or earlier is 18."""
    return add_months(today, -12 * 18)


def adults(born_by: date) -> Q:
    """Children looked after now who were born on this day or earlier."""
    return in_care() & Q(born_on__lte=born_by)


def in_short_breaks() -> Q:
    """Children in a series of short breaks, whom the figures count apart (RC-6)."""
    return in_care() & Q(_open(LegalStatus, code__in=SHORT_BREAK_STATUSES))


def no_iro() -> Q:
    """Children who are looked after without an IRO."""
    return in_care() & Q(~_open(IroAllocation))


def iro_late(since: date) -> Q:
    """Children without an IRO who have been looked after since this day or longer, as far as is known."""
    return Q(~_open(IroAllocation), _open(PeriodOfCare, started_on__lte=since, not_known_from=None))


def not_told(first: date | Expression) -> Q:
    """Children of whom it was to be recorded when the IRO service was told, and is not (told_from)."""
    return Q(Exists(untold_since(first).filter(child=OuterRef("pk"))))


def own(viewer: Viewer) -> Q:
    """Children looked after now whose IRO or social worker the person is."""
    mine = {"worker__user": viewer.user_id}
    return in_care() & Q(Q(_open(IroAllocation, **mine)) | Q(_open(SocialWorkerAllocation, **mine)))


def stood_in_for(viewer: Viewer, today: date) -> Q:
    """Children looked after now for whose IRO the person stands in."""
    return in_care() & Q(Exists(StandIn.objects.of_child(viewer.user_id, today))) & ~own(viewer)


def new_in_care(today: date) -> Q:
    """Children who came into care lately."""
    return Q(_open(PeriodOfCare, started_on__gt=today - NEW_IN_CARE))


def shows(viewer: Viewer, today: date, show: str) -> Q:
    """Which children the word in the address shows; those looked after now when it says nothing else."""
    conditions: dict[str, Callable[[], Q]] = {
        "all": Q,
        "ceased": lambda: ~not_left(),
        "overdue": lambda: Q(in_care(), *(late(today) for late in registered("CHILD_LIST_OVERDUE"))),
        "no_iro": no_iro,
        "iro_late": lambda: iro_late(late_since(viewer.authority, today)),
        "not_told": lambda: not_told(told_from(viewer.authority)),
        "own": lambda: own(viewer),
        "stands_in": lambda: stood_in_for(viewer, today),
        "new": lambda: new_in_care(today),
        "turned_18": lambda: turned_18(today),
        "not_known": perhaps_in_care,
        "restricted": lambda: not_left() & Q(is_restricted=True),
    }
    return conditions.get(show, not_left)()


def _aged(youngest: int, oldest: int, today: date) -> Q:
    """Children of these ages on the day; nobody is a year older before the birthday."""
    return Q(
        born_on__lte=add_months(today, -12 * youngest), born_on__gt=add_months(today, -12 * (oldest + 1))
    )


def ordered(found: QuerySet[Child], sort: str) -> QuerySet[Child]:
    """The list in the order asked for ("-" turns it round); what is not known comes last, and the order is
    always full.
    """
    key = sort.removeprefix("-")
    parts: list[F | Expression] = [F(name) for name in SORTS.get(key, ())]
    if key == "due":
        parts = [by() for by in registered("CHILD_LIST_DUE")]
    if key == "age":
        sort = sort.removeprefix("-") if sort.startswith("-") else f"-{sort}"  # the youngest were born last
    turned = sort.startswith("-")
    order = [
        p.desc(nulls_last=True) if turned else p.asc(nulls_last=True)
        for p in parts or map(F, SORTS[DEFAULT_SORT])
    ]
    return found.order_by(*order, "surname", "forename", "number", "pk")


Key = tuple[int, bool, bool, bool]
"""The key of a child in a list, whether the child is 18, whether only in short breaks, and whether it is not
known that the child is looked after.
"""


def keys_for(viewer: Viewer, filters: dict[str, Any], order: str, today: date) -> list[Key]:
    """The children of `children_for` in order; who is 18 or in short breaks is told of those looked after
    now.
    """
    born_by = adult_if_born_by(today)
    if not filters.keys() - {"sort"}:
        return as_it_opens(order)(viewer, today, born_by=born_by)
    found = ordered(with_present(children_for(viewer, filters, today)), order)
    if filters.get("show"):
        return [(pk, False, False, False) for pk in found.values_list("pk", flat=True)]
    return list(_with_marks(found, born_by))


@cache
def as_it_opens(order: str) -> WrittenFor[Key]:
    """The list without a filter, in one of its orders."""
    return WrittenFor(
        lambda viewer, today, born_by: _with_marks(
            ordered(with_present(Child.objects.visible_to(viewer).filter(not_left())), order), born_by
        ),
        born_by=DateField(),
    )


def _with_marks(found: QuerySet[Child], born_by: date) -> QuerySet[Child, Key]:
    is_adult = ExpressionWrapper(adults(born_by), BooleanField())
    in_breaks = ExpressionWrapper(in_short_breaks(), BooleanField())
    perhaps = ExpressionWrapper(perhaps_in_care(), BooleanField())
    marked = found.annotate(is_adult=is_adult, in_breaks=in_breaks, perhaps=perhaps)
    return marked.values_list("pk", "is_adult", "in_breaks", "perhaps")


PRESENT = Written(
    lambda pks: with_present(Child.objects.filter(OneOf("pk", pks))).order_by(),
    pks=ArrayField(BigIntegerField()),
)


def with_facts(pks: list[int]) -> list[Child]:
    """These children as they are now, in this order."""
    found = {child.pk: child for child in PRESENT(pks=pks)}
    return [found[pk] for pk in pks if pk in found]


def _of_children_seen(viewer: Viewer, model: type[Any], of: str) -> Exists:
    seen = Child.objects.visible_to(viewer).values("pk").order_by()
    return Exists(model.objects.filter(child__in=seen, ended_on=None, **{of: OuterRef("pk")}))


IROS = WrittenFor(
    lambda viewer, today: Worker.objects.filter(_of_children_seen(viewer, IroAllocation, "worker")).order_by(
        "name", "staff_id", "pk"
    )
)
TEAMS = WrittenFor(
    lambda viewer, today: Team.objects.filter(
        _of_children_seen(viewer, SocialWorkerAllocation, "team")
    ).order_by("name", "pk")
)


def iro_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """IROs of the children this person sees now."""
    return [(str(w.public_id), str(w)) for w in IROS(viewer)]


def team_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """Teams of the children this person sees now."""
    return [(str(t.public_id), t.name) for t in TEAMS(viewer)]


def legal_choices() -> list[tuple[str, str]]:
    """The legal statuses that a child can have today."""
    return [(c.code, f"{c.code} {c.label}") for c in codes("legal_status").values() if c.valid_to is None]
