"""A child's number that comes back for somebody else, and what is said where whole files are missing."""

import pytest

from children.models import Child, Episode
from tests import factories as make
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

pytestmark = pytest.mark.django_db
OTHER = {"DOB": "03/02/2016", "SEX": "M"}


def of_somebody(start: str = "01/09/2025", **facts: str) -> dict[str, bytes]:
    born = {"DOB": facts.get("DOB", "15/06/2012")}
    return small(
        header=table(HEADER, header(**facts)),
        episodes=table(EPISODES, episode(DECOM=start, **born)),
        reviews=table(REVIEWS, review(on="25/09/2025", **born)),
    )


def earlier(bring_in, **facts: str) -> None:
    left = {"DEC": "01/03/2025", "REC": "E4A"}
    old = small(
        header=table(HEADER, header(**facts)),
        episodes=table(EPISODES, episode(DECOM="01/05/2024", **left)),
        reviews=table(REVIEWS),
    )
    assert bring_in(old, year=2025).defects == []


def test_a_number_that_is_used_again_for_somebody_else_is_refused_with_both_sides(bring_in):
    earlier(bring_in)
    outcome = bring_in(of_somebody(**OTHER), year=2026)
    assert [(d.file, d.rule) for d in outcome.defects] == [
        ("episodes.csv", "HELD"),
        ("header.csv", "PERSON"),
        ("reviews.csv", "HELD"),
    ]
    assert "date of birth 3 February 2016 here, 15 June 2012 in the portal" in outcome.defects[1].why
    assert "sex M here, F in the portal" in outcome.defects[1].why
    assert Child.objects.get().sex == "F" and Episode.objects.count() == 1
    again = bring_in(of_somebody(**OTHER), year=2026)
    assert (again.counts["new"], again.counts["changed"], again.counts["removed"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("facts", "start"),
    [
        ({"DOB": "03/02/2016"}, "01/09/2025"),  # one fact was corrected
        ({"SEX": "M"}, "01/09/2025"),
        (OTHER | {"UPN": "H801200001001"}, "01/09/2025"),  # the pupil number is the same
        (OTHER, "01/05/2024"),  # the episode is the same
    ],
)
def test_a_child_with_anything_in_common_is_taken_with_a_warning(bring_in, facts, start):
    earlier(bring_in, UPN="H801200001001")
    given = {"UPN": "UN3"} | facts
    outcome = bring_in(of_somebody(start, **given), year=2026)
    assert not [d for d in outcome.defects if d.rule == "PERSON"]


def test_the_same_return_may_be_corrected_wholly(bring_in, authority):
    """Nobody else told of the child: the first version was wrong. Unless something was recorded about it."""
    bring_in(of_somebody("01/06/2025"), year=2026)
    assert bring_in(of_somebody("01/09/2025", **OTHER), year=2026).defects == []
    assert Child.objects.get().sex == "M"
    make.make_allocation(Child.objects.get(), make.make_worker(authority, is_iro=True))
    outcome = bring_in(of_somebody("01/06/2025"), year=2026)
    assert "PERSON" in {d.rule for d in outcome.defects}


@pytest.mark.parametrize(
    ("episodes", "why"),
    [
        (b"%PDF-1.7", "No episode of the child is known: episodes.csv could not be read."),
        (b"CHILD,DOB,RNE,LS\n1001,15/06/2012,S,C2\n", "episodes.csv could not be read."),
        (None, "No episode of the child is known: no episodes file came with the return."),
    ],
)
def test_reviews_without_an_episodes_file_are_refused_for_what_is_missing(bring_in, episodes, why):
    files = small()
    del files["episodes.csv"]
    if episodes is not None:
        files["episodes.csv"] = episodes
    said = [d for d in bring_in(files, year=2026).defects if d.file == "reviews.csv"]
    assert len(said) == 2 and all(d.why.endswith(why) and "episodes file" in d.to_do for d in said)


def test_rows_of_strangers_name_the_header_that_could_not_be_read(bring_in):
    said = bring_in(small() | {"header.csv": b"PK\x03\x04"}, year=2026).defects
    assert {d.why for d in said if d.file != "header.csv"} == {
        "The child is not in the portal, and header.csv could not be read."
    }
