"""The invented council of the bench can be made from the tables as they are."""

import pytest

from bench import council

pytestmark = pytest.mark.django_db


def test_it_has_children_in_care_and_their_reviews():
    council.build(60)
    children, reviews = council.size()
    assert children == 60
    assert reviews > children
