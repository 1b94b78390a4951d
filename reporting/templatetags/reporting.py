"""Two small ways to print a figure: as a number, and as a chart."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from reporting.drawing import charts
from reporting.edition.printed import PrintedChart

register = template.Library()


@register.filter
def figure(value: Any) -> Any:
    """1,234 for numbers, "not known" for None, texts as they are."""
    return charts.shown(value) if value is None or isinstance(value, int | float) else value


@register.simple_tag
def draw(chart: PrintedChart) -> SafeString:
    """The SVG of a chart of a report."""
    uid, title = chart.caption.id, chart.caption.words
    series = [(one.name, [amount.value for amount in one.amounts]) for one in chart.series]
    if chart.kind == "lines":
        top = 100 if chart.unit == "%" else None
        return charts.lines(uid, title, chart.labels, series, unit=chart.unit, top_value=top)
    drawn = charts.rows if chart.kind == "rows" else charts.bars
    return drawn(uid, title, chart.labels, series[0][1], unit=chart.unit)
