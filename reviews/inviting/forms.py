"""Forms of who is invited, how the child wants it, and what came back: they validate, they never save."""

from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField, SeveralField, sentences
from accounts.ui.forms import BaseForm
from reviews.inviting.actions import Wishes
from reviews.inviting.answering import Answer
from reviews.inviting.consulting import Said
from reviews.inviting.papers import Paper
from reviews.inviting.people import Guest
from reviews.models import Invitation
from reviews.models.inviting import AskedBy, ChildsWish, Given, Reply, TakingPart, Way
from reviews.models.review import AttendeeRole

NOBODY = "NOBODY"


def _line(label: str, limit: int = 300, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, required=False, help_text=hint)


def _text(label: str, limit: int, hint: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=limit,
        required=False,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class WishesForm(BaseForm):
    """How the child wants the review."""

    asked_by = forms.ChoiceField(
        label="Who asked the child how they want the review?",
        choices=[*sentences(AskedBy.choices), (NOBODY, "Nobody: the child was not asked")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select who asked the child"},
    )
    why_not = _line("Why not?", hint="For example, too young, or did not want to be asked")
    asked_on = DatePartsField(
        label="When was the child asked?",
        noun="The day the child was asked",
        past=True,
        required=False,
        help_text="Leave this and the rest empty if the child was not asked",
    )
    taking_part = forms.ChoiceField(
        label="How does the child want to take part?",
        choices=sentences(TakingPart.choices),
        widget=forms.RadioSelect,
        required=False,
    )
    place = _line("Where should it be held? (optional)")
    time = _line("When suits the child? (optional)", hint="For example, after school, not on a Wednesday")
    wants = _line("Who should come? (optional)", 500)
    does_not_want = _line("Who should not come? (optional)", 500)
    agenda = _text("What does the child want to talk about? (optional)", 2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draw("asked_by", reveals={NOBODY: "why_not"})

    NEEDED = {
        "asked_on": "Enter the day the child was asked",
        "taking_part": "Select how the child wants to take part",
    }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("asked_by") == NOBODY:
            if not data.get("why_not"):
                self.add_error("why_not", "Enter why the child was not asked")
        elif data.get("asked_by"):
            for name, text in self.NEEDED.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, text)
        return data

    @property
    def wishes(self) -> Wishes:
        data = self.cleaned_data
        if data["asked_by"] == NOBODY:
            return Wishes(why_not=data["why_not"])
        names = ("asked_on", "asked_by", "taking_part", "place", "time", "wants", "does_not_want", "agenda")
        return Wishes(**{name: data[name] for name in names})


class GuestForm(BaseForm):
    """Somebody to invite, and how."""

    role = forms.ChoiceField(
        label="What is this person to the child?",
        choices=[("", "Choose"), *sentences(AttendeeRole.choices)],
        error_messages={"required": "Select what this person is to the child"},
    )
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter the name"})
    way = forms.ChoiceField(
        label="How are they invited?",
        choices=sentences(Way.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select how they are invited"},
    )
    email = forms.EmailField(
        label="Email address",
        required=False,
        help_text="The email names no child and no place",
        error_messages={"invalid": "Enter an email address like name@example.com"},
    )
    has_paper = forms.BooleanField(label="Send a consultation paper with it", required=False)
    withholds_place = forms.TypedChoiceField(
        label="May the invitation say where the review is held?",
        choices=[("no", "Yes"), ("yes", "No: they must not be told where the child lives")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        error_messages={"required": "Select whether the invitation may say where the review is held"},
    )
    wish = forms.ChoiceField(
        label="Does the child want them there?",
        choices=[(ChildsWish.WANTED, "Yes"), (ChildsWish.NOT_WANTED, "No"), ("", "Not known")],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = _line("Why are they invited all the same?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draw("way", reveals={Way.EMAIL: "email"})
        self.draw("wish", reveals={ChildsWish.NOT_WANTED: "reason"})

    def guest(self, person: Any = None) -> Guest:
        """As it is to be stored; `person` is the account of somebody who is invited by email already."""
        data = dict(self.cleaned_data)
        if data["way"] != Way.EMAIL:
            data["email"], person = "", None
        if data["wish"] != ChildsWish.NOT_WANTED:
            data["reason"] = ""
        return Guest(person=person, **data)


class SendForm(BaseForm):
    """Who is invited now."""

    people = SeveralField(
        label="Who is invited now?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select who is invited now"},
    )

    def __init__(
        self, *args: Any, rows: list[Invitation], meant: set[int], silent: set[int], **kwargs: Any
    ) -> None:
        """`meant`: those whom the child may not want there; `silent`: those who may be told nothing without
        asking first. Neither are ticked.
        """
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.offer("people", [(str(row.public_id), _offered(row, meant, silent)) for row in rows])
        doubted = meant | silent
        self.initial.setdefault("people", [str(row.public_id) for row in rows if row.pk not in doubted])

    @property
    def chosen(self) -> list[Invitation]:
        wanted = set(self.cleaned_data["people"])
        return [row for row in self.rows if str(row.public_id) in wanted]


def _offered(row: Invitation, meant: set[int], silent: set[int]) -> str:
    doubt = "; the child may not want them to come" if row.pk in meant else ""
    ask = "; may be told nothing without asking the social worker first" if row.pk in silent else ""
    return f"{row.name}, {_how(row)}{doubt}{ask}"


def _how(row: Invitation) -> str:
    paper = ", with a consultation paper" if row.has_paper else ""
    return f"{row.get_role_display()}: {row.get_way_display()}{paper}"


class LeaveOutForm(BaseForm):
    reason = forms.CharField(
        label="Why are they not invited?",
        max_length=300,
        error_messages={"required": "Enter why they are not invited"},
    )


class ReplyForm(BaseForm):
    """What somebody answered."""

    reply = forms.ChoiceField(
        label="What did they answer?",
        choices=sentences(Reply.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select what they answered"},
    )
    on = DatePartsField(label="When?", noun="The day of the answer", past=True)
    note = _line("Anything else to know (optional)")


class AnswerByLinkForm(BaseForm):
    """What somebody without an account answers by the link in their invitation."""

    reply = forms.ChoiceField(
        label="Will you come to the review?",
        choices=[
            (Reply.COMES, "Yes"),
            (Reply.REMOTE, "Yes, by phone or video"),
            (Reply.SENDS, "No, but I send my views"),
            (Reply.NOT, "No"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you will come"},
    )
    note = _line(
        "Is there anything we should know about your coming? (optional)", hint="For example, an access need"
    )

    def __init__(self, *args: Any, paper: Paper | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper
        if paper is None:
            return
        for key, question in paper.questions:
            self.fields[f"answer_{key}"] = _text(f"{question} (optional)", 4000)
        self.fields["helped_by"] = _line("Did somebody help you with this? Who? (optional)", 120)

    @property
    def answer(self) -> Answer:
        data = self.cleaned_data
        words = [
            {"key": key, "title": question, "text": data[f"answer_{key}"]}
            for key, question in (self.paper.questions if self.paper else ())
        ]
        return Answer(data["reply"], data["note"], data.get("helped_by", ""), words)


class ConsultationForm(BaseForm):
    """The answers on a consultation paper, typed by somebody who sat with the person or has the paper."""

    given = forms.ChoiceField(
        label="How were the answers given?",
        choices=sentences(choice for choice in Given.choices if choice[0] != Given.LINK),
        widget=forms.RadioSelect,
        error_messages={"required": "Select how the answers were given"},
    )
    helped_by = _line("Who helped, if anybody? (optional)", 120)
    on = DatePartsField(label="When?", noun="The day of the answers", past=True)

    def __init__(self, *args: Any, paper: Paper, said: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper
        texts = {part["key"]: part["text"] for part in said}
        last = {name: self.fields.pop(name) for name in list(self.fields)}
        for key, question in paper.questions:
            self.fields[f"answer_{key}"] = _text(question, 4000)
            self.initial.setdefault(f"answer_{key}", texts.get(key, ""))
        self.fields.update(last)

    @property
    def said(self) -> Said:
        data = self.cleaned_data
        words = tuple(
            {"key": key, "title": question, "text": data[f"answer_{key}"]}
            for key, question in self.paper.questions
        )
        return Said(words, data["on"], data["given"], data["helped_by"])
