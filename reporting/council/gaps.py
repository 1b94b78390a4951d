"""Gaps in recording: which figures they touch."""

from accounts.models import Authority
from accounts.templatetags.govuk import day as day_words
from reporting.measures.base import Measure
from reporting.models import RecordingGap
from reporting.periods import Period


def gaps_of(authority: Authority) -> list[RecordingGap]:
    """All declared gaps of a council, in one statement."""
    return list(RecordingGap.objects.filter(authority=authority).order_by("started_on", "pk"))


def touches(gap: RecordingGap, measure: Measure, period: Period) -> bool:
    """Whether a figure of the period is not sound: a count on the last day needs that day, any other figure every day."""
    if gap.code and gap.code != measure.code:
        return False
    first = period.end if measure.as_at_end else period.start
    return gap.started_on <= period.end and (gap.ended_on is None or gap.ended_on > first)


def gap_in(gaps: list[RecordingGap], measure: Measure, period: Period) -> RecordingGap | None:
    """The gap that touches a figure, the first declared; None when there is none."""
    return next((g for g in gaps if touches(g, measure, period)), None)


def gap_words(gap: RecordingGap) -> str:
    """What stands beside a figure that a gap touches."""
    until = f" to {day_words(gap.ended_on)}" if gap.ended_on else " on"
    return f"Gap in recording from {day_words(gap.started_on)}{until}: {gap.reason.rstrip('.')}. No trend is drawn across it."
