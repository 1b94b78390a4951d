"""What a button of the record does without script: fills, copies or adds a row; it saves nothing."""

from django.http import QueryDict

from accounts.drafts.keys import hidden_number
from reviews.models.review import SectionKey
from reviews.record.entry import Record, new_decision, sent_of_decision
from reviews.record.page import Part

ADD, COPY, LAST, PERSON, CAME, MORE = "decision", "copy", "last", "person", "came", "more"
CHANGE = "change"
"""The name of the buttons; the value is what they do and where: `last:health`."""


def changed(data: QueryDict, parts: list[Part], record: Record) -> QueryDict:
    """What was sent, with what the button adds to it."""
    what, _, where = data.get(CHANGE, "").partition(":")
    data = data.copy()
    if what == ADD:
        row = {name: text for name, text in new_decision(record.review).items() if text}
        _add_row(data, "decisions", row | {"section": where})
    elif what == PERSON:
        _add_row(data, "attendees", {})
    elif what == CAME:
        _everybody_came(data)
    elif what == LAST:
        for part in parts:
            if part.section.key == where:
                _as_last_time(data, part)
    elif what == MORE:
        _with_more(data, record)
    elif what == COPY:
        _copy(data, parts, where)
    return data


def section_of(change: str) -> str:
    """The section in which a button was pressed; empty for none."""
    what, _, where = change.partition(":")
    if what in (PERSON, CAME):
        return SectionKey.ATTENDANCE
    return where.partition("-")[0]


def _add_row(data: QueryDict, prefix: str, row: dict[str, str]) -> None:
    number = hidden_number(data.get(f"{prefix}-TOTAL_FORMS", "")) or 0
    data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    for name, text in row.items():
        data[f"{prefix}-{number}-{name}"] = text


def _with_more(data: QueryDict, record: Record) -> None:
    """The open decisions that were not on the page, with what is stored of them."""
    for form in record.entries[SectionKey.DECISIONS].more:
        sent_of_decision(form, data)


def _everybody_came(data: QueryDict) -> None:
    for name in list(data):
        if name.startswith("attendees-") and name.endswith("-name") and data[name]:
            presence = name.removesuffix("name") + "presence"
            data[presence] = data.get(presence) or "CAME"


def _as_last_time(data: QueryDict, part: Part) -> None:
    for question in part.asked:
        if question.can_repeat_now:
            data[question.field.html_name] = question.was_value


def _copy(data: QueryDict, parts: list[Part], where: str) -> None:
    for box in (box for part in parts for box in part.boxes if box.field.html_name == where):
        data[where] = "\n".join(filter(None, [data.get(where, ""), box.was]))
