"""Partners challenged, and patterns named with an owner, an answer and a date."""

from collections.abc import Sequence
from datetime import date

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.mail import outbox as mail
from accounts.models import Team, User
from children.models import Child
from disputes.models import Concern, ExternalChallenge, SystemicConcern, SystemicLink
from disputes.states import NotNow, NotYours


def challenge_partner(
    *,
    child: Child,
    concern: Concern | None,
    partner: str,
    partner_name: str,
    is_formal: bool,
    asked: str,
    raised_on: date,
    by: User,
    today: date,
) -> ExternalChallenge:
    """Record what was asked of a partner (P-68). Raises NotNow."""
    _check_past(raised_on, today, "raised_on")
    with audit.action(
        "external.raised", by=by, authority=child.authority_id, child_id=child.pk, partner=partner
    ) as event:
        event.target = external = ExternalChallenge.objects.create(
            authority=child.authority,
            child=child,
            concern=concern,
            partner=partner,
            partner_name=partner_name.strip(),
            is_formal=is_formal,
            asked=asked.strip(),
            raised_on=raised_on,
            by=by,
            at=now(),
        )
    return external


def record_partner_answer(
    *, external: ExternalChallenge, answered_on: date | None, answer: str, outcome: str, by: User, today: date
) -> None:
    """What the partner answered, and what came of it; an outcome closes the challenge. Raises NotNow."""
    if external.closed_on:
        raise NotNow("This challenge is closed.")
    if bool(answered_on) != bool(answer.strip()):
        raise NotNow(
            "Give both the answer and the day it came, or neither.",
            "answered_on" if answer.strip() else "answer",
        )
    if answered_on:
        _check_past(answered_on, today, "answered_on")
        if answered_on < external.raised_on:
            raise NotNow("The answer can’t have come before the question.", "answered_on")
    if not answer.strip() and not outcome.strip():
        raise NotNow("Enter the answer, or what came of it.", "answer")
    with audit.action(
        "external.closed" if outcome.strip() else "external.answered",
        by=by,
        authority=external.authority_id,
        child_id=external.child_id,
        target=external,
    ):
        external.answered_on, external.answer = answered_on, answer.strip()
        external.outcome = outcome.strip()
        external.closed_on = today if external.outcome else None
        external.save(update_fields=["answered_on", "answer", "outcome", "closed_on"])


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
    """Name a pattern across children as a systemic concern (P-70): who owns it and by when they answer. Raises NotNow."""
    if due_on <= today:
        raise NotNow("The date of the answer must be after today.", "due_on")
    if not concerns:
        raise NotNow("There are no concerns behind this pattern.")
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
        mail.owe(
            to=owner,
            authority=authority,
            subject=f"A systemic concern to answer by {due_on:%-d %B %Y}",
            body="The QA manager has named a pattern that you own. Sign in and open Disputes, Systemic concerns, to read and answer it.\n",
            about=systemic,
        )
    return systemic


def answer_pattern(*, systemic: SystemicConcern, answer: str, by: User, today: date) -> None:
    """The owner answers, until the QA manager closes it. Raises NotYours, NotNow."""
    if by.pk != systemic.owner_id:
        raise NotYours("Only its owner answers a systemic concern.")
    if systemic.closed_on:
        raise NotNow("This systemic concern is closed.")
    with audit.action("systemic.answered", by=by, authority=systemic.authority_id, target=systemic):
        systemic.answer, systemic.answered_on = answer.strip(), systemic.answered_on or today
        systemic.save(update_fields=["answer", "answered_on"])


def close_pattern(*, systemic: SystemicConcern, outcome: str, by: User, today: date) -> None:
    """The QA manager closes it with what came of it. Raises NotNow."""
    if systemic.closed_on:
        raise NotNow("This systemic concern is closed already.")
    with audit.action("systemic.closed", by=by, authority=systemic.authority_id, target=systemic):
        systemic.outcome, systemic.closed_on = outcome.strip(), today
        systemic.save(update_fields=["outcome", "closed_on"])


def _check_past(on: date, today: date, field: str) -> None:
    if on > today:
        raise NotNow("The date must be today or in the past.", field)
