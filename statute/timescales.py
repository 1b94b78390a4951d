"""What is due before and after a review, on appointment and on remand. Terms carry the numbers."""

from datetime import date, timedelta
from enum import StrEnum

from statute.clock_words import day
from statute.refusals import Refused
from statute.terms import STATUTORY, Terms
from statute.working_days import WorkingDays

PROCEEDINGS = timedelta(weeks=26)
"""How long care proceedings may last."""


def iro_contact_due_on(review_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the IRO and the social worker to talk before the review (PR-1, 15 working days)."""
    return calendar.add(review_on, -terms.iro_sw_contact_wd)


def reports_due_on(review_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the reports to reach the IRO (PR-2, 3 working days before)."""
    return calendar.add(review_on, -terms.report_wd)


def documents_due_on(review_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the plan, the education plan and the health plan to reach the IRO (PR-2)."""
    return calendar.add(review_on, -terms.documents_wd)


def views_due_on(review_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the child's views to reach the IRO; the limit is the council's own."""
    return calendar.add(review_on, -terms.views_wd)


def invitations_due_on(review_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the invitations to a review to go out; the limit is the council's own."""
    return calendar.add(review_on, -terms.invite_wd)


def decisions_due_on(completed_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day to send the decisions (PO-1, 5 working days after completion)."""
    return calendar.add(completed_on, terms.decisions_wd)


def manager_answer_due_on(sent_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the manager to query or object (PO-2, 5 working days after the decisions were sent)."""
    return calendar.add(sent_on, terms.manager_wd)


def record_due_on(completed_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the full record (PO-5, 15 working days after completion)."""
    return calendar.add(completed_on, terms.record_wd)


def distribution_due_on(completed_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day to distribute the record (PO-6, 20 working days after completion)."""
    return calendar.add(completed_on, terms.distribute_wd)


def monitoring_form_due_on(completed_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the IRO to complete the monitoring form after a review (P-50; the limit is the council's
    own).
    """
    return calendar.add(completed_on, terms.monitoring_form_wd)


def monitoring_answer_due_on(sent_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the first-line manager to acknowledge a monitoring form (P-52; the limit is the council's
    own).
    """
    return calendar.add(sent_on, terms.monitoring_answer_wd)


def first_chase_on(due_on: date, *, calendar: WorkingDays) -> date:
    """The first working day after a limit: when the first reminder goes out."""
    return calendar.add(due_on, 1)


def next_chase_on(chased_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """When the next reminder goes out after one on this day."""
    return calendar.add(chased_on, terms.chase_wd)


def adjourned_review_due_on(
    first_meeting_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY
) -> date:
    """Last day to complete an adjourned review (RC-13, CPR reg 36(2), 20 working days)."""
    return calendar.add(first_meeting_on, terms.adjourn_wd)


class AdjournmentRefused(Refused):
    """A review cannot be adjourned again, or not to that day (RC-13)."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "until")


def check_adjournment(
    first_meeting_on: date,
    until: date,
    *,
    adjourned_before: bool,
    calendar: WorkingDays,
    terms: Terms = STATUTORY,
) -> None:
    """Raise AdjournmentRefused for a second adjournment, one that goes back, and one past the last lawful day
    (RC-13).
    """
    if adjourned_before:
        raise AdjournmentRefused("This review was adjourned once already, and it may be adjourned only once.")
    last = adjourned_review_due_on(first_meeting_on, calendar=calendar, terms=terms)
    if not first_meeting_on < until <= last:
        raise AdjournmentRefused(
            f"The review must go on after {day(first_meeting_on)} and be finished by {day(last)}, "
            f"{terms.adjourn_wd} working days after the first meeting."
        )


def proceedings_due_on(issued_on: date) -> date:
    """Last day for care proceedings to end (Children Act 1989 section 32(1)(a)(ii), 26 weeks)."""
    return issued_on + PROCEEDINGS


def iro_manager_notice_due_on(started_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day to tell the IRO manager of a new child (AP-4, 2 working days)."""
    return calendar.add(started_on, terms.manager_notice_wd)


def iro_appointment_due_on(started_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day to name the IRO (AP-3, 5 working days)."""
    return calendar.add(started_on, terms.iro_appoint_wd)


def care_plan_due_on(placed_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the care plan where there was none before placement (PR-6, 10 working days)."""
    return calendar.add(placed_on, terms.care_plan_wd)


def placement_plan_due_on(placed_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the placement plan (PR-6, 5 working days)."""
    return calendar.add(placed_on, terms.placement_plan_wd)


def remand_care_plan_due_on(remanded_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the care plan of a child remanded to the authority's accommodation (RC-11, 5 working
    days).
    """
    return calendar.add(remanded_on, terms.remand_care_plan_wd)


def detention_placement_plan_due_on(
    remanded_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY
) -> date:
    """Last day for the detention placement plan (RC-11, 10 working days)."""
    return calendar.add(remanded_on, terms.detention_plan_wd)


def emergency_move_notice_due_on(ended_on: date, *, calendar: WorkingDays, terms: Terms = STATUTORY) -> date:
    """Last day for the written notices after a placement was ended in an emergency (RC-5, CPR reg 14(4), 10
    working days).
    """
    return calendar.add(ended_on, terms.placement_end_notice_wd)


def caseload_per_full_time(children: int, full_time_equivalent: float | None) -> float | None:
    """Children for each full-time IRO (AP-11); None when the hours are not recorded."""
    return children / full_time_equivalent if full_time_equivalent else None


class Caseload(StrEnum):
    """How a caseload stands to the recommended range (AP-11)."""

    BELOW = "below"
    WITHIN = "within"
    OVER = "over"
    NOT_KNOWN = "not_known"


def caseload_standing(
    children: int, full_time_equivalent: float | None, *, terms: Terms = STATUTORY
) -> Caseload:
    """Whether the caseload of a full-time IRO lies in the recommended range of 50 to 70 (AP-11)."""
    load = caseload_per_full_time(children, full_time_equivalent)
    if load is None:
        return Caseload.NOT_KNOWN
    if load < terms.caseload_min:
        return Caseload.BELOW
    return Caseload.OVER if load > terms.caseload_max else Caseload.WITHIN
