"""Rows of monitoring forms, midway checks, contact and good practice."""

from collections.abc import Callable
from datetime import date
from typing import Any

from accounts.access.roles import Role
from accounts.models import User
from children.models import Child
from reviews.models import Contact, MidwayCheck, MonitoringForm, Review
from reviews.monitoring import version_actions as versions
from reviews.record.own import actions as record_versions
from reviews.record.own.layout import AnswerKind, OwnQuestion
from tests import factories as make
from tests import monitoring_factories as paper
from tests.house_rules.url_matrix import Row, World

HELD, MIDDLE = date(2026, 1, 12), date(2026, 4, 13)
IROS = {"iro": "own", "other_iro": "other"}
LINE = {
    "team_manager": "own",
    "other_team_manager": "other",
    "service_manager": "own other",
    "head_of_service": "",
}
QA_BOTH = {"qa_manager": "own other"}
BY_REASON = {"director": "by_reason", "inspector": "by_reason"}
READERS = IROS | LINE | QA_BOTH | BY_REASON
WORKERS = {"social_worker": "own", "other_social_worker": "other"}
QA, COUNCILS = {"qa_manager": "own"}, ("own", "foreign")
SETTINGS = QA | {"administrator": "own"}
LISTED = dict.fromkeys(READERS, "")


def iro_of(child: Child) -> User:
    user = child.iro_allocations.get().worker.user
    assert user is not None
    return user


def worker_of(child: Child) -> User:
    allocation = child.social_worker_allocations.get()
    assert allocation.worker is not None and allocation.worker.user is not None
    return allocation.worker.user


def review_of(child: Child) -> Review:
    return Review.objects.filter(child=child, held_on=HELD).first() or make.make_review(child, HELD)


def a_form(child: Child, **over: Any) -> MonitoringForm:
    found = MonitoringForm.objects.filter(child=child).first()
    return found or paper.make_form(review_of(child), **over)


