"""What becomes of a delivery: taken in, held, refused; and what a person's entries are worth."""

from datetime import date
from pathlib import Path

import pytest

from accounts.access.roles import Role
from accounts.lifecycle import NotNow
from children.care.actions import add_child
from children.feed import actions
from children.feed.states import DIFFERENCE, LIFE, WHO, Choice
from children.models import Child, Episode, FeedDifference, FeedRecord, Placement, SameChild
from children.models.feed import Decided, FeedState
from reviews.models import Review
from tests import factories as make
from tests.integration.children.feed.conftest import TODAY
from tests.integration.children.feed.tables import packed, small, text_of
from tests.kept import kept
from tests.refusing import refused

CHANGES = ("new", "changed", "removed")


@kept
def person(authority):
    return make.make_user(authority, Role.BUSINESS_SUPPORT)


def counts(delivery):
    return {name: delivery.summary["counts"][name] for name in CHANGES}


def read_waiting(authority):
    for pk in actions.waiting(authority.pk):
        actions.read(pk, today=TODAY)


def test_a_child_comes_in_with_care_names_people_and_reviews(night):
    came = night(packed(small()))
    child = Child.objects.get(number="1001")
    assert came.state == FeedState.APPLIED and came.content == b""
    assert (child.forename, child.surname, child.born_on) == ("Ada", "Miller", date(2012, 6, 15))
    assert Placement.objects.get(child=child).urn == "SC999999"
    assert {r.held_on for r in Review.objects.filter(child=child)} == {date(2026, 5, 28), date(2026, 8, 20)}
    assert child.iro_allocations.get().worker.name == "Rosa Quill"
    assert child.social_worker_allocations.get().worker.name == "Tom Bright"
    assert counts(night(packed(small()))) == dict.fromkeys(CHANGES, 0)


def test_changes_only_take_nothing_away_and_need_no_other_table(night):
    night(packed(small()))
    tables = small()
    tables["reviews.csv"] = [
        tables["reviews.csv"][0] | {"clar_cla_review_id": "X", "clar_cla_review_date": "2026-11-02"}
    ]
    came = night(text_of(tables["reviews.csv"]).encode(), is_full=False, name="changes.csv")
    assert counts(came) == {"new": 1, "changed": 0, "removed": 0}
    assert Review.objects.count() == 3


def test_what_a_full_delivery_leaves_out_goes_only_from_the_tables_it_has(night):
    night(packed(small()))
    tables = small()
    tables["reviews.csv"].pop()
    came = night(packed(tables, "reviews.csv"))
    assert counts(came) == {"new": 0, "changed": 0, "removed": 1}
    assert Episode.objects.count() == 1 and Review.objects.count() == 1


def test_people_who_were_never_in_care_are_not_kept(night):
    tables = small()
    tables["person.csv"].append(tables["person.csv"][0] | {"pers_person_id": "2002"})
    came = night(packed(tables))
    assert not FeedRecord.objects.filter(person="2002").exists()
    assert "Left out: 1 row of people who were never in care" in " ".join(came.record.preview["warnings"])


def test_a_wrong_row_is_refused_with_its_file_and_line_every_night_until_it_is_right(night):
    tables = small()
    tables["reviews.csv"][1]["clar_cla_review_date"] = "31/02/2026"
    for _ in range(2):
        came = night(packed(tables))
        told = came.record.rejects.get(is_warning=False)
        assert (told.file, told.line, told.column) == ("reviews.csv", 3, "CLAR_CLA_REVIEW_DATE")
    assert not night(packed(small())).record.rejects.exists()


@pytest.mark.parametrize("day", ["9999-12-31", "1900-01-01T00:00:00", "01/01/2100"])
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("involvements.csv", "invo_involvement_start_date"),
        ("episodes.csv", "clae_cla_episode_start_date"),
        ("person.csv", "pers_dob"),
    ],
)
def test_a_day_that_stands_for_open_is_missing_where_a_day_is_needed(night, table, column, day):
    """Systems write such days for "not over". As the day on which something began they say nothing."""
    tables = small()
    tables[table][0][column] = day
    came = night(packed(tables))
    told = {(r.file, r.line, r.column) for r in came.record.rejects.filter(is_warning=False)}
    assert (table, 2, column.upper()) in told


def test_a_file_that_was_cut_short_waits_for_a_person(night, settings, person, authority):
    settings.FEED_GONE_AT_LEAST = 0
    night(packed(small()))
    tables = small()
    tables["reviews.csv"].pop()
    held = night(packed(tables))
    assert held.state == FeedState.HELD and "1 of 2 rows" in held.why
    assert Review.objects.count() == 2
    actions.confirm(delivery=held, by=person)
    read_waiting(authority)
    held.refresh_from_db()
    assert held.state == FeedState.APPLIED and Review.objects.count() == 1
    with pytest.raises(NotNow):
        actions.confirm(delivery=held, by=person)


