"""Names in a text that belong to another child: of children, and of their schools, homes and people."""

import re
from collections.abc import Iterator
from functools import lru_cache

from reviews.letters.guard.forenames import beginnings, capital, cut_forms, forms_of
from reviews.letters.guard.given_names import one_name
from reviews.letters.guard.passages import About, Hit, Kind, Other, Sentence
from reviews.letters.guard.wordlists import (
    ANIMALS,
    CAPITAL_ANYWAY,
    DOES,
    GREETED,
    NOT_CHILDREN,
    NOT_PEOPLE,
    ORDINARY,
    PLACE_WORDS,
    PUBLIC,
    RELATIONS,
    SCHOOL_WORDS,
    STREET,
    SURNAME_WORDS,
    plain,
    tokens,
    tokens_of,
)
from statute.clock_words import MONTHS

WORD = r"[^\W\d_][\w'-]*"
NAME = r"[A-Z][\w'-]*"
TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "st", "mx", "sir", "prof"})
RELATIVE = r"(?:Aunt|Auntie|Aunty|Uncle|Nanny|Nan|Nana|Gran|Saint|St|Prince|Princess|King|Queen|Lake|Mount)"
WEATHER = (
    r" (?:(?:is|was) said\b|(?:is|was|will be|has been)"
    r"(?: (?:(?:very|too|so|really|quite|always|often|usually|going to be) )*"
    r"(?:cold|wet|hot|warm|hard|busy|difficult|tough|tricky|lovely|quiet|long|dry|sunny|far|over|here|when"
    r"|brilliant|great|good|fun|amazing|fantastic|boring|short|full|nice|magical|wonderful|rubbish|rainy"
    r"|the best|the worst)\b"
    r"| (?:an?|the|our|your|his|her|their) (?:[\w-]+ ){0,3}(?:country|city|town|place|month|time|year|team"
    r"|club|flower|season|dog|cat|rabbit|half)\b))"
)
"""A month, place or flower and what it is like, not a person."""
OF_A_CHILD = (
    r"'s (?:(?:own|new|next|last|first|foster|birth|social|key|form) )*(?:care|plan|placement|review|family"
    r"|mum|dad|mother|father|nan|carers?|worker|tutor|advocate|school|college|nursery|teacher|health|room"
    r"|bedroom|views|wishes|brother|sister|siblings|behaviour|progress|contact|education|medical|needs"
    r"|birthday)\b"
)
MONTH_BEFORE = re.compile(
    r"\b(?:in|of|by|from|since|until|before|after|during|early|mid|late|last|next|this|on|for|at|\d{1,2}"
    r"(?:st|nd|rd|th)?)[ -]$",
    re.I,
)
SPOKEN_TO = re.compile(r"\b(?:you|your|me|I|we|done|soon|luck|wishes|birthday)\b[^,]*, $", re.I)
"""Thank you for having me, Summer."""
ONE_OF_TWO = re.compile(rf"\b(?i:{'|'.join(sorted(CAPITAL_ANYWAY))}|{'|'.join(MONTHS)}),? (?:and|or) $")
"""April and May, Paris or Jordan."""
PERSON_BEFORE = re.compile(r"\b(?:with|observed|met|saw|thanked|Dear|told|asked|and|for|to|that)\s$")
INTRODUCED = re.compile(
    r"\b(?:called|named|like|(?:friends?|mates?|pals?|girlfriend|boyfriend)(?: is| was|,)?|cousin"
    r"|class ?mate|teammate|dog|cat|rabbit|hamster|horse|pony|teddy|character|singer|player|actor"
    r"|(?:story|tale|book|books|gospel|film|life|adventures|legend) (?:of|about)"
    r"|(?:dog|cat|rabbit|hamster|pon[yi]e?|kitten|pupp[yi]e?|chicken|hen|gerbil|fish|guinea pig|teddie|doll"
    r"|toy|bear)s?, (?:called |named )?(?:[a-z']+ and )?)\s?$",
    re.I,
)
CLASSMATE = re.compile(
    r"(?:(?:,| and) [A-Z][\w'-]+){0,3}"
    r",? (?:an?|the|his|her|their|your|my|who is|from|in|at)\b[^.]{0,20}\b(?:boy|girl|child|friend|cousin"
    r"|lad|lass|mate|pupil|niece|nephew|son|daughter|babysitter|next door|church|works?|class|team"
    r"|school|club|youth)\b"
)
IS_A_NAME = re.compile(
    r" (?:is|was) (?:how|what)\b"
    r"| (?:is|was) (?:the|a|your|his|her|their) (?:\w+ )?(?:name|nickname|part|role|character|song"
    r"|book|film|band|puppet|colour)\b"
    r"|(?: and [A-Z]\w+)? (?:is|was|are) (?:your|his|her|their|[A-Z][\w-]+'s) favourite\b"
)
"""Kian is the name you chose for the puppy; Jack Frost was the part that you played."""
TITLE = re.compile(
    r"(?: and the| the| of|'s) [A-Z]"
    rf"| the (?:\w+ ){{0,2}}(?:{'|'.join(sorted(ANIMALS))})\b"
)
"""Jack and the Beanstalk; Thomas the Tank Engine; St George’s Day."""
RELATIVE_OF = re.compile(
    r"(?:\b(?:her|his|their) (?:(?:own|new|adult|grown-up|older|younger|eldest|youngest|ex) )*"
    r"(?:son|daughter|husband|wife|partner|boyfriend|girlfriend|mum|mother|dad|father|niece|nephew"
    r"|grandson|granddaughter)|(?<=\w's) (?:(?:own|new|adult|grown-up|older|younger|ex) )*"
    r"(?:brother|sister|son|daughter|husband|wife|partner|boyfriend|girlfriend)"
    r"|\b(?:my|our) (?:colleague|manager)),? $"
)
"""Pat’s son Callum is nobody’s looked-after child."""
VISIT = re.compile(
    r"open (?:day|evening|morning)|\bappl(?:y|ied|ying|ication)|\bagainst\b|\btournament|\bmatch\b"
    r"|\b(?:beat|lost to|drew with)\b|\bplay(?:s|ed|ing)? (?-i:[A-Z])|\bcup\b"
    r"|\b(?:(?:would|'d) like|hopes?|wants?|wish\w*|plans?|planning|choose|chose|chosen|choice)\b[^.]{0,20}"
    r"\b(?:go|move|study|start|change|transfer|visit|see)\b|\b(?:offered|got|given) a place(?! on\b)"
    r"|\b(?:first|second) choice|\bpreference|\bmov\w+ up (?:to|in|at|from|with)\b|\bfriend (?:at|from)\b"
    r"|\btour\b|\blook\w* a?round\b|\bvisit"
    r"|\bfair\b|\bcamp\b|\bconcert\b|\bfireworks\b|\bfête\b|\bfete\b|\bgrounds?\b|\bpool\b"
    r"|\bfor the (?:\w+ )?(?:final|game|play|show|disco|sale)\b",
    re.I,
)
"""A school of somebody else may be visited, hoped for or played against."""
LIVES = r"(?:liv\w+|stay\w*|settl\w+|placed|mov\w+|happy|safe|home|looked after|cared for)"
RECORD = (
    r"(?:care plan|health assessment|personal education plan|PEP|pathway plan|placement plan|next review"
    r"|(?:full |interim )?care order|legal status|statutory review|immunisations|health assessments)"
)
"""What a council writes for a child that it looks after."""
STATUS = (
    r"(?:is|was|remains|has been) (?:currently |now )?(?:placed (?:with|at|in)|accommodated|looked after"
    r"|subject to (?:an?|the) )"
)


