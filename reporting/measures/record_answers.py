"""What the records of reviews say of the child's part, the plan, where the child lives, rights and decisions.

A question that does not concern the child leaves the review out; an unanswered one is not known.
"""

from dataclasses import replace
from typing import Any

from django.db.models import Q

from reporting.measures.at_review import YES, YES_NO, answer_to, answered, of_review, with_records
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.meeting.left_out import asked_at, left_out
from reporting.measures.reviews_held import choices_of, held
from reviews.models import DecisionAtReview
from reviews.models.decision import Fate
from reviews.models.review import SectionKey as S
from reviews.record.forms import HELD_UP

HOW_HEARD = [
    ("told", "The child told the IRO"),
    ("advocate", "Through an advocate"),
    ("written", "In writing, a form or an app"),
    ("drawing", "Through a drawing or play"),
    ("observed", "The IRO watched how the child was"),
    ("others", "Others told the IRO"),
    ("not_given", "The child did not want to say"),
]
FROM_THE_CHILD = ("told", "advocate", "written", "drawing")
PARTS = [
    ("none", "None"),
    ("agenda", "Helped to set the agenda"),
    ("some", "Led some"),
    ("together", "Chaired with the IRO"),
    ("chaired", "Chaired"),
]
PLANS = [
    ("home", "Return home"),
    ("relatives", "With relatives or friends"),
    ("guardian", "Special guardianship"),
    ("adoption", "Adoption"),
    ("foster", "Long-term fostering"),
    ("residential", "Residential care"),
    ("independence", "Independence"),
    ("several", "More than one plan"),
]
PARTLY = ("yes", "partly", "no")
ONE_MEETING = ("yes", "with")
"""One meeting for a care plan and a child protection plan, led by the IRO or by somebody else."""
HELP = ("has", "wants", "declined", "not_asked")


def by_answer(section: str, question: str, dimension: str, choices: list[tuple[str, str]]) -> Any:
    """Reviews of the period whose record answers, broken down by the answer."""

    def rows(scope: Scope) -> Rows:
        found, left = held(scope), left_out(scope, section, question)
        asked = asked_at(with_records(found.population), left)
        return Rows(
            asked.annotate(answer=answer_to(section, question)),
            met=Q(),
            known=Q(answer__in=[value for value, _ in choices]),
            dimensions={**found.dimensions, dimension: lambda: choices_of("answer", choices)},
            unasked=left.words,
        )

    return rows


def held_up(scope: Scope) -> Rows:
    """Reviews whose record does not say that the plan moves at the child's pace, by what holds it up."""
    found: Rows = by_answer(S.VIEW, "held_up", "delay", HELD_UP)(scope)
    paced = found.population.annotate(pace=answer_to(S.VIEW, "pace"))
    return replace(found, population=paced.exclude(pace="yes"))


def earlier_decisions(scope: Scope) -> Rows:
    """Decisions of earlier reviews that were looked at again in a review of the period: those found done."""
    reviews = held(scope).population
    looked_at = DecisionAtReview.objects.filter(
        review__in=reviews.values("pk").order_by(), fate__in=[Fate.CARRIED, Fate.DONE]
    )
    return Rows(only(looked_at, scope, "decision__child"), met=Q(fate=Fate.DONE))


def one_meeting(scope: Scope) -> Rows:
    """Reviews of children who are on a child protection plan as well: those held as one meeting for both
    plans.
    """
    found = answered(S.SAFEGUARDING, "one_meeting", ONE_MEETING, (*ONE_MEETING, "no"))(scope)
    both = found.population.annotate(protection=answer_to(S.SAFEGUARDING, "protection"))
    return replace(found, population=both.filter(protection="yes"), family="")


def pathway_reviewed(scope: Scope) -> Rows:
    """Reviews of those who are 16 or over: those at which the pathway plan was reviewed as well."""
    found = answered(S.SUPPORT, "pathway_reviewed", YES, YES_NO)(scope)
    return replace(found, population=found.population.filter(years__gte=16), family="")


def _count(
    code: str, title: str, of_what: str, dimension: str, section: str, question: str, choices: Any
) -> Measure:
    return of_review(
        code,
        title,
        "",
        f"Record, {S(section).label.lower()}",
        by_answer(section, question, dimension, choices),
        definition=f"Reviews held in the period whose record says {of_what}, by that answer.",
        is_count=True,
        is_more_better=None,
        dimensions=("month", dimension),
    )


def _share(
    code: str,
    title: str,
    words: str,
    section: str,
    question: str,
    *,
    met: tuple[str, ...] = YES,
    known: tuple[str, ...] = YES_NO,
    leaves_out: tuple[str, ...] = (),
    is_more_better: bool | None = True,
) -> Measure:
    rows = answered(section, question, met, known, leaves_out=leaves_out)
    rule = f"Record, {S(section).label.lower()}"
    return of_review(code, title, words, rule, rows, is_more_better=is_more_better)


