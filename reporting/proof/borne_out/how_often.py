"""Words of frequency and of part beside shares, and groups that are told together: “always in time”,
“together more than half”."""

import re
from collections.abc import Iterator, Sequence

from reporting.proof.borne_out.words import QUANTITY
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.negation import is_turned
from reporting.proof.meaning.quantities import shares_of
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said
from reporting.proof.shares import FUTURE, Claim

TOGETHER = Pattern(
    r"\b(?:together|combined|between\s+them|jointly|in\s+all|added\s+up|the\s+two|put\s+together)\b", re.I
)
BASE_WORDS = Pattern(
    r"\b(?:told|said|asked|felt|like[sd]?|wants?|everyone\s+(?:who"
    r"|in\s+the))\b",
    re.I,
)


def wrong_parts(
    manuscript: Manuscript, words: str, figures: Sequence[Said], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each such word that no share of the clause bears out."""
    shares = [*shares_of(manuscript, words, figures)]
    clause = words[span[0] : span[1]]
    for pattern, low, high in QUANTITY if shares and not BASE_WORDS.search(clause) else ():
        found = pattern.search(words, *span)
        if found is None or FUTURE.search(words[: found.start()]):
            continue
        rest = words[found.end() : span[1]]
        values = {1 - share if is_turned(rest) is not is_of_rest else share for share, is_of_rest in shares}
        values |= {share for share, _ in shares if not is_turned(rest)}
        claim = Claim(low, high)
        if not any(map(claim.fits, values)):
            said = f"“{' '.join(found.group().split())}” stands beside {figures[0].printed.text}."
            yield "claim", f"{said} Choose words that fit, or check the figure."
