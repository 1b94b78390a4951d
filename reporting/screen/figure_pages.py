"""Pages of figures: which tables stand together. Every figure of the five source reports that records can give is on one of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Months:
    """Measures down, the months of the year across."""

    title: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Breakdown:
    """One measure of the year by one breakdown: number and share; the parts add up to all."""

    title: str
    code: str
    dimension: str


@dataclass(frozen=True)
class Cross:
    """One measure of the year by two breakdowns."""

    title: str
    code: str
    down: str
    across: str


@dataclass(frozen=True)
class Years:
    """One measure by a breakdown, or as a whole, in the years that are stored."""

    title: str
    code: str
    dimension: str = ""


@dataclass(frozen=True)
class Figures:
    """Measures of the year beside the year before and the target."""

    title: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Balance:
    """Start + came - left = end, month by month and for the year."""

    title: str


Block = Months | Breakdown | Cross | Years | Figures | Balance


@dataclass(frozen=True)
class Page:
    """A page of figures."""

    key: str
    title: str
    about: str
    blocks: tuple[Block, ...]


MIX = (
    "placed_residential",
    "placed_kinship",
    "placed_in_house_foster",
    "placed_agency_foster",
    "placed_adoptive",
    "placed_semi_independent",
    "placed_with_parents",
)
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

PAGES: dict[str, Page] = {
    p.key: p
    for p in (
        Page(
            "months",
            "Month by month",
            "Every month of the year in one table.",
            (
                Months("Indicators by month", MONTHLY),
                Balance("How the number of children changed"),
            ),
        ),
        Page(
            "children",
            "Children, and those who came and left",
            "Who is looked after, who came into care and who left it.",
            (
                Years("Children looked after at the end of each year", "looked_after_at_end"),
                Breakdown("Children looked after by age", "placement_mix", "age"),
                Breakdown("Children looked after by sex", "placement_mix", "sex"),
                Breakdown("Children looked after by ethnic group", "placement_mix", "ethnicity"),
                Breakdown("Children looked after by legal status", "placement_mix", "legal"),
                Figures(
                    "Legal statuses",
                    ("under_full_care_order", "under_interim_order", "accommodated", "remanded"),
                ),
                Cross("Came into care by age, unaccompanied children apart", "entrants", "age", "asylum"),
                Years("Came into care by age in each year", "entrants", "age"),
                Cross("First placement of those who came, by age", "entrants", "home", "age"),
                Cross("Need of those who came, by age", "entrants", "need", "age"),
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
                        "left_child_arrangements",
                        "left_to_other_council",
                        "left_at_18",
                        "left_before_first_review",
                        "stayed_put",
                    ),
                ),
            ),
        ),
        Page(
            "reviews",
            "Reviews and taking part",
            "How many reviews were held, how many in time, and how children took part.",
            (
                Months(
                    "Reviews by month",
                    (
                        "reviews_held",
                        "timeliness_reviews_held",
                        "timeliness_reviews_due",
                        "reviews_late",
                        "participation_with_pn4",
                    ),
                ),
                Figures(
                    "Reviews in time",
                    (
                        "timeliness_reviews_held",
                        "timeliness_reviews_due",
                        "timeliness_snapshot",
                        "timeliness_child_year",
                        "reviews_per_child",
                    ),
                ),
                Breakdown("Reviews held by kind", "reviews_held", "kind"),
                Breakdown("Reviews held by number", "reviews_held", "number"),
                Breakdown("Late reviews by reason", "reviews_late", "late_reason"),
                Cross("Reviews held by age and sex of the child", "reviews_held", "age", "sex"),
                Breakdown("Participation codes", "participation_codes", "code"),
                Figures(
                    "Taking part",
                    (
                        "participation_official",
                        "participation_with_pn4",
                        "participation_every_review",
                        "child_attended",
                        "reviews_under_four",
                        "spoke_alone",
                        "advocate_came",
                        "parent_came",
                        "carer_came",
                        "social_worker_came",
                    ),
                ),
                Figures(
                    "The record and the plan",
                    (
                        "record_in_time",
                        "record_days",
                        "report_in_time",
                        "permanence_by_second_review",
                        "permanence_planned",
                        "plan_right",
                        "told_rights",
                    ),
                ),
                Figures(
                    "Managers’ answers",
                    (
                        "decisions_answered",
                        "decisions_agreed",
                        "decisions_queried",
                        "decisions_objected",
                        "decisions_lapsed",
                    ),
                ),
            ),
        ),
        Page(
            "placements",
            "Placements and how settled children are",
            "Where children live, how far from home, and how often they move.",
            (
                Breakdown("Children by group of placement", "placement_mix", "home"),
                Figures("Kinds of placement", (*MIX, "placed_in_foster_care", "long_term_fostering")),
                Breakdown("Children in foster care by provider", "placed_in_foster_care", "provider"),
                Figures("Distance", ("placed_over_20_miles", "started_over_20_miles", "placed_out_of_area")),
                Breakdown(
                    "More than 20 miles from home by group of placement", "placed_over_20_miles", "home"
                ),
                Figures("How settled", ("three_placements", "settled_placement", "same_home")),
                Breakdown("Children by moves in the year", "placement_moves", "moves"),
            ),
        ),
        Page(
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
                        "adoption_waiting",
                        "left_adopted",
                        "left_special_guardianship",
                        "under_placement_order",
                    ),
                ),
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
        ),
        Page(
            "wellbeing",
            "Health, school and safety",
            "What returns and reviews say of health and learning, and who went missing.",
            (
                Figures(
                    "Health in the year",
                    (
                        "health_assessment_year",
                        "dental_check",
                        "immunised",
                        "development_checks",
                        "questionnaire_done",
                        "questionnaire_mean",
                        "questionnaire_concern",
                        "substance_misuse",
                        "substance_misuse_helped",
                        "convicted",
                        "health_recorded",
                    ),
                ),
                Figures(
                    "At the review",
                    ("health_up_to_date", "dentist_seen", "education_plan_up_to_date", "attends_school"),
                ),
                Months(
                    "Missing by month",
                    ("missing_incidents", "away_incidents", "children_missing", "children_missing_often"),
                ),
            ),
        ),
        Page(
            "challenge",
            "Between reviews and challenge",
            "Midway checks, monitoring forms, concerns and disputes.",
            (
                Months(
                    "Between reviews by month",
                    (
                        "midways_due",
                        "midways_done",
                        "midways_in_time",
                        "midways_late",
                        "midways_superseded",
                        "monitoring_forms",
                    ),
                ),
                Figures(
                    "Answers of monitoring forms",
                    (
                        "monitoring_after_reviews",
                        "monitoring_acknowledged",
                        "monitoring_permanence",
                        "monitoring_care_plan",
                        "monitoring_pathway_plan",
                        "monitoring_plan_quality",
                        "monitoring_prepared",
                        "monitoring_report_in_time",
                        "monitoring_report_quality",
                        "monitoring_visits",
                        "monitoring_relationship",
                        "monitoring_delegated_authority",
                        "monitoring_health_assessment",
                        "monitoring_sdq",
                        "monitoring_dentist",
                        "monitoring_pep",
                        "monitoring_packs",
                        "monitoring_entitlements",
                        "monitoring_rights",
                        "monitoring_advocacy",
                        "monitoring_independent_visitor",
                        "monitoring_good_practice",
                    ),
                ),
                Figures(
                    "Midway checks not done, and contact between reviews",
                    (
                        "midways_missed",
                        "contacts_made",
                        "contacts_tried",
                        "good_practice",
                        "compliments",
                    ),
                ),
                Months(
                    "Challenge by month",
                    (
                        "concerns_talked",
                        "disputes_informal",
                        "disputes_formal",
                        "disputes_closed",
                        "dispute_children",
                    ),
                ),
                Breakdown("Disputes by the stage they reached", "disputes_formal", "stage"),
                Breakdown("Disputes closed by the stage that settled them", "disputes_closed", "stage"),
                Breakdown("Themes", "dispute_themes", "theme"),
                Figures(
                    "How long, and what came of it",
                    (
                        "disputes_in_time",
                        "disputes_days",
                        "dispute_stage_days",
                        "dispute_answers_in_time",
                        "disputes_changed",
                        "cafcass_referrals",
                    ),
                ),
                Years("Disputes in each year", "disputes_formal"),
                Figures("Beyond the council", ("external_liaison", "external_formal")),
                Breakdown("Partners asked", "external_liaison", "partner"),
            ),
        ),
        Page(
            "service",
            "The IRO service",
            "Caseloads, and whether a child keeps the same IRO.",
            (
                Figures(
                    "Caseloads", ("caseload", "iros_over_70", "iro_named", "iro_named_in_time", "same_iro")
                ),
                Breakdown("Children for each IRO", "looked_after_at_end", "iro"),
                Breakdown("Reviews held by IRO", "reviews_held", "iro"),
            ),
        ),
    )
}


def codes_of(page: Page) -> list[str]:
    """Every measure of a page."""
    found: list[str] = []
    for block in page.blocks:
        if isinstance(block, Months | Figures):
            found += block.codes
        elif isinstance(block, Balance):
            found += BALANCE
        else:
            found.append(block.code)
    return list(dict.fromkeys(found))


BALANCE = (
    "looked_after_at_start",
    "starters",
    "leavers",
    "crossed_in",
    "crossed_out",
    "looked_after_at_end",
)
