from reporting.models.content import Presentation, Priority, PriorityStatus, Restatement, Voice, VoiceKind
from reporting.models.reports import (
    Captions,
    Edition,
    Numbering,
    Report,
    ReportDocument,
    ReportLayout,
    ReportSection,
    ReportState,
    SectionComment,
)
from reporting.models.results import MeasureResult

__all__ = [
    "Captions",
    "Edition",
    "MeasureResult",
    "Numbering",
    "Presentation",
    "Priority",
    "PriorityStatus",
    "Report",
    "ReportDocument",
    "ReportLayout",
    "ReportSection",
    "ReportState",
    "Restatement",
    "SectionComment",
    "Voice",
    "VoiceKind",
]
