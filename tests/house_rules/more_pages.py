"""Pages with a text area that the matrix meets in another state: how each is led to, and who types there.

`name: (make, person)`; `make(world)` brings about the state and returns the address."""

from collections.abc import Callable
from datetime import date, timedelta

from django.urls import reverse

from accounts.clock import today
from children.models import Child
from reporting.models.reports import ReportState
from reviews.models import DecisionAnswer
from reviews.models.decision import AnswerState
from tests import factories as make
from tests.house_rules import matrix_disputes as disputes
from tests.house_rules import matrix_reporting as reporting
from tests.house_rules import matrix_reviews as reviews
from tests.house_rules.url_matrix import World


def closed_record(w: World) -> str:
    return reverse("children:child", args=[w.child("restricted").public_id])


def ask_for_access(w: World) -> str:
    return reverse("children:ask_for_access", args=[w.child("restricted").public_id])


def restricted(w: World) -> Child:
    """A restricted record that names the QA manager, and the child's IRO as every such record does: without
    that it would mail an IRO who may not read it."""
    child = w.child("restricted")
    for person in ("qa_manager", "iro"):
        make.make_grant(w.person(person), child)
    return child


def name_person(w: World) -> str:
    return reverse("children:name_person", args=[restricted(w).public_id])


def pattern(w: World) -> str:
    make.make_concern(w.child("own"), w.person("iro"), date(2026, 3, 2))
    return f"{reverse('disputes:new_systemic')}?kind=theme&value=PEP"


def systemic(w: World) -> str:
    return reverse("disputes:systemic", kwargs=disputes.systemic(w, w.child("own")))


def to_answer(w: World) -> str:
    reviews.decided(w.child("own"))
    return reverse("reviews:to_answer")


def _answered(w: World, **how: object) -> DecisionAnswer:
    decision = reviews.decided(w.child("own"))
    DecisionAnswer.objects.filter(decision=decision).update(**how)
    return decision.answers.get()


def late_query(w: World) -> str:
    lapsed = {"due_on": today() - timedelta(days=1), "lapsed_on": today()}
    task = _answered(w, state=AnswerState.LAPSED, **lapsed)
    return reverse("reviews:late_query", args=[task.decision.public_id])


def respond(w: World) -> str:
    manager = w.person("team_manager")
    task = _answered(
        w, state=AnswerState.QUERIED, reason="Which?", answered_by=manager, answered_at=make.now()
    )
    return reverse("reviews:respond", args=[task.decision.public_id])


def letter(w: World) -> str:
    return reverse("reviews:letter", kwargs=reviews.written(w, w.child("own")))


def report_in_review(w: World) -> str:
    of = reporting.a_report(w, w.child("own"))
    of.state, of.submitted_by = ReportState.IN_REVIEW, of.created_by
    of.save(update_fields=["state", "submitted_by"])
    return reverse("reporting:report", args=[of.public_id])


def record_with_earlier(w: World) -> str:
    reviews.decided(w.child("own"))
    later = make.make_started_review(w.child("own"), reviews.HELD + timedelta(days=60))
    return reverse("reviews:record", args=[later.public_id])


MORE: dict[str, tuple[Callable[[World], str], str]] = {
    "a closed record": (closed_record, "iro"),
    "a record that opens by a reason": (closed_record, "director"),
    "asking for access": (ask_for_access, "iro"),
    "naming a person": (name_person, "qa_manager"),
    "naming a pattern": (pattern, "qa_manager"),
    "answering a pattern": (systemic, "team_manager"),
    "answering many decisions": (to_answer, "team_manager"),
    "a late query": (late_query, "team_manager"),
    "responding to a query": (respond, "iro"),
    "writing a letter": (letter, "iro"),
    "sending a report back": (report_in_review, "director"),
    "decisions of earlier reviews": (record_with_earlier, "iro"),
}
