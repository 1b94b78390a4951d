"""How many children, who they are, who came and who left."""

from reporting.layouts.blocks import MIX, Balance, Breakdown, Cross, Figures, Months, Page, Years

MONTHLY = (
    "looked_after_at_end",
    "rate_per_10000",
    "short_breaks_at_end",
    "starters",
    "leavers",
    "timeliness_snapshot",
    "started_over_20_miles",
    "placed_over_20_miles",
    *MIX,
    "placed_out_of_area",
    "three_placements",
    "settled_placement",
    "school_age",
    "school_age_one_year",
    "children_missing",
)

MONTHS = Page(
    "months",
    "Month by month",
    "Every month of the year in one table.",
    (
        Months("Indicators by month", MONTHLY),
        Balance("How the number of children changed"),
    ),
)

CHILDREN = Page(
    "children",
    "Children, and those who came and left",
    "Who is in care, who came into care and who left it.",
    (
        Years("Children in care at the end of each year", "looked_after_at_end"),
        Breakdown("Children in care by age", "placement_mix", "age"),
        Breakdown("Children in care by sex", "placement_mix", "sex"),
        Cross("Children in care by age and sex", "placement_mix", "age", "sex"),
        Breakdown("Children in care by ethnic group", "placement_mix", "ethnicity"),
        Breakdown("Children in care by legal status", "placement_mix", "legal"),
        Figures(
            "Legal statuses",
            ("under_full_care_order", "under_interim_order", "accommodated", "remanded"),
        ),
        Figures("Disabled children, and interpreters", ("disabled", "interpreters")),
        Figures("Language and communication", ("first_language", "language_at_home", "communication_help")),
        Breakdown("Children in care by first language", "first_language", "language"),
        Breakdown("Ways of communicating that children need", "communication_methods", "method"),
        Cross("Came into care by age, unaccompanied children separately", "entrants", "age", "asylum"),
        Years("Came into care by age in each year", "entrants", "age"),
        Cross("First placement of those who came, by age", "entrants", "home", "age"),
        Cross("Need of those who came, by age", "entrants", "need", "age"),
        Breakdown("First legal status of those who came", "entrants", "legal"),
        Years("Unaccompanied children at the end of each year", "unaccompanied"),
        Years("Left care in each year", "leavers"),
        Breakdown("Left care by reason", "exits", "reason"),
        Breakdown("Left care by group of reasons", "exits", "group"),
        Figures(
            "Shares of those who left",
            (
                "left_adopted",
                "left_to_family",
                "left_special_guardianship",
                "left_settled_cohort",
                "left_child_arrangements",
                "left_to_other_council",
                "left_at_18",
                "left_before_first_review",
                "home_by_second_review",
                "stayed_put",
            ),
        ),
    ),
)
