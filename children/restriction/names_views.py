"""The names on all restricted records of a council, for the QA managers: who, why and to what day.

Records stand here by number, since a QA manager need not be named on them: nothing here opens a record.
"""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.lasting import in_words, longest
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.people.forms import ReasonForm
from accounts.templatetags.govuk import day as day_in_words
from accounts.templatetags.govuk import moment, plural
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from accounts.ui.tables import Cell, Row, headings
from children.models import Child
from children.restriction import actions
from children.restriction.forms import RenewForm, ReviewForm
from children.restriction.naming import Name, get_name, listed_for

KEEP = Permission.RESTRICT_CHILD
LIST = "children:names"
PER_PAGE = 50


@page(KEEP)
def names(request: Request) -> HttpResponse:
    """Every name on a restricted record: reviews that are overdue first, then what ends or is due next."""
    viewer, day = request.viewer, today()
    found = Paginator(listed_for(viewer, day), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [_row(name) for name in found],
        "headings": headings("Name", "Record", "Named by", "Last day", "Next review"),
        "page": found,
        "terms": in_words(viewer.authority, day),
    }
    return render(request, "children/names/list.html", context)


def _row(name: Name) -> Row:
    person: Cell = {
        "text": name.grant.user.name,
        "href": reverse("children:name", args=[name.grant.pk]),
        "note": name.grant.reason,
    }
    return [person, f"Child {name.number}", _given(name), _end(name), _review(name)]


def _given(name: Name) -> Cell:
    by = name.grant.granted_by.called_at(name.grant.granted_at) if name.grant.granted_by else "The portal"
    return {"text": by, "note": moment(name.grant.granted_at)}


def _end(name: Name) -> Cell:
    """The last day, and what that means today."""
    if name.is_iro:
        return {"text": day_in_words(name.until), "note": "Goes on while they are the child’s IRO"}
    if name.is_last:
        return {"text": "Ended", "tag": "red", "note": f"{day_in_words(name.until)}. {STILL_OPENS}"}
    if name.has_run_out:
        return {"text": "Ended", "tag": "grey", "note": day_in_words(name.until)}
    if name.ends_soon:
        left = f"ends in {plural(name.days_left, 'day')}" if name.days_left else "ends today"
        return {"text": day_in_words(name.until), "note": left}
    return day_in_words(name.until)


def _review(name: Name) -> Cell:
    if not name.opens:
        return "None"
    if name.is_overdue:
        return {"text": "Overdue", "tag": "red", "note": f"due by {day_in_words(name.review_on)}"}
    return day_in_words(name.review_on)


STILL_OPENS = "It still opens the record, because no other name does. Renew it, or name somebody else."


@page(KEEP)
def name(request: Request, grant: int) -> HttpResponse:
    """One name: the facts, and what can be done with it."""
    found, child = _found(request.viewer, grant)
    return render(request, "children/names/name.html", {"name": found, "rows": _facts(found)})


def _found(viewer: Viewer, grant: int) -> tuple[Name, Child]:
    """The door to a name: on a restricted record of the viewer's council, else 404."""
    found = get_name(viewer, grant, today())
    if found is None:
        raise Http404("No such name")
    return found, Child.objects.select_related("authority").get(pk=found.grant.child_id)


def _facts(name: Name) -> list[dict[str, Any]]:
    end, review = _end(name), _review(name)
    return [
        {"key": "Record", "value": f"Child {name.number}"},
        {"key": "Why", "value": name.grant.reason},
        {"key": "Named by", "value": _line(_given(name))},
        {"key": "Last day", "value": _line(end)},
        {"key": "Next review", "value": _line(review)},
    ]


def _line(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ", ".join(filter(None, (cell["text"], cell.get("note", ""))))


def _ask(
    request: HttpRequest, form: BaseForm, found: Name, title: str, button: str, **more: Any
) -> HttpResponse:
    question = Question(
        title=title,
        button=button,
        back=reverse("children:name", args=[found.grant.pk]),
        about="components/summary_list.html",
        **more,
    )
    return ask_page(request, form, question, rows=_facts(found))


@page(KEEP, methods=FORM)
def renew_name(request: Request, grant: int) -> HttpResponse:
    """Let a name go on to another last day."""
    viewer, day = request.viewer, today()
    found, child = _found(viewer, grant)
    form = RenewForm(posted(request), initial=vars(longest(viewer.authority, day)))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.renew_name(
                child=child,
                grant=found.grant,
                lasting=form.lasting,
                reason=form.cleaned_data["reason"],
                by=viewer.user,
                today=day,
            )
            last = day_in_words(form.lasting.until)
            messages.success(request, f"{found.grant.user.name} can see the record until {last}.")
            return redirect(LIST)
    return _ask(
        request,
        form,
        found,
        f"Renew the name of {found.grant.user.name}",
        "Renew the name",
        facts=(in_words(viewer.authority, day),),
    )


@page(KEEP, methods=FORM)
def review_name(request: Request, grant: int) -> HttpResponse:
    """Note that a name was looked at and stays, and when it is looked at next."""
    viewer, day = request.viewer, today()
    found, child = _found(viewer, grant)
    next_day = min(longest(viewer.authority, day).review_on, max(found.until, day))
    form = ReviewForm(posted(request), initial={"review_on": next_day})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.review_name(
                child=child, grant=found.grant, by=viewer.user, today=day, **form.cleaned_data
            )
            messages.success(request, f"The review of {found.grant.user.name}’s access is saved.")
            return redirect(LIST)
    return _ask(request, form, found, f"Review the access of {found.grant.user.name}", "Save the review")


@page(KEEP, methods=FORM)
def end_name(request: Request, grant: int) -> HttpResponse:
    """End a name before its last day."""
    viewer, day = request.viewer, today()
    found, child = _found(viewer, grant)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reason = form.cleaned_data["reason"]
            actions.take_off_record(child=child, grant=found.grant, reason=reason, by=viewer.user, today=day)
            messages.success(request, f"{found.grant.user.name} can no longer see the record.")
            return redirect(LIST)
    return _ask(
        request,
        form,
        found,
        f"End the name of {found.grant.user.name}",
        "End the name",
        text="The person loses access at once.",
    )
