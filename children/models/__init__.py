from children.models.allocation import IroAllocation, SocialWorkerAllocation, StandIn
from children.models.care import Episode, LegalStatus, PeriodOfCare, Placement
from children.models.child import Child
from children.models.contact import ContactPerson
from children.models.family import FamilyLink
from children.models.feed import FeedDelivery, FeedDifference, FeedLine, FeedRecord
from children.models.imports import ImportFile, ImportReject, ReturnImport, ReturnRow, ReturnYear, SameChild
from children.models.merge import ChildMerge, WorkerUnion
from children.models.needs import ChildNeeds, NeedMethod, ProviderName
from children.models.notification import CareNotification
from children.models.pack import PackGiven, PackItem
from children.models.registers import (
    AdoptionDecision,
    AdoptionMatch,
    CareLeaverContact,
    HealthYear,
    LibertyOrder,
    MissingEpisode,
    PreviousPermanence,
    UascStatus,
)
from children.models.retention import Bundle, ErasedNumber, Erasure, LegalHold, RecordClosure
from children.models.work import CarePlan, SocialWorkerVisit

__all__ = [
    "AdoptionDecision",
    "AdoptionMatch",
    "CareLeaverContact",
    "CarePlan",
    "CareNotification",
    "Child",
    "ChildNeeds",
    "ChildMerge",
    "ContactPerson",
    "Episode",
    "FamilyLink",
    "FeedDelivery",
    "FeedDifference",
    "FeedLine",
    "FeedRecord",
    "HealthYear",
    "ImportFile",
    "ImportReject",
    "IroAllocation",
    "LegalStatus",
    "LibertyOrder",
    "MissingEpisode",
    "NeedMethod",
    "PackGiven",
    "PackItem",
    "PeriodOfCare",
    "Placement",
    "PreviousPermanence",
    "ProviderName",
    "ReturnImport",
    "ReturnRow",
    "ReturnYear",
    "SameChild",
    "SocialWorkerAllocation",
    "SocialWorkerVisit",
    "StandIn",
    "UascStatus",
    "RecordClosure",
    "LegalHold",
    "Erasure",
    "ErasedNumber",
    "Bundle",
    "WorkerUnion",
]
