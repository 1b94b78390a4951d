"""Files as a doubtful examiner would make them: each gives its right result, or is named and costs no more
than it must; a second import changes nothing.
"""

from collections.abc import Callable
from datetime import date

import pytest

from children.imports.outcome import Outcome
from children.imports.run import NothingToRead
from children.models import Child, Episode, MissingEpisode, PeriodOfCare
from reviews.models import Review, ReviewCycle
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
from tests.turns import comes_every, in_turns

pytestmark = [pytest.mark.django_db, comes_every(4)]
Bring = Callable[..., Outcome]
MISSING = ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")


@pytest.fixture
def bring(bring_in: Bring) -> Bring:
    """As `bring_in`, twice: the second time nothing changes and the same is said."""

    def run(files: dict[str, bytes], **over: object) -> Outcome:
        first = bring_in(files, **over)
        again = bring_in(files, **over)
        assert [again.counts[name] for name in ("new", "changed", "removed")] == [0, 0, 0]
        assert places(again) == places(first)
        return first

    return run


def places(outcome: Outcome) -> list[tuple[str, int, str, str]]:
    return [(d.file, d.line, d.column, d.rule) for d in outcome.said]


def refused(outcome: Outcome) -> list[tuple[str, int, str]]:
    return [(d.file, d.line, d.column) for d in outcome.defects]


def warned(outcome: Outcome) -> list[tuple[str, int, str]]:
    return [(d.file, d.line, d.column) for d in outcome.pointed_out]


def held() -> list[date | None]:
    return list(Review.objects.order_by("held_on").values_list("held_on", flat=True))


# --- dates


def test_the_first_and_last_day_of_a_year_belong_to_it(bring: Bring):
    rows = [review(on=f"{day:%d/%m/%Y}") for day in (date(2025, 4, 1), date(2026, 3, 31))]
    said = bring(
        small(
            episodes=table(EPISODES, episode(DECOM="31/03/2025", DEC="31/03/2026", REC="E4A")),
            reviews=table(REVIEWS, *rows),
        ),
        year=2026,
    )
    assert said.defects == []
    assert held() == [date(2025, 4, 1), date(2026, 3, 31)]
    assert PeriodOfCare.objects.get().ended_on == date(2026, 3, 31)


def test_a_return_that_ends_on_its_last_day_is_of_that_year_without_being_told(bring: Bring):
    files = small(reviews=table(REVIEWS, review(on="31/03/2026")))
    assert bring(files, year=None).year == 2026


def test_the_leap_day_is_a_day_in_leap_years_only(bring: Bring):
    care = table(EPISODES, episode(DECOM="29/02/2024", DOB="29/02/2012"))
    reviews = [review(on=day, DOB="29/02/2012") for day in ("29/02/2024", "29/02/2025", "28/02/2026")]
    said = bring(
        small(
            header=table(HEADER, header(DOB="29/02/2012")), episodes=care, reviews=table(REVIEWS, *reviews)
        ),
        year=2026,
    )
    assert refused(said) == [("reviews.csv", 3, "REVIEW")]
    assert held() == [date(2024, 2, 29), date(2026, 2, 28)]


def test_a_child_born_on_the_leap_day_turns_four_and_eighteen_on_the_first_of_march(bring: Bring):
    """In law an age is reached at the start of the anniversary: in a common year on 1 March."""
    born = {"DOB": "29/02/2008"}
    reviews = [review(on=day, **born) for day in ("28/02/2026", "01/03/2026")]
    said = bring(
        small(
            header=table(HEADER, header(**born)),
            episodes=table(EPISODES, episode(**born)),
            reviews=table(REVIEWS, *reviews),
        ),
        year=2026,
    )
    assert refused(said) == [("reviews.csv", 3, "REVIEW")]
    assert held() == [date(2026, 2, 28)]


