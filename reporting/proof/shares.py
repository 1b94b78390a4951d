"""Shares in words beside the share in figures: “two thirds (40%)”, “nearly all, 82.9%”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from reporting.proof.meaning.negation import is_turned
from reporting.proof.no_figures import without_them
from reporting.proof.number_words import COUNTED, OF_A_KIND, ONE, ONES
from reporting.proof.pattern import Pattern

MOST_OF_ITSELF = Fraction(1, 4)
"""How far a small share may be from the words, as a part of itself: 5.3% is not one in fifty."""
P = r"(\d+(?:\.\d+)?)\s?(?:%|per\s+cent)"
SMALL = {word: n for n, word in enumerate(("one", *ONES[:9]), start=1)} | {"a": 1}
PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
BELOW = (
    SMALL
    | {word: n for n, word in enumerate(ONES, start=2)}
    | {"twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100, "100": 100}
)
NUMBER = rf"(?:{'|'.join(w for w in BELOW if w != 'a')}|100|\d{{1,2}})"
FRACTION = (
    rf"(?P<in>every\s+(?:second|other|third|fourth|fifth|tenth)(?!\s+(?:day|week|month|year|hour"
    rf"|meeting|team)s?\b)"
    rf"(?:\s+(?:{ONE}))?|{NUMBER}\s+(?:(?!(?:day|week|month|hour|year|time)s?\b|in\b|out\b)[a-z]+\s+"
    r"(?:[a-z]+\s+)?)?"
    rf"(?:in|out\s+of)\s+(?:(?:every|a)\s+)?{NUMBER})"
    rf"|(?P<part>(?:(?:{'|'.join(SMALL)})[\s-]+)?half"  # “the first quarter” is no share
    rf"|(?:{'|'.join(SMALL)})[\s-]+(?:third|quarter|fifth|sixth|eighth|tenth)s?)"
    r"(?!\s+(?:of\s+)?(?:an?\s+)?(?:percentage\s+)?points?\b)"
)
HEDGE = (
    r"(?:(?P<over>(?:just\s+|well\s+|slightly\s+)?(?:more\s+than|over|above)|at\s+least|(?:no"
    r"|not)\s+(?:fewer|less)\s+than)"
    r"|(?P<under>(?:just\s+|well\s+|slightly\s+)?(?:less\s+than|fewer\s+than|under|below)|at\s+most"
    r"|(?:no|not)\s+more\s+than|up\s+to)"
    r"|(?P<nearly>nearly|almost|close\s+to|approaching|not\s+quite|(?:just|not\s+far|little)\s+short\s+of)"
    r"|(?P<about>about|around|roughly|approximately"
    r"|some))\s+"
)
WORDS: dict[str, tuple[Fraction, Fraction]] = {
    r"(?:nearly|almost|practically|virtually|just\s+about)\s+(?:all|every)": (Fraction(90, 100), Fraction(1)),
    r"(?:the\s+)?(?:vast|great|overwhelming|large)\s+majority": (Fraction(65, 100), Fraction(1)),
    r"hardly\s+any|almost\s+none|very\s+few": (Fraction(0), Fraction(15, 100)),
    r"(?:small|tiny)\s+minority|small\s+(?:number|share|proportion)": (Fraction(0), Fraction(30, 100)),
    r"(?<!nearly\s)(?<!almost\s)(?<!practically\s)(?<!virtually\s)(?<!just\sabout\s)"
    r"(?<!not\s)(?<!of\s)(?:all|every\s+one)"
    r"(?:\s+(?:of\s+)?(?:our\s+|the\s+|these\s+|those\s+)?[\d,]+)?"
    r"(?=\s+(?:of\s+)?(?:our\s+|the\s+|these\s+|those\s+)?"
    rf"{OF_A_KIND}(?:{COUNTED})\b)": (Fraction(1), Fraction(1)),
    r"none": (Fraction(0), Fraction(0)),
    r"(?<!a\s)(?<!very\s)(?<!on\s)few(?!er)": (Fraction(0), Fraction(1, 3)),
    r"(?<!vast\s)(?<!great\s)(?<!large\s)majority|(?<!the\s)most"
    r"(?!\s+(?:(?!(?:early|family|only|daily|weekly|monthly|quarterly|yearly)\b)[a-z]+ly|common|recent"
    r"|frequent|often|serious|complex|important|urgent|reliable|punctual"
    r"|vulnerable|striking|worrying|successful|effective|improved)\b)": (Fraction(1, 2), Fraction(1)),
    r"(?<!small\s)(?<!tiny\s)minority": (Fraction(0), Fraction(1, 2)),
}  # what words of quantity may stand beside
HALF_A_TENTH = Fraction(1, 20)
JUST = Pattern(r"just|slightly", re.IGNORECASE)
STRAYS = Fraction(25, 1000)
"""How far two in three may be from the share beside it."""
OR_MORE = Pattern(
    r"(?:\s+[a-z]+){0,3}?\s+or\s+(?:(?P<more>more|over|better|above)|less|fewer|under)\b", re.IGNORECASE
)
"""“Nine in ten or more”."""
IN_FACT = r"(?:in\s+(?:actual\s+)?fact|indeed|actually|if\s+anything|or\s+rather|more\s+exactly|strictly)"
CORRECTED = Pattern(
    rf"(?:[^.;:()%]|(?<=\d)\.(?=\d)){{0,90}}?[,–(]\s*(?:and\s+)?{IN_FACT},?\s+"
    r"(?P<how>(?:rather|slightly|just|marginally|fractionally|somewhat|well|far|much|considerably"
    r"|a\s+(?:little|bit|touch|shade))\s+)?(?:(?P<more>more|over|above|higher)|less|fewer|under|below"
    r"|lower)\b"
    r"(?!\s+(?:than|likely|often))",
    re.IGNORECASE,
)
"""“Half were ten or over, in fact rather more”."""
CORRECTS = Pattern(rf"\b{IN_FACT},?\s+(?:[a-z]+\s+){{0,2}}?$", re.IGNORECASE)
RATHER = Fraction(1, 6)
OF_FIFTHS = Fraction(26, 1000)
"""The same of four in five."""
GAP = (
    r"(?:[^.,;(\d%]|(?<!than\sin\s)(?<!than\s)(?<!from\s)(?<!since\s)(?<!against\s)"
    r"\b20\d\d(?:[-/–]\d\d)?\b(?![\d.,]*%)){0,70}?"
)
"""A year in it is no figure: “half of those who came in 2025-26 (46.4%)”."""
ANOTHER = r"(?!\)\s+or\s+[^.;:()%\d]{0,40}?\(\d)" + (
    r"(?!(?:[^.;:()%\d]|\b(?:under|over|aged)\s+\d{1,2}(?:\s+to\s+\d{1,2})?\b){0,30}?(?:\band|\bplus|\bor|,)"
    r"\s+[^.;:()%\d]{0,40}?\d+(?:\.\d+)?%)"
)
"""Where several shares stand in a row, it is their sum that is meant, or each of them."""
BESIDE = rf"{GAP}(?:[,(:–]\s*|\bat\s+){P}{ANOTHER}"
IN_WORDS = Pattern(rf"\b(?:{HEDGE})?(?:{FRACTION})\b(?P<after>{BESIDE})", re.IGNORECASE)
QUANTITY = {Pattern(rf"(?<!\w)(?:{w})\b{BESIDE}", re.IGNORECASE): limits for w, limits in WORDS.items()}
IN_FIGURES = Pattern(
    rf"{P}\s*[,(–]\s*(?:which\s+is\s+|that\s+is\s+|or\s+)?(?:(?:{HEDGE})?(?:{FRACTION})\b|(?:a|the)\s+"
    r"(?P<word>(?:small\s+|tiny\s+|vast\s+|great\s+|large\s+)?(?:majority|minority)))",
    re.IGNORECASE,
)
COUNTS = Pattern(
    r"(?P<mark>[,(:–]\s*)(?P<a>\d[\d,]*)\s+(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+)*(?P<b>\d[\d,]*\d|\d)"
    r"(?!\d|\.\d|\s?%|\s*\(\d)",
)
OF_THE = r"(?:all\s+|the\s+|our\s+|these\s+|those\s+)*"
AGE = r"(?<=under\s|.over\s|.aged\s)\d{1,2}\b"
WHOLE_THEN_PART = Pattern(
    rf"\b(?P<lead>(?:half|(?:{'|'.join(SMALL)})[\s-]+(?:half|third|quarter|fifth|sixth|eighth|tenth)s?"
    rf"|{NUMBER}\s+in\s+(?:every\s+)?{NUMBER}"
    r"|most|majority|minority|few|none|nearly\s+all|almost\s+all|hardly\s+any)\s+of\s+|\ball\s+(?:of\s+)?)"
    rf"{OF_THE}(?P<b>\d[\d,]*)\s+(?P<mid>[a-z](?:[^.,;:(\d%]|{AGE}){{0,60}}?)"
    r"(?P<mark>[,(:–]\s*)(?P<a>\d[\d,]*)(?=\s*(?:[.,;:)–]|$))(?![.,]\d)",
    re.IGNORECASE,
)
"""“Half of the 136 children, 78, were boys”; “most of the 46 who left: 3”."""
WHOLE_FIRST = Pattern(
    rf"\bof\s+{OF_THE}(?P<b>\d[\d,]*)\s+[a-z][^.,;:(\d%]{{0,60}}?,\s*(?P<a>\d[\d,]*)(?P<mid>\s+[a-z]"
    r"[^.,;:(\d%]{0,40}?)?(?P<mark>[,(–]\s*)(?=(?:(?:just|well|more|less|over|under|nearly|almost|about"
    r"|around|than)\s+)*(?:half|(?:a|one|two|three|four)\s+(?:third|quarter|fifth|tenth|in)))",
    re.IGNORECASE,
)
"""“Of the 46 who left, 3 were adopted, a third of them”."""
FIRST_THEN = Pattern(
    rf"\bof\s+{OF_THE}(?P<b>\d[\d,]*)\s+[a-z][^.;:(\d%]{{0,60}}?,\s*(?P<lead>(?:(?:just|only|well|more"
    rf"|less|fewer"
    r"|over|under|nearly|almost|about|around|than|the|an?|vast|great|large|small)\s+)*(?:most|all|few"
    r"|majority|minority"
    rf"|half|(?:(?:{'|'.join(SMALL)})[\s-]+)(?:third|quarter|fifth|sixth|eighth"
    rf"|tenth)s?))(?P<mark>\s*[(–]\s*)"
    r"(?P<a>\d[\d,]*)(?=\s*[)–])(?![.,]\d)",
    re.IGNORECASE,
)
"""“Of the 46 who left, most (21) went home”."""
ALL_BUT = Pattern(
    rf"\ball\s+but\s+(?P<few>one|{'|'.join(ONES[:9])}|\d+)\s+of\s+{OF_THE}(?P<b>\d[\d,]*)"
    r"\s+[a-z][^.;:(\d%]{0,60}?[,(:–]\s*(?P<a>\d[\d,]*)(?=\s*(?:[.,;:)–]|$))",
    re.IGNORECASE,
)
FUTURE = Pattern(
    r"\b(?:wants?|aims?|hopes?|wish|plans?\s+(?:to|for\s+(?:the\s+)?(?:next|coming|new|20))|(?:we|I)\s+plan"
    r"|will|would|should|goal|priority|ambitions?|intentions?|intend|next\s+year)\b",
    re.I,
)
LATE = Pattern(r"\b(?:late|overdue|out\s+of\s+time)\b", re.IGNORECASE)
IN_TIME = Pattern(
    r"\s+(?:of\s+[^.,;]{1,30}?\s+)?(?:(?:was|were|came|arrived)\s+)?(?:held\s+)?(?:in|on)\s+time\b", re.I
)
OF_THOSE = Pattern(r"\bof\s+(?:those|the\s+ones)\s+(?:who|that|which)\s+(?:did|were|had|have|are|do)\b", re.I)
HANDFUL = Pattern(r"\bhandful\b[^.;(\d%]{0,60}?[(:,]\s*(\d[\d,]*)(?![\d.]*\s?(?:%|per\s+cent))", re.I)
MOST_OF_A_HANDFUL = 9
WHY = Pattern(
    r"\b(?:because|since|as|when|while|where|although|though|given\s+that|now\s+that)\s+(?:so\s+|too\s+"
    r"|very\s+)?$",
    re.IGNORECASE,
)
OF_COUNTED = Pattern(
    rf"[a-z]+(?:\s+(?:[a-z]+\s+){{0,2}}?(?:{COUNTED}|{ONE}|them|those|these|whom|which)\b"
    r"|\s+(?:was|were|is|are|had|have|did|took|came|went|left|got|of)\b)",
    re.IGNORECASE,
)
NOT_SO = Pattern(
    r"\b(?:late|overdue|missed|not|without|yet|never|no|nobody|none|lacked|\w+n’t)\b", re.IGNORECASE
)
OF_WHOM = Pattern(
    rf"^\s+of\s+(?:(?:all|our|the|these|those)\s+)*(?:…\s*)?(?:[a-z-]+\s+){{0,3}}?(?:{COUNTED})\b"
    r"(?:\s+(?:that|which|who)\s+[^,;:(–]*)?",
    re.IGNORECASE,
)
"""Whose share it is: “half of the late reviews” turns nothing round."""
OF_IT = Pattern(r"[^.;:,(]{0,12}\)[^.;:,(\d]{0,50}")
"""What follows in brackets and after them: “a quarter (77.3% did) had no check”."""
MAJORITY = {"majority": (Fraction(1, 2), Fraction(1)), "minority": (Fraction(0), Fraction(1, 2))}
ALONE = Pattern(
    rf"\b(?:{HEDGE})?(?:{FRACTION})\s+(?:of\s+)?(?:(?:all\s+|our\s+|the\s+|these\s+"
    rf"|those\s+)*(?:\d[\d,]*\s+)?(?:[a-z]+\s+)?(?:{COUNTED})\b|those\s+(?:who|that|in)\b)",
    re.IGNORECASE,
)
CHANGED = Pattern(r"\b(?:more|fewer|less)\b", re.IGNORECASE)
TIMES_ALONE = Pattern(
    rf"\b(?:numbers?|share|proportion|rate)\s+of\s+(?:[a-z]+\s+){{0,3}}?"
    rf"(?:{COUNTED})\b[^.]*\b(?:doubled|trebled|tripled|quadrupled|halved)\b"
    rf"|\b(?:{COUNTED})\b[^.]*\b(?:half|twice|three\s+times)\s+as\s+(?:many|often|much)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Claim:
    """A share in words: the lowest and highest that it may stand for, both excluded if open."""

    low: Fraction
    high: Fraction
    is_open: bool = False

    def fits(self, share: Fraction) -> bool:
        return self.low < share < self.high if self.is_open else self.low <= share <= self.high


def wrong_shares(sentence: str) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each share in words that the share beside it contradicts, or that has none."""
    yield from _beside_shares(WHOLE_THEN_PART.sub(_as_its_share, _of_the_first(sentence)))
    yield from _all_but(sentence)
    yield from _handfuls(sentence)
    without_figures = "" if re.search(r"\d", without_them(sentence)) else sentence
    if not re.search(r"\d+(?:\.\d+)?\s?(?:%|per\s+cent)|\d[^.]*\bof\b[^.]*\d", without_them(sentence)):
        numbers = re.findall(r"\d[\d,]*", without_them(sentence))
        alone = [m for m in ALONE.finditer(sentence) if len(numbers) < 2 or not re.search(r"\d", m.group())]
        alone = [m for m in alone if not (numbers and CHANGED.search(m.group()))]
        alone = [m for m in alone if not FUTURE.search(sentence[: m.start()])]
        for found in (*alone, *TIMES_ALONE.finditer(without_figures)):
            said = " ".join(found.group().split())
            yield "typed", f"“{said}” is said without its number. Add the figure, or say it without a share."


