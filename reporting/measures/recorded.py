"""From which day on a council keeps a kind of record: before it nothing is known, and no figure of it is a
nought.

For what the portal itself begins the day is that of accounts/recording/since.py, so that a council made
from returns alone has no figures of what it never recorded. For what comes with a return it is the first
day of the first year whose return held the file.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from accounts.models import Authority, RecordedSince
from accounts.recording.since import kind_of as portal_kind
from children.models import (
    AdoptionDecision,
    AdoptionMatch,
    CareLeaverContact,
    HealthYear,
    ImportFile,
    IroAllocation,
    MissingEpisode,
    UascStatus,
)
from children.models.imports import ImportState
from reporting.periods import collection_year, collection_year_of

if TYPE_CHECKING:
    from reporting.measures.base import Measure, Rows, Scope


def _first(rows: QuerySet[Any], day: Any) -> date | None:
    found = rows.order_by().aggregate(first=Min(day))["first"]
    return timezone.localtime(found).date() if isinstance(found, datetime) else found


def _year_of(day: date | None) -> date | None:
    return collection_year_of(day).start if day else None


def _of_return(authority: Authority, table: str, first_row: date | None) -> date | None:
    """The first day of the first year whose return held the file, or of which it left a row."""
    files = ImportFile.objects.filter(table=table, of__state=ImportState.APPLIED, of__authority=authority)
    year = files.aggregate(first=Min("of__year"))["first"]
    days = [collection_year(year).start] if year else []
    return min([*days, *([first_row] if first_row else [])], default=None)


def _year_start(year: int | None) -> date | None:
    return collection_year(year).start if year else None


def _missing(authority: Authority) -> date | None:
    first = _first(MissingEpisode.objects.filter(child__authority=authority), "started_on")
    return _of_return(authority, "Missing", _year_of(first))


def _unaccompanied(authority: Authority) -> date | None:
    is_there = UascStatus.objects.filter(child__authority=authority).exists()
    return _of_return(authority, "UASC", ALWAYS if is_there else None)


def _adoption(authority: Authority) -> date | None:
    first = _first(AdoptionDecision.objects.filter(child__authority=authority), "decided_on")
    return _of_return(authority, "PlacedAdoption", _year_of(first))


def _matches(authority: Authority) -> date | None:
    first = _first(AdoptionMatch.objects.filter(child__authority=authority), "matched_on")
    return _of_return(authority, "AD1", _year_of(first))


def _health(authority: Authority) -> date | None:
    rows = HealthYear.objects.filter(child__authority=authority)
    return _of_return(authority, "OC2", _year_start(rows.aggregate(first=Min("year"))["first"]))


def _care_leavers(authority: Authority) -> date | None:
    rows = CareLeaverContact.objects.filter(child__authority=authority)
    return _of_return(authority, "OC3", _year_start(rows.aggregate(first=Min("year"))["first"]))


def _iros(authority: Authority) -> date | None:
    return _first(IroAllocation.objects.filter(child__authority=authority), "started_on")


ALWAYS = date(1900, 1, 1)
OF_RETURNS: dict[str, Callable[[Authority], date | None]] = {
    "iros": _iros,
    "missing": _missing,
    "unaccompanied": _unaccompanied,
    "adoption": _adoption,
    "matches": _matches,
    "health": _health,
    "care_leavers": _care_leavers,
}
"""What comes with a file, by kind: how the day is found from which on the council has it. What the portal
itself begins is named in accounts/recording/since.py, where the QA manager can change the day.
"""

OF_THE_RECORD = (
    "permanence_by_second_review",
    "permanence_planned",
    "plan_right",
    "health_up_to_date",
    "dentist_seen",
    "education_plan_up_to_date",
    "attends_school",
    "spoke_alone",
    "report_in_time",
    "told_rights",
    "advocate_came",
    "parent_came",
    "carer_came",
    "social_worker_came",
    "views_heard",
    "views_from_child",
    "understands_plan",
    "child_part",
    "child_chaired",
    "child_led",
    "plan_at_pace",
    "plans_held_up",
    "placement_suits",
    "siblings_seen",
    "ehcp_up_to_date",
    "has_advocate",
    "wants_advocate",
    "has_visitor",
    "wants_visitor",
    "protection_plan_too",
    "one_meeting_both_plans",
    "pathway_plan_reviewed",
    "spoke_as_wished",
    "permanence_plans",
    "talked_before",
    "visits_kept",
    "all_carried_out",
    "earlier_decisions_done",
)
"""Measures made of what the record of a review answers."""

KIND_OF = {
    **dict.fromkeys(OF_THE_RECORD, "review_records"),
    "record_in_time": "review_records",
    "record_days": "review_records",
    "record_own": "review_records",
    "record_own_chosen": "review_records",
    "feedback": "feedback",
    "good_practice": "good_practice",
    "compliments": "good_practice",
    "cafcass_referrals": "concerns",
    "external_liaison": "partner_challenges",
    "external_formal": "partner_challenges",
    "caseload": "iros",
    "iros_over_70": "iros",
    "same_iro": "iros",
    "same_iro_two_years": "iros",
    "iro_exceptions": "iros",
    "chaired_by_others": "review_records",
    "away_incidents": "missing",
    "return_interviews_offered": "missing",
    "return_interviews_accepted": "missing",
    "adoption_decisions": "adoption",
    "adoption_reversals": "adoption",
    "adoption_waiting": "adoption",
    "adoption_plans": "adoption",
    "adoption_matches": "matches",
}
STEMS = {
    "monitoring_": "monitoring_forms",
    "midways_": "midway_checks",
    "contacts_first_": "first_contacts",
    "contacts_": "contacts",
    "decisions_": "decisions",
    "rated_": "rated_decisions",
    "letters_": "letters",
    "concerns_": "concerns",
    "dispute": "concerns",
    "iro_named": "iros",
    "notifications_": "notifications",
    "papers_": "review_papers",
    "packs_": "packs",
    "late_authorised": "late_requests",
    "talks_": "talks",
    "bookings_": "booking_moves",
    "people_": "review_records",
    "pledge_": "review_records",
    "knows_iro": "review_records",
    "card_": "review_records",
    "meetings_": "review_records",
    "activity_": "review_records",
    "copies_": "letters",
    "words_": "letters",
    "stood_in": "stand_ins",
    "stand_ins": "stand_ins",
    "iro_changed": "iros",
    "events_": "events",
    "court_": "proceedings",
    "notes_on_concerns": "concerns",
    "notes_": "case_notes",
    "documents_": "documents",
    "invitations_": "invitations",
    "introductions_": "introductions",
    "consulted_": "invitations",
    "gate_": "review_papers",
    "allocat": "notifications",
    "missing_": "missing",
    "children_missing": "missing",
    "unaccompanied": "unaccompanied",
    "care_leavers": "care_leavers",
    "health_recorded": "health",
}
"""How the codes of a kind's measures begin."""


