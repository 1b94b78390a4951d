"""Nothing is there without a use: every term of a council is read by the product, every rule of the law is
called by it."""

import ast
from dataclasses import fields

from statute.terms import Terms
from tests.house_rules.reach import product, reached, units_of

NOT_CALLED_YET = {
    # may only shrink
    "statute.formats:short_break_problems",
    "statute.participation:best_of",
    "statute.participation:communicated_at_each",
    "statute.participation:participated",
    "statute.participation:share_attended",
    "statute.participation:share_taking_part",
    "statute.review_clock:unplaced_reviews",
    "statute.schooling:of_school_age",
    "statute.timescales:care_plan_due_on",
    "statute.timescales:decisions_lapse_on",
    "statute.timescales:detention_placement_plan_due_on",
    "statute.timescales:dispute_timetable",
    "statute.timescales:emergency_move_notice_due_on",
    "statute.timescales:placement_plan_due_on",
    "statute.timescales:remand_care_plan_due_on",
    "statute.timescales:resolved_in_time",
}
NOT_READ_YET = {
    # may only shrink
    "care_plan_wd",
    "detention_plan_wd",
    "distance_denominator",
    "placement_end_notice_wd",
    "placement_plan_wd",
    "pn4_counts",
    "remand_care_plan_wd",
    "same_carer_move_counts",
    "short_break_year_days",
    "short_breaks_in_caseload",
    "suppress_max",
    "suppress_min_denominator",
}


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
    assert idle <= NOT_CALLED_YET, idle - NOT_CALLED_YET


def test_every_term_of_a_council_is_read_by_the_product():
    read = {
        node.attr
        for unit in reached()
        if unit.module != "statute/terms.py"
        for node in unit.nodes
        if isinstance(node, ast.Attribute)
    }
    idle = {term.name for term in fields(Terms)} - read
    print(f"{len(fields(Terms))} terms, {len(idle)} that nothing reads")
    assert idle <= NOT_READ_YET, idle - NOT_READ_YET