def _as_share(found: re.Match[str]) -> str:
    """“, 3 of 46” as the share that it is."""
    part, whole = (int(number.replace(",", "")) for number in (found["a"], found["b"]))
    return f"{found['mark']}{100 * part / whole:.1f}%" if whole else found.group()


def _of_the_first(sentence: str) -> str:
    """The sentence with shares for parts, also of a whole that its first words name."""

    def share(found: re.Match[str]) -> str:
        part, whole = (int(found[name].replace(",", "")) for name in ("a", "b"))
        return f"{100 * part / whole:.1f}%{found['mark']}" if 0 < whole >= part else found.group()

    def said(found: re.Match[str]) -> str:
        part, whole = (int(found[name].replace(",", "")) for name in ("a", "b"))
        return (
            f"{found['lead']}{found['mark']}{100 * part / whole:.1f}%" if 0 < whole >= part else found.group()
        )

    return FIRST_THEN.sub(said, WHOLE_FIRST.sub(share, COUNTS.sub(_as_share, sentence)))


def _as_its_share(found: re.Match[str]) -> str:
    """“half of the 136 children, 78,” as “half of the children, 57.4%,”."""
    part, whole = (int(found[name].replace(",", "")) for name in ("a", "b"))
    if not whole or part > whole:
        return found.group()
    said = re.sub(r"\d+", "…", found["mid"])
    return f"{found['lead']}the {said}{found['mark']}{100 * part / whole:.1f}%"


