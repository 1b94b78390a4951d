"""The sentence with which a section begins, where its exhibits are chosen from a list: what they show in
short."""

from reporting.figures.base import LEAST_BASE, Part
from reporting.figures.crossed import FEMALE, MALE
from reporting.figures.ledger import Figures
from reporting.figures.tables import noun_of, of_base, said_of


def boys_and_girls(f: Figures, code: str) -> list[str]:
    """How many boys and girls there are; nothing where all are few."""
    found = f.by(code, "sex")
    whole = f.count(code)
    if (whole.value or 0) < LEAST_BASE or MALE not in found or FEMALE not in found:
        return []
    boys, girls = (f.count(code, by="sex", key=sex) for sex in (MALE, FEMALE))
    return [
        f"Of {whole} children, {boys} were {noun_of(boys, 'boys')} and {girls} {noun_of(girls, 'girls')}."
    ]


def homes(f: Figures) -> list[str]:
    """Who lives with foster carers, and who moved often."""
    if f.get("placed_in_foster_care").value is None:
        return []
    said = f"{of_base(f, 'placed_in_foster_care', 'children')} lived with foster carers"
    if f.get("three_placements").value is None:
        return [f"{said}."]
    many = f.count("three_placements")
    return [f"{said}, and {many} {noun_of(many, 'children')} had three or more homes in the {f.span_words}."]


def permanence(f: Figures) -> Part:
    """R-16: plans for permanence by the second review; where they are not recorded, long-term matches."""
    said = _first(
        f,
        (
            "permanence_by_second_review",
            "second reviews",
            "{share}{where} found a plan for permanence",
        ),
        ("long_term_fostering", "children", "{share} {were} in long-term foster care"),
    )
    return Part(said)


def entitlements(f: Figures) -> Part:
    """R-22: what children know of their rights; where that is not recorded, care leavers in touch."""
    said = _first(
        f,
        ("told_rights", "reviews", "The child knew about complaints and advocacy at {share}{where}"),
        ("care_leavers_in_touch", "care leavers", "The council was in touch with {share}"),
    )
    return Part(said)


def advocacy(f: Figures) -> Part:
    """R-23: children with an advocate."""
    return Part(_first(f, ("has_advocate", "reviews", "The child had an advocate at {share}{where}")))


def safeguarding(f: Figures) -> Part:
    """R-25: how many children went missing."""
    return Part(_first(f, ("children_missing", "children", f"{{share}} went missing in the {f.span_words}")))


def health(f: Figures) -> list[str]:
    """Where nobody recorded what reviews found of the plans: health as the return tells it."""
    return _first(
        f,
        (
            "health_assessment_year",
            "children in care for a year",
            f"{{share}} had a health assessment in the {f.span_words}",
        ),
    )


def _first(f: Figures, *shares: tuple[str, str, str]) -> list[str]:
    """A sentence on the first of these shares that is known; {where} says that it is not of all."""
    for code, nouns, words in shares:
        if f.is_recorded(code) and f.get(code).value is not None:
            where = " where this was recorded" if f.get(code).not_known else ""
            return said_of(f, code, nouns, words.replace("{where}", where), "")
    return []
