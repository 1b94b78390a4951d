"""Ladders to begin with.

Stage names come from published annual reports; the limits of single stages are printed in none of them and
are ours.
"""

from dataclasses import dataclass, replace

from accounts.access.roles import Role
from statute.disputes import shared_equally
from statute.terms import STATUTORY, Terms

TEAM, SERVICE, HEAD, ASSISTANT, DIRECTOR = (
    Role.TEAM_MANAGER.value,
    Role.SERVICE_MANAGER.value,
    Role.HEAD_OF_SERVICE.value,
    Role.ASSISTANT_DIRECTOR.value,
    Role.DIRECTOR.value,
)
OURS = "The names are the council’s own; the limits are ours: the days of the whole process shared equally."


@dataclass(frozen=True)
class StageSpec:
    """A formal stage before it is stored."""

    name: str
    level: str
    limit_wd: int


@dataclass(frozen=True)
class Preset:
    """A process to start from:

    its name, the informal stage, the formal ones in order; Cafcass stands beside all.
    """

    code: str
    title: str
    name: str
    informal: str
    stages: tuple[StageSpec, ...]
    note: str = OURS

    def stages_within(self, terms: Terms) -> tuple[StageSpec, ...]:
        """Its stages with the council's days for the whole process shared equally among them; no more stages
        than days.
        """
        stages = self.stages[: terms.drp_total_wd]
        limits = shared_equally(len(stages), terms=terms)
        return tuple(replace(s, limit_wd=n) for s, n in zip(stages, limits, strict=True))


def _equal(*stages: tuple[str, str]) -> tuple[StageSpec, ...]:
    return tuple(
        StageSpec(name, level, limit)
        for (name, level), limit in zip(stages, shared_equally(len(stages)), strict=True)
    )


PRESETS: dict[str, Preset] = {
    p.code: p
    for p in (
        Preset(
            "usual",
            "Four stages",
            "Dispute Resolution Process",
            "Informal resolution",
            _equal(
                ("Team Manager", TEAM),
                ("Service Manager", SERVICE),
                ("Head of Service", HEAD),
                ("Assistant Director", ASSISTANT),
            ),
            "Names and limits are ours.",
        ),
        Preset(
            "harrow",
            "As in Harrow: two stages",
            "Dispute Resolution Protocol",
            "Informal, by the monitoring form",
            _equal(
                ("Stage 1: Team Manager", TEAM),
                ("Stage 2: Quality Assurance Manager and Head of Service", HEAD),
            ),
        ),
        Preset(
            "bromley",
            "As in Bromley: four stages",
            "Escalation Procedure",
            "Informal resolution",
            _equal(
                ("Deputy Manager", TEAM),
                ("Group Manager", SERVICE),
                ("Head of Service", HEAD),
                ("Assistant Director", ASSISTANT),
            ),
        ),
        Preset(
            "westminster",
            "As in Westminster: one formal stage",
            "Dispute Resolution Protocol",
            "Informal challenge or management alert",
            _equal(("Formal dispute", HEAD)),
            OURS + " So is who answers it.",
        ),
        Preset(
            "haringey",
            "As in Haringey: five stages",
            "Dispute Resolution Process",
            "Informal alert",
            _equal(
                ("Team Manager", TEAM),
                ("Service Manager", SERVICE),
                ("Head of Service", HEAD),
                ("Assistant Director", ASSISTANT),
                ("Director", DIRECTOR),
            ),
        ),
    )
}
USUAL = PRESETS["usual"]
INFORMAL_LEVEL = TEAM
INFORMAL_WD = STATUTORY.informal_wd
CAFCASS_NAME = "Cafcass"
