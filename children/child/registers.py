"""What the other files of the return say of a child, as tables: missing, health, adoption, leaving care,
UASC, earlier permanence.
"""

from typing import Any

from accounts.templatetags.govuk import day
from accounts.ui.tables import Cell, Table
from children.child.history import coded, origin, table
from children.codesets import label
from children.models import Child, HealthYear, PreviousPermanence, UascStatus

HEALTH = (
    ("health_assessment", "Health assessment done"),
    ("teeth_check", "Teeth checked"),
    ("immunisations", "Immunisations up to date"),
    ("health_check", "Development checks (under 5)"),
    ("substance_misuse", "Substance misuse identified"),
    ("is_convicted", "Convicted or cautioned"),
)
ADOPTERS = {"1": "one adopter", "2": "two adopters"}


def register_tables(child: Child) -> list[Table]:
    """One table a register, newest first; every missing value says "not recorded". Seven queries."""
    return [
        _missing(child),
        _health(child),
        _adoption(child),
        _matches(child),
        _care_leaver(child),
        _single(child),
    ]


def _yes_no(value: bool | None) -> Cell:
    return {None: "not recorded", True: "yes", False: "no"}[value]


def _missing(child: Child) -> Table:
    rows: list[list[Cell]] = []
    for m in child.missing_episodes.select_related("source").order_by("-started_on", "-pk"):
        days = (m.ended_on - m.started_on).days if m.ended_on else None
        length = (
            "not known"
            if days is None
            else "less than a day"
            if days == 0
            else f"{days} day{'s' * (days > 1)}"
        )
        back = day(m.ended_on) if m.ended_on else "not recorded"
        rows.append(
            [{"text": day(m.started_on), "note": origin(m.source)}, back, m.get_kind_display(), length]
        )
    headings = ["From", "Back", "Kind", "Length"]
    return table("Missing and away", headings, rows, "No missing episode is recorded.")


def _health(child: Child) -> Table:
    rows: list[list[Cell]] = [
        [
            f"{h.year - 1} to {h.year}",
            _sdq(h),
            *(_yes_no(getattr(h, field)) for field, _ in HEALTH),
        ]
        for h in child.health_years.order_by("-year", "-pk")
    ]
    headings = ["Year to 31 March", "SDQ score", *(words for _, words in HEALTH)]
    return table("Health", headings, rows, "No health facts are recorded.")


def _sdq(year: HealthYear) -> Cell:
    if year.sdq_score is not None:
        return str(year.sdq_score)
    return {"text": "not recorded", "note": label("sdq_reason", year.sdq_reason) if year.sdq_reason else ""}


def _adoption(child: Child) -> Table:
    rows: list[list[Cell]] = [
        [
            {"text": day(d.decided_on), "note": origin(d.source)},
            day(d.reversed_on) if d.reversed_on else "stands",
            coded("adoption_reason_placed_ceased", d.reason_reversed) if d.reversed_on else "does not apply",
        ]
        for d in child.adoption_decisions.select_related("source").order_by("-decided_on", "-pk")
    ]
    return table(
        "Decisions for adoption",
        ["Decided", "Reversed", "Why it was reversed"],
        rows,
        "No decision for adoption is recorded.",
    )


def _matches(child: Child) -> Table:
    rows: list[list[Cell]] = [
        [
            {"text": day(m.matched_on), "note": origin(m.source)},
            day(m.decided_on),
            ADOPTERS.get(str(m.number_of_adopters), str(m.number_of_adopters)),
            "yes" if m.by_foster_carer else "no",
        ]
        for m in child.adoption_matches.select_related("source").order_by("-decided_on", "-pk")
    ]
    headings = ["Matched", "Decided", "Adopters", "By a former foster carer"]
    return table("Adoption", headings, rows, "No adoption is recorded.")


def _care_leaver(child: Child) -> Table:
    rows: list[list[Cell]] = [
        [
            f"{c.year - 1} to {c.year}",
            label("careleaver_in_touch", c.in_touch),
            coded("careleaver_activity", c.activity),
            coded("careleaver_accommodation", c.accommodation),
        ]
        for c in child.care_leaver_contacts.order_by("-year", "-pk")
    ]
    headings = ["Year to 31 March", "In touch", "Activity", "Accommodation"]
    return table("Leaving care", headings, rows, "No care leaver facts are recorded.")


def _single(child: Child) -> Table:
    """The registers that hold one row a child."""
    rows: list[list[Cell]] = []
    uasc = UascStatus.objects.select_related("source").filter(child=child).first()
    if uasc:
        ceased: dict[str, Any] = {
            "text": f"Ceased {day(uasc.ceased_on)}" if uasc.ceased_on else "No end recorded"
        }
        rows.append([{"text": "Unaccompanied asylum-seeking child", "note": origin(uasc.source)}, ceased])
    earlier = PreviousPermanence.objects.select_related("source").filter(child=child).first()
    if earlier:
        ended = f"ended {earlier.ended}" if earlier.ended else "day it ended not recorded"
        words = {
            "text": label("previous_permanence", earlier.code),
            "note": "" if earlier.code == "Z1" else ended,
        }
        rows.append([{"text": "Earlier permanence arrangement", "note": origin(earlier.source)}, words])
    empty = (
        "Neither an unaccompanied asylum-seeking status nor an earlier permanence arrangement is recorded."
    )
    return table("Other", ["Register", "What it says"], rows, empty)
