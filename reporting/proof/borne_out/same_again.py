"""Another quarter or month that a sentence names without its figure: “the autumn quarter brought the same
number again”. The report knows it, so it is so or not."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from reporting.proof.borne_out.series import times, value_of
from reporting.proof.manuscript import Manuscript
from reporting.proof.pattern import Pattern
from reporting.proof.periods import quarter_of, span
from reporting.proof.sentence import Said, is_denied
from reporting.proof.stated import stated
from reporting.proof.when import periods_named
from reporting.proof.worked_out.known_then import spans_named

SAME = Pattern(
    r"\b(?P<same>(?:exactly\s+)?the\s+same\s+(?:number|share|count)(?:\s+again)?|just\s+as\s+many|as\s+many"
    r"\s+again)\b",
    re.I,
)
AS_IN = Pattern(r"^(?:just\s+)?as\s+in(?=\s+[^,]{4,20},\s+(?:a\s+total\s+of\s+)?\d)", re.I)
"""“As in 2025-26, 88.7% took part in 2024-25”."""
LIKE_THEN = Pattern(
    r"\b(?:the\s+same|this|that|it|so)\s+(?:(?:was|is|were|had|has|also|been|equally|already)\s+)+"
    r"(?:true|so|the\s+(?:case|position))\s+(?:(?:in|of|for|at|on"
    r"|during)\s+)?(?:the\s+end\s+of\s+)?$"
    r"|\b(?:the\s+same|this|that|so)\s+(?:held|holds|applied|applies|went)(?:\s+(?:true|good))?\s+"
    r"(?:(?:in|of|for|at|on|during)\s+)?$"
    r"|\bas\s+(?:(?:it|they|there|that|this)\s+)?(?:(?:was|were|had|has|is|also|indeed|been)\s+)+"
    r"(?:(?:so|true|the\s+(?:case|position))\s+)?(?:(?:in|at|on)\s+)?(?:the\s+end\s+of\s+)?$"
    r"|(?:^|[,;:–]\s+)?\b(?:just|exactly|precisely)\s+as\s+in\s+$"
    r"|(?:^|[,;:–]\s+)as\s+in\s+$"
    r"|(?:^|[,;:–]\s+)(?:just\s+)?like\s+(?:in\s+)?$",
    re.I,
)
"""“The same was true in 2024-25”, “as had also been the case in 2024-25”: what leads to the other period."""
OF_MORE = Pattern(
    r"\b(?:target|goal|England|national\w*|above|below|over|under|more|fewer|less|most|majority|better|worse"
    r"|highest|lowest|largest|smallest|best|worst|ahead|behind|short|than|met|missed)\b",
    re.I,
)
"""What else a sentence may claim of both times: that both were below the target."""
OR_MORE = Pattern(r"\bor\s+(?:more|over|above)\b", re.I)
SUBJECT = Pattern(
    r"(?:^|[,;:]\s+|\b(?:and|at|in\s+(?:the|this)\s+year|recorded|came\s+to|stood\s+at|was|were"
    r"|is)\s+)(?:the\s+)?$",
    re.I,
)
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "winter": 4}
SEASON = Pattern(r"\b(?P<name>spring|summer|autumn|winter)\s+quarter\b", re.I)


def wrong_again(manuscript: Manuscript, words: str, ours: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of the same that is told of another part of the year and was not so."""
    found = SAME.search(words) or AS_IN.search(words)
    if found is None or len(ours) != 1 or is_denied(words, found.start()) or not manuscript.year:
        return
    one = ours[0]
    own = span(one.known.period) if one.known else None
    for when, value in times(manuscript, one).items():
        if when in _named(manuscript, words) and when != own and value != value_of(one):
            said = f"“{' '.join(found.group().split())}” is said of {one.printed.text}, but it was"
            yield "claim", f"{said} {float(value):g} then. Choose words that fit, or check the figure."
            return


def wrong_like_then(manuscript: Manuscript, words: str, ours: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a figure that is said to have been the same at another time, when it was
    another, and of one that nobody knows of that time."""
    periods = [*periods_named(words, manuscript.year)] if manuscript.year and len(ours) == 1 else []
    for period in periods:
        found = _like_then(words, period.start, ours[0])
        if found is None:
            continue
        before = [*_at(manuscript, ours[0], {of[1] for of in period.spans})]
        said = f"“{' '.join(found.group().split()).lstrip(',;:– ')} {period.words}” is said of"
        if before and value_of(ours[0]) not in before:
            said = f"{said} {ours[0].printed.text}, but it was {float(before[0]):g} then."
            yield "claim", f"{said} Choose words that fit, or check the figure."
        elif not before:
            said = f"{said} {ours[0].printed.text}, and there is nothing to check it with."
            yield "typed", f"{said} Put the other figure beside it, or say it in other words."


def _like_then(words: str, at: int, one: Said) -> re.Match[str] | None:
    """The words that say the figure was the same in the period that is named there."""
    found = LIKE_THEN.search(words[:at])
    if found is None or is_denied(words, found.start()):
        return None
    return found if _is_of_the_number(words, one) or _is_after_it(found, one) else None


def _is_of_the_number(words: str, one: Said) -> bool:
    """Whether the same is told of the number itself: of all of them, or of what a clause begins with."""
    is_all = one.printed.is_percent and value_of(one) in (0, 100)
    return is_all or not OF_MORE.search(words) and bool(SUBJECT.search(words[: one.start]))


def _is_after_it(found: re.Match[str], one: Said) -> bool:
    """“88.5% of decisions were answered, just as in 2024-25”: just that, and not only something like it."""
    said = found.group().lower()
    is_just = re.search(r"\b(?:just|exactly|precisely)\s+as\s+in\b", said)
    return bool(is_just) and one.end <= found.start() and not OF_MORE.search(OR_MORE.sub("", found.string))


def _at(manuscript: Manuscript, one: Said, ends: set[date]) -> Iterator[Fraction]:
    """What the figure was at a time that ends on one of these days."""
    yield from (value for when, value in times(manuscript, one).items() if when[1] in ends)
    aside = one.known.aside if one.known else None
    then, before = (span(aside.period), stated(aside.before)) if aside else (None, None)
    if then and then[1] in ends and before and before.value is not None:
        yield before.value


def _named(manuscript: Manuscript, words: str) -> set[object]:
    """The periods that words name, quarters by their season too."""
    seasons: set[tuple[date, date]] = {
        quarter_of(manuscript.year - 1, SEASONS[found["name"].lower()]) for found in SEASON.finditer(words)
    }
    return spans_named(manuscript, words) | seasons
