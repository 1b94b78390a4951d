"""Terms, abbreviations and codes that a report may use; those it uses are printed with their meaning."""

from functools import cache

from children.codesets import codes, short
from statute.participation import MEANING

CODESETS = ("legal_status", "placement_type", "placement_provider", "reason_episode_ceased")

GLOSSARY: dict[str, str] = {
    "AD": "assistant director",
    "CLA": "child looked after, by the council",
    "CIC": "children in care council, or child in care",
    "CSE": "child sexual exploitation",
    "DCS": "Director of Children’s Services",
    "CIN": "child in need",
    "CP": "child protection",
    "DfE": "Department for Education",
    "DFE": "Department for Education",
    "EHCP": "education, health and care plan",
    "FTE": "full-time equivalent",
    "IFA": "independent fostering agency",
    "IHA": "initial health assessment",
    "IRO": "Independent Reviewing Officer, who chairs a child’s reviews and watches over the plan",
    "IROS": "Independent Reviewing Officers",
    "IV": "independent visitor",
    "LAC": "looked-after child",
    "LSCP": "local safeguarding children partnership",
    "NEET": "not in education, employment or training",
    "PEP": "personal education plan",
    "PR": "parental responsibility",
    "QA": "quality assurance",
    "RAA": "regional adoption agency",
    "RHA": "review health assessment",
    "SDQ": "strengths and difficulties questionnaire",
    "SEN": "special educational needs",
    "SEND": "special educational needs and disabilities",
    "SGO": "special guardianship order",
    "UASC": "unaccompanied asylum-seeking child",
    "YOI": "young offender institution",
}


@cache
def codes_of_the_return() -> dict[str, str]:
    """The codes of the national return that figures are explained with."""
    found = {code: short(name, code) for name in CODESETS for code in codes(name)}
    taking_part = {code: f"{label} (a child at a review)" for code, label in MEANING.items()}
    return found | taking_part


def entries(text: str) -> dict[str, str]:
    """The entries an author adds, one a line: `MACE: multi-agency child exploitation panel`."""
    found = {}
    for line in text.splitlines():
        term, colon, meaning = line.partition(":")
        if colon and term.strip() and meaning.strip() and len(term.strip()) <= 40:
            found[term.strip()] = meaning.strip()
    return found
