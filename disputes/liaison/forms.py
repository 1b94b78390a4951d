"""The form of a meeting with Cafcass."""

from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from disputes.fields import one_line, words


class MeetingForm(BaseForm):
    """Name no child in it: it is read without a child’s record."""

    met_on = DatePartsField(label="When was the meeting?", noun="The date of the meeting", past=True)
    people = one_line("Who came? (optional)", 300)
    issues = words(
        "What was talked about?",
        2000,
        hint="Name no child: a case is recorded as a referral in the child’s own concern.",
        needed="Enter what was talked about",
    )
    agreed = words("What was agreed? (optional)", 2000, rows=3)
    protocol = one_line(
        "Which version of the protocol was in force? (optional)", 60, hint="For example, March 2026"
    )
