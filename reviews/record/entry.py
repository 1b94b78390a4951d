"""The record as somebody types it: the questions of each section, the open decisions of earlier reviews, and
the rows.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import BigIntegerField, QuerySet
from django.http import QueryDict

from accounts.clock import today
from accounts.councils.words import as_said
from accounts.drafts.slots import Words
from accounts.templatetags.govuk import first_id, plural
from accounts.ui.fields import PARTS, DatePartsField
from accounts.written import Written
from reviews.meeting.states import PREPARED
from reviews.models import Decision, Review, ReviewSection
from reviews.models.decision import Fate
from reviews.models.review import SectionKey as K
from reviews.record.ages import Asked
from reviews.record.forms import SectionForm
from reviews.record.known.facts import Known
from reviews.record.known.lives import passports
from reviews.record.own.asked import sections_for
from reviews.record.row_forms import EarlierDecisionForm, prefix_of
from reviews.record.sections import NEEDED, Section, answered, unpacked

EARLIER = "earlier"
"""Under this key the decisions section stores what becomes of each open decision of an earlier review, by its
id.
"""
SENT = "decision"
"""Under this key a new decision that was sent before the record was completed holds its public id."""
OWN = re.compile(r"own_\d")
"""The beginning of the name of a question of the council’s own."""
MOST_DECISIONS, FEWEST_DECISIONS = 12, 5
MORE = "more-decisions"
MORE_LEFT = "Choose what happens with {n} not shown yet"
HOW_KNOWN = "Checked at the midway check"
NOBODY_CAME = "Enter who was invited to the review, and who came"
"""Of a child under 4 nobody asks whether they came, so the section can be empty without a question open."""


@dataclass(frozen=True)
class Gap:
    """Something a section cannot be completed without, and the id of the place where it is typed."""

    section: Section
    text: str
    at: str


@dataclass
class Entry:
    """The forms of one section."""

    section: Section
    form: SectionForm
    earlier: list[EarlierDecisionForm]
    more: list[EarlierDecisionForm]
    """Open decisions for which the page has no room until somebody asks for them; what is stored holds."""
    rows: forms.BaseFormSet | None
    sent: list[dict[str, Any]]
    """New decisions that have been sent already: they are not typed any more."""

    @property
    def beside(self) -> list[Any]:
        """The forms beside the section's own questions."""
        return [*self.earlier, *([self.rows] if self.rows is not None else [])]

    def is_valid(self) -> bool:
        """Whether every form is; each is asked, so that all errors show at once."""
        valid = [form.is_valid() for form in (self.form, *self.beside)]
        return all(valid)

    @property
    def has_errors(self) -> bool:
        return any(f.is_bound and not f.is_valid() for f in (self.form, *self.beside))

    def stored(self) -> dict[str, Any]:
        """The cleaned section as JSON; an unanswered question is left out."""
        data = answered(self.form.cleaned_data)
        fates = {str(form.decision.public_id): form.stored for form in self.more if form.stored}
        fates |= {
            str(form.decision.public_id): _stored_fate(form)
            for form in self.earlier
            if form.cleaned_data.get("fate")
        }
        if fates:
            data[EARLIER] = fates
        if self.rows is not None:
            data[self.section.rows_key] = [*self.sent, *_stored_rows(self.rows)]
        return data

    def values(self) -> dict[str, Any]:
        """What the page holds now, before it is validated: for what is missing and what does not fit."""
        data = {name: self.form[name].value() for name in self.form.fields}
        data[EARLIER] = {
            str(f.decision.public_id): {"fate": f["fate"].value(), "due_on": f["due_on"].value()}
            for f in (*self.earlier, *self.more)
        }
        return {name: value for name, value in data.items() if value not in ("", None)}

    def gaps(self) -> list[Gap]:
        """What the section still needs."""
        found = [
            Gap(self.section, as_said(text), first_id(self.form[name]))
            for name, text in self.form.not_answered().items()
        ]
        for earlier in self.earlier:
            found += [Gap(self.section, text, at) for text, at in _of_earlier(earlier)]
        if self.undecided:
            found.append(Gap(self.section, MORE_LEFT.format(n=plural(self.undecided, "decision")), MORE))
        for row in self.rows.forms if self.rows is not None else []:
            found += [Gap(self.section, text, at) for text, at in _of_row(row)]
        if not found and self.section.key == K.ATTENDANCE and self._is_empty():
            found.append(Gap(self.section, as_said(NOBODY_CAME), K.ATTENDANCE))
        return found

    @property
    def undecided(self) -> int:
        """For how many of the decisions that are not on the page nothing is said yet."""
        return sum(not form.stored for form in self.more)

    @property
    def carried_unseen(self) -> int:
        """How many of the decisions that are not on the page are to be carried over."""
        return sum(form.stored.get("fate") == Fate.CARRIED for form in self.more)

    def _is_empty(self) -> bool:
        """Whether nothing at all is said in it: no answer, and nobody named."""
        rows: list[Any] = self.rows.forms if self.rows is not None else []
        said = any(self.form[name].value() not in ("", None) for name in self.form.fields)
        return not said and all(r.is_blank({name: r[name].value() for name in r.fields}) for r in rows)

    def is_complete(self) -> bool:
        """Whether nothing is missing; a section that may be left empty counts once something is in it."""
        if self.gaps():
            return False
        return self.section.key in NEEDED or bool(self.stored())


