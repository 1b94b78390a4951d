"""How a section of records begins: counts in words. Nothing is claimed that nobody reported."""

import pytest

from reporting.figures.base import Table
from reporting.figures.record_leads import sentences


def table(key: str, *statuses: str) -> Table:
    return Table(key, "", ["Priority", "Status"], [["A priority", status] for status in statuses], "")


@pytest.mark.parametrize(
    ("statuses", "says"),
    [
        (("Done",), "The one priority for 2025-26 is done."),
        (("Not reported yet",), "The one priority for 2025-26 is not reported yet."),
        (("Done", "Done"), "Both priorities for 2025-26 are done."),
        (("Not done",) * 3, "None of the three priorities for 2025-26 is done."),
        (("Not reported yet",) * 3, "Nobody has reported yet on the three priorities for 2025-26."),
        (
            ("Not reported yet", "Done", "Partly done", "Done"),
            "Of the four priorities for 2025-26, two are done, one is partly done and one is not reported "
            "yet.",
        ),
    ],
)
def test_the_progress_of_priorities_is_counted(statuses, says):
    assert sentences([table("progress", *statuses)], "2025-26") == [says]


@pytest.mark.parametrize(
    ("key", "number", "says"),
    [
        ("priorities", 1, ["We have one priority for the next year."]),
        ("priorities", 4, ["We have four priorities for the next year."]),
        ("you_said", 2, ["Children asked us for two things. This is what we did."]),
        ("distribution", 12, ["This report goes to 12 bodies."]),
        ("patterns", 3, []),
    ],
)
def test_other_records_are_counted_in_words(key, number, says):
    assert sentences([table(key, *["Done"] * number)], "2025-26") == says


def test_a_section_without_records_says_nothing():
    assert sentences([], "2025-26") == []
