"""The world of the matrix, one for all tests of a module."""

import pytest

from tests.world import standing as standing
from tests.world import world as world

pytest.register_assert_rewrite("tests.attack.stranger", "tests.attack.timed_mails")
