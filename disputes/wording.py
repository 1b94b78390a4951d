"""Every refusal of this app, in one place: why something cannot be done now, and what to do instead."""

IRO_ALONE = "Only the child’s IRO, or the covering IRO, can do this."
RAISED_BY_IRO = "Only the child’s IRO can raise a concern."
ANSWERERS_ALONE = "Only a manager at the stage that is open can answer."
MOVED_ON = "This concern has moved on since you opened the page. Look at it again."
REWORDED = (
    "The words of this concern were changed since you opened the page. "
    "Read them under “What the concern says”."
)
RAISED_IT_YOURSELF = "You raised this concern yourself, so another manager must answer it."
SAY_WHY_SKIPPED = "Enter why you are skipping a stage."
NO_STAGE_OPEN = "No stage is open, so there is nothing to answer."
CHOOSE_LATER_STAGE = "Choose a later stage."
LAST_STAGE = "This is the last stage. You can refer the concern to Cafcass at any time."

REFERRED_BEFORE_RAISED = "The concern was raised later than this day. Choose that day or a later one."
PAST_DATE = "The date must be today or in the past."
ACTION_DUE_LATER = "The date it will be done by must be today or later."
ACTION_DONE_ALREADY = "This action is already marked as done."

SAY_WHAT_CHANGED = "Enter in one line what changed for the child."
EFFECT_RECORDED = "What changed for the child is already recorded."
CAFCASS_WAITS = (
    "Cafcass has not given its result yet. "
    "Record the result first, or enter why you are closing the concern now."
)
ADVICE_BEFORE_ASKED = "The advice cannot have come before you asked for it."
ADVICE_AND_DATE = "Enter both the advice and the date it was received, or leave both empty."

ALREADY_REFERRED = "This concern has already been referred to Cafcass and is waiting for a result."
MEETING_RECORDED = "A meeting of that day is recorded already. Correct that one instead."
RESULT_BEFORE_REFERRAL = "The result cannot have come before the referral."
RESULT_RECORDED = "The result is already recorded."

COVER_STARTS_LATER = "The cover must start today or later."
COVER_ENDS_AFTER_START = "The last day must not be before the first day."
COVER_OVERLAPS = "Another IRO already covers on some of these days. End that cover first."
COVER_ENDED = "This cover has already ended."
CHOOSE_COVER = "Choose an IRO of the council who was never this child’s social worker."

CHALLENGE_CLOSED = "This challenge is closed."
ANSWER_AND_DATE = "Enter both the answer and the date it was received, or leave both empty."
ANSWER_BEFORE_QUESTION = "The answer cannot have come before the question."
ANSWER_OR_OUTCOME = "Enter the answer or the outcome."
OTHER_CHILDS_CONCERN = "That concern is about another child."

SYSTEMIC_DUE_LATER = "The date must be after today."
OWNER_ALONE = "Only its owner can answer a systemic concern."
SYSTEMIC_CLOSED = "This systemic concern is closed."

STAGES_START_LATER = "The stages must start today or later. A concern keeps the stages of its own day."
ONE_STAGE_AT_LEAST = "Add at least one formal stage."
STAGES_THAT_DAY = "There are already stages from that day. Choose another day."
THEME_EXISTS = "There is already a theme with this name. Choose another name."
THEME_ENDED = "This theme has already been ended."
