"""The page of children who did not come to their last review, with what would have to change."""

from datetime import date

from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.http import HttpResponse
from django.shortcuts import render

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from children.access import log_list
from children.models import Child
from reviews.models import Review, ReviewSection
from reviews.models.review import ReviewStatus, SectionKey
from statute.participation import DID_NOT_COME, MEANING

PER_PAGE = 50


def did_not_come(viewer: Viewer, day: date) -> QuerySet[Review]:
    """The last complete review of each child in care whom this person sees, where the child did not come."""
    children = Child.objects.visible_to(viewer).looked_after_on(day)
    held = Review.objects.filter(child=OuterRef("child"), status=ReviewStatus.COMPLETED)
    said = ReviewSection.objects.filter(review=OuterRef("pk"), key=SectionKey.ATTENDANCE)
    return (
        Review.objects.filter(
            child__in=children.values("pk").order_by(),
            participation_code__in=DID_NOT_COME,
            pk=Subquery(held.order_by("-held_on", "-pk").values("pk")[:1]),
        )
        .annotate(would_help=Subquery(said.values(answer=KeyTextTransform("would_help", "data"))[:1]))
        .select_related("child")
        .order_by("-held_on", "pk")
    )


@page(P.RECORD_REVIEW, P.RESTRICT_CHILD)
def not_there(request: Request) -> HttpResponse:
    """Children who did not come to their last review, those of the latest reviews first."""
    shown = Paginator(did_not_come(request.viewer, today()), PER_PAGE).get_page(request.GET.get("page"))
    log_list(request.viewer, [review.child_id for review in shown], page="did not come")
    rows = [(review, MEANING[review.participation_code]) for review in shown]
    return render(request, "reviews/not_there.html", {"page": shown, "rows": rows})
