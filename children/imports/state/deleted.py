"""Children whose record was deleted do not come back by an old return or by the feed.

Of a deleted child only marks of the numbers stay; whoever brings a number again finds its mark. A child whom
somebody has added by hand since is known, and read like every other.
"""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils import timezone

from children.imports.identity import plain_number
from children.imports.rows import REJECTED, Row
from children.imports.state.lives import Council
from children.models import Child, ErasedNumber, Erasure

TO_DO = "Leave the child out of the file. If this is somebody else, add the child by hand, then import again."


def mark_of(authority_id: int, number: str) -> str:
    """What stays of a number: however programs write it, the same mark."""
    return sha256(f"deleted record {authority_id} {plain_number(number)}".encode()).hexdigest()


def remember_deleted(erasure: Erasure, numbers: Iterable[str]) -> None:
    """Keep marks of the numbers of a child whose record is being deleted."""
    marks = sorted({mark_of(erasure.authority_id, number) for number in numbers if number})
    ErasedNumber.objects.bulk_create(
        ErasedNumber(of=erasure, authority_id=erasure.authority_id, mark=mark) for mark in marks
    )


def deleted_among(authority_id: int, numbers: Iterable[str]) -> dict[str, date]:
    """Those of the numbers whose child was deleted and is not known again -> the day of the deletion."""
    marks: dict[str, Any] = dict(
        ErasedNumber.objects.filter(authority=authority_id).values_list("mark", "of__answered_at")
    )
    if not marks:
        return {}
    known = set(Child.objects.filter(authority=authority_id).values_list("number", flat=True))
    return {
        number: timezone.localtime(marks[mark]).date()
        for number in set(numbers)
        if number and number not in known and (mark := mark_of(authority_id, number)) in marks
    }


def refuse_deleted(council: Council, rows: list[Row]) -> None:
    """Refuse every row of a child whose record was deleted."""
    mine = [row for row in rows if row.number and row.status != REJECTED]
    found = deleted_among(council.authority.pk, (row.number for row in mine))
    for row in mine if found else ():
        if day := found.get(row.number):
            why = f"The record of this child was deleted on {day:%-d %B %Y}."
            council.say(row, "CHILD", row.number, why, TO_DO, "DELETED")
