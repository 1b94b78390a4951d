"""Events that a sentence denies without their number: held to the figure of just that where there is one, and
true where it is nought."""

from dataclasses import replace

import pytest

from reporting.proof.checks import check
from reporting.proof.manuscript import Chapter, Fault, Known, Manuscript
from reporting.proof.text import read
from reporting.report.glossary import GLOSSARY
from tests.unit.reporting.words.demo_figures import faults, known

FORMAL = "disputes_formal|2025-26|count"
AT_THE_TOP = f"{FORMAL}|stage=Chief executive"
REFUSED = (
    "Not a single disagreement had to be taken into the formal process this year, though {IA} informal "
    "alerts were raised.",
    "At no point did we have to use the formal process this year.",
    "The formal dispute process was not needed once in 2025-26.",
    "None of our concerns went as far as a formal dispute.",
    "We never had to raise a dispute formally during the year.",
    "We have not once had recourse to the formal procedure in 2025-26.",
    "IROs did not once get in touch with a child between reviews during 2025-26.",
    "Nobody from the IRO service rang, wrote to or visited a child between reviews.",
    "Between reviews, no IRO spoke to a child in 2025-26.",
    "Between their reviews children never heard from their IRO.",
    "Not one of the concerns had to become a formal dispute in 2024-25.",
    "Nobody paid the service a compliment in 2025-26, and {IA} informal alerts were raised.",
    "We did not see a single child adopted in 2025-26.",
)
POINTED_OUT = (
    "No disagreement about placements had to be taken to the formal stage.",
    "Disagreements were settled over coffee; none had to go to the formal stage.",
    "Not one of the concerns had to become a formal dispute in 2023-24.",
    "No dispute had to be taken to the chief executive.",
    "No matter had to be escalated to the director in 2025-26.",
)
SAYS_NOTHING = (
    "IROs should never have to wait for a formal dispute to be heard.",
    "Nobody wants a disagreement to end in the formal process.",
    "We would rather that no disagreement had to be taken to the formal stage.",
    "If no disagreement had to be taken to the formal stage, we would ask why.",
    "We did not count how often IROs contacted children between reviews.",
    "There was no formal training, and {H} of reviews were in time.",
)
NOUGHT = (
    (FORMAL, "Not a single disagreement had to be taken into the formal process this year."),
    (FORMAL, "The formal process was not needed once in 2025-26."),
    (FORMAL, "No formal dispute was raised in 2025-26."),
    (FORMAL, "No disagreement about placements had to be taken to the formal stage."),
    (FORMAL, "No dispute had to be taken to the chief executive."),
    (AT_THE_TOP, "No dispute had to be taken to the chief executive, which we are glad about."),
    (AT_THE_TOP, "Not a single dispute reached the chief executive in 2025-26."),
    (AT_THE_TOP, "There was {FD} formal dispute; no dispute had to be taken to the chief executive."),
)


def _with(words: str, ref: str, text: str) -> list[Fault]:
    """What is wrong of words in a report in which this figure is printed so."""
    names, figures = known()
    own = Known(text, "Formal disputes", "concerns", "2025-26", code="disputes_formal")
    ours = {name: replace(one, aside=None) for name, one in figures.items()} | {ref: own}
    return check(Manuscript([Chapter("Chapter", read(words.format_map(names)))], ours, GLOSSARY, year=2026))


@pytest.mark.parametrize("words", REFUSED)
def test_what_the_figure_contradicts_is_refused(words: str) -> None:
    assert any(fault.stops for fault in faults(words))


@pytest.mark.parametrize("words", POINTED_OUT)
def test_what_the_report_has_no_figure_of_is_pointed_out(words: str) -> None:
    found = faults(words)
    assert found
    assert not any(fault.stops for fault in found)


@pytest.mark.parametrize("words", SAYS_NOTHING)
def test_what_denies_no_event_raises_nothing(words: str) -> None:
    assert faults(words) == []


@pytest.mark.parametrize(("ref", "words"), NOUGHT)
def test_a_true_nought_passes_without_its_number(ref: str, words: str) -> None:
    assert _with(words, ref, "0") == []


@pytest.mark.parametrize("words", [words for ref, words in NOUGHT if ref == AT_THE_TOP])
def test_of_one_stage_it_is_the_figure_of_that_stage(words: str) -> None:
    assert any(fault.stops for fault in _with(words, AT_THE_TOP, "1"))
