"""What one day leaves out another day looks at."""

import os
import subprocess
import sys
from calendar import FRIDAY, MONDAY
from datetime import date, timedelta

import pytest

from tests.turns import is_left_out, is_todays, todays, turn_of, waits

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


@pytest.mark.parametrize("every", [2, 3, 5])
def test_each_test_of_a_file_has_its_turn_once_in_so_many_days(every):
    names = [f"tests/unit/test_turns.py::test_{number}" for number in range(60)]
    came = [{name for name in names if not is_left_out(name, every, DAY + later)} for later in range(every)]
    assert sum(len(tests) for tests in came) == len(names) == len(set().union(*came))
    assert min(len(tests) for tests in came) > len(names) // (2 * every)


def test_what_has_its_days_has_them_in_one_week_of_three():
    days = [date(2026, 11, 23) + timedelta(later) for later in range(21)]
    came = [day for day in days if not waits((MONDAY, FRIDAY), "tests/unit/test_turns.py", day)]
    assert [day.weekday() for day in came] == [MONDAY, FRIDAY]
    assert (came[1] - came[0]).days == 4
    assert not waits((MONDAY, FRIDAY), "tests/unit/test_turns.py", came[0] + timedelta(21))


@pytest.mark.parametrize("every", range(2, 22))
def test_what_comes_round_after_three_weeks_meets_each_share(every):
    turns = [turn_of(date(2026, 11, 23) + timedelta(21 * later)) for later in range(every)]
    assert {turn % every for turn in turns} == set(range(every))


@pytest.mark.parametrize("every", range(2, 22))
def test_what_comes_each_day_meets_each_share_soon(every):
    turns = [turn_of(date(2026, 11, 23) + timedelta(later)) for later in range(2 * every)]
    assert {turn % every for turn in turns} == set(range(every))


def test_there_is_a_share_when_there_is_nothing_to_share():
    assert todays([], 3, DAY) == []


def test_the_share_of_another_day_can_be_looked_at_again():
    asked = "from tests.turns import DAY, TURN; print(DAY, TURN)"
    env = os.environ | {"TEST_DAY": "2026-11-26"}
    done = subprocess.run([sys.executable, "-c", asked], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == f"2026-11-26 {turn_of(date(2026, 11, 26))}\n"
