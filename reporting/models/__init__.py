from reporting.models.reports import Report, ReportDocument, ReportSection
from reporting.models.results import MeasureResult

__all__ = ["MeasureResult", "Report", "ReportDocument", "ReportSection"]
