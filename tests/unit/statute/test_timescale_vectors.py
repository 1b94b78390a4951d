"""The vectors of sections 2, 3 and 5, of RC-5, RC-11 and RC-13: what is due by when."""

from collections.abc import Callable
from datetime import date

import pytest

from statute import appointment as chosen
from statute import timescales as due
from statute.formats import MeetingNeeded, check_no_meeting
from statute.terms import tightened
from statute.triggers import Outcome, Trigger, TriggerKind, outcome
from tests.unit.statute.care import CALENDAR, day


@pytest.mark.parametrize(
    ("completed", "decisions", "manager", "record", "distribution"),
    [
        ("2026-01-12", "2026-01-19", "2026-01-26", "2026-02-02", "2026-02-09"),
        ("2026-03-30", "2026-04-08", "2026-04-15", "2026-04-22", "2026-04-29"),
        ("2025-12-18", "2025-12-29", "2026-01-06", "2026-01-13", "2026-01-20"),
        ("2026-08-27", "2026-09-04", "2026-09-11", "2026-09-18", "2026-09-25"),
        ("2026-05-01", "2026-05-11", "2026-05-18", "2026-05-26", "2026-06-02"),
    ],
)
def test_after_a_review(completed: str, decisions: str, manager: str, record: str, distribution: str) -> None:
    sent = due.decisions_due_on(day(completed), calendar=CALENDAR)
    assert sent == day(decisions)  # PO-1
    assert due.manager_answer_due_on(sent, calendar=CALENDAR) == day(manager)  # PO-2
    assert due.record_due_on(day(completed), calendar=CALENDAR) == day(record)  # PO-5
    assert due.distribution_due_on(day(completed), calendar=CALENDAR) == day(distribution)  # PO-6


def test_decisions_sent_early_are_answered_early() -> None:
    sent = day("2026-01-14")
    assert due.manager_answer_due_on(sent, calendar=CALENDAR) == day("2026-01-21")  # not 26 January


@pytest.mark.parametrize(
    ("review", "contact", "reports"),
    [
        ("2026-01-08", "2025-12-15", "2026-01-05"),
        ("2026-09-03", "2026-08-12", "2026-08-28"),
        ("2026-04-10", "2026-03-18", "2026-04-07"),  # CAL-v18
    ],
)
def test_before_a_review(review: str, contact: str, reports: str) -> None:
    assert due.iro_contact_due_on(day(review), calendar=CALENDAR) == day(contact)  # PR-1
    assert due.reports_due_on(day(review), calendar=CALENDAR) == day(reports)  # PR-2


@pytest.mark.parametrize(
    ("start", "told", "appointed"),
    [
        ("2026-01-05", "2026-01-07", "2026-01-12"),
        ("2026-04-01", "2026-04-07", "2026-04-10"),
        ("2025-12-23", "2025-12-29", "2026-01-02"),
        ("2026-07-18", "2026-07-21", "2026-07-24"),
        ("2026-12-23", "2026-12-29", "2027-01-04"),
        ("2026-05-22", "2026-05-27", "2026-06-01"),
    ],
)
def test_appointment(start: str, told: str, appointed: str) -> None:
    assert due.iro_manager_notice_due_on(day(start), calendar=CALENDAR) == day(told)  # AP-4
    assert due.iro_appointment_due_on(day(start), calendar=CALENDAR) == day(appointed)  # AP-3


@pytest.mark.parametrize(
    ("rule", "ask", "start", "expected"),
    [
        ("RC-11", due.remand_care_plan_due_on, "2026-11-27", "2026-12-04"),
        ("RC-11", due.detention_placement_plan_due_on, "2026-11-27", "2026-12-11"),
        ("RC-5c", due.emergency_move_notice_due_on, "2026-08-28", "2026-09-14"),
        ("PR-6", due.care_plan_due_on, "2026-01-05", "2026-01-19"),
        ("PR-6", due.placement_plan_due_on, "2026-01-05", "2026-01-12"),
        ("RC-13", due.adjourned_review_due_on, "2026-01-29", "2026-02-26"),
        ("RC-13 Easter", due.adjourned_review_due_on, "2026-03-27", "2026-04-28"),
        ("RC-13 Christmas", due.adjourned_review_due_on, "2025-12-12", "2026-01-14"),
    ],
)
def test_other_timescales(rule: str, ask: Callable[..., date], start: str, expected: str) -> None:
    assert ask(day(start), calendar=CALENDAR) == day(expected)


