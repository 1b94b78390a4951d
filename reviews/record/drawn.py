"""Draws the questions of the record without a template for each: a page has fifty of them, and a template
takes several times longer than this.
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.templatetags.govuk import radio_items
from accounts.templatetags.words import said
from reviews.record.row_forms import EarlierDecisionForm


class Question(Protocol):
    """What is drawn of a question (reviews.record.page.Shown)."""

    @property
    def field(self) -> forms.BoundField: ...

    @property
    def was(self) -> str: ...

    @property
    def was_value(self) -> str: ...

    @property
    def source(self) -> str: ...

    @property
    def first_value(self) -> str: ...

    @property
    def came_from(self) -> str: ...

    @property
    def changed(self) -> str: ...

    @property
    def may_repeat(self) -> bool: ...

    @property
    def suggested(self) -> str: ...

    @property
    def is_choice(self) -> bool: ...

    @property
    def said(self) -> str: ...

    @property
    def revealed(self) -> "Sequence[tuple[str, Question]]": ...


def drawn_choice(question: Question) -> SafeString:
    """A question that is answered by choosing, or by a date, with those that its answers reveal."""
    field = question.field
    errors, line = field.errors, question.said
    if not question.is_choice:
        drawn = render_to_string("govuk/field.html", {"field": field})
        return format_html('{}<p class="iro-ask__said">{}</p>', drawn, line) if line else drawn
    return format_html(
        '<fieldset class="iro-ask{}"{}{}{}><legend>{}\n    {}</legend>'
        '<div class="iro-radios">{}</div>{}{}</fieldset>',
        " iro-ask--error" if errors else "",
        format_html('\n  data-last="{}"', question.was_value) if question.may_repeat else "",
        " data-suggested" if question.suggested else "",
        format_html('\n  aria-describedby="{}-said"', field.auto_id) if line or errors else "",
        said(field.label),
        format_html('<span class="iro-ask__said">{}</span>', said(field.help_text))
        if field.help_text
        else "",
        radio_items(field),
        _line(question, line) if line or errors else "",
        _revealed(question),
    )


def _line(question: Question, line: str) -> SafeString:
    """The line under a question, with what is wrong first."""
    last = (
        format_html('\n    data-last-words="{}" data-last-value="{}"', question.was, question.was_value)
        if question.was
        else ""
    )
    first = (
        format_html(
            '\n    data-first="{}" data-from="{}" data-changed="{}"',
            question.first_value,
            question.came_from,
            question.changed,
        )
        if question.source
        else ""
    )
    return format_html(
        '<p class="iro-ask__said" id="{}-said"{}{}>\n    {}{}</p>',
        question.field.auto_id,
        last,
        first,
        _errors(question.field),
        line,
    )


def _errors(field: forms.BoundField) -> SafeString:
    one = '<span class="govuk-error-message"><span\n    class="govuk-visually-hidden">Error:</span> {}</span>'
    return format_html_join("", one, ((said(error),) for error in field.errors))


def _revealed(question: Question) -> SafeString:
    return format_html_join(
        "",
        '<div class="iro-under" data-under="{}">{}</div>',
        ((value, drawn_choice(under)) for value, under in question.revealed),
    )


NEW_DATE = "new-date"
"""The id of the hint on new dates, which stands once above all decisions."""


def drawn_earlier(form: EarlierDecisionForm, number: int) -> SafeString:
    """What becomes of an open decision: a choice, and under it what it asks for. A child may have sixty."""
    fate = form["fate"]
    line = f"open-{number}"
    return format_html(
        '<fieldset class="iro-ask iro-ask--wide{}" aria-describedby="{}"><legend>{}</legend>'
        '<p class="iro-ask__said" id="{}">{}{}</p><div class="iro-radios">{}</div>{}</fieldset>',
        " iro-ask--error" if fate.errors else "",
        line,
        fate.label,
        line,
        _errors(fate),
        fate.help_text,
        radio_items(fate),
        format_html_join(
            "",
            '<div class="iro-under iro-box" data-under="{}">{}</div>',
            ((value, _under_fate(under)) for value, under in form.under),
        ),
    )


def _under_fate(field: forms.BoundField) -> SafeString:
    """The new date, or the box for the evidence."""
    errors, value = field.errors, field.value()
    is_date = not isinstance(field.field.widget, forms.Textarea)
    described = [f"{field.auto_id}_error"] * bool(errors) + [NEW_DATE] * is_date
    named = format_html(
        '<label class="govuk-label" for="{}">{}</label>{}',
        field.auto_id,
        said(field.label),
        _said_wrong(field),
    )
    about = format_html(' aria-describedby="{}"', " ".join(described)) if described else ""
    if is_date:
        return format_html(
            '<div class="moj-datepicker" data-module="moj-date-picker">{}<input class="govuk-input '
            'moj-js-datepicker-input" name="{}" id="{}" autocomplete="off"{}{}></div>',
            named,
            field.html_name,
            field.auto_id,
            about,
            format_html(' value="{}"', _as_typed(value)) if value else "",
        )
    return format_html(
        '{}<textarea class="govuk-textarea" name="{}" id="{}" rows="2" data-limit="{}"{}>\n{}</textarea>'
        '<p class="iro-ask__said" data-count></p>',
        named,
        field.html_name,
        field.auto_id,
        getattr(field.field, "max_length", ""),
        about,
        value or "",
    )


def _as_typed(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _said_wrong(field: forms.BoundField) -> SafeString:
    return format_html_join(
        "",
        '<p class="govuk-error-message" id="{}_error">'
        '<span\n    class="govuk-visually-hidden">Error:</span> {}</p>',
        ((field.auto_id, said(error)) for error in field.errors),
    )


SAME_READERS = "the same"
"""Who reads a box under another of its section, which names them."""


def drawn_box(question: Question, readers: str, section: str, first: str) -> SafeString:
    """A question that is answered in words; `readers` are those who read it, `section` is its part of the
    page, `first` the id of its first box, which names the readers.
    """
    field = question.field
    value, line = field.value(), question.said
    hint = f"{field.auto_id}_helptext"
    return format_html(
        '<div class="iro-box"><div class="iro-box__head"><label class="govuk-label" for="{}">{}</label>'
        '<span class="iro-ask__said" id="{}-readers">Read by: {}</span></div>{}{}'
        '<textarea class="govuk-textarea" id="{}" name="{}" rows="3"\n    data-limit="{}" '
        'aria-describedby="{}-readers{}{}">\n{}</textarea><p class="iro-ask__said" data-count></p>{}{}</div>',
        field.id_for_label,
        said(field.label),
        field.auto_id,
        readers if field.auto_id == first else SAME_READERS,
        format_html('<p class="govuk-hint" id="{}">{}</p>', hint, said(field.help_text))
        if field.help_text
        else "",
        _said_wrong(field),
        field.id_for_label,
        field.html_name,
        getattr(field.field, "max_length", ""),
        first,
        f"\n      {hint}" if field.help_text else "",
        f" {field.auto_id}_error" if field.errors else "",
        "" if value is None else value,
        format_html('<p class="iro-ask__said">{}</p>', line) if line else "",
        _last_words(question, section) if question.was else "",
    )


def _last_words(question: Question, section: str) -> SafeString:
    """What was written last time, to copy it."""
    field = question.field
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">Last time’s\n    words'
        '<span class="govuk-visually-hidden">: {}</span></span></summary>'
        '<div class="govuk-details__text"><p class="iro-words" data-last-text>{}</p>'
        '<button type="submit" class="iro-linkbutton" name="change" value="copy:{}" formaction="#{}"\n      '
        'data-copy="{}">Copy into the box<span\n      class="govuk-visually-hidden">: {}</span></button>'
        "</div></details>",
        said(field.label),
        question.was,
        field.html_name,
        section,
        field.id_for_label,
        said(field.label),
    )
