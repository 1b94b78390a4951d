"""The parts of the record that a letter was based on, kept with it to show what has changed since."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from accounts.lifecycle import NotNow
from accounts.templatetags.govuk import day as day_words
from children.models import Child
from reviews.letters import states
from reviews.letters.drafting import FACTS, INTO_LETTER, advocate_of, next_booked
from reviews.models import Decision, Letter, Review
from reviews.models.decision import Progress
from reviews.models.letter import LetterKind, LetterState
from reviews.models.review import SectionKey
from reviews.record import amending, finished

NOT_OF_THE_RECORD = "now."
"""Facts that change by themselves in time: no reason to write again what was sent."""
NOTHING = "nothing"
OF_THE_IRO = "child.iro"


@dataclass(frozen=True)
class Fact:
    """One thing that a part of the letter was drawn from, as it read when the part was written."""

    key: str
    part: str
    name: str
    says: str


@dataclass(frozen=True)
class Change:
    """What one fact said when it was written from, and what it says now."""

    part: str
    title: str
    name: str
    was: str
    now: str


def facts_of(kind: str, child: Child, review: Review | None) -> list[Fact]:
    """What a letter of this kind is drawn from, as it reads now."""
    facts = [Fact("child.name", "opening", "The child’s name", child.forename)]
    if review is None:
        iro = child.iro_allocations.filter(ended_on=None).select_related("worker").first()
        facts.append(Fact(OF_THE_IRO, "opening", "The IRO", iro.worker.name if iro else ""))
        advocate = Fact(f"{NOT_OF_THE_RECORD}advocate", "closing", "The advocate", advocate_of(child))
        return [*facts, _next_review(child, "next"), advocate]
    says, amended = finished.read(review), amending.amended(review)
    now = {key: amending.reads_now(line, amended.get(key, [])) for key, line in says.lines().items()}
    if kind == LetterKind.MINUTES:
        return [*_of_minutes(says, now), *_decisions(review, says, now)]
    lines = says.lines()
    facts.append(
        Fact(
            finished.PARTICIPATION,
            "opening",
            "How the child took part",
            now.get(finished.PARTICIPATION, ""),
        )
    )
    for part, (_, keys) in INTO_LETTER.items():
        facts += [Fact(key, part, lines[key].question, now[key]) for key in keys if key in lines]
    return [*facts, *_decisions(review, says, now), _next_review(child, "closing")]


def _next_review(child: Child, part: str) -> Fact:
    booked = next_booked(child)
    return Fact(f"{NOT_OF_THE_RECORD}next", part, "The next review", day_words(booked) if booked else "")


def _of_minutes(says: finished.Finished, now: dict[str, str]) -> Iterable[Fact]:
    groups: list[tuple[str, list[finished.Line]]] = [
        ("facts", [line for line in says.facts if line.key in FACTS]),
        ("people", [line for person in says.people for line in person.lines]),
        *((s.key, s.lines) for s in says.sections if s.key != SectionKey.PREPARATION),
    ]
    for part, lines in groups:
        for line in lines:
            yield Fact(line.key, part, line.question, now[line.key])


def _decisions(review: Review, says: finished.Finished, now: dict[str, str]) -> Iterable[Fact]:
    """Each decision in one sentence as the record says it, and what has become of it since."""
    rows = {str(row.decision.public_id): row for row in review.decisions.select_related("decision")}
    for number, agreed in enumerate(says.decisions, start=1):
        text = "; ".join(now[line.key] for line in agreed.lines if now[line.key])
        row = rows.get(agreed.decision)
        if row is not None:
            text += _later(row.decision, row.decision.wording != row.wording)
        yield Fact(f"decisions.{agreed.decision}", "decisions", f"Decision {number}", text)


def _later(decision: Decision, is_worded_anew: bool) -> str:
    text = ""
    if is_worded_anew:
        said = decision.wording
        text = f". Changed since: {said.owner}, {said.action}, by {day_words(said.due_on)}"
    return f"{text}. No longer needed" if decision.progress == Progress.SUPERSEDED else text


# --- kept with the letter, and compared


def introduces(letter: Letter, name: str) -> bool:
    """Whether a letter of introduction was written for this IRO."""
    return all(row["says"] == name for row in letter.drawn_from if row["key"] == OF_THE_IRO)


def stored(facts: Iterable[Fact]) -> list[dict[str, str]]:
    """As JSON."""
    return [asdict(fact) for fact in facts]


def changes(letter: Letter) -> list[Change]:
    """What has changed in the record since the letter was written. For a letter that was sent, facts that
    change by themselves over time are left out.
    """
    before = {row["key"]: Fact(**row) for row in letter.drawn_from}
    if not before:
        return []
    after = {fact.key: fact for fact in facts_of(letter.kind, letter.child, letter.review)}
    titles = {part["key"]: part["title"] for part in letter.parts}
    found = []
    for key in [*after, *(key for key in before if key not in after)]:
        was, reads = before.get(key), after.get(key)
        one = reads or was
        assert one is not None
        if letter.state == LetterState.SENT and key.startswith(NOT_OF_THE_RECORD):
            continue
        said, says = (fact.says if fact else "" for fact in (was, reads))
        if said != says:
            title = titles.get(one.part, "")
            found.append(Change(one.part, title, one.name, said or NOTHING, says or NOTHING))
    return found


def fingerprint(found: Iterable[Change]) -> str:
    """A mark of the changes a page showed, so that nobody confirms later ones that they have not seen."""
    text = json.dumps([asdict(change) for change in found])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def check_unchanged(letter: Letter) -> None:
    """Raise NotNow where the record has changed since the letter was written, naming what."""
    found = changes(letter)
    if found:
        names = ", ".join(dict.fromkeys(change.name for change in found))
        raise NotNow(states.RECORD_CHANGED.format(names=names))
