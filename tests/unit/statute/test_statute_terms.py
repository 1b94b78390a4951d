"""The statutory numbers, and that a council may tighten them and never loosen them."""

from dataclasses import fields
from datetime import date

import pytest

from disputes.process.presets import USUAL
from statute.terms import (
    CEILINGS,
    FLOORS,
    LABELS,
    STATUTORY,
    LoosenedTerm,
    StagesTooLong,
    Terms,
    TermsInForce,
    UnknownTerm,
    check_stages,
    tightened,
)

# Written out once more on purpose: a slip in statute/terms.py must not pass unseen (section 13).
SECTION_13 = {
    "first_review_wd": 20,
    "second_review_months": 3,
    "later_review_months": 6,
    "short_break_first_months": 3,
    "short_break_later_months": 6,
    "adoption_first_weeks": 4,
    "adoption_second_months": 3,
    "adoption_later_months": 6,
    "authorised_first_months": 3,
    "authorised_later_months": 6,
    "adjourn_wd": 20,
    "review_date_basis": "started_on",
    "early_second_review": "counts",
    "manager_notice_wd": 2,
    "iro_appoint_wd": 5,
    "iro_sw_contact_wd": 15,
    "report_wd": 3,
    "decisions_wd": 5,
    "manager_wd": 5,
    "record_wd": 15,
    "distribute_wd": 20,
    "caseload_min": 50,
    "caseload_max": 70,
    "drp_total_wd": 20,
    "informal_wd": 5,
    "midway": True,
    "midway_window_wd": 15,
}


@pytest.mark.parametrize(("name", "value"), SECTION_13.items())
def test_statutory_value(name: str, value: object) -> None:
    assert getattr(STATUTORY, name) == value


def test_every_term_has_words_for_the_page() -> None:
    assert set(LABELS) == {f.name for f in fields(Terms)}


@pytest.mark.parametrize("name", sorted(CEILINGS - {"caseload_max"}))
def test_ceiling_may_be_lowered_and_not_raised(name: str) -> None:
    limit = getattr(STATUTORY, name)
    assert getattr(tightened(**{name: limit - 1}), name) == limit - 1
    assert getattr(tightened(**{name: limit}), name) == limit
    with pytest.raises(LoosenedTerm) as refused:
        tightened(**{name: limit + 1})
    assert (refused.value.name, refused.value.value, refused.value.limit) == (name, limit + 1, limit)
    assert str(limit) in str(refused.value) and LABELS[name] in str(refused.value)


def test_caseload_may_be_capped_lower() -> None:
    assert tightened(caseload_max=60).caseload_max == 60
    with pytest.raises(LoosenedTerm):
        tightened(caseload_max=71)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_days_before_a_review_may_be_more_and_not_fewer(name: str) -> None:
    limit = getattr(STATUTORY, name)
    assert getattr(tightened(**{name: limit + 1}), name) == limit + 1
    with pytest.raises(LoosenedTerm):
        tightened(**{name: limit - 1})


@pytest.mark.parametrize(
    "changes",
    [
        {"no_such_term": 1},
        {"first_review_wd": "20"},
        {"first_review_wd": True},
        {"first_review_wd": 19.5},
        {"first_review_wd": 0},
        {"first_review_wd": -3},
        {"first_review_wd": None},
        {"midway": 1},
        {"review_date_basis": "booked"},
        {"early_second_review": ""},
        {"caseload_min": 80},
    ],
)
def test_nonsense_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(UnknownTerm):
        tightened(**changes)


def test_choices_and_own_numbers_are_free() -> None:
    terms = tightened(
        midway_first_to_second=True, early_second_review="keep_target", informal_wd=8, caseload_min=40
    )
    assert (terms.midway_first_to_second, terms.early_second_review, terms.informal_wd) == (
        True,
        "keep_target",
        8,
    )


def test_usual_stages_use_the_whole_time_and_no_more() -> None:
    check_stages(stage.limit_wd for stage in USUAL.stages)
    assert sum(stage.limit_wd for stage in USUAL.stages) == STATUTORY.drp_total_wd


def test_five_stages_of_four_days_and_cafcass_without_a_limit_are_fine() -> None:
    check_stages([4, 4, 4, 4, 4, None])


@pytest.mark.parametrize(("limits", "total"), [([5] * 6, 30), ([5, 5, 5, 6], 21)])
def test_stages_over_twenty_working_days_are_refused(limits: list[int], total: int) -> None:
    with pytest.raises(
        StagesTooLong, match=f"{total} working days; the whole process may take 20"
    ) as refused:
        check_stages(limits)  # DR-1
    assert (refused.value.total, refused.value.allowed) == (total, 20)
    assert refused.value.field == "limit_wd"


def test_shorter_total_refuses_the_usual_stages() -> None:
    terms = tightened(drp_total_wd=15)
    check_stages([15], terms=terms)
    with pytest.raises(StagesTooLong):
        check_stages([stage.limit_wd for stage in USUAL.stages], terms=terms)


@pytest.mark.parametrize("limit", [0, -1])
def test_stage_without_time_is_refused(limit: int) -> None:
    with pytest.raises(UnknownTerm, match="at least 1 working day"):
        check_stages([5, limit])


def test_terms_hold_from_their_day_in_whatever_order_they_are_given() -> None:
    first, second = tightened(decisions_wd=4), tightened(decisions_wd=3)
    terms = TermsInForce(((date(2026, 4, 1), second), (date(2025, 4, 1), first)))
    assert terms.on(date(2025, 3, 31)) is STATUTORY
    assert terms.on(date(2025, 4, 1)) is first
    assert terms.on(date(2026, 3, 31)) is first
    assert terms.on(date(2026, 4, 1)) is second
    assert TermsInForce().on(date(2026, 4, 1)) is STATUTORY
