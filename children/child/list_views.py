"""The list of children, and the way to one record by its number."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission, Role, Scope
from accounts.clock import today
from accounts.registry import registered
from accounts.searches import address, filter_data, filters_for_log, filters_in, to_list
from accounts.ui.posted import posted
from children.access import find_by_number, log_list
from children.child.list_forms import ChildFilter, FindForm
from children.child.lists import (
    Key,
    iro_choices,
    keys_for,
    legal_choices,
    team_choices,
    with_facts,
)
from children.models import Child
from statute.working_days import birthday

PER_PAGE = 25
HEADINGS = (
    ("Child", "name"),
    ("Legal status and placement", ""),
    ("Next review due", "due"),
    ("IRO and social worker", ""),
)


@page(Permission.SEE_CHILDREN, methods=FORM)
def child_list(request: Request) -> HttpResponse:
    """The children this person sees, filtered and sorted by the address; a filter that is sent leads to its
    address.
    """
    viewer, day = request.viewer, today()
    form = ChildFilter(
        filter_data(request),
        iros=iro_choices(viewer),
        teams=team_choices(viewer),
        legal=legal_choices(),
        is_iro=viewer.is_a(Role.IRO),
    )
    if request.method == "POST":
        return to_list(request, form)
    filters_in(request, form)
    keys = keys_for(viewer, form.filters, form.order, day)
    shown = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    pks = [pk for pk, *_ in shown]
    log_list(viewer, pks, page="children", filters=filters_for_log(form))
    due: dict[int, dict[str, Any]] = {}
    for columns in registered("CHILD_LIST_COLUMNS"):
        due |= columns(pks, day)
    context = {
        "form": form,
        "page_obj": shown,
        "rows": [(child, due.get(child.pk), _adult_on(child, day)) for child in with_facts(pks)],
        "told_until": viewer.authority.known_until,
        "not_counted": _not_counted(keys),
        "perhaps": sum(perhaps for *_, perhaps in keys),
        "perhaps_only": address(request, show="not_known"),
        "adults_only": address(request, show="turned_18"),
        "headings": _headings(request, form.order),
        "selected": _selected(request, form),
        "today": day,
        "hand_over": form.filters.get("iro") if viewer.may(Permission.ALLOCATE_IRO) else None,
        "may_add": viewer.may(Permission.EDIT_CHILD),
        "may_allocate": viewer.may(Permission.ALLOCATE_IRO),
        "may_draw": viewer.may(Permission.DRAW_RECORDS),
        "looks_by_reason": viewer.scopes <= {Scope.BY_REASON, Scope.NONE},
    }
    return render(request, "children/list.html", context)


def _adult_on(child: Child, day: date) -> date | None:
    """The 18th birthday of a child whose care has no end in the records, once it has come."""
    adult_on = birthday(child.born_on, 18)
    return adult_on if child.in_care_since and adult_on <= day else None


def _not_counted(keys: list[Key]) -> dict[str, int]:
    """How many of those looked after now no figure of children looked after counts, and where they are."""
    adults = sum(is_adult for _, is_adult, _, _ in keys)
    breaks = sum(in_breaks and not is_adult for _, is_adult, in_breaks, _ in keys)
    return {"adults": adults, "breaks": breaks} if adults or breaks else {}


def _headings(request: Request, order: str) -> list[dict[str, str]]:
    """The columns; those that can be sorted link to the list sorted by them, the present one turned round."""
    shown = []
    for text, key in HEADINGS:
        now = {key: "ascending", f"-{key}": "descending"}.get(order, "none") if key else ""
        turned = f"-{key}" if now == "ascending" else key
        shown.append({"text": text, "sorted": now, "href": address(request, sort=turned) if key else ""})
    return shown


def _selected(request: Request, form: ChildFilter) -> list[dict[str, str]]:
    return [
        {"text": form.words(name, value), "href": address(request, **{name: None})}
        for name, value in form.filters.items()
        if name != "sort"
    ]


@page(Permission.SEE_CHILDREN, methods=FORM)
def find(request: Request) -> HttpResponse:
    """Open one record by its number: one's own, one that opens by a reason, or a restricted one to ask
    for.
    """
    form = FindForm(posted(request))
    if request.method == "POST" and form.is_valid():
        child = find_by_number(request.viewer, form.cleaned_data["number"])
        if child:
            return redirect("children:child", public_id=child.public_id)
        form.add_error(
            "number", "There is no record with this number that you may open or ask for. Check the number."
        )
    return render(request, "children/find.html", {"form": form}, status=422 if form.errors else 200)
