"""Measures of the meetings of reviews: who came, talks before them, series, copies of minutes, cover."""

from dataclasses import replace
from datetime import date

import pytest

from children.models import ChildNeeds, IroAllocation, PackGiven, PackItem, StandIn
from reporting.figures.references import counted
from reporting.measures.base import Result, Scope, compute, compute_by, rows_of
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews.models import BookingMove, LetterCheck, LetterCopy, MeetingPerson, ReviewPart, ReviewTalk
from tests import factories as make
from tests.turns import comes_every, in_turns

pytestmark = comes_every(4)

HELD, TODAY = date(2025, 3, 10), date(2025, 3, 31)
KINDS = ("review_records", "talks", "letters", "stand_ins", "packs", "iros")


@pytest.fixture(autouse=True)
def today(on_day):
    return on_day(TODAY)


@pytest.fixture
def reviews(authority, child, other_child, iro):
    """One review of each of two children, on one day."""
    for kind in KINDS:
        make.make_recorded_since(authority, kind, date(2024, 4, 1), iro)
    return [make.make_review(one, HELD, recorded_at=make.now()) for one in (child, other_child)]


@pytest.fixture
def figure(authority):
    def ask(code: str, by: str = "") -> Result | dict[str, Result]:
        scope = Scope(authority, collection_year(2025))
        return compute_by(MEASURES[code], scope, by) if by else compute(MEASURES[code], scope)

    return ask


def test_people_who_came_by_who_they_are(reviews, figure):
    for role, presence in (("SCHOOL", "CAME"), ("SCHOOL", "APOLOGIES"), ("CARER", "REMOTE")):
        make.make_attendance(reviews[0], role=role, name=presence, presence=presence)
    make.make_attendance(reviews[0], role="MOTHER", presence="NOT_INVITED")
    make.make_attendance(reviews[0], role="CHILD", name="", presence="CAME")
    assert figure("people_came") == Result(2, 3, 0)
    assert figure("people_came", "invited")["School"] == Result(1, 2, 0)


def test_an_interpreter_came_where_the_child_needs_one(reviews, figure, iro):
    for review in reviews:
        ChildNeeds.objects.create(
            child=review.child,
            starts_on=date(2025, 3, 1),
            needs_interpreter=True,
            recorded_by=iro,
            recorded_at=make.now(),
        )
    make.make_attendance(reviews[0], role="INTERPRETER", presence="CAME")
    assert figure("people_interpreter") == Result(1, 1, 1)


def test_talks_before_the_review_and_not_after_it(reviews, figure, iro):
    by = {"recorded_by": iro, "recorded_at": make.now()}
    ReviewTalk.objects.create(review=reviews[0], on=HELD, role="SOCIAL_WORKER", **by)
    ReviewTalk.objects.create(review=reviews[0], on=HELD, role="CARER", **by)
    ReviewTalk.objects.create(review=reviews[1], on=TODAY, role="CARER", **by)
    assert figure("talks_social_worker") == Result(1, 2, 0)
    assert figure("talks_others") == Result(1, 2, 0)
    assert figure("talks_held").numerator == 2
    assert figure("talks_held", "invited")["Carer"].numerator == 1


def test_meetings_of_a_series_and_the_central_one(reviews, figure):
    for review in reviews:
        review.format = "series"
        review.save(update_fields=["format"])
    for number, way, is_central in ((1, "IN_PERSON", False), (2, "REMOTE", True)):
        ReviewPart.objects.create(
            review=reviews[0], number=number, held_on=HELD, way=way, is_central=is_central
        )
    for part, role in zip(ReviewPart.objects.order_by("review", "number"), ("CHILD", "CARER"), strict=False):
        MeetingPerson.objects.create(part=part, role=role)
    assert figure("meetings_with_child") == Result(1, 2, 0)
    assert figure("meetings_people", "invited")["Carer"].numerator == 1
    assert figure("meetings_held").numerator == 2
    assert figure("meetings_held", "way")["In person"].numerator == 1
    assert figure("meetings_central") == Result(1, 1, 1)


@pytest.mark.parametrize("code", in_turns(sorted(MEASURES), 6))
def test_every_breakdown_can_be_asked_for_once_its_rows_are_recorded(code, authority):
    """Also where the council of another test recorded nothing: then the database is asked for less."""
    scope = Scope(authority, collection_year(2025))
    rows = rows_of(MEASURES[code], scope)
    for dimension in MEASURES[code].dimensions if rows else ():
        compute_by(MEASURES[code], scope, dimension, rows=replace(rows, is_recorded=True))


def test_what_helped_the_child_to_take_part(reviews, figure, iro):
    make.make_section(reviews[0], "attendance", iro, data={"activity": "Baked a cake together"})
    make.make_section(reviews[1], "attendance", iro, data={})
    assert figure("activity_recorded") == Result(1, 2, 0)


def test_the_promise_is_followed_up_where_a_child_has_none(reviews, figure, iro):
    for review, more in zip(reviews, ({"pledge_next": "The worker brings it"}, {}), strict=True):
        make.make_section(review, "support", iro, data={"pledge": "no", **more})
    assert figure("pledge_followed_up") == Result(1, 2, 0)


