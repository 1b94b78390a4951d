"""What happens with the people around a child: added, changed, removed."""

from dataclasses import asdict, dataclass
from datetime import date

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import User
from children.models import Child, ContactPerson
from children.models.contact import PersonRole

LISTED = "This person is already a contact."
HAS_ENDED = "This person has been removed from the contacts already."
CARER_KNOWS = "A carer knows where the child lives. Choose another role, or Yes."


@dataclass(frozen=True)
class Person:
    """What is recorded of a contact."""

    role: str
    name: str
    may_be_told: str
    not_told_home: bool
    telephone: str = ""
    email: str = ""
    address: str = ""
    has_responsibility: bool | None = None
    note: str = ""


def add(*, child: Child, person: Person, by: User) -> ContactPerson:
    """Add a contact. Raises NotNow."""
    with audit.action(
        "contact_person.added", by=by, authority=child.authority_id, child_id=child.pk
    ) as event:
        audit.hold(child)
        event.target = _write(ContactPerson(child=child), person, by)
    return event.target


def change(*, contact: ContactPerson, person: Person, by: User) -> ContactPerson:
    """Change what is recorded of a contact; the history keeps what it was. Raises NotNow."""
    child = contact.child
    with audit.action(
        "contact_person.changed", by=by, authority=child.authority_id, child_id=child.pk, target=contact
    ):
        audit.hold(contact)
        if contact.ended_on is not None:
            raise NotNow(HAS_ENDED)
        return _write(contact, person, by)


def _write(contact: ContactPerson, person: Person, by: User) -> ContactPerson:
    if person.role == PersonRole.CARER and person.not_told_home:
        raise NotNow(CARER_KNOWS, "not_told_home")
    twins = contact.child.contact_people.filter(
        role=person.role, name__iexact=person.name.strip(), ended_on=None
    )
    if twins.exclude(pk=contact.pk).exists():
        raise NotNow(LISTED, "name")
    for name, value in asdict(person).items():
        setattr(contact, name, value.strip() if isinstance(value, str) else value)
    contact.recorded_by, contact.recorded_at = by, now()
    contact.save()
    return contact


def end(*, contact: ContactPerson, by: User, today: date) -> None:
    """Remove somebody from the contacts; the row stays, with the day. Raises NotNow."""
    child = contact.child
    with audit.action(
        "contact_person.ended", by=by, authority=child.authority_id, child_id=child.pk, target=contact
    ):
        audit.hold(contact)
        if contact.ended_on is not None:
            raise NotNow(HAS_ENDED)
        contact.ended_on = today
        contact.save(update_fields=["ended_on"])


def contacts_of(child: Child) -> list[ContactPerson]:
    """The child's present contacts."""
    return list(child.contact_people.filter(ended_on=None))
