"""The exhibits that a section offers besides what it computes: which measures belong to it, and how they
are shown. Usual ones are printed unless the author leaves them out, the others only if chosen."""

from collections.abc import Callable
from dataclasses import dataclass

from reporting.figures import Figures, Table
from reporting.figures.tables import breakdown, counts_beside, flow_table, shares_beside, years_of
from reporting.measures.groups import groups_on
from reporting.measures.registry import MEASURES

Make = Callable[[Figures], Table | None]


@dataclass(frozen=True)
class Exhibit:
    """One exhibit of a section: the measures in it, and whether a new report prints it."""

    key: str
    title: str
    codes: tuple[str, ...]
    make: Make
    is_usual: bool = True

    def is_usual_in(self, f: Figures) -> bool:
        """Whether a new report of this council and year prints it."""
        return self.is_usual or (self.key in STAND_IN and not f.is_recorded("monitoring_forms"))


STAND_IN = frozenset(
    {
        "crossings",
        "entrants_by_home",
        "entrants_by_ethnicity",
        "reviews_each",
        "reviews_held_by_age",
        "harm",
        "homes",
        "school_age",
        "missing_incidents_months",
        "missing_incidents_by_length",
    }
)
"""Exhibits that are usual where no forms after reviews are kept: the returns tell more instead."""


def _shares(key: str, title: str, *codes: str, usual: bool = True) -> Exhibit:
    """Shares with last year, target, similar councils and England."""
    return Exhibit(key, title, codes, lambda f: shares_beside(f, codes, key, title), usual)


def _counts(key: str, title: str, *codes: str, usual: bool = True) -> Exhibit:
    """Counts with last year."""
    return Exhibit(key, title, codes, lambda f: counts_beside(f, codes, key, title), usual)


def _kinds(code: str, by: str, title: str, heading: str, *, usual: bool = True, groups: str = "") -> Exhibit:
    """One count by kind, in the council's own groups where it has them."""
    key = f"{code}_by_{by}"

    def make(f: Figures) -> Table | None:
        if not f.is_recorded(code):
            return None
        order = [g.label for g in groups_on(f.authority, groups, f.period.end)] if groups else []
        found = breakdown(f, code, by, title, heading, order, key=key)
        return found if len(_named(found)) > 1 else None

    return Exhibit(key, title, (code,), make, usual)


def _named(table: Table) -> list[str]:
    return [str(row[0]) for row in table.rows if row[0] != "not recorded"]


def _years(code: str, title: str, *, usual: bool = True) -> Exhibit:
    """Three to five years."""
    key = f"{code}_years"
    return Exhibit(key, title, (code,), lambda f: years_of(f, code, key, title), usual)


def _months(code: str, title: str, heading: str, *, usual: bool = False) -> Exhibit:
    """Twelve months of a count."""
    key = f"{code}_months"

    def make(f: Figures) -> Table | None:
        if not f.is_recorded(code) or not f.count(code).value:
            return None
        return flow_table(f, code, key, title, heading)

    return Exhibit(key, title, (code,), make, usual)