@pytest.mark.parametrize(
    ("ask", "changes", "expected"),
    [
        (due.decisions_due_on, {"decisions_wd": 3}, "2026-01-08"),
        (due.record_due_on, {"record_wd": 10}, "2026-01-19"),
        (due.iro_contact_due_on, {"iro_sw_contact_wd": 16}, "2025-12-09"),
        (due.emergency_move_notice_due_on, {"placement_end_notice_wd": 5}, "2026-01-12"),
    ],
)
def test_councils_own_tighter_days_are_used(ask: Callable[..., date], changes: dict, expected: str) -> None:
    assert ask(day("2026-01-05"), calendar=CALENDAR, terms=tightened(**changes)) == day(expected)


@pytest.mark.parametrize("until", ["2026-01-30", "2026-02-26"])
def test_adjournment_within_its_time(until: str) -> None:
    due.check_adjournment(day("2026-01-29"), day(until), adjourned_before=False, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("until", "before", "words"),
    [
        ("2026-02-24", True, "only once"),
        ("2026-02-27", False, "be finished by 26 February 2026"),
        ("2026-01-29", False, "go on after 29 January 2026"),
    ],
)
def test_adjournment_refused(until: str, before: bool, words: str) -> None:
    with pytest.raises(due.AdjournmentRefused, match=words):
        due.check_adjournment(day("2026-01-29"), day(until), adjourned_before=before, calendar=CALENDAR)


# --- caseload and choice of the IRO ---


@pytest.mark.parametrize(
    ("children", "fte", "printed", "standing"),
    [
        (170, 3.2, "53.1", "within"),
        (179, 3.2, "55.9", "within"),
        (291, 5, "58.2", "within"),
        (334, 6, "55.7", "within"),
        (36, 0.5, "72.0", "over"),
        (70, 1, "70.0", "within"),
        (50, 1, "50.0", "within"),
        (49, 1, "49.0", "below"),
    ],
)
def test_caseload(children: int, fte: float, printed: str, standing: str) -> None:
    assert f"{due.caseload_per_full_time(children, fte):.1f}" == printed  # AP-11
    assert due.caseload_standing(children, fte).value == standing


@pytest.mark.parametrize("fte", [None, 0, 0.0])
def test_caseload_without_hours_is_not_known(fte: float | None) -> None:
    assert due.caseload_per_full_time(36, fte) is None
    assert due.caseload_standing(36, fte) == due.Caseload.NOT_KNOWN


@pytest.mark.parametrize(
    ("iro", "family", "expected"),
    [
        ("X", chosen.Family(parent_or_child_iros=["X"]), ["AP-7"]),  # mother and baby
        ("Y", chosen.Family(parent_or_child_iros=["X"]), []),
        ("X", chosen.Family(sibling_iros=["X", "X"]), []),
        ("X", chosen.Family(sibling_iros=["X", "Y"]), ["AP-6"]),
        ("X", chosen.Family(previous_iro="Y"), ["AP-8"]),
        ("X", chosen.Family(previous_iro="X"), []),
        ("X", chosen.Family(["Y"], ["X"], "Y"), ["AP-6", "AP-7", "AP-8"]),
    ],
)
def test_notices(iro: str, family: chosen.Family, expected: list[str]) -> None:
    assert [n.value for n in chosen.notices(iro, family)] == expected


def test_iro_is_independent_of_the_case() -> None:
    chosen.check_independent([])
    with pytest.raises(chosen.IroConflict, match="works in the case as manager, social worker") as refused:
        chosen.check_independent({chosen.Conflict.SOCIAL_WORKER, chosen.Conflict.MANAGER})
    assert refused.value.conflicts == (chosen.Conflict.MANAGER, chosen.Conflict.SOCIAL_WORKER)


# --- triggers, meetings ---


