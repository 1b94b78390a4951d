from reviews.models.cycle import ReviewCycle
from reviews.models.decision import Decision, DecisionAnswer, DecisionAtReview, ProgressUpdate
from reviews.models.review import Attendance, Review, ReviewPart, ReviewSection, SectionDraft

__all__ = [
    "Attendance",
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
