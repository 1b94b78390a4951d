"""What happens to good practice and compliments (P-69):

recorded, and told to the worker and the first-line manager.
"""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.access.viewers import viewer_for
from accounts.audit import trail as audit
from accounts.clock import now
from accounts.mail import outbox as mail
from accounts.models import OutgoingMail, User, Worker
from accounts.models.jobs import MailState
from children.care.first_day import check_in_care_by
from children.models import Child
from reviews.decisions.actions import current_team, managers_to_notify
from reviews.models import GoodPractice, MonitoringForm
from reviews.models.monitoring import PraiseKind
from reviews.monitoring.access import praise_visible_to


def record(
    *,
    child: Child,
    kind: str,
    text: str,
    from_whom: str,
    worker: Worker | None,
    happened_on: date,
    by: User,
    form: MonitoringForm | None = None,
) -> GoodPractice:
    """Record good practice of the child's team, and send word of it to the worker and the manager. Raises
    NotNow for a day before the child was in care.
    """
    check_in_care_by([child], happened_on, "happened_on")
    team = current_team(child)
    with audit.action(
        "praise.recorded", by=by, authority=child.authority_id, child_id=child.pk, praise=kind
    ) as event:
        found = GoodPractice.objects.create(
            child=child,
            form=form,
            kind=kind,
            worker=worker,
            team=team,
            text=text.strip(),
            from_whom=from_whom.strip() if kind == PraiseKind.COMPLIMENT else "",
            happened_on=happened_on,
            recorded_by=by,
            recorded_at=now(),
        )
        event.target = found
        for person in people_to_tell(found):
            _mail(found, person)
    return found


def people_to_tell(praise: GoodPractice) -> list[User]:
    """The worker, and the team's first-line manager, as far as they may read it: not where the record is
    restricted and does not name them. Whoever recorded it knows already.
    """
    people = managers_to_notify(praise.team, excluding=praise.recorded_by)
    user = praise.worker.user if praise.worker else None
    if user is not None and user.is_active and user.pk != praise.recorded_by_id:
        people = [user, *people]
    return [person for person in dict.fromkeys(people) if _may_read(person, praise)]


def told_of(praise: GoodPractice) -> list[str]:
    """To whom word of it was sent when it was recorded, by the names of then."""
    mails = OutgoingMail.objects.filter(about_type=praise._meta.label_lower, about_id=praise.pk)
    sent = mails.exclude(state=MailState.HELD).select_related("to").order_by("pk")
    return list(dict.fromkeys(mail.to.called_at(mail.created_at) for mail in sent if mail.to))


def _may_read(person: User, praise: GoodPractice) -> bool:
    council, day = praise.child.authority.public_id, localdate(praise.recorded_at)
    viewer = viewer_for(person, today=day, authority_public_id=council)
    return viewer is not None and praise_visible_to(viewer).filter(pk=praise.pk).exists()


def _mail(praise: GoodPractice, to: User) -> None:
    address = f"{settings.PUBLIC_ADDRESS}{reverse('reviews:praise', args=[praise.public_id])}"
    what = "A compliment was" if praise.kind == PraiseKind.COMPLIMENT else "Good practice was"
    whose = "your work" if praise.worker and praise.worker.user_id == to.pk else "your team"
    mail.queue_mail(
        to=to,
        authority=praise.child.authority,
        subject=f"{what} recorded about {whose}",
        body=f"An IRO wants you to know. {what} recorded about {whose}:\n\n{address}\n",
        about=praise,
    )
