"""The home page: what is overdue, due and waiting, each figure a link to its list. Every floor hands in its
own cards.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.clock import today
from accounts.registry import registered


@page()
def home(request: Request) -> HttpResponse:
    """Cards and lists of the floors, for this person's roles. What a card or list holds is in
    docs/architecture.md.
    """
    parts: list[dict[str, Any]] = [p for f in registered("HOME_CARDS") for p in f(request.viewer, today())]
    cards = [p for p in parts if p["kind"] == "card"]
    return render(
        request,
        "home.html",
        {
            "cards": cards,
            "first": [card for card in cards if card["alert"]],
            "rest": [card for card in cards if not card["alert"]],
            "lists": [
                {"title": p["title"], "html": render_to_string(p["template"], p["context"], request)}
                for p in parts
                if p["kind"] == "list"
            ],
            "days": [
                {"title": p["title"], "html": render_to_string(p["template"], p["context"], request)}
                for p in parts
                if p["kind"] == "day"
            ],
            "nothing_waits": all(_is_empty(part) for part in parts),
            "today": today(),
        },
    )


def _is_empty(part: dict[str, Any]) -> bool:
    """Whether nothing waits in this part of the page."""
    return part["kind"] == "card" and not part["figure"] or part.get("is_empty", False)
