"""Partners outside the council’s line who were asked or challenged."""

from datetime import date

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.models import User
from children.care.first_day import check_in_care_by
from children.models import Child
from disputes import wording
from disputes.dates import check_past
from disputes.models import Concern, ExternalChallenge
from disputes.states import NotNow


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
    """Record what was asked of a partner (P-68); alongside a concern of the same child only.

    Raises NotNow.
    """
    if concern is not None and not concern.children.filter(child=child).exists():
        raise NotNow(wording.OTHER_CHILDS_CONCERN)
    check_past(raised_on, today, "raised_on")
    check_in_care_by([child], raised_on, "raised_on")
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
    """The partner's answer and the outcome; an outcome closes the challenge. Raises NotNow."""
    if bool(answered_on) != bool(answer.strip()):
        raise NotNow(wording.ANSWER_AND_DATE, "answered_on" if answer.strip() else "answer")
    if answered_on:
        check_past(answered_on, today, "answered_on")
        if answered_on < external.raised_on:
            raise NotNow(wording.ANSWER_BEFORE_QUESTION, "answered_on")
    if not answer.strip() and not outcome.strip():
        raise NotNow(wording.ANSWER_OR_OUTCOME, "answer")
    with audit.action(
        "external.closed" if outcome.strip() else "external.answered",
        by=by,
        authority=external.authority_id,
        child_id=external.child_id,
        target=external,
    ):
        audit.hold(external)
        if external.closed_on:
            raise NotNow(wording.CHALLENGE_CLOSED)
        external.answered_on, external.answer = answered_on, answer.strip()
        external.outcome = outcome.strip()
        external.closed_on = today if external.outcome else None
        external.save(update_fields=["answered_on", "answer", "outcome", "closed_on"])
