"""The life of a thing as one table: which act, in which state, by whom, and where it leads.

Every app writes its tables in `states.py`. Pages and templates ask `may()`, actions ask `check()`, and the
tables in docs/
are drawn from them (`as_markdown`), so that what is written is what is enforced.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from django.db.models import TextChoices

from statute.refusals import Refused

ActT = TypeVar("ActT", bound=StrEnum)
PartT = TypeVar("PartT", bound=StrEnum)


class NotNow(Refused):
    """The act is not possible in the present state."""


class NotYours(NotNow):
    """The act is possible, but it is somebody else's to do."""


@dataclass(frozen=True)
class Rule(Generic[PartT]):
    """Who may do it, and where it leads from each state in which it is possible."""

    by: frozenset[PartT]
    moves: Mapping[str, str]


def stays(states: Iterable[str]) -> dict[str, str]:
    """Moves of an act that changes nothing about the state."""
    return {str(state): str(state) for state in states}


def leads(states: Iterable[str], to: str) -> dict[str, str]:
    """Moves of an act that leads from any of these states to one."""
    return dict.fromkeys((str(state) for state in states), str(to))


@dataclass(frozen=True)
class LifeCycle(Generic[ActT, PartT]):
    """Everything that can be done with one kind of thing. What is not in `rules` cannot be done by
    anybody.
    """

    noun: str
    """As a sentence calls it: "review", "monitoring form"."""
    states: type[TextChoices]
    rules: Mapping[ActT, Rule[PartT]]
    whose: Mapping[frozenset[PartT], str] = field(default_factory=dict)
    """What somebody is told who is not one of these."""

    def may(self, act: ActT, state: str, parts: frozenset[PartT]) -> bool:
        """Whether somebody with these parts may do it in this state."""
        rule = self.rules[act]
        return state in rule.moves and bool(parts & rule.by)

    def possible(self, state: str, parts: frozenset[PartT]) -> frozenset[ActT]:
        """Everything that somebody with these parts may do in this state: what a page offers."""
        return frozenset(act for act in self.rules if self.may(act, state, parts))

    def check(self, act: ActT, state: str, parts: frozenset[PartT]) -> str:
        """The state that follows. Raises NotYours for the wrong person, NotNow for the wrong moment."""
        rule = self.rules[act]
        if not parts & rule.by:
            raise NotYours(self.whose.get(rule.by, "This is not yours to do."))
        self.check_state(act, state)
        return rule.moves[state]

    def check_state(self, act: ActT, state: str) -> None:
        """Raise NotNow where the act is not possible in this state, whoever asks."""
        if state not in self.rules[act].moves:
            raise NotNow(f"This is not possible now: the {self.noun} is {self.label(state)}.")

    def label(self, state: str) -> str:
        """The state in words, as the middle of a sentence."""
        label = str(self.states(state).label)
        return label[:1].lower() + label[1:]

    def as_markdown(self, who: Mapping[PartT, str]) -> str:
        """The table for docs/: every act, who may do it, in which states, and where it leads."""
        lines = ["| act | who | from | to |", "| --- | --- | --- | --- |"]
        for act, rule in self.rules.items():
            people = "; ".join(who[part] for part in who if part in rule.by)
            for to, origins in self._ends(rule).items():
                lines.append(f"| {act.value} | {people} | {'; '.join(origins)} | {to} |")
        return "\n".join(lines) + "\n"

    def _ends(self, rule: Rule[PartT]) -> dict[str, list[str]]:
        ends: dict[str, list[str]] = {}
        for origin in self.states.values:
            if origin in rule.moves:
                to = rule.moves[origin]
                ends.setdefault("stays" if to == origin else self.label(to), []).append(self.label(origin))
        return ends
