"""Terms and abbreviations that a report may use; those it uses are printed with their meaning."""

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


def entries(text: str) -> dict[str, str]:
    """The entries an author adds, one a line: `MACE: multi-agency child exploitation panel`."""
    found = {}
    for line in text.splitlines():
        term, colon, meaning = line.partition(":")
        if colon and term.strip() and meaning.strip() and len(term.strip()) <= 40:
            found[term.strip()] = meaning.strip()
    return found
