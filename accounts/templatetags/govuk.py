"""The few tags that put GOV.UK markup on Django's form fields, and say dates and times the GOV.UK way."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.councils.words import as_said, within
from accounts.models.named import Named
from accounts.templatetags.words import choices_stay
from statute.clock_words import IN_WORDS

register = template.Library()

CLASSES = {
    "input": "govuk-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file-upload": "govuk-file-upload",
    "date-picker": "govuk-input moj-js-datepicker-input",
    "password": "govuk-input",
}


def component(field: forms.BoundField) -> str:
    """Which GOV.UK component a field is. CheckboxSelectMultiple is a RadioSelect to Python, so it is asked
    first.
    """
    widget = field.field.widget
    named = getattr(widget, "govuk", None)
    if named:
        return str(named)
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.FileInput):
        return "file-upload"
    return "input"


@register.filter
def govuk_template(field: forms.BoundField) -> str:
    return f"govuk/fields/{component(field)}.html"


@register.filter
def clock_rule(rule: str) -> str:
    """What a rule of the review clock says, in the council's words instead of its number."""
    return as_said(IN_WORDS.get(rule, "the date that the records give"))


@register.filter
def counted(field: forms.BoundField) -> int | None:
    """The number of characters that a visible counter counts down from: the limit of a text area."""
    named: int | None = getattr(field.field, "govuk_maxlength", None)
    if named is None and isinstance(field.field.widget, forms.Textarea):
        named = getattr(field.field, "max_length", None)
    return named


NAMES = frozenset({"team", "teams", "theme", "themes", "stage", "place"})
"""Questions whose choices are names, which stay as they are."""


