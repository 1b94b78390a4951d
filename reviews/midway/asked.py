"""The council's own questions of a midway check: set from a day on, asked on the form, kept with their
answers."""

from collections.abc import Sequence
from datetime import date

from accounts.audit import trail as audit
from accounts.lifecycle import NotNow
from accounts.models import Authority, User
from reviews.models import MidwayQuestions


def questions_on(authority: Authority, day: date) -> tuple[str, ...]:
    """The questions in force on a day; none where the council set none."""
    found = MidwayQuestions.objects.filter(authority=authority, starts_on__lte=day).order_by("-starts_on")
    row = found.first()
    return tuple(row.questions) if row else ()


def later_questions(authority: Authority, day: date) -> list[MidwayQuestions]:
    """What is set for days after this one, the next first."""
    return list(MidwayQuestions.objects.filter(authority=authority, starts_on__gt=day).order_by("starts_on"))


def set_questions(
    *, authority: Authority, starts_on: date, questions: Sequence[str], by: User, today: date
) -> MidwayQuestions:
    """Set the questions from a day on; checks that are done keep what they were asked. Those that were set
    for the same day before give way, so that a slip can be put right at once. Raises NotNow.
    """
    if starts_on < today:
        raise NotNow("The questions must start today or later.", "starts_on")
    with audit.action("midway.questions_set", by=by, authority=authority, questions=list(questions)) as event:
        audit.hold(authority)
        row, _ = MidwayQuestions.objects.update_or_create(
            authority=authority,
            starts_on=starts_on,
            defaults={"questions": list(questions), "created_by": by},
        )
        event.target = row
    return row
