"""Several returns of one council: whatever their order, with a year missing, and one that corrects
another."""

from calendar import MONDAY, THURSDAY
from datetime import date
from itertools import permutations

import pytest

from children.models import Child, Episode, PeriodOfCare, Placement, SocialWorkerAllocation
from reviews.models import ReviewCycle
from tests import factories as make
from tests.integration.children.returns import (
    EPISODES,
    HEADER,
    REVIEWS,
    episode,
    folder,
    header,
    review,
    small,
    table,
)
from tests.turns import has_days

pytestmark = pytest.mark.django_db

WORKERS = ("CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON")


RETURNS = {year: folder("ssda903", str(year)) for year in (2024, 2025, 2026)}


def in_order(bring_in, order):
    council = make.make_authority(code=f"c{'-'.join(map(str, order))}", name="Council")
    outcomes = [bring_in(RETURNS[year], year=year, authority=council) for year in order]
    return council, outcomes


@has_days(MONDAY)
@pytest.mark.slow
def test_the_order_in_which_returns_come_in_does_not_matter(bring_in, at_night):
    seen = {}
    orders = list(permutations((2024, 2025, 2026)))
    for order in orders if at_night else [orders[0], orders[-1]]:
        council, outcomes = in_order(bring_in, order)
        assert not any(o.defects for o in outcomes)
        mine = PeriodOfCare.objects.filter(child__authority=council)
        seen[order] = (
            sorted(mine.values_list("child__number", "started_on", "ended_on", "end_reason")),
            sorted(
                Placement.objects.filter(child__authority=council).values_list(
                    "child__number", "started_on", "placement_type"
                )
            ),
            sorted(
                ReviewCycle.objects.filter(authority=council).values_list(
                    "child__number", "sequence", "opened_on", "state", "reason"
                )
            ),
        )
    assert len(seen) == (6 if at_night else 2)
    assert all(s == seen[2024, 2025, 2026] for s in seen.values())


@has_days(THURSDAY)
@pytest.mark.slow
@pytest.mark.parametrize("order", [(2024, 2026), (2026, 2024)])
def test_with_a_year_missing_the_latest_return_is_read_as_if_it_were_alone(bring_in, order):
    council, outcomes = in_order(bring_in, order)
    assert not any(o.defects for o in outcomes)
    council.refresh_from_db()
    assert council.known_from == date(2025, 4, 1)
    alone, _ = in_order(bring_in, (2026,))

    def in_care(authority, day):
        rows = PeriodOfCare.objects.filter(child__authority=authority, started_on__lte=day)
        return sorted(
            n for n, end in rows.values_list("child__number", "ended_on") if end is None or end > day
        )

    assert in_care(council, date(2026, 3, 31)) == in_care(alone, date(2026, 3, 31))

    def held(authority):
        rows = ReviewCycle.objects.filter(authority=authority, held_on__gte=date(2025, 4, 1))
        return sorted(
            (n, day, due) for n, day, due in rows.values_list("child__number", "held_on", "due_on") if due
        )

    assert held(council) == held(alone)
    assert {d for _, _, d in held(council)} and not [d for _, day, d in held(council) if d < date(2025, 4, 1)]
    again = bring_in(RETURNS[order[0]], year=order[0], authority=council)
    assert again.counts["changed"] == again.counts["new"] == again.counts["rejected"] == 0


def test_what_was_open_before_a_missing_year_ends_where_knowledge_ends(bring_in):
    bring_in(small(episodes=table(EPISODES, episode(DECOM="01/05/2023")), reviews=table(REVIEWS)), year=2024)
    other = small(
        header=table(HEADER, header("2002")),
        episodes=table(EPISODES, episode("2002")),
        reviews=table(REVIEWS),
    )
    outcome = bring_in(other, year=2026)
    assert PeriodOfCare.objects.get(child__number="1001").ended_on == date(2024, 4, 1)
    assert PeriodOfCare.objects.get(child__number="1001").end_reason == "NK"
    assert any("1 episode was open at the end of a return" in w for w in outcome.warnings)
    between = small(episodes=table(EPISODES, episode(DECOM="01/05/2023")), reviews=table(REVIEWS))
    bring_in(between, year=2025)
    assert PeriodOfCare.objects.get(child__number="1001").ended_on is None


