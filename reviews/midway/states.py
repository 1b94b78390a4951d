"""Is it allowed now? The life of a midway check, of the update it asks for, and of contact with the child."""

from datetime import date

from reviews.models import Contact, MidwayCheck, MidwayUpdate
from reviews.models.midway import CheckState, ContactState, ContactWay, UpdateState


class NotNow(Exception):
    """The step is not possible in the present state; the text says why, for the person."""


class CannotBeAsked(NotNow):
    """There is no social worker who could answer in the portal."""


SETTLED = frozenset({ContactState.MADE, ContactState.TRIED, ContactState.DROPPED})


def check_is_open(check: MidwayCheck) -> None:
    """Raise NotNow when the check is done or closed."""
    if check.state != CheckState.OPEN:
        raise NotNow(f"This check is {check.get_state_display()}, so that is not possible any more.")


def check_can_ask(check: MidwayCheck) -> None:
    """Raise NotNow when the social worker may not be asked: the check is closed, or an update is on its way."""
    check_is_open(check)
    if check.updates.filter(state=UpdateState.WAITING).exists():
        raise NotNow("The social worker has been asked already and has not answered yet.")


def check_can_answer(update: MidwayUpdate) -> None:
    """Raise NotNow when the update was given, or the check was closed without it."""
    if update.state != UpdateState.WAITING:
        raise NotNow(
            "You have answered this already."
            if update.state == UpdateState.ANSWERED
            else "The IRO has closed this check, so an update is not needed any more."
        )


def check_contact(*, way: str, state: str, on: date, note: str, today: date) -> None:
    """Raise NotNow unless a contact can be recorded like this."""
    if way == ContactWay.NONE:
        raise NotNow("Choose how you were in contact.")
    if state not in SETTLED:
        raise NotNow("Choose whether the contact was made.")
    if on > today:
        raise NotNow("The date must be today or in the past. To plan a contact, choose Plan a contact.")
    if state != ContactState.MADE and not note.strip():
        raise NotNow("Say what you tried, or why it is dropped.")


def check_is_planned(contact: Contact) -> None:
    """Raise NotNow when the contact is not waiting to be made."""
    if contact.state != ContactState.PLANNED:
        raise NotNow(f"This contact is {contact.get_state_display()} already.")
