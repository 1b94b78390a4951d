"""The figures of a report: plain data with its checks, computed part by part."""

from reporting.figures.base import Chart, DoesNotSum, Figures, Part, Table

__all__ = ["Chart", "DoesNotSum", "Figures", "Part", "Table"]
