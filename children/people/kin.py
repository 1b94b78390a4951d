"""Who is a brother or sister of a child."""

from django.db.models import BigIntegerField, Q

from accounts.written import Written
from children.models import Child, FamilyLink
from children.models.family import LinkKind


def siblings_of(child: Child) -> set[int]:
    """The brothers and sisters of the child, whoever may see them."""
    return {pk for pair in LINKS(child=child.pk) for pk in pair} - {child.pk}


LINKS = Written(
    lambda child: (
        FamilyLink.objects.filter(Q(child=child) | Q(other=child), kind=LinkKind.SIBLING)
        .order_by()
        .values_list("child", "other")
    ),
    child=BigIntegerField(),
)
