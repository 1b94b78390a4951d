"""Challenging a partner, and the partner’s answer."""

from typing import Any

from accounts.ui.fields import DatePartsField, sentences
from accounts.ui.forms import BaseForm
from disputes import wording
from disputes.fields import choose, one_line, pick, words
from disputes.models.wider import Partner


class ExternalForm(BaseForm):
    """A partner outside the council’s line is asked or challenged."""

    partner = pick(
        "What kind of partner?", [("", "Choose"), *sentences(Partner.choices)], "Choose what kind of partner"
    )
    partner_name = one_line(
        "Which partner?",
        120,
        hint="For example, the name of the service or school",
        needed="Enter the partner",
    )
    is_formal = choose(
        "Is it a formal challenge?",
        [("yes", "Yes"), ("no", "No, liaison")],
        "Choose whether it is a formal challenge",
    )
    asked = words("What did you ask for?", 1000, rows=3, needed="Enter what you asked for")
    raised_on = DatePartsField(label="When did you ask?", noun="The date you asked", past=True)


class PartnerAnswerForm(BaseForm):
    answered_on = DatePartsField(
        label="When did they answer?", noun="The date they answered", past=True, required=False
    )
    answer = words("What did they answer?", 2000, rows=3)
    outcome = one_line("Outcome for the child", 500, hint="Entering an outcome closes the challenge")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("answer", "").strip() and not data.get("outcome", "").strip():
            self.add_error("answer", wording.ANSWER_OR_OUTCOME)
        return data
