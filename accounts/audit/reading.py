"""Reading the trail of one child: who has looked, who has done what, and what each changed row was before.

Three sources are one list: the access log, the log of named actions, and the row history that triggers write.
The floors
above own most of the tables; they are found by their relation to the child, never imported.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, cast

import pghistory.models
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.utils.text import capfirst

from accounts.access.viewers import Viewer
from accounts.councils.words import as_said
from accounts.models import AccessLog, AuditEvent, User
from accounts.registry import registered
from accounts.templatetags.govuk import moment, plural

PER_PAGE = 50
KINDS = {"looked": "Looked", "did": "Did", "changed": "Changed"}
ACTIONS = {
    "access.asked": "Asked for access",
    "access.granted": "Gave access",
    "access.refused": "Refused access",
    "access.revoked": "Removed access",
    "access.named": "Named a person on the record",
    "access.renewed": "Renewed a person’s name on the record",
    "access.reviewed": "Looked again at a person’s name on the record",
    "access.ended": "A person’s name on the record came to its last day",
    "access.entered": "Opened the record by giving a reason",
    "decision.manager_told": "Recorded that a manager was told of an amendment",
    "letter.copy_opened": "Opened their copy of a letter or minutes",
    "letter.copy_outcome": "Recorded what happened to a copy of a letter or minutes",
    "letter.copy_read_first": "Read a copy before it went",
    "letter.copy_told": "Recorded that the holder of a copy was told of an amendment",
}
HIDDEN = frozenset({"id", "version", "logo", "content", "password", "preview", "moved", "figures"})


@dataclass(frozen=True)
class Change:
    """One field of a row: its name in words, before and after. None is "not recorded"."""

    label: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Line:
    """One line of the trail."""

    at: datetime
    kind: str  # looked, did, changed
    what: str
    by: str
    reason: str = ""
    allowed: bool = True
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class TrailPage:
    lines: list[Line]
    number: int
    pages: int
    count: int


@cache
def sources() -> tuple[tuple[type[models.Model], type[models.Model], str], ...]:
    """For every table of rows about a child: (event model, model, SQL condition). The condition has one
    parameter, the ids of the child's records.
    """
    child = apps.get_model(settings.CHILD_MODEL)
    found = []
    for event in sorted(apps.get_models(), key=lambda m: m._meta.label):
        if not issubclass(event, pghistory.models.Event) or event._meta.abstract:
            continue
        tracked = cast("type[models.Model]", event.pgh_tracked_model)
        where = _condition(tracked, child)
        if where:
            found.append((event, tracked, where))
    return tuple(found)


def _condition(model: type[models.Model], child: type[models.Model]) -> str:
    """How rows of the history belong to a child: the child itself, a child_id, or one relation further."""
    if model is child:
        return "pgh_obj_id = ANY(%s)"
    columns = {f.column for f in model._meta.concrete_fields}
    if "child_id" in columns:
        return "child_id = ANY(%s)"
    for relation in model._meta.concrete_fields:
        target = relation.related_model
        if isinstance(target, type) and "child_id" in {f.column for f in target._meta.concrete_fields}:
            parent = target._meta.db_table
            return f'{relation.column} IN (SELECT id FROM "{parent}" WHERE child_id = ANY(%s))'
    return ""


Hidden = dict[str, list[int]]
"""Label of a model -> ids of rows that this reader may not see; rows that belong to them are hidden too."""


def hidden_from(viewer: Viewer, child_id: int) -> Hidden:
    """What the apps above keep from this reader on the trail of this child (settings.TRAIL_HIDES)."""
    found: Hidden = {}
    for hides in registered("TRAIL_HIDES"):
        found |= hides(viewer, child_id)
    return {label: ids for label, ids in found.items() if ids}


def _without(tracked: type[models.Model], hidden: Hidden) -> tuple[str, list[Any]]:
    """The end of a condition that leaves out hidden rows of a table and rows that refer to them; and its
    parameters.
    """
    sql, parameters = "", list[Any]()
    if tracked._meta.label in hidden:
        sql, parameters = " AND NOT pgh_obj_id = ANY(%s)", [hidden[tracked._meta.label]]
    for column in tracked._meta.concrete_fields:
        target = column.related_model
        if isinstance(target, type) and target._meta.label in hidden:
            sql += f" AND NOT coalesce({column.column} = ANY(%s), false)"
            parameters.append(hidden[target._meta.label])
    return sql, parameters


def _union(child_ids: Sequence[int], hidden: Hidden) -> tuple[str, list[Any]]:
    """The SQL of the whole trail, one row a line, without order; and its parameters."""
    ids_of_child = list(child_ids)
    looked = (
        "SELECT at, 'looked' AS kind, page || CASE WHEN filters = '' THEN '' ELSE ' (' || filters || ')' END "
        "AS what, user_id AS by_id, reason, allowed, '' AS verb, "
        "NULL::jsonb AS row, NULL::jsonb AS before, id AS n "
        f"FROM {AccessLog._meta.db_table} WHERE child_id = ANY(%s)"
    )
    did = (
        "SELECT at, 'did', kind, by_id, reason, true, '', NULL::jsonb, NULL::jsonb, id "
        f"FROM {AuditEvent._meta.db_table} WHERE child_id = ANY(%s)"
    )
    parts, parameters = [looked, did], list[Any]([ids_of_child, ids_of_child])
    for label, ids in hidden.items():
        if label == AuditEvent._meta.label:
            parts[1] += " AND NOT id = ANY(%s)"
            parameters.append(ids)
            continue
        parts[1] += " AND NOT coalesce(target_type = %s AND target_id = ANY(%s), false)"
        parameters += [label.lower(), ids]
    for event, tracked, where in sources():
        without, more = _without(tracked, hidden)
        parts.append(
            "SELECT pgh_created_at, 'changed', %s, (pgh_context->>'by')::bigint, "
            "coalesce(pgh_context->>'reason', ''), true, pgh_label, to_jsonb(e), "
            "lag(to_jsonb(e)) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id), pgh_id "
            f'FROM "{event._meta.db_table}" e WHERE {where}{without}'
        )
        parameters += [tracked._meta.label, ids_of_child, *more]
    return " UNION ALL ".join(parts), parameters


def trail(
    child_ids: Sequence[int],
    *,
    page: int = 1,
    kind: str = "",
    per_page: int = PER_PAGE,
    hidden: Hidden | None = None,
) -> TrailPage:
    """One page of a child's trail, newest first: three queries, and one for each kind of person or team that
    changes name.

    `child_ids` are the child's record and those merged into it. `hidden` is what this reader may not see
    (hidden_from).

    `kind` is "looked", "did" or "changed", or empty for all. The caller has made sure that the reader may
    read it.
    """
    union, parameters = _union(child_ids, hidden or {})
    chosen = "WHERE kind = %s" if kind in KINDS else ""
    if chosen:
        parameters = [*parameters, kind]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({union}) trail {chosen}", parameters)
        count = cursor.fetchone()[0]
        pages = max(1, -(-count // per_page))
        number = min(max(1, page), pages)
        cursor.execute(
            f"SELECT at, kind, what, by_id, reason, allowed, verb, row, before FROM ({union}) trail {chosen} "
            "ORDER BY at DESC, kind, n DESC LIMIT %s OFFSET %s",
            [*parameters, per_page, (number - 1) * per_page],
        )
        rows = cursor.fetchall()
    names = dict(User.objects.filter(pk__in={r[3] for r in rows if r[3]}).values_list("pk", "name"))
    people = _people_in(rows)
    return TrailPage([_line(row, names, people) for row in rows], number, pages, count)


def _has_name(model: Any) -> bool:
    if not (isinstance(model, type) and issubclass(model, models.Model)):
        return False
    return "name" in {f.name for f in model._meta.concrete_fields}


def _people_in(rows: list[tuple[Any, ...]]) -> dict[tuple[str, int], str]:
    """(model, id) -> who or what the changed rows name: people, workers, teams. One query a model."""
    wanted: dict[type[models.Model], set[int]] = {}
    for row in rows:
        if row[1] != "changed":
            continue
        for column in apps.get_model(row[2])._meta.concrete_fields:
            if column.is_relation and _has_name(column.related_model):
                ids: set[Any] = {(_parsed(state) or {}).get(str(column.column)) for state in (row[7], row[8])}
                wanted.setdefault(column.related_model, set()).update(ids - {None})
    return {
        (model._meta.label, pk): str(found)
        for model, ids in wanted.items()
        for pk, found in model._default_manager.in_bulk(ids).items()
    }


def _line(row: tuple[Any, ...], names: dict[int, str], people: dict[tuple[str, int], str]) -> Line:
    at, kind, what, by_id, reason, allowed, verb, after, before = row
    by = names.get(by_id, "The portal itself") if by_id else "The portal itself"
    if kind == "looked":
        text = as_said(what if allowed else f"{what}: not allowed")
        return Line(at=at, kind=kind, what=text, by=by, reason=reason, allowed=allowed)
    if kind == "did":
        return Line(at=at, kind=kind, what=action_words(what), by=by, reason=reason)
    model = apps.get_model(what)
    verbs: dict[Any, str] = {"insert": "added", "update": "changed", "delete": "removed"}
    words = as_said(f"{capfirst(str(model._meta.verbose_name))} {verbs[verb]}")
    old = _parsed(before) if verb != "insert" else None
    changes = list(_changes(model, old, _parsed(after), verb, people))
    return Line(at=at, kind=kind, what=words, by=by, reason=reason, changes=changes)


def action_words(kind: str) -> str:
    """A named action in words, the council's where it has its own: "review.adjourned" is "Review
    adjourned"."""
    return as_said(ACTIONS.get(kind) or capfirst(kind.replace(".", " ").replace("_", " ")))


