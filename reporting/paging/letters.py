"""How wide words are in the letters of the report, so that the composer knows their lines before anything is
laid out.

The widths are those of the shipped faces, in thousandths of their size; a test reads them there."""

import re
from functools import lru_cache

MM_OF_A_POINT = 25.4 / 72
USUAL = 0.55
"""Of a letter that is not listed."""
REGULAR = {
    200: " \N{NO-BREAK SPACE}",
    241: "|",
    246: "i",
    247: "j",
    249: "',.:;‘’",
    255: "l",
    263: "I",
    289: "!",
    292: "f",
    303: "()[]{}",
    311: "-",
    338: "t",
    347: "r",
    350: "/\\",
    418: "*",
    419: "s",
    425: "?z",
    426: '"“”',
    446: "x",
    456: "c",
    467: "vy",
    476: "Y",
    479: "J",
    480: "–",
    486: "L",
    494: "F",
    495: "k",
    496: "eé",
    497: "#$+0123456789<=>^~£",
    500: "_",
    504: "ag",
    513: "X",
    515: "V",
    527: "E",
    534: "S",
    536: "T",
    539: "Z",
    542: "`o",
    543: "A",
    544: "hu",
    547: "n",
    553: "b",
    555: "dpq",
    566: "P",
    569: "R",
    571: "C",
    579: "K",
    588: "B",
    609: "&",
    615: "D",
    617: "G",
    645: "U",
    647: "N",
    652: "H",
    664: "OQ",
    719: "w",
    727: "M",
    786: "W",
    800: "—",
    824: "%",
    829: "m",
    847: "@",
}
BOLD = {
    200: " \N{NO-BREAK SPACE}",
    268: "|",
    276: "i",
    278: "j",
    286: "l",
    300: "',.:;‘’",
    301: "I",
    332: "-",
    339: "/\\",
    340: "!",
    341: "f",
    344: "()[]{}",
    383: "t",
    398: "r",
    443: "s",
    457: "*",
    460: "z",
    463: "?",
    468: "c",
    480: "–",
    500: "_",
    509: "J",
    514: "x",
    518: "Leé",
    521: "y",
    523: "v",
    524: "F",
    525: "Y",
    527: "a",
    528: "#$+0123456789<=>^~£",
    534: "g",
    537: '"“”',
    541: "Z",
    548: "Ek",
    555: "`o",
    556: "STV",
    567: "X",
    568: "u",
    571: "h",
    572: "n",
    573: "Abdpq",
    582: "C",
    596: "P",
    605: "B",
    613: "R",
    614: "K",
    635: "D",
    638: "G",
    665: "NU",
    667: "&",
    674: "H",
    684: "OQ",
    762: "M",
    776: "w",
    800: "—",
    813: "W",
    857: "%m",
    902: "@",
}


def _by_letter(widths: dict[int, str]) -> dict[str, float]:
    return {letter: width / 1000 for width, letters in widths.items() for letter in letters}


WIDTHS = {False: _by_letter(REGULAR), True: _by_letter(BOLD)}
MAY_BREAK_BEHIND = re.compile(r"(?<=[^\W\d]-)(?=[^\W\d])|(?<=[–—])(?=\w)|(?<=\w/)(?=[^\W\d])")
"""Where a line may end within a word."""
SPACES = re.compile(r"[ \t\n]+")
"""Where a line may end between words: not at a space that holds them together."""


@lru_cache(maxsize=8192)
def width_of(words: str, size: float, is_bold: bool = False) -> float:
    """In millimetres, of words on one line in letters of so many points."""
    widths = WIDTHS[is_bold]
    return sum(widths.get(letter, USUAL) for letter in words) * size * MM_OF_A_POINT


@lru_cache(maxsize=8192)
def lines(words: str, width: float, size: float, is_bold: bool = False) -> int:
    """How many lines words take in letters of so many points."""
    found, used, space = 1, 0.0, width_of(" ", size, is_bold)
    for word in _words(words):
        for number, part in enumerate(MAY_BREAK_BEHIND.split(word)):
            wide = width_of(part, size, is_bold)
            before = space if used and not number else 0.0
            if used and used + before + wide > width:
                found, used, before = found + 1, 0.0, 0.0
            used += before + wide
    return found


def _words(words: str) -> list[str]:
    return [word for word in SPACES.split(words) if word]


def longest_word(words: str, size: float, is_bold: bool = False) -> float:
    """The width of what can't be broken."""
    parts = (part for word in _words(words) for part in MAY_BREAK_BEHIND.split(word))
    return max((width_of(part, size, is_bold) for part in parts), default=0.0)
