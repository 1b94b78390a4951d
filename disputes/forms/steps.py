"""One form for each step of a dispute. `step` holds the stage the person looked at, so that a second press moves nothing."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from accounts.ui.fields import DatePartsField, sentences
from accounts.ui.forms import BaseForm
from disputes.forms.concern import words
from disputes.models import LadderStage
from disputes.models.answers import CafcassState, NoteKind, Stance
from disputes.models.concern import Effect, Ending

STANCES = [
    (Stance.ACCEPTED.value, "I accept the concern"),
    (Stance.PARTLY.value, "I accept part of it"),
    (Stance.NOT_ACCEPTED.value, "I do not accept it"),
]
YES_NO = [("yes", "Yes"), ("no", "No"), ("", "Not recorded")]


def _choose(label: str, choices: list[tuple[str, str]], needed: str, *, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=hint,
        widget=forms.RadioSelect,
        error_messages={"required": needed},
    )


class StepForm(BaseForm):
    """Knows the stage that was open when the page was drawn."""

    step = forms.IntegerField(required=False, widget=forms.HiddenInput)


class StageForm(StepForm):
    """Which stage comes next. Jumping over one needs the reason."""

    position = _choose("Which stage?", [], "Choose the stage")
    skip_reason = words(
        "Why do you skip a stage?", 500, rows=2, hint="Needed where you do not take the next one"
    )

    def __init__(self, *args: Any, stages: list[LadderStage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = stages[0].position
        field = self.fields["position"]
        field.choices = [(str(s.position), s.name) for s in stages]
        field.initial = str(self.first)
        field.item_hints = {
            str(s.position): f"{s.get_level_display()}, {s.limit_wd} working days to answer" for s in stages
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            data.get("position")
            and int(data["position"]) > self.first
            and not data.get("skip_reason", "").strip()
        ):
            self.add_error("skip_reason", "Enter why you skip a stage")
        return data


class AnswerForm(StepForm):
    """A manager's answer, with an action where there is one to promise."""

    stance = _choose("What is your answer?", STANCES, "Choose what your answer is")
    text = words("Your answer to the IRO", 2000, needed="Enter your answer to the IRO")
    action = words(
        "What will be done",
        500,
        rows=2,
        hint="Leave empty where nothing is to be done. You can add more after this.",
    )
    owner = forms.CharField(label="Who will do it", max_length=120, required=False)
    due_on = DatePartsField(label="By when", noun="The date it is done by", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        parts = {
            "action": "Enter what will be done",
            "owner": "Enter who will do it",
            "due_on": "Enter by when it is done",
        }
        if any(data.get(name) for name in parts):
            for name, error in parts.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, error)
        _not_before_today(self, data, "due_on")
        return data


def _not_before_today(form: BaseForm, data: dict[str, Any], name: str) -> None:
    if data.get(name) and form.today and data[name] < form.today:
        form.add_error(name, "The date it is done by must be today or later")


class PromiseForm(StepForm):
    """One more action."""

    text = words("What will be done", 500, rows=2, needed="Enter what will be done")
    owner = forms.CharField(
        label="Who will do it", max_length=120, error_messages={"required": "Enter who will do it"}
    )
    due_on = DatePartsField(label="By when", noun="The date it is done by")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        _not_before_today(self, data, "due_on")
        return data


class FinishForm(BaseForm):
    note = words("What was done", 500, rows=2, needed="Enter what was done")


class CloseForm(StepForm):
    """Only the IRO closes, and says what changed for the child."""

    ending = _choose("How does it end?", sentences(Ending.choices), "Choose how it ends")
    effect = _choose(
        "What changed for the child?", sentences(Effect.choices), "Choose what changed for the child"
    )
    effect_text = forms.CharField(
        label="In one line",
        max_length=300,
        required=False,
        error_messages={"max_length": "Use 300 characters or fewer"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effect"].item_hints = {Effect.NOT_YET.value: "You are asked again after 20 working days"}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("effect") == Effect.CHANGED and not data.get("effect_text", "").strip():
            self.add_error("effect_text", "Enter in one line what changed for the child")
        return data


class EffectForm(CloseForm):
    """What changed for the child since."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["ending"], self.fields["step"]


class NoteForm(BaseForm):
    kind = _choose(
        "What is it?", sentences(NoteKind.choices), "Choose whether it is a conversation or a note"
    )
    with_whom = forms.CharField(label="With whom", max_length=120, required=False)
    on = DatePartsField(label="When", noun="The date", past=True)
    text = words("What was said, or what you note", 2000, needed="Enter what was said, or your note")
    is_shared = _choose(
        "Who reads it?",
        [("no", "The IRO and the QA manager"), ("yes", "The managers at the stages too")],
        "Choose who reads it",
    )

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].reveals = {NoteKind.TALK.value: "with_whom"}
        if not may_share:
            del self.fields["is_shared"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == NoteKind.TALK and not data.get("with_whom", "").strip():
            self.add_error("with_whom", "Enter with whom you talked")
        return data


class ChildViewForm(BaseForm):
    view = words("What does the child say about it?", 2000, hint="The managers at the stages read this too")
    told_complaints = forms.ChoiceField(
        label="Was the child told how to complain?", choices=YES_NO, required=False, widget=forms.RadioSelect
    )
    told_advocacy = forms.ChoiceField(
        label="Was the child told about an advocate?",
        choices=YES_NO,
        required=False,
        widget=forms.RadioSelect,
    )


class ReferForm(BaseForm):
    on = DatePartsField(label="When did you refer it?", noun="The date of the reference", past=True)
    reason = words(
        "Why do you refer it?",
        2000,
        hint="The managers at the stages see that you referred it, and not why",
        needed="Enter why you refer it",
    )


class HearForm(BaseForm):
    state = _choose(
        "What did Cafcass do?",
        [c for c in sentences(CafcassState.choices) if c[0] != CafcassState.REFERRED],
        "Choose what Cafcass did",
    )
    on = DatePartsField(label="When did you hear?", noun="The date you heard", past=True)
    result = words("What they said", 2000, needed="Enter what they said")


class AdviceForm(BaseForm):
    sought_on = DatePartsField(
        label="When did you ask for advice?", noun="The date you asked for advice", past=True
    )
    adviser = forms.CharField(
        label="Who did you ask?",
        help_text="Outside the council’s own legal team",
        max_length=120,
        error_messages={"required": "Enter who you asked"},
    )
    question = words("What did you ask?", 1000, rows=3, needed="Enter what you asked")
    received_on = DatePartsField(
        label="When did the advice come?", noun="The date the advice came", past=True, required=False
    )
    summary = words("What was advised", 2000)


class CoverForm(BaseForm):
    user = forms.ChoiceField(label="Who covers?", error_messages={"required": "Choose who covers"})
    started_on = DatePartsField(label="From", noun="The first day of the cover")
    last_day = DatePartsField(label="Up to and including", noun="The last day of the cover")
    reason = forms.CharField(
        label="Why", max_length=300, help_text="For example, leave", error_messages={"required": "Enter why"}
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [("", "Choose an IRO"), *((str(p.public_id), p.name) for p in people)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("started_on"), data.get("last_day")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last_day", "The last day must not be before the first")
        return data


def known(value: str) -> bool | None:
    """Yes, no, or not recorded."""
    return {"yes": True, "no": False}.get(value)