def kind_of(code: str) -> str:
    """The kind of record that a measure is made of, where the council has it from some day on; empty for any
    other.
    """
    stems = (kind for stem, kind in STEMS.items() if code.startswith(stem))
    return KIND_OF.get(code) or next(stems, "")


OF_REVIEWS = ("reviews_per_child", "participation_every_review")
"""Measures of children that are made of reviews."""
OF_THE_YEAR = ("three_placements", "placement_moves")
"""Measures of the last day that count what happened in the year up to it."""

OF_ALLOCATIONS = ("iro_exceptions",)
"""Measures of IROs that count allocations and not who is in care."""
TELL_THEMSELVES = ("timeliness_child_year", "timeliness_reviews_due", "timeliness_snapshot")
"""Measures whose rows say by themselves that no return tells of them yet."""


def is_unknown(code: str, known: int | None, not_known: int) -> bool:
    """Whether nothing is known, or, of what tells itself that no return tells of it, less than half: what was
    recorded here of a few children would pass for the council. `known`: of a plain count those that count; a
    count of 0 with some not known may be more.
    """
    if code in TELL_THEMSELVES:
        return known is not None and not_known > known
    return known == 0 and not_known > 0


def is_told_by_returns(code: str) -> bool:
    """Whether a measure is made of what a return tells, so that it ends where the returns end. So does what
    IROs have, because returns tell who is still in care.
    """
    kind = kind_of(code)
    return code not in TELL_THEMSELVES and (not kind or (kind in OF_RETURNS and code not in OF_ALLOCATIONS))


