"""Decisions of invented reviews: made, carried over with the same identity, sent to the team manager,
answered or not."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Team, User
from demo import words
from demo.held import Setting
from demo.people import Staff
from demo.store import Case
from reviews.models import Decision, DecisionAnswer, DecisionAtReview, ProgressUpdate, Review
from reviews.models.decision import AnswerState, Fate, Progress, ResponseKind
from reviews.record.entry import EARLIER
from statute.timescales import manager_answer_due_on
from statute.working_days import WorkingDays, age_on

LONDON = ZoneInfo("Europe/London")


REASONS = {"QUERIED": words.QUERIES, "OBJECTED": words.OBJECTIONS}


def _left(
    decision: Decision, review: Review, position: int, fate: Fate, times_carried: int
) -> DecisionAtReview:
    """A decision as a review left it."""
    return DecisionAtReview(
        decision=decision,
        review=review,
        position=position,
        fate=fate,
        words=decision.wording.stored(),
        evidence=words.EVIDENCE.get(fate, ""),
        is_carried_over=fate == Fate.CARRIED,
        times_carried=times_carried,
    )


class Passports:
    """Follows each child's decisions from review to review, in order of the day; `store` writes them all."""

    def __init__(self, rng: random.Random, staff: Staff, setting: Setting) -> None:
        self.rng, self.staff, self.setting = rng, staff, setting
        self.open: dict[int, list[tuple[Decision, int]]] = {}
        self.decisions: list[Decision] = []
        self.at_reviews: list[DecisionAtReview] = []
        self.answers: list[DecisionAnswer] = []
        self.updates: list[ProgressUpdate] = []

    @property
    def calendar(self) -> WorkingDays:
        return self.setting.calendar

    def at_review(self, case: Case, review: Review, by: User) -> dict[str, Any]:
        """Close or carry over what is open, make new decisions, send them. Returns the section as it is
        stored."""
        day = review.held_on
        assert day is not None
        fates: dict[str, dict[str, str]] = {}
        still_open: list[tuple[Decision, int]] = []
        position = 0
        for decision, times in self.open.get(case.child.pk, []):
            fate = Fate.CARRIED
            if times < 2:
                fate = self.rng.choices([Fate.CARRIED, Fate.DONE, Fate.SUPERSEDED], [40, 50, 10])[0]
            evidence = words.EVIDENCE.get(fate, "")
            chosen = {"fate": fate.value} | ({"evidence": evidence} if evidence else {})
            fates[str(decision.public_id)] = chosen
            position += 1
            times = times + 1 if fate == Fate.CARRIED else 0
            self.at_reviews.append(_left(decision, review, position, fate, times))
            if fate == Fate.CARRIED:
                still_open.append((decision, times))
            else:
                decision.progress, decision.closed_on = fate.value, day
                self.updates.append(
                    ProgressUpdate(
                        decision=decision, progress=fate.value, note=evidence, by=by, at=self._at(day, 16)
                    )
                )
        actions = {decision.action for decision, _ in still_open}
        fitting = [
            text
            for text in words.fitting(words.DECISIONS, age_on(case.life.born_on, day))
            if text[1].replace("{name}", case.life.forename) not in actions
        ]
        new = [
            self._new(case, review, by, day, text)
            for text in self.rng.sample(fitting, self.rng.choice([1, 2, 2, 3]))
        ]
        for decision in new:
            position += 1
            still_open.append((decision, 0))
            self.at_reviews.append(_left(decision, review, position, Fate.MADE, 0))
        self.open[case.child.pk] = still_open
        self._send(case, review, by, [d for d, _ in still_open])
        section: dict[str, Any] = {"decisions": [self._plain(d) for d in new]}
        return section | ({EARLIER: fates} if fates else {})

    def _new(self, case: Case, review: Review, by: User, day: date, text: tuple[str, ...]) -> Decision:
        outcome, action, owner, how_known = (t.replace("{name}", case.life.forename) for t in text)
        decision = Decision(
            child=case.child,
            made_at=review,
            outcome=outcome,
            action=action,
            owner=owner,
            how_known=how_known,
            due_on=self.calendar.last_on_or_before(day + timedelta(days=self.rng.randint(21, 130))),
            created_by=by,
            progress=self.rng.choice([Progress.NOT_STARTED, Progress.IN_PROGRESS]),
        )
        self.decisions.append(decision)
        return decision

    @staticmethod
    def _plain(decision: Decision) -> dict[str, str]:
        return {
            "outcome": decision.outcome,
            "action": decision.action,
            "owner": decision.owner,
            "due_on": decision.due_on.isoformat(),
            "how_known": decision.how_known,
        }

    def _send(self, case: Case, review: Review, by: User, decisions: list[Decision]) -> None:
        team = case.workers[-1].team if case.workers else None
        sent_on = self._sent_on(review)
        due_on = manager_answer_due_on(sent_on, calendar=self.calendar)
        for decision in decisions:
            answer = DecisionAnswer(
                decision=decision,
                review=review,
                team=team,
                sent_at=self._at(sent_on, 16),
                sent_by=by,
                due_on=due_on,
                words=decision.wording.stored(),
            )
            self._answer(answer, team, sent_on)
            self.answers.append(answer)

    def _sent_on(self, review: Review) -> date:
        """The day on which decisions were sent; of late mostly within the last days, and now and then the
        last day to answer is today."""
        today, held_on = self.setting.today, review.held_on
        assert held_on is not None
        limit = self.calendar.add(today, -5)
        recent = timedelta(0) <= limit - held_on <= timedelta(days=10)
        if recent and manager_answer_due_on(limit, calendar=self.calendar) == today:
            return limit
        if (today - held_on).days < 21 and self.rng.random() < 0.6:
            return max(
                held_on, self.calendar.last_on_or_before(today - timedelta(days=self.rng.randint(0, 3)))
            )
        latest = today if (today - held_on).days < 12 else held_on + timedelta(days=9)
        return min(
            held_on + timedelta(days=self.rng.randint(0, 6)), latest, self.calendar.last_on_or_before(today)
        )

    def _answer(self, answer: DecisionAnswer, team: Team | None, sent_on: date) -> None:
        """Agreed mostly; queried, objected to, or no answer; those whose limit has not passed mostly wait."""
        today = self.setting.today
        manager = self.staff.managers.get(team.pk) if team else None
        is_over = answer.due_on < today
        if not is_over and self.rng.random() < 0.85:
            return
        weights = [76, 8, 4, 12] if is_over else [80, 14, 6, 0]
        answer.state = self.rng.choices(["AGREED", "QUERIED", "OBJECTED", "LAPSED"], weights)[0]
        if manager is None or manager.pk == answer.sent_by_id or sent_on >= today:
            answer.state = AnswerState.LAPSED if is_over else AnswerState.WAITING
        self._settle(answer, manager, sent_on)
        if answer.state in REASONS:
            self._query(answer, is_over=is_over)

    def _settle(self, answer: DecisionAnswer, manager: User | None, sent_on: date) -> None:
        """When it was answered and by whom, or when it lapsed."""
        if answer.state == AnswerState.LAPSED:
            answer.lapsed_on = answer.due_on + timedelta(days=1)
        elif answer.state != AnswerState.WAITING:
            soon = sent_on + timedelta(days=self.rng.randint(1, 6))
            on = min(answer.due_on, self.setting.today - timedelta(days=1), soon)
            answer.answered_by, answer.answered_at = manager, self._at(max(on, sent_on), 17)

    def _query(self, answer: DecisionAnswer, *, is_over: bool) -> None:
        """What the manager asks or objects to, and what the IRO says to it."""
        answer.reason = self.rng.choice(REASONS[answer.state])
        if is_over and self.rng.random() < 0.55:
            answer.response, answer.response_kind = self.rng.choice(words.RESPONSES), ResponseKind.KEPT
            answer.responded_at = self._at(answer.due_on, 18)

    @staticmethod
    def _at(day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour, 5), tzinfo=LONDON)

    def store(self) -> None:
        """Write everything; decisions first, since the others name them."""
        Decision.objects.bulk_create(self.decisions, batch_size=2000)
        DecisionAtReview.objects.bulk_create(self.at_reviews, batch_size=2000)
        DecisionAnswer.objects.bulk_create(self.answers, batch_size=2000)
        today = self.setting.today
        for decisions in self.open.values():
            for decision, _ in decisions:
                if decision.progress == Progress.IN_PROGRESS and self.rng.random() < 0.5:
                    self.updates.append(
                        ProgressUpdate(
                            decision=decision,
                            progress=Progress.IN_PROGRESS,
                            note=self.rng.choice(words.PROGRESS),
                            by=self.rng.choice(list(self.staff.managers.values())),
                            at=self._at(today - timedelta(days=self.rng.randint(1, 20)), 11),
                        )
                    )
        ProgressUpdate.objects.bulk_create(self.updates)
