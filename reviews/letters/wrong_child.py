"""Words of another child: names, greetings, pronouns, schools, places, people, age and date of birth."""

import re
from collections.abc import Iterator
from functools import lru_cache

from accounts.templatetags.govuk import day as day_words
from reviews.letters.numbers import AGE, days_in, number
from reviews.letters.passages import About, Hit, Kind, Other, Sentence
from statute.working_days import age_on

ORDINARY = frozenset(
    re.findall(
        r"\w+",
        "amber april art august autumn basil bill bob bonny brook carol chase chelsea daisy dale "
        "dawn dean dusty eden "
        "faith fern finch florence forest frank gene georgia ginger grace grey guy hazel heath "
        "heather holly hope hunter "
        "iris ivy jack jade jasmine jay jordan joy june lane lily london mark marsh mason may melody "
        "mercy miles nick "
        "olive paris patience pearl penny pete poppy precious ray reed river rob robin rose ruby "
        "ruth sandy savannah sky "
        "skye sonny summer sunny sydney tanner taylor theo tiger trinity turner victoria ward will "
        "willow winter "
        "woody",
    )
)
"""Forenames that are words or places as well: they count only where a person is meant."""
DOES = (
    r"(?: is| was| has| had| said| says| told| tells| likes| wants| would| will| asked| asks| feels| "
    r"felt| lives| goes"
    r"| went| attends| enjoys| enjoyed| came| needs| moved| appeared| wrote| does| did|’s\b|'s\b)"
)
THING = (
    r"(?: is| was) (?:an? |the )?(?:\w+ "
    r"){0,3}(?:country|city|town|place|month|team|club|flower|season|dog|cat)\b"
)
MONTH_BEFORE = re.compile(
    r"\b(?:in|of|by|from|since|until|early|late|last|next|this|\d{1,2}(?:st|nd|rd|th)?)\s$", re.I
)
FEMALE = re.compile(r"\b(she|her|hers|herself)\b", re.IGNORECASE)
MALE = re.compile(r"\b(he|him|his|himself)\b", re.IGNORECASE)
RELATIONS = (
    "carer|worker|teacher|nurse|adviser|advocate|visitor|doctor|friend|tutor|therapist|IRO|manager|guardian"
    "|cousin|judge|keyworker|psychologist|paediatrician|dentist|neighbour|partner|baby|twin|child|pupil"
)
WOMEN = (
    "mum|mummy|mother|sister|aunt|auntie|nan|nana|gran|grandma|grandmother|stepmother|daughter|girl|woman"
    "|lady|niece|mrs|miss|ms"
)
MEN = "dad|daddy|father|brother|uncle|grandad|grandpa|grandfather|stepfather|son|boy|man|nephew|mr"
ALL_CAPITALS = re.compile(r"\b[A-Z][\w’'-]+")
ALL = frozenset(
    {"all", "everyone", "everybody", "both", "colleague", "colleagues", "mum", "dad", "parents", "sir"}
)


def hits(sentence: Sentence, about: About) -> Iterator[Hit]:
    """What belongs to another child in a sentence."""
    yield from _greeting(sentence, about)
    for other in about.others:
        yield from _named(sentence, about, other)
    yield from _pronouns(sentence, about)
    yield from _described(sentence, about)
    yield from _born(sentence, about)


def _own_words(about: About) -> frozenset[str]:
    return _tokens((about.forename, about.surname, *about.own, *about.siblings))


@lru_cache(maxsize=500)
def _tokens(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for name in names for word in re.findall(r"[\w-]{2,}", name))


# --- names


def _greeting(sentence: Sentence, about: About) -> Iterator[Hit]:
    found = re.match(r"\s*(Dear|Hello|Hi) ([A-Z][\w’'-]+)", sentence.text)
    if found and found[2].lower() not in ALL and found[2].lower() not in _tokens((about.forename,)):
        yield sentence.hit(Kind.WRONG_CHILD, f"The letter is to {about.forename}", *found.span(2))


def _named(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    text = sentence.text
    for found in _whole(other.words).finditer(text):
        if not _is_of_a_sibling(text, found.start(), other):
            yield sentence.hit(Kind.WRONG_CHILD, _why(other), *found.span())
    if other.kind == "child":
        yield from _by_forename(sentence, about, other)
    elif other.kind == "school":
        yield from _school_in_short(sentence, about, other)


@lru_cache(maxsize=5000)
def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(words)}(?![\w-])")


def _is_of_a_sibling(text: str, start: int, other: Other) -> bool:
    """Whether the sentence has named the brother or sister whose school or carer this is."""
    forename = other.whose.partition(" ")[0]
    return bool(forename) and bool(_whole(forename).search(text, 0, start))


