"""What pages say with and without a child who is closed to their reader."""

import re

from django.db import connection

from children.models import Child
from children.retention.erasing import belonging_to, erase
from disputes.models import Concern

CHANGES_EACH_TIME = re.compile(
    r'name="(csrfmiddlewaretoken|once)" value="[^"]*"|nonce="[^"]*"|value="[\w:-]{40,}"'
)


def take_away(children: list[Child]) -> None:
    """As if they had never been there; with them what is about several children, and so closed as well."""
    concerns = set(Concern.objects.filter(children__child__in=children).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers
        for model, keys in belonging_to(Concern, concerns).items():
            model._base_manager.filter(pk__in=keys)._raw_delete("default")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    for child in children:
        erase(child)
