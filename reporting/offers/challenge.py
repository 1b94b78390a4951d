"""What the sections on managers' answers, challenge and partners offer."""

from reporting.offers.kinds import Exhibit, counts, crossed, each_year, kinds, quarters, shares, stages, years

OFFERED: dict[str, tuple[Exhibit, ...]] = {
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
        shares(
            "rated",
            "Decisions rated for being SMART",
            "rated_smart",
            "rated_specific",
            "rated_measurable",
            "rated_owner",
            "rated_dated",
            "rated_how_known",
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
        stages("dispute_path", "How a concern goes from stage to stage"),
        years("disputes_formal", "Formal disputes in each year", usual=False),
        kinds(
            "disputes_closed", "stage", "Disputes closed by the stage that settled them", "Stage", usual=False
        ),
        kinds("dispute_own_themes", "theme", "Themes in the council’s own words", "Theme", usual=False),
        crossed("dispute_own_themes", "theme", "stage", "Themes at each stage reached", "Theme"),
        kinds("dispute_own_themes", "stage", "Themes by the stage reached", "Stage", usual=False),
        kinds("dispute_children", "stage", "Children in disputes by the stage reached", "Stage", usual=False),
        each_year("dispute_children", "stage", "Children in disputes over the years by stage", "Stage"),
        kinds("disputes_closed", "effect", "Disputes by what changed for the child", "Change"),
        kinds("disputes_closed", "delay", "Disputes by reason for delay", "Reason for delay", usual=False),
        kinds(
            "disputes_formal",
            "delay",
            "Disputes begun, by what holds the plan up",
            "Reason for delay",
            usual=False,
        ),
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
