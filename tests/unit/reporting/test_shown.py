"""How a figure is shown of which only a part is known."""

import pytest

from reporting.measures.base import Result
from reporting.measures.registry import MEASURES
from reporting.screen.shown import figure, part


@pytest.mark.parametrize(
    ("code", "result", "shown"),
    [
        ("timeliness_snapshot", Result(0, 12, 128), "not known"),
        ("timeliness_reviews_due", Result(1, 1, 2), "not known"),
        ("timeliness_child_year", Result(0, 0, 3), "not known"),
        ("timeliness_snapshot", Result(80, 100, 100), "80.0%"),
        ("timeliness_snapshot", Result(0, 12, 0), "0.0%"),
        ("timeliness_snapshot", Result(0, 0, 0), "–"),
        ("participation_official", Result(1, 2, 10), "50.0%"),
    ],
)
def test_of_reviews_a_share_of_less_than_half_is_not_known(code: str, result: Result, shown: str):
    """What was recorded here of a few children after the returns end would pass for the whole council."""
    assert figure(MEASURES[code], result) == shown


def test_parts_kept_in_hundredths_are_shown_as_people_and_posts() -> None:
    caseload = MEASURES["caseload"]
    assert [part(caseload, number) for number in (13700, 390, None)] == ["137", "3.90", "–"]
    assert part(MEASURES["iro_named"], 13700) == "13,700"
