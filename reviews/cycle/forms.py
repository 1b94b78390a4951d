"""The question of how far the records reach."""

from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm


class ReachForm(BaseForm):
    stated_until = DatePartsField(
        label="Last day the files cover (optional)",
        noun="The last day the files cover",
        help_text="Where the latest return was taken from your system before its year was over: the day "
        "on which it was taken.",
        past=True,
        required=False,
    )
    live_from = DatePartsField(
        label="The portal is your live record from (optional)",
        noun="The day from which the portal is your live record",
        help_text="From this day every review is recorded here, so one that is not recorded was not held. "
        "Where it is the day after the last return, or earlier, children who come into care and leave it are "
        "taken to be recorded here too; otherwise how many are in care is not known until a later file is "
        "imported.",
        past=True,
        required=False,
    )
