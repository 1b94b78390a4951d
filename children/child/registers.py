"""What the other files of the return say of a child, as tables: missing, health, adoption, leaving care,
UASC, earlier permanence.
"""

from typing import Any

from accounts.templatetags.govuk import day
from accounts.ui.fields import sentence
from accounts.ui.tables import Cell, Table, headings
from children.child.history import coded, origin, table
from children.codesets import label
from children.imports.state.unread import NotRead, rows_not_read
from children.models import Child, HealthYear, MissingEpisode, PreviousPermanence, UascStatus

HEALTH = (
    ("health_assessment", "Health assessment done"),
    ("teeth_check", "Teeth checked"),
    ("immunisations", "Immunisations up to date"),
    ("health_check", "Development checks (under 5)"),
    ("substance_misuse", "Substance misuse identified"),
    ("is_convicted", "Convicted or cautioned"),
)
VISITS_SHOWN = 24
ADOPTERS = {"1": "one adopter", "2": "two adopters"}


def register_tables(child: Child) -> list[Table]:
    """One table a register, newest first; every missing value says "not recorded". Ten queries."""
    refused = rows_not_read(child.authority, child=child)
    return [
        _visits(child),
        _plans(child),
        _with_refused(_missing(child), "Missing", refused),
        _with_refused(_health(child), "OC2", refused),
        _with_refused(_adoption(child), "PlacedAdoption", refused),
        _with_refused(_matches(child), "AD1", refused),
        _with_refused(_care_leaver(child), "OC3", refused),
        _with_refused(_with_refused(_single(child), "UASC", refused), "PrevPerm", refused),
    ]


NAMED = {"UASC": "Unaccompanied asylum-seeking child", "PrevPerm": "Earlier permanence arrangement"}


def _with_refused(found: Table, of: str, refused: list[NotRead]) -> Table:
    """The table with a row for each row of a return that was refused: what it would tell is not known."""
    for row in refused:
        if row.table == of:
            why = f"a row of the return to 31 March {row.year} was refused"
            unknown: list[Cell] = ["not known"] * (len(found.headings) - 1)
            found.rows.append([{"text": NAMED.get(of, "not known"), "note": why}, *unknown])
    return found


def _yes_no(value: bool | None) -> Cell:
    return {None: "not recorded", True: "yes", False: "no"}[value]


def _visits(child: Child) -> Table:
    """The latest visits of social workers, as the daily feed tells them."""
    found = list(child.social_worker_visits.order_by("-visited_on", "-pk"))
    rows: list[list[Cell]] = [
        [day(v.visited_on), _yes_no(v.was_seen), _yes_no(v.seen_alone)] for v in found[:VISITS_SHOWN]
    ]
    names = headings("Day", "Child seen", "Seen alone")
    more = max(0, len(found) - VISITS_SHOWN)
    return Table("Visits of social workers", names, rows, empty="No visit is recorded.", more=more)


def _plans(child: Child) -> Table:
    """What the care plan works towards, as the daily feed tells it."""
    rows: list[list[Cell]] = [
        [day(p.started_on), day(p.ended_on) if p.ended_on else "now", sentence(p.words) or "no aim is marked"]
        for p in child.care_plans.order_by("-started_on", "-pk")
    ]
    return table("Care plans", ["From", "Until", "Works towards"], rows, "No care plan is recorded.")


def _interview(m: MissingEpisode) -> Cell:
    """The talk with the child after the return, as far as it is recorded."""
    if m.interview_offered is False:
        return "not offered"
    if m.interview_offered is None and m.interview_accepted is None:
        return "not recorded"
    return {True: "offered and accepted", False: "offered, not accepted", None: "offered"}[
        m.interview_accepted
    ]


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
            [
                {"text": day(m.started_on), "note": origin(m.source)},
                back,
                m.get_kind_display(),
                length,
                _interview(m),
            ]
        )
    names = ["From", "Back", "Kind", "Length", "Return interview"]
    return table("Missing and away", names, rows, "No missing episode is recorded.")


def _health(child: Child) -> Table:
    rows: list[list[Cell]] = [
        [
            f"{h.year - 1} to {h.year}",
            _sdq(h),
            *(_yes_no(getattr(h, field)) for field, _ in HEALTH),
        ]
        for h in child.health_years.order_by("-year", "-pk")
    ]
    names = ["Year to 31 March", "SDQ score", *(words for _, words in HEALTH)]
    return table("Health", names, rows, "No health facts are recorded.")


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
    names = ["Matched", "Decided", "Adopters", "By a former foster carer"]
    return table("Adoption", names, rows, "No adoption is recorded.")


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
    names = ["Year to 31 March", "In touch", "Activity", "Accommodation"]
    return table("Leaving care", names, rows, "No care leaver facts are recorded.")


def _single(child: Child) -> Table:
    """The registers that hold one row a child."""
    rows: list[list[Cell]] = []
    uasc = UascStatus.objects.select_related("source").filter(child=child).first()
    if uasc:
        ceased: dict[str, Any] = {
            "text": f"Until {day(uasc.ceased_on)}" if uasc.ceased_on else "No end recorded"
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
