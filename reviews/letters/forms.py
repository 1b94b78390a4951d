"""Forms of letters, of their copies and of how a council wants them: they validate, they never save."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import User
from accounts.ui.as_shown import AsShownForm
from accounts.ui.fields import SeveralField, sentences
from accounts.ui.forms import BaseForm
from accounts.ui.scanning import ScannedFileField
from reviews.letters.reading import read_preferred
from reviews.models.letter import Channel, ChildLetters, CopyState, LetterFormat
from reviews.models.review import AttendeeRole

LONGEST = 20000
PART = "part-"
LARGEST_TRANSLATION = 5_000_000
YES_NO = [("yes", "Yes"), ("no", "No")]


def _words(label: str, *, rows: int = 5, limit: int = LONGEST, hint: str = "", required: bool = False) -> Any:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class LetterForm(BaseForm):
    """The parts of a letter, each a text, and how it is given to the reader."""

    format = forms.ChoiceField(label="Format", choices=sentences(LetterFormat.choices))
    language = forms.CharField(
        label="Language, if not English (optional)", max_length=60, required=False, widget=forms.TextInput
    )
    withheld_words = _words(
        "Words that say where the child lives (optional)",
        rows=2,
        limit=2000,
        hint="One on each line: road, village, clubs. They are taken out of copies for people who may not "
        "know, together with carers, school, place of the review and postcodes.",
    )

    def __init__(self, *args: Any, parts: Iterable[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = {name: self.fields.pop(name) for name in list(self.fields)}
        for part in parts:
            rows = max(3, min(14, len(part["text"]) // 45 + part["text"].count("\n") + 2))
            self.fields[PART + part["key"]] = _words(part["title"], rows=rows)
            self.initial.setdefault(PART + part["key"], part["text"])
        self.fields.update(last)

    @property
    def texts(self) -> dict[str, str]:
        """The words of each part."""
        data = self.cleaned_data
        return {name.removeprefix(PART): data[name] for name in data if name.startswith(PART)}


class KeepForm(BaseForm):
    """Why words that were stopped are right."""

    words = forms.CharField(widget=forms.HiddenInput)
    sentence = forms.CharField(widget=forms.HiddenInput, strip=False)
    reason = forms.CharField(
        label="Why are these words right?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why these words are right"},
    )


class ReasonForm(BaseForm):
    """A reason in words."""

    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].error_messages["required"] = label, missing


class SignForm(AsShownForm):
    """Sign off, or return with a reason."""

    answer = forms.ChoiceField(
        label="Can this be sent?",
        choices=[("sign", "Yes, sign it off"), ("return", "No, return it to the writer")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether this can be sent"},
    )
    reason = _words("What should be changed?", rows=3, limit=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draw("answer", reveals={"return": "reason"})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == "return" and not data.get("reason", "").strip():
            self.add_error("reason", "Enter what should be changed")
        return data


class TranslationForm(BaseForm):
    """The translated copy, as a PDF."""

    translated = ScannedFileField(
        label="Translated copy",
        help_text="PDF, less than 5 MB. It goes with the copies that leave nothing out.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )
    without = forms.BooleanField(label="Remove the translated copy", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        upload = data.get("translated")
        if not upload and not data.get("without") and not self.errors:
            self.add_error("translated", "Choose a PDF")
        elif upload and upload.size > LARGEST_TRANSLATION:
            self.add_error("translated", "The PDF must be smaller than 5 MB")
        return data


class HowForm(BaseForm):
    """How a copy goes."""

    channel = forms.ChoiceField(
        label="How does the copy go?",
        choices=sentences(Channel.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the copy goes"},
    )
    person = forms.ModelChoiceField(
        label="Account", queryset=User.objects.none(), required=False, empty_label="Choose an account"
    )

    def __init__(self, *args: Any, accounts: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows(
            "person", User.objects.filter(pk__in=[person.pk for person in accounts]).order_by("name")
        )
        self.draw("channel", reveals={Channel.LINK.value: "person"})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("channel") == Channel.LINK and not data.get("person") and "person" not in self.errors:
            self.add_error("person", "Choose the account that the link goes to")
        return data


class CopyForm(HowForm):
    """Who gets a copy, how, and without what."""

    field_order = ("name", "role", "channel", "person", "withholds_home", "left_out")
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter a name"})
    role = forms.ChoiceField(
        label="Who are they?",
        choices=[("", "Choose"), *sentences(AttendeeRole.choices)],
        error_messages={"required": "Choose who they are"},
    )
    withholds_home = forms.ChoiceField(
        label="May they be told where the child lives?",
        choices=[("no", "Yes"), ("yes", "No, leave it out of this copy")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether they may be told where the child lives"},
    )
    left_out = SeveralField(
        label="Which parts are left out of this copy?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each is marked as left out.",
    )

    def __init__(self, *args: Any, parts: Iterable[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("left_out", [(part["key"], part["title"]) for part in parts])


class OutcomeForm(BaseForm):
    """What happened to a copy."""

    state = forms.ChoiceField(
        label="What happened to this copy?",
        choices=[
            (CopyState.OPENED.value, "It was opened or handed over"),
            (CopyState.RETURNED.value, "It came back"),
            (CopyState.FAILED.value, "It could not be sent"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happened to this copy"},
    )
    note = _words("Note (optional)", rows=2, limit=500)


class StyleForm(BaseForm):
    """How the council wants its letters."""

    child_letters = forms.ChoiceField(
        label="Is a review also written as a letter to the child?",
        choices=sentences(ChildLetters.choices),
        widget=forms.RadioSelect,
    )
    needs_sign_off = forms.ChoiceField(
        label="Does the manager of the IROs sign off letters and minutes before they are sent?",
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    opening = _words("How a letter to a child begins", rows=4, limit=2000, required=True)
    closing = _words("How a letter to a child ends", rows=6, limit=2000, required=True)
    introduction = _words(
        "What a letter of introduction says about the work of an IRO", rows=6, limit=2000, required=True
    )
    preferred = _words(
        "Words to avoid, and better ones",
        rows=8,
        limit=4000,
        hint="One on each line, with an equals sign between: placement = home",
    )

    def clean_preferred(self) -> str:
        text: str = self.cleaned_data["preferred"]
        lines = [line for line in text.splitlines() if line.strip()]
        wrong = [line for line in lines if not read_preferred(line)]
        if wrong:
            raise forms.ValidationError(f"Write “{wrong[0]}” as: word = better word")
        return text