def _parsed(value: Any) -> dict[str, Any] | None:
    return json.loads(value) if isinstance(value, str) else value


def _changes(
    model: type[models.Model],
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    verb: str,
    people: dict[tuple[str, int], str],
) -> Iterator[Change]:
    """The fields that differ, in the model's order; a removed row shows what it was. Links to rows without a
    name are left out.
    """
    old, new = (after, None) if verb == "delete" else (before, after)
    for column in filter(_is_readable, model._meta.concrete_fields):
        name = str(column.column)
        was, became = (old or {}).get(name), (new or {}).get(name)
        if was != became and not (was in (None, "") and became in (None, "")):
            yield _change(column, was, became, people)


def _change(column: Any, was: Any, became: Any, people: dict[tuple[str, int], str]) -> Change:
    """Before and after; of structured text of one length how much of it differs."""
    before, after = _shown(column, was, people), _shown(column, became, people)
    if before is not None and before == after and isinstance(column, models.JSONField):
        after = f"{after}, {_differing(was, became)} changed"
    return Change(_label(column), before, after)


def _differing(was: Any, became: Any) -> int:
    if isinstance(was, dict) and isinstance(became, dict):
        return sum(was.get(key) != became.get(key) for key in {*was, *became})
    return sum(one != other for one, other in zip(was, became, strict=False)) or 1


