"""The tables of the feed's pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.access.viewers import Viewer
from accounts.councils.words import as_said
from accounts.templatetags.govuk import moment
from accounts.ui.tables import Cell, Row, Table, headings
from children.access import log_list
from children.feed.by_hand import CARE, DISABILITY, NAME
from children.feed.tables import BY_NAME
from children.models import Child, FeedDelivery, FeedDifference
from children.models.feed import Decided

SHOWN = 200
NOT_FOR_YOU = "Shown only to people who can see this child"
DIFFERS = "What the two say differently"
COUNTED = ("new", "changed", "removed", "rejected")
WHAT = {
    CARE: "Care",
    NAME: "Name",
    "Reviews": "Review",
    "Missing": "Time missing or away",
    "OC2": "Health of the year",
    "UASC": "Asylum",
    DISABILITY: "Disability",
}
ROLES = {"IRO": "IRO", "CW": "Social worker"}


@dataclass(frozen=True)
class Reach:
    """Whose children the person who looks may see."""

    visible: Mapping[str, Child]
    closed: frozenset[str]  # numbers of children whom this person may not see

    @classmethod
    def of(cls, viewer: Viewer, differences: Iterable[FeedDifference]) -> "Reach":
        numbers = {d.number for d in differences}
        council = Child.objects.filter(authority=viewer.authority_id, number__in=numbers)
        seen = set(Child.objects.visible_to(viewer).filter(number__in=numbers).values_list("pk", flat=True))
        visible = {child.number: child for child in council if child.pk in seen}
        return cls(visible, frozenset(child.number for child in council) - visible.keys())

    def read(self, differences: Iterable[FeedDifference]) -> list[int]:
        """The children of whom the differences tell this person something: each is a look."""
        return list(dict.fromkeys(self.visible[d.number].pk for d in differences if d.number in self.visible))


def what(difference: FeedDifference) -> str:
    """What the difference is about."""
    if difference.table == "involvements":
        return as_said(ROLES.get(difference.key.partition("|")[0], "Worker"))
    return as_said(WHAT.get(difference.table, difference.table))


def deliveries(
    rows: Iterable[FeedDelivery], colours: Mapping[Any, str], closed: frozenset[str] = frozenset()
) -> Table:
    """Deliveries, the latest first. What became of their rows is told where no record is closed to the
    reader; elsewhere each delivery's page tells it of the other records.
    """
    numbers = () if closed else ("New", "Changed", "Gone", "Refused")
    counted = () if closed else COUNTED
    cells: list[Row] = []
    for row in rows:
        counts = row.summary.get("counts", {})
        href = reverse("children:delivery", args=[row.public_id])
        state: Cell = {
            "text": row.get_state_display().capitalize(),
            "tag": colours[row.state],
            "note": row.why,
        }
        door = row.created_by.called_at(row.created_at) if row.created_by else row.get_door_display()
        cells.append(
            [
                {"text": row.name, "href": href, "is_long": True},
                state,
                *(str(counts[name]) if name in counts else "–" for name in counted),
                f"{moment(row.created_at)}, {door}",
            ]
        )
    names = headings("File", "State", *numbers, "Came", numeric=numbers)
    return Table("Deliveries", names, cells, empty="Nothing has come yet.")


def came(delivery: FeedDelivery, closed: frozenset[str] = frozenset()) -> Table:
    """What came, by table: rows of the council's system, and how many say something else than before. A file
    of one row would ask that of a closed child, so where there is one only the rows are counted.
    """
    numbers = ("Rows",) if closed else ("Rows", "New", "Changed", "As before", "No longer there")
    counts = ("rows", "new", "changed", "same", "gone")[: len(numbers)]
    cells: list[Row] = []
    for facts in delivery.summary.get("tables", []):
        name = as_said(BY_NAME[facts["table"]].words)
        counted = (facts[n] for n in counts)
        cells.append([name, facts["file"], *(str(n) for n in counted)])
    return Table("What came", headings("Table", "File", *numbers, numeric=numbers), cells)


def differences(viewer: Viewer, rows: QuerySet[FeedDifference], caption: str = DIFFERS) -> Table:
    """Both sides of each difference, with the way to decide it; each child is looked at."""
    total = rows.count()
    found = list(rows[:SHOWN])
    reach = Reach.of(viewer, found)
    log_list(viewer, reach.read(found), page="differences of the daily feed")
    cells: list[Row] = [[_child(d, reach), what(d), *sides(d, reach), _state(d)] for d in found]
    names = headings("Child", "About", "The council’s system says", "The portal says", "Decided")
    return Table(caption, names, cells, more=max(0, total - SHOWN))


def _child(d: FeedDifference, reach: Reach) -> Cell:
    if d.number in reach.visible:
        return {"text": d.number, "href": reverse("children:child", args=[reach.visible[d.number].public_id])}
    return d.number


def sides(d: FeedDifference, reach: Reach) -> list[str]:
    """What the two say: for those who may see the child."""
    if d.number not in reach.closed:
        return [d.theirs, d.ours]
    return [NOT_FOR_YOU, NOT_FOR_YOU]


def _state(d: FeedDifference) -> Cell:
    if d.state == Decided.OPEN:
        return {"text": "Decide", "href": reverse("children:decide_difference", args=[d.public_id])}
    if d.state == Decided.NOTED:
        words = {
            "text": "The portal is right",
            "href": reverse("children:decide_difference", args=[d.public_id]),
        }
        return words | {"note": d.reason}
    return {"text": "Taken over" if d.state == Decided.TAKEN else "No longer differs", "note": d.reason}
