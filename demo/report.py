"""What the demo council's annual report stands on besides its records: last year's priorities, its own past,
and England's figures.

England's are those of the published national tables (Department for Education, Children looked after in
England including adoptions, and the local authority interactive tool; Open Government Licence); the folder
`statistics` holds their lines for England alone.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from demo.people import Staff
from reporting.comparators.loading import load
from reporting.council.actions import set_target, type_figure
from reporting.council.freezing import freeze
from reporting.periods import collection_year
from reporting.report.content_actions import add_priority

STATISTICS = Path(__file__).parent / "statistics"
PRIORITIES = (
    (
        "Reviews in time",
        "Book two reviews ahead, and tell the manager of every late one.",
        "IRO manager",
        "timeliness_reviews_held",
    ),
    (
        "Every child prepares their review",
        "Send each child a card with three questions two weeks before.",
        "Participation officer",
        "participation_official",
    ),
    ("A midway check for every child", "Plan it on the day of the review.", "IRO manager", "midways_in_time"),
)
TARGETS = (("timeliness_reviews_held", Decimal(95)), ("participation_official", Decimal(90)))
BEFORE = (
    ("timeliness_reviews_held", (Decimal("84.1"), Decimal("86.9"))),
    ("participation_official", (Decimal("78.4"), Decimal("81.0"))),
)


def store_report(staff: Staff, *, year: int, since: date) -> None:
    """Priorities of the year that is over, to be reported on in its report; targets; the two years before the
    records begin."""
    authority, by = staff.authority, staff.users["qa.demo@example.org"]
    load(STATISTICS)
    for title, action, owner, measure in PRIORITIES:
        add_priority(
            authority=authority, year=year, by=by, title=title, action=action, owner=owner, measure=measure
        )
    for code, value in TARGETS:
        set_target(authority=authority, code=code, starts_on=since, value=value, note="", by=by)
    first = since.year + 1
    for code, values in BEFORE:
        for ago, value in zip((2, 1), values, strict=True):
            type_figure(
                authority=authority,
                by=by,
                indicator=code,
                geography=authority.name,
                is_own=True,
                year=first - ago,
                value=value,
                number=None,
                rounding="One decimal",
                source=f"Annual report of the service, {first - ago - 1}-{(first - ago) % 100:02d}",
            )


def freeze_year(staff: Staff, *, year: int, today: date) -> None:
    """The figures of the year that is over as they are known: what people see who read figures and no
    child's record.
    """
    reason = "The return of the year has been sent."
    freeze(
        authority=staff.authority,
        period=collection_year(year),
        reason=reason,
        by=staff.users["qa.demo@example.org"],
        today=today,
    )
