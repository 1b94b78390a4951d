"""Forms of access: asking, restricting, naming people on a record."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.access.forms import review_field, until_field
from accounts.access.lasting import Lasting
from accounts.models import User
from accounts.ui.forms import BaseForm


def reason_field(label: str, *, hint: str) -> forms.CharField:
    """Why: it is kept with what was done."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter a reason"},
    )


class AskForm(BaseForm):
    """Why the person wants to see the record; `next` is the page they were going to."""

    reason = reason_field("Reason", hint="It is kept on the child’s record, and the QA manager reads it.")
    next = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)


class LastingForm(BaseForm):
    """Asks how long a person is named."""

    @property
    def lasting(self) -> Lasting:
        """The days that were given."""
        return Lasting(self.cleaned_data["until"], self.cleaned_data["review_on"])


class RestrictForm(LastingForm):
    """Who may see the record from now on, to which day, and why."""

    people = forms.ModelMultipleChoiceField(
        label="Who may see the record?",
        help_text="Everybody else loses sight of it at once, also those who work with the child.",
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    another = forms.ModelChoiceField(
        label="Somebody else (optional)",
        help_text="You can name more people later.",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody else",
    )
    until = until_field()
    review_on = review_field()
    reason = reason_field("Why is it restricted?", hint="It is kept on the child’s record.")

    def __init__(
        self,
        *args: Any,
        near: Sequence[User],
        everybody: QuerySet[User],
        hints: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        near_ids = [u.pk for u in near]
        self.offer_rows("people", everybody.filter(pk__in=near_ids))
        self.draw("people", item_hints=hints)
        self.offer_rows("another", everybody.exclude(pk__in=near_ids))

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        data["named"] = [*(data.get("people") or []), *([data["another"]] if data.get("another") else [])]
        if not data["named"]:
            self.add_error("people", "Select at least one person who may see the record")
        return data


class NameForm(LastingForm):
    """One more person on a restricted record, to which day, and why."""

    person = forms.ModelChoiceField(
        label="Person", queryset=User.objects.none(), error_messages={"required": "Choose a person"}
    )
    until = until_field()
    review_on = review_field()
    reason = reason_field(
        "Why does this person need to see the record?", hint="It is kept on the child’s record."
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("person", people)


class RenewForm(LastingForm):
    """To which day a name goes on, and why."""

    until = until_field()
    review_on = review_field()
    reason = reason_field(
        "Why do they still need to see the record?", hint="It is kept on the child’s record."
    )


class ReviewForm(BaseForm):
    """What was found when a name was looked at, and when it is looked at again."""

    found = reason_field(
        "Why do they still need to see the record?", hint="It is kept on the child’s record."
    )
    review_on = review_field("When is it looked at next?")
