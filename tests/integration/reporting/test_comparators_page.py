"""The page on which published statistics are loaded: what it takes, and what it says of an unfit file."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains

from reporting.comparators.by_key import published
from reporting.measures.registry import MEASURES
from reporting.models import Area, Benchmark, StatisticalNeighbour

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[2] / "data" / "comparators"
NEIGHBOURS = (FOLDER / "sn_model_2025_wide.csv").read_bytes()
RATES = (FOLDER / "cla_number_and_rate_per_10k_children.csv").read_bytes()


@pytest.fixture
def upload(client_for, qa_manager):
    """`upload(name=bytes)`: what the page answers to these files."""

    def send(**files):
        named = [SimpleUploadedFile(f"{n.replace('__', '.')}", text) for n, text in files.items()]
        url = reverse("reporting:comparators")
        return client_for(qa_manager).post(url, {"uploads": named}, follow=True)

    return send


def test_a_published_file_is_loaded_and_listed(upload):
    page = upload(rates__csv=RATES)
    assert page.status_code == 200
    text = page.content.decode()
    assert f"Loaded: {Benchmark.objects.count():,} values" in text
    assert "Looked-after" in text or "looked after" in text


def test_a_name_in_capitals_does_not_matter(upload):
    assert upload(RATES__CSV=RATES, NEIGHBOURS__CSV=NEIGHBOURS).status_code == 200
    assert Benchmark.objects.exists() and StatisticalNeighbour.objects.count() == 10


POPULATION = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,age_group,population_estimate\n"
)
AGES = "Children aged 0 to 17 years"
YORKSHIRE = "Local authority,E92000001,England,E12000003,Yorkshire and The Humber,815,"


def estimates(**years: str) -> bytes:
    """The population of a council by year, newest first as they are published, under these ONS codes."""
    rows = (
        f"{year[1:]},Reporting year,{YORKSHIRE}{code},North Yorkshire,{AGES},11{year[1:]}"
        for year, code in sorted(years.items(), reverse=True)
    )
    return (POPULATION + "\n".join(rows) + "\n").encode()


def test_a_council_that_got_another_code_is_one_area_in_whatever_order_files_come(upload):
    """North Yorkshire kept its DfE number in 2023. The file of its population alone ended with a fault."""
    old, new = "E10000023", "E06000065"
    both = estimates(y2022=old, y2024=new)
    for files in ([estimates(y2022=old), both], [both, estimates(y2022=old)], [both, both]):
        for file in files:
            assert upload(population__csv=file).status_code == 200
        assert Area.objects.get(dfe_code="815").code == new
        assert Benchmark.objects.filter(area__code=new, year=2024).count() == 1
        Area.objects.all().delete()


def test_the_share_of_those_over_15_stands_beside_those_of_16_and_17(authority):
    """Nobody looked after is older, and pages part the ages at 16 and 18."""
    england = Area.objects.create(code="E92000001", name="England")
    for measure in ("looked_after_at_end", "leavers"):
        told = {"dimension": "age", "key": "16 and over", "year": 2025, "value": 27}
        Benchmark.objects.create(area=england, indicator=measure, source="DfE", rounding="Whole", **told)
    beside = {
        code: published(authority, MEASURES[code], "age", 2025).shares.get("16 and 17")
        for code in ("looked_after_at_end", "leavers")
    }
    assert beside == {"looked_after_at_end": {"England": "27%"}, "leavers": None}


def test_a_file_that_is_another_thing_is_named_beside_those_that_were_loaded(upload):
    name = {"our letters (new)__csv": b"one,two\n1,2\n"}
    text = upload(rates__csv=RATES, **name).content.decode()
    assert "Loaded:" in text
    assert "our letters (new).csv is not one of the statistics that can be loaded." in text


def _cut(text: bytes) -> bytes:
    """The file with its last row broken off."""
    return text.rstrip().rsplit(b",", 4)[0]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("letters__csv", b"one,two\n1,2\n", "None of the files is one of the statistics"),
        ("empty__csv", b"", "None of the files is one of the statistics"),
        ("rates__zip", b"PK", "Choose CSV files"),
        ("rates__csv", "caf\u00e9,\n".encode("latin-1"), "A file could not be read"),
        ("rates__csv", RATES.replace(b"2025,", b"none,", 1), "A file could not be read"),
        ("rates__csv", RATES.replace(b",67", b",1" + b"0" * 30), "A file could not be read"),
    ],
)
def test_what_cannot_be_loaded_is_said_and_changes_nothing(upload, name, text, says):
    page = upload(**{name: text})
    assert page.status_code == 422
    assert says in page.content.decode()
    assert not Benchmark.objects.exists()


def test_a_row_that_breaks_off_costs_what_it_lacks_alone(upload):
    assert upload(rates__csv=_cut(RATES)).status_code == 200
    assert Benchmark.objects.exists()


def test_no_file_at_all(upload):
    page = upload()
    assert page.status_code == 422
    assert "Choose the CSV files to load" in page.content.decode()


def test_a_breakdown_stands_beside_published_shares(client_for, authority, qa_manager, child, on_day):
    on_day("2026-03-30")
    authority.ons_code = "E10000099"
    authority.save(update_fields=["ons_code"])
    areas = [
        Area.objects.create(code="E92000001", name="England"),
        Area.objects.create(code="E10000099", name="Brackenshire"),
    ]
    given = {"indicator": "looked_after_at_end", "dimension": "sex", "year": 2025, "number": 1}
    for area, key, value in ((0, "Female", 44), (0, "Male", 56), (1, "Female", 40)):
        Benchmark.objects.create(
            area=areas[area], key=key, value=value, rounding="Whole", source="DfE", **given
        )
    address = reverse("reporting:measure", args=["looked_after_at_end"])
    page = client_for(qa_manager).get(address, {"by": "sex"})
    assertContains(page, "This council, as published, 2024-25")
    assertContains(page, "England, 2024-25")
    assertContains(page, "44%" if child.sex == "F" else "56%")
