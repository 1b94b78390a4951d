"""Whatever happens later, a completed record says what it said: random later acts, and a comparison word by
word."""

import html
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.lifecycle import NotNow
from accounts.models import User
from reviews.decisions import actions as decision_actions
from reviews.decisions.states import OPEN, Changes
from reviews.models import Decision, DecisionAnswer, Review
from reviews.record import amending, finished
from reviews.record.followed import Step, answers_of, steps_of
from reviews.record.sections import ParticipationFacts
from reviews.record.together import correcting
from statute.participation import Views
from tests.turns import in_turns

ACTS = ("answer", "lapse", "late query", "respond", "report", "close", "amend", "correct", "rewrite")


@dataclass
class Said:
    """What a record said at its completion, and what had followed it when it was last looked at."""

    review: Review
    content: dict[str, Any]
    steps: dict[str, list[Step]] = field(default_factory=dict)


@dataclass
class Life:
    """A child's reviews and everything that is done with them, at random."""

    rng: random.Random
    iro: User
    manager: User
    worker: User
    today: date
    records: list[Said] = field(default_factory=list)

    def word(self) -> str:
        return f"word {self.rng.randrange(10**9)}"

    def decisions_section(self) -> dict[str, Any]:
        """Something for each open decision, and one or two new ones."""
        earlier = {}
        for decision in Decision.objects.filter(progress__in=OPEN):
            fate = self.rng.choice(["CARRIED", "CARRIED", "DONE", "SUPERSEDED"])
            due_on = (self.today + timedelta(days=self.rng.randint(30, 90))).isoformat()
            more = {"due_on": due_on} if fate == "CARRIED" else {"evidence": self.word()}
            earlier[str(decision.public_id)] = {"fate": fate, **more}
        new = [
            {name: self.word() for name in ("outcome", "action", "owner", "how_known")}
            | {"due_on": (self.today + timedelta(days=30)).isoformat()}
            for _ in range(self.rng.randint(1, 2))
        ]
        return {"earlier": earlier, "decisions": new}

    def act(self, name: str) -> None:
        """One act; one that is refused now is left out."""
        try:
            getattr(self, name.replace(" ", "_"))()
        except NotNow:
            return

    def _task(self) -> DecisionAnswer:
        return self.rng.choice(list(DecisionAnswer.objects.select_related("decision__child__authority")))

    def _decision(self) -> Decision:
        return self.rng.choice(list(Decision.objects.select_related("child__authority")))

    def answer(self) -> None:
        state = self.rng.choice(["AGREED", "QUERIED", "OBJECTED"])
        decision_actions.answer(
            answer=self._task(), state=state, reason=self.word(), by=self.manager, today=self.today
        )

    def lapse(self) -> None:
        decision_actions.lapse_unanswered(today=self.today + timedelta(days=self.rng.randint(0, 9)))

    def late_query(self) -> None:
        late = self.today + timedelta(days=10)
        decision_actions.comment_late(answer=self._task(), comment=self.word(), by=self.manager, today=late)

    def respond(self) -> None:
        kind = self.rng.choice(["KEPT", "CHANGED"])
        changes = Changes(self.word(), self.word(), self.today + timedelta(days=40))
        decision_actions.respond(
            answer=self._task(),
            kind=kind,
            response=self.word(),
            by=self.iro,
            today=self.today,
            changes=changes if kind == "CHANGED" else None,
        )

    def report(self) -> None:
        decision_actions.report_progress(
            decision=self._decision(), progress="IN_PROGRESS", note=self.word(), by=self.worker
        )

    def close(self) -> None:
        decision_actions.close(
            decision=self._decision(), progress="DONE", note=self.word(), by=self.iro, today=self.today
        )

    def amend(self) -> None:
        said = self.rng.choice(self.records)
        lines = finished.read(said.review).lines()
        key = self.rng.choice([k for k in lines if k.endswith((".own_words", ".about", ".action", ".owner"))])
        amending.amend(
            review=said.review, key=key, answer=self.word(), reason=self.word(), by=self.iro, today=self.today
        )

    def correct(self) -> None:
        review = self.rng.choice(self.records).review
        came = self.rng.random() < 0.5
        facts = ParticipationFacts(came, self.rng.choice([Views.ADVOCATE, Views.OTHER_MEANS, Views.NONE]))
        correcting.correct(
            review=review,
            held_on=review.held_on - timedelta(days=self.rng.randint(0, 1)),
            facts=facts,
            reason=self.word(),
            by=self.iro,
            today=self.today,
        )

    def rewrite(self) -> None:
        """Somebody changes the rows behind the record, past every action."""
        Decision.objects.update(outcome=self.word(), how_known=self.word())


def text_of(browser: Client, review: Review) -> str:
    page = browser.get(reverse("reviews:review", args=[review.public_id])).content.decode()
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("seed", in_turns(range(6), 3))
def test_no_later_act_changes_what_a_completed_record_says(
    seed: int,
    completed: Callable[..., Review],
    client_for: Callable[..., Client],
    iro: User,
    team_manager: User,
    social_worker: User,
) -> None:
    rng = random.Random(seed)
    life = Life(rng, iro, team_manager, social_worker, today=date(2025, 3, 24))
    for number in range(4):
        life.today = date(2025, 3, 24) + timedelta(days=80 * number)
        review = completed(life.today, decisions=life.decisions_section())
        life.records.append(Said(review, finished.read(review).stored()))
        life.today += timedelta(days=3)
        for name in rng.choices(ACTS, k=8):
            life.act(name)
        browser = client_for(iro)
        for said in life.records:
            said.review.refresh_from_db()
            assert finished.read(said.review).stored() == said.content
            steps = steps_of(answers_of(said.review))
            for decision, before in said.steps.items():
                assert steps[decision][: len(before)] == before
            said.steps = steps
            text = text_of(browser, said.review)
            for line in finished.Finished.from_stored(said.content).lines().values():
                assert line.answer is None or re.sub(r"\s+", " ", line.answer) in text
