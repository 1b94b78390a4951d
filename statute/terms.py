"""The numbers the law sets, and how far a council may depart from them: tighter, never looser (statutory.md
section 13).
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from statute.refusals import Refused


class LoosenedTerm(Refused):
    """A council's number is looser than the law or the portal allows. Says which, the value and the limit."""

    def __init__(self, name: str, value: object, limit: object) -> None:
        self.name, self.value, self.limit = name, value, limit
        whose = "the portal’s" if name in OF_THE_PORTAL else "the statutory"
        super().__init__(
            f"{LABELS[name]}: {value} is looser than {whose} {limit}. It may only be tightened.", name
        )


class UnknownTerm(Refused):
    """There is no such term, or the value is of the wrong kind."""


class StagesTooLong(Refused):
    """The limits of the formal stages add up to more than the law allows (DR-1)."""

    def __init__(self, total: int, allowed: int) -> None:
        self.total, self.allowed = total, allowed
        super().__init__(
            f"The stages add up to {total} working days; the whole process may take {allowed} at most.",
            "limit_wd",
        )


@dataclass(frozen=True)
class Terms:
    """The terms in force on a day. Defaults are the statutory values; `_wd` are working days."""

    first_review_wd: int = 20  # RC-1, CPR reg 33(1)
    second_review_months: int = 3  # RC-2, CPR reg 33(2)
    later_review_months: int = 6  # RC-3, CPR reg 33(2)
    short_break_first_months: int = 3  # RC-6, CPR reg 48
    short_break_later_months: int = 6  # RC-6
    short_break_max_days: int = 17  # RC-6, the longest single break
    short_break_year_days: int = 75  # RC-6, in any 12 months
    short_break_series_gap_months: int = 6  # RC-6 DECIDE
    adoption_first_weeks: int = 4  # RC-7b, AAR reg 36(3)
    adoption_second_months: int = 3  # RC-7b
    adoption_later_months: int = 6  # RC-7b
    authorised_first_months: int = 3  # RC-7a, AAR reg 36(1)
    authorised_later_months: int = 6  # RC-7a
    after_disruption_wd: int = 20  # RC-7 edge
    adjourn_wd: int = 20  # RC-13, CPR reg 36(2)
    review_date_basis: str = "started_on"  # RC-13 DECIDE
    early_second_review: str = "counts"  # RC-4 DECIDE
    manager_notice_wd: int = 2  # AP-4
    iro_appoint_wd: int = 5  # AP-3
    allocation_counted_in: str = "working_days"  # V-16: after the notification
    allocation_hours: int = 48  # V-16, where the council counts hours
    iro_sw_contact_wd: int = 15  # PR-1
    report_wd: int = 3  # PR-2
    documents_wd: int = 3  # PR-2: plan, education plan, health plan
    views_wd: int = 1  # ours: the child's views
    invite_wd: int = 10  # P-164, ours: invitations go out
    chase_reports: bool = True  # ours: reports not in ask for themselves
    reply_links: bool = True  # ours: people without an account answer an invitation by a link
    decisions_wd: int = 5  # PO-1
    manager_wd: int = 5  # PO-2
    record_wd: int = 15  # PO-5
    distribute_wd: int = 20  # PO-6
    placement_end_notice_wd: int = 10  # RC-5, CPR reg 14(4)
    remand_care_plan_wd: int = 5  # RC-11
    detention_plan_wd: int = 10  # RC-11
    care_plan_wd: int = 10  # PR-6
    placement_plan_wd: int = 5  # PR-6
    caseload_min: int = 50  # AP-11
    caseload_max: int = 70  # AP-11
    drp_total_wd: int = 20  # DR-1
    informal_wd: int = 5  # section 5, ours
    midway: bool = True  # MW-2, ours
    midway_window_wd: int = 15  # MW-2
    midway_min_interval_days: int = 90  # MW-2
    midway_first_to_second: bool = False  # MW-2
    midway_update_wd: int = 5  # P-43, ours: the social worker's update
    monitoring: bool = True  # P-50: a form after every review
    monitoring_form_wd: int = 5  # P-50, ours: the IRO completes it
    monitoring_answer_wd: int = 5  # P-52, ours: the manager acknowledges it
    chase_wd: int = 5  # P-52, ours: a reminder again after this long
    chase_decisions: bool = True  # ours: decisions past their date ask the social worker by themselves
    meeting_minutes: int = 60  # ours: how long a review is taken to last in the calendar
    travel_minutes: int = 30  # ours: less than this between two places is a clash
    seen_from_age: int = 0  # V-43, ours: the youngest child the IRO is expected to talk to in private
    views_from_age: int = 4  # V-20, ours: the youngest child of the council's own figure; by law 4
    moves_many: int = 3  # V-25, I-10: so many placements in a year are many
    settled_months: int = 24  # V-25, I-11: in one placement
    settled_care_months: int = 30  # V-25, I-11: of children looked after for so long
    report_gate: bool = False  # V-40, ours: no review without the social worker's report
    health_base: str = "year"  # V-41
    education_base: str = "review"  # V-42
    dispute_unit: str = "disputes"  # V-11
    monitoring_to: str = "TEAM_MANAGER"  # V-12
    record_years: int = 75  # AR-3, CPR reg 50(1)
    record_death_years: int = 15  # AR-3
    adoption_record_years: int = 100  # AR-3
    adoption_lock_days: int = 28  # AR-4, ours: time to finish the record
    named_months: int = 12  # ours: how long a name on a restricted record lasts at most
    named_review_months: int = 6  # ours: how long until somebody looks at the name again, at most
    import_file_days: int = 30  # ours: files of an import that was not applied
    import_reject_days: int = 365  # ours: refused rows
    feed_days: int = 30  # ours: files of the daily feed, and what was said of them
    bundle_days: int = 30  # ours: what was made to be handed out


