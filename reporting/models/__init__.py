from reporting.models.benchmarks import Area, Benchmark, StatisticalNeighbour, TypedFigure
from reporting.models.content import (
    CaseExample,
    DocumentRestatement,
    Presentation,
    Priority,
    PriorityStatus,
    SettledFind,
    Voice,
    VoiceKind,
)
from reporting.models.dashboards import KeyMeasures, MonthNote
from reporting.models.freezes import Freeze, FrozenFigure, Restatement
from reporting.models.gaps import RecordingGap
from reporting.models.groupings import Grouping
from reporting.models.quarters import QuarterlyDocument, QuarterWords
from reporting.models.reports import (
    FOR_EVERYBODY,
    Captions,
    Edition,
    InspectorEdition,
    Numbering,
    NumberStyle,
    PriorityFormat,
    Report,
    ReportDocument,
    ReportLayout,
    ReportSection,
    ReportState,
    SectionComment,
)
from reporting.models.results import MeasureResult
from reporting.models.service import ServiceEntry, ServiceKind
from reporting.models.supervision import NoteKind, PracticeNote
from reporting.models.targets import Target

__all__ = [
    "FOR_EVERYBODY",
    "Area",
    "Benchmark",
    "Captions",
    "CaseExample",
    "DocumentRestatement",
    "Edition",
    "Freeze",
    "FrozenFigure",
    "Grouping",
    "InspectorEdition",
    "KeyMeasures",
    "MeasureResult",
    "MonthNote",
    "NoteKind",
    "NumberStyle",
    "Numbering",
    "PracticeNote",
    "Presentation",
    "Priority",
    "PriorityFormat",
    "PriorityStatus",
    "QuarterWords",
    "QuarterlyDocument",
    "RecordingGap",
    "Report",
    "ReportDocument",
    "ReportLayout",
    "ReportSection",
    "ReportState",
    "Restatement",
    "SectionComment",
    "ServiceEntry",
    "ServiceKind",
    "SettledFind",
    "StatisticalNeighbour",
    "Target",
    "TypedFigure",
    "Voice",
    "VoiceKind",
]
