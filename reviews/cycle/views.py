"""The page that says how far the records reach."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.models import Authority
from accounts.templatetags.govuk import day
from accounts.ui.asking import Question, ask_page, only_shown, refusals_on, show_changes
from accounts.ui.posted import posted
from reviews.cycle import actions
from reviews.cycle.forms import ReachForm
from reviews.cycle.reach import of_reach


def settings_links(viewer: Viewer) -> list[dict[str, str]]:
    """The reach of the records among the council's settings."""
    if not viewer.may(P.IMPORT):
        return []
    text = "The last day the returns cover, and since when the portal is the live record"
    return [{"title": "How far the records reach", "text": text, "href": reverse("reviews:reach")}]


@page(P.IMPORT, methods=FORM)
def reach(request: Request) -> HttpResponse:
    """To which day returns tell of reviews, and from which day the portal is the live record."""
    council = request.viewer.authority
    latest = actions.latest_return(council)
    now_set = {"stated_until": latest and latest.stated_until, "live_from": council.live_from}
    form = ReachForm(posted(request), initial=now_set, today=today())
    if only_shown(request, form):
        with refusals_on(form):
            asked = {**form.cleaned_data, "today": today()}
            actions.check_reach(council, **asked)
            return show_changes(request, form, _question(council), [of_reach(council, **asked)])
        return ask_page(request, form, _question(council))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.set_reach(authority=council, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, "Saved. Every due date has been worked out again.")
            return redirect("children:imports")
    return ask_page(request, form, _question(council))


def _question(council: Authority) -> Question:
    return Question(
        title="How far the records reach",
        button="Save",
        back=reverse("children:imports"),
        back_text="Imports",
        text="A review that was due after the last day the records cover is not called overdue: "
        "nobody can say yet whether it was held.",
        facts=_facts(council.known_from, council.reviews_until or council.known_until),
        shows=True,
    )


def _facts(known_from: date | None, known_until: date | None) -> tuple[str, ...]:
    if not known_from or not known_until:
        return ("No return has been imported, so everything is taken to be known.",)
    if known_from > known_until:
        return ("No return came with a reviews file so far, so no review is known.",)
    return (
        f"The returns and the daily feed so far have reviews from {day(known_from)} to {day(known_until)}.",
    )
