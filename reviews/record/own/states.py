"""When a version of a council's record can be changed, and published."""

from datetime import date

from accounts.lifecycle import NotNow
from reviews.models import RecordVersion
from reviews.record.own.layout import Layout

PUBLISHED_IS_FINAL = "This version is published and cannot be changed. Start a new one."
STARTS_LATER = "A version must start today or later: earlier records keep the questions they were asked."
STARTS_THAT_DAY = "Another version starts on that day. Choose another day."
NOTHING_CHANGED = "Nothing is changed in this version yet."
MOST_QUESTIONS, MOST_SECTIONS, MOST_ANSWERS = 16, 4, 40
"""So that the page of a record stays light where the line is slow."""
TOO_MANY_QUESTIONS = f"The record can ask {MOST_QUESTIONS} questions of your council’s own. Remove one first."
TOO_MANY_SECTIONS = f"The record can have {MOST_SECTIONS} sections of your council’s own. Choose one of them."
TOO_MANY_ANSWERS = (
    f"Your council’s questions can offer {MOST_ANSWERS} answers to choose from, all together. Offer fewer."
)
ASKED_ALREADY = "Your council asks this in the record already."
STAYS = "One of these questions can’t be left out. The page says why."
NO_SUCH_QUESTION = "This question is not in the draft any more."
NO_SUCH_SECTION = "This section is not in the draft any more."


class Final(NotNow):
    """A published version cannot be changed."""

    def __init__(self) -> None:
        super().__init__(PUBLISHED_IS_FINAL)


def check_is_draft(version: RecordVersion) -> None:
    """Raise Final when the version is published."""
    if version.published_at is not None:
        raise Final


def check_can_publish(version: RecordVersion, *, starts_on: date, today: date) -> None:
    """Raise NotNow unless the draft may be published from the day."""
    check_is_draft(version)
    if starts_on < today:
        raise NotNow(STARTS_LATER, "starts_on")
    others = RecordVersion.objects.filter(authority=version.authority_id, published_at__isnull=False)
    if others.filter(starts_on=starts_on).exists():
        raise NotNow(STARTS_THAT_DAY, "starts_on")
    last = others.order_by("-number").first()
    before = Layout.from_stored(last.layout) if last is not None else Layout()
    if Layout.from_stored(version.layout) == before:
        raise NotNow(NOTHING_CHANGED, "starts_on")


def check_fits(before: Layout, after: Layout, text: str) -> None:
    """Raise NotNow where the record would ask too much, or something twice."""
    if len(after.questions) > max(MOST_QUESTIONS, len(before.questions)):
        raise NotNow(TOO_MANY_QUESTIONS)
    if len(after.sections) > max(MOST_SECTIONS, len(before.sections)):
        raise NotNow(TOO_MANY_SECTIONS, "section")
    if _answers(after) > max(MOST_ANSWERS, _answers(before)):
        raise NotNow(TOO_MANY_ANSWERS, "choices")
    if sum(q.text.casefold() == text.casefold() for q in after.questions) > 1:
        raise NotNow(ASKED_ALREADY, "text")


def _answers(layout: Layout) -> int:
    return sum(len(question.choices) for question in layout.questions)
