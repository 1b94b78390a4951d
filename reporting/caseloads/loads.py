"""One row for each IRO: how many children for which hours, what makes them more work, and what is due."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from accounts.access.viewers import Viewer
from accounts.calendars import terms_for
from accounts.models import WorkerHours
from accounts.templatetags.govuk import day as day_words
from children.access import counted_for
from children.models import StandIn
from children.people.appointment import STANDING
from reporting.caseloads.access import iros_for
from reporting.caseloads.facts import LATER, SOON, ChildToday, by_worker, children_today
from reporting.models import PracticeNote
from reviews.models import DaysAway
from statute.timescales import Caseload, caseload_per_full_time, caseload_standing


@dataclass
class IroLoad:
    """The caseload of one IRO today."""

    name: str
    public_id: str
    share: Decimal | None
    standing: Caseload
    children: list[ChildToday]
    today: date
    standing_in: int = 0
    away: list[tuple[date, date]] = field(default_factory=list)
    """First day and first day back, of today or the next eight weeks."""
    seen: dict[str, tuple[date, date | None]] = field(default_factory=dict)
    """Kind of note -> the last day, and the day agreed for the next."""

    @property
    def count(self) -> int:
        return len(self.children)

    @property
    def per_full_time(self) -> float | None:
        """Children for a full post; None: hours not recorded."""
        return caseload_per_full_time(self.count, float(self.share) if self.share else None)

    @property
    def standing_words(self) -> str:
        return STANDING[self.standing]

    @property
    def groups(self) -> int:
        """Groups of brothers and sisters of whom this IRO has two or more."""
        numbers = [c.group for c in self.children if c.group is not None]
        return sum(numbers.count(n) > 1 for n in set(numbers))

    @property
    def in_groups(self) -> int:
        """Children in such a group."""
        numbers = [c.group for c in self.children if c.group is not None]
        return sum(numbers.count(n) > 1 for n in numbers)

    @property
    def far(self) -> int:
        return sum(c.is_far is True for c in self.children)

    @property
    def far_not_known(self) -> int:
        return sum(c.is_far is None for c in self.children)

    @property
    def due_soon(self) -> int:
        return sum(c.due_within(self.today, SOON) for c in self.children)

    @property
    def due_later(self) -> int:
        return sum(c.due_within(self.today, LATER) for c in self.children)

    @property
    def due_not_known(self) -> int:
        return sum(not c.is_due_known for c in self.children)

    @property
    def overdue(self) -> int:
        return sum(c.is_overdue for c in self.children)

    @property
    def due_while_away(self) -> int:
        """Reviews whose last lawful day comes while the IRO is away."""
        return sum(
            any(first <= c.due_on < back for first, back in self.away)
            for c in self.children
            if c.due_on is not None and c.due_within(self.today, LATER)
        )

    def last_words(self, kind: str) -> tuple[str, str]:
        """When something was last recorded, and whether the next one, as agreed, has not come."""
        if kind not in self.seen:
            return "none recorded", ""
        last, following = self.seen[kind]
        is_late = following is not None and following < self.today
        return day_words(last), f"next was agreed for {day_words(following)}" if is_late else ""

    @property
    def away_words(self) -> list[str]:
        """From which day to which, in words."""
        last = [(first, back - timedelta(days=1)) for first, back in self.away]
        return [
            day_words(first) if first == end else f"{day_words(first)} to {day_words(end)}"
            for first, end in last
        ]


def loads_for(viewer: Viewer, today: date) -> list[IroLoad]:
    """Every IRO this person sees who has children or could have some, the heaviest load first."""
    terms = terms_for(viewer.authority).on(today)
    children = by_worker(children_today(viewer, today))
    workers = iros_for(viewer).annotate(share=WorkerHours.objects.share_on(today)).select_related("user")
    found: dict[int, IroLoad] = {}
    for worker in workers:
        mine = children.get(worker.pk, [])
        if not mine and worker.user is not None and not worker.user.is_active:
            continue
        share = worker.share
        standing = caseload_standing(len(mine), float(share) if share else None, terms=terms)
        found[worker.pk] = IroLoad(str(worker), str(worker.public_id), share, standing, mine, today)
    _see_absence(found, viewer, today)
    _see_notes(found)
    return sorted(found.values(), key=lambda load: (-(load.per_full_time or load.count), load.name))


def _see_absence(found: dict[int, IroLoad], viewer: Viewer, today: date) -> None:
    until = today + timedelta(days=LATER)
    away = DaysAway.objects.filter(worker__in=list(found), ended_on__gt=today, started_on__lte=until)
    for worker, first, back in away.order_by("started_on").values_list("worker", "started_on", "ended_on"):
        found[worker].away.append((first, back))
    counted = counted_for(viewer).values("pk").order_by()
    for worker in (
        StandIn.objects.running(today)
        .filter(worker__in=list(found), child__in=counted)
        .values_list("worker", flat=True)
    ):
        found[worker].standing_in += 1


def _see_notes(found: dict[int, IroLoad]) -> None:
    """When supervision and each other kind of note were last recorded, and when the next was agreed for."""
    notes = PracticeNote.objects.filter(worker__in=list(found)).order_by("happened_on", "pk")
    for worker, kind, last, following in notes.values_list("worker", "kind", "happened_on", "next_on"):
        found[worker].seen[kind] = (last, following)