def test_a_missing_year_is_a_gap_for_a_child_who_is_held_back_too(bring_in):
    """And the reviews of a child whose row is torn are judged by it at once, not by the second import."""
    before = small(
        header=table(HEADER, header(), header("2002")),
        episodes=table(EPISODES, episode(DECOM="01/05/2023"), episode("2002", DECOM="01/05/2023")),
        reviews=table(REVIEWS),
    )
    torn = (*episode("2002", DECOM="01/05/2023"), "one", "too many")
    after = small(
        header=table(HEADER, header(), header("2002")),
        episodes=table(EPISODES, episode(DECOM="01/05/2023", LS="??"), torn),
        reviews=table(REVIEWS, review(), review("2002")),
    )
    first = [bring_in(before, year=2024), bring_in(after, year=2026)]
    told = sorted(PeriodOfCare.objects.values_list("child__number", "ended_on", "end_reason"))
    assert told == [("1001", date(2024, 4, 1), "NK"), ("2002", date(2024, 4, 1), "NK")]
    again = [bring_in(before, year=2024), bring_in(after, year=2026)]
    assert [(o.counts["new"], o.counts["changed"]) for o in again] == [(0, 0), (0, 0)]
    assert [o.counts["rejected"] for o in again] == [o.counts["rejected"] for o in first]
    assert sorted(PeriodOfCare.objects.values_list("child__number", "ended_on", "end_reason")) == told


def test_care_that_was_left_and_begun_again_in_a_missing_year_is_no_contradiction(refused):
    left = episode(DECOM="01/05/2022", DEC="01/08/2023", REC="E4A")
    assert refused(small(episodes=table(EPISODES, left), reviews=table(REVIEWS)), year=2024) == []
    moved = episode(DECOM="01/02/2025", RNE="P")
    assert refused(small(episodes=table(EPISODES, moved), reviews=table(REVIEWS)), year=2026) == []
    assert [p.started_on for p in PeriodOfCare.objects.order_by("started_on")] == [
        date(2022, 5, 1),
        date(2025, 2, 1),
    ]


def test_a_review_long_after_the_last_one_before_a_missing_year_is_not_late(bring_in):
    care = episode(DECOM="01/05/2023")
    first = small(
        episodes=table(EPISODES, care),
        reviews=table(REVIEWS, review(on="25/05/2023"), review(on="20/08/2023")),
    )
    bring_in(first, year=2024)
    bring_in(
        small(
            episodes=table(EPISODES, care),
            reviews=table(REVIEWS, review(on="20/06/2025"), review(on="19/12/2025")),
        ),
        year=2026,
    )
    cycles = list(
        ReviewCycle.objects.order_by("sequence").values_list("held_on", "due_on", "state", "is_assumed")
    )
    # due before the missing year, and not held: nothing that comes later makes that uncertain
    assert cycles[2] == (None, date(2024, 2, 20), "missed", False)
    assert cycles[3] == (date(2025, 6, 20), None, "not_known", False)
    # certain: with the two of 2023 the one of June was at least the third
    assert cycles[4] == (date(2025, 12, 19), date(2025, 12, 20), "met", False)


def _turns() -> list[tuple[date | None, date | None, str]]:
    return list(ReviewCycle.objects.order_by("sequence").values_list("due_on", "held_on", "state"))


CARE = episode(DECOM="02/05/2023")
OF_2024 = small(
    episodes=table(EPISODES, CARE), reviews=table(REVIEWS, review(on="30/05/2023"), review(on="20/11/2023"))
)
OF_2026 = small(
    episodes=table(EPISODES, CARE), reviews=table(REVIEWS, review(on="18/05/2025"), review(on="17/11/2025"))
)
SOUND = (review(on="17/05/2024"), review(on="15/11/2024"))
AFTER_A_GAP = [
    (None, date(2025, 5, 18), "not_known"),
    (date(2025, 11, 18), date(2025, 11, 17), "met"),
]
BEFORE = [
    (date(2023, 6, 1), date(2023, 5, 30), "met"),
    (date(2023, 8, 30), date(2023, 11, 20), "late"),
]


