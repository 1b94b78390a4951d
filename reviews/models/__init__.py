from reviews.models.authorising import LateRequest
from reviews.models.cycle import ClockRun, ReviewCycle
from reviews.models.decision import (
    Decision,
    DecisionAnswer,
    DecisionAtReview,
    ProgressRequest,
    ProgressUpdate,
    Wording,
)
from reviews.models.diary import CalendarFeed, DaysAway
from reviews.models.documents import DocumentCheck
from reviews.models.event import ReviewTalk, SignificantEvent
from reviews.models.feedback import Feedback, FeedbackScale
from reviews.models.first_contact import FirstContact
from reviews.models.inviting import Consultation, Invitation, InvitingWords, ReplyLink, ReviewWishes
from reviews.models.joint import HeldTogether
from reviews.models.letter import Letter, LetterCheck, LetterCopy, LetterStyle
from reviews.models.midway import Contact, ContactPlan, MidwayCheck, MidwayQuestions, MidwayUpdate
from reviews.models.monitoring import (
    GoodPractice,
    MonitoringAnswer,
    MonitoringForm,
    MonitoringIssue,
    MonitoringQuestion,
    MonitoringVersion,
)
from reviews.models.moved import BookingMove
from reviews.models.note import CaseNote
from reviews.models.own_answer import OwnAnswer
from reviews.models.proceedings import CareProceedings
from reviews.models.rating import DecisionSample, RatedDecision
from reviews.models.readiness import GateDecision, ReviewPaper
from reviews.models.record import Amendment, CompletedRecord
from reviews.models.record_version import RecordVersion
from reviews.models.review import Attendance, MeetingPerson, Review, ReviewPart, ReviewSection
from reviews.models.trigger import CallReason, ReviewTrigger

__all__ = [
    "Amendment",
    "Attendance",
    "BookingMove",
    "CalendarFeed",
    "CallReason",
    "CareProceedings",
    "CaseNote",
    "SignificantEvent",
    "ClockRun",
    "CompletedRecord",
    "Consultation",
    "Contact",
    "ContactPlan",
    "DaysAway",
    "Decision",
    "DecisionAnswer",
    "DecisionAtReview",
    "DecisionSample",
    "DocumentCheck",
    "Feedback",
    "FeedbackScale",
    "FirstContact",
    "GateDecision",
    "GoodPractice",
    "HeldTogether",
    "Invitation",
    "InvitingWords",
    "LateRequest",
    "Letter",
    "LetterCheck",
    "LetterCopy",
    "LetterStyle",
    "MeetingPerson",
    "MidwayCheck",
    "MidwayQuestions",
    "MidwayUpdate",
    "MonitoringAnswer",
    "MonitoringForm",
    "MonitoringIssue",
    "MonitoringQuestion",
    "MonitoringVersion",
    "OwnAnswer",
    "ProgressRequest",
    "ProgressUpdate",
    "RatedDecision",
    "RecordVersion",
    "ReplyLink",
    "Review",
    "ReviewCycle",
    "ReviewPaper",
    "ReviewPart",
    "ReviewSection",
    "ReviewTalk",
    "ReviewTrigger",
    "ReviewWishes",
    "Wording",
]
