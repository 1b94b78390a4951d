"""The report of a small council: nothing drawn of three children, no percentage of twelve, no page half
empty."""

import csv
import re
from calendar import TUESDAY
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

from accounts.models import Authority
from reporting.edition import pdf
from reporting.edition.actions import build
from reporting.edition.disclosure import hidden_in, joined
from reporting.edition.document import Document
from reporting.edition.printed import Printed
from reporting.edition.printing import printed
from reporting.report import writing_actions
from reviews.cycle import statistics
from tests import database
from tests import factories as make
from tests.integration.reporting.conftest import DATA, TODAY
from tests.integration.reporting.report.test_report_document import (
    assert_pages_are_filled,
    begins_a_part,
    empty_foot,
)
from tests.locks import stand_as_committed
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(TUESDAY)]
ONE_IN = 6
LONG_NAME = "The Royal Borough of Little Winterbourne-under-Wychwood and the Isle of Sheppey"


def thinned(folder: Path, target: Path) -> Path:
    """The same return with the rows of one child in six."""
    target.mkdir(parents=True)
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8") as whole, (target / path.name).open("w", encoding="utf-8") as out:
            rows = csv.DictReader(whole)
            writer = csv.DictWriter(out, rows.fieldnames or [])
            writer.writeheader()
            writer.writerows(row for row in rows if int(row["CHILD"]) % ONE_IN == 1)
    return target


@pytest.fixture(scope="module")
def small(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Document]:
    """The report of a council of about 40 children with a long name, by the import that a council uses."""
    there = tmp_path_factory.mktemp("small")
    years = [thinned(DATA / "ssda903" / year, there / year) for year in ("2024", "2025", "2026")]
    with django_db_blocker.unblock(), transaction.atomic():
        database.need_bank_holidays()
        with time_machine.travel(make.at(TODAY), tick=False):
            call_command(
                "import_ssda903", *map(str, years), authority="small", create=LONG_NAME, stdout=StringIO()
            )
        stand_as_committed()
        statistics.refresh()
        council = Authority.objects.get(code="small")
        yield build(writing_actions.begin(authority=council, year=2026, by=None), today=date(2026, 6, 1))
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def edition(small: Document) -> Printed:
    return printed(small, "internal")


def test_no_percentage_stands_on_fewer_than_thirty(small, edition):
    """7 of 12 is printed as it is; a share of them would change by eight points with one child."""
    few = {f.text for f in small.figures.values() if f.kind == "percent" and 0 < f.base_count < 30}
    many = {f.text for f in small.figures.values() if f.kind == "percent" and f.base_count >= 30}
    of_parts = {f.text for f in small.figures.values() if "|share" in f.ref}
    strips = [t for t in edition.tables if t.look in ("strips", "headlines")]
    shown = {cell for t in strips for row in t.rows for cell in row[1:2] if cell.endswith("%")}
    assert shown and not (shown & few) - many - of_parts
    assert any(re.fullmatch(r"\d+ of \d+", row[1]) for t in edition.tables for row in t.rows)


def test_the_year_on_one_page_is_fuller_where_only_returns_are_known(edition):
    """Figures of the returns stand in for those that the council does not record, unless they are of few."""
    (headlines,) = [t for t in edition.tables if t.look == "headlines"]
    names = [row[0] for row in headlines.rows]
    assert len(names) == 6 and names[-2:] == ["Health assessed in the year", "Teeth checked in the year"]
    assert "There are no figures for" in headlines.note


def test_no_month_of_three_is_drawn(small, edition):
    """Months of which one in three is small become quarters, and quarters a number in a sentence."""
    for table in (t for t in edition.tables if t.look == "months" and not t.unit):
        counts = [int(row[1].replace(",", "")) for row in table.rows]
        assert sum(count < 6 for count in counts) * 3 < len(counts), table.caption
    assert "starters" not in {t.key for t in edition.tables}


def test_no_group_is_called_the_largest_of_few(edition):
    said = [str(t.caption) for t in edition.tables if "most often" in str(t.caption)]
    wholes = [
        int(found[1].replace(",", "")) for words in said if (found := re.search(r" of ([\d,]+)\)", words))
    ]
    assert len(said) == len(wholes) and all(whole >= 30 for whole in wholes)


def test_bands_of_age_stand_in_their_order(edition):
    """Also where a band was empty this year and not the year before."""
    order = ["Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over"]
    seen = 0
    for table in (t for t in edition.tables if t.headings[0] == "Age"):
        names = [row[0] for row in table.rows]
        assert names == [name for name in order if name in names], table.caption
        seen += 1
    assert seen > 2


def test_the_public_edition_hides_groups_before_what_it_is_read_for(small):
    """It hid nearly all, the number of children in care first: with it others could have been worked out."""
    document = joined(small, "public")
    hidden, seen = hidden_in(document, "public"), document.references()
    counts = {ref for ref in seen if document.figures[ref].kind == "count"}
    assert {"looked_after_at_end|2026-03-31|count", "timeliness_reviews_held|2025-26|count"} & seen <= (
        seen - hidden
    )
    assert len(counts & hidden) < len(counts) / 3, len(counts & hidden) / len(counts)


@pytest.mark.parametrize("name", ["internal", "public"])
def test_its_pages_are_filled(small, name):
    content = printed(small, name)
    pages = pdf.laid_out(content).pages
    assert 8 <= len(pages) <= 20
    assert_pages_are_filled(content, pages)
    assert empty_foot(pages[2]) <= 0.25  # the year on one page, spread over it
    assert begins_a_part(pages[3], {content.sections[1].key})
    heads = [box for page in pages[1:] for box in page._page_box.children if hasattr(box, "at_keyword")]
    assert {len(box.children) for box in heads} <= {0, 1}  # of lines: a long name is cut short
