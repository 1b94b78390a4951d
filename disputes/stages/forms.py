"""Taking a concern to a stage, and answering there."""

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from disputes.fields import StepForm, choose, one_line, words
from disputes.models import LadderStage
from disputes.models.answers import Stance

STANCES = [
    (Stance.ACCEPTED.value, "I accept the concern"),
    (Stance.PARTLY.value, "I accept part of it"),
    (Stance.NOT_ACCEPTED.value, "I do not accept it"),
]
NEEDED_OF_ACTION = {
    "action": "Enter what will be done",
    "owner": "Enter who will do it",
    "due_on": "Enter when it will be done by",
}


NOBODY_HOLDS = "Nobody is recorded at this level, so nobody would be told"


class StageForm(StepForm):
    """Which stage comes next. Skipping one needs the reason. `unheld`: stages whose level nobody holds."""

    position = choose("Which stage?", [], "Choose the stage")
    skip_reason = words(
        "Why are you skipping a stage?",
        500,
        rows=2,
        hint="Only needed if you do not choose the next stage",
    )

    def __init__(
        self, *args: Any, stages: list[LadderStage], unheld: Iterable[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.first = stages[0].position
        self.offer("position", [(str(s.position), s.name) for s in stages])
        self.fields["position"].initial = str(self.first)
        hints = {
            str(s.position): f"{s.get_level_display()}, {s.limit_wd} working days to answer"
            + (f". {NOBODY_HOLDS}" if s.position in unheld else "")
            for s in stages
        }
        self.draw("position", item_hints=hints)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        skips = data.get("position") and int(data["position"]) > self.first
        if skips and not data.get("skip_reason", "").strip():
            self.add_error("skip_reason", "Enter why you are skipping a stage")
        return data


class AnswerForm(StepForm):
    """A manager's answer, with an action where there is one to promise."""

    stance = choose("What is your answer?", STANCES, "Choose your answer")
    text = words("Your answer to the IRO", 2000, needed="Enter your answer to the IRO")
    action = words(
        "What will be done",
        500,
        rows=2,
        hint="Leave empty if nothing needs to be done. You can add more actions later.",
    )
    owner = one_line("Who will do it", 120)
    due_on = DatePartsField(
        label="When will it be done by?", noun="The date it will be done by", required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if any(data.get(name) for name in NEEDED_OF_ACTION):
            for name, error in NEEDED_OF_ACTION.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, error)
        _not_before_today(self, data, "due_on")
        return data


def _not_before_today(form: BaseForm, data: Mapping[str, Any], name: str) -> None:
    if data.get(name) and form.today and data[name] < form.today:
        form.add_error(name, "The date it will be done by must be today or later")


class PromiseForm(StepForm):
    """One more action."""

    text = words("What will be done", 500, rows=2, needed="Enter what will be done")
    owner = one_line("Who will do it", 120, needed="Enter who will do it")
    due_on = DatePartsField(label="When will it be done by?", noun="The date it will be done by")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        _not_before_today(self, data, "due_on")
        return data


class FinishForm(BaseForm):
    note = words("What was done", 500, rows=2, needed="Enter what was done")
