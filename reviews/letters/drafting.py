"""The first words of a letter or of minutes, from the completed record with its amendments. Everything can be
changed afterwards; nothing is added that the record does not say.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date

from accounts.councils.words import Words, said
from accounts.models import User
from accounts.registry import registered
from accounts.templatetags.govuk import day as day_words
from children.models import Child
from children.models.contact import PersonRole
from reviews.letters.versions import Parts
from reviews.models import Letter, LetterStyle, Review
from reviews.models.letter import LetterKind, LetterState
from reviews.models.review import SectionKey as K
from reviews.record import amending, finished

TOOK_NO_PART = "PN7"
TOOK_PART = re.compile(r"\b(taking|took|taken) part\b", re.IGNORECASE)
OWN_NUMBER = re.compile(r"\b(?:me|my)\b.*?\b0\d(?:[ -]?\d){8,9}\b", re.IGNORECASE | re.DOTALL)
OF_AN_ADVOCATE = re.compile("advoca", re.IGNORECASE)
SENTENCES = re.compile(r"(?<=[.!?])\s+")
LEADS = {
    f"{K.WISHES}.wants_changed": "What you would like to change:",
    f"{K.PLACEMENT}.about": "Where you live:",
    f"{K.HEALTH}.about": "Your health:",
    f"{K.EDUCATION}.about": "School and learning:",
    f"{K.EDUCATION}.leisure": "Your free time:",
    f"{K.FAMILY}.about": "Your family:",
}
"""What a line answers in the record, said before it: without its question “my bedtime” says nothing."""
Reader = Callable[[finished.Line], str]
"""Reads a line as it stands with its amendments."""
INTO_LETTER: dict[str, tuple[str, tuple[str, ...]]] = {
    "said": ("What you told us", (f"{K.WISHES}.own_words", f"{K.WISHES}.wants_changed")),
    "things": (
        "How things are",
        (
            f"{K.CHANGES}.circumstances",
            f"{K.PLACEMENT}.about",
            f"{K.HEALTH}.about",
            f"{K.EDUCATION}.about",
            f"{K.EDUCATION}.leisure",
            f"{K.FAMILY}.about",
        ),
    ),
    "plan": ("Your plan", (f"{K.PLAN}.about",)),
}
"""Part of the letter -> its title, and the lines of the record it begins from."""


def first_words(review: Review, kind: str, style: LetterStyle, writer: str) -> Parts:
    """The parts of a new letter or of new minutes; a letter ends with who chaired, else with its writer."""
    says, amended = finished.read(review), amending.amended(review)

    def now(line: finished.Line) -> str:
        return amending.reads_now(line, amended.get(line.key, []))

    if kind == LetterKind.CHILD:
        return _letter(review, says, {key: now(line) for key, line in says.lines().items()}, style, writer)
    return [p for p in _minutes(review, says, now) if p["text"]]


def _part(key: str, title: str, *paragraphs: str) -> dict[str, str]:
    return {"key": key, "title": title, "text": "\n\n".join(p.strip() for p in paragraphs if p.strip())}


# --- the letter


def _letter(
    review: Review, says: finished.Finished, now: dict[str, str], style: LetterStyle, writer: str
) -> Parts:
    child = review.child
    greeting = f"Dear {child.forename or 'you'},"
    parts = [_part("opening", "Opening", greeting, _opening(style.words("opening"), review))]
    for key, (title, lines) in INTO_LETTER.items():
        parts.append(_part(key, title, *(_led(line, now.get(line, "")) for line in lines)))
    parts.append(_part("decisions", "What we decided", "\n".join(_decided(says, now))))
    parts.append(
        _part(
            "closing",
            "What you can do",
            style.words("closing"),
            _next_review(review),
            _signed_after(review, writer),
        )
    )
    return parts


def _led(line: str, text: str) -> str:
    lead = LEADS.get(line)
    return f"{lead} {text.strip()}" if lead and text.strip() else text


def _opening(words: str, review: Review) -> str:
    """The council's opening; a child who took no part in the review is not thanked for it."""
    if review.participation_code != TOOK_NO_PART:
        return words
    return " ".join(s for s in SENTENCES.split(words) if not TOOK_PART.search(s))


def _decided(says: finished.Finished, now: dict[str, str]) -> Iterable[str]:
    """Each decision that is still to be carried out, in one sentence."""
    for agreed in says.decisions:
        if agreed.fate in ("done", "no longer needed"):
            continue
        key = f"decisions.{agreed.decision}"
        owner, action, due = (now.get(f"{key}.{n}", "") for n in ("owner", "action", "due_on"))
        yield f"{owner}: {action.rstrip('.')}, by {due}."


def _next_review(review: Review) -> str:
    return _next_review_of(review.child)


def next_booked(child: Child) -> date | None:
    """The day of the next review that is booked."""
    booked = child.reviews.filter(status="BOOKED").order_by("booked_for").first()
    return booked.booked_for if booked else None


def _next_review_of(child: Child) -> str:
    day = next_booked(child)
    return said(f"Your next review will be on {day_words(day)}.", child.authority) if day else ""


