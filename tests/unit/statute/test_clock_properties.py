"""What must hold for every child, however messy the records: hypothesis looks for an exception."""

from dataclasses import fields, replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from statute.clock_facts import (
    CarePeriod,
    ChildFacts,
    LegalSpan,
    PlacementSpan,
    ReviewCycle,
    ReviewFact,
    State,
)
from statute.review_clock import replay
from statute.terms import STATUTORY, Terms, TermsInForce, tightened
from tests.unit.statute.care import CALENDAR, lines

DAYS = st.dates(date(2018, 1, 1), date(2027, 12, 31))
LEGAL = st.sampled_from(["C1", "C2", "E1", "E1", "V2", "V3", "V4", "J1"])
PLACES = st.sampled_from(["A3", "A4", "A5", "A6", "U1", "U4", "U6", "K2", "T0", "T1", "T4"])
TERMS = st.sampled_from(
    [
        STATUTORY,
        tightened(review_date_basis="completed_on", early_second_review="keep_target"),
        tightened(first_review_wd=15, authorised_later_months=5),
    ]
)


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date | None]:
    start = draw(DAYS)
    length = draw(st.none() | st.integers(0, 900))
    return start, None if length is None else start + timedelta(days=length)


@st.composite
def tidy_spans(draw: st.DrawFn) -> list[tuple[date, date | None]]:
    """Stretches that follow each other, as a database keeps them; the last may run on."""
    edges = sorted(draw(st.sets(DAYS, min_size=1, max_size=7)))
    pairs = list(zip(edges, [*edges[1:], None], strict=True))
    return draw(st.lists(st.sampled_from(pairs), unique=True).map(sorted))


@st.composite
def children(draw: st.DrawFn) -> ChildFacts:
    stretches = st.lists(spans(), max_size=4) | tidy_spans()
    reviews = []
    for key, (start, length) in enumerate(
        draw(st.lists(st.tuples(DAYS, st.none() | st.integers(-2, 60)), max_size=12))
    ):
        done = None if length is None else start + timedelta(days=length)
        reviews.append(ReviewFact(key, start, done, adjourned=bool(length)))
    return ChildFacts(
        born_on=draw(st.dates(date(2000, 1, 1), date(2020, 12, 31))),
        periods=tuple(CarePeriod(a, b, "E4A" if b else "") for a, b in draw(stretches)),
        legal=tuple(LegalSpan(draw(LEGAL), a, b) for a, b in draw(stretches)),
        placements=tuple(PlacementSpan(draw(PLACES), a, b) for a, b in draw(stretches)),
        reviews=tuple(reviews),
        known_from=draw(st.none() | DAYS),
    )


def run(facts: ChildFacts, as_at: date, terms: Terms = STATUTORY) -> list[ReviewCycle]:
    in_force = TermsInForce(((date(2000, 1, 1), terms),))
    return replay(facts, as_at=as_at, calendar=CALENDAR, terms=in_force)


@settings(max_examples=150, deadline=None)
@given(children(), DAYS, TERMS)
def test_turns_of_a_period_follow_each_other_without_gap(
    facts: ChildFacts, as_at: date, terms: Terms
) -> None:
    cycles = run(facts, as_at, terms)
    assert [c.sequence for c in cycles] == list(range(1, len(cycles) + 1))
    assert sum(c.closed_on is None for c in cycles) <= 1
    for before, after in zip(cycles, cycles[1:], strict=False):
        assert before.closed_on is not None
        if before.period_start == after.period_start:
            assert before.closed_on == after.opened_on
        else:
            assert before.closed_on <= after.opened_on and after.opened_on == after.period_start
    for cycle in cycles:
        assert cycle.opened_on <= (cycle.closed_on or as_at) <= as_at


@settings(max_examples=150, deadline=None)
@given(children(), DAYS, TERMS)
def test_every_turn_says_what_its_state_promises(facts: ChildFacts, as_at: date, terms: Terms) -> None:
    for c in run(facts, as_at, terms):
        assert (c.state == State.VOID) == bool(c.void_reason)
        assert (c.due_on is None) == (c.state == State.NOT_KNOWN)
        assert (c.working_days_late is not None) <= (c.state == State.LATE)
        assert len(c.reason) <= 300 and len(c.void_reason) <= 200 and c.reason
        assert c.assumed <= (c.number is None)
        assert c.last_working_day is None or c.last_working_day <= c.due_on
        assert c.state != State.LATE or c.held_on > c.due_on
        assert c.state != State.MISSED or c.due_on < c.closed_on
        if c.state in {State.OPEN, State.OVERDUE}:
            assert c.closed_on is None and (c.due_on < as_at) == (c.state == State.OVERDUE)


