"""Everything held on one person as tables of words, in the order in which it would be read.

Rows are found by their relations, as for a deletion. Other people in them are marked, so that whoever hands
the record out can black them out; what must not be handed out is counted and left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.text import capfirst

from accounts.audit.reading import action_words
from accounts.councils.words import as_said
from accounts.models import AccessLog, AuditEvent, Draft, SentForm, User, Worker
from accounts.registry import registered
from accounts.templatetags.govuk import moment
from children.models import Bundle, Child, Erasure, FamilyLink, LegalHold, ReturnRow
from children.retention.closed_children import ANOTHER, NONE, Closed
from children.retention.erasing import everything_on
from children.retention.readable import named, said, without_our_names
from children.retention.words import kind_in_words

SKIP = frozenset({"id", "public_id", "content", "logo", "password", "preview", "moved", "version", "printed"})
FIRST = (Child,)
LEFT_OUT = (
    "{} of these are about a child whose record is not open to the person who asked. Somebody who can see "
    "that record, or the data protection officer, can provide them."
)
NOT_IN = (Bundle, LegalHold, Erasure, AccessLog, AuditEvent, SentForm, Draft)


@dataclass(frozen=True)
class Piece:
    """Words of a cell. A third party is somebody else than the person the record is about."""

    text: str
    is_third_party: bool = False


@dataclass
class Section:
    """One kind of record: what each row says, field by field."""

    title: str
    rows: list[list[tuple[str, list[Piece]]]] = field(default_factory=list)
    withheld: str = ""
    """Why the rows are not here, where they are not."""
    count: int = 0


class Words:
    """Cells of rows in words, with the names of other people marked wherever they stand."""

    def __init__(self, names: Iterable[str], own: Iterable[models.Model], closed: Closed = NONE) -> None:
        self.own, self.closed = {(type(o), o.pk) for o in own}, closed
        known = sorted({n.strip() for n in names if len(n.strip()) > 2}, key=len, reverse=True)
        self.pattern = re.compile("|".join(rf"\b{re.escape(n)}\b" for n in known), re.I) if known else None

    def of_row(self, row: models.Model) -> list[tuple[str, list[Piece]]]:
        cells = []
        for column in row._meta.concrete_fields:
            if column.name in SKIP or _is_own(column, self.own, row):
                continue
            pieces = self.of_value(row, column)
            if pieces:
                cells.append((capfirst(as_said(str(column.verbose_name))), pieces))
        return cells

    def of_value(self, row: models.Model, column: Any) -> list[Piece]:
        value = getattr(row, column.name, None)
        if value in (None, "", [], {}):
            return []
        if isinstance(value, Child) and value.pk in self.closed.children:
            return [Piece(ANOTHER, is_third_party=True)]
        if isinstance(value, models.Model):
            return [Piece(named(value), is_third_party=isinstance(value, (User, Worker, Child)))]
        if column.choices:
            return [Piece(as_said(str(getattr(row, f"get_{column.name}_display")())))]
        for row_words in registered("ROW_WORDS"):
            if words := row_words(row, column.name):
                return self.marked(words)
        for words_of in registered("CODE_WORDS"):
            if words := words_of(row._meta.label_lower, column.name, value):
                return self.marked(words)
        return self.marked(said(without_our_names(value)))

    def marked(self, text: str) -> list[Piece]:
        """The text, cut where another person is named in it."""
        if self.pattern is None:
            return [Piece(text)]
        pieces, at = [], 0
        for match in self.pattern.finditer(text):
            if match.start() > at:
                pieces.append(Piece(text[at : match.start()]))
            pieces.append(Piece(match.group(), is_third_party=True))
            at = match.end()
        return [*pieces, Piece(text[at:])] if at < len(text) else pieces


def _is_own(column: Any, own: set[tuple[type[models.Model], Any]], row: models.Model) -> bool:
    """A relation to the person the record is about says nothing."""
    return column.is_relation and (column.related_model, getattr(row, column.attname)) in own


def _rows(model: type[models.Model], ids: set[int]) -> models.QuerySet[Any]:
    near = [
        f.name
        for f in model._meta.concrete_fields
        if f.is_relation and f.related_model in (User, Worker, Child)
    ]
    return model._base_manager.filter(pk__in=ids).select_related(*near).order_by("pk")


def _order(model: type[models.Model]) -> tuple[bool, int]:
    return model not in FIRST, list(apps.get_models()).index(model)


def held_on_child(child: Child, closed: Closed = NONE) -> Iterator[Section]:
    """Every kind of record on the child, and who has looked and what was done. What tells of a child who is
    closed to the person who asked is counted and left out.
    """
    found = everything_on(child)
    own = [Child(pk=pk) for pk in found[Child]]
    words = Words(_others(child), own, closed)
    for model in sorted(found, key=_order):
        if model not in NOT_IN:
            yield _section(model, found[model], words)
    yield _returned(child, words)
    yield _looks(AccessLog.objects.filter(child_id__in=found[Child]))
    yield _deeds(AuditEvent.objects.filter(child_id__in=found[Child]), words)


def held_on_worker(worker: Worker, closed: Closed = NONE) -> Iterator[Section]:
    """Everything on somebody who works for the council: person, roles, allocations, what they wrote where,
    what they did and looked at. Children are third parties in it.
    """
    user = worker.user
    own: list[models.Model] = [worker, *([user] if user else [])]
    names = Child.objects.filter(authority=worker.authority_id)
    words = Words((f"{c.forename} {c.surname}" for c in names.exclude(surname="")), own, closed)
    yield _section(Worker, {worker.pk}, words)
    if user:
        yield _section(User, {user.pk}, words)
    for model in apps.get_models():
        if model._meta.app_label in settings.OUR_APPS and not hasattr(model, "pgh_tracked_model"):
            ids = _naming_any(model, own)
            if ids and model not in NOT_IN:
                yield _section(model, ids, words)
    if user:
        open_ones = models.Q(child_id=None) | ~models.Q(child_id__in=closed.children)
        deeds = AuditEvent.objects.filter(open_ones, by_id=user.pk, authority_id=worker.authority_id)
        yield _deeds(deeds, words)
        yield _looks(AccessLog.objects.filter(open_ones, user=user, authority=worker.authority_id))


def _naming_any(model: type[models.Model], own: list[models.Model]) -> set[int]:
    """Rows with a relation to the worker or to the person who signs in."""
    wanted = models.Q(pk__in=[])
    for column in model._meta.concrete_fields:
        for one in own:
            if column.is_relation and column.related_model is type(one):
                wanted |= models.Q(**{column.name: one.pk})
    return set(model._base_manager.filter(wanted).values_list("pk", flat=True)) if wanted else set()


def _section(model: type[models.Model], ids: set[int], words: Words) -> Section:
    title = kind_in_words(str(model._meta.verbose_name_plural))
    why = settings.NOT_HANDED_OUT.get(model._meta.label, "")
    rows = _rows(model, ids)
    if why:
        return Section(title, withheld=why, count=rows.count())
    left_out = ids & words.closed.rows.get(model, set())
    cells = [words.of_row(row) for row in rows.exclude(pk__in=left_out).iterator(chunk_size=500)]
    withheld = LEFT_OUT.format(len(left_out)) if left_out else ""
    return Section(
        title, rows=[row for row in cells if row], withheld=withheld, count=len(cells) + len(left_out)
    )


def _others(child: Child) -> Iterator[str]:
    """Names of other people that may stand in texts: family, and everybody who works for the council."""
    links = FamilyLink.objects.filter(models.Q(child=child) | models.Q(other=child))
    for link in links.select_related("child", "other"):
        other = link.other if link.child_id == child.pk else link.child
        yield from (f"{other.forename} {other.surname}", other.forename)
    yield from Worker.objects.filter(authority=child.authority_id).values_list("name", flat=True)
    people = User.objects.filter(memberships__authority=child.authority_id).distinct()
    yield from people.values_list("name", flat=True)


def _returned(child: Child, words: Words) -> Section:
    rows = ReturnRow.objects.filter(authority=child.authority_id, number=child.number).order_by("year", "pk")
    cells = [
        [("Year", [Piece(str(r.year))]), ("Table", [Piece(r.table)]), ("Says", words.marked(said(r.values)))]
        for r in rows
    ]
    return Section("What the council’s returns say", cells, count=len(cells))


def _looks(looks: models.QuerySet[AccessLog]) -> Section:
    cells = [
        [
            ("When", [Piece(moment(look.at))]),
            ("Who", [Piece(look.user.called_at(look.at), is_third_party=True)]),
            ("Page", [Piece(as_said(look.page))]),
            ("Reason", [Piece(look.reason)]),
        ]
        for look in looks.select_related("user").order_by("pk").iterator(chunk_size=2000)
    ]
    return Section("Who has looked", cells, count=len(cells))


def _deeds(events: models.QuerySet[AuditEvent], words: Words) -> Section:
    cells = [
        [
            ("When", [Piece(moment(event.at))]),
            ("Who", [Piece(event.by_name or "the portal", is_third_party=bool(event.by_name))]),
            ("What", [Piece(action_words(event.kind))]),
            ("Reason", words.marked(event.reason)),
        ]
        for event in events.order_by("pk").iterator(chunk_size=2000)
    ]
    return Section("What was done", cells, count=len(cells))