@pytest.mark.parametrize(
    "day", ["45778", "45778.0", "01/05/25", "05/31/2025", "31 Feb 2025", "2025/05/32", "01\u201105\u20112025"]
)
def test_a_start_that_is_no_date_holds_the_child_back_and_is_named(bring: Bring, day: str):
    said = bring(small(episodes=table(EPISODES, episode(DECOM=day))), year=2026)
    assert ("episodes.csv", 2, "DECOM") in refused(said)
    assert not Child.objects.exists()


@pytest.mark.parametrize(
    "day",
    [
        "1/5/2025",
        "01-05-2025",
        "01.05.2025",
        "2025-05-01",
        "2025-05-01T00:00:00",
        "01/05/2025 00:00:00",
        "1 May 2025",
        "01-MAY-2025",
    ],
)
def test_a_start_written_otherwise_is_read(bring: Bring, day: str):
    assert bring(small(episodes=table(EPISODES, episode(DECOM=day))), year=2026).defects == []
    assert PeriodOfCare.objects.get().started_on == date(2025, 5, 1)


def test_an_episode_of_no_days_between_two_others_is_said_and_moves_nothing(bring: Bring):
    rows = (
        episode(DEC="10/06/2025", REC="X1"),
        episode(DECOM="10/06/2025", RNE="P", DEC="10/06/2025", REC="X1"),
        episode(DECOM="10/06/2025", RNE="P", PLACE="U4"),
    )
    said = bring(small(episodes=table(EPISODES, *rows)), year=2026)
    assert said.said
    assert {d.file for d in said.said} <= {"episodes.csv", "header.csv", "reviews.csv"}


# --- who is who


def test_a_number_told_twice_with_two_dates_of_birth_is_nobody_until_it_is_corrected(bring: Bring):
    said = bring(small(header=table(HEADER, header(), header(DOB="16/06/2012"))), year=2026)
    assert ("header.csv", 3, "CHILD") in refused(said)
    assert not Child.objects.exists()


def test_a_row_of_somebody_born_on_another_day_is_refused_alone(bring: Bring):
    files = small(reviews=table(REVIEWS, review(), review(on="20/08/2025", DOB="16/06/2012")))
    assert refused(bring(files, year=2026)) == [("reviews.csv", 3, "DOB")]
    assert held() == [date(2025, 5, 28)]


@pytest.mark.parametrize("upn", ["A123456789012  ", " A123456789012", "a123456789012", "A123456 789012"])
def test_a_upn_with_blanks_or_small_letters_is_the_same(bring: Bring, upn: str):
    assert bring(small(header=table(HEADER, header(UPN=upn))), year=2026).defects == []
    assert Child.objects.get().upn == "A123456789012"


def test_a_upn_with_blanks_behind_is_the_same_child_under_a_new_number(bring_in: Bring):
    bring_in(small(header=table(HEADER, header(UPN="A123456789012"))), year=2025)
    later = small(
        header=table(HEADER, header("N1", UPN="A123456789012 ")),
        episodes=table(EPISODES, episode("N1")),
        reviews=table(REVIEWS, review("N1")),
    )
    assert [(d.child, d.other) for d in bring_in(later, year=2026).decisions] == [("N1", "1001")]


@pytest.mark.parametrize("number", ["1001 ", "\u00a01001", "\ufeff1001", "1001\u200b"])
def test_blanks_that_nobody_sees_are_no_part_of_a_number(bring: Bring, number: str):
    bring(small(reviews=table(REVIEWS, review(number))), year=2026)
    assert held() == [date(2025, 5, 28)]


@pytest.mark.parametrize("number", ["9" * 40, "\U0001f600", "=1+1", "1001'; DROP TABLE children_child; --"])
def test_an_odd_number_is_taken_as_it_is_or_named(bring: Bring, number: str):
    said = bring(
        small(header=table(HEADER, header(), header(number)), episodes=table(EPISODES, episode())), year=2026
    )
    assert Child.objects.filter(number="1001").exists()
    assert Child.objects.filter(number=number).exists() or ("header.csv", 3, "CHILD") in refused(said)


