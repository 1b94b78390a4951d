"""Names of groups right before a figure in brackets: “boys (72) outnumber girls (64)”, where 72 are
girls."""

import re
from collections.abc import Iterator, Mapping

from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.beside import group_of, others
from reporting.proof.meaning.naming import named_in
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence

NEAR = 60


def wrong_brackets(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each figure in brackets whose group is not the one named just before."""
    begins = 0
    for one, known in sentence.ours:
        lead, begins = sentence.words[max(begins, one.start - NEAR) : one.start], one.end
        lead = lead.rpartition("; ")[2]
        own = group_of(one.ref)[1]
        is_one_of_several = re.match(r"[^)]{0,40}\d", sentence.words[one.end :])
        if not own or not lead.endswith("(") or is_one_of_several:
            continue
        names = {own, *(name for name, *_ in others(manuscript.figures, one))}
        patterns = named_in(tuple(sorted(names)))
        own_pattern = patterns.get(own)
        rest = re.split(r"[,;.](?!\d)", sentence.words[one.end :], maxsplit=1)[0]
        if own_pattern and own_pattern.search(rest):
            continue
        nearest = _nearest_other(lead, own, patterns)
        if nearest and not re.search(r"\bthan\b", lead):
            said = f"{one.printed.text} stands beside “{nearest}”, but “{known.what}” is of {own}."
            yield "base", f"{said} Choose the figure of the group that you name."


def _nearest_other(lead: str, own: str, patterns: Mapping[str, Pattern | None]) -> str:
    """The group named last before a figure, where its own is not named there at all; else nothing."""
    told = [
        (found.end(), name)
        for name, pattern in patterns.items()
        if pattern
        for found in pattern.finditer(lead)
    ]
    return "" if not told or own in {name for _, name in told} else max(told)[1]