STATUTORY = Terms()

CEILINGS: frozenset[str] = frozenset(
    {
        "first_review_wd",
        "second_review_months",
        "later_review_months",
        "short_break_first_months",
        "short_break_later_months",
        "short_break_max_days",
        "short_break_year_days",
        "placement_end_notice_wd",
        "adoption_first_weeks",
        "adoption_second_months",
        "adoption_later_months",
        "authorised_first_months",
        "authorised_later_months",
        "after_disruption_wd",
        "adjourn_wd",
        "manager_notice_wd",
        "iro_appoint_wd",
        "decisions_wd",
        "manager_wd",
        "record_wd",
        "distribute_wd",
        "remand_care_plan_wd",
        "detention_plan_wd",
        "care_plan_wd",
        "placement_plan_wd",
        "caseload_max",
        "drp_total_wd",
        "named_months",
        "named_review_months",
    }
)
"""Fields whose value here is the most that a council may set."""

OF_THE_PORTAL: frozenset[str] = frozenset({"named_months", "named_review_months"})
"""Ceilings that no law knows: a name on a restricted record that nobody looks at stays for good."""

WITHOUT_READER: frozenset[str] = frozenset(
    {
        "placement_end_notice_wd",
        "remand_care_plan_wd",
        "detention_plan_wd",
        "care_plan_wd",
        "placement_plan_wd",
    }
)
"""Limits of the law that the product does not follow yet.

A council is not asked for them: a setting must act.
"""

OFFERED: tuple[str, ...] = tuple(f.name for f in fields(Terms) if f.name not in WITHOUT_READER)
"""The terms that a council may set, in the order of the page."""

FLOORS: frozenset[str] = frozenset(
    {
        "iro_sw_contact_wd",
        "report_wd",
        "documents_wd",
        "record_years",
        "record_death_years",
        "adoption_record_years",
    }
)
"""Fields counted back from the review, and periods of keeping: the statutory value is the least that a
council may set.
"""

