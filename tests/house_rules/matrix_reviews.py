"""Rows of reviews and of decisions. The IRO alone records; the manager in the child's line alone answers."""

from datetime import date, timedelta
from typing import Any

from accounts.access.roles import Role
from accounts.clock import now, today
from accounts.models import User
from children.models import Child
from reviews.cycle.replay import replay_children
from reviews.models import (
    CallReason,
    CareProceedings,
    CaseNote,
    DaysAway,
    Decision,
    DecisionSample,
    HeldTogether,
    Invitation,
    Letter,
    LetterCopy,
    OwnAnswer,
    RatedDecision,
    Review,
    ReviewPaper,
    ReviewTrigger,
    SignificantEvent,
)
from reviews.models.letter import LetterState
from reviews.models.review import ReviewStatus
from reviews.record import finished
from tests import factories as make
from tests.house_rules.url_matrix import Row, World

HELD = date(2025, 3, 24)
IROS = {"iro": "own", "other_iro": "other"}
BOOKERS = IROS | {"qa_manager": "own other", "business_support": "own other"}
LINE = {
    "team_manager": "own",
    "other_team_manager": "other",
    "service_manager": "own other",
    "head_of_service": "",
}
WORKERS = {"social_worker": "own", "other_social_worker": "other"}
BY_REASON = {"director": "by_reason", "inspector": "by_reason"}
READERS = IROS | {"qa_manager": "own other"} | LINE | WORKERS | BY_REASON
MAY_CORRECT = IROS | {"qa_manager": "own other"}
IMPORTERS = {"qa_manager": "own", "business_support": "own", "administrator": "own"}
UPDATERS = IROS | LINE | WORKERS


