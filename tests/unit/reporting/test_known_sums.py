"""Sums that a reader knows from the names of figures alone (AR-2)."""

from datetime import date

import pytest

from reporting.edition.disclosure import is_service_act
from reporting.edition.known.identities import SAME, SAME_ROWS, known_sums, stretches_between
from reporting.edition.known.same_codes import Groupings
from reporting.measures.groups import Group
from reporting.measures.registry import MEASURES

HELD = "reviews_held|2025-26|count"


@pytest.mark.parametrize(
    ("ref", "number", "is_known"),
    [
        ("participation_codes|2025-26|all", 323, True),
        ("permanence_planned|2025-26|all", 323, True),
        ("participation_codes|2025-26|all", 321, False),  # corrected between two documents
        ("participation_codes|2024-25|all", 323, False),
        ("participation_codes|2025-26|count", 323, False),
        ("looked_after_at_end|2025-26|all", 323, False),
        ("no_such_measure|2025-26|all", 323, False),
    ],
)
def test_what_is_asked_of_every_review_adds_up_to_the_reviews_held(ref, number, is_known):
    sums, crossed = known_sums({HELD: 323, ref: number})
    assert [equation.terms for equation in sums] == ([((ref, 1), (HELD, -1))] if is_known else [])
    assert not crossed


@pytest.mark.parametrize(
    ("ref", "is_harmless"),
    [
        ("iros_over_70|2026-03-31|count", True),  # read off the table of IROs in any case
        ("disputes_formal|2025-26|count|stage=2", True),
        ("disputes_formal|2025-26|count|theme=Health", False),
        ("iro_exceptions|2025-26|count", False),
    ],
)
def test_how_many_iros_or_acts_there_were_says_nothing_of_a_child(ref, is_harmless):
    assert is_service_act(ref) is is_harmless


def test_it_holds_for_parts_of_them_as_well():
    of_team = {"reviews_held|2025-26|count|team=North": 40, "participation_codes|2025-26|all|team=North": 40}
    assert len(known_sums(of_team)[0]) == 1


def told(counts, *groupings):
    """Which names hang together in a sum, each of which comes out at nought."""
    sums, _ = known_sums(counts, Groupings(groupings))
    assert not [s for s in sums if sum(counts[key] * sign for key, sign in s.terms)]
    return {frozenset(key for key, _ in s.terms) for s in sums}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("exits|2025-26|count|group=Adopted", "left_adopted|2025-26|count"),
        ("exits|2025-26|count|group=Special guardianship", "left_special_guardianship|2025-26|count"),
        ("placement_mix|2026-03-31|count|provider=Parents", "placed_with_parents|2026-03-31|count"),
        (
            "placement_mix|2026-03-31|count|provider=Parents",
            "placement_mix|2026-03-31|count|home=With parents",
        ),
        ("placement_mix|2026-03-31|count|asylum=unaccompanied", "unaccompanied|2026-03-31|count"),
        ("placement_moves|2026-03-31|count|moves=two moves or more", "three_placements|2026-03-31|count"),
        ("participation_codes|2025-26|count|code=PN0", "reviews_under_four|2025-26|count"),
        ("leavers|2025-26|count|age=18 and over", "left_at_18|2025-26|count"),
        (
            "looked_after_at_end|2026-03-31|count|placement=Residential",
            "placed_residential|2026-03-31|count",
        ),
        ("reviews_under_four|2025-26|rest", "participation_official|2025-26|base"),
        ("return_interviews_offered|2025-26|all", "missing_incidents|2025-26|count"),
    ],
)
def test_what_has_two_names_is_known_where_either_is(one, other):
    assert told({one: 7, other: 7}) == {frozenset({one, other})}
    assert not known_sums({one: 7, other: 8})[0]
    later = other.replace("2025-26", "2024-25").replace("2026-03", "2025-03")
    assert not known_sums({one: 7, later: 7})[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("left_at_18|2025-26|base", "leavers|2025-26|count"),
        ("left_adopted|2025-26|all", "leavers|2025-26|count"),
        ("left_adopted|2025-26|base|sex=Boy", "leavers|2025-26|count|sex=Boy"),
        ("iro_named_in_time|2025-26|all", "starters|2025-26|count"),
        ("placed_kinship|2026-03-31|base", "looked_after_at_end|2026-03-31|count"),
        ("child_attended|2025-26|base", "participation_official|2025-26|base"),
        ("timeliness_reviews_held|2025-26|rest", "reviews_late|2025-26|count"),
        ("timeliness_reviews_held|2025-04|rest", "reviews_late|2025-04|count"),
        ("questionnaire_concern|2025-26|base", "questionnaire_done|2025-26|count"),
        ("stayed_put|2025-26|count", "exits|2025-26|count|group=Stayed with carers at 18"),
        ("under_interim_order|2026-03-31|count", "placement_mix|2026-03-31|count|legal=Interim care order"),
    ],
)
def test_those_among_whom_two_measures_count_are_the_same_people(one, other):
    counts = {one: 7, other: 7} | ({"exits|2025-26|count": 9} if "exits" in other else {})
    assert frozenset({one, other}) in told(counts)
    assert frozenset({one, other}) not in told(counts | {other: 8})


