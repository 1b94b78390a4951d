"""Who sees the council as one, read by the attacker: no small number follows from all figures of several
years (AR-2).
"""

from calendar import FRIDAY

import pytest

from reporting.edition.disclosure import is_service_act
from reporting.edition.known.identities import known_sums
from tests.integration.reporting.watching.as_one import HOMES, on_pages, seen
from tests.turns import has_days
from tests.unit.reporting.integer_attack import Reader

pytestmark = pytest.mark.django_db


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
    codes = on_pages()
    assert len(codes) > 200 and found_out(sample, codes) == {}
