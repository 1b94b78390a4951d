"""“Each month” and “no child” are figures: they are held to those beside them."""

import pytest

from reporting.proof import text as texts
from reporting.proof.checks import check
from reporting.proof.manuscript import Chapter, Known, Manuscript

MONTHS = {f"starters|2025-{n:02d}|count": n for n in range(4, 9)}
FALLEN = {"leavers|2025-04|count": 4, "leavers|2025-05|count": 7, "leavers|2025-06|count": 6}
OTHERS = {"starters|2025-26|count": 60, "leavers|2025-26|count": 17, "children_missing|2025-26|count": 0}


def faults_in(words: str) -> list[tuple[str, str]]:
    numbers = MONTHS | FALLEN | OTHERS | {"children_missing|2025-26|base": 40}
    known = {ref: Known(str(n), ref, code=ref.partition("|")[0]) for ref, n in numbers.items()}
    found = check(Manuscript([Chapter("Introduction", texts.read(words))], known))
    return [(fault.rule, fault.text) for fault in found]


@pytest.mark.parametrize(
    ("words", "rule", "named"),
    [
        ("The number rose each month.", "typed", "rose each month"),
        ("Late reviews fell month by month.", "typed", "fell month by month"),
        ("No child went missing.", "typed", "No child went"),
        ("None of our children left without a plan.", "typed", "None of our children left"),
        ("No reviews were late in the year.", "typed", "No reviews were"),
        (
            "[[figure:leavers|2025-26|count]] left; the number rose each month.",
            "claim",
            "rose each month",
        ),
        ("[[figure:starters|2025-26|count]] came; it fell every month.", "claim", "fell every month"),
        ("No child went missing, [[figure:leavers|2025-26|count]] in all.", "claim", "17"),
        ("No child was moved, [[outside:3|Survey]] in all.", "claim", "3"),
    ],
)
def test_what_is_said_of_all_needs_a_figure_that_says_so(words: str, rule: str, named: str) -> None:
    assert (rule, True) in [(r, named in said) for r, said in faults_in(words)]


@pytest.mark.parametrize(
    "words",
    [
        "[[figure:starters|2025-26|count]] came; the number rose each month.",
        "No child went missing ([[figure:children_missing|2025-26|count]]).",
        "No child was moved ([[outside:0|Survey]]).",
        "No reviews were late: [[outside:100%|Audit|of: 20/20]] were in time.",
        "No child should wait for a plan.",
        "We meet each month, and the group grew.",
        "We write to every child each month.",
    ],
)
def test_what_follows_or_is_no_figure_passes(words: str) -> None:
    assert faults_in(words) == []
