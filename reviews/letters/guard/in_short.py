"""Names in short that belong to another child: of the child, of a carer, of a school or home."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from reviews.letters.guard.forenames import SHORTEST, beginnings, called_so, capital, forms_of, short_forms
from reviews.letters.guard.names import (
    LIVES,
    NAME,
    TITLE,
    TITLES,
    VISIT,
    ends_with,
    is_a_person,
    is_somebody_else,
    may_be_named,
    own_forms,
    own_names,
    own_words,
    whole,
    why,
)
from reviews.letters.guard.passages import About, Hit, Kind, Other, Sentence
from reviews.letters.guard.wordlists import (
    CAPITAL_ANYWAY,
    DOES,
    KINDS_OF_SCHOOL,
    ORDINARY,
    PLACE_WORDS,
    PUBLIC,
    RELATIVES,
    SPEAKS,
    STREET,
    plain,
    tokens,
)

SHORTEST_PLACE = 5
IS_SAID = re.compile(r" (?:is|was) said\b")
"""Grace is said before tea."""
PRESENTED = re.compile(
    r",? (?:(?:who|which) )?(?:is|was|are|were)(?: now| also)? (?:your|his|her|their|the|a|an)\b(?! carer)"
    r"|,? (?:from|at|in|of) (?:the|your|his|her|their|next|school|church|work|college|nursery|CAMHS|health)\b"
    r"|, (?:your|his|her|their|the|a|an) (?!(?:\w+ )?(?:social worker|carer|foster))"
)
"""Who somebody is, the text itself says: Sandra from the club, Sandra is your new tutor."""
NOT_A_PERSON = re.compile(
    r"\b(?:who|called|named|cousin|dog|puppy|cat|kitten|rabbit|hamster|pony|horse|baby|doll|teddy|singer"
    r"|player|actor|friends?|mates?|teacher|tutor|nurse|midwife|dentist|counsellor|coach|therapist)"
    r"(?:,| is| was)? $"
)
"""What stands before the name of somebody whom no carer or social worker can be."""


def one_by_one(other: Other) -> Iterator[Other]:
    """Jan Moody and Steve Moody, for Jan and Steve Moody."""
    first, both, second = other.words.partition(" and ")
    if other.kind != "carer" or not both:
        yield other
        return
    surname = second.rpartition(" ")[2]
    yield replace(other, words=first if " " in first or not surname else f"{first} {surname}")
    yield replace(other, words=second)


def stands_in(other: Other, there: frozenset[str]) -> bool:
    """Whether somebody may be meant by one of these words: a word of the name, or a short form."""
    if tokens(other.words) & there:
        return True
    if other.kind not in ("child", "carer", "social worker", "parent"):
        return False
    last = plain(other.words).lower().rpartition(" ")[2]
    if f"{last}s" in there or f"{last}es" in there:
        return True
    first = other.words.partition(" ")[0]
    return not (short_forms(first) | beginnings(first)).isdisjoint(there)


def hits(sentence: Sentence, about: About) -> Iterator[Hit]:
    """Short names of other children, and of what is theirs."""
    for other in about.others:
        if not stands_in(other, sentence.tokens):
            continue
        if other.kind == "child":
            yield from _child(sentence, about, other)
            yield from _spoken_to(sentence, about, other)
        elif other.kind in ("school", "place"):
            yield from _place(sentence, about, other)
        elif other.kind in ("parent", "person"):
            yield from _person(sentence, about, other)
        elif other.kind in ("carer", "social worker"):
            yield from _person(sentence, about, other)
            yield from _by_forename(sentence, about, other)


def _child(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    """Chels for Chelsea, Beth for Bethany: with a capital, and where no person of the child is called so."""
    surname = other.words.rpartition(" ")[2]
    for form in short_forms(other.words.partition(" ")[0]) & sentence.tokens - _called_here(about):
        for found in whole(capital(form)).finditer(sentence.plain):
            before, after = sentence.plain[: found.start()], sentence.plain[found.end() :]
            next_name = re.match(rf" ({NAME})", after)
            if next_name and next_name[1].removesuffix("'s") != plain(surname):
                continue
            if ends_with(before, _called_here(about)) or is_somebody_else(before, after):
                continue
            if form not in ORDINARY or is_a_person(found[0], before, after):
                yield sentence.hit(Kind.WRONG_CHILD, why(other), *found.span())


def _spoken_to(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    """Theo, I hear you: who is spoken to is the child, or somebody else's letter went astray."""
    found = re.match(rf"\W*({NAME}), (?:I|you|we|thank|well done|here|this)\b", sentence.plain)
    if found and _may_be(found[1], other) and found[1].lower() not in _called_here(about):
        yield sentence.hit(Kind.WRONG_CHILD, why(other), *found.span(1))


