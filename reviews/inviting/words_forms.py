"""Forms in which a council writes its own invitations, reminders and consultation papers: they never save."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import Authority
from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from reviews.inviting.our_words import MAY_STAND, MEANINGS, wrong_in_text, wrong_in_title
from reviews.inviting.own_words import Question, text_on
from reviews.inviting.papers import CHANGE, paper_on
from reviews.models.inviting import PAPERS
from reviews.models.inviting import WordsKind as K

MOST, LONGEST = 15, 200
EMAILS = frozenset({K.EMAIL, K.REMINDER, K.HERE, K.HERE_REMINDER})
OF_CHILDREN = frozenset({K.YOUNGER, K.OLDER})


class _WordsForm(BaseForm):
    """From when, a subject or heading, and a text."""

    is_of_council = True
    starts_on = DatePartsField(label="From", noun="The first day")
    title = forms.CharField(max_length=120)
    text = forms.CharField(max_length=4000, widget=forms.Textarea)

    def __init__(self, *args: Any, kind: K, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.authority = kind, authority

    @property
    def questions(self) -> list[Question]:
        return []


class TextForm(_WordsForm):
    """An email or a printed invitation, with braces where something is filled in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        title, text = self.fields["title"], self.fields["text"]
        title.label = "Subject" if self.kind in EMAILS else "Heading"
        title.error_messages["required"] = f"Enter the {str(title.label).lower()}"
        text.label, text.widget.attrs["rows"] = "Text", 16
        text.error_messages["required"] = "Enter the text"
        text.help_text = "Leave an empty line between paragraphs. Words in braces are filled in for you."

    def clean_title(self) -> str:
        return self._checked(self.cleaned_data["title"], wrong_in_title)

    def clean_text(self) -> str:
        return self._checked(self.cleaned_data["text"].replace("\r\n", "\n"), wrong_in_text)

    def _checked(self, text: str, wrong: Any) -> str:
        if said := wrong(self.kind, text):
            raise forms.ValidationError(said)
        return text


class PaperForm(_WordsForm):
    """A consultation paper: a heading, an introduction, and the questions."""

    asked = forms.CharField(
        label="Questions, one on each line",
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=MOST * LONGEST,
        error_messages={"required": "Enter at least one question"},
    )
    change = forms.CharField(
        label="Which question asks what the child wants to change? (optional)",
        help_text="It comes last, and the record asks for the answer to it separately.",
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        title, text = self.fields["title"], self.fields["text"]
        title.label, title.error_messages["required"] = "Heading", "Enter the heading"
        text.label, text.widget.attrs["rows"] = "Introduction to the questions", 3
        text.error_messages["required"] = "Enter the introduction to the questions"
        if self.kind not in OF_CHILDREN:
            del self.fields["change"]

    def clean_asked(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["asked"].splitlines()]
        found = [line for line in lines if line]
        if len(found) > MOST:
            raise forms.ValidationError(f"Enter {MOST} questions or fewer, one on each line")
        if len({line.casefold() for line in found}) < len(found):
            raise forms.ValidationError("Enter each question once")
        if long := next((line for line in found if len(line) > LONGEST), ""):
            raise forms.ValidationError(
                f"Shorten the question that begins “{long[:40]}” to {LONGEST} characters"
            )
        return found

    @property
    def questions(self) -> list[Question]:
        """Each with its key: ours where it is our question still, so that its answers go on."""
        day = self.cleaned_data["starts_on"]
        before = {question: key for key, question in paper_on(self.authority, self.kind, day).questions}
        found: list[Question] = []
        for number, question in enumerate(self.cleaned_data["asked"], start=1):
            key = before.get(question, "")
            found.append((f"own{number}" if key in ("", CHANGE) or key.startswith("own") else key, question))
        change = " ".join(self.cleaned_data.get("change", "").split())
        return [*found, (CHANGE, change)] if change else found


def begun(authority: Authority, kind: K, day: date) -> dict[str, Any]:
    """The words in force, to be changed."""
    if kind not in PAPERS:
        text = text_on(authority, kind, day)
        return {"starts_on": day, "title": text.title, "text": text.text}
    paper = paper_on(authority, kind, day)
    questions = [question for key, question in paper.questions if key != CHANGE or kind not in OF_CHILDREN]
    change = next((question for key, question in paper.questions if key == CHANGE), "")
    return {
        "starts_on": day,
        "title": paper.title,
        "text": paper.about,
        "asked": "\n".join(questions),
        "change": change,
    }


def meanings(kind: K) -> list[tuple[str, str]]:
    """What may stand in braces, and what is filled in for it; nothing in a paper."""
    return [(f"{{{name}}}", MEANINGS[name]) for name in MAY_STAND.get(kind, ())]
