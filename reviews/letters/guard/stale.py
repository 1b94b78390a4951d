"""Words that are no longer true: the same as last time, a day that has passed given as one to come, an age
that is over.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from accounts.templatetags.govuk import day as day_words
from reviews.letters.guard import last_time
from reviews.letters.guard.names import called
from reviews.letters.guard.numbers import (
    AGE,
    NTHS,
    Written,
    aged,
    all_in,
    months_between,
    months_old,
    nth,
    number,
    school_year,
    years_to_come,
    years_written,
)
from reviews.letters.guard.passages import About, Hit, Kind, Sentence
from statute.working_days import age_on

TO_COME = re.compile(
    r"\b(will|going to|is to|are to|(is|are) due|plans?|planned for|booked for|expected|takes? place"
    r"|about to|looks? forward to|next|to be|no later than"
    r"|should|must|shall|needs? to|has to|have to|hopes? to|intends? to|aims? to"
    r"|(?:has|have) an? (?:appointment|interview|meeting|exam|test|trial|audition|operation|lesson|hearing)"
    r"|has (?:court|contact|surgery|family time)"
    r"|(?:excited|happy|pleased|nervous|worried|anxious|apprehensive) (?:about|for) (?:\w+ ){0,2}\w+ing"
    r"|(?:keen|excited|determined|waiting) to|counting (?:down )?the days"
    r"|has until|have until|can (?:start|go|see|come|have|move|begin)|awaited"
    r"|(?:is|are|'re|'s|am|'m) (?:\w+ )?(?!being|living|doing|getting|making)\w+ing)\b|'ll\b",
    re.IGNORECASE,
)
STARTS = re.compile(
    r"\b(?:starts?|begins?|moves?|sits?|opens?|leaves?|ends?|finish(?:es)?|meets?|goes|comes"
    r"|returns?|travels?|flies|fly|closes?|expires?|sees|visits?|(?:is|are))"
    r"(?: (?!not|was|were)\w+){0,5}? (?:on|in|at)(?: (?:mon|tues|wednes|thurs|fri|satur|sun)day)?,?"
    r"(?: the)?\s*$",
    re.IGNORECASE,
)
"""An event given by its day: you start at college on; the meeting is on."""
LIMIT = re.compile(r"\b(by|before|until|no later than)( the( (end|start|middle)( of)?)?)?\s*$", re.IGNORECASE)
TASK = re.compile(r"^\W*[A-Z][^.]*? to [a-z]+\b")
"""A decision in short: Femi to see you by a day."""
SINCE = re.compile(
    r"\b(?:since|as of|as at|dated|birthday(?: is)?(?: on)?|born(?: on)?)(?: the)?\s*$", re.IGNORECASE
)
WROTE_DOWN = re.compile(
    r"(?<!\bbe )(?<!\bis )(?<!\bare )\b(?:set|made|agreed|drawn up|written|signed|sent|issued|granted)"
    r" (?:on|in)(?: the)?\s*$",
    re.IGNORECASE,
)
"""The plan set on a day: the day tells which plan, not what is to come."""
BEFORE_WORD = re.compile(r"\b(?:last|since|after|previous|during last)(?: the)?\s*$", re.IGNORECASE)
PAST = re.compile(
    r"\b(was|were|had|has(?! to\b| an?\b| court\b| contact\b| surgery\b| family time\b)"
    r"|(?<!can )(?<!will )(?<!may )(?<!to )(?<!should )(?<!must )(?<!could )(?<!might )"
    r"have(?! to\b| an?\b)"
    r"|did|came|went|wrote|would|made|gave|got|held|saw|met|took|said|told|began"
    r"|spoke|found|left|sent|won|ran|read|heard|kept|felt|lost|bought|brought|became|spent"
    r"|(?!excited|worried|pleased|determined|scared|tired|interested|motivated"  # how somebody feels
    r"|need|booked for|planned for|expected|awaited|should)\w{2,}ed)\b",
    re.IGNORECASE,
)
WAS_TO = re.compile(r"\b(?:was|were) (?:going|supposed|meant|due) to\b[^,;]*$", re.IGNORECASE)
"""Somebody was going to do it by that day: the text itself says that the day has passed."""
DONE = re.compile(
    r"\s*(?:,|-|–|\))?\s*(?:was|were|has been|have been|had been|came|took place|happened)\b", re.I
)
STRONG = re.compile(
    r"\b(will|(?<!\bwas )(?<!\bwere )going to|is to|are to|(is|are) due|booked for|planned for|expected"
    r"|(?:should|must|shall|needs? to|ha(?:s|ve) to|ought to) (?!have\b)\w+"
    r"|(?:is|are) being (?:arranged|planned|organised|booked|set up|looked at|considered|prepared|sought)"
    r"|(?:is|are) (?:booked|(?:listed|scheduled|arranged|set|fixed) (?:for|on)))\b|'ll\b",
    re.I,
)
TO_BE_DONE = re.compile(r"\b(?:be|being|get) \w+ed\b", re.IGNORECASE)
"""What is to be finished is not over."""
AT_AGE = re.compile(rf"\b(?:before|by|until) (?:the |reaching the )?age (?:of )?({AGE})\b", re.IGNORECASE)
CLAUSE = re.compile(r"[,;:]\s*(?:and |but )?|\s(?:and|but|as|because|which|who|when|that) (?=\w+ )")


def hits(sentence: Sentence, about: About) -> Iterator[Hit]:
    """What is no longer true in a sentence."""
    yield from last_time.hits(sentence, about)
    yield from _passed_days(sentence, about)
    yield from _ages(sentence, about)
    yield from _school_years(sentence, about)
    yield from _birthdays(sentence, about)


# --- days that have passed


def _passed_days(sentence: Sentence, about: About) -> Iterator[Hit]:
    text, on = sentence.plain, about.written_on
    found = all_in(text, on)
    for number_, written in enumerate(found):
        if written.last_day >= on or _comes_after(written, found[:number_]):
            continue
        if _is_to_come(text, written.start, written.end):
            why = f"{day_words(written.last_day)} has passed"
            yield sentence.hit(Kind.STALE, why, *_with_preposition(text, written.start, written.end))


def _comes_after(written: Written, before: list[Written]) -> bool:
    """A day without a year after a later one: in August, and again in February, is February to come."""
    return not written.has_year and any(written.last_day < day.last_day for day in before)


def _is_to_come(text: str, start: int, end: int) -> bool:
    """Whether the words around a day speak of something to come.

    The clause of the day decides; one without a verb belongs to the clause before it, and where the sentence
    begins with the day, to the clause after it.
    """
    if any(words.search(text[:start]) for words in (SINCE, WROTE_DOWN, BEFORE_WORD)):
        return False
    if DONE.match(text, end) or WAS_TO.search(text[:start]):
        return False
    own, *others = _clauses(text, start, end)
    is_limit = _is_limit(text[:start], text[start:end])
    speaks = _speaks_of_later(own)
    if speaks is None and is_limit and TASK.search(own):
        return True
    for clause in [*others, *_clause_after(text, end)] if speaks is None else ():
        speaks = _speaks_of_later(clause) if speaks is None else speaks
    return is_limit if speaks is None else speaks


def _clause_after(text: str, end: int) -> list[str]:
    """The clause that follows on a day with which a sentence or clause ends."""
    after = CLAUSE.match(text, end)
    return _clauses(text, after.end(), after.end())[:1] if after else []


def _clauses(text: str, start: int, end: int) -> list[str]:
    """The clause around a day, and those before it, the nearest first."""
    edges = [0, *(m.end() for m in CLAUSE.finditer(text) if m.end() <= start)]
    stop = next((m.start() for m in CLAUSE.finditer(text, end)), len(text))
    return [text[from_:to] for from_, to in zip(edges, [*edges[1:], stop], strict=True)][::-1]


def _speaks_of_later(clause: str) -> bool | None:
    """Whether a clause speaks of something to come, or that was; None where it says neither."""
    if STRONG.search(clause):
        return True
    if PAST.search(clause):
        return False
    return True if TO_COME.search(clause) else None


def _is_limit(before: str, day: str) -> bool:
    """By a day, or an event given by its day."""
    return bool(LIMIT.search(before) or re.match(r"(?i)by|before|until", day) or STARTS.search(before))


def _with_preposition(text: str, start: int, end: int) -> tuple[int, int]:
    found = re.search(r"\b(by|on|before|until|from|in)\s*$", text[:start])
    return (found.start() if found else start), end


# --- ages


def _ages(sentence: Sentence, about: About) -> Iterator[Hit]:
    text, age = sentence.plain, age_on(about.born_on, about.written_on)
    name = called(about)
    why = f"{about.forename} is {age} now"
    for m in re.finditer(f"(?i:{aged(rf'you|he|she|they|{name}')})", text):
        if number(next(group for group in m.groups() if group)) == age - 1:
            yield sentence.hit(Kind.STALE, why, *m.span())
    yield from _months(sentence, about)
    for years, m in _ages_to_come(text, rf"(?:you|he|she|they|{name})"):
        if years <= age and not PAST.search(TO_BE_DONE.sub("", text[: m.start()])):
            yield sentence.hit(Kind.STALE, why, *m.span())
    for m in AT_AGE.finditer(text):
        rest = text[: m.start()] + text[m.end() :]
        if number(m[1]) <= age and _speaks_of_later(rest):
            yield sentence.hit(Kind.STALE, why, *m.span())


def _months(sentence: Sentence, about: About) -> Iterator[Hit]:
    months = months_between(about.born_on, about.written_on)
    for said, start, end in months_old(sentence.plain, rf"You|you|He|She|{called(about)}"):
        if said < months - 1:
            yield sentence.hit(Kind.STALE, f"{about.forename} is {months} months old now", start, end)


def _school_years(sentence: Sentence, about: About) -> Iterator[Hit]:
    text, age = sentence.plain, age_on(about.born_on, about.written_on)
    name = called(about)
    year = school_year(about.born_on, about.written_on)
    why = f"At {age} the school year is {year}"
    for said, start, end in years_written(text, name):
        if year > 1 and said == year - 1:
            yield sentence.hit(Kind.STALE, why, start, end)
    for said, start, end in years_to_come(text, rf"(?:you|he|she|they|{name})"):
        if said <= year:
            yield sentence.hit(Kind.STALE, why, start, end)


def _birthdays(sentence: Sentence, about: About) -> Iterator[Hit]:
    """A birthday next week or last month that is not so near."""
    whose = rf"(?:you|your|{called(about)}|{called(about)}'s)"
    near = (
        r"(tomorrow|yesterday|(?:next|this|last|later this) (?:week|month)"
        r"|in (?:a|two|three) weeks?(?:' time)?)"
    )
    turns = r"(?:will (?:be|turn)|turns?|turned|(?:is|are) going to be)"
    pattern = rf"\b{whose} (?:(?:[\w]+ )?birthday (?:[\w']+ ){{0,2}}?|{turns} {AGE} ){near}\b"
    for m in re.finditer(pattern, sentence.plain, re.IGNORECASE):
        if not _is_near(m[1].lower(), about):
            yield sentence.hit(Kind.STALE, f"The birthday is {birthday_words(about)}", *m.span())


def _is_near(when: str, about: About) -> bool:
    """Whether the birthday is as far from today as the words say, give or take a fortnight."""
    least, most = NEAR.get(when.split()[-1], (-31, 31))
    if when.startswith("last") or when == "yesterday":
        least, most = -most - 31, 0
    elif when.startswith("next"):
        least, most = 0, most + 31
    days = (_birthday(about, year) - about.written_on for year in (-1, 0, 1))
    return any(timedelta(least) <= away <= timedelta(most) for away in days)


NEAR = {"week": (-7, 14), "weeks": (0, 35), "time": (0, 35), "tomorrow": (0, 2), "yesterday": (0, 2)}


def _birthday(about: About, year: int) -> date:
    born, in_year = about.born_on, about.written_on.year + year
    return date(in_year, born.month, 28) if (born.month, born.day) == (2, 29) else born.replace(year=in_year)


def birthday_words(about: About) -> str:
    return "on " + day_words(about.born_on).rsplit(" ", 1)[0]


def _ages_to_come(text: str, who: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Ages that a text gives as those to come."""
    later = (
        rf"\b(?:{who} (?:will be|turns?|will turn|will soon be|reach(?:es)?|(?:is|are) (?:nearly|almost"
        rf"|about to (?:be|turn)|going to be|not yet))"
        rf"|(?:until|before|once|when|by the time|as soon as|now that) {who}(?: is| are|'s|'re)) ({AGE})\b"
        r"(?! (?:months|weeks|days|times|of|per|hours|minutes)\b)"
    )
    for m in re.finditer(later, text, re.IGNORECASE):
        yield number(m[1]), m
    birthday = (
        r"\b(?:before|until|by|on|for|after|at|ahead of|(?:in the |the )?run-up to|towards|approach(?:es|ing)"
        rf"|nears|nearing) (?:your|his|her|their|\w+'s) ({NTHS}) birthday"
    )
    coming = rf"\b({NTHS}) birthday (?:is|will be) (?:coming|soon|next|in|on|nearly)\b"
    for m in (*re.finditer(birthday, text, re.I), *re.finditer(coming, text, re.I)):
        yield nth(m[1]), m
