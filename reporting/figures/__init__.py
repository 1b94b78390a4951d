"""The figures of a report: plain data with its checks, computed part by part."""

from reporting.figures.base import Change, DoesNotSum, Figure, Part, Table
from reporting.figures.ledger import Figures

__all__ = ["Change", "DoesNotSum", "Figure", "Figures", "Part", "Table"]
