"""What other names and words would change, before a council saves them."""

from collections.abc import Mapping
from dataclasses import replace

from django import forms

from accounts.access.roles import Role
from accounts.councils.words import Words
from accounts.models import Authority
from accounts.ui.tables import Row, Table, headings

NOT_SET = "not set"
EXAMPLES = (
    "Statutory reviews due this week",
    "A child in care without an IRO",
    "Children in care and their reviews",
    "Complete the review record",
    "Decisions to answer",
    "The QA manager has been told",
    "I am your Independent Reviewing Officer",
    "The team manager answers",
    "The service manager answers",
    "The head of service answers",
    "Download the tables for the main system",
)
"""Sentences of pages, mails and reports in which the words stand."""
TERMS = {
    "child_term": "children",
    "child_term_one": "child",
    "review_term": "review",
    "record_term": "record",
    "decision_term": "decision",
    "iro_term": "iro",
    "iro_full_term": "iro_title",
    "qa_manager_term": "manager",
    "case_system": "system",
}
"""Column -> what `Words` calls it."""


def tables(council: Authority, form: forms.Form) -> list[Table]:
    """The answers that change, and sentences of the portal as they are and as they would be."""
    fields: list[Row] = [
        [str(form.fields[name].label), str(getattr(council, name) or NOT_SET), str(value or NOT_SET)]
        for name, value in form.cleaned_data.items()
        if hasattr(council, name) and getattr(council, name) != value and not isinstance(value, dict)
    ]
    now = Words.of(council)
    typed = {of: form.cleaned_data[name] for name, of in TERMS.items() if name in form.cleaned_data}
    titles = form.cleaned_data.get("titles", {})
    then = replace(now, **typed, titles=tuple((str(Role(r).label), title) for r, title in titles.items()))
    fields += _titles(council.titles, titles)
    said: list[Row] = [
        [text, now.said(text), then.said(text)] for text in EXAMPLES if now.said(text) != then.said(text)
    ]
    return [
        Table(
            "Names and words that change",
            headings("Asked", "Now", "New"),
            fields,
            empty="No name or word changes.",
        ),
        Table(
            "How the portal would say it",
            headings("The portal’s own words", "Now", "With the new words"),
            said,
            empty="No sentence of the portal changes.",
        ),
    ]


def _titles(now: Mapping[str, str], then: Mapping[str, str]) -> list[Row]:
    """The managers who are called something else."""
    labels = {role: str(Role(role).label) for role in {*now, *then}}
    return [
        [f"What you call the {label}", now.get(role, label), then.get(role, label)]
        for role, label in sorted(labels.items())
        if now.get(role, label) != then.get(role, label)
    ]
