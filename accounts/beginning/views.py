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
    needed = [step for step in steps if not step.is_optional]
    context = {
        "tasks": tasks,
        "missing": sum(not step.is_done for step in needed),
        "needed": len(needed),
        "optional": len(steps) - len(needed),
    }
    return render(request, "accounts/start.html", context)


def _task(number: int, step: Step, viewer: Viewer) -> dict[str, Any]:
    is_open = viewer.may(step.needs)
    hint, waits = step.state, "Optional" if step.is_optional else "Missing"
    if step.waits_for:
        hint, waits = f"{hint} You can do this once there are {step.waits_for}.", "Cannot start yet"
    elif not step.is_done:
        hint += f" Without it: {_lower(step.without)}"
        hint += "" if is_open else f" To be done by: {_holders(step.needs)}."
    return {
        "id": f"step-{number}",
        "title": step.title,
        "href": step.href if is_open and not step.waits_for else "",
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
    """For an administrator or the manager of the IROs: how much of the setting up is left, until nothing
    is.
    """
    if not viewer.may(Permission.CONFIRM_ROLE):
        return []
    left = sum(not step.is_done and not step.is_optional for step in steps_for(viewer, today))
    if not left:
        return []
    return [card("Still to set up", left, "what a new council needs", reverse("accounts:start"), alert=True)]
