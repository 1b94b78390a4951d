"""A list of children drawn at random for somebody who sees one record at a time, by a reason: an inspector or
the director, who otherwise would have to know the numbers of the records to look at.

No list is stored: it is read back from the access log, by the moment at which it was drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices

from accounts.access.actions import mail_qa_managers
from accounts.access.viewers import Viewer
from accounts.audit.trail import action
from accounts.clock import now
from accounts.councils.words import said
from accounts.models import AccessLog
from accounts.templatetags.govuk import plural
from children.access import log_list
from children.models import Child, PeriodOfCare
from statute.refusals import Refused
from statute.working_days import add_months

FEWEST, MOST = 1, 50
PAGE = "sampling list drawn"
"""The page in the access log. Opening a list again is logged by another name, so it stays as drawn."""
AGAIN = "sampling list opened"
CARRIED_FOR = timedelta(days=28)
"""How long the reason of a list is offered again for each of its records: as long as an inspection lasts."""
ADDRESS = "%Y%m%d%H%M%S%f"
NOBODY = "There is nobody of this kind in care now, apart from children whose records are restricted."


class Group(TextChoices):
    """Of whom a list is drawn: children in care today whose records are not restricted."""

    ALL = "all", "Every child in care"
    NEW = "new", "Those in care for less than six months"
    LONG = "long", "Those in care for two years or longer"
    YOUNG = "young", "Those under 5"
    OLD = "old", "Those aged 16 or 17"


@dataclass(frozen=True)
class Drawn:
    """A list: who drew it, when, of whom, why, and the children whose records may still be listed."""

    by: str
    at: datetime
    of: str
    reason: str
    children: tuple[int, ...]


def address_of(at: datetime) -> int:
    """The moment of a list as it stands in its address."""
    return int(at.astimezone(UTC).strftime(ADDRESS))


def draw(*, viewer: Viewer, group: Group, number: int, reason: str, today: date) -> datetime:
    """Draw a list at random, write on each child's record that it was drawn and why, and tell the QA
    managers. Returns the moment by which the list is found.
    """
    with action("records.sampled", by=viewer.user, authority=viewer.authority, reason=reason) as act:
        at = now()
        pks = list(_of(group, viewer, today).order_by("?").values_list("pk", flat=True)[:number])
        if not pks:
            raise Refused(NOBODY, "group")
        log_list(viewer, pks, page=PAGE, filters=said(group.label, viewer.authority), reason=reason, at=at)
        act.details = {"count": len(pks), "of": group.label}
        drawn = f"{viewer.user.name} drew a list of {plural(len(pks), 'child,children')} at random"
        mail_qa_managers(
            viewer.authority,
            today,
            but=viewer.user,
            subject="A list of records to look at was drawn",
            body=f"{drawn} ({group.label.lower()}).\n\nThe reason is in the council’s log. Opening one of "
            "the records takes a reason again, and you are told of each.\n",
            about=viewer.user,
        )
    return at


def _of(group: Group, viewer: Viewer, today: date) -> QuerySet[Child]:
    """Children of a group who are known to be in care today."""

    def before(years: int) -> date:
        return add_months(today, -12 * years)

    care = PeriodOfCare.objects.filter(child=OuterRef("pk"), ended_on=None, not_known_from=None)
    since, born = {
        Group.ALL: (Q(), Q()),
        Group.NEW: (Q(started_on__gt=add_months(today, -6)), Q()),
        Group.LONG: (Q(started_on__lte=before(2)), Q()),
        Group.YOUNG: (Q(), Q(born_on__gt=before(5))),
        Group.OLD: (Q(), Q(born_on__lte=before(16))),
    }[group]
    return _listable(viewer).filter(Exists(care.filter(since)), born, born_on__gt=before(18))


def _listable(viewer: Viewer) -> QuerySet[Child]:
    """Children of the council whose records anybody may open who gives a reason."""
    return Child.objects.filter(authority=viewer.authority_id, is_restricted=False, merged_into=None)


def drawn_at(viewer: Viewer, address: int) -> Drawn | None:
    """The list of this address, drawn in the person's council; None where there is none."""
    try:
        at = datetime.strptime(str(address), ADDRESS).replace(tzinfo=UTC)
    except ValueError:
        return None
    rows = AccessLog.objects.filter(authority=viewer.authority_id, page=PAGE, at=at)
    seen = list(rows.select_related("user").order_by("pk"))
    if not seen:
        return None
    order = [row.child_id for row in seen]
    still = set(_listable(viewer).filter(pk__in=order).values_list("pk", flat=True))
    first = seen[0]
    return Drawn(
        first.user.called_at(at), at, first.filters, first.reason, tuple(pk for pk in order if pk in still)
    )


def note_opened(viewer: Viewer, drawn: Drawn, children: Sequence[int]) -> None:
    """Write that the person saw the list again."""
    log_list(viewer, children, page=AGAIN, filters=drawn.of, reason=drawn.reason)


def reason_of_list(viewer: Viewer, child: Child) -> str:
    """The reason of the list on which this person saw the child's record last; empty where that was on none,
    or is long ago."""
    seen = AccessLog.objects.filter(
        user=viewer.user_id, child_id=child.pk, page__in=(PAGE, AGAIN), at__gt=now() - CARRIED_FOR
    )
    return seen.order_by("-at").values_list("reason", flat=True).first() or ""


def lists_of(viewer: Viewer, most: int = 10) -> list[tuple[datetime, str, str]]:
    """The latest lists of the council: when, of whom, and who drew it."""
    rows = AccessLog.objects.filter(authority=viewer.authority_id, page=PAGE).order_by()
    found = rows.values_list("at", "filters", "user__name").distinct().order_by("-at")
    return list(found[:most])
