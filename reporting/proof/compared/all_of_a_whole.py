"""What is said of all, or of none, of a printed whole of which the report knows the part: “IROs spoke to the
child before every one of the 184 reviews”, where it was before 100 of them."""

import re
from collections.abc import Iterator
from fractions import Fraction

from reporting.proof.borne_out.series import value_of
from reporting.proof.compared.all_or_not import ALL_OF_THEM, DUE, MEANT
from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import number
from reporting.proof.meaning.negation import UNCERTAIN, counts_the_rest, is_turned
from reporting.proof.meaning.quantities import clause_of
from reporting.proof.meaning.topics import subjects_in
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence
from reporting.proof.shares import FUTURE

THE = r"(?:of\s+)?(?:(?:the|our|these|those)\s+)?"
ALL = Pattern(
    r"\b(?<!not\s)(?<!nearly\s)(?<!almost\s)(?<!virtually\s)(?<!practically\s)(?<!but\s)(?<!of\s)"
    rf"(?P<q>every\s+(?:single\s+)?one\s+{THE}|each(?:\s+and\s+every\s+one|\s+one)?\s+of\s+(?:the|our"
    rf"|these|those)\s+"
    rf"|all\s+{THE}|(?:the\s+)?whole\s+of\s+(?:the|our|these|those)\s+)$",
    re.I,
)
NONE = Pattern(
    r"\b(?P<q>(?:none|not\s+(?:a\s+single\s+)?(?:one|any))\s+of\s+(?:the|our|these|those|all)\s+)$", re.I
)
NAMED_BEFORE = Pattern(
    rf"\b(?<!not\s)(?<!nearly\s)(?<!almost\s)(?P<q>{ALL_OF_THEM}){DUE}\s*[,(–]\s*(?:there\s+were\s+)?$", re.I
)
IN_ALL = Pattern(r"^\s*(?:in\s+all|in\s+total|altogether|of\s+them)?\s*[,)–]", re.I)
"""“Every check that was due, 60 in all, was done in time”."""
EXCEPT = Pattern(r"\b(?:but|bar|except|apart\s+from|other\s+than|save)\b", re.I)
STEM = 5
DULL = frozenset({"count", "among", "child", "revie", "readi", "offic", "their", "which", "those", "where"})


def wrong_of_a_whole(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each such claim that the known part contradicts."""
    for one, known in sentence.ours:
        part = _part(manuscript, one)
        begin, end = clause_of(sentence.words, one.start)
        before, after = sentence.words[begin : one.start], sentence.words[one.end : end]
        rest = sentence.words[one.end :]
        found = ALL.search(before) or NONE.search(before)
        if found is None and IN_ALL.match(rest):
            found, after = NAMED_BEFORE.search(before), re.split(r"[.;:]", rest, maxsplit=1)[0]
        if found is None or part is None:
            continue
        told = f"{before[: found.start()]} {after}"
        if any(p.search(told) for p in (FUTURE, UNCERTAIN, MEANT, EXCEPT)) or not _names(told, known):
            continue
        if part != (value_of(one) if _is_of_all(found, told, known) else 0):
            said = f"“{' '.join(found['q'].split())}” is said of {one.printed.text}, of which {part} did."
            yield "claim", f"{said} Choose words that fit, or check the figure."


def _is_of_all(found: re.Match[str], told: str, known: Known) -> bool:
    """Whether all are said to have done what the figure counts; if not, that none did."""
    return NONE.made(found) is (is_turned(told) is not counts_the_rest(known.what))


def _part(manuscript: Manuscript, one: Said) -> Fraction | None:
    """How many of a whole did what its measure counts."""
    head, _, part = one.ref.rpartition("|")
    return number(manuscript.figures.get(f"{head}|count")) if part == "base" else None


def _names(told: str, known: Known) -> bool:
    """Whether a clause tells of what the measure counts."""
    title = known.what.partition(":")[0]
    own = subjects_in(title)
    stems = {word[:STEM] for word in re.findall(r"[a-z]{5,}", title.lower())} - DULL
    by_words = any(re.search(rf"\b{stem}", told, re.I) for stem in stems)
    return bool(own & subjects_in(told)) or not own and by_words