def _is_readable(column: Any) -> bool:
    """Whether a field says anything to a reader: no keys of ours, and no link to a row without a name."""
    if column.name in HIDDEN or column.name in {"public_id", "created_at", "recorded_at"}:
        return False
    return not column.is_relation or _has_name(column.related_model)


def _label(column: Any) -> str:
    words = as_said(str(column.verbose_name))
    return capfirst(words.replace(" on", "") if column.name.endswith("_on") else words)


def _shown(column: Any, value: Any, people: dict[tuple[str, int], str]) -> Any:
    """A code's own words, yes or no, a date or time in words, the name of a person or team; of structured
    text only its length.
    """
    if value in (None, ""):
        return None
    if column.choices:
        return as_said(str(dict[Any, Any](column.flatchoices).get(value, value)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column.is_relation:
        return people.get((column.related_model._meta.label, value), "no longer there")
    for words_of in registered("CODE_WORDS"):
        if words := words_of(column.model._meta.label_lower, column.name, value):
            return words
    return _in_words(column, value)


def _in_words(column: Any, value: Any) -> Any:
    if isinstance(column, models.JSONField):
        return plural(len(value), "answer") if value else None
    if isinstance(column, models.DateTimeField):
        return moment(models.DateTimeField().to_python(value))
    return models.DateField().to_python(value) if isinstance(column, models.DateField) else value