_LISTED: dict[str, tuple[Exhibit, ...]] = {
    "service": (
        _shares("iros", "Allocation of IROs", "iro_named", "iro_named_in_time", "same_iro"),
        _shares(
            "notifications",
            "Told of new children, and an IRO named",
            "notifications_in_time",
            "allocated_in_time",
            usual=False,
        ),
        _kinds("notifications_late", "delay", "Late notifications", "What held them up", usual=False),
        _kinds("notifications_late", "team", "Late notifications by team", "Team", usual=False),
        _shares("caseload_average", "Caseload of the service", "caseload", "iros_over_70"),
        _years("caseload", "Children for each full-time IRO"),
    ),
    "numbers": (
        _counts(
            "crossings",
            "Short breaks, and children who crossed into or out of the count",
            "looked_after_at_start",
            "short_breaks_at_end",
            "crossed_in",
            "crossed_out",
            usual=False,
        ),
        _shares("unaccompanied", "Unaccompanied asylum-seeking children", "unaccompanied"),
    ),
    "people": (
        _kinds("placement_mix", "legal", "Children looked after by legal status", "Legal status"),
        _kinds("placement_mix", "sex", "Children looked after by sex", "Sex", usual=False),
        _shares(
            "orders",
            "Legal status of children looked after",
            "under_full_care_order",
            "under_interim_order",
            "accommodated",
            "under_placement_order",
            "remanded",
            usual=False,
        ),
        _counts("school_age", "Children of school age", "school_age", "school_age_one_year", usual=False),
        _kinds("looked_after_at_end", "team", "Children looked after by team", "Team", usual=False),
    ),
    "entering": (
        _kinds("entrants", "need", "Came into care by need", "Need"),
        _shares(
            "entering_far", "Placed over 20 miles from home on coming into care", "started_over_20_miles"
        ),
        _kinds("entrants", "sex", "Came into care by sex", "Sex", usual=False),
        _kinds("entrants", "ethnicity", "Came into care by ethnic group", "Ethnic group", usual=False),
        _kinds("entrants", "home", "Came into care by first placement", "Placement", usual=False),
        _kinds("starters", "team", "Came into care by team", "Team", usual=False),
    ),
    "leaving": (
        _shares(
            "ways_out",
            "How children left care",
            "left_to_family",
            "left_special_guardianship",
            "left_child_arrangements",
            "left_adopted",
            "left_at_18",
            "stayed_put",
        ),
        _shares(
            "early_out",
            "Left care before the first review, or to another council",
            "left_before_first_review",
            "left_to_other_council",
            usual=False,
        ),
        _kinds("exits", "sex", "Left care by sex", "Sex", usual=False),
        _kinds("exits", "ethnicity", "Left care by ethnic group", "Ethnic group", usual=False),
        _kinds("leavers", "team", "Left care by team", "Team", usual=False),
    ),
    "placements": (
        _shares("stability", "Stability of placements", "three_placements", "settled_placement", "same_home"),
        _shares("distance", "Distance from home", "placed_over_20_miles", "placed_out_of_area"),
        _kinds("placement_moves", "moves", "Children by moves in the year", "Moves"),
        _years("three_placements", "Three or more placements in the year"),
        _shares(
            "homes",
            "Types of placement compared with others",
            "placed_in_foster_care",
            "placed_in_house_foster",
            "placed_agency_foster",
            "placed_kinship",
            "placed_residential",
            "placed_with_parents",
            "placed_semi_independent",
            "placed_adoptive",
            usual=False,
        ),
        _kinds("placement_mix", "provider", "Children by provider of the placement", "Provider", usual=False),
    ),
    "permanence": (
        _shares(
            "permanence_plans",
            "Planning for permanence",
            "permanence_by_second_review",
            "permanence_planned",
            "long_term_fostering",
            "adoption_waiting",
        ),
        _counts(
            "adoption",
            "Adoption in the year",
            "adoption_decisions",
            "adoption_matches",
            "placed_for_adoption",
            "adoption_reversals",
        ),
        _years("permanence_by_second_review", "Plan for permanence at the second review", usual=False),
    ),
    "reviews": (
        _kinds("reviews_held", "format", "Reviews by how they were held", "Held"),
        _counts("reviews_counts", "Reviews in numbers", "reviews_held", "reviews_late", usual=False),
        _shares(
            "reviews_each", "Reviews of each child", "reviews_per_child", "reviews_under_four", usual=False
        ),
        _kinds("reviews_held", "age", "Reviews by age of the child", "Age", usual=False, groups="age"),
    ),
    "timeliness": (
        _kinds("reviews_late", "late_reason", "Late reviews by reason", "Reason"),
        _years("timeliness_reviews_held", "Reviews held that were in time"),
        _shares("records", "Records of reviews", "record_in_time", "record_days"),
        _shares(
            "letters",
            "Letters to children and minutes",
            "letters_to_children",
            "letters_in_time",
            "letters_days",
            usual=False,
        ),
        _kinds("reviews_late", "iro", "Late reviews by IRO", "IRO", usual=False),
        _kinds("reviews_late", "team", "Late reviews by team", "Team", usual=False),
    ),
    "midway": (
        _shares("midways_share", "Midway checks in time", "midways_in_time", usual=False),
        _counts("contacts", "Contacts with children between reviews", "contacts_made", "contacts_tried"),
    ),
    "participation": (
        _shares(
            "taking_part",
            "Children at their reviews",
            "participation_official",
            "participation_own_age",
            "participation_with_pn4",
            "participation_every_review",
            "child_attended",
            "spoke_alone",
        ),
        _shares(
            "who_came",
            "Who came to the review",
            "parent_came",
            "carer_came",
            "social_worker_came",
            "advocate_came",
        ),
        _years("participation_official", "Children who took part"),
    ),
    "entitlements": (
        _shares(
            "entitled",
            "Do children know their rights and entitlements?",
            "told_rights",
            "monitoring_rights",
            "monitoring_entitlements",
            "monitoring_packs",
        ),
        _counts("care_leavers_number", "Care leavers", "care_leavers", usual=False),
        _shares(
            "care_leavers",
            "How care leavers are doing",
            "care_leavers_in_touch",
            "care_leavers_occupied",
            "care_leavers_higher",
            "care_leavers_suitable",
        ),
    ),
    "advocacy": (
        _shares(
            "advocates",
            "Advocates and independent visitors",
            "monitoring_advocacy",
            "monitoring_independent_visitor",
            "advocate_came",
        ),
    ),
    "planning": (
        _shares(
            "found_at_reviews",
            "What reviews found",
            "plan_right",
            "report_in_time",
            "health_up_to_date",
            "dentist_seen",
            "education_plan_up_to_date",
            "attends_school",
        ),
        _shares(
            "health_year",
            "Health of children looked after for a year",
            "health_assessment_year",
            "dental_check",
            "immunised",
            "development_checks",
            "questionnaire_done",
            "questionnaire_concern",
        ),
        _shares(
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
        _shares(
            "missing_children", "Children who went missing", "children_missing", "children_missing_often"
        ),
        _counts("missing", "Times missing or away", "missing_incidents", "away_incidents"),
        _kinds("missing_incidents", "length", "Times missing by length", "Length", usual=False),
        _months("missing_incidents", "Times missing in each month", "Times"),
    ),
    "monitoring": (
        _shares("forms", "Forms after reviews", "monitoring_after_reviews", "monitoring_acknowledged"),
        _counts("praise", "Good practice and compliments", "good_practice", "compliments"),
    ),
    "questionnaires": (
        _kinds("feedback", "answer", "What people say of reviews", "Answer"),
        _kinds("feedback", "given_by", "Who gave feedback on reviews", "Who said it"),
    ),
    "oversight": (
        _shares(
            "answers",
            "Managers’ answers compared with last year",
            "decisions_answered",
            "decisions_agreed",
            "decisions_queried",
            "decisions_objected",
            "decisions_lapsed",
            usual=False,
        ),
    ),
    "disputes": (
        _shares(
            "dispute_days",
            "Timescales and results of disputes",
            "disputes_in_time",
            "disputes_changed",
            "dispute_answers_in_time",
            "disputes_days",
            "dispute_stage_days",
        ),
        _kinds("disputes_closed", "effect", "Disputes by what changed for the child", "Change"),
        _kinds("disputes_closed", "delay", "Disputes by reason for delay", "Reason for delay", usual=False),
        _counts(
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
        _counts(
            "partners", "Partners asked and challenged", "external_liaison", "external_formal", usual=False
        ),
    ),
}

COMPUTED = frozenset(
    {
        "timeliness_child_year",
        "timeliness_reviews_held",
        "timeliness_reviews_due",
        "timeliness_snapshot",
        "rate_per_10000",
        "participation_codes",
        "dispute_themes",
        "disputes_changed",
        "monitoring_forms",
        "midways_due",
        "midways_done",
        "midways_late",
        "midways_superseded",
        "midways_missed",
        *(code for code in MEASURES if code.startswith("monitoring_")),
    }
)
"""Measures that the sections compute in exhibits of their own."""


def _others() -> tuple[Exhibit, ...]:
    """Measures that nobody has given a place yet: offered with what reviews found, so that none is lost."""
    named = {code for found in _LISTED.values() for exhibit in found for code in exhibit.codes} | COMPUTED
    rest = [code for code in MEASURES if code not in named]
    counts = tuple(code for code in rest if MEASURES[code].is_count)
    shares = tuple(code for code in rest if not MEASURES[code].is_count)
    found = (_shares("more_shares", "Other findings of reviews", *shares, usual=False),) if shares else ()
    return (*found, *((_counts("more_counts", "Other numbers", *counts, usual=False),) if counts else ()))


OFFERED: dict[str, tuple[Exhibit, ...]] = _LISTED | {"planning": (*_LISTED["planning"], *_others())}


def exhibits_of(key: str) -> tuple[Exhibit, ...]:
    """What a section offers besides its own exhibits."""
    return OFFERED.get(key, ())
