"""Which actions can touch a child, a review or a decision after a record was completed, and which cannot."""

ABOUT_NO_CHILD = {
    "accounts.audit.": "the trail is read",
    "accounts.connections.": "whom the council lets read figures by program",
    "accounts.councils.start:": "a council before it has a child",
    "accounts.people.code_resets:": "how a person signs in",
    "accounts.sign_in.": "how a person signs in",
    "accounts.single_sign_on.": "how a person signs in",
    "children.imports.views:": "what was refused is read",
    "children.sampling.": "whose records somebody is to look at",
    "children.management.": "the same as on the pages, from the command line",
    "reporting.": "figures and reports, which read what stands",
}
"""Modules by the beginning of their names, each with its reason."""
LATER = {
    "disputes.liaison.actions": "correct_meeting record_meeting",
    "reviews.joint.actions": "hold_apart hold_together",
    "reviews.joint.taking": "take_over",
    "accounts.access.actions": (
        "ask_for_access end_requests enter_with_reason grant_access refuse_access revoke_access"
    ),
    "accounts.councils.actions": "add_team change_look change_team change_words set_terms",
    "accounts.councils.bank_holidays": "confirm",
    "accounts.people.actions": (
        "add_person deactivate end_role give_role reactivate send_password_link sign_out unlock"
    ),
    "accounts.people.lines": "link_person set_line set_managers",
    "accounts.people.proposals": "confirm decline propose_role",
    "accounts.people.workers": "set_hours worker_for",
    "accounts.recording.actions": "set_since use_first_record",
    "children.care.actions": (
        "add_child change_legal_status correct_child correct_start end_care record_move record_notification "
        "record_return"
    ),
    "children.contacts.actions": "add change end",
    "children.feed.actions": "confirm decide discard give_up read receive same_child",
    "children.imports.actions": "apply ask_to_apply ask_to_withdraw decide discard run_return start_import",
    "children.imports.state.settling": "settle",
    "children.imports.withdrawal": "withdraw",
    "children.merging.actions": "merge undo",
    "children.needs.actions": "name_providers record_needs record_place",
    "children.notifications.actions": "record_notification tell_who_the_iro_is",
    "children.packs.actions": "add_item change_item end_item record_asked record_sent",
    "children.people.actions": "allocate_iro allocate_social_worker link_family unlink_family",
    "children.people.standing_in": "end_stand_in name_stand_in",
    "children.restriction.carrying": "set_apart",
    "children.restriction.actions": "name_on_record renew_name restrict review_name unrestrict",
    "children.restriction.reminding": "remind",
    "children.retention.actions": "confirm decline lift_hold place_hold propose",
    "children.retention.bundles": "ask note_taken",
    "children.retention.locking": "lock_adopted open_again",
    "children.workers.actions": "add_worker change_worker keep_apart set_teams",
    "children.workers.uniting": "undo unite",
    "disputes.cafcass.actions": "record_result refer",
    "disputes.chasing": "ask_effects flag_stages flag_totals",
    "disputes.concern.actions": "close edit log_concern record_effect",
    "disputes.cover.actions": "end_cover name_cover",
    "disputes.notes.actions": "add_note note_advice record_view",
    "disputes.partners.actions": "challenge_partner record_partner_answer",
    "disputes.patterns.actions": "answer_pattern close_pattern name_pattern",
    "disputes.process.actions": "add_theme end_theme ladder_for set_ladder",
    "disputes.stages.actions": "escalate formalise inform",
    "disputes.stages.answers": "answer finish promise",
    "reviews.auditing.actions": "draw rate",
    "reviews.contact.actions": "agree plan_contact record_contact settle_contact",
    "reviews.contact.first": "record_first",
    "reviews.cycle.actions": "set_reach",
    "reviews.decisions.actions": (
        "answer close comment_late lapse_unanswered remind_managers report_progress respond send_decisions"
    ),
    "reviews.decisions.chasing": "ask chase_overdue",
    "reviews.diary.away": "add remove",
    "reviews.diary.feed": "make_address stop_address stop_addresses",
    "reviews.events.actions": "answer record_talk tell",
    "reviews.events.court": "change record",
    "reviews.events.notes": "strike write",
    "reviews.feedback.actions": "record set_scale",
    "reviews.inviting.actions": (
        "add change leave_out put_back record_reply record_wishes remind remove send suggest"
    ),
    "reviews.inviting.answering": "answer_by_link",
    "reviews.inviting.own_words": "set_words",
    "reviews.inviting.consulting": "record_consultation",
    "reviews.letters.actions": (
        "attach confirm finish introduce reopen rewrite save send_back set_style settle sign "
        "use_better_word write"
    ),
    "reviews.letters.copying": "change open_own put_on_list read_first record_outcome redirect remove send",
    "reviews.decisions.amended_answers": "record_told",
    "reviews.letters.amended_copies": "record_told",
    "reviews.meeting.actions": (
        "adjourn book cancel change_booking change_day change_second_meeting reconvene start undo_start"
    ),
    "reviews.meeting.authorising": "answer ask",
    "reviews.meeting.lateness": "explain",
    "reviews.meeting.series": "add_meeting record_who_came remove_meeting",
    "reviews.midway.actions": "answer ask chase_updates complete",
    "reviews.midway.asked": "set_questions",
    "reviews.monitoring.actions": "acknowledge chase_overdue close_issue complete load_default open_form",
    "reviews.monitoring.version_actions": (
        "discard move_question move_section publish remove_question save_question start_draft"
    ),
    "reviews.praise.actions": "record",
    "reviews.readiness.actions": (
        "ask_for ask_for_all chase_reports go_ahead mark_received not_needed put_off submit_report"
    ),
    "reviews.readiness.documents": "check",
    "reviews.record.actions": "save_record",
    "reviews.record.own.actions": (
        "add_question change_ours change_question discard move_question move_section name_section publish "
        "remove_question start_draft"
    ),
    "reviews.record.amending": "amend",
    "reviews.record.completing": "complete",
    "reviews.record.sending": "send",
    "reviews.record.together.correcting": "correct",
    "reviews.triggers.actions": "raise_trigger waive",
    "reviews.triggers.reasons": "add end",
}
"""Module -> the functions in it: each runs in the walk over records (test_records_stand.py)."""

SELDOM = {
    "accounts.access.actions:end_requests",
    "accounts.access.actions:enter_with_reason",
    "accounts.people.actions:give_role",
    "accounts.people.proposals:confirm",
    "children.feed.actions:give_up",
    "children.imports.actions:apply",
    "children.imports.state.settling:settle",
    "children.retention.actions:confirm",
    "children.retention.bundles:note_taken",
    "children.restriction.carrying:set_apart",
    "children.restriction.reminding:remind",
    "disputes.patterns.actions:close_pattern",
    "reviews.diary.feed:stop_address",
    "reviews.diary.feed:stop_addresses",
    "reviews.inviting.actions:record_wishes",
    "reviews.inviting.answering:answer_by_link",
    "reviews.letters.actions:confirm",
    "reviews.letters.actions:rewrite",
    "reviews.letters.actions:use_better_word",
    "reviews.meeting.actions:change_second_meeting",
    "reviews.monitoring.actions:acknowledge",
    "reviews.monitoring.actions:load_default",
    "reviews.record.sending:send",
}
"""On the list, and not reached every night: what chance fills in seldom fits, or a record stands in the way
of what they need."""
