"""Forms in which a council writes what its record asks: they validate, they never save."""

from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField, sentences
from accounts.ui.forms import BaseForm
from reviews.models.review import SectionKey
from reviews.record.own.layout import AnswerKind, AskedOf, Layout, OwnQuestion, Worded
from reviews.record.own.ours import KEPT
from reviews.record.sections import SECTIONS, Section

NEW_SECTION = "new"
AS_IT_IS = "Leave empty to keep the portal’s words."
MOST_CHOICES, LONGEST_CHOICE = 8, 80


def _line(text: str) -> str:
    return " ".join(text.split())


class QuestionForm(BaseForm):
    """A question of the council's own. Its words are data and are shown as they are typed."""

    is_of_council = True
    section = forms.ChoiceField(label="Section", error_messages={"required": "Choose the section"})
    title = forms.CharField(label="Title of the new section", max_length=60, required=False)
    text = forms.CharField(
        label="Question",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter the question"},
    )
    hint = forms.CharField(label="Help under it (optional)", max_length=300, required=False)
    kind = forms.ChoiceField(
        label="What is the answer?",
        choices=sentences(AnswerKind.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the answer is"},
    )
    choices = forms.CharField(
        label="Answers to choose from, one on each line",
        max_length=MOST_CHOICES * (LONGEST_CHOICE + 2),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    asked_of = forms.ChoiceField(
        label="When is it asked?",
        choices=sentences(AskedOf.choices),
        widget=forms.RadioSelect,
        initial=AskedOf.ALWAYS,
        error_messages={"required": "Choose when it is asked"},
    )
    is_needed = forms.BooleanField(label="The record cannot be completed without an answer", required=False)

    def __init__(self, *args: Any, layout: Layout, before: OwnQuestion | None = None, **kwargs: Any) -> None:
        """`before`: the question that is changed. It stays in its section, and its answers what they are."""
        super().__init__(*args, **kwargs)
        self.before = before
        if before is not None:
            for name in ("section", "title", "kind"):
                del self.fields[name]
            if before.kind != AnswerKind.CHOICE:
                del self.fields["choices"]
            return
        ours = [(s.key, s.title) for s in SECTIONS.values() if s.key != SectionKey.DECISIONS]
        theirs = [(s.key, s.title) for s in layout.sections]
        self.offer("section", [("", "Choose"), *ours, *theirs, (NEW_SECTION, "A new section")])
        self.fields["title"].help_text = "Only for a new section. It stands before the IRO’s view."
        self.draw("kind", reveals={AnswerKind.CHOICE.value: "choices"})

    def clean_text(self) -> str:
        return _line(self.cleaned_data["text"])

    def clean_choices(self) -> tuple[str, ...]:
        found = [line for text in self.cleaned_data["choices"].splitlines() if (line := _line(text))]
        if len(found) > MOST_CHOICES:
            raise forms.ValidationError(f"Enter {MOST_CHOICES} answers or fewer, one on each line")
        if len({line.casefold() for line in found}) < len(found):
            raise forms.ValidationError("Enter each answer once")
        if long := next((line for line in found if len(line) > LONGEST_CHOICE), ""):
            raise forms.ValidationError(
                f"Shorten the answer that begins “{long[:40]}” to {LONGEST_CHOICE} characters"
            )
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = self.before.kind if self.before is not None else data.get("kind")
        if kind == AnswerKind.CHOICE and "choices" not in self.errors and len(data["choices"]) < 2:
            self.add_error("choices", "Enter at least two answers, one on each line")
        is_new = data.get("section") == NEW_SECTION
        if is_new and not data.get("title") and "title" not in self.errors:
            self.add_error("title", "Enter the title of the new section")
        return data

    @property
    def title_typed(self) -> str:
        """The title of the new section; empty for a question in one that is there."""
        is_new = self.cleaned_data.get("section") == NEW_SECTION
        return _line(self.cleaned_data["title"]) if is_new else ""

    @property
    def question(self) -> OwnQuestion:
        """The question as it was typed; one that is added has no name yet."""
        data, before = self.cleaned_data, self.before
        kind = before.kind if before is not None else data["kind"]
        section = before.section if before is not None else data["section"]
        return OwnQuestion(
            name=before.name if before is not None else "",
            section="" if section == NEW_SECTION else section,
            text=data["text"],
            kind=kind,
            hint=_line(data["hint"]),
            choices=data["choices"] if kind == AnswerKind.CHOICE else (),
            asked_of=data["asked_of"],
            is_needed=data["is_needed"],
        )


class SectionTitleForm(BaseForm):
    """Another title for a section of the council's own."""

    title = forms.CharField(
        label="Title", max_length=60, error_messages={"required": "Enter the title of the section"}
    )

    def clean_title(self) -> str:
        return _line(self.cleaned_data["title"])


class OursForm(BaseForm):
    """The portal's questions of one section: each worded anew, given other help, or left out."""

    def __init__(self, *args: Any, section: Section, layout: Layout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section, kept = section, KEPT.get(section.key, {})
        for name, ours in section.form.base_fields.items():
            words = layout.words_of(f"{section.key}.{name}")
            self.fields[f"text_{name}"] = forms.CharField(
                label=ours.label, max_length=200, required=False, initial=words.text, help_text=AS_IT_IS
            )
            self.fields[f"hint_{name}"] = forms.CharField(
                label=f"Help under “{ours.label}”", max_length=300, required=False, initial=words.hint
            )
            if name in kept:
                self.fields[f"text_{name}"].help_text = f"{kept[name]} {AS_IT_IS}"
            else:
                self.fields[f"out_{name}"] = forms.BooleanField(
                    label=f"Leave out “{ours.label}”",
                    required=False,
                    initial=f"{section.key}.{name}" in layout.left_out,
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        typed = [_line(data.get(f"text_{name}") or "").casefold() for name in self.section.form.base_fields]
        for name in self.section.form.base_fields:
            text = _line(data.get(f"text_{name}") or "")
            if text and typed.count(text.casefold()) > 1:
                self.add_error(f"text_{name}", "Word each question differently")
        return data

    @property
    def left_out(self) -> list[str]:
        names = self.section.form.base_fields
        return [f"{self.section.key}.{name}" for name in names if self.cleaned_data.get(f"out_{name}")]

    @property
    def worded(self) -> list[Worded]:
        found = []
        for name, ours in self.section.form.base_fields.items():
            text, hint = (_line(self.cleaned_data[f"{what}_{name}"]) for what in ("text", "hint"))
            text = "" if text == ours.label else text
            if text or hint:
                found.append(Worded(f"{self.section.key}.{name}", text, hint))
        return found


class PublishForm(BaseForm):
    starts_on = DatePartsField(
        label="For reviews held from",
        noun="The day it starts",
        help_text="Today or later. Records already begun keep their questions.",
    )
