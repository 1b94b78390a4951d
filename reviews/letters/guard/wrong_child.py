"""Words of another child: names, pronouns, girl or boy, age, school year and date of birth."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from accounts.templatetags.govuk import day as day_words
from reviews.letters.guard import in_short, names, pronouns
from reviews.letters.guard.numbers import (
    AGE,
    NTHS,
    Written,
    age_at_next_birthday,
    aged,
    days_in,
    nth,
    number,
    school_year,
    years_written,
)
from reviews.letters.guard.passages import About, Hit, Kind, Sentence
from reviews.letters.guard.pronouns import QUOTED, sex
from statute.working_days import age_on

GIRL = "girl|young lady|young woman|daughter|granddaughter|niece|sister"
BOY = "boy|young man|young gentleman|lad|son|grandson|nephew|brother"
_CHILDREN = {"M": "daughter|granddaughter", "F": "son|grandson"}
PARENTS = r"mum|mummy|mother|dad|daddy|father|parents?|nan|nanny|gran|grandma|grandmother|grandad|granddad"
NOT_THIS_ONE = r"(?! (?:who|next|in|from|at|with|down|across|over|opposite|you|he|she)\b)"
BIRTH = re.compile(
    r"\b(?:born|date of birth|d\.?o\.?b\.?|birthday)\W+"
    r"(?:(?:is|was|on|in|the|as|recorded|given|shown|noted|entered) )*$",
    re.I,
)
HIS_BIRTH = re.compile(
    r"\W*(?:(?:His|Her|Their|Your|The) )?(?:D\.?O\.?B|date of birth|born|you were born)\b", re.I
)


def hits(sentence: Sentence, about: About) -> Iterator[Hit]:
    """What belongs to another child in a sentence."""
    yield from names.hits(sentence, about)
    yield from in_short.hits(sentence, about)
    yield from pronouns.hits(sentence, about)
    yield from _described(sentence, about)
    yield from _child_of_a_parent(sentence, about)
    yield from _aged(sentence, about)
    yield from _in_school_year(sentence, about)
    yield from _born(sentence, about)


def _child_of_a_parent(sentence: Sentence, about: About) -> Iterator[Hit]:
    """Your mum misses her daughter, to a boy; not where the child is named besides her daughter."""
    if about.sex not in _CHILDREN:
        return
    said = QUOTED.sub(lambda m: "_" * len(m[0]), sentence.plain)
    name = "|".join(re.escape(form) for form in names.own_forms(about))
    child = rf"(?<![\w-])(?:(?i:{name})|[Yy]our?)\b"
    pattern = (
        rf"(?:(?i:{name})'s|[Yy]our) (?:{PARENTS})\b [^.;]{{0,40}}?"
        rf"\b(?:her|his|their) ({_CHILDREN[about.sex]})\b(?!'|,| [A-Z])"
    )
    for found in re.finditer(pattern, said):
        if not re.search(child, said[: found.start()]) and not re.search(child, said[found.end() :]):
            yield sentence.hit(
                Kind.WRONG_CHILD, f"{about.forename} is recorded as {sex(about)}", *found.span(1)
            )


def _described(sentence: Sentence, about: About) -> Iterator[Hit]:
    nouns = {"M": GIRL, "F": BOY}.get(about.sex)
    if nouns is None:
        return
    said = QUOTED.sub(lambda m: "_" * len(m[0]), sentence.plain)
    name = "|".join(re.escape(form) for form in names.own_forms(about))
    who = rf"(?:(?i:{name})|[Yy]ou|He|She)"
    one = r"(?:an?|the|their|his|her|my|our|such an?|only|[A-Z][\w-]+'s)"
    pattern = (
        rf"(?<![\w-]){who}(?: is|'s| are|'re| was| were| ha[sd] been| remains| has grown into| ha[sd] become"
        rf"| (?:is |was |were |are )?(?:present|describe|regard|portray|see|know|view|refer)(?:s|ed|n)?"
        rf"(?: to)? as| comes across as| came across as| (?:seems|seemed|appears|appeared)(?: to be)?)"
        rf"(?: now| still| always)?"
        rf" {one} (?:[\w'-]+,? ){{0,5}}?({nouns})\b(?!')"
        rf"|(?<![\w-])(?i:{name}), an? (?:[\w'-]+,? ){{0,5}}?({nouns})\b"
        rf"|(?<![\w-])(?:(?i:{name})|[Yy]ou)(?: (?:is|was|are|were) \w+ed(?: by [\w' ]{{1,40}}?)?)? as an?"
        rf" (?:[\w'-]+,? ){{0,4}}?({nouns})\b"
        rf"|^\W*An? (?:[\w'-]+,? ){{1,5}}?({nouns}),? (?i:{name})\b"
        rf"|\b[Aa]s an? (?:[\w'-]+,? ){{0,4}}?({nouns})\b[^,.]{{0,40}}, (?:(?i:{name})|you)\b"
    )
    unknown = re.match(rf"\W*(?:The|This) ({nouns})\b{NOT_THIS_ONE}", said)
    if unknown and not sentence.earlier:
        yield sentence.hit(
            Kind.WRONG_CHILD, f"{about.forename} is recorded as {sex(about)}", *unknown.span(1)
        )
    for found in re.finditer(pattern, said):
        group = found.lastindex or 0
        between = said[found.start() : found.start(group)].rpartition(" as ")[2]
        if not re.search(
            r"\b(?:to|with|for|of|by|than|and|when|who|that) (?:an?|the|his|her|your)\b", between
        ):
            yield sentence.hit(
                Kind.WRONG_CHILD, f"{about.forename} is recorded as {sex(about)}", *found.span(group)
            )


# --- age, school year and date of birth


NOT_IF = "".join(
    rf"(?<!\b(?i:{word}) )"
    for word in re.findall(
        r"\w+",
        "when if until till once before after time as unless while since because whether who",
    )
)
"""You are eleven, not once you are eighteen."""


LATELY = timedelta(days=42)
"""A review is written up, and a letter sent, some weeks after the meeting."""


def _aged(sentence: Sentence, about: About) -> Iterator[Hit]:
    """An age that the child neither has nor had lately."""
    age = age_on(about.born_on, about.written_on)
    fits = (age, age_on(about.born_on, about.written_on - LATELY))
    name = names.called(about)
    who = rf"You|{NOT_IF}{name}|{name}, you|{NOT_IF}you" + (
        "" if sentence.earlier else r"|(?:^|(?<=^\W))(?:He|She)"
    )
    for found in re.finditer(aged(who), sentence.plain):
        said = next(group for group in found.groups() if group)
        if number(said) not in fits:
            yield sentence.hit(Kind.WRONG_CHILD, f"{about.forename} is {age}", *found.span())
    turned = rf"\b(?:[Yy]ou|{name}) (?:have |has )?(?:just )?turned ({AGE})\b(?! (?:to|and a half)\b)"
    for found in re.finditer(turned, sentence.plain):
        if number(found[1]) > age:
            yield sentence.hit(Kind.WRONG_CHILD, f"{about.forename} is {age}", *found.span())
    yield from _at_a_birthday(sentence, about)


def _at_a_birthday(sentence: Sentence, about: About) -> Iterator[Hit]:
    """A birthday of another age than the child's last or next."""
    age, name = age_on(about.born_on, about.written_on), names.called(about)
    for said, start, end in age_at_next_birthday(sentence.plain, rf"[Yy]ou|He|She|he|she|{name}"):
        if said > age + 1:
            yield sentence.hit(Kind.WRONG_CHILD, f"{about.forename} is {age}", start, end)
    for found in re.finditer(
        rf"\b(?:Happy|celebrated your|[Hh]ope that your) ({NTHS}) birthday\b", sentence.plain
    ):
        if nth(found[1]) not in (age, age + 1):
            yield sentence.hit(Kind.WRONG_CHILD, f"{about.forename} is {age}", *found.span())


