"""Who sees the council as one, read by the attacker: no small number follows from all figures of several
years (AR-2).
"""

from calendar import FRIDAY

import pytest

from reporting.edition.disclosure import is_service_act
from reporting.edition.known.identities import known_sums
from reporting.layouts.registry import PAGES
from reporting.measures.base import Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reporting.screen.hiding import HOMES, hide_small
from reporting.screen.views import OVERVIEW, groups_of
from tests.integration.reporting.conftest import TODAY
from tests.turns import has_days
from tests.unit.reporting.integer_attack import Reader

pytestmark = pytest.mark.django_db
YEARS = (2023, 2024, 2025, 2026)


def seen(council, codes):
    """What is counted, and what of it is seen: None where it is not shown."""
    hide, truth, cells = hide_small(council, lambda m, p: compute(m, Scope(council, p))), {}, {}
    for period in map(collection_year, YEARS):
        for code in sorted(codes):
            measure = MEASURES[code]
            result = compute(measure, Scope(council, period, as_at=TODAY))
            if result.numerator is None:
                continue
            when = str(period.end) if measure.as_at_end and not measure.of_years else period.label
            shown = hide(measure, result, period)
            for part, count, is_hidden in (
                ("count", result.numerator, shown.is_hidden),
                ("base", result.denominator, shown.is_hidden),
                ("not_known", result.not_known, shown.is_hidden or shown.hides_not_known),
            ):
                if count is not None:
                    truth[f"{code}|{when}|{part}"] = count
                    cells[f"{code}|{when}|{part}"] = None if is_hidden else count
    return truth, cells


def found_out(council, codes):
    truth, cells = seen(council, codes)
    assert None in cells.values()
    reader = Reader(cells, blank={ref for ref, count in truth.items() if count == 0})
    reader.sums = [(equation.terms, 0) for equation in known_sums(truth)[0]]
    reader.sums = [(terms, 0) for terms, _ in reader.sums if all(ref in truth for ref, _ in terms)]
    small = {ref: count for ref, count in reader.found_out().items() if 1 <= count <= 5}
    return {ref: count for ref, count in small.items() if not is_service_act(ref)}


def test_where_few_children_live_does_not_follow_from_where_the_others_do(sample):
    assert found_out(sample, HOMES) == {}


@has_days(FRIDAY)
def test_no_small_number_follows_from_all_that_is_shown(sample):
    codes = {code for key in (OVERVIEW, *PAGES) for _, listed in groups_of(key) for code in listed}
    assert len(codes) > 200 and found_out(sample, codes) == {}
