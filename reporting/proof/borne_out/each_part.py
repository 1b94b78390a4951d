"""What is said of each part of a whole: “every quarter brought between 14 and 16”, “at least nine in ten in
every team”. The other quarters and teams are known, though the sentence prints one or two."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reporting.proof.borne_out.series import good_way, rivals, value_of
from reporting.proof.borne_out.targets import GOAL, MET
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.beside import group_of
from reporting.proof.meaning.quantities import EXCEPT
from reporting.proof.no_figures import without_them
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span as period_of
from reporting.proof.sentence import Said, Sentence, is_denied
from reporting.proof.shares import FRACTION, FUTURE, fraction
from reporting.proof.stated import stated
from reporting.proof.worked_out.in_the_year import NAMES, parts_of
from reporting.proof.worked_out.numbers import N, number

OF_THE = r"(?:of\s+)?(?:(?:the|our|these)\s+)?(?:(?:three|four|five|six|seven|eight|twelve)\s+)?"
PART = r"(?P<part>month|quarter|team|kind|group|band)s?"
EACH = Pattern(rf"\b(?:every(?:\s+single)?|each|all)\s+{OF_THE}(?:[a-z]+\s+)?{PART}\b", re.I)
NO_PART = Pattern(rf"\b(?:no|none)\s+{OF_THE}(?:single\s+)?{PART}\b", re.I)
NEVER = Pattern(
    rf"\b(?:never|at\s+no\s+(?:point|time))\b(?=[^.;]*\b(?:a|any|one)\s+(?:single\s+)?{PART})", re.I
)
MANY = Pattern(
    rf"(?<!but\s)(?<!except\s)\b(?P<n>{N})\s+(?:of\s+(?:the|our)\s+)?(?:{N}\s+)?(?:[a-z]+\s+)?{PART}\b", re.I
)
REACHED = Pattern(rf"\b(?:reached|achieved|hit|met)\s+(?P<n>{N})\s?%", re.I)
ONLY = Pattern(r"\b(?:only(?!\s+(?:just|slightly|\d))|alone\b)", re.I)
AFTER_IT = Pattern(
    rf"(?:\s+[a-z’]+){{1,6}}?\s+(?:in\s+|during\s+)?(?:every|each)\s+(?:of\s+the\s+)?{PART}\b(?!\s+but\b)",
    re.I,
)
PER_CENT = r"(?P<percent>\s?(?:%|per\s+cent\b))?"
RANGE = Pattern(
    rf"\b(?:between|from|of|in\s+the\s+range)\s+(?P<low>{N}){PER_CENT}\s+(?:and|to|–|-)\s+(?P<high>{N})", re.I
)
LEAST = r"at\s+least|no\s+(?:fewer|less)\s+than|not\s+(?:fewer|less)\s+than|upwards\s+of"
MOST = r"at\s+most|up\s+to|no\s+more\s+than|not\s+more\s+than"
OVER, UNDER = r"more\s+than|over|above|exceed(?:ed|s|ing)?", r"fewer\s+than|less\s+than|under|below"
BOUND = Pattern(
    rf"\b(?:(?P<least>{LEAST})|(?P<most>{MOST})|(?P<over>{OVER})|(?P<under>{UNDER}))\s+"
    rf"(?:(?:{FRACTION})\b|(?P<n>{N}){PER_CENT})",
    re.I,
)
SOME = Pattern(r"\b(?:other|later|earlier|remaining|further|following|subsequent|previous|next)\b", re.I)
"""“Every later quarter” is none that is printed as the first."""
NOT = Pattern(r"\bnot\s+(?:quite\s+|nearly\s+)?$", re.I)
PARTS_OF_A_YEAR = {"month": 31, "quarter": 92}


def wrong_of_each(
    manuscript: Manuscript, words: str, figures: Sequence[Said], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a bound that is said of each part and that one of them breaks."""
    clause = without_them(words[slice(*span)])
    each = EACH.search(clause)
    told = each or NO_PART.search(clause) or NEVER.search(clause)
    if told is None or _is_open(clause, told):
        return
    values = [value for one in figures for value in _of_each(manuscript, one, told["part"].lower())]
    if each and (alone := _alone_of_each(words, figures)):
        yield "period", f"“{told.group()}” is said of {alone.printed.text}, which is of one of them."
        return
    for words_of_it, low, high in [*_bounds(clause, is_none=each is None), *_goals(clause, figures)]:
        beyond = next((value for value in values if not low <= value <= high), None)
        if beyond is not None:
            said = f"“{told.group()} … {words_of_it}” does not fit: one of them has {float(beyond):g}."
            yield "claim", f"{said} Choose words that fit, or check the figures."
            return


def _is_open(clause: str, told: re.Match[str]) -> bool:
    """Whether it is not said, or of all the others."""
    is_of_the_others = EXCEPT.search(clause) or SOME.search(told.group())
    return bool(is_of_the_others or FUTURE.search(clause) or NOT.search(clause[: told.start()]))


