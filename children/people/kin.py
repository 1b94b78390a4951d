"""Who is a brother or sister of a child."""

from django.db.models import Q

from children.models import Child, FamilyLink
from children.models.family import LinkKind


def siblings_of(child: Child) -> set[int]:
    """The brothers and sisters of the child, whoever may see them."""
    links = FamilyLink.objects.filter(Q(child=child) | Q(other=child), kind=LinkKind.SIBLING)
    return {pk for pair in links.values_list("child", "other") for pk in pair} - {child.pk}
