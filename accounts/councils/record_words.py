"""Where the portal's texts say "record" alone and mean that of a review (V-03). Elsewhere the word means what
is held on a child or a worker, or is a verb, and stays.
"""

import re

OF_A_REVIEW = (
    *("start the record", "write the record", "prepare the record", "check the record", "amend the record"),
    *("complete the record", "completing the record", "completed the record", "save the record"),
    *("closes the record", "back to the record", "in this record", "you have read the record"),
    *("the record is complete", "the record is saved", "the record is due", "the record was due"),
    *("the record has been amended", "the record has been corrected", "the record has changed"),
    *("the record was not written", "the record stays open", "the record said", "the record says"),
    *("the record as a PDF", "the rest of the record", "part of the record", "line of the record"),
    *("by the record", "from the record", "from this record", "no record yet", "start its record"),
    *("in its record", "whose record", "their record finished", "finished record", "this record was amended"),
    *("record not complete", "record was finished", "record was due", "record is due", "passed, no record"),
    *("records to finish", "records finished", "working on this record"),
    *("whose record says", "the review record is", "the review record was", "the review record has"),
)
"""Phrases that mean the record of a review wherever they stand."""
IN_FULL = "record of the review"
"""The council's word says this alone."""
VERBS = {"is": "are", "was": "were", "has": "have", "says": "say", "stays": "stay", "this": "these"}
"""What goes with one record, and with minutes."""
_RECORD = re.compile(r"\b(?:review )?record(s?)\b")
_BESIDE = re.compile(r"\b(?:(this) (?=record\b)|(?<=record )(is|was|has|says|stays)\b)")


def phrases(one: str, many: str) -> list[tuple[str, str]]:
    """Each phrase, and how a council says it that has another word. `one` and `many` are the same for a term
    that means many already, as "minutes"."""
    return [
        (IN_FULL, one),
        *((phrase, _said(phrase, one, many)) for phrase in OF_A_REVIEW),
    ]


def _said(phrase: str, one: str, many: str) -> str:
    text = _BESIDE.sub(_agreeing, phrase) if one == many else phrase
    return _RECORD.sub(lambda found: many if found[1] else one, text)


def _agreeing(found: re.Match[str]) -> str:
    return f"{VERBS['this']} " if found[1] else VERBS[found[2]]
