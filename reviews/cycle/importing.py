"""The Reviews table of the return. It stands on this floor, because reviews do; the import finds it by settings.RETURN_TABLES."""

from collections import defaultdict
from datetime import date
from typing import Any

from children import codesets
from children.imports import values as v
from children.imports.batch import BULK, CHANGED, NEW, UNCHANGED, Batch, Cells, Row, Table
from children.models import PeriodOfCare
from reviews.models import Review
from reviews.models.review import ReviewStatus
from statute.participation import UNDER_FOUR, ImpossibleParticipation, check_code
from statute.working_days import age_on, birthday


def parse_review(cells: Cells, batch: Batch) -> dict[str, Any]:
    """Date and participation code: both, or neither (D2I 166, 167)."""
    if not cells.text("REVIEW") and not cells.text("REVIEW_CODE"):
        return {}
    held_on = cells.take(v.parse_date, "REVIEW", "166")
    if not cells.text("REVIEW"):
        cells.say(
            "REVIEW",
            "There is a code but no date of the review.",
            "Fill in REVIEW, or empty REVIEW_CODE.",
            "166",
        )
    code = cells.text("REVIEW_CODE").upper()
    if code not in codesets.codes("review_participation"):
        why = f"{code} is not a participation code." if code else "There is a date but no participation code."
        cells.say("REVIEW_CODE", why, "Use PN0 to PN7.", "167")
    if held_on and held_on > batch.today:
        cells.say(
            "REVIEW",
            "The review is in the future.",
            "Give reviews that were held; leave planned ones out.",
            "REV-3",
        )
    return {"held_on": held_on, "participation_code": code}


def merge_reviews(batch: Batch, rows: list[Row]) -> None:
    """Reviews by child and day. A review recorded in the portal on that day is matched, never doubled."""
    children = {batch.children[r.number].pk for r in rows}
    periods: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for child_id, start, end in PeriodOfCare.objects.filter(child__in=children).values_list(
        "child", "started_on", "ended_on"
    ):
        periods[child_id].append((start, end))
    stored: dict[tuple[int, date], Review] = {
        (r.child_id, r.held_on): r for r in Review.objects.filter(child__in=children, held_on__isnull=False)
    }
    seen: set[tuple[int, date]] = set()
    create, change = [], []
    for row in rows:
        child, held_on, code = (
            batch.children[row.number],
            row.values["held_on"],
            row.values["participation_code"],
        )
        if not _is_sound(batch, row, periods[child.pk]):
            continue
        key = (child.pk, held_on)
        if key in seen:
            batch.say(
                row,
                "REVIEW",
                "The child has two reviews on this day.",
                "Keep the right one of the two rows.",
                "REV-4",
            )
            continue
        seen.add(key)
        found = stored.get(key)
        if found is None:
            create.append(
                Review(
                    child=child,
                    status=ReviewStatus.COMPLETED,
                    started_on=held_on,
                    completed_on=held_on,
                    held_on=held_on,
                    participation_code=code,
                    source=batch.record,
                )
            )
            row.status = NEW
            batch.touched.add(child.pk)
        elif found.participation_code != code and found.source_id and not batch.is_newer(found.source_id):
            found.participation_code, found.source = code, batch.record
            change.append(found)
            row.status = CHANGED
        else:
            row.status = UNCHANGED
    Review.objects.bulk_update(change, ["participation_code", "source"], batch_size=500)
    Review.objects.bulk_create(create, batch_size=BULK)
    _drop_vanished(batch, rows, seen)


def _drop_vanished(batch: Batch, rows: list[Row], seen: set[tuple[int, date]]) -> None:
    """Imported reviews of this collection year that a corrected return no longer has, for children it still reports on."""
    if not rows:
        return
    start, end = batch.bounds
    refused = {r.number for r in batch.rows.get("Reviews", []) if r.status == "rejected"}
    reported = {batch.children[r.number].pk for r in rows if r.number not in refused}
    again = [pk for pk, year in batch.years.items() if year == batch.year and pk != batch.record.pk]
    # the children are matched here: a list of many thousands in the statement misleads the planner
    mine = Review.objects.filter(source__in=again, held_on__range=(start, end)).only("child", "held_on")
    gone = [r for r in mine if r.child_id in reported and (r.child_id, r.held_on) not in seen]
    if gone:
        batch.touched |= {r.child_id for r in gone}
        batch.warnings.append(
            f"{len(gone)} reviews of an earlier import of this return are no longer in it and were removed."
        )
        Review.objects.filter(pk__in=[r.pk for r in gone]).delete()


def _is_sound(batch: Batch, row: Row, periods: list[tuple[date, date | None]]) -> bool:
    """Age, period of care and code fit each other (REV-1, REV-2, REV-5, D2I 440, 441)."""
    child, held_on, code = batch.children[row.number], row.values["held_on"], row.values["participation_code"]
    if held_on >= birthday(child.born_on, 18):
        batch.say(
            row,
            "REVIEW",
            "The young person was 18 or over.",
            "Correct the date, or leave the review out.",
            "REV-5",
        )
        return False
    try:
        check_code(code, born_on=child.born_on, review_on=held_on)
    except ImpossibleParticipation as wrong:
        rule = "440" if code == UNDER_FOUR and age_on(child.born_on, held_on) >= 4 else "441"
        batch.say(
            row,
            "REVIEW_CODE",
            str(wrong),
            "Correct the code, the date of the review or the date of birth.",
            rule,
        )
        return False
    if not any(start <= held_on and (end is None or held_on <= end) for start, end in periods):
        batch.say(
            row,
            "REVIEW",
            "The child was not looked after on this day.",
            "Correct the date, or the episodes.",
            "REV-1",
        )
        return False
    return True


TABLES: list[Table] = [
    Table(
        "Reviews",
        codesets.columns_of("Reviews"),
        frozenset({"CHILD", "REVIEW", "REVIEW_CODE"}),
        parse_review,
        merge_reviews,
        dates=("REVIEW",),
    )
]
