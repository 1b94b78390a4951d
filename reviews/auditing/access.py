"""Who draws samples and rates decisions: the QA manager, of the children they see. Nobody rates their own."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from children.access import get_child
from children.models import Child
from reviews.models import Decision, DecisionSample, RatedDecision
from reviews.models.rating import PARTS


def samples_of(viewer: Viewer) -> QuerySet[DecisionSample]:
    """The samples of the council."""
    return DecisionSample.objects.filter(authority=viewer.authority_id)


def get_sample(viewer: Viewer, public_id: UUID) -> DecisionSample:
    """A sample, for whoever rates decisions. Raises Http404."""
    found = samples_of(viewer).select_related("iro", "drawn_by").filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such sample")
    return found


def counted_samples(viewer: Viewer) -> QuerySet[DecisionSample]:
    """The samples, each with how many decisions about children this person sees are drawn, rated and SMART:
    how many others there are says something of a restricted record."""

    def seen(**which: bool) -> Count:
        children = Child.objects.visible_to(viewer).values("pk").order_by()
        met = {f"decisions__{name}": value for name, value in which.items()}
        return Count("decisions", filter=Q(decisions__made__decision__child__in=children, **met))

    rows = samples_of(viewer).select_related("iro", "drawn_by")
    smart = seen(**dict.fromkeys(PARTS, True))
    return rows.annotate(drawn=seen(), rated=seen(rated_at__isnull=False), smart=smart)


def seen_of(viewer: Viewer, sample: DecisionSample) -> QuerySet[RatedDecision]:
    """The decisions of a sample that are about children this person sees."""
    children = Child.objects.visible_to(viewer).values("pk").order_by()
    related = ("made__decision__child", "made__decision__created_by", "made__review", "rated_by")
    return sample.decisions.filter(made__decision__child__in=children).select_related(*related)


def get_to_rate(viewer: Viewer, public_id: UUID, *, page: str) -> RatedDecision:
    """A decision of a sample, for whoever rates decisions; the read is logged on the child."""
    related = ("sample", "made__review", "made__decision__child", "made__decision__created_by")
    found = RatedDecision.objects.select_related(*related).filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such decision")
    found.made.decision.child = get_child(viewer, found.made.decision.child.public_id, page=page)
    return found


def rating_for(viewer: Viewer, decision: Decision, *, is_iro: bool) -> RatedDecision | None:
    """How a decision was rated, for whoever rates and for the child's IRO; None where it was not."""
    if not (is_iro or viewer.may(P.RATE_DECISIONS)):
        return None
    rows = RatedDecision.objects.filter(made__decision=decision, rated_at__isnull=False)
    return rows.select_related("rated_by").first()