@pytest.mark.parametrize("number", ["=1+1+cmd", "@SUM(1)", "+44", "-1001", "\u200b=1"])
def test_a_number_that_a_spreadsheet_runs_is_refused_by_its_line(bring: Bring, number: str):
    """A file that is handed out has it with an apostrophe in front: another number."""
    said = bring(
        small(header=table(HEADER, header(), header(number)), episodes=table(EPISODES, episode())), year=2026
    )
    assert [child.number for child in Child.objects.all()] == ["1001"]
    assert ("header.csv", 3, "CHILD") in refused(said)
    assert "takes for a formula" in " ".join(defect.why for defect in said.defects)


def test_two_children_of_one_birth_are_two(bring: Bring):
    """Twins: the same day of birth, sex and start of care."""
    said = bring(
        small(
            header=table(HEADER, header("1001"), header("1002")),
            episodes=table(EPISODES, episode("1001"), episode("1002")),
            reviews=table(REVIEWS, review("1001"), review("1002")),
        ),
        year=2026,
    )
    assert (said.decisions, Child.objects.count()) == ([], 2)


def test_a_wrong_number_that_is_put_right_asks_nothing(bring_in: Bring):
    upn = {"UPN": "A123456789012"}
    bring_in(
        small(
            header=table(HEADER, header("9001", **upn)),
            episodes=table(EPISODES, episode("9001")),
            reviews=table(REVIEWS, review("9001")),
        ),
        year=2026,
    )
    said = bring_in(small(header=table(HEADER, header("1001", **upn))), year=2026)
    assert said.decisions == []
    assert list(Child.objects.values_list("number", flat=True)) == ["1001"]
    assert held() == [date(2025, 5, 28), date(2025, 8, 20)]


# --- how files are written


@pytest.mark.parametrize(
    "postcode", ["EH1 1YZ", "G1 1AA", "W1A 0AX", "EC1A1BB", "bt1 1aa", "S64  0EJ", "IM1 1AA"]
)
def test_postcodes_of_everywhere_are_postcodes(bring: Bring, postcode: str):
    said = bring(small(episodes=table(EPISODES, episode(PL_POST=postcode))), year=2026)
    assert [place for place in (*refused(said), *warned(said)) if place[2] == "PL_POST"] == []


@pytest.mark.parametrize("postcode", ["ZZ99 3VZ", "NOT KNOWN", "EH1", "1AA EH1", "N/A", "-"])
def test_what_is_no_postcode_costs_the_postcode(bring: Bring, postcode: str):
    said = bring(small(episodes=table(EPISODES, episode(PL_POST=postcode))), year=2026)
    assert said.defects == []
    assert ("episodes.csv", 2, "PL_POST") in warned(said)
    assert PeriodOfCare.objects.exists()


@pytest.mark.parametrize("separator", in_turns([",", ";", "\t", "|"], 4))
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_way_of_writing_a_table_is_read(bring_in: Bring, separator: str, end: str, encoding: str):
    texts = {
        "a.txt": table(HEADER, header(), separator=separator, end=end),
        "b.CSV": table(EPISODES, episode(), separator=separator, end=end),
        "c": table(REVIEWS, review(), separator=separator, end=end),
    }
    said = bring_in({name: text.encode(encoding) for name, text in texts.items()}, year=2026)
    assert said.defects == []
    assert held() == [date(2025, 5, 28)]


def test_headings_in_quotation_marks_and_any_order_are_read(bring: Bring):
    order = ("review_code", "Review", " dob ", "Child")
    cells = dict(zip(REVIEWS, review(), strict=True))
    row = [f'"{cells[name.strip().upper()]}"' for name in order]
    bring(small(reviews=table([f'"{name}"' for name in order], row)), year=2026)
    assert held() == [date(2025, 5, 28)]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b'<?xml version="1.0"?><Message><Children/></Message>', "XML"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Message/>", "XML"),
        (b"\n <Message><Children/></Message>", "XML"),
        (b"PK\x03\x04rest", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"", "empty"),
        (b"\r\n\r\n", "empty"),
        (b'{"children": []}', "columns"),
        (b"<html><body>Sign in</body></html>", "web page"),
    ],
)
def test_a_file_that_is_no_table_is_named_as_what_it_is(bring_in: Bring, content: bytes, word: str):
    with pytest.raises(NothingToRead, match=f"(?i){word}"):
        bring_in({"return.csv": content}, year=2026)
    said = bring_in({**small(), "extra.csv": content}, year=2026)
    assert [d.file for d in said.defects] == ["extra.csv"]
    assert held()