def _why(other: Other) -> str:
    if other.kind in ("child", "name"):
        return "The name of another child"
    noun = {"school": "School", "place": "Home", "carer": "Carer"}.get(other.kind, "Person")
    return f"{noun} of {other.whose}" if other.whose else f"{noun} of another child"


def _by_forename(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    forename, _, surname = other.words.partition(" ")
    if len(forename) < 2 or forename.lower() in _own_words(about):
        return
    for found in _whole(forename).finditer(sentence.text):
        after, before = sentence.text[found.end() :], sentence.text[: found.start()]
        next_name = re.match(r" ([A-Z][\w-]+)", after)
        if next_name and next_name[1] != surname:
            continue
        if forename.lower() not in ORDINARY or _is_a_person(before, after):
            yield sentence.hit(Kind.WRONG_CHILD, _why(other), *found.span())


def _is_a_person(before: str, after: str) -> bool:
    if MONTH_BEFORE.search(before) or re.match(THING, after):
        return False
    return bool(re.match(DOES, after)) or bool(
        re.search(r"\b(with|observed|met|saw|Dear|told|asked)\s$", before)
    )


def _school_in_short(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    """ "At Brackenhurst" for Brackenhurst Academy."""
    first, _, rest = other.words.partition(" ")
    if len(first) < 6 or not rest or first.lower() in _own_words(about) or first.lower() in ORDINARY:
        return
    for found in re.finditer(
        rf"\b(?:at|to|attends|from) ({re.escape(first)})\b(?! {re.escape(rest)})", sentence.text
    ):
        if not _is_of_a_sibling(sentence.text, found.start(), other):
            yield sentence.hit(Kind.WRONG_CHILD, _why(other), *found.span(1))


# --- pronouns


def _pronouns(sentence: Sentence, about: About) -> Iterator[Hit]:
    """A pronoun of the other sex, after the child's name, that can mean nobody else in the sentence."""
    pattern, relations = {"M": (FEMALE, WOMEN), "F": (MALE, MEN)}.get(about.sex, (None, ""))
    named = _whole(about.forename).search(sentence.text)
    if pattern is None or named is None:
        return
    found = pattern.search(sentence.text, named.end())
    if found is None or _may_mean_somebody(sentence.text[: found.start()], about, relations):
        return
    if found[1].lower() in ("she", "he") and _may_mean_somebody(sentence.before, about, relations):
        return
    yield sentence.hit(Kind.WRONG_CHILD, f"{about.forename} is recorded as {_sex(about)}", *found.span())


def _sex(about: About) -> str:
    return "a boy" if about.sex == "M" else "a girl"


def _may_mean_somebody(text: str, about: About, relations: str) -> bool:
    """Whether a text names somebody else than the child whom the pronoun can mean."""
    if re.search(rf"\b(?:{RELATIONS}|{relations})s?\b", text, re.IGNORECASE):
        return True
    mine = _tokens((about.forename, about.surname))
    rest = re.sub(r"^\s*\w+", lambda m: m[0] if m[0].strip().lower() in _own_words(about) else "", text)
    return any(_bare(word) not in mine for word in ALL_CAPITALS.findall(rest))


def _bare(word: str) -> str:
    return re.sub(r"[’']s$", "", word).lower()


def _described(sentence: Sentence, about: About) -> Iterator[Hit]:
    nouns = {"M": "girl|young lady|young woman", "F": "boy|young man|lad"}.get(about.sex)
    if nouns is None:
        return
    who = rf"(?:{re.escape(about.forename)}|You|He|She)"
    pattern = rf"\b{who} (?:is|are|was|remains) an? (?:[\w’-]+,? ){{0,5}}?({nouns})\b"
    for found in re.finditer(pattern, sentence.text):
        yield sentence.hit(Kind.WRONG_CHILD, f"{about.forename} is recorded as {_sex(about)}", *found.span(1))


# --- age and date of birth


def _born(sentence: Sentence, about: About) -> Iterator[Hit]:
    named = _whole(about.forename).search(sentence.text)
    age = age_on(about.born_on, about.written_on)
    who = rf"(?:You are|{re.escape(about.forename)} is)"
    for found in re.finditer(rf"\b{who} ({AGE})\b(?! (?:months|weeks|days|times|of|per)\b)", sentence.text):
        if number(found[1]) not in (age, age - 1):
            yield sentence.hit(Kind.WRONG_CHILD, f"{about.forename} is {age}", *found.span())
    for written in days_in(sentence.text, about.born_on) if named else ():
        is_birth = re.search(r"\bborn (?:on )?(?:the )?$", sentence.text[: written.start])
        if is_birth and written.last_day != about.born_on:
            why = f"{about.forename} was born on {day_words(about.born_on)}"
            yield sentence.hit(Kind.WRONG_CHILD, why, written.start, written.end)
