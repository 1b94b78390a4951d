"""What the records of reviews say: plans, health, school, who came, what was asked beforehand. An unanswered
question is not known.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import CharField, Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from accounts.templatetags.govuk import within
from reporting.measures.base import Measure, Rows, Scope, text
from reporting.measures.dimensions import years_old
from reporting.measures.groups import own_terms
from reporting.measures.meeting.left_out import asked_at, left_out
from reporting.measures.participation import second_review
from reporting.measures.reviews_held import held
from reviews.models import Attendance, Review
from reviews.models.review import AttendeeRole, Presence, SectionKey

YES = ("yes",)
CAME = (Presence.CAME, Presence.REMOTE)


def answered(
    section: str,
    question: str,
    met: tuple[str, ...],
    known: tuple[str, ...],
    *,
    leaves_out: tuple[str, ...] = (),
    of_second: bool = False,
) -> Callable[[Scope], Rows]:
    """Reviews of the period whose record answers a question of a section in this way.

    `leaves_out` are answers by which the question does not concern the child: such a review is in none of
    the lists. `of_second` takes second reviews alone.
    """

    def rows(scope: Scope) -> Rows:
        found = held(scope)
        population = scope.for_all("reviews with records", lambda: with_records(found.population))
        if of_second:
            population = population.filter(second_review("pk"))
        left = left_out(scope, section, question)
        population = asked_at(population, left)
        answer = answer_to(section, question)
        answers = population.annotate(answer=answer)
        if leaves_out:
            answers = answers.filter(~Q(answer__in=leaves_out))
        return Rows(
            answers,
            met=Q(answer__in=met),
            known=Q(answer__in=known),
            dimensions=found.dimensions,
            family="" if of_second or leaves_out or left.versions else "records of reviews",
            base=population,
            facts={"answer": answer},
            unasked=left.words,
        )

    return rows


def with_records(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """The reviews joined with the sections of their record, each of which a review has once at most.

    Only the sections that are asked for are read.
    """
    return reviews.annotate(
        **{f"of_{key}": FilteredRelation("sections", condition=Q(sections__key=key)) for key in SectionKey}
    )


def answer_to(section: str, question: str) -> Coalesce:
    """What the record answers to a question of a section; empty where it was not answered."""
    return Coalesce(KeyTextTransform(question, f"of_{section}__data"), text(""), output_field=CharField())


def came(*roles: str) -> Callable[[Scope], Rows]:
    """Reviews that one of these people attended, of those whose attendance is recorded."""

    def rows(scope: Scope) -> Rows:
        listed = Attendance.objects.filter(review=OuterRef("pk"))
        found = held(scope)
        facts = {
            "listed": Exists(listed.exclude(role=AttendeeRole.CHILD)),
            "were_there": Exists(listed.filter(role__in=roles, presence__in=CAME)),
        }
        return Rows(
            found.population.annotate(**facts),
            met=Q(were_there=True),
            known=Q(listed=True),
            dimensions=found.dimensions,
            family=found.family,
            base=found.population,
            facts=facts,
        )

    return rows


_OF = "Of reviews held in the period whose record answers the question: those "


def of_review(
    code: str, title: str, words: str, rule: str, rows: Callable[[Scope], Rows], **over: Any
) -> Measure:
    """A measure of reviews held in the period, of those whose record answers."""
    definition = over.pop("definition", f"{_OF}{words}")
    given = {"is_more_better": True, "dimensions": ("month", "age", "kind", "iro", "team"), **over}
    return Measure(code, title, definition, rule, "review", rows, **given)


def attended(code: str, title: str, rule: str, *roles: str) -> Measure:
    """A measure of reviews that somebody attended, of those whose attendance is recorded."""
    definition = (
        f"Of reviews held in the period whose attendance is recorded: those that {within(title)} attended, "
        "in person or remotely."
    )
    return of_review(code, f"{title} came to the review", "", rule, came(*roles), definition=definition)


def spoken_to(scope: Scope) -> Rows:
    """Reviews before which the IRO spoke to the child, of children of the council's age or over (V-43)."""
    found = answered(
        SectionKey.PREPARATION, "spoke_to_child", YES, ("yes", "no", "refused", "inappropriate")
    )(scope)
    youngest = own_terms(scope).seen_from_age
    if not youngest:
        return found
    age = years_old("child__born_on", "held_on")
    return replace(found, population=found.population.annotate(age=age).filter(age__gte=youngest), family="")


YES_NO = ("yes", "no")
_HEALTH, _SCHOOL, _PLAN, _BEFORE, _SUPPORT = (
    SectionKey.HEALTH,
    SectionKey.EDUCATION,
    SectionKey.PLAN,
    SectionKey.PREPARATION,
    SectionKey.SUPPORT,
)
MEASURES = [
    of_review(
        "permanence_by_second_review",
        "Plan for permanence at the second review",
        "that are second reviews and found a plan for permanence.",
        "I-26",
        answered(_PLAN, "permanence", YES, YES_NO, of_second=True),
    ),
    of_review(
        "permanence_planned",
        "Plan for permanence at the review",
        "that found a plan for permanence.",
        "I-26",
        answered(_PLAN, "permanence", YES, YES_NO),
    ),
    of_review(
        "plan_right",
        "Care plan right for the child",
        "that found the care plan right for the child; partly is not counted.",
        "Record, plan",
        answered(_PLAN, "right", YES, ("yes", "no", "partly")),
    ),
    of_review(
        "health_up_to_date",
        "Health assessment up to date, by the review record",
        "at which the health assessment was up to date.",
        "I-17",
        answered(_HEALTH, "assessment", YES, YES_NO),
    ),
    of_review(
        "dentist_seen",
        "Dentist seen within a year, by the review record",
        "at which the child had seen a dentist in the last year.",
        "I-18",
        answered(_HEALTH, "dentist", YES, YES_NO),
    ),
    of_review(
        "education_plan_up_to_date",
        "Personal education plan up to date, by the review record",
        "of children of school age at which the education plan was up to date.",
        "I-23",
        answered(_SCHOOL, "pep", YES, YES_NO, leaves_out=("not_needed",)),
    ),
    of_review(
        "attends_school",
        "Goes to school regularly, at the review",
        "of children of school age who go to school or training regularly.",
        "Record, education",
        answered(_SCHOOL, "attends", YES, YES_NO, leaves_out=("not_needed",)),
    ),
    of_review(
        "spoke_alone",
        "Child spoken to before the review",
        "before or at which the IRO spoke to the child in private; a child who did not want to, or with "
        "whom it was not appropriate, counts as not spoken to. A council may count from an age on.",
        "Regulation 36",
        spoken_to,
    ),
    of_review(
        "report_in_time",
        "Social work report in time, by the record",
        "for which the social work report came in time.",
        "Record, preparation",
        answered(_BEFORE, "report_received", YES, ("yes", "no", "late")),
    ),
    of_review(
        "told_rights",
        "Child knows about complaints and advocacy, by the record",
        "at which the child knew about complaints and advocacy.",
        "Record, support",
        answered(_SUPPORT, "told_rights", YES, YES_NO, leaves_out=("too_young",)),
    ),
    attended("advocate_came", "An advocate", "Record, attendance", AttendeeRole.ADVOCATE),
    attended("parent_came", "A parent", "AR-1", AttendeeRole.MOTHER, AttendeeRole.FATHER),
    attended("carer_came", "A carer", "Record, attendance", AttendeeRole.CARER),
    attended("social_worker_came", "The social worker", "Record, attendance", AttendeeRole.SOCIAL_WORKER),
]