def _stored_rows(rows: forms.BaseFormSet) -> list[dict[str, Any]]:
    typed: list[Any] = [row for row in rows.forms if not row.cleaned_data.get("DELETE")]
    kept = [row.cleaned_data for row in typed if not row.is_blank(row.cleaned_data)]
    return [answered(data, leaving_out=frozenset({"DELETE"})) for data in kept]


def _of_earlier(form: EarlierDecisionForm) -> Iterator[tuple[str, str]]:
    fate = form["fate"].value()
    if not fate:
        yield str(form.fields["fate"].error_messages["required"]), first_id(form["fate"])
    name, message = form.EVIDENCE.get(str(fate), ("", ""))
    if name and not form[name].value():
        yield message, first_id(form[name])


def _of_row(row: Any) -> Iterator[tuple[str, str]]:
    """What a row lacks: whether somebody came, or a part of a decision."""
    values = {name: row[name].value() for name in row.fields}
    if not values.get("DELETE"):
        for name, message in row.lacks(values).items():
            yield message, first_id(row[name])


def _stored_fate(form: EarlierDecisionForm) -> dict[str, Any]:
    """What was chosen, with the answers that belong to that choice alone."""
    fate = form.cleaned_data["fate"]
    if fate == Fate.CARRIED:
        return answered({"fate": fate, "due_on": form.cleaned_data["due_on"]})
    return answered({"fate": fate, "evidence": form.cleaned_data[form.EVIDENCE[fate][0]]})


@dataclass
class Record:
    """All sections of one record on one page."""

    review: Review
    asked: Asked
    known: Known
    saved: dict[str, ReviewSection]
    entries: dict[str, Entry]
    sections: dict[str, Section]
    """Every section of the record, also those that are not on the page."""

    def is_valid(self) -> bool:
        valid = [entry.is_valid() for entry in self.entries.values()]
        return all(valid)

    def gaps(self) -> list[Gap]:
        return [gap for entry in self.entries.values() for gap in entry.gaps()]

    def values(self) -> dict[str, dict[str, Any]]:
        return {key: entry.values() for key, entry in self.entries.items()}

    @property
    def forms(self) -> list[Any]:
        """Every form of the page, in order."""
        return [form for entry in self.entries.values() for form in (entry.form, *entry.beside)]

    @property
    def takes_decisions(self) -> bool:
        """Whether decisions can be written: once the review is held."""
        return K.DECISIONS in self.entries


def record_of(
    review: Review,
    data: Any,
    *,
    asked: Asked,
    known: Known,
    keys: Collection[str] | None = None,
    is_draft: bool = True,
) -> Record:
    """The sections `keys`, else all that can be written now, with what was sent, or with the person's draft,
    or with what is saved, or with what is known (`posted(request)`).
    """
    saved = {s.key: s for s in SAVED(review=review.pk)}
    sections = sections_for(review, asked)
    keys = _open_now(review, sections) if keys is None else keys
    earlier = UNSETTLED(child=review.child_id, review=review.pk) if K.DECISIONS in keys else []
    making = _Making(
        review,
        data,
        asked,
        known,
        earlier,
        passports(earlier, challenges_of=review.child),
        room_for_decisions(sections),
        is_draft,
    )
    entries = {key: making.entry(sections[key], saved.get(key)) for key in keys}
    return Record(review, asked, known, saved, entries, sections)


def _open_now(review: Review, sections: Collection[str]) -> list[str]:
    """The sections of the page: before the review is held those that prepare it."""
    return [key for key in sections if review.started_on or key in PREPARED]


