"""Terms, abbreviations and codes that a report may use; those it uses are printed with their meaning."""

from functools import cache

from accounts.councils.words import Words
from accounts.models import Authority
from children.codesets import codes, short
from statute.participation import MEANING

CODESETS = ("legal_status", "placement_type", "placement_provider", "reason_episode_ceased")

GLOSSARY: dict[str, str] = {
    "AD": "assistant director",
    "ADHD": "attention deficit hyperactivity disorder",
    "CAFCASS": "Children and Family Court Advisory and Support Service",
    "CAMHS": "child and adolescent mental health services",
    "CLA": "child looked after, by the council",
    "CIC": "children in care council, or child in care",
    "CSE": "child sexual exploitation",
    "DCS": "Director of Children’s Services",
    "CIN": "child in need",
    "CP": "child protection",
    "DfE": "Department for Education",
    "DFE": "Department for Education",
    "EHCP": "education, health and care plan",
    "EET": "education, employment or training",
    "FGC": "family group conference",
    "FTE": "full-time equivalent",
    "ICB": "integrated care board, which plans the health services of an area",
    "IFA": "independent fostering agency",
    "IHA": "initial health assessment",
    "IRO": "Independent Reviewing Officer, who chairs a child’s reviews and watches over the plan",
    "IROS": "Independent Reviewing Officers",
    "IV": "independent visitor",
    "LAC": "looked-after child",
    "LADO": "local authority designated officer, who deals with allegations against staff and carers",
    "LSCP": "local safeguarding children partnership",
    "MASH": "multi-agency safeguarding hub",
    "NEET": "not in education, employment or training",
    "PEP": "personal education plan",
    "PLO": "public law outline, the steps before and in care proceedings",
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

WORDS: dict[str, str] = {
    "advocate": "somebody independent of the council who helps a child to say what they want",
    "accommodated": "looked after with the agreement of the parents, without a court order",
    "adjourned": "begun and put off to another day, before everything was talked about",
    "care order": "a court’s order that gives the council a share of parental responsibility for a child",
    "care plan": "what the council has agreed to do for a child, and where the child is to grow up",
    "corporate parent": "the council as a whole, in its duty to children in its care",
    "family and friends": "relatives or friends who look after a child, approved as foster carers",
    "formal dispute": "a disagreement about a child’s plan that the IRO takes to senior managers in writing",
    "foster carer": "somebody approved to look after a child in their own home",
    "independent visitor": "a volunteer who befriends a child in care and visits them",
    "informal alert": "a concern that an IRO raises with a social worker or manager before a formal dispute",
    "interim care order": "a care order that lasts until the court decides",
    "midway check": "the IRO’s look at a child’s plan between two reviews",
    "neighbours": "councils that are most like this one, chosen by the government’s method",
    "parental responsibility": "the rights and duties that parents have for a child",
    "participation": "a child’s part in their review: being there, or telling others what they think",
    "pathway plan": "the plan for a young person of 16 or over who is leaving care",
    "period of care": "the time from the day a child comes into care to the day they leave it",
    "permanence": "where and with whom a child will grow up, settled for good",
    "placement order": "a court’s order that lets the council place a child for adoption",
    "residential care": "a children’s home or another place where staff look after children",
    "return interview": "a talk with a child, by somebody independent, after they were missing",
    "short breaks": "planned stays away from home after which a child goes back to their parents",
    "special guardianship": "a court’s order that gives somebody other than a parent the care of a child",
    "statutory review": "the meeting at set times that looks at a child’s care plan, led by the IRO",
    "supported accommodation": "a home for young people of 16 and 17 with help, but not full care",
    "virtual school": "the council’s team that helps children in care with their education",
    "working days": "days from Monday to Friday that are not bank holidays",
}
"""Words that a reader from outside the service may want to look up."""


@cache
def codes_of_the_return() -> dict[str, str]:
    """The codes of the national return that figures are explained with."""
    found = {code: short(name, code) for name in CODESETS for code in codes(name)}
    taking_part = {code: f"{label} (a child at a review)" for code, label in MEANING.items()}
    return found | taking_part


def explained(council: Authority) -> dict[str, str]:
    """Every term with its meaning, in the council's words; as the portal spells it too, since authors may."""
    words = Words.of(council)
    found = {}
    for term, meaning in (WORDS | GLOSSARY | codes_of_the_return()).items():
        for spelt in (term, words.said(term)):
            found[spelt] = words.said(meaning).removeprefix(f"{spelt}, ")
    return found


def entries(text: str) -> dict[str, str]:
    """The entries an author adds, one a line: `MACE: multi-agency child exploitation panel`."""
    found = {}
    for line in text.splitlines():
        term, colon, meaning = line.partition(":")
        if colon and term.strip() and meaning.strip() and len(term.strip()) <= 40:
            found[term.strip()] = meaning.strip()
    return found
