"""To which day a return of a year that is not over tells, by the commands alone: as was stated with it, or as
its files show; and what follows for due dates when it goes, or when the next year's comes in."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Authority
from children.models import PeriodOfCare, SameChild
from tests.integration.children.returns import (
    EPISODES,
    HEADER,
    REVIEWS,
    episode,
    header,
    review,
    table,
)
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(4)]
COUNCIL = ("--authority", "case")


@pytest.fixture
def bring(tmp_path: Path):
    """Import files as the return of a year."""

    def bring(year: int, *more: str, **files: str) -> dict[str, Any]:
        folder = tmp_path / str(year)
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, text in files.items():
            (folder / f"{name}.csv").write_text(text)
        out = StringIO()
        call_command("import_ssda903", str(folder), *COUNCIL, "--create", "Case", *more, "--json", stdout=out)
        found: dict[str, Any] = json.loads(out.getvalue())
        return found

    return bring


def known() -> tuple[date | None, date | None]:
    authority = Authority.objects.get(code="case")
    return authority.known_from, authority.known_until


def states(child: str, as_at: str) -> list[tuple[str, str]]:
    """The due date and the state of each turn of a child."""
    out = StringIO()
    call_command("review_cycles", *COUNCIL, "--child", child, "--as-at", as_at, "--json", stdout=out)
    return [(cycle["due_on"], cycle["state"]) for cycle in json.loads(out.getvalue())]


RUNNING = {
    "header": table(HEADER, header("1"), header("2", SEX="M")),
    "episodes": table(EPISODES, episode("1", DECOM="01/05/2026"), episode("2", DECOM="12/05/2026")),
    "reviews": table(REVIEWS, review("1", "28/05/2026"), review("2", "09/06/2026")),
}
"""Two children of 2026-27: the second reviews were due on 28 August and 9 September."""


def test_what_was_due_after_the_day_that_was_stated_is_not_known(bring, on_day):
    on_day("2026-11-26")
    said = bring(2027, "--known-until", "2026-08-31", **RUNNING)
    assert any("31 August 2026, as was stated" in w["why"] for w in said["warnings"])
    assert known() == (date(2026, 4, 1), date(2026, 8, 31))
    assert states("1", "2026-11-26")[-1] == ("2026-08-28", "overdue")
    assert states("2", "2026-11-26")[-1] == ("2026-09-09", "unconfirmed")
    assert states("2", "2026-09-10")[-1] == ("2026-09-09", "unconfirmed")


def test_old_files_of_a_running_year_tell_to_the_latest_day_in_them(bring, on_day):
    on_day("2026-11-26")
    said = bring(2027, **RUNNING)
    assert any("9 June 2026, because nothing in them is later" in w["why"] for w in said["warnings"])
    assert {state for child in "12" for _, state in states(child, "2026-11-26")[1:]} == {"unconfirmed"}


def test_one_mistyped_date_among_many_children_makes_no_later_day_known(bring, on_day):
    on_day("2026-11-26")
    numbers = [str(number) for number in range(1, 21)]
    files = {
        "header": table(HEADER, *(header(n, DOB=f"{n:0>2}/06/2012") for n in numbers)),
        "episodes": table(EPISODES, *(episode(n, DECOM="12/05/2026") for n in numbers)),
        "reviews": table(REVIEWS, review("1", "09/11/2026", DOB="01/06/2012")),
    }
    bring(2027, **files)
    assert known()[1] == date(2026, 5, 12)


def test_files_with_something_of_the_last_month_tell_to_the_day_they_came_in(bring, on_day):
    on_day("2026-06-20")
    said = bring(2027, **RUNNING)
    assert known()[1] == date(2026, 6, 20)
    assert any("20 June 2026, the day they came in" in w["why"] for w in said["warnings"])
    on_day("2026-11-26")
    assert states("1", "2026-11-26")[-1][1] == "unconfirmed"


def test_a_day_goes_with_the_return_that_it_was_stated_of(bring, on_day):
    on_day("2026-11-26")
    before = {
        "header": table(HEADER, header("1")),
        "episodes": table(EPISODES, episode("1", DECOM="06/01/2026")),
    }
    before["reviews"] = table(REVIEWS, review("1", "02/02/2026"))
    bring(2026, **before)
    assert states("1", "2026-11-26")[-1] == ("2026-05-02", "unconfirmed")
    episodes = table(EPISODES, episode("1", DECOM="06/01/2026"), episode("2", DECOM="12/05/2026"))
    bring(2027, "--known-until", "2026-10-31", **RUNNING | {"episodes": episodes})
    assert states("2", "2026-11-26")[-1] == ("2026-09-09", "overdue")
    call_command("withdraw_import", *COUNCIL, "--year", "2027", "--json", stdout=StringIO())
    assert known() == (date(2025, 4, 1), date(2026, 3, 31))
    assert states("1", "2026-11-26")[-1] == ("2026-05-02", "unconfirmed")


def test_new_files_come_with_a_word_of_their_own(bring, on_day):
    on_day("2026-06-20")
    bring(2027, "--known-until", "2026-06-15", **RUNNING)
    bring(2027, header=RUNNING["header"])  # nothing of care or reviews: the stated day stands
    assert known()[1] == date(2026, 6, 15)
    bring(2027, **RUNNING)
    assert known()[1] == date(2026, 6, 20)
    on_day("2027-04-20")
    bring(2027, **RUNNING)
    assert known()[1] == date(2027, 3, 31)


def test_one_file_that_comes_in_alone_leaves_the_other_telling_what_it_did(bring, on_day):
    """The review due on 3 May 2026 is after what the files told; and so are all of February and March."""
    on_day("2026-11-26")
    files = {
        "header": table(HEADER, header("1")),
        "episodes": table(EPISODES, episode("1", DECOM="06/01/2026")),
        "reviews": table(REVIEWS, review("1", "30/01/2026")),
    }
    bring(2026, "--known-until", "2026-02-02", **files)
    for alone in ("reviews", "episodes"):
        said = bring(2026, header=files["header"], **{alone: files[alone]})
        assert any("Only one of the episodes and the reviews" in w["why"] for w in said["warnings"])
        assert known()[1] == date(2026, 2, 2)
    bring(2026, **files)
    assert known()[1] == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("day", "born"),
    [("31/02/2025", "15/06/2012"), ("28/05/2015", "15/06/2012"), ("28/05/2025", "16/06/2012")],
)
def test_a_review_on_a_day_that_cannot_be_is_not_read_as_none(bring, on_day, day, born):
    """In care from 1 May 2025: the first review was due on 2 June. It was held, on what day nobody knows, so
    it is neither missed, nor is the one of 20 August late."""
    on_day("2026-11-26")
    wrong = ("1", born, day, "PN1")
    files = {
        "header": table(HEADER, header("1")),
        "episodes": table(EPISODES, episode("1")),
        "reviews": table(REVIEWS, wrong, review("1", "20/08/2025")),
    }
    said = bring(2026, **files)
    assert [r["file"] for r in said["rejects"]] == ["reviews.csv"]
    assert states("1", "2026-03-31") == [
        ("2025-06-02", "unconfirmed"),
        (None, "not_known"),
        ("2026-02-20", "unconfirmed"),
    ]
    files["reviews"] = table(REVIEWS, review("1"), review("1", "20/08/2025"))
    bring(2026, **files)
    assert states("1", "2026-03-31")[0] == ("2025-06-02", "met")
    assert states("1", "2026-03-31")[-1][1] == "overdue"


def test_a_review_not_read_in_an_earlier_year_is_not_read_as_none_either(bring, on_day):
    """In care from 1 May 2024: the first review was due on 31 May, and was held, nobody knows when. So that
    of 20 August is not late; from April 2025 everything is known again."""
    on_day("2026-04-20")
    files = {
        "header": table(HEADER, header("1")),
        "episodes": table(EPISODES, episode("1", DECOM="01/05/2024")),
    }
    held = (review("1", "20/08/2024"), review("1", "10/02/2025"))
    bring(2025, **files, reviews=table(REVIEWS, review("1", "31/02/2024"), *held))
    bring(2026, **files, reviews=table(REVIEWS, review("1", "04/08/2025"), review("1", "30/01/2026")))
    found = states("1", "2026-03-31")
    assert not {"late", "missed", "overdue"} & {state for _, state in found}
    assert found[0] == (None, "not_known")
    assert found[-2:] == [("2026-02-04", "met"), ("2026-07-30", "open")]
    bring(2025, **files, reviews=table(REVIEWS, review("1", "28/05/2024"), *held))
    assert [state for _, state in states("1", "2026-03-31")] == ["met"] * 5 + ["open"]


def test_a_return_drawn_before_its_year_was_over_tells_to_that_day(bring, on_day):
    on_day("2026-11-26")
    files = {
        "header": table(HEADER, header("1")),
        "episodes": table(EPISODES, episode("1", DECOM="06/01/2026")),
    }
    bring(2026, "--known-until", "2026-02-02", **files, reviews=table(REVIEWS, review("1", "30/01/2026")))
    assert known() == (date(2025, 4, 1), date(2026, 2, 2))
    for day, words in (("2025-03-31", "1 April 2025 or later"), ("2026-11-27", "today or in the past")):
        with pytest.raises(CommandError, match=words) as refused:
            bring(2026, "--known-until", day, **files)
        assert refused.value.returncode == 2


def test_a_part_of_a_year_leaves_a_gap_before_the_next(bring, on_day):
    """Who was in care at the end of the part and is not in the next year's return left on a day not known,
    and reviews of the rest of the year are not known."""
    on_day("2026-11-26")
    first = {
        "header": table(HEADER, header("1"), header("2", SEX="M")),
        "episodes": table(EPISODES, episode("1", DECOM="06/05/2024"), episode("2", DECOM="13/05/2024")),
        "reviews": table(REVIEWS, review("1", "29/05/2024"), review("2", "10/06/2024")),
    }
    bring(2025, "--known-until", "2024-10-31", **first)
    second = {
        "header": table(HEADER, header("1")),
        "episodes": table(EPISODES, episode("1", DECOM="06/05/2024")),
        "reviews": table(REVIEWS, review("1", "01/08/2025")),
    }
    bring(2026, **second)
    assert known() == (date(2025, 4, 1), date(2026, 3, 31))
    ends = dict(PeriodOfCare.objects.values_list("child__number", "ended_on"))
    assert ends == {"1": None, "2": date(2024, 11, 1)}
    bring(2025, **first)
    assert known()[0] == date(2024, 4, 1)
    assert dict(PeriodOfCare.objects.values_list("child__number", "ended_on")) == {"1": None, "2": None}


def _many(last: date, *, children: int = 24) -> dict[str, str]:
    """Children of 2025-26 who came into care one after the other until a day, each reviewed in time."""
    first, numbers = date(2025, 4, 1), range(children)
    step = (last - first) / (children - 1)
    starts = [first + step * number for number in numbers]
    births = [f"{number + 1:0>2}/06/2012" for number in numbers]
    held = [start + timedelta(days=20) for start in starts]
    return {
        "header": table(HEADER, *(header(f"M{n}", DOB=births[n]) for n in numbers)),
        "episodes": table(EPISODES, *(episode(f"M{n}", DECOM=f"{starts[n]:%d/%m/%Y}") for n in numbers)),
        "reviews": table(
            REVIEWS,
            *(review(f"M{n}", f"{held[n]:%d/%m/%Y}", DOB=births[n]) for n in numbers if held[n] <= last),
        ),
    }


def test_files_that_stop_before_the_end_of_their_year_do_not_tell_of_its_rest(bring, on_day):
    """Taken on 31 August 2025 and imported in November 2026: whether M0, reviewed on 21 April, had the review
    due on 21 July is told; that of the child reviewed on 20 August, due on 20 November, is not."""
    on_day("2026-11-26")
    said = bring(2026, **_many(date(2025, 8, 31)))
    assert known()[1] == date(2025, 8, 31)
    assert any("Nothing in the files is later than 31 August 2025" in w["why"] for w in said["warnings"])
    assert states("M0", "2026-11-26")[-1] == ("2025-07-21", "overdue")
    assert states("M20", "2026-11-26")[-1][1] == "unconfirmed"
    bring(2026, "--known-until", "2026-03-31", **_many(date(2025, 8, 31)))
    assert known()[1] == date(2026, 3, 31)
    assert states("M20", "2026-11-26")[-1][1] == "overdue"


@pytest.mark.parametrize(
    ("last", "children"), [(date(2026, 3, 25), 24), (date(2026, 3, 10), 24), (date(2025, 8, 31), 8)]
)
def test_files_of_few_children_or_with_a_quiet_end_are_whole(bring, on_day, last, children):
    on_day("2026-11-26")
    bring(2026, **_many(last, children=children))
    assert known()[1] == date(2026, 3, 31)


BEFORE = {
    "header": table(HEADER, header("0071"), header("72", SEX="M")),
    "episodes": table(EPISODES, episode("0071", DECOM="06/01/2025"), episode("72", DECOM="06/01/2025")),
    "reviews": table(REVIEWS, review("0071", "30/01/2025"), review("72", "30/01/2025")),
}
"""Both children's second reviews were due on 30 April 2025, after the first return."""


