"""Reviews, how children took part, and what the record says."""

from reporting.layouts.blocks import Breakdown, Cross, Figures, Months, Page

REVIEWS = Page(
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
        Breakdown("Late reviews by whose delay it was", "reviews_late", "late_owner"),
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
                "views_from_child",
                "understands_plan",
                "child_chaired",
                "child_led",
            ),
        ),
        Breakdown("How the IRO heard the child", "views_heard", "heard"),
        Breakdown("Part of the child in running the review", "child_part", "part"),
        Figures(
            "The record and the plan",
            (
                "record_in_time",
                "record_days",
                "report_in_time",
                "permanence_by_second_review",
                "permanence_planned",
                "plan_right",
                "plan_at_pace",
                "talked_before",
                "visits_kept",
                "told_rights",
            ),
        ),
        Breakdown("Plans for permanence by kind", "permanence_plans", "plan"),
        Figures(
            "Where the child lives, rights and family",
            (
                "placement_suits",
                "siblings_seen",
                "has_advocate",
                "wants_advocate",
                "has_visitor",
                "wants_visitor",
                "protection_plan_too",
            ),
        ),
        Figures("What was carried out", ("all_carried_out", "earlier_decisions_done")),
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
)
