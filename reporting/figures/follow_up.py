"""Parts of the report on the work between reviews: midway checks, contact, and what monitoring forms say
(R-19, R-24, R-26).
"""

from collections.abc import Sequence

from reporting.figures.base import Cell, Part, Table
from reporting.figures.leads import health
from reporting.figures.ledger import Figures
from reporting.figures.not_known import in_its_time
from reporting.figures.steps import flow_table, multiples_in_steps
from reporting.figures.tables import is_of_few, noun_of, said_of
from reporting.measures.monitoring import MEASURED, question_code
from reporting.measures.registry import MEASURES

DUE, DONE, LATE, SUPERSEDED, MISSED = (
    "midways_due",
    "midways_done",
    "midways_late",
    "midways_superseded",
    "midways_missed",
)
PLANNING = (
    "permanence",
    "care_plan",
    "pathway_plan",
    "plan_quality",
    "visits",
    "health_assessment",
    "sdq",
    "dentist",
    "pep",
    "delegated_authority",
)
RIGHTS = ("packs", "entitlements", "rights", "advocacy", "independent_visitor")
"""Questions that an annual report shows with entitlements and advocacy."""
OWN_QUESTIONS = "Answers to questions that the council added to the form"
COUNTED_BY = (
    "A check counts as due on its middle day, and as done, superseded or missed on the day it was "
    "closed, so these do not add up to those due."
)


def midways(f: Figures) -> Part:
    """R-19: midway checks due, done, late, superseded and missed by month (MW-1 to MW-4), and contact with
    children (P-44).
    """
    if not f.is_recorded(DUE):
        return Part(absent="Midway checks were not recorded here in this period, so there are no figures.")
    if not any(f.count(c).value for c in (DUE, DONE, SUPERSEDED, MISSED)):
        return Part(absent=in_its_time(f, "No midway check was due or done in the period.", [DUE]))
    columns = {
        DUE: "Due",
        DONE: "Done",
        LATE: "Done late",
        SUPERSEDED: "Superseded by a review",
        MISSED: "Missed",
    }
    table = multiples_in_steps(f, columns, "midways_month", "Midway checks in each month", note=COUNTED_BY)
    due = f.count(DUE)
    sentences = [
        f"{due} midway {noun_of(due, 'checks')} fell due in the {f.span_words}.",
        *said_of(
            f,
            "midways_in_time",
            "checks",
            "{share} {were} done in time",
            "how many checks were done in time",
        ),
        "Checks that the next review overtook are left out, and do not count as missed.",
    ]
    made, tried = f.count("contacts_made"), f.count("contacts_tried")
    if made.value or tried.value:
        sentences.append(
            f"IROs were in contact with children between reviews {made} {noun_of(made, 'times')}. They tried "
            f"{tried} {noun_of(tried, 'times')} without reaching the child."
        )
    return Part(sentences, [table or _in_the_year(f, columns)])


def _in_the_year(f: Figures, columns: dict[str, str]) -> Table:
    """Midway checks of the year by what became of them, where they are too few for months."""
    rows: list[list[Cell]] = [[words, f.count(code)] for code, words in columns.items()]
    heading = ["Midway checks", f.label]
    title = f"Midway checks in the {f.span_words}"
    return Table("midways_year", title, heading, rows, f.source(DUE), look="bars", note=COUNTED_BY)


def monitoring(f: Figures) -> Part:
    """R-26: forms after reviews by month, and the answers to every question that is counted; not applicable
    is left out.
    """
    if not f.is_recorded("monitoring_forms"):
        return Part(absent="Monitoring forms were not recorded here in this period, so there are no figures.")
    if not f.count("monitoring_forms").value:
        return Part(
            absent=in_its_time(f, "No monitoring form was completed in the period.", ["monitoring_forms"])
        )
    table = flow_table(
        f, "monitoring_forms", "monitoring_month", "Monitoring forms completed in each month", "Forms"
    )
    sentences = [
        *said_of(
            f,
            "monitoring_after_reviews",
            "reviews",
            "IROs completed a monitoring form after {share}",
            "after how many reviews a monitoring form was completed",
        ),
        *said_of(
            f,
            "monitoring_acknowledged",
            "forms",
            "Managers acknowledged {share} in time",
            "how many forms managers acknowledged in time",
        ),
        "To acknowledge a form is to say that it was read, not to agree with it.",
    ]
    praise = f.count("good_practice"), f.count("compliments")
    if praise[0].value or praise[1].value:
        often = [f"{number} {noun_of(number, 'times')}" for number in praise]
        sentences.append(f"IROs passed on good practice {often[0]} and compliments {often[1]}.")
    elsewhere = (*PLANNING, *(RIGHTS if f.span == "year" else ()))
    rest = [q.key for q in MEASURED if q.key not in elsewhere]
    answers = _answers(f, "monitoring_answers", "What the monitoring forms say", rest)
    own = answers_by_question(f, "monitoring_own", OWN_QUESTIONS)
    return Part(sentences, [*([table] if table else []), *answers, *own])


def planning(f: Figures) -> Part:
    """R-24: plans, visits, health and education as the forms after reviews found them."""
    if not f.is_recorded(*(question_code(key) for key in PLANNING)):
        absent = "Monitoring forms were not recorded here in this period, so there are no figures."
        return Part(health(f), absent=absent)
    found = _answers(f, "planning", "Plans, visits, health and education at reviews", PLANNING)
    if not found:
        return Part(
            absent="No monitoring form of the period says anything of plans, visits, health or education."
        )
    return Part(
        said_of(
            f,
            question_code("care_plan"),
            "monitoring forms",
            "{share} found the care plan up to date",
            "in how many forms the care plan was up to date",
        ),
        found,
    )


def answers_by_question(f: Figures, code: str, caption: str, met: str = "Yes or good") -> list[Table]:
    """A row for each question that the council added, in its own words; none where none was answered."""
    rows: list[list[Cell]] = []
    for question in f.by(code, "question"):
        parts = [f.count(code, by="question", key=question, part=p) for p in ("count", "base", "not_known")]
        rows.append([question, *parts, f.percent(code, by="question", key=question)])
    heads = ["Question", met, "Of", "Not known", "Share"]
    return [Table(code, caption, heads, rows, f.source(code))] if rows else []


def _answers(f: Figures, key: str, caption: str, questions: Sequence[str]) -> list[Table]:
    """A row a question that was answered at all; none where none was."""
    rows: list[list[Cell]] = []
    codes = [question_code(q) for q in questions]
    for code in codes:
        base, unknown = f.count(code, part="base"), f.count(code, part="not_known")
        if base.value or unknown.value:
            share: Cell = "–" if is_of_few(f, code) else f.percent(code)
            rows.append([MEASURES[code].title, f.count(code), base, unknown, share])
    heads = ["Question", "Yes or good", "Of", "Not known", "Share"]
    return [Table(key, caption, heads, rows, f.source(*codes))] if rows else []
