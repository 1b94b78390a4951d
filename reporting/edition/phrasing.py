"""Words and figures as one edition shows them: a hidden figure is a word, and every abbreviation is noted
for the glossary."""

import re
from collections.abc import Iterable, Sequence

from reporting.drawing.wording import in_words
from reporting.edition.document import Document
from reporting.edition.printed import HIDDEN, Term
from reporting.edition.suppression import Key
from reporting.figures import Figure
from reporting.figures.base import Cell, Share
from reporting.proof import text as texts
from reporting.proof.checks import ABBREVIATION
from reporting.report.glossary import GLOSSARY

NOT_SHOWN = {"count": "some (number not shown)", "change": "some (number not shown)"}
SHARE_NOT_SHOWN = "a share that is not shown"
NO_SUCH_FIGURE = "…"
CODE = re.compile(r"\b(?:DfE|P[NR]\d|[A-Z]\d[0-9A-Z]?)\b")
"""Codes of the national return, and the one abbreviation with a small letter."""
EXPLAINED = re.compile(rf"({CODE.pattern}): \w")
"""A row that says what its code means: “PN1: came and spoke for themselves”."""
CODES_BETWEEN = re.compile(r"\b(P[NR]|[A-Z])(\d) to \1(\d)\b")

OF_AS_MANY = re.compile(r"(?<![\d,.])([1-9][\d,]*) of \1 (?=[a-z])(?:([a-z][\w -]*) \(100\.0%\))?")
"""3 of 3 disputes; 40 of 40 reviews (100.0%)."""
OF_THEM_NONE = re.compile(r"(?<![\d,.])0 of (?!1 )([\d,]+) (?=[a-z])(?:([a-z][\w -]*) \(0\.0%\))?")
"""0 of 24 children."""
THE_ONE_NOT = re.compile(r"(?<![\d,.])0 of 1 ([a-z][\w -]*?) was ")
"""0 of 1 dispute was closed."""


AS_SPOKEN = (
    (re.compile(r"\b[Oo]ne time\b(?! (?:in|out of) (?:every )?(?:\d|two|three|four|five|ten))"), "once"),
    (re.compile(r"\btwo times\b"), "twice"),
    (re.compile(r"\bfrom 0\.0%(?= |[.,;])"), "from none"),
)
"""What people say for one time, two times, and a share that was nought."""


def _all(found: re.Match[str]) -> str:
    """3 of 3 disputes, as people say it: all three disputes; that this is all of them needs no percentage."""
    number = int(found[1].replace(",", ""))
    return ("the one " if number == 1 else f"all {in_words(number)} ") + (found[2] or "")


def _none(found: re.Match[str]) -> str:
    """0 of 24 children, as people say it: none of the 24 children."""
    return f"none of the {in_words(int(found[1].replace(',', '')))} " + (found[2] or "")


def _between(words: str) -> set[str]:
    """PN1 to PN4: the codes between them too."""
    found = CODES_BETWEEN.findall(words)
    return {f"{kind}{n}" for kind, first, last in found for n in range(int(first), int(last) + 1)}


def _looked_up(glossary: Iterable[str]) -> re.Pattern[str] | None:
    """Terms that are plain words, wherever they stand, also with an s at the end."""
    terms = sorted((re.escape(t) for t in glossary if t.islower() or " " in t), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(terms)})s?\b", re.IGNORECASE) if terms else None