def _all_but(sentence: str) -> Iterator[tuple[str, str]]:
    """“All but two of the 323 reviews were in time: 306”."""
    for found in ALL_BUT.finditer(sentence):
        part, whole = (int(found[name].replace(",", "")) for name in ("a", "b"))
        few = found["few"].lower()
        if whole - part != _small(few):
            said = f"“all but {few}” stands beside {part:,} of {whole:,}"
            yield "claim", f"{said}. Choose words that fit, or check the figure."


def _beside_shares(sentence: str) -> Iterator[tuple[str, str]]:
    """Shares in words with a share in figures beside them."""
    for found in (*IN_WORDS.finditer(sentence), *IN_FIGURES.finditer(sentence)):
        share = next(text for text in found.groups() if text and re.fullmatch(r"\d+(?:\.\d+)?", text))
        claim = claim_of(found)
        is_told = not FUTURE.search(sentence[: found.start()])
        if is_told and not _is_of_the_rest(found, claim, share):
            yield from _beside(_words(found), claim, share)
    for pattern, (low, high) in QUANTITY.items():
        for found in pattern.finditer(sentence):
            if not is_turned(found.group()) or LATE.search(found.group()):
                yield from _quantity(sentence, found, low, high)
            # “few did not take part” is read with what its figure counts