MINIMUM: dict[str, int] = {"seen_from_age": 0, "views_from_age": 4}
"""The least of a number, where it is not 1. By law nothing is recorded of how a child under 4 took part."""

CHOICES: dict[str, tuple[str, ...]] = {
    "health_base": ("year", "review"),
    "education_base": ("review", "form"),
    "dispute_unit": ("disputes", "children"),
    "monitoring_to": ("TEAM_MANAGER", "SERVICE_MANAGER", "HEAD_OF_SERVICE"),
    "review_date_basis": ("started_on", "completed_on"),
    "early_second_review": ("counts", "keep_target"),
    "allocation_counted_in": ("working_days", "hours"),
}

LABELS: dict[str, str] = {
    "first_review_wd": "First review, working days after becoming looked after",
    "second_review_months": "Second review, months after the first",
    "later_review_months": "Later reviews, months after the one before",
    "short_break_first_months": "Short breaks: first review, months after the first placement",
    "short_break_later_months": "Short breaks: later reviews, months",
    "short_break_max_days": "Short breaks: the longest break, days",
    "short_break_year_days": "Short breaks: in all in 12 months, days",
    "short_break_series_gap_months": "Short breaks: months without a break after which a series has ended",
    "adoption_first_weeks": "Placed for adoption: first review, weeks",
    "adoption_second_months": "Placed for adoption: second review, months",
    "adoption_later_months": "Placed for adoption: later reviews, months",
    "authorised_first_months": "Authorised to place for adoption: first review, months",
    "authorised_later_months": "Authorised to place for adoption: later reviews, months",
    "after_disruption_wd": "After an adoptive placement ended: review, working days",
    "adjourn_wd": "An adjourned review is completed within, working days",
    "review_date_basis": "The date of a review in several parts",
    "early_second_review": "A second review held early",
    "manager_notice_wd": "IRO manager told of a new child, working days",
    "iro_appoint_wd": "IRO named, working days",
    "allocation_counted_in": "IRO named after the notification: the council counts",
    "allocation_hours": "IRO named after the notification, hours (where the council counts hours)",
    "iro_sw_contact_wd": "IRO and social worker talk before the review, working days",
    "report_wd": "Reports reach the IRO before the review, working days",
    "documents_wd": "Plan, education plan and health plan reach the IRO before the review, working days",
    "views_wd": "The child’s views reach the IRO before the review, working days",
    "invite_wd": "Invitations to a review go out before it, working days",
    "chase_reports": "Reports that are not in: the portal asks the social worker",
    "reply_links": "Emailed invitations: people without an account answer through a link that works once",
    "decisions_wd": "Decisions sent, working days after the review",
    "manager_wd": "Manager answers, working days",
    "record_wd": "Full record, working days after the review",
    "distribute_wd": "Record distributed, working days after the review",
    "placement_end_notice_wd": "Notices after a placement was ended at once, working days",
    "remand_care_plan_wd": "Remand: care plan, working days",
    "detention_plan_wd": "Remand: detention placement plan, working days",
    "care_plan_wd": "Care plan, working days after the first placement",
    "placement_plan_wd": "Placement plan, working days",
    "caseload_min": "Caseload of a full-time IRO, at least",
    "caseload_max": "Caseload of a full-time IRO, at most",
    "drp_total_wd": "Dispute resolution in all, working days",
    "informal_wd": "Informal resolution, working days",
    "midway": "Midway checks between reviews",
    "midway_window_wd": "Midway check: this many working days before or after its day",
    "midway_min_interval_days": "Midway check: only where reviews are this many days apart",
    "midway_first_to_second": "Midway check between the first and the second review",
    "midway_update_wd": "Midway check: the social worker’s update, working days after it was asked for",
    "monitoring": "A monitoring form after every review",
    "monitoring_form_wd": "Monitoring form completed, working days after the review",
    "monitoring_answer_wd": "Monitoring form acknowledged by the manager, working days after it was sent",
    "chase_wd": "Overdue monitoring forms, updates and decisions: reminded again after, working days",
    "chase_decisions": "Decisions past their date: the portal asks the social worker for an update",
    "meeting_minutes": "Calendar: a review lasts, minutes",
    "travel_minutes": "Calendar: minutes needed between two places",
    "seen_from_age": "Talked to in private before the review: counted from this age on",
    "views_from_age": "Took part in the review: the council’s own figure counts from this age on",
    "moves_many": "Many placements in a year: this number or more",
    "settled_months": "Settled: in one placement for at least, months",
    "settled_care_months": "Settled: counted of children in care for at least, months",
    "report_gate": "No review without the social worker’s report, unless the IRO says why",
    "health_base": "Health assessments are counted",
    "education_base": "Personal education plans are counted",
    "dispute_unit": "Challenge is counted by",
    "monitoring_to": "The monitoring form goes to",
    "record_years": "A child’s record is kept, years from the date of birth",
    "record_death_years": "The record of a child who died is kept, years from the death",
    "adoption_record_years": "The record of an adopted child is kept, years from the order",
    "adoption_lock_days": "The record of an adopted child is closed and locked, days after the order",
    "named_months": "Restricted records: a person is named for at most, months",
    "named_review_months": "Restricted records: every name is looked at again within, months",
    "import_file_days": "Files of an import that was not applied are kept, days",
    "import_reject_days": "Refused rows of imports are kept, days",
    "feed_days": "Files of the daily feed that were read are kept, and deliveries listed, days",
    "bundle_days": "Records put together for handing out can be downloaded, days",
}


