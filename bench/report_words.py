"""What an author of a usual year writes for a report. The words of its sections are in report_words.md."""

import re
from pathlib import Path


def _sections(text: str) -> dict[str, str]:
    """Key of the section -> its words, which follow a heading of that name."""
    _, *parts = re.split(r"^## (\w+)\n", text, flags=re.MULTILINE)
    return {key: words.strip() for key, words in zip(parts[::2], parts[1::2], strict=True)}


WORDS = _sections((Path(__file__).parent / "report_words.md").read_text(encoding="utf-8"))
PRIORITIES = (
    (
        "Reviews are in time",
        "Two reviews are booked ahead",
        "IRO manager",
        "timeliness_reviews_held",
        "Reviews are booked further ahead, and a late one is told on the day.",
    ),
    (
        "Children hear what happened to what they asked for",
        "A letter within ten days",
        "IRO manager",
        "participation_official",
        "Letters are written to the child, and go out sooner.",
    ),
    (
        "Managers answer decisions",
        "Reminders on the day they fall due",
        "Heads of service",
        "decisions_answered",
        "Reminders are sent, and lists are read each week.",
    ),
)
SAID = (
    ("We do not know who comes to the meeting.", "The invitation shows everybody’s photograph."),
    (
        "The meeting is in the middle of maths.",
        "Reviews are held after school unless the child wants it otherwise.",
    ),
    ("Nobody told me what became of my question.", "Every letter begins with what was asked last time."),
)
QUOTATIONS = ("My officer asks me first, and the others after me.", "I chaired it myself. It was shorter.")
BODIES = ("Corporate Parenting Panel", "Safeguarding Children Partnership", "Children in Care Council")
