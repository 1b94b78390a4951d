"""An IRO asks how far decisions are; the reply is kept with the decision, and the IRO gets an email."""

from collections import defaultdict
from contextlib import AbstractContextManager
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.audit import trail as audit
from accounts.calendars import terms_for, working_days
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox as mail
from accounts.models import Authority, User
from accounts.templatetags.govuk import day as day_words
from reviews.decisions.access import SHARED
from reviews.decisions.states import OPEN
from reviews.models import Decision, ProgressRequest, ProgressUpdate
from statute.terms import Terms
from statute.timescales import first_chase_on, next_chase_on
from statute.working_days import WorkingDays

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


def asked_in_words(decision: Decision) -> str:
    """Who waits for an update on the decision, by when, and what they want to know; empty where nobody
    does.
    """
    asked = decision.requests.filter(answer=None).select_related("asked_by").first()
    if asked is None:
        return ""
    by = asked.asked_by.called_at(asked.asked_at) if asked.asked_by else "The portal"
    return f"{by} asked for an update by {day_words(asked.due_on)}. {asked.question}".strip()


def worker_of(decision: Decision) -> User | None:
    """The child's social worker, where they sign in."""
    rows = decision.child.social_worker_allocations.filter(ended_on=None, worker__user__is_active=True)
    allocation = rows.select_related("worker__user").first()
    return allocation.worker.user if allocation and allocation.worker else None


def _mail(person: User, about: list[Decision], due_on: date | None) -> None:
    """Ask for updates by a day; without one: for what is past its date."""
    authority: Authority = about[0].child.authority
    where = [f"{settings.PUBLIC_ADDRESS}{reverse('reviews:progress', args=[d.public_id])}" for d in about]
    when = f"by {due_on:%-d %B %Y}" if due_on else "past the date agreed"
    why = "An IRO has asked for it." if due_on else "The date by which it was to be done has passed."
    word = "decision" if len(about) == 1 else "decisions"
    mail.queue_mail(
        to=person,
        authority=authority,
        subject=f"An update on {len(about)} {word} {when}",
        body=f"{why} Give an update on progress here:\n\n" + "\n".join(where) + "\n",
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
        request.answer, request.chase_on = update, None
        request.save(update_fields=["answer", "chase_on"])
        decision = update.decision
        person = request.asked_by or _iro_of(decision)
        if person is not None and person.is_active and person.pk != update.by_id:
            mail.queue_mail(
                to=person,
                authority=decision.child.authority,
                subject="You have an update on a decision",
                body=(
                    "The social worker has given the update that was asked for:\n\n"
                    f"{settings.PUBLIC_ADDRESS}{reverse('reviews:decision', args=[decision.public_id])}\n"
                ),
                about=decision,
            )


def _iro_of(decision: Decision) -> User | None:
    allocation = decision.child.iro_allocations.filter(ended_on=None).select_related("worker__user").first()
    return allocation.worker.user if allocation else None


# --- by itself, every morning


def chase_overdue(*, today: date) -> int:
    """Ask about open decisions past their date, and remind of what was asked and not answered in time. One
    mail for each social worker and day. Safe to run any number of times. Returns how many decisions.
    """
    calendar, total = working_days(), 0
    for authority in Authority.objects.order_by("pk"):
        terms = terms_for(authority).on(today)
        if terms.chase_decisions:
            total += _chase_of(authority, calendar=calendar, terms=terms, today=today)
    return total


@transaction.atomic
def _chase_of(authority: Authority, *, calendar: WorkingDays, terms: Terms, today: date) -> int:
    by_person: dict[User, list[Decision]] = defaultdict(list)
    past = Decision.objects.filter(SHARED, child__authority=authority, progress__in=OPEN, due_on__lt=today)
    rows = past.select_for_update(of=("self",)).select_related("child__authority").order_by("pk")
    for decision in rows.prefetch_related("requests", "updates"):
        person = worker_of(decision)
        if person is not None and _is_chased(decision, person, calendar=calendar, terms=terms, today=today):
            by_person[person].append(decision)
    for person, about in by_person.items():
        _mail(person, about, None)
    return sum(map(len, by_person.values()))


def _is_chased(decision: Decision, person: User, *, calendar: WorkingDays, terms: Terms, today: date) -> bool:
    """Ask, or remind, where the day for it has come; write it down."""
    waiting = next((request for request in decision.requests.all() if request.answer_id is None), None)
    again = next_chase_on(today, calendar=calendar, terms=terms)
    if waiting is None:
        told = max((localdate(update.at) for update in decision.updates.all()), default=None)
        first = next_chase_on(told, calendar=calendar, terms=terms) if told else None
        if today < max(filter(None, (first, first_chase_on(decision.due_on, calendar=calendar)))):
            return False
        with _about(decision, "decision.update_asked"):
            ProgressRequest.objects.create(
                decision=decision, asked_by=None, asked_at=now(), due_on=again, chase_on=again
            )
        return True
    if today < (waiting.chase_on or first_chase_on(waiting.due_on, calendar=calendar)):
        return False
    with _about(decision, "decision.update_chased"):
        waiting.chase_on, waiting.chases = again, waiting.chases + 1
        waiting.save(update_fields=["chase_on", "chases"])
    return True


def _about(decision: Decision, kind: str) -> AbstractContextManager[audit.Action]:
    child = decision.child
    return audit.action(kind, by=None, authority=child.authority_id, child_id=child.pk, target=decision)
