"""What the portal itself suggests is no claim of the author, whichever measure it is of."""

import re

import pytest

from accounts.templatetags.govuk import within
from reporting.figures.references import counted
from reporting.measures.registry import MEASURES
from reporting.proof.checks import check
from reporting.proof.manuscript import Chapter, Known, Manuscript
from reporting.proof.text import read
from reporting.report.glossary import GLOSSARY
from reporting.report.phrases import SHARES
from tests.unit.reporting.words.demo_figures import known

PARTS = {"count": ("52", ""), "base": ("60", ": counted among"), "percent": ("86.7%", ": share")}
SHARED = [code for code, measure in MEASURES.items() if measure.is_share and not measure.is_count]


@pytest.mark.parametrize("code", SHARED)
def test_no_share_alarms_in_the_words_that_are_suggested_for_it(code: str) -> None:
    measure = MEASURES[code]
    figures = {
        f"{code}|2025-26|{part}": Known(
            text, f"{measure.title}{more}", counted(measure.unit), "2025-26", code=code
        )
        for part, (text, more) in PARTS.items()
    }
    count, base, share = (f"[[figure:{ref}]]" for ref in figures)
    named = f"For “{within(measure.title)}” the share was {share} ({count} of {base})."
    subject, verb = SHARES.get(code, ("", ""))
    told = f"{count} of {base} {subject} ({share}) {verb}." if subject else ""
    text = read(f"{named}\n\n{told}")
    found = check(Manuscript([Chapter("Chapter", text)], figures, GLOSSARY, year=2026))
    assert [str(fault) for fault in found if fault.rule != "glossary"] == []


def test_no_figure_of_the_demo_alarms_beside_its_own_name() -> None:
    _, figures = known()
    lines = [
        f"For “{within(re.sub(r': share.*', '', one.what))}” the share was [[figure:{ref}]]."
        for ref, one in figures.items()
        if one.text.endswith("%") and one.is_known
    ]
    found = check(Manuscript([Chapter("Chapter", read("\n\n".join(lines)))], figures, GLOSSARY, year=2026))
    assert [str(fault) for fault in found if fault.rule != "glossary"] == []
