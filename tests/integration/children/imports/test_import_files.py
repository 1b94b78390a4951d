"""One small return, written in every way councils write it, and files sent by mistake."""

from datetime import date

import pytest

from children.imports.run import NothingToRead, recognise
from children.imports.which_year import year_of
from children.models import Child, Episode, LegalStatus, Placement
from reviews.models import Review
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

pytestmark = pytest.mark.django_db


def test_a_small_return_becomes_a_child_with_facts(bring_in, authority):
    outcome = bring_in(small())
    assert outcome.counts == {"new": 4, "changed": 0, "unchanged": 0, "removed": 0, "rejected": 0}
    assert outcome.year == 2026
    child = Child.objects.get()
    assert (child.number, child.authority, child.born_on) == ("1001", authority, date(2012, 6, 15))
    assert (child.sex, child.ethnicity) == ("F", "WBRI")
    assert LegalStatus.objects.get().code == "C2"
    placement = Placement.objects.get()
    assert (placement.placement_type, placement.started_on) == ("U6", date(2025, 5, 1))
    assert [r.held_on for r in Review.objects.order_by("held_on")] == [date(2025, 5, 28), date(2025, 8, 20)]
    assert child.review_cycles.get(sequence=1).due_on == date(2025, 6, 2)


def other_order(text: str) -> str:
    return "\n".join(",".join(reversed(line.split(","))) for line in text.splitlines())


TEXTS = {name: content.decode() for name, content in small().items()}


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda t: t.encode("utf-8-sig"), id="byte order mark"),
        pytest.param(lambda t: t.encode("utf-16"), id="utf-16"),
        pytest.param(lambda t: t.encode("cp1252"), id="cp1252"),
        pytest.param(lambda t: t.replace(",", ";").encode(), id="semicolons"),
        pytest.param(lambda t: t.replace(",", "\t").encode(), id="tabs"),
        pytest.param(lambda t: t.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(lambda t: t.replace("\n", "\n\n").encode(), id="blank lines"),
        pytest.param(lambda t: t.replace("\n", ",,,\n").encode(), id="trailing commas"),
        pytest.param(lambda t: other_order(t).encode(), id="columns in another order"),
        pytest.param(
            lambda t: t.splitlines()[0].lower().encode() + t[t.index("\n") :].encode(), id="lower case"
        ),
        pytest.param(lambda t: t.replace("/06/2012", "/6/2012").encode(), id="short months"),
    ],
)
def test_a_return_written_otherwise_says_the_same(bring_in, write):
    bring_in(small())
    again = bring_in({name: write(text) for name, text in TEXTS.items()})
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 4, "removed": 0, "rejected": 0}, (
        again.defects
    )


def test_files_are_recognised_by_their_columns_and_not_by_name(bring_in):
    files = dict(zip(["c.txt", "a.CSV", "Reviews (2)"], small().values(), strict=True))
    outcome = bring_in(files)
    assert outcome.counts["new"] == 4
    assert {f["name"]: f["table"] for f in outcome.files} == {
        "c.txt": "Header",
        "a.CSV": "Episodes",
        "Reviews (2)": "Reviews",
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"PK\x03\x04\x14\x00", "Save as, CSV UTF-8", id="xlsx"),
        pytest.param(b"%PDF-1.4", "PDF", id="pdf"),
        pytest.param(b"CHILD,DOB\n1,\x00", "bytes that no text has", id="NUL"),
        pytest.param(b'CHILD,DOB,REVIEW,REVIEW_CODE\n1,"x,y,z\n', "quotation mark", id="open quote"),
        pytest.param(b"Name,Salary\nA,1\n", "not those of any table", id="another table"),
        pytest.param(
            b"Looked after children,,,\n\nCHILD,DOB,REVIEW,REVIEW_CODE\n1,01/01/2012,01/08/2024,PN1\n",
            "The headings of Reviews are in line 3, and must be in the first line",
            id="title above the headings",
        ),
        pytest.param(
            b"CHILD,DOB,DECOM,RNE,LS,PLACE\n1,2,3,4,5,6\n", "looks like Episodes", id="columns missing"
        ),
    ],
)
def test_one_bad_file_is_named_and_the_others_come_in(bring_in, content, words):
    outcome = bring_in({**small(), "odd.csv": content})
    assert outcome.counts["new"] == 4
    assert [(d.file, d.rule) for d in outcome.defects] == [("odd.csv", "FILE")]
    assert words in outcome.defects[0].why + outcome.defects[0].to_do
    assert next(f for f in outcome.files if f["name"] == "odd.csv")["problem"]


def test_nothing_but_bad_files_is_refused_whole(bring_in):
    with pytest.raises(NothingToRead, match=r"return.zip: This is a zip or Excel file"):
        bring_in({"return.zip": b"PK\x03\x04"})
    assert not Child.objects.exists()


