"""Forms of a shared meeting: which reviews are held together, and which facts are taken over."""

from typing import Any

from django import forms

from accounts.templatetags.govuk import day as day_words
from accounts.ui.fields import SeveralField, sentence
from accounts.ui.forms import BaseForm
from reviews.joint import facts
from reviews.joint.access import day_of
from reviews.joint.facts import Person
from reviews.models import Review
from reviews.wording import NOTHING_TO_TAKE

NOTHING = "Choose what to take over"
GONE = "This has changed since you opened the page. Choose again"
LABELS = {facts.DAY: "Day", facts.TIME: "Time", facts.PLACE: "Place", facts.WAY: "How it was held"}


class TogetherForm(BaseForm):
    """The reviews that are one meeting with this one."""

    reviews = SeveralField(
        label="Which reviews is it held together with?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose a review", "invalid_choice": GONE},
    )

    def __init__(self, *args: Any, others: list[Review], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(one.public_id): one for one in others}
        self.offer(
            "reviews",
            [(key, f"{one.child.name}, {day_words(day_of(one))}") for key, one in self.others.items()],
        )

    @property
    def chosen(self) -> list[Review]:
        return [self.others[key] for key in self.cleaned_data["reviews"]]


class ApartForm(BaseForm):
    """Nothing is asked but the button."""


class TakeOverForm(BaseForm):
    """Facts of the meeting, and people who were asked to it. Nothing is chosen beforehand."""

    facts = SeveralField(
        label="About the meeting",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": GONE},
    )
    people = SeveralField(
        label="Who was there for this child",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Leave out who came for the other child alone, such as another school.",
        error_messages={"invalid_choice": GONE},
    )

    def __init__(
        self, *args: Any, to_take: dict[str, tuple[str, str]], people: list[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people_there = {person.key: person for person in people}
        self.offer("facts", [(name, f"{LABELS[name]}: {there}") for name, (there, _) in to_take.items()])
        self.offer("people", [(key, person.words) for key, person in self.people_there.items()])
        hints = {name: f"In this record: {here or 'not recorded'}" for name, (_, here) in to_take.items()}
        self.draw("facts", item_hints=hints)
        for name, offered in (("facts", to_take), ("people", people)):
            if not offered:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("facts") and not data.get("people"):
            left = next(iter(self.fields), None)
            self.add_error(left, NOTHING if left else NOTHING_TO_TAKE)
        return data

    @property
    def chosen_people(self) -> list[Person]:
        return [self.people_there[key] for key in self.cleaned_data.get("people", [])]

    def said(self) -> str:
        """What was taken over, in words."""
        names = [LABELS[name] for name in self.cleaned_data.get("facts", [])]
        return sentence(", ".join([*names, *(person.words for person in self.chosen_people)]))