def _quantity(
    sentence: str, found: re.Match[str], low: Fraction, high: Fraction
) -> Iterator[tuple[str, str]]:
    """“Few were late: 91.4% were in time”."""
    word = re.split(r"[,(:–]|\bat\b", found.group())[0]
    if OF_THOSE.search(word) or tells_why(sentence, found.start(), found.end()):
        return  # of a part of them, of which no figure is printed
    is_of_the_rest = LATE.search(word) and is_turned(word) and IN_TIME.match(sentence, found.end())
    claim = Claim(1 - high, 1 - low) if is_of_the_rest else Claim(low, high)
    yield from _beside(" ".join(word.split()), claim, found.group(found.re.groups))


def _is_of_the_rest(found: re.Match[str], claim: Claim | None, share: str) -> bool:
    """“One in twenty was late: 94.7% were in time”."""
    after = OF_WHOM.sub("", found.groupdict().get("after") or "")
    rest = OF_IT.match(found.string, found.end())
    is_denied = NOT_SO.search(after) or is_turned(after) or rest and is_turned(rest.group())
    return bool(claim and is_denied and claim.fits(1 - Fraction(share) / 100))


def tells_why(words: str, start: int, end: int) -> bool:
    """Whether a quantity stands in a clause of its own that gives a reason and tells of nobody counted:
    “because few local practices take new patients: 77.3%”."""
    is_apart = re.search(r"[,:;–]\s", words[start:end])
    is_why = WHY.search(words[:start])
    return bool(is_apart and is_why and not OF_COUNTED.match(words, start))


