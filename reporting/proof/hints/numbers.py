"""What to do about a typed number: which figure of ours it may be, or what that figure is where the words
name one that prints another number."""

from reporting.proof.hints.named import AMONG, Named, may_be, named_by
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.beside import group_of
from reporting.proof.pattern import Pattern
from reporting.proof.periods import in_a_sentence
from reporting.proof.worked_out import amounts

PER_CENT = Pattern(r"\s?per\s+cent")
MOST = 3
OWN_TIME = 1


def typed_number(manuscript: Manuscript, words: str, at: int, text: str, figure: str) -> str:
    """What is said of a number that stands there in the words; `figure` is how one of ours would print it."""
    printed, end = PER_CENT.sub("%", figure), at + len(text)
    named = named_by(manuscript, words, at, end)
    same = [one.ref for one in named if one.known.text == printed and one.apart <= OWN_TIME]
    same = same or [
        ref
        for ref, known in manuscript.figures.items()
        if known.text == printed and may_be(words, at, end, known, ref)
    ]
    if same := [f"{manuscript.figures[ref].what} ([[figure:{ref}]])" for ref in same]:
        return f"“{text}” is typed. Choose the figure from the list; it may be: {'; '.join(same[:MOST])}."
    if near := _rounded(manuscript, words, at, text, named):
        return f"“{text}” is typed. Choose the figure from the list; it may be: {'; '.join(near[:MOST])}."
    mark = f"mark it with its source: [[outside:{text}|source]]."
    if meant := _meant(named, printed):
        of = f"“{meant.known.what}” is {meant.known.text} {in_a_sentence(meant.known.period)}"
        return f"“{text}” is typed, but {of}. Choose that figure ([[figure:{meant.ref}]]), or {mark}"
    return f"“{text}” is typed. Choose the figure from the list, or {mark}"


def _rounded(manuscript: Manuscript, words: str, at: int, text: str, named: list[Named]) -> list[str]:
    """The figures for which a round number may stand: “more than 300 reviews”, of 306."""
    end = at + len(text)
    hedge = amounts.hedged(words).get(text)
    refs = [one.ref for one in named]
    refs += [ref for ref, known in manuscript.figures.items() if may_be(words, at, end, known, ref)]
    of = ((ref, manuscript.figures[ref]) for ref in dict.fromkeys(refs))
    return [
        f"{known.what}, {known.text} ([[figure:{ref}]])"
        for ref, known in of
        if hedge and amounts.may_stand_for(known, hedge, words)
    ]


def _meant(named: list[Named], printed: str) -> Named | None:
    """The one figure that the words name, of their time or the report’s own; None where it may be several."""
    is_share = printed.endswith("%")
    own = [
        one
        for one in named
        if one.apart <= OWN_TIME
        and one.is_counted
        and one.known.text.endswith("%") is is_share
        and not one.known.what.endswith(AMONG)
        and (not group_of(one.ref)[1] or one.score >= named[0].score)
    ]
    best = [one for one in own if one.place == own[0].place]
    return best[0] if best and len({one.known.text for one in best}) == 1 else None