OF_OTHER_RECORDS = frozenset({"child", "review", "period of care", "placement", "IRO", "care leaver"})
"""Units that are there without the kind of record that a measure of them is made of."""


def as_recorded(rows: "Rows", measure: "Measure", scope: "Scope") -> "Rows":
    """The rows with those of before the kind of record was kept not known; no figure where all are."""
    since = scope.recorded.day(measure.record)
    if since is None and measure.unit not in OF_OTHER_RECORDS:
        return replace(rows, population=rows.population.none(), is_recorded=False)
    if since is None or scope.period.end < since:
        return replace(rows, is_recorded=False)
    if measure.day and scope.period.start < since:
        lookup = f"{measure.day}__date__gte" if measure.day.endswith("_at") else f"{measure.day}__gte"
        return replace(rows, known=rows.known & Q(**{lookup: since}))
    return rows


class RecordedFrom:
    """From which day on a council keeps each kind of record. Each day is found once, when it is first asked
    for.
    """

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self._found: dict[str, date | None] = {}

    def day(self, kind: str) -> date | None:
        """The first day; None where nothing of the kind is recorded."""
        if kind not in self._found:
            of_returns = OF_RETURNS.get(kind)
            self._found[kind] = of_returns(self.authority) if of_returns else self._begun_here(kind)
        return self._found[kind]

    def _begun_here(self, code: str) -> date | None:
        """The day that the QA manager set, else that of the first record."""
        if code in self._stored and (since := self._stored[code][0]):
            return since
        kind = portal_kind(code)
        return kind.first(self.authority) if kind else None

    @cached_property
    def _stored(self) -> dict[str, tuple[date | None, datetime]]:
        rows = RecordedSince.objects.filter(authority=self.authority)
        return {kind: (since, at) for kind, since, at in rows.values_list("kind", "since", "set_at")}

    def is_older_than_its_day(self, code: str, computed_at: datetime) -> bool:
        """Whether a figure was computed before somebody set the day that it goes by."""
        kind = kind_of(code)
        return kind in self._stored and computed_at < self._stored[kind][1]

    def covers(self, kind: str, day: date) -> bool:
        """Whether the kind of record was kept on a day. A figure without a kind is made of what a return
        must hold.
        """
        since = self.day(kind) if kind else ALWAYS
        return since is not None and since <= day

    def reaches(self, of_returns: bool, day: date, *, of_reviews: bool = True, at_end: bool = False) -> bool:
        """Whether what only returns tell is known of a day: they reach to it, or the portal was live.

        Who is in care is known only where the portal followed the returns without a gap: nobody recorded here
        who came and who left in between.
        """
        if not of_returns:
            return True
        tells = self.authority.tells_of if of_reviews else self.authority.tells_of_care_on
        has_return = self.authority.has_return_of(day, of_reviews=of_reviews, at_end=at_end)
        return has_return and tells(day, today=day)

    def reaches_throughout(
        self, of_returns: bool, first: date, end: date, *, of_reviews: bool = True, at_end: bool = False
    ) -> bool:
        """Whether it is known of the first day, of the last, and of those between: the portal may have gone
        live some time after the last return.
        """
        last = self.authority.reviews_told_until if of_reviews else self.authority.known_until
        days = {first, end}
        if last is not None and first <= last < end:
            days.add(last + timedelta(days=1))
        return all(self.reaches(of_returns, day, of_reviews=of_reviews, at_end=at_end) for day in days)
