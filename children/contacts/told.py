"""What the people around a child may be told, as the child's contacts say now: asked when something is listed
for them, and again when it goes.
"""

from collections.abc import Callable, Iterable

from django.apps import apps

from children.contacts.actions import contacts_of
from children.models import Child, ContactPerson
from children.models.contact import MayBeTold

Key = tuple[str, str]
"""The role and the name of somebody."""


def key_of(role: str, name: str) -> Key:
    """What shows that somebody is the same person in copies, contacts and invitations."""
    return role, name.strip().casefold()


def must_not_know_home(child: Child) -> set[Key]:
    """The contacts who must not be told where the child lives."""
    return _held_from(child, lambda person: person.not_told_home)


def not_to_be_told(child: Child) -> set[Key]:
    """The contacts who may be told nothing unless the social worker is asked first."""
    return _held_from(child, lambda person: person.may_be_told == MayBeTold.NOTHING)


def _held_from(child: Child, is_held: Callable[[ContactPerson], bool]) -> set[Key]:
    """The contacts from whom something is held back, by every role and name that they have or had: what was
    listed for them keeps the name they had then. Who was removed is held to as well, unless a present
    contact of the same role and name is not.
    """
    people = list(child.contact_people.all())
    held = [person for person in people if is_held(person)]
    if not held:
        return set()
    names = _names_of(held)
    free = {key_of(p.role, p.name) for p in people if p.ended_on is None and not is_held(p)}
    gone = {key for person in held if person.ended_on is not None for key in names[person.pk]}
    here = {key for person in held if person.ended_on is None for key in names[person.pk]}
    return here | (gone - free)


def known_as(child: Child, role: str, name: str) -> list[ContactPerson]:
    """The contacts who have this role and name, then those who had them before they were corrected; present
    ones first.
    """
    people, key = list(child.contact_people.all()), key_of(role, name)
    names = _names_of(people)
    found = [person for person in people if key in names[person.pk]]
    return sorted(found, key=lambda p: (p.ended_on is not None, key_of(p.role, p.name) != key))


def earlier_names(child: Child) -> set[Key]:
    """What the present contacts were listed as before a correction, and nobody is listed as now."""
    people = contacts_of(child)
    now = {key_of(person.role, person.name) for person in people}
    return {key for keys in _names_of(people).values() for key in keys} - now


def _names_of(people: Iterable[ContactPerson]) -> dict[int, set[Key]]:
    """Every role and name that these contacts have or had, by the key of the contact."""
    found = {person.pk: {key_of(person.role, person.name)} for person in people}
    if found:
        before = apps.get_model("children", "ContactPersonEvent").objects.filter(pgh_obj__in=found)
        for pk, role, name in before.order_by().values_list("pgh_obj", "role", "name").distinct():
            found[pk].add(key_of(role, name))
    return found
