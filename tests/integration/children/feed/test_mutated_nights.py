"""Nights with anything wrong: no error page, nothing new the second time, no trace after the right night."""

import io
import random
import zipfile
from calendar import THURSDAY

import pytest

from accounts.models import Worker
from children.feed import actions
from children.models.feed import FeedDoor, FeedState
from tests import factories as make
from tests.integration.children.feed.conftest import TODAY
from tests.integration.children.feed.tables import packed, some
from tests.integration.children.imports.council_state import unlike
from tests.integration.children.imports.mutations import Files, mutated
from tests.turns import has_days

pytestmark = pytest.mark.django_db
BY_DAY, ALL = 2, 200


def small_night() -> Files:
    """The tables of a few invented children in care."""
    tables = {name: rows for name, rows in some(8).items() if rows}
    with zipfile.ZipFile(io.BytesIO(packed(tables))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def send(authority, files: Files):
    """One night's file, received and read."""
    kept = actions.receive(
        authority=authority, door=FeedDoor.PAGE, name="night.zip", content=zipped(files), is_full=True
    )
    for pk in actions.waiting(authority.pk):
        actions.read(pk, today=TODAY)
    kept.refresh_from_db()
    return kept


def staff(authority) -> set[tuple[str, str]]:
    """Who works for the council. Who was an IRO by mistake is still offered as one."""
    return set(Worker.objects.filter(authority=authority).values_list("staff_id", "name"))


@has_days(THURSDAY)
@pytest.mark.parametrize(
    "seed", [pytest.param(s, marks=[] if s < BY_DAY else [pytest.mark.nightly]) for s in range(ALL)]
)
def test_a_mutated_night_is_survived_and_leaves_nothing_behind_the_right_one(authority, seed):
    rng = random.Random(seed)
    right = small_night()
    wrong = mutated(right, right, rng)
    fresh = make.make_authority(code="fresh")
    assert send(fresh, right).state == FeedState.APPLIED
    came = send(authority, wrong)
    assert came.state in (FeedState.APPLIED, FeedState.REFUSED), came.why
    if came.state == FeedState.APPLIED:
        counts = send(authority, wrong).summary["counts"]
        assert [counts[name] for name in ("new", "changed", "removed")] == [0, 0, 0]
    last = send(authority, right)
    if last.state == FeedState.APPLIED:
        assert unlike(authority, fresh).keys() <= {"ReturnRow", "Worker"}
        assert staff(authority) == staff(fresh)
