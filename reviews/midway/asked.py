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


def set_questions(
    *, authority: Authority, starts_on: date, questions: Sequence[str], by: User, today: date
) -> MidwayQuestions:
    """Set the questions from a day on; checks that are done keep what they were asked. Raises NotNow."""
    if starts_on < today:
        raise NotNow("The questions must start today or later.", "starts_on")
    with audit.action("midway.questions_set", by=by, authority=authority, questions=list(questions)) as event:
        audit.hold(authority)
        if MidwayQuestions.objects.filter(authority=authority, starts_on=starts_on).exists():
            raise NotNow("There are questions from that day already. Choose another day.", "starts_on")
        event.target = row = MidwayQuestions.objects.create(
            authority=authority, starts_on=starts_on, questions=list(questions), created_by=by
        )
    return row
