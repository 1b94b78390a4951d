"""What the sections on reviews, the work between them and challenge offer."""

from reporting.measures.reviews_held import LATE_BY
from reporting.offers.kinds import Exhibit, counts, kinds, months, quarters, shares, years

OFFERED: dict[str, tuple[Exhibit, ...]] = {
    "reviews": (
        kinds("reviews_held", "format", "Reviews by how they were held", "Held"),
        counts("reviews_counts", "Reviews in numbers", "reviews_held", "reviews_late", usual=False),
        shares(
            "reviews_each", "Reviews of each child", "reviews_per_child", "reviews_under_four", usual=False
        ),
        kinds("reviews_held", "age", "Reviews by age of the child", "Age", usual=False, groups="age"),
    ),
    "timeliness": (
        kinds("reviews_late", "late_reason", "Late reviews by reason", "Reason"),
        kinds(
            "reviews_late", "late_days", "Late reviews by working days late", "Working days", order=LATE_BY
        ),
        years("timeliness_reviews_held", "Reviews held that were in time"),
        quarters(
            "timeliness_quarters",
            "Reviews in time and records by quarter",
            "timeliness_reviews_held",
            "timeliness_reviews_due",
            "record_in_time",
        ),
        shares(
            "papers",
            "What reviews need before they are held",
            "papers_report_in_time",
            "papers_plan_there",
            usual=False,
        ),
        counts(
            "gate", "Reviews put off, or held without a paper", "gate_put_off", "gate_went_ahead", usual=False
        ),
        kinds("gate_put_off", "late_owner", "Reviews put off", "Whose delay", usual=False),
        shares("records", "Records of reviews", "record_in_time", "record_days"),
        shares(
            "letters",
            "Letters to children and minutes",
            "letters_to_children",
            "letters_in_time",
            "letters_days",
            usual=False,
        ),
        kinds("reviews_late", "iro", "Late reviews by IRO", "IRO", usual=False),
        kinds("reviews_late", "team", "Late reviews by team", "Team", usual=False),
    ),
    "midway": (
        shares("midways_share", "Midway checks in time", "midways_in_time", usual=False),
        years("midways_in_time", "Midway checks in time over the years", usual=False),
        quarters(
            "midways_quarters", "Midway checks by quarter", "midways_due", "midways_done", "midways_in_time"
        ),
        shares(
            "first_contacts",
            "First contact before the first review",
            "contacts_first_worker",
            "contacts_first_child",
            usual=False,
        ),
        counts("contacts", "Contacts with children between reviews", "contacts_made", "contacts_tried"),
    ),
    "participation": (
        shares(
            "taking_part",
            "Children at their reviews",
            "participation_official",
            "participation_own_age",
            "participation_with_pn4",
            "participation_every_review",
            "child_attended",
            "spoke_alone",
        ),
        shares(
            "who_came",
            "Who came to the review",
            "parent_came",
            "carer_came",
            "social_worker_came",
        ),
        shares(
            "consulted",
            "Invitations and consultation before the review",
            "invitations_in_time",
            "invitations_child_asked",
            "consulted_child",
            "consulted_others",
            usual=False,
        ),
        years("participation_official", "Children who took part"),
        kinds("views_heard", "heard", "How IROs heard children", "How"),
        kinds("child_part", "part", "What part children had in running their review", "Part", usual=False),
        shares(
            "own_review",
            "Whose review it is",
            "views_from_child",
            "understands_plan",
            "child_led",
            "child_chaired",
            usual=False,
        ),
    ),
    "entitlements": (
        shares(
            "entitled",
            "Do children know their rights and entitlements?",
            "told_rights",
            "monitoring_rights",
            "monitoring_entitlements",
            "monitoring_packs",
        ),
        counts("care_leavers_number", "Care leavers", "care_leavers", usual=False),
        shares(
            "care_leavers",
            "How care leavers are doing",
            "care_leavers_in_touch",
            "care_leavers_occupied",
            "care_leavers_higher",
            "care_leavers_suitable",
        ),
    ),
    "advocacy": (
        shares(
            "advocates",
            "Advocates and independent visitors",
            "monitoring_advocacy",
            "has_advocate",
            "wants_advocate",
            "advocate_came",
            "monitoring_independent_visitor",
            "has_visitor",
            "wants_visitor",
        ),
    ),
    "planning": (
        shares(
            "found_at_reviews",
            "What reviews found",
            "plan_right",
            "report_in_time",
            "health_up_to_date",
            "dentist_seen",
            "education_plan_up_to_date",
            "attends_school",
        ),
        shares(
            "health_year",
            "Health of children looked after for a year",
            "health_assessment_year",
            "dental_check",
            "immunised",
            "development_checks",
            "questionnaire_done",
            "questionnaire_concern",
        ),
        shares(
            "work_before_reviews",
            "Visits and talks before the review",
            "visits_kept",
            "talked_before",
            "ehcp_up_to_date",
            usual=False,
        ),
        shares(
            "harm",
            "Substance misuse, convictions and scores",
            "substance_misuse",
            "substance_misuse_helped",
            "convicted",
            "questionnaire_mean",
            "health_recorded",
            usual=False,
        ),
    ),
    "safeguarding": (
        shares("missing_children", "Children who went missing", "children_missing", "children_missing_often"),
        counts("missing", "Times missing or away", "missing_incidents", "away_incidents"),
        quarters("missing_quarters", "Times missing by quarter", "missing_incidents", "away_incidents"),
        shares("protection", "Child protection plans", "protection_plan_too", usual=False),
        kinds("missing_incidents", "length", "Times missing by length", "Length", usual=False),
        months("missing_incidents", "Times missing in each month", "Times"),
    ),
    "monitoring": (
        shares("forms", "Forms after reviews", "monitoring_after_reviews", "monitoring_acknowledged"),
        counts("praise", "Good practice and compliments", "good_practice", "compliments"),
    ),
    "questionnaires": (
        kinds("feedback", "answer", "What people say of reviews", "Answer"),
        kinds("feedback", "given_by", "Who gave feedback on reviews", "Who said it"),
    ),
    "oversight": (
        shares(
            "answers",
            "Managers’ answers compared with last year",
            "decisions_answered",
            "decisions_agreed",
            "decisions_queried",
            "decisions_objected",
            "decisions_lapsed",
            usual=False,
        ),
        shares("carried_out", "Decisions carried out", "all_carried_out", usual=False),
        counts("found_done", "Decisions found done", "earlier_decisions_done", usual=False),
    ),
    "disputes": (
        shares(
            "dispute_days",
            "Timescales and results of disputes",
            "disputes_in_time",
            "disputes_changed",
            "dispute_answers_in_time",
            "disputes_days",
            "dispute_stage_days",
        ),
        quarters(
            "disputes_quarters",
            "Challenge by quarter",
            "disputes_informal",
            "disputes_formal",
            "disputes_closed",
        ),
        years("disputes_formal", "Formal disputes in each year", usual=False),
        kinds(
            "disputes_closed",
            "stage",
            "Disputes closed by the stage that settled them",
            "Stage",
            usual=False,
        ),
        kinds("disputes_closed", "effect", "Disputes by what changed for the child", "Change"),
        kinds("disputes_closed", "delay", "Disputes by reason for delay", "Reason for delay", usual=False),
        counts(
            "challenge_counts",
            "Challenge compared with last year",
            "concerns_talked",
            "disputes_informal",
            "disputes_formal",
            "disputes_closed",
            "dispute_children",
            "cafcass_referrals",
            usual=False,
        ),
    ),
    "external": (
        counts(
            "partners", "Partners asked and challenged", "external_liaison", "external_formal", usual=False
        ),
    ),
}
