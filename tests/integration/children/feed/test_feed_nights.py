"""Ten nights in a row: corrections come in, what people entered stays, a second run changes nothing."""

from calendar import SUNDAY
from datetime import date, timedelta

from children.models import (
    Child,
    Episode,
    FeedDifference,
    IroAllocation,
    MissingEpisode,
    SocialWorkerAllocation,
)
from children.models.feed import Decided, FeedState
from reviews.models import Review
from tests import factories as make
from tests.integration.children.feed.conftest import TODAY
from tests.integration.children.feed.tables import Tables, packed, sample, some
from tests.turns import has_days

pytestmark = has_days(SUNDAY)


def rows_of(tables: Tables, table: str, **wanted: str) -> list[dict[str, str]]:
    return [r for r in tables[table] if all(r[name] == value for name, value in wanted.items())]


def everything() -> dict[str, list[tuple[object, ...]]]:
    """What the portal holds of the children, without who told it."""
    models = (Child, Episode, IroAllocation, SocialWorkerAllocation, MissingEpisode, Review)
    return {
        model.__name__: sorted(
            model._default_manager.values_list(
                *(f.attname for f in model._meta.concrete_fields if "source" not in f.name)
            ),
            key=str,
        )
        for model in models
    }


def in_care(tables: Tables) -> list[str]:
    """Numbers of children who are in care, in the order of the file."""
    found = rows_of(tables, "ssd_cla_episodes.csv", clae_cla_episode_ceased_date="")
    return list(dict.fromkeys(r["clae_person_id"] for r in found))


def test_ten_nights_with_corrections_leave_what_people_entered_and_list_it(enters, night, authority):
    tables = some(20)
    first, second, third, fourth, fifth, sixth = in_care(tables)[:6]
    assert night(packed(tables), today=TODAY - timedelta(days=10)).state == FeedState.APPLIED

    # what people enter in the portal after the first night
    child = Child.objects.get(number=first)
    worker = make.make_worker(authority, name="Hand Named")
    with enters():
        SocialWorkerAllocation.objects.filter(child=child, ended_on=None).update(
            ended_on=date(2026, 11, 20), ended_by_hand=True
        )
        named = SocialWorkerAllocation.objects.create(
            child=child, worker=worker, started_on=date(2026, 11, 20)
        )
        iro = make.make_worker(authority, name="Iro By Hand", is_iro=True)
        other = Child.objects.get(number=second)
        IroAllocation.objects.filter(child=other, ended_on=None).update(
            ended_on=date(2026, 11, 21), ended_by_hand=True
        )
        iro_named = IroAllocation.objects.create(child=other, worker=iro, started_on=date(2026, 11, 21))

    # corrections, one a night
    def move(t: Tables) -> None:
        rows_of(t, "ssd_cla_placement.csv", clap_person_id=third)[-1]["clap_cla_placement_provider"] = "PR2"

    def review(t: Tables) -> None:
        rows_of(t, "ssd_cla_reviews.csv", clar_cla_person_id=third)[-1]["clar_cla_review_participation"] = (
            "PN4"
        )

    def new_review(t: Tables) -> None:
        last = rows_of(t, "ssd_cla_reviews.csv", clar_cla_person_id=fourth)[-1]
        t["ssd_cla_reviews.csv"].append(
            last | {"clar_cla_review_id": "NEW1", "clar_cla_review_date": "2026-11-18"}
        )

    def cancelled(t: Tables) -> None:
        rows_of(t, "ssd_cla_reviews.csv", clar_cla_review_id="NEW1")[0]["clar_cla_review_cancelled"] = "Y"

    def name(t: Tables) -> None:
        rows_of(t, "ssd_person.csv", pers_person_id=fourth)[0]["pers_surname"] = "Corrected"

    def wrong(t: Tables) -> None:
        rows_of(t, "ssd_person.csv", pers_person_id=fifth)[0]["pers_dob"] = "31/02/2015"

    def right(t: Tables) -> None:
        born = next(r for r in sample()["ssd_person.csv"] if r["pers_person_id"] == fifth)
        rows_of(t, "ssd_person.csv", pers_person_id=fifth)[0]["pers_dob"] = born["pers_dob"]

    def left(t: Tables) -> None:
        last = rows_of(t, "ssd_cla_episodes.csv", clae_person_id=sixth)[-1]
        last |= {"clae_cla_episode_ceased_date": "2026-11-22", "clae_cla_episode_ceased_reason": "E4A"}

    def gone(t: Tables) -> None:
        last = rows_of(t, "ssd_missing.csv")[-1]
        t["ssd_missing.csv"].remove(last)

    reviews_before = Review.objects.count()
    seen = []
    for at, correct in enumerate((move, review, new_review, cancelled, name, wrong, right, left, gone)):
        correct(tables)
        day = TODAY - timedelta(days=9 - at)
        came = night(packed(tables), name=f"night-{at}.zip", today=day)
        assert came.state == FeedState.APPLIED, came.why
        counts = came.summary["counts"]
        seen.append((correct.__name__, counts["new"], counts["changed"], counts["removed"]))
        if correct is wrong:
            told = came.record.rejects.filter(is_warning=False, column="PERS_DOB").get()
            line = 2 + [r["pers_person_id"] for r in tables["ssd_person.csv"]].index(fifth)
            assert (told.file, told.line, told.child) == ("ssd_person.csv", line, fifth)
        if correct is new_review:
            assert Review.objects.count() == reviews_before + 1
        before = everything()
        again = night(packed(tables), name=f"again-{at}.zip", today=day)
        assert {n: again.summary["counts"][n] for n in ("new", "changed", "removed")} == {
            "new": 0,
            "changed": 0,
            "removed": 0,
        }
        assert everything() == before
    assert seen == [
        ("move", 0, 1, 0),
        ("review", 0, 1, 0),
        ("new_review", 1, 0, 0),
        ("cancelled", 0, 0, 1),
        ("name", 0, 1, 0),
        ("wrong", 0, 0, 0),
        ("right", 0, 0, 0),
        ("left", 0, 1, 0),
        ("gone", 0, 0, 1),
    ]
    assert Review.objects.count() == reviews_before
    assert Child.objects.get(number=fourth).surname == "Corrected"
    assert not Episode.objects.filter(child__number=sixth, ended_on=None).exists()

    named.refresh_from_db()
    iro_named.refresh_from_db()
    assert (named.worker, named.ended_on) == (worker, None)
    assert (iro_named.worker, iro_named.ended_on) == (iro, None)
    open_ = FeedDifference.objects.filter(state=Decided.OPEN)
    assert {d.number for d in open_} == {first, second}
