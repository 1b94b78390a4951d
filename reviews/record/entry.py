"""One section of the record as somebody types it: its questions, the open decisions of earlier reviews, and
its rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.clock import today
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import plural
from accounts.ui.fields import PARTS, DatePartsField
from reviews.models import Decision, DecisionAtReview, Review, ReviewSection
from reviews.models.decision import Fate
from reviews.models.review import SectionKey
from reviews.record.forms import EarlierDecisionForm, SectionForm
from reviews.record.sections import Section, answered, unpacked

EARLIER = "earlier"
"""Under this key the decisions section stores what becomes of each open decision of an earlier review, by its
id.
"""
NOT_STORED = frozenset({"finished"})


@dataclass
class Entry:
    """The forms of one section."""

    section: Section
    form: SectionForm
    earlier: list[EarlierDecisionForm]
    rows: forms.BaseFormSet | None

    @property
    def beside(self) -> list[Any]:
        """The forms beside the section's own questions."""
        return [*self.earlier, *([self.rows] if self.rows is not None else [])]

    def is_valid(self) -> bool:
        """Whether every form is; each is asked, so that all errors show at once."""
        valid = [form.is_valid() for form in (self.form, *self.beside)]
        return all(valid)

    @property
    def is_finished(self) -> bool:
        return bool(self.form.cleaned_data["finished"] == "yes")

    def stored(self) -> dict[str, Any]:
        """The cleaned section as JSON; an unanswered question is left out."""
        data = answered(self.form.cleaned_data, leaving_out=NOT_STORED)
        fates = {
            str(form.decision.public_id): _stored_fate(form)
            for form in self.earlier
            if form.cleaned_data.get("fate")
        }
        if fates:
            data[EARLIER] = fates
        if self.rows is not None:
            kept = [row.cleaned_data for row in self.rows.forms if not row.cleaned_data.get("DELETE")]
            rows = [answered(row, leaving_out=frozenset({"DELETE"})) for row in kept]
            data[self.section.rows_key] = [row for row in rows if row]
        return data


def _stored_fate(form: EarlierDecisionForm) -> dict[str, Any]:
    """What was chosen, with the answers that belong to that choice alone."""
    fate = form.cleaned_data["fate"]
    if fate == Fate.CARRIED:
        return answered({"fate": fate, "due_on": form.cleaned_data["due_on"]})
    return answered({"fate": fate, "evidence": form.cleaned_data[form.EVIDENCE[fate][0]]})


def entry_of(review: Review, section: Section, data: Any, saved: ReviewSection | None) -> Entry:
    """The section with what was sent, or with the person's draft, or with what is saved of it
    (`posted(request)`).
    """
    stored = saved.data if saved else {}
    initial = unpacked({k: v for k, v in stored.items() if k not in (EARLIER, section.rows_key)})
    if saved is not None:
        initial["finished"] = "yes" if saved.is_complete else "no"
    decisions, fates = open_decisions(review, section), stored.get(EARLIER, {})
    lives = passports(decisions)
    earlier = [
        EarlierDecisionForm(
            data,
            decision=decision,
            passport=lives[decision.pk],
            started_on=review.started_on,
            is_draft=data is not None and data.get("finished") == "no",
            initial=_fate_as_typed(fates.get(str(decision.public_id), {})),
        )
        for decision in decisions
    ]
    rows = None
    if section.rows is not None:
        of_rows = {"started_on": review.started_on} if section.key == SectionKey.DECISIONS else {}
        begun = [unpacked(row) for row in stored.get(section.rows_key, [])]
        rows = section.rows(data, initial=begun, prefix=section.rows_key, form_kwargs=of_rows)
    return Entry(section, section.form(data, initial=initial, today=today()), earlier, rows)


def _fate_as_typed(stored: dict[str, Any]) -> dict[str, Any]:
    """A stored fate as the form asks for it: the evidence under the question of its choice."""
    values = unpacked({k: v for k, v in stored.items() if k != "evidence"})
    question, _ = EarlierDecisionForm.EVIDENCE.get(stored.get("fate", ""), ("", ""))
    return values | ({question: stored.get("evidence", "")} if question else {})


def as_sent(entry: Entry) -> QueryDict:
    """What is saved of a section, as its page would send it."""
    data = QueryDict(mutable=True)
    for form in (entry.form, *entry.earlier, *(entry.rows.forms if entry.rows is not None else [])):
        for name in form.fields:
            for posted_name, text in _sent(form, name):
                data[posted_name] = text
    if entry.rows is not None:
        data[f"{entry.rows.prefix}-TOTAL_FORMS"] = str(entry.rows.total_form_count())
        data[f"{entry.rows.prefix}-INITIAL_FORMS"] = "0"
    return data


def _sent(form: forms.Form, name: str) -> Iterator[tuple[str, str]]:
    value, field = form.get_initial_for_field(form.fields[name], name), form.fields[name]
    if value in (None, ""):
        return
    if isinstance(field, DatePartsField):
        yield from ((f"{form.add_prefix(name)}_{bit}", str(getattr(value, bit))) for bit in PARTS)
    else:
        yield form.add_prefix(name), f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def open_decisions(review: Review, section: Section) -> list[Decision]:
    """The decisions of earlier reviews that this section asks about."""
    if section.key != SectionKey.DECISIONS:
        return []
    return list(open_before(review).select_related("made_at"))


def open_before(review: Review) -> Any:
    """Open decisions of the child's earlier reviews, the earliest due first."""
    return review.child.decisions.filter(closed_on=None).exclude(made_at=review).order_by("due_on", "pk")


def passports(decisions: list[Decision]) -> dict[int, str]:
    """For each decision a line on its life so far: who, by when, first made when, carried over how often."""
    carried: dict[int, int] = {}
    rows = DecisionAtReview.objects.filter(decision__in=decisions, is_carried_over=True)
    for decision_id in rows.values_list("decision_id", flat=True):
        carried[decision_id] = carried.get(decision_id, 0) + 1
    return {d.pk: _passport(d, carried.get(d.pk, 0)) for d in decisions}


def _passport(decision: Decision, times: int) -> str:
    held = decision.made_at.held_on
    made = f"First made on {day_words(held)}" if held else "First made at a review"
    over = f", carried over {plural(times, 'time')}" if times else ""
    return f"{decision.owner}, by {day_words(decision.due_on)}. {made}{over}."
