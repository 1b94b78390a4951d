"""The child at a glance: one page to read before a visit or a review, and to print."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from children.access import get_child
from children.contacts.actions import contacts_of
from reviews.cycle.current import running_cycle
from reviews.decisions.access import decisions_visible_to
from reviews.decisions.states import OPEN
from reviews.models import Decision
from reviews.models.review import AttendeeRole
from reviews.models.review import SectionKey as K
from reviews.record.entry import passports
from reviews.record.known.facts import Fact
from reviews.record.known.gathered import known_of
from reviews.record.sections import SECTIONS

ROLES = {value: str(text) for value, text in AttendeeRole.choices}


@dataclass(frozen=True)
class Block:
    """A heading of the page with its facts."""

    title: str
    facts: list[Fact]


@dataclass(frozen=True)
class OpenDecision:
    """A decision that is still to be done, with a line on its life so far."""

    decision: Decision
    life: str


@page(P.READ_REVIEW_RECORD)
def brief(request: Request, public_id: UUID) -> HttpResponse:
    """Facts with their source, people, what the child said last, and the decisions still open."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="child at a glance")
    known = known_of(child, today(), viewer, that_day_too=True)
    decisions = decisions_visible_to(viewer).filter(child=child, progress__in=OPEN).select_related("made_at")
    rows = list(decisions.order_by("due_on", "pk"))
    lives = passports(rows)
    context = {
        "child": child,
        "today": today(),
        "cycle": running_cycle(child),
        "blocks": [Block(SECTIONS[key].title, facts) for key in SECTIONS if (facts := known.facts.get(key))],
        "last": known.last,
        "words": known.last_time(K.WISHES).get("own_words", ""),
        "people": [
            {"name": row["name"], "role": ROLES.get(row["role"], row["role"])}
            for row in known.first[K.ATTENDANCE]["attendees"].value
        ],
        "contacts": contacts_of(child),
        "decisions": [OpenDecision(row, lives[row.pk]) for row in rows],
        "lines": range(8),
    }
    return render(request, "reviews/brief.html", context)
