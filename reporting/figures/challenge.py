"""Parts of the report on challenge: concerns, disputes and partners (R-28, R-29)."""

from accounts.templatetags.govuk import day as day_words
from accounts.ui.fields import sentence
from disputes.models.ladder import LadderStage, StageKind
from disputes.process.actions import ladder_on
from reporting.figures.base import Cell, Part, Table
from reporting.figures.before import change_words
from reporting.figures.ledger import Figures
from reporting.figures.not_known import in_its_time
from reporting.figures.steps import multiples_in_steps
from reporting.figures.tables import (
    breakdown,
    noun_of,
    of_base,
    were,
)

INFORMAL, FORMAL, CLOSED = "disputes_informal", "disputes_formal", "disputes_closed"


def challenge(f: Figures) -> Part:
    """R-28: informal and formal challenge by month, the stage it reached, its themes, how long it took and
    what it changed.
    """
    if not f.is_recorded(FORMAL):
        return Part(
            absent="Concerns and disputes were not recorded here in this period, so there are no figures."
        )
    informal, formal = f.count(INFORMAL), f.count(FORMAL)
    if not any((informal.value, formal.value, f.count(CLOSED).value, f.count("concerns_talked").value)):
        return Part(absent=in_its_time(f, "No concern was raised in the period.", [FORMAL]))
    by_month = _by_month(f)
    about = breakdown(f, "dispute_themes", "theme", "Themes of informal alerts and disputes", "Theme")
    children = f.count("dispute_children")  # whom the formal disputes are about, not the alerts
    whom = f" about {children} {noun_of(children, 'children')}" if formal.value else ""
    sentences = [
        f"IROs raised {informal} informal {noun_of(informal, 'alerts')} and {formal} formal "
        f"{noun_of(formal, 'disputes')}{whom}.",
        *([change_words(f, FORMAL, "formal disputes")] if f.is_comparable(FORMAL) else []),
        *_outcomes(f),
    ]
    if cafcass := f.count("cafcass_referrals").value:
        sentences.append(
            f"{f.count('cafcass_referrals')} {'matter was' if cafcass == 1 else 'matters were'} referred to "
            "Cafcass."
        )
    if about.rows:
        sentences.append("An alert or dispute may have several themes.")
    tables = [*by_month, *(t for t in (_ladder(f), about) if t.rows)]
    return Part(sentences, tables)


def _ladder(f: Figures) -> Table:
    """How far the disputes of the period went: at each stage those that went no further, whether they were
    settled there, and how long disputes stayed."""
    settled, still = f.by(FORMAL, "settled"), f.by(FORMAL, "open")
    days, found = f.by("dispute_stage_days", "stage"), f.by(FORMAL, "stage")
    order = list(
        LadderStage.objects.filter(ladder__authority=f.authority, name__in=found)
        .order_by("position")
        .values_list("name", flat=True)
    )
    rows: list[list[Cell]] = []
    for name in dict.fromkeys([*order, *sorted(found)]):
        reached = f.count(FORMAL, by="stage", key=name)
        parts = [f.count(FORMAL, by=by, key=name) for by in ("settled", "open")]
        if name in settled or name in still:
            f.declare(reached, parts)
        mean: Cell = f.percent("dispute_stage_days", by="stage", key=name) if name in days else "–"
        rows.append([name, reached, *parts, mean])
    return Table(
        "disputes_formal_stage",
        "Formal disputes by the highest stage they reached",
        ["Stage", "Reached", "Settled there", "Still open", "Working days there"],
        rows,
        f.source(FORMAL),
        ["All", f.count(FORMAL), "", "", ""],
        [1],
        look="bars",
        about="Working days are the average for all disputes that left the stage in the period",
    )


def path(f: Figures, key: str, caption: str) -> Table | None:
    """The stages of the council's process in their order, each with who answers and by when, and what became
    of the concerns that went no further; None where nothing was raised or the process is not set."""
    ladder = ladder_on(f.authority, f.period.end)
    if ladder is None or not f.is_recorded(FORMAL):
        return None
    rows = [_step(f, stage) for stage in ladder.stages.order_by("position", "pk")]
    return Table(
        key,
        caption,
        [
            "Stage",
            "Who answers",
            "Working days to answer",
            "No further",
            "Settled",
            "Still open",
        ],
        rows,
        f.source(FORMAL),
        look="stages",
        about=f"{sentence(ladder.name)}, as on {day_words(f.period.end)}",
        note="A dispute is counted at the highest stage that it reached.",
    )


def _step(f: Figures, stage: LadderStage) -> list[Cell]:
    level, limit = stage.get_level_display(), str(stage.limit_wd or "–")
    if stage.kind == StageKind.INFORMAL:
        return [stage.name, level, limit, f.count(INFORMAL), "–", "–"]
    if stage.kind == StageKind.CAFCASS:
        return [stage.name, "Beside the stages", "–", f.count("cafcass_referrals"), "–", "–"]
    counts = [f.count(FORMAL, by=by, key=stage.name) for by in ("stage", "settled", "open")]
    return [stage.name, level, limit, *counts]


def _outcomes(f: Figures) -> list[str]:
    """How many were settled in time and changed something; nothing where none was closed."""
    said = []
    if f.get("disputes_in_time").value is not None:
        share, verb = of_base(f, "disputes_in_time", "closed disputes"), were(f, "disputes_in_time")
        said.append(f"{share} {verb} within the council’s limit.")
    if f.get("disputes_changed").value is not None:
        said.append(
            f"{of_base(f, 'disputes_changed', 'closed alerts and disputes')} changed something for the child."
        )
    return said


def _by_month(f: Figures) -> list[Table]:
    columns = {INFORMAL: "Informal", FORMAL: "Formal", CLOSED: "Closed"}
    caption = "Informal alerts, formal disputes and disputes closed in each month"
    found = multiples_in_steps(f, columns, "challenge_month", caption, first_sum=2)
    return [found] if found else []


def external(f: Figures) -> Part:
    """R-29: partners outside the council who were asked or formally challenged (P-68)."""
    if not f.is_recorded("external_liaison"):
        return Part(
            absent="Challenge of partners was not recorded here in this period, so there are no figures."
        )
    asked, formal = f.count("external_liaison"), f.count("external_formal")
    if not asked.value and not formal.value:
        return Part(
            absent=in_its_time(f, "No partner was asked or challenged in the period.", ["external_liaison"])
        )
    said = (
        f"IROs asked partners informally {asked} {noun_of(asked, 'times')} and challenged them formally "
        f"{formal} {noun_of(formal, 'times')}."
    )
    found = [
        breakdown(f, code, "partner", caption, "Partner")
        for code, caption in (
            ("external_liaison", "Partners asked"),
            ("external_formal", "Partners formally challenged"),
        )
    ]
    return Part([said], [t for t in found if t.rows])
