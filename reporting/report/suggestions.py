"""Sentences that a figure allows, for the author to take or leave: what it is, and more, fewer, the same or
not comparable.

Every number in them is a reference, so none of them is ever typed, or wrong after a later count.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.figures import Figures
from reporting.measures.registry import MEASURES
from reporting.proof import text as texts


@dataclass(frozen=True)
class Suggestion:
    """A sentence as it is put into the words of a section, and as it will be printed."""

    words: str
    printed: str


def suggestions(refs: Iterable[str], figures: Figures) -> list[Suggestion]:
    """A sentence for each measure whose whole stands among these figures, in their order."""
    codes = dict.fromkeys(ref.partition("|")[0] for ref in refs if ref.count("|") == 2)
    found = [words for code in codes if code in MEASURES and (words := suggestion(code, figures))]
    return [Suggestion(words, _printed(words, figures)) for words in found]


def _printed(words: str, f: Figures) -> str:
    return "".join(
        f.ledger[p.ref].in_a_sentence if isinstance(p, texts.Reference) else p.text
        for p in texts.pieces(words)
    )


def suggestion(code: str, figures: Figures) -> str:
    """What a measure says of the period and of the one before; empty where there is nothing to count."""
    return _of_count(code, figures) if MEASURES[code].is_count else _of_share(code, figures)


def _of_count(code: str, f: Figures) -> str:
    now = f.count(code)
    if now.value is None:
        return ""
    change, said = f.change(code), f"{MEASURES[code].title}: {now}."
    if change is None or change.value is None:
        return f"{said} This can’t be compared with {f.before.label}."
    if change.value == 0:
        return f"{said} That is the same number as in {f.before.label}."
    word = "more" if change.value > 0 else "fewer"
    return f"{said} That is {change} {word} than in {f.before.label} ({f.count(code, f.before)})."


def _of_share(code: str, f: Figures) -> str:
    measure, now = MEASURES[code], f.percent(code)
    if now.value is None:
        return ""
    made_of = [f"{f.count(code)} of {f.count(code, part='base')}"] if measure.is_share else []
    if f.get(code).not_known:
        made_of.append(f"not known for {f.count(code, part='not_known')}")
    said = f"{measure.title}: {now}" + (f" ({'; '.join(made_of)})." if made_of else ".")
    was = f.percent(code, f.before) if f.is_comparable(code) else None
    if was is None or was.value is None:
        return f"{said} This can’t be compared with {f.before.label}."
    if was.value == now.value:
        return f"{said} It was the same in {f.before.label}."
    way = "up" if now.value > was.value else "down"
    return f"{said} It is {way} from {was} in {f.before.label}."