def test_those_who_came_and_those_who_left_are_not_the_same_people():
    assert not told({"left_at_18|2025-26|base": 7, "starters|2025-26|count": 7})
    assert not told({"iro_named_in_time|2025-26|base": 7, "leavers|2025-26|count": 7})
    assert not told({"same_iro|2025-26|base": 7, "dispute_themes|2025-26|base": 7})


def test_who_took_part_is_a_sum_of_codes():
    codes = {
        f"participation_codes|2025-26|count|code=PN{n}": count for n, count in enumerate((61, 9, 3, 17, 8))
    }
    came = "participation_with_pn4|2025-26|count"
    assert told(codes | {came: 37}) == {frozenset({came, *list(codes)[1:]})}
    of_known = "participation_official|2025-26|base"
    assert told(codes | {of_known: 37}) == {frozenset({of_known, *list(codes)[1:]})}
    assert not told(codes | {came: 38})


def test_what_the_measures_of_two_names_are_called_is_what_they_are_called():
    for pair in SAME:
        for name in pair:
            code, _, rest = name.partition("|")
            dimension = rest.partition("=")[0]
            assert not dimension or dimension in MEASURES[code].dimensions


LEFT, EXITS = "left_adopted|2025-26|count", "exits|2025-26|count|"
GUARDIANS = "left_special_guardianship|2025-26|count"
SPECIAL = ("E43", "E44", "E45", "E46", "E47", "E48")


def reasons(*groups, since=date(2020, 4, 1)):
    return "reason", since, tuple(Group(label, codes) for label, codes in groups)


def test_a_group_with_another_name_is_known_by_its_codes():
    own = reasons(("A new family", ("E12", "E11")), ("Home again", ("E4A", "E4B")))
    counts = {LEFT: 7, f"{EXITS}group=A new family": 7}
    assert told(counts, own) == {frozenset(counts)}
    assert not told(counts)
    home = {"left_to_family|2025-26|count": 9, f"{EXITS}group=Home again": 9}
    assert not told(home, own)  # E13 is not in it, so that nine is nine by chance


def test_a_group_that_was_split_is_known_by_its_parts():
    own = reasons(("Adopted, agreed", ("E11",)), ("Adopted, by order", ("E12",)))
    parts = {f"{EXITS}group=Adopted, agreed": 3, f"{EXITS}group=Adopted, by order": 6}
    assert told({LEFT: 9, **parts}, own) == {frozenset({LEFT, *parts})}
    one = {LEFT: 6, f"{EXITS}group=Adopted, by order": 6}
    assert told(one, own) == {frozenset(one)}  # nobody left by agreement


def test_groups_that_were_merged_are_known_by_their_measures():
    own = reasons(("A family for good", ("E11", "E12", *SPECIAL)))
    group = f"{EXITS}group=A family for good"
    assert told({LEFT: 4, GUARDIANS: 8, group: 12}, own) == {frozenset({LEFT, GUARDIANS, group})}
    assert not told({LEFT: 4, group: 12}, own)
    assert not told({LEFT: 4, GUARDIANS: 8, group: 11}, own)


def test_the_group_that_comes_first_has_the_code():
    own = reasons(("By order", ("E12",)), ("All adopted", ("E11", "E12")))
    parts = {f"{EXITS}group=By order": 5, f"{EXITS}group=All adopted": 2}
    assert told({LEFT: 7, **parts}, own) == {frozenset({LEFT, *parts})}


