"""Words of another child: names, pronouns, girl or boy, age, school year and date of birth."""

import re
from collections.abc import Iterator
from datetime import date

from accounts.templatetags.govuk import day as day_words
from reviews.letters.guard import in_short, names
from reviews.letters.guard.numbers import AGE, Written, aged, days_in, number, school_year, years_written
from reviews.letters.guard.passages import About, Hit, Kind, Sentence
from reviews.letters.guard.wordlists import MEN, NOT_PEOPLE, PLACE_WORDS, RELATIONS, WOMEN, plain, tokens
from statute.working_days import age_on

FEMALE = re.compile(r"\b(she|her|hers|herself)\b", re.IGNORECASE)
MALE = re.compile(r"\b(he|him|his|himself)\b", re.IGNORECASE)
OBJECT = re.compile(
    r"(?:him|her(?=[.,;:!?)]|$| (?:to|that|at|in|on|for|with|and|or|there|then|when|if|how|what|about|again"
    r"|every|each|after|before|because|so|a|an|the)\b))\b",
    re.I,
)
"""William visited her; not her jabs."""
CAPITALS = re.compile(r"\b[A-Z][\w'-]+")
TOLD = (
    r"(?: has)? (?:told|said to|explained to|let) (?:the|his|her|their) (?:[\w-]+ ){0,3}?(?:know )?"
    r"(?:that )?"
)
OWN_FEELINGS = (
    r" (?:would (?:like|love|prefer|rather)|wants|likes|loves|misses|hates|enjoys|hopes|wishes|worries|feels"
    r"|(?:does not|doesn't) (?:like|want|enjoy|feel)"
    r"|is (?:not )?(?:very |really |quite )?(?:happy|unhappy|sad|scared|worried|settled|lonely|excited))"
    r"(?! (?:him|you)\b| her(?:[.,;:!?]| and\b|$))"
)
"""What a child tells an adult of the work: how the child feels, not how the adult does."""
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
GIRL = "girl|young lady|young woman|daughter|granddaughter|niece|sister"
BOY = "boy|young man|young gentleman|lad|son|grandson|nephew|brother"
_CHILDREN = {"M": "daughter|granddaughter", "F": "son|grandson"}
BIRTH = re.compile(r"\b(?:born|date of birth|d\.?o\.?b\.?|birthday)\W+(?:is |was |on |in |the )*$", re.I)


def hits(sentence: Sentence, about: About) -> Iterator[Hit]:
    """What belongs to another child in a sentence."""
    yield from names.hits(sentence, about)
    yield from in_short.hits(sentence, about)
    yield from _pronouns(sentence, about)
    yield from _described(sentence, about)
    yield from _aged(sentence, about)
    yield from _born(sentence, about)


# --- pronouns


def _pronouns(sentence: Sentence, about: About) -> Iterator[Hit]:
    """A pronoun of the other sex that can mean nobody else but the child."""
    pattern, relations = {"M": (FEMALE, WOMEN), "F": (MALE, MEN)}.get(about.sex, (None, ""))
    if pattern is None:
        return
    said = QUOTED.sub(lambda m: "_" * len(m[0]), sentence.plain)
    named = names.named_at(said, names.own_forms(about))
    if named and (told := _told_of_oneself(said, named, about)):
        yield sentence.hit(Kind.WRONG_CHILD, f"{about.forename} is recorded as {_sex(about)}", *told)
        return
    found = pattern.search(said, named.end() if named else 0)
    if found is None or _may_mean_somebody(said[: found.start()], about, relations):
        return
    is_said_of = found[1].lower() in ("she", "he") or bool(OBJECT.match(said, found.start()))
    if (named is None or is_said_of) and not _only_the_child(sentence, about, relations, named is None):
        return
    yield sentence.hit(Kind.WRONG_CHILD, f"{about.forename} is recorded as {_sex(about)}", *found.span())


def _told_of_oneself(said: str, named: re.Match[str], about: About) -> tuple[int, int] | None:
    """The pronoun of the other sex in "Yusuf told the IRO that she misses", for the child told it."""
    they = "she" if about.sex == "M" else "he"
    found = re.compile(rf"{TOLD}({they}){OWN_FEELINGS}").match(said, named.end())
    if not found or about.forename in said[found.end() :]:
        return None
    return found.span(1)


