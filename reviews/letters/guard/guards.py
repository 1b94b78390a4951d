"""Guards before a letter or minutes are sent: words of another child, and words that are no longer true.

Pure: what the portal knows comes in, hits come out. A hit quotes the words, says why, and where they stand.
Nothing is changed by itself: a person changes the words or says why they are right.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reviews.letters.guard import names, stale, wrong_child
from reviews.letters.guard.in_short import one_by_one, stands_in
from reviews.letters.guard.passages import About, Hit, sentences
from reviews.letters.guard.wordlists import plain, tokens


def check(text: str, about: About) -> list[Hit]:
    """Every hit in a text, in order, none inside another of the same kind."""
    own = {plain(name).lower() for name in about.own}  # a child may have the name of the social worker
    there = tokens(text)  # of hundreds of names, those of which a word stands there
    others = (each for other in about.others for each in one_by_one(other))
    about = replace(
        about,
        own=(*about.own, *names.introduced(text)),
        others=tuple(o for o in others if stands_in(o, there) and plain(o.words).lower() not in own),
    )
    found = [
        hit
        for sentence in sentences(text)
        for hit in (*wrong_child.hits(sentence, about), *stale.hits(sentence, about))
    ]
    return list(_outermost(found))


def _outermost(hits: Iterable[Hit]) -> Iterator[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not any(k.kind == hit.kind and k.start <= hit.start and hit.end <= k.end for k in kept):
            kept.append(hit)
    yield from kept
