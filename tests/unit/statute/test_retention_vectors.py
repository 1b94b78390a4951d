"""How long the record of a child is kept (AR-3): vectors of the working paper."""

from datetime import date

import pytest

from statute.retention import ADOPTED, BORN, DIED, kept_until
from statute.terms import LoosenedTerm, tightened


@pytest.mark.parametrize(
    ("born", "died", "adopted", "until", "rule"),
    [
        ("2009-05-17", None, None, "2084-05-17", BORN),
        ("2008-02-29", None, None, "2083-03-01", BORN),
        ("2009-09-01", "2024-03-10", None, "2039-03-09", DIED),
        ("2004-09-01", "2024-03-10", None, "2079-09-01", BORN),
        ("2006-03-10", "2024-03-10", None, "2081-03-10", BORN),
        ("2020-01-15", None, "2023-06-30", "2123-06-30", ADOPTED),
    ],
)
def test_the_last_day_on_which_a_record_is_kept(born, died, adopted, until, rule):
    found = kept_until(
        born_on=date.fromisoformat(born),
        died_on=died and date.fromisoformat(died),
        adopted_on=adopted and date.fromisoformat(adopted),
    )
    assert (found.until, found.rule) == (date.fromisoformat(until), rule)


def test_a_council_may_keep_records_longer_and_never_shorter():
    assert kept_until(born_on=date(2009, 5, 17), terms=tightened(record_years=80)).until == date(2089, 5, 17)
    with pytest.raises(LoosenedTerm):
        tightened(record_years=74)
