"""A number that comes back for somebody else, a child or a worker, and what is said where whole files are
missing.
"""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import Authority, Worker
from children.models import Child, Episode, IroAllocation
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


def people(folder: Path, name: str) -> list[str]:
    """The command's arguments for tables that name one worker, who is the IRO of the child."""
    tables = {
        "professionals.csv": [
            ("PROF_PROFESSIONAL_ID", "PROF_STAFF_ID", "PROF_PROFESSIONAL_NAME"),
            ("IRO01", "IRO01", name),
        ],
        "involvements.csv": [
            (
                "INVO_PROFESSIONAL_ID",
                "INVO_PROFESSIONAL_ROLE_ID",
                "INVO_INVOLVEMENT_START_DATE",
                "INVO_INVOLVEMENT_END_DATE",
                "INVO_PERSON_ID",
            ),
            ("IRO01", "IRO", "2025-09-02", "", "1001"),
        ],
    }
    for file, rows in tables.items():
        with (folder / file).open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(rows)
    return ["import_people", str(folder), "--json"]


@pytest.mark.parametrize(
    ("name", "is_taken", "says"),
    [
        (
            "Iris Marsh",
            True,
            "The worker with this number is called Iris Reed here; from this row on Iris Marsh.",
        ),
        ("MARSH, Iris", True, "called Iris Reed here; from this row on MARSH, Iris."),
        ("REED, Iris", True, ""),
        (
            "Tom Bell",
            False,
            "This is not the worker with that number: here it is Iris Reed, the row says Tom Bell.",
        ),
        ("Tom Reed", False, "No name was written."),
    ],
)
def test_a_name_is_not_written_on_another_worker_and_another_surname_is_pointed_out(
    bring_in, authority: Authority, tmp_path: Path, name: str, is_taken: bool, says: str
) -> None:
    assert bring_in(of_somebody(), year=2026).defects == []
    iris = make.make_worker(authority, staff_id="IRO01", name="Iris Reed")
    out = StringIO()
    call_command(*people(tmp_path, name), authority=authority.code, stdout=out)
    said = json.loads(out.getvalue())
    found = said["warnings" if is_taken else "rejects"]
    where = [(row["file"], row["line"], row["column"]) for row in found]
    row = ("professionals.csv", 2, "PROF_PROFESSIONAL_NAME")
    assert (
        where == ([row] if says else [])
        if is_taken
        else [
            ("involvements.csv", 2, "INVO_PROFESSIONAL_ID"),
            row,
        ]
    )
    assert says in " ".join(defect["why"] for defect in found)
    iris.refresh_from_db()
    assert iris.name == (name if is_taken else "Iris Reed") and Worker.objects.count() == 1
    assert IroAllocation.objects.filter(worker=iris).exists() is is_taken
