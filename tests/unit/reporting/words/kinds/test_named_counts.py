"""A typed number of a group that its words name, in a list or sentence with figures of other groups."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "The destinations of those who left care in 2025-26 were principally these:\n- {XFN} went to "
    "parents or family;\n- {XSN} became the subject of special guardianship;\n- seven were adopted.",
    "Those who left care in 2025-26 did so in these ways:\n- {XFN} went to parents or family;\n- "
    "fourteen became the subject of special guardianship;\n- three were adopted.",
    "Of those who left in 2025-26, {XFN} went to parents or family, {XSN} to special guardians and "
    "seven were adopted.",
    "In 2025-26:\n(a) {XSN} children left for special guardians;\n(b) seven were adopted.",
    "Leavers:\n- {XFN} went to parents or family;\n- 12 left on special guardianship orders.",
    "{XSN} left for special guardians and five under child arrangements orders.",
    "Placements on 31 March:\n- {HMA} were in agency foster care;\n- {HMI} were in in-house foster "
    "care;\n- 15% were in kinship foster care.",
)
RIGHT = (
    "The destinations of those who left care in 2025-26 were principally these:\n- {XFN} went to "
    "parents or family;\n- {XSN} became the subject of special guardianship;\n- three were adopted.",
    "We are proud of these:\n- {XFN} children went to parents or family;\n- two of those adopted stayed"
    " with their foster carers;\n- one team moved.",
    "{XSN} children left for special guardians; seven adopters were approved.",
    "Leavers:\n- {XFN} went to parents or family;\n- {XSN} to special guardians;\n- {XAN} were adopted.",
    "Our plans:\n- {XSN} children left for special guardians;\n- ten will be adopted.",
)


@pytest.mark.parametrize("words", WRONG)
def test_another_number_of_a_group_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_the_number_of_a_group_raises_nothing(words: str) -> None:
    assert faults(words) == []
