"""Pronouns of the other sex that can mean nobody but the child."""

import re
from collections.abc import Iterator

from reviews.letters.guard import names
from reviews.letters.guard.given_names import MEN_CALLED, WOMEN_CALLED
from reviews.letters.guard.passages import LOOK_BACK, About, Hit, Kind, Sentence
from reviews.letters.guard.wordlists import (
    ANIMALS,
    MEN,
    NOT_PEOPLE,
    PLACE_WORDS,
    RELATIONS,
    SPEAKS,
    WOMEN,
    plain,
    tokens,
)

SEXES = ("M", "F")
FEMALE = re.compile(r"\b(she|her|hers|herself)\b", re.IGNORECASE)
MALE = re.compile(r"\b(he|him|his|himself)\b", re.IGNORECASE)
OBJECT = re.compile(
    r"(?:him|her(?=[.,;:!?)]|$| (?:to|that|at|in|on|for|with|and|or|there|then|when|if|how|what|about|again"
    r"|every|each|after|before|because|so|a|an|the|up|down|out|off|into|through|from|being)\b))\b",
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
SEES = "saw|seen|met|visited|spoken|spoke|observed|rang|telephoned|called|asked|told|thanked|praised|helped"
SECOND_DEED = re.compile(r"\b(?:and|but) (?:\w+ly |has |had |have |also )*[a-z]+(?: (?:to|with|for|of))? $")
"""And found him, and had asked him: who did the first thing does the second."""
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
SOMETHING_ELSE = re.compile(
    rf"\b(?:{'|'.join(sorted(ANIMALS))})s?\b|\b(?:[Tt]he|[Aa]n?|[Oo]ur) (?:[a-z-]+ ){{0,2}}?"
    r"(?!(?:oth|eith|ov|und|aft|lett|pap|matt|numb|remaind|ord|summ|wint|form|latt|prop|din|cent|cov|short"
    r"|long)n?er\b)[a-z]{3,}(?:er|or|ist|ian)s?\b"
)
"""An animal, or a family finder, a surgeon or a dietician whom the list of relations does not hold."""
TO_SOMEBODY = re.compile(r"\b(?:you|your|dear)\b", re.I)


def hits(sentence: Sentence, about: About) -> Iterator[Hit]:
    """A pronoun of the other sex that can mean nobody else but the child."""
    if about.sex not in SEXES:
        return
    said = QUOTED.sub(lambda m: "_" * len(m[0]), sentence.plain)
    found = _of_the_other_sex(sentence, said, about)
    if found:
        yield sentence.hit(Kind.WRONG_CHILD, f"{about.forename} is recorded as {sex(about)}", *found)


def _of_the_other_sex(sentence: Sentence, said: str, about: About) -> tuple[int, int] | None:
    """Where a pronoun means the child, and stands for the other sex."""
    pattern, relations = (FEMALE, WOMEN) if about.sex == "M" else (MALE, MEN)
    named = names.named_at(said, names.own_forms(about))
    if named and (told := _told_of_oneself(said, named, about)):
        return told
    found = pattern.search(said, named.end() if named else 0)
    if found is None:
        return None
    if named is None and (beside := _object_of_the_same_sex(said, about, pattern, relations)):
        return beside
    if _begins_with_nobody(sentence, said, found, about, relations):
        return found.span()
    return found.span() if _means_the_child(sentence, said, named, found, about, relations) else None


def _means_the_child(
    sentence: Sentence,
    said: str,
    named: re.Match[str] | None,
    found: re.Match[str],
    about: About,
    relations: str,
) -> bool:
    """Whether nobody else is named before a pronoun: in its sentence, and where it stands for the one who
    acts or is seen, in the sentences before.
    """
    if _may_mean_somebody(_without_who_acts(said[: found.start()], named, found), about, relations):
        return False
    is_said_of = found[1].lower() in ("she", "he") or bool(OBJECT.match(said, found.start()))
    is_said_of = is_said_of or bool(named and re.search(r"\b(?:she|he)\b", said[: named.start()], re.I))
    asks_before = named is None or is_said_of
    return not asks_before or _only_the_child(sentence, about, relations, named is None)


def _begins_with_nobody(
    sentence: Sentence, said: str, found: re.Match[str], about: About, relations: str
) -> bool:
    """Whether she or he comes in a text that speaks to nobody, and has named nobody yet who can be meant:
    then it is the child.
    """
    if not sentence.earlier and not said[: found.start()].strip():
        return not TO_SOMEBODY.search(said)
    so_far = (*sentence.earlier, said[: found.start()])
    if len(sentence.earlier) == LOOK_BACK or found[1].lower() not in ("she", "he"):
        return False
    if any(TO_SOMEBODY.search(text) for text in (*so_far, said)):
        return False
    if SOMETHING_ELSE.search(" ".join(so_far)):
        return False
    return not any(_may_mean_somebody(_without_pairs(plain(text)), about, relations) for text in so_far)


def _without_pairs(text: str) -> str:
    """Two people are no he or she: Jo and Terri said he sleeps."""
    return re.sub(
        rf"(?:[A-Z][\w'-]+ )*[A-Z][\w'-]+ and [A-Z][\w'-]+(?: [A-Z][\w'-]+)?(?= {SPEAKS}\b)", "They", text
    )


def _object_of_the_same_sex(
    said: str, about: About, pattern: re.Pattern[str], relations: str
) -> tuple[int, int] | None:
    """ "Bev finds it easier to get her up": not Bev herself, and where no other woman is named the child."""
    subject, does_to = _DONE_BY_THE_SAME_SEX[about.sex]
    found = does_to.search(said)
    if not found or not OBJECT.match(said, found.start(1)):
        return None
    others = subject.sub("", said[: found.start(1)])
    if pattern.search(said[: found.start()]) or _may_mean_somebody(others, about, relations):
        return None
    return found.span(1)


def _done_by(names_: frozenset[str], they: str, them: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Somebody called so at the beginning, and what they do to somebody of their own sex."""
    called = rf"^\W*(?:{'|'.join(sorted(name.capitalize() for name in names_))})(?: [A-Z][\w-]+)?"
    no_other = (
        r"(?:(?!I\b|they|he|she|you|we|it(?! (?:easier|harder|easy|hard|difficult))|who|which|that|the|an?\b"
        r"|her|his|their|for\b|with\b|about\b|and|but|when|if|because|as\b|let|makes?|made|[A-Z])"
        r"[\w'-]+ ){1,6}?"
    )
    does_to = rf"(?:\b{they}|{called}(?: {SPEAKS}(?: that)? {they})?) {no_other}({them})\b"
    return re.compile(called), re.compile(does_to)


_DONE_BY_THE_SAME_SEX = {
    "M": _done_by(WOMEN_CALLED, "she", "her"),
    "F": _done_by(MEN_CALLED, "he", "him"),
}


def _without_who_acts(before: str, named: re.Match[str] | None, found: re.Match[str]) -> str:
    """What stands before a pronoun, without the one who does it all: who had seen Shanice and found him, had
    not found himself. Only where the pronoun is the object of a second thing done.
    """
    if named is None or found[1].lower() not in ("him", "her") or not SECOND_DEED.search(before):
        return before
    subject = re.match(rf"\W*(?:(?:The|My|His|Her|Their) )?(?:[\w'-]+ ){{1,5}}?(?:{SEES})\b", before)
    return before[subject.end() :] if subject and subject.end() <= named.start() else before


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


def sex(about: About) -> str:
    return "a boy" if about.sex == "M" else "a girl"


def _may_mean_somebody(text: str, about: About, relations: str) -> bool:
    """Whether a text names somebody else than the child whom the pronoun can mean."""
    text = _without_the_other_sex(text, about)
    if re.search(rf"\b(?:{RELATIONS}|{relations})s?\b", text, re.IGNORECASE):
        return True
    known = names.own_words(about)
    mine = tokens(about.forename) | tokens(about.surname) | names.own_forms(about) | NOT_PEOPLE - known
    rest = re.sub(
        r"^\s*[\w'-]+", lambda m: m[0] if tokens(m[0]) & known else "", _without_places(text, about)
    )
    return any(not tokens(word) & mine for word in CAPITALS.findall(rest))


def _without_the_other_sex(text: str, about: About) -> str:
    """The text without those whom the pronoun cannot mean: no he is Mrs Frost or Helen, no she is Mr Khan."""
    return _OF_THE_CHILDS_SEX[about.sex].sub("", text) if about.sex in _OF_THE_CHILDS_SEX else text


def _without_places(text: str, about: About) -> str:
    for name in about.own:
        if tokens(name) & PLACE_WORDS:
            text = names.whole(name).sub("", text)
    return text


def _people_called(names_: frozenset[str], titles: str) -> re.Pattern[str]:
    """Somebody by title or forename, with the surname and what they are to the child beside it."""
    forenames = "|".join(sorted((name.capitalize() for name in names_), key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Yy]our) (?:[\w-]+ ){{0,2}}(?:{RELATIONS}),? )?"
        rf"\b(?:(?:{titles})\.? [A-Z][\w'-]*|(?:{forenames})(?![\w-])(?: [A-Z][\w-]*)?)(?:'s\b)?"
        rf"(?:,? (?:the|his|her|their|your|an?) (?:[\w-]+ ){{0,2}}(?:{RELATIONS})\b)?"
    )


_OF_THE_CHILDS_SEX = {
    "M": _people_called(MEN_CALLED, "Mr|Sir"),
    "F": _people_called(WOMEN_CALLED, "Mrs|Miss|Ms"),
}
