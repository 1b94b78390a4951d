"""A review out of time is agreed beforehand: whoever booked it asks, the QA manager decides, and the head of
service is told what was agreed.
"""

from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from accounts.access.roles import Role
from accounts.access.viewers import Viewer
from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox
from accounts.models import User
from accounts.people.actions import holders_of
from accounts.templatetags.govuk import day as day_words
from children.access import those_who_see
from children.models import Child
from reviews.cycle.current import running_cycle
from reviews.meeting import states
from reviews.meeting.actions import lock
from reviews.meeting.states import Act
from reviews.models import LateRequest, Review
from reviews.models.authorising import LateAnswer
from reviews.models.review import ReviewStatus

IN_TIME = "The review is booked in time, so there is nothing to agree."
ASKED = "The QA manager has been asked already."
NO_REQUEST = "Nobody is waiting for an answer."
OWN = "You asked for this yourself, so somebody else must decide it."


def ask(*, review: Review, why: str, by: User, today: date) -> LateRequest:
    """Ask the QA manager whether the review may be held after its last lawful day. Raises NotNow."""
    child = review.child
    with audit.action(
        "review.late_asked", by=by, authority=child.authority_id, child_id=child.pk, target=review
    ):
        lock(review, Act.ASK_LATE)
        due = states.last_day_known(running_cycle(child))
        if due is None or review.booked_for is None or review.booked_for <= due:
            raise NotNow(IN_TIME)
        if review.late_requests.filter(answer="").exists():
            raise NotNow(ASKED)
        found = LateRequest.objects.create(
            review=review,
            booked_for=review.booked_for,
            due_on=due,
            why=why.strip(),
            asked_by=by,
            asked_at=now(),
        )
        people = _others_who_see(Role.QA_MANAGER, child, by, today)
        subject = "A review is to be held out of time: please decide"
        _mail(people, review, subject, f"It is booked for {day_words(review.booked_for)}. Decide here:")
    return found


def answer(*, review: Review, answer: str, note: str, by: User, today: date) -> LateRequest:
    """Decide whether the review may be held out of time. Whoever asked is told, and the head of service of
    what was agreed. Raises NotNow.
    """
    child = review.child
    with audit.action(
        "review.late_decided",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=review,
        said=answer,
    ):
        lock(review, Act.ANSWER_LATE)
        found = review.late_requests.select_related("asked_by").filter(answer="").first()
        if found is None:
            raise NotNow(NO_REQUEST)
        if found.asked_by_id == by.pk:
            raise NotNow(OWN)
        found.answer, found.answer_note = answer, note.strip()
        found.answered_by, found.answered_at = by, now()
        found.save()
        review.late_discussed = True
        review.save(update_fields=["late_discussed"])
        people = [found.asked_by]
        if answer == LateAnswer.AGREED:
            people += _others_who_see(Role.HEAD_OF_SERVICE, child, by, today)
        due, day = day_words(found.due_on), day_words(found.booked_for)
        body = f"A review booked for {day} was due by {due}: {found.says()}."
        _mail(people, review, "Decision about a review out of time", body)
    return found


def _others_who_see(role: Role, child: Child, by: User, today: date) -> list[User]:
    """The holders of a role who may see the child, except whoever acts."""
    found = those_who_see(holders_of(role, child.authority, today), child, today)
    return [person for person in found if person.pk != by.pk]


def _mail(people: list[User], review: Review, subject: str, body: str) -> None:
    link = f"{settings.PUBLIC_ADDRESS}{reverse('reviews:child_reviews', args=[review.child.public_id])}"
    for person in dict.fromkeys(people):
        outbox.queue_mail(
            to=person,
            authority=review.child.authority,
            subject=subject,
            body=f"{body}\n\n{link}\n",
            about=review,
        )


def waiting_for(viewer: Viewer) -> QuerySet[LateRequest]:
    """Requests without an answer, of the children this person sees."""
    children = Child.objects.visible_to(viewer).values("pk").order_by()
    rows = LateRequest.objects.filter(
        answer="", review__status=ReviewStatus.BOOKED, review__child__in=children
    ).exclude(asked_by=viewer.user_id)
    return rows.select_related("review__child").order_by("due_on", "pk")