MEASURES = [
    _count(
        "views_heard",
        "How the IRO heard the child",
        "how the IRO heard the child",
        "heard",
        S.WISHES,
        "how_given",
        HOW_HEARD,
    ),
    _share(
        "views_from_child",
        "Views came from the child",
        "whose child gave their views: told, through an advocate, in writing, or through a drawing or play.",
        S.WISHES,
        "how_given",
        met=FROM_THE_CHILD,
        known=tuple(v for v, _ in HOW_HEARD),
    ),
    _share(
        "understands_plan",
        "Child understands the plan",
        "whose child understands the plan; in part is not counted, a child too young to say is left out.",
        S.WISHES,
        "understands",
        known=PARTLY,
        leaves_out=("too_young",),
    ),
    _count(
        "child_part",
        "Part of the child in running the review",
        "what part the child had in running the review",
        "part",
        S.ATTENDANCE,
        "led",
        PARTS,
    ),
    _share(
        "child_chaired",
        "Child chaired the review",
        "that the child chaired.",
        S.ATTENDANCE,
        "led",
        met=("chaired",),
        known=tuple(v for v, _ in PARTS),
    ),
    _share(
        "child_led",
        "Child chaired or led some of the review",
        "that the child chaired, alone or with the IRO, or of which the child led some.",
        S.ATTENDANCE,
        "led",
        met=("chaired", "together", "some"),
        known=tuple(v for v, _ in PARTS),
    ),
    _share(
        "plan_at_pace",
        "Plan moves at the pace the child needs",
        "whose IRO found that the plan moves at the pace the child needs; in part is not counted.",
        S.VIEW,
        "pace",
        known=PARTLY,
    ),
    of_review(
        "plans_held_up",
        "Plans that are held up",
        "",
        f"Record, {S.VIEW.label.lower()}",
        held_up,
        definition="Reviews held in the period whose record says what holds the plan up, by that reason. A "
        "review at which the plan moved at the pace the child needs is left out.",
        is_count=True,
        is_more_better=None,
        dimensions=("month", "delay"),
    ),
    _share(
        "placement_suits",
        "Placement meets the child’s needs",
        "that found that the placement meets the child’s needs; in part is not counted.",
        S.PLACEMENT,
        "suits",
        known=PARTLY,
    ),
    _share(
        "siblings_seen",
        "Child sees brothers and sisters as planned",
        "at which the child saw brothers and sisters as planned; a child who has none is left out.",
        S.FAMILY,
        "siblings",
        leaves_out=("none",),
    ),
    _share(
        "ehcp_up_to_date",
        "Education, health and care plan up to date",
        "at which that plan was up to date; a child who has none is left out.",
        S.EDUCATION,
        "ehcp",
        leaves_out=("not_needed",),
    ),
    _share(
        "has_advocate",
        "Child has an advocate",
        "whose child has an advocate.",
        S.SUPPORT,
        "advocate",
        met=("has",),
        known=HELP,
    ),
    _share(
        "wants_advocate",
        "Child wants an advocate and has none",
        "whose child wants an advocate and has none.",
        S.SUPPORT,
        "advocate",
        met=("wants",),
        known=HELP,
        is_more_better=False,
    ),
    _share(
        "has_visitor",
        "Child has an independent visitor",
        "whose child has an independent visitor.",
        S.SUPPORT,
        "visitor",
        met=("has",),
        known=HELP,
    ),
    _share(
        "wants_visitor",
        "Child wants an independent visitor and has none",
        "whose child wants an independent visitor and has none.",
        S.SUPPORT,
        "visitor",
        met=("wants",),
        known=HELP,
        is_more_better=False,
    ),
    _share(
        "protection_plan_too",
        "Child is on a child protection plan as well",
        "whose child is on a child protection plan as well.",
        S.SAFEGUARDING,
        "protection",
        is_more_better=None,
    ),
    of_review(
        "one_meeting_both_plans",
        "One meeting for both plans",
        "",
        f"Record, {S.SAFEGUARDING.label.lower()}",
        one_meeting,
        definition="Of reviews held in the period of children who are on a child protection plan as well: "
        "those held as one meeting for both plans, whoever led it.",
    ),
    of_review(
        "pathway_plan_reviewed",
        "Pathway plan reviewed with the review",
        "",
        f"Record, {S.SUPPORT.label.lower()}",
        pathway_reviewed,
        definition="Of reviews held in the period of young people who were 16 or over: those at which the "
        "pathway plan was reviewed as well.",
    ),
    _share(
        "spoke_as_wished",
        "Child who wanted it spoken to before the review",
        "before or at which the IRO spoke to the child in private; a child who did not want to, or with "
        "whom it was not appropriate, is left out.",
        S.PREPARATION,
        "spoke_to_child",
        leaves_out=("refused", "inappropriate"),
    ),
    _count(
        "permanence_plans",
        "Plans for permanence by kind",
        "which plan for permanence there is",
        "plan",
        S.PLAN,
        "permanence_plan",
        PLANS,
    ),
    _share(
        "talked_before",
        "Talk with the social worker in time before the review",
        "before which the IRO talked with the social worker at least 15 working days ahead (or longer, where "
        "the council asks for more).",
        S.PREPARATION,
        "talked_with_social_worker",
    ),
    _share(
        "visits_kept",
        "Social worker visited as often as the plan says",
        "since whose last review the social worker visited as often as the plan says.",
        S.CHANGES,
        "visits",
    ),
    _share(
        "all_carried_out",
        "All decisions of the last review carried out",
        "that found all decisions of the last review carried out; some is not counted, and a review "
        "after one without decisions is left out.",
        S.CHANGES,
        "decisions_done",
        known=PARTLY,
        leaves_out=("none",),
    ),
    Measure(
        "earlier_decisions_done",
        "Decisions of earlier reviews found done",
        "Decisions of earlier reviews that reviews held in the period looked at again: those found done. "
        "What was no longer needed is left out; carried over is not done.",
        "Record, decisions",
        "earlier decision",
        earlier_decisions,
        is_more_better=True,
        dimensions=("month",),
        path="decision__child",
    ),
]
