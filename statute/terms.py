"""The numbers the law sets, and how far a council may depart from them: tighter, never looser (statutory.md section 13)."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any


class LoosenedTerm(ValueError):
    """A council's number is looser than the law allows."""

    def __init__(self, name: str, value: object, limit: object) -> None:
        self.name, self.value, self.limit = name, value, limit
        super().__init__(
            f"{LABELS.get(name, name)}: {value} is looser than the statutory {limit}. It may only be tightened."
        )


class UnknownTerm(ValueError):
    """There is no such term, or the value is of the wrong kind."""


@dataclass(frozen=True)
class Terms:
    """The terms in force on a day. Defaults are the statutory values; `_wd` are working days."""

    first_review_wd: int = 20  # RC-1, CPR reg 33(1)
    second_review_months: int = 3  # RC-2, CPR reg 33(2)
    later_review_months: int = 6  # RC-3, CPR reg 33(2)
    short_break_first_months: int = 3  # RC-6, CPR reg 48
    short_break_later_months: int = 6  # RC-6
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
    iro_sw_contact_wd: int = 15  # PR-1
    report_wd: int = 3  # PR-2
    decisions_wd: int = 5  # PO-1
    manager_wd: int = 5  # PO-2
    record_wd: int = 15  # PO-5
    distribute_wd: int = 20  # PO-6
    remand_care_plan_wd: int = 5  # RC-11
    detention_plan_wd: int = 10  # RC-11
    care_plan_wd: int = 10  # PR-6
    placement_plan_wd: int = 5  # PR-6
    caseload_min: int = 50  # AP-11
    caseload_max: int = 70  # AP-11
    drp_total_wd: int = 20  # DR-1
    informal_wd: int = 5  # section 5, ours
    pn4_counts: bool = False  # PA-5


STATUTORY = Terms()

CEILINGS: frozenset[str] = frozenset(
    {
        "first_review_wd", "second_review_months", "later_review_months", "short_break_first_months",
        "short_break_later_months", "adoption_first_weeks", "adoption_second_months", "adoption_later_months",
        "authorised_first_months", "authorised_later_months", "after_disruption_wd", "adjourn_wd", "manager_notice_wd", "iro_appoint_wd",
        "decisions_wd", "manager_wd", "record_wd", "distribute_wd", "remand_care_plan_wd", "detention_plan_wd",
        "care_plan_wd", "placement_plan_wd", "caseload_max", "drp_total_wd",
    }
)  # fmt: skip
"""Fields whose statutory value is the most that a council may set."""

FLOORS: frozenset[str] = frozenset({"iro_sw_contact_wd", "report_wd"})
"""Fields counted back from the review: the statutory value is the least that a council may set."""

CHOICES: dict[str, tuple[str, ...]] = {
    "review_date_basis": ("started_on", "completed_on"),
    "early_second_review": ("counts", "keep_target"),
}

LABELS: dict[str, str] = {
    "first_review_wd": "First review, working days after becoming looked after",
    "second_review_months": "Second review, months after the first",
    "later_review_months": "Later reviews, months after the one before",
    "short_break_first_months": "Short breaks: first review, months after the first placement",
    "short_break_later_months": "Short breaks: later reviews, months",
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
    "iro_sw_contact_wd": "IRO and social worker talk before the review, working days",
    "report_wd": "Reports reach the IRO before the review, working days",
    "decisions_wd": "Decisions sent, working days after the review",
    "manager_wd": "Manager answers, working days",
    "record_wd": "Full record, working days after the review",
    "distribute_wd": "Record distributed, working days after the review",
    "remand_care_plan_wd": "Remand: care plan, working days",
    "detention_plan_wd": "Remand: detention placement plan, working days",
    "care_plan_wd": "Care plan, working days after the first placement",
    "placement_plan_wd": "Placement plan, working days",
    "caseload_min": "Caseload of a full-time IRO, at least",
    "caseload_max": "Caseload of a full-time IRO, at most",
    "drp_total_wd": "Dispute resolution in all, working days",
    "informal_wd": "Informal resolution, working days",
    "pn4_counts": "PN4 counts as taking part",
}


def tightened(**changes: Any) -> Terms:
    """The statutory terms with a council's own numbers. Raises LoosenedTerm or UnknownTerm."""
    known = {f.name: type(f.default) for f in fields(Terms)}
    for name, value in changes.items():
        if name not in known:
            raise UnknownTerm(f"There is no term called {name}.")
        kind = known[name]
        if type(value) is not kind:
            raise UnknownTerm(f"{LABELS[name]}: {value!r} is not a {kind.__name__}.")
        standard = getattr(STATUTORY, name)
        if name in CHOICES and value not in CHOICES[name]:
            raise UnknownTerm(f"{LABELS[name]}: {value!r} is not one of {', '.join(CHOICES[name])}.")
        if kind is int and value < 1:
            raise UnknownTerm(f"{LABELS[name]}: must be at least 1.")
        if (name in CEILINGS and value > standard) or (name in FLOORS and value < standard):
            raise LoosenedTerm(name, value, standard)
    made = replace(STATUTORY, **changes)
    if made.caseload_min > made.caseload_max:
        raise UnknownTerm("The caseload range must begin below its end.")
    return made


@dataclass(frozen=True)
class TermsInForce:
    """A council's terms by start date. An old review is judged by the terms of its day."""

    rows: tuple[tuple[date, Terms], ...] = ()

    def on(self, day: date) -> Terms:
        """The terms in force on a day; before the first row the statutory ones."""
        held = STATUTORY
        for starts_on, terms in sorted(self.rows, key=lambda row: row[0]):
            if starts_on > day:
                break
            held = terms
        return held