BROTHER_OR_SISTER = re.compile(
    r"(?:\b(?:your|his|her|their)|'s) (?:(?:little|big|baby|older|younger|twin|half) )*"
    r"(?:brother|sister|sibling)s?\b",
    re.I,
)
SHORT_NAME = 3
"""Letters of a pet name that nothing tells from the child's own."""
KIN = (
    "friend|girlfriend|boyfriend|mate|classmate|cousin|uncle|aunt|auntie|niece|nephew|grandson|granddaughter"
    "|godson|goddaughter|dog|cat|rabbit|pony"
)
KIN_CALLED = re.compile(rf"\b(?:{KIN})(?:(?: is| was|,)? (?:called|named)|,)? ({NAME}?)(?='s\b|[^\w'-]|$)")
IS_KIN = re.compile(
    rf"(?<![\w'-])({NAME}) (?:is|was) (?:your|his|her|their|[A-Z][\w-]+'s) (?:\w+ )?(?:{KIN})\b"
)


def introduced(text: str) -> tuple[str, ...]:
    """Relatives and pets whom a text itself presents: “Mark is your cousin.”"""
    return tuple(found[1] for pattern in (KIN_CALLED, IS_KIN) for found in pattern.finditer(plain(text)))


def hits(sentence: Sentence, about: About) -> Iterator[Hit]:
    """Names of other children, and of what is theirs."""
    yield from _greeting(sentence, about)
    for other in about.others:
        if tokens(other.words) & sentence.tokens:
            yield from _named(sentence, about, other)
    yield from _another_surname(sentence, about)
    yield from _somebodys_record(sentence, about)


