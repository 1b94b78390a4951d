"""Words that speak of all: “rose each month”, “no child went missing”, “all reviews were in time”. They are
figures as much as 12 is, and are held to those beside them."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from reporting.proof.hints.claims import claim_of
from reporting.proof.manuscript import Fault, Known, Manuscript
from reporting.proof.number_words import COUNTED, OF_WHAT_KIND, ONE
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import said_plainly
from reporting.proof.stated import stated
from reporting.proof.text import SENTENCE, Outside, Paragraph, Piece, Reference, Words

ROSE = "rose|risen|grew|grown|increased|climbed|went up|gone up|crept up"
FELL = "fell|fallen|dropped|decreased|declined|shrank|went down|gone down|came down"
STEADY = Pattern(
    rf"\b(?:(?P<rose>{ROSE})|(?P<fell>{FELL}))\b(?:[^.]{{0,30}}?\b"
    r"(?:(?:each|every)\s+(?:single\s+)?month|month\s+(?:by|after|on)\s+month|without\s+interruption)"
    r"|[^;]{0,60}?\bwithout\s+a\s+(?:single\s+)?(?:break|pause|month\b))",
    re.IGNORECASE,
)
HAPPENED = (
    "was|were|is|are|had|has|have|went|came|left|missed|took|waited|moved|stayed|lived|ran|lacked|needed|said"
    "|reached|ended|failed|lapsed|stood|broke|gave"
)
THEM = r"(?:our|the|these|those|them|all)"
NOT_ONE = r"(?:no|not\s+(?:one|an?(?:\s+single)?))"
OTHERS = (
    r"(?:(?:formal|informal|new|written|late|midway|health|dental|care|pathway|foster|social|birth)\s+)*"
    r"(?:good\s+practice|complaints?|compliments?|allegations?|letters?|referrals?|requests?"
    r"|breakdowns?|disruptions?"
    r"|vacanc(?:y|ies)|incidents?|injur(?:y|ies)|exclusions?|offences?|delays?|moves?|plans?|assessments?"
    r"|parents?|carers?|adopters?|famil(?:y|ies)|workers?|managers?|advocates?|visitors?|teachers?|schools?"
    r"|contacts?|calls?|escalations?|alerts?|challenges?|interviews?|breaches|absences?"
    r"|cancellations?|visits?|appeals?)"
)
"""What a report tells of without a figure of ours: that it was none is known only where somebody counted."""
PAST = (
    r"(?:was|were|had|went|came|left|took|got|ran|fell|broke|made|gave|said|met|chose"
    r"|(?!need|want|expect|exist)[a-z]+ed)"
)
NONE = Pattern(
    rf"\b(?:{NOT_ONE}\s+{OF_WHAT_KIND}(?:{ONE}|{COUNTED})|none\s+of\s+{THEM}\s+(?:second\s+"
    rf"|third\s+)?{OF_WHAT_KIND}(?:{COUNTED}))"
    rf"(?:\s+whatsoever|\s+at\s+all)?\s+(?:{HAPPENED})\b"
    rf"|\b(?:there\s+(?:was|were|(?:have|has|had)\s+been)|(?:we|IROs|the\s+service)\s+(?:had|held|saw|missed"
    rf"|raised|made|received))\s+{NOT_ONE}\s+{OF_WHAT_KIND}(?:{COUNTED}|child|dispute)\b"
    r"(?!\s+(?:about|over|with|that)\b)"
    rf"|\bnot\s+(?:a\s+single\s+)?one\s+of\s+{THEM}\s+{OF_WHAT_KIND}(?:{COUNTED})\s+(?:{HAPPENED})\b"
    rf"|\b(?:none|not\s+(?:a\s+single\s+)?one)\s+of\s+{THEM}\s+{OTHERS}\s+{PAST}\b"
    r"|\b(?:paid|gave|given|sent|brought|wrote|offered|lodged|raised|made|received)\s+(?:(?:us|them|IROs"
    r"|our|the|service)\s+)*"
    rf"(?:no|not\s+one|not\s+a\s+single|zero|nil)\s+{OTHERS}\b"
    rf"|\b(?:{NOT_ONE}|not\s+a\s+single|zero|nil)\s+(?:(?:examples?|instances?|cases?"
    rf"|signs?)\s+of\s+)?{OTHERS}"
    rf"(?:\s+(?:about|against|from|of|by|in)\s+(?:[\w’]+\s+){{1,4}}?)?\s*\b{PAST}\b"
    rf"|\b(?:there\s+(?:was|were|(?:have|has|had)\s+been)|(?:we|IROs|the\s+service)\s+(?:had|saw|got"
    rf"|received|made))\s+(?:no|not\s+one|not\s+a\s+single|zero|nil)\s+"
    rf"(?:(?:examples?|instances?|cases?|signs?)\s+of\s+)?{OTHERS}\b"
    r"|\b(?:was|were|been|had|saw)\s+(?:zero|nil)\s+(?!tolerance\b)[a-z]+\b"
    rf"|\b(?:(?:complete|total|entire)\s+|there\s+was\s+an?\s+)(?:absence|lack|dearth)\s+of\s+{OTHERS}\b"
    rf"|\b(?:(?:did|were|was|could)\s+not|(?:did|were|was|could)n[’']t|never)\s+(?:see|saw|seen"
    rf"|receive[ds]?|get|got|have|had"
    rf"|f[io]u?nd|come\s+across|given|shown)\s+(?:a\s+single|any|one)\s+(?:[a-z]+\s+of\s+)?{OTHERS}\b"
    rf"|\b{OTHERS}\b[^.;:\d]{{0,40}}?(?::|\s+(?:was|were|is|are|stood\s+at|numbered))\s+(?:none|nil"
    rf"|zero|nought)\b"
    rf"|\bnothing\s+(?:was|has\s+been|had\s+been)\s+(?:seen|found)\s+of\s+{OTHERS}\b"
    r"|\b(?:nobody|no\s+one)\s+(?:was|were|went|left|missed|waited|moved"
    r"|asked(?!\s+(?:[a-z]+\s+){0,3}?(?:why|how|whether|what|when|the\s+reasons?)\b)|complained"
    r"|objected|came"
    r"|wrote(?!\s+(?:(?:it|this|that|them|these)\s+)?down)|praised|thanked|complimented|rang|phoned"
    r"|refused)\b"
    rf"|\b(?:none|not\s+(?:a\s+single\s+)?one)\s+of\s+{THEM}\s+\0"
    r"|\bthere\s+(?:was|were)\s+(?:nobody|no\s+one|none)\s+(?:without|waiting|missing|late|overdue)\b"
    rf"|\bwithout\s+exception,?\s+(?:{THEM}\s+)?{OF_WHAT_KIND}(?:{COUNTED})\b",
    re.IGNORECASE,
)
ALL = Pattern(
    rf"\b(?<!\bnot\s)(?:all\s+(?:of"
    rf"\s+)?(?:{THEM}\s+)?{OF_WHAT_KIND}(?:children|young\s+people|reviews"
    rf"|disputes|concerns"
    rf"|decisions|checks|forms)|(?:each|every(?:\s+single)?)\s+{OF_WHAT_KIND}(?:child|young\s+person|review"
    r"|dispute|concern|decision|check|form))(?:\s+in\s+care)?"
    r"\s+(?:was|were|had|went|came|took|met|received|got|stayed|saw|knew|heard|felt"
    r"|(?:have|has)\s+(?:had\s+)?(?:an?|their(?:\s+own)?)\s+"
    r"(?:(?!(?:right|chance|say|need|claim|choice|wish|voice)\b)[\w’-]+\s+){0,3}?(?:plan|IRO|home|advocate"
    r"|visitor|passport|social\s+worker|assessment|check(?:-up)?|dentist|review|questionnaire))\b"
    rf"|\b(?P<done>(?:closed|settled|resolved)\s+(?:both|all|each|every)"
    rf"|(?:held|completed|finished|answered|reviewed|saw|visited|met|chased|checked|followed\s+up)"
    rf"\s+(?:all|each|every(?:\s+single)?))"
    rf"\s+(?:{THEM}\s+)?{OF_WHAT_KIND}(?:child(?:ren)?|young\s+p(?:eople|erson)|reviews?|disputes?|concerns?"
    r"|decisions?|checks?"
    r"|forms?)\b",
    re.IGNORECASE,
)
"""Of what has happened: “every child should have” and “all children are welcome” count nothing."""
ALL_OF_THEM = Pattern(
    r"^(?:(?:All|Every\s+one|Each|None)\s+of\s+(?:them|these|those)|(?:Both|Neither)(?:\s+of\s+(?:them|these"
    r"|those))?)\s+(?:was|were|had|came|took|got|received|met)\b(?!\s+(?:the|our)\b)"
)
"""Of the figure in the sentence before: “All of them were held within a week”, “Both were settled”."""
ALL_OF_THESE = Pattern(
    r"(?:[;,]\s+|\band\s+)(?:all|every\s+one|each)\s+of\s+(?:them|these|those)\s+(?:was|were|had|came|got"
    r"|returned"
    r"|went|received|met)\b(?!\s+(?:the|our)\b)",
    re.IGNORECASE,
)
"""The same after the figure in its sentence: “13 went missing; all of them came back within a day”."""
NOUGHT = Pattern(
    r"\b(?:no|zero|nil|not\s+(?:a\s+single|one|any)|without\s+any)\s+"
    r"(?!records?\b|counts?\b|lists?\b|figures?\b|number\b|idea\b|way\b"
    r"|one\b)(?:[a-z]+\s+){0,2}?(?P<what>[a-z]{5,})",
    re.IGNORECASE,
)
NOBODY = Pattern(
    r"\b(?:none\s+of\s+(?:us|our\s+[a-z]+|the\s+[a-z]+)|nobody|no\s+one|(?:we|IROs|the\s+(?:service|team))"
    r"\s+never)\s+(?!count|record|kept|keep|not[ei]|list|knew|know|log|asked|ask|wrote|enter|measur)"
    r"(?P<rest>[a-z]+\s+[^.;:,\0]{3,50})",
    re.IGNORECASE,
)
"""“None of our IROs came across good practice”; that nobody counted it is why it is not known."""
NOTHING = Pattern(
    r"\b(?:nothing|never)\b(?!\s+(?:more\s+than|(?:was|is|were|has\s+been|been)\s+)?(?:recorded|known"
    r"|kept|counted|noted"
    r"|written|logged|entered|measured|kn[eo]w|count|record|to\s+(?:say|compare|report|show|add)|can"
    r"|could|about\s+how))",
    re.IGNORECASE,
)
"""“Children heard nothing more from their IRO”, beside a number that is not known."""
NEARLY = Pattern(r"\b(?:nearly|almost|virtually|practically)\s+$", re.IGNORECASE)
"""Of these other checks speak where a figure stands by."""
STEM = 6
QUOTED = Pattern(r"“[^”\0]*”")
"""What somebody said is theirs."""
LEAST_MONTHS = 3
A_FIGURE = "\0"


def speaks_of_months(pieces: Sequence[Piece]) -> bool:
    """Whether a paragraph says that something moved the same way each month."""
    return bool(STEADY.search(_words(pieces)))


def _words(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text if isinstance(piece, Words) else A_FIGURE for piece in pieces)


def faults(manuscript: Manuscript, place: str, paragraph: Paragraph) -> Iterator[Fault]:
    """What is said of all months, of all or of nobody, and does not follow from a figure beside it."""
    words = _words(paragraph.pieces)
    named = [
        manuscript.figures[piece.ref]
        for piece in paragraph.pieces
        if isinstance(piece, Reference) and piece.ref in manuscript.figures
    ]
    yield from _of_months(manuscript, place, words, named)
    yield from _none_of_what_is_not_known(place, words, named)
    yield from _nothing_beside(manuscript, place, paragraph)
    printed = iter(
        [_printed(manuscript, piece) for piece in paragraph.pieces if not isinstance(piece, Words)]
    )
    in_each = [(one, [next(printed) for _ in range(one.count(A_FIGURE))]) for one in SENTENCE.split(words)]
    is_told = any(_tells_of_all(text) for _, texts in in_each for text in texts)
    if not is_told:
        yield from _of_those_before(place, in_each)
    for sentence, texts in in_each:
        for found in _told_of_all(QUOTED.sub(lambda said: " " * len(said.group()), sentence), texts):
            if texts and not is_told:
                said = (
                    f"“{_told(found)}” stands beside {texts[0]}. Choose words that fit, or check the figure."
                )
                yield Fault(place, "claim", said)
            elif not is_told:
                yield _without(place, _told(found))


def _of_those_before(place: str, in_each: Sequence[tuple[str, list[str]]]) -> Iterator[Fault]:
    """“All of them” of a sentence without figures, after one with a number."""
    for (_, before), (sentence, texts) in pairwise([("", ["1"]), *in_each]):
        found = ALL_OF_THEM.match(sentence)
        is_of_two = found is not None and len(before) > 1 and re.match("both|neither", found.group(), re.I)
        if found and not texts and not is_of_two and any(map(_is_number, before)):
            yield _without(place, found.group())
        elif any(map(_is_number, texts)) and (found := ALL_OF_THESE.search(sentence)):
            yield _without(place, found.group().lstrip(" ,;").removeprefix("and "))


def _told_of_all(sentence: str, texts: Sequence[str]) -> Iterator[re.Match[str]]:
    """What is said of all or of none in a sentence without figures, or with a number."""
    sentence = said_plainly(sentence)
    for found in (*NONE.finditer(sentence), *ALL.finditer(sentence)):
        is_nearly = NEARLY.search(sentence[: found.start()])
        if not texts or any(map(_is_number, texts)) and not is_nearly:
            yield found


def _none_of_what_is_not_known(place: str, words: str, named: Sequence[Known]) -> Iterator[Fault]:
    """“IROs had no contact with children”, beside a number of contacts that is not known."""
    for known in named:
        stems = {word[:STEM] for word in re.findall(r"[a-z]{6,}", known.what.lower())} - {
            "childr",
            "betwee",
            "review",
        }
        for found in NOUGHT.finditer(words) if not known.is_known else ():
            if any(re.match(stem, found["what"], re.IGNORECASE) for stem in stems):
                said = f"“{found.group()}” is said of “{known.what}”, which is not known."
                yield Fault(place, "unknown", f"{said} Say only that it is not known.")
        yield from _by_nobody(place, words, known, stems) if not known.is_known else ()


def _nothing_beside(manuscript: Manuscript, place: str, paragraph: Paragraph) -> Iterator[Fault]:
    """“Nothing” or “never” in the sentence of a figure that is not known."""
    marked = _words(paragraph.pieces)
    figures = iter([piece for piece in paragraph.pieces if not isinstance(piece, Words)])
    for sentence in SENTENCE.split(QUOTED.sub(lambda said: " " * len(said.group()), marked)):
        inside = [next(figures) for _ in range(sentence.count(A_FIGURE))]
        ours = [manuscript.figures.get(piece.ref) for piece in inside if isinstance(piece, Reference)]
        unknown = next((known for known in ours if known is not None and not known.is_known), None)
        found = NOTHING.search(sentence)
        if unknown is not None and found:
            said = f"“{found.group()}” is said of “{unknown.what}”, which is not known."
            yield Fault(place, "unknown", f"{said} Say only that it is not known.")


def _by_nobody(place: str, words: str, known: Known, stems: set[str]) -> Iterator[Fault]:
    """“None of our IROs came across good practice”."""
    for found in NOBODY.finditer(words):
        if any(re.search(rf"\b{stem}", found["rest"], re.IGNORECASE) for stem in stems):
            said = f"“{found.group()}” is said of “{known.what}”, which is not known."
            yield Fault(place, "unknown", f"{said} Say only that it is not known.")


def _told(found: re.Match[str]) -> str:
    """The words of it, with a gap for a figure."""
    return found.group().replace(A_FIGURE, "…")


def _printed(manuscript: Manuscript, piece: Piece) -> str:
    return manuscript.printed(piece) if isinstance(piece, Reference | Outside) else ""


def _of_months(manuscript: Manuscript, place: str, words: str, named: Sequence[Known]) -> Iterator[Fault]:
    for found in STEADY.finditer(words):
        if not named:
            yield _without(place, found.group())
        elif not any(_is_steady(manuscript, known, up=bool(found["rose"])) for known in named):
            said = f"“{found.group()}” does not fit the months of “{named[0].what}”. Say how they changed."
            yield Fault(place, "claim", said)


def _without(place: str, words: str) -> Fault:
    said = (
        f"“{words}” is said without its figure. Add the figure, mark the words with their source "
        f"([[outside:{claim_of(words, words)}|source]]), or say it in other words."
    )
    return Fault(place, "typed", said, stops=False)


def _is_number(text: str) -> bool:
    found = stated(text)
    return found is not None and found.value is not None


def _tells_of_all(text: str) -> bool:
    """Nought, or all: of all of them none did not."""
    found = stated(text)
    return found is not None and (found.value == 0 or found.is_percent and found.value == 100)


def _is_steady(manuscript: Manuscript, known: Known, *, up: bool) -> bool:
    """Whether the months of a measure all moved one way."""
    months = dict(_months(manuscript, known))
    numbers = [months[when] for when in sorted(months)]
    return len(numbers) >= LEAST_MONTHS and all(a != b and (b > a) is up for a, b in pairwise(numbers))


def _months(manuscript: Manuscript, known: Known) -> Iterator[tuple[str, Fraction]]:
    """The whole of a measure in each month that was computed."""
    wanted = "percent" if known.text.endswith("%") else "count"
    for ref, figure in manuscript.figures.items():
        code, _, rest = ref.partition("|")
        when, _, part = rest.partition("|")
        if (code, part) == (known.code, wanted) and len(when) in (7, 10) and not _is_year(when):
            found = stated(figure.text)
            if found is not None and found.value is not None:
                yield when, found.value


def _is_year(when: str) -> bool:
    """2025-26 is a year; 2025-04 a month; years like 2011-12 are both, and no report reaches them."""
    return len(when) == 7 and int(when[5:]) == (int(when[:4]) + 1) % 100
