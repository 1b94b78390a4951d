"""Managers who answered a decision are told, as holders of copies are, when its words are amended in the
record: with the link of the record where they may read it, else by a mail without link or name, and by a
person where they have left the council.
"""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date

from django.utils.timezone import localdate

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox
from accounts.models import Authority, OutgoingMail, User
from accounts.models.jobs import DID_NOT_GO
from accounts.templatetags.govuk import day as day_words
from reviews.decisions.lists import TO_TELL
from reviews.letters.access import works_here
from reviews.letters.amended_copies import HAS_FAILED, HAS_LEFT
from reviews.letters.states import NOTHING_TO_TELL
from reviews.models import DecisionAnswer, Review, Wording

SENT_WORDS = frozenset(field.name for field in fields(Wording))
"""What of a decision its manager was sent."""


def answered(review: Review, lines: Iterable[str]) -> list[DecisionAnswer]:
    """The last answer of each manager to a decision whose words these lines of the record say."""
    split = [line.split(".") for line in lines]
    decisions = {part[1] for part in split if part[0] == "decisions" and part[-1] in SENT_WORDS}
    rows = (
        review.answers.filter(decision__public_id__in=decisions)
        .exclude(answered_by=None, late_comment_by=None)
        .select_for_update(of=("self",))
        .select_related("answered_by", "late_comment_by")
        .order_by("round", "pk")
    )
    return list({(row.decision_id, row.by_manager): row for row in rows}.values())


def tell_managers(
    review: Review, lines: Iterable[str], *, told: dict[User, OutgoingMail], by: User, today: date
) -> None:
    """Tell whoever answered what was amended, each once. `told`: who has had a mail already; whoever amends
    knows.
    """
    at = now()
    for row in answered(review, lines):
        person = row.by_manager
        assert person is not None  # they answered
        if person != by and person not in told and works_here(person, review.child, today):
            told[person] = _mail(row, person, review.child.authority, by)
        row.amended_at, row.told_mail = at, told.get(person)
        row.told_at = at if person == by or row.told_mail else None
        row.save(update_fields=["amended_at", "told_at", "told_mail"])


def _mail(row: DecisionAnswer, person: User, authority: Authority, by: User) -> OutgoingMail:
    on = row.answered_at or row.late_comment_at
    assert on is not None  # they answered
    return outbox.queue_mail(
        to=person,
        authority=authority,
        subject="A decision that you answered was amended",
        body=(
            f"On {day_words(localdate(on))} you answered a decision of a statutory review. The record of the "
            "review was amended since, and the decision reads differently there.\n\n"
            f"If you want to know how it reads now, ask {by.name} ({by.email}).\n"
        ),
        about=row,
    )


# --- told by a person


def to_tell(answers: Iterable[DecisionAnswer]) -> list[tuple[DecisionAnswer, str]]:
    """Answers whose managers somebody has still to tell, each with why the portal could not."""
    found = [(answer, why_by_hand(answer)) for answer in answers]
    return [(answer, why) for answer, why in found if why]


def why_by_hand(answer: DecisionAnswer) -> str:
    """Why somebody has still to tell the manager; empty where nobody has. As `TO_TELL` asks the database."""
    if answer.amended_at is None:
        return ""
    if answer.told_at is None:
        return HAS_LEFT
    has_failed = answer.told_mail is not None and answer.told_mail.state in DID_NOT_GO
    return HAS_FAILED if has_failed else ""


def record_told(*, answer: DecisionAnswer, by: User) -> None:
    """Record that somebody has told the manager of the amendment. Raises NotNow."""
    child = answer.decision.child
    with audit.action(
        "decision.manager_told", by=by, authority=child.authority_id, child_id=child.pk, target=answer
    ):
        audit.hold(answer)
        if not DecisionAnswer.objects.filter(TO_TELL, pk=answer.pk).exists():
            raise NotNow(NOTHING_TO_TELL)
        answer.told_at, answer.told_mail = now(), None
        answer.save(update_fields=["told_at", "told_mail"])
