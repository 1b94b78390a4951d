"""The form that the questions of a version make:

what is asked at which review, its fields, and its answers as rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField, sentences
from accounts.ui.forms import BaseForm
from accounts.ui.layout import revealed
from reviews.models import MonitoringAnswer, MonitoringForm, MonitoringQuestion, Review
from reviews.models.monitoring import Applies, Flag, Grade, QuestionKind, YesNo
from reviews.monitoring.actions import Raised
from reviews.monitoring.known import Known, facts_of, known
from statute.schooling import of_school_age
from statute.working_days import age_on

CHOICES = {QuestionKind.YES_NO: sentences(YesNo.choices), QuestionKind.GRADE: sentences(Grade.choices)}
FLAGGED: dict[str, tuple[str, ...]] = {
    Flag.NEVER: (),
    Flag.NO: (YesNo.NO,),
    Flag.YES: (YesNo.YES,),
    Flag.LOW: (Grade.INADEQUATE, Grade.WEAK),
}
ISSUE_LIMIT, TEXT_LIMIT = 1000, 2000


def applies(question: MonitoringQuestion, *, born_on: date, on: date, number: int | None) -> bool:
    """Whether a question is asked of a child at the review of a day.

    One for the second review is asked there alone, never where the review's number is not known.
    """
    age = age_on(born_on, on)
    match question.applies:
        case Applies.SECOND_REVIEW:
            return number == 2
        case Applies.SCHOOL_AGE:
            return of_school_age(born_on, on)
        case Applies.AGED_4:
            return age >= 4
        case Applies.AGED_16:
            return age >= 16
    return True


def asked_at(form: MonitoringForm) -> list[MonitoringQuestion]:
    """The questions of the form's version that are asked at its review, in order."""
    review = form.review
    turn = review.cycles.exclude(clock="SHORT_BREAKS").order_by("sequence").first()
    on = review.held_on or form.due_on
    number = turn.number if turn else None
    return [
        q
        for q in form.version.questions.all()
        if applies(q, born_on=review.child.born_on, on=on, number=number)
    ]


def known_answers(review: Review, questions: Sequence[MonitoringQuestion]) -> dict[str, Known]:
    """Key -> first answer, for the questions whose fact is known."""
    facts = facts_of(review)
    found = {q.key: known(q.known_from, facts) for q in questions if q.known_from}
    return {key: answer for key, answer in found.items() if answer is not None}


@dataclass(frozen=True)
class Part:
    """A section of the form with its fields."""

    title: str
    fields: list[forms.BoundField]


class QuestionsForm(BaseForm):
    """The questions of a version as fields. An answer that flags reveals a box for the issue it raises."""

    def __init__(
        self,
        *args: Any,
        questions: Sequence[MonitoringQuestion],
        known: Mapping[str, Known] | None = None,
        **kwargs: Any,
    ) -> None:
        self.questions, known = list(questions), known or {}
        super().__init__(*args, **kwargs)
        for question in self.questions:
            self._add(question, known.get(question.key))
        self.fields["more"] = _words(
            "Anything else for the manager",
            ISSUE_LIMIT,
            hint="It is sent as an issue of its own. The manager answers it.",
        )
        for name, field in self.fields.items():
            if isinstance(field, DatePartsField):
                field.today = self.today
            if field.required:
                field.error_messages["required"] = f"Answer “{self.fields[name].label}”"

    def _add(self, question: MonitoringQuestion, first: Known | None) -> None:
        name = f"q_{question.key}"
        hint = " ".join(h for h in (question.hint, f"Known from {first.source}." if first else "") if h)
        if question.kind == QuestionKind.TEXT:
            self.fields[name] = _words(question.text, TEXT_LIMIT, hint=hint)
        elif question.kind == QuestionKind.DATE:
            self.fields[name] = DatePartsField(
                label=question.text,
                help_text=hint,
                required=False,
                past=True,
                noun=f"“{question.text}”: the date",
            )
        else:
            self.fields[name] = forms.ChoiceField(
                label=question.text,
                help_text=hint,
                choices=CHOICES[QuestionKind(question.kind)],
                widget=forms.RadioSelect,
            )
            self.draw(name, small=True)
            if first:
                self.initial.setdefault(name, first.value)
            reveals = {value: f"issue_{value}_{question.key}" for value in FLAGGED[question.flag]}
            self.draw(name, reveals=reveals)
            for issue in reveals.values():
                self.fields[issue] = _words(
                    "What is the issue? (optional)",
                    ISSUE_LIMIT,
                    hint="Sent to the manager, who answers it.",
                    rows=2,
                )

    @property
    def parts(self) -> list[Part]:
        """The sections in order, each with the fields that are not revealed by another."""
        titles = list(dict.fromkeys(q.section for q in self.questions))
        return [Part(t, [self[f"q_{q.key}"] for q in self.questions if q.section == t]) for t in titles]

    @property
    def shown(self) -> list[str]:
        return [name for name in self.fields if name not in revealed(self)]

    def answers(self) -> list[MonitoringAnswer]:
        """The answers as rows; what was left empty has none."""
        rows = []
        for question in self.questions:
            value = self.cleaned_data.get(f"q_{question.key}")
            if value in (None, ""):
                continue
            match question.kind:
                case QuestionKind.TEXT:
                    rows.append(MonitoringAnswer(question=question, text=value))
                case QuestionKind.DATE:
                    rows.append(MonitoringAnswer(question=question, on=value))
                case _:
                    rows.append(MonitoringAnswer(question=question, value=value))
        return rows

    def issues(self) -> list[Raised]:
        """The issues raised: under the answer that was given, and the one that stands alone."""
        found = []
        for question in self.questions:
            value = self.cleaned_data.get(f"q_{question.key}")
            text = self.cleaned_data.get(f"issue_{value}_{question.key}", "")
            if text:
                found.append(Raised(text, question))
        if more := self.cleaned_data.get("more"):
            found.append(Raised(more))
        return found


def _words(label: str, limit: int, *, hint: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def shown(answer: MonitoringAnswer) -> str | date:
    """An answer in words, for reading."""
    if answer.on is not None:
        return answer.on
    if answer.text:
        return answer.text
    words = YesNo if answer.question.kind == QuestionKind.YES_NO else Grade
    return str(words(answer.value).label)
