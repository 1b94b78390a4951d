"""Is it allowed now, and to this person? The life of a contact of the IRO with the child between reviews
(P-44).
"""

from datetime import date
from enum import StrEnum

from accounts.lifecycle import LifeCycle, NotNow, Rule, leads
from reviews.models import Contact
from reviews.models.midway import ContactState, ContactWay

CHOOSE_HOW = "Choose how you were in contact."
CHOOSE_HOW_LATER = "Choose how you will be in contact."
CHOOSE_OUTCOME = "Choose the outcome."
PAST = "The date must be today or in the past. To plan a contact, choose Plan a contact."
LATER = "The date must be today or later. To record a contact that has happened, choose Record a contact."
RECORDED = "The outcome of this contact is already recorded."
SAY_WHY = "Enter what you attempted, or why it is cancelled."


class Part(StrEnum):
    """What a person is towards a contact."""

    IRO = "IRO"


WHO = {Part.IRO: "the child’s IRO"}
IRO = frozenset({Part.IRO})


class Act(StrEnum):
    MADE = "record that it took place"
    TRIED = "record that it was attempted"
    DROPPED = "cancel"


PLANNED = [ContactState.PLANNED]
CONTACT = LifeCycle[Act, Part](
    noun="contact",
    states=ContactState,
    rules={
        Act.MADE: Rule(IRO, leads(PLANNED, ContactState.MADE)),
        Act.TRIED: Rule(IRO, leads(PLANNED, ContactState.TRIED)),
        Act.DROPPED: Rule(IRO, leads(PLANNED, ContactState.DROPPED)),
    },
)
"""A planned contact ends in one of three ways. One that was not planned is recorded as it ended."""
ENDS = {
    ContactState.MADE.value: Act.MADE,
    ContactState.TRIED.value: Act.TRIED,
    ContactState.DROPPED.value: Act.DROPPED,
}


def check_contact(*, way: str, state: str, on: date, note: str, today: date) -> None:
    """Raise NotNow unless a contact can be recorded like this."""
    if way == ContactWay.NONE:
        raise NotNow(CHOOSE_HOW, "way")
    if state not in ENDS:
        raise NotNow(CHOOSE_OUTCOME, "state")
    if on > today:
        raise NotNow(PAST, "on")
    if state != ContactState.MADE and not note.strip():
        raise NotNow(SAY_WHY, "note")


def check_can_record(contact: Contact, state: str) -> None:
    """Raise NotNow when the contact is not waiting for this outcome."""
    if contact.state not in CONTACT.rules[ENDS[state]].moves:
        raise NotNow(RECORDED)
