"""Names in short that belong to another child: of the child, of a carer, of a school or home."""

import re
from collections.abc import Iterator

from reviews.letters.guard.forenames import forms_of, short_forms
from reviews.letters.guard.names import (
    LIVES,
    NAME,
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
    DOES,
    ORDINARY,
    PLACE_WORDS,
    PUBLIC,
    SPEAKS,
    STREET,
    plain,
    tokens,
)


def stands_in(other: Other, there: frozenset[str]) -> bool:
    """Whether somebody may be meant by one of these words: a word of the name, or a short form."""
    if tokens(other.words) & there:
        return True
    return other.kind in ("child", "carer") and not short_forms(other.words.partition(" ")[0]).isdisjoint(
        there
    )


def hits(sentence: Sentence, about: About) -> Iterator[Hit]:
    """Short names of other children, and of what is theirs."""
    for other in about.others:
        if not stands_in(other, sentence.tokens):
            continue
        if other.kind == "child":
            yield from _child(sentence, about, other)
        elif other.kind in ("school", "place"):
            yield from _place(sentence, about, other)
        elif other.kind in ("carer", "social worker"):
            yield from _person(sentence, about, other)


def _child(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    """Chels for Chelsea, Beth for Bethany: with a capital, and where no person of the child is called so."""
    surname = other.words.rpartition(" ")[2]
    for form in short_forms(other.words.partition(" ")[0]) & sentence.tokens - _called_here(about):
        for found in whole(form.capitalize()).finditer(sentence.plain):
            before, after = sentence.plain[: found.start()], sentence.plain[found.end() :]
            next_name = re.match(rf" ({NAME})", after)
            if next_name and next_name[1].removesuffix("'s") != plain(surname):
                continue
            if ends_with(before, _called_here(about)) or is_somebody_else(before, after):
                continue
            if form not in ORDINARY or is_a_person(found[0], before, after):
                yield sentence.hit(Kind.WRONG_CHILD, why(other), *found.span())


def _called_here(about: About) -> frozenset[str]:
    """How the child and the child's own people may be called, in full and in short."""
    people = (about.forename, *about.own, *about.siblings)
    short = (form for name in people for form in short_forms(name.partition(" ")[0]))
    return own_names((*people, about.surname)) | own_forms(about) | frozenset(short)


def _place(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    """ "At Brackenhurst" for Brackenhurst Academy, "at Hillcrest" for Hillcrest House."""
    words = plain(other.words).split()
    short, rest = " ".join(words[:-1]), words[-1]
    is_short = len(short) >= 5 and short[0].isupper() and rest.lower() in PLACE_WORDS
    if not is_short or tokens(short) <= own_words(about) or {short.lower()} & ORDINARY:
        return
    where = "at|to|attends?|from|about|for|of|with|by|left|joined|likes?|enjoys?"
    pattern = rf"\b(?:{where}) ({re.escape(short)}s?)\b(?! {re.escape(rest)}| {STREET})"
    for found in re.finditer(pattern, sentence.plain):
        elsewhere = re.match(rf"'?s? {NAME}| {PUBLIC}", sentence.plain[found.end() :])
        if (
            not elsewhere
            and not VISIT.search(sentence.plain)
            and not may_be_named(sentence, about, other, found)
        ):
            yield sentence.hit(Kind.WRONG_CHILD, why(other), *found.span(1))


def _person(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    """ "You are settled with Pauline", "Mr Peters" for the carer Joan Peters; a social worker by surname."""
    words = plain(other.words).split()
    first, last = words[0], words[-1]
    patterns = []
    forms = _forms_of_carer(first) - own_words(about) - _called_here(about)
    if other.kind == "carer" and first.lower() not in TITLES and forms:
        first = f"(?:{'|'.join(re.escape(form.capitalize()) for form in sorted(forms))})"
        patterns.append(rf"\b(?:carer|mum|dad|mother|father)(?: is|,)? ({first})\b(?! {NAME})")
        patterns.append(rf"\b{LIVES} (?:\w+ ){{0,3}}?(?:with|to|by|at) ({first})\b(?! {NAME})")
        patterns.append(_with_the_child(first, about))
    if len(words) > 1 and last.lower() not in own_words(about):
        patterns.append(rf"\b((?:Mr and Mrs|Mrs and Mr|Mr|Mrs|Ms|Miss)\.? {re.escape(last)})\b")
    for pattern in patterns:
        for found in re.finditer(pattern, sentence.plain):
            if not may_be_named(sentence, about, other, found):
                yield sentence.hit(Kind.WRONG_CHILD, why(other), *found.span(found.lastindex or 0))


def _forms_of_carer(forename: str) -> frozenset[str]:
    return frozenset({plain(forename).lower()}) | forms_of(forename) | short_forms(forename)


def _with_the_child(carer: str, about: About) -> str:
    """A carer by the forename, with the child or speaking of it: Tina and Ruby, Tina says that Ruby."""
    child = f"(?:[Yy]ou|(?i:{'|'.join(map(re.escape, own_forms(about)))}))"
    return (
        rf"(?:^|[,;:] |\bthat )({carer}) and {child}\b|(?<![\w-]){child} and ({carer})\b(?! {NAME}|'s)"
        rf"|^\W*({carer}) {SPEAKS} (?:to |of |that |how )?{child}\b"
        rf"|(?<![\w-]){child} {SPEAKS} (?:that )?({carer}){DOES}"
        rf"|\bheard from ({carer}) (?:that )?(?:{child}|he|she|they)\b"
    )