def test_groups_are_those_of_the_last_day_of_the_period():
    later = reasons(("A new family", ("E11", "E12")), since=date(2026, 3, 31))
    counts = {"left_adopted|2024-25|count": 7, "exits|2024-25|count|group=A new family": 7}
    assert not told(counts, later)
    assert told({LEFT: 7, f"{EXITS}group=A new family": 7}, later)
    assert told(
        counts,
        reasons(("Adopted", ("E12",))),
        reasons(("A new family", ("E11", "E12")), since=date(2022, 4, 1)),
    )


def test_a_group_of_reasons_is_its_reasons_one_by_one():
    counts = {f"{EXITS}group=Adopted": 9, f"{EXITS}reason=E11": 3, f"{EXITS}reason=E12": 6}
    assert told(counts) == {frozenset(counts)}
    alone = {f"{EXITS}group=Child arrangements order": 7, f"{EXITS}reason=E41": 7}
    assert told(alone) == {frozenset(alone)}


def test_groups_of_homes_are_known_by_codes_and_providers():
    day, mix = "2026-03-31", "placement_mix|2026-03-31|count|"
    own = (
        Group("Our carers", ("U1/PR1", "U4/PR1", "U5/PR1", "U6/PR1")),
        Group("Other carers", ("U1", "U2", "U3", "U4", "U5", "U6")),
        Group("Parents", ("P1/PR0",)),
        Group("Parents, paid", ("P1",)),
    )
    council = ("placement", date(2020, 4, 1), own)
    foster = {
        f"placed_in_foster_care|{day}|count": 9,
        f"{mix}home=Our carers": 2,
        f"{mix}home=Other carers": 7,
    }
    assert told(foster, council) == {frozenset(foster)}
    ours = {f"placed_in_house_foster|{day}|count": 7, f"{mix}home=Our carers": 7}
    assert not told(ours, council)  # relatives whom the council pays are in it as well
    parents = {f"placed_with_parents|{day}|count": 8, f"{mix}home=Parents": 6, f"{mix}home=Parents, paid": 2}
    assert told(parents, council) == {frozenset(parents)}


def test_bands_of_age_from_18_are_those_who_left_at_18():
    bands = (Group("Children", low=0, high=17), Group("18 to 20", low=18, high=20), Group("21 up", low=21))
    council = ("age", date(2020, 4, 1), bands)
    counts = {"left_at_18|2025-26|count": 8, f"{EXITS}age=18 to 20": 6, f"{EXITS}age=21 up": 2}
    assert told(counts, council) == {frozenset(counts)}
    assert told({"left_at_18|2025-26|count": 8, f"{EXITS}age=18 and over": 8})
    assert not told({"left_at_18|2025-26|count": 8, f"{EXITS}age=16 and over": 8})


@pytest.mark.parametrize(("one", "other"), SAME_ROWS)
def test_measures_of_the_same_rows_are_one_in_every_part(one, other):
    part = {f"{one}|2025-26|count|sex=Male": 7, f"{other}|2025-26|count|sex=Male": 7}
    assert told(part) == {frozenset(part)}


@pytest.mark.parametrize(
    ("part", "whole", "rest"),
    [
        ("2026-01-01..2026-02-27", "2025-26-Q4", "2026-02-28..2026-03-31"),
        ("2026-01-01..2026-02-28", "2025-26-Q4", "2026-03"),
        ("2026-03-01..2026-03-30", "2026-03", "2026-03-31..2026-03-31"),
        ("2025-04-01..2025-12-31", "2025-26", "2025-26-Q4"),
    ],
)
def test_what_came_after_the_day_to_which_an_earlier_document_tells_is_a_number_of_its_own(part, whole, rest):
    so_far, all_of_it, left = (f"starters|{when}|count" for when in (part, whole, rest))
    counts = {so_far: 40, all_of_it: 42}
    assert stretches_between(counts) == {left: 2}
    assert frozenset({so_far, all_of_it, left}) in told({**counts, left: 2})
    assert stretches_between({so_far: 43, all_of_it: 42}) == {}, "it was corrected"
    assert stretches_between({**counts, left: 2}) == {}, "it stands there"