def _handfuls(sentence: str) -> Iterator[tuple[str, str]]:
    """“A handful of children (62)”."""
    for found in HANDFUL.finditer(sentence):
        if int(found[1].replace(",", "")) > MOST_OF_A_HANDFUL:
            yield (
                "claim",
                f"“a handful” stands beside {found[1]}. Choose words that fit, or check the figure.",
            )


def _beside(words: str, claim: Claim | None, percent: str) -> Iterator[tuple[str, str]]:
    if claim is not None and not claim.fits(Fraction(percent) / 100):
        yield "claim", f"“{words}” stands beside {percent}%. Choose words that fit, or check the figure."


def _words(found: re.Match[str]) -> str:
    said = next(
        (found[name] for name in ("in", "part", "word") if name in found.re.groupindex and found[name]), ""
    )
    hedge = next((found[name] for name in ("over", "under", "nearly", "about") if found[name]), "")
    return " ".join(f"{hedge} {said}".split())


def claim_of(found: re.Match[str]) -> Claim | None:
    """What a match of these patterns claims."""
    word = found.groupdict().get("word")
    if word:
        return Claim(*MAJORITY[word.split()[-1].lower()])
    share = fraction(found["in"] or found["part"])
    if share is None or share >= 1:
        return None
    if after := OR_MORE.match(found.string, found.end()):
        slack = STRAYS / 5
        return Claim(share - slack, Fraction(1)) if after["more"] else Claim(Fraction(0), share + slack)
    if after := CORRECTED.match(found.string, found.end()):
        return _corrected(after, share)
    if found["over"]:
        return _over(found["over"], share)
    if found["under"]:
        return _under(found["under"], share)
    if found["nearly"]:
        return Claim(share - min(2 * HALF_A_TENTH, share / 5), share)
    wide = _strays(found, share)
    return Claim(share - wide, share + wide)


