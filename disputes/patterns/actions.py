"""Patterns named as systemic concerns, with an owner, an answer and a date."""

from collections.abc import Sequence
from datetime import date

from accounts.audit import trail as audit
from accounts.mail import outbox as mail
from accounts.models import Team, User
from disputes import wording
from disputes.models import Concern, SystemicConcern, SystemicLink
from disputes.states import NotNow, NotYours


def name_pattern(
    *,
    concerns: Sequence[Concern],
    title: str,
    text: str,
    team: Team | None,
    provider: str,
    national: str,
    delay: str,
    period_from: date,
    period_to: date,
    owner: User,
    due_on: date,
    by: User,
    today: date,
) -> SystemicConcern:
    """Name a pattern as a systemic concern (P-70): who owns it, and when they answer by. Raises NotNow."""
    if due_on <= today:
        raise NotNow(wording.SYSTEMIC_DUE_LATER, "due_on")
    authority = concerns[0].authority
    with audit.action("systemic.named", by=by, authority=authority, concerns=len(concerns)) as event:
        event.target = systemic = SystemicConcern.objects.create(
            authority=authority,
            title=title.strip(),
            text=text.strip(),
            team=team,
            provider=provider,
            national=national,
            delay=delay,
            period_from=period_from,
            period_to=period_to,
            owner=owner,
            raised_on=today,
            raised_by=by,
            due_on=due_on,
        )
        SystemicLink.objects.bulk_create(SystemicLink(systemic=systemic, concern=c) for c in concerns)
        mail.queue_mail(
            to=owner,
            authority=authority,
            subject=f"A systemic concern to answer by {due_on:%-d %B %Y}",
            body=(
                "The QA manager has named a systemic concern that you own. "
                "Sign in and open Concerns, then Patterns and systemic concerns, to read and answer it.\n"
            ),
            about=systemic,
        )
    return systemic


def answer_pattern(*, systemic: SystemicConcern, answer: str, by: User, today: date) -> None:
    """The owner answers, until the QA manager closes it. Raises NotYours, NotNow."""
    with audit.action("systemic.answered", by=by, authority=systemic.authority_id, target=systemic):
        _hold_open(systemic)
        if by.pk != systemic.owner_id:
            raise NotYours(wording.OWNER_ALONE)
        systemic.answer, systemic.answered_on = answer.strip(), systemic.answered_on or today
        systemic.save(update_fields=["answer", "answered_on"])


def close_pattern(*, systemic: SystemicConcern, outcome: str, by: User, today: date) -> None:
    """The QA manager closes it with its outcome. Raises NotNow."""
    with audit.action("systemic.closed", by=by, authority=systemic.authority_id, target=systemic):
        _hold_open(systemic)
        systemic.outcome, systemic.closed_on = outcome.strip(), today
        systemic.save(update_fields=["outcome", "closed_on"])


def _hold_open(systemic: SystemicConcern) -> None:
    audit.hold(systemic)
    if systemic.closed_on:
        raise NotNow(wording.SYSTEMIC_CLOSED)
