"""Gaps in recording: which figures they touch. Declared ones, and the time before a kind of record was kept
at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.councils.words import as_said
from accounts.models import Authority
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import within
from reporting.measures.base import Measure, Result
from reporting.measures.recorded import RecordedFrom
from reporting.models import RecordingGap
from reporting.periods import Period


@dataclass(frozen=True)
class Gap:
    """Why a figure is not sound. `words` stand beside it."""

    reason: str
    words: str


NOT_RECORDED_YET = "Not recorded yet"
NO_RETURN = "not known, because no return of that time has been imported"


class Gaps:
    """The gaps of one council. Declared ones are read once, the first day of a kind of record when it is
    asked for.
    """

    def __init__(self, authority: Authority, recorded: RecordedFrom | None = None) -> None:
        self.authority = authority
        self.recorded = recorded or RecordedFrom(authority)

    @cached_property
    def declared(self) -> list[RecordingGap]:
        """What the council has declared."""
        return list(RecordingGap.objects.filter(authority=self.authority).order_by("started_on", "pk"))

    def at(self, measure: Measure, period: Period) -> Gap | None:
        """The gap that touches a figure: declared, or the figure lies before the kind of record was kept.
        None: it is sound.
        """
        found = next((g for g in self.declared if touches(g, measure, period)), None)
        if found:
            return Gap(found.reason, gap_words(found))
        if not self.recorded.covers(measure.record, period.end):
            return self._not_yet(measure)
        return None if self._reaches(measure, period) else self._untold(measure, period)

    def is_whole(self, measure: Measure, period: Period) -> bool:
        """Whether a figure may be laid beside another: no gap touches it, and every day of it was
        recorded.
        """
        is_covered = self.recorded.covers(measure.record, measure.first_day(period))
        return is_covered and self._reaches_throughout(measure, period) and self.at(measure, period) is None

    def notes(self, measure: Measure, period: Period) -> list[str]:
        """What to say beside a figure that is not whole."""
        return self.notes_of([measure], period)

    def notes_of(self, measures: Sequence[Measure], period: Period) -> list[str]:
        """The same for the figures of one exhibit, each note once. Figures recorded from the same day share a
        sentence.
        """
        declared = (gap_words(g) for m in measures for g in self.declared if touches(g, m, period))
        titles: dict[date | None, list[str]] = {}
        after: list[Measure] = []
        without: list[str] = []
        for measure in measures:
            if not self.recorded.covers(measure.record, measure.first_day(period)):
                titles.setdefault(self.recorded.day(measure.record), []).append(measure.title)
            elif not measure.has_return(self.recorded, period):
                without.append(measure.title)
            elif not self._reaches_throughout(measure, period):
                after.append(measure)
        if len(titles) == 1 and sum(len(named) for named in titles.values()) == len(measures) > 1:
            titles = {day: [] for day in titles}  # all of the exhibit: no need to name them
        since = [_since_words(named, day) for day, named in titles.items()]
        untold = [self._after_words(after)] if after else []
        untold += [as_said(f"{_together(without)}: {NO_RETURN}.")] if without else []
        return [*dict.fromkeys(declared), *since, *untold]

    def known_to(self, measure: Measure, period: Period) -> date | None:
        """The last day of which a figure tells, where returns tell of a part of its period alone."""
        begins = measure.is_reached(self.recorded, measure.first_day(period))
        is_part = begins and not self._reaches_throughout(measure, period)
        return self._last_day([measure]) if is_part else None

    def _reaches_throughout(self, measure: Measure, period: Period) -> bool:
        return measure.is_reached_throughout(self.recorded, period)

    def known_to_words(self, measure: Measure, period: Period) -> str:
        """The same beside the figure."""
        last = self.known_to(measure, period)
        return f"known until {day_words(last)}" if last else ""

    def _reaches(self, measure: Measure, period: Period) -> bool:
        is_reached = measure.is_reached(self.recorded, measure.first_day(period))
        return is_reached and measure.has_return(self.recorded, period)

    def _untold(self, measure: Measure, period: Period) -> Gap:
        if not measure.has_return(self.recorded, period):
            return Gap("No return is in", as_said(f"{measure.title}: {NO_RETURN}."))
        until = day_words(self._last_day([measure]))
        return Gap(f"Known until {until}", self._after_words([measure]))

    def _after_words(self, measures: Sequence[Measure]) -> str:
        titles, until = [m.title for m in measures], day_words(self._last_day(measures))
        return as_said(f"{_together(titles)}: known until {until}, the day to which returns reach.")

    def _last_day(self, measures: Sequence[Measure]) -> date | None:
        """The last day of which returns tell: of reviews it may be an earlier one."""
        of_reviews = any(measure.asks["of_reviews"] for measure in measures)
        return self.authority.reviews_told_until if of_reviews else self.authority.known_until

    def _not_yet(self, measure: Measure) -> Gap:
        since = self.recorded.day(measure.record)
        reason = f"Recorded from {day_words(since)}" if since else NOT_RECORDED_YET
        return Gap(reason, _since_words([measure.title], since))


def is_exact(measure: Measure, *results: Result) -> bool:
    """Whether figures may be laid beside each other by how many there are: of a plain count some of whom are
    not known nobody can say whether it is more or fewer.
    """
    return not (measure.is_count and any(result.not_known for result in results))


def _together(titles: Sequence[str]) -> str:
    first, *rest = dict.fromkeys(titles) or [""]
    return "; ".join([first, *map(within, rest)])


def _since_words(titles: Sequence[str], since: date | None) -> str:
    named = _together(titles)
    if since is None:
        words = "not recorded yet, so there is no figure."
    else:
        words = f"recorded since {day_words(since)}; not known before."
    return as_said(f"{named}: {words}") if named else words[:1].upper() + words[1:]


def touches(gap: RecordingGap, measure: Measure, period: Period) -> bool:
    """Whether a figure of the period is not sound: a count on the last day needs that day, any other figure
    every day.
    """
    if gap.code and gap.code != measure.code:
        return False
    first = measure.first_day(period)
    return gap.started_on <= period.end and (gap.ended_on is None or gap.ended_on > first)


def gap_words(gap: RecordingGap) -> str:
    """What stands beside a figure that a declared gap touches."""
    until = f" to {day_words(gap.ended_on)}" if gap.ended_on else " on"
    reason = gap.reason.rstrip(".")
    return f"Gap in recording from {day_words(gap.started_on)}{until}: {reason}. No trend is drawn across it."
