"""While a report is made the interpreter seldom looks for what is dead; a job leaves nothing for the next."""

import gc
import weakref
from calendar import WEDNESDAY

from accounts.jobs import queue
from reporting.edition.pdf import RARELY, rare_collections
from tests.turns import has_days


class _Ring:
    def __init__(self):
        self.itself = self


def test_drawing_inside_making_does_not_end_what_its_maker_began():
    before = gc.get_threshold()
    with rare_collections():
        with rare_collections():
            assert gc.get_threshold() == RARELY
        assert gc.get_threshold() == RARELY
        assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


@has_days(WEDNESDAY)
def test_what_a_job_left_is_cleared_away_before_the_next(monkeypatch):
    left = []

    def leaves_a_ring(job_id):
        left.append(weakref.ref(_Ring()))

    monkeypatch.setattr(queue, "run", leaves_a_ring)
    gc.disable()
    try:
        queue.run_job(1)
    finally:
        gc.enable()
    assert left[0]() is None


def test_what_a_report_left_is_not_looked_through_as_it_ends():
    looked = []
    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(700)
    gc.callbacks.append(lambda phase, info: looked.append(phase))
    try:
        with rare_collections():
            left = [_Ring() for _ in range(5_000)]
        left += [_Ring() for _ in range(100)]
    finally:
        gc.callbacks.pop()
        gc.set_threshold(*before)
    assert not looked
