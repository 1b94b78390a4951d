"""What is counted within a time from its first time."""

from time import sleep
from uuid import uuid4

import pytest
from django.core.cache import cache

from accounts import rate
from iro_portal.cache import SharedCache


@pytest.fixture
def what() -> str:
    return f"tests-{uuid4()}"


def test_the_time_begins_with_the_first_and_not_with_the_clock(what, monkeypatch):
    """At the turn of a quarter of an hour thirty wrong tokens were followed by thirty more."""
    monkeypatch.setattr("time.time", lambda: 899.0)
    before = [rate.counted(what, 900) for _ in range(3)]
    monkeypatch.setattr("time.time", lambda: 901.0)
    assert before + [rate.counted(what, 900)] == [1, 2, 3, 4]


def test_it_ends(what):
    assert [rate.counted(what, 1) for _ in range(2)] == [1, 2]
    sleep(1.1)
    assert rate.counted(what, 1) == 1


def test_what_ends_between_looking_and_counting_still_ends(what, monkeypatch):
    """The count that is made anew in that moment has a time of its own: nobody stays shut out for ever."""
    real, times = cache.incr, iter([True, False])

    def ended(key: str) -> int:
        if next(times):
            cache.delete(key)
        return real(key)

    monkeypatch.setattr(cache, "incr", ended)
    assert rate.counted(what, 1) == 1
    sleep(1.1)
    assert cache.get(what) is None


def test_where_the_shared_cache_cannot_be_reached_nothing_is_counted(what, monkeypatch):
    away = SharedCache("redis://127.0.0.1:1/0", {})
    monkeypatch.setattr(rate, "cache", away)
    assert rate.counted(what, 900) == 0
    assert away.touch(what, 900) is False
