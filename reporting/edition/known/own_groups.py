"""The groups of codes and ages that a council made for itself."""

from accounts.models import Authority
from reporting.edition.known.same_codes import Groupings
from reporting.measures.groups import from_plain
from reporting.models import Grouping


def groupings_of(authority: Authority) -> Groupings:
    """The groups that the council made for itself."""
    stored = Grouping.objects.filter(authority=authority).values_list("kind", "starts_on", "groups")
    return Groupings(tuple((kind, day, tuple(map(from_plain, made))) for kind, day, made in stored))
