"""The exhibits that a section offers besides what it computes: which measures belong to it, and how they
are shown. Usual ones are printed unless the author leaves them out, the others only if chosen."""

from reporting.measures.registry import MEASURES
from reporting.offers import challenge, children, work
from reporting.offers.kinds import Exhibit, counts, shares

LISTED = children.OFFERED | work.OFFERED | challenge.OFFERED

COMPUTED = frozenset(
    {
        "timeliness_child_year",
        "timeliness_reviews_held",
        "timeliness_reviews_due",
        "timeliness_snapshot",
        "rate_per_10000",
        "participation_codes",
        "dispute_themes",
        "disputes_changed",
        "monitoring_forms",
        "midways_due",
        "midways_done",
        "midways_late",
        "midways_superseded",
        "midways_missed",
        *(code for code in MEASURES if code.startswith("monitoring_")),
    }
)
"""Measures that the sections compute in exhibits of their own."""


def _others() -> tuple[Exhibit, ...]:
    """Measures that nobody has given a place yet: offered with what reviews found, so that none is lost."""
    named = {code for found in LISTED.values() for exhibit in found for code in exhibit.codes} | COMPUTED
    rest = [code for code in MEASURES if code not in named]
    numbers = tuple(code for code in rest if MEASURES[code].is_count)
    others = tuple(code for code in rest if not MEASURES[code].is_count)
    found = (shares("more_shares", "Other findings of reviews", *others, usual=False),) if others else ()
    return (*found, *((counts("more_counts", "Other numbers", *numbers, usual=False),) if numbers else ()))


OFFERED: dict[str, tuple[Exhibit, ...]] = LISTED | {"planning": (*LISTED["planning"], *_others())}


def exhibits_of(key: str) -> tuple[Exhibit, ...]:
    """What a section offers besides its own exhibits."""
    return OFFERED.get(key, ())
