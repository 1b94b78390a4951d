"""A concern about brothers and sisters outlives the record of one of them."""

from disputes.models import Concern, ConcernChild


def keep_for_brothers_and_sisters(child_ids: set[int]) -> None:
    """Before records are deleted (settings.BEFORE_RECORD_ERASED): a concern that is about another child as
    well becomes that child's.
    """
    others = ConcernChild.objects.exclude(child__in=child_ids).order_by("concern", "pk")
    shared = others.filter(concern__child__in=child_ids).distinct("concern")
    for concern, child in shared.values_list("concern", "child"):
        Concern.objects.filter(pk=concern).update(child=child)
