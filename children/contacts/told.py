"""What the people around a child may be told, as the child's contacts say now: asked when something is listed
for them, and again when it goes.
"""

from children.contacts.actions import contacts_of
from children.models import Child
from children.models.contact import MayBeTold

Key = tuple[str, str]
"""The role and the name of somebody."""


def key_of(role: str, name: str) -> Key:
    """What shows that somebody is the same person in copies, contacts and invitations."""
    return role, name.strip().casefold()


def must_not_know_home(child: Child) -> set[Key]:
    """The contacts who must not be told where the child lives."""
    return {key_of(person.role, person.name) for person in contacts_of(child) if person.not_told_home}


def not_to_be_told(child: Child) -> set[Key]:
    """The contacts who may be told nothing unless the social worker is asked first."""
    return {
        key_of(person.role, person.name)
        for person in contacts_of(child)
        if person.may_be_told == MayBeTold.NOTHING
    }
