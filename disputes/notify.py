"""Who is told, and in which words.

A mail never holds a child's name: it says what waits, by when and where.
"""

from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts import clock
from accounts.access.roles import Role
from accounts.access.viewers import viewer_for
from accounts.mail import outbox as mail
from accounts.models import User
from accounts.people.actions import holders_of
from accounts.people.lines import in_charge
from disputes.access import concerns_visible_to
from disputes.models import Concern, ConcernStep, ExternalChallenge, SystemicConcern
from disputes.models.ladder import OF_THE_COUNCIL

About = Concern | ConcernStep | ExternalChallenge | SystemicConcern


def answerers_of(concern: Concern, level: str) -> list[User]:
    """The managers at a level of the line of the child's team now; for the Director and the QA manager
    everybody with that role. Each whose role runs today. May be nobody.
    """
    if level in OF_THE_COUNCIL:
        return holders_of(Role(level), concern.child.authority, clock.today())
    lines = in_charge(clock.today()).filter(
        level=level, team__allocations__child=concern.child_id, team__allocations__ended_on=None
    )
    return list(User.objects.filter(pk__in=lines.values("user")).order_by("pk"))


def iros_of(concern: Concern, today: date) -> list[User]:
    """Who acts for the child in the dispute today:

    the IRO who covers, else the child's IRO, else the QA managers. Somebody who may not read the concern any
    more would not be told, so they are passed over.
    """
    covering = User.objects.filter(
        dispute_covers__concern=concern,
        dispute_covers__started_on__lte=today,
        dispute_covers__ended_on__gt=today,
        is_active=True,
    )
    own = User.objects.filter(
        workers__iro_allocations__child=concern.child_id,
        workers__iro_allocations__ended_on=None,
        is_active=True,
    )
    managers = User.objects.filter(
        Q(memberships__ended_on=None) | Q(memberships__ended_on__gt=today),
        memberships__authority=concern.authority_id,
        memberships__role=Role.QA_MANAGER,
        memberships__started_on__lte=today,
        is_active=True,
    )
    return next(
        (here for group in (covering, own, managers) if (here := _who_read(group, concern, today))), []
    )


def _who_read(people: QuerySet[User], concern: Concern, today: date) -> list[User]:
    council = concern.authority.public_id
    viewers = [(p, viewer_for(p, today=today, authority_public_id=council)) for p in people.distinct()]
    return [
        person
        for person, viewer in viewers
        if viewer and concerns_visible_to(viewer, today).filter(pk=concern.pk).exists()
    ]


def address_of(concern: Concern) -> str:
    return settings.PUBLIC_ADDRESS + reverse("disputes:concern", args=[concern.public_id])


def people(told: list[User], *, concern: Concern, about: About, subject: str, body: str) -> int:
    """Owe each of them a mail with the address of the concern. Returns how many."""
    for person in told:
        mail.queue_mail(
            to=person,
            authority=concern.authority,
            subject=subject,
            body=f"{body}\n\n{address_of(concern)}\n",
            about=about,
        )
    return len(told)


def answerers(concern: Concern, step: ConcernStep, *, excluding: User) -> int:
    """Tell the managers at the stage that a concern waits for their answer.

    0: nobody is recorded at this level.
    """
    subject, body = "A concern to answer", f"An IRO has raised a concern with you: {step.stage.name}."
    if step.due_on:
        subject = f"{subject} by {step.due_on:%-d %B %Y}"
        body += (
            f"\n\nPlease answer by the end of {step.due_on:%A %-d %B %Y}. "
            "You can promise actions with dates in your answer. Only the IRO closes the concern."
        )
    found = [p for p in answerers_of(concern, step.stage.level) if p.pk != excluding.pk]
    return people(found, concern=concern, about=step, subject=subject, body=body)


def reworded(concern: Concern, *, by: User) -> int:
    """Tell those who answered that the concern reads differently now."""
    answered = User.objects.filter(is_active=True, pk__in=concern.answers.values("by")).exclude(pk=by.pk)
    body = (
        "Its words were changed after you answered. Your answer stands with the words that you read. "
        "If it is different now, you can add to it while the concern is at your stage."
    )
    subject = "A concern that you answered was changed"
    return people(list(answered), concern=concern, about=concern, subject=subject, body=body)
