"""Rows of accounts, signing in and the home page. `w` is the World, `child` says which council is meant."""

import uuid
from typing import Any

from allauth.mfa.models import Authenticator

from accounts.access.roles import Role
from accounts.models import (
    AccessRequest,
    Authority,
    CodesReset,
    Connection,
    GroupRole,
    Job,
    RecordedSince,
    RoleProposal,
    SignInAccount,
    SignInProvider,
    Team,
    User,
)
from children.models import Child
from tests import factories as make
from tests.house_rules.url_matrix import PEOPLE, Row, World

TWO = ("own", "foreign")
ADMIN = {"administrator": "own"}
QA = {"qa_manager": "own"}
EVERYBODY = {p: "own" for p in PEOPLE if p != "nobody"}


def somebody(w: World, child: Child) -> User:
    """A person of the child's council, who is a team manager there."""
    return make.make_user(child.authority, Role.TEAM_MANAGER)


def person(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": somebody(w, child).public_id}


def membership(w: World, child: Child) -> dict[str, Any]:
    user = somebody(w, child)
    return {"public_id": user.public_id, "pk": user.memberships.get().pk}


def line(w: World, child: Child) -> dict[str, Any]:
    return person(w, child) | {"level": "TEAM_MANAGER"}


def left(w: World, child: Child) -> dict[str, Any]:
    user = somebody(w, child)
    User.objects.filter(pk=user.pk).update(is_active=False, deactivated_at=make.now())
    return {"public_id": user.public_id}


def since_set(w: World, child: Child) -> dict[str, Any]:
    """A kind of record of which somebody has said since when it is complete."""
    values = {
        "since": make.date(2025, 4, 1),
        "reason": "All",
        "set_by": w.person("qa_manager"),
        "set_at": make.now(),
    }
    RecordedSince.objects.update_or_create(authority=child.authority, kind="concerns", defaults=values)
    return {"kind": "concerns"}


def proposed(w: World, child: Child) -> dict[str, Any]:
    found = RoleProposal.objects.create(
        user=somebody(w, child),
        authority=child.authority,
        role=Role.IRO,
        starts_on="2026-04-01",
        proposed_by=make.make_user(child.authority, Role.ADMINISTRATOR),
        proposed_at=make.now(),
    )
    return {"public_id": found.public_id}


def group_role(w: World, child: Child) -> dict[str, Any]:
    administrator = make.make_user(child.authority, Role.ADMINISTRATOR)
    provider, _ = SignInProvider.objects.get_or_create(
        authority=child.authority,
        defaults={
            "issuer": "https://login.microsoftonline.com/x/v2.0",
            "client_id": "portal",
            "secret": "x",
            "domains": [f"{child.authority.code}.example"],
            "vouches": True,
            "set_by": administrator,
            "set_at": make.now(),
        },
    )
    row = GroupRole.objects.create(
        provider=provider, group="iros", role=Role.IRO, set_by=administrator, set_at=make.now()
    )
    return {"public_id": row.public_id}


def with_account(w: World, child: Child) -> dict[str, Any]:
    """Somebody who has signed in with the council's provider."""
    group_role(w, child)
    user = somebody(w, child)
    SignInAccount.objects.create(
        provider=child.authority.sign_in_provider, user=user, subject=uuid.uuid4().hex, first_at=make.now()
    )
    return {"public_id": user.public_id}


def no_provider(w: World, child: Child) -> dict[str, Any]:
    return {"public_id": "00000000-0000-4000-8000-000000000000"}


def connected(w: World, child: Child) -> dict[str, Any]:
    """A program that the council lets in."""
    made = Connection.objects.create(
        authority=child.authority,
        name="Export",
        scope="FEED",
        digest=uuid.uuid4().hex,
        hint="abcd",
        created_by=make.make_user(child.authority, Role.ADMINISTRATOR),
        ends_at=make.now(),
    )
    return {"public_id": made.public_id}


def with_codes(w: World, child: Child) -> dict[str, Any]:
    user = somebody(w, child)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    return {"public_id": user.public_id}


def reset_asked(w: World, child: Child) -> dict[str, Any]:
    found = CodesReset.objects.create(
        user=somebody(w, child),
        authority=child.authority,
        reason="Lost",
        asked_by=make.make_user(child.authority, Role.ADMINISTRATOR),
        asked_at=make.now(),
    )
    return {"public_id": found.public_id}


def team(w: World, child: Child) -> dict[str, Any]:
    found: Team = make.make_team(child.authority)
    return {"public_id": found.public_id}


def asked(w: World, child: Child) -> dict[str, Any]:
    found: AccessRequest = make.make_access_request(make.make_user(child.authority, Role.IRO), child)
    return {"public_id": found.public_id}


def granted(w: World, child: Child) -> dict[str, Any]:
    asker, by = make.make_user(child.authority, Role.IRO), make.make_user(child.authority, Role.QA_MANAGER)
    found = make.make_access_request(asker, child, state="GRANTED", answered_by=by, answered_at=make.now())
    make.make_grant(asker, child)
    return {"public_id": found.public_id}


def imported(w: World, child: Child) -> dict[str, Any]:
    """Somebody else's job of the council: those who import or write reports may follow it."""
    found: Job = make.make_job(child.authority, by=make.make_user(child.authority, Role.IRO))
    return {"public_id": found.public_id}


def with_logo(w: World, child: Child) -> dict[str, Any]:
    """The council has a logo; the address itself names none."""
    Authority.objects.filter(pk=child.authority_id).update(logo=b"PNG", logo_type="image/png")
    return {}


JOB_WATCHERS = dict.fromkeys(EVERYBODY, "") | {
    "qa_manager": "own",
    "business_support": "own",
    "administrator": "own",
}

ROWS: dict[str, Row] = {
    "home": Row(sees=EVERYBODY),
    "accounts:session": Row(open_to_all=True, why="the time-out script asks before and after signing in"),
    "accounts:theme": Row(open_to_all=True, why="a style sheet without anything of a council"),
    "accounts:live": Row(open_to_all=True, why="health checks"),
    "accounts:ready": Row(open_to_all=True, why="health checks"),
    "accounts:metrics": Row(open_to_all=True, why="figures without a name, for who has the token"),
    "accounts:help": Row(open_to_all=True, why="the same text for everybody"),
    "accounts:accessibility": Row(open_to_all=True, why="the same text for everybody"),
    "accounts:privacy": Row(open_to_all=True, why="the same text for everybody"),
    "accounts:councils": Row(sees=EVERYBODY),
    "accounts:logo": Row(sees=EVERYBODY, args=with_logo, objects=("own",)),
    "accounts:me": Row(sees=EVERYBODY),
    "accounts:sessions": Row(sees=EVERYBODY),
    "accounts:end_other_sessions": Row(sees=EVERYBODY, method="POST"),
    "accounts:gallery": Row(sees=EVERYBODY),
    "accounts:drafts": Row(sees=EVERYBODY),
    "accounts:keep_draft": Row(
        open_to_all=True, why="keeps words of an ended session for the person whose slip the page holds"
    ),
    "accounts:discard_draft": Row(sees=EVERYBODY, method="POST"),
    "accounts:people": Row(sees=ADMIN),
    "accounts:role_proposals": Row(sees=ADMIN | QA),
    "accounts:answer_proposal": Row(sees=ADMIN | QA, args=proposed, objects=TWO, method="POST"),
    "accounts:confirm_proposals": Row(sees=ADMIN | QA, method="POST"),
    "accounts:reset_codes": Row(sees=ADMIN, args=with_codes, objects=TWO),
    "accounts:answer_codes_reset": Row(sees=ADMIN, args=reset_asked, objects=TWO, method="POST"),
    "accounts:new_person": Row(sees=ADMIN),
    "accounts:person": Row(sees=ADMIN, args=person, objects=TWO),
    "accounts:new_role": Row(sees=ADMIN, args=person, objects=TWO),
    "accounts:end_role": Row(sees=ADMIN, args=membership, objects=TWO),
    "accounts:set_line": Row(sees=ADMIN, args=line, objects=TWO),
    "accounts:link_worker": Row(sees=ADMIN, args=person, objects=TWO),
    "accounts:deactivate": Row(sees=ADMIN, args=person, objects=TWO),
    "accounts:reactivate": Row(sees=ADMIN, args=left, objects=TWO),
    "accounts:unlock": Row(sees=ADMIN, args=person, objects=TWO, method="POST"),
    "accounts:sign_out_person": Row(sees=ADMIN, args=person, objects=TWO, method="POST"),
    "accounts:forget_account": Row(sees=ADMIN, args=with_account, objects=TWO, method="POST"),
    "accounts:send_link": Row(sees=ADMIN, args=person, objects=TWO, method="POST"),
    "accounts:recording": Row(sees=QA),
    "accounts:set_recording": Row(sees=QA, args=lambda w, child: {"kind": "concerns"}, objects=("page",)),
    "accounts:use_first_record": Row(sees=QA, args=since_set, objects=("page",)),
    "accounts:log": Row(sees=QA),
    "accounts:export_log": Row(
        sees=QA,
        method="POST",
        data={
            "since": "1/4/2026",
            "until": "2/4/2026",
        },
    ),
    "accounts:start": Row(sees=ADMIN | {"qa_manager": "own", "business_support": "own"}),
    "accounts:people_file": Row(sees=ADMIN),
    "accounts:people_template": Row(sees=ADMIN),
    "accounts:connections": Row(sees=ADMIN | QA),
    "accounts:new_connection": Row(sees=ADMIN | QA),
    "accounts:renew_connection": Row(sees=ADMIN | QA, args=connected, objects=TWO),
    "accounts:revoke_connection": Row(sees=ADMIN | QA, args=connected, objects=TWO),
    "accounts:teams": Row(sees=ADMIN),
    "accounts:team_managers": Row(sees=ADMIN, args=team, objects=TWO),
    "accounts:looks": Row(sees=QA),
    "accounts:export_looks": Row(
        sees=QA,
        method="POST",
        data={
            "since": "1/4/2026",
            "until": "2/4/2026",
        },
    ),
    "accounts:settings": Row(sees=ADMIN),
    "accounts:bank_holidays": Row(sees=ADMIN),
    "accounts:words": Row(sees=ADMIN),
    "accounts:look": Row(sees=ADMIN),
    "accounts:single_sign_on": Row(sees=ADMIN | QA),
    "accounts:change_single_sign_on": Row(sees=ADMIN),
    "accounts:confirm_single_sign_on": Row(sees=ADMIN | QA, method="POST"),
    "accounts:switch_single_sign_on": Row(sees=ADMIN, method="POST"),
    "accounts:switch_passwords": Row(sees=ADMIN),
    "accounts:new_group_role": Row(sees=ADMIN),
    "accounts:remove_group_role": Row(sees=ADMIN, args=group_role, objects=TWO, method="POST"),
    "accounts:new_terms": Row(sees=ADMIN),
    "accounts:new_team": Row(sees=ADMIN),
    "accounts:team": Row(sees=ADMIN, args=team, objects=TWO),
    "accounts:mails": Row(sees=ADMIN),
    "accounts:status": Row(sees=ADMIN),
    "accounts:access_requests": Row(sees=QA),
    "accounts:access_request": Row(sees=QA, args=asked, objects=TWO),
    "accounts:revoke_access": Row(sees=QA, args=granted, objects=TWO),
    "accounts:job": Row(sees=JOB_WATCHERS, args=imported, objects=TWO),
    "accounts:job_state": Row(sees=JOB_WATCHERS, args=imported, objects=TWO),
    "accounts:see_job": Row(sees=JOB_WATCHERS, args=imported, objects=TWO, method="POST"),
    "accounts:see_all_jobs": Row(signed_in=True, method="POST"),
    "account_login": Row(open_to_all=True, why="signing in"),
    "council_sign_in": Row(open_to_all=True, why="signing in with the council's account"),
    "council_sign_in_start": Row(open_to_all=True, why="leads to the council's provider", args=no_provider),
    "council_sign_in_done": Row(open_to_all=True, why="back from the council's provider", args=no_provider),
    "account_logout": Row(open_to_all=True, why="signing out, also when the session ended before"),
    "account_inactive": Row(open_to_all=True, why="says why a leaver cannot sign in"),
    "account_reauthenticate": Row(signed_in=True),
    "account_change_password": Row(signed_in=True),
    "account_reset_password": Row(open_to_all=True, why="for people who cannot sign in"),
    "account_reset_password_done": Row(open_to_all=True, why="for people who cannot sign in"),
    "account_reset_password_from_key": Row(
        open_to_all=True,
        why="for people who cannot sign in",
        args=lambda w, child: {"uidb36": "1", "key": "wrong-key"},
    ),
    "account_reset_password_from_key_done": Row(open_to_all=True, why="for people who cannot sign in"),
    "mfa_index": Row(signed_in=True),
    "mfa_authenticate": Row(open_to_all=True, why="between password and code; else leads to sign-in"),
    "mfa_reauthenticate": Row(signed_in=True),
    "mfa_activate_totp": Row(signed_in=True),
    "mfa_deactivate_totp": Row(open_to_all=True, why="404 until codes are set up; see test_codes.py"),
    "mfa_view_recovery_codes": Row(open_to_all=True, why="404 until codes are set up; see test_codes.py"),
    "mfa_generate_recovery_codes": Row(signed_in=True),
    "account_signup": Row(open_to_all=True, why="closed: 404 for everybody"),
    "account_set_password": Row(open_to_all=True, why="closed: 404 for everybody"),
    "account_email": Row(open_to_all=True, why="closed: 404 for everybody"),
    "account_email_verification_sent": Row(open_to_all=True, why="closed: 404 for everybody"),
}
