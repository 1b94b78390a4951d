"""Files as councils really send them: other spellings of headings and cells, odd numbers of children, parts
of a return."""

from datetime import date

import pytest

from children.models import Child, Episode, HealthYear, PeriodOfCare
from reviews.models import Review, ReviewCycle
from tests.integration.children.returns import (
    BORN,
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


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda t: t.encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param(lambda t: ("\n\n" + t).encode(), id="blank lines before the heading"),
        pytest.param(lambda t: t.replace("\n", "\r").encode(), id="old Mac line ends"),
        pytest.param(
            lambda t: "\n".join(
                ",".join(f'"{c}"' for c in line.split(",")) for line in t.splitlines()
            ).encode(),
            id="everything quoted",
        ),
        pytest.param(lambda t: t.replace(",", " , ").encode(), id="blanks around commas"),
        pytest.param(lambda t: t.replace("/", "-").encode(), id="dates with hyphens"),
        pytest.param(lambda t: t.replace("/", ".").encode(), id="dates with points"),
        pytest.param(
            lambda t: t.replace("2025,", "2025 00:00:00,").replace("2012,", "2012 00:00,").encode(),
            id="dates with midnight",
        ),
        pytest.param(lambda t: t.replace("CHILD,", "Child ID,", 1).encode(), id="Child ID"),
        pytest.param(lambda t: ("sep=,\n" + t).encode(), id="Excel's separator line"),
        pytest.param(lambda t: t.rstrip("\n").encode(), id="no line end at the end"),
        pytest.param(lambda t: (t + ",,,,\n\x1a").encode(), id="a row of commas and an end-of-file mark"),
    ],
)
def test_a_return_written_otherwise_says_the_same(bring_in, write):
    bring_in(small())
    again = bring_in({name: write(content.decode()) for name, content in small().items()})
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 4, "removed": 0, "rejected": 0}, (
        again.defects
    )


@pytest.mark.parametrize("number", ["0012", "LA/2024-77", "Ångström9", "a b", "1001.0"])
def test_a_childs_number_is_kept_as_it_is_written(bring_in, number):
    files = small(
        header=table(HEADER, header(number)),
        episodes=table(EPISODES, episode(f" {number} ")),
        reviews=table(REVIEWS, review(number)),
    )
    assert bring_in(files).defects == []
    assert Child.objects.get().number == number


def test_a_child_who_is_in_another_file_without_the_zeros_is_not_the_same_child(refused):
    said = refused(
        small(
            header=table(HEADER, header("0012")),
            episodes=table(EPISODES, episode("12")),
            reviews=table(REVIEWS),
        )
    )
    assert said == [("episodes.csv", 2, "CHILD", "INT03")]


def test_a_number_written_otherwise_in_another_file_is_said_with_that_of_the_header(bring_in):
    files = small(
        header=table(HEADER, header("0012"), header("77")),
        episodes=table(EPISODES, episode("12.0"), episode("78")),
        reviews=table(REVIEWS),
    )
    first, second = (d.to_do for d in bring_in(files).defects)
    assert first.startswith("The header has 0012: if that is the same child, write the number in all files")
    assert second == "Correct CHILD, or add the child to the header."


def test_a_cell_with_a_line_end_in_it_does_not_shift_the_lines(refused):
    columns = (*REVIEWS, "NOTE")
    rows = table(columns, (*review(), '"two\nlines"'), (*review(on="31/02/2026"), "x"))
    assert refused(small(reviews=rows)) == [("reviews.csv", 4, "REVIEW", "166")]


def test_excels_separator_line_is_a_line_of_the_file(refused):
    rows = "sep=;\n" + table(REVIEWS, review(on="31/02/2026"), separator=";")
    assert refused(small(reviews=rows)) == [("reviews.csv", 3, "REVIEW", "166")]


def test_reviews_alone_are_refused_child_by_child_when_nobody_is_known(refused):
    said = refused({"reviews.csv": small()["reviews.csv"]})
    assert said == [("reviews.csv", 2, "CHILD", "INT08"), ("reviews.csv", 3, "CHILD", "INT08")]


def test_reviews_alone_come_in_for_children_who_are_known(bring_in):
    bring_in(small(reviews=table(REVIEWS)))
    assert bring_in({"reviews.csv": small()["reviews.csv"]}).counts["new"] == 2


