"""Which files of the product the coverage of branches is asked of."""

from pathlib import Path

import pytest

from tools.covered import PRODUCT, Covered, is_covered_whole, never_imported, read


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A product with a state table, a page and a migration."""
    for folder in PRODUCT:
        (tmp_path / folder).mkdir()
    for name in ("reviews/states.py", "reviews/views.py", "reviews/migrations/0001_initial.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    return tmp_path


def test_a_file_that_no_test_imports_is_named(root: Path) -> None:
    assert never_imported([], everything=False, root=root) == ["reviews/states.py"]
    assert never_imported([], everything=True, root=root) == ["reviews/states.py", "reviews/views.py"]
    seen = [Covered("reviews/states.py", 3, 3, ())]
    assert never_imported(seen, everything=False, root=root) == []


@pytest.mark.parametrize(
    ("name", "is_whole"),
    [
        ("statute/clock.py", True),
        ("accounts/people/actions.py", True),
        ("disputes/actions/closing.py", True),
        ("reviews/letters/states.py", True),
        ("reviews/views.py", False),
        ("reporting/transactions.py", False),
    ],
)
def test_the_law_the_actions_and_the_states_are_covered_whole(name: str, is_whole: bool) -> None:
    assert is_covered_whole(name) is is_whole


def test_what_one_process_took_is_taken() -> None:
    def of(lines: list[int], missing: list[int]) -> dict[str, object]:
        found = {"executed_lines": lines, "missing_lines": missing}
        return {"files": {"a.py": found | {"executed_branches": [], "missing_branches": []}}}

    assert read([of([1, 2], [3, 4]), of([1, 3], [2, 4])]) == [Covered("a.py", 4, 3, (4,))]
