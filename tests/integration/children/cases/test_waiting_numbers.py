"""A number of the latest return waits for the decision whether it is a child who is known: one of the two is
in care, whatever is imported after it.
"""

import pytest

from accounts.models import Authority
from tests.integration.children.cases.written import COUNCIL, bring, figures, run
from tests.integration.children.imports.council_state import between, state
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(3)]
OLDER = "E 55 01/05/2024 S C2 U6\nR 55 28/05/2024\nR 55 28/08/2024\nR 55 28/02/2025"
LATEST = (
    "C 77 09/09/2016\nE 0055 01/05/2024 S C2 U6\nR 0055 28/08/2025\nE 77 01/12/2025 S C2 U6\nR 77 20/12/2025"
)
CODES = ("looked_after_at_end", "leavers", "three_placements", "timeliness_snapshot")


def of_the_year():
    return figures("2025-04-01", "2026-03-31", CODES)


def test_an_older_return_that_is_imported_again_changes_nothing(tmp_path):
    bring(tmp_path, 2025, OLDER)
    said = bring(tmp_path, 2026, LATEST)
    assert [(d["child"], d["other"]) for d in said["decisions"]] == [("0055", "55")]
    council = Authority.objects.get()
    before, figured = state(council), of_the_year()
    assert figured["looked_after_at_end"] == "2/None 0"
    bring(tmp_path, 2025, OLDER)
    assert between(before, state(council)) == {} and of_the_year() == figured
    bring(tmp_path, 2026, LATEST)
    assert between(before, state(council)) == {} and of_the_year() == figured


def test_nor_does_one_that_is_withdrawn_take_the_child_out_of_care(tmp_path):
    bring(tmp_path, 2024, "E 9 01/05/2023 S C2 U6 01/09/2023 E4A")
    bring(tmp_path, 2025, OLDER)
    bring(tmp_path, 2026, LATEST)
    run("withdraw_import", *COUNCIL, "--year", "2024")
    assert of_the_year()["looked_after_at_end"] == "2/None 0"


def test_a_correction_that_leaves_the_number_out_is_what_counts(tmp_path):
    bring(tmp_path, 2025, OLDER)
    bring(tmp_path, 2026, LATEST)
    bring(tmp_path, 2026, "C 77 09/09/2016\nE 77 01/12/2025 S C2 U6\nR 77 20/12/2025")
    bring(tmp_path, 2025, OLDER)
    assert of_the_year()["looked_after_at_end"] == "1/None 1"