def _corrected(found: re.Match[str], share: Fraction) -> Claim:
    """“In fact rather more”, “in fact slightly fewer”."""
    is_little = re.match(r"slight|just|margin|fraction|a\s", found["how"] or "", re.IGNORECASE)
    far = HALF_A_TENTH if is_little else RATHER
    return Claim(share, share + far, True) if found["more"] else Claim(share - far, share, True)


def _over(words: str, share: Fraction) -> Claim:
    """“Well over half”, “at least half”."""
    low = share - STRAYS / 5 if re.match(r"at|no", words, re.IGNORECASE) else share
    low += STRAYS if words.lower().startswith("well") else 0
    return Claim(low, _end(words, share + HALF_A_TENTH, Fraction(101, 100)), True)


def _under(words: str, share: Fraction) -> Claim:
    """“Well under half”, “up to half”."""
    high = share - (STRAYS if words.lower().startswith("well") else 0)
    high += STRAYS / 5 if re.match(r"at|no|up", words, re.IGNORECASE) else 0
    return Claim(_end(words, share - HALF_A_TENTH, Fraction(-1)), high, True)


def _strays(found: re.Match[str], share: Fraction) -> Fraction:
    """How far it may be from the share beside it; “nine in ten” is the nearest tenth of 94.7%."""
    if (found["in"] or "").lower().endswith(("five", "5")):
        return OF_FIFTHS
    if share == Fraction(1, 2) and found["part"]:
        return HALF_A_TENTH  # nobody says half of 46% who would not of 54%
    is_of_tenths = share > Fraction(1, 2) and (found["in"] or "").lower().endswith(("ten", "10"))
    return min(HALF_A_TENTH if found["about"] or is_of_tenths else STRAYS, share * MOST_OF_ITSELF)


def _end(words: str, near: Fraction, far: Fraction) -> Fraction:
    """How far “more than” reaches; “just over” no further than a twentieth."""
    return near if JUST.match(words) else far


def fraction(words: str) -> Fraction | None:
    """nine in ten, two thirds, half; every second is one in two."""
    if words.lower().startswith("every"):
        nth = words.lower().split()[1]
        return Fraction(1, PARTS.get(nth, {"fourth": 4}.get(nth, 2)))
    said = re.split(r"[\s-]+", words.lower())
    between = next((n for n, w in enumerate(said) if w in ("in", "out")), 0)
    parts = [said[0], said[-1]] if between else said  # one child in every ten
    if len(parts) == 2 and parts[1] in BELOW | {str(n): n for n in range(1, 100)} and parts[0] != "a":
        below = _small(parts[1])
        return Fraction(_small(parts[0]), below) if below else None
    over = _small(parts[0]) if len(parts) == 2 else 1
    of = PARTS.get(parts[-1]) or PARTS.get(parts[-1].removesuffix("s"))
    return Fraction(over, of) if of else None


def _small(word: str) -> int:
    return int(word) if word.isdigit() else BELOW[word]
