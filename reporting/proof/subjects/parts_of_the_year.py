"""Which part of its year a figure was best in, or highest, told without the figure of that part: “94.7% of
reviews were in time. The best quarter was the last one”. The report knows the parts, so it is so or not."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from reporting.proof.borne_out.series import good_way
from reporting.proof.borne_out.words import BEST, HIGH, LOW, WORST
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.named_spans import QUARTERS, Span
from reporting.proof.meaning.topics import of_figure, subjects_in
from reporting.proof.pattern import Pattern
from reporting.proof.periods import quarter_of, span
from reporting.proof.sentence import Said, Sentence, is_denied
from reporting.proof.shares import FUTURE
from reporting.proof.when import periods_named
from reporting.proof.worked_out.in_the_year import LEAST, Part, parts_of
from statute.clock_words import MONTHS

END = rf"(?:(?P<high>{HIGH}|most)|(?P<low>{LOW}|quietest|least)|(?P<best>{BEST})|(?P<worst>{WORST}))"
NTH = "|".join(sorted(QUARTERS, key=len, reverse=True))
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "winter": 4}
WHICH = (
    rf"(?:the\s+|its\s+|in\s+|that\s+(?:of|from)\s+)*(?:(?P<nth>{NTH})(?:\s+(?:one|quarter|of\s+(?:the\s+)?"
    rf"(?:four|year|them|these|all)))?(?!\s+[a-z]+\s+(?:team|review|check)s?)|(?P<season>{'|'.join(SEASONS)})"
    rf"(?:\s+(?:one|quarter))?|Q(?P<q>[1-4])|(?:quarter\s+)(?P<word>one|two|three|four|[1-4])"
    rf"|(?P<months>(?:{'|'.join(MONTHS)})(?:\s+(?:to|until|–|-)\s+(?:{'|'.join(MONTHS)}))?))\b"
)
WAS = (
    r"(?:,?\s+(?:however|though|again|by\s+far)?,?\s*(?:was|were|came|has\s+been|is|being)\s+(?:in\s+)?"
    r"|\s*:\s*)"
)
OF_IT = (
    r"(?:\s+(?:of|in)\s+(?:the\s+year|the\s+four|them|these|all|it)"
    r"|\s+for\s+(?P<what>[a-z]+(?:\s+[a-z]+){0,2}?))?"
)
A_PART = r"(?P<part>quarters?|months?|three\s+months)"
TOLD = (
    Pattern(rf"\b{END}\s+(?:[a-z]+\s+)?{A_PART}{OF_IT}{WAS}{WHICH}", re.IGNORECASE),
    Pattern(
        rf"\b{WHICH}(?:\s+quarter)?\s+(?:was|were|had\s+been|proved)\s+(?:by\s+far\s+)?"
        r"(?:the\s+|our\s+|its\s+)"
        rf"{END}(?:\s+{A_PART})?(?=\s*(?:[.,;:)]|$)|\s+(?:of\s+(?:the|all|them)|in\s+the\s+year|and|with)\b)",
        re.IGNORECASE,
    ),
    Pattern(
        rf"\b(?:was|were|did|is|stood|ran)\s+(?:at\s+(?:its|their)\s+|the\s+|our\s+)?{END}\s+"
        rf"(?:in|during|from)\s+(?:the\s+)?{WHICH}",
        re.IGNORECASE,
    ),
)


def speaks_of_parts(words: str) -> bool:
    """Whether words call a part of the year the best or the highest, so that all of them are wanted."""
    return any(pattern.search(words) for pattern in TOLD)


def wrong_parts_told(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each part of the year that is called the best or the highest, and is not, and
    of one of which nobody knows the others."""
    ours = [one for one, known in sentence.ours if _is_of_a_year(span(known.period))]
    if not manuscript.year or not ours or len(ours) < len(sentence.figures):
        return
    for found in (one for pattern in TOLD for one in pattern.finditer(sentence.words)):
        if _is_claimed(sentence.words, found) and _is_about(found, ours):
            yield from _wrong(manuscript, found, ours)


def _is_claimed(words: str, found: re.Match[str]) -> bool:
    """Whether it is neither denied nor hoped for."""
    return not (is_denied(words, found.start()) or FUTURE.search(words[: found.start()]))


def _is_about(found: re.Match[str], ours: list[Said]) -> bool:
    """Whether the words name nothing, or something that one of the figures is of: “the best
    quarter for reviews”."""
    named = subjects_in(found.groupdict().get("what") or "")
    return not named or any(named & of_figure(one.known) for one in ours if one.known)


def _wrong(manuscript: Manuscript, found: re.Match[str], ours: list[Said]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of one part of the year that is called so, where none of the figures bears
    it out."""
    of_each = [_of(manuscript, one, found) for one in ours]
    if True in of_each:
        return
    said = f"“{' '.join(found.group().split())}” is said of {ours[0].printed.text}"
    if False in of_each:
        yield "claim", f"{said}, but it was another. Choose words that fit, or check the figures."
    else:
        yield (
            "typed",
            f"{said}, and there is nothing to check it with. Put the figure of that part beside it, mark "
            "the words with their source, or say it in other words.",
        )


def _is_of_a_year(of: Span | None) -> bool:
    return of is not None and ((of[1] - of[0]).days > 360 or of[0] == of[1])


def _of(manuscript: Manuscript, one: Said, found: re.Match[str]) -> bool | None:
    """Whether that part lies at that end of the year; None where nobody can tell."""
    way, wanted = _way(one, found), _named(manuscript, found)
    said = (found.groupdict().get("part") or "").lower()
    part: Part = "month" if said.startswith("month") else "quarter"
    if found["months"] and wanted and (wanted[1] - wanted[0]).days < 32:
        part = "month"
    values = dict(_values(manuscript, one, part))
    if not way or wanted not in values or len(values) < LEAST:
        return None
    return all((values[wanted] - value) * way >= 0 for value in values.values())


def _values(manuscript: Manuscript, one: Said, part: Part) -> Iterator[tuple[Span, Fraction]]:
    """The figure of each part of the year."""
    if one.known is None:
        return
    for _, period, value in parts_of(manuscript, one, one.known, part):
        if of := span(period):
            yield of, value


def _way(one: Said, found: re.Match[str]) -> int:
    """1 where the word says the most, -1 where it says the fewest, 0 where neither way is good."""
    if found["high"] or found["low"]:
        return 1 if found["high"] else -1
    good = good_way(one)
    return good if found["best"] else -good


def _named(manuscript: Manuscript, found: re.Match[str]) -> Span | None:
    """The part of the report's year that words name."""
    begins = manuscript.year - 1
    number = found["nth"] or found["word"] or found["q"] or ""
    if number:
        return quarter_of(begins, QUARTERS.get(number.lower()) or int(number))
    if found["season"]:
        return quarter_of(begins, SEASONS[found["season"].lower()])
    named = [of for period in periods_named(f"in {found['months']}", manuscript.year) for of in period.spans]
    ends = (date(begins, 4, 1), date(manuscript.year, 3, 31))
    return next((of for of in named if ends[0] <= of[0] and of[1] <= ends[1]), None)
