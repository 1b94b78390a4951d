"""The world of the matrix, one for all tests of a module."""

from tests.world import standing as standing
from tests.world import world as world
