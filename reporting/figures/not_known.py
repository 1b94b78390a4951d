"""What is said of those that are not known, and of the time that a figure tells of: below an exhibit, and in
every computed sentence and title, so that none counts a part of a period as the whole, or leaves somebody out
in silence.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from accounts.councils.words import said as as_council_says
from accounts.recording.since import kind_of
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import within
from reporting.drawing.exhibits import SO_FAR
from reporting.figures.base import Cell, Part, Table
from reporting.figures.ledger import Figures
from reporting.figures.references import reference
from reporting.measures.registry import MEASURES
from reporting.measures.to_come import is_of_the_time

_REFERENCE = re.compile(r"\[\[figure:([^\]]+)\]\]")
_TAIL = re.compile(
    r"(?:, (?:up|down|little changed) from [^,;]+ (?:in|on) [^,;]+|, about the same as [^;]+)?\.$"
)
"""What stands behind a share: how it moved, and the end of the sentence."""
LEAD = re.compile(r"^(?:From \d[^,]* \d{4}, when [^,]+, (?:to [^,]+, )?|In the \w+ so far, )")
"""The words by which a sentence begins that says of which time it is."""
FIRST = {
    "review_records": "records of reviews were first kept",
    "review_papers": "the papers that reviews need were first recorded",
    "contacts": "contact between reviews was first recorded",
    "first_contacts": "contact before the first review was first recorded",
    "feedback": "feedback on reviews was first recorded",
    "late_requests": "requests for late reviews were first recorded",
}
"""What began, where the name of the kind of record does not say it within a sentence."""
POINT = re.compile(r"^([^:\[]+): (?=\[\[figure)")
"""A point or title that names its figure first."""
OF_PARTS = ("count", "base", "percent")
"""What a sentence says of those who are known; all, known or not, are left out of nothing."""


def told_whole(f: Figures, part: Part) -> Part:
    """The part; its sentences, titles and points say of which time they are and of how many it is not known.
    One remark is not said twice in a paragraph."""
    told: set[object] = set(_said_apart(f, part.sentences))
    return replace(
        part,
        sentences=[sentence(f, words, told) for words in part.sentences],
        tables=[_table(f, table) for table in part.tables],
        judgements=[(head, [briefly(f, point) for point in points]) for head, points in part.judgements],
    )


def _said_apart(f: Figures, sentences: Iterable[str]) -> Iterator[int]:
    """Numbers of those not known that have a sentence of their own. A small one may not be shown."""
    for ref in (ref for words in sentences for ref in _REFERENCE.findall(words)):
        measure = MEASURES.get(ref.partition("|")[0])
        if measure and ref == reference(measure, f.period, "not_known", "", ""):
            number = f.get(measure.code).not_known
            yield from [number] if _is_shown(f, number) else []


def sentence(f: Figures, words: str, told: set[object] | None = None) -> str:
    """A sentence with the time it tells of at its beginning, and those not known at its end. `told`: what the
    paragraph has said already, which this adds to."""
    known = set[object]() if told is None else told
    codes = list(_measures_of(f, words))
    said = in_its_time(f, words, [code for code, _ in codes], known)
    unknown = [code for code, part in codes if part in OF_PARTS]
    return _with_unknown(f, said, list(dict.fromkeys(unknown)), known)


def in_its_time(f: Figures, words: str, codes: Sequence[str], told: set[object] | None = None) -> str:
    """A sentence on what happened, with the days that it tells of where these are not the whole period."""
    known = set[object]() if told is None else told
    begun = [code for code in codes if begun_within(f, code)]
    if SO_FAR in words and not begun:
        known.add(SO_FAR)
        return words
    if begun:
        return _begun(f, words, max(begun, key=lambda code: begun_within(f, code) or date.min), known)
    if f.is_over or SO_FAR in known or not any(is_of_the_time(MEASURES[code]) for code in codes):
        return words
    known.add(SO_FAR)
    in_it = re.compile(rf"\b[Ii]n the (?:{f.span}|period)\b(?! so far| before)")
    if in_it.search(words):
        return in_it.sub(lambda found: f"{found[0][:1]}n the {f.span_words}", words, count=1)
    return f"In the {f.span_words}, {within(words)}"


def begun_within(f: Figures, code: str) -> date | None:
    """The day on which the records of a measure began, where that is within what it tells of."""
    since, first = f.recorded_since(code), MEASURES[code].first_day(f.period)
    return since if since and first < since <= f.period.end else None


def _begun(f: Figures, words: str, code: str, told: set[object]) -> str:
    since = begun_within(f, code)
    words = re.sub(
        rf"^In the {f.span_words}, | in the (?:{f.span_words}|{f.span}|period)\b", "", words, count=1
    )
    if since in told:
        return words
    told |= {since, SO_FAR}
    kind = kind_of(MEASURES[code].record)
    named = f"{within(kind.label)} were first recorded" if kind else "this was first recorded"
    what = as_council_says(FIRST.get(MEASURES[code].record, named), f.authority)
    until = "" if f.is_over else f"to {day_words(f.period.end)}, "
    return f"From {day_words(since)}, when {what}, {until}{within(words)}"


def _with_unknown(f: Figures, words: str, codes: Iterable[str], told: set[object]) -> str:
    """Nothing is added where the paragraph has said it of as many, or says since when they are known."""
    for code in codes:
        number = f.get(code).not_known
        ref = reference(MEASURES[code], f.period, "not_known", "", "")
        if not number or number in told or ref in words or begun_within(f, code):
            continue
        told.add(number)
        known = "" if " where this " in words else ", where this is known"
        for_more = f"; it is not known for {_number(f, code)} more" if _is_shown(f, number) else ""
        words = _TAIL.sub(lambda found: f"{known}{found[0][:-1]}{for_more}.", words, count=1)  # noqa: B023
        return words
    return words


def shown_of(sentences: Sequence[str], hides: Callable[[str], bool]) -> list[str]:
    """The sentences that may be shown. What one that is left out said of its time, the next figure says."""
    shown: list[str] = []
    carried = ""
    for words in sentences:
        lead = LEAD.match(words)
        if hides(words):
            carried = lead[0] if lead else carried
        elif carried and not lead and _REFERENCE.search(words):
            shown.append(f"{carried}{within(words)}")
            carried = ""
        else:
            shown.append(words)
    return shown


def _number(f: Figures, code: str) -> str:
    return str(f.count(code, part="not_known"))


def _is_shown(f: Figures, number: int) -> bool:
    """Whether the number is one that readers may see: a sentence with a hidden one is left out whole."""
    return number > f.largest_hidden


def briefly(f: Figures, words: str) -> str:
    """A title or a point in few words, with what is to be said of its figure at its end."""
    codes = list(_measures_of(f, words))
    end = "." if words.endswith(".") else ""
    said = _of_time_briefly(f, words.removesuffix(end), [code for code, _ in codes])
    for code in dict.fromkeys(code for code, part in codes if part in OF_PARTS):
        number = f.get(code).not_known
        if number and not begun_within(f, code):
            known = (
                f"not known for {_number(f, code)} more" if _is_shown(f, number) else "where this is known"
            )
            return f"{said}, {known}{end}"
    return f"{said}{end}"


def _of_time_briefly(f: Figures, words: str, codes: Iterable[str]) -> str:
    """With the time behind the name of the figure, or at the end."""
    begun = max((day for code in codes if (day := begun_within(f, code))), default=None)
    if begun:
        words, time = words.removesuffix(f" in the {f.span_words}"), f" from {day_words(begun)}"
    elif not f.is_over and SO_FAR not in words and any(is_of_the_time(MEASURES[code]) for code in codes):
        time = f" {SO_FAR}"
    else:
        return words
    named = POINT.match(words)
    return f"{named[1]}{time}: {words[named.end() :]}" if named else f"{words}{time}"


def _table(f: Figures, table: Table) -> Table:
    says, caption = briefly(f, table.says) if table.says else "", table.caption
    if caption.endswith(f" in the {f.span_words}"):
        codes = [cell.ref.partition("|")[0] for cell in table.cells()]
        caption = _of_time_briefly(f, caption, [code for code in codes if code in MEASURES])
    if table.look != "headlines":
        return replace(table, says=says, caption=caption)
    rows: list[list[Cell]] = [[*row[:-1], _first_briefly(f, row[-1], row[1])] for row in table.rows]
    return replace(table, says=says, rows=rows)


def _first_briefly(f: Figures, cell: Cell, figure: Cell) -> Cell:
    """What a figure is made of, in the first sentence of its row; of few the figure itself says it."""
    if not isinstance(cell, str) or ". " not in f"{cell} ":
        return cell
    codes = [code for code, _ in _measures_of(f, figure)] if isinstance(figure, str) else []
    if begun := max((day for code in codes if (day := begun_within(f, code))), default=None):
        return f"Recorded from {day_words(begun)}. {cell}"
    if codes and not f.is_over:
        return f"So far, {within(cell)}"
    first, end, rest = f"{cell} ".partition(". ")
    said = briefly(f, first)
    if f" {SO_FAR}" in said:
        said = f"So far, {within(said.replace(f' {SO_FAR}', '', 1))}"
    return f"{said}{end}{rest}".strip()


def _measures_of(f: Figures, words: str) -> Iterator[tuple[str, str]]:
    """The measures whose figures of the whole period stand in the words, with the part that stands there."""
    for ref in _REFERENCE.findall(words):
        code, _, rest = ref.partition("|")
        _, _, part = rest.partition("|")
        measure = MEASURES.get(code)
        is_grouped = "|" in part
        if measure and ref.startswith(reference(measure, f.period, part.partition("|")[0], "", "")):
            yield code, "" if is_grouped else part


def unknown_note(f: Figures, codes: Sequence[str]) -> str:
    """Of which measures some are not known, and which are not known at all."""
    some: dict[int, list[str]] = {}
    for code in codes:
        if f.get(code).not_known and f.get(code).value is not None:
            some.setdefault(f.get(code).not_known, []).append(code)
    found = _unknown_words(f, some, [c for c in codes if f.get(c).value is not None])
    said = f"Not known, and left out: {'; '.join(found)}." if found else ""
    without = [c for c in codes if f.get(c).value is None]
    unknown = [within(MEASURES[c].title) for c in without if f.percent(c).is_unknown]
    none = [within(MEASURES[c].title) for c in without if not f.percent(c).is_unknown]
    said += f" Not known: {'; '.join(unknown)}." if unknown else ""
    return f"{said} No cases to count: {'; '.join(none)}.".strip() if none else said.strip()


def _unknown_words(f: Figures, some: dict[int, list[str]], of: Sequence[str]) -> list[str]:
    """How many are not known of which measures. Most often several have as many, such as the reviews of
    before a record was kept: where there are three or more of them they are the others, said last."""
    for same in some.values():
        for code in same:
            f.count(code, part="not_known")
    others = max(some.values(), key=len, default=[])
    is_all = sum(len(same) for same in some.values()) == len(of)
    is_same = len(some) == 1 and len(others) > 1
    if not is_all or len(others) < 3 and not is_same:
        others = []
    said = [_unknown_of(f, same) for same in some.values() if same != others]
    if others:
        number = f.count(others[0], part="not_known")
        said.append(f"{number} of each of the others" if said else f"{number} of each")
    return said


def _unknown_of(f: Figures, codes: Sequence[str]) -> str:
    *first, last = (f"“{within(MEASURES[code].title)}”" for code in codes)
    each = "each " if first else ""
    return (
        f"{f.count(codes[0], part='not_known')} {each}of {', '.join(first)}{' and ' if first else ''}{last}"
    )