def proved(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where a bound stands that each part keeps, or all that are not printed as the exception."""
    words = without_them(sentence.words)
    each, ours = EACH.search(words), [one for one, _ in sentence.ours]
    values = _kept_by(manuscript, words, each, ours) if each else []
    for found in BOUND.finditer(words) if values else ():
        limit = _limit(found) if found["n"] else None
        is_low = bool(found["least"] or found["over"])
        if limit is not None and all(value >= limit if is_low else value <= limit for value in values):
            yield found.span("n")


def _kept_by(manuscript: Manuscript, words: str, each: re.Match[str], ours: Sequence[Said]) -> list[Fraction]:
    """The figures of all parts, or of those that are not printed as the exception."""
    values = [value for one in ours for value in _of_each(manuscript, one, each["part"].lower())]
    if not (EXCEPT.search(words) or SOME.search(each.group())):
        return values
    return [value for value in values if value not in [value_of(one) for one in ours]]


def wrong_only(
    manuscript: Manuscript, words: str, figures: Sequence[Said], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of “only this team was below nine in ten”, where another was too."""
    clause = without_them(words[slice(*span)])
    only = ONLY.search(clause)
    grouped = [one for one in figures if group_of(one.ref)[1]]
    if only is None or len(grouped) != 1 or FUTURE.search(clause):
        return
    others = rivals(manuscript, grouped[0])
    for words_of_it, low, high in _bounds(clause[only.end() :], is_none=False):
        also = next((name for name, value in others.items() if low < value < high), None)
        if also is not None:
            said = f"“{only.group()} … {words_of_it}” is said of {grouped[0].printed.text}, but {also} has"
            yield "claim", f"{said} {float(others[also]):g}. Choose words that fit, or check the figure."
            return


def wrong_many(
    manuscript: Manuscript, words: str, figures: Sequence[Said], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of “four of the six teams reached 98%”, where one did."""
    clause = without_them(words[slice(*span)])
    many = MANY.search(clause)
    of = next((one for one in figures if many and _is_of(one, many["part"].lower())), None)
    if many is None or of is None or FUTURE.search(clause):
        return
    values = [value_of(of), *rivals(manuscript, of).values()]
    bounds = [*_bounds(clause[many.end() :], is_none=False)]
    reached = REACHED.search(clause, many.end())
    if reached and not bounds:
        bounds = [(reached.group(), number(reached["n"]), Fraction(10**9))]
    for words_of_it, low, high in bounds[:1]:
        found = sum(low <= value <= high for value in values)
        if number(many["n"]) not in (found, sum(low < value < high for value in values)):
            said = f"“{many.group()} … {words_of_it}” does not fit: {found} of {len(values)} did."
            yield "claim", f"{said} Choose words that fit, or check the figures."


def _alone_of_each(words: str, figures: Sequence[Said]) -> Said | None:
    """The figure of one quarter that is said of each: “14 children came in each quarter”."""
    for one in figures:
        found = AFTER_IT.match(words[one.end :])
        if found and _is_of(one, found["part"].lower()):
            return one
    return None


def _of_each(manuscript: Manuscript, one: Said, part: str) -> list[Fraction]:
    """The figures of each part: of the other teams, and of the months of a year."""
    if _is_of(one, part):
        return [value_of(one), *rivals(manuscript, one).values()]
    if one.known and part in NAMES and not group_of(one.ref)[1]:
        name = NAMES[0] if part == NAMES[0] else NAMES[1]
        return [value for _, _, value in parts_of(manuscript, one, one.known, name)]
    return []


def _bounds(clause: str, *, is_none: bool) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Each bound in words, with the least and the most that it allows."""
    for found in RANGE.finditer(clause) if not is_none else ():
        yield found.group(), number(found["low"]), number(found["high"])
    for found in BOUND.finditer(clause):
        limit = _limit(found)
        if limit is not None:
            is_low = bool(found["least"] or found["over"])
            is_low = is_low is not is_none
            yield found.group(), limit if is_low else Fraction(0), Fraction(10**9) if is_low else limit


def _goals(clause: str, figures: Sequence[Said]) -> Iterator[tuple[str, Fraction, Fraction]]:
    """“All teams met the target”."""
    goal, met = GOAL.search(clause), MET.search(clause)
    if goal is None or met is None or is_denied(clause, met.start()) or not EACH.search(clause):
        return
    asides = [one.known.aside for one in figures if one.known and one.known.aside and good_way(one) > 0]
    for target in (stated(aside.target) for aside in asides):
        if target is not None and target.value is not None:
            yield goal.group(), target.value, Fraction(10**9)


def _limit(found: re.Match[str]) -> Fraction | None:
    if found["n"]:
        return number(found["n"])
    share = fraction(found["in"] or found["part"])
    if share is not None and share > 1:  # “more than six in one month” is no share
        return number(found["in"].split()[0])
    return None if share is None else 100 * share


def _is_of(one: Said, part: str) -> bool:
    """Whether a figure is of such a part: of a quarter, of a team."""
    if part in PARTS_OF_A_YEAR:
        of = period_of(one.known.period) if one.known else None
        days = (of[1] - of[0]).days + 1 if of else 0
        return PARTS_OF_A_YEAR[part] - 3 <= days <= PARTS_OF_A_YEAR[part]
    dimension = group_of(one.ref)[0]
    return dimension == part or part in ("group", "band") and bool(dimension)