@settings(max_examples=150, deadline=None)
@given(children(), DAYS, TERMS)
def test_a_turn_was_met_or_late_exactly_when_its_review_was_held(
    facts: ChildFacts, as_at: date, terms: Terms
) -> None:
    for c in run(facts, as_at, terms):
        if c.held_on:
            assert c.closed_on == c.held_on and c.review_key is not None
            assert c.state in {State.MET, State.LATE, State.NOT_KNOWN}
        else:
            assert c.state not in {State.MET, State.LATE} and c.review_key is None


@settings(max_examples=120, deadline=None)
@given(children(), DAYS)
def test_each_review_counts_once_at_most(facts: ChildFacts, as_at: date) -> None:
    held = [c.held_on for c in run(facts, as_at) if c.held_on]
    assert held == sorted(set(held))
    done = {r.key for r in facts.reviews if r.completed_on and max(r.completed_on, r.started_on) <= as_at}
    assert {c.review_key for c in run(facts, as_at) if c.held_on} <= done


@settings(max_examples=120, deadline=None)
@given(children(), DAYS, st.integers(1, 400), spans(), LEGAL, PLACES)
def test_facts_after_the_day_never_change_the_day(
    facts: ChildFacts, as_at: date, later: int, extra: tuple[date, date | None], legal: str, place: str
) -> None:
    start = as_at + timedelta(days=later)
    end = start + timedelta(days=30) if extra[1] else None
    more = replace(
        facts,
        periods=(*facts.periods, CarePeriod(start, end, "E8")),
        legal=(*facts.legal, LegalSpan(legal, start, end)),
        placements=(*facts.placements, PlacementSpan(place, start, end)),
        reviews=(*facts.reviews, ReviewFact("later", start, start)),
    )
    assert run(more, as_at) == run(facts, as_at)


@settings(max_examples=120, deadline=None)
@given(children(), DAYS, st.integers(1, 400))
def test_an_end_after_the_day_is_not_yet_known(facts: ChildFacts, as_at: date, later: int) -> None:
    end = as_at + timedelta(days=later)

    def ended(rows: tuple) -> tuple:
        return tuple(
            replace(r, ended_on=end) if r.ended_on is None and r.started_on <= as_at else r for r in rows
        )

    more = replace(
        facts, periods=ended(facts.periods), legal=ended(facts.legal), placements=ended(facts.placements)
    )
    assert run(more, as_at) == run(facts, as_at)


@settings(max_examples=120, deadline=None)
@given(children(), DAYS, st.integers(0, 400))
def test_what_was_settled_on_a_day_stays_when_time_goes_on(
    facts: ChildFacts, as_at: date, later: int
) -> None:
    """With nothing new, a turn that was closed says the same on every later day."""

    def settled(spans: tuple) -> tuple:
        return tuple(s for s in spans if max(s.started_on, s.ended_on or s.started_on) <= as_at)

    known = replace(
        facts,
        periods=settled(facts.periods),
        legal=settled(facts.legal),
        placements=settled(facts.placements),
        reviews=tuple(
            r for r in facts.reviews if r.completed_on and max(r.completed_on, r.started_on) <= as_at
        ),
    )
    then = [c for c in run(known, as_at) if c.closed_on]
    assert [c for c in run(known, as_at + timedelta(days=later)) if c.closed_on][: len(then)] == then


@settings(max_examples=80, deadline=None)
@given(children(), DAYS, DAYS)
def test_a_review_that_is_not_complete_moves_nothing(facts: ChildFacts, as_at: date, planned: date) -> None:
    """No booked date is a fact: a review counts from the day it is complete, and a plan is not even given to
    the clock.
    """
    assert "booked_for" not in {f.name for f in fields(ReviewFact)}
    more = replace(facts, reviews=(*facts.reviews, ReviewFact("planned", planned, None)))
    assert run(more, as_at) == run(facts, as_at)


@settings(max_examples=80, deadline=None)
@given(children(), DAYS, st.randoms(use_true_random=False))
def test_order_in_which_facts_are_given_does_not_matter(facts: ChildFacts, as_at: date, random) -> None:
    """Of facts that contradict each other on the same day the first given wins, so only tidy ones are
    shuffled.
    """
    reviews = tuple({r.started_on: replace(r, completed_on=r.started_on) for r in facts.reviews}.values())
    tidy = replace(facts, reviews=reviews, legal=(), placements=(), periods=facts.periods[:1])
    shuffled = list(reviews)
    random.shuffle(shuffled)
    assert lines(run(replace(tidy, reviews=tuple(shuffled)), as_at)) == lines(run(tidy, as_at))