@dataclass
class _Making:
    """What the entries of one record have in common."""

    review: Review
    data: Any
    asked: Asked
    known: Known
    open_before: list[Decision]
    lives: dict[int, str]
    room: int
    """How many of the open decisions the page begins with."""
    is_draft: bool

    def entry(self, section: Section, saved: ReviewSection | None) -> Entry:
        stored = saved.data if saved else self._first(section)
        form = section.form(
            self.data,
            initial=unpacked({k: v for k, v in stored.items() if k not in (EARLIER, section.rows_key)}),
            prefix=section.key,
            today=today(),
            unasked=section.unasked(self.asked),
            is_draft=self.is_draft,
            terms=self.known.terms,
        )
        rows = stored.get(section.rows_key, []) if section.rows is not None else []
        return Entry(
            section,
            form,
            *self._earlier(stored.get(EARLIER, {}), section),
            self._rows(section, [row for row in rows if SENT not in row]),
            [row for row in rows if SENT in row],
        )

    def _first(self, section: Section) -> dict[str, Any]:
        return {name: first.value for name, first in self.known.first.get(section.key, {}).items()}

    def _earlier(
        self, fates: Mapping[str, Any], section: Section
    ) -> tuple[list[EarlierDecisionForm], list[EarlierDecisionForm]]:
        """The open decisions on the page, and the others: what was sent says which; else the first ones."""
        drawn: list[EarlierDecisionForm] = []
        more: list[EarlierDecisionForm] = []
        words = _words_in(self.data)
        for number, decision in enumerate(self.open_before if section.key == K.DECISIONS else ()):
            stored = fates.get(str(decision.public_id), {})
            is_said = any(name.startswith(f"{prefix_of(decision)}-") for name in words)
            is_drawn = is_said or (number < self.room and not (words and stored))
            (drawn if is_drawn else more).append(
                EarlierDecisionForm(
                    self.data if is_drawn else None,
                    decision=decision,
                    passport=self.lives[decision.pk],
                    started_on=self.review.started_on,
                    is_draft=self.is_draft,
                    stored=stored,
                    initial=_fate_as_typed(stored),
                )
            )
        return drawn, more

    def _rows(self, section: Section, begun: list[dict[str, Any]]) -> forms.BaseFormSet | None:
        if section.rows is None:
            return None
        how: dict[str, Any] = {"is_draft": self.is_draft}
        if section.key == K.DECISIONS:
            how = {"started_on": self.review.started_on, "begins": new_decision(self.review)}
        initial = [unpacked(row) for row in begun]
        return section.rows(self.data, initial=initial, prefix=section.rows_key, form_kwargs=how)


def room_for_decisions(sections: Mapping[str, Section]) -> int:
    """How many open decisions of earlier reviews the page begins with, so that it stays light: fewer where
    the council asks much of its own.
    """
    asked = (name for section in sections.values() for name in section.form.base_fields)
    return max(MOST_DECISIONS - sum(bool(OWN.match(name)) for name in asked), FEWEST_DECISIONS)


def _words_in(data: Any) -> Mapping[str, Any]:
    """What was sent, or what the draft has of a page that is only opened."""
    opened = isinstance(data, Words) and not data.is_sent
    return data.slot.typed() if opened else data or {}


def new_decision(review: Review) -> dict[str, str]:
    """What a new decision begins with: the social worker does it, and the midway check looks."""
    return {"owner": str(getattr(review.child, "worker_now", None) or ""), "how_known": HOW_KNOWN}


def _fate_as_typed(stored: dict[str, Any]) -> dict[str, Any]:
    """A stored fate as the form asks for it: the evidence under the question of its choice."""
    values = unpacked({k: v for k, v in stored.items() if k != "evidence"})
    question, _ = EarlierDecisionForm.EVIDENCE.get(stored.get("fate", ""), ("", ""))
    return values | ({question: stored.get("evidence", "")} if question else {})


def as_sent(entry: Entry) -> QueryDict:
    """What is saved of a section, as its page would send it."""
    data = QueryDict(mutable=True)
    for form in (entry.form, *(entry.rows.forms if entry.rows is not None else [])):
        _send(form, data)
    for earlier in entry.earlier:
        sent_of_decision(earlier, data)
    if entry.rows is not None:
        data[f"{entry.rows.prefix}-TOTAL_FORMS"] = str(entry.rows.total_form_count())
        data[f"{entry.rows.prefix}-INITIAL_FORMS"] = "0"
    return data


def sent_of_decision(form: EarlierDecisionForm, data: QueryDict) -> None:
    """What is stored of an open decision, as its page would send it: the date also while it is empty."""
    data[form.add_prefix("due_on")] = ""
    _send(form, data)


def _send(form: forms.Form, data: QueryDict) -> None:
    for name in form.fields:
        for posted_name, text in _sent(form, name):
            data[posted_name] = text


def _sent(form: forms.Form, name: str) -> Iterator[tuple[str, str]]:
    value, field = form.get_initial_for_field(form.fields[name], name), form.fields[name]
    if value in (None, ""):
        return
    if isinstance(field, DatePartsField):
        yield from ((f"{form.add_prefix(name)}_{bit}", str(getattr(value, bit))) for bit in PARTS)
    else:
        yield form.add_prefix(name), f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def unsettled(review: Review) -> QuerySet[Decision]:
    """Open decisions of the child's earlier reviews that this one has not sent on already, the earliest due
    first.
    """
    return _unsettled(review.child_id, review.pk)


def _unsettled(child: Any, review: Any) -> QuerySet[Decision]:
    rows = Decision.objects.filter(child=child, closed_on=None).exclude(made_at=review)
    return rows.exclude(at_reviews__review=review).order_by("due_on", "pk")


UNSETTLED = Written(
    lambda child, review: _unsettled(child, review).select_related("made_at"),
    child=BigIntegerField(),
    review=BigIntegerField(),
)
SAVED = Written(
    lambda review: ReviewSection.objects.filter(review=review).select_related("saved_by").order_by("key"),
    review=BigIntegerField(),
)
