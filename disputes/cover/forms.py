"""Naming a covering IRO."""

from datetime import date
from typing import Any

from accounts.models import User
from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from disputes import wording
from disputes.fields import one_line, pick


class CoverForm(BaseForm):
    user = pick("Who will cover?", [], "Choose who will cover")
    started_on = DatePartsField(label="First day", noun="The first day of the cover")
    last_day = DatePartsField(label="Last day", noun="The last day of the cover")
    reason = one_line("Why?", 300, hint="For example, leave", needed="Enter why")

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("user", [("", "Choose an IRO"), *((str(p.public_id), p.name) for p in people)])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("started_on"), data.get("last_day")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last_day", wording.COVER_ENDS_AFTER_START)
        return data
