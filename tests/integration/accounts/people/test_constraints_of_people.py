"""What the database refuses of waiting roles, sign-in providers, connections and drafts, whoever writes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import (
    Authority,
    Connection,
    Draft,
    GroupRole,
    RoleProposal,
    SignInAccount,
    SignInProvider,
    User,
)
from tests import factories as make

STARTS = date(2026, 4, 1)


class Case:
    """A council with two administrators and somebody who is to have a role."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self.one, self.other, self.person = (make.make_user(authority) for _ in range(3))

    def proposed(self, **over: Any) -> RoleProposal:
        given = {
            "user": self.person,
            "role": "IRO",
            "starts_on": STARTS,
            "proposed_by": self.one,
            "proposed_at": make.now(),
        }
        return RoleProposal.objects.create(authority=self.authority, **given | over)

    def confirmed(self, by: User, **over: Any) -> RoleProposal:
        return self.proposed(**{"state": "CONFIRMED", "answered_by": by, "answered_at": make.now(), **over})

    def provider(self, **over: Any) -> SignInProvider:
        given = {
            "issuer": "https://login.council.example",
            "client_id": "portal",
            "secret": "x",
            "domains": ["council.example"],
            "vouches": False,
            "set_by": self.one,
            "set_at": make.now(),
        }
        return SignInProvider.objects.create(authority=self.authority, **given | over)

    def group(self, provider: SignInProvider) -> GroupRole:
        return GroupRole.objects.create(
            provider=provider, group="IROs", role="IRO", set_by=self.one, set_at=make.now()
        )

    def account(self, provider: SignInProvider, user: User, subject: str) -> SignInAccount:
        return SignInAccount.objects.create(
            provider=provider, user=user, subject=subject, first_at=make.now()
        )

    def connection(self, **over: Any) -> Connection:
        given = {"name": "Nightly", "scope": "FEED", "digest": "0", "hint": "abc", "created_by": self.one}
        return Connection.objects.create(
            authority=self.authority, **{"ends_at": make.now() + timedelta(days=30)} | given | over
        )


def _before(days: int) -> Any:
    return make.now() - timedelta(days=days)


REFUSED: dict[str, Callable[[Case], object]] = {
    "role_proposal_once": lambda c: [c.proposed() for _ in range(2)],
    "role_proposal_answer_paired": lambda c: c.proposed(state="CONFIRMED"),
    "role_proposal_not_for_oneself": lambda c: c.proposed(proposed_by=c.person),
    "role_proposal_two_people": lambda c: c.confirmed(c.one),
    "role_proposal_ends_after": lambda c: c.proposed(ends_on=STARTS),
    "sign_in_provider_confirmed_paired": lambda c: c.provider(confirmed_by=c.other),
    "sign_in_provider_confirmed_after_set": lambda c: c.provider(
        confirmed_by=c.other, confirmed_at=_before(1)
    ),
    "sign_in_provider_tried_before_passwords_off": lambda c: c.provider(passwords_off=True),
    "sign_in_account_one_of_a_person": lambda c: [
        c.account(provider, c.one, subject)
        for provider, subject in zip([c.provider()] * 2, "ab", strict=True)
    ],
    "sign_in_account_of_one_person": lambda c: [
        c.account(provider, user, "a")
        for provider, user in zip([c.provider()] * 2, [c.one, c.other], strict=True)
    ],
    "group_role_once": lambda c: [c.group(provider) for provider in [c.provider()] * 2],
    "connection_revoked_ends": lambda c: c.connection(revoked_at=make.now()),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_database_refuses(name: str, authority: Authority) -> None:
    case = Case(authority)
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        REFUSED[name](case)


def test_the_case_itself_is_allowed(authority: Authority) -> None:
    case = Case(authority)
    case.confirmed(case.other, ends_on=STARTS + timedelta(days=1))
    moment = make.now()
    confirmed = {"set_at": moment, "confirmed_by": case.other, "confirmed_at": moment}
    case.group(case.provider(worked_at=moment, **confirmed))
    case.connection(revoked_at=make.now(), ends_at=_before(1))


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"sent_at": make.now(), "words": "{}"}, "draft_sent_is_empty"),
        ({"late_at": make.now()}, "draft_late_paired"),
        ({"late_words": "{}"}, "draft_late_paired"),
    ],
)
def test_a_draft_that_was_sent_is_empty(values: dict[str, Any], name: str, authority: Authority) -> None:
    draft = make.make_draft(make.make_user(authority), "note", "1", {"note": ["Words"]})
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(**values)
