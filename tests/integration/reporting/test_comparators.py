"""The official statistics: loaded from their published files, and laid beside the council's own figure."""

import shutil
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import AuditEvent
from reporting.comparators.beside import beside
from reporting.comparators.loading import load, number_of
from reporting.measures.care import population_on
from reporting.measures.registry import MEASURES
from reporting.models import Area, Benchmark, StatisticalNeighbour, TypedFigure
from reporting.models.benchmarks import SUPPRESSED
from tests import factories as make

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[2] / "data" / "comparators"


@pytest.fixture
def loaded():
    return load(FOLDER)


@pytest.fixture
def harrow():
    return make.make_authority(name="Harrow", dfe_code="310", ons_code="E09000015")


def test_every_file_of_the_folder_is_recognised(loaded):
    assert loaded.skipped == []
    assert len(loaded.files) == 8
    assert loaded.values == Benchmark.objects.count() > 300
    assert loaded.neighbours == StatisticalNeighbour.objects.count() == 10
    assert AuditEvent.objects.filter(kind="comparators.loaded").count() == 1


def test_a_second_load_changes_nothing(loaded):
    before = set(Benchmark.objects.values_list("pk", "value", "number", "value_code"))
    again = load(FOLDER)
    assert again.values == loaded.values
    assert set(Benchmark.objects.values_list("pk", "value", "number", "value_code")) == before


def test_areas_know_their_region(loaded):
    area = Area.objects.get(code="E09000015")
    assert (area.dfe_code, area.name) == ("310", "Harrow")
    assert Area.objects.get(code=area.region).name == "Outer London"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("176", (Decimal(176), "")),
        ("1,234", (Decimal(1234), "")),
        ("29.5", (Decimal("29.5"), "")),
        ("c", (None, "c")),
        ("z", (None, "z")),
        ("x", (None, "x")),
        ("k", (None, "k")),
        ("low", (None, "low")),
        ("u", (None, "u")),
        ("-", (None, "x")),
        ("", (None, "x")),
        ("0", (Decimal(0), "")),
    ],
)
def test_a_suppressed_value_keeps_its_code_and_nought_is_a_value(printed, expected):
    assert number_of(printed) == expected
    assert expected[1] == "" or expected[1] in SUPPRESSED


def test_suppressed_values_are_stored_as_codes(loaded):
    row = Benchmark.objects.get(area__code="E09000015", indicator="under_placement_order", year=2025)
    assert (row.number, row.number_code, row.value, row.value_code) == (None, "c", None, "c")


def test_own_neighbours_region_and_england_each_with_their_year(loaded, harrow):
    found = beside(harrow, MEASURES["rate_per_10000"], 2026)
    place = found.pop()
    assert (place.who, place.year, place.value) == ("Place among all councils", "2024-25", None)
    councils = Benchmark.objects.filter(indicator="rate_per_10000", year=2025, dimension="")
    known = councils.exclude(area__dfe_code="").exclude(value=None).values_list("value", flat=True)
    assert place.why == f"{1 + sum(value > 29 for value in known)} of {len(known)}"
    assert [(b.who, b.year, b.value) for b in found] == [
        ("This council, as published", "2024-25", Decimal("29.00")),
        ("Statistical neighbours", "2024-25", found[1].value),
        ("Outer London", "2024-25", found[2].value),
        ("England", "2024-25", Decimal("67.00")),
    ]
    neighbours = Benchmark.objects.filter(
        indicator="rate_per_10000", year=2025, area__in=StatisticalNeighbour.objects.values("neighbour")
    ).values_list("value", flat=True)
    assert found[1].value == round(sum(neighbours) / 10, 1)
    assert "10 of 10" in found[1].note
    assert beside(harrow, MEASURES["rate_per_10000"], 2024)[0].year == "2023-24"


def test_a_suppressed_figure_says_so_in_words(loaded, harrow):
    found = beside(harrow, MEASURES["under_placement_order"], 2025)
    assert found[0].value is None
    assert found[0].why == SUPPRESSED["c"]
    neighbours = next(b for b in found if b.who == "Statistical neighbours")
    assert neighbours.value is None
    assert "of 10" in neighbours.why


def test_a_number_of_england_stands_beside_no_council(loaded, harrow):
    found = beside(harrow, MEASURES["looked_after_at_end"], 2025)
    assert found and not [b.who for b in found if b.who in ("England", "Outer London")]
    assert "England" in [b.who for b in beside(harrow, MEASURES["rate_per_10000"], 2025)]


def test_the_population_of_a_day_is_the_latest_estimate_before_it(loaded, harrow):
    day = Benchmark.objects.filter(indicator="population_0_17", area__code="E09000015")
    by_year = {b.year: int(b.number) for b in day}
    assert population_on(harrow, make.date(2025, 3, 31)) == by_year[2024]
    assert population_on(harrow, make.date(2024, 6, 29)) == by_year[2023]
    assert population_on(harrow, make.date(2010, 1, 1)) is None
    assert population_on(make.make_authority(), make.date(2025, 3, 31)) is None


def test_typed_figures_stand_beside_with_their_source(loaded, harrow, qa_manager):
    TypedFigure.objects.create(
        authority=harrow,
        indicator="rate_per_10000",
        geography="Harrow",
        year=2014,
        value=30,
        rounding="whole",
        source="Report of 2014-15",
        created_by=qa_manager,
    )
    found = beside(harrow, MEASURES["rate_per_10000"], 2026)
    assert (found[0].who, found[0].year, found[0].value, found[0].source) == (
        "Harrow",
        "2013-14",
        Decimal(30),
        "Report of 2014-15",
    )


def test_a_figure_is_typed_on_the_page_and_taken_out_again(harrow, client_for):
    browser = client_for(make.make_user(harrow, Role.QA_MANAGER))
    typed = {"indicator": "starters", "geography": "Harrow", "year": "2015", "number": "115"}
    browser.post(reverse("reporting:type_figure"), {**typed, "rounding": "none", "source": "Report"})
    figure = TypedFigure.objects.get()
    browser.post(reverse("reporting:remove_figure", args=[figure.pk]))
    assert not TypedFigure.objects.exists()


def test_a_council_without_codes_has_england_beside_it_and_no_neighbours(loaded):
    found = beside(make.make_authority(), MEASURES["rate_per_10000"], 2026)
    assert [(b.who, b.value) for b in found] == [("England", Decimal("67.00"))]


def test_the_row_costs_six_statements_at_most(loaded, harrow):
    with CaptureQueriesContext(connection) as asked:
        beside(harrow, MEASURES["rate_per_10000"], 2026)
    assert len(asked) <= 6


def test_the_command(tmp_path):
    out = StringIO()
    call_command("load_comparators", folder=str(FOLDER), stdout=out)
    assert "neighbours from" in out.getvalue()
    with pytest.raises(CommandError) as nothing:
        call_command("load_comparators", folder=str(tmp_path))
    assert nothing.value.returncode == 2
    with pytest.raises(CommandError) as absent:
        call_command("load_comparators", folder=str(tmp_path / "absent"))
    assert absent.value.returncode == 2
    shutil.copy(FOLDER / "sn_model_2025_wide.csv", tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text("one,two\n1,2\n")
    out = StringIO()
    call_command("load_comparators", folder=str(tmp_path), stdout=out)
    assert "Skipped b.csv" in out.getvalue()
