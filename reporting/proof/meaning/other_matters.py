"""Clauses that tell of nothing the report counts: of the staff and their posts, of plans, money, meetings and
records. “While a post stood vacant until October” gives no figure beside it a time, and “since nobody kept a
record” says of no child that there was nobody."""

import re
from collections.abc import Iterable, Iterator, Sequence

from reporting.proof.no_figures import without_them
from reporting.proof.pattern import Pattern

BOUNDARY = Pattern(
    r"[,;:(–]\s+|\s+\(|\s+(?=(?:while|whilst|because|when|although|though|whereas|if|unless)\b)"
    r"|\s+(?=(?:since|after|before|until|as|and|but|so)\s+(?:the|a|an|our|one|two|three|four|both|some"
    r"|another|no"
    r"|nobody|we|I|it)\b(?!\s+(?:last|previous|new|start|end|beginning|middle|spring|summer|autumn|winter"
    r"|year"
    r"|quarter|month|week)\b))",
    re.IGNORECASE,
)
LEAD = (
    r"(?:(?:while|whilst|because|when|although|though|whereas|if|until|unless|since|after|before|as|and"
    r"|but|so"
    r"|which|that|then|even|also|instead)\s+)*"
)
SOME = (
    r"(?:(?:the|a|an|our|its|this|that|one|two|three|four|both|some|another|no|most|all|any)\s+"
    r"(?:of\s+(?:the|our)\s+)?)?(?:[a-z-]+\s+){0,2}?"
)
MATTERS = (
    r"posts?|vacanc(?:y|ies)|staff|colleagues?|IROs?|officers?|managers?|administrators?|budgets?|funding"
    r"|money"
    r"|savings?|cabinet|committee|panels?|board|forum|council|team|service|systems?|databases?|servers?"
    r"|software"
    r"|templates?|guidance|polic(?:y|ies)|protocols?|offices?|buildings?|training|courses?|workshops?"
    r"|conferences?|meetings?|inspect(?:ion|or)s?|Ofsted|restructures?|records?|recording|spreadsheets?"
    r"|counts?|plans?|pilots?|strateg(?:y|ies)|union|pay|illness|sickness|leave|recruitment"
)
NOTED = (
    r"(?:kept|keep|record(?:s|ed)?|count(?:s|ed)?|wrote\s+(?:(?:it|them|this|that|these"
    r"|anything)\s+)?down|noted?|not(?:es|ed)|log(?:s|ged)?|collect(?:s|ed)?"
    r"|measur(?:es|ed)|gather(?:s|ed)?|enter(?:s|ed)?)"
)
WHY = (
    r"(?:ask(?:ed)?|said|say|explain(?:ed)?|kn[eo]ws?|found\s+out|looked\s+into|checked|told\s+us|gave)\s+"
    r"(?:(?!for\b|to\b)[a-z]+\s+){0,3}?(?:why|how|whether|what|when|(?:the|a|any)\s+reasons?"
    r"|for\s+(?:the|a|any)\s+reasons?)"
)
"""“Nobody asked why” tells of what was not found out, and of none of those counted."""
MEANT = (
    r"(?:expect|hope|plan|intend|aim|want|ask|propose|mean|shall|will|would|should|may|might|can|could|cannot"
    r"|recruit(?:ed)?|appoint(?:ed)?|advertised?|lost|trained|introduced|launched|moved|changed|began|begun"
    r"|started|stopped|bought|hired|rewrote|redesigned|published)"
)
OF_THEM = Pattern(
    rf"{LEAD}(?:{SOME}(?:{MATTERS})\b"
    rf"|(?:nobody|no\s+one|none\s+of\s+us)\s+(?:had\s+|has\s+|ever\s+)*(?:{NOTED}\b|{WHY}\b)"
    rf"|(?:we|I)\s+(?:had\s+|have\s+|did\s+not\s+|do\s+not\s+|only\s+|now\s+|first\s+)*(?:{NOTED}"
    rf"|{MEANT})\b)",
    re.IGNORECASE,
)
NOT_NOTED = Pattern(
    r"\b(?:was|were|is|are|had)\s+(?:not|never)\s+(?:yet\s+|been\s+)*(?:asked(?:\s+about)?|recorded|counted"
    r"|collected|noted|measured|kept|logged|entered|captured)\b",
    re.IGNORECASE,
)
"""What nobody asked about in a year is no figure of it: “because it was not asked about in 2024-25”."""
VERB = Pattern(
    r"^\s*(?:with|without|despite|owing\s+to|due\s+to|because\s+of)\b|\b(?:is|are|was|were|be|been|had"
    r"|has|have|did|do(?:es)?"
    r"|shall|will|would|should|may|might|can|could|cannot|kept|keep|met|meets?|began|stood|came|went|left"
    r"|took|got|fell"
    rf"|made|gave|ran|held|kn[eo]ws?|expect|hope|plan|intend|aim|want|ask|propose|mean|lost|bought"
    rf"|[a-z]{{2,}}ed"
    rf"|{NOTED})\b",
    re.IGNORECASE,
)
COUNTED = Pattern(
    r"\b(?:child(?:ren)?|young\s+(?:people|person)|boys?|girls?|babies|teenagers|reviews?|checks?|decisions?"
    r"|disputes?|alerts?|placements?|homes?|care(?!\s+planning)|missing|arrivals|entries|admissions|leavers"
    r"|starters|entrants|adoptions?|timeliness|participation|punctuality|caseloads?|targets?|shares?|figures?"
    r"|rates?|numbers?|proportion|percentage|late|overdue|in\s+time|on\s+time|England|national(?:ly)?"
    r"|best|worst|better|worse|most|least|[a-z]{3,}est|points?|ahead|behind|more\s+than|fewer|less|higher"
    r"|lower|half"
    r"|thirds?|quarters?|majority|minority|improv\w+|worsen\w+|rose|fell|increased|decreased|dropped"
    r"|halved|doubled"
    r"|(?:closed|ended|finished|completed|concluded|saw\s+out)\s+20\d\d"
    r"|assessments?|answers?|answered|immunis\w+|teeth|dental|questionnaires?)\b",
    re.IGNORECASE,
)
"""What the report counts, and how it says more or less: a clause in which that stands may claim something."""


def other_matters(words: str, figures: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where clauses of a sentence stand that speak of such matters alone. The places of figures are given;
    in one without any each number has to say where it comes from."""
    bare = without_them(words)
    begins = [0, *(gap.end() for gap in BOUNDARY.finditer(words))]
    for start, end in zip(begins, [*begins[1:], len(words)], strict=True) if figures else ():
        has_figures = any(start <= begin < end for begin, _ in figures)
        is_plain = not (has_figures or re.search(r"\d", bare[start:end]))
        if is_plain and (NOT_NOTED.search(words, start, end) or _is_of_others(words, start, end)):
            yield start, start + len(words[start:end].rstrip(" .!?)”"))


def _is_of_others(words: str, start: int, end: int) -> bool:
    """Whether a clause tells of such matters, and of nothing that is counted."""
    is_counted = COUNTED.search(words, start, end)
    return bool(not is_counted and OF_THEM.match(words, start, end) and VERB.search(words[start:end]))


def without(words: str, places: Iterable[tuple[int, int]]) -> str:
    """The words with blanks there."""
    letters = list(words)
    for start, end in places:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
