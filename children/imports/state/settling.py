"""After an import: children whose IRO, by it and by what people did in the portal meanwhile, would be their
social worker or manager as well (AP-10).

An import takes minutes and judges by what stood when it read each child. It holds up nobody who allocates
people meanwhile, and whoever does cannot see yet what it is about to write. So once it is in, the portal
waits for those who are at it, looks at what stands now, and draws the few children anew of whom both cannot
be: what people entered stays, and the row of the file is refused.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.audit import trail as audit
from accounts.models import Authority
from accounts.people.independence import hold_cases
from children.imports.identity import Numbers
from children.imports.rows import PEOPLE, Note
from children.imports.run import ready_for_many_rows, returns_of, wait_for_other_imports
from children.imports.state.drawing import draw, portions
from children.imports.state.lives import Council
from children.imports.state.workers import make_workers
from children.models import ReturnImport
from children.people.independence import dependent_by_files

MEANWHILE = (
    "While this was read, somebody changed in the portal who is IRO, social worker or manager. Of {count} "
    "the files would have made one person both: what was entered in the portal stays."
)


@transaction.atomic
def settle(authority: Authority, record: ReturnImport | None, *, today: date) -> int:
    """Draw those children anew. Returns how many there are; the import says so in its notes. Call it once the
    import is in, outside its transaction.
    """
    wait_for_other_imports(authority)  # first: whoever holds the council must not wait for an import
    hold_cases(authority)
    found = set(dependent_by_files(authority, today).order_by().values_list("number", flat=True))
    if not found:
        return 0
    with audit.action("import.settled", by=None, authority=authority, target=record, children=len(found)):
        ready_for_many_rows()
        council = Council(authority, record, PEOPLE, today, returns=returns_of(authority))
        make_workers(council, [])
        for portion in portions(found, Numbers.of(authority)):
            draw(council, portion, [])
        if record is not None:
            _say(record, found)
    return len(found)


def _say(record: ReturnImport, children: Iterable[str]) -> None:
    record.refresh_from_db(fields=["preview"])
    note = Note(MEANWHILE, tuple(sorted(children)), "child,children")
    record.preview["notes"] = [*record.preview.get("notes", []), note.as_dict()]
    record.save(update_fields=["preview"])
