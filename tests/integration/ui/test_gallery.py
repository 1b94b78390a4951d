"""Every page part in the browser: accessible, narrow, without script, on paper, in its states."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
STATES = ["", "?show=errors", "?show=empty"]


@pytest.mark.parametrize("wide", [1280, 320])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_runs_off_the_side(visitor, axe, state, wide):
    page = visitor.open("/gallery/" + state, wide=wide)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
