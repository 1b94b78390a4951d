"""What a sentence denies, or says of all, of something that the report knows by name and prints no figure of
beside it: “No child lives more than 20 miles from home”, “All return interviews were offered”. It is refused
where nothing of it was recorded, or the figure says otherwise, and pointed out where there is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from reporting.proof.borne_out.untold import PAST
from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import group_of, number, part_of
from reporting.proof.number_words import ONES
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.subjects.measures import DULL, Named, measures_in, measures_of, stems_of
from reporting.proof.vaguely import VAGUE
from reporting.proof.when import PERIOD
from reporting.proof.worked_out.known_then import spans_named

NOT = r"(?:\s+not|n[’']t)"
ALL_YEAR = r"all\s+(?:the\s+|that\s+|this\s+)?(?:year|time|along)(?:\s+(?:long|round|through))?"
DENIED = (
    r"no(?!\s+(?:more|fewer|less|longer|doubt|other|further|such|one)\b)(?=\s+[a-z])|not\s+(?:one|a\s+single)"
    r"|none|nobody|no\s+one|neither|never|zero|nil|without\s+(?:any|one|a\s+single)(?!\s+of\b)"
    rf"|(?:did|do|does|was|were|has|have|had|is|are){NOT}(?=[^.;:,]{{0,40}}?\b(?:an?|any|one|single|ever|once"
    rf"|{ALL_YEAR})\b)"
)
OF_ALL = (
    rf"(?<!\bnot\s)(?<!nearly\s)(?<!almost\s)(?:(?!{ALL_YEAR}\b)"
    r"all(?!\s+(?:but|in\s+all|too|of\s+us|at\s+once"
    r"|the\s+(?:same|while))\b)|(?:every|each)(?!\s+(?:day|week|month|quarter|year|time|effort|reason"
    r"|opportunity|of\s+us)\b)|both|everyone|everybody)"
)
TOLD = Pattern(rf"\b(?:(?P<none>{DENIED})|(?P<all>{OF_ALL}))\b[^.;:(\0]*", re.IGNORECASE)
LED = Pattern(
    r"\b(?:of|in|at|after|above|across|among|amongst|by|with|from|on|between|(?P<to>for|to|about))\s+$", re.I
)
"""“In all cases”, “of all councils” tell nothing of all by themselves."""
DONE = Pattern(
    r"\b(?:was|were|been)\s+(?:\w+ly\s+)?(?:[a-z]+ed|sent|given|written|read|told|made|held)\b", re.I
)
"""“Letters were sent to every child.”"""
BARE = Pattern(
    r"(?:none|neither|all|both|each|every\s+one)\s+(?:(?:of\s+(?:them|these|those|which|the\s+two))\s+)?"
    r"(?:was|were|had|has|have|is|are|came|took|got|did|went|held)\b",
    re.IGNORECASE,
)
"""Told of what the words before name: “Midway checks began late: none was done before November”."""
OBJECT = Pattern(
    r"\b(?:an?|any|one|a\s+single)\s+(?:(?:formal|informal|new|written|further)\s+)?(?P<noun>[a-z]{4,})\b",
    re.I,
)
SUBJECTLESS = Pattern(
    r"(?:did|do|does|was|were|has|have|had|is|are)\b|never\b|nobody\b|no\s+one\b|every(?:one"
    r"|body)\b|without\b",
    re.I,
)
SO_MANY = Pattern(
    rf"\b(?:all|the|our|these|those)\s+(?:{'|'.join(ONES)}|\d+)\b"
    r"(?!\s+(?:(?:working\s+)?days|miles|years|weeks|months|hours))",
    re.IGNORECASE,
)
"""“All three of our homes” says how many there are, and names no measure by the number."""
THERE = Pattern(
    r"^(?:there\s+(?:was|were|is|are)\s+)?(?:(?:the|our|these|those|all|only|just|[\d,]+)\s+)*", re.I
)
OURS = Pattern(
    r"\b(?:we|IROs?|officers?|our|the\s+(?:service|team|council)|there|it|they|child(?:ren)?|young|managers?"
    r"|social\s+workers?|carers?|parents?|advocates?|disputes?|concerns?|reviews?|decisions?|checks?)\b",
    re.IGNORECASE,
)
GENERAL = Pattern(
    r"\b(?:made|make|gave|given|raised|held|had|saw|sent|issued|recorded|did|done|we|in|the|from|to)\b", re.I
)
"""What may be done to anything; another verb must be that of the measure: “we visited all the homes”."""
BY = Pattern(
    r"^\s*(?:the\s+(?:whole|rest|end)\s+of\s+)?(?:went|go|goes|passed|ended)\s+by\b|\b(?:the\s+)?whole\s+of\b"
    r"|\b(?:went|passed)(?:\s+by)?\s*$",
    re.I,
)
"""A year that “went by without” something is nobody else who did not do it."""
RELATIVE = Pattern(r"\b(?:that|which|who|whom|where|if|when)\s+(?:\w+\s+)?$", re.IGNORECASE)
VERB = Pattern(
    r"\b(?:was|were|is|are|be|been|has|have|had|did|does|do|lives?|left|came|comes?|went|goes|took|takes?|got"
    r"|gets?|met|meets?|sees?|saw|needs?|knows?|knew|held|made|gave|sent|stays?|ran|fell|rose|that|which|who"
    r"|in|of|on|at|for|to|from|with|by|about|between|after|before|during|within"
    r"|until|since|as|than|when|while"
    r"|under|over|without|[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
FACT = Pattern(
    r"\b(?:was|were|is|are|been|has|have|had|did|does|do|lives?|left|came|went|took|got|met|saw|held|made"
    r"|gave|sent|ran|fell|rose|spoke|wrote|kept|[a-z]{2,}ed)\b|n[’']t\b",
    re.IGNORECASE,
)
RELATED = Pattern(r"(?<=\w)\s+(?:(?:for|to|of|with|in)\s+)?(?:who|whom|which|that|whose)\b", re.IGNORECASE)
"""What is told of something happened, or is so, apart from what only says who is meant."""
NOT_OF_ALL = Pattern(
    r"\b(?:always|enough|often|as\s+(?:many|much)|most|regularly|only|just|except|bar|other\s+than"
    r"|apart\s+from|again|exception|yet|before\s+(?:had|has|have)|so\s+(?:long|many|much|few|often|far|well)"
    r"|likes?|enjoys?|prefers?)\b|\b(?:all|none)\s+but\b",
    re.IGNORECASE,
)
MEANT = Pattern(
    r"\b(?:should|must|ought|deserves?|entitled|right\s+to|needs?\s+to|has\s+to|have\s+to|can|could|may|might"
    r"|would|will|shall|if|unless|whether|aims?|wants?|hopes?|plan(?:s|ned)?\s+to"
    r"|promise[sd]?|law|regulations?|guidance"
    r"|handbook|statutory|priorit(?:y|ies)|told|tells?|sa(?:id|ys?)|th(?:ink|ought)|believe[sd]?"
    r"|fe(?:lt|els?)"
    r"|ask(?:s|ed)?|wish\w*|pleased|rather|so\s+that|to\s+(?:make\s+sure|ensure|offer|give|see)|I|me"
    r"|next\s+year|“)\b|[?“]",
    re.IGNORECASE,
)
ALL_OF_THEM = 100
Told = tuple[re.Match[str], bool, Known | None]
"""The words, whether the report knows that it is so, and the figure that is not known or says otherwise."""


@dataclass(frozen=True)
class _Claim:
    """What is told in a clause, and of which measures."""

    found: re.Match[str]
    named: Sequence[Named]

    @property
    def is_denied(self) -> bool:
        return bool(self.found["none"])


def told_of_all(
    manuscript: Manuscript, clause: str, before: str, beside: Sequence[tuple[int, str]]
) -> Iterator[Told]:
    """What a clause denies or says of all of a measure that no figure beside it is of. `before` are the words
    that it goes on from; `beside` where figures stand in it, and of which measures they are."""
    claim = claim_in(manuscript, clause, before)
    if claim is None or _has_a_figure(claim, beside):
        return
    if any(_is_so(known, claim) for known in _of_groups(manuscript, clause, claim)):
        return
    yield from _held_to(claim, _of_each(manuscript, clause, claim))


def _has_a_figure(claim: _Claim, beside: Sequence[tuple[int, str]]) -> bool:
    """Whether a figure stands in what is told, or one of the same measure elsewhere in the clause."""
    is_of_the_same = {code for _, code in beside} & {one.code for one in claim.named}
    return bool(is_of_the_same) or any(claim.found.start() <= at for at, _ in beside)


def _held_to(claim: _Claim, of_each: list[list[Known]]) -> Iterator[Told]:
    """What is told, held to the figures of each measure that it may be of."""
    whole = {one.code for one in claim.named if one.has_all}
    firm = [figures for figures in of_each if figures[0].code in whole]
    if any(all(_is_so(one, claim) for one in figures) for figures in firm):
        yield from [(claim.found, True, None)] if _is_of_just_that(claim) else []
    else:
        yield from _not_borne_out(claim, of_each, firm)


def _not_borne_out(claim: _Claim, of_each: list[list[Known]], firm: list[list[Known]]) -> Iterator[Told]:
    """What is told where no measure bears it out. `firm` are the figures of those measures that the words
    name in full."""
    known = [one for figures in of_each for one in figures if one.is_known]
    unknown = [one for figures in of_each for one in figures if not one.is_known]
    wrong = [one for one in known if _contradicts(one, claim)]
    if wrong and _is_of_just_that(claim):
        yield claim.found, False, wrong[0]
    elif unknown and not any(all(one.is_known for one in figures) for figures in firm):
        yield claim.found, False, unknown[0]
    elif not known or any(one.has_all for one in claim.named):
        yield claim.found, False, None


def claim_in(manuscript: Manuscript, clause: str, before: str) -> _Claim | None:
    """What is told of all or of none in a clause, and of which measures; None where nothing is."""
    if not manuscript.titles or MEANT.search(clause) or NOT_OF_ALL.search(clause):
        return None
    found = TOLD.search(clause)
    if found is None or not _is_a_fact(clause) or _is_of_others(clause, found):
        return None
    named = _named(manuscript, clause, before, found)
    return _Claim(found, named) if named else None


def _is_a_fact(clause: str) -> bool:
    """Whether something is told that happened, besides what only says who is meant: “who came back”."""
    told, *who = RELATED.split(clause)
    return bool(FACT.search(told)) or any(len(FACT.findall(words)) > 1 for words in who)


def _is_of_others(clause: str, found: re.Match[str]) -> bool:
    """Whether it is told of nobody in particular, “a service that never challenges”, or of people outside."""
    before, led = PERIOD.sub(" ", clause[: found.start()]), LED.search(BY.sub("", clause[: found.start()]))
    is_led = led is not None and not (led["to"] and DONE.search(before))
    is_never = found.group().lower().startswith("never") and not PAST.search(clause)
    return bool(is_never or is_led or RELATIVE.search(before) or _is_of_strangers(before))


def _is_of_strangers(before: str) -> bool:
    """Whether somebody else is the subject: “Many surgeries send no letters”."""
    words = [word for word in re.findall(r"[a-z]{3,}", BY.sub(" ", before.lower())) if word not in DULL]
    return bool(words) and not (OURS.search(before) or DONE.search(before))


def _named(manuscript: Manuscript, clause: str, before: str, found: re.Match[str]) -> Sequence[Named]:
    words = SO_MANY.sub("all", PERIOD.sub(" ", clause))
    if BARE.match(found.group()):
        subject = _subject(before)
        return measures_in(f"{subject} {words}", manuscript.titles, subject) if subject else ()
    told = found.group()
    head = "" if SUBJECTLESS.match(told) else _head(told)
    led = OURS.sub(" ", GENERAL.sub(" ", BY.sub(" ", PERIOD.sub(" ", clause[: found.start()]))))
    is_named = head or SUBJECTLESS.match(told)
    named = measures_in(words, manuscript.titles, f"{led} {head}") if is_named else []
    noun = OBJECT.search(told) if SUBJECTLESS.match(told) and not any(one.has_all for one in named) else None
    return (measures_of(noun["noun"], manuscript.titles) if noun else ()) or named


def _head(told: str) -> str:
    """The noun of which something is told: the last word before the verb."""
    told = SO_MANY.sub("all", told)
    words = re.sub(r"^\S+\s+(?:of\s+)?(?:(?:the|our|these|those|all|a|single)\s+)*", "", told).split()
    noun = takewhile(lambda word: not (VERB.fullmatch(word) or word in DULL or word.endswith("ly")), words)
    return next(reversed([*noun]), "").strip(",’'s") if words else ""


def _subject(before: str) -> str:
    """What the words before are about: those in front of their verb, or after “there were”."""
    words = THERE.sub("", before.strip())
    return VERB.split(words)[0].strip()


def _of_each(manuscript: Manuscript, clause: str, claim: _Claim) -> list[list[Known]]:
    """The figures of each measure of which something is told, for the period that the clause names, else for
    the year of the report."""
    if VAGUE.search(clause):
        return []
    named = spans_named(manuscript, clause) if PERIOD.search(clause) else set()
    found: dict[str, list[Known]] = {}
    for ref, known in manuscript.figures.items():
        is_of_it = any(one.code == known.code for one in claim.named) and part_of(ref) in ("count", "percent")
        if is_of_it and not group_of(ref)[0] and _is_of_the_time(manuscript, known, named):
            found.setdefault(f"{known.code}|{part_of(ref)}", []).append(known)
    return [*found.values()]


def _of_groups(manuscript: Manuscript, clause: str, claim: _Claim) -> Iterator[Known]:
    """The figures of the groups that a clause names: “every adoption review was in time”."""
    codes, stems = {one.code for one in claim.named}, stems_of(clause)
    named = spans_named(manuscript, clause) if PERIOD.search(clause) else set()
    for ref, known in manuscript.figures.items():
        key = group_of(ref)[1] if known.code in codes else ""
        own = stems_of(key) if key else frozenset()
        if own and own <= stems and _is_of_the_time(manuscript, known, named):
            yield known


def _is_of_the_time(manuscript: Manuscript, known: Known, named: set[object]) -> bool:
    """Whether a figure is of a period that is named, or of a part of it; of the year where none is."""
    ours = span(known.period)
    if ours is None or not manuscript.year:
        return False
    year = (date(manuscript.year - 1, 4, 1), date(manuscript.year, 3, 31))
    if not named:
        return ours in (year, (year[1], year[1]))
    spans = [one for one in named if isinstance(one, tuple) and one[0] < one[1]]
    return ours in named or any(one[0] <= ours[0] and ours[1] <= one[1] for one in spans)


def _is_so(known: Known, claim: _Claim) -> bool:
    """Whether there were none of what is denied, or all of what is said of all."""
    value = number(known)
    return value == 0 if claim.is_denied else value == ALL_OF_THEM and known.text.endswith("%")


def _contradicts(known: Known, claim: _Claim) -> bool:
    """Whether there were some of what is denied, or not all of what is said of all."""
    return not _is_so(known, claim) and (claim.is_denied or known.text.endswith("%"))


def _is_of_just_that(claim: _Claim) -> bool:
    """Whether the words name one measure and nothing besides."""
    return any(one.has_all and one.is_alone for one in claim.named)
