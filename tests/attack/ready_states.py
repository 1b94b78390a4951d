"""What stands in the database before a form of `ready.py` is sent; each returns the address where it is not
that of the matrix."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from accounts.access.roles import Role
from accounts.clock import now, today
from accounts.models import Connection, SignInProvider, Worker
from children.merging import actions as merging
from children.models import Child, FeedDelivery, FeedDifference, ReturnImport
from children.retention import actions as retention
from children.retention.locking import lock_adopted
from reporting.models import Report
from reviews.cycle.replay import replay_children
from reviews.inviting.own_words import set_words
from reviews.meeting import authorising, series
from reviews.models import Decision, DecisionAnswer, LetterCopy, MidwayUpdate, MonitoringForm, Review
from tests import factories as make
from tests.house_rules import matrix_accounts as accounts
from tests.house_rules import matrix_children as children
from tests.house_rules import matrix_reporting as reporting
from tests.house_rules import matrix_reviews as reviews
from tests.house_rules import more_pages as pages
from tests.house_rules.url_matrix import World
from tests.integration.reviews.conftest import answers_needed


def _still_open(w: World) -> str:
    """A connection that has not ended."""
    made = accounts.connected(w, w.child("own"))
    Connection.objects.filter(**made).update(ends_at=now() + timedelta(days=30))
    return str(made["public_id"])


def renewed(w: World) -> str:
    return reverse("accounts:renew_connection", args=[_still_open(w)])


def revoked(w: World) -> str:
    return reverse("accounts:revoke_connection", args=[_still_open(w)])


def differs(w: World) -> str:
    made = children.differing(w, w.child("own"))
    FeedDifference.objects.filter(**made).update(state="OPEN")
    return reverse("children:decide_difference", kwargs=made)


def held(w: World) -> None:
    retention.place_hold(child=w.child("own"), reason="A claim", by=w.person("qa_manager"))


def adopted(w: World) -> Child:
    child = make.make_child(w.authority)
    make.make_period(child, date(2024, 1, 8), ended_on=date(2026, 3, 2), end_reason="E11")
    return child


def locked(w: World) -> str:
    child = adopted(w)
    lock_adopted(authority=w.authority, today=today())
    return reverse("children:open_record", args=[child.public_id])


def left(w: World) -> str:
    """A child who left care, and may come back."""
    child = make.make_child(w.authority)
    make.make_period(child, date(2024, 1, 8), ended_on=date(2025, 1, 8))
    return reverse("children:back_in_care", args=[child.public_id])


def just_come(w: World) -> str:
    """A child whose care began by hand, and of whom nothing else is recorded."""
    child = make.make_child(w.authority)
    make.make_period(child, date(2026, 4, 10))
    return reverse("children:start_of_care", args=[child.public_id])


def over(w: World) -> str:
    """A record whose time is over."""
    child = make.make_child(w.authority, born_on=date(1940, 3, 1))
    make.make_period(child, date(1950, 1, 8), ended_on=date(1956, 3, 2), end_reason="E4A")
    return reverse("children:propose_erasure", args=[child.public_id])


def decided(w: World) -> None:
    reviews.decided(w.child("own"))


def all_due(w: World) -> None:
    """Something is late of each kind that is chased, and records are to be closed."""
    soon = today() + timedelta(days=1)
    MonitoringForm.objects.filter(state__in=["DUE", "SENT"]).update(chase_on=soon)
    MidwayUpdate.objects.filter(state="WAITING").update(chase_on=soon)
    DecisionAnswer.objects.filter(state="WAITING").update(due_on=today() + timedelta(days=3))
    adopted(w)
    over(w)


def twin(w: World) -> Child:
    """A second record of the child, without a period of care."""
    own = w.child("own")
    return make.make_child(w.authority, number="299999", born_on=own.born_on, sex=own.sex)


def second_record(w: World) -> None:
    twin(w)


def merged(w: World) -> str:
    record, _ = merging.merge(
        kept=w.child("own"), gone=twin(w), reason="One child", by=w.person("qa_manager"), today=today()
    )
    return reverse("children:undo_merge", args=[record.public_id])


def restricted(w: World) -> str:
    return reverse("children:unrestrict", args=[pages.restricted(w).public_id])


def published(w: World) -> str:
    of = reporting.a_report_of(w.child("own"))
    by = {"submitted_by": of.created_by, "published_by": of.created_by, "approved_by": w.person("director")}
    times = {"approved_at": make.now(), "published_at": make.now()}
    Report.objects.filter(pk=of.pk).update(state="published", **by, **times)
    return reverse("reporting:correct", args=[of.public_id])


def started_today(w: World) -> str:
    review = make.make_started_review(w.child("own"), today())
    return reverse("reviews:adjourn", args=[review.public_id])


def in_hand(w: World) -> str:
    """A review whose record is not complete."""
    review = make.make_started_review(w.child("own"), today())
    return reverse("reviews:review_documents", args=[review.public_id])


def sent_by_hand(w: World) -> str:
    return reverse("reviews:copy_outcome", kwargs=_gone(w, "SENT"))


def come_back(w: World) -> str:
    return reverse("reviews:redirect_copy", kwargs=_gone(w, "RETURNED"))


def _gone(w: World, state: str) -> dict[str, Any]:
    made = reviews.listed_copy(w, w.child("own"))
    copy = LetterCopy.objects.select_related("letter__written_by").get(**made)
    copy.state, copy.parts = state, copy.letter.parts
    copy.sent_at, copy.sent_by = now(), copy.letter.written_by
    copy.save()
    return made


def to_tell(w: World) -> str:
    """A copy whose reader is still to be told of an amendment."""
    return reverse("reviews:copy_told", kwargs=reviews.amended_copy(w, w.child("own")))


def manager_to_tell(w: World) -> str:
    """An answer whose manager is still to be told of an amendment."""
    return reverse("reviews:answer_told", kwargs=reviews.amended_answer(w, w.child("own")))


def late(w: World) -> str:
    child, day = w.child("own"), date(2025, 4, 10)
    review = Review.objects.filter(child=child, held_on=day).first() or make.make_review(child, day)
    replay_children([w.child("own").pk], today=today())
    return reverse("reviews:explain_delay", args=[review.public_id])


def late_listed(w: World) -> None:
    late(w)


def with_a_copy(w: World) -> str:
    copy = LetterCopy.objects.get(**reviews.listed_copy(w, w.child("own")))
    return reverse("reviews:send_copies", args=[copy.letter.public_id])


def with_a_pack(w: World) -> None:
    children.pack_item(w, w.child("own"))


def with_own_words(w: World) -> None:
    day, by = today(), make.make_user(w.authority, Role.QA_MANAGER)
    given = {"authority": w.authority, "kind": "LETTER", "by": by, "today": day, "starts_on": day}
    set_words(title="Please come", text="{child}: {details}", **given)


def to_stand_in(w: World) -> None:
    make.make_worker(w.authority, is_iro=True, user=make.make_user(w.authority, Role.IRO))


def not_there_yet(w: World) -> str:
    """A paper that has not come."""
    made = reviews.booked(w, w.child("own")) | {"kind": "plan"}
    return reverse("reviews:receive_paper", kwargs=made)


def with_a_sign_on(w: World) -> None:
    """Everybody has signed in with the provider, so that passwords may be turned off."""
    accounts.group_role(w, w.child("own"))
    SignInProvider.objects.filter(authority=w.authority).update(
        is_on=True, confirmed_at=now(), confirmed_by=w.person("qa_manager"), worked_at=now()
    )


def waiting(w: World) -> None:
    """A child without an IRO, and one who can take the child."""
    make.make_child_in_care(w.authority, team=w.team)
    make.make_hours(make.make_worker(w.authority, is_iro=True))


def without_team(w: World) -> None:
    make.make_child_in_care(w.authority, social_worker=make.make_worker(w.authority, is_iro=False))


def twice_recorded(w: World) -> None:
    made = children.two_workers(w, w.child("own"))
    Worker.objects.filter(public_id__in=made.values()).update(name="Alex Twice")


def to_be_adopted(w: World) -> None:
    w.child("own").placements.filter(ended_on=None).update(placement_type="A3")


def due(w: World) -> None:
    """A decision to ask about: nearly due, of a child whose social worker signs in."""
    decision = reviews.decided(w.child("own"))
    Decision.objects.filter(pk=decision.pk).update(due_on=today() + timedelta(days=3))


def own_copy(w: World) -> str:
    return reverse("reviews:own_copy", kwargs=reviews.own_copy(w, w.child("own")))


def not_to_tell(w: World) -> str:
    """A copy for somebody who must not learn where the child lives."""
    made = reviews.listed_copy(w, w.child("own"))
    LetterCopy.objects.filter(**made).update(withholds_home=True)
    return reverse("reviews:copy", kwargs=made)


def complete(w: World) -> str:
    """A review whose record has all that it needs."""
    review = make.make_started_review(w.child("own"), reviews.HELD)
    for key, data in answers_needed().items():
        make.make_section(review, key, w.person("iro"), data=data, is_complete=True)
    return reverse("reviews:check", args=[review.public_id])


def asked_to_be_late(w: World) -> str:
    """The IRO has asked to hold a review after the last day."""
    review = Review.objects.get(**reviews.booked_late(w, w.child("own")))
    authorising.ask(review=review, why="Away with school", by=w.person("iro"), today=today())
    return reverse("reviews:answer_late", args=[review.public_id])


def of_two_meetings(w: World) -> str:
    review = Review.objects.get(**reviews.started(w, w.child("own")))
    second = series.Meeting(on=reviews.HELD + timedelta(days=1), way="IN_PERSON")
    series.add_meeting(review=review, meeting=second, by=w.person("iro"), today=today())
    return reverse("reviews:remove_meeting", args=[review.public_id])


def _alike(w: World) -> ReturnImport:
    """An import that asks whether two numbers are one child."""
    record = ReturnImport.objects.get(**children.imported(w, w.child("own")))
    pair = {"child": "777", "other": "200001", "why": "The same date of birth.", "kind": "same_child"}
    record.preview = {"decisions": [pair]}
    record.save()
    return record


def alike(w: World) -> str:
    return reverse("children:decide_import", args=[_alike(w).public_id])


def alike_in_a_delivery(w: World) -> str:
    made = children.delivered(w, w.child("own"))
    FeedDelivery.objects.filter(**made).update(record=_alike(w))
    return reverse("children:decide_numbers", kwargs=made)
