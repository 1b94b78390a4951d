"""Exhibits that other councils' reports print: a pyramid, means of years and months, shares beside others,
the council's own questions."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import Authority
from children.models import PeriodOfCare
from disputes.process.actions import ladder_on
from disputes.process.presets import PRESETS
from reporting.comparators.side_by_side import Other
from reporting.dashboard.in_report import by_month
from reporting.drawing import ladder as stages
from reporting.drawing.ladder import Step
from reporting.drawing.palette import palette
from reporting.drawing.pyramid import pyramid
from reporting.edition import composing
from reporting.edition.printing import printed
from reporting.figures import Figures
from reporting.figures.base import Figure
from reporting.figures.care import service
from reporting.figures.crossed import counts_over_years
from reporting.figures.follow_up import monitoring
from reporting.figures.tables import _sources
from reporting.measures.base import Scope, compute_by
from reporting.measures.registry import MEASURES
from reporting.models import (
    Area,
    Benchmark,
    KeyMeasures,
    MonthNote,
    StatisticalNeighbour,
    TypedFigure,
)
from reporting.offers.offered import LISTED
from reporting.periods import collection_year
from reporting.report import writing_actions
from reviews.models import MonitoringAnswer, MonitoringQuestion, MonitoringVersion
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.monitoring_factories import make_form

pytestmark = pytest.mark.django_db


def exhibit(f, section, key):
    found = next(e for e in LISTED[section] if e.key == key)
    return found.make(f)


@pytest.fixture
def figures(sample):
    return Figures(sample, 2026, as_at=TODAY)


def value(cell):
    return cell.value if isinstance(cell, Figure) else cell


def test_a_pyramid_of_ages_and_sexes_adds_up_to_each(figures):
    """F-019, P-149."""
    table = exhibit(figures, "people", "placement_mix_pyramid")
    assert table.look == "pyramid" and table.headings == ["Age", "Male", "Female"]
    assert [row[0] for row in table.rows] == ["16 and over", "10 to 15", "5 to 9", "1 to 4", "Under 1"]
    for age, *sides in table.rows:
        assert sum(value(cell) for cell in sides) == figures.count("placement_mix", by="age", key=age).value
    refs = {ref for ref, _ in next(e for e in figures.equations() if "age_sex" in str(e))}
    assert any("age_sex" in ref for ref in refs)


def test_reviews_by_their_number_and_by_the_time_in_care(figures):
    """F-216: the first, the second and later ones, in the order of their numbers; ten months divide them."""
    table = exhibit(figures, "reviews", "reviews_held_by_number")
    names = [row[0] for row in table.rows if row[0] != "Not recorded"]
    assert names[:4] == ["First", "Second", "Third", "Number 4"]
    assert names[3:] == sorted(names[3:], key=lambda name: int(name.removeprefix("Number ")))
    for key in ("reviews_held_by_number", "reviews_held_by_in_care"):
        rows = exhibit(figures, "reviews", key).rows
        assert sum(value(row[1]) for row in rows) == figures.count("reviews_held").value


def test_children_in_disputes_over_the_years_by_stage(figures, sample):
    """F-135: nothing where only one year is known, otherwise a column for each."""
    assert exhibit(figures, "disputes", "dispute_children_stage_each_year") is None
    table = counts_over_years(figures, "entrants", "age", "came", "Came by age", "Age")
    assert table.headings == ["Age", "2023-24", "2024-25", "2025-26"]
    for place in (1, 2, 3):
        assert sum(value(row[place]) for row in table.rows) == value(table.total[place])


def test_taking_part_is_told_by_kind_of_review(sample):
    found = compute_by(
        MEASURES["participation_official"], Scope(sample, collection_year(2026), as_at=TODAY), "kind"
    )
    assert {"first", "second", "later"} <= set(found)
    assert sum(result.denominator for result in found.values()) == 496


def test_the_picture_of_a_pyramid_says_its_numbers(figures):
    drawn = pyramid("Ages", ("Male", "Female"), [("5 to 9", 12, "c")], palette("#005a70"))
    assert "5 to 9: 12 Male, c Female" in drawn and "<svg" in drawn


def test_ages_of_those_who_came_over_the_years_with_their_mean(figures):
    """F-014."""
    table = exhibit(figures, "entering", "entrants_age_mean")
    assert table.headings == ["Age", "2023-24", "2024-25", "2025-26", "Mean, %"]
    for row in table.rows:
        shares = [Decimal(value(cell)) for cell in row[1:-1]]
        assert abs(sum(shares) / len(shares) - value(row[-1])) <= Decimal("0.05")
        assert row[-1].parts, "small numbers are hidden by what it is made of"


def test_types_of_placement_as_a_mean_of_the_months(figures):
    """F-122, F-123."""
    table = exhibit(figures, "placements", "homes_means")
    code = "placed_in_house_foster"
    row = next(r for r in table.rows if r[0] == MEASURES[code].title)
    months = [figures.percent(code, p).value for p in figures.months(code)]
    assert len(months) == 12 and abs(sum(months) / 12 - row[2].value) <= Decimal("0.05")


def test_shares_stand_beside_last_year_and_similar_councils_with_their_source(sample, figures):
    """F-011 to F-018, P-143: a mean of similar councils where five are published, none of four."""
    england = Area.objects.create(code="E92000001", name="England")
    assert exhibit(figures, "people", "placement_mix_sex_beside") is None
    own = Area.objects.create(code="E06000099", name="Here")
    Authority.objects.filter(pk=sample.pk).update(ons_code=own.code)
    sample.refresh_from_db()
    others = [Area.objects.create(code=f"E0600010{n}", name=f"Town {n}") for n in range(5)]
    for rank, area in enumerate(others, start=1):
        StatisticalNeighbour.objects.create(
            area=own, neighbour=area, rank=rank, closeness="Close", model_year=2025
        )
    for n, area in enumerate([england, *others]):
        for key, share in (("Male", 50 + n), ("Female", 50 - n))[: 2 if n < 5 else 1]:
            Benchmark.objects.create(
                area=area,
                indicator="looked_after_at_end",
                dimension="sex",
                key=key,
                year=2025,
                value=share,
                rounding="to 1",
                source="DfE",
            )
    table = exhibit(figures, "people", "placement_mix_sex_beside")
    assert table.headings == ["Sex", "2025-26", "2024-25", "Similar councils, 2024-25", "England, 2024-25"]
    rows = {row[0]: row[1:] for row in table.rows}
    before = figures.share("placement_mix", figures.before, by="sex", key="Male")
    assert rows["Male"][1:] == [before, "53.0%", "50%"] and rows["Female"][2:] == ["–", "50%"]
    assert table.source.endswith("Similar councils and England: DfE.")


@pytest.mark.parametrize(
    ("section", "key", "code", "down", "across"),
    [
        ("entering", "entrants_by_need_age", "entrants", "need", "age"),
        ("entering", "entrants_by_legal_age", "entrants", "legal", "age"),
        ("entering", "entrants_by_asylum_age", "entrants", "asylum", "age"),
        ("reviews", "reviews_held_by_number_in_care", "reviews_held", "number", "in_care"),
    ],
)
def test_two_facts_at_once_add_up_down_and_across(figures, section, key, code, down, across):
    """F-185, F-216: the table says so itself when a sum is wrong."""
    table = exhibit(figures, section, key)
    table.check()
    assert value(table.total[-1]) == figures.count(code).value > 0
    assert len(table.rows) == len([r for r in figures.by(code, down).values() if r.numerator])
    for row in table.rows:
        assert sum(value(cell) for cell in row[1:-1]) == value(row[-1])
    if across == "age":
        assert table.headings[1:3] == ["Under 1", "1 to 4"]


def test_what_is_not_recorded_is_no_largest_group(figures):
    table = exhibit(figures, "reviews", "reviews_held_by_number")
    assert "not recorded" not in table.says


def test_plans_for_adoption_from_the_start_of_the_year(figures):
    """F-125: those at 1 April are those of the evening before."""
    table = exhibit(figures, "permanence", "adoption_plans_flow")
    start = next(row[1] for row in table.rows if "at the start" in row[0])
    assert start.value == figures.count("adoption_plans", figures.eve).value > 0


def test_ages_over_the_years_stand_from_young_to_old(figures):
    """F-179."""
    table = exhibit(figures, "people", "placement_mix_age_each_year")
    assert [row[0] for row in table.rows][:2] == ["Under 1", "1 to 4"]
    assert value(table.total[-1]) == figures.count("looked_after_at_end").value


def test_a_line_of_years_takes_in_typed_years_up_to_seven(sample, figures):
    """F-179, P-144: 2020 to 2023 were before the records here."""
    by = make.make_user(sample, "QA_MANAGER")
    for year in range(2019, 2024):
        TypedFigure.objects.create(
            authority=sample,
            indicator="starters",
            geography=sample.name,
            year=year,
            number=year - 1900,
            rounding="Whole",
            source="Report",
            created_by=by,
        )
    table = exhibit(figures, "entering", "starters_years")
    assert [row[0] for row in table.rows][:2] == ["2019-20", "2020-21"] and len(table.rows) == 7


def test_others_of_one_source_are_named_in_one_sentence():
    one = Other(Decimal("69.0"), 2025, "DfE")
    older = Other(Decimal("68.0"), 2024, "DfE")
    same = _sources({"Similar councils": {"a": one}, "England": {"a": one}})
    assert same == " Similar councils and England: DfE, 2024-25."
    parted = _sources({"Similar councils": {"a": older}, "England": {"a": one}})
    assert parted == " Similar councils: DfE, 2023-24. England: DfE, 2024-25."
    assert _sources({"England": {}}) == ""


def test_officers_are_not_said_to_have_the_children_that_have_none(sample, figures):
    """Every child of the sample is without an IRO until one is named."""
    assert service(figures).absent == "Which IRO each child has is not recorded."
    in_care = PeriodOfCare.objects.filter(child__authority=sample, ended_on=None)
    child = in_care.order_by("child__number")[0].child
    make.make_allocation(child, make.make_worker(sample))
    said = service(Figures(sample, 2026, as_at=TODAY)).sentences
    assert "responsible for children in care on 31 March 2026." in said[0]
    assert said[1].startswith("No IRO is recorded for")


def test_questions_that_the_council_added_are_counted_in_their_own_words(db):
    """P-51, V-12."""
    council = make.make_authority()
    by = make.make_user(council, "IRO")
    version = MonitoringVersion.objects.create(authority=council, number=1)
    own = MonitoringQuestion.objects.create(
        version=version,
        key="own_pets",
        text="Were pets thought of?",
        section="Home",
        kind="YES_NO",
        position=1,
    )
    version.starts_on, version.published_at = date(2018, 4, 1), make.now()
    version.save()
    review = make.make_review(make.make_child_in_care(council), date(2025, 6, 2))
    form = make_form(review, completed_by=by, version=version)
    MonitoringAnswer.objects.create(form=form, question=own, value="YES")
    day = form.completed_at.date()
    scope = Scope(council, collection_year(day.year + (day >= date(day.year, 4, 1))))
    found = compute_by(MEASURES["monitoring_own"], scope, "question")
    assert (found["Were pets thought of?"].numerator, found["Were pets thought of?"].denominator) == (1, 1)
    part = monitoring(Figures(council, scope.period.end.year, as_at=scope.period.end))
    table = next(t for t in part.tables if t.key == "monitoring_own")
    assert table.rows[0][0] == "Were pets thought of?" and value(table.rows[0][1]) == 1


def test_late_reviews_stand_by_kind_in_their_order(figures):
    table = exhibit(figures, "timeliness", "reviews_late_by_kind")
    names = [row[0] for row in table.rows]
    assert names == ["First review", "Second review", "Later review", "Placed for adoption"]
    assert sum(value(row[1]) for row in table.rows) == value(table.total[1]) == 48


@pytest.fixture
def published_of_others(sample):
    """Twelve councils, this one among them, and an estimate of its population."""
    areas = [
        Area.objects.create(code=f"E060002{n:02}", dfe_code=f"9{n:02}", name=f"Town {n}") for n in range(12)
    ]
    Authority.objects.filter(pk=sample.pk).update(ons_code=areas[3].code)
    sample.refresh_from_db()
    facts = {"rounding": "Whole", "source": "DfE"}
    for n, area in enumerate(areas):
        Benchmark.objects.create(area=area, indicator="rate_per_10000", year=2025, value=40 + n, **facts)
        girls = {"indicator": "starters", "dimension": "sex", "key": "Female", "value": 50 - n % 2}
        Benchmark.objects.create(area=area, year=2025, **girls, **facts)
    Benchmark.objects.create(
        area=areas[3], indicator="population_0_17", year=2025, number=60_000, rounding="None", source="ONS"
    )


@pytest.mark.usefixtures("published_of_others")
def test_the_place_among_all_councils_says_of_how_many(figures):
    """F-020: the largest is in place 1, and those with the same share a place."""
    table = exhibit(figures, "numbers", "numbers_place")
    assert table.rows == [[MEASURES["rate_per_10000"].title, "43.0", "45.5", "9 of 12", "2024-25"]]
    (girls,) = exhibit(figures, "entering", "entering_place").rows
    assert girls[1:] == ["49.0%", "49.5%", "7 of 12", "2024-25"]
    assert table.source == "DfE." and exhibit(figures, "placements", "placements_place") is None


@pytest.mark.usefixtures("published_of_others")
def test_the_population_stands_behind_the_rate_with_its_day_and_source(figures):
    """F-215."""
    table = exhibit(figures, "numbers", "rate_population")
    day, children, population, estimate, rate = table.rows[-1]
    assert (day, population.value, estimate) == ("31 March 2026", 60_000, "30 June 2025")
    assert abs(rate.value - Decimal(children.value) / 6) <= Decimal("0.05")
    assert table.source.endswith("Population: ONS.")


def test_nothing_stands_beside_a_council_that_is_not_published(figures):
    assert exhibit(figures, "numbers", "numbers_place") is None
    assert exhibit(figures, "numbers", "rate_population") is None


def test_the_stages_of_challenge_are_drawn_with_who_answers_and_by_when(db, monkeypatch):
    """F-066, P-149."""
    council = make.make_authority()
    make.make_ladder(council, next(iter(PRESETS)), date(2025, 4, 1), make.make_user(council, "QA_MANAGER"))
    f = Figures(council, 2026, as_at=TODAY)
    assert exhibit(f, "disputes", "dispute_path") is None
    monkeypatch.setattr(f, "is_recorded", lambda *_: True)
    table = exhibit(f, "disputes", "dispute_path")
    names = [stage.name for stage in ladder_on(council, f.period.end).stages.order_by("position")]
    assert [row[0] for row in table.rows] == names and len(names) > 2
    assert all(str(row[2]).isdigit() for row in table.rows if row[1] != "Beside the stages")
    step = Step("Team manager", "team manager", "5", "3", "not shown", "1")
    drawn = stages.ladder("Stages", [step], table.headings[3:], palette("#005a70"))
    assert "Team manager: team manager within 5 working days, no further 3, settled not shown" in drawn
    assert ">not shown</text>" in drawn


def test_the_appendix_has_every_figure_that_an_edition_prints_with_its_numbers(figures, sample):
    """R-39: of a share its numbers too, under what it counts and where it comes from."""
    report = writing_actions.begin(authority=sample, year=2026, by=None)
    rows = [row for row in report.sections.all() if row.key in ("timeliness", "numbers", "data")]
    document = composing.compose_rows(report, figures, rows, on=TODAY)
    for edition in ("internal", "public"):
        made = printed(document, edition)
        (appendix,) = [t for t in made.tables if t.look == "appendix"]
        headings = [row for row in appendix.rows if len(row) == 2]
        assert all(title and "Records of Sample Council." in meaning for title, meaning in headings)
        cells = {cell for row in appendix.rows for cell in row[2:]}
        pack = [row for row in made.pack if "|change" not in row.reference]
        shown = {row.value.number for row in pack if row.value.number is not None}
        assert {f"{n:,}" for n in shown} - {cell.removesuffix("%") for cell in cells} == set()
        assert ("not shown" in cells) is (edition == "public")
    held = next(row for row in appendix.rows if row[:2] == ("All", "2025-26") and row[4].endswith("%"))
    assert round(100 * int(held[2]) / int(held[3]), 1) == float(held[4].removesuffix("%"))


def test_key_measures_stand_month_by_month_with_what_was_noted(figures, sample):
    """P-137, D-66: notes may tell of children, and stand in the internal edition alone."""
    manager = make.make_user(sample, "QA_MANAGER")
    KeyMeasures.objects.create(authority=sample, codes=["starters", "timeliness_reviews_held"])
    facts = {"authority": sample, "code": "starters", "text": "Two families came.", "written_by": manager}
    MonthNote.objects.create(month=date(2025, 5, 1), written_at=make.now(), **facts)
    first, second, notes = by_month(figures).tables
    assert first.headings == ["Measure", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
    assert second.headings[-2:] == ["Mar", "2025-26"]
    came = [value(cell) for table in (first, second) for cell in table.rows[0][1:]]
    assert sum(came[:-1]) == came[-1] == figures.count("starters").value
    assert notes.rows == [["May 2025", MEASURES["starters"].title, "Two families came."]]
    assert notes.is_internal