def due(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": a_form(child).public_id}


def sent(w: World, child: Child) -> dict[str, Any]:
    team = child.social_worker_allocations.get().team
    return {"public_id": a_form(child, completed_by=iro_of(child), team=team).public_id}


def issue(w: World, child: Child) -> dict[str, Any]:
    sent(w, child)
    return {"public_id": paper.make_issue(MonitoringForm.objects.get(child=child)).public_id}


def a_draft(w: World, child: Child) -> dict[str, Any]:
    paper.make_version(child.authority)
    by = make.make_user(child.authority, Role.QA_MANAGER)
    draft = versions.start_draft(authority=child.authority, by=by, today=HELD)
    return {"public_id": draft.public_id}


def a_question(w: World, child: Child) -> dict[str, Any]:
    return a_draft(w, child) | {"key": "visits"}


def a_record_version(w: World, child: Child) -> dict[str, Any]:
    """The draft of what the council's record asks, with a section of its own."""
    by = make.make_user(child.authority, Role.QA_MANAGER)
    draft = record_versions.start_draft(authority=child.authority, by=by)
    if not draft.layout["questions"]:
        for section in ("health", ""):
            asks = OwnQuestion("", section, f"Is there a passport{section}?", AnswerKind.YES_NO)
            record_versions.add_question(version=draft, question=asks, title="Papers", by=by)
    return {"public_id": draft.public_id}


def a_record_question(w: World, child: Child) -> dict[str, Any]:
    return a_record_version(w, child) | {"key": "own_1"}


def a_record_section(w: World, child: Child) -> dict[str, Any]:
    return a_record_version(w, child) | {"key": "own_2"}


def praise(w: World, child: Child) -> dict[str, Any]:
    found = paper.make_praise(
        child,
        iro_of(child),
        child.social_worker_allocations.get().team,
        worker=make.worker_of(worker_of(child), child.authority),
    )
    return {"public_id": found.public_id}


def a_check(child: Child) -> MidwayCheck:
    return paper.make_check(child, MIDDLE, after_review=review_of(child))


def check(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": a_check(child).public_id}


def update(w: World, child: Child) -> dict[str, Any]:
    found = paper.make_update(a_check(child), worker_of(child), iro_of(child))
    return {"public_id": found.public_id}


def contact(w: World, child: Child) -> dict[str, Any]:
    found = Contact.objects.create(
        child=child, way="PHONE", planned_for=MIDDLE, recorded_by=iro_of(child), recorded_at=make.now()
    )
    return {"public_id": found.public_id}


def the_child(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": child.public_id}


def of_iro(args: Callable[[World, Child], dict[str, Any]]) -> Row:
    return Row(sees=IROS, args=args)


def of_qa(args: Callable[[World, Child], dict[str, Any]], method: str = "GET") -> Row:
    return Row(sees=QA, args=args, objects=COUNCILS, method=method)


def of_settings(args: Callable[[World, Child], dict[str, Any]], method: str = "GET") -> Row:
    return Row(sees=SETTINGS, args=args, objects=COUNCILS, method=method)


ROWS: dict[str, Row] = {
    "reviews:monitoring_forms": Row(sees=LISTED),
    "reviews:monitoring_form": Row(sees=READERS, args=sent),
    "reviews:complete_monitoring": of_iro(due),
    "reviews:answer_monitoring": Row(sees=LINE, args=sent),
    "reviews:close_issue": of_iro(issue),
    "reviews:monitoring_versions": Row(sees=QA),
    "reviews:new_monitoring_version": Row(sees=QA, method="POST"),
    "reviews:monitoring_version": of_qa(a_draft),
    "reviews:monitoring_preview": of_qa(a_draft),
    "reviews:publish_monitoring": of_qa(a_draft),
    "reviews:discard_monitoring": of_qa(a_draft),
    "reviews:add_question": of_qa(a_draft),
    "reviews:edit_question": of_qa(a_question),
    "reviews:move_question": of_qa(a_question, "POST"),
    "reviews:remove_question": of_qa(a_question),
    "reviews:praise_list": Row(sees=dict.fromkeys(IROS | LINE | QA_BOTH | WORKERS, "")),
    "reviews:praise": Row(sees=IROS | LINE | QA_BOTH | WORKERS, args=praise),
    "reviews:new_praise": of_iro(the_child),
    "reviews:record_versions": Row(sees=dict.fromkeys(SETTINGS, "")),
    "reviews:new_record_version": Row(sees=dict.fromkeys(SETTINGS, ""), method="POST"),
    "reviews:record_version": of_settings(a_record_version),
    "reviews:record_preview": of_settings(a_record_version),
    "reviews:publish_record": of_settings(a_record_version),
    "reviews:discard_record": of_settings(a_record_version),
    "reviews:add_record_question": of_settings(a_record_version),
    "reviews:edit_record_question": of_settings(a_record_question),
    "reviews:move_record_question": of_settings(a_record_question, "POST"),
    "reviews:remove_record_question": of_settings(a_record_question),
    "reviews:edit_record_section": of_settings(a_record_section),
    "reviews:move_record_section": of_settings(a_record_section, "POST"),
    "reviews:midway_questions": Row(sees={"qa_manager": "", "administrator": ""}),
    "reviews:midways": Row(sees=LISTED),
    "reviews:midway": Row(sees=READERS, args=check),
    "reviews:do_midway": of_iro(check),
    "reviews:ask_midway": of_iro(check),
    "reviews:midway_updates": Row(sees=dict.fromkeys(WORKERS, "")),
    "reviews:midway_update": Row(sees=WORKERS, args=update),
    "reviews:contact_list": Row(sees=dict.fromkeys(IROS | QA_BOTH, "")),
    "reviews:first_contacts": Row(sees=dict.fromkeys(IROS | QA_BOTH, "")),
    "reviews:first_contact": of_iro(the_child),
    "reviews:child_contact": Row(sees=IROS | QA_BOTH, args=the_child),
    "reviews:agree_contact": of_iro(the_child),
    "reviews:plan_contact": of_iro(the_child),
    "reviews:record_contact": of_iro(the_child),
    "reviews:settle_contact": of_iro(contact),
}
