"""Every computed sentence, title and headline says of which time it is, and that some are not known."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from accounts.models import Authority
from reporting.figures import Figures, challenge, follow_up, headlines, reviews
from reporting.figures.base import Part
from reporting.figures.not_known import begun_within, shown_of, told_whole
from reporting.figures.references import reference
from reporting.figures.steps import month_labels, shares_in_steps
from reporting.measures.base import Result
from reporting.measures.registry import MEASURES
from reporting.report import quarterly
from reporting.report.sections import SECTIONS
from reporting.report.suggestions import suggestion
from tests import factories as make
from tests.integration.reporting.conftest import TODAY, _imported

pytestmark = pytest.mark.django_db
REFERENCE = re.compile(r"\[\[figure:([^\]]+)\]\]")
OF_KNOWN = ("count", "base", "percent")


@pytest.fixture(scope="module")
def gapped(django_db_setup: None, django_db_blocker: object) -> Iterator[Authority]:
    """The sample council without the return of 2025."""
    yield from _imported(django_db_blocker, "gap", "ssda903/2024", "ssda903/2026")


def lines_of(part: Part) -> Iterator[list[str]]:
    """What is read together: the sentences of a section; each title, point and row of headlines by itself."""
    yield part.sentences
    yield from ([point] for _, points in part.judgements for point in points)
    for table in part.tables:
        yield [table.says]
        if table.look == "headlines":
            yield from ([f"{row[0]} {row[-1]}"] for row in table.rows)


def unsaid(f: Figures, lines: list[str]) -> list[str]:
    """What the lines leave out: of which time, or that some are not known."""
    found = []
    for number, line in enumerate(lines):
        said = " ".join(lines[: number + 2])
        for ref in REFERENCE.findall(line):
            code, _, rest = ref.partition("|")
            part = rest.partition("|")[2]
            if code in MEASURES and ref == reference(MEASURES[code], f.period, part, "", ""):
                found += [f"{line}: {what}" for what in _left_out(f, code, part, said)]
    return found


def _left_out(f: Figures, code: str, part: str, said: str) -> Iterator[str]:
    begun = begun_within(f, code)
    if begun and not re.search(r"\b[Ff]rom \d+ \w+ \d{4}", said):
        yield "not from when"
    runs = not f.is_over and not MEASURES[code].asks["at_end"]
    if runs and not re.search(r"[Ss]o far|, to \d+ \w+ \d{4}", said):
        yield "not so far"
    if part in OF_KNOWN and f.get(code).not_known and not begun and "known" not in said:
        yield "not of whom it is not known"


@pytest.mark.parametrize("quarter", [None, 1, 3])
@pytest.mark.parametrize(("year", "as_at"), [(2026, TODAY), (2026, date(2025, 12, 1))])
def test_no_sentence_title_or_headline_leaves_it_out(
    gapped: Authority, year: int, as_at: date, quarter: int | None
) -> None:
    user = make.make_user(gapped, "QA_MANAGER")
    for kind, day in (("midway_checks", date(2025, 11, 10)), ("concerns", date(2025, 11, 20))):
        make.make_recorded_since(gapped, kind, day, user)
    f = Figures(gapped, year, as_at=as_at, quarter=quarter)
    sections = quarterly.SECTIONS if quarter else tuple(SECTIONS.values())
    for section in sections:
        if section.compute and section.key not in ("definitions", "data", "monthly"):
            part = told_whole(f, section.compute(f))
            for lines in lines_of(part):
                assert not unsaid(f, lines), section.key
    for code in ("timeliness_reviews_held", "starters", "disputes_formal", "midways_due"):
        assert not unsaid(f, [suggestion(code, f)]), code


def of_the_year(f: Figures, **results: Result) -> Figures:
    for code, result in results.items():
        f.results[code, f.period] = result
    return f


def test_no_dispute_is_said_of_a_time_that_was_not_recorded(authority, child, iro):
    make.make_recorded_since(authority, "concerns", date(2025, 12, 31), iro)
    f = Figures(authority, 2026, as_at=date(2026, 6, 1), quarter=3)
    f = of_the_year(f, disputes_informal=Result(1, None), disputes_formal=Result(0, None))
    first = told_whole(f, challenge.challenge(f)).sentences[0]
    assert first.startswith(
        "From 31 December 2025, when concerns and formal disputes were first recorded, IROs"
    )
    f = Figures(authority, 2026, as_at=date(2026, 6, 1), quarter=3)
    f = of_the_year(f, disputes_informal=Result(0, None), disputes_formal=Result(0, None))
    assert challenge.challenge(f).absent == (
        "From 31 December 2025, when concerns and formal disputes were first recorded, no concern was raised."
    )


@pytest.mark.parametrize(("held", "look"), [(10, "table"), (40, "months")])
def test_shares_of_few_are_numbers_and_no_bars(authority, held, look, monkeypatch):
    monkeypatch.setattr(Figures, "months_in_gaps", lambda self, *codes: [])
    f = Figures(authority, 2026, as_at=TODAY, quarter=3)
    code = "timeliness_reviews_due"
    for month in f.months(code):
        f.results[code, month] = Result(held, held)
    f.results[code, f.period] = Result(3 * held, 3 * held)
    found = shares_in_steps(f, code, "key", "Reviews in each month", ("In time", "Due"), "Reviews")
    assert found is not None and (found.look, found.headings[-2:]) == (look, ["In time", "Due"])


def test_a_title_says_from_which_day_on_it_counts(authority, iro):
    make.make_recorded_since(authority, "midway_checks", date(2025, 11, 10), iro)
    f = of_the_year(Figures(authority, 2026, as_at=TODAY), midways_due=Result(72, None))
    part = told_whole(f, follow_up.midways(f))
    assert part.sentences[0] == (
        "From 10 November 2025, when midway checks were first recorded, [[figure:midways_due|2025-26|count]] "
        "midway checks fell due."
    )
    assert part.tables[0].caption.endswith("from 10 November 2025")


def test_those_not_known_are_said_with_their_number_unless_it_is_small(authority):
    f = of_the_year(Figures(authority, 2026, as_at=TODAY), timeliness_reviews_held=Result(324, 350, 209))
    part = told_whole(f, Part(["[[figure:timeliness_reviews_held|2025-26|count]] were held in time."]))
    assert part.sentences[0].endswith(
        "were held in time, where this is known; it is not known for "
        "[[figure:timeliness_reviews_held|2025-26|not_known]] more."
    )
    f = of_the_year(Figures(authority, 2026, as_at=TODAY), disputes_changed=Result(20, 20, 2))
    said = told_whole(f, Part(["[[figure:disputes_changed|2025-26|count]] changed something."])).sentences
    assert said == ["[[figure:disputes_changed|2025-26|count]] changed something, where this is known."]


def test_those_not_known_are_not_said_twice_where_they_have_a_sentence_of_their_own(authority):
    code = "timeliness_reviews_due"
    f = of_the_year(Figures(authority, 2026, as_at=TODAY), **{code: Result(324, 350, 209)})
    own = f"It is not known for [[figure:{code}|2025-26|not_known]] more reviews."
    part = told_whole(f, Part([f"[[figure:{code}|2025-26|count]] were held by the due date.", own]))
    assert part.sentences == [f"[[figure:{code}|2025-26|count]] were held by the due date.", own]


def test_a_row_of_a_year_that_runs_begins_with_so_far(sample):
    f = Figures(sample, 2026, as_at=date(2025, 12, 1))
    part = told_whole(f, headlines.key_messages(f))
    rows = {str(row[0]): str(row[-1]) for row in part.tables[0].rows}
    assert rows["Reviews held in time"].startswith("So far, [[figure:")
    assert rows["Reviews held in time"].endswith(" reviews.")


def test_what_a_sentence_that_is_left_out_says_of_its_time_the_next_one_says():
    first = "From 31 December 2025, when concerns were first recorded, IROs raised [[figure:a|b|count]]."
    shown = shown_of([first, "All may be read.", "[[figure:c|d|count]] were closed."], lambda s: s == first)
    assert shown == [
        "All may be read.",
        "From 31 December 2025, when concerns were first recorded, [[figure:c|d|count]] were closed.",
    ]


@pytest.mark.parametrize(("not_known", "stands"), [(0, True), (1, True), (48, False)])
def test_england_does_not_stand_beside_a_share_that_those_not_known_could_turn(authority, not_known, stands):
    f = of_the_year(Figures(authority, 2026, as_at=TODAY), settled_placement=Result(67, 86, not_known))
    assert f.others.stands(MEASURES["settled_placement"], Decimal("69.0")) is stands


def test_a_year_that_is_not_over_is_laid_beside_no_whole_year(authority):
    running = Figures(authority, 2026, as_at=date(2025, 12, 1)).others
    over = Figures(authority, 2026, as_at=TODAY).others
    for code in ("three_placements", "children_missing"):
        assert not running.stands(MEASURES[code], Decimal(10)) and not running.is_held(code)
        assert over.stands(MEASURES[code], Decimal(10)) and over.is_held(code)
    assert running.is_held("timeliness_reviews_held") and running.stands(
        MEASURES["placed_kinship"], Decimal(10)
    )


def test_the_month_that_runs_is_named_so(sample):
    labels = month_labels(Figures(sample, 2026, as_at=date(2025, 12, 1)), "reviews_held")
    assert labels[-2:] == ["Nov 25", "Dec 25 so far"]


def test_held_is_the_word_for_one_number_alone(gapped):
    f = Figures(gapped, 2026, as_at=TODAY)
    tables = {table.key: table for table in reviews.timeliness(f).tables}
    assert tables["timeliness_kind"].headings == [
        "Kind",
        "In time",
        "Due date known",
        "Due date not known",
        "Share",
    ]


def test_page_one_says_of_how_many_children_it_is_not_known(gapped):
    f = Figures(gapped, 2026, as_at=TODAY)
    part = told_whole(f, headlines.key_messages(f))
    rows = {str(row[0]): str(row[-1]) for row in part.tables[0].rows}
    assert "not known for" in rows["Settled in one home for two years"]
    assert "England" not in rows["Settled in one home for two years"]
