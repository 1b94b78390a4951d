from disputes.models.answers import Answer, AnswerAction, CafcassReferral, ConcernNote, Cover, LegalAdvice
from disputes.models.concern import Concern, ConcernChild, ConcernStep, ConcernTheme
from disputes.models.ladder import Ladder, LadderStage, Theme
from disputes.models.liaison import CafcassMeeting
from disputes.models.wider import ExternalChallenge, SystemicConcern, SystemicLink

__all__ = [
    "Answer",
    "AnswerAction",
    "CafcassMeeting",
    "CafcassReferral",
    "Concern",
    "ConcernChild",
    "ConcernNote",
    "ConcernTheme",
    "Cover",
    "ExternalChallenge",
    "Ladder",
    "LadderStage",
    "LegalAdvice",
    "ConcernStep",
    "SystemicConcern",
    "SystemicLink",
    "Theme",
]