def test_headings_without_rows_are_a_return_that_says_nothing(bring_in):
    files = small(reviews=table(REVIEWS))
    outcome = bring_in(files)
    assert outcome.counts == {"new": 2, "changed": 0, "unchanged": 0, "removed": 0, "rejected": 0}
    assert next(f for f in outcome.files if f["name"] == "reviews.csv")["rows"] == 0


def test_headings_alone_have_no_year():
    assert (
        year_of(
            recognise(small(header=table(HEADER), episodes=table(EPISODES), reviews=table(REVIEWS))).sheets,
            today=TODAY,
        )
        is None
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("28/05/25", "The year has two digits."),
        ("45805", "This is a number, not a date."),
        ("31/04/2025", "There is no such day."),
        ("May", "This is not a date."),
    ],
)
def test_a_date_that_cannot_be_read_refuses_the_row_alone(bring_in, text, why):
    outcome = bring_in(small(reviews=table(REVIEWS, review(on=text), review(on="20/08/2025"))))
    assert [(d.file, d.line, d.column, d.value, d.why, d.rule) for d in outcome.defects] == [
        ("reviews.csv", 2, "REVIEW", text, why, "166")
    ]
    assert Review.objects.count() == 1


def test_an_iso_date_is_read(bring_in):
    assert bring_in(small(reviews=table(REVIEWS, review(on="2025-05-28")))).defects == []
    assert Review.objects.get().held_on == date(2025, 5, 28)


def test_a_second_line_of_header_holds_the_child_back_and_the_other_child_loads(refused):
    files = small(
        header=table(HEADER, header(), header(SEX="M"), header("1002")),
        episodes=table(EPISODES, episode(), episode("1002")),
        reviews=table(REVIEWS, review(), review("1002")),
    )
    said = refused(files)
    assert ("header.csv", 3, "CHILD", "INT32") in said
    assert ("episodes.csv", 2, "CHILD", "HELD") in said
    assert ("reviews.csv", 2, "CHILD", "HELD") in said
    assert list(Child.objects.values_list("number", flat=True)) == ["1002"]


def test_an_exact_duplicate_is_reported_and_harmless(refused):
    said = refused(
        small(
            header=table(HEADER, header(), header()),
            episodes=table(EPISODES, episode(), episode()),
            reviews=table(REVIEWS, review(), review()),
        )
    )
    assert said == [
        ("episodes.csv", 3, "CHILD", "DUP"),
        ("header.csv", 3, "CHILD", "INT32"),
        ("reviews.csv", 3, "CHILD", "DUP"),
    ]
    assert (Child.objects.count(), Episode.objects.count(), Review.objects.count()) == (1, 1, 1)


def test_a_line_with_too_many_cells_is_refused_by_itself(refused):
    text = table(REVIEWS, review(), (*review(on="20/08/2025"), "more"))
    assert refused(small(reviews=text)) == [("reviews.csv", 3, "", "COLS")]


def test_every_defect_of_a_row_is_said_at_once(bring_in):
    outcome = bring_in(small(header=table(HEADER, header(SEX="Female", DOB="31/02/2012", ETHNIC=""))))
    assert {(d.line, d.column, d.rule) for d in outcome.said if d.file == "header.csv"} == {
        (2, "SEX", "101"),
        (2, "DOB", "102"),
        (2, "ETHNIC", "103"),
    }
    assert not Child.objects.exists()


def test_the_same_file_twice_is_read_once(bring_in):
    outcome = bring_in({**small(), "reviews copy.csv": small()["reviews.csv"]})
    assert Review.objects.count() == 2
    assert {d.file for d in outcome.defects} <= {"reviews copy.csv"}


def test_review_on_a_birthday_edge(refused):
    born = "29/02/2008"
    said = refused(
        small(
            header=table(HEADER, header(DOB=born)),
            episodes=table(EPISODES, episode(DOB=born)),
            reviews=table(REVIEWS, review(on="28/02/2026", DOB=born), review(on="01/03/2026", DOB=born)),
        )
    )
    assert said == [("reviews.csv", 3, "REVIEW", "REV-5")]


def test_old_codes_are_taken_for_old_years(bring_in):
    """SEX 1 and 2 until 2024, M, F and U since; H5 became K3."""
    old = small(
        header=table(HEADER, header(SEX="2")),
        episodes=table(EPISODES, episode(DECOM="01/05/2023", PLACE="H5")),
        reviews=table(REVIEWS, review(on="20/05/2023")),
    )
    assert bring_in(old, year=2024).defects == []
    assert Child.objects.get().sex == "F"
    said = bring_in(small(header=table(HEADER, header(SEX="2"))), year=2026).pointed_out
    assert [(d.column, d.rule) for d in said if d.file == "header.csv"] == [("SEX", "101")]
