"""Every setting of a council acts, every rule of the law is called, and codes stand in one place."""

import ast
from calendar import SATURDAY, WEDNESDAY
from dataclasses import fields

import pytest

from statute.terms import OFFERED, WITHOUT_READER, Terms
from tests.house_rules.reach import product, reached, units_of
from tests.house_rules.sources import modules, nodes_of
from tests.turns import has_days

PRODUCT = ("accounts", "children", "reviews", "disputes", "reporting", "iro_portal")
WAITING = {
    "The IRO's day": [  # the issue that brings their callers
        "statute.timescales:care_plan_due_on",
        "statute.timescales:detention_placement_plan_due_on",
        "statute.timescales:emergency_move_notice_due_on",
        "statute.timescales:placement_plan_due_on",
        "statute.timescales:remand_care_plan_due_on",
        "statute.triggers:Outcome",
        "statute.triggers:Trigger",
        "statute.triggers:TriggerKind",
        "statute.triggers:outcome",
    ]
}


@has_days(WEDNESDAY, SATURDAY)
def test_every_rule_of_the_law_is_called_by_the_product():
    there = {str(unit) for unit in reached()}
    laws = [
        unit
        for name, tree in product().items()
        if name.startswith("statute/")
        for unit in units_of(name, tree)
    ]
    idle = {str(law) for law in laws if law.name and not law.name.startswith("_")} - there
    print(f"{len(laws)} rules, {len(idle)} that nothing calls")
    waiting = {name for names in WAITING.values() for name in names}
    assert idle <= waiting, idle - waiting


def test_every_setting_of_a_council_is_read_by_the_product():
    read = {
        node.attr
        for unit in reached()
        if (unit.module, unit.name) != ("statute/terms.py", "tightened")
        for node in unit.nodes
        if isinstance(node, ast.Attribute)
    }
    unread = {term.name for term in fields(Terms)} - read
    print(f"{len(OFFERED)} terms that a council may set; {len(unread)} that nothing reads, nor anybody sets")
    assert unread == set(WITHOUT_READER)
    assert not unread & set(OFFERED)


@pytest.mark.parametrize(
    ("what", "codes"),
    [
        ("who took part", {"PN1", "PN2", "PN3", "PN5", "PN6"}),
        ("who attended", {"PN1", "PN2", "PN3", "PN4"}),
        ("short breaks", {"V3", "V4"}),
        ("adoptive placements", {"A3", "A4", "A5", "A6"}),
        ("temporary placements", {"T0", "T1", "T2", "T3", "T4"}),
        ("long-term foster placements", {"U1", "U4"}),
    ],
)
def test_a_group_of_codes_is_written_once(what: str, codes: set[str]) -> None:
    places = [
        f"{path}:{node.lineno}"
        for path in modules()
        if path.startswith((*PRODUCT, "statute"))
        for node in nodes_of(path)
        if isinstance(node, ast.Tuple | ast.List | ast.Set)
        and {e.value for e in node.elts if isinstance(e, ast.Constant)} == codes
    ]
    assert len(places) <= 1, f"{what}: {places}"