def _in_school_year(sentence: Sentence, about: About) -> Iterator[Hit]:
    """A school year that the child neither has nor had a year ago."""
    age, name = age_on(about.born_on, about.written_on), names.called(about)
    year = school_year(about.born_on, about.written_on)
    for said_year, start, end in years_written(sentence.plain, name):
        if said_year in (year, year - 1) or year <= 0 and said_year == 1:
            continue
        why = f"At {about.forename}’s age the school year is {year}"
        if year <= 0:
            why = f"{about.forename} is {age}, too young for year {said_year}"
        yield sentence.hit(Kind.WRONG_CHILD, why, start, end)


def _born(sentence: Sentence, about: About) -> Iterator[Hit]:
    own = names.named_at(sentence.plain, names.own_forms(about))
    if own is None and not HIS_BIRTH.match(sentence.plain):
        return
    for written in days_in(sentence.plain, about.born_on):
        is_birth = BIRTH.search(sentence.plain[: written.start])
        if is_birth and not _is_birthday(written, about.born_on, "birthday" in is_birth[0].lower()):
            why = f"{about.forename} was born on {day_words(about.born_on)}"
            yield sentence.hit(Kind.WRONG_CHILD, why, written.start, written.end)


def _is_birthday(written: Written, born_on: date, of_any_year: bool) -> bool:
    """Whether a day or month as written can be the child's date of birth, or birthday."""
    said = written.last_day
    if of_any_year or not written.has_year:
        return said.month == born_on.month and (written.is_month or said.day == born_on.day)
    return (said.year, said.month) == (born_on.year, born_on.month) and (
        written.is_month or said.day == born_on.day
    )