def test_a_header_alone_makes_children_out_of_care(bring_in):
    assert bring_in({"header.csv": small()["header.csv"]}, year=2026).counts["new"] == 1
    assert not PeriodOfCare.objects.exists()


@pytest.mark.parametrize(
    ("on", "rule"),
    [
        ("30/04/2025", "REV-1"),
        ("01/01/2024", "REV-1"),
        ("21/04/2026", "REV-3"),
        ("15/06/2030", "REV-3"),
        ("2025-13-01", "166"),
    ],
)
def test_a_review_that_cannot_be_is_refused_alone(refused, on, rule):
    assert refused(small(reviews=table(REVIEWS, review(on=on), review()))) == [
        ("reviews.csv", 2, "REVIEW", rule)
    ]
    assert Review.objects.count() == 1


def test_a_review_after_care_ended_is_refused_and_on_its_last_day_is_not(refused):
    left = table(EPISODES, episode(DEC="01/09/2025", REC="E4A"))
    said = refused(
        small(
            episodes=left, reviews=table(REVIEWS, review(), review(on="01/09/2025"), review(on="02/09/2025"))
        )
    )
    assert said == [("reviews.csv", 4, "REVIEW", "REV-1")]


def test_two_reviews_on_one_day_are_one(refused):
    said = refused(small(reviews=table(REVIEWS, review(), review(code="PN3"))))
    assert said == [("reviews.csv", 3, "REVIEW", "REV-4")]


def test_children_of_two_years_in_one_folder_belong_to_the_later(bring_in):
    files = small(
        episodes=table(EPISODES, episode(DECOM="01/05/2024")),
        reviews=table(REVIEWS, review(on="24/05/2024"), review()),
    )
    assert bring_in(files).year == 2026
    assert Review.objects.count() == 2


def test_the_same_child_after_adoption_under_another_number_is_another_child(bring_in):
    files = small(
        header=table(HEADER, header(), header("9001")),
        episodes=table(EPISODES, episode(DEC="01/09/2025", REC="E11"), episode("9001", DECOM="01/12/2025")),
        reviews=table(REVIEWS),
    )
    assert bring_in(files).defects == []
    assert Child.objects.count() == 2


def test_an_extra_column_and_an_extra_file_are_said_and_harmless(bring_in):
    lines = small()["header.csv"].decode().splitlines()
    text = f"{lines[0]},NHS_NO\n{lines[1]},1234567890\n"
    outcome = bring_in({**small(header=text), "readme.txt": b"Return of the council"})
    assert outcome.counts["new"] == 4
    assert any("NHS_NO left out" in w for w in outcome.warnings)
    assert [(d.file, d.rule) for d in outcome.defects] == [("readme.txt", "FILE")]


def test_a_code_that_is_refused_is_said_as_it_is_written(bring_in):
    outcome = bring_in(small(episodes=table(EPISODES, episode(LS="c9"))))
    assert [(d.value, d.why) for d in outcome.defects if d.rule == "144"] == [
        ("c9", "c9 is not a code of LS.")
    ]


def test_codes_may_be_written_small(bring_in):
    files = small(
        header=table(HEADER, header(SEX="f", ETHNIC="wbri")),
        episodes=table(EPISODES, episode(RNE="s", LS="c2", PLACE="u6")),
        reviews=table(REVIEWS, review(code="pn1")),
    )
    assert bring_in(files).defects == []
    assert Episode.objects.get().legal_status == "C2"
    assert Review.objects.get().participation_code == "PN1"


def test_health_of_a_year_stays_beside_that_of_another(bring_in):
    columns = ("CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON", "HEALTH_ASSESSMENT")
    for year, score in ((2025, "12"), (2026, "9")):
        rows = table(columns, ("1001", BORN, score, "", "1"))
        assert (
            bring_in(
                small(
                    episodes=table(EPISODES, episode(DECOM="01/05/2024")), oc2=rows, reviews=table(REVIEWS)
                ),
                year=year,
            ).defects
            == []
        )
    assert dict(HealthYear.objects.values_list("year", "sdq_score")) == {2025: 12, 2026: 9}


def test_a_wrong_year_for_the_folder_is_no_harm_to_the_dates(bring_in):
    bring_in(small(), year=2027, today=date(2027, 4, 20))
    assert ReviewCycle.objects.filter(held_on__isnull=False).count() == 2
