"""What the annual reports of other councils print and their panels ask, and which of our exhibits answers it.

The names are those under which the items were found in 27 published reports. An item that is words alone has
a section of its own.
"""

import pytest

from reporting.measures.registry import MEASURES
from reporting.offers.offered import COMPUTED, OFFERED
from reporting.report.sections import SECTIONS

EXHIBITS = {
    "average caseload": ("service", "iros", "caseload"),
    "average caseload over the years": ("service", "caseload_years", "caseload"),
    "caseload by month": ("service", "caseload_months", "caseload"),
    "caseloads within guidance": ("service", "iros", "iros_over_70"),
    "the same IRO all year": ("service", "iros", "same_iro"),
    "an IRO named in time": ("service", "iros", "iro_named_in_time"),
    "told late of new children": ("service", "notifications", "notifications_in_time"),
    "unaccompanied children": ("numbers", "unaccompanied", "unaccompanied"),
    "unaccompanied children over the year": ("numbers", "unaccompanied_years", "unaccompanied"),
    "who came and left by quarter": ("numbers", "flow_quarters", "starters"),
    "ages beside last year, similar councils and England": (
        "people",
        "placement_mix_age_beside",
        "placement_mix",
    ),
    "ethnic groups beside others": ("people", "placement_mix_ethnicity_beside", "placement_mix"),
    "boys and girls beside others": ("people", "placement_mix_sex_beside", "placement_mix"),
    "a pyramid of ages and sexes": ("people", "placement_mix_pyramid", "placement_mix"),
    "ages over seven years": ("people", "placement_mix_age_each_year", "placement_mix"),
    "legal status": ("people", "placement_mix_by_legal", "placement_mix"),
    "shares of legal statuses": ("people", "orders", "under_full_care_order"),
    "first placements of those who came": ("entering", "entrants_by_home", "entrants"),
    "need of those who came": ("entering", "entrants_by_need", "entrants"),
    "need by age of those who came": ("entering", "entrants_by_need_age", "entrants"),
    "remand by age of those who came": ("entering", "entrants_by_legal_age", "entrants"),
    "unaccompanied by age of those who came": ("entering", "entrants_by_asylum_age", "entrants"),
    "ages on coming into care, mean of five years": ("entering", "entrants_age_mean", "entrants"),
    "boys and girls who came, beside England": ("entering", "starters_sex_beside", "starters"),
    "children who came over five years": ("entering", "starters_years", "starters"),
    "far from home on coming into care": ("entering", "entering_far", "started_over_20_miles"),
    "ways out of care": ("leaving", "ways_out", "left_to_family"),
    "left for adoption": ("leaving", "ways_out", "left_adopted"),
    "special guardianship after a long time in care": ("leaving", "guardians_later", "left_settled_cohort"),
    "home by the second review": ("leaving", "early_out", "home_by_second_review"),
    "left before the first review": ("leaving", "early_out", "left_before_first_review"),
    "taken over by another council": ("leaving", "early_out", "left_to_other_council"),
    "three or more placements": ("placements", "stability", "three_placements"),
    "settled for two years": ("placements", "stability", "settled_placement"),
    "three or more placements over the years": ("placements", "three_placements_years", "three_placements"),
    "more than 20 miles from home": ("placements", "distance", "placed_over_20_miles"),
    "outside the area": ("placements", "distance", "placed_out_of_area"),
    "types of placement as a mean of the months": ("placements", "homes_means", "placed_in_house_foster"),
    "kinship against other foster care": ("placements", "homes", "placed_kinship"),
    "whether the home suits the child": ("placements", "suits", "placement_suits"),
    "brothers and sisters seen": ("placements", "suits", "siblings_seen"),
    "plan for permanence by the second review": (
        "permanence",
        "permanence_plans",
        "permanence_by_second_review",
    ),
    "drift: a plan at the child's pace": ("permanence", "permanence_plans", "plan_at_pace"),
    "kinds of permanence plan": ("permanence", "permanence_plans_by_plan", "permanence_plans"),
    "adoption: decided, matched, placed": ("permanence", "adoption", "adoption_decisions"),
    "plans for adoption at 1 April and new": ("permanence", "adoption_plans_flow", "adoption_plans_at_start"),
    "what became of those placed": ("permanence", "placed_for_adoption_by_became", "placed_for_adoption"),
    "waiting for adopters": ("permanence", "permanence_plans", "adoption_waiting"),
    "reviews in person, by video, hybrid": ("reviews", "reviews_held_by_format", "reviews_held"),
    "reviews by number and time in care": ("reviews", "reviews_held_by_number_in_care", "reviews_held"),
    "reviews of each child": ("reviews", "reviews_each", "reviews_per_child"),
    "late reviews by reason": ("timeliness", "reviews_late_by_late_reason", "reviews_late"),
    "late reviews by kind of review": ("timeliness", "reviews_late_by_kind", "reviews_late"),
    "late reviews by days": ("timeliness", "reviews_late_by_late_days", "reviews_late"),
    "timeliness by quarter": ("timeliness", "timeliness_quarters", "timeliness_reviews_held"),
    "timeliness over five years": ("timeliness", "timeliness_reviews_held_years", "timeliness_reviews_held"),
    "record on time": ("timeliness", "records", "record_in_time"),
    "letters to children": ("timeliness", "letters", "letters_in_time"),
    "midway checks by quarter": ("midway", "midways_quarters", "midways_due"),
    "contact by way": ("midway", "contacts_made_by_contact", "contacts_made"),
    "one meeting for both plans": ("safeguarding", "protection", "one_meeting_both_plans"),
    "pathway plans reviewed": ("planning", "pathway", "pathway_plan_reviewed"),
    "contact between reviews": ("midway", "contacts", "contacts_made"),
    "participation against last year": ("participation", "taking_part", "participation_official"),
    "seen before the review": ("participation", "taking_part", "spoke_alone"),
    "children who came": ("participation", "taking_part", "child_attended"),
    "parents who came": ("participation", "who_came", "parent_came"),
    "how views came": ("participation", "views_heard_by_heard", "views_heard"),
    "children who chaired or led": ("participation", "own_review", "child_led"),
    "told of their rights": ("entitlements", "entitled", "told_rights"),
    "care leavers in touch and at work": ("entitlements", "care_leavers", "care_leavers_in_touch"),
    "has or wants an advocate": ("advocacy", "advocates", "wants_advocate"),
    "has or wants a visitor": ("advocacy", "advocates", "wants_visitor"),
    "yearly health": ("planning", "health_year", "health_assessment_year"),
    "health by the form": ("planning", "found_at_reviews", "health_up_to_date"),
    "social work reports in time": ("planning", "found_at_reviews", "report_in_time"),
    "personal education plan": ("planning", "found_at_reviews", "education_plan_up_to_date"),
    "education, health and care plan": ("planning", "work_before_reviews", "ehcp_up_to_date"),
    "talk 15 days before": ("planning", "work_before_reviews", "talked_before"),
    "children missing": ("safeguarding", "missing_children", "children_missing"),
    "missing by quarter": ("safeguarding", "missing_quarters", "missing_incidents"),
    "on a protection plan too": ("safeguarding", "protection", "protection_plan_too"),
    "good practice told": ("monitoring", "praise", "good_practice"),
    "decisions carried out": ("oversight", "carried_out", "all_carried_out"),
    "working days of a dispute": ("disputes", "dispute_days", "disputes_days"),
    "disputes in 20 working days": ("disputes", "dispute_days", "disputes_in_time"),
    "what disputes changed": ("disputes", "disputes_closed_by_effect", "disputes_closed"),
    "disputes by quarter": ("disputes", "disputes_quarters", "disputes_formal"),
    "themes at each stage": ("disputes", "dispute_own_themes_by_theme_stage", "dispute_own_themes"),
    "children in disputes by stage over the years": (
        "disputes",
        "dispute_children_stage_each_year",
        "dispute_children",
    ),
    "reasons for delay of disputes": ("disputes", "disputes_closed_by_delay", "disputes_closed"),
    "disputes over the years": ("disputes", "disputes_formal_years", "disputes_formal"),
    "partners challenged": ("external", "partners", "external_formal"),
}
WORDS = {
    "findings of inspectors": "changes",
    "audits and observations": "quality",
    "surveys with base and return": "questionnaires",
    "training and supervision": "training",
    "terms": "glossary",
    "resources": "resources",
    "you said, we did": "you_said",
    "work plan": "priorities",
}


@pytest.mark.parametrize("item", EXHIBITS)
def test_an_item_of_other_reports_is_printed_or_offered(item: str) -> None:
    section, key, code = EXHIBITS[item]
    exhibit = next(e for e in OFFERED[section] if e.key == key)
    assert code in exhibit.codes and code in MEASURES


@pytest.mark.parametrize("item", WORDS)
def test_an_item_of_words_has_its_section(item: str) -> None:
    assert WORDS[item] in SECTIONS


def test_every_measure_stands_in_an_exhibit_that_somebody_can_choose() -> None:
    placed = {code for found in OFFERED.values() for exhibit in found for code in exhibit.codes}
    assert set(MEASURES) - placed - COMPUTED == set()
    assert not [e.key for e in OFFERED["planning"] if e.key.startswith("more_")]


def test_an_exhibit_has_one_name_in_its_section() -> None:
    for section, found in OFFERED.items():
        assert section in SECTIONS
        assert len({e.key for e in found}) == len(found), section
        assert len({e.title for e in found}) == len(found), f"{section}: two of one title can't be told apart"
