"""Settings of the council: words, look, codes, terms, teams."""

from dataclasses import fields
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission, Role
from accounts.calendars import terms_for
from accounts.clock import today
from accounts.councils import actions as act
from accounts.councils import forms, words_preview
from accounts.councils.bank_holidays import unconfirmed
from accounts.councils.words import as_said
from accounts.models import AuthorityTerms, BankHoliday, CalendarYear, Team
from accounts.registry import registered
from accounts.sign_in import passwords
from accounts.ui import scanning
from accounts.ui.asking import Question, ask_page, only_shown, refusals_on, show_changes
from accounts.ui.posted import posted
from accounts.ui.tables import Row, Table, headings
from statute.terms import LABELS, STATUTORY, Terms, tightened

MANAGE = Permission.MANAGE_SETTINGS
YEARS_SHOWN = 3
"""Years after this one on the page of bank holidays."""


def _ask(
    request: Request,
    form: Any,
    *,
    title: str,
    button: str,
    text: str = "",
    back: str = "accounts:settings",
) -> HttpResponse:
    return ask_page(request, form, Question(title, button, back=reverse(back), text=text))


def shown_term(value: Any) -> Any:
    """A term as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return as_said(forms.CHOICE_WORDS.get(value, value)) if isinstance(value, str) else value


@page(MANAGE)
def settings_home(request: Request) -> HttpResponse:
    """What is set now, each group with a link to change it."""
    viewer, day = request.viewer, today()
    current = terms_for(viewer.authority).on(day)
    differing = [
        {
            "label": LABELS[f.name],
            "value": shown_term(getattr(current, f.name)),
            "standard": shown_term(getattr(STATUTORY, f.name)),
        }
        for f in fields(Terms)
        if getattr(current, f.name) != getattr(STATUTORY, f.name)
    ]
    return render(
        request,
        "accounts/settings/home.html",
        {
            "council": viewer.authority,
            "titles": [(Role(role).label, title) for role, title in viewer.authority.titles.items()],
            "differing": differing,
            "scanner": scanning.state(),
            "passwords": passwords.state(),
            "rows": AuthorityTerms.objects.filter(authority=viewer.authority).order_by("-starts_on"),
            "teams": Team.objects.filter(authority=viewer.authority).order_by("-is_active", "name", "pk"),
            "more": [link for provider in registered("SETTINGS_LINKS") for link in provider(viewer)],
            "today": day,
        },
    )


@page(MANAGE)
def bank_holidays(request: Request) -> HttpResponse:
    """The bank holidays from this year on, and which years are not confirmed yet."""
    day = today()
    years = CalendarYear.objects.filter(year__range=(day.year, day.year + YEARS_SHOWN))
    days = list(BankHoliday.objects.filter(day__year__range=(day.year, day.year + YEARS_SHOWN)))
    shown = [(year, [h for h in days if h.day.year == year.year and h.day.weekday() < 5]) for year in years]
    context = {"years": shown, "unconfirmed": ", ".join(str(year) for year in unconfirmed(day))}
    return render(request, "accounts/settings/bank_holidays.html", context)


@page(MANAGE, methods=FORM)
def words(request: Request) -> HttpResponse:
    council = request.viewer.authority
    now_set = {field: getattr(council, field) for field in act.WORDS}
    form = forms.WordsForm(posted(request), initial=now_set)
    if only_shown(request, form):
        return show_changes(request, form, _words_question(), words_preview.tables(council, form))
    if request.method == "POST" and form.is_valid():
        act.change_words(authority=council, words=form.cleaned_data, by=request.viewer.user)
        messages.success(request, "Names and words saved.")
        for warning in (w for check in registered("OFFICIAL_NUMBERS") for w in check(council)):
            messages.warning(request, warning)
        return redirect("accounts:settings")
    return ask_page(request, form, _words_question())


def _words_question() -> Question:
    back = reverse("accounts:settings")
    return Question("Names and words", "Save names and words", back=back, shows=True)


@page(MANAGE, methods=FORM)
def look(request: Request) -> HttpResponse:
    council = request.viewer.authority
    form = forms.LookForm(posted(request), request.FILES or None, initial={"colour": council.colour})
    if not council.logo_type:
        del form.fields["without_logo"]
    if request.method == "POST" and form.is_valid():
        act.change_look(
            authority=council,
            colour=form.cleaned_data["colour"],
            logo=form.cleaned_data["logo"],
            without_logo=form.cleaned_data.get("without_logo", False),
            by=request.viewer.user,
        )
        messages.success(request, "Colour and logo saved.")
        return redirect("accounts:settings")
    return _ask(request, form, title="Colour and logo", button="Save colour and logo")


@page(MANAGE, methods=FORM)
def new_terms(request: Request) -> HttpResponse:
    """The council's own numbers from a day on; a looser one is refused beside its field."""
    council, day = request.viewer.authority, today()
    form = forms.TermsForm(posted(request), current=terms_for(council).on(day), today=day)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            act.check_terms_start(data["starts_on"], day)
            if data["seen"] != form.mark:
                preview = _preview(request, form, day)
                form = forms.TermsForm(preview.pop("data"), current=terms_for(council).on(day), today=day)
                return _ask_terms(request, form, preview)
            act.set_terms(
                authority=council,
                starts_on=data["starts_on"],
                changes=data["changes"],
                reason=data["reason"],
                by=request.viewer.user,
                today=day,
            )
            messages.success(request, "The terms are saved.")
            return redirect("accounts:settings")
    return _ask_terms(request, form)


def _preview(request: Request, form: forms.TermsForm, day: date) -> dict[str, Any]:
    """What the new terms would change, and the form's data with the mark that this was shown."""
    council, starts_on = request.viewer.authority, form.cleaned_data["starts_on"]
    now, then = terms_for(council).on(starts_on), tightened(**form.cleaned_data["changes"])
    changed = frozenset(f.name for f in fields(Terms) if getattr(now, f.name) != getattr(then, f.name))
    terms: list[Row] = [
        [as_said(LABELS[name]), *(str(shown_term(getattr(these, name))) for these in (now, then))]
        for name in LABELS
        if name in changed
    ]
    asked = {"starts_on": starts_on, "changed": changed, "today": day}
    effects: list[Row] = [
        [as_said(row["what"]), row["now"], row["then"]]
        for effect in registered("TERMS_PREVIEWS")
        for row in effect(council, then, **asked)
    ]
    sent = request.POST.copy()
    sent["seen"] = form.mark
    return {
        "data": sent,
        "terms": Table("Terms that change", headings("Term", "Now", "New"), terms),
        "effects": Table(
            "Dates and figures that change", headings("Date or figure", "Now", "With the new terms"), effects
        ),
    }


def _ask_terms(request: Request, form: Any, preview: dict[str, Any] | None = None) -> HttpResponse:
    text = (
        "Statutory limits may be tightened, never loosened. "
        "Each review is judged by the terms in force on its day."
    )
    question = Question(
        "Change time limits and thresholds from a date",
        "Save the terms" if preview else "See what changes",
        back=reverse("accounts:settings"),
        text=text,
        about="accounts/settings/terms_preview.html" if preview else "",
    )
    return ask_page(request, form, question, **(preview or {}))
