"""Notes, the child’s view and legal advice."""

from typing import Any

from django import forms

from accounts.ui.as_shown import AsShownForm
from accounts.ui.fields import DatePartsField, sentences
from accounts.ui.forms import BaseForm
from disputes.fields import choose, one_line, words
from disputes.models.answers import NoteKind

YES_NO = [("yes", "Yes"), ("no", "No"), ("", "Not recorded")]


class NoteForm(BaseForm):
    kind = choose("What is it?", sentences(NoteKind.choices), "Choose whether it is a conversation or a note")
    with_whom = one_line("Who with?", 120)
    on = DatePartsField(label="When?", noun="The date", past=True)
    text = words("What was said, or your note", 2000, needed="Enter what was said, or your note")
    is_shared = choose(
        "Who can read it?",
        [("no", "Only the IRO and the QA manager"), ("yes", "Managers at each stage as well")],
        "Choose who can read it",
    )

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draw("kind", reveals={NoteKind.TALK.value: "with_whom"})
        if not may_share:
            del self.fields["is_shared"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == NoteKind.TALK and not data.get("with_whom", "").strip():
            self.add_error("with_whom", "Enter who you talked with")
        return data


def _asked(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=YES_NO, required=False, widget=forms.RadioSelect)


class ChildViewForm(BaseForm):
    view = words("What does the child say about it?", 2000, hint="Managers at each stage can also read this")
    told_complaints = _asked("Has the child been told how to complain?")
    told_advocacy = _asked("Has the child been told about having an advocate?")


def known(value: str) -> bool | None:
    """Yes, no, or not recorded."""
    return {"yes": True, "no": False}.get(value)


class AdviceForm(AsShownForm):
    sought_on = DatePartsField(
        label="When did you ask for advice?", noun="The date you asked for advice", past=True
    )
    adviser = one_line(
        "Who did you ask?", 120, hint="Outside the council’s own legal team", needed="Enter who you asked"
    )
    question = words("What did you ask?", 1000, rows=3, needed="Enter what you asked")
    received_on = DatePartsField(
        label="When did the advice come?", noun="The date the advice was received", past=True, required=False
    )
    summary = words("What was the advice?", 2000)
