"""The calendar file as RFC 5545 wants it, and which meetings clash."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from reviews.diary import ical
from reviews.diary.clashes import Slot, clashes
from reviews.diary.ical import Event, calendar, escaped, folded

STAMP = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)


def test_summer_time_is_written_in_utc():
    starts = datetime(2026, 7, 1, 10, tzinfo=ZoneInfo("Europe/London"))
    text = calendar([Event("a@b", starts, 60, "Review")], name="Portal", stamp=STAMP)
    assert "DTSTART:20260701T090000Z\r\nDTEND:20260701T100000Z\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") and text.endswith("END:VCALENDAR\r\n")


def test_a_meeting_without_a_time_takes_the_day():
    text = calendar([Event("a@b", DAY, 60, "Review")], name="Portal", stamp=STAMP)
    assert "DTSTART;VALUE=DATE:20260302\r\nDTEND;VALUE=DATE:20260303\r\n" in text


def test_texts_are_escaped():
    assert escaped("a;b,c\\d\r\ne") == "a\\;b\\,c\\\\d\\ne"


@pytest.mark.parametrize("text", ["x" * 300, "é" * 200, "short", "👩‍👧" * 60])
def test_lines_are_folded_at_75_octets_and_no_character_is_torn(text):
    written = folded(text)
    assert all(len(line.encode()) <= ical.LINE for line in written.split("\r\n"))
    assert written.replace("\r\n ", "") == text


def slot(key: int, at: str, place: str = "", on: date = DAY) -> Slot:
    return Slot(key, on, time.fromisoformat(at) if at else None, place)


@pytest.mark.parametrize(
    ("one", "other", "minutes"),
    [
        (slot(1, "10:00"), slot(2, "10:30"), None),
        (slot(1, "10:00", "School"), slot(2, "11:15", "Civic Centre"), 15),
        (slot(2, "11:15", "School"), slot(1, "10:00", "Civic Centre"), 15),
    ],
)
def test_meetings_that_cannot_both_be_kept(one, other, minutes):
    (found,) = clashes([one, other], lasts=60, travel=30)
    assert (found.first, found.second, found.minutes) == (1, 2, minutes)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (slot(1, "10:00", "School"), slot(2, "11:30", "Civic Centre")),
        (slot(1, "10:00", "School"), slot(2, "11:00", "school ")),
        (slot(1, "10:00", "School"), slot(2, "11:00", "By video")),
        (slot(1, "10:00", "School"), slot(2, "11:00")),
        (slot(1, "10:00"), slot(2, "")),
        (slot(1, "10:00"), slot(2, "10:00", on=date(2026, 3, 3))),
    ],
)
def test_meetings_that_can_both_be_kept(one, other):
    assert list(clashes([one, other], lasts=60, travel=30)) == []