def _in_our_words(choices: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Choices of the portal's own, those in groups too."""
    return [
        (value, _in_our_words(label) if isinstance(label, list | tuple) else as_said(str(label)))
        for value, label in choices
    ]


@register.simple_tag
def govuk_control(field: forms.BoundField, extra_class: str = "", **attrs: str) -> SafeString:
    """The bare control with its class, its error class and what describes it."""
    base = CLASSES[component(field)]
    widget = field.field.widget
    has_rows = isinstance(field.field, forms.ModelChoiceField)
    if isinstance(widget, forms.Select) and not has_rows and field.name not in NAMES:
        widget.choices = _in_our_words(widget.choices)
    own = field.field.widget.attrs.get("class", "")
    error = f"{base.split()[0]}--error" if field.errors else ""
    merged: dict[str, Any] = {"class": " ".join(x for x in (base, error, own, extra_class) if x)}
    merged.update({k.replace("_", "-"): v for k, v in attrs.items() if v not in ("", None, False)})
    widget.attrs.pop("maxlength", None)  # nothing pasted is cut: the server says how much is too much
    if counted(field):
        described = [f"{field.auto_id}-info", field.aria_describedby or ""]
        merged["aria-describedby"] = " ".join(i for i in described if i)
        merged["class"] += " govuk-js-character-count"
    return field.as_widget(attrs=merged)


RADIO = '<label><input{} name="{}" type="radio" value="{}"{}><span>{}</span></label>'


def _offered(field: forms.BoundField) -> Iterable[tuple[Any, str]]:
    """The choices of a question in the council's words; those that a page offers, such as teams, stay."""
    choices: Any = getattr(field.field, "choices", ())
    if choices_stay(field):
        return choices
    return ((value, as_said(str(text))) for value, text in choices)


@register.simple_tag
def radio_items(field: forms.BoundField) -> SafeString:
    """The choices of a question, each within its label, for a place of the class `iro-radios`, which draws
    them. A page with a hundred of them is smaller, and drawn faster, than with a template and classes for
    each. The first has the id that an error link goes to.
    """
    now = field.value()
    chosen = "" if now is None else str(now)
    choices = ((str(value), text) for value, text in _offered(field))
    return format_html_join(
        "",
        RADIO,
        (
            (
                format_html(' id="{}_0"', field.auto_id) if number == 0 else "",
                field.html_name,
                value,
                " checked" if value == chosen else "",
                text,
            )
            for number, (value, text) in enumerate(choices)
        ),
    )


@register.simple_tag
def conditional(field: forms.BoundField, value: object) -> forms.BoundField | None:
    """The field that is shown only when this choice is picked (`field.reveals = {value: name}`), or None."""
    name = getattr(field.field, "reveals", {}).get(str(value))
    return field.form[name] if name else None


@register.simple_tag
def item_hint(field: forms.BoundField, value: object) -> str:
    """The hint under one choice (`field.item_hints = {value: text}`), or an empty text."""
    return str(getattr(field.field, "item_hints", {}).get(str(value), ""))


@register.filter
def is_revealed(field: forms.BoundField) -> bool:
    """Whether another field reveals this one, so that it is not shown a second time."""
    return any(field.name in getattr(f, "reveals", {}).values() for f in field.form.fields.values())


@register.filter
def first_id(field: forms.BoundField) -> str:
    """Where an error link lands: the first control of the field that can hold focus; nowhere for a hidden
    field.
    """
    if field.is_hidden:
        return ""
    kind = component(field)
    if kind == "date-input":
        bad = getattr(field.field, "bad_parts", None) or ["day"]
        return f"{field.auto_id}_{bad[0]}"
    if kind in ("radios", "checkboxes"):
        return f"{field.auto_id}_0"
    return str(field.auto_id)


@register.filter
def in_parts(field: forms.BoundField, part: str) -> bool:
    """Whether this box of a date is the wrong one; all of them when it is not known which."""
    bad = getattr(field.field, "bad_parts", None)
    return part in (bad or (["day", "month", "year"] if field.errors else []))


@register.simple_tag(takes_context=True)
def qs(context: template.Context, **changes: object) -> str:
    """The page's query string with some values changed; an empty value removes one."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag
def all_errors(*things: Any) -> list[tuple[str, str]]:
    """Every error of the forms and formsets given, as (message, id of the control), in page order."""
    found: list[tuple[str, str]] = []

    def walk(thing: Any) -> None:
        if thing is None or isinstance(thing, str):
            return
        if hasattr(thing, "forms"):
            found.extend((str(m), "") for m in thing.non_form_errors())
            for form in thing.forms:
                walk(form)
        elif getattr(thing, "is_bound", False):
            found.extend((str(m), "") for m in thing.non_field_errors())
            for field in thing:
                found.extend((str(m), first_id(field)) for m in field.errors)
        elif hasattr(thing, "__iter__") and not hasattr(thing, "fields"):
            for part in thing:
                walk(part)

    for thing in things:
        walk(thing)
    return found


@register.filter
def any_has(rows: Iterable[Any], key: str) -> bool:
    """Whether one of the rows (dicts) holds something under this key."""
    return any(row.get(key) for row in rows)


@register.simple_tag
def none_of(cards: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cards whose list is empty."""
    return [card for card in cards if not card["figure"]]


@register.filter
def beside(cells: Iterable[Any], headings: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a table with the heading of its column."""
    return list(zip(headings, cells, strict=True))


@register.simple_tag
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    """The numbers a pagination shows, with an ellipsis where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def day(value: dt.date | None) -> str:
    """12 May 2025; "not known" for None. Of a moment the day of the council's clock."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.day} {value:%B %Y}" if value else "not known"


@register.simple_tag
def due(on: dt.date | None, why: str) -> str:
    """A day by which something is due, and why it is that one: seen by pointing at it, and read aloud."""
    if on is None or not why:
        return day(on)
    shown = '<span class="iro-nowrap" title="{0}">{1}</span><span class="govuk-visually-hidden"> ({0})</span>'
    return format_html(shown, as_said(why), day(on))


@register.filter
def iso_day(value: str | None) -> str:
    """12 May 2025 from 2025-05-12."""
    return day(dt.date.fromisoformat(value)) if value else "none"


@register.filter
def clock(value: dt.datetime | dt.time | None) -> str:
    """2pm, 2:30pm, midday: the way GOV.UK writes a time."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if (value.hour, value.minute) in ((12, 0), (0, 0)):
        return "midday" if value.hour else "midnight"
    hour, half = value.hour % 12 or 12, "am" if value.hour < 12 else "pm"
    return f"{hour}:{value.minute:02d}{half}" if value.minute else f"{hour}{half}"


@register.filter
def moment(value: dt.datetime | None) -> str:
    """12 May 2025 at 2:30pm, in local time; "not recorded" for None."""
    return f"{day(timezone.localtime(value))} at {clock(value)}" if value else "not recorded"


@register.filter
def called(who: Named | None, at: dt.date | dt.datetime | None) -> str:
    """What somebody or a team was called then; empty where it is nobody."""
    return who.called_at(at) if who else ""


@register.filter
def recorded(value: object) -> object:
    """The value, or "not recorded" where there is none: missing is a value."""
    if value is None or value == "":
        return "not recorded"
    if value is True or value is False:
        return "Yes" if value else "No"
    return value


register.filter(within)


@register.filter
def thousands(number: int) -> str:
    """2,542"""
    return f"{number:,}"


@register.filter
def plural(number: int, word: str) -> str:
    """3 reviews, 1 review. Give both forms as "child,children" where adding an s will not do."""
    one, _, many = word.partition(",")
    return f"{number:,} {as_said(one if number == 1 else many or one + 's')}"


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """A status tag. Red is for what is overdue, and it says so in words."""
    extra = f" govuk-tag--{colour}" if colour else ""
    return format_html('<strong class="govuk-tag{}">{}</strong>', extra, as_said(text))


CYCLE_TAGS = {
    "open": ("", "Due"),
    "overdue": ("red", "Overdue"),
    "adjourned": ("yellow", "Adjourned"),
    "unconfirmed": ("grey", "Due, not known whether held"),
    "met": ("", "In time"),
    "late": ("orange", "Late"),
    "missed": ("red", "Not held"),
    "void": ("grey", "Not required"),
    "not_known": ("grey", "Not known"),
}


HELD_WORDS = {
    "open": "not yet",
    "adjourned": "begun",
    "unconfirmed": "not known",
    "not_known": "not known",
    "void": "not required",
}


@register.simple_tag
def turn_held(turn: Any, today: dt.date) -> str:
    """When the review of a turn was held, or what is known of that."""
    return day(turn.held_on) if turn.held_on else HELD_WORDS.get(turn.state_on(today), "not held")


@register.simple_tag
def turn_tag(turn: Any, today: dt.date) -> SafeString:
    """How a stored turn of the review clock stands today."""
    return cycle_tag(turn.state_on(today))


@register.simple_tag
def cycle_tag(state: str) -> SafeString:
    """How a turn of the review clock stands, in words and colour."""
    colour, text = CYCLE_TAGS[state]
    return tag(text, colour or "blue")
