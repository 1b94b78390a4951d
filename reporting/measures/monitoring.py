"""Between reviews: monitoring forms and what they say, midway checks, contact with the child, good practice
(P-43 to P-53, P-69, MW-1 to MW-4).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.participation import reviews, second_review
from reporting.measures.preparing import first_contact
from reporting.measures.reviews_held import choices_of
from reviews.cycle.of_breaks import of_ordinary_care
from reviews.models import Contact, GoodPractice, MidwayCheck, MonitoringAnswer, MonitoringForm
from reviews.models.midway import CheckState, ContactState, ContactWay
from reviews.models.monitoring import FormState, Grade, PraiseKind, QuestionKind, YesNo
from reviews.monitoring.first_version import QUESTIONS

PERMANENCE = "permanence"
"""The question that is asked for the second review alone."""
GOOD = (YesNo.YES, Grade.GOOD, Grade.VERY_GOOD)
BETWEEN = ("month", "iro", "team")


def _period(scope: Scope) -> tuple[date, date]:
    return scope.period.start, scope.period.end


def _asked_on(scope: Scope) -> date:
    """The day up to which a limit can have passed: the day of asking, or any day when every day is over."""
    return scope.as_at or date.max


def _people(child: str, day: str) -> dict[str, Any]:
    return by.iro_and_team(child, OuterRef(day))


# --- monitoring forms


def _completed(scope: Scope) -> QuerySet[MonitoringForm]:
    rows = MonitoringForm.objects.filter(
        child__authority=scope.authority, completed_at__date__range=_period(scope)
    )
    return only(of_ordinary_care(rows, "review"), scope)


def _answers(scope: Scope, **which: Any) -> QuerySet[MonitoringAnswer]:
    """Answers in those forms, without “not applicable”."""
    found = MonitoringAnswer.objects.filter(
        form__child__authority=scope.authority, form__completed_at__date__range=_period(scope), **which
    ).exclude(value=YesNo.NOT_APPLICABLE)
    return only(of_ordinary_care(found, "form__review"), scope, "form__child")


_FORM_PEOPLE = {"iro": lambda: by.iro_of_user("completed_by"), "team": F("team__name")}


def forms(scope: Scope) -> Rows:
    """Forms completed in the period (F-099)."""
    return Rows(population=_completed(scope), met=Q(), dimensions=_FORM_PEOPLE)


def reviews_with_form(scope: Scope) -> Rows:
    """Reviews held in the period; met where the form after it is completed, whenever that was (F-201)."""
    done = MonitoringForm.objects.filter(review=OuterRef("pk")).exclude(state=FormState.DUE)
    held = reviews(scope).population
    return Rows(population=held, met=Q(Exists(done)), dimensions=_people("child", "held_on"))


def acknowledged(scope: Scope) -> Rows:
    """Forms sent in the period; met when acknowledged by the manager's last day. Those whose day has not
    passed are not known.
    """
    over = Q(state=FormState.ACKNOWLEDGED) | Q(answer_due_on__lt=_asked_on(scope))
    return Rows(
        population=_completed(scope),
        known=over,
        met=Q(state=FormState.ACKNOWLEDGED, acknowledged_at__date__lte=F("answer_due_on")),
        dimensions=_FORM_PEOPLE,
    )


def own_answers(scope: Scope) -> Rows:
    """Answers in forms completed in the period to the questions that the council added, by the question as it
    is worded; "not applicable" is left out.
    """
    found = _answers(scope, question__kind__in=(QuestionKind.YES_NO, QuestionKind.GRADE))
    return Rows(
        population=found.exclude(question__key__in=[q.key for q in QUESTIONS]),
        known=~Q(value=YesNo.NOT_KNOWN),
        met=Q(value__in=GOOD),
        dimensions={
            "iro": lambda: by.iro_of_user("form__completed_by"),
            "team": F("form__team__name"),
            "question": F("question__text"),
        },
    )


def answers_to(key: str) -> Callable[[Scope], Rows]:
    """Answers to one question in forms completed in the period, in every version that asked it; "not
    applicable" is left out.

    The plan for permanence is expected by the second review, so answers after any other review are left
    out too, also those of forms that asked because the number of the review was not known.
    """

    def rows(scope: Scope) -> Rows:
        found = _answers(scope, question__key=key)
        if key == PERMANENCE:
            found = found.filter(second_review("form__review"))
        return Rows(
            population=found,
            known=~Q(value=YesNo.NOT_KNOWN),
            met=Q(value__in=GOOD),
            dimensions={"iro": lambda: by.iro_of_user("form__completed_by"), "team": F("form__team__name")},
        )

    return rows


# --- midway checks


def _checks(scope: Scope, **conditions: Any) -> QuerySet[MidwayCheck]:
    rows = MidwayCheck.objects.filter(child__authority=scope.authority, **conditions)
    return only(of_ordinary_care(rows, "after_review"), scope)


def midways_due(scope: Scope) -> Rows:
    """Checks whose middle day lies in the period; those that were not required after all are left out
    (MW-2).
    """
    rows = _checks(scope, target_on__range=_period(scope)).exclude(state=CheckState.NOT_REQUIRED)
    return Rows(population=rows, met=Q(), dimensions=_people("child", "target_on"))


def midways_in_time(scope: Scope) -> Rows:
    """Checks due in the period and not superseded; met when done by the end of the window. An open window is
    not known yet.
    """
    due = midways_due(scope)
    return Rows(
        population=due.population.exclude(state=CheckState.SUPERSEDED),
        known=~Q(state=CheckState.OPEN) | Q(window_to__lt=_asked_on(scope)),
        met=Q(state=CheckState.DONE, closed_on__lte=F("window_to")),
        dimensions=due.dimensions,
    )


def _closed(state: str, met: Q | None = None) -> Callable[[Scope], Rows]:
    def rows(scope: Scope) -> Rows:
        found = _checks(scope, closed_on__range=_period(scope), state=state)
        return Rows(population=found.filter(met or Q()), met=Q(), dimensions=_people("child", "closed_on"))

    return rows


def contacts(state: str) -> Callable[[Scope], Rows]:
    """Contacts between reviews with this outcome in the period (P-44)."""

    def rows(scope: Scope) -> Rows:
        found = Contact.objects.filter(
            child__authority=scope.authority, state=state, happened_on__range=_period(scope)
        )
        return Rows(
            population=only(found, scope),
            met=Q(),
            dimensions={
                "iro": lambda: by.iro("child", OuterRef("happened_on")),
                "contact": lambda: choices_of("way", ContactWay.choices),
            },
        )

    return rows


def praise(kind: str) -> Callable[[Scope], Rows]:
    """Good practice or compliments of the period (P-69)."""

    def rows(scope: Scope) -> Rows:
        found = GoodPractice.objects.filter(
            child__authority=scope.authority, kind=kind, happened_on__range=_period(scope)
        )
        counted = only(of_ordinary_care(found, "form__review"), scope)
        return Rows(population=counted, met=Q(), dimensions={"team": F("team__name")})

    return rows


def _count(
    code: str,
    title: str,
    definition: str,
    rule: str,
    unit: str,
    rows: Callable[[Scope], Rows],
    dimensions: tuple[str, ...] = BETWEEN,
) -> Measure:
    return Measure(code, title, definition, rule, unit, rows, is_count=True, dimensions=dimensions)


def _share(
    code: str, title: str, definition: str, rule: str, unit: str, rows: Callable[[Scope], Rows]
) -> Measure:
    return Measure(code, title, definition, rule, unit, rows, is_more_better=True, dimensions=BETWEEN)


def question_code(key: str) -> str:
    """The code of the measure of a question."""
    return f"monitoring_{key}"


TITLES: dict[str, str] = {
    "permanence": "Plan for permanence at the second review, by the monitoring form",
    "care_plan": "Care plan up to date",
    "pathway_plan": "Pathway plan up to date",
    "plan_quality": "Care or pathway plan good or very good",
    "prepared": "Child prepared for the review",
    "report_in_time": "Social work report in time, by the monitoring form",
    "report_quality": "Social work report good or very good",
    "visits": "Social worker’s visits in timescale",
    "relationship": "Relationship of child and social worker good or very good",
    "delegated_authority": "Delegated authority written down",
    "health_assessment": "Health assessment up to date, by the monitoring form",
    "sdq": "Strengths and difficulties score of the last year, by the monitoring form",
    "dentist": "Dentist seen in the last year, by the monitoring form",
    "pep": "Personal education plan up to date, by the monitoring form",
    "packs": "Information pack received",
    "entitlements": "Child knows what they are entitled to",
    "rights": "Child knows about complaints and advocacy, by the monitoring form",
    "advocacy": "Advocate considered",
    "independent_visitor": "Independent visitor considered",
    "good_practice": "Good practice seen at the review",
}

MEASURED = tuple(q for q in QUESTIONS if q.kind in (QuestionKind.YES_NO, QuestionKind.GRADE))
"""Questions of the shipped form that are counted one by one; a council's own ones are one measure, by
question.
"""

MEASURES = [
    _count(
        "monitoring_forms",
        "Monitoring forms completed",
        "Monitoring forms that IROs completed in the period.",
        "P-50",
        "form",
        forms,
    ),
    Measure(
        "monitoring_own",
        "Answers to questions the council added",
        "Answers in monitoring forms completed in the period to yes-or-no and graded questions of the "
        "council’s own, “not applicable” left out: those with yes, good or very good. Look at them question "
        "by question.",
        "P-51",
        "answer",
        own_answers,
        dimensions=(*BETWEEN, "question"),
    ),
    _share(
        "monitoring_after_reviews",
        "Reviews followed by a monitoring form",
        "Reviews held in the period, short breaks left out: those whose monitoring form is completed, "
        "whenever it was.",
        "P-50",
        "review",
        reviews_with_form,
    ),
    _share(
        "monitoring_acknowledged",
        "Monitoring forms acknowledged in time",
        "Monitoring forms completed in the period that were acknowledged, or whose limit has passed: those "
        "acknowledged by the limit. "
        "To acknowledge is to have read the form, not to agree.",
        "P-52",
        "form",
        acknowledged,
    ),
    *(
        _share(
            question_code(q.key),
            TITLES[q.key],
            f"Answers to “{q.text}” in monitoring forms completed in the period, without “not applicable”: "
            f"{'grades 3 and 4' if q.kind == QuestionKind.GRADE else 'those that say yes'}.",
            "P-51",
            "answer",
            answers_to(q.key),
        )
        for q in MEASURED
    ),
    _count(
        "midways_due",
        "Midway checks due",
        "Midway checks whose middle day lies in the period; those not required after all are left out.",
        "MW-2",
        "midway check",
        midways_due,
    ),
    _count(
        "midways_done",
        "Midway checks done",
        "Midway checks completed in the period.",
        "MW-2",
        "midway check",
        _closed(CheckState.DONE),
    ),
    _share(
        "midways_in_time",
        "Midway checks done in time",
        "Midway checks whose middle day lies in the period, without those superseded by a review: those "
        "done by the end of their window.",
        "MW-2",
        "midway check",
        midways_in_time,
    ),
    _count(
        "midways_late",
        "Midway checks done late",
        "Midway checks completed in the period after the end of their window.",
        "MW-2",
        "midway check",
        _closed(CheckState.DONE, Q(closed_on__gt=F("window_to"))),
    ),
    _count(
        "midways_superseded",
        "Midway checks superseded",
        "Midway checks closed in the period because the next review came before the end of their window. "
        "They are not missed.",
        "MW-2",
        "midway check",
        _closed(CheckState.SUPERSEDED),
    ),
    _count(
        "midways_missed",
        "Midway checks missed",
        "Midway checks not done when the next review came, or care ended, in the period, after the end of "
        "their window.",
        "MW-2",
        "midway check",
        _closed(CheckState.MISSED),
    ),
    *first_contact.MEASURES,
    _count(
        "contacts_made",
        "Contacts of IROs with children between reviews",
        "Contacts made in the period.",
        "P-44",
        "contact",
        contacts(ContactState.MADE),
        ("month", "iro", "contact"),
    ),
    _count(
        "contacts_tried",
        "Contacts tried and not made",
        "Contacts that IROs tried in the period without reaching the child.",
        "P-44",
        "contact",
        contacts(ContactState.TRIED),
        ("month", "iro", "contact"),
    ),
    _count(
        "good_practice",
        "Good practice",
        "Good practice that IROs saw in the period and passed on.",
        "P-69",
        "record",
        praise(PraiseKind.GOOD_PRACTICE),
        ("month", "team"),
    ),
    _count(
        "compliments",
        "Compliments",
        "Compliments given in the period and passed on by IROs.",
        "P-69",
        "record",
        praise(PraiseKind.COMPLIMENT),
        ("month", "team"),
    ),
]
