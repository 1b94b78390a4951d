"""Whose figures the dashboard shows: the council's, a team's or an IRO's, as far as this person may see."""

from dataclasses import dataclass

from accounts.access.roles import LINE_ROLES, Role
from accounts.access.viewers import Viewer
from accounts.models import Team, Worker
from reporting.access import READERS
from reporting.measures.base import Rows, with_key
from reporting.measures.dimensions import named


@dataclass(frozen=True)
class Part:
    """One team or IRO; without a dimension all that the person sees."""

    address: str
    title: str
    dimension: str = ""
    key: str = ""

    def of(self, rows: Rows) -> Rows:
        """The rows of this part."""
        if not self.dimension:
            return rows
        return with_key(rows, self.dimension, self.key)


def parts_for(viewer: Viewer) -> list[Part]:
    """All, then the teams and the IROs that this person may look at one by one. Figures of single IROs are
    for the QA manager alone.
    """
    if viewer.is_a(*READERS):
        whole, teams = Part("", "The whole council"), Team.objects.filter(authority=viewer.authority_id)
    elif viewer.is_a(*LINE_ROLES):
        whole, teams = Part("", "All your teams"), Team.objects.filter(pk__in=viewer.line_team_ids)
    else:
        return [Part("", "Your children")]
    found = [whole, *(Part(f"team-{t.public_id}", f"Team: {t.name}", "team", t.name) for t in teams)]
    if viewer.is_a(Role.QA_MANAGER):
        iros = Worker.objects.filter(authority=viewer.authority_id, iro_allocations__isnull=False).distinct()
        found += [
            Part(f"iro-{public_id}", f"IRO: {name}", "iro", name)
            for public_id, name in iros.values_list("public_id", named())
        ]
    return found
