"""Draws the questions of the record without a template for each: a page has fifty of them, and a template
takes several times longer than this.
"""

from collections.abc import Sequence
from typing import Protocol

from django import forms
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.templatetags.govuk import radio_items
from accounts.templatetags.words import said


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
        '<div class="govuk-radios govuk-radios--small">{}</div>{}{}</fieldset>',
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
        format_html_join(
            "",
            '<p class="govuk-error-message" id="{}_error">'
            '<span\n    class="govuk-visually-hidden">Error:</span> {}</p>',
            ((field.auto_id, said(error)) for error in field.errors),
        ),
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
