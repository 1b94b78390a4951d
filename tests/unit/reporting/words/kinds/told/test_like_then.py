"""“The same was true in 2024-25” holds a figure to what it was then, and gives it no other period."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "{CL} of care leavers were in touch with us, and the same was true in 2024-25.",
    "As had also been the case in 2024-25, {CL} of care leavers were in touch with us.",
    "As had been the case in 2024-25, {M} episodes of going missing were recorded.",
    "{P} of reviews had the child take part, the same as in 2024-25.",
    "Every child leaving care had a named IRO in good time ({IT}).",
    "The share of children who left care with a named IRO in good time was {IT}.",
    "{CL} of care leavers were in touch with us, as had been the case in 2024-25.",
    "{M} episodes were recorded, as had also been the case in 2024-25.",
    "{HMA} lived with agency carers, and the same was true in 2024-25.",
    "{M} episodes were recorded, as had also been the case the year before.",
    "{CL} of care leavers were in touch with us, and the same was true last year.",
)
RIGHT = (
    "Every child coming into care had a named IRO in good time ({IT}), and the same was true in 2024-25.",
    "As had also been the case in 2024-25, an IRO was named in time for each and every child who came "
    "into care ({IT}).",
    "For every new arrival an IRO was named in time ({IT}).",
    "An IRO was named in time for all who entered care ({IT}), just as in 2024-25.",
    "All care leavers were in suitable accommodation ({CLS}), as they had been in 2024-25.",
    "{CM} children went missing in the year, and the same was true of 2024-25.",
    "As in the year before, {CM} children went missing.",
    "Like 2024-25, the year saw {CM} children go missing.",
    "{XSN} children left for special guardianship, exactly as many as in 2024-25.",
    "Every child coming into care had a named IRO in time ({IT}). The same held true in 2024-25.",
    "At {P}, participation was below target, as it had been in 2024-25.",
    "As in 2024-25, agency foster care was the largest group ({HMA}).",
    "Participation was below its target ({P}), and the same was true in 2024-25.",
    "{CM} children went missing in the year, and the same was true the year before.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_was_another_number_then_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_was_the_same_then_raises_nothing(words: str) -> None:
    assert faults(words) == []
