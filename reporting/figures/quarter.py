"""Parts of the quarterly report: those of the annual one, with what a quarter is asked for besides (by team,
days, what came of it).
"""

from reporting.drawing.wording import noun as one_or_many
from reporting.figures import challenge, follow_up
from reporting.figures.base import Cell, Part, Table
from reporting.figures.ledger import Figures
from reporting.figures.tables import breakdown

MIDWAYS = (follow_up.DUE, follow_up.DONE, follow_up.LATE, follow_up.SUPERSEDED, follow_up.MISSED)
DAYS, STAGE_DAYS = "disputes_days", "dispute_stage_days"


def midways(f: Figures) -> Part:
    """R-19: midway checks due, done, late, superseded and missed, by month and by team (MW-1 to MW-4)."""
    part = follow_up.midways(f)
    if part.absent:
        return part
    by_team = _midways_by_team(f)
    part.tables += [by_team] if by_team.rows else []
    return part


def _midways_by_team(f: Figures) -> Table:
    teams = sorted({team for code in MIDWAYS for team in f.by(code, "team")})
    rows: list[list[Cell]] = [[team, *(f.count(c, by="team", key=team) for c in MIDWAYS)] for team in teams]
    return Table(
        "midways_team",
        "Midway checks by team",
        ["Team", "Due", "Done", "Done late", "Superseded by a review", "Missed"],
        rows,
        f"{f.source(*MIDWAYS)} {follow_up.COUNTED_BY}",
        ["All", *(f.count(c) for c in MIDWAYS)],
        [1, 2, 3, 4, 5],
    )


def disputes(f: Figures) -> Part:
    """R-28: concerns and disputes, with the working days they took (CAL-2) and what came of them for the
    child (P-60).
    """
    part = challenge.challenge(f)
    closed = f.count(challenge.CLOSED)
    if not closed.value:
        return part
    disputes = one_or_many(int(closed.value), "disputes")
    were = "was" if closed.value == 1 else "were"
    part.sentences.append(
        f"The {closed} {disputes} that {were} closed took {f.percent(DAYS)} working days on average."
    )
    by_stage = _days_by_stage(f)
    effects = breakdown(
        f,
        challenge.CLOSED,
        "effect",
        "Disputes closed by what changed for the child",
        "Outcome for the child",
    )
    part.tables += [t for t in (by_stage, effects) if t.rows]
    return part


def _days_by_stage(f: Figures) -> Table:
    rows: list[list[Cell]] = [
        [
            stage,
            f.percent(STAGE_DAYS, by="stage", key=stage),
            f.count(STAGE_DAYS, part="base", by="stage", key=stage),
        ]
        for stage in f.by(STAGE_DAYS, "stage")
    ]
    return Table(
        "dispute_stage_days",
        "Working days at each stage on average",
        ["Stage", "Working days", "Times the stage was left"],
        rows,
        f.source(STAGE_DAYS),
        ["All", f.percent(STAGE_DAYS), f.count(STAGE_DAYS, part="base")],
        [2],
    )
