"""The other way to end a record: the facts that figures count stay, and are about nobody.

What stays is in settings.FACTS_WITHOUT_NAMES: dates and codes of care, placements and reviews. Names,
numbers, texts, postcodes and the ids in addresses go, the day of birth becomes the first of its month, and
all that came with a return loses the trace of it. Nobody can open what is left; figures count it as before.
"""

from datetime import date
from secrets import token_hex
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Func

from children.models import Child

Rows = dict[type[models.Model], set[int]]


def facts_among(found: Rows) -> Rows:
    """Those of the rows on a record that stay."""
    stays = {Child, *(apps.get_model(label) for label in settings.FACTS_WITHOUT_NAMES)}
    return {model: ids for model, ids in found.items() if model in stays}


def make_anonymous(facts: Rows, day: date) -> int:
    """Take everything out of the facts that could tell whose they are. Returns how many rows stay."""
    for model, ids in facts.items():
        if model is not Child:
            emptied = dict.fromkeys(settings.FACTS_WITHOUT_NAMES[model._meta.label], "")
            model._base_manager.filter(pk__in=ids).update(**emptied, **_untraceable(model))
    for child in Child.objects.filter(pk__in=facts[Child]):
        Child.objects.filter(pk=child.pk).update(
            number=f"anon-{token_hex(7)}",
            forename="",
            surname="",
            upn="",
            born_on=child.born_on.replace(day=1),
            mothers_child_born_on=None,
            names_source=None,
            is_restricted=False,
            anonymised_on=day,
            **_untraceable(Child),
        )
    return sum(len(ids) for ids in facts.values())


def _untraceable(model: type[models.Model]) -> dict[str, Any]:
    """A new id for addresses, and no return that the row came with."""
    names = {field.name for field in model._meta.fields}
    new = {"public_id": Func(function="gen_random_uuid")} if "public_id" in names else {}
    return new | ({"source": None} if "source" in names else {})