def introduction(child: Child, style: LetterStyle, by: User, today: date) -> Parts:
    """The letter in which the IRO says who they are. What they tell of themselves they write once: the next
    child's letter begins with it.
    """
    iro = by.name
    greeting = f"Dear {child.forename or 'you'},"
    words = Words.of(child.authority)
    short = f" ({words.iro})" if words.iro.lower() != words.iro_title.lower() else ""
    name = f"My name is {iro}, and I am your {words.iro_title}{short}."
    return [
        _part("opening", "Opening", greeting, name),
        _part("me", "About me", _sent_before(by, "me")),
        _part("work", "What I do", style.words("introduction")),
        _part("next", "When we meet", _next_review_of(child)),
        _part(
            "closing",
            "How to reach me",
            *_contacts(child, by, today),
            style.words("closing"),
            _signed(iro, child),
        ),
    ]


def _sent_before(by: User, key: str) -> str:
    """A part of the last letter of introduction that this person sent: what they told of themselves."""
    sent = Letter.objects.filter(written_by=by, kind=LetterKind.INTRODUCTION, state=LetterState.SENT)
    last = sent.order_by("-sent_at").first()
    return next((part["text"] for part in last.parts if part["key"] == key), "") if last else ""


def _contacts(child: Child, by: User, today: date) -> Iterable[str]:
    yield " ".join((f"My email address is {by.email}.", *_numbers_told_before(by)))
    if advocate := advocate_of(child):
        yield f"Your advocate is {advocate}."
    elif services := advocacy_services(child, today):
        asked = " or ".join(services)
        yield f"If you want somebody to help you say what you think, you can ask for an advocate: {asked}."


def _numbers_told_before(by: User) -> Iterable[str]:
    """Where this person said in the last letter of introduction that they can be called; the portal keeps no
    numbers of those who work with it.
    """
    said = SENTENCES.split(_sent_before(by, "closing"))
    return (s.strip() for s in said if OWN_NUMBER.search(s) and not OF_AN_ADVOCATE.search(s))


def advocacy_services(child: Child, today: date) -> list[str]:
    """The council's present providers of advocacy, as its IRO service has them in its register."""
    return [name for tell in registered("ADVOCACY_SERVICES") for name in tell(child.authority_id, today)]


def advocate_of(child: Child) -> str:
    """The child's advocate and how to reach them, as the contacts say; empty where none is recorded."""
    rows = child.contact_people.filter(role=PersonRole.ADVOCATE, ended_on=None)
    found = rows.order_by("-recorded_at").first()
    return ", ".join(filter(None, (found.name, found.telephone, found.email))) if found else ""


def _signed(iro: str, child: Child) -> str:
    return f"{iro}, your {Words.of(child.authority).iro_title}"


def _signed_after(review: Review, writer: str) -> str:
    """Who chaired signs, else the writer. Somebody who stood in is not “your” IRO and says for whom."""
    chair, child = review.chaired_by, review.child
    allocated = child.iro_allocations.select_related("worker")
    own = allocated.filter(ended_on=None).first()
    if chair is None or own is None or allocated.filter(worker=chair).exists():
        return _signed(str(chair or writer), child)
    return f"{chair}, {Words.of(child.authority).iro_title}, in place of {own.worker.name}"


# --- minutes


def _minutes(review: Review, says: finished.Finished, now: Reader) -> Iterable[dict[str, str]]:
    facts = [_answered(line, now(line)) for line in says.facts if now(line) and line.key in FACTS]
    yield _part("facts", "The review", "\n".join(facts))
    people = [_came(person, now) for person in says.people]
    yield _part("people", "Who came", "\n".join(people))
    for section in says.sections:
        if section.key != K.PREPARATION:
            yield _part(section.key, section.title, *_section(section, now))
    decisions = [_decision(agreed, now) for agreed in says.decisions]
    yield _part("decisions", "Decisions", *decisions)


FACTS = frozenset({finished.HELD_ON, "facts.iro", "facts.in_time", finished.PARTICIPATION})


def _came(person: finished.Person, now: Reader) -> str:
    name, presence = (now(line) for line in person.lines)
    role = person.role[:1].upper() + person.role[1:]
    return f"{role}{f', {name}' if name else ''}: {presence}"


def _section(section: finished.Section, now: Reader) -> list[str]:
    """Answers by choice in a line each, then what was written."""
    short: list[str] = []
    long: list[str] = []
    for line in section.lines:
        answer = now(line)
        if not answer:
            continue
        (short if line.question.endswith("?") else long).append(_answered(line, answer))
    return ["\n".join(short), *long]


def _answered(line: finished.Line, answer: str) -> str:
    return f"{line.question}{'' if line.question.endswith('?') else ':'} {answer}"


def _decision(agreed: finished.Agreed, now: Reader) -> str:
    fate = agreed.fate[:1].upper() + agreed.fate[1:]
    return "\n".join([f"{fate}.", *(_answered(line, now(line)) for line in agreed.lines if now(line))])


def whole_text(letter: Letter) -> str:
    """The text of a letter, its parts after each other."""
    return "\n\n".join(part["text"] for part in letter.parts)