@pytest.mark.parametrize(
    ("vector", "kind", "raised", "before", "waived", "held", "as_at", "expected"),
    [
        ("RC-5a", "PLAN_CHANGE", "2026-03-12", "2026-03-30", "", ["2026-03-26"], "2026-04-01", Outcome.MET),
        (
            "RC-5b",
            "PLAN_CHANGE",
            "2026-03-12",
            "2026-03-30",
            "",
            ["2026-07-10"],
            "2026-07-10",
            Outcome.BREACHED,
        ),
        (
            "RC-5c",
            "PLACEMENT_END",
            "2026-08-28",
            "2026-08-28",
            "immediate risk",
            [],
            "2026-09-01",
            Outcome.WAIVED,
        ),
        (
            "RC-5d",
            "S20_END_NOT_HOME",
            "2026-04-10",
            "2026-05-01",
            "",
            ["2026-02-10"],
            "2026-05-01",
            Outcome.BREACHED,
        ),
        (
            "RC-5d in hand",
            "S20_END_NOT_HOME",
            "2026-04-10",
            "2026-05-01",
            "",
            [],
            "2026-04-30",
            Outcome.WAITING,
        ),
        (
            "RC-5 on the day itself is too late",
            "PLACEMENT_END",
            "2026-07-01",
            "2026-07-15",
            "",
            ["2026-07-15"],
            "2026-07-15",
            Outcome.BREACHED,
        ),
        ("RC-10", "PLACEMENT_END", "2026-07-01", "2026-07-15", "", ["2026-07-10"], "2026-07-15", Outcome.MET),
        (
            "RC-5 not yet held",
            "PLACEMENT_END",
            "2026-07-01",
            "2026-07-15",
            "",
            ["2026-07-10"],
            "2026-07-09",
            Outcome.WAITING,
        ),
    ],
)
def test_trigger(
    vector: str,
    kind: str,
    raised: str,
    before: str,
    waived: str,
    held: list[str],
    as_at: str,
    expected: Outcome,
) -> None:
    trigger = Trigger(TriggerKind(kind), day(raised), day(before), waived)
    assert outcome(trigger, [day(on) for on in held], as_at=day(as_at)) == expected


def test_every_trigger_of_the_table_has_its_code() -> None:
    assert len(set(TriggerKind) - {TriggerKind.COUNCILS}) == 11


@pytest.mark.parametrize(
    ("code", "placed", "review", "last_meeting", "refused"),
    [
        (
            "U4",
            "2025-03-01",
            "2026-03-01",
            "2025-09-10",
            "more than a year",
        ),  # RC-14: not yet more than a year
        ("U4", "2025-03-01", "2026-03-02", "2025-09-10", None),
        ("U1", "2025-03-01", "2026-03-10", "2025-09-10", None),
        ("U4", "2025-03-01", "2026-09-09", "2025-09-10", None),
        ("U4", "2025-03-01", "2026-09-10", "2025-09-10", "at least once a year"),
        ("U4", "2025-03-01", "2026-03-10", None, "at least once a year"),
        ("U6", "2020-03-01", "2026-03-10", "2026-01-10", "long-term foster"),
    ],
)
def test_review_without_a_meeting(
    code: str, placed: str, review: str, last_meeting: str | None, refused: str | None
) -> None:
    facts = {
        "placement_code": code,
        "placed_on": day(placed),
        "review_on": day(review),
        "last_meeting_on": last_meeting and day(last_meeting),
    }
    if refused is None:
        check_no_meeting(**facts)
    else:
        with pytest.raises(MeetingNeeded, match=refused):
            check_no_meeting(**facts)


def test_monitoring_forms() -> None:
    """The limits are the council's own; the working days are those of the law (P-50, P-52)."""
    assert due.monitoring_form_due_on(day("2026-03-30"), calendar=CALENDAR) == day("2026-04-08")
    assert due.monitoring_answer_due_on(day("2025-12-18"), calendar=CALENDAR) == day("2025-12-29")
    assert due.first_chase_on(day("2026-04-02"), calendar=CALENDAR) == day("2026-04-07")  # over Easter
    assert due.next_chase_on(day("2026-04-07"), calendar=CALENDAR) == day("2026-04-14")
    own = tightened(monitoring_form_wd=3, monitoring_answer_wd=10, chase_wd=2)
    assert due.monitoring_form_due_on(day("2026-01-12"), calendar=CALENDAR, terms=own) == day("2026-01-15")
    assert due.monitoring_answer_due_on(day("2026-01-12"), calendar=CALENDAR, terms=own) == day("2026-01-26")
    assert due.next_chase_on(day("2026-01-12"), calendar=CALENDAR, terms=own) == day("2026-01-14")
