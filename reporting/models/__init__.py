from reporting.models.results import MeasureResult
from reporting.models.reports import Report, ReportDocument, ReportSection

__all__ = ["MeasureResult", "Report", "ReportDocument", "ReportSection"]
