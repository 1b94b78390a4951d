"""The work between reviews, challenge, and the IRO service."""

from reporting.layouts.blocks import Breakdown, Cross, Figures, Months, Page, Years

CHALLENGE = Page(
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
                "contacts_first_worker",
                "contacts_first_child",
                "contacts_made",
                "contacts_tried",
                "good_practice",
                "compliments",
                "feedback",
            ),
        ),
        Breakdown("Feedback on reviews by answer", "feedback", "answer"),
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
        Breakdown("Themes in your own words", "dispute_own_themes", "theme"),
        Cross("Themes by the stage reached", "dispute_own_themes", "theme", "stage"),
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
        Years("Disputes in each year by the stage they reached", "disputes_formal", "stage"),
        Years("Children in disputes in each year by the stage reached", "dispute_children", "stage"),
        Figures("Beyond the council", ("external_liaison", "external_formal")),
        Breakdown("Partners asked", "external_liaison", "partner"),
    ),
)

SERVICE = Page(
    "service",
    "The IRO service",
    "Caseloads, and whether a child keeps the same IRO.",
    (
        Figures("Caseloads", ("caseload", "iros_over_70", "iro_named", "iro_named_in_time", "same_iro")),
        Figures("Cover and exceptions", ("chaired_by_others", "iro_exceptions")),
        Breakdown("IROs named against a rule, by reason", "iro_exceptions", "reason"),
        Figures(
            "From the start of care to a named IRO",
            (
                "notifications_recorded",
                "notifications_in_time",
                "notifications_days",
                "allocated_in_time",
                "allocation_hours",
            ),
        ),
        Figures(
            "Starter packs and letters of introduction",
            ("introductions_sent", "packs_sent", "packs_received", "packs_understood"),
        ),
        Breakdown("Items that children understand", "packs_understood", "item"),
        Breakdown("Late notifications by reason for delay", "notifications_late", "delay"),
        Breakdown("Late notifications by team", "notifications_late", "team"),
        Breakdown("Children for each IRO", "looked_after_at_end", "iro"),
        Breakdown("Reviews held by IRO", "reviews_held", "iro"),
    ),
)