def _only_the_child(sentence: Sentence, about: About, relations: str, must_be_named: bool) -> bool:
    """Whether the nearest sentence before that names anybody names the child alone."""
    for text in map(plain, sentence.earlier if must_be_named else sentence.earlier[:1]):
        if _may_mean_somebody(text, about, relations):
            return False
        if names.named_at(text, names.own_forms(about)):
            return True
    return not must_be_named


def _sex(about: About) -> str:
    return "a boy" if about.sex == "M" else "a girl"


def _may_mean_somebody(text: str, about: About, relations: str) -> bool:
    """Whether a text names somebody else than the child whom the pronoun can mean."""
    if re.search(rf"\b(?:{RELATIONS}|{relations})s?\b", text, re.IGNORECASE):
        return True
    known = names.own_words(about)
    mine = tokens(about.forename) | tokens(about.surname) | names.own_forms(about) | NOT_PEOPLE - known
    rest = re.sub(
        r"^\s*[\w'-]+", lambda m: m[0] if tokens(m[0]) & known else "", _without_places(text, about)
    )
    return any(not tokens(word) & mine for word in CAPITALS.findall(rest))


def _without_places(text: str, about: About) -> str:
    for name in about.own:
        if tokens(name) & PLACE_WORDS:
            text = names.whole(name).sub("", text)
    return text


def _described(sentence: Sentence, about: About) -> Iterator[Hit]:
    nouns = {"M": GIRL, "F": BOY}.get(about.sex)
    if nouns is None:
        return
    said = QUOTED.sub(lambda m: "_" * len(m[0]), sentence.plain)
    name = "|".join(re.escape(form) for form in names.own_forms(about))
    who = rf"(?:(?i:{name})|[Yy]ou|He|She)"
    one = r"(?:an?|the|their|his|her|my|our|such an?|only|[A-Z][\w-]+'s)"
    pattern = (
        rf"(?<![\w-]){who}(?: is|'s| are|'re| was| were| ha[sd] been| remains| has grown into)"
        rf"(?: now| still| always)?"
        rf" {one} (?:[\w'-]+,? ){{0,5}}?({nouns})\b(?!')"
        rf"|(?<![\w-])(?i:{name}), an? (?:[\w'-]+,? ){{0,5}}?({nouns})\b"
    )
    parents = (
        r"mum|mummy|mother|dad|daddy|father|parents?|nan|nanny|gran|grandma|grandmother|grandad|granddad"
    )
    of_the_child = rf"(?:(?i:{name})'s|[Yy]our) (?:{parents})\b"
    for found in re.finditer(
        rf"{of_the_child} [^.;]{{0,40}}?\b(?:her|his|their) ({_CHILDREN[about.sex]})\b(?!'|,| [A-Z])", said
    ):
        yield sentence.hit(Kind.WRONG_CHILD, f"{about.forename} is recorded as {_sex(about)}", *found.span(1))
    for found in re.finditer(pattern, said):
        group = 1 if found[1] else 2
        between = said[found.start() : found.start(group)]
        if not re.search(
            r"\b(?:to|with|for|of|by|than|and|when|who|that) (?:an?|the|his|her|your)\b", between
        ):
            yield sentence.hit(
                Kind.WRONG_CHILD, f"{about.forename} is recorded as {_sex(about)}", *found.span(group)
            )


# --- age, school year and date of birth


def _aged(sentence: Sentence, about: About) -> Iterator[Hit]:
    """An age or a school year that the child neither has nor had a year ago."""
    age = age_on(about.born_on, about.written_on)
    name = names.called(about)
    for found in re.finditer(aged(rf"You|{name}"), sentence.plain):
        said = next(group for group in found.groups() if group)
        if number(said) not in (age, age - 1):
            yield sentence.hit(Kind.WRONG_CHILD, f"{about.forename} is {age}", *found.span())
    turned = rf"\b(?:[Yy]ou|{name}) (?:have |has )?(?:just )?turned ({AGE})\b(?! (?:to|and a half)\b)"
    for found in re.finditer(turned, sentence.plain):
        if number(found[1]) > age:
            yield sentence.hit(Kind.WRONG_CHILD, f"{about.forename} is {age}", *found.span())
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
    if own is None and not re.match(r"\W*(?:D\.?O\.?B|Date of birth|Born|You were born)\b", sentence.plain):
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