def _may_be(name: str, other: Other) -> bool:
    forename = plain(other.words.partition(" ")[0]).lower()
    return name.lower() in forms_of(forename) or len(name) >= SHORTEST and forename.startswith(name.lower())


def _called_here(about: About) -> frozenset[str]:
    """How the child and the child's own people may be called, in full and in short."""
    short = _short_names(_people(about), about.other_forenames)
    return own_names((*_people(about), about.surname)) | own_forms(about) | short


@lru_cache(maxsize=100)
def _short_names(people: tuple[str, ...], of_others: frozenset[str]) -> frozenset[str]:
    """What people are called in short: by custom, and without the end where no other child is called so."""
    firsts = {name.partition(" ")[0] for name in people}
    theirs = {form for name in of_others for form in called_so(name)}
    by_custom = {form for name in firsts for form in called_so(name)}
    return frozenset(by_custom | {form for name in firsts for form in short_forms(name)} - theirs)


def _place(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    """ "At Brackenhurst" for Brackenhurst Academy, "at Hillcrest" for Hillcrest House."""
    for short, rest in _without_its_kind(other):
        yield from _shortened(sentence, about, other, short, rest)


def _shortened(sentence: Sentence, about: About, other: Other, short: str, rest: str) -> Iterator[Hit]:
    longest = max(tokens(short), key=len, default="")
    if (
        not {longest, f"{longest}s"} & sentence.tokens
        or len(short) < SHORTEST_PLACE
        or not short[0].isupper()
    ):
        return
    if tokens(short) <= own_words(about) or short.lower() in CAPITAL_ANYWAY or VISIT.search(sentence.plain):
        return
    for found in _compiled(_where(short, rest)).finditer(sentence.plain):
        elsewhere = re.match(rf"'?s? {NAME}| {PUBLIC}", sentence.plain[found.end() :])
        if not elsewhere and not may_be_named(sentence, about, other, found):
            yield sentence.hit(Kind.WRONG_CHILD, why(other), *found.span(found.lastindex or 0))


def _where(short: str, rest: str) -> str:
    """A pattern of where a school or home stands in short: one that is a word only where somebody goes."""
    end = rf"(?! {re.escape(rest)}\b| {STREET})"
    name = re.escape(short).replace("'", "'?").replace(r"St\ ", r"St\.? ")
    if short.lower() in ORDINARY:
        return rf"\b(?:at|attends?|attending|from|of) ({name})\b{end}"
    return (
        r"\b(?:at|to|attends?|from|about|for|of|with|by|left|joined|likes?|enjoys?|near|into"
        rf"|[Yy]our|[Hh]is|[Hh]er|[Tt]heir|new) ({name}s?)\b{end}"
        rf"|\b(?:school|college|nursery|home|placement|house|unit)(?:,| is|:| called) ({name})\b{end}"
        rf"|(?:^|[,;:] |\bthat )({name})\b{end}(?= (?:have|has|are|is|reckons?|wants?|will|would|{SPEAKS})\b)"
    )


def _without_its_kind(other: Other) -> Iterator[tuple[str, str]]:
    """St Anne’s of St Anne’s Catholic Primary School, each with the first word of what was left out."""
    words = plain(re.sub(r"^The (?=\w)", "", other.words)).split()
    keep = len(words)
    while keep > 1 and words[keep - 1].lower().strip("()") in PLACE_WORDS | KINDS_OF_SCHOOL:
        keep -= 1
        yield " ".join(words[:keep]), words[keep]


def _by_forename(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    """Gail and her partner, a lift from Gail, Gail’s car: of a carer or worker whom no person of the child is
    called like, and whom the text does not present.
    """
    words = plain(other.words).split()
    if words[0].lower().rstrip(".") in TITLES | RELATIVES or len(words[0]) < 2:
        return
    mine = own_words(about) | own_names(_people(about))
    forms = (called_so(words[0]) - _called_here(about) | {words[0].lower()}) - mine
    for form in forms & sentence.tokens:
        for found in whole(capital(form)).finditer(sentence.plain):
            before, after = sentence.plain[: found.start()], sentence.plain[found.end() :]
            if _goes_on(after, words[1:]) or ends_with(before, mine) or _is_presented(before, after):
                continue
            is_meant = form not in ORDINARY or is_a_person(found[0], before, after)
            if is_meant and not may_be_named(sentence, about, other, found):
                yield sentence.hit(Kind.WRONG_CHILD, why(other), *found.span())


def _goes_on(after: str, surname: list[str]) -> bool:
    """Whether a forename goes on with another surname than this."""
    next_name = re.match(rf" ({NAME})", after)
    return next_name is not None and next_name[1].removesuffix("'s") not in surname


def _is_presented(before: str, after: str) -> bool:
    """Whether the text itself says who somebody is, or that it is no carer or worker."""
    return bool(is_somebody_else(before, after) or PRESENTED.match(after) or NOT_A_PERSON.search(before))


def _people(about: About) -> tuple[str, ...]:
    return (about.forename, *about.own, *about.siblings)


def _person(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    """ "You are settled with Pauline", "Mr Peters" for the carer Joan Peters; a social worker by surname."""
    for pattern in _of_person(about, other):
        for found in _compiled(pattern).finditer(sentence.plain):
            after = sentence.plain[found.end(found.lastindex or 0) :]
            if (
                not TITLE.match(after)
                and not IS_SAID.match(after)
                and not may_be_named(sentence, about, other, found)
            ):
                yield sentence.hit(Kind.WRONG_CHILD, why(other), *found.span(found.lastindex or 0))


@lru_cache(maxsize=5000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _of_person(about: About, other: Other) -> Iterator[str]:
    """Patterns of how a text speaks of somebody of another child without the full name."""
    words = plain(other.words).split()
    first, last = words[0], words[-1]
    forms = _forms_of_carer(first) - own_words(about) - _called_here(about)
    if first.lower() not in TITLES and forms:
        yield from _by_first_name(about, other, forms, " ".join(words[1:]))
    if len(words) > 1 and last.lower() not in own_words(about):
        yield rf"\b([Tt]he {re.escape(last)}(?:e?s|' | (?:family|household)))(?![\w-])"
        yield rf"\b((?:Mr and Mrs|Mrs and Mr|Mr|Mrs|Ms|Miss)\.? {re.escape(last)})\b"


def _by_first_name(about: About, other: Other, forms: frozenset[str], surname: str) -> Iterator[str]:
    if other.kind == "parent":
        yield _parent_of(about, forms)
    if other.kind in ("carer", "social worker", "parent"):
        yield _acts(forms, surname)
    if other.kind == "carer":
        first = f"(?:{'|'.join(re.escape(capital(form)) for form in sorted(forms))})"
        yield rf"\b(?:carer|mum|dad|mother|father)(?: is|,)? ({first})\b(?! {NAME})"
        yield rf"\b{LIVES} (?:\w+ ){{0,3}}?(?:with|to|by|at) ({first})\b(?! {NAME})"
        yield _with_the_child(first, about)


def _forms_of_carer(forename: str) -> frozenset[str]:
    return frozenset({plain(forename).lower()}) | forms_of(forename) | short_forms(forename)


def _parent_of(about: About, forms: frozenset[str]) -> str:
    """Your mum, Michelle: where Michelle is another child's mother."""
    whose = f"(?:[Yy]our|[Hh]is|[Hh]er|(?i:{'|'.join(map(re.escape, own_forms(about)))})'s)"
    called = "|".join(sorted(re.escape(capital(form)) for form in forms))
    parent = r"(?:birth |real |own )?(?:mum|mummy|mam|mother|dad|daddy|father|parent)"
    return rf"\b{whose} {parent}(?: is)?,? ({called})\b(?! {NAME})"


def _acts(forms: frozenset[str], surname: str) -> str:
    """Somebody whom the text does not present, who does or says a thing: Derek is going to write."""
    rest = rf"(?: {re.escape(surname)})?" if surname else ""
    not_who = r"(?! (?:is|was|are|were)? ?(?:your|his|her|their|the|a|an)\b)"
    some = [
        rf"(?:{'|'.join(re.escape(capital(form)) for form in sorted(called))}){rest}{does}"
        for called, does in (
            (forms - ORDINARY, rf"(?=(?:{DOES}| [a-z]+ed\b)){not_who}"),
            (forms & ORDINARY, rf"(?={DOES}(?! (?:by|of|in|at)\b)){not_who}"),
        )
        if called
    ]
    return rf"(?:^\W*|[,;:] |\bthat )({'|'.join(some)})"


def _with_the_child(carer: str, about: About) -> str:
    """A carer by the forename, with the child or speaking of it: Tina and Ruby, Tina says that Ruby."""
    child = f"(?:[Yy]ou|(?i:{'|'.join(map(re.escape, own_forms(about)))}))"
    return (
        rf"(?:^|[,;:] |\bthat )({carer}) and {child}\b|(?<![\w-]){child} and ({carer})\b(?! {NAME}|'s)"
        rf"|^\W*({carer}) {SPEAKS} (?:to |of |that |how )?{child}\b"
        rf"|(?<![\w-]){child} {SPEAKS} (?:that )?({carer}){DOES}"
        rf"|\bheard from ({carer}) (?:that )?(?:{child}|he|she|they)\b"
    )
