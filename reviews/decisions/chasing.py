"""An IRO asks how far decisions are; the reply is kept with the decision, and the IRO gets an email."""

from collections import defaultdict
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox as mail
from accounts.models import Authority, User
from reviews.decisions.states import OPEN
from reviews.models import Decision, ProgressRequest, ProgressUpdate

IN_PAST = "The day you need it by must be after today."
NOBODY = "Tick the decisions you want an update on."


@transaction.atomic
def ask(
    *, decisions: list[Decision], due_on: date, question: str, by: User, today: date
) -> tuple[int, list[Decision]]:
    """Ask the social workers of these decisions; one mail each, whatever their number. Returns how many were
    asked about, and those for which nobody who signs in can be asked. Raises NotNow.
    """
    if due_on <= today:
        raise NotNow(IN_PAST, "due_on")
    if not decisions:
        raise NotNow(NOBODY)
    audit.hold(*sorted(decisions, key=lambda d: d.pk))
    mails: dict[User, list[Decision]] = defaultdict(list)
    left = []
    for decision in decisions:
        person = worker_of(decision)
        if person is None or decision.progress not in OPEN or decision.requests.filter(answer=None).exists():
            left.append(decision)
            continue
        child = decision.child
        with audit.action(
            "decision.update_asked", by=by, authority=child.authority_id, child_id=child.pk, target=decision
        ):
            ProgressRequest.objects.create(
                decision=decision, question=question.strip(), asked_by=by, asked_at=now(), due_on=due_on
            )
        mails[person].append(decision)
    for person, about in mails.items():
        _mail(person, about, due_on)
    return len(decisions) - len(left), left


def worker_of(decision: Decision) -> User | None:
    """The child's social worker, where they sign in."""
    rows = decision.child.social_worker_allocations.filter(ended_on=None, worker__user__is_active=True)
    allocation = rows.select_related("worker__user").first()
    return allocation.worker.user if allocation and allocation.worker else None


def _mail(person: User, about: list[Decision], due_on: date) -> None:
    authority: Authority = about[0].child.authority
    where = [f"{settings.PUBLIC_ADDRESS}{reverse('reviews:progress', args=[d.public_id])}" for d in about]
    word = authority.decision_term if len(about) == 1 else f"{authority.decision_term}s"
    mail.queue_mail(
        to=person,
        authority=authority,
        subject=f"An update on {len(about)} {word} by {due_on:%-d %B %Y}",
        body="An IRO has asked for an update on progress. Give it here:\n\n" + "\n".join(where) + "\n",
        about=about[0],
    )


def answered(update: ProgressUpdate) -> None:
    """A report of progress answers what was asked, and is told to whoever asked. Call it in the action that
    writes the report.
    """
    asked = ProgressRequest.objects.filter(decision=update.decision_id, answer=None).select_related(
        "asked_by"
    )
    for request in asked:
        request.answer = update
        request.save(update_fields=["answer"])
        if request.asked_by.is_active and request.asked_by_id != update.by_id:
            decision = update.decision
            authority = decision.child.authority
            mail.queue_mail(
                to=request.asked_by,
                authority=authority,
                subject=f"You have an update on a {authority.decision_term}",
                body=(
                    "The social worker has given the update you asked for:\n\n"
                    f"{settings.PUBLIC_ADDRESS}{reverse('reviews:decision', args=[decision.public_id])}\n"
                ),
                about=decision,
            )