def _year_after(*, first: str) -> dict[str, str]:
    """The next return: the second reviews in time, the third due on 28 October 2025 not held."""
    return {
        "header": table(HEADER, header(first), header("72", SEX="M")),
        "episodes": table(EPISODES, episode(first, DECOM="06/01/2025"), episode("72", DECOM="06/01/2025")),
        "reviews": table(REVIEWS, review(first, "28/04/2025"), review("72", "28/04/2025")),
    }


def test_a_child_whose_rows_wait_for_a_decision_is_known_to_the_earlier_day_only(bring, on_day):
    on_day("2026-04-20")
    bring(2025, **BEFORE)
    said = bring(2026, **_year_after(first="71"))
    assert [(d["child"], d["other"]) for d in said["decisions"]] == [("71", "0071")]
    assert states("72", "2026-04-20")[-1] == ("2025-10-28", "overdue")
    assert states("0071", "2026-04-20")[-1] == ("2025-04-30", "unconfirmed")
    authority = Authority.objects.get(code="case")
    SameChild.objects.create(authority=authority, number="71", other="0071", is_same=True)
    bring(2026, **_year_after(first="71"))
    assert states("0071", "2026-04-20")[-1] == ("2025-10-28", "overdue")
    call_command("withdraw_import", *COUNCIL, "--year", "2026", "--json", stdout=StringIO())
    assert states("72", "2026-04-20")[-1] == ("2025-04-30", "unconfirmed")


def test_a_child_whose_rows_are_refused_or_left_out_is_known_to_the_earlier_day_only(bring, on_day):
    on_day("2026-04-20")
    bring(2025, **BEFORE)
    wrong = _year_after(first="0071")
    wrong["episodes"] = table(
        EPISODES, episode("0071", DECOM="06/13/2025"), episode("72", DECOM="06/01/2025")
    )
    bring(2026, **wrong)
    assert states("0071", "2026-04-20")[-1] == ("2025-04-30", "unconfirmed")
    bring(2026, **_year_after(first="0071"))
    assert states("0071", "2026-04-20")[-1] == ("2025-10-28", "overdue")
    left_out = {
        name: "".join(line for line in text.splitlines(True) if not line.startswith("0071"))
        for name, text in _year_after(first="0071").items()
    }
    bring(2026, **left_out)
    assert states("0071", "2026-04-20")[-1] == ("2025-04-30", "unconfirmed")