def own_forms(about: About) -> frozenset[str]:
    """How the child may be called: the forename, its first part, a short form, its beginning where nobody
    else whom the portal knows is called so.
    """
    return _forms_but(about.forename, about.all_words)


@lru_cache(maxsize=100)
def _forms_but(forename: str, others: frozenset[str]) -> frozenset[str]:
    first = re.split(r"[ -]", plain(forename).lower())[0]
    return forms_of(forename) | ((beginnings(forename) | one_name(first)) - others)


def called(about: About) -> str:
    """A pattern of how the child is called, in full and in short."""
    return f"(?:{'|'.join(re.escape(capital(form)) for form in sorted(own_forms(about)))})"


def own_words(about: About) -> frozenset[str]:
    return tokens_of((about.forename, about.surname, *about.own, *about.siblings)) | own_forms(about)


@lru_cache(maxsize=500)
def own_names(names: tuple[str, ...]) -> frozenset[str]:
    """Each name of a child's own people as it is called: Al-Hassan does not make Hassan one of them, and
    neither Ms Violet nor Clare Violet is called Violet.
    """
    called = (plain(name).lower().split() for name in names if name)
    people = (words for words in called if words[0].rstrip(".") not in TITLES)
    return frozenset(
        word
        for words in people
        for word in (words if len(words) == 1 or words[-1] in PLACE_WORDS else words[:-1])
    )


@lru_cache(maxsize=5000)
def whole(words: str, in_small_letters: bool = False) -> re.Pattern[str]:
    """A name as people write it: St or St., OConnor, Smith Jones, the Old Rectory, in one line."""
    parts = []
    for word in plain(re.sub(r"^The (?=\w)", "", words)).split():
        dot = r"\.?" if word.lower().rstrip(".") in TITLES else ""
        parts.append(
            re.escape(word.rstrip(".") if dot else word).replace("'", "'?").replace(r"\-", "[- ]") + dot
        )
    return re.compile(
        rf"(?<![\w-]){' +'.join(parts)}(?![\w-]| (?i:{STREET})| {PUBLIC})",
        re.IGNORECASE if in_small_letters else 0,
    )


def named_at(plain_text: str, forms: frozenset[str]) -> re.Match[str] | None:
    """Where a text calls a child by one of these forms of the name."""
    return _any_of(forms).search(plain_text)


@lru_cache(maxsize=500)
def _any_of(forms: frozenset[str]) -> re.Pattern[str]:
    names = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.IGNORECASE)


# --- greetings


def _greeting(sentence: Sentence, about: About) -> Iterator[Hit]:
    found = re.match(rf"\s*(?:Dear|Hello|Hi) (?:(Mr|Mrs|Ms|Miss|Mx|Dr)\.? )?({NAME})", sentence.plain)
    if not found or found[2].lower() in GREETED:
        return
    name = re.sub(r"'s$", "", found[2]).lower()
    mine = own_words(about) if found[1] else own_forms(about) | cut_forms(about.forename)
    if _is_a_pet_name(name, about):
        return
    if name not in mine and not name.startswith(tuple(f"{form}-" for form in own_forms(about))):
        yield sentence.hit(Kind.WRONG_CHILD, f"The letter is to {about.forename}", *found.span(2))


