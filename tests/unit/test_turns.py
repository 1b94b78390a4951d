"""What one day leaves out another day looks at."""

import os
import subprocess
import sys
from calendar import FRIDAY, MONDAY
from datetime import date, timedelta

import pytest

from tests.turns import is_todays, todays, waits

DAY = 739_947


@pytest.mark.parametrize("most", [1, 2, 3, 7])
@pytest.mark.parametrize("there", range(1, 12))
def test_all_have_their_turn_within_as_many_days_as_it_takes(there, most):
    days = -(-there // most)
    seen = [todays(range(there), most, DAY + later) for later in range(days)]
    assert {case for found in seen for case in found} == set(range(there))
    assert all(len(found) == min(most, there) for found in seen)


@pytest.mark.parametrize("every", [1, 2, 3, 5])
def test_each_has_its_turn_once_in_so_many_days(every):
    for number in range(20):
        assert sum(is_todays(number, every, DAY + later) for later in range(every)) == 1


def test_what_has_its_days_in_the_week_waits_on_the_others():
    a_week = [date(2026, 11, 23) + timedelta(later) for later in range(7)]
    assert [waits((MONDAY, FRIDAY), day) for day in a_week] == [False, True, True, True, False, True, True]


def test_there_is_a_share_when_there_is_nothing_to_share():
    assert todays([], 3, DAY) == []


def test_the_share_of_another_day_can_be_looked_at_again():
    asked = "from tests.turns import DAY, TURN; print(DAY, TURN)"
    env = os.environ | {"TEST_DAY": "2026-11-26"}
    done = subprocess.run([sys.executable, "-c", asked], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "2026-11-26 739946\n"
