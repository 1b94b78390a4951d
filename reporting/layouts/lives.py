"""Where children live, how settled they are, their health, school and safety."""

from reporting.layouts.blocks import MIX, Breakdown, Figures, Months, Page

PLACEMENTS = Page(
    "placements",
    "Placements and how settled children are",
    "Where children live, how far from home, and how often they move.",
    (
        Breakdown("Children by group of placement", "placement_mix", "home"),
        Figures("Kinds of placement", (*MIX, "placed_in_foster_care", "long_term_fostering")),
        Breakdown("Children in foster care by provider", "placed_in_foster_care", "provider"),
        Figures("Distance", ("placed_over_20_miles", "started_over_20_miles", "placed_out_of_area")),
        Breakdown("More than 20 miles from home by group of placement", "placed_over_20_miles", "home"),
        Figures("How settled", ("three_placements", "settled_placement", "same_home")),
        Breakdown("Children by moves in the year", "placement_moves", "moves"),
    ),
)

PERMANENCE = Page(
    "permanence",
    "Permanence and leaving care",
    "Adoption, special guardianship and life after care.",
    (
        Figures(
            "Adoption and guardianship",
            (
                "adoption_decisions",
                "adoption_reversals",
                "adoption_matches",
                "placed_for_adoption",
                "adoption_plans_at_start",
                "adoption_plans",
                "adoption_waiting",
                "left_adopted",
                "left_special_guardianship",
                "under_placement_order",
            ),
        ),
        Breakdown("What became of those placed with adopters", "placed_for_adoption", "became"),
        Figures(
            "Care leavers",
            (
                "care_leavers",
                "care_leavers_in_touch",
                "care_leavers_occupied",
                "care_leavers_higher",
                "care_leavers_suitable",
                "stayed_put",
            ),
        ),
        Breakdown("Care leavers by age", "care_leavers", "years"),
    ),
)

WELLBEING = Page(
    "wellbeing",
    "Health, school and safety",
    "What returns and reviews say of health and learning, and who went missing.",
    (
        Figures(
            "Health in the year",
            (
                "immunised",
                "development_checks",
                "questionnaire_mean",
                "questionnaire_concern",
                "substance_misuse",
                "substance_misuse_helped",
                "convicted",
                "health_recorded",
            ),
        ),
        Figures(
            "Health: the return, the review record and the monitoring form side by side",
            (
                "health_assessment_year",
                "health_up_to_date",
                "monitoring_health_assessment",
                "dental_check",
                "dentist_seen",
                "monitoring_dentist",
                "questionnaire_done",
                "monitoring_sdq",
            ),
        ),
        Figures("School at the review", ("education_plan_up_to_date", "ehcp_up_to_date", "attends_school")),
        Months(
            "Missing by month",
            ("missing_incidents", "away_incidents", "children_missing", "children_missing_often"),
        ),
        Figures("After a return", ("return_interviews_offered", "return_interviews_accepted")),
    ),
)
