from reporting.models.benchmarks import Area, Benchmark, StatisticalNeighbour, TypedFigure
from reporting.models.freezes import Freeze, FrozenFigure, Restatement
from reporting.models.gaps import RecordingGap
from reporting.models.groupings import Grouping
from reporting.models.reports import Report, ReportDocument, ReportSection
from reporting.models.results import MeasureResult
from reporting.models.targets import Target

__all__ = [
    "Area",
    "Benchmark",
    "Freeze",
    "FrozenFigure",
    "Grouping",
    "MeasureResult",
    "RecordingGap",
    "Report",
    "ReportDocument",
    "ReportSection",
    "Restatement",
    "StatisticalNeighbour",
    "Target",
    "TypedFigure",
]
