"""On which day a row counts: what places it in a month, and what tells whether that kind of record was kept
by then.
"""

from reporting.measures.base import Measure

DAYS = {
    "timeliness_reviews_held": "held_on",
    "timeliness_reviews_due": "due_on",
    "starters": "started_on",
    "leavers": "ended_on",
    "entrants": "started_on",
    "exits": "ended_on",
    "started_over_20_miles": "started_on",
    "iro_named_in_time": "started_on",
    "notifications_recorded": "started_on",
    "packs_sent": "started_on",
    "introductions_sent": "started_on",
    "packs_received": "asked_on",
    "packs_understood": "asked_on",
    "iro_exceptions": "started_on",
    "invitations_in_time": "review__held_on",
    "consulted_others": "review__held_on",
    "events_told": "happens_on",
    "events_meetings": "happens_on",
    "triggers_met": "needed_before",
    "documents_seen": "held_on",
    "documents_current": "review__held_on",
    "documents_good": "review__held_on",
    "notes_written": "on",
    "notes_on_concerns": "on",
    "court_consulted": "ended_on",
    "court_guardian": "ended_on",
    "court_in_26_weeks": "ended_on",
    "late_authorised": "held_on",
    "gate_put_off": "booked_for",
    "gate_went_ahead": "booked_for",
    "notifications_in_time": "started_on",
    "notifications_days": "started_on",
    "notifications_late": "started_on",
    "allocated_in_time": "started_on",
    "allocation_hours": "started_on",
    "participation_official": "held_on",
    "participation_own_age": "held_on",
    "participation_with_pn4": "held_on",
    "participation_codes": "held_on",
    "missing_incidents": "started_on",
    "away_incidents": "started_on",
    "return_interviews_offered": "started_on",
    "return_interviews_accepted": "started_on",
    "adoption_decisions": "decided_on",
    "adoption_reversals": "reversed_on",
    "adoption_matches": "matched_on",
    "placed_for_adoption": "started_on",
    "decisions_answered": "sent_at",
    "decisions_agreed": "sent_at",
    "decisions_queried": "sent_at",
    "decisions_objected": "sent_at",
    "decisions_lapsed": "sent_at",
    "monitoring_forms": "completed_at",
    "monitoring_acknowledged": "completed_at",
    "midways_due": "target_on",
    "midways_in_time": "target_on",
    "midways_done": "closed_on",
    "midways_late": "closed_on",
    "midways_superseded": "closed_on",
    "midways_missed": "closed_on",
    "rated_smart": "made__review__held_on",
    "rated_specific": "made__review__held_on",
    "rated_measurable": "made__review__held_on",
    "rated_owner": "made__review__held_on",
    "rated_dated": "made__review__held_on",
    "rated_how_known": "made__review__held_on",
    "earlier_decisions_done": "review__held_on",
    "contacts_made": "happened_on",
    "contacts_first_worker": "held_on",
    "contacts_first_child": "held_on",
    "contacts_tried": "happened_on",
    "feedback": "review__held_on",
    "good_practice": "happened_on",
    "compliments": "happened_on",
    "disputes_formal": "formal_on",
    "disputes_closed": "closed_on",
    "disputes_in_time": "closed_on",
    "disputes_days": "closed_on",
    "disputes_changed": "closed_on",
    "dispute_answers_in_time": "due_on",
    "dispute_stage_days": "ended_on",
    "cafcass_referrals": "referred_on",
    "external_liaison": "raised_on",
    "external_formal": "raised_on",
}
BY_UNIT = {"review": "held_on", "answer": "form__completed_at"}
OF_THE_WHOLE = ("reviews_for_each",)
"""Divided by what is counted over the whole period, so that its months are periods of their own."""
LEAVERS = ("left_", "stayed_put", "home_by_second_review")


def day_of(measure: Measure) -> str:
    """The field with the day a row belongs to; empty where a row has none, as for children on a day."""
    if not measure.months_add_up or measure.of_years or measure.code in OF_THE_WHOLE:
        return ""
    if measure.code.startswith(LEAVERS):
        return "ended_on"
    return DAYS.get(measure.code) or BY_UNIT.get(measure.unit, "")
