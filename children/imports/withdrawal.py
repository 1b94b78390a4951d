"""A return, or the tables that name people, taken away again: what the portal holds is then what
the other returns and what was entered by
hand say.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.audit import trail as audit
from accounts.lifecycle import NotNow
from accounts.models import Authority, User
from children.imports import professionals
from children.imports.identity import Numbers
from children.imports.outcome import COUNTS, Outcome
from children.imports.rows import PEOPLE, REMOVED
from children.imports.run import ready_for_many_rows, returns_of, wait_for_other_imports
from children.imports.state.drawing import draw, draw_everybody, gaps_of, portions, replay
from children.imports.state.keeping import adopt_unkept
from children.imports.state.lives import Council
from children.imports.state.unread import TABLE as UNREAD
from children.imports.state.workers import forget_workers, make_workers, unmark_iros
from children.models import ReturnImport, ReturnRow, ReturnYear
from children.models.imports import ImportState, year_words

NOT_IN = "The return of {years} is not in, so it can't be withdrawn."
NO_PEOPLE = "No tables that name people are in, so they can't be withdrawn."


@transaction.atomic
def withdraw(*, authority: Authority, year: int, by: User | None, today: date) -> Outcome:
    """Take the return of a year away (PEOPLE: the tables that name people) and draw everybody anew whom it
    told of.

    Raises NotNow when it is not in.
    """
    ready_for_many_rows()
    wait_for_other_imports(authority)
    before = returns_of(authority)
    if year != PEOPLE and year not in before:
        raise NotNow(NOT_IN.format(years=year_words(year)), "year")
    if year == PEOPLE and not ReturnRow.objects.filter(authority=authority, year=PEOPLE).exists():
        raise NotNow(NO_PEOPLE, "year")
    with audit.action("import.withdrawn", by=by, authority=authority, year=year) as event:
        council = Council(authority, None, year, today, returns=before)
        adopt_unkept(council)
        gaps = gaps_of(council, before)
        mine = ReturnRow.objects.filter(authority=authority, year=year)
        told = set(mine.values_list("number", flat=True).distinct()) - {""}
        named = list(mine.filter(table=professionals.TABLE).values_list("values", flat=True))
        council.removed = [
            (r.table, r.number, r.key.replace("|", ", ")) for r in mine.exclude(table=UNREAD).iterator()
        ]
        mine.delete()
        ReturnYear.objects.filter(authority=authority, year=year).delete()
        council.returns, council.part_years = before - {year}, None
        _draw(council, told, gaps_changed=gaps != gaps_of(council, council.returns))
        professionals.forget_names(council, named)
        unmark_iros(council)
        forget_workers(council)
        ReturnImport.objects.filter(authority=authority, year=year or None, state=ImportState.APPLIED).update(
            state=ImportState.WITHDRAWN
        )
        moved = replay(council)
        counts = dict.fromkeys(COUNTS, 0) | {REMOVED: len(council.removed)}
        event.details.update(counts)
    return Outcome(year, [], counts, [], list(dict.fromkeys(council.notes)), moved, [], council.removed)


def _draw(council: Council, told: Iterable[str], *, gaps_changed: bool) -> None:
    numbers = Numbers.of(council.authority)
    make_workers(council, [])
    for portion in portions(told, numbers):
        draw(council, portion, [])
    if gaps_changed:
        draw_everybody(council, numbers, but=set(told))
