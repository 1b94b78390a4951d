"""Section 6: participation codes from the facts, impossible ones refused, both readings of PN4; and the purity of the floor."""

import subprocess
import sys

import pytest

from statute.participation import (
    CODES,
    MEANING,
    ImpossibleParticipation,
    Share,
    Views,
    allowed_codes,
    attended,
    best_of,
    check_code,
    communicated_at_each,
    participated,
    participation,
    participation_code,
    share_attended,
    share_taking_part,
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
    assert participation_code(**facts) == code
    assert participation(**facts).meaning == MEANING[code]
    young = {**facts, "born_on": day("2023-05-01")}
    assert participation_code(**young) == "PN0"  # a child of 2 who speaks is still PN0


def test_impossible_facts_are_refused() -> None:
    with pytest.raises(ImpossibleParticipation, match="can't have spoken"):
        participation(
            born_on=day("2015-05-01"), review_on=day("2026-03-10"), attended=False, views=Views.SPOKE
        )
    with pytest.raises(ImpossibleParticipation, match="before the child was born"):
        participation(born_on=day("2026-05-01"), review_on=day("2026-03-10"), attended=True, views=Views.NONE)


def test_best_participation_across_meetings() -> None:
    assert best_of(["PN7", "PN4", "PN6"]) == "PN6"  # PA-2
    assert best_of(["PN4", "PN7"]) == "PN4"


def rows(counts: dict[str, int]) -> list[str]:
    return [code for code, number in counts.items() for _ in range(number)]


S3 = rows(dict(zip(CODES, (51, 396, 0, 5, 2, 10, 8, 18), strict=True)))


def test_report_of_490_reviews() -> None:
    assert len(S3) == 490
    assert share_taking_part(S3) == Share(419, 439)  # the official reading
    assert share_taking_part(S3, pn4_counts=True) == Share(421, 439)  # as the report printed it
    assert share_attended(S3) == Share(403, 439)  # PA-6


def test_report_of_901_reviews() -> None:
    # PN2 with PN5 and PN3 with PN6 were printed together; which of the two does not matter to this share
    codes = rows({"PN0": 128, "PN1": 515, "PN2": 96, "PN7": 41, "PN6": 93, "PN4": 28})
    assert len(codes) == 901
    assert share_taking_part(codes) == Share(704, 773)
    assert share_taking_part(codes, pn4_counts=True) == Share(732, 773)


@pytest.mark.parametrize(
    ("codes", "official", "with_pn4", "each"),
    [
        (["PN1", "PN4"], Share(1, 2), Share(2, 2), False),
        (["PN0", "PN6"], Share(1, 1), Share(1, 1), True),
        (["PN0"], Share(0, 0), Share(0, 0), None),
        ([], Share(0, 0), Share(0, 0), None),
        (["PN1", ""], Share(1, 1, 1), Share(1, 1, 1), None),
        (["PN7", ""], Share(0, 1, 1), Share(0, 1, 1), False),
    ],
)
def test_child_with_several_reviews(
    codes: list[str], official: Share, with_pn4: Share, each: bool | None
) -> None:
    assert share_taking_part(codes) == official
    assert share_taking_part(codes, pn4_counts=True) == with_pn4
    assert communicated_at_each(codes) is each  # PA-4


@pytest.mark.parametrize("code", CODES)
def test_meaning_of_each_code(code: str) -> None:
    assert participated(code) == (code in {"PN1", "PN2", "PN3", "PN5", "PN6"})
    assert participated(code, pn4_counts=True) == (code not in {"PN0", "PN7"})
    assert attended(code) == (code in {"PN1", "PN2", "PN3", "PN4"})


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
