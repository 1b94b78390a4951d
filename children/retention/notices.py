"""Once a month those who end records are told how many wait for them; the page says which."""

from datetime import date

from accounts.access.roles import Role
from accounts.mail import outbox as mail
from accounts.models import Authority, OutgoingMail
from accounts.people.actions import holders_of
from children.models import Child
from children.retention.due import records_until

SUBJECT = "Records past the time they are kept"


def tell(*, authority: Authority, today: date) -> int:
    """Mail the QA managers and data protection officers; none where no record's time is over, and one a
    month.
    """
    over = [r for r in records_until(authority, Child.objects.all(), today, today) if r.is_over(today)]
    told = OutgoingMail.objects.filter(
        authority=authority, subject=SUBJECT, created_at__year=today.year, created_at__month=today.month
    )
    if not over or told.exists():
        return 0
    held = sum(record.is_held for record in over)
    people = {
        person.pk: person
        for role in (Role.QA_MANAGER, Role.DATA_PROTECTION)
        for person in holders_of(role, authority, today)
    }
    for person in people.values():
        mail.queue_mail(
            to=person,
            authority=authority,
            subject=SUBJECT,
            body=(
                f"Records that need not be kept any longer: {len(over)}, of which {held} under a legal hold."
                "\n\n"
                "Sign in and open Keeping records to see them. Nothing is deleted by itself.\n"
            ),
        )
    return len(people)
