"""Two small ways to print a figure: as a number, and as a chart."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString

from reporting.drawing import charts

register = template.Library()


@register.filter
def figure(value: Any) -> Any:
    """1,234 for numbers, "not known" for None, texts as they are."""
    return charts.shown(value) if value is None or isinstance(value, int | float) else value


def number(value: Any) -> Any:
    """A frozen value as a number again; words such as "c" stay words."""
    if isinstance(value, str) and value[:1].isdigit():
        return Decimal(value)
    return value


@register.simple_tag
def draw(chart: dict[str, Any]) -> SafeString:
    """The SVG of a chart of a report."""
    series = [(name, [number(v) for v in values]) for name, values in chart["series"]]
    if chart["kind"] == "lines":
        top = 100 if chart["unit"] == "%" else None
        return charts.lines(
            chart["key"], chart["title"], chart["labels"], series, unit=chart["unit"], top_value=top
        )
    drawn = charts.rows if chart["kind"] == "rows" else charts.bars
    return drawn(chart["key"], chart["title"], chart["labels"], series[0][1], unit=chart["unit"])
