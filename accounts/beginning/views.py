"""The first-run guide: what the council still needs, and what does not work without it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import PERMISSIONS, Permission, Role
from accounts.access.viewers import Viewer
from accounts.beginning.steps import Step, steps_for
from accounts.clock import today
from accounts.site.home import card


@page(Permission.MANAGE_SETTINGS, Permission.MANAGE_WORKERS)
def start(request: Request) -> HttpResponse:
    """Everything a new council sets up, what is done of it, and who can do the rest."""
    steps = steps_for(request.viewer, today())
    tasks = [_task(number, step, request.viewer) for number, step in enumerate(steps, start=1)]
    missing = [step for step in steps if not step.is_done and not step.is_optional]
    context = {"tasks": tasks, "missing": len(missing), "needed": sum(not s.is_optional for s in steps)}
    return render(request, "accounts/start.html", context)


def _task(number: int, step: Step, viewer: Viewer) -> dict[str, Any]:
    is_open = viewer.may(step.needs)
    hint = step.state if step.is_done else f"{step.state} Without it: {_lower(step.without)}"
    if not is_open and not step.is_done:
        hint += f" To be done by: {_holders(step.needs)}."
    waits = "Optional" if step.is_optional else "Missing"
    return {
        "id": f"step-{number}",
        "title": step.title,
        "href": step.href if is_open else "",
        "hint": hint,
        "status": "Completed" if step.is_done else waits,
        "colour": "grey" if step.is_optional else "blue",
    }


def _lower(sentence: str) -> str:
    """The sentence after a colon; an abbreviation stays as it is."""
    return sentence if sentence[1:2].isupper() else sentence[0].lower() + sentence[1:]


def _holders(permission: Permission) -> str:
    return " or ".join(_lower(str(Role(r).label)) for r, has in PERMISSIONS.items() if permission in has)


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """For an administrator: how much of the setting up is left, until nothing is."""
    if not viewer.may(Permission.MANAGE_SETTINGS):
        return []
    left = sum(not step.is_done and not step.is_optional for step in steps_for(viewer, today))
    if not left:
        return []
    return [card("Still to set up", left, "what a new council needs", reverse("accounts:start"), alert=True)]
