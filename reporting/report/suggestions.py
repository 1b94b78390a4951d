"""Sentences about figures, for the author to use or not: subject, verb, number, base, then direction and
target.

Every number in them is a reference, so none of them is ever typed, or wrong after a later count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import within
from accounts.ui.fields import sentence
from reporting.drawing.wording import noun
from reporting.figures import Figures
from reporting.figures.base import ABOUT_THE_SAME, LEAST_BASE
from reporting.figures.before import in_before
from reporting.figures.not_known import in_its_time
from reporting.measures.registry import MEASURES
from reporting.models import NumberStyle
from reporting.proof import text as texts
from reporting.report.phrases import COUNTS, SHARES


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
    shown = []
    for piece in texts.pieces(words):
        if isinstance(piece, texts.Reference):
            shown.append(f.ledger[piece.ref].in_a_sentence)
        else:
            shown.append(piece.text)
    return "".join(shown)


def suggestion(code: str, figures: Figures) -> str:
    """What a measure says of the period and of the one before; empty where there is nothing to count."""
    measure = MEASURES[code]
    if measure.is_count:
        said = _of_count(code, figures)
    else:
        said = _of_share(code, figures) if measure.is_share else _of_mean(code, figures)
    return in_its_time(figures, said, [code]) if said else ""


def _when(code: str, f: Figures) -> str:
    """On a day for what is counted on a day; in the year for what happened in it."""
    if MEASURES[code].as_at_end:
        return f"On {day_words(f.period.end)}"
    return f"In the {f.span_words}"


def _of_count(code: str, f: Figures) -> str:
    now = f.count(code)
    if now.value is None:
        return ""
    one, many = COUNTS.get(code, ("", ""))
    is_one = now.value == 1
    if many:
        phrase = one if is_one else many
        phrase = phrase if "{n}" in phrase else f"{{n}} {phrase}"
        said = f"{_when(code, f)}, {phrase.replace('{n}', str(now))}"
    else:
        said = f"{_when(code, f)}, the figure for “{within(MEASURES[code].title)}” was {now}"
    change = f.change(code)
    if change is None or change.value is None:
        return f"{said}. {_not_comparable(code, f)}"
    if change.value == 0:
        return f"{said}, the same number as {in_before(f, code)}."
    word = "more" if change.value > 0 else "fewer"
    return f"{said}, {change} {word} than {in_before(f, code)} ({f.count(code, f.before)})."


def _of_share(code: str, f: Figures) -> str:
    measure, now = MEASURES[code], f.percent(code)
    if now.value is None:
        return ""
    many = int(f.count(code, part="base").value or 0)
    subject, verb = SHARES.get(code, ("", ""))
    if f.count(code).value == 1 or many == 1:
        verb = verb.replace("were ", "was ", 1) if verb.startswith("were ") else verb
    made_of = f"{f.count(code)} of {f.count(code, part='base')}"
    in_counts = f.number_style == NumberStyle.COUNT
    if subject:
        said = f"{made_of} {noun(many, subject)}{'' if in_counts else f' ({now})'} {verb}"
    else:
        said = f"For “{within(measure.title)}” the share was {now} ({made_of})"
    with_direction = f"{said}." if in_counts and subject else _with_direction(code, f, said)
    return " ".join(part for part in (with_direction, _target(code, f), _unknown(code, f)) if part)


def _of_mean(code: str, f: Figures) -> str:
    now = f.percent(code)
    if now.value is None:
        return ""
    said = f"{_when(code, f)}, the average for “{within(MEASURES[code].title)}” was {now}"
    return _with_direction(code, f, said)


def _with_direction(code: str, f: Figures, said: str) -> str:
    """The sentence with what the figure was a year before. A share of few has no direction."""
    was = f.percent(code, f.before) if f.is_comparable(code) else None
    now = f.percent(code)
    if was is None or was.value is None or now.value is None:
        return f"{said}. {_not_comparable(code, f)}"
    step = Decimal(now.value) - Decimal(was.value)
    if MEASURES[code].is_share and min(now.base_count, was.base_count) < LEAST_BASE:
        return f"{said}. {sentence(in_before(f, code))} it was {was}."
    if not step or (MEASURES[code].is_share and abs(step) < ABOUT_THE_SAME):
        return f"{said}, about the same as {in_before(f, code)} ({was})."
    way = "up" if step > 0 else "down"
    return f"{said}, {way} from {was} {in_before(f, code)}."


def _not_comparable(code: str, f: Figures) -> str:
    """Why there is no direction."""
    since = f.recorded_since(code)
    if since and since > f.before.start:
        return f"This was not recorded before {since:%B %Y}, so it can’t be compared with {f.before_named}."
    return f"This can’t be compared with {f.before_named}."


def _target(code: str, f: Figures) -> str:
    """Whether the council’s target was met."""
    measure, target = MEASURES[code], f.others.targets.get(code)
    value = f.percent(code).value
    if target is None or value is None or measure.is_more_better is None:
        return ""
    is_met = value >= target if measure.is_more_better else value <= target
    aim = f"[[outside:{target.normalize():f}%|target of the council]]"
    return f"The target of {aim} was {'met' if is_met else 'missed'}."


def _unknown(code: str, f: Figures) -> str:
    unknown = f.get(code).not_known
    if not unknown:
        return ""
    are = "is" if unknown == 1 else "are"
    return f"{f.count(code, part='not_known')} {are} left out because the answer is not known."
