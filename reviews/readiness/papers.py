"""The papers of a review, each with its limit and whether it is in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from accounts.calendars import terms_for, working_days
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import plural
from accounts.ui.fields import sentence
from reviews.meeting.counting import counts_on
from reviews.models import Review, ReviewPaper
from reviews.models.readiness import WELCOME, WITH_A_PAGE, PaperKind, PaperWay
from reviews.record.ages import PEP_AGE
from statute.participation import age_on
from statute.terms import Terms
from statute.timescales import documents_due_on, reports_due_on, views_due_on
from statute.working_days import DAY, WorkingDays

LIMITS = {PaperKind.REPORT: reports_due_on, PaperKind.VIEWS: views_due_on}


def due_why(review: Review, on: date, review_on: date, *, calendar: WorkingDays) -> str:
    """Why a paper is due on its day. The working days are counted back from the review, which may be on a day
    that is none (CAL-2).
    """
    back = calendar.between(on - DAY, review_on - DAY)
    is_first_of_two = review.adjourned_until is not None and review_on == review.started_on
    before = "the first meeting of the review" if is_first_of_two else "the review"
    return f"{plural(back, 'working day')} before {before}"


def due_on(kind: str, review_on: date, *, calendar: WorkingDays, terms: Terms) -> date:
    """The last day for a paper of this kind to reach the IRO."""
    return LIMITS.get(PaperKind(kind), documents_due_on)(review_on, calendar=calendar, terms=terms)


@dataclass(frozen=True)
class Wanted:
    """A paper that a review needs, its limit and what is known of it."""

    kind: PaperKind
    due_on: date | None
    paper: ReviewPaper | None
    today: date
    due_why: str = ""

    @property
    def title(self) -> str:
        return sentence(str(self.kind.label))

    @property
    def is_in(self) -> bool:
        return self.paper is not None and self.paper.received_on is not None

    @property
    def is_missing(self) -> bool:
        """Neither received nor said not to be needed, though the review needs it."""
        return self.is_needed and not self.is_in and not (self.paper and self.paper.not_needed)

    @property
    def is_needed(self) -> bool:
        return self.kind not in WELCOME

    @property
    def is_recordable(self) -> bool:
        """Whether it can be recorded as received, or corrected: it has not come by a page of its own."""
        return self.paper is None or not in_hand(self.paper)

    @property
    def is_late(self) -> bool:
        day = self.paper.received_on if self.paper else None
        return self.is_needed and self.due_on is not None and (day or self.today) > self.due_on

    @property
    def came(self) -> str:
        return came(self.paper) if self.paper else ""

    @property
    def state(self) -> tuple[str, str]:
        """Words and colour of its tag."""
        if self.paper is not None and self.paper.not_needed:
            return "Not needed", "grey"
        if self.is_in:
            return ("In, late", "orange") if self.is_late else ("In", "green")
        if self.is_late:
            return "Missing", "red"
        if not self.is_needed:
            return "Not in", ""
        return ("Asked for", "blue") if self.paper and self.paper.asked_on else ("Not in yet", "")


def in_hand(paper: ReviewPaper) -> bool:
    """Whether it was written here, or is a report or views with a file: such a paper has pages of its own."""
    has_page = paper.kind in WITH_A_PAGE
    return paper.way == PaperWay.HERE or (has_page and paper.way == PaperWay.FILE)


def came(paper: ReviewPaper) -> str:
    """When it first came, and when the report was submitted again: its day is that on which it is sent here.
    Those of other papers are entered, whenever that is.
    """
    first, at = paper.received_on, paper.recorded_at
    is_dated_here = paper.kind == PaperKind.REPORT and in_hand(paper)
    if first is None or at is None or not is_dated_here or localdate(at) <= first:
        return day_words(first)
    return f"{day_words(first)}, submitted again on {day_words(localdate(at))}"


def has_at(kind: str, born_on: date, on: date) -> bool:
    """Whether a child of this age has such a paper at a review on this day: a baby has no education plan."""
    return kind != PaperKind.PEP or age_on(born_on, on) >= PEP_AGE


def wanted_for(review: Review, *, today: date) -> list[Wanted]:
    """Every paper of the review in order, with the limit of the day as which the review counts: the first
    meeting of one that was adjourned, while there is time for the second. One that a child of this age does
    not have is left out, unless somebody recorded it.
    """
    on = counts_on(review)
    calendar, terms = working_days(), terms_for(review.child.authority).on(on or today)
    found = {paper.kind: paper for paper in review.papers.defer("content")}
    rows = []
    for kind in PaperKind:
        if kind not in found and not has_at(kind, review.child.born_on, on or today):
            continue
        due = due_on(kind, on, calendar=calendar, terms=terms) if on else None
        why = due_why(review, due, on, calendar=calendar) if due and on else ""
        rows.append(Wanted(kind, due, found.get(kind), today, why))
    return rows


def set_limits(review: Review) -> None:
    """Keep with each paper that came the limit of the day as which the review counts. Part of a larger
    action.
    """
    on = counts_on(review)
    assert on is not None
    calendar, terms = working_days(), terms_for(review.child.authority).on(on)
    for paper in review.papers.filter(received_on__isnull=False).defer("content"):
        due = due_on(paper.kind, on, calendar=calendar, terms=terms)
        if paper.due_on != due:
            paper.due_on = due
            paper.save(update_fields=["due_on"])


def missing(wanted: Iterable[Wanted]) -> list[Wanted]:
    """Those that are neither received nor said not to be needed."""
    return [row for row in wanted if row.is_missing]