def test_a_line_of_totals_and_empty_lines_cost_nothing_else(bring: Bring):
    text = table(REVIEWS, review(), ("", "", "", ""), review(on="20/08/2025"), ("Total", "", "2", ""))
    said = bring(small(reviews=text), year=2026)
    assert {place[:2] for place in refused(said)} == {("reviews.csv", 5)}
    assert held() == [date(2025, 5, 28), date(2025, 8, 20)]


def test_the_same_file_twice_is_said_and_counted_once(bring: Bring):
    files = small()
    said = bring({**files, "reviews (1).csv": files["reviews.csv"]}, year=2026)
    assert {d.file for d in said.said} == {"reviews (1).csv"} or {d.file for d in said.said} == {
        "reviews.csv"
    }
    assert len(held()) == 2


def test_two_reviews_on_one_day_with_two_codes_are_one(bring: Bring):
    said = bring(small(reviews=table(REVIEWS, review(code="PN1"), review(code="PN3"))), year=2026)
    assert refused(said) == [("reviews.csv", 3, "REVIEW")]
    assert Review.objects.get().participation_code == "PN1"


# --- care


def test_a_review_on_the_first_and_on_the_last_day_of_care_counts(bring: Bring):
    files = small(
        episodes=table(EPISODES, episode(DEC="20/08/2025", REC="E4A")),
        reviews=table(REVIEWS, review(on="01/05/2025"), review(on="20/08/2025"), review(on="21/08/2025")),
    )
    assert refused(bring(files, year=2026)) == [("reviews.csv", 4, "REVIEW")]
    assert held() == [date(2025, 5, 1), date(2025, 8, 20)]


def test_leaving_and_coming_back_the_next_day_are_two_periods(bring: Bring):
    rows = episode(DEC="10/06/2025", REC="E4A"), episode(DECOM="11/06/2025", RNE="S")
    bring(small(episodes=table(EPISODES, *rows)), year=2026)
    assert list(PeriodOfCare.objects.order_by("started_on").values_list("started_on", "ended_on")) == [
        (date(2025, 5, 1), date(2025, 6, 10)),
        (date(2025, 6, 11), None),
    ]
    assert ReviewCycle.objects.values("period_start").distinct().count() == 2


def test_an_incident_over_the_end_of_the_year_is_one(bring_in: Bring):
    spell = ("1001", "15/06/2012", "M", "30/03/2025")
    care = table(EPISODES, episode(DECOM="01/05/2024"))
    bring_in(small(episodes=care, missing=table(MISSING, (*spell, ""))), year=2025)
    bring_in(small(episodes=care, missing=table(MISSING, (*spell, "02/04/2025"))), year=2026)
    assert list(MissingEpisode.objects.values_list("started_on", "ended_on")) == [
        (date(2025, 3, 30), date(2025, 4, 2))
    ]


def test_an_episode_of_next_year_in_this_return_is_pointed_out(bring: Bring):
    said = bring(
        small(episodes=table(EPISODES, episode(DECOM="02/04/2026")), reviews=table(REVIEWS)), year=2026
    )
    assert ("episodes.csv", 2, "DECOM") in (*warned(said), *refused(said))


def test_a_formula_in_a_cell_is_text(bring: Bring):
    said = bring(small(episodes=table(EPISODES, episode(URN='=HYPERLINK("x")', PL_POST="+1"))), year=2026)
    assert said.defects == []
    assert Episode.objects.get().urn == ""
