"""Pages of figures in the browser: no fault that axe sees, nothing wider than the window, without JavaScript
too."""

from calendar import MONDAY
from datetime import date

import pytest

from accounts.access.roles import Role
from accounts.clock import today
from reporting.layouts.registry import PAGES, codes_of
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reporting.results.store import store, store_months
from tests import factories as make
from tests.browser import WIDTHS
from tests.integration.ui.conftest import ORIGIN
from tests.turns import has_days

pytestmark = [pytest.mark.django_db, has_days(MONDAY)]
PATHS = (
    "/measures/figures/months/?year={year}",
    "/measures/figures/children/?year={year}",
    "/measures/figures/service/?year={year}",
    "/measures/placement_mix/?period={year}",
    "/measures/rate_per_10000/",
    "/measures/?group=wellbeing",
    "/measures/frozen/",
    "/measures/frozen/freeze/",
    "/measures/settings/",
    "/measures/settings/target/",
    "/measures/settings/gap/",
    "/measures/settings/groups/placement/",
    "/measures/settings/figure/",
)


@pytest.fixture
def year() -> int:
    """The end of the last whole year."""
    day = today()
    return day.year if day >= date(day.year, 4, 1) else day.year - 1


@pytest.fixture
def opened(desk, qa_manager, year):
    """`opened(path, wide)`: a page as the QA manager sees it, of a council with figures of the last whole
    year."""
    council = qa_manager.memberships.get().authority
    day = today()
    worker = make.make_worker(council, name="Wren Ashdown", is_iro=True)
    for n in range(6):
        make.make_child_in_care(
            council, iro=worker, started_on=date(year - 1, 1 + n, 9), placement_type=("U6", "K2", "U1")[n % 3]
        )
    codes = dict.fromkeys(c for key in ("months", "children", "service") for c in codes_of(PAGES[key]))
    wanted = [MEASURES[c] for c in codes]
    store(council, collection_year(year), today=day, dimensions=True, measures=wanted)
    store_months(council, collection_year(year), today=day, measures=wanted[:2])
    guest = desk(make.make_user(council, Role.QA_MANAGER))
    return lambda path, **how: guest.open(path.format(year=year), **how)


@pytest.mark.parametrize("wide", WIDTHS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(opened, year, axe, wide):
    page = opened(PATHS[0], wide=wide)
    for path in PATHS:
        page.goto(ORIGIN + path.format(year=year))
        assert page.locator("h1").count() == 1, path
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= wide, path


def test_the_year_is_chosen_without_javascript(opened):
    page = opened("/measures/figures/months/?year={year}", script=False)
    assert page.locator("table").count() == 2
    year = page.get_by_label("Year")
    other = [
        v for v in year.locator("option").evaluate_all("all => all.map(o => o.value)") if v not in page.url
    ][0]
    year.select_option(other)
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(f"**/measures/figures/months/?year={other}")


def test_a_printed_page_leaves_out_what_can_only_be_clicked(opened):
    page = opened("/measures/figures/months/?year={year}")
    page.emulate_media(media="print")
    assert not page.locator("nav[aria-label='Pages of figures']").is_visible()
    assert not page.locator("main form").first.is_visible()
    assert page.locator("table").first.is_visible()
