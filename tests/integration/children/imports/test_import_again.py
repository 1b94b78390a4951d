"""Imports after imports: corrections, older returns, portal records, two at once."""

import threading
from datetime import date

import pytest
from django.db import close_old_connections, connection, transaction

from accounts.access.roles import Role
from accounts.models import AccessLog, User
from accounts.people.actions import deactivate
from children.imports import actions as act
from children.models import Child, Episode, PeriodOfCare, ReturnImport, ReturnRow, SocialWorkerAllocation
from reviews.models import Review, ReviewCycle
from reviews.models.review import ReviewStatus
from tests import factories as make
from tests.integration.children.conftest import TODAY
from tests.integration.children.returns import (
    EPISODES,
    HEADER,
    REVIEWS,
    episode,
    header,
    review,
    small,
    table,
)

FIRST, SECOND = date(2025, 5, 28), date(2025, 8, 20)


def cycles() -> list[tuple]:
    return list(ReviewCycle.objects.order_by("sequence").values_list("due_on", "held_on", "state"))


@pytest.mark.django_db
def test_a_second_import_changes_no_row_and_no_cycle(bring_in):
    bring_in(small())
    before = list(ReviewCycle.objects.order_by("pk").values())
    kept = list(ReturnRow.objects.order_by("pk").values())
    again = bring_in(small())
    assert list(ReturnRow.objects.order_by("pk").values()) == kept
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 4, "removed": 0, "rejected": 0}
    assert again.moved == []
    assert list(ReviewCycle.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_a_corrected_start_moves_the_clock_and_leaves_nothing_behind(bring_in):
    bring_in(small())
    outcome = bring_in(small(episodes=table(EPISODES, episode(DECOM="12/05/2025"))))
    assert PeriodOfCare.objects.get().started_on == date(2025, 5, 12)
    assert Episode.objects.get().started_on == date(2025, 5, 12)
    child = Child.objects.get()
    assert [(m["child_id"], m["rule"], m["was"], m["now"]) for m in outcome.moved] == [
        (child.pk, "RC-1", "2025-06-02", "2025-06-10")
    ]


@pytest.mark.django_db
def test_a_corrected_review_takes_the_place_of_the_wrong_one(bring_in):
    bring_in(small())
    outcome = bring_in(small(reviews=table(REVIEWS, review(), review(on="27/08/2025"))))
    assert outcome.counts["new"] == 1
    assert sorted(Review.objects.values_list("held_on", flat=True)) == [FIRST, date(2025, 8, 27)]
    assert outcome.moved
    assert outcome.counts["removed"] == 1


@pytest.mark.django_db
def test_a_corrected_code_and_birth_date_change_the_rows(bring_in):
    bring_in(small())
    born = {"DOB": "15/06/2011"}
    outcome = bring_in(
        small(
            header=table(HEADER, header(**born)),
            episodes=table(EPISODES, episode(**born)),
            reviews=table(REVIEWS, review(code="PN3", **born), review(on="20/08/2025", **born)),
        )
    )
    assert outcome.counts == {"new": 0, "changed": 2, "unchanged": 2, "removed": 0, "rejected": 0}
    assert Child.objects.get().born_on == date(2011, 6, 15)
    assert Review.objects.get(held_on=FIRST).participation_code == "PN3"


@pytest.mark.django_db
def test_a_review_recorded_in_the_portal_is_matched_and_keeps_its_own_code(bring_in):
    bring_in(small(reviews=table(REVIEWS)))
    child = Child.objects.get()
    recorded = Review.objects.create(
        child=child,
        status=ReviewStatus.COMPLETED,
        started_on=FIRST,
        completed_on=FIRST,
        held_on=FIRST,
        participation_code="PN2",
    )
    outcome = bring_in(small(reviews=table(REVIEWS, review(code="PN1"))))
    assert Review.objects.get() == recorded
    recorded.refresh_from_db()
    assert (recorded.participation_code, recorded.source_id) == ("PN2", None)
    assert outcome.counts["new"] == 0


@pytest.mark.django_db
def test_a_child_who_is_no_longer_in_the_corrected_return_goes(bring_in):
    bring_in(small())
    outcome = bring_in(
        small(
            header=table(HEADER, header("2002")),
            episodes=table(EPISODES, episode("2002")),
            reviews=table(REVIEWS),
        )
    )
    assert list(Child.objects.values_list("number", flat=True)) == ["2002"]
    assert outcome.counts["removed"] == 4
    assert not Review.objects.exists()


@pytest.mark.django_db
def test_the_next_year_closes_what_was_open(bring_in):
    bring_in(small())
    later = small(
        episodes=table(EPISODES, episode(DEC="20/06/2026", REC="E4A")),
        reviews=table(REVIEWS),
    )
    outcome = bring_in(later, year=2027, today=date(2027, 4, 20))
    assert outcome.counts["changed"] == 1
    assert PeriodOfCare.objects.get().ended_on == date(2026, 6, 20)
    assert Review.objects.count() == 2


@pytest.mark.django_db
def test_an_older_return_adds_and_does_not_overrule(bring_in, authority):
    newer = small(
        header=table(HEADER, header(ETHNIC="MWBC")),
        episodes=table(EPISODES, episode(DECOM="01/05/2024", PL_POST="HD1 2TA")),
    )
    bring_in(newer, year=2026)
    older = small(
        header=table(HEADER, header(ETHNIC="WBRI")),
        episodes=table(EPISODES, episode(DECOM="01/05/2024")),
        reviews=table(REVIEWS, review(on="24/05/2024")),
    )
    outcome = bring_in(older, year=2025)
    assert Child.objects.get().ethnicity == "MWBC"
    assert Episode.objects.get().placement_postcode == "HD1 2TA"
    assert Review.objects.count() == 3
    assert any("The return of 2025 to 2026 is in already" in w for w in outcome.warnings)
    authority.refresh_from_db()
    assert authority.known_from == date(2024, 4, 1)


@pytest.mark.django_db
def test_a_gap_between_years_ends_what_is_known(bring_in, authority):
    bring_in(small(episodes=table(EPISODES, episode(DECOM="01/05/2020")), reviews=table(REVIEWS)), year=2022)
    bring_in(small(episodes=table(EPISODES, episode(DECOM="01/05/2020"))), year=2026)
    authority.refresh_from_db()
    assert authority.known_from == date(2025, 4, 1)


@pytest.mark.django_db
def test_a_failure_in_the_middle_takes_everything_back(bring_in, monkeypatch):
    monkeypatch.setattr(act, "store_outcome", lambda *a: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring_in(small())
    assert not (Child.objects.exists() or ReturnImport.objects.exists() or Review.objects.exists())


@pytest.mark.django_db
def test_another_council_with_the_same_number_is_another_child(bring_in, authority, other_authority):
    bring_in(small())
    bring_in(small(), authority=other_authority)
    assert Child.objects.filter(number="1001").count() == 2
    assert authority.children.count() == other_authority.children.count() == 1


@pytest.mark.django_db
def test_social_workers_do_not_overlap(bring_in):
    columns = ("CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON")
    rows = table(
        columns,
        ("1001", "15/06/2012", "SW123456", "01/05/2025", "01/08/2025", "MANAGE"),
        ("1001", "15/06/2012", "SW654321", "01/07/2025", "", "MANAGE"),
        ("1001", "15/06/2012", "SW654322", "01/08/2025", "", "MANAGE"),
    )
    outcome = bring_in(small(sw=rows))
    assert [(d.line, d.column, d.rule) for d in outcome.defects] == [(3, "SW_DECOM", "SW10STG2")]
    assert SocialWorkerAllocation.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_wait_for_each_other():
    authority = make.make_authority(code="brackenshire", name="Brackenshire County Council")
    start, errors, done = threading.Barrier(2), [], []

    def bring() -> None:
        try:
            start.wait(10)
            outcome, _ = act.run_return(authority=authority, files=small(), year=None, by=None, today=TODAY)
            done.append(outcome.counts)
        except Exception as error:
            errors.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=bring) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join(60)
    assert errors == []
    assert sorted(c["new"] for c in done) == [0, 4]
    assert (Child.objects.count(), Review.objects.count(), Episode.objects.count()) == (1, 2, 1)


@pytest.mark.django_db(transaction=True)
def test_others_go_on_writing_while_an_import_runs():
    """The log of who looked at a child is written with every page, and somebody who leaves must be shut out
    at once: an import under way must not hold them up."""
    authority = make.make_authority(code="brackenshire", name="Brackenshire County Council")
    user = make.make_user(authority, Role.IRO)
    leaver = make.make_user(authority, Role.IRO)
    act.run_return(authority=authority, files=small(), year=None, by=None, today=TODAY)
    child = Child.objects.get()
    errors: list[Exception] = []

    def others() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            AccessLog.objects.create(
                at=make.now(), user=user, authority=authority, child_id=child.pk, page="child"
            )
            make.make_child(authority)
            deactivate(person=leaver, authority=authority, reason="Left", by=user, today=TODAY)
            Review.objects.create(
                child=child,
                status=ReviewStatus.COMPLETED,
                started_on=date(2026, 2, 10),
                completed_on=date(2026, 2, 10),
                held_on=date(2026, 2, 10),
            )
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    with transaction.atomic():
        corrected = small(episodes=table(EPISODES, episode(DECOM="12/05/2025")))
        act.run_return(authority=authority, files=corrected, year=None, by=None, today=TODAY)
        thread = threading.Thread(target=others)
        thread.start()
        thread.join(20)
    assert errors == []
    assert not User.objects.get(pk=leaver.pk).is_active
