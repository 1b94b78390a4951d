"""The child at a glance: one page to read before a visit or a review, and to print."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.words import said
from children.access import get_child
from children.contacts.actions import contacts_of
from children.models import Child
from children.needs.actions import language_words, needs_on
from reviews.cycle.current import running_cycle
from reviews.decisions.access import decisions_visible_to
from reviews.decisions.states import OPEN
from reviews.meeting.states import IN_HAND
from reviews.models import Decision
from reviews.models.review import AttendeeRole
from reviews.models.review import SectionKey as K
from reviews.record.known.facts import Fact, Known
from reviews.record.known.gathered import NO_CHANGE, known_of
from reviews.record.known.lives import passports
from reviews.record.own.asked import sections_of
from reviews.record.own.layout import Layout
from reviews.record.sections import in_words

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


BLOCKS: dict[str, tuple[str, ...]] = {
    "The plan": (K.PLAN,),
    "Home, school and health": (K.PLACEMENT, K.EDUCATION, K.HEALTH),
    "Family": (K.FAMILY,),
    "Since the last review": (K.CHANGES, K.SAFEGUARDING),
    "Contact, and what the child asked for": (K.PREPARATION, K.WISHES),
}
"""Heading -> the sections of the record whose facts stand under it. Who came is under “Who is who”."""


def _facts(keys: tuple[str, ...], known: Known) -> list[Fact]:
    return [fact for key in keys for fact in known.facts.get(key, [])]


def _block(title: str, keys: tuple[str, ...], known: Known) -> Block:
    """The facts of a heading; what has not changed stands in one line."""
    facts = [fact for fact in _facts(keys, known) if fact.value]
    same = [fact.name for fact in facts if fact.value == NO_CHANGE]
    found = [fact for fact in facts if fact.value != NO_CHANGE]
    return Block(title, found + ([Fact(NO_CHANGE, ", ".join(same))] if same else []))


def _asked_by_the_council(known: Known) -> list[Block]:
    """What the last record answers to the council's own questions."""
    if known.last is None or known.last.record_version is None:
        return []
    layout = Layout.from_stored(known.last.record_version.layout)
    sections, source = sections_of(layout), f"the review of {day_words(known.last.held_on)}"
    facts = []
    for question in layout.questions:
        answer = known.last_time(question.section).get(question.name)
        field = sections[question.section].form.base_fields[question.name]
        if said_then := in_words(field, question.name, answer):
            facts.append(Fact(question.text, said_then, source))
    return [Block("Asked by your council", facts)] if facts else []


def _taking_part(child: Child) -> list[Block]:
    """The language, whether it is spoken where the child lives, and what helps to take part."""
    needs = needs_on(child, today())
    if needs is None:
        return []
    helps = ["an interpreter"] if needs.needs_interpreter else []
    helps += [words for words in (needs.ways, needs.communication) if words]
    source = f"as recorded from {day_words(needs.starts_on)}"
    facts = [
        Fact("First language", needs.language, source),
        Fact("Where the child lives", language_words(needs, today()), source),
        Fact("To take part the child needs", "; ".join(helps), source),
    ]
    told = [fact for fact in facts if fact.value]
    return [Block("Language and communication", told)] if told else []


@page(P.READ_REVIEW_RECORD)
def brief(request: Request, public_id: UUID) -> HttpResponse:
    """Facts with their source, people, what the child said last, and the decisions still open."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="child at a glance")
    known = known_of(child, today(), viewer, that_day_too=True)
    decisions = decisions_visible_to(viewer).filter(child=child, progress__in=OPEN).select_related("made_at")
    rows = list(decisions.order_by("due_on", "pk"))
    lives = passports(rows)
    contacts = list(contacts_of(child))
    context = {
        "child": child,
        "today": today(),
        "cycle": running_cycle(child),
        "blocks": [block for title, keys in BLOCKS.items() if (block := _block(title, keys, known)).facts]
        + _asked_by_the_council(known)
        + _taking_part(child),
        "not_recorded": [f.name for keys in BLOCKS.values() for f in _facts(keys, known) if not f.value],
        "withheld": [contact.name for contact in contacts if contact.not_told_home],
        "in_hand": child.reviews.filter(status__in=IN_HAND).first(),
        "may_open": viewer.may(P.BOOK_REVIEW),
        "last": known.last,
        "words": known.last_time(K.WISHES).get("own_words", ""),
        "people": [
            {"name": getattr(child, "iro_now", ""), "role": said("IRO")},
            *(
                {"name": row["name"], "role": _role(row["role"])}
                for row in known.first[K.ATTENDANCE]["attendees"].value
                if row["name"] not in {contact.name for contact in contacts}
            ),
        ],
        "contacts": contacts,
        "decisions": [OpenDecision(row, lives[row.pk]) for row in rows],
        "lines": range(8),
    }
    return render(request, "reviews/brief.html", context)


def _role(role: str) -> str:
    """One of the portal's own in the council's words, another as it was typed."""
    return said(ROLES[role]) if role in ROLES else role