def of_child(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": child.public_id}


def booked(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": make.make_review(child, booked_for=today() + timedelta(days=7)).public_id}


def booked_late(w: World, child: Child) -> dict[str, Any]:
    """Booked for a day after the last lawful one."""
    replay_children([child.pk], today=today())
    late = today() + timedelta(days=400)
    return {"public_id": make.make_review(child, booked_for=late, late_reason="CHILD").public_id}


def started(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": make.make_started_review(child, HELD).public_id}


def adjourned(w: World, child: Child) -> dict[str, Any]:
    review = make.make_started_review(
        child, HELD, status=ReviewStatus.ADJOURNED, adjourned_until=HELD + timedelta(days=28)
    )
    return {"public_id": review.public_id}


def brother_of(w: World, child: Child) -> Review:
    """The review of the same day of a brother who has the same IRO and is as restricted."""
    by = child.iro_allocations.filter(ended_on=None).first()
    brother = make.make_child_in_care(
        child.authority, iro=by.worker if by else None, is_restricted=child.is_restricted
    )
    make.make_siblings(child, brother)
    return make.make_started_review(brother, HELD)


def on_one_day(w: World, child: Child) -> dict[str, Any]:
    brother_of(w, child)
    return started(w, child)


def held_together(w: World, child: Child) -> dict[str, Any]:
    theirs = brother_of(w, child)
    theirs.parts.update(place="The Lodge")
    mine = started(w, child)
    review = Review.objects.get(public_id=mine["public_id"])
    first, other = sorted((review, theirs), key=lambda one: one.pk)
    HeldTogether.objects.create(review=first, other=other)
    return mine | {"other_id": theirs.public_id}


def to_part(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": held_together(w, child)["public_id"]}


def section(w: World, child: Child) -> dict[str, Any]:
    return started(w, child) | {"key": "health"}


def paper(w: World, child: Child) -> dict[str, Any]:
    """A paper of a booked review, with a file."""
    review = make.make_review(child, booked_for=today() + timedelta(days=7))
    ReviewPaper.objects.create(
        review=review,
        kind="plan",
        received_on=today(),
        due_on=today(),
        way="FILE",
        file_name="plan.pdf",
        content=b"%PDF",
        recorded_by=make.make_user(child.authority, Role.IRO),
        recorded_at=now(),
    )
    return {"public_id": review.public_id, "kind": "plan"}


def invited(w: World, child: Child) -> dict[str, Any]:
    """Somebody invited to a booked review."""
    review = make.make_review(child, booked_for=today() + timedelta(days=7))
    by = make.make_user(child.authority, Role.IRO)
    row = Invitation.objects.create(
        review=review, role="CARER", name="Pat Lowe", way="PRINT", state="SENT", sent_on=today(), sent_by=by
    )
    return {"public_id": row.public_id}


def with_invited(w: World, child: Child) -> dict[str, Any]:
    """A booked review with somebody who was invited and has not answered."""
    return {"public_id": Invitation.objects.get(**invited(w, child)).review.public_id}


def left_out(w: World, child: Child) -> dict[str, Any]:
    """Somebody who is not invited any more."""
    made = invited(w, child)
    Invitation.objects.filter(**made).update(state="LEFT_OUT", reason="Has moved away")
    return made


def to_invite(w: World, child: Child) -> dict[str, Any]:
    """Somebody on the list of a booked review."""
    review = make.make_review(child, booked_for=today() + timedelta(days=7))
    return {"public_id": review.invitations.create(role="CARER", name="Pat Lowe", way="PRINT").public_id}


def with_list(w: World, child: Child) -> dict[str, Any]:
    """A booked review with somebody to invite."""
    return {"public_id": Invitation.objects.get(**to_invite(w, child)).review.public_id}


def event(w: World, child: Child) -> dict[str, Any]:
    """An event of which the IRO was told."""
    by = make.make_user(child.authority, Role.SOCIAL_WORKER)
    row = SignificantEvent.objects.create(
        child=child, kind="MISSING", happens_on=today(), what="x", recorded_by=by, recorded_at=now()
    )
    return {"public_id": row.public_id}


def proceedings(w: World, child: Child) -> dict[str, Any]:
    """Care proceedings that go on."""
    by = make.make_user(child.authority, Role.SOCIAL_WORKER)
    found = child.proceedings.first() or CareProceedings.objects.create(
        child=child, began_on=HELD, recorded_by=by, recorded_at=now()
    )
    return {"public_id": found.public_id}


def note(w: World, child: Child) -> dict[str, Any]:
    """A note of the IRO that stands."""
    by = make.make_user(child.authority, Role.IRO)
    row = CaseNote.objects.create(
        child=child, kind="COMMENT", on=HELD, text="The plan drifts", written_by=by, written_at=now()
    )
    return {"public_id": row.public_id}


def own_days(w: World, child: Child) -> dict[str, Any]:
    """Days away of the IRO."""
    worker = make.worker_of(w.person("iro"), child.authority)
    found = DaysAway.objects.create(worker=worker, started_on=today(), ended_on=today() + timedelta(days=2))
    return {"days": found.pk}


def completed(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": make.make_review(child, HELD).public_id}


def recorded(w: World, child: Child) -> dict[str, Any]:
    """A line of a completed record that is kept."""
    review = make.make_review(child, HELD, recorded_at=now())
    by = make.make_user(child.authority, Role.IRO)
    make.make_section(review, "health", by, data={"about": "Well"}, is_complete=True)
    OwnAnswer.objects.create(
        review=review, name="own_1", question="Is it well?", kind="CHOICE", answer="Well"
    )
    finished.keep(review, by=by)
    return {"public_id": review.public_id, "key": "health.about"}


def decided(child: Child) -> Decision:
    """A decision of a completed review, sent by somebody who is not asked here, and waiting until
    tomorrow."""
    sender: User = make.make_user(child.authority, Role.IRO)
    review: Review = make.make_review(child, HELD)
    decision = make.make_decision(review, sender)
    team = child.social_worker_allocations.get(ended_on=None).team
    make.make_answer(decision, sent_by=sender, sent_on=HELD, due_on=today() + timedelta(days=1), team=team)
    return decision


def decision(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": decided(child).public_id}


def to_rate(w: World, child: Child) -> dict[str, Any]:
    """A decision of a sample that is still to rate."""
    made = decided(child)
    sample = DecisionSample.objects.create(
        authority=child.authority,
        since=HELD,
        until=HELD,
        is_of_each=False,
        asked_for=1,
        drawn_by=made.created_by,
        drawn_at=now(),
    )
    return {"public_id": sample.decisions.create(made=made.at_reviews.get()).public_id}


def a_sample(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": RatedDecision.objects.get(**to_rate(w, child)).sample.public_id}


def called(w: World, child: Child) -> dict[str, Any]:
    """A review that is needed before a placement ends."""
    by = make.make_user(child.authority, Role.IRO)
    trigger = ReviewTrigger.objects.create(
        child=child,
        kind="PLACEMENT_END",
        raised_on=today(),
        needed_before=today() + timedelta(days=9),
        raised_by=by,
    )
    return of_child(w, child) | {"trigger_id": trigger.public_id}


def call_reason(w: World, child: Child) -> dict[str, Any]:
    """A reason of the council of the child to hold a review early."""
    number = CallReason.objects.count()
    reason = CallReason.objects.create(authority=child.authority, name=f"An unplanned move {number}")
    return {"public_id": reason.public_id}


def _letter(child: Child, state: str) -> Letter:
    review = make.make_review(child, HELD, recorded_at=now())
    return make.make_letter(review, make.make_user(child.authority, Role.IRO), state=state)


def written(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": _letter(child, LetterState.WRITING).public_id}


def stopped(w: World, child: Child) -> dict[str, Any]:
    """A letter that is to another child by its greeting."""
    letter = _letter(child, LetterState.WRITING)
    letter.parts = [{"key": "opening", "title": "Opening", "text": "Dear Kayden, hello."}]
    letter.save(update_fields=["parts"])
    return {"public_id": letter.public_id, "number": 0}


def to_sign(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": _letter(child, LetterState.SIGN_OFF).public_id}


def to_send(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": _letter(child, LetterState.READY).public_id}


def sent(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": _letter(child, LetterState.SENT).public_id}


def translated(w: World, child: Child) -> dict[str, Any]:
    letter = _letter(child, LetterState.READY)
    letter.translated, letter.translated_name = b"%PDF-1.7", "letter.pdf"
    letter.save(update_fields=["translated", "translated_name"])
    return {"public_id": letter.public_id}


def listed_copy(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": make.make_copy(_letter(child, LetterState.READY)).public_id}


def own_copy(w: World, child: Child) -> dict[str, Any]:
    """A copy that went to the child's social worker."""
    copy = make.make_copy(_letter(child, LetterState.SENT), person=w.social_worker, channel="LINK")
    copy.state, copy.parts, copy.sent_at, copy.sent_by = (
        "SENT",
        copy.letter.parts,
        now(),
        copy.letter.written_by,
    )
    copy.save()
    return {"public_id": copy.public_id}


def amended_copy(w: World, child: Child) -> dict[str, Any]:
    """A copy whose reader is still to be told of an amendment."""
    made = own_copy(w, child)
    LetterCopy.objects.filter(**made).update(amended_at=now())
    return made


def amended_answer(w: World, child: Child) -> dict[str, Any]:
    """An answer whose manager is still to be told of an amendment."""
    [task] = decided(child).answers.all()
    task.state, task.answered_at, task.amended_at = "AGREED", now(), now()
    task.answered_by = make.make_user(child.authority, Role.TEAM_MANAGER)
    task.save()
    return {"public_id": task.public_id}


DIARY = dict.fromkeys([*BOOKERS, *LINE, *WORKERS], "")

ROWS: dict[str, Row] = {
    "reviews:week_now": Row(sees=DIARY),
    "reviews:week": Row(sees=DIARY, args=lambda w, child: {"day": "2026-03-02"}, objects=("page",)),
    "reviews:month": Row(sees=DIARY, args=lambda w, child: {"month": "2026-03"}, objects=("page",)),
    "reviews:days_away": Row(sees=DIARY),
    "reviews:remove_days_away": Row(
        sees=DIARY | {"iro": "own"}, args=own_days, objects=("own",), method="POST"
    ),
    "reviews:calendar_address": Row(sees=DIARY),
    "reviews:calendar_feed": Row(
        open_to_all=True,
        why="a calendar program does not sign in; the address is secret and names no child",
        args=lambda w, child: {"key": "0" * 96},
    ),
    "reviews:reply_by_link": Row(
        open_to_all=True,
        why="for people without an account; the address is secret, works once and shows initials alone",
        args=lambda w, child: {"key": "0" * 96},
    ),
    "reviews:introduce": Row(sees=IROS, args=of_child, method="POST"),
    "reviews:letters": Row(sees=dict.fromkeys(BOOKERS, "")),
    "reviews:review_letters": Row(sees=BOOKERS, args=completed),
    "reviews:letter": Row(sees=BOOKERS, args=to_send),
    "reviews:letter_pdf": Row(sees=BOOKERS, args=to_send),
    "reviews:keep_words": Row(sees=IROS, args=stopped),
    "reviews:translation": Row(sees=IROS, args=written),
    "reviews:translation_file": Row(sees=BOOKERS, args=translated),
    "reviews:sign_letter": Row(sees={"qa_manager": "own other"}, args=to_sign),
    "reviews:reopen_letter": Row(sees=IROS, args=to_send, method="POST"),
    "reviews:confirm_letter": Row(sees=IROS, args=to_send, method="POST"),
    "reviews:reissue_letter": Row(sees=IROS, args=sent),
    "reviews:copies": Row(sees=BOOKERS, args=to_send),
    "reviews:add_copy": Row(sees=BOOKERS, args=to_send),
    "reviews:send_copies": Row(sees=BOOKERS, args=to_send),
    "reviews:copy": Row(sees=BOOKERS, args=listed_copy),
    "reviews:copy_pdf": Row(sees=BOOKERS, args=listed_copy),
    "reviews:change_copy": Row(sees=BOOKERS, args=listed_copy),
    "reviews:remove_copy": Row(sees=BOOKERS, args=listed_copy, method="POST"),
    "reviews:copy_outcome": Row(sees=BOOKERS, args=listed_copy),
    "reviews:redirect_copy": Row(sees=BOOKERS, args=listed_copy),
    "reviews:copy_told": Row(sees=BOOKERS, args=amended_copy, method="POST"),
    "reviews:own_copy": Row(sees=dict.fromkeys(READERS, "") | {"social_worker": "own"}, args=own_copy),
    "reviews:own_copy_pdf": Row(sees=dict.fromkeys(READERS, "") | {"social_worker": "own"}, args=own_copy),
    "reviews:letter_style": Row(sees={"administrator": "", "qa_manager": ""}),
    "reviews:invitations": Row(sees=BOOKERS | LINE | WORKERS, args=booked),
    "reviews:review_wishes": Row(sees=BOOKERS | LINE | WORKERS, args=booked),
    "reviews:suggest_invitations": Row(sees=BOOKERS, args=booked, method="POST"),
    "reviews:add_invitation": Row(sees=BOOKERS, args=booked),
    "reviews:send_invitations": Row(sees=BOOKERS, args=with_list),
    "reviews:remind_invited": Row(sees=BOOKERS, args=with_invited, method="POST"),
    "reviews:change_invitation": Row(sees=BOOKERS, args=to_invite),
    "reviews:remove_invitation": Row(sees=BOOKERS, args=to_invite, method="POST"),
    "reviews:leave_out_invitation": Row(sees=BOOKERS, args=invited),
    "reviews:put_back_invitation": Row(sees=BOOKERS, args=left_out, method="POST"),
    "reviews:invitation_reply": Row(sees=BOOKERS, args=invited),
    "reviews:print_invitation": Row(sees=BOOKERS, args=invited),
    "reviews:blank_consultation": Row(sees=BOOKERS | LINE | WORKERS, args=invited),
    "reviews:blank_consultations": Row(sees=BOOKERS | LINE | WORKERS, args=with_list),
    "reviews:consultation": Row(sees=BOOKERS | LINE | WORKERS, args=invited),
    "reviews:events": Row(sees=IROS | {"qa_manager": "own other"} | LINE | WORKERS, args=of_child),
    "reviews:tell_event": Row(sees=IROS | LINE | WORKERS, args=of_child),
    "reviews:record_proceedings": Row(sees=IROS | LINE | WORKERS, args=of_child),
    "reviews:change_proceedings": Row(sees=IROS | LINE | WORKERS, args=proceedings),
    "reviews:notes": Row(sees=IROS | {"qa_manager": "own other"} | LINE | WORKERS, args=of_child),
    "reviews:new_note": Row(sees=IROS, args=of_child),
    "reviews:strike_note": Row(sees=IROS | {"qa_manager": "own other"}, args=note),
    "reviews:answer_event": Row(sees=IROS, args=event),
    "reviews:review_talk": Row(sees=IROS, args=booked),
    "reviews:ask_late": Row(sees=BOOKERS, args=booked_late),
    "reviews:answer_late": Row(sees={"qa_manager": "own other"}, args=booked),
    "reviews:review_documents": Row(sees=READERS, args=completed),
    "reviews:readiness": Row(sees=BOOKERS | LINE | WORKERS, args=booked),
    "reviews:submit_report": Row(sees=LINE | WORKERS, args=booked),
    "reviews:go_ahead": Row(sees=IROS, args=booked),
    "reviews:put_off": Row(sees=BOOKERS, args=booked),
    "reviews:paper": Row(sees=BOOKERS | LINE | WORKERS, args=paper),
    "reviews:paper_file": Row(sees=BOOKERS | LINE | WORKERS, args=paper),
    "reviews:receive_paper": Row(sees=BOOKERS | LINE | WORKERS, args=paper),
    "reviews:ask_paper": Row(sees=BOOKERS, args=paper, method="POST"),
    "reviews:ask_papers": Row(sees=BOOKERS, args=booked, method="POST"),
    "reviews:reach": Row(sees=IMPORTERS),
    "reviews:list": Row(sees=BOOKERS),
    "reviews:not_there": Row(sees=dict.fromkeys(MAY_CORRECT, "")),
    "reviews:late_reviews": Row(sees=dict.fromkeys(BOOKERS, "")),
    "reviews:feedback": Row(sees=BOOKERS, args=completed),
    "reviews:feedback_scale": Row(sees={"qa_manager": "", "administrator": ""}),
    "reviews:inviting_words": Row(sees={"qa_manager": "", "administrator": ""}),
    "reviews:change_inviting_words": Row(
        sees={"qa_manager": "", "administrator": ""},
        args=lambda w, child: {"kind": "letter"},
        objects=("page",),
    ),
    "reviews:inviting_words_ours": Row(
        sees={"qa_manager": "", "administrator": ""},
        args=lambda w, child: {"kind": "letter"},
        objects=("page",),
        method="POST",
    ),
    "reviews:call_reasons": Row(sees={"qa_manager": "", "administrator": ""}),
    "reviews:add_call_reason": Row(sees={"qa_manager": "", "administrator": ""}),
    "reviews:add_usual_call_reasons": Row(sees={"qa_manager": "", "administrator": ""}, method="POST"),
    "reviews:end_call_reason": Row(
        sees={"qa_manager": "own", "administrator": "own"},
        args=call_reason,
        objects=("own", "foreign"),
        method="POST",
    ),
    "reviews:explain_delay": Row(sees=BOOKERS, args=completed),
    "reviews:child_reviews": Row(sees=READERS | BOOKERS, args=of_child),
    "reviews:brief": Row(sees=READERS, args=of_child),
    "reviews:triggers": Row(sees=dict.fromkeys(BOOKERS, "")),
    "reviews:raise_trigger": Row(sees=BOOKERS | LINE | WORKERS, args=of_child),
    "reviews:waive_trigger": Row(sees=MAY_CORRECT, args=called),
    "reviews:book": Row(sees=BOOKERS, args=of_child),
    "reviews:review": Row(sees=READERS | BOOKERS, args=completed),
    "reviews:change_booking": Row(sees=BOOKERS, args=booked),
    "reviews:cancel": Row(sees=BOOKERS, args=booked),
    "reviews:start": Row(sees=IROS, args=booked),
    "reviews:add_meeting": Row(sees=IROS, args=started),
    "reviews:who_came": Row(sees=IROS, args=started),
    "reviews:remove_meeting": Row(sees=IROS, args=started),
    "reviews:change_day": Row(sees=IROS, args=started),
    "reviews:undo_start": Row(sees=IROS, args=started),
    "reviews:record": Row(sees=IROS, args=started),
    "reviews:record_panel": Row(sees=IROS, args=started, method="POST"),
    "reviews:section": Row(sees=IROS, args=section),
    "reviews:together": Row(sees=IROS, args=on_one_day),
    "reviews:apart": Row(sees=IROS, args=to_part),
    "reviews:take_over": Row(sees=IROS, args=held_together),
    "reviews:adjourn": Row(sees=IROS, args=started),
    "reviews:reconvene": Row(sees=IROS, args=adjourned),
    "reviews:check": Row(sees=IROS, args=started),
    "reviews:correct": Row(sees=MAY_CORRECT, args=completed),
    "reviews:amend": Row(sees=MAY_CORRECT, args=recorded),
    "reviews:record_pdf": Row(sees=READERS, args=completed),
    "reviews:print": Row(sees=BOOKERS, args=booked),
    "reviews:samples": Row(sees={"qa_manager": ""}),
    "reviews:draw_sample": Row(sees={"qa_manager": ""}),
    "reviews:sample": Row(sees={"qa_manager": "own"}, args=a_sample, objects=("own", "foreign")),
    "reviews:rate_decision": Row(sees={"qa_manager": "own other"}, args=to_rate),
    "reviews:decisions": Row(sees=READERS),
    "reviews:ask_updates": Row(sees={"iro": "", "other_iro": ""}),
    "reviews:to_answer": Row(sees=LINE),
    "reviews:agree_several": Row(sees=LINE, method="POST"),
    "reviews:decision": Row(sees=READERS, args=decision),
    "reviews:answer": Row(sees=LINE, args=decision),
    "reviews:answer_told": Row(sees=IROS, args=amended_answer, method="POST"),
    "reviews:late_query": Row(sees=LINE, args=decision),
    "reviews:respond": Row(sees=IROS, args=decision),
    "reviews:progress": Row(sees=UPDATERS, args=decision),
    "reviews:close_decision": Row(sees=IROS, args=decision),
}
