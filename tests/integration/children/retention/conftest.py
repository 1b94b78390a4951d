"""Who keeps records, and the code that handing one out asks for."""

import pytest

from accounts.access.roles import Role
from accounts.sign_in import second_factor
from tests import factories as make
from tests.kept import kept


@kept
def officer(authority):
    return make.make_user(authority, Role.DATA_PROTECTION, name="Dana Prince")


@pytest.fixture
def with_code(monkeypatch):
    """Everybody has given a code from their phone."""
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