def _of_2025(**files: str) -> dict[str, str]:
    return small(**({"episodes": table(EPISODES, CARE), "reviews": table(REVIEWS, *SOUND)} | files))


def _without_reviews() -> dict[str, str]:
    return {name: text for name, text in _of_2025().items() if "review" not in name.lower()}


@pytest.mark.parametrize(
    ("what", "files", "between"),
    [
        ("its return is missing", None, [(date(2024, 5, 20), None, "unconfirmed")]),
        ("it came without a reviews file", _without_reviews(), [(date(2024, 5, 20), None, "unconfirmed")]),
        (
            "a review in it cannot be read",
            _of_2025(reviews=table(REVIEWS, SOUND[0], review(on="1x/11/2024"))),
            [
                (date(2024, 5, 20), date(2024, 5, 17), "met"),
                (date(2024, 11, 17), None, "unconfirmed"),
            ],
        ),
        (
            "the child is held back in it",
            _of_2025(episodes=table(EPISODES, episode(DECOM="02/05/2023", LS="ZZ"))),
            [(date(2024, 5, 20), None, "unconfirmed")],
        ),
        (
            "the child has no date of birth in it",
            _of_2025(header=table(HEADER, header(DOB=""))),
            [(date(2024, 5, 20), None, "unconfirmed")],
        ),
    ],
)
@pytest.mark.parametrize("order", [(2024, 2025, 2026), (2026, 2025, 2024)])
def test_a_year_that_does_not_tell_leaves_what_was_certain_before_it(bring_in, what, files, between, order):
    of_years = {2024: OF_2024, 2025: files, 2026: OF_2026}
    for year in order:
        if of_years[year] is not None:
            bring_in(of_years[year], year=year)
    assert _turns()[:-1] == [*BEFORE, *between, *AFTER_A_GAP], what
    bring_in(_of_2025(), year=2025)
    assert [state for *_, state in _turns()] == ["met", "late", "met", "met", "late", "met", "open"]


@pytest.mark.parametrize("order", [(2026, 2025), (2025, 2026)])
def test_reviews_that_wait_for_a_decision_make_nobody_late(bring_in, order):
    care = episode(DECOM="01/05/2024")
    other = episode("A-99", DECOM="01/05/2024")
    held = (review("A-99", on="28/05/2024"), review("A-99", on="27/08/2024"), review("A-99", on="20/02/2025"))
    of_years = {
        2026: small(
            header=table(HEADER, header(UPN="H801200001001")),
            episodes=table(EPISODES, care),
            reviews=table(REVIEWS, review(on="20/08/2025"), review(on="18/02/2026")),
        ),
        2025: small(
            header=table(HEADER, header("A-99", UPN="H801200001001")),
            episodes=table(EPISODES, other),
            reviews=table(REVIEWS, *held),
        ),
    }
    for year in order:
        bring_in(of_years[year], year=year)
    assert "late" not in [state for *_, state in _turns()]


@pytest.mark.parametrize("typed", ["27/06/2027", "27/06/2028", "27/06/1925", "27/06/2024", ""])
def test_a_mistyped_year_of_a_review_makes_nobody_late(bring_in, typed):
    """In the return of a year that is over nothing was planned."""
    care = episode(DECOM="02/05/2025", RNE="S")
    reviews = table(REVIEWS, review(on="28/05/2025"), review(on=typed), review(on="26/11/2025"))
    bring_in(small(episodes=table(EPISODES, care), reviews=reviews), year=2026)
    assert [state for *_, state in _turns()][1:3] == ["unconfirmed", "not_known"]


def test_a_move_that_came_in_late_ends_what_the_year_before_left_open(bring_in):
    bring_in(small(episodes=table(EPISODES, episode(DECOM="01/05/2024")), reviews=table(REVIEWS)), year=2025)
    moved = episode(DECOM="20/03/2025", RNE="P", PLACE="K2")
    outcome = bring_in(small(episodes=table(EPISODES, moved), reviews=table(REVIEWS)), year=2026)
    assert outcome.defects == []
    assert list(
        Placement.objects.order_by("started_on").values_list("placement_type", "started_on", "ended_on")
    ) == [
        ("U6", date(2024, 5, 1), date(2025, 3, 20)),
        ("K2", date(2025, 3, 20), None),
    ]
    assert PeriodOfCare.objects.get().started_on == date(2024, 5, 1)


