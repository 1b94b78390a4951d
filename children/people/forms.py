"""Forms of the people around a child: the IRO, the social worker, the family."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Authority, Team, Worker
from accounts.ui.as_shown import AsShownForm
from accounts.ui.fields import DatePartsField, sentences, time_field
from accounts.ui.forms import BaseForm
from children.codesets import codes
from children.models import Child
from children.models.allocation import EndReason, ExceptionReason
from children.people.actions import Departs, before_care
from children.people.appointment import Load
from children.people.proposals import Proposal
from children.people.with_role import works_here

EXCEPTION = "If this departs from a rule for family or continuity, why?"


def exception_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=EXCEPTION,
        choices=[("", "It does not"), *sentences(ExceptionReason.choices)],
        required=False,
        help_text="Brothers and sisters have one IRO, a parent and their child different ones, and a child "
        "who comes back the one from before.",
    )


def exception_note_field() -> forms.CharField:
    return forms.CharField(label="More about it (optional)", max_length=300, required=False)


class DepartsForm(BaseForm):
    """What is asked wherever an IRO is named."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("exception") == ExceptionReason.OTHER and not data.get("exception_note"):
            self.add_error("exception_note", "Enter the other reason")
        return data

    @property
    def departs(self) -> Departs:
        return Departs(self.cleaned_data["exception"], self.cleaned_data["exception_note"])


class AllocateForm(DepartsForm):
    """Who becomes the IRO, from when, and why the IRO changes. `hints` say the caseload and what is to be
    thought about.
    """

    iro = forms.ModelChoiceField(
        label="IRO",
        queryset=Worker.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Select an IRO", "invalid_choice": "Select an IRO of this council"},
    )
    on = DatePartsField(label="From which day?", noun="The first day", past=True)
    at = time_field("At what time was the IRO named? (optional)")
    end_reason = forms.ChoiceField(
        label="Why does the IRO change?",
        choices=sentences(EndReason.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select why the IRO changes"},
    )
    exception = exception_field()
    exception_note = exception_note_field()

    def __init__(self, *args: Any, hints: Mapping[Worker, str], changes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        iros = Worker.objects.filter(pk__in=[w.pk for w in hints])
        self.offer_rows("iro", iros.order_by("name", "staff_id", "pk"))
        self.draw("iro", item_hints={str(w.pk): text for w, text in hints.items()})
        if not changes:
            del self.fields["end_reason"]
        if self.today and not self.is_bound:
            self.initial.setdefault("on", self.today)


class AllocateOneForm(AsShownForm, AllocateForm):
    """The IRO of one child, whose page shows who it is now."""


class HandOverForm(AllocateForm):
    """Which children of one IRO go to another."""

    children = forms.ModelMultipleChoiceField(
        label="Which children?",
        queryset=Child.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one child"},
    )
    field_order = ["children", "iro", "on", "end_reason", "exception", "exception_note"]

    def __init__(self, *args: Any, caseload: QuerySet[Child], **kwargs: Any) -> None:
        super().__init__(*args, changes=True, **kwargs)
        del self.fields["at"]  # counts only for the first IRO of a period of care
        self.offer_rows("children", caseload)
        self.draw("children", small=True, label_from_instance=lambda child: f"{child.name}, {child.number}")
        self.initial.setdefault("children", list(caseload))


class SocialWorkerForm(AsShownForm):
    """Who is the child's social worker from a day, and in which team."""

    team = forms.ModelChoiceField(
        label="Team",
        help_text="Its managers answer the decisions for the child.",
        queryset=Team.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose a team"},
    )
    worker = forms.ModelChoiceField(
        label="Social worker",
        help_text="Leave empty while nobody is named.",
        queryset=Worker.objects.none(),
        required=False,
        empty_label="Nobody named yet",
    )
    on = DatePartsField(label="From which day?", noun="The first day", past=True)
    why = forms.ChoiceField(label="Why does the social worker change?", required=False)

    def __init__(self, *args: Any, authority: Authority, changes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("team", Team.objects.filter(authority=authority, is_active=True))
        workers = Worker.objects.filter(authority=authority, is_iro=False)
        if self.today:
            workers = workers.filter(works_here(self.today))
        self.offer_rows("worker", workers.select_related("team"))
        reasons = [(c.code, c.label) for c in codes("social_worker_change_reason").values()]
        self.offer("why", [("", "Not recorded"), *reasons])
        if not changes:
            del self.fields["why"]
        if self.today and not self.is_bound:
            self.initial.setdefault("on", self.today)


class LinkForm(BaseForm):
    """Which other child, and how they belong together."""

    number = forms.CharField(
        label="Number of the other child",
        max_length=20,
        help_text="A child of this council who is or was looked after.",
        error_messages={"required": "Enter the number of the other child"},
    )
    kind = forms.ChoiceField(
        label="What is the other child to this one?",
        choices=[
            ("SIBLING", "Brother or sister"),
            ("PARENT_OF", "Son or daughter"),
            ("CHILD_OF", "Mother or father"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what the other child is to this one"},
    )


class AllocateManyForm(DepartsForm):
    """An IRO for each of many children: one question a child, with what is proposed and why."""

    on = DatePartsField(label="From which day?", noun="The first day", past=True)
    exception = exception_field()
    exception_note = exception_note_field()

    def __init__(
        self, *args: Any, proposals: Sequence[Proposal], loads: Mapping[Worker, Load], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", self.today)
        by_id = {str(worker.public_id): worker for worker in loads}
        choices = [("", "Nobody yet"), *((key, f"{w} ({loads[w].children})") for key, w in by_id.items())]
        self.children = [proposal.child for proposal in proposals]
        for proposal in proposals:
            name = self.field_of(proposal.child)
            self.fields[name] = forms.TypedChoiceField(
                label=_called(proposal.child),
                help_text=proposal.why,
                choices=choices,
                coerce=by_id.get,
                empty_value=None,
                required=False,
            )
            self.initial[name] = str(proposal.worker.public_id) if proposal.worker else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        on = data.get("on")
        for child in self.chosen:
            if on and child.in_care_since and on < child.in_care_since:
                self.add_error("on", before_care(child, child.in_care_since))
        return data

    @staticmethod
    def field_of(child: Child) -> str:
        return f"iro-{child.public_id}"

    @property
    def chosen(self) -> dict[Child, Worker]:
        found = ((child, self.cleaned_data.get(self.field_of(child))) for child in self.children)
        return {child: worker for child, worker in found if worker}


def _called(child: Child) -> str:
    """The child's name and number; a child without a name goes by the number alone."""
    return f"{child.name}, {child.number}" if child.forename or child.surname else child.name