def _is_a_pet_name(name: str, about: About) -> bool:
    """Dee for Deanna: so short a name with the child's first letters, of which no other child's is made."""
    theirs = {form for o in about.others for form in forms_of(o.words.partition(" ")[0])}
    theirs |= {form for o in about.others for form in cut_forms(o.words.partition(" ")[0])}
    return len(name) <= SHORT_NAME and name[:1] == about.forename[:1].lower() and name not in theirs


# --- names that the portal knows


def _named(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    for found in whole(other.words, _in_small_letters(other)).finditer(sentence.plain):
        is_a_part = IS_A_NAME.match(sentence.plain, found.end())
        if not is_a_part and not may_be_named(sentence, about, other, found):
            yield sentence.hit(Kind.WRONG_CHILD, why(other), *found.span())
    if other.kind == "child":
        yield from _by_forename(sentence, about, other)
    if other.kind in ("child", "name"):
        yield from _turned_round(sentence, about, other)


def _in_small_letters(other: Other) -> bool:
    """Whether the name counts without capital letters: not where its words are words of every day."""
    words = plain(other.words).lower().split()
    if len(words) < 2:
        return False
    if other.kind == "school":
        return words[-1] in SCHOOL_WORDS
    if other.kind == "place":
        return words[0].isdigit()
    return words[0] in TITLES or not (words[0] in ORDINARY and words[-1] in SURNAME_WORDS | ORDINARY)


def why(other: Other) -> str:
    if other.kind in ("child", "name"):
        return "The name of another child"
    noun = {"school": "School", "place": "Home", "carer": "Carer"}.get(other.kind, "Person")
    return f"{noun} of {other.whose}" if other.whose else f"{noun} of another child"


def may_be_named(sentence: Sentence, about: About, other: Other, found: re.Match[str]) -> bool:
    """Whether a school, home or person of another child may stand here: a sibling's, or one to visit."""
    if other.kind in ("child", "name"):
        return False
    if other.kind == "school" and (VISIT.search(sentence.plain) or _speaks_of(sentence, about.siblings)):
        return True
    return bool(other.whose) and _speaks_of(sentence, about.siblings, found.start())


def _speaks_of(sentence: Sentence, siblings: tuple[str, ...], before: int | None = None) -> bool:
    """Whether the sentence, or the one before it, speaks of one of these brothers and sisters."""
    forms = frozenset(form for name in siblings for form in forms_of(name.partition(" ")[0]))
    if not forms:
        return False
    if before is not None and BROTHER_OR_SISTER.search(sentence.plain):
        return True
    if named_at(sentence.plain[:before], forms) or named_at(sentence.plain, forms) and before is not None:
        return True
    says_of_the_child = re.search(rf"\b(?:you|your)\b.*\b(?:{LIVES}|go|attend|start)", sentence.plain, re.I)
    return not says_of_the_child and bool(named_at(plain(sentence.before), forms))


def _by_forename(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    forename, _, surname = plain(other.words).partition(" ")
    name = forename.lower()
    mine = own_names((about.forename, about.surname, *about.own, *about.siblings)) | own_forms(about)
    if len(name) < 2 or name in mine:
        return
    ordinary = name in ORDINARY
    for found in whole(forename, not ordinary).finditer(sentence.plain):
        after, before = sentence.plain[found.end() :], sentence.plain[: found.start()]
        next_name = re.match(rf" ({NAME})", after)
        if next_name and next_name[1].removesuffix("'s") != surname:
            continue
        if ends_with(before, mine) or is_somebody_else(before, after):
            continue
        if not ordinary and found[0][0].isupper() or is_a_person(found[0], before, after):
            yield sentence.hit(Kind.WRONG_CHILD, why(other), *found.span())


def ends_with(before: str, names: frozenset[str]) -> bool:
    """Whether a name of the child's own people goes on here: King after Clare."""
    last = re.search(rf"({NAME}) $", before)
    return last is not None and last[1].lower() in names


def is_somebody_else(before: str, after: str) -> bool:
    """A surname, a friend, a pet or a child of the class who has the same forename."""
    if re.search(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|{RELATIVE})\.? $", before) or INTRODUCED.search(before):
        return True
    if RELATIVE_OF.search(before) or IS_A_NAME.match(after):
        return True
    in_a_name = re.search(rf"(?<=\w )({NAME}) $", before)
    if in_a_name and in_a_name[1].lower() not in NOT_PEOPLE | {"dear"}:
        return True
    return bool(CLASSMATE.match(after) or TITLE.match(after))


def is_a_person(name: str, before: str, after: str) -> bool:
    """Whether a name that is a word too stands for a person here."""
    word, inside = name.lower(), bool(re.search(r"[\w,;:] $", before))
    if not name[0].isupper():
        return word not in ORDINARY and bool(re.match(DOES, after))
    if word in CAPITAL_ANYWAY:
        return _is_a_person_of_a_month(before, after)
    if re.match(WEATHER, after):
        return False
    return inside or bool(re.match(DOES, after) or re.match(r" and (?:her|his|their)\b", after))


def _is_a_person_of_a_month(before: str, after: str) -> bool:
    """Whether April, Paris or Summer stands for a person here."""
    if SPOKEN_TO.search(before) and re.fullmatch(r"\W*", after):
        return True
    if MONTH_BEFORE.search(before) or re.match(WEATHER, after) or ONE_OF_TWO.search(before):
        return False
    if re.match("'s", after):
        return bool(re.match(OF_A_CHILD, after))
    return bool(re.match(DOES, after) or PERSON_BEFORE.search(before))


def _turned_round(sentence: Sentence, about: About, other: Other) -> Iterator[Hit]:
    """Only the initial, or the surname first: J. Price; Price, Jayden."""
    forename, _, surname = plain(other.words).partition(" ")
    if not surname or not forename:
        return
    pattern = rf"(?<![\w-]){re.escape(surname)}, {re.escape(forename)}(?![\w-])"
    if not tokens(surname) & own_words(about):
        pattern += rf"|(?<![\w.-]){re.escape(forename[0])}(?:\. ?| ){re.escape(surname)}(?![\w-]| {STREET})"
    for found in re.finditer(pattern, sentence.plain):
        yield sentence.hit(Kind.WRONG_CHILD, why(other), *found.span())


# --- names that nobody knows


def _another_surname(sentence: Sentence, about: About) -> Iterator[Hit]:
    """The child's forename with a surname that nobody of the child has."""
    forename = plain(about.forename)
    of_others = {plain(other.words).rpartition(" ")[2] for other in about.others if other.kind == "child"}
    for found in re.finditer(rf"(?<![\w-]){re.escape(forename)} ({NAME})", sentence.plain):
        name = re.sub(r"'s$", "", found[1])
        if forename.lower() in ORDINARY and name not in of_others:
            continue
        if name.lower() in NOT_PEOPLE | ANIMALS or tokens(name) & own_words(about):
            continue
        if IS_A_NAME.match(sentence.plain, found.end()):
            continue
        yield sentence.hit(Kind.WRONG_CHILD, f"Another surname than {about.forename}’s", *found.span())


def _somebodys_record(sentence: Sentence, about: About) -> Iterator[Hit]:
    """A care plan or a placement of somebody who is not this child."""
    mine = tokens_of((about.forename, about.surname, *about.own)) | own_forms(about)
    for found in re.finditer(rf"(?<![\w'-])({NAME}?)'s (?:\w+ )?{RECORD}\b", sentence.plain):
        if _is_a_child(found[1], mine):
            yield _not_of(sentence, about, found)
    for found in re.finditer(rf"(?:^|[.,;:] |\bthat )({NAME}) {STATUS}", sentence.plain):
        if _is_a_child(found[1], mine | tokens_of(about.siblings)):
            yield _not_of(sentence, about, found)


def _is_a_child(name: str, mine: frozenset[str]) -> bool:
    word = name.lower()
    if word in NOT_PEOPLE | GREETED | mine or tokens(name) & mine:
        return False
    return word not in NOT_CHILDREN and not re.fullmatch(rf"{RELATIONS}", word, re.IGNORECASE)


def _not_of(sentence: Sentence, about: About, found: re.Match[str]) -> Hit:
    return sentence.hit(Kind.WRONG_CHILD, f"Not {about.forename}, as far as the portal knows", *found.span(1))