def test_children_without_a_card_are_listed_and_those_of_whom_nothing_is_said(
    reviews, figure, authority, child, other_child, iro
):
    make.make_child_in_care(authority)
    make.make_section(make.make_review(child, date(2024, 11, 4)), "support", iro, data={"card": "no"})
    make.make_section(reviews[0], "support", iro, data={"card": "given"})
    make.make_section(reviews[1], "support", iro, data={"card": "no"})
    assert figure("card_children") == Result(1, 2, 1)
    lists = rows_of(MEASURES["card_children"], Scope(authority, collection_year(2025)))
    assert list(lists.failed()) == [other_child]


def test_copies_of_minutes_and_words_confirmed(reviews, figure, authority, iro):
    letter = make.make_letter(reviews[0], iro, kind="MINUTES", state="SENT")
    sent = {"parts": [], "sent_at": make.now(), "sent_by": iro, "channel": "PRINT"}
    common = {"letter": letter, "role": "CARER"}
    LetterCopy.objects.create(**common, name="A", channel="PRINT")
    LetterCopy.objects.create(**common, name="B", state="RETURNED", left_out=["health"], **sent)
    LetterCopy.objects.create(**common, name="C", state="OPENED", **sent)
    LetterCheck.objects.create(
        letter=letter, kind="STALE", words="w", sentence="s", reason="r", by=iro, at=make.now()
    )
    assert figure("copies_sent") == Result(2, 3, 0)
    assert [
        c.name for c in rows_of(MEASURES["copies_sent"], Scope(authority, collection_year(2025))).failed()
    ] == ["A"]
    assert figure("copies_returned") == Result(1, 2, 0)
    assert figure("copies_shortened") == Result(1, 2, 0)
    assert figure("words_confirmed") == Result(1, 1, 0)


def test_bookings_moved_and_cancelled(reviews, figure, authority, child, other_child, iro):
    make.make_recorded_since(authority, "booking_moves", date(2024, 4, 1), iro)
    by = {"moved_by": iro, "moved_at": make.now(), "reason": "The carer is ill"}
    moves = ((date(2025, 3, 7), HELD, None), (date(2025, 3, 3), date(2025, 3, 7), date(2025, 3, 5)))
    for was_for, moved_to, due_on in moves:
        BookingMove.objects.create(review=reviews[0], was_for=was_for, moved_to=moved_to, due_on=due_on, **by)
    cancelled = {"status": "CANCELLED", "cancelled_reason": "Home", "cancelled_as": "CARE_ENDED"}
    make.make_review(other_child, booked_for=date(2025, 3, 20), **cancelled)
    assert figure("bookings_kept") == Result(1, 2, 0)
    assert figure("bookings_moved").numerator == 2
    assert figure("bookings_moved_late") == Result(1, 1, 1)
    assert figure("bookings_cancelled", "reason")["Care has ended"].numerator == 1


def test_children_with_cover_and_with_another_iro(
    reviews, child, other_child, figure, authority, iro, other_iro
):
    worker = make.worker_of(other_iro, authority)
    StandIn.objects.create(
        child=child,
        worker=worker,
        started_on=HELD,
        ended_on=TODAY,
        reason="SICK",
        named_by=iro,
        named_at=make.now(),
    )
    own = IroAllocation.objects.get(child=other_child, ended_on=None)
    IroAllocation.objects.filter(pk=own.pk).update(ended_on=HELD)
    IroAllocation.objects.create(child=other_child, worker=make.worker_of(iro, authority), started_on=HELD)
    assert figure("stood_in") == Result(1, 2, 0)
    assert figure("stand_ins", "reason")["Illness"].numerator == 1
    assert figure("iro_changed") == Result(1, 2, 0)


def test_children_with_the_iro_of_two_years_before(figure, authority, iro, other_iro):
    long, lately = date(2023, 3, 31), date(2023, 4, 1)
    kept_one, changed, new = (
        make.make_child_in_care(authority, started_on=day, iro=None) for day in (long, long, lately)
    )
    for child, start in ((kept_one, long), (changed, long), (new, lately)):
        make.make_allocation(child, iro, started_on=start)
    IroAllocation.objects.filter(child=changed).update(ended_on=lately, end_reason="LEFT", ended_by_hand=True)
    make.make_allocation(changed, other_iro, started_on=lately)
    untold = make.make_child_in_care(authority, started_on=long, iro=None)
    make.make_allocation(untold, iro, started_on=lately)
    assert figure("same_iro_two_years") == Result(1, 2, 1)


def test_leaflets_in_their_present_edition(reviews, child, other_child, figure, authority, iro):
    item = PackItem.objects.create(authority=authority, title="Pledge", edition="2025")
    by = {"item": item, "sent_on": HELD, "recorded_by": iro, "recorded_at": make.now()}
    PackGiven.objects.create(child=child, edition="2025", **by)
    PackGiven.objects.create(child=other_child, edition="2024", **by)
    assert figure("packs_newest") == Result(1, 2, 0)


@pytest.mark.parametrize(
    ("unit", "several"), [("decision rated", "decisions rated"), ("person", "people"), ("copy", "copies")]
)
def test_what_the_new_measures_count_has_a_plural(unit, several):
    assert counted(unit) == several
