"""Every page part with invented contents, for the people who build pages and for the accessibility tests.
Never served in production.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import format_html

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.searches import search_field
from accounts.ui.fields import DatePartsField, PickDateField, SeveralField
from accounts.ui.forms import BaseForm, BaseRows
from accounts.ui.posted import posted

DAY = dt.date(2026, 5, 12)
AT = dt.datetime(2026, 5, 12, 13, 30, tzinfo=dt.UTC)
YES_NO = [("yes", "Yes"), ("no", "No")]


class SampleForm(BaseForm):
    """One field of each kind."""

    place = forms.CharField(
        label="Where is the meeting?", help_text="A building, or the link of a video call", max_length=80
    )
    held_on = DatePartsField(
        label="When was the review held?",
        noun="The date of the review",
        past=True,
        help_text="For example, 27 3 2026",
    )
    next_on = PickDateField(label="When is the next review?", noun="The date of the next review")
    in_time = forms.ChoiceField(
        label="Was the record sent in time?", choices=YES_NO, widget=forms.RadioSelect
    )
    late_reason = forms.CharField(label="Why was it late?", required=False)
    came = SeveralField(
        label="Who came?",
        choices=[("child", "The child"), ("carer", "The carer"), ("other", "Somebody else")],
        widget=forms.CheckboxSelectMultiple,
    )
    other_person = forms.CharField(label="Who else came?", required=False)
    kind = forms.ChoiceField(
        label="Kind of placement",
        choices=[("", "Choose one"), ("U1", "Foster placement"), ("K2", "Children’s home")],
    )
    words = forms.CharField(label="What did the child say?", widget=forms.Textarea(attrs={"rows": 5}))
    report = forms.FileField(label="The social worker’s report", required=False)
    finished = forms.BooleanField(label="I have completed this section", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = {"yes": "Within 20 working days of the review"}
        self.draw("in_time", reveals={"no": "late_reason"}, item_hints=within)
        carer = {"carer": "A foster carer, or the key worker of a home"}
        self.draw("came", reveals={"other": "other_person"}, item_hints=carer)
        self.draw("words", govuk_maxlength=2000)


class SampleRow(BaseForm):
    """One row of an add-another list."""

    action = forms.CharField(label="What is to be done?", widget=forms.Textarea(attrs={"rows": 2}))
    due_on = PickDateField(label="By when?", noun="The date")


class SampleFilter(BaseForm):
    """What a list may be filtered by."""

    search = search_field("Name or number")
    team = forms.ChoiceField(
        label="Team", choices=[("", "All teams"), ("north", "North team")], required=False
    )
    only = SeveralField(
        label="Only",
        choices=[("overdue", "Overdue"), ("restricted", "Restricted")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


SampleRows = forms.formset_factory(SampleRow, formset=BaseRows, extra=1, can_delete=True)
FORMS_SENT_EMPTY = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "1", "rows-0-action": ""}


def _work() -> dict[str, Any]:
    """What is to do and what happened."""
    return {
        "tasks": [
            {"id": "task-1", "title": "Health", "href": "#", "status": "Completed"},
            {
                "id": "task-2",
                "title": "Education",
                "href": "#",
                "hint": "A draft is kept",
                "status": "In progress",
            },
            {"id": "task-3", "title": "Send decisions", "href": "", "status": "Cannot start yet"},
        ],
        "events": [
            {
                "on": DAY,
                "title": "Review held",
                "text": "Second review, in time.",
                "by": "Iris Reed",
                "href": "#",
            },
            {"on": dt.date(2026, 2, 3), "title": "Placement changed", "text": "", "by": "", "href": None},
        ],
    }


def lists() -> dict[str, Any]:
    """What stands in lists: cards, tables, summaries, tasks, events."""
    return {
        "cards": [
            {
                "label": "Reviews overdue",
                "figure": 2,
                "note": "The oldest since 4 May 2026",
                "href": "#",
                "alert": True,
            },
            {"label": "Due in 14 days", "figure": 7, "note": "", "href": "#", "alert": False},
            {"label": "Decisions to answer", "figure": 0, "note": "", "href": "#", "alert": False},
        ],
        "headings": [{"text": "Team"}, {"text": "Reviews due", "numeric": True}, {"text": "State"}],
        "cells": [
            [
                {"text": "North team", "href": "#", "note": "Led by Tess Moor"},
                "1,204",
                {"text": "Overdue", "tag": "red"},
            ],
            ["South team", "0", None],
        ],
        "facts": [
            {"key": "Legal status", "value": "Full care order (C1)", "note": "From the return of 2026"},
            {"key": "Preferred name", "value": None, "href": "#", "change": "the preferred name"},
            {
                "key": "Interpreter needed",
                "value": False,
                "href": "#",
                "change": "whether an interpreter is needed",
            },
        ],
        **_work(),
    }


def links() -> dict[str, Any]:
    """What one moves about with, and what the page says by itself."""
    return {
        "page_actions": [{"text": "Book the review", "href": "#"}, {"text": "Print", "href": "#"}],
        "sub_links": [
            {"text": "Overview", "href": "#", "current": True},
            {"text": "Details", "href": "#"},
            {"text": "People", "href": "#"},
            {"text": "Who has looked", "href": "#"},
        ],
        "selected": [{"text": "North team", "href": "#"}, {"text": "Overdue", "href": "#"}],
        "card_actions": [{"text": "Change", "href": "#"}, {"text": "Print", "href": "#"}],
        "child": SimpleNamespace(
            name="Robin Ashdown",
            number="200001",
            born_on=dt.date(2013, 7, 1),
            is_restricted=True,
            public_id=UUID(int=0),
        ),
        "job_now": {"percent": 40, "text": "Reading episodes.csv: 400 of 1,000 rows"},
        "notes": [
            SimpleNamespace(level_tag="success", text="4 decisions were sent to Tess Moor."),
            SimpleNamespace(
                level_tag="info", text="The broker cannot be reached. The emails go out when it is back."
            ),
        ],
    }


def chart() -> dict[str, Any]:
    """A drawing as reporting/drawing/charts.py makes it, with its numbers beside it."""
    svg = format_html(
        '<svg viewBox="0 0 760 60" role="img" aria-label="{}"><rect x="0" y="10" width="{}" '
        'height="30" fill="#005a70"/>'
        '<text x="5" y="55">{}</text></svg>',
        "Reviews in time: 72.7% in 2025-26",
        553,
        "72.7%",
    )
    return {
        "svg": svg,
        "chart_headings": ["Year", "In time"],
        "chart_rows": [["2025-26", "72.7%"], ["2024-25", "not known"]],
    }


@page(methods=FORM)
def gallery(request: Request) -> HttpResponse:
    """All parts on one page. `?show=errors`: the forms sent empty; `?show=empty`: the lists without anything
    in them; `?show=job`: the state of a job. Nothing sent is kept.
    """
    show = request.GET.get("show", "")
    if show == "job":
        return JsonResponse(links()["job_now"] | {"done": False, "failed": False, "next": None})
    if show not in ("", "errors", "empty"):
        raise Http404("No such state")
    sent = show == "errors"
    context = lists() | links() | chart()
    if show == "empty":
        context |= {name: [] for name in ("events", "selected", "page_actions", "card_actions")}
    rows = SampleRows(FORMS_SENT_EMPTY if sent else posted(request), prefix="rows")
    context |= {
        "form": SampleForm(
            {
                "came": ["other"],
                "in_time": "no",
                "held_on_day": "31",
                "held_on_month": "feb",
                "held_on_year": "2026",
            }
            if sent
            else posted(request),
            today=DAY,
        ),
        "formset": rows,
        "filter_form": SampleFilter(request.GET, prefix="filter", auto_id="filter_%s"),
        "page_obj": Paginator(range(1000), 25).get_page(request.GET.get("page", 10)),
        "is_empty": show == "empty",
        "day_shown": DAY,
        "moment_shown": AT,
        "states": ["open", "overdue", "met", "late", "missed", "void", "not_known"],
    }
    return render(request, "components/gallery/gallery.html", context)
