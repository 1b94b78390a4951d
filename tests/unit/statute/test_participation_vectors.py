"""Section 6: participation codes from the facts, impossible ones refused, both readings of PN4; and the
purity of the floor.
"""

import subprocess
import sys

import pytest

from statute.participation import (
    ATTENDED,
    CAME_WITHOUT_VIEWS,
    CODES,
    DID_NOT_TAKE_PART,
    MEANING,
    TOOK_PART,
    UNDER_FOUR,
    ImpossibleParticipation,
    Views,
    allowed_codes,
    check_code,
    participation,
)
from tests.unit.statute.care import ROOT, day


@pytest.mark.parametrize(
    ("born", "review", "codes"),
    [
        ("2022-03-10", "2026-03-09", ("PN0",)),
        ("2022-03-10", "2026-03-10", CODES[1:]),  # PA-1: 4 on the birthday
        ("2022-03-10", "2026-03-11", CODES[1:]),
        ("2020-02-29", "2024-02-28", ("PN0",)),
        ("2020-02-29", "2024-02-29", CODES[1:]),
    ],
)
def test_codes_possible_at_an_age(born: str, review: str, codes: tuple[str, ...]) -> None:
    assert allowed_codes(day(born), day(review)) == codes
    for code in CODES:
        if code in codes:
            check_code(code, born_on=day(born), review_on=day(review))
        else:
            with pytest.raises(ImpossibleParticipation, match=f"{code} is not possible at the age of"):
                check_code(code, born_on=day(born), review_on=day(review))


@pytest.mark.parametrize("code", ["", "PN8", "pn1", "PN"])
def test_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(ImpossibleParticipation, match="is not a participation code"):
        check_code(code, born_on=day("2015-05-01"), review_on=day("2026-03-10"))


@pytest.mark.parametrize(
    ("came", "views", "code"),
    [
        (True, Views.SPOKE, "PN1"),
        (True, Views.ADVOCATE, "PN2"),
        (True, Views.OTHER_MEANS, "PN3"),
        (True, Views.NONE, "PN4"),
        (False, Views.ADVOCATE, "PN5"),
        (False, Views.OTHER_MEANS, "PN6"),
        (False, Views.NONE, "PN7"),
    ],
)
def test_code_from_the_facts(came: bool, views: Views, code: str) -> None:
    facts = {"born_on": day("2015-05-01"), "review_on": day("2026-03-10"), "attended": came, "views": views}
    assert participation(**facts).code == code
    assert participation(**facts).meaning == MEANING[code]
    young = {**facts, "born_on": day("2023-05-01")}
    assert participation(**young).code == "PN0"  # a child of 2 who speaks is still PN0


def test_impossible_facts_are_refused() -> None:
    with pytest.raises(ImpossibleParticipation, match="can't have spoken"):
        participation(
            born_on=day("2015-05-01"), review_on=day("2026-03-10"), attended=False, views=Views.SPOKE
        )
    with pytest.raises(ImpossibleParticipation, match="before the child was born"):
        participation(born_on=day("2026-05-01"), review_on=day("2026-03-10"), attended=True, views=Views.NONE)


S3 = dict(zip(CODES, (51, 396, 0, 5, 2, 10, 8, 18), strict=True))
# PN2 with PN5 and PN3 with PN6 were printed together; which of the two does not matter to the share
S4 = {"PN0": 128, "PN1": 515, "PN2": 96, "PN7": 41, "PN6": 93, "PN4": 28}


def of(counts: dict[str, int], codes: tuple[str, ...]) -> int:
    return sum(counts.get(code, 0) for code in codes)


@pytest.mark.parametrize(
    ("counts", "reviews", "judged", "took_part", "as_printed"),
    [(S3, 490, 439, 419, 421), (S4, 901, 773, 704, 732)],
)
def test_groups_of_codes_give_the_figures_of_published_reports(
    counts: dict[str, int], reviews: int, judged: int, took_part: int, as_printed: int
) -> None:
    assert sum(counts.values()) == reviews
    assert reviews - of(counts, (UNDER_FOUR,)) == judged
    assert of(counts, TOOK_PART) == took_part  # PA-4, PA-5
    assert of(counts, (*TOOK_PART, CAME_WITHOUT_VIEWS)) == as_printed
    assert of(counts, TOOK_PART) + of(counts, DID_NOT_TAKE_PART) == judged


def test_those_who_came() -> None:
    assert of(S3, ATTENDED) == 403  # PA-6
    assert set(ATTENDED) == {"PN1", "PN2", "PN3", "PN4"}


def test_floor_needs_neither_django_nor_the_clock_nor_floors_above() -> None:
    modules = sorted(f"statute.{p.stem}" for p in (ROOT / "statute").glob("*.py") if p.stem != "__init__")
    assert len(modules) >= 11
    floors = "django accounts children reviews disputes reporting iro_portal"
    program = f"import sys, {', '.join(modules)}; print(*set('{floors}'.split()) & set(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == []
    for path in (ROOT / "statute").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "today()" not in text and ".now(" not in text, path