class Phrasing:
    """Prints words and single figures of an edition."""

    def __init__(self, document: Document, hidden: frozenset[Key], staff: dict[str, str]) -> None:
        self.document, self.hidden, self.staff = document, hidden, staff
        self.has_hidden = False
        self._abbreviations: set[str] = set()
        self._explained: set[str] = set()
        self._words = _looked_up(document.glossary)
        self._spelt = {term.lower(): term for term in document.glossary}

    def text(self, words: str) -> str:
        """A line of words with its figures."""
        return self.line(texts.pieces(words))

    def sentence(self, words: str) -> str:
        """A computed sentence: small numbers are words, but not beside another number."""
        pieces, said = list(texts.pieces(words)), ""
        for n, piece in enumerate(pieces):
            figure = self.document.figure(piece.ref) if isinstance(piece, texts.Reference) else None
            after = pieces[n + 1] if n + 1 < len(pieces) else None
            follows = after.text if isinstance(after, texts.Words) else ""
            is_paired = said.endswith(("of ", "(")) or follows.startswith((" of ", "%", ")"))
            if figure and figure.ref not in self.hidden and not is_paired and isinstance(figure.value, int):
                said += in_words(abs(figure.value))
            else:
                said += self._piece(piece)
        said = OF_THEM_NONE.sub(_none, OF_AS_MANY.sub(_all, said))
        said = THE_ONE_NOT.sub(r"the one \1 was not ", said)
        for pattern, spoken in AS_SPOKEN:
            said = pattern.sub(spoken, said)
        return said[:1].upper() + said[1:]

    def line(self, pieces: Sequence[texts.Piece]) -> str:
        """The same of a line that was parsed before."""
        return "".join(self._piece(piece) for piece in pieces)

    def _piece(self, piece: texts.Piece) -> str:
        if not isinstance(piece, texts.Reference):
            return self.plain(piece.text)
        figure = self.document.figure(piece.ref)
        if figure is None:
            return NO_SUCH_FIGURE
        if figure.ref in self.hidden:
            self.has_hidden = True
            return NOT_SHOWN.get(figure.kind, SHARE_NOT_SHOWN)
        return figure.in_a_sentence

    def plain(self, words: str) -> str:
        """Words as they are; what is short for something is noted."""
        explained = EXPLAINED.match(words)
        if explained:
            self._explained.add(explained[1])
        self._abbreviations |= {*ABBREVIATION.findall(words), *CODE.findall(words), *_between(words)}
        if self._words:
            self._abbreviations |= {self._spelt[found.lower()] for found in self._words.findall(words)}
        return words

    def hides(self, words: str) -> bool:
        """Whether the words refer to a figure that is not shown here."""
        refs = (p.ref for p in texts.pieces(words) if isinstance(p, texts.Reference))
        return any(self.document.name_of(ref) in self.hidden for ref in refs)

    def cell(self, cell: Cell) -> str:
        """A cell of a table."""
        if isinstance(cell, str):
            return self.sentence_cell(cell) if "[[" in cell else self.plain(cell)
        if self.is_hidden(cell):
            self.has_hidden = True
            return HIDDEN
        figures = (cell,) if isinstance(cell, Figure) else cell.figures if isinstance(cell, Share) else ()
        is_restated = any(figure.ref in self.document.restated for figure in figures)
        return f"{cell.text} r" if is_restated else cell.text

    def is_hidden(self, cell: Cell) -> bool:
        """Whether a cell may not be shown in this edition."""
        if isinstance(cell, Figure):
            return cell.ref in self.hidden
        return not isinstance(cell, str) and any(figure.ref in self.hidden for figure in cell.figures)

    def sentence_cell(self, words: str) -> str:
        """Words with figures in them; none of them where one may not be shown."""
        if self.hides(words):
            self.has_hidden = True
            return HIDDEN
        return self.text(words)

    def hidden_cell(self) -> str:
        """What stands in the place of a number of the author's that is not shown."""
        self.has_hidden = True
        return HIDDEN

    def glossary(self) -> tuple[Term, ...]:
        """The terms that were printed, and the author's own, in the order of the alphabet."""
        wanted = (self._abbreviations - self._explained) | set(self.document.own_terms)
        found = {term: meaning for term, meaning in self.document.glossary.items() if term in wanted}
        return tuple(
            Term(term, meaning, is_code=bool(CODE.fullmatch(term)) and term not in GLOSSARY)
            for term, meaning in sorted(found.items(), key=lambda e: e[0].lower())
        )