def tightened(**changes: Any) -> Terms:
    """The statutory terms with a council's own numbers. Raises LoosenedTerm or UnknownTerm."""
    known = {f.name for f in fields(Terms)}
    for name in changes:
        if name not in known:
            raise UnknownTerm(f"There is no term called {name}.")
    made = replace(STATUTORY, **{name: _checked(name, value) for name, value in changes.items()})
    if made.caseload_min > made.caseload_max:
        raise UnknownTerm("The caseload range must begin below its end.", "caseload_min")
    return made


def check_stages(limits_wd: Iterable[int | None], *, terms: Terms = STATUTORY) -> None:
    """Raise StagesTooLong when the formal stages' limits add up to more than the total (DR-1).

    None: no limit.

    A limit below one working day is refused as UnknownTerm.
    """
    limits = list(limits_wd)
    if any(limit is not None and limit < 1 for limit in limits):
        raise UnknownTerm("The limit of a stage must be at least 1 working day, or none.", "limit_wd")
    total = sum(limit or 0 for limit in limits)
    if total > terms.drp_total_wd:
        raise StagesTooLong(total, terms.drp_total_wd)


def _checked(name: str, value: Any) -> Any:
    standard = getattr(STATUTORY, name)
    if type(value) is not type(standard):
        raise UnknownTerm(f"{LABELS[name]}: {value!r} is not a {type(standard).__name__}.", name)
    if name in CHOICES and value not in CHOICES[name]:
        raise UnknownTerm(f"{LABELS[name]}: {value!r} is not one of {', '.join(CHOICES[name])}.", name)
    least = MINIMUM.get(name, 1)
    if type(value) is int and value < least:
        raise UnknownTerm(f"{LABELS[name]}: must be at least {least}.", name)
    if (name in CEILINGS and value > standard) or (name in FLOORS and value < standard):
        raise LoosenedTerm(name, value, standard)
    return value


@dataclass(frozen=True)
class TermsInForce:
    """A council's terms by start date. An old review is judged by the terms of its day."""

    rows: tuple[tuple[date, Terms], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(sorted(self.rows, key=lambda row: row[0])))

    def on(self, day: date) -> Terms:
        """The terms in force on a day; before the first row the statutory ones."""
        if not self.rows:
            return STATUTORY
        at = bisect_right(self.rows, day, key=lambda row: row[0])
        return self.rows[at - 1][1] if at else STATUTORY
