"""Questions of the record that a council does not ask: reviews whose record was begun without one are in no
figure of it, neither as no nor as not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest

from django.db.models import QuerySet

from accounts.templatetags.govuk import day as day_words
from reporting.measures.base import Scope
from reviews.models import RecordVersion, Review
from reviews.record.own.layout import Layout


@dataclass(frozen=True)
class LeftOut:
    """One question that is, or was, left out."""

    versions: tuple[int, ...]
    spells: tuple[str, ...]
    """From when to when, in words."""

    @property
    def words(self) -> str:
        """What is said beside its figures; empty where the record always asked it."""
        if not self.versions:
            return ""
        spells = " and ".join(self.spells)
        return f"Your council’s record does not ask this at reviews {spells}: they are in no figure of it."


NOWHERE = LeftOut((), ())


def left_out(scope: Scope, section: str, question: str) -> LeftOut:
    """Which versions of the council's record do not ask a question of the portal's."""
    found: Mapping[str, LeftOut] = scope.of_council(("left out of records",), lambda: _all_of(scope))
    return found.get(f"{section}.{question}", NOWHERE)


def _all_of(scope: Scope) -> dict[str, LeftOut]:
    published = RecordVersion.objects.filter(authority=scope.authority, published_at__isnull=False)
    versions = list(published.order_by("starts_on"))
    found: dict[str, LeftOut] = {}
    for version, later in zip_longest(versions, versions[1:]):
        ends = later.starts_on - timedelta(days=1) if later is not None and later.starts_on else None
        spell = f"from {day_words(version.starts_on)}{f' to {day_words(ends)}' if ends else ''}"
        for key in Layout.from_stored(version.layout).left_out:
            before = found.get(key, NOWHERE)
            found[key] = LeftOut((*before.versions, version.pk), (*before.spells, spell))
    return found


def asked_at(reviews: QuerySet[Review], left: LeftOut) -> QuerySet[Review]:
    """The reviews whose record asks the question."""
    return reviews.exclude(record_version__in=left.versions) if left.versions else reviews
