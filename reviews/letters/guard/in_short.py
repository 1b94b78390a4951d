"""Names in short that belong to another child: of the child, of a carer, of a school or home."""

import re
from collections.abc import Iterator

from reviews.letters.guard.forenames import SHORTEST, beginnings, forms_of, short_forms
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
    if other.kind not in ("child", "carer"):
        return False
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
    end = rf"(?! {re.escape(rest)}| {STREET})"
    pattern = (
        rf"\b(?:{where}) ({re.escape(short)}s?)\b{end}"
        rf"|(?:^|[,;:] |\bthat )({re.escape(short)})\b{end}"
        rf"(?= (?:have|has|are|is|reckons?|wants?|will|would|{SPEAKS})\b)"
    )
    for found in re.finditer(pattern, sentence.plain):
        elsewhere = re.match(rf"'?s? {NAME}| {PUBLIC}", sentence.plain[found.end() :])
        if (
            not elsewhere
            and not VISIT.search(sentence.plain)
            and not may_be_named(sentence, about, other, found)
        ):
            yield sentence.hit(Kind.WRONG_CHILD, why(other), *found.span(found.lastindex or 0))


def _person(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    """ "You are settled with Pauline", "Mr Peters" for the carer Joan Peters; a social worker by surname."""
    words = plain(other.words).split()
    first, last = words[0], words[-1]
    patterns = []
    forms = _forms_of_carer(first) - own_words(about) - _called_here(about)
    if first.lower() not in TITLES and forms:
        patterns.append(_acts(forms, " ".join(words[1:])))
        if other.kind == "carer":
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


def _acts(forms: frozenset[str], surname: str) -> str:
    """Somebody whom the text does not present, who does or says a thing: Derek is going to write."""
    rest = rf"(?: {re.escape(surname)})?" if surname else ""
    not_who = r"(?! (?:is|was|are|were)? ?(?:your|his|her|their|the|a|an)\b)"
    some = [
        rf"(?:{'|'.join(re.escape(form.capitalize()) for form in sorted(called))}){rest}{does}"
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
