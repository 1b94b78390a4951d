"""The clock of a test stands on a day."""

from datetime import date

import time_machine

from tests import factories as make


class Days:
    """`go("2026-03-30")`: from here on it is nine in the morning of that day in London, until it stops."""

    def __init__(self) -> None:
        self._travel: time_machine.travel | None = None

    def go(self, day: str | date, hour: int = 9, minute: int = 0) -> date:
        day = date.fromisoformat(day) if isinstance(day, str) else day
        self.stop()
        self._travel = time_machine.travel(make.at(day, hour, minute), tick=False)
        self._travel.start()
        return day

    def stop(self) -> None:
        if self._travel:
            self._travel.stop()
            self._travel = None
