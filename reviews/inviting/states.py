"""The life of an invitation. Who may do what with it is what they may do with the review (Act.ARRANGE)."""

from enum import StrEnum

from accounts.lifecycle import LifeCycle, Rule, leads, stays
from reviews.meeting.states import Part
from reviews.models.inviting import InvitationState as S

_BOOKER = frozenset({Part.BOOKER})


class InvitationAct(StrEnum):
    CHANGE = "change who is invited and how"
    REMOVE = "remove from the list"
    LEAVE_OUT = "leave out, with a reason"
    PUT_BACK = "invite after all"
    SEND = "send the invitation"
    REMIND = "remind"
    REPLY = "record the reply"


INVITATION: LifeCycle[InvitationAct, Part] = LifeCycle(
    noun="invitation",
    states=S,
    rules={
        InvitationAct.CHANGE: Rule(_BOOKER, stays([S.LISTED])),
        InvitationAct.REMOVE: Rule(_BOOKER, stays([S.LISTED])),
        InvitationAct.LEAVE_OUT: Rule(_BOOKER, leads([S.LISTED, S.SENT], S.LEFT_OUT)),
        InvitationAct.PUT_BACK: Rule(_BOOKER, leads([S.LEFT_OUT], S.LISTED)),
        InvitationAct.SEND: Rule(_BOOKER, leads([S.LISTED], S.SENT)),
        InvitationAct.REMIND: Rule(_BOOKER, stays([S.SENT])),
        InvitationAct.REPLY: Rule(_BOOKER, stays([S.SENT])),
    },
)
