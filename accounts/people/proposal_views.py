"""Roles that wait for a second person: the list, and the answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.models import RoleProposal, SignInProvider, User
from accounts.models.people import ProposalState
from accounts.people.code_resets import waiting_resets
from accounts.people.proposals import PROPOSALS, Act, confirm, confirm_all, decline, parts_of
from accounts.ui.asking import refusals_said
from accounts.ui.posted import pressed

SHOWN_ANSWERED = 50


@page(Permission.CONFIRM_ROLE)
def proposals(request: Request) -> HttpResponse:
    """Roles of the council that wait for a second person, and the latest that were answered."""
    found = RoleProposal.objects.filter(authority=request.viewer.authority_id).select_related(
        "user", "proposed_by", "answered_by", "team"
    )
    waiting = [_row(proposal, request.user) for proposal in found.filter(state=ProposalState.WAITING)]
    answered = found.exclude(state=ProposalState.WAITING)[:SHOWN_ANSWERED]
    context = {
        "waiting": waiting,
        "answered": answered,
        "mine": sum(row["may_confirm"] for row in waiting),
        "provider_waits": SignInProvider.objects.filter(
            authority=request.viewer.authority_id, confirmed_at=None
        ).exists(),
        "resets": waiting_resets(request.viewer),
    }
    return render(request, "accounts/people/proposals.html", context)


@page(Permission.CONFIRM_ROLE, methods=POST)
def confirm_proposals(request: Request) -> HttpResponse:
    """Confirm every role that waits for this person."""
    count, refused = confirm_all(authority=request.viewer.authority, by=request.user, today=today())
    for why in refused:
        messages.error(request, why)
    if count or not refused:
        messages.success(request, f"Roles confirmed: {count}.")
    return redirect("accounts:role_proposals")


def _row(proposal: RoleProposal, person: User) -> dict[str, Any]:
    possible = PROPOSALS.possible(proposal.state, parts_of(proposal, person))
    return {
        "proposal": proposal,
        "may_confirm": Act.CONFIRM in possible,
        "may_decline": Act.DECLINE in possible,
    }


@page(Permission.CONFIRM_ROLE, methods=POST)
def answer_proposal(request: Request, public_id: UUID) -> HttpResponse:
    """Confirm or decline a proposed role."""
    proposal = RoleProposal.objects.filter(public_id=public_id, authority=request.viewer.authority_id).first()
    if proposal is None:
        raise Http404("No such proposal")
    with refusals_said(request):
        if pressed(request, "answer", "confirm", "decline") == "confirm":
            confirm(proposal=proposal, by=request.user, today=today())
            messages.success(request, f"{proposal.user.name} now has the role {proposal.get_role_display()}.")
        else:
            decline(proposal=proposal, by=request.user)
            messages.success(request, "The role was not given.")
    return redirect("accounts:role_proposals")
