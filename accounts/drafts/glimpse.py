"""The first words of a draft in its person's own list: only where what it is about is still open to them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, Model, Value

from accounts.access.viewers import Viewer
from accounts.drafts.actions import read
from accounts.models import Authority, Draft
from accounts.registry import registered

UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LENGTH = 80
FEWEST = 3
"""An answer of fewer words may be a name, a date or a code."""
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""A letter of the scripts that put no space between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer."""
FEWEST_LETTERS = 12
"""Of these scripts: a name has fewer."""


def first_words(drafts: Iterable[Draft], viewer: Viewer, today: date) -> dict[int, str]:
    """Draft -> its first words. A draft about something that is closed, or gone, has none."""
    about = {draft.pk: UUIDS.findall(f"{draft.subject} {draft.page}".lower()) for draft in drafts}
    objects = _objects({UUID(one) for found in about.values() for one in found})
    open_ = {one: _is_open(found, viewer, today) for one, found in objects.items()}
    shown = {}
    for draft in drafts:
        if all(open_.get(UUID(one), False) for one in about[draft.pk]):
            shown[draft.pk] = _start_of(draft.words or draft.late_words)
    return shown


def _is_open(found: Model, viewer: Viewer, today: date) -> bool:
    """As for a mail about it, somebody must say that it is. What is about the council alone is open."""
    if isinstance(found, Authority):
        return found.pk == viewer.authority_id
    return any(reads(viewer, found, today) for reads in registered("MAIL_READERS"))


def _objects(wanted: set[UUID]) -> dict[UUID, Model]:
    """What these addresses name: one statement to find of which kind each is, one for each kind."""
    if not wanted:
        return {}
    kinds = [
        model
        for model in apps.get_models()
        if model._meta.app_label in settings.OUR_APPS
        and any(field.name == "public_id" and field.unique for field in model._meta.concrete_fields)
    ]
    parts = [
        model._base_manager.filter(public_id__in=wanted)
        .order_by()
        .annotate(its_kind=Value(model._meta.label_lower, CharField()))
        .values_list("its_kind", "public_id")
        for model in kinds
    ]
    of_kind: dict[str, list[UUID]] = defaultdict(list)
    for kind, of in parts[0].union(*parts[1:], all=True):
        of_kind[kind].append(of)
    return {
        of: found
        for kind, ids in of_kind.items()
        for of, found in apps.get_model(kind)._base_manager.in_bulk(ids, field_name="public_id").items()
    }


def _start_of(words: str) -> str:
    for values in read(words).lists():
        for value in values[1]:
            text = " ".join(value.split())
            if len(text.split()) >= FEWEST or len(UNSPACED.findall(text)) >= FEWEST_LETTERS:
                return text if len(text) <= LENGTH else f"{text[:LENGTH].rsplit(' ', 1)[0]} …"
    return ""
