"""A referral to Cafcass and its result."""

from accounts.ui.as_shown import AsShownForm
from accounts.ui.fields import DatePartsField, sentences
from accounts.ui.forms import BaseForm
from disputes.fields import choose, words
from disputes.models.answers import CafcassState


class ReferForm(AsShownForm):
    on = DatePartsField(label="When did you refer it?", noun="The date of the referral", past=True)
    reason = words(
        "Why are you referring it?",
        2000,
        hint="Managers at each stage can see that you referred it, but not why",
        needed="Enter why you are referring it",
    )


class ResultForm(BaseForm):
    state = choose(
        "What did Cafcass do?",
        [c for c in sentences(CafcassState.choices) if c[0] != CafcassState.REFERRED],
        "Choose what Cafcass did",
    )
    on = DatePartsField(label="When did you hear?", noun="The date you heard", past=True)
    result = words("What did Cafcass say?", 2000, needed="Enter what Cafcass said")
