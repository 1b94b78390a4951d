"""A council begins: it is made, and its first administrator is let in. Everything after that is done in the
browser.
"""

import re
from dataclasses import dataclass
from datetime import date

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from accounts.access.roles import Role
from accounts.audit.trail import action
from accounts.models import Authority, Membership, User
from accounts.people.actions import mail_qa_managers, open_memberships
from accounts.people.proposals import is_without_second
from statute.refusals import Refused

CODE = re.compile(r"[-a-zA-Z0-9_]{1,20}")


@dataclass(frozen=True)
class Start:
    """What is there now. `link` is empty where the administrator can sign in already, or none was asked
    for.
    """

    council: Authority
    is_new: bool
    administrator: User | None = None
    link: str = ""


@transaction.atomic
def start_council(*, code: str, name: str, administrator: str, today: date) -> Start:
    """Make the council, or leave it as it is, and let its first administrator in.

    Safe to repeat: an administrator who has never signed in gets a fresh link, and the earlier one stays good
    until one
    of the two is used. Raises Refused for a code, name or address that cannot be.
    """
    council = Authority.objects.filter(code__iexact=code).first()
    is_new = council is None
    if council is None:
        council = _make(code, name.strip())
    if not administrator:
        return Start(council, is_new)
    person = _person(administrator.strip().lower())
    _let_in(person, council, today)
    return Start(council, is_new, person, "" if person.has_usable_password() else one_time_link(person))


def one_time_link(person: User) -> str:
    """The address at which the person sets a password; used once, and good for a day."""
    key = default_token_generator.make_token(person)
    words = {"uidb36": user_pk_to_url_str(person), "key": key}
    return settings.PUBLIC_ADDRESS + reverse("account_reset_password_from_key", kwargs=words)


def _make(code: str, name: str) -> Authority:
    if not CODE.fullmatch(code):
        raise Refused("The code may have up to 20 letters, digits, hyphens and underscores.")
    if not 0 < len(name) <= (Authority._meta.get_field("name").max_length or 0):
        raise Refused("Give the council’s name, of up to 120 characters.")
    with action("authority.created", by=None) as event:
        event.target = made = Authority.objects.create(code=code, name=name)
    return made


def _person(address: str) -> User:
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(f"{address} is not an email address.") from None
    person = User.objects.filter(email__iexact=address).first()
    if person is None:
        return User.objects.create_user(address, None, name=address.partition("@")[0])
    if not person.is_active:
        raise Refused(
            f"{address} belongs to somebody who has left. Reactivate them, or name another administrator."
        )
    return person


def _let_in(person: User, council: Authority, today: date) -> None:
    """Give the role, unless the person has it. Only the first administrator is made here, and a second one
    where everybody has left who could confirm roles: others are given the role in the browser.
    """
    administrators = Membership.objects.filter(
        open_memberships(today), authority=council, role=Role.ADMINISTRATOR
    )
    if administrators.filter(user=person).exists():
        return
    if administrators.filter(user__is_active=True).exists() and not is_without_second(council, today):
        raise Refused(f"{council.name} has an administrator already, who can add others under People.")
    with action(
        "person.role_given",
        by=None,
        authority=council,
        target=person,
        role=Role.ADMINISTRATOR.value,
        starts_on=str(today),
    ):
        made = Membership.objects.create(
            user=person, authority=council, role=Role.ADMINISTRATOR, started_on=today
        )
        mail_qa_managers(made, by=None, today=today)
