"""The workers whom rows name: made when one names them, and gone when nothing does any more."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import PastPerson, Worker
from children.imports.rows import PEOPLE, REJECTED, Row, as_told
from children.imports.state.lives import Council
from children.models import ReturnRow
from children.people.case_parts import lines_of_teams

WORKERS_IN = ("SWEpisodes", "involvements")
"""Tables whose rows name a worker by number."""


def make_workers(council: Council, rows: Iterable[Row]) -> None:
    """Every social worker whom the rows, or rows that are kept, name."""
    told = {as_told(row.text)["staff_id"] for row in rows if row.table == "SWEpisodes" and row.text}
    kept = ReturnRow.objects.filter(authority=council.authority, table="SWEpisodes")
    told |= set(kept.values_list("values__staff_id", flat=True).distinct())
    found = {w.staff_id: w for w in Worker.objects.filter(authority=council.authority)}
    new = [
        Worker(authority=council.authority, staff_id=staff, job_title="Social worker")
        for staff in sorted(told - found.keys())
    ]
    Worker.objects.bulk_create(new, batch_size=2000)
    council.workers = found | {w.staff_id: w for w in new}
    for past in PastPerson.objects.filter(worker__authority=council.authority).order_by("pk"):
        council.past_people.setdefault(past.worker_id, []).append((past.user_id, past.ended_on))
    teams = council.authority.teams.order_by("pk").values_list("pk", flat=True)
    for line in lines_of_teams(list(teams), council.authority.pk):
        council.lines.setdefault(line.user, []).append(line)


def forget_workers(council: Council) -> None:
    """Remove workers of whom a return told no more than a number, and whom no row and no record names now."""
    bare = unused(Worker.objects.filter(authority=council.authority, name="").exclude(staff_id=""))
    staff = dict(bare.values_list("staff_id", "pk"))
    if staff:
        rows = ReturnRow.objects.filter(
            authority=council.authority,
            table__in=WORKERS_IN,
            values__staff_id__in=list(staff),
        )
        told = set(rows.values_list("values__staff_id", flat=True).distinct())
        Worker.objects.filter(pk__in=[pk for number, pk in staff.items() if number not in told]).delete()


def mark_iros(council: Council, rows: Iterable[Row]) -> None:
    """Workers whom rows call the IRO of a child are IROs."""
    staff = set()
    for row in rows:
        if row.table == "involvements" and row.key.startswith("IRO|") and row.status != REJECTED:
            staff.add(as_told(row.text)["staff_id"])
    workers = Worker.objects.filter(authority=council.authority, staff_id__in=staff, is_iro=False)
    workers.update(is_iro=True, is_iro_by_files=True)


def unmark_iros(council: Council) -> None:
    """Workers whom tables called an IRO, and do not any more, are none, unless they are the IRO of a child or
    have hours as one.
    """
    told = ReturnRow.objects.filter(
        authority=council.authority, year=PEOPLE, table="involvements", key__startswith="IRO|"
    )
    staff = set(told.values_list("values__staff_id", flat=True).distinct())
    marked = Worker.objects.filter(authority=council.authority, is_iro_by_files=True)
    none = [w.pk for w in marked.filter(iro_allocations=None, hours=None) if w.staff_id not in staff]
    Worker.objects.filter(pk__in=none).update(is_iro=False, is_iro_by_files=False)


def unused(workers: QuerySet[Worker]) -> QuerySet[Worker]:
    """Those who are in no team, sign in under no name, and whom nothing that is recorded names."""
    left = set(workers.filter(user=None, team=None).values_list("pk", flat=True))
    for relation in Worker._meta.related_objects:  # one by one: the database joins badly what just came in
        model, name = relation.related_model, relation.field.name
        if left and not hasattr(model, "pgh_tracked_model"):
            named = model._default_manager.filter(**{f"{name}__in": left}).order_by()
            left -= set(named.values_list(name, flat=True).distinct())
    return Worker.objects.filter(pk__in=left)