def test_a_start_of_care_that_a_later_return_corrects_moves_the_clock(bring_in):
    bring_in(small(episodes=table(EPISODES, episode(DECOM="03/03/2025")), reviews=table(REVIEWS)), year=2025)
    outcome = bring_in(
        small(episodes=table(EPISODES, episode(DECOM="10/03/2025")), reviews=table(REVIEWS)), year=2026
    )
    assert outcome.defects == []
    assert PeriodOfCare.objects.get().started_on == date(2025, 3, 10)
    assert [(m["was"], m["now"]) for m in outcome.moved] == [("2025-03-31", "2025-04-07")]


def test_an_earlier_start_in_a_later_return_takes_the_place_of_the_other(bring_in):
    bring_in(small(episodes=table(EPISODES, episode(DECOM="10/03/2025")), reviews=table(REVIEWS)), year=2025)
    outcome = bring_in(
        small(episodes=table(EPISODES, episode(DECOM="03/03/2025")), reviews=table(REVIEWS)), year=2026
    )
    assert outcome.defects == []
    assert Episode.objects.get().started_on == date(2025, 3, 3)


def test_two_starts_of_care_far_apart_contradict_each_other(refused):
    refused(small(episodes=table(EPISODES, episode(DECOM="01/05/2024")), reviews=table(REVIEWS)), year=2025)
    said = refused(
        small(episodes=table(EPISODES, episode(DECOM="01/02/2025")), reviews=table(REVIEWS)), year=2026
    )
    assert ("episodes.csv", 2, "DEC", "142") in said


def test_a_child_in_care_whom_the_next_return_does_not_name_is_pointed_out(bring_in):
    bring_in(small(episodes=table(EPISODES, episode(DECOM="01/05/2024")), reviews=table(REVIEWS)), year=2025)
    other = small(
        header=table(HEADER, header("2002")),
        episodes=table(EPISODES, episode("2002")),
        reviews=table(REVIEWS),
    )
    outcome = bring_in(other, year=2026)
    assert any("1 child was in care by an earlier return" in w for w in outcome.warnings)
    assert [one.as_dict() for one in outcome.untold] == [{"child": "1001", "not_known_from": "2025-04-01"}]
    period = PeriodOfCare.objects.get(child__number="1001")
    assert (period.ended_on, period.not_known_from) == (None, date(2025, 4, 1))


def test_a_new_worker_in_a_later_return_ends_the_one_left_open(bring_in):
    one = table(WORKERS, ("1001", "15/06/2012", "SW123456", "01/05/2024", "", ""))
    two = table(WORKERS, ("1001", "15/06/2012", "SW654321", "20/03/2025", "", ""))
    care = table(EPISODES, episode(DECOM="01/05/2024"))
    bring_in(small(episodes=care, reviews=table(REVIEWS), sw=one), year=2025)
    outcome = bring_in(small(episodes=care, reviews=table(REVIEWS), sw=two), year=2026)
    assert outcome.defects == []
    spans = list(SocialWorkerAllocation.objects.order_by("started_on").values_list("started_on", "ended_on"))
    assert spans == [(date(2024, 5, 1), date(2025, 3, 20)), (date(2025, 3, 20), None)]
    assert bring_in(small(episodes=care, reviews=table(REVIEWS), sw=one), year=2025).counts["unchanged"] == 3
    assert Child.objects.count() == 1


def test_a_review_of_another_year_is_kept_and_pointed_out(bring_in):
    rows = [review(on="28/05/2025"), review(on="28/04/2026")]
    outcome = bring_in(small(reviews=table(REVIEWS, *rows)), year=2026, today=date(2026, 6, 1))
    assert [(d.line, d.column, d.value, d.rule) for d in outcome.pointed_out if d.rule == "REVIEW_YEAR"] == [
        (3, "REVIEW", "28/04/2026", "REVIEW_YEAR")
    ]
    assert ReviewCycle.objects.filter(held_on=date(2026, 4, 28)).exists()
