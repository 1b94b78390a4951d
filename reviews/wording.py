"""What the portal answers when a step of a review or a decision is not allowed: each sentence once, for
actions and tests.
"""

ALREADY_HELD = "A review of this child was already held on that day."
ALREADY_IN_PROGRESS = (
    "A review of this child is already booked or being recorded. Complete, change or cancel that one first."
)
CHILD_NOT_IN_CARE = (
    "The child was not looked after on that day. Check the date, or correct the period of care first."
)
DECISIONS_ARE_SENT = (
    "Decisions of this review have been sent, so its start can’t be undone. Correct its day instead."
)
MORE_DECISIONS = (
    "Some decisions of earlier reviews are not on the page yet. Show them, and choose what happens with each."
)
DOES_NOT_FIT = "Some answers do not fit together. Correct them, or confirm that they are right as they are."
DRAFTS_LEFT = (
    "You have text that is not saved yet, so it is not part of the record. Open the record and save it, then "
    "complete the review."
)
NOT_ASKED_NOW = (
    "A question you answered is no longer asked, so nothing has been saved yet. Copy what you want to keep "
    "from your words below, then save again."
)
NO_REPORT = (
    "The council does not hold a review without the social worker’s report. Say in the preparation that it "
    "came, or enter why the review was held without it."
)
FROM_THE_RETURN = "This review came with the council’s return. Correct it there and import the return again."
HELD_IN_FUTURE = "The date of the review must be today or in the past."
ALL_LATE = "The last day allowed by law, {day}, has passed. Choose why the review is late."
LATE_BOOKING = "That is after the last day allowed by law, {day}. Choose why, or an earlier day."
LATE_SECOND_MEETING = (
    "That is after the last day to complete the review. Enter why, or choose an earlier day."
)
SECOND_MEETING_IN_PAST = (
    "The second meeting must be today or later. If it has already been held, continue the review instead."
)
NOT_ON_ONE_DAY = "These reviews are not on the same day, so they cannot be held together."
NOT_BROTHERS_OR_SISTERS = (
    "These children are not linked as brothers or sisters, so their reviews are not held together."
)
ATTENDANCE_NOT_TAKEN = (
    "What the record says of who came is not complete. Open the record, put it right and save it first."
)
NOT_HELD_TOGETHER = "These reviews are not held together any more."
UNSAVED_HERE = "You have text in this record that is not saved. Save the record first, then take over facts."
NOTHING_TO_TAKE = "There is nothing left to take over. It may have been taken over in another window."
SECOND_BEFORE_FIRST = "The second meeting must be after the first."
ORDER_OF_MEETINGS = (
    "The review had other meetings, on {days}. Choose a day in the same order with them as before."
)
NOTHING_CHANGED = "Nothing would change. Enter what is different."
NOT_AMENDABLE = "There is no such line in the record, or it is corrected with the date and the participation."
NOTHING_TO_SEND = "There is no decision to send. Add one, or say which open decisions are carried over."
SECTIONS_MISSING = "Complete these sections first: {titles}."
NO_MEETING_BEFORE_LAST = "This meeting cannot be before the one recorded last."
MEETING_GONE = "One of these meetings has been removed. Open the page again."
ONLY_ONE_MEETING = "The first meeting, and one that continues an adjourned review, cannot be removed."
WITHOUT_MEETING = "This review is held without a meeting, so it has no way of meeting."
START_WAS_NO_MISTAKE = (
    "This review has been held and adjourned, so its start can’t be undone. Correct its day instead."
)
WAS_18 = "The young person was 18 or over on that day, so no statutory review can be held."
WILL_BE_18 = "The young person will be 18 on that day, so no statutory review can be held."

ANSWER_TOO_LATE = (
    "The time to answer has passed, so the decision stands by default. You can still add a query to it."
)
ALREADY_ANSWERED = "This decision was already {answer}."
ALREADY_RESPONDED = "You have already responded."
DECISION_CLOSED = "This decision is {progress}, so it can’t be changed."
HOW_IT_ENDED = "Choose whether it is done or no longer needed."
NOT_ANSWERED_BY_SENDER = "You sent this decision yourself, so another manager must answer it."
NEW_DATE_IN_PAST = "The date it is to be done by must be today or later."
NOTHING_IS_CHANGED = "Change what is to be done, who will do it or by when, or keep the decision as it is."
NOTHING_TO_RESPOND_TO = "There is no query or objection to respond to."
QUERY_ALREADY_ADDED = "A query has already been added to this decision."
QUERY_EMPTY = "Enter your query."
REASON_NEEDED = "Enter your reason, so that the IRO can respond."
SENT_AGAIN = "The decision was sent again since you opened this page, perhaps with other words."
RESPONSE_EMPTY = "Enter your response to the manager."
TIME_LEFT_TO_ANSWER = "There is still time to answer this decision."
NOT_LATE = "This review was not held after its due date, so there is no delay to explain."
HAS_REASON = "The reason is recorded already. Open the review to change it."
IRO_IS_HERE = (
    "{iro} is the child’s IRO and used the portal on {day}, so the record is theirs to correct. You can "
    "correct it when the IRO has left, or has not used the portal for five days."
)
MOVE_REASON = "Enter why the review is moved: the day, time or place is another one."
