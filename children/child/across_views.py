"""Pages of a person who works in several councils: every child in one list, and the way to one of them."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.single_sign_on.reading import councils_of_session
from accounts.site.views import work_in
from children.access import log_list
from children.child.across import everywhere, viewers_of
from children.models import Child

PER_PAGE = 50


@page(Permission.SEE_CHILDREN)
def across(request: Request) -> HttpResponse:
    """The children of every council the person works in, the next review first."""
    day = today()
    viewers = viewers_of(request.viewer.user, today=day, only=councils_of_session(request))
    shown = Paginator(everywhere(viewers, day), PER_PAGE).get_page(request.GET.get("page"))
    for viewer in viewers:
        mine = [row.child.pk for row in shown if row.viewer is viewer]
        log_list(viewer, mine, page="children of several councils")
    context = {"page_obj": shown, "today": day, "councils": [v.authority.name for v in viewers]}
    return render(request, "children/across.html", context)


@page(Permission.SEE_CHILDREN, methods=POST)
def open_across(request: Request, public_id: UUID) -> HttpResponse:
    """Work in the child's council from now on, and open the child there."""
    for viewer in viewers_of(request.viewer.user, today=today(), only=councils_of_session(request)):
        if Child.objects.visible_to(viewer).filter(public_id=public_id).exists():
            work_in(request, viewer.authority)
            return redirect("children:child", public_id=public_id)
    raise Http404("No such child")
