"""The period of patterns; naming, answering and closing a systemic concern."""

from typing import Any

from accounts.models import User
from accounts.ui.fields import DatePartsField, PickDateField
from accounts.ui.forms import BaseForm
from disputes.fields import one_line, pick, words


class PeriodForm(BaseForm):
    """The period of the patterns, read from the address; what is not understood is left out."""

    start = PickDateField(label="From", noun="The first day", required=False)
    end = PickDateField(label="To", noun="The last day", required=False)


class SystemicForm(BaseForm):
    title = one_line("Name of the concern", 120, hint="Do not name a child", needed="Enter a name")
    text = words("What did you see?", 2000, hint="Do not name a child", needed="Enter what you saw")
    owner = pick("Who owns it?", [], "Choose who owns it")
    due_on = DatePartsField(label="When must they answer by?", noun="The date of the answer")

    def __init__(self, *args: Any, owners: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", [("", "Choose a manager"), *((str(o.public_id), o.name) for o in owners)])


class SystemicAnswerForm(BaseForm):
    answer = words(
        "Your answer", 2000, hint="What you will do, and when it will be done by", needed="Enter your answer"
    )


class SystemicCloseForm(BaseForm):
    outcome = one_line("Outcome", 500, needed="Enter the outcome")
