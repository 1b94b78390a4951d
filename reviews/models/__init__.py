from reviews.models.cycle import ClockRun, ReviewCycle
from reviews.models.decision import Decision, DecisionAnswer, DecisionAtReview, ProgressUpdate
from reviews.models.review import Attendance, Review, ReviewPart, ReviewSection, SectionDraft

__all__ = [
    "Attendance",
    "ClockRun",
    "Decision",
    "DecisionAnswer",
    "DecisionAtReview",
    "ProgressUpdate",
    "Review",
    "ReviewCycle",
    "ReviewPart",
    "ReviewSection",
    "SectionDraft",
]
