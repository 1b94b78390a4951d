"""What one day leaves out another day looks at."""

import os
import subprocess
import sys

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


def test_of_two_groups_one_has_its_turn_each_day():
    for later in range(4):
        assert waits(0, DAY + later) != waits(1, DAY + later) == waits(0, DAY + later + 1)


def test_there_is_a_share_when_there_is_nothing_to_share():
    assert todays([], 3, DAY) == []


def test_the_share_of_another_day_can_be_looked_at_again():
    asked = "from tests.turns import DAY, TURN; print(DAY, TURN)"
    env = os.environ | {"TEST_DAY": "2026-11-26"}
    done = subprocess.run([sys.executable, "-c", asked], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "2026-11-26 739946\n"