def test_a_held_delivery_is_not_read_after_a_later_one(night, settings, person):
    settings.FEED_GONE_AT_LEAST = 0
    night(packed(small()))
    tables = small()
    tables["reviews.csv"].pop()
    held = night(packed(tables))
    night(packed(small(), "person.csv"))
    with pytest.raises(NotNow, match="later delivery"):
        actions.confirm(delivery=held, by=person)
    actions.discard(delivery=held, by=person)
    assert held.state == FeedState.REFUSED and Review.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"a,b\n1,2\n", "None of the files"),
        (b"", "empty"),
        (b"clar_cla_review_id,clar_cla_person_id\n1,2\n", "without CLAR_CLA_REVIEW_DATE"),
        (b"pers_person_id,pers_dob,pers_sex\n1,2,3,4\n", "more cells"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(night, content, why):
    came = night(content)
    assert came.state == FeedState.REFUSED and why in came.why
    assert not FeedRecord.objects.exists()


def test_a_packed_bomb_is_refused(night, settings):
    settings.FEED_MAX_UNPACKED_BYTES = 100
    assert "larger than" in night(packed(small())).why


def test_care_entered_by_hand_stays_until_a_person_takes_what_the_system_says(night, authority, person):
    add_child(
        authority=authority,
        number="1001",
        forename="Ada",
        surname="Millar",
        born_on=date(2012, 6, 15),
        sex="F",
        ethnicity="WBRI",
        started_on=date(2026, 5, 3),
        legal_status="C2",
        need="N1",
        placement_type="U6",
        provider="PR1",
        by=person,
        today=TODAY,
    )
    night(packed(small()))
    child = Child.objects.get(number="1001")
    assert child.surname == "Millar"
    assert child.periods.get().started_on == date(2026, 5, 3)
    assert counts(night(packed(small()))) == dict.fromkeys(CHANGES, 0)
    care, name = FeedDifference.objects.order_by("table")
    assert "1 May 2026" in care.theirs and "3 May 2026" in care.ours
    assert (name.theirs, name.ours) == ("Ada Miller", "Ada Millar")

    actions.decide(difference=name, choice=Choice.NOTE, reason="Seen on the birth certificate", by=person)
    actions.decide(difference=care, choice=Choice.TAKE, reason="The order says so", by=person)
    read_waiting(authority)
    child.refresh_from_db()
    assert child.periods.get().started_on == date(2026, 5, 1)
    assert child.surname == "Millar"
    assert counts(night(packed(small()))) == dict.fromkeys(CHANGES, 0)
    name.refresh_from_db()
    assert name.state == Decided.NOTED


def test_a_decision_is_asked_again_when_the_system_says_something_else(enters, night, authority, person):
    night(packed(small()))
    with enters():
        Child.objects.filter(number="1001").update(surname="Millar", names_source=None)
    night(packed(small()))
    found = FeedDifference.objects.get()
    actions.decide(difference=found, choice=Choice.NOTE, reason="Asked", by=person)
    tables = small()
    tables["person.csv"][0]["pers_surname"] = "Mueller"
    night(packed(tables))
    found.refresh_from_db()
    assert (found.state, found.theirs) == (Decided.OPEN, "Ada Mueller")
    tables["person.csv"][0]["pers_surname"] = "Millar"
    night(packed(tables))
    found.refresh_from_db()
    assert found.state == Decided.ENDED


def test_a_social_worker_named_by_hand_stays_and_can_be_handed_over(enters, night, authority, person):
    night(packed(small()))
    child = Child.objects.get(number="1001")
    other = make.make_worker(authority, name="Hand Named")
    with enters():
        child.social_worker_allocations.update(worker=other, source=None)
    night(packed(small()))
    found = FeedDifference.objects.get()
    assert "Tom Bright" in found.theirs and "Hand Named" in found.ours
    actions.decide(difference=found, choice=Choice.TAKE, reason="Handed over", by=person)
    read_waiting(authority)
    assert child.social_worker_allocations.get().worker.name == "Tom Bright"
    found.refresh_from_db()
    assert found.state == Decided.ENDED


def test_the_same_file_sent_twice_while_it_waits_is_one_delivery(authority):
    sent = {"authority": authority, "door": "PAGE", "name": "n.zip", "content": b"x", "is_full": True}
    assert actions.receive(**sent) == actions.receive(**sent)
    assert len(actions.waiting(authority.pk)) == 1


def test_another_council_is_not_touched(night, other_authority):
    make.make_child(other_authority, number="1001")
    night(packed(small()))
    assert Child.objects.filter(number="1001").count() == 2
    assert not Episode.objects.filter(child__authority=other_authority).exists()


def test_the_tables_of_what_is_possible_are_in_the_docs():
    text = Path("docs/feed.md").read_text()
    assert LIFE.as_markdown(WHO) in text and DIFFERENCE.as_markdown(WHO) in text


def test_a_delivery_is_read_stopped_and_given_up_once(night):
    read = night(packed(small()))
    for late in (lambda: actions.read(read.pk, today=TODAY), lambda: actions.give_up(read.pk)):
        late()
        read.refresh_from_db()
        assert (read.state, read.why) == (FeedState.APPLIED, "")


def test_a_delivery_that_cannot_be_read_is_given_up_and_says_so(authority):
    kept = actions.receive(
        authority=authority, door="PAGE", name="night.zip", content=packed(small()), is_full=True
    )
    actions.give_up(kept.pk)
    kept.refresh_from_db()
    assert kept.state == FeedState.REFUSED and kept.why.startswith("The delivery could not be read.")


def test_what_the_portal_cannot_take_over_is_refused(night, authority, person):
    difference = FeedDifference.objects.create(
        authority=authority,
        number="1001",
        table="reviews",
        theirs="a",
        ours="b",
        can_take=False,
        delivery=night(packed(small())),
    )
    words = "The portal cannot take this over. Correct it where it was recorded."
    with refused(words, "choice"):
        actions.decide(difference=difference, choice=Choice.TAKE, reason="R", by=person)


def test_an_answer_about_two_numbers_is_kept_and_the_children_are_read_again(night, authority, person):
    night(packed(small()))
    actions.same_child(authority=authority, answers=[("1001", "9009", False)], by=person)
    assert not SameChild.objects.get().is_same
    assert actions.waiting(authority.pk)
